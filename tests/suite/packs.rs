//! Packs: names of their own, changes to built-in rules, archives, locks, revisions of git.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use super::program::{Folder, code, err, out};
use std::io::Write;

const RULE: &str = "\
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
    flaws: [\"unreadable\"], each: \"phrase\", severity: \"info\", weight: 1,
    confidence: \"high\", effect: \"wording\",
    nl: #{ message: \"Een streng woord.\", find: [`\\bterstond\\b`] },
};
";

const CONTRACT: &str = "\
1.1 Leverancier dient terstond te antwoorden op vragen van Opdrachtgever.

1.2 Opdrachtgever kan de opdracht naar eigen inzicht wijzigen, ook wanneer dat geld kost.
";

const MANIFEST: &str = "name = \"huis\"\nversion = \"1.0.0\"\nengine = \">=0.1\"\n";

fn project(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("zorg.md", CONTRACT);
    folder.write("huis/pack.toml", MANIFEST);
    folder.write("huis/toon/streng.rhai", RULE);
    folder
}

fn found(folder: &Folder, more: &[&str]) -> String {
    let base = ["check", "zorg.md", "--output-format", "concise"];
    out(&folder.run(&[&base[..], more].concat()))
}

/// Names and bytes of an archive.
type Entries<'a> = &'a [(&'a str, &'a [u8])];

fn zip(folder: &Folder, name: &str, entries: Entries) {
    let file = std::fs::File::create(folder.0.join(name)).expect("a file");
    let mut zip = zip::ZipWriter::new(file);
    for (name, bytes) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("an archive");
}

#[test]
fn the_rules_of_a_pack_have_names_of_their_own() {
    let folder = project("pack-names");
    let all = found(&folder, &["--pack", "huis"]);
    assert!(all.contains("info huis/toon/streng"), "{all}");
    let only = found(&folder, &["--pack", "huis", "--select", "huis"]);
    assert_eq!(only.lines().count(), 1, "{only}");
    let tested = folder.run(&["test", "huis", "--pack", "huis"]);
    assert_eq!(code(&tested), 0, "{}", out(&tested));
}

#[test]
fn a_pack_changes_rules_of_others() {
    let folder = project("pack-changes");
    let rule = "one-sided/sole-discretion";
    let with = |change: &str| {
        let table = format!("{MANIFEST}[rules.\"{rule}\"]\n{change}\n");
        folder.write("huis/pack.toml", table);
        found(&folder, &["--pack", "huis"])
    };
    assert!(with("severity = \"info\"").contains(&format!("info {rule}")));
    assert!(with("nl.message = \"Samen beslissen?\"").contains("Samen beslissen?"));
    assert!(!with("severity = \"off\"").contains(rule));
    folder.write("huis/pack.toml", format!("{MANIFEST}[rules.\"one-sided/sole\"]\nweight = 1\n"));
    let report = folder.run(&["check", "zorg.md", "--pack", "huis", "--output-format", "json"]);
    assert!(out(&report).contains("no rule is called `one-sided/sole`"), "{}", out(&report));
    folder.write("huis/pack.toml", MANIFEST.replace(">=0.1", ">=9"));
    let newer = folder.run(&["check", "zorg.md", "--pack", "huis"]);
    assert_eq!(code(&newer), 2);
    assert!(err(&newer).contains("pack.toml:3: needs weeflint >=9"), "{}", err(&newer));
}

#[test]
fn an_old_name_goes_on_working_and_is_told() {
    let folder = project("pack-renamed");
    let more = "[renamed]\n\"huis/toon/hard\" = \"huis/toon/streng\"\n[removed]\n\"huis/toon/zacht\" = \"te vaak mis\"\n";
    folder.write("huis/pack.toml", format!("{MANIFEST}{more}"));
    folder.write(
        "weeflint.toml",
        "packs = [\"huis\"]\nselect = [\"huis/toon/hard\"]\nignore = [\"huis/toon/zacht\"]\n",
    );
    let output = folder.run(&["check", "zorg.md", "--output-format", "concise"]);
    assert_eq!(out(&output).lines().count(), 1, "{}{}", out(&output), err(&output));
    assert!(
        err(&output).contains("weeflint.toml:2: 'huis/toon/hard' is called 'huis/toon/streng' now")
    );
    assert!(err(&output).contains("weeflint.toml:3: rule 'huis/toon/zacht' is gone: te vaak mis"));
}

