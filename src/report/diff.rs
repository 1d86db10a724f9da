//! Edits of a text as a unified diff, the form that `git apply` and `patch` take.

use crate::rewrite::{Edit, apply};
use crate::span::Span;

/// Unchanged lines shown around a change.
const AROUND: usize = 3;

/// What `edits`, which don't overlap, change in `text`, the file at `path`. Empty where nothing.
pub fn unified(path: &str, text: &str, edits: &[Edit]) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut starts = Vec::with_capacity(lines.len());
    let mut at = 0;
    for line in &lines {
        starts.push(at);
        at += line.len();
    }
    let changes = changes(&starts, edits);
    if lines.is_empty() || changes.is_empty() {
        return String::new();
    }
    let mut out = format!("--- {path}\n+++ {path}\n");
    let mut further = 0_i64;
    for hunk in changes.chunk_by(|a, b| b.first <= a.last + 2 * AROUND + 1) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
        let from = first.first.saturating_sub(AROUND);
        let to = (last.last + AROUND).min(lines.len() - 1);
        let mut body = String::new();
        let (mut old, mut new) = (0_i64, 0_i64);
        let mut at = from;
        let mut kept = |range: std::ops::Range<usize>, body: &mut String| {
            for line in lines.get(range).unwrap_or_default() {
                put(body, ' ', line);
                old += 1;
                new += 1;
            }
        };
        let (mut gone, mut come) = (0, 0);
        for change in hunk {
            kept(at..change.first, &mut body);
            let start = starts[change.first];
            let block = lines[change.first..=change.last].concat();
            let shifted: Vec<Edit> = change.edits.iter().map(|it| back(it, start)).collect();
            for line in &lines[change.first..=change.last] {
                put(&mut body, '-', line);
                gone += 1;
            }
            for line in apply(&block, &shifted).split_inclusive('\n') {
                put(&mut body, '+', line);
                come += 1;
            }
            at = change.last + 1;
        }
        kept(at..to + 1, &mut body);
        let (old, new) = (old + gone, new + come);
        // A side without lines is said to stand after the line before it.
        let start = |count: i64, shift: i64| from as i64 + shift + i64::from(count > 0);
        let (old_start, new_start) = (start(old, 0), start(new, further));
        out.push_str(&format!("@@ -{old_start},{old} +{new_start},{new} @@\n{body}"));
        further += come - gone;
    }
    out
}

/// Lines that change together.
struct Change<'a> {
    first: usize,
    last: usize,
    edits: Vec<&'a Edit>,
}

fn changes<'a>(starts: &[usize], edits: &'a [Edit]) -> Vec<Change<'a>> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|it| (it.span.start, it.span.end));
    let line = |at: u32| starts.partition_point(|it| *it <= at as usize).saturating_sub(1);
    let mut changes: Vec<Change> = Vec::new();
    for edit in sorted {
        let (first, last) = (line(edit.span.start), line(edit.span.end));
        match changes.last_mut() {
            Some(before) if first <= before.last + 1 => {
                before.last = before.last.max(last);
                before.edits.push(edit);
            }
            _ => changes.push(Change { first, last, edits: vec![edit] }),
        }
    }
    changes
}

/// The edit as seen from byte `start`.
fn back(edit: &Edit, start: usize) -> Edit {
    let at = |it: u32| (it as usize).saturating_sub(start);
    Edit { span: Span::new(at(edit.span.start), at(edit.span.end)), text: edit.text.clone() }
}

fn put(out: &mut String, sign: char, line: &str) {
    out.push(sign);
    out.push_str(line);
    if !line.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(text: &str, changes: &[(&str, &str)]) -> String {
        let edit = |(old, new): &(&str, &str)| {
            let start = text.find(old).expect("in the text");
            Edit { span: Span::new(start, start + old.len()), text: (*new).to_owned() }
        };
        unified("a.md", text, &changes.iter().map(edit).collect::<Vec<_>>())
    }

    #[test]
    fn a_change_stands_between_its_neighbours() {
        let text = "a\nb\nc\nd\ne\nf\ng\n";
        let expected =
            "--- a.md\n+++ a.md\n@@ -1,7 +1,8 @@\n a\n b\n c\n-d\n+D1\n+D2\n e\n f\n g\n";
        assert_eq!(diff(text, &[("d", "D1\nD2")]), expected);
        assert_eq!(diff(text, &[]), "");
    }

    #[test]
    fn changes_far_apart_are_hunks_of_their_own() {
        let text: String = (0..20).map(|it| format!("line {it}.\n")).collect();
        let shown = diff(&text, &[("line 2.\n", ""), ("line 15.", "line fifteen.")]);
        let heads: Vec<&str> = shown.lines().filter(|it| it.starts_with("@@")).collect();
        assert_eq!(heads, ["@@ -1,7 +1,6 @@", "@@ -13,7 +12,7 @@"]);
    }

    #[test]
    fn a_last_line_without_an_end_is_said_to_have_none() {
        let shown = diff("a\nb", &[("b", "c")]);
        let end = "\\ No newline at end of file\n";
        assert!(shown.ends_with(&format!("@@ -1,2 +1,2 @@\n a\n-b\n{end}+c\n{end}")), "{shown}");
    }
}
