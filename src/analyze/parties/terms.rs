//! Parties of general terms and templates: by definitions ("Opdrachtgever: de natuurlijke persoon
//! die …"), by the title, or by roles alone.

use super::super::index::window;
use super::super::kind;
use super::acting::acting;
use super::form::without_legal_form;
use super::introduction::introductions;
use super::name::name_in;
use super::proper::{is_proper, is_taken_from};
use super::{Found, Speaker, capitalised, has_any, is_role, nobody};
use crate::document::{Document, Kind, Zone};
use crate::language::{self, Language, PartyWords};
use crate::span::Span;
use std::collections::HashMap;

/// How far into general terms their parties are defined, in bytes.
const OPENING: u32 = 12_000;

/// What stands before the name of whose terms they are.
pub(super) const TITLES: [&str; 8] = [
    "voorwaarden van ",
    "voorwaarden – ",
    "voorwaarden - ",
    "voorwaarden ",
    "terms of service of ",
    "beheerd door ",
    "operated by ",
    "referring to ",
];

/// What stands before that name where a text says to what its terms apply.
pub(super) const SCOPES: [&str; 14] = [
    "aangeboden door ",
    "geleverd door ",
    "aanbiedingen van ",
    "overeenkomsten met ",
    "offertes van ",
    "producten van ",
    "leveringen van ",
    "provided by ",
    "offered by ",
    "opdrachten die door ",
    "opdrachten aan ",
    "overeenkomsten van ",
    "werkzaamheden van ",
    "diensten van ",
];

/// The most definitions of parties that are kept: further ones are of somebody's staff or clients.
const SIDES: usize = 3;

impl Found {
    /// Parties that the definitions name: "Opdrachtgever: de natuurlijke persoon die …"; whether
    /// one is whoever signs.
    pub(super) fn defined(&mut self, doc: &Document) -> bool {
        let mut signing = false;
        for sentence in &doc.sentences {
            if sentence.span.start > OPENING || self.parties.len() >= SIDES {
                break;
            }
            if matches!(sentence.zone, Zone::Contents | Zone::Heading | Zone::Furniture) {
                continue;
            }
            let text = &doc[sentence.span];
            let row = || beside(doc, sentence.span).map(|it| (text.trim(), it));
            let Some((name, rest)) = definition(text).or_else(row) else { continue };
            let start: String = rest.chars().take(160).map(|it| it.to_ascii_lowercase()).collect();
            let person = has_any(&start, &PartyWords::all().persons);
            let organisation = name_in(rest).is_some_and(|it| {
                without_legal_form(&it).is_some()
                    && it.to_lowercase().contains(&name.to_lowercase())
            });
            let strong = [
                "gevestigd",
                "handelend onder",
                "handelsnaam",
                "partij met wie",
                "exploitant van",
                "dienstverlener zoals",
                "bedoelen we",
                "bedoelen wij",
                "gebruiker van de",
                "de onderneming die",
                "het bedrijf dat",
                "de organisatie die",
                "de stichting die",
                "de vereniging die",
                "de school die",
                "de instelling die",
                "het bureau dat",
                "de partij met de rol",
                "the party that",
                "the party with the role",
            ];
            // "Installateur: Warmtegoed" is whose terms they are.
            let whole = rest.trim().trim_end_matches(['.', ';', ',']);
            let own = sentence.zone == Zone::Definition
                && is_role(name)
                && is_proper(whole)
                && whole.starts_with(char::is_uppercase);
            let titled = || window(&doc.text, 0, 400).contains(whole);
            let own = (own && whole.split(' ').count() <= 5 && titled()).then(|| whole.to_owned());
            let strong = organisation || own.is_some() || has_any(&start, &strong);
            let known = is_role(name) || counterpart(name);
            let signs = ["signing", "undersigned", "ondergetekende"];
            let signs = known && has_any(&start, &signs);
            signing |= signs;
            if known && person || signs || strong {
                let offset = sentence.span.start as usize + text.find(name).unwrap_or(0);
                let place = Span::new(offset, offset + name.len());
                // "Waardewerk: een handelsnaam van …, hierna te noemen 'opdrachtnemer'".
                let other = self.parties.iter_mut().find(|it| {
                    rest.contains(it.name.as_str())
                        || it.definition.start >= sentence.span.start
                            && it.definition.end <= sentence.span.end
                });
                match other.filter(|it| sentence.span.contains(it.definition)) {
                    Some(party) if !party.aliases.iter().any(|it| it == name) => {
                        party.aliases.push(name.to_owned());
                        party.aliases.sort_by_key(|it| std::cmp::Reverse(it.len()));
                    }
                    Some(_) => {}
                    None => self.add(own, &[name.to_owned()], place),
                }
            }
        }
        signing
    }

