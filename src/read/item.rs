//! Items of a list and paragraphs that only a line break sets apart, as word processors let people
//! type them.

/// Whether `line`, behind a line break, stands apart from the words before it: it starts like an
/// item, or both are sentences of their own.
pub(super) fn stands_apart(before: &str, line: &str) -> bool {
    starts_item(line) || ends_sentence(before) && line.trim_start().starts_with(char::is_uppercase)
}

/// Whether words end as a sentence does, and not as a name (`Acme B.V.`) or an address.
fn ends_sentence(words: &str) -> bool {
    let Some(bare) = words.trim_end().strip_suffix(['.', '?', '!']) else { return false };
    let mut backwards = bare.rsplit(' ');
    let last = backwards.next().unwrap_or_default();
    last.len() >= 3
        && last.ends_with(char::is_lowercase)
        && !last.contains(['.', '@'])
        && backwards.filter(|it| !it.is_empty()).take(LEAST).count() == LEAST
}

/// Words before the last that a sentence has at least, for a line break to end it.
const LEAST: usize = 5;

/// Whether a line starts like an item of a list: a bullet, `a)`, `(iv)`, `3.`. An initial ("J. de
/// Vries"), an amount or a date does not.
pub(super) fn starts_item(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    if matches!(first, "•" | "●" | "○" | "■" | "▪" | "◦" | "·" | "‣" | "–" | "-" | "*" | "\u{f0b7}")
    {
        return true;
    }
    let inner = first.trim_start_matches('(').trim_end_matches([')', '.']);
    let short = matches!(inner.len(), 1..=4);
    let letters = short && inner.bytes().all(|it| it.is_ascii_lowercase());
    let digits = inner.len() <= 2 && short && inner.bytes().all(|it| it.is_ascii_digit());
    let roman = letters && inner.bytes().all(|it| b"ivx".contains(&it));
    first.ends_with(')') && (digits || roman || (letters && inner.len() == 1))
        || first.ends_with('.') && digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_on_lines_of_their_own_stand_apart() {
        let before = "Lid 1. De huurder betaalt de huur elke maand vooraf.";
        assert!(stands_apart(before, "Lid 2. De verhuurder bevestigt dat."));
        assert!(!stands_apart(before, "op de rekening van de verhuurder"));
        for before in [
            "De huurder betaalt de huur elke maand vooraf aan",
            "Deze overeenkomst is gesloten door de heer Van Dam namens Waterman B.V.",
            "Hoofdstraat 12, Venlo.",
            "",
        ] {
            assert!(!stands_apart(before, "Lid 2. De verhuurder bevestigt dat."), "{before}");
        }
    }

    #[test]
    fn an_item_is_told_by_how_its_line_starts() {
        for line in
            ["• levering", "- levering", "a) levering", "(iv) levering", "3. levering", "(b)"]
        {
            assert!(starts_item(line), "{line}");
        }
        for line in
            ["J. de Vries", "12.00 uur", "1234 AB Utrecht", "", "(hierna: Koper)", "etc. en"]
        {
            assert!(!starts_item(line), "{line}");
        }
    }
}
