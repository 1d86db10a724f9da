//! What the architecture promises, over every fixture contract in every format.

#![allow(clippy::unwrap_used, reason = "a test that can't prepare has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock};
use weeflint::analyze::{Facts, analyze};
use weeflint::assess::{Assessment, assess};
use weeflint::check::{Checked, Options, check};
use weeflint::document::{Document, Origin};
use weeflint::finding::{Finding, Severity};
use weeflint::read::read;
use weeflint::rewrite;
use weeflint::rule::Rules;
use weeflint::weave::{Flaw, Norm};

static RULES: LazyLock<Rules> = LazyLock::new(Rules::builtin);

const FORMATS: [&str; 4] = ["docx", "pdf", "md", "txt"];

struct Run {
    doc: Arc<Document>,
    facts: Arc<Facts>,
    checked: Checked,
    scores: Assessment,
}

fn run(path: &Path) -> Run {
    let bytes = std::fs::read(path).unwrap();
    run_bytes(&path.display().to_string(), &bytes)
}

fn run_bytes(name: &str, bytes: &[u8]) -> Run {
    let doc = Arc::new(read(name, bytes, Default::default()).unwrap());
    let facts = Arc::new(analyze(&doc));
    let checked = check(&RULES, &doc, &facts, Options::default());
    let scores = assess(&doc, &facts, &checked.findings);
    Run { doc, facts, checked, scores }
}

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.join("contract.md").exists())
        .collect();
    found.sort();
    assert!(found.len() >= 5, "the fixtures are there");
    found
}

fn every_file() -> impl Iterator<Item = PathBuf> {
    fixtures()
        .into_iter()
        .flat_map(|it| FORMATS.map(|format| it.join(format!("contract.{format}"))))
}

/// Rule and fingerprint of each finding, with the clause it stands in: what must not depend on
/// the format.
fn told(run: &Run) -> Vec<(String, String, String)> {
    let clause = |at: u32| run.doc.clause_at(at).map_or(String::new(), |it| it.number.clone());
    let mut told: Vec<_> = run
        .checked
        .findings
        .iter()
        .map(|it| (it.charge.rule.clone(), it.fingerprint.clone(), clause(it.span.start)))
        .collect();
    told.sort();
    told
}

fn values(scores: &Assessment) -> Vec<Option<f64>> {
    let flaws = scores.flaws.iter().map(|it| it.1.value);
    flaws.chain(scores.norms.iter().map(|it| it.1.value)).collect()
}

#[test]
fn the_same_contract_in_another_format_gives_the_same_findings_and_scores() {
    for folder in fixtures() {
        let word = run(&folder.join("contract.docx"));
        assert!(word.checked.faults.is_empty(), "{:?}", word.checked.faults);
        for format in &FORMATS[1..] {
            let other = run(&folder.join(format!("contract.{format}")));
            assert_eq!(told(&word), told(&other), "{} as {format}", folder.display());
            for (a, b) in values(&word.scores).into_iter().zip(values(&other.scores)) {
                let same = match (a, b) {
                    (Some(a), Some(b)) => (a - b).abs() <= 1.0,
                    (a, b) => a == b,
                };
                assert!(same, "{} as {format}: {a:?} and {b:?}", folder.display());
            }
        }
    }
}

#[test]
fn spans_lie_on_characters_and_parents_contain_their_children() {
    for path in every_file() {
        let Run { doc, checked, .. } = run(&path);
        let name = path.display();
        let whole = |it: weeflint::span::Span| doc.text.get(it.range()).is_some();
        for block in doc.blocks.windows(2) {
            assert!(block[0].span.end <= block[1].span.start, "{name}: blocks overlap");
        }
        for sentence in &doc.sentences {
            let block = &doc.blocks[sentence.block as usize];
            assert!(whole(sentence.span) && block.span.contains(sentence.span), "{name}");
            for token in doc.tokens_of(sentence) {
                assert!(sentence.span.contains(token.span), "{name}");
                assert_eq!(doc[token.span].to_lowercase(), doc.words.get(token.word), "{name}");
            }
        }
        for clause in &doc.clauses {
            for &child in &clause.children {
                let child = &doc.clauses[child as usize];
                assert!(clause.span.contains(child.span), "{name}: {}", clause.number);
                assert!(clause.level < child.level, "{name}: {}", clause.number);
            }
        }
        for finding in &checked.findings {
            assert!(whole(finding.span) && !finding.span.is_empty(), "{name}: {finding:?}");
            assert!(!finding.message.contains("{words}"), "{name}: {}", finding.message);
        }
    }
}

#[test]
fn every_letter_knows_where_it_came_from() {
    for path in every_file() {
        let bytes = std::fs::read(&path).unwrap();
        let doc = read(&path.display().to_string(), &bytes, Default::default()).unwrap();
        for block in &doc.blocks {
            let mut at = block.span.start;
            for piece in doc.pieces(block.span) {
                assert_eq!(piece.span.start, at, "{}: a gap before {at}", path.display());
                at = piece.span.end;
                if let Origin::Bytes(source) = piece.origin
                    && source.len() == piece.span.len()
                    && &doc[piece.span] != " "
                {
                    assert_eq!(doc[piece.span].as_bytes(), &bytes[source.range()]);
                }
            }
            assert_eq!(at, block.span.end, "{}", path.display());
        }
    }
}

