//! Decisions about findings, kept beside the contract: they hold through edits, another numbering
//! and another format, and say so when they no longer belong to anything.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't prepare has failed"
)]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CONTRACT: &str = "\
1.1 Leverancier onderhoudt de liften en houdt daarvan een logboek bij.

1.2 Opdrachtgever kan de opdracht naar eigen inzicht wijzigen, ook wanneer dat geld kost.
";

const RULE: &str = "one-sided/sole-discretion";

/// A folder of its own for a test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("weeflint-l-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        let folder = Folder(path);
        folder.write("zorg.md", CONTRACT);
        folder
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).expect("a temporary file");
    }

    fn ledger(&self) -> String {
        std::fs::read_to_string(self.0.join("weeflint.ledger.toml")).expect("a ledger")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weeflint"));
        command.args(arguments).current_dir(&self.0).env("LANG", "en_GB.UTF-8");
        for name in ["LC_ALL", "LC_MESSAGES", "COLUMNS", "GITHUB_ACTIONS"] {
            command.env_remove(name);
        }
        command.output().expect("the program starts")
    }

    /// Checks by one rule.
    fn check(&self, more: &[&str]) -> Output {
        self.run(&[&["check", "zorg.md", "--select", RULE][..], more].concat())
    }

    fn accept(&self, more: &[&str]) -> Output {
        let reason = ["--reason", "Bij spoed kiest er één."];
        self.run(&[&["ledger", "accept", RULE, "zorg.md"], &reason[..], more].concat())
    }

    /// The first contract of a JSON report.
    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--output-format", "json"]].concat());
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        report["documents"][0].clone()
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

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn count(list: &Value) -> usize {
    list.as_array().map_or(0, Vec::len)
}

#[test]
fn what_was_accepted_no_longer_fails_the_run_and_counts_in_the_score() {
    let folder = Folder::new("accept");
    assert_eq!(folder.check(&[]).status.code(), Some(1));
    let before = folder.json(&["check", "zorg.md"]);
    let written = folder.accept(&["--owner", "Inkoop", "--expires", "2027-06-30"]);
    assert_eq!((written.status.code(), err(&written).as_str()), (Some(0), ""));
    assert!(out(&written).contains("1 decision(s) written in weeflint.ledger.toml"));
    assert_eq!(folder.check(&["--today", "2027-06-30"]).status.code(), Some(3), "too short");
    let after = folder.json(&["check", "zorg.md", "--today", "2027-06-30"]);
    assert_eq!(after["scores"], before["scores"]);
    assert_eq!(count(&after["findings"]) + 1, count(&before["findings"]));
    let decision = &after["decided"][0]["decision"];
    assert_eq!((&decision["state"], &decision["owner"]), (&"accepted".into(), &"Inkoop".into()));
    let sarif = out(&folder.check(&["--output-format", "sarif", "--today", "2027-06-30"]));
    assert!(sarif.contains("\"justification\": \"Bij spoed kiest er één.\""));
    let closed = out(&folder.check(&["--output-format", "sarif", "--redact"]));
    assert!(!closed.contains("spoed"));
}

#[test]
fn a_reason_is_asked_for() {
    let folder = Folder::new("reason");
    for reason in [&[][..], &["--reason", ""]] {
        let output = folder.run(&[&["ledger", "accept", RULE, "zorg.md"], reason].concat());
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
    }
    assert!(!folder.0.join("weeflint.ledger.toml").exists());
    let nothing = folder.run(&["ledger", "accept", "unowned", "zorg.md", "--reason", "Zomaar."]);
    assert!(err(&nothing).contains("nothing found of 'unowned'"), "{}", err(&nothing));
}

#[test]
fn a_decision_that_expired_fails_again_and_says_so() {
    let folder = Folder::new("expired");
    folder.accept(&["--expires", "2027-06-30"]);
    let expired = folder.check(&["--today", "2027-07-01"]);
    assert_eq!(expired.status.code(), Some(1));
    assert!(
        err(&expired).contains("weeflint.ledger.toml:1: this decision about"),
        "{}",
        err(&expired)
    );
    assert!(err(&expired).contains("held until 2027-06-30"));
    let no_day = folder.check(&[]);
    assert!(err(&no_day).contains("no day was given"), "{}", err(&no_day));
}

#[test]
fn what_no_longer_belongs_to_anything_is_said_and_pruned() {
    let folder = Folder::new("stale");
    folder.accept(&[]);
    let mine = "\n# Van vroeger.\n[[decision]]\nrule = \"unowned/nobody\"\nstate = \"accepted\"\nreason = \"x\"\ncontract = \"anders\"\n";
    folder.write("weeflint.ledger.toml", &(folder.ledger() + mine));
    assert_eq!(err(&folder.check(&[])), "", "that of another contract is left alone");
    folder.write(
        "zorg.md",
        "1.1 Leverancier onderhoudt de liften en houdt daarvan een logboek bij.\n",
    );
    let stale = folder.check(&[]);
    assert!(err(&stale).contains("weeflint.ledger.toml:1: no finding answers"), "{}", err(&stale));
    let other = folder.run(&["check", "zorg.md", "--select", "unreadable"]);
    assert_eq!(err(&other), "", "a rule that did not judge makes nothing stale");
    let pruned = folder.run(&["ledger", "prune", "zorg.md"]);
    assert!(out(&pruned).contains("1 decision(s) taken out"), "{}", out(&pruned));
    assert_eq!(folder.ledger().trim(), mine.trim());
}

