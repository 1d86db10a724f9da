//! Clause numbers: found at the start of a block, and read into a form, a place in its row and
//! a style.

mod typed;

use super::words::{VERBS, before_number};
pub(super) use typed::typed_label;

/// A clause number as read from a label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) form: Form,
    /// The number alone: `4`, `7.2`, `b`, `Bijlage 1`.
    pub(super) core: String,
    /// `[7, 2]` for `7.2`; the place in the row for others (`b` is 2).
    pub(super) path: Vec<u16>,
    /// What tells `(a)` from `a.` from `A.`, and `Article 1` from `Section 1`.
    pub(super) style: u8,
    /// The value as a roman numeral, where it is one: `i`, `v` and `c` are letters too.
    pub(super) roman: Option<u16>,
}

/// What kind of number it is. The order is from large to small parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `Bijlage 1`, `Schedule A`.
    Annex,
    /// `Hoofdstuk 2`, `Part I`.
    Chapter,
    /// `Artikel 4`, `Section 3`, `§ 3`.
    Article,
    /// `4`, `4.1`, `4.1.1`.
    Decimal,
    /// `(a)`, `b.`, `C)`.
    Letter,
    /// `(iv)`.
    Roman,
    /// `•`.
    Bullet,
}

/// Whether `word` (without marks around it) is one of the verbs that make a sentence.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.has(word)
}

/// Whether a line is short and has no verb and no end: a title rather than a sentence.
pub(super) fn is_title(line: &str) -> bool {
    let line = line.trim_ascii();
    if line.len() >= 120
        || line.ends_with([';', ',', ':', '.'])
        || line.chars().next().is_none_or(char::is_lowercase)
    {
        return false;
    }
    let bare =
        |word: &'_ str| -> bool { !VERBS.has(word.trim_matches(|it: char| !it.is_alphanumeric())) };
    let mut words = line.split(' ');
    words.next();
    words.by_ref().take(13).all(bare)
        && words.next().is_none()
        && line.contains(char::is_alphabetic)
        && !line.contains("___")
}

/// Whether it is one short line that no full stop ends: a title that may have a verb.
pub(super) fn is_line(text: &str) -> bool {
    !text.is_empty() && text.len() < 140 && !text.ends_with(['.', ';', ',', ':'])
}

/// Reads a label, typed or given by the format, into its parts.
pub(super) fn read(label: &str) -> Option<Mark> {
    let label = label.trim();
    // Most are figures.
    let figures = label.starts_with(|it: char| it.is_ascii_digit());
    if !figures && is_bullet(label) {
        return Some(Mark {
            form: Form::Bullet,
            core: "•".to_owned(),
            path: Vec::new(),
            style: 0,
            roman: None,
        });
    }
    let mut parts = label.split_whitespace();
    let first = parts.next()?;
    if !figures && let Some((form, style)) = before_number(first) {
        let token = parts.next().unwrap_or("");
        let core = token.trim_end_matches(['.', ':', ')', '-', '–', '—']);
        let path = number_path(core).or_else(|| roman(core).map(|it| vec![it])).or_else(|| {
            let letter = core.bytes().next().filter(u8::is_ascii_alphabetic)?;
            Some(vec![u16::from(letter.to_ascii_lowercase() - b'a') + 1])
        });
        let path = match path {
            Some(path) => path,
            None if form == Form::Annex && core.is_empty() => Vec::new(),
            None => return None,
        };
        let core = match form {
            // "Section 5.10" is clause 5.10 of whatever contract it stands in.
            Form::Article | Form::Decimal => core.to_owned(),
            _ if core.is_empty() => capitalised(first),
            _ => format!("{} {core}", capitalised(first)),
        };
        let form = if form == Form::Article && path.len() > 1 { Form::Decimal } else { form };
        return Some(Mark { form, core, path, style, roman: None });
    }
    let open = label.starts_with('(');
    let inner = label.strip_prefix('(').unwrap_or(label);
    let core = inner.trim_end_matches(['.', ')', ':']);
    let closing = inner.as_bytes().get(core.len()).copied().unwrap_or(0);
    if open && closing != b')' || core.is_empty() {
        return None;
    }
    let style = if open { b'(' } else { closing };
    if let Some(path) = number_path(core) {
        return Some(Mark { form: Form::Decimal, core: core.to_owned(), path, style, roman: None });
    }
    // A bare "a" or "I" is a word.
    if closing == 0 || core.len() > 6 || !core.bytes().all(|it| it.is_ascii_alphabetic()) {
        return None;
    }
    let upper = core.bytes().all(|it| it.is_ascii_uppercase());
    if !upper && !core.bytes().all(|it| it.is_ascii_lowercase()) {
        return None;
    }
    let style = style | if upper { 0x80 } else { 0 };
    let numeral = roman(core);
    let core = core.to_owned();
    let bytes = core.as_bytes();
    // "aa" follows "z".
    let letter = match bytes {
        [one] => Some(u16::from(one.to_ascii_lowercase() - b'a') + 1),
        [one, two] if one == two && numeral.is_none_or(|it| it != 2) => {
            Some(u16::from(one.to_ascii_lowercase() - b'a') + 27)
        }
        _ => None,
    };
    match (letter, numeral) {
        (Some(value), roman) => {
            Some(Mark { form: Form::Letter, core, path: vec![value], style, roman })
        }
        (None, Some(value)) => {
            Some(Mark { form: Form::Roman, core, path: vec![value], style, roman: Some(value) })
        }
        (None, None) => None,
    }
}

