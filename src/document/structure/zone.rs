//! Says in which part of the contract each block stands: who the parties are, why they contract,
//! what words mean, what they agree, who signs, and what is not prose at all.
//!
//! Contracts open with parties, then recitals, then an operative formula ("komen overeen", "now,
//! therefore"), and end with signatures. Each passage announces itself in its first words.

use super::super::{Block, Document, Kind, Zone};
use super::label::{self, Form};

/// First words that open the parties.
const PARTIES: &[&str] = &[
    "de ondergetekende",
    "ondergetekende",
    "partijen",
    "de partijen",
    "tussen",
    "contractpartijen",
    "between",
    "by and between",
    "parties",
    "the parties",
    "this agreement is made between",
    "deze overeenkomst wordt gesloten tussen",
    "deze overeenkomst is gesloten tussen",
    "de volgende partijen",
];

/// Words in a preamble that name the parties in running text.
const PREAMBLE: &[&str] = &[
    "by and between",
    "by and among",
    "is made between",
    "is entered into between",
    "is made and entered into",
    "is entered into by",
    "made as of",
    "is made as of",
    "is dated as of",
    "dated as of",
    "entered into as of",
    "is gesloten tussen",
    "wordt gesloten tussen",
    "is made on",
    "made effective as of",
    "is made by",
    "agreement between",
    "contract between",
    "overeenkomst tussen",
    "afspraken tussen",
    "convenant tussen",
    "contract tussen",
];

/// Words that only a description of a party has.
const DESCRIPTION: &[&str] = &[
    "gevestigd",
    "kantoorhoudende",
    "kantoor houdende",
    "vertegenwoordigd",
    "hierna",
    "(the ",
    "verder te noemen",
    "wonende te",
    "handelsregister",
    "kvk",
    "hereinafter",
    "a corporation",
    "a company",
    "limited liability",
    "incorporated in",
    "organized under",
    "organised under",
    "registered office",
    "principal place of business",
    "(the \"",
    "(the “",
    "(\"",
    "(“",
    "registered number",
    "a delaware",
    "geboren",
];

/// First words that open the recitals.
const RECITALS: &[&str] = &[
    "overwegende",
    "overwegingen",
    "in aanmerking nemende",
    "nemen in aanmerking",
    "nemen het volgende in aanmerking",
    "nemende in aanmerking",
    "considerans",
    "preambule",
    "whereas",
    "recitals",
    "recital",
    "witnesseth",
    "w i t n e s s e t h",
    "preamble",
    "partijen overwegen",
    "partijen nemen het volgende in aanmerking",
    "gelet op",
    "considering",
    "achtergrond",
    "background",
    "aanleiding",
];

/// Words that close them: from here on the parties bind themselves.
const OPERATIVE: &[&str] = &[
    "komen overeen",
    "komen als volgt overeen",
    "komen het volgende overeen",
    "komen hierbij overeen",
    "zijn overeengekomen",
    "zijn het volgende overeengekomen",
    "zijn als volgt overeengekomen",
    "verklaren te zijn overeengekomen",
    "verklaren het volgende te zijn overeengekomen",
    "verklaren als volgt te zijn overeengekomen",
    "spreken het volgende af",
    "now, therefore",
    "now therefore",
    "the parties agree",
    "it is agreed",
    "agreed terms",
    "hereby agree",
    "besluiten",
    "agree as follows",
    "komen daarom overeen",
    "en komen het volgende overeen",
];

/// First words that open the signatures.
const SIGNATURES: &[&str] = &[
    "aldus overeengekomen",
    "aldus opgemaakt",
    "aldus ondertekend",
    "aldus in tweevoud",
    "aldus in",
    "ondertekening",
    "voor akkoord",
    "handtekening",
    "in witness whereof",
    "ten blijke waarvan",
    "in two copies",
    "signatures",
    "signature page",
    "signed by",
    "signed for",
    "for and on behalf",
    "executed by",
    "executed as",
    "getekend te",
    "opgemaakt en ondertekend",
    "in tweevoud",
    "agreed and accepted",
    "accepted and agreed",
    "namens opdrachtgever",
    "signature",
];

/// Titles of a definitions article.
const DEFINITIONS: &[&str] = &[
    "definities",
    "definitie",
    "definitions",
    "definition",
    "begripsbepaling",
    "begripsbepalingen",
    "begripsomschrijving",
    "begripsomschrijvingen",
    "begrippen",
    "defined terms",
    "begrippenlijst",
    "glossary",
    "certain definitions",
    "definitielijst",
];