    /// The party whose general terms they are, and who stands across from it.
    pub(super) fn in_title(&mut self, doc: &Document, speaker: Speaker, titles: &[&str]) {
        if self.parties.is_empty() {
            let Some((name, place)) = owner(doc, titles) else { return };
            let aliases = called(doc, &name);
            self.add(Some(name), &aliases, place);
        }
        let [party] = &self.parties[..] else { return };
        // "You" stands across from a writer that speaks to it.
        if speaker == Speaker::OneParty || !is_terms(doc) {
            return;
        }
        let writer = !is_role(&party.name) || party.aliases.iter().any(|it| !is_role(it));
        if !writer {
            return;
        }
        let most = PartyWords::all()
            .counterparts
            .iter()
            // A "lid" is a paragraph as well.
            .filter(|it| **it != "lid")
            .filter(|it| !party.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(it)))
            .filter_map(|it| {
                let (one, place) = uses(doc, it);
                let (many, others) = uses(doc, &format!("{it}s"));
                let place = if one > 0 { place } else { others };
                (one + many >= 3 && one > 0).then_some((one + many, place))
            })
            .max_by_key(|it| (it.0, std::cmp::Reverse(it.1.start)));
        if let Some((_, place)) = most {
            self.add(None, &[capitalised(&doc[place])], place);
        }
    }

    /// The party to whose services the terms say that they apply, where they name it far more
    /// often than any pair of roles.
    pub(super) fn in_scope(&mut self, doc: &Document, speaker: Speaker) {
        let owner = owner(doc, &SCOPES).filter(|_| self.parties.is_empty());
        let scoped = owner.is_some();
        let fits = || speaker == Speaker::OneParty || is_terms(doc);
        let acts = || fits().then(|| acting(doc)).flatten();
        let Some((name, place)) = owner.or_else(acts) else { return };
        let short = without_legal_form(&name).unwrap_or(&name);
        let often = uses(doc, &short.to_lowercase()).0;
        let roles = role_uses(doc, &PartyWords::all().roles);
        if often <= 3 * best_pair(&roles).map_or(0, |it| it.0.0) {
            return;
        }
        if scoped {
            self.in_title(doc, speaker, &SCOPES);
        } else {
            self.add(Some(name), &[], place);
            self.in_title(doc, speaker, &[]);
        }
    }

    /// Roles that the text uses without saying who has them.
    pub(super) fn in_roles(&mut self, doc: &Document, speaker: Speaker) {
        let roles = &PartyWords::all().roles;
        let uses = role_uses(doc, roles);
        let count = |name: &str| {
            roles.iter().position(|it| *it == name).map_or((0, Span::default()), |at| uses[at])
        };
        let best = best_pair(&uses);
        let Some((rank, one, other)) = best else { return };
        // Who is insured is no party where whoever took the insurance is named.
        let others = PartyWords::all().instead.get(other);
        let other = others.copied().filter(|it| count(it).0 >= 2).unwrap_or(other);
        // Where "wij" speaks to "u" all over, they are the parties, and roles are other people.
        if speaker == Speaker::OneParty && rank.1 < spoken(doc) {
            return;
        }
        let mut pair = [(count(one).1, one), (count(other).1, other)];
        pair.sort();
        // Who is known by name has one of the two roles, and which is not said: the other is the
        // one that the text speaks of most.
        if let [party] = &self.parties[..] {
            let mutual = ["verstrekkende partij", "disclosing party", "discloser"];
            let named = party.aliases.iter().all(|it| !is_role(it));
            if mutual.iter().any(|it| one == *it || other == *it) {
                return;
            }
            if named {
                let most = if count(one).0 >= count(other).0 { one } else { other };
                let name = capitalised(&doc[count(most).1]);
                self.add(None, &[name], count(most).1);
                return;
            }
        }
        for (span, _) in pair {
            let name = capitalised(&doc[span]);
            self.add(None, &[name], span);
        }
    }
}

/// The pair of roles whose lesser is used most: how often the lesser and both are.
fn best_pair(uses: &[(u32, Span)]) -> Option<((u32, u32), &'static str, &'static str)> {
    let roles = &PartyWords::all().roles;
    let count = |name: &str| roles.iter().position(|it| *it == name).map_or(0, |at| uses[at].0);
    let mut best: Option<((u32, u32), &str, &str)> = None;
    for (one, others) in &PartyWords::all().pairs {
        for other in others {
            let (first, second) = (count(one), count(other));
            let rank = (first.min(second), first + second);
            if rank.0 >= 2 && best.is_none_or(|it| rank > it.0) {
                best = Some((rank, one, other));
            }
        }
    }
    best
}

