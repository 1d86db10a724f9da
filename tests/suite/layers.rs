//! A module knows only the modules named beside it. The table is the architecture.

#![allow(clippy::unwrap_used, reason = "a test that can't prepare has failed")]

use std::path::{Path, PathBuf};

/// A module (a folder or file of `src`) and the modules it may name, beside itself and its own.
const LAYERS: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("weave", &[]),
    ("date", &[]),
    ("clock", &[]),
    ("language", &["span"]),
    ("document", &["language", "span"]),
    ("rewrite", &["span"]),
    ("finding", &["rewrite", "span", "weave"]),
    ("read", &["clock", "document", "language", "span"]),
    ("analyze", &["document", "language", "span"]),
    ("rule", &["analyze", "clock", "document", "finding", "language", "rewrite", "span", "weave"]),
    (
        "check",
        &[
            "analyze", "clock", "document", "finding", "language", "rewrite", "rule", "span",
            "weave",
        ],
    ),
    ("config", &["date", "finding", "language", "span", "weave"]),
    ("ledger", &["date", "document", "finding", "language", "span"]),
    ("assess", &["analyze", "document", "finding", "language", "rewrite", "span", "weave"]),
    (
        "evaluate",
        &["analyze", "assess", "check", "document", "finding", "language", "rule", "weave"],
    ),
    ("compare", &["assess", "document", "finding", "rewrite", "rule", "span", "weave"]),
];

/// What only some places may name, and why.
const HOMES: &[(&str, &[&str])] = &[
    // Only the script host and its interface speak Rhai.
    ("rhai::", &["rule/script.rs", "rule/api"]),
    // Replacing the PDF library is a change of one folder.
    ("hayro_", &["read/pdf"]),
    // Word's XML has a reader of its own.
    ("quick_xml", &["read/odt"]),
    ("zip::", &["read/docx", "read/odt", "report/docx", "rule/pack"]),
    ("flate2::", &["read/docx/package/unpack.rs", "cli/cache.rs"]),
    ("libdeflater::", &["read/docx/package/unpack.rs"]),
    ("clap::", &["cli"]),
    ("codespan_reporting", &["report"]),
    // Only these touch files.
    ("std::fs", &["read", "cli", "rule/pack/source.rs"]),
    // No network anywhere, the clock only as the last resort against an endless script or page.
    ("std::net", &[]),
    ("Instant::now", &["clock.rs", "check/mod.rs", "read/pdf", "cli"]),
    ("Start::now", &["clock.rs", "rule/script.rs"]),
    ("rustix::", &["clock.rs"]),
    ("SystemTime", &[]),
];

#[test]
fn modules_know_only_their_layers() {
    for (module, may) in LAYERS {
        for path in files(&src().join(module)) {
            let code = code(&path);
            for (other, _) in LAYERS.iter().filter(|(it, _)| it != module && !may.contains(it)) {
                let named = [format!("crate::{other}::"), format!("crate::{other};")];
                let used = named.iter().any(|it| code.contains(it.as_str()));
                assert!(!used, "{} may not know `{other}`", path.display());
            }
            for above in ["crate::report", "crate::cli"] {
                assert!(!code.contains(above), "{} may not know `{above}`", path.display());
            }
        }
    }
}

#[test]
fn every_foreign_thing_has_one_home() {
    for path in files(&src()) {
        let inside = path.strip_prefix(src()).unwrap().to_string_lossy().replace('\\', "/");
        let code = code(&path);
        for (thing, homes) in HOMES {
            let at_home = homes.iter().any(|home| inside.starts_with(home));
            assert!(at_home || !code.contains(thing), "{inside} may not name `{thing}`");
        }
    }
}

#[test]
fn no_rule_is_named_in_the_program() {
    let rules = weeflint::rule::Rules::builtin();
    for path in files(&src()) {
        let code = code(&path);
        for rule in rules.iter() {
            let named = code.contains(&format!("\"{}\"", rule.id));
            assert!(!named, "{} names the rule {}", path.display(), rule.id);
        }
    }
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The file without its comments and its tests.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\n").next().unwrap_or_default();
    text.lines().filter(|it| !it.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The Rust files that are `path` (a module without `.rs`) or under it.
fn files(path: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if path.with_extension("rs").exists() {
        found.push(path.with_extension("rs"));
    }
    let mut open = vec![path.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
