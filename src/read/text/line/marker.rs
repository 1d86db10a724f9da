//! What a line starts with when it is an item or a clause.

/// What a block starts with when it is an item or a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Marker {
    /// Bytes up to the text after it.
    pub len: usize,
    pub sort: Sort,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Sort {
    Bullet,
    /// `7.2`, with how many parts.
    Number(u8),
    /// `(a)`, `b)`, `(iv)`.
    Bracket,
    /// `a.`, `IV.`
    Letter,
}

impl Marker {
    pub(super) fn of(text: &str) -> Option<Marker> {
        if starts_with_word(text.as_bytes()) {
            return None;
        }
        let first = text.chars().next()?;
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let head = &text[..end];
        let after = text[end..].trim_start();
        let len = text.len() - after.len();
        let bullet = matches!(
            first,
            '•' | '●'
                | '▪'
                | '○'
                | '‣'
                | '◦'
                | '·'
                | '■'
                | '□'
                | '➢'
                | '✓'
                | '\u{f0b7}'
                | '\u{f0a7}'
        );
        if bullet {
            let rest = text[first.len_utf8()..].trim_start();
            return Some(Marker { len: text.len() - rest.len(), sort: Sort::Bullet });
        }
        if matches!(head, "-" | "–" | "—" | "*" | "o" | "+" | "--") && !after.is_empty() {
            return Some(Marker { len, sort: Sort::Bullet });
        }
        let bare = head.trim_start_matches('(').trim_end_matches([')', '.', ':']);
        if bare.is_empty() || bare.len() > 10 {
            return None;
        }
        let bracketed = head.ends_with(')') || head.ends_with(").");
        let dotted = head.ends_with('.') || head.ends_with(':');
        let numeric = bare.bytes().all(|it| it.is_ascii_digit() || it == b'.') && first_digit(bare);
        let letters = bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic)
            || bare.bytes().all(|it| b"ivxlc".contains(&it))
            || bare.bytes().all(|it| b"IVXLC".contains(&it));
        if (numeric || letters) && bracketed {
            return Some(Marker { len, sort: Sort::Bracket });
        }
        if head.starts_with('(') {
            return None;
        }
        if numeric
            && (dotted || bare.contains('.'))
            && bare.split('.').all(|it| (1..=2).contains(&it.len()))
        {
            let parts = bare.split('.').count().min(9) as u8;
            return Some(Marker { len, sort: Sort::Number(parts) });
        }
        (letters && head.ends_with('.')).then_some(Marker { len, sort: Sort::Letter })
    }

    /// The marker that comes before this one in a list, where it is in brackets: `(i)` before
    /// `(ii)`. None for the first.
    pub fn before(&self, text: &str) -> Option<String> {
        if self.sort != Sort::Bracket {
            return None;
        }
        let head = text.get(..self.len)?.trim_end();
        let (open, bare) = (head.starts_with('('), head.trim_matches(['(', ')', '.']));
        let roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
        let before = if let Ok(number) = bare.parse::<u32>() {
            number.checked_sub(1).filter(|it| *it > 0)?.to_string()
        } else if let Some(at) = roman
            .iter()
            .position(|it| *it == bare && (bare.len() > 1 || bare == "v" || bare == "x"))
        {
            (*roman.get(at.checked_sub(1)?)?).to_owned()
        } else {
            let letter =
                bare.bytes().next().filter(|it| bare.len() == 1 && !matches!(it, b'a' | b'A'))?;
            char::from(letter.checked_sub(1)?).to_string()
        };
        Some(format!("{}{before})", if open { "(" } else { "" }))
    }
}

/// Whether `text` starts with letters that no mark of a number closes, as most lines do.
fn starts_with_word(text: &[u8]) -> bool {
    let letters = text.iter().take(11).take_while(|it| it.is_ascii_alphabetic()).count();
    let bullet = letters == 1 && text.first() == Some(&b'o');
    letters > 0 && !bullet && !matches!(text.get(letters), Some(b')' | b'.' | b':'))
}

fn first_digit(bare: &str) -> bool {
    bare.starts_with(|it: char| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_words() {
        let rest = |text: &'static str| Marker::of(text).map(|it| &text[it.len..]);
        assert_eq!(rest("7.2 De koper"), Some("De koper"));
        assert_eq!(rest("7. De koper"), Some("De koper"));
        assert_eq!(rest("(a)   the buyer"), Some("the buyer"));
        assert_eq!(rest("iv) the buyer"), Some("the buyer"));
        assert_eq!(rest("•naam"), Some("naam"));
        assert_eq!(rest("- naam"), Some("naam"));
        assert_eq!(rest("D."), Some(""));
        for plain in ["14 dagen", "1.250.000 euro", "(zie bijlage)", "vanaf 1 mei", "2026 is", "-5"]
        {
            assert_eq!(Marker::of(plain), None, "{plain}");
        }
    }
}
