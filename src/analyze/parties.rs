//! Who the parties are: name, role, aliases, mentions; and who speaks when the text says "we".
//!
//! A contract introduces its parties near its start ("… hierna te noemen: Opdrachtgever", "(the
//! “Supplier”)"), or only uses their roles; then the roles are the parties.

use crate::document::{Document, Kind, Zone};
use crate::language::Language;
use crate::span::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// A party to the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name the contract uses most: its role label if it has one ("Opdrachtgever"), else its name.
    pub name: String,
    /// Its role ("Opdrachtgever"), where it goes by one.
    pub role: Option<String>,
    /// Every name it goes by, longest first: full name, trade name, role.
    pub aliases: Vec<String>,
    /// Where it is introduced.
    pub definition: Span,
    /// Every place that names it, in order.
    pub mentions: Vec<Span>,
}

/// Who "wij/we" is. Counting we-words rates insurance terms as most relational, because there
/// the insurer calls itself "wij".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// The parties together, or nobody says we.
    #[default]
    Together,
    /// One party (the drafter); "u/je/you" is the other.
    OneParty,
}

/// Names of roles, in lower case.
const ROLES: &[&str] = &[
    "opdrachtgever",
    "opdrachtnemer",
    "verhuurder",
    "huurder",
    "werkgever",
    "werknemer",
    "koper",
    "verkoper",
    "leverancier",
    "afnemer",
    "klant",
    "dienstverlener",
    "verwerkingsverantwoordelijke",
    "verwerker",
    "subverwerker",
    "licentiegever",
    "licentienemer",
    "franchisegever",
    "franchisenemer",
    "verstrekker",
    "ontvanger",
    "geldgever",
    "geldnemer",
    "geldverstrekker",
    "schuldeiser",
    "schuldenaar",
    "uitlener",
    "inlener",
    "lener",
    "kredietgever",
    "kredietnemer",
    "verzekeraar",
    "verzekeringnemer",
    "verzekerde",
    "aannemer",
    "onderaannemer",
    "stagiair",
    "stagiaire",
    "stagebedrijf",
    "stagegever",
    "onderwijsinstelling",
    "consument",
    "ondernemer",
    "vervoerder",
    "exploitant",
    "beheerder",
    "bruikleengever",
    "bruikleennemer",
    "pachter",
    "verpachter",
    "adviseur",
    "opleider",
    "deelnemer",
    "zorgaanbieder",
    "gemeente",
    "participant",
    "gedetacheerde",
    "supplier",
    "customer",
    "client",
    "contractor",
    "subcontractor",
    "consultant",
    "provider",
    "service provider",
    "vendor",
    "licensor",
    "licensee",
    "landlord",
    "tenant",
    "lessor",
    "lessee",
    "seller",
    "buyer",
    "purchaser",
    "employer",
    "employee",
    "borrower",
    "lender",
    "disclosing party",
    "receiving party",
    "discloser",
    "recipient",
    "controller",
    "processor",
    "franchisor",
    "franchisee",
    "company",
    "owner",
    "agent",
    "administrative agent",
    "distributor",
    "manufacturer",
    "reseller",
    "partner",
    "investor",
    "executive",
    "guarantor",
    "advisor",
    "sponsor",
    "user",
    "subscriber",
    "publisher",
    "author",
    "manager",
    "operator",
    "carrier",
    "insurer",
    "insured",
    "bank",
    "trustee",
    "issuer",
    "holder",
    "pledgor",
    "grantor",
    "mortgagor",
    "debtor",
    "architect",
    "engineer",
];

/// Roles that face each other where neither is introduced. In the order in which they are tried
/// when two pairs are used as often.
const PAIRS: &[(&str, &[&str])] = &[
    ("opdrachtgever", &["opdrachtnemer", "leverancier", "aannemer", "dienstverlener", "adviseur"]),
    ("verhuurder", &["huurder"]),
    ("werkgever", &["werknemer"]),
    ("verkoper", &["koper"]),
    ("leverancier", &["afnemer", "klant", "koper"]),
    ("ondernemer", &["consument"]),
    ("verwerkingsverantwoordelijke", &["verwerker"]),
    ("licentiegever", &["licentienemer"]),
    ("franchisegever", &["franchisenemer"]),
    ("verstrekker", &["ontvanger"]),
    ("geldgever", &["geldnemer"]),
    ("verzekeraar", &["verzekeringnemer", "verzekerde"]),
    ("uitlener", &["inlener"]),
    ("supplier", &["customer", "client", "buyer", "purchaser"]),
    ("provider", &["customer", "client", "user"]),
    ("service provider", &["customer", "client"]),
    ("vendor", &["customer", "client", "purchaser"]),
    ("contractor", &["client", "owner", "customer", "company"]),
    ("consultant", &["client", "company"]),
    ("company", &["customer", "executive", "employee", "investor", "user"]),
    ("licensor", &["licensee"]),
    ("landlord", &["tenant"]),
    ("lessor", &["lessee"]),
    ("seller", &["buyer", "purchaser"]),
    ("employer", &["employee"]),
    ("lender", &["borrower", "company"]),
    ("bank", &["borrower", "company"]),
    ("discloser", &["recipient"]),
    ("disclosing party", &["receiving party"]),
    ("controller", &["processor"]),
    ("franchisor", &["franchisee"]),
];