/// Whether they are general terms by their title or their first words.
fn is_terms(doc: &Document) -> bool {
    let first = doc.blocks.iter().find(|it| it.zone != Zone::Furniture);
    let says = first.is_some_and(|it| {
        let start: String = doc[it.span].chars().take(60).collect();
        let lower = start.to_lowercase();
        ["deze voorwaarden", "deze algemene voorwaarden", "these terms"]
            .iter()
            .any(|it| lower.starts_with(it))
    });
    says || kind::kind(doc) == kind::Kind::Terms
}

/// What stands beside a name in the next cell of its row in a table of definitions.
fn beside(doc: &Document, name: Span) -> Option<&str> {
    let at = doc.block_at(name.start)?;
    let (cell, next) = (doc.blocks.get(at)?, doc.blocks.get(at + 1)?);
    let (Kind::Cell { row, column: 0 }, Kind::Cell { row: same, column: 1 }) =
        (cell.kind, next.kind)
    else {
        return None;
    };
    let fits = row == same
        && cell.zone == Zone::Definition
        && cell.span == name
        && is_name(doc[name].trim());
    fits.then(|| &doc[next.span])
}

/// The name that a sentence defines, and what it says about it.
fn definition(text: &str) -> Option<(&str, &str)> {
    const VERBS: [&str; 7] = [":", " means ", " refers to ", " betekent ", " – ", " - ", "; "];
    let (name, rest) =
        VERBS.iter().filter_map(|it| text.split_once(it)).min_by_key(|it| it.0.len())?;
    // "As used herein, “Recipient” refers to …".
    let quoted =
        name.trim_end().strip_suffix(['"', '”']).and_then(|it| it.rsplit(['"', '“']).next());
    let name = quoted.unwrap_or(name);
    let bare = name.trim_matches(|it: char| !it.is_alphanumeric() && it != '.');
    // "Opdrachtgever." ends a sentence, "Zonnehof B.V." a name.
    let last = bare.trim_end_matches('.').rsplit([' ', '.']).next().unwrap_or_default();
    let bare = if last.len() > 4 { bare.trim_end_matches('.') } else { bare };
    let bare = bare.strip_prefix("De ").or(bare.strip_prefix("The ")).unwrap_or(bare);
    is_name(bare).then_some((bare, rest))
}

/// Whether words can be what somebody is called.
fn is_name(words: &str) -> bool {
    words.starts_with(char::is_uppercase)
        && words.matches('(').count() == words.matches(')').count()
        && words.split(' ').count() <= 4
        && !nobody(words)
        && (is_role(words) || counterpart(words) || is_proper(words))
}

pub(super) fn counterpart(word: &str) -> bool {
    PartyWords::all().counterparts.contains(&word.to_lowercase().as_str())
}

/// Whose general terms they are: "Algemene voorwaarden van …", "… is eigendom van …, gevestigd".
fn owner(doc: &Document, titles: &[&str]) -> Option<(String, Span)> {
    for (at_block, block) in doc.blocks.iter().take(30).enumerate() {
        let text = &doc[block.span];
        let lower = text.to_ascii_lowercase();
        for title in titles {
            let Some(at) = lower.find(title).map(|it| it + title.len()) else { continue };
            let rest = text.get(at..)?.trim_start_matches(['[', '(', '"', '“']);
            // The next sentence is no part of a name.
            let end = rest.match_indices(". ").map(|it| it.0).find(|&at| {
                let word = rest[..at].rsplit(' ').next().unwrap_or_default();
                word.chars().count() > 4 && !word.contains('.')
            });
            let rest = &rest[..end.unwrap_or(rest.len())];
            let Some(name) = name_in(rest).filter(|it| is_proper(it)) else { continue };
            if is_product(&name) || is_plain_word(doc, &name) {
                continue;
            }
            let name = name.trim_end_matches([']', ')', '.']);
            let Some(start) = text.get(at..).and_then(|it| it.find(name)) else { continue };
            let short = without_legal_form(name).unwrap_or(name);
            // The very title may be the one place that gives the name in full.
            let enough = if at_block < 3 { 2 } else { 3 };
            let called = called(doc, name);
            let names = called.iter().map(String::as_str).chain([short]);
            let often: u32 = names.map(|it| uses(doc, &it.to_lowercase()).0).sum();
            if often >= enough && !nobody(name) {
                let start = block.span.start as usize + at + start;
                return Some((name.to_owned(), Span::new(start, start + name.len())));
            }
        }
    }
    None
}

/// Whether a name is a word that the text uses without a capital all the time: "Door-" of a title
/// that a line cuts in two.
fn is_plain_word(doc: &Document, name: &str) -> bool {
    let word = format!(" {} ", name.to_lowercase());
    !name.contains(' ') && doc.text.matches(word.as_str()).take(3).count() == 3
}

