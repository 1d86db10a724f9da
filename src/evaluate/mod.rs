//! How well the rules find what people labelled: precision, recall and F1 against passages with
//! known answers. In go labelled passages and rules; out come figures, and the passages behind
//! every miss.
//!
//! For authors of rules. A passage is read as a small document of its own, so what is absent from
//! a whole contract is not judged here.

mod labels;
mod tally;

pub use labels::{Answer, Form, Passage, Trouble, Wanted, passages};
pub use tally::{Polarity, Tally, auc};

use crate::analyze::analyze;
use crate::assess::{Rubric, flaw_figures, units};
use crate::check::{self, check};
use crate::document::Document;
use crate::finding::{Fault, Severity};
use crate::rule::Rules;
use crate::weave::{Flaw, Norm};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What rules said about labelled passages, against what the labels say.
#[derive(Debug, Default)]
pub struct Evaluation {
    /// How many passages were read.
    pub passages: usize,
    /// Figures per thing that was labelled, in order of [`Measure`].
    pub measures: Vec<(Measure, Tally)>,
    /// Where passages are judged good or bad as a whole.
    pub polarity: Option<Polarity>,
    /// Figures per rule that said something, in order of id.
    pub rules: Vec<RuleFigures>,
    /// What was labelled and not found.
    pub missed: Vec<Miss>,
    /// Rules that failed, sorted.
    pub faults: Vec<Fault>,
}

/// Something that is measured.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// A flaw, by rules whose first flaw it is.
    Primary(Flaw),
    /// A flaw, also by rules that name it second.
    WithSecondary(Flaw),
    /// A norm that the text supports.
    Supports(Norm),
    /// A norm that the text works against.
    Violates(Norm),
    /// A family of clauses (unfair terms), by the rules that look for it.
    Family(String),
    /// A family of clauses, by any rule that finds something against the passage.
    FamilyByAny(String),
    /// A topic whose passages show this flaw by definition; how often it is found. Such labels say
    /// nothing about what was found elsewhere.
    Topic(String, Flaw),
    /// Pairs whose plain side has less of this flaw.
    Plainer(Flaw),
}

/// How a rule did.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFigures {
    /// Its id.
    pub rule: String,
    /// Passages in which it found something.
    pub hits: usize,
    /// Those of them where a label agrees.
    pub right: usize,
    /// Those where none does.
    pub wrong: Vec<Wrong>,
}

/// A passage in which a rule found what no label says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The passage, an index into what was given.
    pub passage: usize,
    /// The words that it found.
    pub words: String,
}

/// A passage whose label no rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// What was labelled.
    pub measure: Measure,
    /// The passage, an index into what was given.
    pub passage: usize,
}

/// What one rule found in one passage.
struct Said {
    rule: usize,
    words: String,
    points: f64,
}

/// Runs `rules` over `passages` and compares. The same at any number of threads.
pub fn evaluate(rules: &Rules, passages: &[Passage]) -> Evaluation {
    let heard: Vec<(Vec<Said>, Vec<Fault>)> =
        passages.par_iter().map(|it| listen(rules, it)).collect();
    let mut evaluation = Evaluation { passages: passages.len(), ..Evaluation::default() };
    let mut measures: BTreeMap<Measure, Tally> = BTreeMap::new();
    let mut by_rule: BTreeMap<usize, RuleFigures> = BTreeMap::new();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (index, (passage, (said, faults))) in passages.iter().zip(&heard).enumerate() {
        evaluation.faults.extend(faults.iter().cloned());
        for (measure, wanted, found) in compare(rules, passage, said) {
            let tally = measures.entry(measure.clone()).or_default();
            tally.add(wanted, found);
            if wanted && !found {
                evaluation.missed.push(Miss { measure, passage: index });
            }
        }
        if let Answer::Polarity(Some(is_good)) = passage.answer {
            // How a quote is written says nothing about what it does.
            let about = |it: &&Said| it.points > 0.0 || judges(rules, it.rule);
            let sum: f64 = said.iter().filter(about).map(|it| it.points).sum();
            if is_good { &mut good } else { &mut bad }.push(sum);
        }
        for it in said {
            let Some(right) = agrees(rules, it.rule, &passage.answer) else { continue };
            let figures = by_rule.entry(it.rule).or_insert_with(|| RuleFigures {
                rule: rules.all().get(it.rule).map_or_else(String::new, |it| it.id.clone()),
                hits: 0,
                right: 0,
                wrong: Vec::new(),
            });
            figures.hits += 1;
            match right {
                true => figures.right += 1,
                false => figures.wrong.push(Wrong { passage: index, words: it.words.clone() }),
            }
        }
    }
    evaluation.measures = measures.into_iter().collect();
    evaluation.rules = by_rule.into_values().collect();
    evaluation.missed.sort_by(|a, b| (&a.measure, a.passage).cmp(&(&b.measure, b.passage)));
    evaluation.polarity = (!good.is_empty() && !bad.is_empty()).then(|| Polarity::of(&good, &bad));
    evaluation.faults.sort();
    evaluation.faults.dedup();
    evaluation
}