#[test]
fn an_archive_is_a_pack_and_a_hostile_one_is_refused() {
    let folder = project("pack-zip");
    let (manifest, rule) = (MANIFEST.as_bytes(), RULE.as_bytes());
    zip(
        &folder,
        "good.zip",
        &[("huis-1.0/pack.toml", manifest), ("huis-1.0/toon/streng.rhai", rule)],
    );
    assert!(found(&folder, &["--pack", "good.zip"]).contains("huis/toon/streng"));
    let large = vec![b' '; 2 << 20];
    let many: Vec<String> = (0..2_100).map(|it| format!("a/r{it}.rhai")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|it| (it.as_str(), &b"//"[..])).collect();
    let cases: [(&str, Entries, &str); 6] = [
        ("up.zip", &[("../../evil.rhai", rule)], "leads out of it"),
        ("root.zip", &[("/etc/evil.rhai", rule)], "leads out of it"),
        ("drive.zip", &[("C:\\evil.rhai", rule)], "leads out of it"),
        ("bomb.zip", &[("a/large.rhai", &large)], "larger than"),
        ("many.zip", &many, "more than 2000"),
        ("empty.zip", &[("leesmij.txt", b"x")], "holds no rule"),
    ];
    for (name, entries, part) in cases {
        zip(&folder, name, entries);
        let output = folder.run(&["check", "zorg.md", "--pack", name]);
        assert_eq!((code(&output), err(&output).lines().count()), (2, 1), "{name}");
        assert!(err(&output).contains(part), "{name}: {}", err(&output));
    }
    assert!(!folder.0.join("evil.rhai").exists());
    folder.write("no.zip", "geen archief");
    assert!(err(&folder.run(&["check", "zorg.md", "--pack", "no.zip"])).contains("no zip archive"));
}

#[test]
fn a_pack_that_changed_after_it_was_agreed_on_stops_the_run() {
    let folder = project("pack-lock");
    folder.write("weeflint.toml", "# Ons.\nfail-on = \"never\"\n");
    let added = folder.run(&["pack", "add", "huis"]);
    assert_eq!(code(&added), 0, "{}", err(&added));
    assert!(found(&folder, &[]).contains("huis/toon/streng"));
    assert_eq!(code(&folder.run(&["pack", "verify"])), 0);
    folder.write("huis/toon/streng.rhai", RULE.replace("weight: 1", "weight: 5"));
    let output = folder.run(&["check", "zorg.md"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("differs from weeflint.lock"), "{}", err(&output));
    assert_eq!(code(&folder.run(&["pack", "verify"])), 1);
    assert!(out(&folder.run(&["pack", "list"])).contains("DIFFERS"));
    assert_eq!(code(&folder.run(&["pack", "update", "huis"])), 0);
    assert!(found(&folder, &[]).contains("huis/toon/streng"));
    // What is broken is not agreed on.
    folder.write("huis/toon/streng.rhai", "const RULE = 3;");
    let broken = folder.run(&["pack", "update"]);
    assert!(err(&broken).contains("streng.rhai"), "{}", err(&broken));
}

#[test]
fn a_pack_of_git_is_fetched_once_and_used_without() {
    let source = Folder::new("pack-git-source");
    source.write("packs/huis/pack.toml", MANIFEST);
    source.write("packs/huis/toon/streng.rhai", RULE);
    source.git(&["init", "-q", "-b", "main"]);
    source.git(&["add", "."]);
    source.git(&["commit", "-qm", "x"]);
    source.git(&["tag", "v1"]);
    let folder = Folder::new("pack-git");
    folder.write("zorg.md", CONTRACT);
    let address = format!("git+file://{}#v1:packs/huis", source.0.display());
    let added = folder.run(&["pack", "add", &address]);
    assert_eq!(code(&added), 0, "{}", err(&added));
    drop(source);
    assert!(found(&folder, &[]).contains("huis/toon/streng"));
    let lock = std::fs::read_to_string(folder.0.join("weeflint.lock")).expect("a lock");
    assert!(lock.contains("commit = ") && lock.contains(".weeflint/packs/huis-1.0.0-"), "{lock}");
    assert_eq!(code(&folder.run(&["pack", "verify"])), 0);
    let _ = std::fs::remove_dir_all(folder.0.join(".weeflint"));
    let output = folder.run(&["check", "zorg.md"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("was not fetched yet"), "{}", err(&output));
    let program = folder.run(&["pack", "add", "git+ext::sh -c touch% evil#x"]);
    assert_eq!((code(&program), err(&program).lines().count()), (2, 1), "{}", err(&program));
    assert!(!folder.0.join("evil").exists() && !folder.0.join(".weeflint/packs/evil").exists());
}
