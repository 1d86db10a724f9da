//! HTML: the bytes after its first tag.

#![no_main]

use libfuzzer_sys::fuzz_target;
use weeflint::read::read;

fuzz_target!(|bytes: &[u8]| {
    let file = [b"<html>", bytes].concat();
    let _ = read("contract.html", &file, Default::default());
});
