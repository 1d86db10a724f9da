//! A broken, hostile or endless rule is a fault that names its line; the others go on.

#![allow(clippy::unwrap_used, reason = "a test that can't prepare has failed")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use weeflint::analyze::analyze;
use weeflint::check::{Checked, Options, check};
use weeflint::document::Document;
use weeflint::language::Language;
use weeflint::rule::{Pack, Rules};

const SOUND: &str = r#"
const RULE = #{
    flaws: ["one-sided"], each: "sentence", severity: "warning", weight: 4, effect: "substance",
    nl: #{ message: "Eén partij beslist alleen.", find: [`naar eigen inzicht`] },
};
"#;

const TEXT: &str = "Opdrachtgever kan de opdracht naar eigen inzicht wijzigen.";

/// A pack of the sound rule and one with `body` as its script.
fn with_script(name: &str, body: &str) -> Checked {
    let source = format!(
        "const RULE = #{{ flaws: [\"unowned\"], each: \"contract\", severity: \"info\", weight: 1, \
         effect: \"wording\", nl: #{{ message: \"x\" }} }};\n{body}\n"
    );
    with_rule(name, &source)
}

fn with_rule(name: &str, source: &str) -> Checked {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("pack-{name}"));
    std::fs::create_dir_all(folder.join("one-sided")).unwrap();
    std::fs::write(folder.join("one-sided/sound.rhai"), SOUND).unwrap();
    std::fs::write(folder.join("hostile.rhai"), source).unwrap();
    let rules = Rules::load(&[Pack::Folder(folder)]).unwrap();
    let doc = Arc::new(Document::from_paragraphs(TEXT, Language::Dutch));
    let facts = Arc::new(analyze(&doc));
    let mut checked = check(&rules, &doc, &facts, Options::default());
    checked.faults.extend(rules.faults);
    checked
}

fn stopped(name: &str, body: &str, line: u32, reason: &str) {
    let start = Instant::now();
    let checked = with_script(name, body);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(5), "{name} took {took:?}");
    assert_eq!(checked.findings.len(), 1, "{name}: the sound rule goes on");
    assert_eq!(checked.faults.len(), 1, "{name}: {:?}", checked.faults);
    let fault = &checked.faults[0];
    assert!(fault.reason.contains(reason), "{name}: {}", fault.reason);
    assert!(fault.place.ends_with(&format!("hostile.rhai:{line}")), "{name}: {}", fault.place);
}

#[test]
fn what_never_ends_is_stopped() {
    stopped("loop", "fn check(c, r) {\n loop {} }", 2, "operations");
    stopped("recursion", "fn f(x) { f(x) }\nfn check(c, r) { f(1) }", 3, "too deeply");
    stopped(
        "callback",
        "fn check(c, r) {\n let a = []; a.pad(1000, 1);\n a.map(|x| { let i = 0; while i < 100000 { i += 1; } i });\n }",
        4,
        "stopped",
    );
    stopped(
        "sort",
        "fn check(c, r) {\n let a = []; a.pad(5000, 1);\n a.sort(|x, y| { let i = 0; while i < 90000 { i += 1; } 1 });\n }",
        2,
        "stopped",
    );
}

#[test]
fn what_grows_without_end_is_stopped() {
    stopped("string", "fn check(c, r) {\n let s = \"x\"; loop { s += s; } }", 2, "too large");
    stopped("array", "fn check(c, r) {\n let a = [1]; loop { a += a; } }", 2, "too large");
    stopped("pad", "fn check(c, r) {\n let a = []; a.pad(100000000, 1); }", 2, "too large");
    stopped(
        "map",
        "fn check(c, r) {\n let m = #{}; let i = 0; loop { m[`k${i}`] = i; i += 1; } }",
        2,
        "stopped",
    );
}

#[test]
fn what_is_outside_is_out_of_reach() {
    stopped("eval", "fn check(c, r) {\n eval(\"1\") }", 3, "eval");
    stopped("sleep", "fn check(c, r) {\n sleep(5) }", 3, "sleep");
    stopped("import", "fn check(c, r) {\n import \"/etc/passwd\" as p; }", 3, "import");
    stopped("open", "fn check(c, r) {\n open_file(\"/etc/passwd\") }", 3, "open_file");
    stopped("clock", "fn check(c, r) {\n timestamp() }", 3, "timestamp");
    stopped("print", "fn check(c, r) {\n print(c.text) }", 3, "print");
}

#[test]
fn a_script_that_is_wrong_says_where() {
    stopped("syntax", "fn check(c, r) {\n let = 1; }", 3, "");
    stopped("property", "fn check(c, r) {\n\n c.wrods > 3 }", 4, "wrods");
}

#[test]
fn a_judgment_returns_findings() {
    let checked = with_script("result", "fn check(c, r) { 42 }");
    assert!(checked.faults[0].reason.contains("returned i64"), "{:?}", checked.faults);
}

#[test]
fn an_expression_that_would_explode_is_refused() {
    let bomb = "const RULE = #{ flaws: [], norms: #{}, each: \"sentence\", severity: \"info\", weight: 1,\n effect: \"wording\", nl: #{ message: \"x\",\n find: [`opdracht(?:(?:a{1,900}){1,900}){1,900}`] } };";
    let start = Instant::now();
    let checked = with_rule("bomb", bomb);
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(checked.findings.len(), 1);
    assert_eq!(checked.faults.len(), 1, "{:?}", checked.faults);
    assert!(checked.faults[0].reason.contains("expression"), "{:?}", checked.faults);
}

#[test]
fn a_record_that_is_wrong_says_what_was_meant() {
    let misspelled = "const RULE = #{\n flaws: [\"one-sided\"], each: \"sentence\",\n severity: \"warning\", wieght: 4,\n effect: \"wording\", nl: #{ message: \"x\" } };";
    let checked = with_rule("misspelled", misspelled);
    assert_eq!(checked.faults.len(), 1);
    assert!(checked.faults[0].reason.contains("did you mean `weight`"), "{:?}", checked.faults);
    assert!(checked.faults[0].place.ends_with(":3"), "{:?}", checked.faults);
}
