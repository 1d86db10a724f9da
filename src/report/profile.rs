//! The profile: a bar for each flaw, a bar to both sides for each norm.

use super::ink::{Ink, Role};
use super::{Judged, Style, messages, wrap};
use crate::assess::{Assessed, Score, Status};
use crate::language::Language;

/// Columns from which name, bar and figure stand on one line.
const ONE_LINE: usize = 64;

/// The profile of a contract, with headings; why there is none, where there is none.
pub(super) fn profile(judged: &Judged, style: &Style, language: Language, ink: Ink) -> String {
    let assessment = &judged.assessment;
    let mut out = String::new();
    if assessment.evidence.assessed == Assessed::No {
        line(&mut out, 0, messages::NOT_SCORED.get(language), style);
        return out;
    }
    let page = Page { style, language, ink };
    page.heading(&mut out, messages::FLAWS, messages::FLAWS_SCALE);
    for (flaw, score) in &assessment.flaws {
        let name = format!("{} {}", flaw.number(), messages::flaw(*flaw).get(language));
        let bar = |columns| page.flaw_bar(score, columns);
        page.row(&mut out, &name, score, bar, "");
    }
    out.push('\n');
    page.heading(&mut out, messages::NORMS, messages::NORMS_SCALE);
    for (norm, score) in &assessment.norms {
        let name = format!("  {}", messages::norm(*norm).get(language));
        let bar = |columns| page.norm_bar(score, columns);
        page.row(&mut out, &name, score, bar, messages::status(score.status).get(language));
    }
    out
}

/// `text`, indented and wrapped.
pub(super) fn line(out: &mut String, indent: usize, text: &str, style: &Style) {
    for line in wrap::wrap(text, style.width.saturating_sub(indent)) {
        out.push_str(&" ".repeat(indent));
        out.push_str(line);
        out.push('\n');
    }
}

struct Page<'a> {
    style: &'a Style,
    language: Language,
    ink: Ink,
}

impl Page<'_> {
    fn heading(&self, out: &mut String, title: messages::Text, scale: messages::Text) {
        let title = title.get(self.language);
        let scale = scale.get(self.language);
        out.push_str(&self.ink.paint(Role::Heading, title));
        if wrap::width(title) + wrap::width(scale) + 4 <= self.style.width {
            out.push_str(&self.ink.paint(Role::Border, &format!("  ({scale})")));
            out.push('\n');
        } else {
            out.push('\n');
            line(out, 2, scale, self.style);
        }
    }

    /// Name, bar, figure and word; in narrow columns the bar has a line of its own.
    fn row(
        &self,
        out: &mut String,
        name: &str,
        score: &Score,
        bar: impl Fn(usize) -> String,
        word: &str,
    ) {
        let mut figure = match score.value {
            Some(value) => format!("{:>5}", messages::decimal(value, 1, self.language)),
            None => " ".repeat(5),
        };
        figure.push_str(&match score.band {
            // A band of no width says nothing that the value doesn't.
            Some(band) if band.high - band.low >= 1.0 => {
                format!("  {:>3.0}–{:<3.0}", band.low, band.high)
            }
            _ => " ".repeat(9),
        });
        let name_columns = 27;
        let width = self.style.width.min(100);
        let text = if width >= ONE_LINE {
            let columns = width - name_columns - 31;
            format!("{}{} {figure}  {word}", wrap::pad(name, name_columns), bar(columns))
        } else {
            let words: Vec<&str> = figure.split_whitespace().chain([word]).collect();
            let right = words.join(" ");
            let first = wrap::pad(name, width.saturating_sub(wrap::width(right.trim()) + 1));
            let mut text = format!("{first} {}", right.trim());
            if score.value.is_some() {
                text.push_str(&format!("\n  {}", bar(width.saturating_sub(4).max(9))));
            }
            text
        };
        text.lines().for_each(|it| {
            out.push_str(it.trim_end());
            out.push('\n');
        });
        if self.style.all {
            self.parts(out, score);
        }
    }

    /// What a score is made of, one part a line, the weightiest first.
    fn parts(&self, out: &mut String, score: &Score) {
        let mut parts: Vec<_> = score.parts.iter().collect();
        parts.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
        for part in parts {
            let points = messages::decimal(part.points, 1, self.language);
            let reason = messages::reason(part.reason).get(self.language);
            let rule = part.rule.as_deref().unwrap_or("");
            let text = format!("{points:>7}  {reason}  {rule}");
            let texts = match wrap::width(&text) <= self.style.width {
                true => vec![text],
                false => vec![format!("{points:>7}  {reason}"), format!("{:7}  {rule}", "")],
            };
            for text in texts {
                out.push_str(&self.ink.paint(Role::Border, text.trim_end()));
                out.push('\n');
            }
        }
    }

    fn flaw_bar(&self, score: &Score, columns: usize) -> String {
        let value = score.value.unwrap_or(0.0);
        let full = filled(value, columns);
        let bar = self.ink.paint(Role::Against, &"█".repeat(full));
        format!("{bar}{}", self.ink.paint(Role::Border, &"░".repeat(columns - full)))
    }

    /// Violations to the left of the middle, support to the right. A silent norm has no bar: it
    /// is a gap, not a low value.
    fn norm_bar(&self, score: &Score, columns: usize) -> String {
        let half = (columns - 1) / 2;
        if score.status == Status::Silent {
            return " ".repeat(2 * half + 1);
        }
        let (support, violation) = score.sides();
        let (left, right) = (filled(violation, half), filled(support, half));
        format!(
            "{}{}│{}{}",
            self.ink.paint(Role::Border, &"░".repeat(half - left)),
            self.ink.paint(Role::Against, &"█".repeat(left)),
            self.ink.paint(Role::For, &"█".repeat(right)),
            self.ink.paint(Role::Border, &"░".repeat(half - right)),
        )
    }
}

/// Cells of `columns` that a value of 0–100 fills; anything above 0 shows.
fn filled(value: f64, columns: usize) -> usize {
    let cells = (value.clamp(0.0, 100.0) / 100.0 * columns as f64).round() as usize;
    if value > 0.0 { cells.clamp(1, columns) } else { 0 }
}
