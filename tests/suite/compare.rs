//! Rounds of the same contract: edits of our own on the fixtures, and every finding traced to its
//! earlier self.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't prepare has failed"
)]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock};
use weeflint::analyze::analyze;
use weeflint::assess::{Assessment, Frameworks, assess, frameworks};
use weeflint::check::{Options, check};
use weeflint::compare::{Change, Comparison, Course, Lot, Part, Redraft, Version, compare};
use weeflint::document::Document;
use weeflint::finding::Finding;
use weeflint::read::read;
use weeflint::rule::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::builtin);

const FIXTURES: [&str; 4] =
    ["nl-diensten-eenzijdig", "nl-diensten-relationeel", "en-outsourcing", "en-alliance"];

struct Judged {
    document: Arc<Document>,
    findings: Vec<Finding>,
    assessment: Assessment,
    frameworks: Frameworks,
}

fn fixture(name: &str, format: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    root.join(name).join(format!("contract.{format}"))
}

fn judge(name: &str, bytes: &[u8]) -> Judged {
    let document: Arc<Document> =
        Arc::new(read(name, bytes, Default::default()).expect("it can be read"));
    let facts = Arc::new(analyze(&document));
    let checked = check(&RULES, &document, &facts, Options::default());
    let assessment = assess(&document, &facts, &checked.findings);
    let frameworks = frameworks(&document, &facts, &checked.findings, &assessment);
    Judged { document, findings: checked.findings, assessment, frameworks }
}

fn judge_file(path: &Path) -> Judged {
    judge(&path.display().to_string(), &std::fs::read(path).expect("the fixture is there"))
}

fn version(judged: &Judged) -> Version<'_> {
    Version {
        document: &judged.document,
        findings: &judged.findings,
        assessment: &judged.assessment,
        frameworks: Some(&judged.frameworks),
    }
}

fn compared(old: &Judged, new: &Judged) -> Comparison {
    compare(&RULES, version(old), version(new))
}

/// The Markdown of a fixture in paragraphs.
fn paragraphs(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(fixture(name, "md")).expect("the fixture is there");
    text.split("\n\n").map(str::to_owned).collect()
}

/// The paragraphs numbered like `4.3`, that have at least ten words.
fn clauses(text: &[String]) -> Vec<usize> {
    let numbered = |it: &String| {
        let label = it.split(' ').next().unwrap_or_default();
        let parts: Vec<&str> = label.split('.').collect();
        parts.len() == 2 && parts.iter().all(|it| it.parse::<u32>().is_ok())
    };
    (0..text.len())
        .filter(|it| numbered(&text[*it]) && text[*it].split(' ').count() >= 10)
        .collect()
}

fn body(paragraph: &str) -> &str {
    paragraph.split_once(' ').map_or(paragraph, |it| it.1)
}

/// An edit: the new text, and the words that were taken out on purpose.
type Edit = fn(Vec<String>) -> (Vec<String>, Vec<String>);

/// A clause goes to the end of the articles.
fn move_clause(mut text: Vec<String>) -> (Vec<String>, Vec<String>) {
    let found = clauses(&text);
    let (from, to) = (found[found.len() / 3], found[found.len() - 2]);
    let moved = text.remove(from);
    text.insert(to, moved);
    (text, vec![])
}

/// An article goes to the place of another.
fn move_article(text: Vec<String>) -> (Vec<String>, Vec<String>) {
    let starts: Vec<usize> = (0..text.len()).filter(|it| text[*it].starts_with("## ")).collect();
    let (second, third, fifth) = (starts[2], starts[3], starts[5]);
    let order = [&text[..second], &text[third..fifth], &text[second..third], &text[fifth..]];
    (order.concat(), vec![])
}

/// Every number of an article goes up by one, in headings too.
fn renumber(text: Vec<String>) -> (Vec<String>, Vec<String>) {
    let heading = |it: &str| {
        let digits = |it: &str| it.trim_end_matches('.').parse::<u32>();
        let up = |it: &str| match digits(it) {
            Ok(number) => it.replace(&number.to_string(), &(number + 1).to_string()),
            Err(_) => it.to_owned(),
        };
        it.split(' ').map(up).collect::<Vec<_>>().join(" ")
    };
    let up = |it: String| {
        if it.starts_with("## ") {
            return heading(&it);
        }
        let label = it.split(' ').next().unwrap_or_default().to_owned();
        match label.split_once('.').map(|(a, b)| (a.parse::<u32>(), b.parse::<u32>())) {
            Some((Ok(article), Ok(clause))) => {
                format!("{}.{clause} {}", article + 1, body(&it))
            }
            _ => it,
        }
    };
    (text.into_iter().map(up).collect(), vec![])
}

