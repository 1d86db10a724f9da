//! Automatic numbers: Word keeps "7.2" out of the text and computes it while showing the page.
//!
//! `numbering.xml` comes in; for each numbered paragraph, in order, its number as the reader sees
//! it goes out. ECMA-376 part 1, 17.9.

use super::number::Format;
use super::xml::{self, Part, Scan, Tag, Xml};
use crate::language::Language;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Levels of a list.
pub(super) const LEVELS: usize = 9;
/// Characters of a pattern that Word keeps; each numbered paragraph carries a copy.
const LONGEST: usize = 255;

/// The lists of a document.
#[derive(Default)]
pub(super) struct Numbering<'a> {
    definitions: HashMap<i32, Described<'a>>,
    lists: BTreeMap<i32, List>,
    /// Spells ordinals and numbers in words.
    pub language: Option<Language>,
}

/// A definition as it stands in the file. Most templates bring dozens, of which few are used: one is
/// read when it is first asked for.
struct Described<'a> {
    xml: &'a str,
    read: OnceCell<Definition>,
}

impl Described<'_> {
    fn read(&self) -> &Definition {
        self.read.get_or_init(|| Definition::new(self.xml))
    }
}

/// `w:abstractNum`: how nine levels look. Lists that share one count on from each other.
#[derive(Default)]
struct Definition {
    levels: [Option<Level>; LEVELS],
    /// The list style whose definition is meant instead.
    link: Option<String>,
}

/// `w:num`: a list, by its definition and what it changes of it.
#[derive(Default)]
struct List {
    definition: i32,
    levels: [Option<Level>; LEVELS],
    /// Where a level starts anew when this list first uses it.
    starts: [Option<i32>; LEVELS],
}

#[derive(Clone)]
struct Level {
    start: i32,
    format: Format,
    /// `Artikel %1.%2`: `%1` stands for the number of the first level.
    text: String,
    /// The level (from 1) whose use restarts this one; 0 for none, all higher ones when absent.
    restart: Option<u8>,
    /// Shows all numbers in figures, whatever the formats of their levels.
    legal: bool,
    /// The paragraph style that takes this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Level {
        Level {
            start: 0,
            format: Format::Decimal,
            text: String::new(),
            restart: None,
            legal: false,
            style: None,
        }
    }
}

/// A paragraph's number as the reader sees it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// `7.2`, `(a)`, `Artikel 4`, `•`; without spaces around it.
    pub text: String,
    /// Whether it is a bullet, that is the same for every item.
    pub bullet: bool,
}

/// Where each list stands while paragraphs are read in order.
#[derive(Default)]
pub(super) struct Counters {
    /// By definition: the number last shown at each level.
    values: HashMap<i32, [Option<i32>; LEVELS]>,
    /// The (list, level) pairs whose own start was honoured.
    started: HashSet<(i32, usize)>,
}

