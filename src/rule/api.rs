//! All that a script can see, a line each. What isn't here doesn't exist for a rule.

use super::concordance::Trail;
use super::expression::Expression;
use super::matcher::Hit;
use super::script::{Reading, Verdict};
use crate::analyze::symmetry::{Side, Subject};
use crate::analyze::{Bearer, Duty, Owner, SlipKind, Speaker, Standard, Target, Topic, Voice};
use crate::document::{Block, Kind, Sentence, Zone};
use crate::finding::Severity;
use crate::language::Language;
use crate::span::Span;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString, Map};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

/// A place handed to a script: a match, a sentence, a clause, a party or the whole contract.
#[derive(Clone)]
pub(super) struct Place {
    reading: Arc<Reading>,
    what: What,
    span: Span,
    groups: Arc<[(&'static str, Span)]>,
    hits: Arc<[Hit]>,
    absence: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Sentence(u32),
    Clause(u32),
    Party(usize),
    Term(usize),
    Reference(usize),
    Slip(usize),
    Contract,
}

/// A finding in the making.
#[derive(Clone)]
pub(super) struct Flag(pub(super) Verdict);

/// The second parameter of `check`: what the rule asked for.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) id: Arc<str>,
    pub(super) params: Table,
}

/// A map of a record, shared: a word list of hundreds is not copied for every sentence.
#[derive(Clone)]
pub(super) struct Table(Arc<Entries>);

struct Entries {
    map: Map,
    /// Finds the keys in a text; made when first needed.
    finder: OnceLock<Option<AhoCorasick>>,
}

impl Table {
    /// `map`, with the maps in it shared as well.
    pub(super) fn new(map: &Map) -> Table {
        let share = |value: &Dynamic| match value.read_lock::<Map>() {
            Some(inner) => Dynamic::from(Table::new(&inner)),
            None => value.clone(),
        };
        let map = map.iter().map(|(key, value)| (key.clone(), share(value))).collect();
        Table(Arc::new(Entries { map, finder: OnceLock::new() }))
    }

    /// How many keys stand in `text`, whatever their case, each after a space or at the start.
    fn keys_in(&self, text: &str) -> i64 {
        let finder = self.0.finder.get_or_init(|| {
            let keys = self.0.map.keys().map(|it| format!(" {it}"));
            AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(keys).ok()
        });
        let Some(finder) = finder else { return 0 };
        let text = format!(" {}", text.to_lowercase());
        let mut seen = vec![false; finder.patterns_len()];
        finder.find_overlapping_iter(&text).for_each(|it| seen[it.pattern().as_usize()] = true);
        seen.into_iter().filter(|it| *it).count() as i64
    }

    fn get(&self, key: &str) -> Dynamic {
        self.0.map.get(key).cloned().unwrap_or(Dynamic::UNIT)
    }
}

type Outcome<T> = Result<T, Box<EvalAltResult>>;

impl Place {
    fn new(reading: Arc<Reading>, what: What, span: Span) -> Place {
        Place { reading, what, span, groups: Arc::default(), hits: Arc::default(), absence: false }
    }

    pub(super) fn on_hit(reading: Arc<Reading>, hit: &Hit) -> Place {
        let groups = hit.groups.clone().into();
        Place { groups, ..Place::new(reading, What::Sentence(hit.sentence), hit.span) }
    }

    pub(super) fn sentence(reading: Arc<Reading>, sentence: u32) -> Place {
        let span = reading.doc.sentences[sentence as usize].span;
        Place::new(reading, What::Sentence(sentence), span)
    }

    pub(super) fn clause(reading: Arc<Reading>, clause: u32, hits: &[Hit]) -> Place {
        let span = reading.doc.clauses[clause as usize].span;
        let span = hits.first().map_or(span, |it| it.span);
        Place { hits: hits.into(), ..Place::new(reading, What::Clause(clause), span) }
    }

    pub(super) fn party(reading: Arc<Reading>, party: usize) -> Place {
        let span = reading.facts.parties[party].definition;
        Place::new(reading, What::Party(party), span)
    }

    pub(super) fn term(reading: Arc<Reading>, term: usize) -> Place {
        let span = reading.facts.terms[term].definition;
        Place::new(reading, What::Term(term), span)
    }

    pub(super) fn reference(reading: Arc<Reading>, reference: usize) -> Place {
        let span = reading.facts.references[reference].span;
        Place::new(reading, What::Reference(reference), span)
    }

    fn slip(reading: Arc<Reading>, slip: usize) -> Place {
        let span = reading.facts.slips[slip].span;
        Place::new(reading, What::Slip(slip), span)
    }

    pub(super) fn contract(reading: Arc<Reading>, hits: &[Hit], absence: bool) -> Place {
        let span = reading.doc.blocks.first().map_or(Span::default(), |it| it.span);
        Place { hits: hits.into(), absence, ..Place::new(reading, What::Contract, span) }
    }

