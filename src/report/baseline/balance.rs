//! Who must and may what, and who has the rights that both sides can have.

use super::words;
use crate::analyze::Bearer;
use crate::analyze::symmetry::{PairedRight, Standing, Subject};
use crate::language::Language;
use crate::report::{Judged, messages, place};
use crate::span::Span;

/// Somebody who must or may do something.
pub(in crate::report) struct Holder {
    pub(in crate::report) name: String,
    pub(in crate::report) must: usize,
    pub(in crate::report) may_not: usize,
    pub(in crate::report) may: usize,
    pub(in crate::report) as_it_sees_fit: usize,
}

/// A right that both sides can have.
pub(in crate::report) struct Paired {
    pub(in crate::report) subject: Subject,
    pub(in crate::report) standing: Standing,
    /// Who gains by it, each with the places that say so and whether one is on a condition.
    pub(in crate::report) holders: Vec<(String, Vec<Span>, bool)>,
    /// Who has more, and who has less, where somebody does.
    pub(in crate::report) favours: Option<(String, String)>,
}

/// Who must and may what: the parties in order, then all of them together, then nobody; only those
/// that a duty falls to.
pub(super) fn balance(judged: &Judged, language: Language) -> Vec<Holder> {
    let sides = judged.facts.balance.sides.iter().filter(|it| it.bound() + it.free() > 0);
    sides
        .map(|it| Holder {
            name: holder_name(judged, it.bearer, language),
            must: it.obligations as usize,
            may_not: it.prohibitions as usize,
            may: (it.rights + it.permissions + it.exemptions) as usize,
            as_it_sees_fit: it.discretions as usize,
        })
        .collect()
}

/// Who is meant, as people say it.
fn holder_name(judged: &Judged, bearer: Bearer, language: Language) -> String {
    let text = |it: messages::Text| it.get(language).to_owned();
    match bearer {
        Bearer::Party(at) => {
            judged.facts.parties.get(at).map_or(String::new(), |it| it.name.clone())
        }
        Bearer::Speaker => text(messages::HOLDER_SPEAKER),
        Bearer::Reader => text(messages::HOLDER_READER),
        Bearer::Every => text(messages::HOLDER_EVERY),
        Bearer::Nobody => text(messages::HOLDER_NOBODY),
    }
}

pub(super) fn paired(judged: &Judged, it: &PairedRight, language: Language) -> Paired {
    let facts = &judged.facts;
    let mut holders: Vec<(Bearer, Vec<Span>, bool)> = Vec::new();
    for holding in it.holdings.iter().filter(|it| it.gains != Bearer::Nobody) {
        let Some(duty) = facts.duties.get(holding.duty as usize) else { continue };
        let conditional = holding.condition.is_some();
        match holders.iter_mut().find(|it| it.0 == holding.gains) {
            Some(holder) => {
                // One clause often says it more than once.
                let here = |it: Span| place(&judged.document, it).text(language);
                if !holder.1.iter().any(|it| here(*it) == here(duty.words)) {
                    holder.1.push(duty.words);
                }
                holder.2 |= conditional;
            }
            None => holders.push((holding.gains, vec![duty.words], conditional)),
        }
    }
    holders.sort_by_key(|it| it.0);
    let name = |it: Bearer| holder_name(judged, it, language);
    let favours = it.standing.favours().map(|who| {
        // With more than two parties there is no one other.
        let other = match (who, facts.parties.len()) {
            (Bearer::Party(at), 2) => name(Bearer::Party(1 - at.min(1))),
            (Bearer::Speaker, _) => name(Bearer::Reader),
            (Bearer::Reader, _) => name(Bearer::Speaker),
            _ => words::THE_OTHER.get(language).to_owned(),
        };
        (name(who), other)
    });
    let holders = holders.into_iter().map(|it| (opened(&name(it.0)), it.1, it.2)).collect();
    Paired { subject: it.subject, standing: it.standing, holders, favours }
}

impl Paired {
    /// How it is spread, in words.
    pub(in crate::report) fn standing(&self, language: Language) -> String {
        let who = self.favours.as_ref().map_or("", |it| it.0.as_str());
        match self.standing {
            Standing::Mutual => words::STANDING_MUTUAL.get(language).to_owned(),
            Standing::Mirrored => words::STANDING_MIRRORED.get(language).to_owned(),
            Standing::Uneven(_) => words::STANDING_UNEVEN.fill(language, &[who]),
            Standing::OneSided(_) => words::STANDING_ONE.fill(language, &[who]),
            Standing::Unclear => words::STANDING_UNCLEAR.get(language).to_owned(),
        }
    }

    /// How either side may read it; none where nobody has more.
    pub(in crate::report) fn readings(&self, language: Language) -> Option<String> {
        let (who, other) = self.favours.as_ref()?;
        let burden = matches!(
            self.subject,
            Subject::Liability | Subject::Indemnity | Subject::Confidentiality | Subject::Notice
        );
        let text = match self.standing {
            _ if burden => words::READ_BURDEN,
            Standing::Uneven(_) => words::READ_UNEVEN,
            _ => words::READ_ONE,
        };
        Some(text.fill(language, &[&opened(who), &opened(other)]))
    }
}

/// `text` as a sentence opens: with a capital.
fn opened(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or(String::new(), |it| it.to_uppercase().chain(rest).collect())
}
