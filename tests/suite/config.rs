//! What was asked of a run: files, flags and the environment, and which of them wins.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't prepare has failed"
)]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::process::{Command, Output};

const CONTRACT: &str = "\
1.1 Leverancier onderhoudt de liften en houdt daarvan een logboek bij.

1.2 Opdrachtgever kan de opdracht naar eigen inzicht wijzigen, ook wanneer dat geld kost.

1.3 Partijen bespreken elk kwartaal samen wat goed gaat en wat beter moet.
";

/// A folder of its own for a test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("weeflint-c-{name}-{}", std::process::id()));
        std::fs::create_dir_all(path.join("bijlagen/oud")).expect("a temporary folder");
        let folder = Folder(path);
        folder.write("zorg.md", CONTRACT);
        folder.write("bijlagen/oud/prijs.md", CONTRACT);
        folder
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).expect("a temporary file");
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weeflint"));
        command.args(arguments.split(' ')).current_dir(&self.0).env("LANG", "en_GB.UTF-8");
        for name in ["LC_ALL", "LC_MESSAGES", "COLUMNS", "GITHUB_ACTIONS"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    fn code(&self, arguments: &str) -> Option<i32> {
        self.run(arguments).status.code()
    }

    /// The lines of a concise report.
    fn lines(&self, arguments: &str) -> String {
        out(&self.run(&format!("check {arguments} --output-format concise")))
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

const RULE: &str = "one-sided/sole-discretion";

#[test]
fn the_nearest_file_wins_and_the_other_is_not_read() {
    let folder = Folder::new("nearest");
    folder.write("weeflint.toml", "ignore = [\"one-sided\"]\n");
    folder.write("bijlagen/.weeflint.toml", "min-severity = \"error\"\n");
    assert!(!folder.lines("zorg.md").contains(RULE));
    let nested = folder.lines("bijlagen");
    assert!(nested.contains(RULE) && !nested.contains("strength"), "{nested}");
    assert!(folder.lines("zorg.md --isolated").contains(RULE));
    assert!(folder.lines("zorg.md --config bijlagen/.weeflint.toml").contains(RULE));
}

#[test]
fn a_file_builds_on_another_only_when_it_says_so() {
    let folder = Folder::new("extends");
    folder.write("weeflint.toml", "fail-on = \"never\"\nignore = [\"reciprocity\"]\n");
    folder.write(
        "bijlagen/weeflint.toml",
        "extends = \"../weeflint.toml\"\nignore = [\"one-sided\"]\n",
    );
    let lines = folder.lines("bijlagen");
    assert!(!lines.contains("one-sided/") && !lines.contains("reciprocity/"), "{lines}");
    folder.write("weeflint.toml", "extends = \"bijlagen/weeflint.toml\"\n");
    let round = folder.run("check zorg.md");
    assert_eq!(round.status.code(), Some(2));
    assert!(err(&round).contains("extends itself"), "{}", err(&round));
}

#[test]
fn an_override_holds_for_its_paths() {
    let folder = Folder::new("override");
    folder.write(
        "weeflint.toml",
        "[[override]]\npaths = [\"bijlagen/**\"]\nfail-on = \"never\"\n\
         severity = { one-sided = \"info\" }\n",
    );
    assert_eq!(folder.code("check zorg.md"), Some(1));
    assert_eq!(folder.code("check bijlagen"), Some(3), "too short to assess, and no failure");
    let lines = folder.lines("zorg.md bijlagen");
    assert!(lines.contains(&format!("zorg.md:1.2:3: error {RULE}")), "{lines}");
    assert!(lines.contains(&format!("prijs.md:1.2:3: info {RULE}")), "{lines}");
}

#[test]
fn flags_go_before_the_environment_and_that_before_the_file() {
    let folder = Folder::new("order");
    folder.write("weeflint.toml", "fail-on = \"error\"\noutput-format = \"csv\"\n");
    let run = |arguments: &str| {
        let mut command = folder.command(arguments);
        command.env("WEEFLINT_FAIL_ON", "never").env("WEEFLINT_OUTPUT_FORMAT", "jsonl");
        command.output().expect("the program starts")
    };
    assert_eq!(folder.code("check zorg.md"), Some(1));
    assert!(out(&folder.run("check zorg.md")).starts_with("path,"));
    assert_eq!(run("check zorg.md").status.code(), Some(3));
    assert!(out(&run("check zorg.md")).starts_with("{\"type\":\"run\""));
    assert_eq!(run("check zorg.md --fail-on info").status.code(), Some(1));
    assert_eq!(run("check zorg.md --isolated").status.code(), Some(1));
    let wrong = folder.command("check zorg.md").env("WEEFLINT_FAIL_ON", "soms").output();
    assert!(err(&wrong.expect("the program starts")).contains("'soms' doesn't fit"));
}

#[test]
fn rules_are_chosen_left_out_and_weighed() {
    let folder = Folder::new("choose");
    let chosen = folder.lines("zorg.md --select one-sided,reciprocity --ignore reciprocity");
    assert!(chosen.lines().all(|it| it.contains(" one-sided/")) && chosen.contains(RULE));
    assert!(folder.lines("zorg.md --rule one-sided").contains(RULE), "the older name holds");
    assert!(!folder.lines("zorg.md --severity one-sided=off").contains(RULE));
    let milder = folder.lines("zorg.md --severity one-sided=off,one-sided/sole-discretion=info");
    assert!(milder.contains(&format!("info {RULE}")), "{milder}");
    let severe = folder.lines("zorg.md --min-severity error");
    assert!(severe.lines().all(|it| it.contains(": error ")), "{severe}");
}

#[test]
fn a_score_that_is_worse_fails_the_run() {
    let folder = Folder::new("under");
    let plain: String = (0..30)
        .map(|it| format!("{it}. Leverancier maakt zaal {it} elke ochtend schoon, met eigen materiaal en twee vaste mensen.\n\n"))
        .collect();
    folder.write("zaal.md", &format!("{plain}{}", CONTRACT.replace("1.", "40.")));
    let check = |more: &str| folder.run(&format!("check zaal.md --fail-on never {more}"));
    let bad = check("--fail-under one-sided=1");
    assert_eq!(bad.status.code(), Some(1), "{}", err(&bad));
    assert!(err(&bad).contains("is worse than 1.0 (--fail-under)"), "{}", err(&bad));
    assert_eq!(check("--fail-under one-sided=99").status.code(), Some(0));
    assert_eq!(check("--fail-under reciprocity=100").status.code(), Some(1), "a norm below it");
}

#[test]
fn settings_are_shown_with_their_place() {
    let folder = Folder::new("show");
    folder.write(
        "weeflint.toml",
        "# Huisregels\nfail-on = \"warning\"\n[severity]\none-sided = \"info\"\n",
    );
    let output = folder.run("config show --origin --ignore unowned");
    let text = out(&output);
    assert_eq!(output.status.code(), Some(0));
    for (setting, place) in [
        ("fail-on = \"warning\"", "# weeflint.toml:2"),
        ("\"one-sided\" = \"info\"", "# weeflint.toml:4"),
        ("\"unowned\",", "# --ignore"),
        ("redact = false", "# default"),
    ] {
        let line = text.lines().find(|it| it.trim_start().starts_with(setting));
        assert!(line.is_some_and(|it| it.ends_with(place)), "{setting}\n{text}");
    }
    folder.write("getoond.toml", &text);
    let again = out(&folder.run("config show --config getoond.toml"));
    assert_eq!(
        again,
        out(&folder.run("config show --ignore unowned")),
        "what is shown can be used"
    );
}

#[test]
fn what_is_wrong_in_a_file_is_one_line_with_its_place() {
    let folder = Folder::new("wrong");
    for (text, said) in [
        (
            "fial-on = \"error\"\n",
            "weeflint.toml:1: unknown key 'fial-on'; did you mean 'fail-on'?",
        ),
        ("\nredact = 3\n", "weeflint.toml:2: 'redact' takes: true, false"),
        ("ignore = [\"one-sidet\"]\n", "weeflint.toml:1: no rule is called 'one-sidet'"),
        ("[[override]]\npaths = [\"a{b\"]\n", "weeflint.toml:2: 'paths' takes: a path pattern"),
        ("extends = \"weg.toml\"\n", "weeflint.toml:1: 'weg.toml' does not exist"),
        ("output-format = \"sarfi\"\n", "did you mean 'sarif'?"),
        ("a = [[[[[[", "weeflint.toml:1: "),
        ("packs = [\"weg\"]", "weg: "),
        ("today = \"gisteren\"", "weeflint.toml:1: 'today' takes: 2026-11-22"),
    ] {
        folder.write("weeflint.toml", text);
        let output = folder.run("check zorg.md");
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert_eq!(err(&output).lines().count(), 1, "{text}: {}", err(&output));
        assert!(err(&output).contains(said), "{text}: {}", err(&output));
        assert_eq!(out(&output), "", "{text}");
    }
    std::fs::write(folder.0.join("weeflint.toml"), b"\xff\xfe\0").expect("a file");
    assert_eq!(folder.code("check zorg.md"), Some(2));
}