/// Names that are given in the opening but are nobody's.
const NOT_PARTIES: &[&str] = &[
    "whereas",
    "recitals",
    "cover page",
    "dgcl",
    "partij",
    "partijen",
    "party",
    "parties",
    "agreement",
    "contract",
    "overeenkomst",
    "convenant",
    "effective date",
    "ingangsdatum",
    "date",
    "closing date",
    "execution date",
    "term",
    "services",
    "project",
    "product",
    "products",
    "diensten",
    "dienst",
    "commencement date",
    "signing date",
    "datum",
    "the parties",
    "de partijen",
    "opdracht",
    "the agreement",
    "this agreement",
    "nda",
    "dpa",
    "uk",
    "usa",
    "bv",
    "nv",
    "pty",
    "llc",
    "ltd",
    "kvk",
    "btw",
    "nl",
    "nederland",
    "netherlands",
    "delaware",
    "you",
    "your",
    "we",
    "us",
    "our",
    "u",
    "uw",
    "wij",
    "ons",
    "onze",
    "je",
    "jij",
    "jouw",
    "code",
    "samenwerking",
    "raamovereenkomst",
    "hoofdovereenkomst",
    "verwerkersovereenkomst",
    "premises",
    "confidential information",
    "vertrouwelijke informatie",
    "purpose",
    "doel",
    "website",
    "site",
    "software",
    "lease",
    "amendment",
    "bw",
    "avg",
    "gdpr",
    "sla",
    "bijlage",
    "property",
    "loan",
    "commission",
    "sec",
    "securities act",
    "exchange act",
    "original agreement",
    "existing agreement",
    "work",
    "facility",
    "plan",
    "credit agreement",
    "notes",
    "note",
    "shares",
    "stock",
    "merger",
    "voorwaarden",
    "algemene voorwaarden",
    "terms",
    "policy",
    "dienstverlening",
    "huurovereenkomst",
    "arbeidsovereenkomst",
    "building",
    "territory",
    "business",
    "transaction",
    "master agreement",
];

/// The parties of `doc`, in the order in which they are introduced, and who speaks.
pub fn parties(doc: &Document) -> (Vec<Party>, Speaker) {
    let mut found = Found::default();
    found.introduced(doc);
    if found.parties.len() < 2 {
        found.defined(doc);
    }
    if found.parties.len() < 2 {
        found.in_roles(doc);
    }
    let mut parties = found.parties;
    mention(doc, &mut parties);
    (parties, speaker(doc))
}

/// How far into a contract parties are introduced, in blocks and bytes.
const OPENING: (usize, u32) = (80, 16_000);

#[derive(Default)]
struct Found {
    parties: Vec<Party>,
}

impl Found {
    /// Parties that the opening introduces with a name to call them by.
    fn introduced(&mut self, doc: &Document) {
        // Where the words that describe the next party start.
        let mut since: Option<u32> = None;
        for block in doc.blocks.iter().take(OPENING.0) {
            if block.span.start > OPENING.1 || block.zone == Zone::Contents {
                continue;
            }
            let at = block.span.start;
            let in_parties = block.zone == Zone::Parties;
            if self.parties.len() >= 2
                && matches!(block.zone, Zone::Operative | Zone::Definition | Zone::Signature)
                && block.clause.is_some()
            {
                break;
            }
            let text = &doc[block.span];
            if in_parties && let Some((role, name)) = role_and_name(text) {
                let length = text.len();
                self.add(
                    Some(name),
                    &[role.to_owned()],
                    Span::new(at as usize, at as usize + length),
                );
                since = None;
                continue;
            }
            let mut from = 0;
            for introduction in introductions(text, in_parties) {
                let described = text.get(from..introduction.cue).unwrap_or("");
                from = introduction.end;
                if introduction.together {
                    since = None;
                    continue;
                }
                let name = name_in(described).or_else(|| {
                    since.and_then(|it| name_in(doc.text.get(it as usize..at as usize)?))
                });
                let known = introduction.aliases.iter().any(|it| is_role(it));
                // "(the “Service”)" names a thing: a party has a name, and one that looks so.
                let name = name.filter(|it| is_proper(it));
                let party = match &name {
                    _ if known => name.is_some() || in_parties || block.span.start < 4_000,
                    Some(name) => in_parties || belongs(name, &introduction.aliases),
                    None => false,
                };
                if !party {
                    continue;
                }
                since = None;
                let place = Span::new(
                    at as usize + introduction.alias.0,
                    at as usize + introduction.alias.1,
                );
                self.add(name, &introduction.aliases, place);
            }
            if from == 0 && in_parties {
                if self.parties.is_empty()
                    && let Some(pair) = between(text)
                {
                    for name in pair {
                        if let Some(start) = text.find(name.as_str()) {
                            let start = at as usize + start;
                            let place = Span::new(start, start + name.len());
                            self.add(Some(name), &[], place);
                        }
                    }
                    continue;
                }
                if matches!(block.kind, Kind::Heading(_)) {
                    since = None;
                } else if name_in(text).is_some() {
                    since.get_or_insert(at);
                }
            } else if from > 0 && in_parties {
                let rest = text.get(from..).unwrap_or("");
                since = name_in(rest).map(|_| at + from as u32);
            }
        }
    }