/// A few words are added to every third clause.
fn reword(mut text: Vec<String>) -> (Vec<String>, Vec<String>) {
    let dutch = text.concat().contains("Artikel") || text.concat().contains(" wij ");
    for at in clauses(&text).into_iter().step_by(3) {
        let added = if dutch { ", zoals vandaag besproken." } else { ", as discussed today." };
        if let Some(sentence) = text[at].strip_suffix('.') {
            text[at] = format!("{sentence}{added}");
        }
    }
    (text, vec![])
}

/// Every fourth clause is opened differently.
fn reopen(mut text: Vec<String>) -> (Vec<String>, Vec<String>) {
    let dutch = text.concat().contains("Artikel") || text.concat().contains(" wij ");
    for at in clauses(&text).into_iter().step_by(4) {
        let (label, words) = text[at].split_once(' ').expect("a label");
        let opening = if dutch { "In dat verband geldt:" } else { "In that respect:" };
        text[at] = format!("{label} {opening} {words}");
    }
    (text, vec![])
}

/// The clauses of several sentences become a paragraph for each.
fn split(mut text: Vec<String>) -> (Vec<String>, Vec<String>) {
    let found: Vec<usize> =
        clauses(&text).into_iter().filter(|it| body(&text[*it]).contains(". ")).take(3).collect();
    for at in found.into_iter().rev() {
        let (first, second) = text[at].split_once(". ").expect("two sentences");
        // A reference such as "art. 3" doesn't end a sentence.
        if first.split(' ').count() < 6 || !second.starts_with(char::is_uppercase) {
            continue;
        }
        let halves = [format!("{first}."), second.to_owned()];
        text.splice(at..=at, halves);
    }
    (text, vec![])
}

/// Two neighbours become one.
fn merge(mut text: Vec<String>) -> (Vec<String>, Vec<String>) {
    let found = clauses(&text);
    let pairs = found.windows(2).filter(|it| it[0] + 1 == it[1]);
    let chosen: Vec<usize> = pairs.map(|it| it[0]).step_by(5).take(3).collect();
    for at in chosen.into_iter().rev() {
        let second = text.remove(at + 1);
        text[at] = format!("{} {}", text[at], body(&second));
    }
    (text, vec![])
}

/// Two clauses go.
fn delete(mut text: Vec<String>) -> (Vec<String>, Vec<String>) {
    let found = clauses(&text);
    let gone = [found[found.len() / 2], found[found.len() / 4]];
    let gone = gone.map(|at| body(&text.remove(at)).to_owned());
    (text, gone.to_vec())
}

/// A one-sided clause comes.
fn add(mut text: Vec<String>) -> (Vec<String>, Vec<String>) {
    let at = clauses(&text)[4];
    let dutch = text.concat().contains("Artikel") || text.concat().contains(" wij ");
    let added = match dutch {
        true => "4.99 De tarieven kunnen door de opdrachtgever naar eigen inzicht worden verlaagd.",
        false => "4.99 The Customer may lower every fee in its sole discretion.",
    };
    text.insert(at, added.to_owned());
    (text, vec![])
}

/// A move, new numbers and other words at once.
fn everything(text: Vec<String>) -> (Vec<String>, Vec<String>) {
    let (text, _) = renumber(move_clause(text).0);
    merge(reword(text).0)
}

const EDITS: [(&str, Edit); 10] = [
    ("move a clause", move_clause),
    ("move an article", move_article),
    ("renumber", renumber),
    ("reword", reword),
    ("reopen", reopen),
    ("split", split),
    ("merge", merge),
    ("delete", delete),
    ("add", add),
    ("everything", everything),
];

