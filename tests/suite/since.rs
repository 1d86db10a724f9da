//! Only what a change brought: told by finding, not by line.

use super::program::{Folder, code, err, out};

const CLAUSES: [&str; 5] = [
    "Leverancier onderhoudt de liften in het stadhuis en houdt daarvan een logboek bij.",
    "Opdrachtgever kan de opdracht naar eigen inzicht wijzigen, ook wanneer dat Leverancier geld kost.",
    "Leverancier vrijwaart Opdrachtgever tegen alle aanspraken van derden, van welke aard ook.",
    "Elk half jaar bespreken partijen samen hoe het onderhoud verloopt en wat anders kan.",
    "Opdrachtgever kan de overeenkomst te allen tijde zonder opgave van redenen opzeggen.",
];

/// The clauses, numbered in the order given.
fn contract(clauses: &[&str]) -> String {
    let numbered = clauses.iter().enumerate().map(|(at, it)| format!("{}. {it}\n\n", at + 1));
    format!("# Overeenkomst van onderhoud\n\n{}", numbered.collect::<String>())
}

/// A repository in which the contract was committed.
fn committed(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("deal/zorg.md", contract(&CLAUSES));
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "x"]);
    folder
}

fn found(folder: &Folder, more: &[&str]) -> String {
    let base = ["check", "deal", "--output-format", "concise"];
    out(&folder.run(&[&base[..], more].concat()))
}

#[test]
fn a_change_of_one_clause_shows_only_what_that_clause_brings() {
    let folder = committed("since-one");
    assert!(found(&folder, &[]).lines().count() >= 3, "{}", found(&folder, &[]));
    assert_eq!(found(&folder, &["--since", "HEAD"]), "", "nothing changed");
    let mut clauses = CLAUSES;
    clauses[3] = "Leverancier is aansprakelijk voor alle schade, zonder enige beperking, ook voor gevolgschade.";
    folder.write("deal/zorg.md", contract(&clauses));
    for asked in [&["--since", "HEAD"][..], &["--new-only"]] {
        let new = found(&folder, asked);
        assert!(!new.is_empty());
        assert!(new.lines().all(|it| it.starts_with("deal/zorg.md:4")), "{new}");
    }
    let output = folder.run(&["check", "deal", "--since", "HEAD"]);
    assert!(err(&output).contains("only what is new since HEAD;"), "{}", err(&output));
    assert!(err(&output).contains("from before not shown"), "{}", err(&output));
}

#[test]
fn what_moves_or_is_renumbered_is_not_new() {
    let folder = committed("since-moved");
    let moved = [CLAUSES[4], CLAUSES[0], CLAUSES[3], CLAUSES[2], CLAUSES[1]];
    folder.write("deal/zorg.md", contract(&moved));
    assert_eq!(found(&folder, &["--since", "HEAD"]), "");
    // In another file too, once git knows of it.
    folder.write("deal/zorg.md", contract(&CLAUSES));
    folder.git(&["mv", "deal/zorg.md", "deal/zorg-v2.md"]);
    assert_eq!(found(&folder, &["--since", "HEAD"]), "");
    // A second clause in the same words is one more.
    let twice = [&CLAUSES[..], &[CLAUSES[1]]].concat();
    folder.write("deal/zorg-v2.md", contract(&twice));
    let new = found(&folder, &["--since", "HEAD", "--select", "one-sided/sole-discretion"]);
    assert_eq!(new.lines().count(), 1, "{new}");
    // A contract that wasn't there is all new.
    folder.write("deal/ander.md", contract(&CLAUSES));
    let other = found(&folder, &["--since", "HEAD"]);
    assert!(other.lines().filter(|it| it.starts_with("deal/ander.md")).count() >= 3, "{other}");
}

#[test]
fn only_new_findings_fail_the_run() {
    let folder = committed("since-fail");
    let check = |more: &[&str]| {
        let rule = ["--select", "one-sided/sole-discretion", "--fail-on", "info"];
        code(&folder.run(&[&["check", "deal"], &rule[..], more].concat()))
    };
    assert_eq!((check(&[]), check(&["--since", "HEAD"])), (1, 3), "too short to assess");
}

#[test]
fn an_earlier_report_does_without_git() {
    let folder = Folder::new("since-report");
    folder.write("deal/zorg.md", contract(&CLAUSES));
    folder.run(&["check", "deal", "--redact", "--output-format", "json:before.json"]);
    assert_eq!(found(&folder, &["--baseline", "before.json"]), "");
    folder.write("deal/zorg.md", contract(&[&CLAUSES[..], &[CLAUSES[1]]].concat()));
    let new = found(&folder, &["--baseline", "before.json"]);
    assert!(!new.is_empty() && new.lines().count() < 4, "{new}");
    folder.write("wrong.json", "{}");
    let wrong = folder.run(&["check", "deal", "--baseline", "wrong.json"]);
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("is no report of weeflint"), "{}", err(&wrong));
}

#[test]
fn a_revision_that_is_not_there_is_one_line() {
    let folder = committed("since-none");
    for (revision, part) in
        [("nergens", "knows no revision 'nergens'"), ("--output=x", "knows no revision")]
    {
        let output = folder.run(&["check", "deal", &format!("--since={revision}")]);
        assert_eq!((code(&output), err(&output).lines().count()), (2, 1), "{}", err(&output));
        assert!(err(&output).contains(part), "{}", err(&output));
        assert!(!folder.0.join("x").exists() && !folder.0.join("deal/x").exists());
    }
    // A version that can't be read hides nothing.
    folder.write("deal/zorg.md", "");
    folder.git(&["commit", "-qam", "leeg"]);
    folder.write("deal/zorg.md", contract(&CLAUSES));
    let output = folder.run(&["check", "deal", "--new-only", "--output-format", "concise"]);
    assert!(out(&output).lines().count() >= 3, "{}", out(&output));
    assert!(err(&output).contains("everything counts as new"), "{}", err(&output));
}
