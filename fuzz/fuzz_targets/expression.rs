//! An expression of a rule, with its macros: it compiles, or says why not.

#![no_main]

use libfuzzer_sys::fuzz_target;
use weeflint::analyze::Speaker;
use weeflint::language::Language;
use weeflint::rule::Expression;

fuzz_target!(|pattern: &str| {
    let _ = Expression::plain(pattern).regex();
    for language in [Language::Dutch, Language::English] {
        for speaker in [Speaker::Together, Speaker::OneParty] {
            if let Ok(expression) = Expression::new(pattern, language, speaker) {
                let _ = expression.regex();
            }
        }
    }
});