    /// Parties that the definitions name: "Opdrachtgever: de natuurlijke persoon die …".
    fn defined(&mut self, doc: &Document) {
        const PERSONS: &[&str] = &[
            "persoon",
            "rechtspersoon",
            "onderneming",
            "vennootschap",
            "b.v.",
            "gevestigd",
            "handelend onder",
            "wederpartij",
            "eenmanszaak",
            "person or",
            "individual",
            "entity",
            "company",
            "corporation",
            "contractspartij",
            "partij die",
            "bedrijf",
            "degene",
        ];
        for block in &doc.blocks {
            if block.zone != Zone::Definition {
                continue;
            }
            let text = &doc[block.span];
            let Some((name, rest)) = text.split_once(':').or_else(|| text.split_once(" means "))
            else {
                continue;
            };
            let bare = name.trim_matches(|it: char| !it.is_alphanumeric());
            let mut start: String = rest.chars().take(160).collect();
            start.make_ascii_lowercase();
            let person = PERSONS.iter().any(|it| start.contains(it));
            let names_one = bare.starts_with(char::is_uppercase)
                && bare.split(' ').count() <= 4
                && !NOT_PARTIES.contains(&bare.to_lowercase().as_str());
            if names_one
                && (is_role(bare) && person
                    || start.contains("gevestigd")
                    || start.contains("handelend onder"))
            {
                let offset = block.span.start as usize + text.find(bare).unwrap_or(0);
                self.add(None, &[bare.to_owned()], Span::new(offset, offset + bare.len()));
            }
        }
    }

    /// Roles that the text uses without saying who has them.
    fn in_roles(&mut self, doc: &Document) {
        let mut uses: Vec<(u32, Span)> = vec![(0, Span::default()); ROLES.len()];
        for found in ROLE_FINDER.iter().flat_map(|it| it.find_iter(&doc.text)) {
            let span = Span::new(found.start(), found.end());
            if let Some(span) = whole_word(&doc.text, span) {
                let role = &mut uses[found.pattern().as_usize()];
                // A capital inside a sentence makes it a name; in Dutch the word alone will do.
                let capital = doc[span].starts_with(char::is_uppercase);
                if capital || doc.language == Some(Language::Dutch) {
                    if role.0 == 0 {
                        role.1 = span;
                    }
                    role.0 += 1;
                }
            }
        }
        let count = |name: &str| {
            ROLES.iter().position(|it| *it == name).map_or((0, Span::default()), |at| uses[at])
        };
        // The pair whose lesser role is used most.
        let mut best: Option<((u32, u32), &str, &str)> = None;
        for &(one, others) in PAIRS {
            for &other in others {
                let (first, second) = (count(one).0, count(other).0);
                let rank = (first.min(second), first + second);
                if rank.0 >= 2 && best.is_none_or(|it| rank > it.0) {
                    best = Some((rank, one, other));
                }
            }
        }
        let Some((_, one, other)) = best else { return };
        let mut pair = [(count(one).1, one), (count(other).1, other)];
        pair.sort();
        for (span, _) in pair {
            let name = capitalised(&doc[span]);
            self.add(None, &[name], span);
        }
    }

    /// Adds a party, or what is new about one that is known.
    fn add(&mut self, name: Option<String>, aliases: &[String], definition: Span) {
        let aliases: Vec<&String> = aliases
            .iter()
            .filter(|it| !NOT_PARTIES.contains(&it.to_lowercase().trim_start_matches("the ")))
            .collect();
        let role =
            aliases.iter().find(|it| is_role(it)).or(aliases.first()).map(|it| (*it).clone());
        let Some(called) = role.clone().or_else(|| name.clone()) else { return };
        let mut names: Vec<String> = aliases.into_iter().cloned().collect();
        names.extend(name.iter().cloned());
        if let Some(name) = &name
            && let Some(short) = without_legal_form(name)
        {
            names.push(short.to_owned());
        }
        let many = self.parties.len() >= 12;
        let known = self
            .parties
            .iter_mut()
            .find(|it| it.aliases.iter().any(|it| names.iter().any(|name| same(name, it))));
        let party = match known {
            Some(party) => {
                let known = party.role.as_ref().is_some_and(|it| is_role(it));
                if !known && role.as_ref().is_some_and(|it| party.role.is_none() || is_role(it)) {
                    party.name = called;
                    party.role = role;
                }
                party
            }
            None if many => return,
            None => {
                self.parties.push(Party {
                    name: called,
                    role,
                    aliases: Vec::new(),
                    definition,
                    mentions: Vec::new(),
                });
                let Some(party) = self.parties.last_mut() else { return };
                party
            }
        };
        for name in names {
            if !party.aliases.contains(&name) {
                party.aliases.push(name);
            }
        }
        party.aliases.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    }
}

/// A name that the text says it will use from here on.
struct Introduction {
    /// Where the words that announce it start.
    cue: usize,
    aliases: Vec<String>,
    /// The first alias.
    alias: (usize, usize),
    end: usize,
    /// For all parties together.
    together: bool,
}

