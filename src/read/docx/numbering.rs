//! Automatic numbers: Word keeps "7.2" out of the text and computes it while showing the page.
//!
//! `numbering.xml` comes in; for each numbered paragraph, in order, its number as the reader sees
//! it goes out. ECMA-376 part 1, 17.9.

use super::number::Format;
use super::xml::{self, Part, Scan, Tag, Xml};
use crate::language::Language;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Levels of a list.
pub(super) const LEVELS: usize = 9;
/// Characters of a pattern that Word keeps; each numbered paragraph carries a copy.
const LONGEST: usize = 255;

/// The lists of a document.
#[derive(Default)]
pub(super) struct Numbering {
    definitions: HashMap<i32, Definition>,
    lists: BTreeMap<i32, List>,
    /// Spells ordinals and numbers in words.
    pub language: Option<Language>,
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

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn new(part: &Part) -> Numbering {
        let mut numbering = Numbering::default();
        let mut scan = Scan::new(part);
        let mut place = Place::default();
        while let Some(event) = scan.next() {
            match event {
                // How the number looks, and where the text beside it starts.
                Xml::Open(tag) if matches!(xml::local(tag.name), "rPr" | "pPr") => {
                    scan.pass_over_looks("pStyle");
                }
                Xml::Open(tag) => numbering.open(&mut place, &tag),
                Xml::Empty(tag) => {
                    numbering.open(&mut place, &tag);
                    numbering.close(&mut place, xml::local(tag.name));
                }
                Xml::Close(name) => numbering.close(&mut place, xml::local(name)),
                Xml::Text(_) | Xml::Reference(_) => {}
            }
        }
        numbering
    }

    fn open(&mut self, place: &mut Place, tag: &Tag<'_>) {
        let name = xml::local(tag.name);
        let id = |name| xml::attribute(tag, name).and_then(|it| it.trim().parse::<i32>().ok());
        let level = || id("ilvl").and_then(|it| usize::try_from(it).ok()).filter(|&it| it < LEVELS);
        if place.fallback {
            return;
        }
        match name {
            "Fallback" => place.fallback = true,
            "abstractNum" => place.definition = id("abstractNumId"),
            "num" => place.list = id("numId"),
            "lvlOverride" => place.changed = level(),
            "lvl" => {
                place.level = level().or(place.changed);
                place.draft = Level::default();
            }
            "numStyleLink" => {
                if let Some(definition) = place.definition {
                    self.definitions.entry(definition).or_default().link =
                        xml::value(tag).map(|it| it.into_owned());
                }
            }
            "abstractNumId" => {
                if let (Some(list), Some(definition)) = (place.list, xml::number(tag)) {
                    self.lists.entry(list).or_default().definition = definition;
                }
            }
            "startOverride" => {
                if let (Some(list), Some(level)) = (place.list, place.changed) {
                    self.lists.entry(list).or_default().starts[level] = xml::number(tag);
                }
            }
            _ if place.level.is_none() => {}
            "start" => place.draft.start = xml::number(tag).unwrap_or_default(),
            "numFmt" => place.draft.format = Format::new(tag),
            "lvlText" => {
                let text = xml::value(tag).unwrap_or_default();
                place.draft.text = text.chars().take(LONGEST).collect();
            }
            "lvlRestart" => place.draft.restart = xml::number(tag),
            "isLgl" => place.draft.legal = xml::is_on(tag),
            "pStyle" => place.draft.style = xml::value(tag).map(|it| it.into_owned()),
            _ => {}
        }
    }

    fn close(&mut self, place: &mut Place, name: &str) {
        match name {
            "Fallback" => place.fallback = false,
            "lvl" => {
                let Some(level) = place.level.take() else { return };
                let levels = match (place.list, place.definition) {
                    (Some(list), _) => &mut self.lists.entry(list).or_default().levels,
                    (None, Some(it)) => &mut self.definitions.entry(it).or_default().levels,
                    (None, None) => return,
                };
                levels[level] = Some(std::mem::take(&mut place.draft));
            }
            "lvlOverride" => place.changed = None,
            "num" => place.list = None,
            "abstractNum" => place.definition = None,
            _ => {}
        }
    }

    /// Puts the definition of a list style in the place of each definition that only names the
    /// style; `list_of` tells which list a style numbers with.
    pub(super) fn follow_links(&mut self, list_of: impl Fn(&str) -> Option<i32>) {
        let meant: HashMap<i32, i32> = self
            .definitions
            .iter()
            .filter_map(|(&id, it)| {
                let target = self.lists.get(&list_of(it.link.as_deref()?)?)?.definition;
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
        let definition = self.definitions.get(&list.definition);
        (0..LEVELS as u8).find(|&level| {
            list.level(definition, level.into()).and_then(|it| it.style.as_deref()) == Some(style)
        })
    }
}

impl List {
    fn level<'a>(&'a self, definition: Option<&'a Definition>, level: usize) -> Option<&'a Level> {
        let own = self.levels.get(level)?.as_ref();
        own.or_else(|| definition?.levels.get(level)?.as_ref())
    }
}

impl Counters {
    /// The number of the next paragraph of `list` at `level`, counted; none when the list shows
    /// none there.
    pub(super) fn next(&mut self, numbering: &Numbering, list: i32, level: u8) -> Option<Label> {
        let id = list;
        let list = numbering.lists.get(&id)?;
        let definition = numbering.definitions.get(&list.definition);
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

/// Where the reading of `numbering.xml` stands.
#[derive(Default)]
struct Place {
    definition: Option<i32>,
    list: Option<i32>,
    changed: Option<usize>,
    level: Option<usize>,
    draft: Level,
    fallback: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(levels: &str, lists: &str) -> Numbering {
        let xml = format!(
            "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>{lists}</w:numbering>"
        );
        Numbering::new(&Part::new("word/numbering.xml", xml.into_bytes(), true))
    }

    fn level(at: u8, format: &str, text: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
        )
    }

    const LIST: &str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";

    /// The labels of paragraphs at these (list, level) places.
    fn labels(numbering: &Numbering, places: &[(i32, u8)]) -> String {
        let mut counters = Counters::default();
        let shown: Vec<String> = places
            .iter()
            .map(|&(list, level)| {
                counters.next(numbering, list, level).map_or("–".to_owned(), |it| it.text)
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
