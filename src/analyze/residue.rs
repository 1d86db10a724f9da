//! What drafting left behind: blanks, doubled words, brackets without a partner, lists that were
//! announced and never came.

use super::index::{Index, Sign};
use super::slips::{Slip, SlipKind};
use crate::document::{Block, Document, Format, Kind, Token, Zone};
use crate::language::Language;
use crate::span::Span;

/// Adds the slips of `doc` to `found`.
pub(super) fn slips(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    let mut signs = index.signs_in_order();
    for block in &doc.blocks {
        if matches!(block.zone, Zone::Contents | Zone::Furniture | Zone::Signature) {
            continue;
        }
        blanks(doc, block, signs.of(block.span), found);
        long_paragraph(doc, block, found);
    }
    doubled_words(doc, found);
    unpaired(doc, index, found);
    empty_lists(doc, found);
    loose_marks(doc, found);
    quotation_styles(doc, index, found);
}

/// From so many words on a paragraph is more than an eye takes in.
const LONG: u32 = 250;

fn long_paragraph(doc: &Document, block: &Block, found: &mut Vec<Slip>) {
    let judged = matches!(block.zone, Zone::Operative | Zone::Recital);
    // Short of two thousand bytes it can't have as many words.
    if !judged || block.language.is_none() || block.span.len() < 8 * LONG as usize / 2 {
        return;
    }
    let sentences = doc.sentences_in(block.sentences);
    let words: u32 = sentences.iter().map(|it| it.words()).sum();
    if words > LONG && sentences.len() > 1 {
        found.push(Slip::at(SlipKind::LongParagraph, block.span).expecting(words.to_string()));
    }
}

/// Signs that stand between square brackets where something is to come.
const BLANKS: &[&str] = &["[●]", "[•]", "[∙]", "[·]", "[ ]", "[]", "[…]", "[...]", "[?]", "[■]"];

/// The first blank of a block; a form has many, and one is enough to look at the block.
fn blanks(doc: &Document, block: &Block, signs: &[Sign], found: &mut Vec<Slip>) {
    let text = &doc[block.span];
    let start = block.span.start as usize;
    // At the start of a line it is a box to tick.
    let at = |char: char| {
        let of_char = signs.iter().filter(move |it| it.char == char);
        of_char.map(move |it| (it.at - block.span.start) as usize)
    };
    let bracketed = at('[').find_map(|at| {
        let blank = BLANKS.iter().find(|it| text[at..].starts_with(**it))?;
        Some((at, blank.len()))
    });
    let bracketed = bracketed.filter(|it| it.0 > 0 || !matches!(&text[..it.1], "[ ]" | "[]"));
    let ruled = [('_', "___"), ('…', "……"), ('.', ".....")]
        .into_iter()
        .filter_map(|(char, run)| at(char).find(|&it| text[it..].starts_with(run)))
        .min();
    let ruled = ruled.filter(|&at| !is_line_to_write_on(text, at)).map(|at| {
        let run = text[at..].find(|it| !matches!(it, '_' | '…' | '.' | ' '));
        let run = run.unwrap_or(text.len() - at);
        (at, text[at..at + run].trim_end().len())
    });
    if let Some((at, length)) = bracketed.into_iter().chain(ruled).min() {
        let span = Span::new(start + at, start + at + length);
        found.push(Slip::at(SlipKind::Blank, span));
    }
}

/// Whether the line at `at` is for a signature, a ruler across the page, or the leader of a table
/// of contents.
fn is_line_to_write_on(text: &str, at: usize) -> bool {
    const LABELS: &[&str] = &[
        "by",
        "name",
        "title",
        "date",
        "its",
        "signature",
        "signed",
        "naam",
        "plaats",
        "datum",
        "functie",
        "handtekening",
        "witness",
        "place",
        "x",
        "address",
        "telephone",
        "email",
        "print",
        "per",
        "attest",
        "notary",
        "fax",
        "phone",
        "dated",
        "te",
        "d.d",
        "secretary",
        "mr",
        "president",
        "namens",
        "witnessed",
    ];
    let rest = text[at..].trim_start_matches(['_', '…', '.', ' ', '-', '/', '|', ':']);
    let before = text[..at].trim().trim_end_matches([':', '_', '.', ' ', '/', '|']);
    let words = before.split(' ').filter(|it| !it.is_empty()).count();
    let labelled = before
        .split(|it: char| !it.is_alphanumeric())
        .any(|word| LABELS.iter().any(|it| it.eq_ignore_ascii_case(word)));
    words == 0 && (rest.is_empty() || rest.split(' ').count() < 8)
        || rest.chars().all(|it| it.is_ascii_digit()) && !rest.is_empty()
        || words <= 6 && labelled
        || words <= 3 && rest.is_empty()
}

