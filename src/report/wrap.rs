//! Text in a column: how wide it is, where its lines break, how it is cut short.

use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// How many columns `text` takes.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The lines of `text`, broken at spaces to fit in `columns`; a longer word is broken where it
/// must. Byte ranges of `text`, without the spaces at which it was broken.
pub(super) fn breaks(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(8);
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    let mut space: Option<usize> = None;
    for (at, char) in text.char_indices() {
        if char == '\n' {
            lines.push(start..at);
            (start, used, space) = (at + 1, 0, None);
            continue;
        }
        let mut buffer = [0; 4];
        used += width(char.encode_utf8(&mut buffer));
        if used > columns && char != ' ' {
            let (end, next) = match space {
                Some(space) => (space, space + 1),
                None => (at, at),
            };
            if end > start {
                lines.push(start..end);
                start = next;
                used = text.get(start..at + char.len_utf8()).map_or(0, width);
            }
            space = None;
        }
        if char == ' ' {
            space = Some(at);
        }
    }
    if start < text.len() || lines.is_empty() {
        lines.push(start..text.len());
    }
    lines
}

/// The lines of `text` in a column of `columns`.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<&str> {
    breaks(text, columns).into_iter().filter_map(|it| text.get(it)).collect()
}

/// `text` in at most `most` lines of `columns`; what was cut shows as `…`.
pub(super) fn shorten(text: &str, columns: usize, most: usize) -> Vec<String> {
    let lines = wrap(text, columns);
    let cut = lines.len() > most;
    let mut lines: Vec<String> = lines.into_iter().take(most).map(str::to_owned).collect();
    if cut && let Some(last) = lines.last_mut() {
        let ended = |text: &str| text.ends_with(['.', '?', '!']);
        while width(last) + 1 + usize::from(ended(last)) > columns {
            let keep = last.trim_end().rfind(' ').unwrap_or(0);
            if keep == 0 {
                break;
            }
            last.truncate(keep);
        }
        last.push_str(if ended(last) { " …" } else { "…" });
    }
    lines
}

/// As many whole sentences of `text` as fit in `most` lines of `columns`; where not even the first
/// fits, that one cut short.
pub(super) fn sentences(text: &str, columns: usize, most: usize) -> String {
    if wrap(text, columns).len() <= most {
        return text.to_owned();
    }
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    let fitting =
        ends.filter_map(|it| text.get(..it)).take_while(|it| wrap(it, columns).len() <= most);
    match fitting.last() {
        Some(whole) => whole.to_owned(),
        None => shorten(text, columns, most).join(" "),
    }
}

/// `text` as lines of a column, every line after the first indented.
pub fn fill(text: &str, columns: usize, indent: usize) -> String {
    let text = text.trim_end();
    let start = text.len() - text.trim_start().len();
    let mut out = String::new();
    for (at, line) in wrap(text.trim_start(), columns.saturating_sub(indent)).iter().enumerate() {
        let spaces = if at == 0 { start } else { indent };
        out.push_str(&" ".repeat(spaces));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// `text` filled with spaces to `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces() {
        let lines = wrap("De opdrachtgever kan de opdracht wijzigen.", 16);
        assert_eq!(lines, ["De opdrachtgever", "kan de opdracht", "wijzigen."]);
    }

    #[test]
    fn a_long_word_is_broken_and_nothing_is_lost() {
        let word = "aansprakelijkheidsverzekeringsvoorwaarden";
        let lines = wrap(word, 10);
        assert_eq!(lines.concat(), word);
        assert!(lines.iter().all(|it| it.len() <= 10));
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(wrap("日本語日本語 €", 8), ["日本語日", "本語 €"]);
    }

    #[test]
    fn whole_sentences_are_kept() {
        let text = "Een zin. Nog een zin. En nog een langere zin die niet past.";
        assert_eq!(sentences(text, 12, 2), "Een zin. Nog een zin.");
        assert_eq!(sentences("Een zin die nergens past.", 8, 1), "Een zin…");
    }

    #[test]
    fn what_is_cut_shows() {
        assert_eq!(shorten("een twee drie vier vijf zes", 10, 1), ["een twee…"]);
        assert_eq!(shorten("een twee", 10, 1), ["een twee"]);
    }
}
