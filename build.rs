//! Embeds every file under `rules/` in the program, so that adding a rule touches one file.

#![expect(clippy::expect_used, reason = "a build that can't write its files must stop")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=rules");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("rules");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut code = String::from("static BUILTIN: &[(&str, &str)] = &[\n");
    for file in files {
        let inside = file.strip_prefix(&root).expect("found under it").with_extension("");
        let id: Vec<_> = inside.iter().map(|it| it.to_string_lossy()).collect();
        writeln!(code, "    ({:?}, include_str!({file:?})),", id.join("/"))
            .expect("a string grows");
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("builtin.rs");
    fs::write(out, code).expect("the build folder can be written");
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
