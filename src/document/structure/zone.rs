//! Says in which part of the contract each block stands: who the parties are, why they contract,
//! what words mean, what they agree, who signs, and what is not prose at all.
//!
//! Contracts open with parties, then recitals, then an operative formula ("komen overeen", "now,
//! therefore"), and end with signatures. Each passage announces itself in its first words.

use super::super::{Block, Document, Kind, Zone};
use super::label::{self, Form, Mark};
use super::phrases::{
    DEFINITIONS, DESCRIPTION, PARTIES, PREAMBLE, Phrases, RECITALS, SIGNATURES, Said,
};
use super::words::MONTHS;
use crate::language::{count, seek};
use std::cell::OnceCell;

/// Fills the zone of every block and sentence that the reader left open. `marks` are the numbers of
/// the blocks.
pub(super) fn assign(doc: &mut Document, marks: &[Option<Mark>]) {
    let mut part = Zone::Operative;
    let mut opening = true;
    // Where the contract starts that the block belongs to: a file may hold several.
    let mut first = 0;
    let mut lower = String::new();
    let mut definitions = 0..0;
    for index in 0..doc.blocks.len() {
        let block = &doc.blocks[index];
        let text = &doc[block.span];
        lowered(text, &mut lower);
        let mark = marks.get(index).and_then(Option::as_ref);
        let heading = matches!(block.kind, Kind::Heading(_));
        let preset = block.zone != Zone::Operative;
        let apart = matches!(block.kind, Kind::Header | Kind::Footer | Kind::Footnote);
        if (heading || mark.is_some() && starts_clause(doc, index))
            && is_definitions(doc, index, &lower)
            || opens_definitions(&lower)
        {
            definitions = index..clause_end(doc, marks, index).max(definitions.end);
        } else if definitions.contains(&index) && !heading {
            // Definitions stop where nothing has been defined for a while.
            if looks_defined(text, block) {
                definitions.start = index;
            } else if index > definitions.start + 8 {
                definitions.end = index;
            }
        }
        if !preset && !apart {
            let large = mark.is_some_and(|it| it.form <= Form::Decimal);
            let capital = text.starts_with(char::is_uppercase);
            if part == Zone::Signature && !large && opens_another(&lower) {
                (part, opening, first) = (Zone::Operative, true, index);
            }
            let at = index - first;
            let look = Look {
                lower: &lower,
                mark,
                opening,
                index: at,
                heading,
                large,
                capital,
                said: OnceCell::new(),
            };
            part = next_part(part, &look);
            opening &= part != Zone::Signature && at < 60;
            opening &= !(part == Zone::Operative && large);
        }
        let zone = if preset {
            block.zone
        } else {
            match block.kind {
                Kind::Header | Kind::Footer => Zone::Furniture,
                Kind::Heading(_) => Zone::Heading,
                // Notes hold promises as often as explanations.
                Kind::Footnote => Zone::Operative,
                _ if definitions.contains(&index) && part == Zone::Operative => Zone::Definition,
                _ if part == Zone::Operative && is_opening_title(doc, index) => Zone::Heading,
                _ if part != Zone::Signature && is_data(text, block.kind) => Zone::Data,
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

/// What is seen of a block when its part is told.
struct Look<'a> {
    /// Its first words, in lower case.
    lower: &'a str,
    mark: Option<&'a Mark>,
    /// Whether nothing has been agreed yet.
    opening: bool,
    /// How many blocks of its contract stand before it.
    index: usize,
    heading: bool,
    /// Whether it has the number of an article, clause or annex.
    large: bool,
    /// Whether it starts with a capital.
    capital: bool,
    said: OnceCell<Said>,
}

impl Look<'_> {
    fn opens(&self, phrases: &Phrases) -> bool {
        phrases.open(self.lower)
    }

    fn starts_with(&self, list: &[&str]) -> bool {
        starts_with_any(self.lower, list)
    }

    /// What its words say in whatever place.
    fn said(&self) -> Said {
        *self.said.get_or_init(|| Said::of(self.lower))
    }

    fn len(&self) -> usize {
        self.lower.len()
    }
}

/// The part that goes on at a block, given the part that went before.
fn next_part(part: Zone, look: &Look) -> Zone {
    if signs(look) {
        return Zone::Signature;
    }
    if part == Zone::Signature {
        // A clause, an annex or a paragraph of prose ends the signatures: better a name judged
        // than a contract left out.
        let annexes = ["bijlage", "annex", "schedule", "exhibit", "appendix"];
        let numbered = look.large && (look.heading || look.len() > 60);
        let annexed = look.heading && look.starts_with(&annexes);
        let prose = look.len() > 250 && !look.lower.contains("__");
        return if numbered || annexed || prose { Zone::Operative } else { part };
    }
    if look.len() < 300 && (look.opening || part != Zone::Operative) && look.said().operative {
        return Zone::Operative;
    }
    let alone = look.len() < 60 && look.mark.is_none() && !look.lower.ends_with('.');
    if look.opening || alone || part != Zone::Operative {
        let short = look.len() < 80 || look.heading || look.lower.ends_with([':', ';']);
        if look.opens(&RECITALS)
            && (short || look.starts_with(&["whereas", "overwegende", "overwegende,"]))
        {
            return Zone::Recital;
        }
        // "Partijen informeren elkaar" is an agreement already, "Partijen:" announces who they are.
        let agreed = look.starts_with(&["partijen", "de partijen", "parties", "the parties"])
            && !look.heading
            && look.len() > 20
            && !look.lower.ends_with([':', ';', ',']);
        let named = look.opens(&PARTIES)
            && !agreed
            && (short || look.index < 8)
            && (look.heading || look.mark.is_none());
        let described = || {
            !look.heading
                && (look.said().preamble && !look.large
                    || look.said().description && DESCRIPTION.twice_in(look.lower))
        };
        if part != Zone::Recital && look.opening && (named || described()) {
            return Zone::Parties;
        }
    }
    match part {
        // Long text that describes nobody is no longer about who the parties are.
        Zone::Parties if look.heading || look.large || look.len() > 160 => {
            if look.said().description && !look.heading { part } else { Zone::Operative }
        }
        Zone::Recital if look.heading => Zone::Operative,
        Zone::Recital
            if look.mark.is_some_and(|it| it.form <= Form::Article || it.path.len() > 1) =>
        {
            Zone::Operative
        }
        other => other,
    }
}

/// Whether a block behind signatures opens another contract: it says who makes it, and with whom.
fn opens_another(lower: &str) -> bool {
    let signed = ["in witness", "aldus", "executed", "signed", "this agreement has been"];
    lower.len() > 80
        && PREAMBLE.stand_in(lower)
        && DESCRIPTION.stand_in(lower)
        && !starts_with_any(lower, &signed)
}

/// Whether a block opens or holds signatures.
fn signs(look: &Look) -> bool {
    // "Executed as of" on the cover is no signature yet.
    let early = look.opening && look.index < 12;
    let announced = look.opens(&SIGNATURES)
        && (look.heading || look.len() < 400)
        && look.capital
        && !look.large
        && !opening_word(look.lower);
    let lines = !look.opening
        && look.capital
        && !look.heading
        && look.mark.is_none()
        && is_signing(look.lower);
    !early && announced || lines
}

/// "Aldus in" opens sentences of every kind.
fn opening_word(lower: &str) -> bool {
    lower.starts_with("aldus in ") && !lower.contains("ondertekend") && !lower.contains("opgemaakt")
}

/// Whether a block has the shape of a definition: a colon, a dash, quotes, "means".
fn looks_defined(text: &str, block: &Block) -> bool {
    let head = text.get(..text.len().min(120)).unwrap_or(text);
    matches!(block.kind, Kind::Cell { .. })
        || head.contains([':', '“', '"', '„', '–', '—', '‘', '«'])
        || contains_any(text, &["means", "betekent", "verstaan", "mean "])
}

/// A line under which somebody signs: "Namens Leverancier: …", "Utrecht, 3 maart 2026".
fn is_signing(lower: &str) -> bool {
    if lower.len() > 90 || lower.ends_with(';') {
        return false;
    }
    let on_behalf = starts_with_any(lower, &["namens", "for the", "for", "voor"])
        && lower.split_once(':').is_some_and(|(whom, _)| whom.split(' ').count() <= 7)
        && !lower.ends_with(['.', '?'])
        && !lower.contains('?');
    let dated = lower.split_once(", ").is_some_and(|(place, date)| {
        let mut words = date.split(' ');
        place.split(' ').count() <= 3
            && words.next().is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()))
            && words.next().is_some_and(|it| MONTHS.has(it))
            && words.count() <= 1
    });
    on_behalf || dated
}