static CUES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    finder(&[
        "(",
        "hierna",
        "verder te noemen",
        "verder:",
        "nader te noemen",
        "verder genoemd",
        "nader genoemd",
        "hereinafter",
        "hereafter",
        "referred to as",
        "(the \"",
        "(the “",
        "(the ”",
        "(the '",
        "(the ‘",
        "(\"",
        "(“",
        "(”",
        "(„",
        "('",
        "(‘",
        "(de \"",
        "(de “",
        "(als \"",
        "; \"",
        "; “",
        "(collectively",
        "(together",
        "(each",
        "(de ‘",
        "(de '",
        "(as \"",
        "(as “",
        "(the &quot;",
        "(\u{201f}",
        "(``",
        "(''",
        "(the ``",
        "(the ''",
        "ook te noemen",
        "te noemen",
        "aan te duiden",
    ])
});

static ROLE_FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| finder(ROLES));

/// Finds words whatever their case, the longest where several start at one place.
fn finder(words: &[&str]) -> Option<AhoCorasick> {
    // None only when the words make too large an automaton; ours are far below that.
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(words)
        .ok()
}

/// The introductions in a block, in order; with those in bare brackets where a block is about
/// the parties.
fn introductions(text: &str, named_in_passing: bool) -> Vec<Introduction> {
    let mut found: Vec<Introduction> = Vec::new();
    let mut past = 0;
    for cue in CUES.iter().flat_map(|it| it.find_iter(text)) {
        if cue.start() < past {
            continue;
        }
        let after = if text[cue.start()..cue.end()].starts_with(['(', ';']) {
            cue.start() + 1
        } else {
            cue.end()
        };
        let Some(introduction) = aliases_after(text, cue.start(), after) else { continue };
        // "(Tern)" names a party; "(Delaware) Tern" or "(see Annex 1)" doesn't.
        let plain = &text[cue.start()..cue.end()] == "(";
        if plain && !(named_in_passing && text[introduction.end..].starts_with(')')) {
            continue;
        }
        past = introduction.end;
        found.push(introduction);
    }
    found
}

/// Words between the announcement and the name.
const FILLERS: &[&str] = &[
    "te",
    "noemen",
    "ook",
    "verder",
    "nader",
    "genoemd",
    "aan",
    "duiden",
    "als",
    "aangeduid",
    "de",
    "het",
    "the",
    "as",
    "referred",
    "to",
    "called",
    "known",
    "each",
    "a",
    "an",
    "or",
    "of",
    "kortweg",
    "simply",
    "be",
    "hierna",
    "hereinafter",
    "hereafter",
    "aangeduid",
    "en/of",
    "is",
    "worden",
    "wordt",
    "met",
    "and",
    "for",
    "purposes",
    "naam",
];

/// Words that make a name stand for all parties.
const TOGETHER: &[&str] = &[
    "gezamenlijk",
    "tezamen",
    "samen",
    "collectively",
    "together",
    "jointly",
    "beiden",
    "both",
    "individually",
    "afzonderlijk",
    "ieder",
    "elk",
];

fn aliases_after(text: &str, cue: usize, from: usize) -> Option<Introduction> {
    let mut at = from;
    let mut together = false;
    let before = text.get(floor(text, cue.saturating_sub(40))..cue)?;
    together |= before.rsplit([' ', ',', ';']).take(4).any(|word| listed(TOGETHER, word));
    let mut aliases = Vec::new();
    let mut place = None;
    let mut end = from;
    for _ in 0..24 {
        let rest = text.get(at..)?;
        let trimmed = rest.trim_start_matches([' ', ':', '/', ',']);
        at += rest.len() - trimmed.len();
        let Some(first) = trimmed.chars().next() else { break };
        if let Some(closing) = closing_quotes(first) {
            let opening = first.len_utf8();
            let opening =
                if trimmed.starts_with("''") || trimmed.starts_with("``") { 2 } else { opening };
            let inner = &trimmed[opening..];
            let Some(length) = inner.find(closing).filter(|&it| it <= 60 && it > 0) else { break };
            let alias = inner[..length].trim_matches([' ', ',', '.', ';']);
            let start = at + opening + inner.find(alias).unwrap_or(0);
            if place.is_none() {
                place = Some((start, start + alias.len()));
            }
            aliases.push(alias.to_owned());
            at += opening + length;
            at += text[at..].chars().next().map_or(0, char::len_utf8);
            end = at;
            continue;
        }
        let word_end = trimmed
            .find(|it: char| !(it.is_alphanumeric() || matches!(it, '-' | '&' | '/' | '.')))
            .unwrap_or(trimmed.len());
        let word = trimmed[..word_end].trim_end_matches('.');
        if word.is_empty() {
            break;
        }
        if listed(TOGETHER, word) {
            together = true;
            at += word_end;
            continue;
        }
        if !aliases.is_empty() {
            if listed(&["or", "of", "en", "and", "the", "de", "ook", "also", "as"], word) {
                at += word_end;
                continue;
            }
            break;
        }
        if listed(FILLERS, word) {
            at += word_end;
            continue;
        }
        // Without quotes: a known role, or a run of words with capitals.
        if is_role(word) && !first.is_uppercase() || first.is_uppercase() {
            let mut length = word.len();
            for next in trimmed[length..].split_inclusive(' ').skip(1).take(4) {
                let bare = next.trim_end_matches(|it: char| !it.is_alphanumeric());
                if bare.is_empty() && next.trim() == "&" {
                    continue;
                }
                if !bare.starts_with(char::is_uppercase)
                    || trimmed[..length].ends_with([',', ';', '.'])
                {
                    break;
                }
                let start = trimmed[length..].find(bare).map_or(length, |it| length + it);
                // Only spaces may stand between the words of a name, or an "&".
                if !trimmed[length..start].trim_matches([' ', '&']).is_empty() {
                    break;
                }
                length = start + bare.len();
            }
            place = Some((at, at + length));
            aliases.push(trimmed[..length].to_owned());
            end = at + length;
            break;
        }
        break;
    }
    if aliases.is_empty() {
        return None;
    }
    let nobody = |alias: &String| {
        let lower = alias.to_lowercase();
        NOT_PARTIES.contains(&lower.trim_start_matches("the ").trim_start_matches("de "))
    };
    together |= aliases.iter().all(nobody)
        && aliases
            .iter()
            .any(|it| it.eq_ignore_ascii_case("partijen") || it.eq_ignore_ascii_case("parties"));
    aliases.retain(|it| {
        !nobody(it) && it.len() > 1 && !it.starts_with(|it: char| it.is_ascii_digit())
    });
    if aliases.is_empty() && !together {
        return None;
    }
    let aliases = aliases
        .into_iter()
        .map(|it| {
            let it = it.strip_prefix("the ").or(it.strip_prefix("de ")).unwrap_or(&it).to_owned();
            if is_role(&it) && it.starts_with(char::is_lowercase) { capitalised(&it) } else { it }
        })
        .collect();
    Some(Introduction { cue, aliases, alias: place?, end, together })
}

