//! Charts, as SVG that scales with the page. Every figure also stands in words beside its chart,
//! so the charts are hidden from those who listen; and no meaning hangs on colour: what works
//! against is hatched, what is grave is high.

use super::markup::Markup;
use crate::assess::{Score, Status};
use crate::finding::Severity;
use crate::report::baseline::{Article, Holder};

/// The hatching that charts refer to; once a page.
pub(super) const PATTERNS: &str = r#"<svg width="0" height="0" aria-hidden="true" focusable="false" class="defs"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="strain" width="6" height="6"/><rect class="gap" width="1.6" height="6"/></pattern></defs></svg>
"#;

/// A bar from the left for a flaw, with its margin as a line above.
pub(super) fn flaw(page: &mut Markup, score: &Score) {
    open(page);
    page.raw(r#"<rect class="track" y="7" width="100%" height="10"/>"#);
    if let Some(value) = score.value {
        page.raw(r#"<rect class="hatch" y="7" height="10" width=""#).measure(value).raw("%\"/>");
        band(page, score);
    }
    page.raw("</svg>");
}

/// A bar to both sides of the middle for a norm; a dashed line where the text is silent.
pub(super) fn norm(page: &mut Markup, score: &Score) {
    open(page);
    match score.status {
        Status::Silent | Status::NotEnoughEvidence => {
            page.raw(r#"<line class="silent" x1="0" x2="100%" y1="12" y2="12"/>"#);
        }
        _ => {
            let (support, violation) = score.sides();
            let (left, right) =
                (violation.clamp(0.0, 100.0) / 2.0, support.clamp(0.0, 100.0) / 2.0);
            page.raw(r#"<rect class="track" y="7" width="100%" height="10"/>"#);
            page.raw(r#"<rect class="hatch" y="7" height="10" x=""#).measure(50.0 - left);
            page.raw(r#"%" width=""#).measure(left).raw("%\"/>");
            page.raw(r#"<rect class="carry" y="7" height="10" x="50%" width=""#);
            page.measure(right).raw("%\"/>");
        }
    }
    page.raw(r#"<line class="axis" x1="50%" x2="50%" y1="2" y2="22"/></svg>"#);
}

/// A bar cut into parts that add up to 1, each with the class that colours it.
pub(super) fn parts(page: &mut Markup, parts: &[(&'static str, f64)]) {
    open(page);
    let mut at = 0.0;
    for &(class, share) in parts.iter().filter(|it| it.1 > 0.0) {
        page.raw("<rect class=\"").raw(class).raw("\" y=\"4\" height=\"16\" x=\"");
        page.measure(100.0 * at).raw("%\" width=\"").measure(100.0 * share).raw("%\"/>");
        at += share;
    }
    page.raw("</svg>\n");
}

/// Two bars above each other: before, paler, and after. Nothing where there is no value.
pub(super) fn shift(page: &mut Markup, old: Option<f64>, new: Option<f64>) {
    open(page);
    page.raw(r#"<rect class="track" y="3" width="100%" height="18"/>"#);
    if let Some(old) = old {
        page.raw(r#"<rect class="mild" y="4" height="7" width=""#).measure(old).raw("%\"/>");
    }
    if let Some(new) = new {
        page.raw(r#"<rect class="duty" y="13" height="7" width=""#).measure(new).raw("%\"/>");
    }
    page.raw("</svg>");
}

/// A dot between two poles; `position` from 1 (left) to −1 (right).
pub(super) fn slider(page: &mut Markup, position: Option<f64>) {
    open(page);
    page.raw(r#"<line class="silent" x1="0" x2="100%" y1="12" y2="12"/>"#);
    page.raw(r#"<line class="axis" x1="50%" x2="50%" y1="6" y2="18"/>"#);
    if let Some(position) = position {
        page.raw(r#"<circle class="dot" r="6" cy="12" cx=""#);
        page.measure(50.0 - 48.0 * position.clamp(-1.0, 1.0)).raw("%\"/>");
    }
    page.raw("</svg>");
}

/// Duties to the left of the middle, rights to the right; `most` fills a half.
pub(super) fn balance(page: &mut Markup, holder: &Holder, most: usize) {
    let share = |count: usize| 50.0 * count as f64 / most.max(1) as f64;
    let (must, may_not) = (share(holder.must), share(holder.may_not));
    let (may, free) = (share(holder.may), share(holder.as_it_sees_fit));
    open(page);
    page.raw(r#"<rect class="track" y="5" width="100%" height="14"/>"#);
    rect(page, r#"<rect class="duty" y="5" height="14" x=""#, 50.0 - must, must);
    rect(page, r#"<rect class="ban" y="5" height="14" x=""#, 50.0 - must - may_not, may_not);
    rect(page, r#"<rect class="carry" y="5" height="14" x=""#, 50.0, may);
    rect(page, r#"<rect class="free" y="5" height="14" x=""#, 50.0 + may, free);
    page.raw(r#"<line class="axis" x1="50%" x2="50%" y1="2" y2="22"/></svg>"#);
}

/// An article as a line: where findings lie, the graver the higher; what carries lies below it.
/// `most` words fill the width.
pub(super) fn strip(page: &mut Markup, article: &Article, most: u32) {
    let share = |words: u32| 100.0 * f64::from(words) / f64::from(most.max(1));
    page.raw(r#"<svg class="strip" aria-hidden="true" focusable="false" height="30">"#);
    page.raw(r#"<rect class="line" y="19" height="2" width=""#);
    page.measure(share(article.words).max(0.5)).raw("%\"/>");
    for &(before, words, severity) in &article.marks {
        page.raw(match severity {
            Severity::Error => r#"<rect class="grave" y="0" height="19" x=""#,
            Severity::Warning => r#"<rect class="hatch" y="7" height="12" x=""#,
            Severity::Info => r#"<rect class="mild" y="14" height="5" x=""#,
            Severity::Strength => r#"<rect class="carry" y="21" height="9" x=""#,
        });
        page.measure(share(before)).raw("%\" width=\"");
        page.measure(share(words).max(0.4)).raw("%\"/>");
    }
    page.raw("</svg>");
}

fn open(page: &mut Markup) {
    page.raw(r#"<svg class="bar" aria-hidden="true" focusable="false" height="24">"#);
}

fn rect(page: &mut Markup, start: &'static str, x: f64, width: f64) {
    if width > 0.0 {
        page.raw(start).measure(x).raw("%\" width=\"").measure(width).raw("%\"/>");
    }
}

/// The margin: a line with a foot at either end, where it has any width.
fn band(page: &mut Markup, score: &Score) {
    let Some(band) = score.band.filter(|it| it.high - it.low >= 1.0) else { return };
    for (x1, x2, y1, y2) in [
        (band.low, band.high, "3", "3"),
        (band.low, band.low, "0", "6"),
        (band.high, band.high, "0", "6"),
    ] {
        page.raw(r#"<line class="band" x1=""#).measure(x1).raw(r#"%" x2=""#).measure(x2);
        page.raw(r#"%" y1=""#).raw(y1).raw(r#"" y2=""#).raw(y2).raw("\"/>");
    }
}
