//! A way to say it relationally, and how far it reaches.

use crate::span::Span;

/// What a rewrite changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Spelling and signs: may be applied.
    Typographic,
    /// Tone and clarity, same rights and duties: apply after review.
    Wording,
    /// Rights, duties or risk move: only proposed; the parties decide, a lawyer looks along.
    Substance,
}

impl Effect {
    /// All, smallest first.
    pub const ALL: [Effect; 3] = [Effect::Typographic, Effect::Wording, Effect::Substance];

    /// The name in rules and JSON: `substance`.
    pub fn name(self) -> &'static str {
        match self {
            Effect::Typographic => "typographic",
            Effect::Wording => "wording",
            Effect::Substance => "substance",
        }
    }

    /// The effect called `name`.
    pub fn parse(name: &str) -> Option<Effect> {
        Effect::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// Text to put in place of other text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// What it changes.
    pub effect: Effect,
    /// The edits that make it; they don't overlap.
    pub edits: Vec<Edit>,
    /// The new words as a reader should see them. May hold blanks like `{termijn}` that only the
    /// parties can fill.
    pub text: String,
}

/// `text` with `edits` made; of two that overlap the first one wins.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|it| (it.span.start, it.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        let range = edit.span.range();
        if range.start < at {
            continue;
        }
        if let Some(kept) = text.get(at..range.start) {
            out.push_str(kept);
            out.push_str(&edit.text);
            at = range.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}
