//! What a page carries besides the contract: its number, its header, its footer.

use super::line::{Line, Role};
use std::collections::HashMap;

/// Page numbers, page marks, and lines that come back on most pages.
pub(super) fn mark_furniture(lines: &mut [Line<'_>]) {
    let mut edges: HashMap<String, Vec<usize>> = HashMap::new();
    let pages = lines.last().map_or(1, |it| it.page);
    if pages >= 3 {
        let mut page: Vec<usize> = Vec::new();
        let mut flush = |page: &mut Vec<usize>, lines: &[Line<'_>]| {
            let (n, edge) = (page.len(), 3);
            for (place, at) in page.iter().enumerate() {
                if (place < edge || place + edge >= n) && lines[*at].text.len() < 100 {
                    let masked = lines[*at]
                        .text
                        .chars()
                        .map(|it| if it.is_ascii_digit() { '0' } else { it });
                    edges
                        .entry(masked.collect::<String>().replace("00", "0"))
                        .or_default()
                        .push(*at);
                }
            }
            page.clear();
        };
        for at in 0..lines.len() {
            if lines[at].first_of_page {
                flush(&mut page, lines);
            }
            if lines[at].role == Role::Text {
                page.push(at);
            }
        }
        flush(&mut page, lines);
    }
    let often = (pages as usize / 2).max(3);
    for places in edges.into_values().filter(|it| it.len() >= often) {
        for at in places {
            lines[at].role = Role::Furniture;
        }
    }
    for at in 0..lines.len() {
        let edge = |it: Option<&Line<'_>>| it.is_none_or(|it| it.role != Role::Text);
        let before = at.checked_sub(1).and_then(|it| lines.get(it));
        let alone = lines[at].first_of_page || edge(before);
        let after = lines.get(at + 1);
        let alone = alone && (edge(after) || after.is_some_and(|it| it.first_of_page));
        if lines[at].role == Role::Text && alone && is_page_number(lines[at].text) {
            lines[at].role = Role::Furniture;
        }
    }
}

/// `7`, `- 7 -`, `Page 7 of 12`, `Pagina 7/12`, `iv`.
fn is_page_number(text: &str) -> bool {
    if text.len() > 24 {
        return false;
    }
    let bare = text.trim_matches(['-', '–', '—', '[', ']', ' ', '|', '~']);
    let mut words = bare.split([' ', '/']).filter(|it| !it.is_empty()).peekable();
    let named = words.next_if(|it| {
        matches!(it.to_lowercase().as_str(), "page" | "pagina" | "blad" | "pag." | "p.")
    });
    let number =
        |it: &str| !it.is_empty() && it.len() <= 4 && it.bytes().all(|it| it.is_ascii_digit());
    let roman =
        |it: &str| !it.is_empty() && it.len() <= 6 && it.bytes().all(|it| b"ivxl".contains(&it));
    let Some(first) = words.next() else { return named.is_some() };
    let rest: Vec<&str> = words.collect();
    let of = match rest.as_slice() {
        [] => true,
        [total] => number(total),
        ["of" | "van", total] => number(total),
        _ => false,
    };
    (number(first) || roman(first) && rest.is_empty()) && of
}
