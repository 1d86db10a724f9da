//! All that a script can see, a line each. What isn't here doesn't exist for a rule.

mod duties;
mod place;
mod search;
mod table;

pub(super) use place::Place;
pub(super) use table::Table;

use super::guards::capitals;
use super::verdict::Verdict;
use crate::analyze::{SlipKind, Target};
use crate::document::Kind;
use crate::finding::Severity;
use crate::language::Language;
use crate::span::Span;
use place::What;
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString};
use std::sync::Arc;

/// A finding in the making.
#[derive(Clone)]
pub(super) struct Flag(pub(super) Verdict);

/// The second parameter of `check`: what the rule asked for.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) id: Arc<str>,
    pub(super) params: Table,
}

type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// Registers everything. The comment beside each line is its entry in the script manual.
pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Place>("Place");
    engine.register_type_with_name::<Flag>("Finding");
    engine.register_type_with_name::<Asked>("Rule");

    // What a place is.
    get(engine, "text", |it| it.reading.doc[it.extent()].into());
    get(engine, "matched", |it| it.reading.doc[it.span].into());
    get(engine, "words", |it| {
        let doc = &it.reading.doc;
        match it.what {
            What::Party(_) | What::Term(_) | What::Reference(_) | What::Slip(_) => {
                Dynamic::from(0_i64)
            }
            What::Contract => {
                // Sentences that stand there twice make no contract longer.
                let mut is_first = doc.wordings().firsts();
                let words = doc.sentences.iter().enumerate();
                let words = words.filter(|it| is_first(it.0)).map(|it| i64::from(it.1.words()));
                Dynamic::from(words.sum::<i64>())
            }
            _ => {
                let words = doc.sentences_in(it.sentences()).iter();
                Dynamic::from(words.map(|it| i64::from(it.words())).sum::<i64>())
            }
        }
    });
    get(engine, "position", |it| {
        let all = it.reading.doc.text.len().max(1);
        Dynamic::from(f64::from(it.span.start) / all as f64)
    });
    get(engine, "language", |it| it.language().map_or("", Language::code).into());
    get(engine, "zone", |it| it.first_sentence().map_or("", |it| it.zone.name()).into());
    get(engine, "is_item", |it| {
        let item = it.block().is_some_and(|it| matches!(it.kind, Kind::Item(_)));
        Dynamic::from(item || it.first_sentence().is_some_and(|it| it.stem.is_some()))
    });
    get(engine, "is_match", |it| Dynamic::from(it.span != it.extent()));

    // What stands around it.
    get(engine, "sentence", |it| it.at_sentence(it.sentences().0));
    get(engine, "previous", |it| it.neighbour(-1));
    get(engine, "next", |it| it.neighbour(1));
    get(engine, "stem", |it| match it.first_sentence().and_then(|it| it.stem) {
        Some(stem) => it.at_sentence(stem),
        None => Dynamic::UNIT,
    });
    get(engine, "clause", |it| {
        let doc = &it.reading.doc;
        let clause = it.first_sentence().and_then(|it| it.clause);
        match clause.and_then(|at| Some((at, doc.clauses.get(at as usize)?))) {
            Some((at, clause)) => Dynamic::from(it.same(What::Clause(at), clause.span)),
            None => Dynamic::UNIT,
        }
    });

    // A clause.
    get(engine, "number", |it| clause_of(it, |_, clause| clause.number.clone().into()));
    get(engine, "title", |it| {
        clause_of(it, |it, clause| {
            clause.title.map_or("", |title| &it.reading.doc[title]).to_owned().into()
        })
    });
    get(engine, "level", |it| clause_of(it, |_, clause| Dynamic::from(i64::from(clause.level))));

    // A clause or the contract. `sentences` of the contract is a number: too many for a list.
    get(engine, "sentences", |it| match it.what {
        What::Contract => Dynamic::from(it.judged().count() as i64),
        _ => Dynamic::from(it.judged().take(500).map(|at| it.at_sentence(at)).collect::<Array>()),
    });
    get(engine, "clauses", |it| {
        let clauses = it.reading.doc.clauses.iter().enumerate().take(5_000);
        let places = clauses
            .map(|(at, clause)| Dynamic::from(it.same(What::Clause(at as u32), clause.span)));
        Dynamic::from(places.collect::<Array>())
    });
    get(engine, "hits", |it| {
        let places = it.hits.iter().take(5_000);
        let places = places.map(|hit| Dynamic::from(Place::on_hit(it.reading.clone(), hit)));
        Dynamic::from(places.collect::<Array>())
    });
    get(engine, "parties", |it| {
        let parties = (0..it.reading.facts.parties.len())
            .map(|at| Dynamic::from(Place::party(it.reading.clone(), at)));
        Dynamic::from(parties.collect::<Array>())
    });
    // How many of its words stand in capitals: words of two letters or more, set apart by spaces.
    get(engine, "capitals", |it| Dynamic::from(capitals(&it.reading.doc[it.extent()]) as i64));
    engine.register_fn("words_in", |it: &mut Place, zone: ImmutableString| -> i64 {
        let sentences = it.reading.doc.sentences_in(it.sentences()).iter();
        sentences.filter(|it| it.zone.name() == zone).map(|it| i64::from(it.words())).sum()
    });

    // A party.
    get(engine, "name", |it| match it.what {
        What::Party(at) => it.reading.facts.parties[at].name.as_str().into(),
        What::Term(at) => it.reading.facts.terms[at].name.as_str().into(),
        What::Reference(at) => it.reading.facts.references[at].number.as_str().into(),
        What::Slip(at) => it.reading.doc[it.reading.facts.slips[at].span].into(),
        _ => "".into(),
    });
    get(engine, "aliases", |it| match it.what {
        What::Party(at) => {
            let names = it.reading.facts.parties[at].aliases.iter();
            Dynamic::from(names.map(|it| it.as_str().into()).collect::<Array>())
        }
        _ => Dynamic::from(Array::new()),
    });
    get(engine, "mentions", |it| match it.what {
        What::Party(at) => Dynamic::from(it.reading.facts.parties[at].mentions.len() as i64),
        _ => Dynamic::from(0_i64),
    });

    // A term: how often it is used, and how often it is defined once more.
    get(engine, "uses", |it| match it.what {
        What::Term(at) => Dynamic::from(it.reading.facts.terms[at].uses.len() as i64),
        _ => Dynamic::from(0_i64),
    });
    get(engine, "again", |it| match it.what {
        What::Term(at) => Dynamic::from(it.reading.facts.terms[at].again.len() as i64),
        _ => Dynamic::from(0_i64),
    });

    // A reference: "clause", "annex" or "elsewhere", and whether what it names is there.
    get(engine, "leads_to", |it| match it.what {
        What::Reference(at) => match it.reading.facts.references[at].target {
            Target::Clause(_) => "clause".into(),
            Target::Annex(_) => "annex".into(),
            Target::Elsewhere => "elsewhere".into(),
        },
        _ => "".into(),
    });
    get(engine, "is_there", |it| match it.what {
        What::Reference(at) => match it.reading.facts.references[at].target {
            Target::Clause(found) | Target::Annex(found) => Dynamic::from(found.is_some()),
            Target::Elsewhere => Dynamic::from(true),
        },
        _ => Dynamic::from(true),
    });

    // Slips of one kind: what would be right (or what it clashes with) and the other place.
    engine.register_fn("slips", |it: &mut Place, kind: ImmutableString| -> Outcome<Array> {
        let kind = SlipKind::parse(&kind).ok_or_else(|| format!("there is no slip \"{kind}\""))?;
        let slips = &it.reading.facts.slips;
        let (from, to) = (
            slips.partition_point(|it| it.kind < kind),
            slips.partition_point(|it| it.kind <= kind),
        );
        let places = (from..to.min(from + 2_000)).map(|at| Place::slip(it.reading.clone(), at));
        Ok(places.map(Dynamic::from).collect())
    });
    get(engine, "expected", |it| match it.what {
        What::Slip(at) => it.reading.facts.slips[at].expected.as_str().into(),
        _ => "".into(),
    });
    get(engine, "other", |it| match it.what {
        What::Slip(at) => match it.reading.facts.slips[at].other {
            Some(span) => Dynamic::from(Place { span, ..it.clone() }),
            None => Dynamic::UNIT,
        },
        _ => Dynamic::UNIT,
    });

    duties::register(engine);

    // How hard the contract reads.
    get(engine, "words_per_sentence", |it| {
        Dynamic::from(f64::from(it.reading.facts.readability.words_per_sentence))
    });
    get(engine, "readability", |it| match it.reading.facts.readability.score {
        Some(score) => Dynamic::from(f64::from(score)),
        None => Dynamic::UNIT,
    });

    // Looking. Expressions are those of `find`: macros, case and accents as there.
    engine.register_fn("has", |it: &mut Place, pattern: ImmutableString| -> Outcome<bool> {
        Ok(!it.matches(&pattern, 1)?.is_empty())
    });
    engine.register_fn("how_many_of", |it: &mut Place, patterns: Array| -> Outcome<i64> {
        search::how_many_of(it, &patterns)
    });
    // Whether a sentence before it in its clause, of other words, says it too.
    engine.register_fn(
        "said_before",
        |it: &mut Place, pattern: ImmutableString| -> Outcome<bool> {
            search::said_before(it, &pattern)
        },
    );
    engine.register_fn("count", |it: &mut Place, pattern: ImmutableString| -> Outcome<i64> {
        search::count(it, &pattern)
    });
    engine.register_fn("position_of", |it: &mut Place, pattern: ImmutableString| -> Outcome<f64> {
        let all = it.reading.doc.text.len().max(1) as f64;
        Ok(it.matches(&pattern, 1)?.first().map_or(-1.0, |it| f64::from(it.1.start) / all))
    });
    engine.register_fn("find", |it: &mut Place, pattern: ImmutableString| -> Outcome<Array> {
        let reading = it.reading.clone();
        let places = it.matches(&pattern, 500)?.into_iter();
        let place = |(at, span)| Place::new(reading.clone(), What::Sentence(at), span);
        Ok(places.map(|it| Dynamic::from(place(it))).collect())
    });
    engine.register_fn("group", |it: &mut Place, name: ImmutableString| -> ImmutableString {
        let found = it.groups.iter().find(|group| group.0 == name);
        found.map_or("".into(), |group| it.reading.doc[group.1].into())
    });

    // Its text with other words for those of a group; () where they are not in it.
    engine.register_fn(
        "with_group",
        |it: &mut Place, name: ImmutableString, words: ImmutableString| -> Dynamic {
            let (doc, all) = (&it.reading.doc, it.extent());
            let group = it.groups.iter().find(|group| group.0 == name).map(|group| group.1);
            group.filter(|group| all.contains(*group)).map_or(Dynamic::UNIT, |group| {
                let before = &doc[Span { end: group.start, ..all }];
                let after = &doc[Span { start: group.end, ..all }];
                format!("{before}{words}{after}").into()
            })
        },
    );
    engine.register_fn("contains_any_of", |text: &mut ImmutableString, parts: Array| -> bool {
        let mut parts = parts.iter().filter_map(|it| it.read_lock::<ImmutableString>());
        parts.any(|it| text.contains(it.as_str()))
    });

    // What the rule asked for.
    engine.register_get("params", |it: &mut Asked| it.params.clone());
    engine.register_get("id", |it: &mut Asked| -> ImmutableString { (&*it.id).into() });
    engine.register_type_with_name::<Table>("Table");
    engine.register_indexer_get(|it: &mut Table, key: ImmutableString| it.get(&key));
    engine.register_fn("keys", |it: &mut Table| -> Array {
        it.keys().map(|key| ImmutableString::from(key).into()).collect()
    });
    // How many of its keys stand in a place, each at the start of a word.
    engine.register_fn("keys_in", |it: &mut Table, place: Place| -> i64 {
        it.keys_in(&place.reading.doc[place.extent()])
    });
    engine.register_fn("contains", |it: &mut Table, key: ImmutableString| it.contains(&key));

    // Saying it.
    engine.register_fn("flag", |it: Place| Flag(it.verdict()));
    engine.register_fn("flag", |it: Place, message: ImmutableString| {
        Flag(Verdict { message: Some(message.into()), ..it.verdict() })
    });
    engine.register_fn("flag_words", |it: Place, pattern: ImmutableString| -> Outcome<Dynamic> {
        Ok(match it.matches(&pattern, 1)?.first() {
            Some(&(at, span)) => {
                Dynamic::from(Flag(Verdict { span, sentence: Some(at), ..it.verdict() }))
            }
            None => Dynamic::UNIT,
        })
    });
    engine.register_fn("severity", |mut it: Flag, name: ImmutableString| -> Outcome<Flag> {
        let unknown = || format!("there is no severity \"{name}\"");
        it.0.severity = Some(Severity::parse(&name).ok_or_else(unknown)?);
        Ok(it)
    });
    engine.register_fn("weight", |mut it: Flag, weight: i64| -> Outcome<Flag> {
        it.0.weight = match weight {
            1..=5 => Some(weight as u8),
            _ => return Err("a weight is 1, 2, 3, 4 or 5".into()),
        };
        Ok(it)
    });
    engine.register_fn("message", |mut it: Flag, message: ImmutableString| {
        it.0.message = Some(message.into());
        it
    });
    engine.register_fn("rewrite", |mut it: Flag, text: ImmutableString| {
        it.0.rewrite = Some(text.into());
        it
    });
    engine.register_fn("label", |mut it: Flag, place: Place, text: ImmutableString| {
        it.0.labels.push((place.span, text.into()));
        it
    });
}

fn get(engine: &mut Engine, name: &str, of: impl Fn(&Place) -> Dynamic + Send + Sync + 'static) {
    engine.register_get(name, move |it: &mut Place| of(it));
}

fn clause_of(it: &Place, of: impl Fn(&Place, &crate::document::Clause) -> Dynamic) -> Dynamic {
    let doc = &it.reading.doc;
    let at = match it.what {
        What::Clause(at) => Some(at),
        _ => it.first_sentence().and_then(|it| it.clause),
    };
    match at.and_then(|at| doc.clauses.get(at as usize)) {
        Some(clause) => of(it, clause),
        None => "".into(),
    }
}