/// The name at the start of a description: "ACME Inc., a Delaware corporation", "De besloten
/// vennootschap … Voorbeeld B.V., gevestigd te Utrecht".
fn name_in(description: &str) -> Option<String> {
    let mut text = description;
    let lower = description.to_ascii_lowercase();
    let mut start = 0;
    for cue in [
        "between ",
        "between:",
        "among ",
        "tussen ",
        "tussen:",
        "ondergetekenden:",
        "ondergetekenden ",
        "enerzijds:",
        "anderzijds:",
        "partij 1:",
        "partij 2:",
        "partij a:",
        "partij b:",
        "entered into by ",
        "name:",
        "naam:",
    ] {
        if let Some(at) = lower.rfind(cue) {
            start = start.max(at + cue.len());
        }
    }
    text = text.get(start..)?;
    loop {
        let before = text.len();
        text = text.trim_start_matches(|it: char| {
            !it.is_alphanumeric() && !matches!(it, '[' | '{' | '<' | '&')
        });
        for prefix in PREFIXES {
            if let Some(rest) = strip_start(text, prefix)
                && rest.starts_with([' ', ':', ',', ')', '.'])
            {
                text = rest;
            }
        }
        // A number of the party: "1." or "(i)".
        if let Some((number, rest)) = text.split_once([' ', ')'])
            && number.len() <= 3
            && number.trim_end_matches(['.', ')']).bytes().all(|it| it.is_ascii_digit())
        {
            text = rest;
        }
        if text.len() == before {
            break;
        }
    }
    let mut end = text.len();
    let lower = text.to_ascii_lowercase();
    for stop in [
        " gevestigd",
        " statutair",
        " kantoorhoudende",
        " wonende",
        " geboren",
        " ten deze",
        " (",
        ";",
        " handelend",
        " ingeschreven",
        " vertegenwoordigd",
        " te dezen",
        " a company",
        " a corporation",
        " a limited",
        " whose ",
        " having ",
        " with its ",
        " with a ",
        " located ",
        " met adres",
        "\n",
        " and ",
        " rechtsgeldig",
        " hierna",
        " organized",
        " incorporated",
        " acting",
        " residing",
        " as of",
        " a delaware",
        " hereinafter",
        " op het adres",
        " krachtens",
    ] {
        if let Some(at) = lower.find(stop) {
            end = end.min(at);
        }
    }
    let mut from = 0;
    while let Some(at) = text[from..end].find(", ").map(|it| from + it) {
        let next = &lower[at + 2..end.max(at + 2)];
        let form =
            ["inc", "llc", "l.l.c", "ltd", "l.p", "lp", "n.a", "corp", "s.a", "plc", "gmbh", "b.v"]
                .iter()
                .any(|it| next.starts_with(it));
        if !form {
            end = at;
            break;
        }
        from = at + 2;
    }
    let name = text[..end].trim().trim_end_matches([',', ':', '"', '“']).trim();
    let fits = (2..=90).contains(&name.len())
        && (is_public_body(name)
            || name.starts_with(|it: char| {
                it.is_uppercase() || it.is_ascii_digit() || matches!(it, '[' | '{' | '<')
            }))
        && name.split(' ').count() <= 10
        && name.contains(char::is_alphabetic)
        && !NOT_PARTIES.contains(&name.to_lowercase().as_str());
    fits.then(|| name.to_owned())
}