    /// The text it stands for: of a match its sentence.
    fn extent(&self) -> Span {
        let doc = &self.reading.doc;
        match self.what {
            What::Sentence(at) => doc.sentences[at as usize].span,
            What::Clause(at) => doc.clauses[at as usize].span,
            What::Party(_) | What::Term(_) | What::Reference(_) | What::Slip(_) => self.span,
            What::Contract => Span::new(0, doc.text.len()),
        }
    }

    /// Indices of its sentences.
    fn sentences(&self) -> (u32, u32) {
        let doc = &self.reading.doc;
        match self.what {
            What::Sentence(at) => (at, at + 1),
            What::Clause(at) => doc.clauses[at as usize].sentences,
            What::Party(_) | What::Term(_) | What::Reference(_) | What::Slip(_) => {
                doc.sentence_at(self.span.start).map_or((0, 0), |at| (at, at + 1))
            }
            What::Contract => (0, doc.sentences.len() as u32),
        }
    }

    fn first_sentence(&self) -> Option<&Sentence> {
        self.reading.doc.sentences.get(self.sentences().0 as usize)
    }

    fn block(&self) -> Option<&Block> {
        self.reading.doc.blocks.get(self.first_sentence()?.block as usize)
    }

    fn language(&self) -> Option<Language> {
        match self.what {
            What::Contract => self.reading.doc.language,
            _ => self.first_sentence().and_then(|it| it.language),
        }
    }

    /// The sentences that are judged, for looks at more than one sentence.
    fn judged(&self) -> impl Iterator<Item = u32> {
        let doc = &self.reading.doc;
        let all = !matches!(self.what, What::Clause(_) | What::Contract);
        let (from, to) = self.sentences();
        (from..to).filter(move |&at| {
            let zone = doc.sentences[at as usize].zone;
            all || matches!(zone, Zone::Operative | Zone::Recital | Zone::Definition)
        })
    }

    fn same(&self, what: What, span: Span) -> Place {
        Place::new(self.reading.clone(), what, span)
    }

    fn at_sentence(&self, at: u32) -> Dynamic {
        match self.reading.doc.sentences.get(at as usize) {
            Some(sentence) => Dynamic::from(self.same(What::Sentence(at), sentence.span)),
            None => Dynamic::UNIT,
        }
    }

    /// The neighbour `by` sentences on, in the same part of the contract.
    fn neighbour(&self, by: i64) -> Dynamic {
        let at = i64::from(self.sentences().0) + by;
        u32::try_from(at).map_or(Dynamic::UNIT, |at| self.at_sentence(at))
    }

