//! From results to something to read: a report for a person at a terminal, a document for a
//! program. Reports borrow the results and never change them; none of them knows a file, a clock
//! or the number of threads, so the same results give the same bytes.

mod baseline;
mod checkstyle;
pub mod compare;
mod concise;
mod csv;
mod diff;
pub mod evaluate;
mod digest;
mod docx;
mod excerpt;
mod github;
mod gitlab;
mod html;
mod ink;
mod json;
mod jsonl;
mod junit;
mod location;
mod markdown;
pub mod messages;
mod place;
mod profile;
mod prose;
mod redact;
mod sarif;
mod statistics;
pub mod questions;
mod terminal;
mod wrap;
mod xml;

pub use diff::unified;
pub use ink::harmless;
pub use location::{Source, in_file};
pub use place::{Place, place};
pub use redact::redacted;
pub use wrap::{fill, pad};

use crate::analyze::Facts;
use crate::assess::{Assessed, Assessment, Frameworks, frameworks};
use crate::document::Document;
use crate::finding::{Fault, Finding, Severity};
use crate::language::Language;
use crate::ledger::Decision;
use crate::read::Refusal;
use crate::rule::Rule;
use std::borrow::Cow;
use std::sync::Arc;

/// All that a run brought.
#[derive(Debug)]
pub struct Run<'a> {
    /// The contracts, in the order in which they were given.
    pub entries: Vec<Entry>,
    /// Rules that failed or were stopped, sorted.
    pub faults: Vec<Fault>,
    /// The rules that judged, in order of id.
    pub rules: Vec<&'a Rule>,
    /// Whether only rules that were asked for by name judged: scores then speak of those alone.
    pub selected: bool,
    /// Whether only findings that were not there before are among the entries.
    pub only_new: bool,
}

/// A contract that was given.
#[derive(Debug)]
pub struct Entry {
    /// The path or name it was given under.
    pub path: String,
    /// What came of it.
    pub result: Result<Judged, Refusal>,
}

/// A contract that was read and judged.
#[derive(Debug)]
pub struct Judged {
    /// What was read.
    pub document: Arc<Document>,
    /// What follows from it.
    pub facts: Arc<Facts>,
    /// What was found and is open, in order of place.
    pub findings: Vec<Finding>,
    /// What was found and has been decided, in order of place. It counts in the scores.
    pub decided: Vec<(Finding, Decision)>,
    /// The scores.
    pub assessment: Assessment,
    /// The text of the file, for lines and columns; none where the format is no text.
    pub source: Option<Source>,
}

impl Judged {
    /// All that was found, in order of place. What was decided is still in the text, so scores and
    /// frameworks count it; lists of what to talk about and to write instead hold what is open.
    pub fn all(&self) -> Cow<'_, [Finding]> {
        if self.decided.is_empty() {
            return Cow::Borrowed(&self.findings);
        }
        let decided = self.decided.iter().map(|it| &it.0);
        let mut all: Vec<Finding> = self.findings.iter().chain(decided).cloned().collect();
        all.sort_by(|a, b| (a.span, &a.charge.rule).cmp(&(b.span, &b.charge.rule)));
        Cow::Owned(all)
    }

    /// The frameworks laid beside it.
    pub fn frameworks(&self) -> Frameworks {
        frameworks(&self.document, &self.facts, &self.all(), &self.assessment)
    }
}

/// How to show it.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The language of the fixed texts; none takes that of each contract.
    pub language: Option<Language>,
    /// The language where the contract has none.
    pub fallback: Language,
    /// Columns of the page.
    pub width: usize,
    /// Whether colour may be used.
    pub color: bool,
    /// Whether every finding is written out.
    pub all: bool,
    /// From which severity a finding fails the run; none for never. Reports that know only passed
    /// and failed follow it.
    pub fail_on: Option<Severity>,
}

/// A form of report.
pub struct Report {
    /// Its name on the command line.
    pub name: &'static str,
    /// Writes it.
    pub write: fn(&Run, &Style) -> String,
}

/// Every report, the default first.
pub const REPORTS: [Report; 13] = [
    Report { name: "terminal", write: terminal::write },
    Report { name: "concise", write: concise::write },
    Report { name: "markdown", write: markdown::write },
    Report { name: "json", write: json::write },
    Report { name: "jsonl", write: jsonl::write },
    Report { name: "csv", write: csv::write },
    Report { name: "sarif", write: sarif::write },
    Report { name: "github", write: github::write },
    Report { name: "github-summary", write: github::summary },
    Report { name: "gitlab", write: gitlab::write },
    Report { name: "junit", write: junit::write },
    Report { name: "checkstyle", write: checkstyle::write },
    Report { name: "statistics", write: statistics::write },
];

