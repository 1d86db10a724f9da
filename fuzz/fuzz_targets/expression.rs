//! An expression of a rule, with its macros: it is read or says why not, and looking for it in any
//! text comes to an end. The first line is the expression, what follows the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use weeflint::analyze::Speaker;
use weeflint::language::Language;
use weeflint::rule::{Expression, View};

fuzz_target!(|input: &str| {
    let (pattern, text) = input.split_once('\n').unwrap_or((input, "Partijen zorgen samen."));
    let view = View::of(text);
    let look = |expression: Expression| {
        if expression.check().is_ok() {
            let _ = expression.is_in(&view);
            let _ = expression.spans(&view).count();
        }
    };
    look(Expression::plain(pattern));
    for language in [Language::Dutch, Language::English] {
        for speaker in [Speaker::Together, Speaker::OneParty] {
            look(Expression::new(pattern, language, speaker));
        }
    }
});