/// Whether a title names what is sold or the form itself: "Bikerpolis", "PP 2400-02".
pub(super) fn is_product(name: &str) -> bool {
    let lower = name.to_lowercase();
    let things =
        ["polis", "verzekering", "annulering", "aansprakelijkheid", "pakket", "dekking", "schade"];
    // "PP 2400-02", "DRAV18".
    let code = |it: &str| {
        it.contains(|it: char| it.is_ascii_digit())
            && it.bytes().all(|it| it.is_ascii_digit() || it.is_ascii_uppercase() || it == b'-')
    };
    // "DFT UGC".
    let letters = |it: &str| it.len() <= 4 && it.bytes().all(|it| it.is_ascii_uppercase());
    name.split(' ').any(code)
        || name.contains(' ') && name.split(' ').all(letters)
        || lower.split([' ', '-']).any(|word| things.iter().any(|it| word.ends_with(it)))
}

/// What the first articles say they will call somebody: "Adolfo Vermeer (hierna: AV)".
fn called(doc: &Document, name: &str) -> Vec<String> {
    let blocks = doc.blocks.iter().take_while(|it| it.span.start < OPENING);
    blocks
        .filter_map(|it| {
            let text = &doc[it.span];
            let end = text.find(name)? + name.len();
            let mut found = introductions(text, true).into_iter();
            found.find(|it| {
                let own = !it.in_passing || is_taken_from(name, &it.aliases);
                it.cue >= end && text[end..it.cue].trim().is_empty() && own
            })
        })
        .flat_map(|it| it.aliases)
        .take(3)
        .collect()
}

/// How often words are used, with the first place.
pub(super) fn uses(doc: &Document, words: &str) -> (u32, Span) {
    let mut numbers = Vec::new();
    for span in language::words(words) {
        match doc.words.find(&words[span.range()].to_lowercase()) {
            Some(number) => numbers.push(number),
            None => return (0, Span::default()),
        }
    }
    let Some(&first) = numbers.first() else { return (0, Span::default()) };
    let mut found = (0, Span::default());
    for (at, token) in doc.tokens.iter().enumerate() {
        if token.word != first {
            continue;
        }
        let rest = doc.tokens.get(at..at + numbers.len()).unwrap_or_default();
        if rest.len() == numbers.len() && rest.iter().zip(&numbers).all(|it| it.0.word == *it.1) {
            if found.0 == 0 {
                found.1 = rest.iter().fold(token.span, |span, it| span.join(it.span));
            }
            found.0 += 1;
        }
    }
    found
}

/// How often the text says wij and u.
fn spoken(doc: &Document) -> u32 {
    let mut spoken = vec![false; doc.words.len()];
    for language in Language::ALL {
        let pronouns = &language.tables().pronouns;
        for word in pronouns.we.iter().chain(&pronouns.you).filter_map(|it| doc.words.find(it)) {
            spoken[word as usize] = true;
        }
    }
    doc.tokens.iter().filter(|it| spoken[it.word as usize]).count() as u32
}

/// How often the text uses each of `roles`, in any case, with the first place. A capital inside a
/// sentence makes it a name; in Dutch the word alone will do.
fn role_uses(doc: &Document, roles: &[&str]) -> Vec<(u32, Span)> {
    // Of each word the roles that it may begin, as itself or with the s of a plural or genitive.
    let mut begins: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, role) in roles.iter().enumerate() {
        let Some(first) = language::words(role).next() else { continue };
        let first = &role[first.range()];
        let words = [doc.words.find(first), doc.words.find(&format!("{first}s"))];
        for word in words.into_iter().flatten() {
            begins.entry(word).or_default().push(at);
        }
    }
    let mut uses: Vec<(u32, Span)> = vec![(0, Span::default()); roles.len()];
    let opens: Vec<bool> = (0..doc.words.len() as u32).map(|it| begins.contains_key(&it)).collect();
    for token in doc.tokens.iter().filter(|it| opens[it.word as usize]) {
        let start = token.span.start as usize;
        let stands = |role: &&usize| {
            let words = doc.text.get(start..start + roles[**role].len());
            words.is_some_and(|it| it.eq_ignore_ascii_case(roles[**role]))
        };
        let longest = begins.get(&token.word).into_iter().flatten().filter(stands);
        // Of equals the first: a role may stand in the tables of both languages.
        let longest = longest.min_by_key(|it| std::cmp::Reverse(roles[**it].len()));
        let Some(&role) = longest else { continue };
        let span = Span::new(start, start + roles[role].len());
        let named = || doc[span].starts_with(char::is_uppercase);
        if whole_word(&doc.text, span) && (doc.language == Some(Language::Dutch) || named()) {
            let (count, first) = &mut uses[role];
            if *count == 0 {
                *first = span;
            }
            *count += 1;
        }
    }
    uses
}

/// Whether a place is a word of its own, but for a plural or genitive s.
fn whole_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).and_then(|it| it.chars().next_back());
    if before.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let rest = text.get(span.end as usize..).unwrap_or("");
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    !rest.chars().next().is_some_and(char::is_alphanumeric)
}