impl<'a> Numbering<'a> {
    /// Reads `numbering.xml`.
    pub(super) fn new(part: &'a Part) -> Numbering<'a> {
        let mut numbering = Numbering::default();
        let mut scan = Scan::new(part);
        while let Some(event) = scan.next() {
            let Xml::Open(tag) = event else { continue };
            let id = |name| xml::attribute(&tag, name).and_then(|it| it.trim().parse().ok());
            match xml::local(tag.name) {
                "Fallback" => {
                    scan.content();
                }
                "abstractNum" => {
                    let described = Described { xml: scan.content(), read: OnceCell::new() };
                    numbering.definitions.extend(id("abstractNumId").map(|id| (id, described)));
                }
                "num" => {
                    let xml = scan.content();
                    let id = id("numId").filter(|_| !xml.is_empty());
                    numbering.lists.extend(id.map(|id| (id, List::new(xml))));
                }
                _ => {}
            }
        }
        numbering
    }

    /// Puts the definition of a list style in the place of each definition that only names the
    /// style; `list_of` tells which list a style numbers with.
    pub(super) fn follow_links(&mut self, list_of: impl Fn(&str) -> Option<i32>) {
        let meant: HashMap<i32, i32> = self
            .definitions
            .iter()
            .filter(|it| it.1.xml.contains("numStyleLink"))
            .filter_map(|(&id, it)| {
                let target = self.lists.get(&list_of(it.read().link.as_deref()?)?)?.definition;
                Some((id, target))
            })
            .collect();
        for list in self.lists.values_mut() {
            if let Some(&target) = meant.get(&list.definition) {
                list.definition = target;
            }
        }
    }

    /// The level of `list` that paragraphs of `style` take.
    pub(super) fn level_of(&self, list: i32, style: &str) -> Option<u8> {
        let list = self.lists.get(&list)?;
        let definition = self.definitions.get(&list.definition).map(Described::read);
        (0..LEVELS as u8).find(|&level| {
            list.level(definition, level.into()).and_then(|it| it.style.as_deref()) == Some(style)
        })
    }
}

impl Definition {
    fn new(xml: &str) -> Definition {
        let mut definition = Definition::default();
        let levels = &mut definition.levels;
        let link = &mut definition.link;
        walk(xml, levels, |name, tag, _| {
            if name == "numStyleLink" {
                *link = xml::value(tag).map(|it| it.into_owned());
            }
        });
        definition
    }
}

/// Walks over the levels in `xml`; gives all else to `other`, with the level that it changes.
fn walk(
    xml: &str,
    levels: &mut [Option<Level>; LEVELS],
    mut other: impl FnMut(&str, &Tag<'_>, Option<usize>),
) {
    let mut scan = Scan::over(xml);
    // The level that the list changes, and the one that is read.
    let (mut changed, mut level) = (None, None);
    let mut draft = Level::default();
    while let Some(event) = scan.next() {
        let (name, tag) = match &event {
            Xml::Open(tag) | Xml::Empty(tag) => (xml::local(tag.name), Some(tag)),
            Xml::Close(name) => (xml::local(name), None),
            Xml::Text(_) | Xml::Reference(_) => continue,
        };
        if let Some(tag) = tag {
            let place = || xml::attribute(tag, "ilvl").and_then(|it| it.trim().parse().ok());
            let place = || place().filter(|it| *it < LEVELS);
            match name {
                // How the number looks, and where the text beside it starts.
                "rPr" | "pPr" | "Fallback" if matches!(event, Xml::Open(_)) => {
                    scan.content();
                }
                "lvlOverride" => changed = place(),
                "lvl" => {
                    level = place().or(changed);
                    draft = Level::default();
                }
                name if level.is_some() => draft.take(name, tag),
                name => other(name, tag, changed),
            }
        }
        if !matches!(event, Xml::Open(_)) {
            match name {
                "lvl" => {
                    if let Some(slot) = level.take().and_then(|it: usize| levels.get_mut(it)) {
                        *slot = Some(std::mem::take(&mut draft));
                    }
                }
                "lvlOverride" => changed = None,
                _ => {}
            }
        }
    }
}

impl Level {
    /// Takes what an element within it says.
    fn take(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "start" => self.start = xml::number(tag).unwrap_or_default(),
            "numFmt" => self.format = Format::new(tag),
            "lvlText" => {
                let text = xml::value(tag).unwrap_or_default();
                self.text = text.chars().take(LONGEST).collect();
            }
            "lvlRestart" => self.restart = xml::number(tag),
            "isLgl" => self.legal = xml::is_on(tag),
            "pStyle" => self.style = xml::value(tag).map(|it| it.into_owned()),
            _ => {}
        }
    }
}

impl List {
    fn new(xml: &str) -> List {
        let mut list = List::default();
        let (definition, starts) = (&mut list.definition, &mut list.starts);
        walk(xml, &mut list.levels, |name, tag, changed| match (name, changed) {
            ("abstractNumId", _) => *definition = xml::number(tag).unwrap_or_default(),
            ("startOverride", Some(level)) => starts[level] = xml::number(tag),
            _ => {}
        });
        list
    }

