//! Which proposals can be made in a text: each must take its finding away and bring no new one,
//! together with all the others that are made.

use crate::document::Document;
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::report::messages::Text;
use crate::report::{Judged, Place, in_file, place};
use crate::rewrite::{Edit, Effect, apply};
use crate::span::Span;
use std::collections::BTreeSet;

/// A proposal, made or not.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// The rule that proposes it.
    pub(super) rule: String,
    pub(super) effect: Effect,
    /// Whether a whole sentence goes.
    whole: bool,
    severity: Severity,
    weight: u8,
    /// Where.
    pub(super) place: Place,
    /// The words that go.
    pub(super) words: String,
    /// The words that come.
    pub(super) text: String,
    /// What its finding is about, in bytes of the file.
    found: Span,
    /// The edits of the file.
    edits: Vec<Edit>,
}

/// The most words of a sentence that a proposal may take the place of as a whole.
const MOST_WORDS: usize = 35;

/// Whether a sentence holds a figure that its proposal lacks, or more words than one thought has:
/// people take over what it says, a program drops it.
fn says_more(change: &Change) -> bool {
    let figure = |it: &str| it.bytes().any(|it| it.is_ascii_digit());
    figure(&change.words) && !figure(&change.text)
        || change.words.split_whitespace().count() > MOST_WORDS
}

/// Why a proposal is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Skip {
    /// It has blanks.
    Blank,
    /// It is about something that is not there.
    NoPlace,
    /// It reaches further than was asked.
    Effect(Effect),
    /// It takes the place of a whole sentence, and so of all else that the sentence says.
    Whole,
    /// It takes the place of a sentence that says more than the words that were found.
    SaysMore,
    /// The finding was decided.
    Decided,
    /// Its words don't stand in the file as one stretch.
    Scattered,
    /// The encoding of the file has no sign for a letter of it.
    Unwritable,
    /// A heavier proposal, of this rule, is about the same words.
    Overlaps(String),
    /// The finding would still be there.
    Stays,
    /// A finding of this rule would come.
    Brings(String),
}

/// What comes of a text.
#[derive(Debug, Default)]
pub(super) struct Amended {
    /// The proposals that are made, in order of place.
    pub(super) made: Vec<Change>,
    /// Those that are not, and why.
    pub(super) left: Vec<(Change, Skip)>,
}

/// A finding as it is known again in a changed text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    rule: String,
    /// Bytes of the file; none for what is absent.
    span: Option<Span>,
    /// Those of the sentence it stands in.
    around: Span,
}

impl Skip {
    /// The reason in a few words.
    pub(super) fn text(&self, language: Language) -> String {
        let (text, with) = match self {
            Skip::Blank => (BLANK, String::new()),
            Skip::NoPlace => (NO_PLACE, String::new()),
            Skip::Effect(effect) => (TOO_FAR, effect.name().to_owned()),
            Skip::Whole => (WHOLE, String::new()),
            Skip::SaysMore => (SAYS_MORE, String::new()),
            Skip::Decided => (DECIDED, String::new()),
            Skip::Scattered => (SCATTERED, String::new()),
            Skip::Unwritable => (UNWRITABLE, String::new()),
            Skip::Overlaps(rule) => (OVERLAPS, rule.clone()),
            Skip::Stays => (STAYS, String::new()),
            Skip::Brings(rule) => (BRINGS, rule.clone()),
        };
        text.fill(language, &[&with])
    }
}

const BLANK: Text =
    Text::new("heeft plekken die de partijen invullen", "has blanks that the parties fill in");
const NO_PLACE: Text =
    Text::new("is nieuwe tekst zonder vaste plek", "is new text without a fixed place");