#[test]
fn a_decision_about_a_whole_rule_holds_and_is_named() {
    let folder = Folder::new("blanket");
    let ledger =
        format!("[[decision]]\nrule = \"{RULE}\"\nstate = \"disputed\"\nreason = \"Nee.\"\n");
    folder.write("besluiten.toml", &ledger);
    let output = folder.check(&["--ledger", "besluiten.toml"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("besluiten.toml:1: this decision is about every finding"));
}

#[test]
fn what_is_wrong_in_a_ledger_is_one_line() {
    let folder = Folder::new("wrong");
    for text in [
        "[[decision]]\nrule = 3",
        "decision = 1",
        "[[decision]]\nrule = \"a\"\nstate = \"accepted\"",
        "x",
        "[[[[",
    ] {
        folder.write("weeflint.ledger.toml", text);
        let output = folder.check(&[]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert_eq!(err(&output).lines().count(), 1, "{text}: {}", err(&output));
        assert!(err(&output).contains("weeflint.ledger.toml:"), "{text}: {}", err(&output));
    }
}

#[test]
fn a_comment_in_the_text_accepts_what_stands_under_or_before_it() {
    let folder = Folder::new("comment");
    let accept = format!("<!-- weeflint: accept {RULE} Zo hoort het. -->");
    let under = CONTRACT.replace("1.2", &format!("{accept}\n\n1.2"));
    let behind = format!("{} {accept}\n", CONTRACT.trim_end());
    let whole = format!("<!-- weeflint: accept-file one-sided Zo hoort het. -->\n\n{CONTRACT}");
    for text in [under, behind, whole] {
        folder.write("zorg.md", &text);
        let output = folder.check(&[]);
        assert_eq!((output.status.code(), err(&output).as_str()), (Some(3), ""), "{text}");
    }
    folder.write("zorg.md", &format!("{accept}\n\n{CONTRACT}"));
    let far = folder.check(&[]);
    assert_eq!(far.status.code(), Some(1), "another paragraph is not meant");
    assert!(err(&far).contains("zorg.md:1: no finding answers"), "{}", err(&far));
    folder.write(
        "zorg.md",
        &CONTRACT.replace("1.2", &format!("<!-- weeflint: accept {RULE} -->\n\n1.2")),
    );
    let bare = folder.check(&[]);
    assert_eq!(bare.status.code(), Some(1), "without a reason nothing is accepted");
    assert!(err(&bare).contains("zorg.md:3: a comment for weeflint takes"), "{}", err(&bare));
}

/// What is done to a contract, and how.
type EditCase = (&'static str, fn(&str) -> String);

/// Each leaves the findings in it what they were.
const EDITS: [EditCase; 8] = [
    ("another numbering", |it| it.replace("1.", "91.").replace("2.", "92.")),
    ("a paragraph in front", |it| format!("Deze tekst is een concept van mei.\n\n{it}")),
    ("a word in every sentence", |it| it.replace(". ", " daarbij. ")),
    ("every ninth word gone", |it| without_each(it, 9)),
    ("a word after every ninth", |it| after_each(it, 9, "tevens")),
    ("paragraphs the other way round", |it| {
        it.split("\n\n").collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n\n")
    }),
    ("other names", |it| {
        it.replace("Opdrachtgever", "Gemeente").replace("Leverancier", "Zorgbureau")
    }),
    ("lines cut elsewhere", |it| it.replace(", ", ",\n")),
];

fn without_each(text: &str, nth: usize) -> String {
    by_word(text, |at, word| if at % nth == nth - 1 { String::new() } else { word.to_owned() })
}

fn after_each(text: &str, nth: usize, more: &str) -> String {
    by_word(text, |at, word| match at % nth == nth - 1 && !word.ends_with(['.', ',', ':']) {
        true => format!("{word} {more}"),
        false => word.to_owned(),
    })
}

/// The words of paragraphs that run on; headings and lists stay.
fn by_word(text: &str, edit: impl Fn(usize, &str) -> String) -> String {
    let line = |line: &str| match line.len() > 60 {
        true => {
            line.split(' ').enumerate().map(|(at, it)| edit(at, it)).collect::<Vec<_>>().join(" ")
        }
        false => line.to_owned(),
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn decisions_survive_edits_and_another_format() {
    let folder = Folder::new("survive");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/nl-diensten-eenzijdig");
    for name in ["contract.docx", "contract.pdf", "contract.txt", "contract.md"] {
        std::fs::copy(fixture.join(name), folder.0.join(name)).expect("a fixture");
    }
    let found = folder.json(&["check", "contract.docx"]);
    let groups: std::collections::BTreeSet<&str> = found["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|it| it["rule"].as_str()?.split('/').next())
        .collect();
    for group in groups {
        let output =
            folder.run(&["ledger", "accept", group, "contract.docx", "--reason", "Besproken."]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    }
    for name in ["contract.docx", "contract.pdf", "contract.txt", "contract.md"] {
        let left = folder.json(&["check", name]);
        assert_eq!(count(&left["findings"]), 0, "{name}");
        assert_eq!(count(&left["decided"]), count(&found["findings"]), "{name}");
    }
    let text = std::fs::read_to_string(folder.0.join("contract.md")).expect("a fixture");
    let (mut known, mut all) = (0, 0);
    for (what, edit) in EDITS {
        folder.write("contract.md", &edit(&text));
        let open = folder.json(&["check", "contract.md", "--isolated"]);
        let left = folder.json(&["check", "contract.md"]);
        let decided = count(&left["decided"]);
        let found = decided + count(&left["findings"]);
        assert!(decided > 20, "{what}: {decided} of {found}, {}", count(&open["findings"]));
        println!("{what}: {decided} of {found}");
        known += decided;
        all += found;
    }
    assert!(known * 100 >= all * 90, "{known} of {all}");
}