/// Words that may rightly stand twice in Dutch: "de partij die die zaak levert".
const TWICE_DUTCH: &[&str] = &[
    "die", "dat", "het", "u", "wij", "we", "zij", "ze", "er", "zich", "haar", "jou", "aan", "in",
    "op", "over", "door", "je", "jij", "te", "of", "wel", "voor", "na", "om", "mits", "was", "is",
    "bis",
];

/// As `TWICE_DUTCH`, in English: "the fact that that clause".
const TWICE_ENGLISH: &[&str] = &["that", "had", "her", "you", "was", "is", "bis", "mutatis"];

fn doubled_words(doc: &Document, found: &mut Vec<Slip>) {
    for sentence in &doc.sentences {
        if !matches!(sentence.zone, Zone::Operative | Zone::Recital | Zone::Definition)
            || sentence.language.is_none()
        {
            continue;
        }
        let tokens = doc.tokens_of(sentence);
        for (index, pair) in tokens.windows(2).enumerate() {
            if pair[0].word != pair[1].word {
                continue;
            }
            let span = pair[0].span.start..pair[1].span.end;
            let gap = doc.text.get(pair[0].span.end as usize..pair[1].span.start as usize);
            let word = doc.words.get(pair[0].word);
            let rightly = match sentence.language {
                Some(Language::English) => TWICE_ENGLISH.contains(&word),
                _ => TWICE_DUTCH.contains(&word),
            };
            let thrice = index > 0 && tokens[index - 1].word == pair[0].word;
            let lower = doc[pair[1].span].starts_with(char::is_lowercase);
            if gap == Some(" ")
                && lower
                && (2..=5).contains(&word.chars().count())
                && word.chars().all(char::is_alphabetic)
                && !rightly
                && !thrice
            {
                let span = Span { start: span.start, end: span.end };
                found.push(Slip::at(SlipKind::DoubledWord, span).expecting(word));
            }
        }
    }
}

/// From how many blocks further on a bracket may still be closed: one around a list.
const REACH: usize = 12;

/// Most brackets that stand open at once in writing; what has more is no writing.
const DEEP: usize = 60;

fn unpaired(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    // Of each block the brackets that nothing in it pairs with.
    let mut open: Vec<(usize, u32, char)> = Vec::new();
    let mut all = index.signs_in_order();
    for (number, block) in doc.blocks.iter().enumerate() {
        let signs = all.of(block.span);
        if signs.is_empty() && open.is_empty() {
            continue;
        }
        let judged = matches!(block.zone, Zone::Operative | Zone::Recital | Zone::Definition);
        let text = &doc[block.span];
        let mut inside: Vec<(u32, char)> = Vec::new();
        for &Sign { at: place, char } in signs {
            let at = (place - block.span.start) as usize;
            match char {
                '(' | '[' | '“' if inside.len() < DEEP => inside.push((place, char)),
                ')' | ']' | '”' => {
                    let wanted = match char {
                        ')' => '(',
                        ']' => '[',
                        _ => '“',
                    };
                    if let Some(it) = inside.iter().rposition(|it| it.1 == wanted) {
                        inside.remove(it);
                    } else if let Some(it) = open.iter().rposition(|it| it.2 == wanted) {
                        open.remove(it);
                    } else if char == ')' && !is_marker(text, at) && judged {
                        let span = Span { start: place, end: place + 1 };
                        found.push(Slip::at(SlipKind::Unpaired, span));
                    }
                }
                _ => {}
            }
        }
        // Other ways to open or close a quotation in the same block: nothing is certain.
        if signs.iter().any(|it| matches!(it.char, '"' | '„' | '‟')) {
            inside.retain(|it| it.1 != '“');
        }
        open.retain(|it| {
            let late = it.0 + REACH < number;
            if late {
                push_open(doc, it, found);
            }
            !late
        });
        // A quotation of several paragraphs opens each of them and closes the last.
        let next = doc.blocks.get(number + 1).map_or("", |it| &doc[it.span]);
        if next.starts_with('“') {
            inside.retain(|it| it.1 != '“');
        }
        if judged {
            open.extend(inside.into_iter().map(|it| (number, it.0, it.1)));
        }
    }
    open.iter().for_each(|it| push_open(doc, it, found));
}

