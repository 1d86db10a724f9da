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
    for (number, table) in tables(&files).iter().enumerate() {
        fs::write(out.join(format!("needs-{number}")), table).expect("the build folder");
    }
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
fn tables(files: &[PathBuf]) -> Vec<Vec<u8>> {
    let mut expressions = [BTreeSet::new(), BTreeSet::new()];
    for file in files {
        quoted(&fs::read_to_string(file).expect("a rule is text"), &mut expressions);
    }
    let mut tables = Vec::new();
    for (language, expressions) in [Language::Dutch, Language::English].iter().zip(&expressions) {
        for speaker in [Speaker::Together, Speaker::OneParty] {
            tables.push(table(expressions, *language, speaker));
        }
    }
    tables
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

/// The bytes that `src/rule/known.rs` reads.
fn table(expressions: &BTreeSet<String>, language: Language, speaker: Speaker) -> Vec<u8> {
    let mut numbers: BTreeMap<Need, u16> = BTreeMap::new();
    let mut number = |need: Need| {
        let next = short(numbers.len());
        *numbers.entry(need).or_insert(next)
    };
    let mut rows = Vec::new();
    for text in expressions {
        let node = macros::short(text, language).ok().and_then(|it| syntax::parse(&it));
        let Some(node) = node else { continue };
        let needs = Needs::of(&node, macros::macros_of(language, speaker));
        let mut numbers = Vec::new();
        looked_for(&needs, &mut number, &mut numbers);
        numbers.push(short(needs.ways.len()));
        for way in &needs.ways {
            looked_for(way, &mut number, &mut numbers);
        }
        let mut row = short(text.len()).to_le_bytes().to_vec();
        row.extend(text.bytes());
        row.extend(numbers.into_iter().flat_map(u16::to_le_bytes));
        rows.push(row);
    }
    let mut needs: Vec<(Need, u16)> = numbers.into_iter().collect();
    needs.sort_by_key(|it| it.1);
    let counts = [short(needs.len()), short(rows.len())];
    let records = needs.iter().map(|it| record(&it.0)).chain(rows);
    let mut places = Vec::new();
    let mut bodies = Vec::new();
    let first = 4 + 4 * (usize::from(counts[0]) + usize::from(counts[1]));
    for record in records {
        let place = u32::try_from(first + bodies.len()).expect("a table is small");
        places.extend(place.to_le_bytes());
        bodies.extend(record);
    }
    [counts.map(u16::to_le_bytes).concat(), places, bodies].concat()
}

/// Adds the numbers of what one way to match looks for: the word it starts with, and the others.
fn looked_for(needs: &Needs, number: &mut impl FnMut(Need) -> u16, numbers: &mut Vec<u16>) {
    // No need has the highest number.
    numbers.push(needs.opener.clone().map_or(u16::MAX, &mut *number));
    numbers.push(short(needs.words.len()));
    numbers.extend(needs.words.iter().cloned().map(number));
}

fn record(need: &Need) -> Vec<u8> {
    let mut record = short(need.len()).to_le_bytes().to_vec();
    for part in need {
        record.push(u8::try_from(part.letters.len()).expect("a word is short"));
        record.push(u8::from(part.starts) | u8::from(part.ends) << 1);
        record.extend(part.letters.bytes());
    }
    record
}

fn short(number: usize) -> u16 {
    u16::try_from(number).expect("rules are few")
}
