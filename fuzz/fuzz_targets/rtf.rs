//! Rich text: the bytes after the mark of the format.

#![no_main]

use libfuzzer_sys::fuzz_target;
use weeflint::read::read;

fuzz_target!(|bytes: &[u8]| {
    let file = [b"{\\rtf1 ", bytes].concat();
    let _ = read("contract.rtf", &file, Default::default());
});
