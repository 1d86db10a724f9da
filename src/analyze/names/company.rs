//! Companies that a text names with their legal form: "Zonnehof Beheer B.V.", "Tern, Inc."

use super::Index;
use crate::document::{Document, Zone};
use crate::span::Span;
use std::collections::HashMap;

/// A company that the text names with its legal form.
pub(super) struct Company {
    /// Its letters and digits, in lower case, without the form.
    pub(super) key: String,
    pub(super) form: &'static str,
    /// Where it first stands.
    pub(super) span: Span,
    /// How often it stands.
    pub(super) count: u32,
}

/// Every place in `doc` that names a company with its legal form, in order.
pub(in crate::analyze) fn companies_in(doc: &Document) -> Vec<Span> {
    let mut form = vec![false; doc.words.len()];
    for word in FIRST_OF_FORMS.iter().filter_map(|it| doc.words.find(it)) {
        form[word as usize] = true;
    }
    let tokens = doc.tokens.iter().filter(|it| form[it.word as usize]);
    tokens.filter_map(|it| company_at(doc, it.span.start).map(|it| it.0)).collect()
}

/// The companies that `doc` names, in order.
pub(super) fn companies(doc: &Document, index: &Index) -> Vec<Company> {
    let mut names: Vec<Company> = Vec::new();
    let mut known: HashMap<(String, &'static str), usize> = HashMap::new();
    for token in index.tokens_of_all(doc, FIRST_OF_FORMS.iter().copied()) {
        let at = doc.tokens[token as usize].span.start;
        let Some(block) = doc.block_at(at).and_then(|it| doc.blocks.get(it)) else { continue };
        if matches!(block.zone, Zone::Contents | Zone::Furniture | Zone::Data) {
            continue;
        }
        let Some((span, kind)) = company_at(doc, at) else { continue };
        let form = doc[span].rfind([' ', ',']).map_or(0, |it| it + 1);
        let name = doc[span][..form].trim_end_matches([' ', ',']);
        let key: String =
            name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if key.len() < 5 {
            continue;
        }
        match known.get(&(key.clone(), kind)) {
            Some(&at) => names[at].count += 1,
            None => {
                known.insert((key.clone(), kind), names.len());
                names.push(Company { key, form: kind, span, count: 1 });
            }
        }
    }
    names.sort_by_key(|it| it.span);
    names.truncate(200);
    names
}

/// Legal forms as they are written, each with the form it is.
const FORMS: &[(&str, &str)] = &[
    ("B.V.", "bv"),
    ("BV", "bv"),
    ("N.V.", "nv"),
    ("NV", "nv"),
    ("Ltd.", "ltd"),
    ("Ltd", "ltd"),
    ("Limited", "ltd"),
    ("Inc.", "inc"),
    ("Inc", "inc"),
    ("LLC", "llc"),
    ("L.L.C.", "llc"),
    ("Corp.", "corp"),
    ("Corporation", "corp"),
    ("GmbH", "gmbh"),
    ("U.A.", "ua"),
    ("LLP", "llp"),
    ("L.P.", "lp"),
    ("plc", "plc"),
    ("PLC", "plc"),
];

/// The words that the forms begin with.
const FIRST_OF_FORMS: &[&str] = &[
    "b",
    "bv",
    "n",
    "nv",
    "ltd",
    "limited",
    "inc",
    "llc",
    "l",
    "corp",
    "corporation",
    "gmbh",
    "u",
    "llp",
    "plc",
];

/// The company whose legal form begins at `at`, and which form that is.
fn company_at(doc: &Document, at: u32) -> Option<(Span, &'static str)> {
    let block = doc.block_at(at).and_then(|it| doc.blocks.get(it))?;
    let (text, start) = (&doc[block.span], block.span.start as usize);
    let at = at as usize - start;
    let free = |it: Option<char>| it.is_none_or(|it| !it.is_alphanumeric());
    let form = FORMS
        .iter()
        .find(|it| text[at..].strip_prefix(it.0).is_some_and(|rest| free(rest.chars().next())));
    let &(form, kind) = form.filter(|_| text[..at].ends_with([' ', ',']))?;
    let from = name_before(text, at)?;
    Some((Span::new(start + from, start + at + form.len()), kind))
}

/// Where the capitalised words before the legal form at `at` begin, at most six.
fn name_before(text: &str, at: usize) -> Option<usize> {
    let mut from = at;
    let mut words = 0;
    loop {
        let before = text[..from].trim_end_matches([' ', ',']);
        // A comma ends a name, but not the one before its legal form.
        if words > 0 && text[..from].trim_end().ends_with([',', ';', ':', '.', '(', '"', '“']) {
            break;
        }
        let start = before
            .rfind([' ', '(', '"', '“', '\'', '‘', '/'])
            .map_or(0, |it| it + before[it..].chars().next().map_or(1, char::len_utf8));
        let word = &before[start..];
        let joins = matches!(word, "&" | "en" | "and" | "of" | "van" | "de");
        if !(word.starts_with(char::is_uppercase) || joins && words > 0)
            || words >= 6
            || matches!(word, "De" | "The" | "Het" | "Between" | "Tussen" | "And" | "En" | "BY")
        {
            break;
        }
        from = start;
        words += 1;
        if start == 0 {
            break;
        }
    }
    let name = text[from..at].trim_start();
    let skip = text[from..at].len() - name.len();
    let mut from = from + skip;
    // "and Zonnehof" begins with the name.
    for joint in ["& ", "en ", "and ", "of ", "van ", "de "] {
        if text[from..at].starts_with(joint) {
            from += joint.len();
        }
    }
    (words > 0 && from < at).then_some(from)
}
