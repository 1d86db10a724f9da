//! What analyses know of duties, topics and rights, for scripts.

use super::place::{Place, What};
use super::{Outcome, get};
use crate::analyze::symmetry::{Side, Subject};
use crate::analyze::{Bearer, Duty, Owner, Standard, Topic, Voice};
use crate::span::Span;
use rhai::{Array, Dynamic, Engine, ImmutableString};

/// Registers who must and may what, what clauses are about, and how rights are spread.
pub(super) fn register(engine: &mut Engine) {
    // A sentence: what it lays on whom; "" where it lays nothing on anybody.
    get(engine, "modality", |it| duty_of(it, |_, duty| duty.modality.name().into()));
    get(engine, "bearer", |it| duty_of(it, |it, duty| who(it, duty.bearer).into()));
    get(engine, "counterparty", |it| duty_of(it, |it, duty| who(it, duty.counterparty).into()));
    get(engine, "voice", |it| {
        duty_of(it, |_, duty| match duty.voice {
            Voice::Active => "active".into(),
            Voice::Passive => "passive".into(),
            Voice::Imperative => "imperative".into(),
        })
    });
    get(engine, "action", |it| duty_of(it, |it, duty| it.reading.doc[duty.action].trim().into()));
    get(engine, "condition", |it| duty_of(it, |it, duty| words_at(it, duty.condition)));
    get(engine, "deadline", |it| duty_of(it, |it, duty| words_at(it, duty.deadline)));
    get(engine, "sanction", |it| duty_of(it, |it, duty| words_at(it, duty.sanction)));
    get(engine, "standard", |it| {
        duty_of(it, |_, duty| match duty.standard {
            Standard::None => "".into(),
            Standard::Measured(_) => "measured".into(),
            Standard::Open(_) => "open".into(),
        })
    });
    // Who is to do it: "party", "role" ("the project manager"), "person", "nobody".
    get(engine, "owner", |it| {
        duty_of(it, |_, duty| match duty.owner {
            Owner::Party => "party".into(),
            Owner::Role(_) => "role".into(),
            Owner::Person(_) => "person".into(),
            Owner::Nobody => "nobody".into(),
        })
    });
    engine.register_fn("is_about", |it: &mut Place, subject: ImmutableString| -> Outcome<bool> {
        let subject = subject_called(&subject)?;
        Ok(duty_in(it).is_some_and(|it| it.subjects.contains(subject)))
    });

    // The sentences of a clause, the contract or a party that lay something on somebody.
    get(engine, "duties", |it| {
        let (from, to) = match it.what {
            What::Party(_) => (0, u32::MAX),
            _ => it.sentences(),
        };
        let inside = it.reading.facts.duties.iter().filter(|duty| {
            (from..to).contains(&duty.sentence)
                && match it.what {
                    What::Party(at) => duty.bearer == Bearer::Party(at),
                    _ => true,
                }
        });
        Dynamic::from(
            inside.take(5_000).map(|duty| it.at_sentence(duty.sentence)).collect::<Array>(),
        )
    });

    // A party: what binds it (must, may not), and what frees it (may, need not).
    get(engine, "bound", |it| side_of(it, Side::bound));
    get(engine, "free", |it| side_of(it, Side::free));

    // The contract: "mutual", "mirrored", "uneven", "one-sided", "unclear", or "" where it does
    // not speak of it; and who has more.
    engine.register_fn("paired", |it: &mut Place, subject: ImmutableString| -> Outcome<Dynamic> {
        let found = it.reading.facts.balance.paired(subject_called(&subject)?);
        Ok(found.map_or("", |it| it.standing.name()).into())
    });
    engine.register_fn(
        "favoured",
        |it: &mut Place, subject: ImmutableString| -> Outcome<Dynamic> {
            let found = it.reading.facts.balance.paired(subject_called(&subject)?);
            let who_has = found.and_then(|it| it.standing.favours());
            Ok(who_has.map_or("".into(), |bearer| who(it, bearer).into()))
        },
    );
    engine.register_fn("holdings", |it: &mut Place, subject: ImmutableString| -> Outcome<Array> {
        let facts = &it.reading.facts;
        let found = facts.balance.paired(subject_called(&subject)?);
        let holdings = found.map_or(&[][..], |it| &it.holdings).iter().take(5_000);
        let duties = holdings.filter_map(|it| facts.duties.get(it.duty as usize));
        Ok(duties.map(|duty| it.at_sentence(duty.sentence)).collect())
    });

    // A clause or sentence: its topic ("price-payment") and that topic's class ("legal",
    // "substance", "relational").
    get(engine, "topic", |it| topic_of(it).map_or("", Topic::id).into());
    get(engine, "topic_class", |it| topic_of(it).map_or("", |it| it.class().name()).into());
    // The contract: shares of legal, substance and relational text, or () where too much is unknown.
    get(engine, "topic_shares", |it| match it.reading.facts.topics.shares() {
        Some(shares) => Dynamic::from(shares.map(Dynamic::from).to_vec()),
        None => Dynamic::UNIT,
    });
}

fn duty_in(it: &Place) -> Option<&Duty> {
    let What::Sentence(at) = it.what else { return None };
    let duties = &it.reading.facts.duties;
    // The first of those that a sentence lays on several.
    let first = duties.partition_point(|it| it.sentence < at);
    duties.get(first).filter(|it| it.sentence == at)
}

fn duty_of(it: &Place, of: impl Fn(&Place, &Duty) -> Dynamic) -> Dynamic {
    duty_in(it).map_or("".into(), |duty| of(it, duty))
}

/// The name of a bearer, or `every`, `speaker`, `reader`, `nobody`.
fn who(it: &Place, bearer: Bearer) -> ImmutableString {
    match bearer {
        Bearer::Party(at) => {
            it.reading.facts.parties.get(at).map_or("", |party| &party.name).into()
        }
        Bearer::Every => "every".into(),
        Bearer::Speaker => "speaker".into(),
        Bearer::Reader => "reader".into(),
        Bearer::Nobody => "nobody".into(),
    }
}

fn words_at(it: &Place, span: Option<Span>) -> Dynamic {
    span.map_or("", |span| &it.reading.doc[span]).into()
}

fn subject_called(name: &str) -> Outcome<Subject> {
    Subject::parse(name).ok_or_else(|| format!("there is no paired right \"{name}\"").into())
}

fn side_of(it: &Place, count: impl Fn(&Side) -> u32) -> Dynamic {
    let What::Party(at) = it.what else { return Dynamic::from(0_i64) };
    let side = it.reading.facts.balance.side(Bearer::Party(at));
    Dynamic::from(side.map_or(0, |it| i64::from(count(it))))
}

fn topic_of(it: &Place) -> Option<Topic> {
    let clause = match it.what {
        What::Clause(at) => at,
        _ => it.first_sentence()?.clause?,
    };
    *it.reading.facts.topics.of_clauses.get(clause as usize)?
}