/// Fills the zone of every block and sentence that the reader left open.
pub(super) fn assign(doc: &mut Document) {
    let mut part = Zone::Operative;
    let mut opening = true;
    let mut lower = String::new();
    let mut definition_until = 0;
    for index in 0..doc.blocks.len() {
        let block = &doc.blocks[index];
        let preset = block.zone != Zone::Operative;
        lowered(&doc[block.span], &mut lower);
        let mark = block.label.as_deref().and_then(label::read);
        let heading = matches!(block.kind, Kind::Heading(_));
        if (heading || mark.is_some() && starts_clause(doc, index))
            && is_definitions(doc, index, &lower)
            || opens_definitions(&lower)
        {
            definition_until = clause_end(doc, index).max(definition_until);
        }
        if !preset && !matches!(block.kind, Kind::Header | Kind::Footer | Kind::Footnote) {
            let large = mark.as_ref().is_some_and(|it| it.form <= Form::Decimal);
            part = next_part(part, opening, index, &lower, block, heading, large);
            opening &= part != Zone::Signature && index < 60;
            if part == Zone::Operative && large {
                opening = false;
            }
        }
        let zone = if preset {
            block.zone
        } else {
            match block.kind {
                Kind::Header | Kind::Footer => Zone::Furniture,
                Kind::Heading(_) => Zone::Heading,
                // Notes hold promises as often as explanations.
                Kind::Footnote => Zone::Operative,
                _ if index < definition_until && part == Zone::Operative => Zone::Definition,
                _ if part == Zone::Operative
                    && block.clause.is_none()
                    && index < 4
                    && is_opening_title(doc, index) =>
                {
                    Zone::Heading
                }
                _ if part != Zone::Signature && is_data(&doc[block.span], block.kind) => Zone::Data,
                _ => part,
            }
        };
        let (from, to) = block.sentences;
        doc.blocks[index].zone = zone;
        for sentence in doc.sentences.get_mut(from as usize..to as usize).into_iter().flatten() {
            sentence.zone = zone;
        }
    }
    mark_run_in_titles(doc);
}

/// The part that goes on at a block, given the part that went before.
fn next_part(
    part: Zone,
    opening: bool,
    index: usize,
    lower: &str,
    block: &Block,
    heading: bool,
    large: bool,
) -> Zone {
    // "Executed as of" on the cover is no signature yet.
    if !(opening && index < 12)
        && starts_with_any(lower, SIGNATURES)
        && (heading || lower.len() < 400)
        && !opening_word(lower)
    {
        return Zone::Signature;
    }
    if !opening && block.label.is_none() && !heading && is_signing(lower) {
        return Zone::Signature;
    }
    if part == Zone::Signature {
        // Only a new part of the contract ends the signatures.
        let mark = block.label.as_deref().and_then(label::read);
        let annexes = ["bijlage", "annex", "schedule", "exhibit", "appendix"];
        let new_part =
            mark.is_some_and(|it| it.form <= Form::Article) || starts_with_any(lower, &annexes);
        return if heading && new_part { Zone::Operative } else { part };
    }
    if lower.len() < 300 && contains_any(lower, OPERATIVE) && (opening || part != Zone::Operative) {
        return Zone::Operative;
    }
    let announced = opening || lower.len() < 60 && block.label.is_none() && !lower.ends_with('.');
    if announced || part != Zone::Operative {
        let short = lower.len() < 80 || heading || lower.ends_with([':', ';']);
        if starts_with_any(lower, RECITALS)
            && (short || lower.starts_with("whereas") || lower.starts_with("overwegende"))
        {
            return Zone::Recital;
        }
        if part != Zone::Recital
            && opening
            && (starts_with_any(lower, PARTIES)
                && (short || contains_any(lower, DESCRIPTION))
                && block.clause_free(heading)
                || contains_any(lower, PREAMBLE) && !heading && !large
                || !heading && contains_two(lower, DESCRIPTION))
        {
            return Zone::Parties;
        }
    }
    match part {
        Zone::Parties => {
            // Long text that describes nobody is no longer about who the parties are.
            let ended = heading || large || lower.len() > 160;
            if ended && !contains_any(lower, DESCRIPTION) { Zone::Operative } else { part }
        }
        Zone::Recital if heading || large && is_clause_number(block) => Zone::Operative,
        other => other,
    }
}

/// A line under which somebody signs: "Namens Leverancier: …", "Utrecht, 3 maart 2026".
fn is_signing(lower: &str) -> bool {
    const MONTHS: &[&str] = &[
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
        "january",
        "february",
        "march",
        "may",
        "june",
        "july",
        "august",
        "october",
    ];
    if lower.len() > 90 || lower.ends_with(';') {
        return false;
    }
    let on_behalf = starts_with_any(lower, &["namens", "for the", "for", "voor"])
        && lower.contains(':')
        && !lower.ends_with('.');
    let dated = lower.split_once(", ").is_some_and(|(place, date)| {
        let mut words = date.split(' ');
        place.split(' ').count() <= 3
            && words.next().is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()))
            && words.next().is_some_and(|it| MONTHS.contains(&it))
            && words.count() <= 1
    });
    on_behalf || dated
}

/// "In" and the like open sentences of every kind.
fn opening_word(lower: &str) -> bool {
    lower.starts_with("aldus in ") && !lower.contains("ondertekend") && !lower.contains("opgemaakt")
}

impl Block {
    /// Whether it is a heading or stands outside numbered text, as the word "Partijen" must to
    /// open the parties.
    fn clause_free(&self, heading: bool) -> bool {
        heading || self.label.is_none()
    }
}