/// Whether every word of a name has a capital, but for the small words in it.
fn is_proper(name: &str) -> bool {
    const SMALL: &[&str] = &[
        "de",
        "den",
        "der",
        "van",
        "het",
        "te",
        "ten",
        "ter",
        "en",
        "of",
        "the",
        "and",
        "for",
        "voor",
        "und",
        "von",
        "in",
        "&",
        "gemeente",
        "stichting",
        "vereniging",
        "provincie",
        "waterschap",
        "coöperatie",
        "’t",
        "'t",
        "on",
        "op",
        "d.o.o.",
        "maatschap",
    ];
    // Laws, documents and dates have capitals too.
    const THINGS: &[&str] = &[
        "act",
        "code",
        "policy",
        "plan",
        "agreement",
        "regulation",
        "program",
        "statement",
        "date",
        "period",
        "dated",
        "wet",
        "regeling",
        "overeenkomst",
        "december",
        "january",
        "june",
        "july",
    ];
    const STARTS: &[&str] = &[
        "on", "upon", "in", "as", "at", "for", "to", "this", "if", "when", "all", "any", "each",
        "op",
    ];
    let thing = name.split([' ', ',']).any(|it| listed(THINGS, it));
    let opens = name.split(' ').next().is_some_and(|it| listed(STARTS, it));
    !thing
        && !opens
        && (!name.contains(". ") || is_initialled(name))
        && name.split(' ').all(|word| {
            let first = word.trim_start_matches(['(', '"', '“', '’', '\'']).chars().next();
            SMALL.contains(&word) || first.is_none_or(|it| !it.is_lowercase())
        })
}

/// Whether the full stops in a name follow initials: "A. de Boer", "J.P. Smit B.V. te Lent".
fn is_initialled(name: &str) -> bool {
    name.split(' ').filter(|it| it.ends_with('.')).all(|it| it.len() <= 6)
}

/// Whether one of the aliases is taken from the name, or the name is that of a legal person.
fn belongs(name: &str, aliases: &[String]) -> bool {
    let initials: String = name.split(' ').filter_map(|it| it.chars().next()).collect();
    without_legal_form(name).is_some()
        || aliases.iter().any(|alias| {
            name.split([' ', ',']).any(|word| word.len() > 2 && same(word, alias))
                || name.contains(alias.as_str())
                || initials.starts_with(alias.as_str())
        })
}

/// A name that starts with a small letter: "gemeente Utrecht".
fn is_public_body(name: &str) -> bool {
    const KINDS: [&str; 7] = [
        "gemeente",
        "stichting",
        "vereniging",
        "provincie",
        "waterschap",
        "coöperatie",
        "maatschap",
    ];
    name.split_once(' ')
        .is_some_and(|(first, rest)| KINDS.contains(&first) && rest.starts_with(char::is_uppercase))
}

/// Words before a name that are not part of it, in lower case.
const PREFIXES: &[&str] = &[
    "en",
    "and",
    "de",
    "the",
    "het",
    "besloten vennootschap met beperkte aansprakelijkheid",
    "besloten vennootschap",
    "naamloze vennootschap",
    "commanditaire vennootschap",
    "vennootschap onder firma",
    "vennootschap",
    "eenmanszaak",
    "publiekrechtelijke rechtspersoon",
    "rechtspersoon",
    "de heer",
    "heer",
    "mevrouw",
    "dhr.",
    "dhr",
    "mw.",
    "mr.",
    "naar nederlands recht",
    "enerzijds",
    "anderzijds",
    "partij a",
    "partij b",
    "partij 1",
    "partij 2",
    "ondergetekende",
    "ondergetekenden",
    "de ondergetekenden",
    "stichting naar nederlands recht",
    "this",
    "agreement",
    "party a",
    "party b",
    "between",
    "by",
    "tussen",
    "onderneming",
];

/// The role and the name in "Opdrachtgever: Voorbeeld B.V.".
fn role_and_name(text: &str) -> Option<(&str, String)> {
    let (role, rest) = text.split_once(':')?;
    let role = role.trim();
    let name = name_in(rest)?;
    (is_role(role) && role.starts_with(char::is_uppercase)).then_some((role, name))
}

/// The names in "between X and Y", where no other name is given to them.
fn between(text: &str) -> Option<[String; 2]> {
    let lower = text.to_ascii_lowercase();
    let at = [" between ", " tussen ", "between ", "tussen "]
        .iter()
        .find_map(|it| lower.find(it).map(|at| at + it.len()))?;
    let rest = text.get(at..)?;
    let (first, second) = rest.split_once(" and ").or_else(|| rest.split_once(" en "))?;
    Some([name_in(first)?, name_in(second)?])
}

/// The name without ", Inc." or " B.V.", where it has one and enough is left to know it by.
fn without_legal_form(name: &str) -> Option<&str> {
    const FORMS: &[&str] = &[
        " b.v.",
        " bv",
        " n.v.",
        " nv",
        " inc.",
        " inc",
        " llc",
        " l.l.c.",
        " ltd.",
        " ltd",
        " limited",
        " corp.",
        " corp",
        " corporation",
        " plc",
        " gmbh",
        " v.o.f.",
        " vof",
        " s.a.",
        " l.p.",
        " lp",
        " co.",
    ];
    let lower = name.to_ascii_lowercase();
    let form = FORMS.iter().find(|it| lower.ends_with(*it))?;
    let short = name.get(..name.len() - form.len())?.trim_end_matches([',', ' ']);
    (short.len() >= 4).then_some(short)
}

