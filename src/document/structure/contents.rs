//! Tables of contents and page numbers: lines that cite clauses and are none.

use super::super::{Draft, Kind, Zone};
use super::label::typed_label;
use crate::language;

/// Tells tables of contents: three or more lines in a row that end in a page number.
pub(super) fn mark_contents(drafts: &mut [Draft]) {
    let mut from = 0;
    while from < drafts.len() {
        let mut to = from;
        let mut page = 0;
        let mut numbered = 0;
        while let Some(entry) = drafts.get(to).and_then(contents_entry) {
            if entry.page < page {
                break;
            }
            page = entry.page;
            numbered += usize::from(entry.sure);
            to += 1;
        }
        if to - from >= 3 && numbered * 3 >= (to - from) * 2 {
            for draft in &mut drafts[from..to] {
                draft.zone.get_or_insert(Zone::Contents);
            }
        }
        from = to.max(from + 1);
    }
}

/// Whether a block is one of the lines under "Table of contents", which may have no page numbers in
/// reach, or announces them; `inside` says whether the block before it was.
pub(super) fn goes_on_with_contents(text: &str, inside: bool) -> bool {
    let is_one_of = |list: &[&str], text: &str| list.iter().any(|it| it.eq_ignore_ascii_case(text));
    let titles = ["table of contents", "contents", "inhoudsopgave", "inhoud"];
    let announced = text.len() < 30 && is_one_of(&titles, text.trim_end_matches(':'));
    let line = || {
        text.ends_with(|it: char| it.is_ascii_digit())
            || text.starts_with('<')
            || is_one_of(&["page", "pagina", "artikel", "article", "section"], text)
    };
    announced || inside && line()
}

struct Entry {
    page: u32,
    /// It starts with a number or has dots up to the page.
    sure: bool,
}

fn contents_entry(draft: &Draft) -> Option<Entry> {
    let text = draft.words();
    if text.len() > 160 || matches!(draft.kind, Kind::Cell { .. }) {
        return None;
    }
    let page = text.rsplit([' ', '.', '…']).next()?;
    let title = text[..text.len() - page.len()].trim_end();
    if page.len() > 3 || page.is_empty() || title.is_empty() {
        return None;
    }
    let page: u32 = page.parse().ok()?;
    if !title.contains(char::is_alphabetic) {
        return None;
    }
    let sure = title.ends_with("..")
        || title.ends_with('…')
        || title.ends_with(". .")
        || draft.label.is_some()
        || typed_label(title, draft.kind).is_some();
    Some(Entry { page, sure })
}

/// Whether dots lead to something three times.
pub(super) fn has_leaders(text: &str) -> bool {
    // Hardly a block has so many stops, and counting them takes one look.
    if language::count(text.as_bytes(), |it| it == b'.') < 12 {
        return false;
    }
    let (mut count, mut run) = (0, 0);
    for byte in text.bytes() {
        match byte {
            b'.' => run += 1,
            b' ' => {}
            _ => {
                count += usize::from(run >= 4 && byte.is_ascii_digit());
                run = 0;
            }
        }
    }
    count + usize::from(run >= 4) >= 3
}

/// `12`, `- 12 -`, `Pagina 3 van 10`, `Page 3 of 10`.
pub(super) fn is_page_number(text: &str) -> bool {
    // Most texts start with a letter that none of the words does.
    let first = text.as_bytes().first().copied().unwrap_or_default();
    if first.is_ascii_alphabetic() && !matches!(first | 0x20, b'p' | b'b' | b'o' | b'v') {
        return false;
    }
    let text = text.trim_matches(|it: char| matches!(it, ' ' | '-' | '–' | '—' | '|' | '.'));
    // The page marks of filings: "<PAGE> 12".
    if text.starts_with('<') && !text.contains(char::is_lowercase) {
        return true;
    }
    // "Pagina 3 Algemene voorwaarden Voorbeeld".
    let mut words = text.split(' ');
    let first = words.next().unwrap_or("");
    if ["page", "pagina"].iter().any(|it| it.eq_ignore_ascii_case(first))
        && words.next().is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()))
        && text.len() < 80
        && !text.ends_with('.')
    {
        return true;
    }
    if text.is_empty() || text.len() > 24 {
        return false;
    }
    let mut words = text.split([' ', '/']).filter(|it| !it.is_empty());
    let mut digits = 0;
    words.all(|word| {
        let number = word.len() <= 4 && word.bytes().all(|it| it.is_ascii_digit());
        digits += u32::from(number);
        number
            || ["page", "pagina", "pag.", "p.", "blz.", "of", "van"]
                .iter()
                .any(|it| it.eq_ignore_ascii_case(word))
    }) && (1..=2).contains(&digits)
}
