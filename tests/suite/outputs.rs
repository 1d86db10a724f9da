//! The reports for pipelines: several at once, each in the shape its readers expect, and without
//! contract text where that was asked.

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

const CONTRACT: &str = "\
# Onderhoud van de liften

1.1 Leverancier onderhoudt de liften in Zwanenburg en houdt daarvan een logboek bij.

1.2 Opdrachtgever kan de opdracht — óók de planning — **naar eigen inzicht** wijzigen, ook wanneer
dat Leverancier geld kost.

1.3 Partijen bespreken elk kwartaal samen wat goed gaat en wat beter moet.

1.4 Leverancier is aansprakelijk voor alle schade en vrijwaart Opdrachtgever tegen alle aanspraken.
";

/// Every form of report.
const FORMS: [&str; 12] = [
    "terminal",
    "concise",
    "markdown",
    "json",
    "jsonl",
    "csv",
    "sarif",
    "github",
    "github-summary",
    "gitlab",
    "junit",
    "checkstyle",
];

/// A folder of its own for a test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("weeflint-o-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        std::fs::write(path.join("zorg.md"), CONTRACT).expect("a temporary file");
        Folder(path)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weeflint"));
        command.args(arguments).current_dir(&self.0).env("LANG", "nl_NL.UTF-8");
        for name in ["LC_ALL", "LC_MESSAGES", "COLUMNS", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// What `check zorg.md` writes in this form.
    fn report(&self, form: &str, more: &[&str]) -> String {
        let arguments = [&["check", "zorg.md", "--output-format", form], more].concat();
        String::from_utf8(self.run(&arguments).stdout).expect("UTF-8")
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).expect("a file")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind in the temporary files harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The finding of this rule in a list of objects that name it under `key`.
fn of_rule<'a>(list: &'a Value, key: &str, rule: &str) -> &'a Value {
    let list = list.as_array().expect("a list");
    list.iter().find(|it| it[key] == rule).expect("the rule finds it")
}

#[test]
fn several_reports_at_once_are_those_that_come_alone() {
    let folder = Folder::new("several");
    let mut arguments = vec!["check".to_owned(), "zorg.md".to_owned()];
    arguments.extend(["--output-format".to_owned(), FORMS[0].to_owned()]);
    for form in &FORMS[1..] {
        arguments.extend(["--output-format".to_owned(), format!("{form}:uit.{form}")]);
    }
    let output = folder.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout), folder.report(FORMS[0], &[]));
    for form in &FORMS[1..] {
        let alone = folder.report(form, &[]);
        assert!(!alone.is_empty(), "{form}");
        assert_eq!(folder.read(&format!("uit.{form}")), alone, "{form}");
    }
    let left = std::fs::read_dir(&folder.0).expect("a folder").flatten();
    let left = left.filter(|it| it.file_name().to_string_lossy().ends_with(".tmp"));
    assert_eq!(left.count(), 0, "no half-written file stays behind");
}

#[test]
fn the_help_names_every_form() {
    let folder = Folder::new("help");
    let help = String::from_utf8(folder.run(&["check", "--help"]).stdout).expect("UTF-8");
    for form in FORMS {
        assert!(help.contains(form), "{form}");
    }
}

#[test]
fn what_can_not_be_written_is_one_line_before_anything_is_read() {
    let folder = Folder::new("wrong");
    for (asked, said) in [
        (&["--output-format", "json", "--output-format", "sarif"][..], "standaarduitvoer"),
        (&["--output-format", "json:weg/uit.json"], "'weg' bestaat niet"),
        (&["--output-format", "json:"], "hoort een waarde"),
        (&["--output-format", "sarfi:a.sarif"], "bedoelde je 'sarif'"),
        (&["--output-format", "json:a", "--output-format", "csv:a"], "twee keer"),
    ] {
        let output = folder.run(&[&["check", "zorg.md"], asked].concat());
        assert_eq!(output.status.code(), Some(2), "{asked:?}");
        assert_eq!(err(&output).lines().count(), 1, "{asked:?}");
        assert!(err(&output).contains(said), "{asked:?}: {}", err(&output));
        assert!(output.stdout.is_empty(), "{asked:?}");
    }
}