fn push_open(doc: &Document, &(_, place, char): &(usize, u32, char), found: &mut Vec<Slip>) {
    let span = Span { start: place, end: place + char.len_utf8() as u32 };
    // A smiley or a blank of one bracket is no slip of this kind.
    if doc[span].starts_with(char) {
        found.push(Slip::at(SlipKind::Unpaired, span));
    }
}

/// Whether the closing bracket at `at` belongs to a list marker: `a)`, `12)`, `iv)`, `4.2)`.
fn is_marker(text: &str, at: usize) -> bool {
    let mut far = at.saturating_sub(40);
    while !text.is_char_boundary(far) {
        far += 1;
    }
    let before = &text[far..at];
    let from = before.rfind([' ', '(', ';', ',', '/']).map_or(0, |it| it + 1);
    let token = &before[from..];
    token.is_empty()
        || token.len() <= 5
            && token.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'.')
            && (token.len() <= 2
                || token.bytes().all(|it| it.is_ascii_digit() || it == b'.')
                || token.bytes().all(|it| b"ivxIVX".contains(&it)))
        || token.ends_with([':', ';'])
}

/// A sentence that announces a list, right before the next article or the end.
fn empty_lists(doc: &Document, found: &mut Vec<Slip>) {
    const ANNOUNCED: &[&str] = &[
        "the following:",
        "following conditions:",
        "het volgende:",
        "de volgende voorwaarden:",
        "de volgende gevallen:",
        "de volgende onderdelen:",
        "onder meer:",
        "including:",
        "the following cases:",
        "de volgende zaken:",
        "de volgende stukken:",
        "the following documents:",
        "the following services:",
        "de volgende diensten:",
        "following items:",
    ];
    let shown: Vec<&Block> = doc.blocks.iter().filter(|it| it.zone != Zone::Furniture).collect();
    for (index, block) in shown.iter().enumerate() {
        if block.zone != Zone::Operative
            || matches!(block.kind, Kind::Heading(_) | Kind::Cell { .. })
        {
            continue;
        }
        let text = doc[block.span].trim_end();
        if !text.ends_with(':') {
            continue;
        }
        let lower_end = |it: &&str| {
            text.len() >= it.len()
                && text.is_char_boundary(text.len() - it.len())
                && text[text.len() - it.len()..].eq_ignore_ascii_case(it)
        };
        let Some(phrase) = ANNOUNCED.iter().find(|it| lower_end(it)) else { continue };
        let own = block.clause.and_then(|it| doc.clauses.get(it as usize));
        // Outside a numbered clause it opens the contract itself ("agree as follows").
        if own.is_none_or(|it| it.number.is_empty()) {
            continue;
        }
        let level = block.clause.and_then(|it| doc.clauses.get(it as usize)).map(|it| it.level);
        let next = shown.get(index + 1);
        let ends = match next {
            None => true,
            Some(next) => {
                let clause = next.clause.and_then(|it| doc.clauses.get(it as usize));
                // A new clause that isn't below this one, whose number is not a letter of a list.
                clause.is_some_and(|it| {
                    next.clause != block.clause
                        && level
                            .is_some_and(|level| it.level < level || it.level == 1 && level == 1)
                        && it.label.len() > 1
                        && matches!(next.kind, Kind::Heading(_))
                })
            }
        };
        if ends {
            let end = block.span.start as usize + text.len();
            let span = Span::new(end - phrase.len(), end);
            found.push(Slip::at(SlipKind::EmptyList, span));
        }
    }
}

