//! Styles: what a paragraph is by the name of its style, through all that the style is based on.

use super::numbering::Numbering;
use super::xml::{self, Part, Scan, Tag, Xml};
use crate::language::Language;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Styles are based on each other ten deep at most (Word's own limit is eleven); a circle ends.
const DEEPEST: usize = 24;

/// What a paragraph style says about its paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// The list they are numbered in; 0 for none in spite of what the style is based on.
    pub list: Option<i32>,
    /// The level of that list, from 0.
    pub level: Option<u8>,
    /// Level of the heading that they are, from 1.
    pub heading: Option<u8>,
    /// Whether they are lines of a table of contents.
    pub contents: bool,
    /// Whether their text is hidden.
    pub hidden: bool,
}

/// A style as `styles.xml` has it: its own say, and the style it is based on.
#[derive(Default)]
struct Raw {
    base: Option<String>,
    list: Option<i32>,
    level: Option<u8>,
    /// From 0; 9 is body text.
    outline: Option<u8>,
    /// By the built-in name: `heading 2`.
    named: Option<u8>,
    contents: bool,
    hidden: Option<bool>,
}

/// The styles of a document. A template has hundreds, of which few are used: one is read when it is
/// first asked for.
#[derive(Default)]
pub(super) struct Styles<'a> {
    by_id: HashMap<String, Described<'a>>,
    /// What a paragraph without a style is.
    default: Option<String>,
    /// The language that text is in unless it says otherwise.
    pub language: Option<Language>,
}

/// A style as it stands in the file.
struct Described<'a> {
    xml: &'a str,
    paragraph: bool,
    read: OnceCell<Raw>,
}

impl<'a> Styles<'a> {
    /// Reads `styles.xml`.
    pub(super) fn new(part: &'a Part) -> Styles<'a> {
        let mut styles = Styles::default();
        let mut scan = Scan::new(part);
        while let Some(event) = scan.next() {
            let (tag, open) = match event {
                Xml::Open(tag) => (tag, true),
                Xml::Empty(tag) => (tag, false),
                Xml::Close(_) | Xml::Text(_) | Xml::Reference(_) => continue,
            };
            match xml::local(tag.name) {
                // Hundreds of names of styles that the document doesn't have.
                "latentStyles" if open => {
                    scan.content();
                }
                "style" if open => {
                    let id = text(xml::attribute(&tag, "styleId"));
                    let paragraph =
                        xml::attribute(&tag, "type").is_some_and(|it| it == "paragraph");
                    let default = xml::attribute(&tag, "default")
                        .is_some_and(|it| matches!(&*it, "1" | "true" | "on"));
                    if paragraph && default {
                        styles.default = Some(id.clone());
                    }
                    let xml = scan.content();
                    styles.by_id.insert(id, Described { xml, paragraph, read: OnceCell::new() });
                }
                "lang" => {
                    let code = text(xml::value(&tag)).to_ascii_lowercase();
                    styles.language = match code.get(..2) {
                        Some("nl") => Some(Language::Dutch),
                        Some("en") => Some(Language::English),
                        _ => None,
                    };
                }
                _ => {}
            }
        }
        styles
    }

    /// The list that the style called `id` numbers with.
    pub(super) fn list_of(&self, id: &str) -> Option<i32> {
        self.by_id.get(id)?.read().list
    }

    /// What the paragraph style called `id` says, with what it takes from the styles that it is based
    /// on; for none, or one that is not defined, what the default style says.
    pub(super) fn paragraph(&self, id: Option<&str>, numbering: &Numbering<'_>) -> Style {
        let known = id.filter(|it| self.by_id.contains_key(*it));
        let id = known.or(self.default.as_deref());
        id.map_or(Style::default(), |it| self.style(it, numbering))
    }

    /// Whether the character style called `id` hides text.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.by_id.get(id).is_some_and(|it| !it.paragraph)
            && self.chain(id).find_map(|(_, it)| it.hidden).unwrap_or(false)
    }

    /// The style called `id`, the one that it is based on, and so on.
    fn chain<'s>(&'s self, id: &'s str) -> impl Iterator<Item = (&'s str, &'s Raw)> {
        let read = |id: &'s str| Some((id, self.by_id.get(id)?.read()));
        std::iter::successors(read(id), move |(_, it)| read(it.base.as_deref()?)).take(DEEPEST)
    }

    fn style(&self, id: &str, numbering: &Numbering<'_>) -> Style {
        let chain: Vec<(&str, &Raw)> = self.chain(id).collect();
        let list = chain.iter().find_map(|(_, it)| it.list);
        // A level belongs to the list it is said with: beyond the style that names the list,
        // levels are another list's.
        let named = chain.iter().position(|(_, it)| it.list.is_some()).unwrap_or(chain.len());
        let level = chain.iter().take(named + 1).find_map(|(id, it)| {
            let linked = list.and_then(|list| numbering.level_of(list, id));
            linked.or(it.level)
        });
        let heading = chain.iter().find_map(|(_, it)| match it.outline {
            Some(outline) => Some((outline < 9).then_some(outline + 1)),
            None => it.named.map(Some),
        });
        Style {
            list,
            level,
            heading: heading.flatten(),
            contents: chain.iter().any(|(_, it)| it.contents),
            hidden: chain.iter().find_map(|(_, it)| it.hidden).unwrap_or(false),
        }
    }
}