    fn level<'a>(&'a self, definition: Option<&'a Definition>, level: usize) -> Option<&'a Level> {
        let own = self.levels.get(level)?.as_ref();
        own.or_else(|| definition?.levels.get(level)?.as_ref())
    }
}

impl Counters {
    /// The number of the next paragraph of `list` at `level`, counted; none when the list shows
    /// none there.
    pub(super) fn next(
        &mut self,
        numbering: &Numbering<'_>,
        list: i32,
        level: u8,
    ) -> Option<Label> {
        let id = list;
        let list = numbering.lists.get(&id)?;
        let definition = numbering.definitions.get(&list.definition).map(Described::read);
        let at = usize::from(level).min(LEVELS - 1);
        let level = |at: usize| list.level(definition, at);
        let start = |at: usize| list.starts[at].or(level(at).map(|it| it.start)).unwrap_or(1);
        let this = level(at)?;

        let values = self.values.entry(list.definition).or_default();
        let anew = list.starts[at].is_some() && self.started.insert((id, at));
        values[at] = Some(match values[at] {
            Some(last) if !anew => last.saturating_add(1),
            _ => start(at),
        });
        for (deeper, value) in values.iter_mut().enumerate().skip(at + 1) {
            // "Restart after level 2" is not reached by a paragraph of level 3.
            let keeps = level(deeper).and_then(|it| it.restart).is_some_and(|it| at >= it.into());
            if !keeps {
                *value = None;
            }
        }
        for (higher, value) in values.iter_mut().enumerate().take(at) {
            value.get_or_insert_with(|| start(higher));
        }

        if this.format == Format::Bullet {
            // Dots, dashes, squares and arrows are one sign to a reader.
            return Some(Label { text: "•".to_owned(), bullet: true });
        }
        let mut text = String::new();
        let mut pattern = this.text.chars().peekable();
        while let Some(char) = pattern.next() {
            let place = pattern.peek().filter(|_| char == '%').and_then(|it| it.to_digit(10));
            match place {
                Some(place @ 1..=9) => {
                    pattern.next();
                    let place = place as usize - 1;
                    let format = match level(place).map_or(Format::Decimal, |it| it.format) {
                        Format::Nothing => Format::Nothing,
                        _ if this.legal => Format::Decimal,
                        format => format,
                    };
                    format.write(values[place].unwrap_or(1), numbering.language, &mut text);
                }
                _ => text.push(if char.is_whitespace() { ' ' } else { char }),
            }
        }
        let text = text.trim();
        (!text.is_empty()).then(|| Label { text: text.to_owned(), bullet: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(levels: &str, lists: &str) -> Part {
        let xml = format!(
            "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>{lists}</w:numbering>"
        );
        Part::new("word/numbering.xml", xml.into_bytes(), true)
    }

    fn level(at: u8, format: &str, text: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
        )
    }

    const LIST: &str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";

    /// The labels of paragraphs at these (list, level) places.
    fn labels(part: &Part, places: &[(i32, u8)]) -> String {
        let numbering = Numbering::new(part);
        let mut counters = Counters::default();
        let shown: Vec<String> = places
            .iter()
            .map(|&(list, level)| {
                counters.next(&numbering, list, level).map_or("–".to_owned(), |it| it.text)
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn a_contract_counts_articles_clauses_and_letters() {
        let levels = [
            level(0, "decimal", "Artikel %1"),
            level(1, "decimal", "%1.%2"),
            level(2, "lowerLetter", "(%3)"),
        ]
        .concat();
        let it = numbering(&levels, LIST);
        let places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 1), (1, 0), (1, 1)];
        assert_eq!(labels(&it, &places), "Artikel 1 1.1 1.2 (a) (b) 1.3 Artikel 2 2.1");
    }

    #[test]
    fn lists_of_one_definition_count_on_unless_told_to_start_anew() {
        let lists = format!(
            "{LIST}<w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>\
             <w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
        );
        let it = numbering(&level(0, "decimal", "%1."), &lists);
        assert_eq!(labels(&it, &[(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]), "1. 2. 5. 6. 7.");
    }

    #[test]
    fn legal_numbers_show_figures_only() {
        let legal =
            "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:isLgl/><w:lvlText w:val='%1.%2'/></w:lvl>";
        let it = numbering(&(level(0, "upperRoman", "%1.") + legal), LIST);
        assert_eq!(labels(&it, &[(1, 0), (1, 0), (1, 0), (1, 1)]), "I. II. III. 3.1");
    }

    #[test]
    fn a_level_may_count_through() {
        let through = "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:lvlRestart w:val='0'/><w:lvlText w:val='§ %2'/></w:lvl>";
        let it = numbering(&(level(0, "upperLetter", "%1") + through), LIST);
        assert_eq!(labels(&it, &[(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)]), "A § 1 § 2 B § 3");
    }

    #[test]
    fn bullets_and_empty_numbers() {
        let levels = [
            level(0, "bullet", "\u{f0b7}"),
            level(1, "bullet", "-"),
            level(2, "none", ""),
            level(3, "decimalZero", "%4"),
        ]
        .concat();
        let it = numbering(&levels, LIST);
        assert_eq!(labels(&it, &[(1, 0), (1, 1), (1, 2), (1, 3), (9, 0)]), "• • – 01 –");
    }
}
