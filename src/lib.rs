//! Reads a contract the way a facilitator of relational contracting does.
//!
//! A contract goes through five steps: bytes are **read** into a document, analyses derive facts,
//! rules judge the facts (**check**), scores add the judgments up (**assess**), **report**s show
//! them. Rust computes, Rhai judges, data decides words.

// In the order of the steps, which is also a good order to read them in.
pub mod span;
pub mod weave;
pub mod date;
pub mod clock;
pub mod document;
pub mod language;
pub mod rewrite;
pub mod finding;
pub mod read;
pub mod analyze;
pub mod rule;
pub mod check;
pub mod config;
pub mod ledger;
pub mod assess;
pub mod evaluate;
pub mod compare;
pub mod report;
#[cfg(not(target_family = "wasm"))]
pub mod cli;
