//! The program as a person meets it: output, exit codes, one line for what was typed wrongly.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't prepare has failed"
)]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const CONTRACT: &str = "\
# Overeenkomst van dienstverlening

1.1 Leverancier onderhoudt de liften in het stadhuis en houdt daarvan een logboek bij.

1.2 Opdrachtgever kan de opdracht naar eigen inzicht wijzigen, ook wanneer dat Leverancier geld kost.
";

/// A folder of its own for a test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("weeflint-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).expect("a temporary file");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weeflint"));
        command.args(arguments).current_dir(&self.0);
        for name in ["LC_ALL", "LC_MESSAGES", "COLUMNS", "NO_COLOR", "GITHUB_ACTIONS"] {
            command.env_remove(name);
        }
        command.env("LANG", "en_GB.UTF-8");
        command
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

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

/// Twenty plain provisions, enough to be assessed.
fn plain() -> String {
    let rooms = ["hal", "kantine", "kelder", "zolder", "garage"];
    let days = ["maandag", "dinsdag", "woensdag", "donderdag"];
    let lines = rooms.iter().flat_map(|room| {
        days.iter().map(move |day| {
            format!(
                "Leverancier maakt de {room} elke {day} schoon tussen zes en acht uur, met eigen \
                 materiaal en twee vaste medewerkers."
            )
        })
    });
    let numbered = lines.enumerate().map(|(at, line)| format!("{}. {line}\n\n", at + 1));
    format!("# Schoonmaak\n\n{}", numbered.collect::<String>())
}

