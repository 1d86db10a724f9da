//! Items of a list that only a line break sets apart, as word processors let people type them.

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
