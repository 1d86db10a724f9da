//! Markdown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use weeflint::read::read;

fuzz_target!(|bytes: &[u8]| {
    let _ = read("contract.md", bytes, Default::default());
});
