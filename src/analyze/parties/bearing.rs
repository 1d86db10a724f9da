//! Who agrees, from the text itself, where no head says so: those who do things to and for each
//! other. "De tuinder betaalt de vereniging. De vereniging levert de tuinder water."
//!
//! A thing may do something too ("de huur gaat in"), but nobody does it to somebody and gets
//! something back.

use super::super::kind::{self, Kind};
use super::deed::{Phrase, does, opens_clause, phrase};
use super::terms::{counterpart, uses};
use super::{Found, Party, Speaker, capitalised, is_role};
use crate::document::{Block, Document, Sentence, Token, Zone};
use crate::language::{Language, PartyWords};
use crate::span::Span;
use std::collections::HashMap;

/// How many words of a text are looked at.
const WORDS: u32 = 8_000;

/// The most who are looked at.
const MOST: usize = 400;

/// How far into a text its title says that it is agreed, and how far from its end it is signed, in
/// bytes.
const ENDS: (usize, usize) = (600, 500);

/// Of how many words one more deed is asked.
const EVERY: u32 = 1_000;

/// Up to how many words a text may do without a word like "agrees" or "pays".
const SHORT: usize = 400;

/// How often a text names at most whom it calls otherwise.
const SILENT: u32 = 4;

/// Somebody or something that does things.
struct Actor {
    /// As it is compared: in small letters.
    key: String,
    place: Span,
    /// Whether it has a name of its own, rather than a word behind an article.
    proper: bool,
    /// Whether its first letter or its word shows that it is somebody.
    told: bool,
    acts: u32,
}

/// Who does things, and before whom.
#[derive(Default)]
struct Acting {
    actors: Vec<Actor>,
    keys: HashMap<String, usize>,
    /// How often the first does something in a sentence that speaks of the second.
    faces: HashMap<(usize, usize), u32>,
    /// Of each word of the text whether it may begin a phrase in small letters, once that was asked.
    begins: Vec<Option<bool>>,
}

impl Found {
    /// Two or three who bear duties before each other, or who bears them before the one that is
    /// known.
    pub(super) fn bearing(&mut self, doc: &Document, speaker: Speaker) {
        if is_ruled(doc) || speaker == Speaker::OneParty && !self.parties.is_empty() {
            return;
        }
        let acting = Acting::of(doc);
        if let [party] = &self.parties[..] {
            let known = party.aliases.iter().chain([&party.name]).map(|it| it.to_lowercase());
            let known: Vec<usize> = known.filter_map(|it| acting.keys.get(&it).copied()).collect();
            if let Some(other) = acting.across(doc, &known) {
                self.bear(doc, &acting, other);
                return;
            }
            // What a title gave, and two others bear all: "HUISHOUDELIJKE VOORWAARDEN LIDMAATSCHAP".
            let idle = known.iter().all(|it| acting.actors[*it].acts == 0);
            let role = party.aliases.iter().any(|it| is_known(it));
            let found = acting.pair(doc, speaker);
            if !idle || role || found.len() != 2 || !found.iter().all(|it| acting.is_told(*it)) {
                return;
            }
            self.parties.clear();
        }
        let mut found = acting.pair(doc, speaker);
        if found.is_empty() && speaker == Speaker::Together && addresses(doc) {
            found.extend(acting.alone(doc));
        }
        let named = |it: &usize| acting.actors[*it].proper && !is_known(&acting.actors[*it].key);
        if found.iter().any(named) && doc.tokens.len() > SHORT && !is_agreed(doc) {
            return;
        }
        found.sort_by_key(|it| acting.actors[*it].place.start);
        for actor in found {
            self.bear(doc, &acting, actor);
        }
    }