/// Forty edits: what was not taken out on purpose has a later self, what was has none.
#[test]
fn findings_are_traced_through_edits() {
    let (mut wanted, mut matched, mut lost) = (0, 0, Vec::new());
    for name in FIXTURES {
        let text = paragraphs(name);
        let old = judge("old.md", text.join("\n\n").as_bytes());
        for (edit, change) in EDITS {
            let (edited, gone) = change(text.clone());
            assert_ne!(edited, text, "{name}: {edit} does something");
            let new = judge("new.md", edited.join("\n\n").as_bytes());
            let comparison = compared(&old, &new);
            let (mut here, mut traced) = (0, 0);
            for (at, finding) in old.findings.iter().enumerate() {
                let block = old.document.block_at(finding.span.start).expect("a block");
                let words = &old.document[old.document.blocks[block].span];
                let trace = comparison.findings.iter().find(|it| it.old == Some(at));
                let lot = trace.expect("every finding has a trace").lot;
                let taken_out = !finding.absence && gone.iter().any(|it| it.as_str() == words);
                if taken_out {
                    continue;
                }
                here += 1;
                match lot {
                    Lot::Gone => lost.push(format!("{name}, {edit}: {}", finding.charge.rule)),
                    _ => traced += 1,
                }
            }
            (wanted, matched) = (wanted + here, matched + traced);
            let traces = &comparison.findings;
            let ends = traces.iter().filter(|it| it.new.is_some()).count();
            assert_eq!(ends, new.findings.len(), "{name}, {edit}: each new finding once");
        }
    }
    let share = f64::from(matched) / f64::from(wanted);
    println!("{matched} of {wanted} findings traced: {share:.4}; lost: {lost:#?}");
    assert!(share >= 0.95, "{matched} of {wanted}: {lost:#?}");
}

#[test]
fn clauses_are_known_by_their_words() {
    for name in FIXTURES {
        let text = paragraphs(name);
        let old = judge("old.md", text.join("\n\n").as_bytes());
        let after = |edit: Edit| {
            let new = judge("new.md", edit(text.clone()).0.join("\n\n").as_bytes());
            compared(&old, &new)
        };
        let moved = after(move_clause);
        assert_eq!(moved.count(Change::Moved), 1, "{name}");
        assert_eq!(moved.redraft, Redraft::Order, "{name}");
        assert_eq!(moved.count_findings(Lot::New) + moved.count_findings(Lot::Gone), 0, "{name}");

        let renumbered = after(renumber);
        assert_eq!(renumbered.redraft, Redraft::Order, "{name}");
        assert!(renumbered.count(Change::Renumbered) > 10, "{name}");

        let split = after(split);
        assert!(split.count(Change::Split) >= 1, "{name}");
        assert_eq!(split.count(Change::Gone) + split.count(Change::New), 0, "{name}");

        let merged = after(merge);
        assert!(merged.count(Change::Merged) >= 2, "{name}");
        assert_eq!(merged.count(Change::Gone) + merged.count(Change::New), 0, "{name}");

        let deleted = after(delete);
        assert_eq!(deleted.count(Change::Gone), 2, "{name}");
        assert_eq!(deleted.count(Change::New), 0, "{name}");

        let reworded = after(reword);
        assert!(reworded.count(Change::Reworded) >= 5, "{name}");
        assert_eq!(reworded.count(Change::Gone) + reworded.count(Change::New), 0, "{name}");

        let added = after(add);
        assert_eq!(added.count(Change::New), 1, "{name}");
        assert!(added.count_findings(Lot::New) >= 1, "{name}");
        assert_eq!(added.redraft, Redraft::Balance, "{name}");
    }
}

#[test]
fn another_file_format_is_no_change_at_all() {
    for name in FIXTURES {
        let old = judge_file(&fixture(name, "docx"));
        for format in ["pdf", "md", "txt"] {
            let new = judge_file(&fixture(name, format));
            let comparison = compared(&old, &new);
            let different: Vec<_> =
                comparison.clauses.iter().filter(|it| it.change != Change::Same).collect();
            assert!(different.is_empty(), "{name} as {format}: {different:?}");
            assert!(comparison.findings.iter().all(|it| it.lot == Lot::Kept), "{name}: {format}");
            assert!(comparison.shifts.iter().all(|it| it.course == Course::Level), "{name}");
            assert_eq!(comparison.redraft, Redraft::None, "{name} as {format}");
        }
    }
}

