//! The drafting checks on a contract with one planted defect for each, and on its clean twin.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't prepare has failed"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use weeflint::analyze::{Beside, analyze};
use weeflint::check::{Options, check};
use weeflint::document::Document;
use weeflint::language::Language;
use weeflint::read::read;
use weeflint::rule::Rules;

fn fixture(language: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/drafting-{language}/{name}"))
}

/// Rule and words of each finding of the drafting group, with `others` laid beside the contract.
fn told(doc: Document, others: &[Beside]) -> Vec<(String, String)> {
    let rules = Rules::builtin();
    let doc = Arc::new(doc);
    let mut facts = analyze(&doc);
    let compared = facts.lay_beside(&doc, others);
    assert!(compared.iter().all(|it| it.clauses + it.subjects > 0), "{compared:?}");
    let facts = Arc::new(facts);
    let checked = check(&rules, &doc, &facts, Options::default());
    assert!(checked.faults.is_empty(), "{:?}", checked.faults);
    let drafting = checked.findings.iter().filter(|it| it.charge.rule.starts_with("drafting/"));
    drafting.map(|it| (it.charge.rule.clone(), doc[it.span].to_owned())).collect()
}

fn told_of(language: &str, name: &str) -> Vec<(String, String)> {
    let others = BESIDE.iter().filter(|it| name.ends_with(&format!("{}.md", it.0)));
    let others: Vec<Beside> = others
        .flat_map(|(_, others)| *others)
        .map(|(same, name)| {
            let other = if language == "nl" { "en" } else { "nl" };
            Beside::of(&document(if *same { language } else { other }, name))
        })
        .collect();
    told(document(language, name), &others)
}

fn document(language: &str, name: &str) -> Document {
    let path = fixture(language, name);
    let bytes = std::fs::read(&path).unwrap();
    read(&path.display().to_string(), &bytes, Default::default()).unwrap()
}

/// What is laid beside the contracts of a pair: a document in the same language or in the other.
const BESIDE: [(&str, &[(bool, &str)]); 2] = [
    ("-set", &[(true, "outline-set.md"), (false, "clean-set.md")]),
    ("-amendment", &[(true, "clean-set.md")]),
];

/// The pairs of contracts: what is left open or contradicts itself, and what is said in a form
/// that misleads, what was left from elsewhere, versions that part, and documents of one deal that
/// do not agree.
const PAIRS: [&str; 6] = ["", "-form", "-traces", "-versions", "-set", "-amendment"];

#[test]
fn every_planted_defect_is_found_at_its_place_and_nothing_else() {
    let rules = Rules::builtin();
    for language in ["nl", "en"] {
        let mut planted = String::new();
        for pair in PAIRS {
            let mut told = told_of(language, &format!("planted{pair}.md"));
            let expected = fixture(language, &format!("expected{pair}.txt"));
            let expected = std::fs::read_to_string(expected).unwrap();
            let mut missed = Vec::new();
            for line in expected.lines() {
                let (rule, words) = line.split_once(": ").unwrap();
                match told.iter().position(|it| it.0 == rule && it.1.starts_with(words)) {
                    Some(at) => drop(told.remove(at)),
                    None => missed.push(line),
                }
            }
            assert!(
                missed.is_empty() && told.is_empty(),
                "{language}{pair}: missed {missed:#?}\nmore {told:#?}"
            );
            planted.push_str(&expected);
        }
        for rule in rules.iter().filter(|it| it.id.starts_with("drafting/")) {
            assert!(planted.contains(&format!("{}: ", rule.id)), "{language}: no {}", rule.id);
        }
    }
}

#[test]
fn nothing_on_the_clean_twins() {
    for language in ["nl", "en"] {
        for pair in PAIRS {
            assert_eq!(told_of(language, &format!("clean{pair}.md")), [], "{language}{pair}");
        }
    }
}

/// Three thousand definitions and fifty thousand references take no longer than their text: the
/// time for four times as much stays near four times, where a square would make it sixteen.
#[test]
fn time_is_linear_in_definitions_and_references() {
    let contract = |size: usize| {
        let mut text = String::from("Article 1. Definitions\n\n");
        for at in 0..size {
            text.push_str(&format!(
                "“Item{at} Part” means the part with number {at} (the “Piece{at}”).\n\n"
            ));
        }
        for at in 0..size / 10 {
            text.push_str(&format!("Article {}. Work {at}\n\n", at + 2));
            for it in 0..170 {
                let cited = (at * 7 + it * 3) % (size / 10) + 2;
                text.push_str(&format!("Supplier keeps to Article {cited} (and “so on).\n\n"));
            }
        }
        Document::from_paragraphs(&text, Language::English)
    };
    let time = |size: usize| {
        let doc = contract(size);
        let start = std::time::Instant::now();
        let facts = analyze(&doc);
        assert!(facts.terms.len() >= size && facts.references.len() >= size * 16);
        start.elapsed().as_secs_f64()
    };
    let (small, large) = (time(750), time(3_000));
    assert!(large < 10.0 * small.max(0.05), "{small} s, then {large} s");
}
