//! Embeds every file under `rules/` in the program, so that adding a rule touches one file, and works
//! out what the expressions in them look for, so that no run has to.

#![expect(clippy::expect_used, reason = "a build that can't write its files must stop")]

// The same code as in the program; it needs of the rest of it no more than these two names.
#[allow(dead_code, reason = "the program uses more of it")]
#[path = "src/rule/macros.rs"]
mod macros;
#[allow(dead_code, reason = "the program uses more of it")]
#[path = "src/rule/needs.rs"]
mod needs;
#[allow(dead_code, reason = "the program uses more of it")]
#[path = "src/rule/syntax.rs"]
mod syntax;
mod analyze {
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Speaker {
        Together,
        OneParty,
    }
}
mod language {
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Language {
        Dutch,
        English,
    }
}

use analyze::Speaker;
use language::Language;
use needs::{Need, Needs};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=rules");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("rules");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("builtin.rs"), builtin(&root, &files)).expect("the build folder");
    fs::write(out.join("needs.rs"), tables(&files)).expect("the build folder");
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo::rerun-if-changed={}", directory.display());
    let Ok(entries) = fs::read_dir(directory) else { return };
    for path in entries.flatten().map(|it| it.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "rhai") {
            files.push(path);
        }
    }
}

/// The rules: `(id, source)`.
fn builtin(root: &Path, files: &[PathBuf]) -> String {
    let mut code = String::from("static BUILTIN: &[(&str, &str)] = &[\n");
    for file in files {
        let inside = file.strip_prefix(root).expect("found under it").with_extension("");
        let id: Vec<_> = inside.iter().map(|it| it.to_string_lossy()).collect();
        writeln!(code, "    ({:?}, include_str!({file:?})),", id.join("/"))
            .expect("a string grows");
    }
    code.push_str("];\n");
    code
}

/// What expressions look for, by language and speaker in the order of `macros::index`.
fn tables(files: &[PathBuf]) -> String {
    let mut expressions = [BTreeSet::new(), BTreeSet::new()];
    for file in files {
        quoted(&fs::read_to_string(file).expect("a rule is text"), &mut expressions);
    }
    let mut code = String::from("static TABLES: [Table; 4] = [\n");
    for (language, expressions) in [Language::Dutch, Language::English].iter().zip(&expressions) {
        for speaker in [Speaker::Together, Speaker::OneParty] {
            code.push_str(&table(expressions, *language, speaker));
        }
    }
    code.push_str("];\n");
    code
}

/// Adds what stands between backticks, by language; what stands in neither wording may be asked in
/// both. A text that is no expression does no harm: it is never asked for.
fn quoted(source: &str, expressions: &mut [BTreeSet<String>; 2]) {
    let mut only = None;
    for line in source.lines().filter(|it| !it.starts_with("//")) {
        match line.trim() {
            "nl: #{" => only = Some(0),
            "en: #{" => only = Some(1),
            "}," | "};" => only = None,
            _ => {}
        }
        for text in line.split('`').skip(1).step_by(2) {
            for (number, of_language) in expressions.iter_mut().enumerate() {
                if only.is_none_or(|it| it == number) {
                    of_language.insert(text.to_owned());
                }
            }
        }
    }
}

fn table(expressions: &BTreeSet<String>, language: Language, speaker: Speaker) -> String {
    let mut numbers: BTreeMap<Need, usize> = BTreeMap::new();
    let mut number = |need: Need| {
        let next = numbers.len();
        *numbers.entry(need).or_insert(next)
    };
    let mut rows = String::new();
    for text in expressions {
        let node = macros::short(text, language).ok().and_then(|it| syntax::parse(&it));
        let Some(node) = node else { continue };
        let Needs { words, opener } = Needs::of(&node, macros::macros_of(language, speaker));
        let opener = opener.map_or("NONE".to_owned(), |it| number(it).to_string());
        let words: Vec<usize> = words.into_iter().map(&mut number).collect();
        writeln!(rows, "({text:?}, {opener}, &{words:?}),").expect("a string grows");
    }
    let mut needs: Vec<(Need, usize)> = numbers.into_iter().collect();
    needs.sort_by_key(|it| it.1);
    let mut code = String::from("Table { needs: &[\n");
    for (need, _) in needs {
        let part = |it: &needs::Part| format!("p({:?}, {}, {})", it.letters, it.starts, it.ends);
        let parts: Vec<String> = need.iter().map(part).collect();
        writeln!(code, "&[{}],", parts.join(", ")).expect("a string grows");
    }
    write!(code, "], expressions: &[\n{rows}] }},\n").expect("a string grows");
    code
}