#[test]
fn a_document_laid_beside_that_has_nothing_to_compare_is_no_agreement() {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    let team = format!("{fixtures}/nl-team/contract.md");
    let folder = Folder::new("beside");
    folder.write("weather.md", "It rained in the garden, and then the sun came out again.");
    let run = |other: &str| {
        let output = folder.run(&["check", &team, "--with", other]);
        (code(&output), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (exit, line) = run("weather.md");
    assert_eq!(exit, 3);
    assert!(line.contains("0 clauses and 0 subjects compared"), "{line}");
    let (exit, line) = run("absent.md");
    assert_eq!(exit, 2);
    assert!(line.contains("'absent.md' does not exist"), "{line}");
    let (exit, line) = run(&team.replace("nl-team/contract.md", "en-alliance/contract.md"));
    assert_ne!(exit, 2, "{line}");
    assert!(line.contains("laid beside"), "{line}");
}

#[test]
fn exit_codes_say_what_happened() {
    let folder = Folder::new("codes");
    folder.write("kort.md", CONTRACT);
    folder.write("schoon.md", &plain());
    std::fs::create_dir_all(folder.0.join("leeg")).expect("a folder");
    let rule = ["--rule", "one-sided/sole-discretion"];
    let check = |more: &[&str]| code(&folder.run(&[&["check"], more, &rule[..]].concat()));
    assert_eq!(check(&["schoon.md"]), 0);
    assert_eq!(check(&["kort.md", "--fail-on", "info"]), 1);
    assert_eq!(check(&["kort.md", "--fail-on", "never"]), 3, "too short to assess");
    assert_eq!(check(&["leeg"]), 3, "nothing to assess");
    assert_eq!(check(&["weg.md"]), 2);
}

#[test]
fn what_was_typed_wrongly_gets_one_line_with_what_was_meant() {
    let folder = Folder::new("typed");
    folder.write("contract.md", CONTRACT);
    for (typed, expected) in [
        ("chek contract.md", "unknown command 'chek'; did you mean 'check'?"),
        (
            "contract.md",
            "unknown command 'contract.md'; did you mean 'weeflint check contract.md'?",
        ),
        ("check contract.md --al", "unknown flag '--al'; did you mean '--all'?"),
        ("check contract.md --output-format jsom", "did you mean 'json'?"),
        ("check contrat.md", "'contrat.md' does not exist; did you mean 'contract.md'?"),
        ("check contract.md --fail-on eror", "'eror' doesn't fit"),
        ("check contract.md --messages fr", "(nl, en)"),
        ("explain one-sided/sole-discretoin", "did you mean 'one-sided/sole-discretion'?"),
        ("test one-sidet", "no rule is called 'one-sidet'"),
        ("check", "missing: <PATH>..."),
    ] {
        let output = folder.run(&typed.split(' ').collect::<Vec<_>>());
        let line = err(&output);
        assert_eq!(code(&output), 2, "{typed}");
        assert_eq!(line.lines().count(), 1, "{typed}: {line}");
        assert!(line.contains(expected), "{typed}: {line}");
        assert_eq!(out(&output), "", "{typed}");
    }
    let dutch = folder.command(&["check", "weg.md"]).env("LANG", "nl_NL.UTF-8").output();
    assert!(err(&dutch.expect("the program starts")).contains("'weg.md' bestaat niet"));
}

#[test]
fn a_file_that_can_not_be_read_does_not_stop_the_others() {
    let folder = Folder::new("unread");
    folder.write("a.md", CONTRACT);
    folder.write("b.md", "");
    folder.write("c.md", CONTRACT);
    let output = folder.run(&["check", "a.md", "b.md", "c.md", "--output-format", "concise"]);
    assert_eq!(code(&output), 2);
    let lines = out(&output);
    assert!(lines.lines().any(|it| it.starts_with("a.md:1.2")), "{lines}");
    assert!(lines.lines().any(|it| it.starts_with("c.md:1.2")), "{lines}");
    assert_eq!(err(&output).lines().count(), 1);
    assert!(err(&output).contains("b.md"));
}

#[test]
fn the_same_bytes_at_any_number_of_threads() {
    let folder = Folder::new("threads");
    folder.write("a.md", &format!("{CONTRACT}\n{}", plain()));
    folder.write("b.md", CONTRACT);
    folder.write("c.txt", &plain());
    for format in ["terminal", "json", "concise", "markdown"] {
        let run = |threads| {
            let arguments =
                ["check", ".", "--all", "--output-format", format, "--threads", threads];
            out(&folder.run(&arguments))
        };
        let one = run("1");
        assert!(one.contains("a.md"), "{format}");
        assert_eq!(one, run("2"), "{format}");
        assert_eq!(one, run("16"), "{format}");
    }
}

#[test]
fn json_has_the_shape_that_is_documented() {
    let folder = Folder::new("json");
    folder.write("a.md", &format!("{CONTRACT}\n{}", plain()));
    let output = folder.run(&["check", "a.md", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["tool"]["name"], "weeflint");
    let document = &report["documents"][0];
    assert_eq!(document["path"], "a.md");
    assert_eq!(document["language"], "nl");
    assert_eq!(document["assessed"], "full");
    let finding = document["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .find(|it| it["rule"] == "one-sided/sole-discretion")
        .expect("the rule finds it");
    assert_eq!(finding["quote"], "naar eigen inzicht");
    assert_eq!(finding["place"]["clause"], "1.2");
    let score = &document["scores"]["flaws"]["one-sided"];
    let parts = score["parts"].as_array().expect("parts");
    let sum: f64 = parts.iter().filter_map(|it| it["points"].as_f64()).sum();
    let value = score["value"].as_f64().expect("a value");
    assert!(value > 0.0 && (sum - value).abs() < 1e-6, "{sum} is not {value}");
    assert_eq!(document["scores"]["norms"].as_object().map(serde_json::Map::len), Some(6));
}

#[test]
fn a_contract_may_come_from_a_pipe() {
    let folder = Folder::new("pipe");
    let mut child = folder
        .command(&["check", "-", "--stdin-filename", "mail.md", "--output-format", "concise"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(CONTRACT.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(out(&output).starts_with("mail.md:1.2"), "{}", out(&output));
}

#[test]
fn a_reader_that_stops_reading_is_no_trouble() {
    let folder = Folder::new("head");
    folder.write("a.md", &plain().repeat(40));
    let mut child = folder
        .command(&["read", "a.md", "--output-format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
}

#[test]
fn no_colour_in_a_pipe_and_lines_that_fit() {
    let folder = Folder::new("width");
    folder.write("a.md", &format!("{CONTRACT}\n{}", plain()));
    let text = out(&folder.run(&["check", "a.md", "--width", "44"]));
    assert!(!text.contains('\u{1b}'));
    let widest = text.lines().map(|it| it.chars().count()).max();
    assert!(widest <= Some(44), "{text}");
    let columns = folder.command(&["check", "a.md"]).env("COLUMNS", "44").output();
    assert_eq!(out(&columns.expect("the program starts")), text);
}

#[test]
fn rules_are_listed_and_explained_in_both_languages() {
    let folder = Folder::new("rules");
    assert!(out(&folder.run(&["rules"])).contains("sole-discretion"));
    let page = |language| out(&folder.run(&["explain", "sole-discretion", "--messages", language]));
    assert!(page("nl").contains("Wordt gevonden"));
    assert!(page("en").contains("Is found"));
}

#[test]
fn a_pack_is_loaded_and_its_examples_are_run() {
    let folder = Folder::new("pack");
    let pack = folder.0.join("huis/toon");
    std::fs::create_dir_all(&pack).expect("a folder");
    let rule = "\
//! # nl Streng woord
//!
//! Wie streng schrijft, wordt streng gelezen.
//!
//! ```flag
//! Leverancier dient ⟦terstond⟧ te antwoorden.
//! ```
//! ```pass
//! Leverancier antwoordt binnen een dag.
//! ```
const RULE = #{
    flaws: [\"unreadable\"], norms: #{}, each: \"phrase\", severity: \"info\", weight: 1,
    confidence: \"high\", effect: \"wording\",
    nl: #{ message: \"Een streng woord.\", find: [`\\bterstond\\b`] },
};
";
    std::fs::write(pack.join("streng.rhai"), rule).expect("a file");
    let good = folder.run(&["test", "toon", "--pack", "huis"]);
    assert_eq!(code(&good), 0, "{}{}", out(&good), err(&good));
    std::fs::write(pack.join("streng.rhai"), rule.replace("⟦terstond⟧", "⟦dient⟧ terstond"))
        .expect("a file");
    let bad = folder.run(&["test", "toon/streng", "--pack", "huis", "--messages", "en"]);
    assert_eq!(code(&bad), 1);
    assert!(out(&bad).contains("streng.rhai:6"), "{}", out(&bad));
    assert!(out(&bad).contains("expected: ⟦dient⟧"), "{}", out(&bad));
}
