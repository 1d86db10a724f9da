//! Rules: one `.rhai` file each, holding its page in two languages, its record, its examples and,
//! where words alone don't decide, its judgment. The id of a rule is its path: no list names it.

pub mod example;
pub mod page;
pub mod record;

pub use example::Example;
pub use page::{Page, Section};
pub use record::{Each, Record, Wording};

use crate::finding::Charge;
use std::sync::Arc;

/// A rule as it was loaded.
#[derive(Debug)]
pub struct Rule {
    /// Its path under the pack without `.rhai`: `one-sided/sole-discretion`.
    pub id: String,
    /// The pack it comes from: `weeflint` for the built-in one.
    pub pack: String,
    /// Its file, as a person would look for it.
    pub file: String,
    /// What its findings count for.
    pub charge: Arc<Charge>,
    /// What `const RULE` says.
    pub record: Record,
    /// Its manual page in both languages.
    pub page: Page,
    /// The examples of the page, in order.
    pub examples: Vec<Example>,
}
