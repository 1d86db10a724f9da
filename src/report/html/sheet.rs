//! The sheet of questions as a page to print or to fill in.

use super::markup::Markup;
use super::{close, open, say, title};
use crate::report::baseline::Baseline;
use crate::report::questions::{Copy, Question, paper};
use crate::report::{Run, Style};

/// The sheet of every contract in the run.
pub(in crate::report) fn questions(run: &Run, style: &Style, copy: Copy) -> String {
    let language = run.language(style);
    let mut page = open(language, &title(run, say::SHEET, language));
    for judged in run.judged() {
        let language = style.language_for(&judged.document);
        let baseline = Baseline::new(run, judged, language);
        page.element("<h1>", say::SHEET.get(language), "</h1>\n<p class=\"dim\">");
        page.text(say::SHEET_ABOUT.get(language)).raw(": ").text(&judged.document.name);
        let lead = match copy {
            Copy::Participant => say::SHEET_LEAD,
            Copy::Facilitator => say::SHEET_FACILITATOR,
        };
        page.element("</p>\n<p class=\"say\">", lead.get(language), "</p>\n");
        let mut number = 1;
        for part in paper(&baseline) {
            page.element("<h2>", &part.title, "</h2>\n");
            if let Some(lead) = &part.lead {
                page.element("<p class=\"dim\">", lead, "</p>\n");
            }
            page.raw("<ol class=\"ask\" start=\"").number(number).raw("\">\n");
            for question in &part.questions {
                ask(&mut page, &baseline, question, copy);
                number += 1;
            }
            page.raw("</ol>\n");
        }
    }
    close(page, language)
}

fn ask(page: &mut Markup, baseline: &Baseline, question: &Question, copy: Copy) {
    page.element("<li><p>", &question.text, "</p>");
    match copy {
        Copy::Participant => {
            page.raw("<div class=\"lines\" role=\"img\" aria-label=\"");
            page.text(say::ANSWER.get(baseline.language)).raw("\"></div>");
        }
        Copy::Facilitator => {
            page.raw("<ul class=\"why\">");
            for line in question.reasons(baseline) {
                page.element("<li>", &line, "</li>");
            }
            page.raw("</ul>");
        }
    }
    page.raw("</li>\n");
}