const TOO_FAR: Text = Text::new(
    "reikt verder dan gevraagd (--effect {})",
    "reaches further than was asked (--effect {})",
);
const WHOLE: Text = Text::new(
    "zou een hele zin vervangen, met wat daar verder in staat (--effect substance)",
    "would replace a whole sentence, with all else that it says (--effect substance)",
);
const SAYS_MORE: Text = Text::new(
    "zou een zin vervangen die meer zegt: een bedrag, een termijn, of veel woorden",
    "would replace a sentence that says more: an amount, a term, or many words",
);
const DECIDED: Text = Text::new(
    "hoort bij een bevinding waarover al besloten is",
    "belongs to a finding that was decided",
);
const SCATTERED: Text = Text::new(
    "betreft woorden die niet als één stuk in het bestand staan",
    "is about words that don't stand in the file as one stretch",
);
const UNWRITABLE: Text = Text::new(
    "heeft tekens die de codering van het bestand niet kent",
    "has characters that the encoding of the file lacks",
);
const OVERLAPS: Text = Text::new("overlapt een voorstel van {}", "overlaps a proposal of {}");
const STAYS: Text = Text::new("zou de bevinding niet wegnemen", "would not take the finding away");
const BRINGS: Text =
    Text::new("zou een nieuwe bevinding brengen: {}", "would bring a new finding: {}");

/// What is made of the proposals for `text`: those that `asked` wants and that reach no further than
/// `most`. `judge` says what is found in a changed text, or that it can't be read any more;
/// `writes` whether the file can hold a text.
pub(super) fn amend(
    text: &str,
    before: &[Seen],
    judged: &Judged,
    most: Effect,
    asked: impl Fn(&Finding) -> bool,
    writes: impl Fn(&str) -> bool,
    judge: &dyn Fn(&str) -> Option<Vec<Seen>>,
) -> Amended {
    let mut amended = Amended::default();
    let mut chosen: Vec<Change> = Vec::new();
    for (finding, decided) in proposals(judged) {
        if !asked(finding) {
            continue;
        }
        let Some((mut change, possible)) = change(&judged.document, text, finding) else {
            continue;
        };
        let skip = match possible {
            _ if decided => Some(Skip::Decided),
            Err(skip) => Some(skip),
            Ok(()) if change.effect > most => Some(Skip::Effect(change.effect)),
            // What a sentence says beside the words that were found may be a right or a duty.
            Ok(()) if change.whole && most < Effect::Substance => Some(Skip::Whole),
            Ok(()) if change.whole && says_more(&change) => Some(Skip::SaysMore),
            Ok(()) if !writes(&change.text) => Some(Skip::Unwritable),
            Ok(()) => None,
        };
        match skip {
            Some(skip) => {
                change.edits.clear();
                amended.left.push((change, skip));
            }
            None => chosen.push(change),
        }
    }
    // The heaviest first; of two as heavy the one that comes first in the text.
    chosen
        .sort_by_key(|it| (std::cmp::Reverse((it.severity, it.weight)), it.found, it.rule.clone()));
    let mut trying: Vec<Change> = Vec::new();
    for change in chosen {
        match trying.iter().find(|it| it.overlaps(&change)) {
            Some(other) => {
                let skip = Skip::Overlaps(other.rule.clone());
                amended.left.push((change, skip));
            }
            None => trying.push(change),
        }
    }
    trying.sort_by_key(|it| it.found);
    Trial { text, before, judge }.settle(trying, &mut amended);
    amended.made.sort_by_key(|it| it.found);
    amended.left.sort_by_key(|it| it.0.found);
    amended
}

/// Every finding in the file, as it is known again.
pub(super) fn seen(judged: &Judged) -> Vec<Seen> {
    let doc = &judged.document;
    let all = judged.all();
    let it = all.iter().filter(|it| it.severity != Severity::Strength).map(|it| {
        let span = (!it.absence).then(|| doc.source_of(it.span)).flatten();
        let sentence = it.sentence.and_then(|at| doc.sentences.get(at as usize));
        let around = sentence.and_then(|it| doc.source_of(it.span)).or(span).unwrap_or_default();
        Seen { rule: it.charge.rule.clone(), span, around }
    });
    it.collect()
}

impl Amended {
    /// The edits of the file.
    pub(super) fn edits(&self) -> Vec<Edit> {
        self.made.iter().flat_map(|it| it.edits.clone()).collect()
    }
}