/// Every form of the baseline report, by the extension of its file.
pub const BASELINES: [(&str, Write); 3] = [
    ("html", |run, style| html::write(run, style).into_bytes()),
    ("md", |run, style| digest::prose(run, style).markdown().into_bytes()),
    ("docx", |run, style| docx::write(&digest::prose(run, style))),
];

/// Writes the file of a report.
pub type Write = fn(&Run, &Style) -> Vec<u8>;

impl Run<'_> {
    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        let at = self.rules.binary_search_by(|it| it.id.as_str().cmp(id)).ok()?;
        self.rules.get(at).copied()
    }

    /// The contracts that were judged.
    pub fn judged(&self) -> impl Iterator<Item = &Judged> {
        self.entries.iter().filter_map(|it| it.result.as_ref().ok())
    }

    /// The language to speak about the run as a whole: that of the contracts where they share one.
    pub fn language(&self, style: &Style) -> Language {
        let mut languages = self.judged().map(|it| it.document.language);
        let first = languages.next().flatten();
        let shared = first.filter(|it| languages.all(|other| other == Some(*it)));
        style.language.or(shared).unwrap_or(style.fallback)
    }

    /// Whether every contract was assessed in full.
    pub fn is_fully_assessed(&self) -> bool {
        let full = |it: &Entry| {
            it.result.as_ref().is_ok_and(|it| it.assessment.evidence.assessed == Assessed::Full)
        };
        !self.entries.is_empty() && self.entries.iter().all(full)
    }
}

impl Style {
    /// The language to speak about `doc`.
    pub fn language_for(&self, doc: &Document) -> Language {
        self.language.or(doc.language).unwrap_or(self.fallback)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::assess::assess;
    use crate::document::{Draft, Format, Kind, Origin};
    use crate::finding::{Charge, Confidence, Label};
    use crate::rewrite::{Effect, Rewrite};
    use crate::span::Span;
    use crate::weave::{Flaw, Norm};

    /// A contract of ours with four findings and something missing.
    pub(crate) fn entry() -> Entry {
        let mut builder = crate::document::Document::builder("zorg.md", Format::Markdown);
        builder.language(Some(Language::Dutch));
        let paragraphs = [
            "Elk halfjaar bespreken partijen samen wat goed gaat en wat beter moet.",
            "Opdrachtgever kan de opdracht, de planning en de daarbij behorende voorwaarden naar \
             eigen inzicht wijzigen, ook wanneer Opdrachtnemer daardoor extra kosten maakt of \
             andere afspraken niet kan nakomen.",
            "Opdrachtnemer vrijwaart Opdrachtgever tegen alle aanspraken van derden.",
            "Er wordt zorggedragen voor tijdige afstemming.",
            "Indien een bepaling nietig blijkt, treden partijen in overleg teneinde een nieuwe \
             bepaling overeen te komen die zoveel mogelijk aansluit bij de strekking van de \
             nietige bepaling, zulks met inachtneming van het bepaalde in de bijlagen en \
             onverminderd hetgeen elders in deze overeenkomst dienaangaande is bepaald, een en \
             ander voor zover de wet dat toelaat.",
        ];
        let plain = (0..30).map(|it| {
            format!(
                "De planning voor week {it} staat in bijlage {it}, met namen, uren en plaatsen."
            )
        });
        for text in paragraphs.into_iter().map(str::to_owned).chain(plain) {
            let mut draft = Draft::new(Kind::Paragraph);
            draft.push(&text, Origin::Joined);
            builder.block(draft);
        }
        let document = builder.finish();
        let find = |words: &str| {
            let start = document.text.find(words).expect("in the text");
            Span::new(start, start + words.len())
        };
        let sentence = |words: &str| {
            let at = document.sentence_at(find(words).start).expect("in a sentence");
            document.sentences[at as usize].span
        };
        let charge = |rule: &str, flaws: &[(Flaw, f64)], norms: &[(Norm, i8)]| {
            Arc::new(Charge {
                rule: rule.to_owned(),
                flaws: flaws.to_vec(),
                norms: norms.to_vec(),
                effect: Effect::Substance,
                absent: None,
            })
        };
        let finding = |charge, span, severity, message: &str, rewrite: Option<&str>| Finding {
            charge,
            span,
            absence: false,
            sentence: document.sentence_at(span.start),
            message: message.to_owned(),
            severity,
            confidence: Confidence::High,
            weight: 4,
            labels: vec![],
            rewrites: rewrite
                .map(|text| Rewrite {
                    effect: Effect::Substance,
                    edits: vec![],
                    text: text.to_owned(),
                })
                .into_iter()
                .collect(),
            fingerprint: "0123456789abcdef".to_owned(),
        };
        let one_sided = charge(
            "one-sided/sole-discretion",
            &[(Flaw::OneSided, 1.0)],
            &[(Norm::Autonomy, -1), (Norm::Reciprocity, -1)],
        );
        let mut alone = finding(
            one_sided,
            find("naar eigen inzicht"),
            Severity::Error,
            "Opdrachtgever mag hier alleen beslissen: \"naar eigen inzicht\".",
            Some(
                "Opdrachtgever en Opdrachtnemer besluiten hierover samen; lukt dat niet binnen \
                  {termijn}, dan helpt een derde die zij allebei vertrouwen.",
            ),
        );
        alone.labels.push(Label {
            span: find("bespreken partijen samen"),
            text: "hier beslissen zij wel samen".to_owned(),
        });
        let mut purpose =
            charge("conflicting-interests/no-purpose", &[(Flaw::ConflictingInterests, 1.0)], &[]);
        Arc::make_mut(&mut purpose).absent = Some(0.15);
        let mut missing = finding(
            purpose,
            Span::default(),
            Severity::Warning,
            "Nergens staat wat partijen samen willen bereiken.",
            Some("Samen willen wij bereiken dat {doel}."),
        );
        missing.absence = true;
        let findings = vec![
            finding(
                charge("reciprocity/joint-review", &[], &[(Norm::Reciprocity, 1)]),
                find("bespreken partijen samen"),
                Severity::Strength,
                "Partijen bekijken samen hoe het gaat.",
                None,
            ),
            alone,
            finding(
                charge(
                    "one-sided/indemnity",
                    &[(Flaw::OneSided, 1.0), (Flaw::RiskAvoidance, 0.5)],
                    &[(Norm::Equity, -1)],
                ),
                find("Opdrachtnemer vrijwaart Opdrachtgever tegen alle aanspraken van derden."),
                Severity::Warning,
                "Alleen Opdrachtnemer vrijwaart.",
                None,
            ),
            finding(
                charge("unowned/nobody", &[(Flaw::Unowned, 1.0)], &[]),
                find("wordt zorggedragen"),
                Severity::Info,
                "Niet gezegd is wie dit doet.",
                None,
            ),
            finding(
                charge("unreadable/long", &[(Flaw::Unreadable, 1.0)], &[]),
                sentence("Indien een bepaling"),
                Severity::Warning,
                "Deze zin is lang.",
                None,
            ),
            missing,
        ];
        let assessment = assess(&document, &Facts::default(), &findings);
        let judged = Judged {
            document: Arc::new(document),
            facts: Arc::default(),
            findings,
            decided: vec![],
            assessment,
            source: None,
        };
        Entry { path: "contracten/zorg.md".to_owned(), result: Ok(judged) }
    }

    fn style(width: usize) -> Style {
        Style {
            language: None,
            fallback: Language::English,
            width,
            color: false,
            all: false,
            fail_on: Some(Severity::Error),
        }
    }

    fn run() -> Run<'static> {
        let refusal = Refusal::new("Het bestand is versleuteld.", "The file is encrypted.");
        let unread = Entry { path: "dicht.pdf".to_owned(), result: Err(refusal) };
        Run {
            entries: vec![entry(), unread],
            faults: vec![],
            rules: vec![],
            selected: false,
            only_new: false,
        }
    }