/// Whether the block is the first of its clause.
fn starts_clause(doc: &Document, index: usize) -> bool {
    doc.blocks[index]
        .clause
        .and_then(|it| doc.clauses.get(it as usize))
        .is_some_and(|it| it.blocks.0 as usize == index)
}

/// The block after the clause that starts at a block; the next heading where it starts none.
fn clause_end(doc: &Document, marks: &[Option<Mark>], index: usize) -> usize {
    let clause = doc.blocks[index].clause.and_then(|it| doc.clauses.get(it as usize));
    match clause {
        Some(clause) if clause.blocks.0 as usize == index => clause.blocks.1 as usize,
        _ => {
            let rest = doc.blocks.iter().zip(marks).skip(index + 1);
            let goes_on = |(block, mark): &(&Block, &Option<Mark>)| {
                !matches!(block.kind, Kind::Heading(_))
                    && mark.as_ref().is_none_or(|it| it.form > Form::Article)
            };
            index + 1 + rest.take(400).take_while(goes_on).count()
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
    index < 4
        && block.clause.is_none()
        && doc.blocks.len() >= super::TITLED
        && block.label.is_none()
        && label::is_title(&doc[block.span])
}

/// Numbers, addresses, fill-in lines; cells that hold no sentence.
fn is_data(text: &str, kind: Kind) -> bool {
    if text.is_empty() {
        return false;
    }
    if matches!(kind, Kind::Cell { .. }) {
        return text.split(' ').nth(3).is_none() || !has_sentence(text);
    }
    // A byte beyond ASCII is taken for a mark at first: most blocks have letters enough all the same.
    let mut letters = count(text.as_bytes(), |it| it.is_ascii_alphabetic());
    let spaces = count(text.as_bytes(), |it| it == b' ');
    let mut marks = text.len() - letters - spaces;
    if letters < 3 || marks > letters {
        let beyond = text.chars().filter(|it| !it.is_ascii());
        letters += beyond.filter(|it| it.is_alphabetic()).count();
        marks = text.chars().count() - letters - spaces;
    }
    letters < 3 || marks > letters || spaces < 6 && is_address_line(text)
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

/// The first 400 bytes or so of a block in lower case.
fn lowered(text: &str, lower: &mut String) {
    lower.clear();
    let head = &text[..text.floor_char_boundary(400)];
    // Most letters beyond ASCII are small ones and quotes.
    let capital = |it: char| !it.is_ascii() && !it.to_lowercase().eq([it]);
    if head.is_ascii() || is_known_small(head.as_bytes()) || !head.contains(capital) {
        lower.push_str(head);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(head.chars().flat_map(char::to_lowercase));
    }
}

/// Whether all that is beyond ASCII is punctuation, a sign or a small letter as in é, by its bytes.
fn is_known_small(text: &[u8]) -> bool {
    let mut at = 0;
    loop {
        at = seek(text, at, |it| !it.is_ascii());
        at += match text.get(at..) {
            None | Some([]) => return true,
            Some([0xE2, 0x80, ..]) => 3,
            Some([0xC2, ..] | [0xC3, 0xA0..=0xBF, ..]) => 2,
            _ => return false,
        };
    }
}

fn starts_with_any(lower: &str, list: &[&str]) -> bool {
    let Some(first) = lower.as_bytes().first() else { return false };
    list.iter().any(|it| {
        it.as_bytes().first() == Some(first)
            && lower.strip_prefix(it).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    })
}

fn contains_any(lower: &str, list: &[&str]) -> bool {
    list.iter().any(|it| lower.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn a_second_contract_in_the_file_has_parties_and_recitals_of_its_own() {
        let one = "This Agreement is made on 3 March 2026 between Calder Foods Limited, a company \
                   incorporated in England (the “Customer”), and Brightline Limited (the “Supplier”).\n\n\
                   WHEREAS the Customer wishes to buy boxes that can be used again;\n\n\
                   NOW, THEREFORE, the parties agree as follows:\n\n\
                   1. Delivery\n\n\
                   1.1 The Supplier delivers the boxes each Monday before nine in the morning.\n\n\
                   IN WITNESS WHEREOF the parties have executed this Agreement on the date above.\n\n\
                   For the Customer: Margaret Holloway, Chief Operating Officer";
        let doc = Document::from_paragraphs(&format!("{one}\n\n{one}"), Language::English);
        let zones: Vec<Zone> = doc.blocks.iter().map(|it| it.zone).collect();
        let (first, second) = zones.split_at(zones.len() / 2);
        assert_eq!(first, second);
        assert_eq!(first[..2], [Zone::Parties, Zone::Recital], "{first:?}");
        assert_eq!(first.last(), Some(&Zone::Signature));
    }
}
