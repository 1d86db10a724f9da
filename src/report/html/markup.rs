//! HTML that can't be broken by what a contract says: tags are literals of the program, all else
//! is escaped.

use crate::report::harmless;
use std::fmt::Write;

/// A page in the making.
#[derive(Default)]
pub(super) struct Markup {
    out: String,
}

impl Markup {
    /// Tags. Only what is written in the program can be passed, never words of a contract.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Markup {
        self.out.push_str(markup);
        self
    }

    /// Words, from wherever: as text, or as the value of an attribute in double quotes.
    pub(super) fn text(&mut self, text: &str) -> &mut Markup {
        let text = harmless(text);
        let mut rest: &str = &text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            let (before, after) = rest.split_at(at);
            self.out.push_str(before);
            self.out.push_str(match after.as_bytes().first() {
                Some(b'&') => "&amp;",
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                Some(b'"') => "&quot;",
                _ => "&#39;",
            });
            rest = after.get(1..).unwrap_or("");
        }
        self.out.push_str(rest);
        self
    }

    /// A whole number.
    pub(super) fn number(&mut self, number: usize) -> &mut Markup {
        // Writing to a string can't fail.
        let _ = write!(self.out, "{number}");
        self
    }

    /// A measure to a tenth, with a point, as SVG and CSS want it.
    pub(super) fn measure(&mut self, value: f64) -> &mut Markup {
        let _ = write!(self.out, "{:.1}", if value.is_finite() { value } else { 0.0 });
        self
    }

    /// `<tag>words</tag>`.
    pub(super) fn element(
        &mut self,
        open: &'static str,
        words: &str,
        close: &'static str,
    ) -> &mut Markup {
        self.raw(open).text(words).raw(close)
    }

    /// The page.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_not_become_tags_or_leave_an_attribute() {
        let mut page = Markup::default();
        page.raw("<p title=\"").text("\" onclick='x").raw("\">").text("<script>&\u{202e}é");
        assert_eq!(
            page.finish(),
            "<p title=\"&quot; onclick=&#39;x\">&lt;script&gt;&amp;\u{fffd}é"
        );
    }

    #[test]
    fn measures_are_numbers_whatever_comes() {
        let mut page = Markup::default();
        page.measure(12.34).raw(" ").measure(f64::NAN).raw(" ").number(7);
        assert_eq!(page.finish(), "12.3 0.0 7");
    }
}