    /// The places where `pattern` matches, at most one a sentence.
    fn matches(&self, pattern: &str, most: usize) -> Outcome<Vec<(u32, Span)>> {
        let doc = &self.reading.doc;
        let mut found = Vec::new();
        let mut prepared: [Option<(Rc<Expression>, Option<Trail>)>; 2] = [None, None];
        for at in self.judged() {
            let sentence = &doc.sentences[at as usize];
            let Some(language) = sentence.language else { continue };
            let (expression, trail) = prepared[language as usize].get_or_insert_with(|| {
                let expression = expression(pattern, language, self.reading.facts.speaker);
                let trail = self.trail(&expression, language);
                (expression, trail)
            });
            if trail.as_ref().is_some_and(|it| !it.leads_to(at)) {
                continue;
            }
            let view = self.reading.view(sentence.span, Some(language));
            let first = expression.search(&view.bytes, 0);
            if let Some(it) = first.map_err(|it| bad_pattern(pattern, &it))? {
                found.push((at, view.span(it.start, it.end)));
                if found.len() == most {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Where to look for `expression`, when this is a place of many sentences.
    fn trail(&self, expression: &Expression, language: Language) -> Option<Trail<'_>> {
        let (from, to) = self.sentences();
        if to - from < MANY_SENTENCES {
            return None;
        }
        let needs = expression.needs().ok()?.words;
        if needs.is_empty() {
            return None;
        }
        let lookup = self.reading.lookup(language)?;
        let whole = (&*self.reading.doc, lookup, self.reading.concordance());
        Some(Trail::new(whole, language, &needs))
    }

    fn verdict(&self) -> Verdict {
        let sentence = match self.what {
            What::Sentence(at) => Some(at),
            What::Clause(_) | What::Contract if !self.absence => {
                self.hits.first().map(|it| it.sentence)
            }
            _ => None,
        };
        let span = match (self.what, self.absence, self.hits.first()) {
            (What::Contract, false, Some(hit)) => hit.span,
            _ => self.span,
        };
        Verdict {
            span,
            sentence: sentence.or_else(|| self.reading.doc.sentence_at(span.start)),
            absence: self.absence,
            expected: match self.what {
                What::Slip(at) => self.reading.facts.slips[at].expected.clone(),
                _ => String::new(),
            },
            groups: match (self.what, self.hits.first()) {
                (What::Slip(at), _) => {
                    self.reading.facts.slips[at].other.iter().map(|it| ("other", *it)).collect()
                }

                (_, Some(hit)) if self.groups.is_empty() => hit.groups.clone(),
                _ => self.groups.to_vec(),
            },
            count: (!self.hits.is_empty()).then_some(self.hits.len()),
            message: None,
            severity: None,
            weight: None,
            rewrite: None,
            labels: Vec::new(),
        }
    }
}

/// From so many sentences on it pays to look at the words of the contract first.
const MANY_SENTENCES: u32 = 50;

/// Expressions by text.
type ByText = HashMap<String, Rc<Expression>>;

thread_local! {
    /// Expressions that scripts asked for, by language and speaker.
    static ASKED: RefCell<[ByText; 4]> = RefCell::default();
}

/// Most expressions that are kept of a language; a script could build new ones without end.
const MOST_ASKED: usize = 1_000;

fn expression(pattern: &str, language: Language, speaker: Speaker) -> Rc<Expression> {
    ASKED.with_borrow_mut(|asked| {
        let index = 2 * language as usize + usize::from(speaker == Speaker::OneParty);
        let asked = &mut asked[index];
        if let Some(found) = asked.get(pattern) {
            return found.clone();
        }
        if asked.len() > MOST_ASKED {
            asked.clear();
        }
        let made = Rc::new(Expression::new(pattern, language, speaker));
        asked.insert(pattern.to_owned(), made.clone());
        made
    })
}

fn bad_pattern(pattern: &str, reason: &str) -> Box<EvalAltResult> {
    format!("expression `{pattern}`: {reason}").into()
}

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
            _ => Dynamic::from(
                doc.sentences_in(it.sentences())
                    .iter()
                    .map(|it| i64::from(it.words()))
                    .sum::<i64>(),
            ),
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
    get(engine, "capitals", |it| {
        let words = it.reading.doc[it.extent()].split(' ');
        Dynamic::from(words.filter(|it| is_in_capitals(it)).count() as i64)
    });
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

    duties(engine);

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
    engine.register_fn("count", |it: &mut Place, pattern: ImmutableString| -> Outcome<i64> {
        count(it, &pattern)
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

    // What the rule asked for.
    engine.register_get("params", |it: &mut Asked| it.params.clone());
    engine.register_get("id", |it: &mut Asked| -> ImmutableString { (&*it.id).into() });
    engine.register_type_with_name::<Table>("Table");
    engine.register_indexer_get(|it: &mut Table, key: ImmutableString| it.get(&key));
    engine.register_fn("keys", |it: &mut Table| -> Array {
        it.0.map.keys().map(|key| ImmutableString::from(key.as_str()).into()).collect()
    });
    // How many of its keys stand in a place, each at the start of a word.
    engine.register_fn("keys_in", |it: &mut Table, place: Place| -> i64 {
        it.keys_in(&place.reading.doc[place.extent()])
    });
    engine.register_fn("contains", |it: &mut Table, key: ImmutableString| {
        it.0.map.contains_key(key.as_str())
    });

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

/// Who must and may what, what clauses are about, and how rights are spread.
fn duties(engine: &mut Engine) {
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
    duties.binary_search_by_key(&at, |it| it.sentence).ok().map(|found| &duties[found])
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

/// As Rhai compares a word of two letters or more with itself in upper and in lower case.
fn is_in_capitals(word: &str) -> bool {
    if word.is_ascii() {
        return word.len() > 1
            && word.bytes().any(|it| it.is_ascii_uppercase())
            && !word.bytes().any(|it| it.is_ascii_lowercase());
    }
    word.chars().nth(1).is_some() && word == word.to_uppercase() && word != word.to_lowercase()
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

/// Matches in a sentence; of a clause or the contract, the sentences that match.
fn count(it: &Place, pattern: &str) -> Outcome<i64> {
    let What::Sentence(at) = it.what else {
        return Ok(it.matches(pattern, usize::MAX)?.len() as i64);
    };
    let sentence = &it.reading.doc.sentences[at as usize];
    let Some(language) = sentence.language else { return Ok(0) };
    let expression = expression(pattern, language, it.reading.facts.speaker);
    let view = it.reading.view(sentence.span, Some(language));
    let count = expression.matches(&view.bytes).count();
    if count == 0 {
        // One that is broken matches nowhere; that must not pass unnoticed.
        expression.search(&view.bytes, 0).map_err(|it| bad_pattern(pattern, &it))?;
    }
    Ok(count as i64)
}