/// Finds every place that names a party, in one pass.
fn mention(doc: &Document, parties: &mut [Party]) {
    let mut names: Vec<&str> = Vec::new();
    let mut owner: Vec<usize> = Vec::new();
    for (at, party) in parties.iter().enumerate() {
        for alias in &party.aliases {
            names.push(alias);
            owner.push(at);
        }
    }
    if names.is_empty() {
        return;
    }
    let Some(finder) = finder(&names) else { return };
    let mut mentions: Vec<Vec<Span>> = vec![Vec::new(); parties.len()];
    for found in finder.find_iter(&doc.text) {
        let alias = names[found.pattern().as_usize()];
        let span = Span::new(found.start(), found.end());
        let Some(whole) = whole_word(&doc.text, span) else { continue };
        let words = &doc[span];
        // "the company" need not be "the Company"; "opdrachtgever" is always Opdrachtgever.
        let named = words == alias
            || !words.bytes().any(|it| it.is_ascii_lowercase())
            || doc.language == Some(Language::Dutch) && is_role(alias);
        if named {
            mentions[owner[found.pattern().as_usize()]].push(whole);
        }
    }
    for (party, mentions) in parties.iter_mut().zip(mentions) {
        party.mentions = mentions;
    }
}

/// The span with a plural or genitive s, where it is a word of its own.
fn whole_word(text: &str, span: Span) -> Option<Span> {
    let before = text.get(..span.start as usize)?.chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = text.get(span.end as usize..)?;
    for suffix in ["'s", "’s", "s", ""] {
        if let Some(after) = rest.strip_prefix(suffix)
            && !after.chars().next().is_some_and(char::is_alphanumeric)
        {
            // The genitive belongs to the mention, the plural s too; the apostrophe s stays out.
            let end = if suffix == "s" { span.end + 1 } else { span.end };
            return Some(Span { start: span.start, end });
        }
    }
    None
}

/// Who says we: one party when the text defines "wij" as that party, or when it keeps addressing
/// the reader while "we" acts.
fn speaker(doc: &Document) -> Speaker {
    let count = |words: &[&str]| -> usize {
        let numbers: Vec<u32> = words.iter().filter_map(|it| doc.words.find(it)).collect();
        if numbers.is_empty() {
            return 0;
        }
        doc.tokens.iter().filter(|it| numbers.contains(&it.word)).count()
    };
    let we = count(&["wij", "we", "ons", "onze", "us", "our", "ours"]);
    if we == 0 {
        return Speaker::Together;
    }
    let you = count(&["u", "uw", "je", "jij", "jou", "jouw", "jullie", "you", "your", "yours"]);
    // Who is insured is spoken about rather than to in older policies, and is no less the other.
    let insured =
        count(&["verzekerde", "verzekerden", "verzekeringnemer", "insured", "policyholder"]);
    let other = you + insured;
    // A team that says "we" all over and "you" in passing speaks for all of itself.
    let addressed = other * 1000 > doc.tokens.len() * 5 && other * 3 >= we;
    defined_speaker(&doc.text).unwrap_or(if we >= 2 && addressed {
        Speaker::OneParty
    } else {
        Speaker::Together
    })
}

/// Whom the text says that it means by "we", if it says so.
fn defined_speaker(text: &str) -> Option<Speaker> {
    let found = WE_DEFINED.iter().flat_map(|it| it.find_iter(text)).next()?;
    let from = floor(text, found.start().saturating_sub(40));
    let to = floor(text, (found.end() + 100).min(text.len()));
    let passage = text.get(from..to)?;
    let mut words = passage.split(|it: char| !it.is_alphanumeric());
    let together = words.any(|it| listed(TOGETHER, it) || listed(&["partijen", "parties"], it));
    Some(if together { Speaker::Together } else { Speaker::OneParty })
}

static WE_DEFINED: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    finder(&[
        "(\"we\"",
        "(“we”",
        "“we” means",
        "\"we\" means",
        "\"we\", \"us\"",
        "“we”, “us”",
        "(\"we,\"",
        "(“we,”",
        "hierna: wij",
        "(\"wij\")",
        "(“wij”)",
        "hierna \"wij\"",
        "hierna “wij”",
        "met 'wij' bedoelen",
        "met \"wij\" bedoelen",
        "met “wij” bedoelen",
        "met ‘wij’ bedoelen",
        "met wij bedoelen",
        "hierna te noemen: wij",
        "(hierna \"wij\"",
        "we, us and our",
        "\"we\" or \"us\"",
        "“we” or “us”",
        "(hierna ‘wij’",
        "\"we,\" \"us",
        "“we,” “us",
        "wij/ons",
        "\"we\" and \"us\"",
        "“we” and “us”",
    ])
});

fn is_role(word: &str) -> bool {
    listed(ROLES, word)
}

