//! The contract itself: a map, article by article, and the text with its findings beside it.

use super::{Sheet, charts, mark, say, sign};
use crate::document::{Block, Kind, Zone};
use crate::finding::Severity;
use crate::report::baseline::{Article, title};
use crate::report::messages;

impl Sheet<'_, '_> {
    /// Every article as a line, leading to its text.
    pub(super) fn map(&mut self) {
        self.page.element("<p class=\"lead\">", self.get(say::MAP_LEAD), "</p>\n");
        self.page.raw("<table class=\"map\">\n");
        self.heads(&[(say::ARTICLE, ""), (say::PICTURE, ""), (say::FOUND, "found")]);
        let articles = &self.baseline.articles;
        let most = articles.iter().map(|it| it.words).max().unwrap_or(1);
        for (at, article) in articles.iter().enumerate().filter(|it| it.1.words > 0) {
            self.page.raw("<tr><th scope=\"row\"><a href=\"#d").number(self.index).raw("-a");
            self.page.number(at).raw("\">").text(&title(self.baseline.doc(), article));
            self.page.raw("</a></th><td class=\"chart\">");
            charts::strip(self.page, article, most);
            self.page.element("</td><td class=\"found\">", &self.counts(article), "</td></tr>\n");
        }
        self.page.raw("</tbody></table>\n");
    }

    /// `2 knelpunten, 1 kracht`, the gravest first.
    fn counts(&self, article: &Article) -> String {
        let language = self.baseline.language;
        let counts: Vec<String> = Severity::ALL
            .into_iter()
            .zip(article.counts)
            .rev()
            .filter(|it| it.1 > 0)
            .map(|(severity, count)| messages::count(severity, count, language))
            .collect();
        match counts.is_empty() {
            true => say::NOTHING.get(language).to_owned(),
            false => counts.join(", "),
        }
    }

    /// All text, article by article.
    pub(super) fn contract(&mut self) {
        let doc = self.baseline.doc();
        // Findings come in order of place, so one walk through them does.
        let findings = &self.baseline.judged.findings;
        let mut here: Vec<usize> =
            (0..findings.len()).filter(|&it| !findings[it].absence).collect();
        here.sort_by_key(|&it| findings[it].span.start);
        let mut next = 0;
        for (at, article) in self.baseline.articles.iter().enumerate() {
            let blocks = doc.blocks.get(article.blocks.0..article.blocks.1).unwrap_or(&[]);
            self.page.raw("<div class=\"clause\" id=\"d").number(self.index).raw("-a").number(at);
            self.page.raw("\">\n<h3>").text(&title(doc, article));
            self.page.raw(" <a class=\"back\" href=\"#");
            self.anchor("map").raw("\">");
            self.page.text(self.get(say::TO_MAP)).raw("</a></h3>\n");
            for block in blocks {
                let from = next;
                while here.get(next).is_some_and(|&it| findings[it].span.start < block.span.end) {
                    next += 1;
                }
                if is_title(block, article, doc) || block.zone == Zone::Furniture {
                    self.beside(&here[from..next]);
                    continue;
                }
                self.block(block, &here[from..next]);
            }
            self.page.raw("</div>\n");
        }
    }

    fn block(&mut self, block: &Block, found: &[usize]) {
        self.page.raw("<div class=\"row\"><p>");
        if let Some(label) = &block.label {
            self.page.element("<span class=\"label\">", label, "</span>");
        }
        let heading = matches!(block.kind, Kind::Heading(_));
        self.page.raw(if heading { "<strong>" } else { "" });
        self.marked(block, found);
        self.page.raw(if heading { "</strong></p>" } else { "</p>" });
        self.beside(found);
        self.page.raw("</div>\n");
    }

    /// The words of a block with those of findings marked. Where two overlap, what the first
    /// leaves over is the second's.
    fn marked(&mut self, block: &Block, found: &[usize]) {
        let doc = self.baseline.doc();
        let slice = |from: u32, to: u32| doc.text.get(from as usize..to as usize).unwrap_or("");
        let mut at = block.span.start;
        for &index in found {
            let finding = self.baseline.finding(index);
            let from = finding.span.start.max(at);
            let to = finding.span.end.min(block.span.end);
            if from < to {
                self.page.text(slice(at, from)).raw(mark(finding.severity));
                self.page.text(slice(from, to)).raw("</mark>");
                at = to;
            }
        }
        self.page.text(slice(at, block.span.end));
    }

    fn beside(&mut self, found: &[usize]) {
        if found.is_empty() {
            return;
        }
        self.page.raw("<ul class=\"beside\">");
        for &index in found {
            let finding = self.baseline.finding(index);
            self.page.raw(match finding.severity {
                Severity::Strength => "<li class=\"keeps\" id=\"d",
                Severity::Error => "<li class=\"grave-note\" id=\"d",
                _ => "<li id=\"d",
            });
            self.page.number(self.index).raw("-f").number(index + 1).raw("\">");
            self.page.raw(sign(finding.severity)).raw(" ").number(index + 1).raw(" ");
            let severity = messages::severity(finding.severity);
            self.page.element("<strong>", self.get(severity), "</strong>: ");
            self.page.text(&finding.message).raw("</li>");
        }
        self.page.raw("</ul>");
    }
}

/// Whether a block is the title that the article already has as its heading.
fn is_title(block: &Block, article: &Article, doc: &crate::document::Document) -> bool {
    let clause = article.clause.and_then(|it| doc.clauses.get(it as usize));
    clause.and_then(|it| it.title).is_some_and(|it| it == block.span)
}
