//! Every dependency may be given on under the licences that deny.toml allows.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't prepare has failed"
)]

use std::process::Command;

#[test]
fn every_dependency_has_an_allowed_licence() {
    let deny: toml::Table = toml::from_str(include_str!("../../deny.toml")).unwrap();
    let allowed: Vec<&str> =
        deny["licenses"]["allow"].as_array().unwrap().iter().filter_map(|it| it.as_str()).collect();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50, "cargo names the dependencies");
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("none stated");
        assert!(allows(&allowed, licence), "{}: {licence}", package["name"]);
    }
}

/// Whether one of the choices of an SPDX expression is allowed in all its parts. `MIT/X11`-style
/// slashes mean OR; a `+` means that version or a later one.
fn allows(allowed: &[&str], expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    let one = |it: &str| allowed.contains(&it.trim().trim_end_matches('+'));
    plain.split(" AND ").all(|part| part.split(" OR ").any(one))
}

#[test]
fn an_expression_is_read_by_its_choices() {
    let allowed = ["MIT", "BSD-3-Clause"];
    assert!(allows(&allowed, "MIT/Apache-2.0"));
    assert!(allows(&allowed, "(Apache-2.0 OR MIT) AND BSD-3-Clause"));
    assert!(!allows(&allowed, "MIT AND GPL-3.0-only"));
    assert!(!allows(&allowed, "none stated"));
}