/// A file renamed over a device would stand in its place for the whole machine.
#[cfg(unix)]
#[test]
fn a_link_or_a_device_stays_what_it_is() {
    let folder = Folder::new("links");
    let link = |name: &str, target: &str| {
        std::os::unix::fs::symlink(target, folder.0.join(name)).expect("a link");
    };
    link("pipe.json", "/dev/stdout");
    link("latest.csv", "first.csv");
    std::fs::write(folder.0.join("first.csv"), "old").expect("a temporary file");
    let output = folder.run(&[
        "check",
        "zorg.md",
        "--output-format",
        "json:pipe.json",
        "--output-format",
        "csv:latest.csv",
    ]);
    assert_eq!(Some(1), output.status.code(), "{}", err(&output));
    let printed = json(&String::from_utf8(output.stdout).expect("UTF-8"));
    assert!(printed["documents"].is_array());
    let table = std::fs::read_to_string(folder.0.join("first.csv")).expect("what was written");
    assert!(table.contains("zorg.md"), "{table}");
    for name in ["pipe.json", "latest.csv"] {
        let kind = std::fs::symlink_metadata(folder.0.join(name)).expect("it is there");
        assert!(kind.is_symlink(), "{name}");
    }
}

#[test]
fn sarif_says_what_where_and_how_it_could_be() {
    let folder = Folder::new("sarif");
    let report = json(&folder.report("sarif", &[]));
    assert_eq!(report["version"], "2.1.0");
    let run = &report["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    assert_eq!(run["artifacts"][0]["location"]["uri"], "zorg.md");
    let result = of_rule(&run["results"], "ruleId", "one-sided/sole-discretion");
    let rule =
        &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
    assert_eq!(rule["id"], "one-sided/sole-discretion");
    assert_eq!(rule["shortDescription"]["text"], "Eén partij beslist alleen");
    assert!(rule["help"]["markdown"].as_str().is_some_and(|it| it.contains("```")));
    let english = of_rule(&run["translations"][0]["rules"], "id", "one-sided/sole-discretion");
    assert_eq!(run["translations"][0]["language"], "en");
    assert_eq!(english["shortDescription"]["text"], "One party decides alone");
    let location = &result["locations"][0];
    assert_eq!(location["logicalLocations"][0]["name"], "1.2");
    let region = &location["physicalLocation"]["region"];
    assert_eq!(words(region), "naar eigen inzicht");
    assert_eq!(result["level"], "error");
    assert_eq!(result["partialFingerprints"]["weeflint/v1"].as_str().map(str::len), Some(16));
    // What was not checked is said, with the reason.
    assert_eq!(run["artifacts"][0]["properties"]["notChecked"][0], "terms");
    let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("notes");
    let said =
        |it: &Value| it["message"]["text"].as_str().is_some_and(|it| it.starts_with("Begrippen:"));
    assert!(notes.iter().any(|it| it["level"] == "note" && said(it)));
}

#[test]
fn a_fix_in_sarif_replaces_the_very_words() {
    let folder = Folder::new("fix");
    let report = json(&folder.report("sarif", &[]));
    let results = report["runs"][0]["results"].as_array().expect("results");
    let fixed: Vec<&Value> = results.iter().filter(|it| !it["fixes"].is_null()).collect();
    assert!(!fixed.is_empty());
    for result in fixed {
        let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        let goes = words(&change["deletedRegion"]);
        assert!(CONTRACT.contains(&goes) && !goes.is_empty(), "{goes:?}");
        let comes = change["insertedContent"]["text"].as_str();
        assert!(comes.is_some_and(|it| !it.is_empty()));
    }
}

/// The words of the contract in a SARIF region: lines and columns count from 1.
fn words(region: &Value) -> String {
    let number = |name: &str| region[name].as_u64().expect(name) as usize;
    let lines: Vec<Vec<char>> = CONTRACT.split('\n').map(|it| it.chars().collect()).collect();
    let at = |line: usize, column: usize| -> usize {
        lines[..line - 1].iter().map(|it| it.len() + 1).sum::<usize>() + column - 1
    };
    let from = at(number("startLine"), number("startColumn"));
    let to = at(number("endLine"), number("endColumn"));
    CONTRACT.chars().skip(from).take(to - from).collect()
}

#[test]
fn annotations_stand_beside_the_words() {
    let folder = Folder::new("github");
    let text = folder.report("github", &[]);
    let line = text.lines().find(|it| it.contains("sole-discretion")).expect("an annotation");
    assert!(line.starts_with("::error file=zorg.md,line=5,endLine=5,col="), "{line}");
    assert!(line.contains("title=one-sided/sole-discretion::artikel 1.2: "), "{line}");
    assert!(text.lines().all(|it| it.starts_with("::")), "{text}");
}

#[test]
fn github_actions_is_detected_only_where_no_form_was_asked_for() {
    let folder = Folder::new("actions");
    let run = |more: &[&str]| {
        let mut command = folder.command(&[&["check", "zorg.md"], more].concat());
        command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", "samenvatting.md");
        command.output().expect("the program starts")
    };
    let asked = run(&["--output-format", "concise"]);
    assert_eq!(err(&asked), "");
    assert!(!folder.0.join("samenvatting.md").exists());
    let detected = run(&[]);
    assert!(detected.stdout.starts_with(b"::"));
    assert!(err(&detected).contains("GitHub Actions"));
    assert!(folder.read("samenvatting.md").contains("| zorg.md |"));
    run(&[]);
    assert_eq!(folder.read("samenvatting.md").matches("## weeflint").count(), 2, "it is appended");
}

#[test]
fn gitlab_tells_issues_apart() {
    let folder = Folder::new("gitlab");
    let twice = format!("{CONTRACT}\n{}", &CONTRACT[CONTRACT.find("1.4").expect("it")..]);
    std::fs::write(folder.0.join("zorg.md"), twice).expect("a file");
    let issues = json(&folder.report("gitlab", &[]));
    let issues = issues.as_array().expect("a list");
    let mut prints: Vec<&str> =
        issues.iter().map(|it| it["fingerprint"].as_str().expect("a fingerprint")).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), issues.len());
    let issue = issues.iter().find(|it| it["check_name"] == "one-sided/sole-discretion");
    let issue = issue.expect("the rule finds it");
    assert_eq!(
        (&issue["location"]["path"], &issue["severity"]),
        (&"zorg.md".into(), &"major".into())
    );
    assert_eq!(issue["location"]["lines"]["begin"], 5);
}