impl Described<'_> {
    fn read(&self) -> &Raw {
        self.read.get_or_init(|| Raw::new(self.xml))
    }
}

impl Raw {
    fn new(xml: &str) -> Raw {
        let mut raw = Raw::default();
        let mut scan = Scan::over(xml);
        while let Some(event) = scan.next() {
            if let Xml::Open(tag) | Xml::Empty(tag) = event {
                raw.take(xml::local(tag.name), &tag);
            }
        }
        raw
    }

    fn take(&mut self, tag: &str, it: &Tag<'_>) {
        match tag {
            "name" => {
                let name = text(xml::value(it)).to_lowercase();
                self.named = heading(&name);
                self.contents = is_contents(&name);
            }
            "basedOn" => self.base = xml::value(it).map(|it| it.into_owned()),
            "numId" => self.list = xml::number(it),
            "ilvl" => self.level = xml::number(it),
            "outlineLvl" => self.outline = xml::number(it),
            "vanish" => self.hidden = Some(xml::is_on(it)),
            _ => {}
        }
    }
}

/// The heading level that a built-in style name gives. Word writes these names in English
/// whatever its language; other programs write what they show.
fn heading(name: &str) -> Option<u8> {
    if name == "title" || name == "titel" {
        return Some(1);
    }
    let level = name.strip_prefix("heading ").or_else(|| name.strip_prefix("kop "))?;
    level.trim().parse().ok().filter(|it| (1..=9).contains(it))
}

/// `toc 1`, `toc heading`, `inhopg 2`, `table of figures`.
fn is_contents(name: &str) -> bool {
    ["toc ", "inhopg ", "table of figures", "contents "].iter().any(|it| name.starts_with(it))
}

fn text(value: Option<std::borrow::Cow<'_, str>>) -> String {
    value.map(|it| it.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: &str = "<w:styles xmlns:w='w'>
        <w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val='nl-NL'/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type='paragraph' w:default='1' w:styleId='Standaard'><w:name w:val='Normal'/></w:style>
        <w:style w:type='paragraph' w:styleId='Kop1'><w:name w:val='heading 1'/><w:basedOn w:val='Standaard'/>
            <w:pPr><w:numPr><w:numId w:val='4'/></w:numPr><w:outlineLvl w:val='0'/></w:pPr></w:style>
        <w:style w:type='paragraph' w:styleId='Kop2'><w:name w:val='heading 2'/><w:basedOn w:val='Kop1'/>
            <w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr><w:outlineLvl w:val='1'/></w:pPr></w:style>
        <w:style w:type='paragraph' w:styleId='Artikellid'><w:name w:val='Artikellid'/><w:basedOn w:val='Kop2'/>
            <w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>
        <w:style w:type='paragraph' w:styleId='Bijlage'><w:name w:val='Bijlage'/><w:basedOn w:val='Kop1'/></w:style>
        <w:style w:type='paragraph' w:styleId='Inhopg1'><w:name w:val='toc 1'/></w:style>
        <w:style w:type='character' w:styleId='Intern'><w:name w:val='Intern'/><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type='paragraph' w:styleId='Rond'><w:name w:val='Rond'/><w:basedOn w:val='Rond'/></w:style>
        </w:styles>";

    fn part() -> Part {
        Part::new("word/styles.xml", STYLES.as_bytes().to_vec(), true)
    }

    #[test]
    fn a_style_takes_list_level_and_heading_from_what_it_is_based_on() {
        let part = part();
        let styles = Styles::new(&part);
        let of = |id| {
            let it = styles.paragraph(Some(id), &Numbering::default());
            (it.list, it.level, it.heading)
        };
        assert_eq!(of("Kop2"), (Some(4), Some(1), Some(2)));
        assert_eq!(of("Artikellid"), (Some(4), Some(1), None));
        assert_eq!(of("Bijlage"), (Some(4), None, Some(1)));
        assert_eq!(of("Rond"), (None, None, None));
        assert_eq!(of("onbekend"), (None, None, None));
    }

    #[test]
    fn contents_hidden_text_and_language_are_known() {
        let part = part();
        let styles = Styles::new(&part);
        assert_eq!(styles.language, Some(Language::Dutch));
        assert!(styles.paragraph(Some("Inhopg1"), &Numbering::default()).contents);
        assert!(styles.hides("Intern") && !styles.hides("Kop1"));
    }
}
