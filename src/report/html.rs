//! The baseline as one page of HTML: what a facilitator brings to the table. It needs no network
//! and no script, prints on A4, follows the reader's choice of light or dark, and can be listened
//! to. In come results; out comes the page.

mod balance;
mod charts;
mod contract;
mod frames;
mod markup;
mod rounds;
mod sheet;
mod talks;

use super::baseline::{Baseline, words as say};
use super::{Run, Style, messages};
use crate::assess::{Assessed, Score, Status};
use crate::finding::{Finding, Severity};
use crate::language::Language;
use markup::Markup;
pub(super) use rounds::rounds;
pub(super) use sheet::questions;

/// Proposals that stand in the front part; the others follow behind.
const PROPOSALS: usize = 6;
/// Other places that are named beside a proposal.
const NAMED: usize = 12;

/// The page of every contract in the run.
pub fn write(run: &Run, style: &Style) -> String {
    let language = run.language(style);
    let mut page = open(language, &title(run, say::TITLE, language));
    if run.entries.len() > 1 {
        let count = run.entries.len().to_string();
        page.element("<p class=\"lead\">", &say::TITLES.fill(language, &[&count]), "</p>\n");
    }
    for (index, entry) in run.entries.iter().enumerate() {
        match &entry.result {
            Ok(judged) => {
                let language = style.language_for(&judged.document);
                let baseline = Baseline::new(run, judged, language);
                Sheet { page: &mut page, baseline: &baseline, index: index + 1 }.write(&entry.path);
            }
            Err(refusal) => {
                page.element("<h1>", &entry.path, "</h1>\n");
                page.raw("<p class=\"say\">").text(messages::NOT_READ.get(language)).raw(": ");
                page.text(refusal.text(language)).raw("</p>\n");
            }
        }
    }
    close(page, language)
}

/// A page up to where its subject starts.
fn open(language: Language, title: &str) -> Markup {
    let mut page = Markup::default();
    page.raw("<!doctype html>\n<html lang=\"").raw(language.code());
    page.raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    page.text(title);
    page.raw("</title>\n<style>\n").raw(include_str!("html/style.css"));
    page.raw("</style>\n</head>\n<body>\n").raw(charts::PATTERNS);
    page.element("<a class=\"skip\" href=\"#main\">", say::SKIP.get(language), "</a>\n");
    page.raw("<main id=\"main\">\n");
    page
}

/// `Baseline of a contract: a.docx, b.docx`.
fn title(run: &Run, title: messages::Text, language: Language) -> String {
    let names: Vec<&str> = run.entries.iter().map(|it| it.path.as_str()).collect();
    format!("{}: {}", title.get(language), names.join(", "))
}

/// The end of a page, and the page.
fn close(mut page: Markup, language: Language) -> String {
    page.raw("</main>\n<footer class=\"end\"><p>weeflint ").raw(env!("CARGO_PKG_VERSION"));
    page.element(". ", messages::DISCLAIMER.get(language), "</p></footer>\n</body>\n</html>\n");
    page.finish()
}

