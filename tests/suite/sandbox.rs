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

#[test]
fn what_hides_in_a_callback_is_stopped() {
    let busy = "let i = 0; while i < 150000 { i += 1; }";
    for (name, call) in [
        ("map", format!("a.map(|x| {{ {busy} x }})")),
        ("filter", format!("a.filter(|x| {{ {busy} true }})")),
        ("sort", format!("a.sort(|x, y| {{ {busy} 1 }})")),
        ("reduce", format!("a.reduce(|s, x| {{ {busy} x }})")),
        ("some", format!("a.some(|x| {{ {busy} false }})")),
        ("all", format!("a.all(|x| {{ {busy} true }})")),
        ("find", format!("a.find(|x| {{ {busy} false }})")),
        ("dedup", format!("a.dedup(|x, y| {{ {busy} false }})")),
        ("drain", format!("a.drain(|x| {{ {busy} false }})")),
        ("retain", format!("a.retain(|x| {{ {busy} true }})")),
        ("for_each", format!("a.for_each(|i| {{ {busy} }})")),
        ("nested", format!("a.map(|x| a.map(|y| a.map(|z| {{ {busy} z }})))")),
    ] {
        let body = format!("fn check(c, r) {{\n let a = []; a.pad(900, 1); {call};\n }}");
        bounded(&format!("callback-{name}"), &body);
    }
}

#[test]
fn what_grows_in_a_corner_is_bounded() {
    for (name, code) in [
        ("text-pad", "let s = \"\"; s.pad(100000000, 'x');"),
        (
            "text-replace",
            "let s = \"aaaaaaaaaaaaaaaa\"; loop { s.replace(\"a\", \"aaaaaaaaaaaaaaaa\"); }",
        ),
        (
            "text-join",
            "let a = []; a.pad(9000, \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"); let s = `${a}${a}`;",
        ),
        ("range", "for i in 0..9223372036854775807 { let x = i; }"),
        ("range-list", "let a = []; for i in range(0, 1000000000) { a += i; }"),
        ("split", "let s = \"\"; s.pad(200000, 'x'); loop { let a = s.split(\"\"); }"),
        ("nested-lists", "let a = []; loop { a = [a, a]; }"),
        ("nested-maps", "let m = #{}; loop { m = #{ a: m, b: m }; }"),
        ("closures", "let f = |x| x; loop { f = |x| f.call(x); f.call(1); }"),
        ("shared", "let a = [1]; let f = || { a.push(a.len()); }; loop { f.call(); }"),
        ("power", "let x = 2; loop { x = x ** 62; }"),
        ("expressions", "let i = 0; loop { c.has(`woord${i}`); i += 1; }"),
        ("expression-bomb", "c.has(\"(?:(?:a{1,999}){1,999}){1,999}\");"),
        (
            "labels",
            "let f = flag(c); loop { f = f.label(c, \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"); }",
        ),
        ("findings", "let a = []; loop { a += flag(c); }"),
    ] {
        bounded(&format!("grows-{name}"), &format!("fn check(c, r) {{\n {code}\n }}"));
    }
}

#[test]
fn no_word_of_a_script_leads_outside() {
    for (name, code) in [
        ("env", "env(\"HOME\")"),
        ("env-var", "std::env::var(\"HOME\")"),
        ("file", "read_file(\"/etc/passwd\")"),
        ("open", "open(\"/etc/passwd\")"),
        ("http", "http_get(\"http://example.org\")"),
        ("system", "system(\"id\")"),
        ("exec", "exec(\"id\")"),
        ("random", "rand()"),
        ("now", "timestamp()"),
        ("engine", "eval(\"check(1, 2)\")"),
        ("import", "import \"../sound\" as s; s::check(c, r)"),
        ("export", "let x = Fn(\"eval\"); x.call(\"1\")"),
        ("debug", "debug(c)"),
    ] {
        bounded(&format!("outside-{name}"), &format!("fn check(c, r) {{\n {code};\n }}"));
    }
}

/// That a script is stopped in bounded time and memory, and the other rule goes on.
fn bounded(name: &str, body: &str) {
    let start = Instant::now();
    let checked = with_script(name, body);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    assert!(checked.findings.iter().any(|it| it.charge.rule == "one-sided/sound"), "{name}");
    assert_eq!(checked.faults.len(), 1, "{name}: {:?}", checked.faults);
    assert!(!checked.faults[0].reason.is_empty(), "{name}");
}