/// A space before a comma, a stop or a semicolon.
fn loose_marks(doc: &Document, found: &mut Vec<Slip>) {
    // A reader of pages puts spaces where letters stand apart.
    if doc.format == Format::Pdf {
        return;
    }
    let mut loose = Vec::new();
    let bytes = doc.text.as_bytes();
    for sentence in &doc.sentences {
        if !matches!(sentence.zone, Zone::Operative | Zone::Recital | Zone::Definition) {
            continue;
        }
        let mut before: Option<&Token> = None;
        for token in doc.tokens_of(sentence) {
            let gap = before
                .map_or(&[][..], |it| &bytes[it.span.end as usize..token.span.start as usize]);
            // Letters set apart ("R u i m t e") carry their marks apart too.
            if let (Some(before), [b' ', b',' | b';', b' ', ..]) = (before, gap)
                && before.span.len() > 1
            {
                let start = before.span.end;
                loose.push(Slip::at(SlipKind::LooseMark, Span { start, end: start + 2 }));
            }
            before = Some(token);
        }
    }
    // Where it is everywhere, the file was made so, not the text.
    if loose.len() <= 3 {
        found.append(&mut loose);
    }
}

/// Straight quotation marks in a text that has curly ones, or the reverse: the first of the rarer.
fn quotation_styles(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    let code = |at: u32| {
        let before = doc.text[..at as usize].chars().next_back();
        let after = doc.text[at as usize + 1..].chars().next();
        before.is_some_and(|it| it == '=' || it.is_ascii_digit()) || after == Some('>')
    };
    let mut curly = (0u32, None);
    let mut straight = (0u32, None);
    for sign in index.signs() {
        let count = match sign.char {
            '“' | '”' | '„' => &mut curly,
            // `type="a"` is code, 5" an inch.
            '"' if !code(sign.at) => &mut straight,
            _ => continue,
        };
        count.0 += 1;
        count.1 = count.1.or(Some(*sign));
    }
    let (rare, often) = if curly.0 < straight.0 { (curly, straight) } else { (straight, curly) };
    if let (Some(odd), Some(usual)) = (rare.1, often.1)
        && rare.0 * 3 <= often.0
        && rare.0 >= 2
    {
        let span = |it: Sign| Span { start: it.at, end: it.at + it.char.len_utf8() as u32 };
        let slip = Slip::at(SlipKind::QuotationStyle, span(odd)).expecting(usual.char.to_string());
        found.push(slip.against(span(usual)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(language: Language, text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, language);
        let mut found = Vec::new();
        slips(&doc, &Index::of(&doc), &mut found);
        found.iter().map(|it| format!("{:?} {}", it.kind, &doc[it.span])).collect()
    }

    #[test]
    fn blanks_but_no_lines_to_sign_on() {
        let en = |text| found(Language::English, text);
        assert_eq!(en("The fee is EUR [●] per month, due at once."), ["Blank [●]"]);
        assert_eq!(en("The fee is EUR _____ per month, due at once."), ["Blank _____"]);
        assert!(en("Name: ______").is_empty());
        assert!(en("See the text [1] and the list.").is_empty());
    }

    #[test]
    fn words_that_stand_twice_by_mistake() {
        assert_eq!(found(Language::Dutch, "Klant betaalt de de prijs."), ["DoubledWord de de"]);
        assert!(
            found(Language::Dutch, "De partij die die zaak levert, betaalt dat dat jaar.")
                .is_empty()
        );
        assert_eq!(found(Language::English, "It is the the best offer."), ["DoubledWord the the"]);
        assert!(found(Language::English, "He said that that offer is void.").is_empty());
    }

    #[test]
    fn brackets_without_a_partner() {
        let en = |text| found(Language::English, text);
        assert_eq!(en("The Supplier (a Dutch company delivers the goods."), ["Unpaired ("]);
        assert_eq!(en("The Supplier, a Dutch company) delivers the goods."), ["Unpaired )"]);
        assert!(en("It delivers a) goods and 2) services and iv) advice.").is_empty());
        assert!(en("It delivers (all of these:\n\ngoods;\n\nservices).").is_empty());
        assert_eq!(en("The word “Service has a meaning."), ["Unpaired “"]);
    }
}
