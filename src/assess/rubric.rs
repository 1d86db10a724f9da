//! The numbers that decide a score: `rules/rubric.toml`, embedded.

use crate::document::Zone;
use crate::weave::{Flaw, Norm};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The rubric. Its fields are explained beside their values, in `rules/rubric.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// `wn-MAJOR.MINOR.PATCH`: formula, weights, repairs.
    pub version: String,
    /// What one point of weight takes of a sentence, 0–1.
    pub step: f64,
    /// What one finding can take at most, 0–1.
    pub most: f64,
    /// Bounds of a sentence's mass, in words.
    pub mass: Mass,
    zones: ZoneWeights,
    flaws: BTreeMap<String, f64>,
    norms: BTreeMap<String, f64>,
    /// The weight of the heaviest passage, 0–1.
    pub peak: Peak,
    /// How what is missing counts.
    pub absence: Absence,
    /// How hard reading counts, beside what rules find.
    pub reading: Reading,
    /// The floors under which nothing is scored.
    pub evidence: Floors,
}

/// Bounds of a sentence's mass, in words.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mass {
    /// What a shorter sentence weighs.
    pub least: u32,
    /// What a longer sentence weighs.
    pub most: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneWeights {
    operative: f64,
    recital: f64,
}

/// The weight of the heaviest passage, 0–1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peak {
    /// Where a finding is about substance.
    pub substance: f64,
    /// Where all are about wording.
    pub wording: f64,
}

/// How what is missing counts.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// All that is missing together, at most, 0–1.
    pub most: f64,
    /// Text quality from which it counts, 0–1.
    pub quality: f64,
}

/// How hard reading counts: for the flaw that is about reading only.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The load of a sentence up to which it is easy.
    pub easy: f32,
    /// The load from which it is as hard as a sentence in which a rule found something.
    pub hard: f32,
    /// What a text of hard sentences only counts for, 0–1.
    pub most: f64,
}

impl Reading {
    /// A load between `easy` and `hard`, in thousandths.
    pub fn of(&self, load: f32) -> u16 {
        let share = (load - self.easy) / (self.hard - self.easy).max(1.0);
        (share.clamp(0.0, 1.0) * 1000.0).round() as u16
    }
}

/// The floors under which nothing is scored, and what confidence grows with.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// Words of distinct sentences.
    pub words: u32,
    /// Distinct operative sentences.
    pub sentences: u32,
    /// Text quality, 0–1.
    pub quality: f64,
    /// Confidence, 0–1.
    pub confidence: f64,
    /// Sentences after which confidence has grown to 63 %.
    pub scale: f64,
    /// What confidence keeps where nothing stands under a numbered clause, 0–1.
    pub unnumbered: f64,
    /// Share of words in a judged language from which that language is sure, 0–1.
    pub language_sure: f64,
    /// The same, from which it is mixed; under it no language is known.
    pub language_mixed: f64,
}

impl Rubric {
    /// The rubric that comes with the program.
    pub fn builtin() -> &'static Rubric {
        #[expect(clippy::expect_used, reason = "the table is embedded; a test reads it")]
        static RUBRIC: LazyLock<Rubric> = LazyLock::new(|| {
            toml::from_str(include_str!("../../rules/rubric.toml"))
                .expect("rules/rubric.toml is a rubric")
        });
        &RUBRIC
    }

    /// What a finding in `zone` counts for, 0–1.
    pub fn zone(&self, zone: Zone) -> f64 {
        match zone {
            Zone::Operative => self.zones.operative,
            Zone::Recital => self.zones.recital,
            _ => 0.0,
        }
    }

    /// The share of hit mass at which the density of `flaw` is one half.
    pub fn flaw(&self, flaw: Flaw) -> f64 {
        self.flaws.get(flaw.name()).copied().unwrap_or(0.08)
    }

    /// The share of hit mass at which support or violation of `norm` is one half.
    pub fn norm(&self, norm: Norm) -> f64 {
        self.norms.get(norm.name()).copied().unwrap_or(0.03)
    }

    /// What a sentence of `words` words weighs.
    pub fn mass(&self, words: u32) -> f64 {
        f64::from(words.clamp(self.mass.least, self.mass.most.max(self.mass.least)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_flaw_and_norm() {
        let rubric = Rubric::builtin();
        assert!(rubric.version.starts_with("wn-1."));
        for flaw in Flaw::ALL {
            assert!(rubric.flaws.contains_key(flaw.name()), "{flaw:?}");
        }
        for norm in Norm::ALL {
            assert!(rubric.norms.contains_key(norm.name()), "{norm:?}");
        }
        assert_eq!(rubric.flaws.len() + rubric.norms.len(), 14, "a name nobody knows");
    }
}
