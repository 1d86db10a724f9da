//! Numbers, letters and bullets at the start of a line: what makes a line the start of a clause.

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// Its bytes, without the space after it.
    pub(super) len: usize,
    pub(super) sort: Sort,
}

/// The sort of label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// `•`, `–`.
    Bullet,
    /// `7.`, `7.2`, `7.2.1`; the number of its parts.
    Number(u8),
    /// A whole number with nothing after it. It may be a quantity.
    Bare,
    /// `a.`, `(iv)`, `1)`.
    Item,
    /// `Artikel 4`, `Annex B`.
    Word,
}

/// Words that, with a number or letter, name a part of a contract.
const PARTS: [&str; 20] = [
    "artikel",
    "art.",
    "hoofdstuk",
    "paragraaf",
    "bijlage",
    "deel",
    "afdeling",
    "overweging",
    "article",
    "section",
    "clause",
    "annex",
    "appendix",
    "schedule",
    "exhibit",
    "chapter",
    "part",
    "recital",
    "attachment",
    "addendum",
];

/// The label at the start of `text`, if text follows it or it stands alone.
pub(super) fn label(text: &str) -> Option<Label> {
    let first = text.split(' ').next()?;
    if is_bullet(first) {
        return Some(Label { len: first.len(), sort: Sort::Bullet });
    }
    if let Some(sort) = number(first).or_else(|| item(first)) {
        return Some(Label { len: first.len(), sort });
    }
    let capital = first.starts_with(|it: char| it.is_uppercase() || it == '§');
    if capital && (first == "§" || PARTS.contains(&first.to_lowercase().as_str())) {
        let rest = text.get(first.len() + 1..)?;
        let second = rest.split(' ').next()?;
        let bare = second.trim_end_matches([':', '.', ',', '-', '–']);
        let roman = !bare.is_empty() && bare.bytes().all(|it| b"IVXLC".contains(&it));
        let letter = bare.len() == 1 && bare.bytes().all(|it| it.is_ascii_uppercase());
        let digits = bare.starts_with(|it: char| it.is_ascii_digit());
        return (roman || letter || digits)
            .then_some(Label { len: first.len() + 1 + second.len(), sort: Sort::Word });
    }
    None
}

/// Length of the label that stands without a space before a word (`1.10.Definities`, `•een`), in
/// bytes; 0 if there is none.
pub(super) fn glued(word: &str) -> usize {
    let Some(first) = word.chars().next() else { return 0 };
    let cut = if matches!(first, '•' | '▪' | '●' | '■' | '➢' | '✓') {
        first.len_utf8()
    } else {
        // At least two numbers: "3.De" may be a slip of the pen, "1.10.De" is a clause.
        let digits = word.bytes().take_while(|it| it.is_ascii_digit() || *it == b'.').count();
        let head = word.get(..digits).unwrap_or("");
        if !matches!(number(head), Some(Sort::Number(2..))) {
            return 0;
        }
        digits
    };
    let next = word.get(cut..).and_then(|it| it.chars().next());
    if next.is_some_and(|it| it.is_uppercase() || first == '•' && it.is_alphabetic()) {
        cut
    } else {
        0
    }
}

/// Signs that open a list item. A letter `o` is the hollow bullet of Courier in old documents.
fn is_bullet(word: &str) -> bool {
    matches!(
        word,
        "•" | "·"
            | "∙"
            | "‣"
            | "▪"
            | "▫"
            | "■"
            | "□"
            | "●"
            | "○"
            | "◦"
            | "◆"
            | "❖"
            | "➢"
            | "►"
            | "▶"
            | "✓"
            | "✔"
            | "-"
            | "–"
            | "—"
            | "*"
            | "o"
            | ""
    )
}

/// `7.`, `7.2`, `7.2.1.`, `12`; not `1.500` or `3.14159` or `2024`.
fn number(word: &str) -> Option<Sort> {
    let closed = word.ends_with(['.', ':']);
    let body = word.trim_end_matches(['.', ':']);
    let mut parts = 0u8;
    for (at, part) in body.split('.').enumerate() {
        let letter_end =
            at > 0 && part.len() == 1 && part.bytes().all(|it| it.is_ascii_lowercase());
        let digits = !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
        if !(digits && part.len() <= 2 || letter_end && parts > 0) {
            return None;
        }
        parts = parts.saturating_add(1);
    }
    match parts {
        1 if !closed => Some(Sort::Bare),
        _ => Some(Sort::Number(parts)),
    }
}

/// `a.`, `a)`, `(a)`, `iv.`, `(12)`, `1)`, `A.`
fn item(word: &str) -> Option<Sort> {
    let open = word.starts_with('(');
    let body = word.strip_prefix('(').unwrap_or(word);
    let (body, closed) = match body.strip_suffix(')') {
        Some(body) => (body, true),
        None => (body.strip_suffix('.')?, false),
    };
    if open && !closed {
        return None;
    }
    let bytes = body.as_bytes();
    let letter = bytes.len() == 1 && bytes[0].is_ascii_alphabetic();
    let roman = (1..=5).contains(&bytes.len()) && bytes.iter().all(|it| b"ivx".contains(it));
    let digits = closed && (1..=2).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit);
    let double =
        closed && bytes.len() == 2 && bytes[0] == bytes[1] && bytes[0].is_ascii_lowercase();
    (letter || roman || digits || double).then_some(Sort::Item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_a_clause() {
        let sort = |text| label(text).map(|it| it.sort);
        for (text, wanted) in [
            ("1. Definities", Some(Sort::Number(1))),
            ("7.2 De huurder", Some(Sort::Number(2))),
            ("7.2.1. De huurder", Some(Sort::Number(3))),
            ("14 dagen na ontvangst", Some(Sort::Bare)),
            ("1.500 euro", None),
            ("2024 was een jaar", None),
            ("(a) de levering", Some(Sort::Item)),
            ("iv. the delivery", Some(Sort::Item)),
            ("a) the delivery", Some(Sort::Item)),
            ("(zie boven)", None),
            ("• een", Some(Sort::Bullet)),
            ("Artikel 4 Betaling", Some(Sort::Word)),
            ("Section IV. Payment", Some(Sort::Word)),
            ("artikel 7:658 BW", None),
            ("Partijen", None),
        ] {
            assert_eq!(sort(text), wanted, "{text}");
        }
    }
}