#[test]
fn the_same_bytes_come_out_at_any_number_of_threads() {
    let paths: Vec<PathBuf> = every_file().collect();
    let output = |threads: &str, format: &str| {
        let run = Command::new(env!("CARGO_BIN_EXE_weeflint"))
            .args(["check", "--threads", threads, "--output-format", format])
            .args(&paths)
            .output()
            .unwrap();
        assert!(run.status.code().is_some_and(|it| it == 1), "{run:?}");
        run.stdout
    };
    for format in ["json", "terminal"] {
        let one = output("1", format);
        assert!(one.len() > 10_000);
        for threads in ["2", "16", "2"] {
            assert!(one == output(threads, format), "{format} differs at {threads} threads");
        }
    }
}

#[test]
fn a_score_is_the_sum_of_its_parts() {
    for path in every_file() {
        let scores = run(&path).scores;
        for (flaw, score) in &scores.flaws {
            let sum: f64 = score.parts.iter().map(|it| it.points).sum();
            let value = score.value.unwrap_or(sum);
            assert!(
                (sum - value).abs() < 1e-6,
                "{} {flaw:?}: {sum} is not {value}",
                path.display()
            );
        }
    }
}

#[test]
fn one_sided_scores_clearly_worse_than_its_counterpart() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let harsh = run(&root.join("nl-diensten-eenzijdig/contract.docx")).scores;
    let mild = run(&root.join("nl-diensten-relationeel/contract.docx")).scores;
    let flaw = |scores: &Assessment, flaw: Flaw| {
        scores.flaws.iter().find(|it| it.0 == flaw).and_then(|it| it.1.value).unwrap()
    };
    for it in Flaw::ALL {
        assert!(flaw(&harsh, it) > flaw(&mild, it) + 5.0, "{it:?}");
    }
    let norm = |scores: &Assessment, norm: Norm| {
        scores.norms.iter().find(|it| it.0 == norm).and_then(|it| it.1.value)
    };
    let better = |it: &Norm| match (norm(&harsh, *it), norm(&mild, *it)) {
        (Some(harsh), Some(mild)) => mild > harsh + 20.0,
        (Some(harsh), None) => harsh < 50.0,
        (None, Some(mild)) => mild > 50.0,
        (None, None) => false,
    };
    let count = Norm::ALL.iter().filter(|it| better(it)).count();
    assert!(count >= 5, "{count} of six norms are better in the counterpart");
}

#[test]
fn spaces_and_curly_apostrophes_change_no_score() {
    for folder in fixtures() {
        let text = std::fs::read_to_string(folder.join("contract.txt")).unwrap();
        let lines = text.replace("\r\n", "\n");
        let once = values(&run_bytes("once.txt", lines.as_bytes()).scores);
        let spaced = lines.replace(", ", ",  ").replace("\n\n", "\n\n\n");
        let spaced = values(&run_bytes("spaced.txt", spaced.as_bytes()).scores);
        assert_eq!(once, spaced, "{}: whitespace", folder.display());
        let curly = lines.replace('\'', "\u{2019}");
        let curly = values(&run_bytes("curly.txt", curly.as_bytes()).scores);
        assert_eq!(once, curly, "{}: curly apostrophes", folder.display());
    }
}

/// Makes each proposal that needs no answer from the parties, and reads the sentence again.
#[test]
fn a_proposal_removes_its_finding() {
    let mut tried = BTreeMap::new();
    for folder in fixtures() {
        let Run { doc, facts, checked, .. } = run(&folder.join("contract.md"));
        for finding in &checked.findings {
            let Some(sentence) = finding.sentence.map(|it| doc.sentences[it as usize]) else {
                continue;
            };
            let Some(proposal) = finding.rewrites.first().filter(|it| !it.edits.is_empty()) else {
                continue;
            };
            let edits: Vec<_> = proposal
                .edits
                .iter()
                .map(|it| rewrite::Edit {
                    span: weeflint::span::Span {
                        start: it.span.start - sentence.span.start,
                        end: it.span.end - sentence.span.start,
                    },
                    text: it.text.clone(),
                })
                .collect();
            let new = rewrite::apply(&doc[sentence.span], &edits);
            let language = sentence.language.unwrap();
            let again = Arc::new(Document::from_paragraphs(&new, language));
            let facts = Arc::new(Facts { speaker: facts.speaker, ..analyze(&again) });
            let again = check(&RULES, &again, &facts, Options::default());
            let same = |it: &&Finding| it.charge.rule == finding.charge.rule;
            // A sentence may hold two of a kind, each with a proposal of its own.
            let before = checked.findings.iter().filter(same);
            let before = before.filter(|it| it.sentence == finding.sentence).count();
            let after = again.findings.iter().filter(same).count();
            *tried.entry(finding.charge.rule.clone()).or_insert(0) += 1;
            assert!(after < before, "{}: {new}", finding.charge.rule);
        }
    }
    assert!(tried.len() > 10, "{tried:?}");
}

#[test]
fn strengths_are_no_findings_for_a_pipeline() {
    let strength = |run: &Run| {
        let mut all = run.checked.findings.iter();
        all.any(|it| it.severity == Severity::Strength)
    };
    let relational = fixtures().into_iter().find(|it| it.ends_with("nl-diensten-relationeel"));
    let path = relational.unwrap().join("contract.docx");
    assert!(strength(&run(&path)), "the relational fixture has passages worth keeping");
    let out = Command::new(env!("CARGO_BIN_EXE_weeflint"))
        .args(["check", "--fail-on", "error"])
        .arg(path)
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(0));
}