fn listed(list: &[&str], word: &str) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// Equal but for case and a plural s: "Verzekeraars" are the Verzekeraar.
fn same(one: &str, other: &str) -> bool {
    let singular = |word: &'_ str| word.len() - usize::from(word.ends_with('s'));
    let (one, other) = (&one[..singular(one)], &other[..singular(other)]);
    one.eq_ignore_ascii_case(other)
}

fn strip_start<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    let start = text.get(..lower.len())?;
    start.eq_ignore_ascii_case(lower).then(|| &text[lower.len()..])
}

/// What closes a quotation that `char` opens.
fn closing_quotes(char: char) -> Option<&'static [char]> {
    match char {
        '"' | '“' | '”' | '„' | '\u{201f}' => Some(&['"', '”', '“']),
        '\'' | '‘' | '’' | '`' => Some(&['\'', '’']),
        '«' => Some(&['»']),
        _ => None,
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return String::new() };
    let rest = chars.as_str();
    let rest =
        if rest.chars().any(char::is_lowercase) { rest.to_owned() } else { rest.to_lowercase() };
    first.to_uppercase().chain(rest.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Draft, Format, Origin};

    fn document(text: &str) -> Document {
        let mut builder = Document::builder("test", Format::Text);
        let dutch = text.contains(" de ") || text.contains(" te ") || text.contains(" je ");
        builder.language(Some(if dutch { Language::Dutch } else { Language::English }));
        for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
            let mut draft = Draft::new(Kind::Paragraph);
            draft.push(line, Origin::Joined);
            builder.block(draft);
        }
        builder.finish()
    }

    fn names(text: &str) -> Vec<String> {
        let (parties, _) = parties(&document(text));
        parties.iter().map(|it| it.aliases.join(" = ")).collect()
    }

    #[test]
    fn dutch_introductions() {
        assert_eq!(
            names(
                "OVEREENKOMST VAN OPDRACHT
                 De ondergetekenden:
                 1. De besloten vennootschap met beperkte aansprakelijkheid Zonnehof B.V., gevestigd te Utrecht, hierna te noemen: “Opdrachtgever”;
                 en
                 2. Mevrouw A. de Boer, wonende te Breda, verder te noemen Opdrachtnemer;
                 hierna gezamenlijk te noemen: Partijen;
                 komen het volgende overeen:
                 Artikel 1 – Opdracht
                 Opdrachtnemer voert de opdracht uit."
            ),
            ["Opdrachtgever = Zonnehof B.V. = Zonnehof", "Opdrachtnemer = A. de Boer"]
        );
    }

    #[test]
    fn english_introductions() {
        assert_eq!(
            names(
                "This Services Agreement (the \"Agreement\") is made as of 1 May 2024 by and between Northwind, Inc., a Delaware corporation (the “Supplier”), and Blue Lake Limited, a company incorporated in England (“Customer”)."
            ),
            ["Northwind, Inc. = Northwind = Supplier", "Blue Lake Limited = Blue Lake = Customer"]
        );
    }

    #[test]
    fn roles_alone_are_parties() {
        assert_eq!(
            names(
                "Algemene voorwaarden
                 1. Opdrachtgever betaalt de factuur. Opdrachtnemer levert het werk.
                 2. Opdrachtnemer meldt vertraging aan de opdrachtgever."
            ),
            ["Opdrachtgever", "Opdrachtnemer"]
        );
    }

    #[test]
    fn a_text_without_parties_has_none() {
        assert_eq!(names("The weather was fine.\nIt rained later."), Vec::<String>::new());
    }

    #[test]
    fn mentions_are_whole_words() {
        let doc = document(
            "This agreement is made between Oak Ltd (\"Buyer\") and Elm Ltd (\"Seller\").
             1. The Seller delivers to the Buyer. The Buyer's staff helps. No buyer, no Buyers' club.",
        );
        let (parties, _) = parties(&doc);
        let found: Vec<&str> = parties[0].mentions.iter().map(|&it| &doc[it]).collect();
        assert_eq!(found, ["Oak Ltd", "Buyer", "Buyer", "Buyer", "Buyers"]);
    }

    #[test]
    fn we_is_one_party_when_the_reader_is_addressed() {
        let speaker = |text| speaker(&document(text));
        assert_eq!(
            speaker(
                "Wij vergoeden je schade. Je meldt schade aan ons. Je betaalt te laat? Dan stoppen wij."
            ),
            Speaker::OneParty
        );
        assert_eq!(
            speaker(
                "Wij overleggen elke week over de planning. Ieder van ons houdt de afspraken bij te allen tijde."
            ),
            Speaker::Together
        );
        assert_eq!(
            speaker(
                "Wij vergoeden de schade aan verzekerde. Verzekerde meldt de schade te allen tijde aan ons. Wij onderzoeken de schade."
            ),
            Speaker::OneParty
        );
        assert_eq!(
            speaker(
                "Wij beginnen op tijd. Wij helpen elkaar en wij leren van elkaar. Wij vieren samen wat ons lukt. Wij zeggen het als je te laat bent."
            ),
            Speaker::Together
        );
        assert_eq!(
            speaker("Example Ltd (“we”, “us”) sells goods. The customer pays."),
            Speaker::OneParty
        );
    }
}