#[test]
fn words_content_and_balance_are_told_apart() {
    let judged = |clause: &str| {
        let text = format!("# Opdracht\n\n1.1 Leverancier maakt de hal schoon.\n\n1.2 {clause}\n");
        judge("contract.md", text.as_bytes())
    };
    let redraft = |old: &str, new: &str| compared(&judged(old), &judged(new)).redraft;
    let old = "Leverancier stuurt elke maand een factuur en betaling volgt binnen 30 dagen.";
    assert_eq!(redraft(old, old), Redraft::None);
    let words = "Leverancier verstuurt elke maand een factuur en betaling volgt binnen 30 dagen.";
    assert_eq!(redraft(old, words), Redraft::Words);
    assert_eq!(redraft(old, &old.replace("30", "60")), Redraft::Content);
    let alone = "Opdrachtgever kan de opdracht naar eigen inzicht wijzigen.";
    let together = "Opdrachtgever en Leverancier wijzigen de opdracht samen.";
    assert_eq!(redraft(alone, together), Redraft::Balance);
}

#[test]
fn the_command_says_what_is_new() {
    let folder = std::env::temp_dir().join(format!("weeflint-compare-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let old = fixture("en-outsourcing", "docx");
    let text = add(paragraphs("en-outsourcing")).0.join("\n\n");
    std::fs::write(folder.join("new.md"), text).expect("a temporary file");
    let run = |more: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_weeflint"))
            .args(["compare", &old.display().to_string()])
            .args(more)
            .current_dir(&folder)
            .output()
            .expect("the program starts");
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let (code, text) = run(&["new.md", "--fail-on", "info"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("1 new") && text.contains("4.99"), "{text}");
    assert_eq!(run(&["new.md", "--fail-on", "never"]).0, Some(0));
    let same = old.display().to_string();
    assert_eq!(run(&[&same, "--fail-on", "info"]).0, Some(0));
    assert_eq!(run(&["weg.md"]).0, Some(2));
    assert_eq!(run(&[]).0, Some(2));

    // What came in the second round and went in the third is not new.
    let (code, text) = run(&["new.md", &same, "--fail-on", "info", "--output-format", "json"]);
    assert_eq!(code, Some(0));
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["rounds"].as_array().map(Vec::len), Some(3));
    assert_eq!(json["rounds"][2]["redraft"], "none");
    let (_, text) = run(&["new.md", "--output-format", "markdown"]);
    assert!(text.starts_with("# ") && text.contains("| 6 One-sided"), "{text}");
    // A folder that stays behind in the temporary files harms nobody.
    let _ = std::fs::remove_dir_all(&folder);
}

/// A redraft that also comes as another format: the old one as PDF and as Word, the new one as text.
#[test]
fn findings_are_traced_through_edits_and_another_format() {
    let (mut wanted, mut traced) = (0, 0);
    for name in FIXTURES {
        for format in ["docx", "pdf"] {
            let old = judge_file(&fixture(name, format));
            let edited = everything(paragraphs(name)).0.join("\n\n");
            let comparison = compared(&old, &judge("new.md", edited.as_bytes()));
            wanted += old.findings.len();
            traced += old.findings.len() - comparison.count_findings(Lot::Gone);
        }
    }
    assert!(traced as f64 >= 0.95 * wanted as f64, "{traced} of {wanted}");
}

#[test]
fn frameworks_turn_with_the_clauses_that_made_them_turn() {
    let hard = judge_file(&fixture("nl-diensten-eenzijdig", "docx"));
    let soft = judge_file(&fixture("nl-diensten-relationeel", "docx"));
    let better = compared(&hard, &soft);
    let relation = |it: &Comparison| {
        let turn = it.turns.iter().find(|it| it.part == Part::Relation);
        turn.map(weeflint::compare::Turn::rises)
    };
    assert_eq!(relation(&better), Some(true));
    assert_eq!(relation(&compared(&soft, &hard)), Some(false));
    let elements = better.turns.iter().filter(|it| matches!(it.part, Part::Element(..)));
    assert!(elements.filter(|it| it.rises() && !it.because.is_empty()).count() > 5);
    assert!(compared(&soft, &soft).turns.is_empty());
}

#[test]
fn the_rounds_are_also_a_page() {
    let folder = std::env::temp_dir().join(format!("weeflint-rounds-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let page = folder.join("rounds.html");
    let output = Command::new(env!("CARGO_BIN_EXE_weeflint"))
        .args(["compare", "--fail-on", "never", "--report"])
        .arg(&page)
        .args([fixture("nl-diensten-eenzijdig", "docx"), fixture("nl-diensten-relationeel", "pdf")])
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(0));
    let text = std::fs::read_to_string(page).expect("the page is there");
    assert!(text.contains("De balans is anders") && text.contains("<h3>Kaders</h3>"));
    assert!(!text.contains("<script") && !text.contains("http"));
    std::fs::remove_dir_all(folder).expect("it can go");
}
