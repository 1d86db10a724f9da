//! `rules/frames.toml` as it stands: cues, polarities, frameworks, and what each of them is made of.

use crate::language::Language;
use crate::weave::{Flaw, Norm};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The table of the frameworks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Frames {
    pub(super) cues: BTreeMap<String, CueRow>,
    pub(super) polarity: Vec<PoleRow>,
    pub(super) frame: Vec<FrameRow>,
}

/// Groups of entries for each language, and entries that take the cue away.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CueRow {
    pub(super) nl: Vec<Vec<String>>,
    pub(super) en: Vec<Vec<String>>,
    #[serde(default)]
    pub(super) unless: Vec<String>,
}

/// A position between two poles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PoleRow {
    pub(super) nl: Poles,
    pub(super) en: Poles,
    /// What leans to the left, and what to the right.
    pub(super) toward: [Vec<Input>; 2],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Poles {
    pub(super) left: String,
    pub(super) right: String,
    pub(super) question: String,
}

/// A framework.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameRow {
    pub(super) id: String,
    #[serde(default)]
    pub(super) kind: FrameKind,
    pub(super) sure: Sure,
    pub(super) nl: Words,
    pub(super) en: Words,
    /// Without any of these there is no reason to look.
    #[serde(default)]
    pub(super) when: Vec<Input>,
    #[serde(default)]
    pub(super) against: Vec<Input>,
    #[serde(default)]
    pub(super) elements: Vec<ElementRow>,
    pub(super) caution: Option<CautionRow>,
    #[serde(default, rename = "pole")]
    pub(super) poles: Vec<PoleRow>,
}

/// What a framework tells beside its elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FrameKind {
    /// Nothing.
    #[default]
    List,
    /// Steps that come in order.
    Ladder,
    /// The element that most points to.
    Choice,
    /// The element that most passages show.
    Majority,
}

/// How far words can tell what a framework asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Sure {
    High,
    Medium,
    Low,
}

impl Sure {
    /// The factors of findings.
    pub(super) fn factor(self) -> f64 {
        match self {
            Sure::High => 1.0,
            Sure::Medium => 0.8,
            Sure::Low => 0.6,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) question: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ElementRow {
    pub(super) id: String,
    pub(super) signs: Vec<Input>,
    #[serde(default)]
    pub(super) with: Vec<Input>,
    #[serde(default)]
    pub(super) against: Vec<Input>,
    /// A cue in the title of the document.
    pub(super) title: Option<String>,
    pub(super) nl: String,
    pub(super) en: String,
}

/// What to be careful about where one of the elements is chosen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CautionRow {
    pub(super) of: Vec<String>,
    pub(super) unless: Vec<Input>,
    pub(super) nl: String,
    pub(super) en: String,
}

/// Something that a framework goes by.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum Input {
    /// A sentence has the cue.
    Cue(String),
    /// Findings that carry a norm.
    Support(Norm),
    /// Findings that work against a norm.
    Violation(Norm),
    /// Findings of a flaw.
    Shows(Flaw),
    /// An article is about it.
    Topic(String),
    /// Something that is counted.
    Measure(Measure),
}

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    DirectiveSpeech,
    SubstantiveSpeech,
    Norms,
    RelationFirst,
    LegalFirst,
    RelationalShare,
    FullRelations,
    Commitment,
    InterestsOfEach,
    PlainLanguage,
    Ladder,
}

impl TryFrom<String> for Input {
    type Error = String;

    fn try_from(text: String) -> Result<Input, String> {
        let unknown = || format!("no such input: {text}");
        let Some((kind, name)) = text.split_once(' ') else { return Ok(Input::Cue(text)) };
        Ok(match kind {
            "supports" => Input::Support(Norm::parse(name).ok_or_else(unknown)?),
            "violates" => Input::Violation(Norm::parse(name).ok_or_else(unknown)?),
            "shows" => Input::Shows(Flaw::parse(name).ok_or_else(unknown)?),
            "topic" => Input::Topic(name.to_owned()),
            "measure" => Input::Measure(measure(name).ok_or_else(unknown)?),
            _ => return Err(unknown()),
        })
    }
}

fn measure(name: &str) -> Option<Measure> {
    Some(match name {
        "directive-speech" => Measure::DirectiveSpeech,
        "substantive-speech" => Measure::SubstantiveSpeech,
        "norms" => Measure::Norms,
        "relation-first" => Measure::RelationFirst,
        "legal-first" => Measure::LegalFirst,
        "relational-share" => Measure::RelationalShare,
        "full-relations" => Measure::FullRelations,
        "commitment" => Measure::Commitment,
        "interests-of-each" => Measure::InterestsOfEach,
        "plain-language" => Measure::PlainLanguage,
        "ladder" => Measure::Ladder,
        _ => return None,
    })
}

impl CueRow {
    pub(super) fn groups(&self, language: Language) -> &[Vec<String>] {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }
}

/// The table that comes with the program.
pub(super) fn table() -> &'static Frames {
    #[expect(clippy::expect_used, reason = "the table is embedded; a test reads it")]
    static TABLE: LazyLock<Frames> = LazyLock::new(|| {
        toml::from_str(include_str!("../../rules/frames.toml"))
            .expect("rules/frames.toml is a table of frameworks")
    });
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::topics;

    #[test]
    fn the_table_is_read_and_names_only_what_there_is() {
        let table = table();
        let known = |it: &Input| match it {
            Input::Cue(name) => table.cues.contains_key(name),
            Input::Topic(name) => topics::exists(name),
            _ => true,
        };
        let poles = table.frame.iter().flat_map(|it| &it.poles).chain(&table.polarity);
        let leaning = poles.flat_map(|it| it.toward.iter().flatten());
        let of_frames = table.frame.iter().flat_map(|it| it.when.iter().chain(&it.against));
        let elements = || table.frame.iter().flat_map(|it| &it.elements);
        let of_elements =
            elements().flat_map(|it| it.signs.iter().chain(&it.with).chain(&it.against));
        for input in leaning.chain(of_frames).chain(of_elements) {
            assert!(known(input), "{input:?}");
        }
        for element in elements() {
            assert!(!element.signs.is_empty(), "{}", element.id);
            assert!(element.title.as_ref().is_none_or(|it| table.cues.contains_key(it)));
        }
        for frame in &table.frame {
            let of = frame.caution.iter().flat_map(|it| &it.of);
            let has = |id: &String| frame.elements.iter().any(|it| it.id == *id);
            assert!(of.clone().all(has), "{}", frame.id);
            assert!(frame.nl.question.ends_with('?') && frame.en.question.ends_with('?'));
        }
    }

    #[test]
    fn entries_are_lower_case_and_in_both_languages() {
        for (name, cue) in &table().cues {
            let entries = cue.nl.iter().chain(&cue.en).flatten().chain(&cue.unless);
            assert!(entries.clone().all(|it| *it == it.to_lowercase()), "{name}");
            assert!(!cue.nl.is_empty() && !cue.en.is_empty(), "{name}");
        }
    }
}