    /// Gives whom only the head names the role that bears duties before the other throughout:
    /// "between Tern Radio and Kestrel Films Ltd. … Producer shall deliver to Tern Radio".
    pub(super) fn cast(&mut self, doc: &Document) {
        let nameless = |it: &Party| !it.aliases.iter().any(|it| is_known(it));
        if self.parties.len() != 2 || !self.parties.iter().any(nameless) {
            return;
        }
        let acting = Acting::of(doc);
        let need = needed(doc);
        let keys = |it: &Party| -> Vec<usize> {
            let names = it.aliases.iter().map(|it| it.to_lowercase());
            names.filter_map(|it| acting.keys.get(&it).copied()).collect()
        };
        let known = [keys(&self.parties[0]), keys(&self.parties[1])];
        let acts = |at: usize| known[at].iter().map(|it| acting.actors[*it].acts).sum::<u32>();
        let often = |at: usize| {
            let names = self.parties[at].aliases.iter();
            names.map(|it| uses(doc, &it.to_lowercase()).0).max().unwrap_or(0)
        };
        let silent = [0, 1].into_iter().find(|&at| {
            nameless(&self.parties[at])
                && acts(at) == 0
                && often(at) <= SILENT
                && acts(1 - at) >= need
        });
        let Some(silent) = silent else { return };
        let faces = |it: usize| {
            let other = known[1 - silent].iter();
            other.map(|at| acting.faces(it, *at) + acting.faces(*at, it)).sum::<u32>()
        };
        let roles =
            (0..acting.actors.len()).filter(|it| !known.iter().flatten().any(|at| at == it));
        let roles = roles.filter(|&it| {
            let Actor { key, acts, .. } = &acting.actors[it];
            is_role(key) && *acts >= 2 * need && faces(it) >= 2 * need
        });
        let most = roles.max_by_key(|it| (acting.actors[*it].acts, std::cmp::Reverse(*it)));
        if let Some(actor) = most {
            let role = capitalised(&doc[acting.actors[actor].place]);
            let party = &mut self.parties[silent];
            party.aliases.push(role.clone());
            party.aliases.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            party.name.clone_from(&role);
            party.role = Some(role);
        }
    }

    fn bear(&mut self, doc: &Document, acting: &Acting, actor: usize) {
        let Some(Actor { key, place, proper, .. }) = acting.actors.get(actor) else { return };
        let words = doc[*place].to_owned();
        if !*proper || is_known(key) {
            // A word that is no known role is met in the letters that the text has it in.
            let plain = (!is_role(&words) && words.starts_with(char::is_lowercase))
                .then_some(words.clone());
            let aliases: Vec<String> = [capitalised(&words)].into_iter().chain(plain).collect();
            self.put(None, &aliases, *place);
            return;
        }
        // "Snoek" goes by "Installatiebedrijf Snoek" elsewhere.
        let longer = acting.actors.iter().filter(|it| it.proper && it.key.len() > key.len());
        let mut longer = longer.filter(|it| it.key.split(' ').any(|word| word == key));
        match (longer.next(), longer.next()) {
            (Some(full), None) => self.put(Some(doc[full.place].to_owned()), &[words], *place),
            _ => self.put(Some(words), &[], *place),
        }
    }
}

/// Whether nobody agreed to a text by its title: the rules of a body, a policy, a plan.
fn is_ruled(doc: &Document) -> bool {
    let title = |it: &&Block| {
        let lower = doc[it.span].to_lowercase();
        // A "huisreglement" is a "reglement", a "chartercontract" is no "charter".
        let ends = |it: &&str| {
            let mut places = lower.match_indices(*it).map(|found| &lower[found.0 + it.len()..]);
            places.any(|rest| !rest.starts_with(char::is_alphabetic))
        };
        lower.len() <= 160 && PartyWords::all().ruled.iter().any(ends)
    };
    matches!(kind::kind(doc), Kind::Statement | Kind::Decree)
        || doc.blocks.iter().take(3).any(|it| title(&it))
}

/// Whether any word of a text is one by which people bind themselves: an article on planets has two
/// who do things to each other too.
fn is_agreed(doc: &Document) -> bool {
    let words = PartyWords::all();
    let names = |word: &str| words.contracts.iter().any(|it| word.ends_with(it));
    doc.words.iter().any(|word| words.pledges.contains(word) || names(word))
}

impl Acting {
    fn of(doc: &Document) -> Acting {
        let mut acting = Acting { begins: vec![None; doc.words.len()], ..Acting::default() };
        for sentence in doc.sentences.iter().take_while(|it| it.tokens.0 < WORDS) {
            let said = match sentence.zone {
                Zone::Operative | Zone::Recital | Zone::Parties | Zone::Definition => true,
                // The first sentence of an article may have been read as its title.
                Zone::Heading | Zone::Data => {
                    sentence.words() >= 5 && doc[sentence.span].ends_with(['.', ';'])
                }
                _ => false,
            };
            if said {
                acting.sentence(doc, sentence);
            }
        }
        acting
    }