impl Change {
    fn overlaps(&self, other: &Change) -> bool {
        let mut pairs = self.edits.iter().flat_map(|a| other.edits.iter().map(move |b| (a, b)));
        pairs.any(|(a, b)| a.span.overlaps(b.span) || a.span.start == b.span.start)
    }
}

/// The findings with a proposal, and whether they were decided.
fn proposals(judged: &Judged) -> impl Iterator<Item = (&Finding, bool)> {
    let open = judged.findings.iter().map(|it| (it, false));
    let decided = judged.decided.iter().map(|it| (&it.0, true));
    open.chain(decided).filter(|it| !it.0.rewrites.is_empty())
}

/// The first proposal of `finding`, and whether it can be made in the file.
fn change(doc: &Document, text: &str, finding: &Finding) -> Option<(Change, Result<(), Skip>)> {
    let rewrite = finding.rewrites.first()?;
    let edits = in_file(doc, text, rewrite);
    let possible = match &edits {
        _ if rewrite.edits.is_empty() => Err(Skip::NoPlace),
        _ if rewrite.text.contains('{') => Err(Skip::Blank),
        None => Err(Skip::Scattered),
        Some(_) => Ok(()),
    };
    let sentence = finding.sentence.and_then(|at| doc.sentences.get(at as usize));
    let whole = |edit: &Edit| sentence.is_some_and(|it| covers(doc, edit.span, it.span));
    let words = rewrite.edits.first().map_or("", |it| &doc[it.span]).to_owned();
    let change = Change {
        rule: finding.charge.rule.clone(),
        effect: rewrite.effect,
        whole: rewrite.edits.iter().any(whole),
        severity: finding.severity,
        weight: finding.weight,
        place: place(doc, finding.span),
        words,
        text: rewrite.text.clone(),
        found: doc.source_of(finding.span).unwrap_or_default(),
        edits: edits.unwrap_or_default(),
    };
    Some((change, possible))
}

/// Whether `span` holds `sentence`, but for its full stop.
fn covers(doc: &Document, span: Span, sentence: Span) -> bool {
    let words = doc[sentence].trim_end_matches(['.', ';', ':', '!', '?', ' ']).len();
    span.start <= sentence.start && span.end >= sentence.start + words as u32
}

/// Changes tried out in a text.
struct Trial<'a> {
    text: &'a str,
    before: &'a [Seen],
    judge: &'a dyn Fn(&str) -> Option<Vec<Seen>>,
}

