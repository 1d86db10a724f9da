//! The baseline report: one page, safe, the same each time, about the contract it was given.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't prepare has failed"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn weeflint(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_weeflint"))
        .args(args)
        .env("LANG", "en_US.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .output()
        .unwrap()
}

fn fixture(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    root.join(name).display().to_string()
}

fn html(path: &str, more: &[&str]) -> String {
    let args: Vec<&str> = ["assess", path].into_iter().chain(more.iter().copied()).collect();
    let output = weeflint(&args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("weeflint-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_page_needs_nothing_from_elsewhere_and_no_script() {
    let page = html(&fixture("nl-diensten-eenzijdig/contract.docx"), &[]);
    for outside in ["<script", "http://", "https://", "@import", "<link", "<img", "javascript:"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.starts_with("<!doctype html>\n<html lang=\"nl\">"));
    assert_eq!(page, html(&fixture("nl-diensten-eenzijdig/contract.docx"), &[]));
}

#[test]
fn every_link_leads_somewhere_and_no_anchor_is_given_twice() {
    for name in ["nl-diensten-eenzijdig", "nl-team", "en-outsourcing", "en-alliance"] {
        let page = html(&fixture(&format!("{name}/contract.md")), &[]);
        let values = |start: &str| -> Vec<String> {
            let pieces = page.split(start).skip(1);
            pieces.filter_map(|it| Some(it.split_once('"')?.0.to_owned())).collect()
        };
        let mut anchors = values(" id=\"");
        let links = values("href=\"#");
        assert!(links.len() > 20, "{name}");
        for link in links {
            assert!(anchors.contains(&link), "{name}: #{link}");
        }
        let count = anchors.len();
        anchors.sort();
        anchors.dedup();
        assert_eq!(anchors.len(), count, "{name}");
    }
}

#[test]
fn tags_are_closed_and_headings_go_down_a_step_at_a_time() {
    for name in ["nl-diensten-relationeel", "en-outsourcing"] {
        let page = html(&fixture(&format!("{name}/contract.docx")), &[]);
        let mut open: Vec<&str> = Vec::new();
        let mut level = 0;
        for tag in page.split('<').skip(2).filter_map(|it| it.split_once('>')).map(|it| it.0) {
            let word = tag.trim_start_matches('/').split(' ').next().unwrap();
            if let Some(heading) = word.strip_prefix('h').and_then(|it| it.parse::<u32>().ok()) {
                assert!(heading <= level + 1, "{name}: <{tag}> after level {level}");
                level = heading;
            }
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(word), "{name}: <{tag}>");
            } else if !tag.ends_with('/') && word != "meta" && word != "!doctype" {
                open.push(word);
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

#[test]
fn words_of_a_contract_stay_words() {
    let folder = folder("escape");
    let path = folder.join("x\"><b>.txt");
    let clause = "Leverancier kan de prijs naar eigen inzicht <script>alert('x')</script> wijzigen & verhogen.";
    std::fs::write(&path, format!("1. Prijs\n\n1.1 {clause}\n")).unwrap();
    let output = weeflint(&["assess", &path.display().to_string()]);
    // Too short to be assessed in full.
    assert_eq!(output.status.code(), Some(3));
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(!page.contains("<script") && !page.contains("<b>"));
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_report_speaks_the_language_that_is_asked_for() {
    let contract = fixture("nl-diensten-eenzijdig/contract.md");
    let dutch = html(&contract, &[]);
    assert!(dutch.contains("Gesprekken die ertoe doen") && dutch.contains("Eenzijdig en dwingend"));
    let english = html(&contract, &["--messages", "en"]);
    assert!(
        english.contains("Conversations that matter") && english.contains("One-sided, coercive")
    );
    assert!(!english.contains("Gesprekken die ertoe doen"));
}

#[test]
fn the_extension_tells_the_form_and_an_unknown_one_is_said() {
    let folder = folder("form");
    let contract = fixture("en-alliance/contract.docx");
    let path = folder.join("out.html").display().to_string();
    let output = weeflint(&["assess", &contract, "--report", &path]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert!(std::fs::read_to_string(&path).unwrap().contains("What already carries"));
    let output = weeflint(&["assess", &contract, "--report", "out.xyz"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("out.xyz") && said.contains("html"), "{said}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_was_not_read_is_said_beside_what_was() {
    let folder = folder("refused");
    let path = folder.join("broken.pdf");
    std::fs::write(&path, b"%PDF-1.7 nothing").unwrap();
    let output =
        weeflint(&["assess", &fixture("nl-team/contract.md"), &path.display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.contains("nl-team") && page.contains("broken.pdf"));
    std::fs::remove_dir_all(folder).unwrap();
}

fn sheet(args: &[&str]) -> String {
    let args: Vec<&str> = ["questions"].into_iter().chain(args.iter().copied()).collect();
    let output = weeflint(&args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn participants_get_the_questions_without_clauses_and_the_facilitator_with() {
    let contract = fixture("nl-diensten-eenzijdig/contract.docx");
    let theirs = sheet(&[&contract]);
    let ours = sheet(&[&contract, "--facilitator"]);
    let questions = |text: &str| -> Vec<String> {
        let numbered = text.lines().filter(|it| it.starts_with(|it: char| it.is_ascii_digit()));
        numbered.map(str::to_owned).collect()
    };
    assert_eq!(questions(&theirs), questions(&ours));
    // Up to twelve for all, one for later, and up to four for each of two parties.
    assert!((10..=21).contains(&questions(&ours).len()), "{}", questions(&ours).len());
    assert!(theirs.contains("## Voor Opdrachtgever") && theirs.contains("## Voor Opdrachtnemer"));
    assert!(theirs.contains("Wat wil Opdrachtnemer uit deze samenwerking halen"));
    assert!(ours.contains("artikel 4.3") && !theirs.contains("artikel "));
    let english = sheet(&[&fixture("en-alliance/contract.md"), "--facilitator"]);
    assert!(english.contains("# Questions beforehand") && english.contains("## Purpose"));
}

#[test]
fn the_sheet_is_also_a_page() {
    let folder = folder("sheet");
    let path = folder.join("sheet.html").display().to_string();
    sheet(&[&fixture("en-outsourcing/contract.md"), "--report", &path]);
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page.contains("<h1>Questions beforehand</h1>") && !page.contains("class=\"why\""));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_report_is_also_written_as_markdown() {
    let folder = folder("markdown");
    let path = folder.join("out.md").display().to_string();
    let output = weeflint(&["assess", &fixture("nl-team/contract.md"), "--report", &path]);
    assert_eq!(output.status.code(), Some(0));
    let text = std::fs::read_to_string(&path).unwrap();
    for head in
        ["# Nulmeting", "## Wat al draagt", "## Gesprekken die ertoe doen", "## Wat dit niet zegt"]
    {
        assert!(text.contains(head), "{head}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// What the program reads in a Word file that it wrote.
fn read_back(args: &[&str], path: &str) -> String {
    let output = weeflint(&[args, &["--report", path]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let read = weeflint(&["read", path]);
    String::from_utf8(read.stdout).unwrap()
}

#[test]
fn the_report_and_the_sheet_are_also_word_files() {
    let folder = folder("word");
    let path = folder.join("out.docx").display().to_string();
    let contract = fixture("nl-diensten-eenzijdig/contract.md");
    let text = read_back(&["assess", &contract], &path);
    for words in ["Nulmeting van een contract", "Gesprekken die ertoe doen", "naar eigen inzicht"] {
        assert!(text.contains(words), "{words}");
    }
    let text = read_back(&["questions", &contract, "--facilitator"], &path);
    assert!(text.contains("Vragen vooraf") && text.contains("artikel 4.3"), "{text}");
    std::fs::remove_dir_all(folder).unwrap();
}

/// The frameworks of a fixture, as a program gets them.
fn assessment(name: &str) -> serde_json::Value {
    let path = fixture(&format!("{name}/contract.docx"));
    let output = weeflint(&["check", &path, "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    report["documents"][0]["assessment"].clone()
}

#[test]
fn frameworks_tell_a_one_sided_contract_from_a_relational_one() {
    for (hard, soft) in
        [("nl-diensten-eenzijdig", "nl-diensten-relationeel"), ("en-outsourcing", "en-alliance")]
    {
        let (hard, soft) = (assessment(hard), assessment(soft));
        let ratio = |it: &serde_json::Value| it["speech"]["ratio"].as_f64().unwrap();
        assert!(ratio(&hard) > 0.85 && ratio(&soft) < 0.4, "{} {}", ratio(&hard), ratio(&soft));
        let mean = |it: &serde_json::Value| -> f64 {
            let positions = it["polarities"].as_array().unwrap();
            let known: Vec<f64> =
                positions.iter().filter_map(|it| it["position"].as_f64()).collect();
            assert!(known.iter().all(|it| it.abs() <= 1.0));
            known.iter().sum::<f64>() / known.len() as f64
        };
        assert!(mean(&hard) < -0.25 && mean(&soft) > 0.25, "{} {}", mean(&hard), mean(&soft));
        let ladder = |it: &serde_json::Value| {
            let cards = it["frameworks"].as_array().unwrap();
            cards.iter().find(|it| it["id"] == "ladder").unwrap()["value"].as_f64().unwrap()
        };
        assert!(
            ladder(&hard) < 20.0 && ladder(&soft) > 60.0,
            "{} {}",
            ladder(&hard),
            ladder(&soft)
        );
    }
}

/// The framework called `id` of an assessment.
fn framework<'a>(of: &'a serde_json::Value, id: &str) -> &'a serde_json::Value {
    let all = of["frameworks"].as_array().unwrap();
    all.iter().find(|it| it["id"] == id).unwrap_or_else(|| panic!("no framework {id}"))
}

#[test]
fn every_framework_brings_evidence_confidence_and_a_question_and_says_what_is_absent() {
    let contract = assessment("nl-diensten-relationeel");
    let named = [
        "definition",
        "ladder",
        "change-ritual",
        "decision-making",
        "question-areas",
        "differences",
        "roles",
        "voice",
        "lens",
        "compass",
        "network",
        "recommendations",
        "outcome",
        "process",
        "sayings",
    ];
    for id in named {
        let it = framework(&contract, id);
        assert!(it["question"].as_str().unwrap().ends_with('?'), "{id}");
        let confidence = it["confidence"].as_f64().unwrap();
        assert!(confidence > 0.0 && confidence <= 1.0, "{id}");
        for element in it["elements"].as_array().unwrap() {
            let absent = it["absent"].as_array().unwrap().contains(&element["id"]);
            match element["level"].as_f64() {
                Some(level) => assert_eq!(level == 0.0, absent, "{id} {element}"),
                None => assert_eq!(it["applies"], false, "{id} {element}"),
            }
        }
    }
    assert_eq!(framework(&contract, "compass")["chosen"][0], "agree");
    let polarities = contract["polarities"].as_array().unwrap();
    assert_eq!(polarities.len(), 8);
    let shares = contract["topics"]["shares"].as_array().unwrap();
    assert!(shares[2].as_f64().unwrap() > 0.15, "the relation has a place of its own");
}

#[test]
fn what_leads_and_what_wins_is_told_apart() {
    for (hard, soft) in
        [("nl-diensten-eenzijdig", "nl-diensten-relationeel"), ("en-outsourcing", "en-alliance")]
    {
        let (hard, soft) = (assessment(hard), assessment(soft));
        assert_eq!(framework(&hard, "outcome")["chosen"][0], "win-lose");
        assert_ne!(framework(&soft, "outcome")["chosen"][0], "win-lose");
        assert!(framework(&hard, "compass")["caution"].is_string());
        assert!(framework(&soft, "compass")["caution"].is_null());
        for id in ["definition", "differences", "recommendations", "lens"] {
            let sum = |of: &serde_json::Value| -> f64 {
                let elements = framework(of, id)["elements"].as_array().unwrap();
                elements.iter().filter_map(|it| it["level"].as_f64()).sum()
            };
            assert!(sum(&soft) > sum(&hard), "{id}: {} {}", sum(&soft), sum(&hard));
        }
        let relational = |of: &serde_json::Value| of["topics"]["shares"][2].as_f64().unwrap();
        assert!(relational(&hard) < 0.05 && relational(&soft) > 0.15);
    }
}

#[test]
fn with_too_little_to_go_on_frameworks_say_so() {
    let short = assessment("en-nda-short");
    assert_eq!(short["enough_evidence"], false);
    assert!(short["speech"]["ratio"].is_null());
    assert!(short["polarities"].as_array().unwrap().iter().all(|it| it["position"].is_null()));
}