    fn sentence(&mut self, doc: &Document, sentence: &Sentence) {
        let tokens = doc.tokens_of(sentence);
        let mut named: Vec<usize> = Vec::new();
        let mut acts: Vec<usize> = Vec::new();
        // Who came right before an "en".
        let mut joined: Option<(usize, bool)> = None;
        let mut at = 0;
        while at < tokens.len() {
            if !self.may_begin(doc, &tokens[at]) {
                at += 1;
                continue;
            }
            let Some(phrase) = phrase(doc, sentence, tokens, at) else {
                at += 1;
                continue;
            };
            let opens = at == 0 || opens_clause(doc, tokens, at);
            at = phrase.behind;
            let first = joined.take();
            let Some(actor) = self.actor(doc, &phrase) else { continue };
            let does = opens && does(doc, tokens, at, phrase.plural || first.is_some());
            for one in first.iter().filter(|it| it.0 != actor) {
                // "Het Zorgkantoor en de Aanbieder bespreken": each before the other.
                *self.faces.entry((one.0, actor)).or_default() += 1;
                if does && one.1 {
                    self.actors[one.0].acts += 1;
                }
            }
            if does {
                self.actors[actor].acts += 1;
                acts.push(actor);
            }
            named.push(actor);
            let and = tokens.get(at).is_some_and(|it| ["en", "and"].contains(&&doc[it.span]));
            if and && let [before, after] = [at - 1, at].map(|it| tokens[it].span) {
                let close = doc.text.get(before.end as usize..after.start as usize) == Some(" ");
                joined = close.then_some((actor, opens));
                at += usize::from(close);
            }
        }
        for &one in &acts {
            for &other in named.iter().filter(|it| **it != one) {
                *self.faces.entry((one, other)).or_default() += 1;
            }
        }
    }

    /// Whether a word is an article, a role or one with a capital.
    fn may_begin(&mut self, doc: &Document, token: &Token) -> bool {
        if doc[token.span].starts_with(char::is_uppercase) {
            return true;
        }
        let word = doc.words.get(token.word);
        let asked = || PartyWords::all().definite.contains(word) || is_known(word);
        match self.begins.get_mut(token.word as usize) {
            Some(known) => *known.get_or_insert_with(asked),
            None => asked(),
        }
    }

    fn actor(&mut self, doc: &Document, phrase: &Phrase) -> Option<usize> {
        let key = doc[phrase.place].to_lowercase();
        if let Some(known) = self.keys.get(&key) {
            return Some(*known);
        }
        if self.actors.len() >= MOST || is_plain(doc, phrase, &key) {
            return None;
        }
        let (place, proper) = (phrase.place, phrase.proper);
        let told = proper || doc[place].starts_with(char::is_uppercase) || is_known(&key);
        self.actors.push(Actor { key: key.clone(), place, proper, told, acts: 0 });
        self.keys.insert(key, self.actors.len() - 1);
        Some(self.actors.len() - 1)
    }

    fn is_told(&self, actor: usize) -> bool {
        self.actors[actor].told
    }

    fn faces(&self, one: usize, other: usize) -> u32 {
        self.faces.get(&(one, other)).copied().unwrap_or(0)
    }

    /// Who bears most before those known: each does something in a sentence about the other.
    fn across(&self, doc: &Document, known: &[usize]) -> Option<usize> {
        let need = needed(doc);
        let own: u32 = known.iter().map(|it| self.actors[*it].acts).sum();
        let rank = |other: usize| {
            let actor = &self.actors[other];
            let facing: u32 =
                known.iter().map(|it| self.faces(*it, other) + self.faces(other, *it)).sum();
            let told = is_known(&actor.key);
            let faces = facing >= need && actor.acts + facing >= 1 + need + u32::from(!told);
            let fits = faces || told && own >= 2 * need && actor.acts >= 2 * need;
            let told = told || actor.proper && is_at_ends(doc, &actor.key);
            let active = actor.acts >= need + u32::from(!told);
            let fits = fits && active && uses(doc, &actor.key).0 >= 2;
            fits.then_some(actor.acts + 2 * facing)
        };
        let others = (0..self.actors.len()).filter(|it| !known.contains(it));
        let others = others.filter(|it| !known.iter().any(|own| self.is_part(*own, *it)));
        let ranked = others.filter_map(|it| Some((rank(it)?, std::cmp::Reverse(it))));
        ranked.max().map(|it| it.1.0)
    }