impl Trial<'_> {
    /// Makes what can be made of `trying` beside what is made already. What is to blame for a
    /// finding in its own sentence goes at once; where no sentence is to blame, halves are tried.
    fn settle(&self, mut trying: Vec<Change>, amended: &mut Amended) {
        while !trying.is_empty() {
            let made = amended.made.len();
            let all: Vec<&Change> = amended.made.iter().chain(&trying).collect();
            let (blamed, unexplained) = self.troubles(&all);
            // What was made before was in order; with it in trouble, one of those tried is to blame.
            let of_trying: Vec<_> = blamed.iter().filter(|it| it.0 >= made).cloned().collect();
            if blamed.is_empty() && unexplained.is_none() {
                amended.made.append(&mut trying);
            } else if !of_trying.is_empty() {
                for (at, skip) in of_trying.into_iter().rev() {
                    amended.left.push((trying.remove(at - made), skip));
                }
            } else if trying.len() == 1 {
                let skip = blamed.into_iter().next().map(|it| it.1).or(unexplained);
                let skips = trying.drain(..).zip(skip);
                amended.left.extend(skips);
            } else {
                let second = trying.split_off(trying.len() / 2);
                self.settle(std::mem::take(&mut trying), amended);
                trying = second;
            }
        }
    }

    /// What is wrong with the text with `changes`: which of them are to blame and why, in order, and
    /// a new finding for which none is.
    fn troubles(&self, changes: &[&Change]) -> (Vec<(usize, Skip)>, Option<Skip>) {
        let mut edits: Vec<(usize, &Edit)> = Vec::new();
        for (at, change) in changes.iter().enumerate() {
            edits.extend(change.edits.iter().map(|it| (at, it)));
        }
        edits.sort_by_key(|it| it.1.span);
        let plain: Vec<Edit> = edits.iter().map(|it| it.1.clone()).collect();
        let Some(after) = (self.judge)(&apply(self.text, &plain)) else {
            // It can't be read any more: any of them may be why.
            return (Vec::new(), Some(Skip::Stays));
        };
        let known: BTreeSet<(&str, Option<Span>)> =
            self.before.iter().map(|it| (it.rule.as_str(), it.span)).collect();
        let mut blamed: Vec<(usize, Skip)> = Vec::new();
        let mut unexplained = None;
        for it in &after {
            let was = it.span.map(|it| old(it, &plain));
            let same = |change: &&&Change| {
                change.rule == it.rule
                    && was.is_some_and(|was| {
                        let touched = |edit: &Edit| touches(edit.span, was);
                        touches(change.found, was) || change.edits.iter().any(touched)
                    })
            };
            let fixed = |at: Option<Span>| {
                changes.iter().any(|change| change.rule == it.rule && Some(change.found) == at)
            };
            // What was there, in the same place, and is not what a change should have taken away.
            if known.contains(&(it.rule.as_str(), was)) && !fixed(was) {
                continue;
            }
            if let Some(at) = changes.iter().position(|change| same(&change)) {
                blamed.push((at, Skip::Stays));
                continue;
            }
            let here = |edit: &Edit| was.is_some_and(|was| touches(edit.span, was));
            let there = |known: &Seen| {
                known.rule == it.rule
                    && known.span.zip(was).is_some_and(|(known, was)| known.overlaps(was))
            };
            if plain.iter().any(here) && self.before.iter().any(there) {
                continue;
            }
            let around = old(it.around, &plain);
            let in_sentence =
                edits.iter().filter(|edit| it.span.is_some() && touches(edit.1.span, around));
            let skip = Skip::Brings(it.rule.clone());
            let before = blamed.len();
            blamed.extend(in_sentence.map(|edit| (edit.0, skip.clone())));
            if blamed.len() == before {
                unexplained = Some(skip);
            }
        }
        blamed.sort_by_key(|it| it.0);
        blamed.dedup_by_key(|it| it.0);
        (blamed, unexplained)
    }
}

fn touches(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// Where `span` of the text with `edits`, sorted, was before them. What lies in a new text was where
/// the old one began or ended.
fn old(span: Span, edits: &[Edit]) -> Span {
    let place = |at: u32, end: bool| {
        let mut shift = 0_i64;
        for edit in edits {
            let start = i64::from(edit.span.start) + shift;
            let stop = start + edit.text.len() as i64;
            if i64::from(at) >= stop && (!end || i64::from(at) > start) {
                shift += edit.text.len() as i64 - edit.span.len() as i64;
            } else if i64::from(at) > start {
                return if end { edit.span.end } else { edit.span.start };
            } else {
                break;
            }
        }
        u32::try_from(i64::from(at) - shift).unwrap_or(0)
    };
    let start = place(span.start, false);
    Span { start, end: place(span.end, true).max(start) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_changed_text_is_found_in_the_old_one() {
        // "een twee drie vier" becomes "een 22222 drie" and " vier" goes.
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.into() };
        let edits = [edit(4, 8, "22222"), edit(13, 18, "")];
        let at = |start, end| {
            let Span { start, end } = old(Span::new(start, end), &edits);
            (start, end)
        };
        assert_eq!(at(0, 3), (0, 3));
        assert_eq!(at(4, 9), (4, 8), "all of the new words");
        assert_eq!(at(5, 7), (4, 8), "some of them");
        assert_eq!(at(10, 14), (9, 13), "what stands behind");
        assert_eq!(at(0, 14), (0, 13));
    }
}
