//! Every rule keeps the promises its page makes.

use std::path::Path;
use weeflint::check;
use weeflint::language::Language;
use weeflint::rule::{Pack, Rules};

#[test]
fn every_file_under_rules_is_a_rule() {
    let rules = Rules::builtin();
    let faults: Vec<String> =
        rules.faults.iter().map(|it| format!("{}: {}", it.place, it.reason)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    for language in Language::ALL {
        let faults = &rules.matcher(language, Default::default()).faults;
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn every_example_comes_out_as_its_page_says() {
    let rules = Rules::builtin();
    let failures: Vec<String> = rules
        .iter()
        .flat_map(|rule| check::examples(&rules, rule))
        .map(|it| format!("{}: {}: expected {}, got {}", it.place, it.rule, it.expected, it.got))
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_pack_beside_the_program_keeps_its_promises() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins");
    let mut packs = 0;
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        packs += 1;
        let rules = Rules::load(&[Pack::Folder(path)]).unwrap();
        assert!(rules.faults.is_empty(), "{:?}", rules.faults);
        for rule in rules.iter() {
            assert_eq!(check::examples(&rules, rule), [], "{}", rule.id);
        }
    }
    assert!(packs > 0);
}

#[test]
fn every_rule_speaks_both_languages() {
    for rule in Rules::builtin().iter() {
        for language in Language::ALL {
            let code = language.code();
            let wording = rule.record.wording(language);
            let wording = wording.unwrap_or_else(|| panic!("{} has no `{code}`", rule.id));
            assert!(!wording.message.is_empty(), "{} has no message in {code}", rule.id);
            let section = match language {
                Language::Dutch => &rule.page.nl,
                Language::English => &rule.page.en,
            };
            assert!(!section.title.is_empty(), "{} has no `# {code} Title`", rule.id);
            assert!(section.why.len() > 40, "{} doesn't say why in {code}", rule.id);
        }
    }
}