    #[test]
    fn no_line_is_wider_than_the_page_and_none_ends_in_a_space() {
        for width in [40, 60, 80, 120] {
            for all in [false, true] {
                let text = terminal::write(&run(), &Style { all, ..style(width) });
                for line in text.lines() {
                    assert!(wrap::width(line) <= width, "{width}: {line:?}");
                    assert_eq!(line, line.trim_end());
                }
                assert!(!text.contains('\u{1b}'), "no colour was asked for");
            }
        }
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let colored = terminal::write(&run(), &Style { color: true, ..style(80) });
        let mut plain = String::new();
        let mut rest = colored.as_str();
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            plain.push_str(before);
            rest = after.split_once('m').map_or("", |it| it.1);
        }
        plain.push_str(rest);
        let trimmed: Vec<&str> = plain.lines().map(str::trim_end).collect();
        let expected = terminal::write(&run(), &style(80));
        assert_eq!(trimmed, expected.lines().collect::<Vec<_>>());
    }

    #[test]
    fn the_terminal_shows_the_words_and_what_it_left_out() {
        let text = terminal::write(&run(), &style(80));
        for part in [
            "knelpunt: Opdrachtgever mag hier alleen beslissen",
            "eigen inzicht wijzigen",
            "^^^^",
            "voorstel (inhoud: rechten of risico's verschuiven; bespreek dit eerst samen)",
            "Niet getoond, want lichter: 1. --all toont alles.",
            "Nergens staat wat partijen samen willen bereiken.",
            "zwijgt",
            "dicht.pdf: Niet gelezen",
            "geen juridisch advies",
            "Het bestand is versleuteld.",
        ] {
            assert!(text.contains(part), "{part:?} is not in\n{text}");
        }
    }
}
