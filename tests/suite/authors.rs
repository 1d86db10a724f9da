//! What authors of rules have: a start that works, tests that say how they fail, doubts, manuals.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use super::program::{Folder, code, err, out};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn rule(folder: &Folder) -> String {
    std::fs::read_to_string(folder.0.join("huis/plain/first-rule.rhai")).expect("a rule")
}

/// A new pack, with the rule changed.
fn with(folder: &Folder, from: &str, to: &str) -> (i32, String) {
    let before = rule(folder);
    assert!(before.contains(from), "{from}");
    folder.write("huis/plain/first-rule.rhai", before.replace(from, to));
    let output = folder.run(&["test", "huis", "--pack", "huis"]);
    folder.write("huis/plain/first-rule.rhai", before);
    (code(&output), out(&output))
}

#[test]
fn a_new_rule_passes_its_own_test_and_says_what_is_to_be_written_over() {
    let folder = Folder::new("authors-new");
    let made = folder.run(&["new", "pack", "huis"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    assert!(
        out(&made).contains("weeflint test huis/plain/first-rule --pack huis"),
        "{}",
        out(&made)
    );
    let tested = folder.run(&["test", "huis", "--pack", "huis", "--coverage"]);
    assert_eq!(code(&tested), 0, "{}", out(&tested));
    assert!(out(&tested).contains("2 of 2 expressions"), "{}", out(&tested));
    let doubts = folder.run(&["lint", "huis", "--pack", "huis"]);
    assert_eq!(code(&doubts), 1);
    assert!(out(&doubts).contains("still to be filled in"), "{}", out(&doubts));
    folder.write("huis/plain/first-rule.rhai", rule(&folder).replace("TODO: ", ""));
    let open = folder.run(&["lint", "huis", "--pack", "huis"]);
    assert!(out(&open).contains("huis/pack.toml: `description`"), "{}", out(&open));
    let manifest = std::fs::read_to_string(folder.0.join("huis/pack.toml")).expect("a manifest");
    folder.write("huis/pack.toml", manifest.replace("TODO", "Rules of our house."));
    let sound = folder.run(&["lint", "huis", "--pack", "huis"]);
    assert_eq!(code(&sound), 0, "{}", out(&sound));
    let more = folder.run(&["new", "rule", "plain/second", "--pack", "huis"]);
    assert_eq!(code(&more), 0, "{}", err(&more));
    assert_eq!(code(&folder.run(&["new", "rule", "plain/second", "--pack", "huis"])), 2);
    assert_eq!(code(&folder.run(&["new", "rule", "../weg"])), 2);
}

#[test]
fn an_example_that_fails_says_how() {
    let folder = Folder::new("authors-fails");
    folder.run(&["new", "pack", "huis"]);
    for (from, to, how) in [
        ("Leverancier levert op maandag en", "Leverancier levert alleen op maandag en", "noisy"),
        (
            "Leverancier is ⟦alleen op maandag⟧",
            "Leverancier is ⟦uitsluitend op maandag⟧",
            "missing",
        ),
        ("is ⟦alleen op maandag⟧", "⟦is alleen⟧ op maandag", "wrong"),
        (
            "//! ```pass\n//! The Supplier delivers on Mondays and Tuesdays.\n//! ```\n",
            "",
            "broken",
        ),
    ] {
        let (code, text) = with(&folder, from, to);
        assert!(code == 1 && text.contains(&format!(": {how}\n")), "{how}: {text}");
    }
}

#[test]
fn a_proposal_that_says_the_same_again_fails_and_a_misspelt_fill_is_doubted() {
    let folder = Folder::new("authors-proposal");
    folder.run(&["new", "pack", "huis"]);
    let (status, said) = with(&folder, "rewrite: \"", "rewrite: \"alleen op maandag, ");
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("⟦alleen op maandag⟧ in the proposal itself"), "{said}");
    let misspelt = rule(&folder).replacen("rewrite: \"", "rewrite: \"{partij} is ", 1);
    folder.write("huis/plain/first-rule.rhai", misspelt);
    let doubts = out(&folder.run(&["lint", "huis", "--pack", "huis"]));
    assert!(
        doubts.contains("{partij} stays blank in the proposal; {party} is filled in"),
        "{doubts}"
    );
}

#[test]
fn in_the_folder_of_a_pack_that_pack_is_meant() {
    let folder = Folder::new("authors-inside");
    folder.run(&["new", "pack", "huis"]);
    let mut command = folder.command(&["test", "huis"]);
    let output = command.current_dir(folder.0.join("huis")).output().expect("the program starts");
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    assert!(out(&output).starts_with("1 rules"), "{}", out(&output));
}

#[test]
fn a_broken_expression_is_said_once() {
    let folder = Folder::new("authors-broken");
    folder.run(&["new", "pack", "huis"]);
    let (status, said) = with(&folder, "find: [`", "find: [`(%Q%");
    assert_eq!(status, 1, "{said}");
    // Once in each language, and nothing about the examples that it breaks.
    assert_eq!(said.matches("no macro %Q%").count(), 2, "{said}");
    assert!(!said.contains("missing"), "{said}");
}

#[test]
fn a_snapshot_shows_what_changed() {
    let folder = Folder::new("authors-snapshot");
    folder.run(&["new", "pack", "huis"]);
    let test = |more: &[&str]| {
        let base = ["test", "huis", "--pack", "huis", "--snapshot", "huis.txt"];
        folder.run(&[&base[..], more].concat())
    };
    assert_eq!(code(&test(&[])), 0);
    assert_eq!(code(&test(&[])), 0);
    folder.write("huis/plain/first-rule.rhai", rule(&folder).replace("is beperkt", "is klein"));
    let changed = test(&[]);
    assert_eq!(code(&changed), 1);
    assert!(
        out(&changed).contains("\n+ huis/plain/first-rule 0: info: Bereikbaarheid is klein"),
        "{}",
        out(&changed)
    );
    assert_eq!((code(&test(&["--update"])), code(&test(&[]))), (0, 0));
}

#[test]
fn rules_are_listed_for_programs() {
    let folder = Folder::new("authors-rules");
    let all = json(&out(&folder.run(&["rules", "--output-format", "json"])));
    let rules = all["rules"].as_array().expect("rules");
    assert!(rules.len() > 150);
    let one = rules.iter().find(|it| it["id"] == "one-sided/sole-discretion").expect("a rule");
    assert_eq!((&one["pack"], &one["on"]), (&"weeflint".into(), &true.into()));
    assert!(one["pages"]["nl"]["title"].is_string() && one["pages"]["en"]["why"].is_string());
    let table = out(&folder.run(&["rules", "--output-format", "markdown"]));
    assert_eq!(table.lines().count(), rules.len() + 2);
}

#[test]
fn manuals_are_made_by_the_program() {
    let folder = Folder::new("authors-manuals");
    let api = json(&out(&folder.run(&["api", "--output-format", "json"])));
    assert!(api["entries"].as_array().is_some_and(|it| it.len() > 40));
    assert!(
        out(&folder.run(&["api", "--output-format", "definitions"]))
            .contains("fn flag(place: Place)")
    );
    for name in ["config", "record", "pack", "output"] {
        let schema = json(&out(&folder.run(&["schema", name])));
        assert_eq!(schema["type"], "object", "{name}");
    }
}

#[test]
fn what_each_rule_costs_goes_to_standard_error() {
    let folder = Folder::new("authors-profile");
    folder.write("a.md", "1. Opdrachtgever kan de opdracht naar eigen inzicht wijzigen.\n");
    let plain = folder.run(&["check", "a.md", "--output-format", "json"]);
    let profiled = folder.run(&["check", "a.md", "--output-format", "json", "--profile-rules"]);
    assert_eq!(out(&plain), out(&profiled));
    let line = err(&profiled);
    let line = line.lines().find(|it| it.ends_with("one-sided/sole-discretion")).expect("a line");
    assert!(line.contains(" ms ") && line.contains(" 1 "), "{line}");
}

#[test]
fn the_rules_of_the_program_and_its_packs_raise_no_doubt() {
    let folder = Folder::new("authors-doubts");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins");
    for pack in ["care", "construction", "house-style"] {
        let path = root.join(pack).display().to_string();
        let output = folder.run(&["lint", "--pack", &path]);
        assert_eq!(code(&output), 0, "{}", out(&output));
    }
}

/// A threshold on the length of a contract must not fall because a passage stands there twice.
#[test]
fn a_sentence_that_stands_there_twice_makes_a_contract_no_longer() {
    let folder = Folder::new("authors-words");
    folder.write(
        "huis/kort.rhai",
        "//! # nl Kort\n//!\n//! In een kort contract telt dit woord.\n\n\
         const RULE = #{ flaws: [\"unreadable\"], each: \"contract\", severity: \"warning\", weight: 2, effect: \"wording\",\n\
         nl: #{ message: \"Kort.\", find: [`betaalt`] } };\n\
         fn check(contract, rule) { if contract.words < 8 { flag(contract.hits[0]) } }\n",
    );
    let sentence = "De klant betaalt de rekening meteen.";
    for (text, found) in [
        (sentence.to_owned(), true),
        (format!("{sentence} {sentence}\n\n{sentence}"), true),
        (format!("{sentence} De leverancier levert."), false),
    ] {
        folder.write("a.md", text.as_str());
        let args = ["check", "a.md", "--pack", "huis", "--select", "kort", "--output-format"];
        let said = folder.run(&[&args[..], &["concise"]].concat());
        assert_eq!(out(&said).contains("Kort."), found, "{text}: {}{}", out(&said), err(&said));
    }
}