    /// The two who bear most before each other, and a third that does before both.
    fn pair(&self, doc: &Document, speaker: Speaker) -> Vec<usize> {
        let need = needed(doc);
        let mut best: Option<(u32, usize, usize)> = None;
        let active: Vec<usize> = (0..self.actors.len())
            .filter(|it| {
                let actor = &self.actors[*it];
                // Who speaks as "we" may well speak of others.
                let more = speaker == Speaker::OneParty && !is_known(&actor.key);
                actor.acts >= need + u32::from(more)
            })
            .collect();
        for (number, &one) in active.iter().enumerate() {
            for &other in &active[number + 1..] {
                let facing = self.faces(one, other) + self.faces(other, one);
                let both = [one, other].map(|it| &self.actors[it]);
                let all = both[0].acts + both[1].acts;
                let least = both[0].acts.min(both[1].acts);
                // Somebody known by a name or a role, or named over or under the text.
                let told = both.map(|it| it.told || it.acts >= 2 * need);
                let known = both.iter().all(|it| is_known(&it.key));
                let ends = || both.iter().all(|it| is_at_ends(doc, &it.key));
                let mutual = facing >= need
                    && all + 2 * facing + u32::from(known) >= 5
                    && told == [true, true]
                    || need == 1 && least >= 2
                    || need == 1 && all >= 3 && both.iter().all(|it| it.proper) && ends();
                let overlap = self.is_part(one, other) || self.is_part(other, one);
                let rank = all + 2 * facing.min(6) + least;
                if mutual && !overlap && best.is_none_or(|it| rank > it.0) {
                    best = Some((rank, one, other));
                }
            }
        }
        let Some((_, one, other)) = best else { return Vec::new() };
        let mut found = vec![one, other];
        let lesser = self.actors[one].acts.min(self.actors[other].acts);
        let third = active.iter().copied().filter(|it| !found.contains(it)).find(|&it| {
            let before = |known: usize| self.faces(it, known) + self.faces(known, it);
            let acts = self.actors[it].acts;
            let fits = acts * 2 >= lesser
                && (acts >= 2 || need == 1 && before(one).min(before(other)) >= 1);
            fits && before(one) + before(other) >= 1 && is_at_ends(doc, &self.actors[it].key)
        });
        found.extend(third);
        found
    }

    /// Who alone acts by name, in a text that tells its reader what to do.
    fn alone(&self, doc: &Document) -> Option<usize> {
        let fits = |it: &usize| {
            let actor = &self.actors[*it];
            actor.proper && actor.acts >= 2 && is_at_ends(doc, &actor.key)
        };
        let found = (0..self.actors.len()).filter(fits);
        found.max_by_key(|it| (self.actors[*it].acts, std::cmp::Reverse(*it)))
    }

    /// Whether one is a word of the name of the other.
    fn is_part(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.actors[one].key, &self.actors[other].key);
        other.split(' ').any(|it| it == one || one.len() >= 5 && it.ends_with(one.as_str()))
    }
}

/// How often somebody has to do something: the more words, the more often.
fn needed(doc: &Document) -> u32 {
    1 + (doc.tokens.len() as u32 / EVERY).min(3)
}

/// Whether a single word only has a capital because it opens a sentence: "External staff must …".
/// A Dutch text may well do so with who agrees: "Ouders komen".
fn is_plain(doc: &Document, phrase: &Phrase, key: &str) -> bool {
    let single = phrase.proper && !key.contains(' ') && doc.language == Some(Language::English);
    let Some(word) = doc.words.find(key).filter(|_| single) else { return false };
    let mut tokens = doc.tokens.iter().take(WORDS as usize);
    tokens.any(|it| it.word == word && doc[it.span].starts_with(char::is_lowercase))
}

/// Whether a text speaks to its reader.
fn addresses(doc: &Document) -> bool {
    let you = Language::ALL.iter().flat_map(|it| &it.tables().pronouns.you);
    let you: Vec<u32> = you.filter_map(|it| doc.words.find(it)).collect();
    doc.tokens.iter().filter(|it| you.contains(&it.word)).take(3).count() == 3
}

/// Whether a word is a role, one that stands across from a writer of terms, or many of them.
pub(super) fn is_known(word: &str) -> bool {
    let ones = [Some(word), word.strip_suffix('n'), word.strip_suffix("en")];
    ones.iter().flatten().any(|it| is_role(it) || counterpart(it))
}

/// Whether a word stands where a text says who agrees and who signs.
fn is_at_ends(doc: &Document, key: &str) -> bool {
    let window = |from, to| super::super::index::window(&doc.text, from, to).to_lowercase();
    window(0, ENDS.0).contains(key)
        || window(doc.text.len().saturating_sub(ENDS.1), doc.text.len()).contains(key)
}