/// The steps of `4`, `4.1`, `4.2.a`, `4a`, `A.1`; none where it looks like a date or an amount.
fn number_path(core: &str) -> Option<Vec<u16>> {
    if !core.bytes().any(|it| it.is_ascii_digit()) {
        return None;
    }
    if let Some(path) = plain_path(core.as_bytes()) {
        return Some(path);
    }
    let mut path = Vec::new();
    for (index, step) in core.split('.').enumerate() {
        let digits = step.bytes().take_while(u8::is_ascii_digit).count();
        let value = match (digits, &step[digits..]) {
            (0, letter) if letter.len() == 1 && core.len() > 1 => {
                let byte = letter.bytes().next().filter(u8::is_ascii_alphabetic)?;
                // "a.b" is an abbreviation.
                if index > 0 && path.is_empty() || index == 0 && !byte.is_ascii_uppercase() {
                    return None;
                }
                u16::from(byte.to_ascii_lowercase() - b'a') + 1
            }
            // "1.000" is an amount, "01.02" a date, "0612" a telephone number.
            (1..=3, "") if index == 0 || digits < 3 => {
                let value: u16 = step.parse().ok()?;
                let american = index == 1 && digits == 2 && core.matches('.').count() == 1;
                if step.starts_with('0') && (!american || value == 0) {
                    return None;
                }
                value
            }
            // "4a", "12bis" stays with its number: a clause put in later.
            (1..=3, suffix)
                if suffix.len() == 1 && suffix.bytes().all(|it| it.is_ascii_alphabetic()) =>
            {
                step[..digits].parse().ok().filter(|&it| it > 0)?
            }
            _ => return None,
        };
        path.push(value);
    }
    (path.len() <= 7).then_some(path)
}

/// The steps of `4`, `12.3`, as most numbers are: one or two figures each, no zero in front.
fn plain_path(core: &[u8]) -> Option<Vec<u16>> {
    let mut path = Vec::with_capacity(4);
    for step in core.split(|it| *it == b'.') {
        path.push(match step {
            [one @ b'1'..=b'9'] => u16::from(one - b'0'),
            [ten @ b'1'..=b'9', one @ b'0'..=b'9'] => u16::from((ten - b'0') * 10 + (one - b'0')),
            _ => return None,
        });
    }
    (path.len() <= 7).then_some(path)
}

/// The value of a canonical roman numeral up to 89, in one case.
fn roman(core: &str) -> Option<u16> {
    if core.is_empty() || core.len() > 8 {
        return None;
    }
    let upper = core.bytes().all(|it| it.is_ascii_uppercase());
    if !upper && !core.bytes().all(|it| it.is_ascii_lowercase()) {
        return None;
    }
    let value = |byte: u8| match byte.to_ascii_lowercase() {
        b'i' => Some(1u16),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        _ => None,
    };
    let mut total = 0i32;
    let bytes = core.as_bytes();
    for (index, &byte) in bytes.iter().enumerate() {
        let this = i32::from(value(byte)?);
        let next = bytes.get(index + 1).and_then(|&it| value(it)).map_or(0, i32::from);
        total += if next > this { -this } else { this };
    }
    let total = u16::try_from(total).ok().filter(|it| (1..90).contains(it))?;
    core.eq_ignore_ascii_case(&in_roman(total)).then_some(total)
}

fn in_roman(mut value: u16) -> String {
    const STEPS: [(u16, &str); 7] =
        [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut text = String::new();
    for (size, sign) in STEPS {
        while value >= size {
            text.push_str(sign);
            value -= size;
        }
    }
    text
}

/// Whether a token is a bullet, in any of the shapes that word processors use.
pub(super) fn is_bullet(token: &str) -> bool {
    let mut chars = token.chars();
    let Some(first) = chars.next() else { return false };
    chars.next().is_none()
        && matches!(
            first,
            '•' | '●'
                | '▪'
                | '■'
                | '◦'
                | '○'
                | '‣'
                | '⁃'
                | '–'
                | '—'
                | '-'
                | '*'
                | '·'
                | '∙'
                | '➢'
                | '►'
                | '✓'
                | '□'
                | '❑'
                | '◆'
                | '→'
                | '\u{f000}'..='\u{f0ff}'
        )
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return String::new() };
    first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_may_be_a_numeral() {
        let mark = |label| read(label).map(|it| (it.form, it.path, it.roman));
        assert_eq!(mark("(i)"), Some((Form::Letter, vec![9], Some(1))));
        assert_eq!(mark("(ii)"), Some((Form::Roman, vec![2], Some(2))));
        assert_eq!(mark("(aa)"), Some((Form::Letter, vec![27], None)));
        assert_eq!(mark("ARTICLE IV"), Some((Form::Article, vec![4], None)));
        assert_eq!(mark("Section 5.10"), Some((Form::Decimal, vec![5, 10], None)));
    }
}
