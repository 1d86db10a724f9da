//! What people know from other linters is here: a line for each habit, each run with the program. The
//! servers for editors and for programs that talk are in `lsp` and `mcp`, making proposals in `fix`; what
//! runs in a page is held against the program by `wasm/test.mjs`.

use super::program::{Folder, code, err, out};

const CONTRACT: &str = "\
# Overeenkomst

1.1 Leverancier onderhoudt de liften in het stadhuis en houdt daarvan een logboek bij.

1.2 Opdrachtgever kan de opdracht naar eigen inzicht wijzigen, ook wanneer dat Leverancier geld kost.
";

const RULE: &str = "one-sided/sole-discretion";

/// A project with a contract, settings, a pack, a report of before and a commit.
fn project(name: &str) -> Folder {
    let folder = Folder::new(&format!("parity-{name}"));
    folder.write("zorg.md", CONTRACT);
    folder.write("todo.txt", "# de contracten\nzorg.md\n\n--output-format\nconcise\n");
    folder.write("extra.toml", "extends = \"weeflint.toml\"\nmin-severity = \"info\"\n");
    folder.write(
        "weeflint.toml",
        "fail-on = \"never\"\n[[override]]\npaths = [\"oud/**\"]\nselect = [\"drafting\"]\n",
    );
    folder.write("oud/zorg.md", CONTRACT);
    folder.write("draft.md", "# Overeenkomst\n\n1.1 Leverancier onderhoudt de de liften.\n");
    folder.write("nieuw/.keep", "");
    folder.write(".gitignore", "weg.md\n.cache\n");
    folder.write("weg.md", CONTRACT);
    folder.run(&["new", "pack", "huis"]);
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "x"]);
    folder.run(&["check", "zorg.md", "--output-format", "json:before.json"]);
    folder
}