/// What each rule that found something in `passage` found first, in order of rule.
fn listen(rules: &Rules, passage: &Passage) -> (Vec<Said>, Vec<Fault>) {
    let doc = Arc::new(Document::from_paragraphs(&passage.text, passage.language));
    let facts = Arc::new(analyze(&doc));
    let checked = check(rules, &doc, &facts, check::Options::default());
    let mut said: BTreeMap<usize, Said> = BTreeMap::new();
    // A passage is no whole contract, however long it is.
    for finding in checked.findings.iter().filter(|it| !it.absence) {
        let place = rules.all().binary_search_by(|it| it.id.cmp(&finding.charge.rule));
        let Ok(rule) = place else { continue };
        let sign = if finding.severity == Severity::Strength { 1.0 } else { -1.0 };
        let points = sign * f64::from(finding.weight) * finding.confidence.factor();
        said.entry(rule).or_insert_with(|| Said {
            rule,
            words: doc[finding.span].to_owned(),
            points,
        });
    }
    (said.into_values().collect(), checked.faults)
}

/// Whether a rule is about what a passage does, and not about its wording or its form alone.
fn judges(rules: &Rules, rule: usize) -> bool {
    let flaw = rules.all().get(rule).and_then(|it| it.charge.flaws.first());
    flaw.is_some_and(|it| it.0 != Flaw::Unreadable)
}

/// What can be measured on a passage: labelled or not, found or not.
fn compare(rules: &Rules, passage: &Passage, said: &[Said]) -> Vec<(Measure, bool, bool)> {
    let charges = || said.iter().filter_map(|it| Some(&rules.all().get(it.rule)?.charge));
    let strength = |it: &&Said| it.points > 0.0;
    match &passage.answer {
        Answer::Weave(wanted) => {
            let mut out = Vec::new();
            for flaw in Flaw::ALL {
                let is = wanted.flaws.contains(&flaw);
                let first = charges().any(|it| it.flaws.first().is_some_and(|it| it.0 == flaw));
                let any = charges().any(|it| it.flaws.iter().any(|it| it.0 == flaw));
                out.push((Measure::Primary(flaw), is, first));
                out.push((Measure::WithSecondary(flaw), is, any));
            }
            for norm in Norm::ALL {
                let found = |sign: i8| charges().any(|it| it.norms.contains(&(norm, sign)));
                let is = |sign: i8| wanted.norms.contains(&(norm, sign));
                out.push((Measure::Supports(norm), is(1), found(1)));
                out.push((Measure::Violates(norm), is(-1), found(-1)));
            }
            out
        }
        Answer::Families(tags) => {
            let against = said.iter().any(|it| !strength(&it));
            let ids: BTreeSet<&str> =
                said.iter().filter_map(|it| Some(rules.all().get(it.rule)?.id.as_str())).collect();
            let mut out = Vec::new();
            for family in labels::families() {
                let wanted = tags.contains(&family.tag);
                let found = family.rules.iter().any(|it| ids.contains(it.as_str()));
                if !family.rules.is_empty() {
                    out.push((Measure::Family(family.name.clone()), wanted, found));
                }
                out.push((Measure::FamilyByAny(family.name.clone()), wanted, against));
            }
            out
        }
        Answer::Topic(topic, flaw) => {
            let found = charges().any(|it| it.flaws.iter().any(|it| it.0 == *flaw));
            vec![(Measure::Topic(topic.clone(), *flaw), true, found)]
        }
        Answer::Plain(plain) => {
            let other = Passage { text: plain.clone(), ..passage.clone() };
            let less = hard(rules, &other) < hard(rules, passage);
            vec![(Measure::Plainer(Flaw::Unreadable), true, less)]
        }
        Answer::Polarity(_) => Vec::new(),
    }
}