/// A part of the report: its anchor and its heading.
type Part = (&'static str, messages::Text);

const PARTS: [Part; 15] = [
    ("short", say::IN_SHORT),
    ("profile", say::PROFILE),
    ("strengths", say::STRENGTHS),
    ("talks", say::TALKS),
    ("frames", say::FRAMES),
    ("map", say::MAP),
    ("rewrites", say::REWRITES),
    ("balance", say::BALANCE),
    ("absent", say::ABSENT),
    ("unassessed", say::UNASSESSED),
    ("method", say::METHOD),
    ("details", say::DETAILS),
    ("more", say::MORE_REWRITES),
    ("register", say::REGISTER),
    ("text", say::TEXT),
];

/// The pages of one contract.
struct Sheet<'a, 'b> {
    page: &'a mut Markup,
    baseline: &'a Baseline<'b>,
    /// The number of the contract, in anchors.
    index: usize,
}

impl<'b> Sheet<'_, 'b> {
    fn write(&mut self, path: &str) {
        self.head(path);
        for (anchor, heading) in self.parts() {
            self.page.raw("<section class=\"").raw(anchor).raw("-page\" aria-labelledby=\"");
            self.anchor(anchor).raw("\">\n<h2 id=\"");
            self.anchor(anchor).raw("\">");
            let heading = self.get(heading);
            self.page.text(heading).raw("</h2>\n");
            match anchor {
                "short" => self.short(),
                "profile" => self.profile(),
                "strengths" => self.strengths(),
                "talks" => self.talks(),
                "frames" => self.frames(),
                "map" => self.map(),
                "rewrites" => self.rewrites(),
                "details" => self.details(),
                "more" => self.more_rewrites(),
                "balance" => self.balance(),
                "absent" => self.absent(),
                "unassessed" => self.unassessed(),
                "register" => self.register(),
                "method" => self.method(),
                _ => self.contract(),
            }
            self.page.raw("</section>\n");
        }
    }

    /// The parts that this contract gives reason for.
    fn parts(&self) -> impl Iterator<Item = Part> + use<> {
        let more = self.baseline.proposals.len() > PROPOSALS;
        let enough = self.baseline.frameworks.enough;
        PARTS.into_iter().filter(move |it| match it.0 {
            "more" => more,
            "details" => enough,
            _ => true,
        })
    }

    fn language(&self) -> Language {
        self.baseline.language
    }

    fn get(&self, text: messages::Text) -> &'static str {
        text.get(self.language())
    }

    /// Writes a fixed text.
    fn say(&mut self, text: messages::Text) -> &mut Markup {
        self.page.text(text.get(self.baseline.language))
    }

    /// An anchor that no other contract on the page has.
    fn anchor(&mut self, name: &'static str) -> &mut Markup {
        self.page.raw("d").number(self.index).raw("-").raw(name)
    }

    fn head(&mut self, path: &str) {
        let Baseline { judged, .. } = *self.baseline;
        let doc = self.baseline.doc();
        let evidence = &judged.assessment.evidence;
        self.page.element("<header>\n<h1>", self.get(say::TITLE), "</h1>\n");
        self.page.element("<p class=\"say\">", self.get(say::NOT_PEOPLE), "</p>\n<dl>\n");
        self.fact(say::DOCUMENT, path);
        let language = messages::language(doc.language).get(self.language());
        let size = say::SIZE_TEXT.fill(
            self.language(),
            &[
                doc.format.name(),
                language,
                &doc.tokens.len().to_string(),
                &doc.clauses.iter().filter(|it| it.parent.is_none()).count().to_string(),
            ],
        );
        self.fact(say::SIZE, &size);
        let parties: Vec<&str> = judged.facts.parties.iter().map(|it| it.name.as_str()).collect();
        if !parties.is_empty() {
            self.fact(say::PARTIES, &parties.join(", "));
        }
        self.fact(say::RUBRIC, &judged.assessment.rubric);
        self.fact(say::EXTRACTION, &self.of_one(f64::from(doc.quality.value)));
        let sure = match evidence.assessed {
            Assessed::No => self.get(messages::NOT_SCORED).to_owned(),
            _ => self.of_one(evidence.confidence),
        };
        self.fact(say::CONFIDENCE, &sure);
        if !doc.sha256.is_empty() {
            self.page.element("<dt>", self.get(say::HASH), "</dt>");
            self.page.element("<dd class=\"hash\">", &doc.sha256, "</dd>\n");
        }
        self.page.raw("</dl>\n</header>\n<nav aria-label=\"");
        self.say(say::CONTENTS).raw("\">\n<ol>\n");
        for (anchor, heading) in self.parts() {
            self.page.raw("<li><a href=\"#");
            self.anchor(anchor).raw("\">");
            let heading = self.get(heading);
            self.page.text(heading).raw("</a></li>\n");
        }
        self.page.raw("</ol>\n</nav>\n");
    }

    fn fact(&mut self, name: messages::Text, value: &str) {
        self.page.element("<dt>", name.get(self.baseline.language), "</dt>");
        self.page.element("<dd>", value, "</dd>\n");
    }

    fn of_one(&self, value: f64) -> String {
        let number = messages::decimal(value, 2, self.language());
        say::OF_ONE.fill(self.language(), &[&number, self.get(messages::sure(value))])
    }

    /// The picture in a few sentences.
    fn short(&mut self) {
        for sentence in self.baseline.summary() {
            self.page.element("<p>", &sentence, "</p>\n");
        }
    }

    fn profile(&mut self) {
        let assessment = &self.baseline.judged.assessment;
        if assessment.evidence.assessed == Assessed::No {
            self.page.element("<p>", self.get(messages::NOT_SCORED), "</p>\n<ul>\n");
            for it in &assessment.evidence.shortfalls {
                self.page.element("<li>", &messages::shortfall(it, self.language()), "</li>\n");
            }
            self.page.raw("</ul>\n");
            return;
        }
        self.page.element("<h3>", self.get(say::FLAWS_HEAD), "</h3>\n");
        self.page.raw("<table class=\"profile\">\n");
        self.page.element("<caption>", self.get(say::FLAWS_SCALE), "</caption>\n");
        self.heads(&[
            (messages::FLAW, ""),
            (say::PICTURE, ""),
            (messages::SCORE, "num"),
            (say::MARGIN, "num"),
        ]);
        for (flaw, score) in &assessment.flaws {
            let name = format!("{} {}", flaw.number(), self.get(messages::flaw(*flaw)));
            self.page.element("<tr><th scope=\"row\">", &name, "</th><td class=\"chart\">");
            charts::flaw(self.page, score);
            let value = score.value.map_or("–".to_owned(), |it| self.decimal(it));
            self.page.element("</td><td class=\"num\">", &value, "</td>");
            self.page.element("<td class=\"num dim\">", &margin(score), "</td></tr>\n");
        }
        self.page.raw("</tbody></table>\n");
        self.page.element("<h3>", self.get(say::NORMS_HEAD), "</h3>\n");
        self.page.raw("<table class=\"profile\">\n");
        self.page.element("<caption>", self.get(say::NORMS_SCALE), "</caption>\n");
        self.heads(&[
            (messages::NORM, ""),
            (say::PICTURE, ""),
            (messages::STATUS, ""),
            (messages::SCORE, "num"),
        ]);
        for (norm, score) in &assessment.norms {
            let name = self.get(messages::norm(*norm));
            self.page.element("<tr><th scope=\"row\">", name, "</th><td class=\"chart\">");
            charts::norm(self.page, score);
            self.page.element(
                "</td><td class=\"word\">",
                self.get(messages::status(score.status)),
                "</td>",
            );
            let value = score.value.map_or("–".to_owned(), |it| self.decimal(it));
            self.page.element("<td class=\"num\">", &value, "</td></tr>\n");
        }
        self.page.raw("</tbody></table>\n");
    }

    fn heads(&mut self, heads: &[(messages::Text, &'static str)]) {
        self.page.raw("<thead><tr>");
        for (head, class) in heads {
            self.page.raw("<th scope=\"col\" class=\"").raw(class).raw("\">");
            self.page.text(head.get(self.baseline.language)).raw("</th>");
        }
        self.page.raw("</tr></thead>\n<tbody>\n");
    }

    fn decimal(&self, value: f64) -> String {
        messages::decimal(value, 1, self.language())
    }

    fn strengths(&mut self) {
        let shown = &self.baseline.strengths;
        if shown.is_empty() {
            self.page.element("<p>", self.get(say::NO_STRENGTHS), "</p>\n");
            return;
        }
        self.page.element("<p class=\"lead\">", self.get(say::STRENGTHS_LEAD), "</p>\n");
        for &index in shown {
            self.quote(index, true);
        }
        let more = self.baseline.count(Severity::Strength).saturating_sub(shown.len());
        if more > 0 {
            let text = say::MORE_STRENGTHS.fill(self.language(), &[&more.to_string()]);
            self.page.element("<p class=\"dim\">", &text, "</p>\n");
        }
    }

    /// The words of a finding in their sentence, what it says about them, and where they stand.
    fn quote(&mut self, index: usize, says: bool) {
        let finding = self.baseline.finding(index);
        let keeps = finding.severity == Severity::Strength;
        self.page.raw(if keeps { "<blockquote class=\"keeps\">" } else { "<blockquote>" });
        self.page.raw("<p>");
        self.words(finding);
        self.page.raw("</p><footer><a href=\"#d").number(self.index).raw("-f").number(index + 1);
        self.page.raw("\">").text(&self.baseline.place(finding)).raw("</a>");
        if says {
            self.page.raw(". ").text(&finding.message);
        }
        self.page.raw("</footer></blockquote>\n");
    }

    fn words(&mut self, finding: &Finding) {
        let quote = self.baseline.quote(finding);
        self.page.raw(if quote.from_start { "" } else { "… " }).text(quote.before);
        self.page.raw(mark(finding.severity)).text(quote.words);
        self.page.raw(if quote.whole { "</mark>" } else { " …</mark>" });
        if quote.whole {
            self.page.text(quote.after).raw(if quote.to_end { "" } else { " …" });
        }
    }

    /// The place of a finding, leading to it in the text.
    fn link(&mut self, index: usize) {
        let place = self.baseline.place(self.baseline.finding(index));
        self.page.raw("<a href=\"#d").number(self.index).raw("-f").number(index + 1).raw("\">");
        self.page.text(&place).raw("</a>");
    }

    fn absent(&mut self) {
        if self.baseline.absences.is_empty() {
            self.page.element("<p>", self.get(say::NO_ABSENT), "</p>\n");
            return;
        }
        self.page.element("<p class=\"lead\">", self.get(say::ABSENT_LEAD), "</p>\n");
        if !self.baseline.judged.assessment.evidence.whole {
            self.page.element("<p>", self.get(messages::ABSENCES_UNCOUNTED), "</p>\n");
        }
        self.page.raw("<ul>\n");
        for &index in &self.baseline.absences {
            let finding = self.baseline.finding(index);
            self.page.raw("<li id=\"d").number(self.index).raw("-f").number(index + 1).raw("\">");
            self.page.element("<p>", &finding.message, "");
            if let Some(question) = self.baseline.question(finding) {
                self.page.element(" <em>", question, "</em>");
            }
            self.page.raw("</p>");
            if let Some(rewrite) = finding.rewrites.first() {
                self.page.element("<p class=\"dim\">", self.get(say::COULD_ADD), ": ");
                self.blanks(&rewrite.text);
                self.page.raw("</p>");
            }
            self.page.raw("</li>\n");
        }
        self.page.raw("</ul>\n");
    }

    fn unassessed(&mut self) {
        let run = self.baseline.run;
        let doc = self.baseline.doc();
        let lines = self.baseline.unassessed();
        self.list(&lines);
        let ours = |it: &&crate::finding::Fault| {
            it.document.as_deref().is_none_or(|name| name == doc.name)
        };
        let faults: Vec<String> = run
            .faults
            .iter()
            .filter(ours)
            .map(|it| format!("{}: {}", it.place, it.reason))
            .collect();
        if !faults.is_empty() {
            self.page.element("<h3>", self.get(say::FAULTS), "</h3>\n");
            self.list(&faults);
        }
    }

    fn list(&mut self, lines: &[String]) {
        self.page.raw("<ul>\n");
        for line in lines {
            self.page.element("<li>", line, "</li>\n");
        }
        self.page.raw("</ul>\n");
    }

    fn register(&mut self) {
        self.page.element("<p class=\"lead\">", self.get(say::REGISTER_LEAD), "</p>\n");
        self.page.raw("<table class=\"register\">\n");
        self.heads(&[
            (say::NUMBER, "num"),
            (say::PLACE, ""),
            (say::KIND, ""),
            (say::WHAT, ""),
            (say::RULE, ""),
        ]);
        for (index, finding) in self.baseline.judged.findings.iter().enumerate() {
            self.page.raw("<tr><td class=\"num\"><a href=\"#d").number(self.index).raw("-f");
            self.page
                .number(index + 1)
                .raw("\">")
                .number(index + 1)
                .raw("</a></td><td class=\"place\">");
            self.page.text(&self.baseline.place(finding)).raw("</td><td>");
            self.page.raw(sign(finding.severity)).raw(" ");
            self.page.text(self.get(messages::severity(finding.severity))).raw("</td><td>");
            self.page.text(&finding.message).raw("</td><td class=\"rule\"><code>");
            self.page.text(&finding.charge.rule).raw("</code></td></tr>\n");
        }
        self.page.raw("</tbody></table>\n");
    }

    fn method(&mut self) {
        let language = self.language();
        for text in self.baseline.method() {
            self.page.element("<p>", &text, "</p>\n");
        }
        self.page.element("<h3>", self.get(say::NOT_SAID), "</h3>\n<ul>\n");
        for text in [say::NOT_1, say::NOT_2, say::NOT_3, say::NOT_4, say::NOT_5, say::NOT_6] {
            self.page.element("<li>", text.get(language), "</li>\n");
        }
        self.page.raw("</ul>\n");
    }
}

/// `31–56`, or nothing where there is no width to speak of.
fn margin(score: &Score) -> String {
    let band = score.band.filter(|it| score.status == Status::Scored && it.high - it.low >= 1.0);
    band.map_or(String::new(), |it| format!("{:.0}–{:.0}", it.low, it.high))
}

/// A sign for those who don't see colour.
fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Strength => "<span class=\"sign\" aria-hidden=\"true\">✓</span>",
        Severity::Info => "<span class=\"sign\" aria-hidden=\"true\">○</span>",
        Severity::Warning => "<span class=\"sign\" aria-hidden=\"true\">◆</span>",
        Severity::Error => "<span class=\"sign\" aria-hidden=\"true\">▲</span>",
    }
}

fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Strength => "<mark class=\"keep\">",
        Severity::Error => "<mark class=\"grave-words\">",
        _ => "<mark>",
    }
}