/// A habit, the command line, the exit code, and a word of what comes out.
type Row = (&'static str, &'static str, i32, &'static str);

const ROWS: &[Row] = &[
    ("explain", "explain sole-discretion", 0, RULE),
    ("list of rules", "rules --output-format json", 0, "\"confidence\""),
    ("tests beside the rule", "test huis --pack huis --coverage", 0, "2 of 2"),
    ("snapshots", "test huis --pack huis --snapshot huis.snap", 0, "lines written"),
    ("lint of rules", "lint huis --pack huis", 1, "still to be filled in"),
    ("packs with a manifest", "check zorg.md --pack huis --select huis", 3, "zorg.md"),
    ("pack into the lock", "pack add huis", 0, "sha256"),
    ("packs are verified", "pack verify", 0, "as locked"),
    ("settings with their place", "config show --origin zorg.md", 0, "weeflint.toml:"),
    ("extends", "config show --config extra.toml --origin", 0, "extra.toml:2"),
    ("overrides by path", "config show oud/zorg.md", 0, "\"drafting\""),
    ("isolated", "config show --isolated", 0, "fail-on = \"error\""),
    ("select", "check zorg.md --select one-sided --output-format concise", 3, RULE),
    ("ignore a group", "check zorg.md --ignore one-sided --output-format csv", 3, "path,severity"),
    (
        "severity",
        "check zorg.md --severity one-sided/sole-discretion=info --output-format concise",
        3,
        "info one-sided/sole-discretion",
    ),
    ("fail-on", "check zorg.md --fail-on info", 1, "zorg.md"),
    ("fail-under", "check zorg.md --fail-under one-sided=0", 3, "zorg.md"),
    (
        "baseline",
        "check zorg.md --isolated --baseline before.json --output-format concise",
        3,
        "not shown",
    ),
    ("changed only", "check zorg.md --since HEAD --output-format concise", 3, "only what is new"),
    ("arguments from a file", "check @todo.txt", 3, "zorg.md:1"),
    (".gitignore", "check . --output-format csv", 3, "./zorg.md"),
    ("text", "check zorg.md", 3, "zorg.md"),
    ("short", "check zorg.md --output-format concise", 3, "zorg.md:"),
    ("json", "check zorg.md --output-format json", 3, "schema_version"),
    ("jsonl", "check zorg.md --output-format jsonl", 3, "{\""),
    ("sarif", "check zorg.md --output-format sarif", 3, "2.1.0"),
    ("github", "check zorg.md --isolated --output-format github --fail-on never", 3, "::error"),
    ("gitlab", "check zorg.md --isolated --output-format gitlab --fail-on never", 3, "check_name"),
    ("junit", "check zorg.md --output-format junit", 3, "<testsuites"),
    ("checkstyle", "check zorg.md --output-format checkstyle", 3, "<checkstyle"),
    ("markdown", "check zorg.md --output-format markdown", 3, "zorg.md"),
    ("html", "assess zorg.md", 3, "<!doctype html>"),
    (
        "several at once",
        "check zorg.md --output-format concise --output-format sarif:a.sarif",
        3,
        "zorg.md:",
    ),
    ("confidential", "check zorg.md --redact --output-format json", 3, "fingerprint"),
    ("language", "check zorg.md --language nl --messages en", 3, "zorg.md"),
    ("threads", "check zorg.md --threads 2", 3, "zorg.md"),
    ("timing of rules", "check zorg.md --profile-rules", 3, " ms "),
    ("statistics", "check . --statistics --messages en", 3, "finding(s) of"),
    ("statistics to a file", "check . --output-format statistics:s.txt", 3, ""),
    ("fix, levels and reasons", "fix zorg.md --effect typographic --dry-run", 0, "not, because"),
    ("fix as a diff", "fix draft.md --diff", 1, "+1.1 Leverancier onderhoudt de liften"),
    ("first settings", "init nieuw", 0, "Next:"),
    ("cache", "check zorg.md --cache", 3, "zorg.md"),
    ("schemas", "schema output", 0, "$schema"),
    ("script interface", "api", 0, "stable since"),
    ("completions", "completions bash", 0, "weeflint"),
    ("manual page", "man", 0, ".TH"),
    ("doctor", "doctor", 0, "network"),
    ("measured rules", "evaluate --help", 0, "--labels"),
    ("rounds", "compare zorg.md oud/zorg.md", 0, "zorg.md"),
    (
        "ledger",
        "ledger accept one-sided/sole-discretion zorg.md --reason ok --owner Inkoop --expires 2030-01-01",
        0,
        "written",
    ),
    ("ledger is pruned", "ledger prune zorg.md", 0, "0 decision"),
];

#[test]
fn every_habit_is_there() {
    let folder = project("habits");
    let mut wrong = Vec::new();
    for (habit, line, expected, part) in ROWS {
        let output = folder.run(&line.split(' ').collect::<Vec<_>>());
        let said = format!("{}{}", out(&output), err(&output));
        if code(&output) != *expected || !said.contains(part) {
            let said: String = said.chars().take(400).collect();
            wrong.push(format!(
                "{habit}: `{line}` gave {}, not {expected} and {part:?}:\n{said}",
                code(&output)
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

#[test]
fn first_settings_change_nothing_and_are_never_written_over() {
    let folder = Folder::new("parity-init");
    folder.write("zorg.md", CONTRACT);
    let before = out(&folder.run(&["check", "zorg.md"]));
    for (language, word) in [("nl", "Verder:"), ("en", "Next:")] {
        let output = folder.run(&["init", "--messages", language]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        assert!(out(&output).contains(word), "{}", out(&output));
        assert_eq!(out(&folder.run(&["check", "zorg.md"])), before);
        let text = std::fs::read_to_string(folder.0.join("weeflint.toml")).unwrap_or_default();
        // Each line that is off is a setting that can be.
        let off = |line: &str| line.split_once("# ").map(|it| it.1.to_owned());
        let keys =
            text.lines().filter_map(off).filter(|it| it.contains(" = ") || it.starts_with("[["));
        let all: Vec<String> = keys.filter(|it| !it.contains("packs")).collect();
        assert!(all.len() > 8, "{all:?}");
        let on =
            text.lines().map(|it| off(it).filter(|it| all.contains(it)).unwrap_or(it.to_owned()));
        folder.write("weeflint.toml", on.collect::<Vec<_>>().join("\n"));
        let shown = folder.run(&["config", "show"]);
        assert_eq!(code(&shown), 0, "{}", err(&shown));
        let again = folder.run(&["init"]);
        assert_eq!((code(&again), out(&again).as_str()), (2, ""));
        assert!(err(&again).contains("weeflint.toml"), "{}", err(&again));
        std::fs::remove_file(folder.0.join("weeflint.toml")).unwrap_or_default();
    }
    assert_eq!(code(&folder.run(&["init", "nergens"])), 2);
}

#[test]
fn statistics_count_rules_and_contracts() {
    let folder = Folder::new("parity-statistics");
    let twice = CONTRACT.replace(
        "# Overeenkomst",
        "# Overeenkomst\n\n1.0 Opdrachtgever kan de planning naar eigen inzicht wijzigen.",
    );
    folder.write("a.md", twice);
    folder.write("b.md", CONTRACT);
    folder.write("leeg.md", "");
    let output = folder.run(&["check", ".", "--statistics", "--messages", "en"]);
    let table = out(&output);
    let line = table.lines().find(|it| it.ends_with(RULE)).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words[..2], ["3", "2"], "{table}");
    assert!(table.trim_end().ends_with("Not read: 1."), "{table}");
    let concise = out(&folder.run(&["check", ".", "--output-format", "concise"]));
    let findings = concise.lines().filter(|it| !it.contains("::: unread")).count();
    assert!(table.contains(&format!("{findings} finding(s) of")), "{table}\n{concise}");
}

#[test]
fn packs_of_the_settings_are_there_for_every_subcommand_about_rules() {
    let folder = Folder::new("parity-packs");
    folder.run(&["new", "pack", "huis"]);
    folder.write("weeflint.toml", "packs = [\"huis\"]\n");
    let rule = "huis/plain/first-rule";
    assert!(out(&folder.run(&["explain", rule])).contains(rule));
    assert!(out(&folder.run(&["rules", "--output-format", "json"])).contains(rule));
    let tested = folder.run(&["test", "huis"]);
    assert_eq!(code(&tested), 0, "{}{}", out(&tested), err(&tested));
    assert!(out(&folder.run(&["lint", "huis"])).contains(rule));
}

#[test]
fn what_is_new_is_called_new_in_sarif() {
    let folder = project("new");
    folder.write("zorg.md", format!("{CONTRACT}\n1.3 Leverancier vrijwaart Opdrachtgever tegen alle aanspraken van derden.\n"));
    let states = |more: &[&str]| {
        let base = ["check", "zorg.md", "--output-format", "sarif"];
        let text = out(&folder.run(&[&base[..], more].concat()));
        let report: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let results = report["runs"][0]["results"].as_array().cloned().unwrap_or_default();
        results.iter().map(|it| it["baselineState"].clone()).collect::<Vec<_>>()
    };
    for more in [&["--new-only"][..], &["--since", "HEAD"], &["--baseline", "before.json"]] {
        let states = states(more);
        assert!(!states.is_empty() && states.iter().all(|it| it == "new"), "{more:?}: {states:?}");
    }
    assert!(states(&[]).iter().all(serde_json::Value::is_null));
}

#[test]
fn watching_shows_a_change_until_it_is_stopped() {
    use std::io::{BufRead, BufReader};
    let folder = Folder::new("parity-watch");
    folder.write("zorg.md", CONTRACT);
    let mut command =
        folder.command(&["check", "zorg.md", "--watch", "--output-format", "concise"]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|_| unreachable!());
    let lines = |from: Option<Box<dyn std::io::Read + Send>>| {
        from.into_iter().flat_map(|it| BufReader::new(it).lines().map_while(Result::ok))
    };
    let mut said = lines(child.stderr.take().map(|it| Box::new(it) as _));
    let mut shown = lines(child.stdout.take().map(|it| Box::new(it) as _));
    assert!(said.any(|it| it.contains("waiting for a change")));
    assert!(shown.any(|it| it.contains(RULE)));
    let more = "1.3 Leverancier vrijwaart Opdrachtgever tegen alle aanspraken van derden, van welke aard ook.";
    folder.write("zorg.md", format!("{CONTRACT}\n{more}\n"));
    assert!(shown.any(|it| it.contains(":1.3:")));
    assert!(child.kill().is_ok() && child.wait().is_ok());
}

/// Progress is for a terminal: `script` makes one, where it is installed.
#[test]
fn progress_is_counted_on_a_terminal_only() {
    let folder = Folder::new("parity-progress");
    folder.write("a.md", CONTRACT);
    folder.write("b.md", CONTRACT);
    let piped = folder.run(&["check", ".", "--output-format", "concise"]);
    assert!(!err(&piped).contains("/2"), "{}", err(&piped));
    let line =
        format!("'{}' check . --output-format concise > out.log", env!("CARGO_BIN_EXE_weeflint"));
    let mut command = std::process::Command::new("script");
    command.args(["-qec", &line, "typescript"]).current_dir(&folder.0).env("LANG", "C.UTF-8");
    let Ok(output) = command.stdin(std::process::Stdio::null()).output() else { return };
    let seen = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(seen.contains("\r2/2") && seen.contains("\u{1b}[K"), "{seen:?}");
    let findings = std::fs::read_to_string(folder.0.join("out.log")).unwrap_or_default();
    assert!(findings.contains(RULE) && !findings.contains("/2"), "{findings}");
}

#[test]
fn what_is_ignored_by_git_is_no_contract_unless_it_is_named() {
    let folder = project("ignored");
    let all = out(&folder.run(&["check", ".", "--output-format", "csv"]));
    assert!(!all.contains("weg.md"), "{all}");
    let named = out(&folder.run(&["check", "weg.md", "--output-format", "csv"]));
    assert!(named.contains("weg.md"), "{named}");
}

#[test]
fn on_github_annotations_come_by_themselves_and_that_is_said() {
    let folder = project("github");
    let mut command = folder.command(&["check", "zorg.md"]);
    let output = command.env("GITHUB_ACTIONS", "true").output().unwrap_or_else(|_| unreachable!());
    assert!(out(&output).contains("::"), "{}", out(&output));
    assert!(err(&output).to_lowercase().contains("github"), "{}", err(&output));
}

#[test]
fn a_run_from_the_cache_shows_the_same_and_holds_no_words() {
    let folder = project("cache");
    let run = |more: &[&str]| {
        let base = ["check", ".", "--output-format", "json", "--cache", "--cache-dir", "keep"];
        folder.run(&[&base[..], more].concat())
    };
    let first = run(&[]);
    let entries = || std::fs::read_dir(folder.0.join("keep")).map_or(0, Iterator::count);
    assert_eq!(entries(), 1);
    let again = run(&[]);
    assert_eq!((out(&again), err(&again), code(&again)), (out(&first), err(&first), code(&first)));
    assert_eq!(entries(), 1, "the second run was shown from the first");
    for entry in std::fs::read_dir(folder.0.join("keep")).into_iter().flatten().flatten() {
        let bytes = std::fs::read(entry.path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Opdrachtgever") && !text.contains("zorg.md"));
        // A damaged entry is made anew.
        std::fs::write(entry.path(), &bytes[..bytes.len() / 2]).unwrap_or_default();
    }
    assert_eq!(out(&run(&[])), out(&first));
    // Anything that changes makes another run: a contract, a setting, a rule.
    folder.write("zorg.md", CONTRACT.replace("geld", "veel geld"));
    assert!(out(&run(&[])).contains("zorg.md"));
    assert_eq!(entries(), 2);
    folder.write("weeflint.toml", "fail-on = \"info\"\n");
    assert_eq!((code(&run(&[])), entries()), (1, 3));
    run(&["--pack", "huis"]);
    folder.write("huis/plain/first-rule.rhai", "// weg");
    run(&["--pack", "huis"]);
    assert_eq!(entries(), 4, "a run with a fault is not kept");
}

#[test]
fn settings_of_a_person_hold_where_no_project_says_anything() {
    let folder = Folder::new("parity-user");
    folder.write("zorg.md", CONTRACT);
    folder.write(".config/weeflint/weeflint.toml", "fail-on = \"info\"\n");
    let show = |folder: &Folder| out(&folder.run(&["config", "show", "--origin"]));
    assert!(show(&folder).contains("fail-on = \"info\""), "{}", show(&folder));
    folder.write("weeflint.toml", "redact = true\n");
    assert!(show(&folder).contains("fail-on = \"error\""), "{}", show(&folder));
}
