//! `weeflint evaluate` as a rule author meets it, on labelled sentences of our own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't prepare has failed"
)]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};

const GOLD: &str = r#"{"id": "alleen", "lang": "nl", "text": "Opdrachtgever kan de opdracht naar eigen inzicht wijzigen.", "labels": [{"flaws": {"6": 2}, "norms": {"autonomy": -1}}]}
{"id": "samen", "lang": "nl", "text": "Partijen bespreken elke maand samen wat goed gaat en wat beter kan.", "labels": [{"flaws": {}, "norms": {"reciprocity": 1}}]}
{"id": "stil", "lang": "nl", "text": "De schilder verft de kozijnen in mei.", "labels": [{"flaws": {"3": 1}, "norms": {}}, {"flaws": {}, "norms": {}}]}
{"id": "discretion", "lang": "en", "text": "The Customer may change the order in its sole discretion.", "labels": [{"flaws": {"6": 1}, "norms": {}}]}
"#;

const TOSDR: &str = r#"{"id": "1", "polarity": "bad", "text": "We may change these terms at any time in our sole discretion.</p>"}
{"id": "2", "polarity": "good", "text": "You keep what you write."}
{"id": "3", "polarity": "neutral", "text": "The service runs on two servers."}
"#;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("weeflint-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path)
    }

    fn run(&self, labels: &str, more: &[&str], threads: &str) -> Output {
        std::fs::write(self.0.join("labels.jsonl"), labels).expect("a temporary file");
        Command::new(env!("CARGO_BIN_EXE_weeflint"))
            .args(["evaluate", "--labels", "labels.jsonl", "--messages", "en"])
            .args(more)
            .current_dir(&self.0)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the program starts")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind in the temporary files harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn measure<'a>(json: &'a Value, kind: &str, name: &str) -> &'a Value {
    let measures = json["measures"].as_array().expect("measures");
    measures
        .iter()
        .find(|it| it["kind"] == kind && it["name"] == name)
        .expect("the measure is there")
}

#[test]
fn figures_follow_from_the_labels() {
    let folder = Folder::new("evaluate-gold");
    let output = folder.run(GOLD, &["--output-format", "json"], "2");
    assert_eq!(output.status.code(), Some(0));
    let json: Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert_eq!(json["passages"], 4);
    assert!(json["labels"].as_str().expect("a text").contains("machine reading"));
    let one_sided = measure(&json, "flaw", "one-sided");
    assert_eq!(one_sided["labelled"], 2);
    assert_eq!(one_sided["recall"], 1.0);
    assert_eq!(measure(&json, "flaw", "change-is-delay")["recall"], 0.0);
    assert!(measure(&json, "norm-violated", "autonomy")["labelled"] == 1);
    for text in ["eigen inzicht", "kozijnen"] {
        assert!(!out(&output).contains(text), "no passage leaves in JSON");
    }

    let strict = folder.run(GOLD, &["--output-format", "json", "--all-labellers"], "2");
    let json: Value = serde_json::from_str(&out(&strict)).expect("JSON");
    assert_eq!(measure(&json, "flaw", "change-is-delay")["labelled"], 0);
}

#[test]
fn misses_are_shown_where_they_are_asked_for() {
    let folder = Folder::new("evaluate-misses");
    let without = out(&folder.run(GOLD, &[], "2"));
    assert!(!without.contains("kozijnen"), "{without}");
    let with = out(&folder.run(GOLD, &["--misses"], "2"));
    assert!(with.contains("De schilder verft de kozijnen in mei."), "{with}");
    assert!(with.contains("3 Change means delay: 1"), "{with}");
}

#[test]
fn the_same_bytes_at_any_number_of_threads() {
    let folder = Folder::new("evaluate-threads");
    let one = folder.run(GOLD, &["--misses"], "1").stdout;
    assert_eq!(one, folder.run(GOLD, &["--misses"], "8").stdout);
}

#[test]
fn judged_quotes_give_balanced_accuracy() {
    let folder = Folder::new("evaluate-tosdr");
    let output = folder.run(TOSDR, &["--output-format", "json"], "2");
    let json: Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert_eq!(json["form"], "tosdr");
    assert_eq!(json["polarity"]["good"], 1);
    assert_eq!(json["polarity"]["balanced_accuracy_silence_is_good"], 1.0);
    assert_eq!(json["polarity"]["auc"], 1.0);
}

#[test]
fn what_can_not_be_used_is_said() {
    let folder = Folder::new("evaluate-trouble");
    let broken = folder.run(&format!("{GOLD}{{\"id\": 1}}\n"), &["--format", "gold"], "2");
    assert_eq!(broken.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&broken.stderr).contains("line 5: left out"));
    let unknown = folder.run("{\"x\": 1}\n", &[], "2");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("--format"));
    let rule = folder.run(GOLD, &["--rule", "one-sidet"], "2");
    assert_eq!(rule.status.code(), Some(2));
}
