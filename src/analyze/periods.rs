//! Periods and shares that must agree over the whole text: working days that nobody defined, two
//! times to pay, percentages that don't make a whole.

use super::Term;
use super::index::Index;
use super::slips::{Slip, SlipKind, distinct};
use crate::document::{Document, Token, Zone};
use crate::span::Span;

/// Adds the slips of `doc` to `found`.
pub(super) fn slips(doc: &Document, index: &Index, terms: &[Term], found: &mut Vec<Slip>) {
    working_days(doc, index, terms, found);
    times_to_pay(doc, index, found);
    shares(doc, index, found);
}

/// Working days that are counted and not defined: whether a Saturday or a local holiday is one.
fn working_days(doc: &Document, index: &Index, terms: &[Term], found: &mut Vec<Slip>) {
    const DAYS: &[&str] =
        &["werkdag", "werkdagen", "business day", "business days", "working day", "working days"];
    // Whoever names the days has said it.
    const SAID: &[&str] = &[
        "zaterdag",
        "zaterdagen",
        "saturday",
        "saturdays",
        "weekend",
        "weekends",
        "feestdagen",
        "holiday",
        "holidays",
        "banks",
        "vrijdag",
        "friday",
        "termijnenwet",
    ];
    let defined = terms.iter().any(|it| {
        let name = it.name.to_lowercase();
        ["werkdag", "business day", "working day"].iter().any(|day| name.contains(day))
    });
    if defined || SAID.iter().any(|it| !index.tokens_of(doc, it).is_empty()) {
        return;
    }
    let mut places: Vec<Span> = DAYS.iter().flat_map(|it| index.places(doc, it)).collect();
    places.retain(|it| zone(doc, *it) == Some(Zone::Operative));
    places.sort_unstable();
    if let [first, _, ..] = places[..]
        && distinct(doc, places.iter().copied()) >= 2
    {
        let slip = Slip::at(SlipKind::UndefinedDay, first);
        found.push(slip.expecting(places.len().to_string()));
    }
}

/// `binnen 14 dagen na de factuurdatum`, and elsewhere 30.
fn times_to_pay(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    const INVOICES: &[&str] =
        &["factuur", "factuurdatum", "facturen", "factuurontvangst", "invoice", "invoices"];
    const BETWEEN: &[&str] = &[
        "na",
        "de",
        "datum",
        "van",
        "ontvangst",
        "een",
        "het",
        "dagtekening",
        "after",
        "of",
        "the",
        "receipt",
        "date",
        "from",
        "an",
        "each",
        "following",
        "such",
        "iedere",
        "elke",
        "deze",
        "dagen",
        "days",
        "kalenderdagen",
        "calendar",
        "correcte",
        "juiste",
        "correct",
        "a",
        "valid",
    ];
    let mut first: Option<(u32, Span)> = None;
    for at in index.tokens_of_all(doc, INVOICES.iter().copied()) {
        let at = at as usize;
        let mut back = at;
        let is = |it: &Token, words: &[&str]| words.contains(&doc.words.get(it.word));
        while back > 0 && at - back < 9 && is(&doc.tokens[back - 1], BETWEEN) {
            back -= 1;
        }
        let days =
            doc.tokens[back..at].iter().any(|it| is(it, &["dagen", "days", "kalenderdagen"]));
        let Some(number) = back.checked_sub(1).map(|it| &doc.tokens[it]).filter(|_| days) else {
            continue;
        };
        let Ok(count) = doc.words.get(number.word).parse::<u32>() else { continue };
        let span = Span { start: number.span.start, end: doc.tokens[at].span.end };
        let Some(block) = doc.block_at(span.start) else { continue };
        if doc.blocks[block].zone != Zone::Operative || !doc.blocks[block].span.contains(span) {
            continue;
        }
        // A time to object or to ask is another time.
        let from = span.start.saturating_sub(90).max(doc.blocks[block].span.start) as usize;
        let before = super::index::window(&doc.text, from, span.start as usize).to_lowercase();
        let pays = ["betaal", "betal", "voldoe", "voldaan", "pay", "paid"]
            .iter()
            .any(|it| before.contains(it));
        let aside = ["toeslag", "korting", "discount", "bezwaar", "reclam", "dispute", "betwist"]
            .iter()
            .any(|it| before.contains(it));
        if !pays || aside || count == 0 {
            continue;
        }
        match first {
            None => first = Some((count, span)),
            Some((other, place)) if other != count => {
                let slip = Slip::at(SlipKind::TwoTimes, span).expecting(&doc[place]);
                found.push(slip.against(place));
                return;
            }
            Some(_) => {}
        }
    }
}

