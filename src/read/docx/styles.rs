//! Styles: what a paragraph is by the name of its style, through all that the style is based on.

use super::numbering::Numbering;
use super::xml::{self, Part, Scan, Tag, Xml};
use crate::language::Language;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Styles are based on each other ten deep at most (Word's own limit is eleven); a circle ends.
const DEEPEST: usize = 24;

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// Character styles that hide text.
    hiding: HashSet<String>,
    /// What a paragraph without a style is.
    default: Style,
}

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
    paragraph: bool,
}

/// The file as it was read, before styles are resolved against the lists.
#[derive(Default)]
pub(super) struct Sheet {
    raw: BTreeMap<String, Raw>,
    default: Option<String>,
    /// The language that text is in unless it says otherwise.
    pub language: Option<Language>,
}

impl Sheet {
    /// Reads `styles.xml`.
    pub(super) fn new(part: &Part) -> Sheet {
        let mut sheet = Sheet::default();
        let mut scan = Scan::new(part);
        let mut id = String::new();
        let mut style: Option<Raw> = None;
        while let Some(event) = scan.next() {
            match event {
                // Hundreds of names of styles that the document doesn't have.
                Xml::Open(tag) if xml::local(tag.name) == "latentStyles" => scan.pass_over(),
                // Most of the file is how text looks.
                Xml::Open(tag) if style.is_some() && xml::local(tag.name) == "rPr" => {
                    scan.pass_over_looks("vanish");
                }
                Xml::Open(tag) if style.is_some() && xml::local(tag.name) == "pPr" => {
                    scan.pass_over_looks("outlineLvl");
                }
                Xml::Open(tag) | Xml::Empty(tag) => match (xml::local(tag.name), &mut style) {
                    ("style", _) => {
                        id = text(xml::attribute(&tag, "styleId"));
                        let kind = text(xml::attribute(&tag, "type"));
                        let default = xml::attribute(&tag, "default")
                            .is_some_and(|it| matches!(&*it, "1" | "true" | "on"));
                        if kind == "paragraph" && default {
                            sheet.default = Some(id.clone());
                        }
                        style = Some(Raw { paragraph: kind == "paragraph", ..Raw::default() });
                    }
                    ("lang", None) => {
                        let code = text(xml::value(&tag)).to_ascii_lowercase();
                        sheet.language = match code.get(..2) {
                            Some("nl") => Some(Language::Dutch),
                            Some("en") => Some(Language::English),
                            _ => None,
                        };
                    }
                    (name, Some(style)) => style.take(name, &tag),
                    _ => {}
                },
                Xml::Close(name) if xml::local(name) == "style" => {
                    if let Some(style) = style.take() {
                        sheet.raw.insert(std::mem::take(&mut id), style);
                    }
                }
                Xml::Close(_) | Xml::Text(_) | Xml::Reference(_) => {}
            }
        }
        sheet
    }

    /// The list that the style called `id` numbers with.
    pub(super) fn list_of(&self, id: &str) -> Option<i32> {
        self.raw.get(id)?.list
    }

    /// Every style with what it takes from the styles that it is based on.
    pub(super) fn resolve(&self, numbering: &Numbering) -> Styles {
        let mut styles = Styles::default();
        for (id, raw) in &self.raw {
            let style = self.style(id, numbering);
            if style.hidden && !raw.paragraph {
                styles.hiding.insert(id.clone());
            }
            if Some(id) == self.default.as_ref() {
                styles.default = style;
            }
            styles.by_id.insert(id.clone(), style);
        }
        styles
    }

    fn style(&self, id: &str, numbering: &Numbering) -> Style {
        let chain: Vec<(&str, &Raw)> =
            std::iter::successors(self.raw.get_key_value(id), |(_, it)| {
                self.raw.get_key_value(it.base.as_ref()?)
            })
            .take(DEEPEST)
            .map(|(id, it)| (id.as_str(), it))
            .collect();
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

impl Raw {
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

impl Styles {
    /// What the paragraph style called `id` says; for none, or one that is not defined, what the
    /// default style says.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Style {
        id.and_then(|it| self.by_id.get(it)).copied().unwrap_or(self.default)
    }

    /// A paragraph's style; the default one where it names none.
    pub(super) fn or_default(&self, style: Option<Style>) -> Style {
        style.unwrap_or(self.default)
    }

    /// Whether the character style called `id` hides text.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.hiding.contains(id)
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

    fn sheet() -> Sheet {
        Sheet::new(&Part::new("word/styles.xml", STYLES.as_bytes().to_vec(), true))
    }

    #[test]
    fn a_style_takes_list_level_and_heading_from_what_it_is_based_on() {
        let styles = sheet().resolve(&Numbering::default());
        let of = |id| {
            let it = styles.paragraph(Some(id));
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
        let sheet = sheet();
        assert_eq!(sheet.language, Some(Language::Dutch));
        let styles = sheet.resolve(&Numbering::default());
        assert!(styles.paragraph(Some("Inhopg1")).contents);
        assert!(styles.hides("Intern") && !styles.hides("Kop1"));
    }
}