/// How hard a passage is to read: what its score would be, were it long enough for one.
fn hard(rules: &Rules, passage: &Passage) -> f64 {
    let doc = Arc::new(Document::from_paragraphs(&passage.text, passage.language));
    let facts = Arc::new(analyze(&doc));
    let checked = check(rules, &doc, &facts, check::Options::default());
    let rubric = Rubric::builtin();
    let (units, _) = units(&doc, &checked.findings, rubric);
    flaw_figures(Flaw::Unreadable, &units, &[], rubric).score()
}

/// Whether the labels of a passage agree with the rule at index `rule`; none where they can't say.
fn agrees(rules: &Rules, rule: usize, answer: &Answer) -> Option<bool> {
    let rule = rules.all().get(rule)?;
    match answer {
        Answer::Weave(wanted) => Some(match rule.charge.flaws.first() {
            Some((flaw, _)) => wanted.flaws.contains(flaw),
            None => rule.charge.norms.iter().any(|it| wanted.norms.contains(it)),
        }),
        Answer::Polarity(good) => {
            let strength = rule.record.severity == Severity::Strength;
            good.map(|it| it == strength)
        }
        Answer::Families(tags) => {
            let families = labels::families();
            let mut looked_for =
                families.iter().filter(|it| it.rules.contains(&rule.id)).peekable();
            looked_for.peek()?;
            Some(looked_for.any(|it| tags.contains(&it.tag)))
        }
        Answer::Topic(..) | Answer::Plain(_) => None,
    }
}

impl Measure {
    /// Whether the labels also say where it is not, so that precision means something.
    pub fn has_precision(&self) -> bool {
        !matches!(self, Measure::Topic(..) | Measure::Plainer(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn passage(id: &str, text: &str, flaws: &[Flaw], norms: &[(Norm, i8)]) -> Passage {
        Passage {
            id: id.to_owned(),
            text: text.to_owned(),
            language: Language::Dutch,
            answer: Answer::Weave(Wanted {
                flaws: flaws.iter().copied().collect(),
                norms: norms.iter().copied().collect(),
            }),
        }
    }

    #[test]
    fn what_is_found_missed_and_wrong_is_counted_apart() {
        let rules = Rules::builtin();
        let alone = "Opdrachtgever kan de opdracht naar eigen inzicht wijzigen.";
        let plain = "De schilder verft de kozijnen in mei.";
        let passages = [
            passage("gevonden", alone, &[Flaw::OneSided], &[(Norm::Autonomy, -1)]),
            passage("te veel", alone, &[], &[]),
            passage("gemist", plain, &[Flaw::OneSided], &[]),
            passage("niets", plain, &[], &[]),
        ];
        let evaluation = evaluate(&rules, &passages);
        let tally = |wanted: &Measure| {
            evaluation.measures.iter().find(|it| it.0 == *wanted).map(|it| it.1).unwrap_or_default()
        };
        let one_sided = tally(&Measure::Primary(Flaw::OneSided));
        assert_eq!((one_sided.right, one_sided.extra, one_sided.missed), (1, 1, 1));
        assert_eq!(one_sided.precision(), Some(0.5));
        assert_eq!(one_sided.recall(), Some(0.5));
        let missed: Vec<usize> = evaluation
            .missed
            .iter()
            .filter(|it| it.measure == Measure::Primary(Flaw::OneSided))
            .map(|it| it.passage)
            .collect();
        assert_eq!(missed, [2]);
        for rule in &evaluation.rules {
            assert_eq!(rule.hits, rule.right + rule.wrong.len(), "{}", rule.rule);
        }
        let first = evaluation.rules.iter().find(|it| it.right == 1).expect("a rule was right");
        assert!(first.wrong.iter().all(|it| it.passage == 1 && alone.contains(&it.words)));
    }

    #[test]
    fn the_families_name_rules_that_exist() {
        let rules = Rules::builtin();
        for family in labels::families() {
            for id in &family.rules {
                assert!(rules.get(id).is_some(), "{}: no rule is called {id}", family.name);
            }
        }
    }
}
