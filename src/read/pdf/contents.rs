//! The lines of a table of contents, told by their leader dots or their page numbers.

use super::lines::Line;

/// Marks the entries of a table of contents: leader dots and a page number, or, line after line,
/// a page number apart at the end that never counts down.
pub(super) fn mark_contents(lines: &mut [Line]) {
    let mut numbered: Vec<usize> = Vec::new();
    let mut highest = 0;
    for (at, line) in lines.iter_mut().enumerate() {
        line.contents = has_leader(&line.text);
        let digits = line.text.rsplit(' ').next().and_then(|it| it.parse::<u32>().ok());
        if let (Some(page), [.., before, last]) = (digits, line.words.as_slice())
            && last.left - before.right > 2.0 * last.size
            && page >= highest
            && page < highest + 100
        {
            highest = page;
            numbered.push(at);
        }
    }
    if numbered.len() >= 5 {
        for at in numbered {
            lines[at].contents = true;
        }
    }
}

/// Whether a line ends in leader dots and a page number.
fn has_leader(text: &str) -> bool {
    let tail = text.trim_end_matches(|it: char| it.is_ascii_digit() || it == ' ');
    if tail.len() == text.len() {
        return false;
    }
    let dots = tail.bytes().rev().take_while(|it| matches!(it, b'.' | b' '));
    dots.filter(|it| *it == b'.').count() >= 5 || tail.ends_with("……")
}