/// `40 % and 55 %` of what is divided.
fn shares(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    const DIVIDED: &[&str] = &[
        "verdeeld",
        "verdelen",
        "verdeling",
        "verdeelsleutel",
        "divided",
        "split",
        "shared",
        "allocated",
        "respectievelijk",
        "respectively",
    ];
    let mut sentences: Vec<u32> = index
        .tokens_of_all(doc, DIVIDED.iter().copied())
        .into_iter()
        .filter_map(|it| doc.sentence_at(doc.tokens[it as usize].span.start))
        .collect();
    sentences.dedup();
    for sentence in sentences.into_iter().filter_map(|it| doc.sentences.get(it as usize)) {
        if sentence.zone != Zone::Operative {
            continue;
        }
        let mut sum = 0;
        let mut places: Vec<Span> = Vec::new();
        for token in doc.tokens_of(sentence) {
            let after = doc.text.get(token.span.end as usize..).unwrap_or_default();
            let percent = ["%", " %", " procent", " percent", " per cent"]
                .iter()
                .find(|it| after.starts_with(**it));
            let Some(percent) = percent else { continue };
            // A fraction is left alone, and what is written in words first.
            let whole = !doc.text[..token.span.start as usize].ends_with(['.', ',']);
            match doc.words.get(token.word).parse::<u32>() {
                Ok(number) if whole && number <= 100 => {
                    sum += number;
                    let end = token.span.end + percent.len() as u32;
                    places.push(Span { start: token.span.start, end });
                }
                _ => {
                    places.clear();
                    break;
                }
            }
        }
        if let [first, .., last] = places[..]
            && sum != 100
            && (90..=110).contains(&sum)
        {
            let slip = Slip::at(SlipKind::SharesNotWhole, first.join(last));
            found.push(slip.expecting(sum.to_string()));
        }
    }
}

fn zone(doc: &Document, span: Span) -> Option<Zone> {
    doc.block_at(span.start).and_then(|it| doc.blocks.get(it)).map(|it| it.zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::Dutch);
        let mut found = Vec::new();
        slips(&doc, &Index::of(&doc), &[], &mut found);
        found
            .iter()
            .map(|it| format!("{:?} {} ({})", it.kind, &doc[it.span], it.expected))
            .collect()
    }

    #[test]
    fn working_days_that_nobody_defined() {
        let text = "Klant reageert binnen twee werkdagen. Leverancier komt binnen drie werkdagen.";
        assert_eq!(found(text), ["UndefinedDay werkdagen (2)"]);
        let once = "De klant betaalt binnen tien werkdagen.";
        assert!(found(&format!("{once}\n\n{once}")).is_empty(), "a copy is no second use");
        assert!(found(&format!("{text} Een zaterdag telt niet mee.")).is_empty());
    }

    #[test]
    fn two_times_to_pay() {
        let text = "Klant betaalt binnen 14 dagen na de factuurdatum. Klant betaalt de planten binnen 30 dagen na ontvangst van de factuur.";
        assert_eq!(
            found(text),
            ["TwoTimes 30 dagen na ontvangst van de factuur (14 dagen na de factuurdatum)"]
        );
        assert!(found(&text.replace("30", "14")).is_empty());
    }

    #[test]
    fn shares_that_make_no_whole() {
        assert_eq!(
            found("De kosten worden verdeeld: 40% voor Klant en 55% voor Leverancier."),
            ["SharesNotWhole 40% voor Klant en 55% (95)"]
        );
        assert!(
            found("De kosten worden verdeeld: 40% voor Klant en 60% voor Leverancier.").is_empty()
        );
    }
}
