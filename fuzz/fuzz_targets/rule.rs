//! A rule file: it is a rule, or a fault that says where it is wrong.

#![no_main]

use libfuzzer_sys::fuzz_target;
use weeflint::rule::Rule;

fuzz_target!(|source: &str| {
    if let Err(fault) = Rule::parse("fuzz", "fuzz/rule", "rule.rhai", source.to_owned()) {
        assert!(!fault.reason.is_empty());
    }
});