#[test]
fn junit_fails_what_fails_the_run() {
    let folder = Folder::new("junit");
    let text = folder.report("junit", &["--fail-on", "warning"]);
    let failures = |text: &str| text.matches("<failure ").count();
    assert!(text.contains("<failure type=\"error\""));
    assert!(text.contains("<skipped message="), "too short a contract is not assessed");
    assert!(text.contains(&format!("failures=\"{}\"", failures(&text))), "{text}");
    assert_eq!(failures(&folder.report("junit", &["--fail-on", "never"])), 0);
}

#[test]
fn a_table_has_a_row_for_each_finding() {
    let folder = Folder::new("csv");
    let table = folder.report("csv", &[]);
    let findings = json(&folder.report("json", &[]));
    let count = findings["documents"][0]["findings"].as_array().map(Vec::len);
    assert_eq!(Some(table.matches("\r\n").count() - 1), count);
    assert!(table.starts_with("path,severity,rule,"));
    let lines = folder.report("jsonl", &[]);
    let kinds: Vec<Value> = lines.lines().map(|it| json(it)["type"].clone()).collect();
    assert_eq!(kinds[..2], ["run", "document"]);
    assert_eq!(Some(kinds.len() - 2), count);
}

#[test]
fn checkstyle_names_line_and_column() {
    let folder = Folder::new("checkstyle");
    let text = folder.report("checkstyle", &[]);
    let line = text.lines().find(|it| it.contains("sole-discretion")).expect("an error");
    assert!(line.contains("line=\"5\" column=\"57\" severity=\"error\""), "{line}");
}

#[test]
fn without_contract_text_means_none_in_any_form() {
    let folder = Folder::new("redact");
    for form in FORMS {
        let open = folder.report(form, &["--all"]);
        let closed = folder.report(form, &["--all", "--redact"]);
        assert!(open.contains("eigen inzicht"), "{form}");
        for word in ["inzicht", "Zwanenburg", "Leverancier", "liften", "Opdrachtgever"] {
            // A page of a rule may use the word; then it stands there for any contract.
            let anyway = form == "sarif" || form == "terminal" || form == "markdown";
            if !anyway || word == "Zwanenburg" {
                assert!(!closed.contains(word), "{form}: {word}\n{closed}");
            }
        }
        assert!(form == "github-summary" || closed.contains("sole-discretion"), "{form}");
        assert!(closed.contains("1.2"), "{form}: places stay");
    }
    let report = json(&folder.report("json", &["--redact"]));
    let findings = &report["documents"][0]["findings"];
    let finding = of_rule(findings, "rule", "one-sided/sole-discretion");
    assert_eq!(finding["quote"], "");
    assert_eq!(finding["message"], "Eén partij beslist alleen");
    assert_eq!(finding["place"]["clause"], "1.2");
}

#[test]
fn what_was_not_read_is_in_every_form() {
    let folder = Folder::new("unread");
    std::fs::write(folder.0.join("leeg.md"), "").expect("a file");
    // A table has no place for it; the exit code and standard error say it.
    for form in FORMS.into_iter().filter(|it| *it != "csv") {
        let output = folder.run(&["check", "zorg.md", "leeg.md", "--output-format", form]);
        assert_eq!(output.status.code(), Some(2), "{form}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("leeg.md") && text.contains("leeg."), "{form}");
        assert!(err(&output).contains("leeg.md"), "{form}");
    }
}