fn is_clause_number(block: &Block) -> bool {
    block
        .label
        .as_deref()
        .and_then(label::read)
        .is_some_and(|it| it.form <= Form::Article || it.path.len() > 1)
}

/// Whether the block is the first of its clause.
fn starts_clause(doc: &Document, index: usize) -> bool {
    doc.blocks[index]
        .clause
        .and_then(|it| doc.clauses.get(it as usize))
        .is_some_and(|it| it.blocks.0 as usize == index)
}

/// The block after the clause that starts at a block; the next heading where it starts none.
fn clause_end(doc: &Document, index: usize) -> usize {
    let clause = doc.blocks[index].clause.and_then(|it| doc.clauses.get(it as usize));
    match clause {
        Some(clause) if clause.blocks.0 as usize == index => clause.blocks.1 as usize,
        _ => {
            let rest = doc.blocks[index + 1..].iter();
            index + 1 + rest.take_while(|it| !matches!(it.kind, Kind::Heading(_))).count()
        }
    }
}

/// `Definities`, `1. Definitions and interpretation`, `Artikel 1 – Begripsbepalingen`.
fn is_definitions(doc: &Document, index: usize, lower: &str) -> bool {
    let title = match doc.blocks[index].kind {
        Kind::Heading(_) => lower,
        _ => {
            let clause = doc.blocks[index].clause.and_then(|it| doc.clauses.get(it as usize));
            let Some(title) = clause.and_then(|it| it.title) else { return false };
            let end = (title.len()).min(lower.len());
            lower.get(..end).unwrap_or("")
        }
    };
    title.len() < 80
        && title
            .split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .take(6)
            .any(|word| DEFINITIONS.contains(&word))
        || starts_with_any(title, &["defined terms", "certain definitions"])
}

/// The sentence that opens a list of definitions, wherever it stands.
fn opens_definitions(lower: &str) -> bool {
    lower.ends_with(':')
        && lower.len() < 390
        && contains_any(
            lower,
            &[
                "verstaan onder",
                "volgende begrippen",
                "navolgende begrippen",
                "volgende definities",
                "volgende betekenis",
                "following meaning",
                "following definitions",
                "following terms",
                "following words",
                "meanings set forth",
                "meanings set out",
            ],
        )
}

/// A title at the very start that the format doesn't call one.
fn is_opening_title(doc: &Document, index: usize) -> bool {
    let block = &doc.blocks[index];
    doc.blocks.len() >= super::TITLED && block.label.is_none() && label::is_title(&doc[block.span])
}

/// Numbers, addresses, fill-in lines; cells that hold no sentence.
fn is_data(text: &str, kind: Kind) -> bool {
    if text.is_empty() {
        return false;
    }
    let words = text.split(' ').take(7).count();
    if matches!(kind, Kind::Cell { .. }) {
        return words < 4 || !has_sentence(text);
    }
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    let marks = text.chars().filter(|it| !it.is_alphabetic() && *it != ' ').count();
    letters < 3 || marks > letters || words <= 6 && is_address_line(text)
}

fn has_sentence(text: &str) -> bool {
    text.split(' ')
        .take(200)
        .any(|word| label::is_verb(word.trim_matches(|it: char| !it.is_alphanumeric())))
        || text.ends_with('.') && text.split(' ').take(6).count() == 6
}

/// `1234 AB Utrecht`, `info@example.nl`, `T: 030 1234567`.
fn is_address_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let postcode = bytes.windows(4).enumerate().any(|(at, four)| {
        four.iter().all(u8::is_ascii_digit)
            && at.checked_sub(1).is_none_or(|before| !bytes[before].is_ascii_digit())
            && matches!(
                bytes.get(at + 4..at + 7),
                Some([b' ', b'A'..=b'Z', b'A'..=b'Z'] | [b'A'..=b'Z', b'A'..=b'Z', _])
            )
    });
    postcode || (text.contains('@') && text.split(' ').count() <= 3)
}

/// The title that runs into a clause is a heading too.
fn mark_run_in_titles(doc: &mut Document) {
    for at in 0..doc.clauses.len() {
        let Some(title) = doc.clauses[at].title else { continue };
        let first = doc.clauses[at].sentences.0 as usize;
        if let Some(sentence) = doc.sentences.get_mut(first)
            && sentence.span.start == title.start
        {
            sentence.zone = Zone::Heading;
        }
    }
}

/// The first 300 bytes or so of a block in lower case.
fn lowered(text: &str, lower: &mut String) {
    lower.clear();
    let mut end = text.len().min(400);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    lower.extend(text[..end].chars().flat_map(char::to_lowercase));
}

fn starts_with_any(lower: &str, list: &[&str]) -> bool {
    list.iter().any(|it| {
        lower.strip_prefix(it).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
            || lower.starts_with("de ondergetekende") && *it == "de ondergetekende"
            || lower.starts_with("ondergetekende") && *it == "ondergetekende"
    })
}

fn contains_two(lower: &str, list: &[&str]) -> bool {
    list.iter().filter(|it| lower.contains(*it)).take(2).count() == 2
}

fn contains_any(lower: &str, list: &[&str]) -> bool {
    list.iter().any(|it| lower.contains(it))
}
