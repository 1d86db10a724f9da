//! What a rule says about a place.

use super::matcher::Hit;
use crate::document::Document;
use crate::finding::Severity;
use crate::span::Span;

/// What a rule says about a place, before it is worded.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The words.
    pub span: Span,
    /// The sentence they stand in.
    pub sentence: Option<u32>,
    /// Whether it is about something absent.
    pub absence: bool,
    /// Named groups of the match.
    pub groups: Vec<(&'static str, Span)>,
    /// What would be right, or what it clashes with (`{expected}`); empty when unknown.
    pub expected: String,
    /// How many places it sums up (`{count}`).
    pub count: Option<usize>,
    /// What the script said instead of the record.
    pub message: Option<String>,
    /// As `message`.
    pub severity: Option<Severity>,
    /// As `message`.
    pub weight: Option<u8>,
    /// As `message`.
    pub rewrite: Option<String>,
    /// Other places, each with what it has to do with it.
    pub labels: Vec<(Span, String)>,
}

impl Verdict {
    /// The plain verdict on a match.
    pub fn on(hit: &Hit) -> Verdict {
        Verdict {
            sentence: Some(hit.sentence),
            groups: hit.groups.clone(),
            ..Verdict::at(hit.span)
        }
    }

    /// The verdict that something is absent from `doc`; it would belong at the start.
    pub fn absent(doc: &Document) -> Verdict {
        let first = doc.blocks.first().map_or(Span::default(), |it| it.span);
        Verdict { absence: true, ..Verdict::at(first) }
    }

    /// A verdict on `span` that says no more than the record of its rule.
    fn at(span: Span) -> Verdict {
        Verdict {
            span,
            sentence: None,
            absence: false,
            groups: Vec::new(),
            expected: String::new(),
            count: None,
            message: None,
            severity: None,
            weight: None,
            rewrite: None,
            labels: Vec::new(),
        }
    }
}
