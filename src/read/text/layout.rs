//! Lines to paragraphs: what a word processor would show as one block becomes one draft.

use super::furniture::mark_furniture;
use super::group::{Wrap, group, is_bare_marker};
use super::line::{Line, Sort};
use super::notes::{Notes, with_notes};
use super::part::{Part, What};
use super::table::{Table, mark_contents, mark_rows};
use crate::document::{Draft, Kind, Zone};
use std::collections::HashMap;

/// The blocks of `text`. Places count `skipped` bytes more than in `text`.
pub(in crate::read) fn paragraphs(text: &str, skipped: usize) -> Vec<Draft> {
    let mut lines = Line::cut(text);
    let paged = lines.last().is_some_and(|it| it.page > 1);
    mark_furniture(&mut lines);
    mark_contents(&mut lines);
    let grids = mark_rows(&mut lines);
    let parts = group(&lines, Wrap::of(&lines));
    let headings = headings(&parts);
    let notes = Notes::of(&parts);
    let mut indents = Vec::new();
    let mut table = Table::default();
    let mut drafts = Vec::with_capacity(parts.len());
    let (mut footnotes, mut references) = (HashMap::new(), Vec::new());
    for (part, heading) in parts.iter().zip(headings) {
        let Some(first) = part.lines.first() else { continue };
        if let What::Row(index) = part.what {
            if let Some(grid) = grids.get(index) {
                table.row(first, index, grid, &mut drafts, skipped);
            }
            continue;
        }
        if part.what != What::Furniture {
            table.close(&mut drafts);
        }
        let note = notes.defined_by(part);
        let kind = match (part.what, heading, part.bullet()) {
            (What::Furniture, ..) if first.first_of_page => Kind::Header,
            (What::Furniture, ..) => Kind::Footer,
            _ if note.is_some() => Kind::Footnote,
            (What::Text, Some(level), _) => Kind::Heading(level),
            (What::Text, None, Some(_)) => Kind::Item(level(&mut indents, first.indent)),
            _ => Kind::Paragraph,
        };
        let mut draft = Draft::new(kind);
        draft.page = paged.then_some(first.page);
        draft.zone = match part.what {
            What::Furniture => Some(Zone::Furniture),
            What::Contents => Some(Zone::Contents),
            _ => None,
        };
        let mut from = first.start + note.map_or(0, str::len);
        if let (Kind::Item(_), Some(marker)) = (kind, part.bullet()) {
            draft.label = Some(first.text[..marker.len].trim_end().to_owned());
            from += marker.len;
        } else if part.what == What::Text {
            indents.clear();
        }
        let seen = part.push(&mut draft, text, from, skipped, &notes);
        match note {
            Some(note) => drop(footnotes.insert(note, draft)),
            None => drafts.push(draft),
        }
        references.extend(seen.into_iter().map(|note| (drafts.len(), note)));
    }
    table.close(&mut drafts);
    with_notes(drafts, references, footnotes)
}

/// The level of an item by how far it is indented under those before it.
fn level(indents: &mut Vec<usize>, indent: usize) -> u8 {
    while indents.last().is_some_and(|it| *it > indent + 1) {
        indents.pop();
    }
    if indents.last().is_none_or(|it| *it + 2 <= indent) {
        indents.push(indent);
    }
    indents.len().clamp(1, 9) as u8
}

/// `Zwolle, 11 januari 2027`: where and when, not what follows.
fn ends_in_year(text: &str) -> bool {
    let year = text.rsplit(' ').next().unwrap_or("");
    text.contains(',') && year.len() == 4 && year.bytes().all(|it| it.is_ascii_digit())
}

/// The heading level of each part, where it is a heading.
fn headings(parts: &[Part<'_, '_>]) -> Vec<Option<u8>> {
    let short_number = |at: usize| -> Option<(Sort, bool)> {
        let part = parts.get(at).filter(|it| it.what == What::Text)?;
        let marker = part.marker().filter(|it| it.sort != Sort::Bullet)?;
        let last = part.lines.last()?;
        let open = last.is_closed() || last.text.ends_with(',');
        Some((marker.sort, part.words() <= 14 && part.lines.len() <= 2 && !open))
    };
    let is_prose = |at: usize| {
        parts
            .get(at)
            .is_some_and(|it| it.what == What::Text && (it.words() >= 12 || it.marker().is_some()))
    };
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let first = part.lines.first().filter(|_| part.what == What::Text)?;
            let last = part.lines.last()?;
            let length: usize = part.lines.iter().map(|it| it.text.len()).sum();
            if length > 120
                || part.bullet().is_some()
                || is_bare_marker(first) && part.lines.len() < 2
            {
                return None;
            }
            let ended = last.text.ends_with([';', ',', ':'])
                || last.text.ends_with('.') && !first.is_titled();
            if first.is_titled()
                && (part.lines.len() == 1 || last.is_capitals())
                && part.words() <= 12
                && !last.text.ends_with([';', ','])
            {
                return Some(1);
            }
            if ended || last.text.contains('_') {
                return None;
            }
            if let Some((sort, short)) = short_number(at) {
                let Sort::Number(depth) = sort else { return None };
                let marker = part.marker()?;
                let named = first.text[marker.len..].starts_with(char::is_uppercase)
                    || part.lines.len() == 2;
                // One of several short items in a row is an item.
                let row = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
                let listed = row.filter_map(short_number).any(|it| it == (sort, true));
                let capitals = part.lines.iter().all(|it| it.is_capitals() || is_bare_marker(it));
                return (short && named && (!listed || capitals)).then_some(depth);
            }
            if part.lines.iter().all(|it| it.is_capitals()) {
                return (part.words() <= 14).then_some(1);
            }
            let alone =
                part.lines.len() == 1 && part.apart && parts.get(at + 1).is_none_or(|it| it.apart);
            let named =
                first.text.starts_with(char::is_uppercase) && part.words() <= 8 && length <= 70;
            (alone
                && named
                && !first.text.contains(['@', '(', ':'])
                && !ends_in_year(first.text)
                && is_prose(at + 1))
            .then_some(if at == 0 { 1 } else { 2 })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of a file: kind, label, text.
    fn read(text: &str) -> Vec<String> {
        let shown = |draft: Draft| {
            let kind = match draft.kind {
                Kind::Heading(level) => format!("h{level}"),
                Kind::Paragraph => "p".to_owned(),
                Kind::Item(level) => format!("i{level}"),
                Kind::Cell { row, column } => format!("c{row}.{column}"),
                Kind::Header | Kind::Footer => "f".to_owned(),
                Kind::Footnote => "n".to_owned(),
            };
            let label = draft.label.as_deref().map_or(String::new(), |it| format!(" {it}"));
            format!("{kind}{label} {}", draft.text().trim_end())
        };
        paragraphs(text, 0).into_iter().map(shown).collect()
    }

    #[test]
    fn wrapped_lines_become_paragraphs() {
        let text = "
SAMENWERKINGSOVEREENKOMST

Partijen werken sinds 2019 samen aan het onderhoud van de bruggen in de
regio en willen die samenwerking voortzetten op basis van vertrouwen en
open overleg.

1. Doel
1.1 Partijen stellen samen een jaarplan op en evalueren dat plan ieder
    kwartaal in het overleg dat in artikel
    4.2 is bedoeld.
1.2 Het plan bevat in ieder geval:
    a. een planning van het werk dat in het komende jaar gereed komt;
    b. een begroting.
";
        assert_eq!(
            read(text),
            [
                "h1 SAMENWERKINGSOVEREENKOMST",
                "p Partijen werken sinds 2019 samen aan het onderhoud van de bruggen in de regio en willen die samenwerking voortzetten op basis van vertrouwen en open overleg.",
                "h1 1. Doel",
                "p 1.1 Partijen stellen samen een jaarplan op en evalueren dat plan ieder kwartaal in het overleg dat in artikel 4.2 is bedoeld.",
                "p 1.2 Het plan bevat in ieder geval:",
                "p a. een planning van het werk dat in het komende jaar gereed komt;",
                "p b. een begroting.",
            ]
        );
    }

    #[test]
    fn a_line_is_a_paragraph_where_lines_are_long() {
        let long = "De leverancier informeert de klant tijdig over vertraging en stelt samen met de klant een nieuwe planning op, zodat beiden weten waar zij aan toe zijn.";
        assert_eq!(read(&format!("Levering\n{long}\n{long}\n{long}\n")).len(), 4);
    }

    #[test]
    fn page_furniture_stands_apart_and_the_sentence_goes_on() {
        let page = |number: u32, what: &str| {
            let text = format!(
                "The Supplier reports on {what} every month, and on the progress of the work\nthat it sees for the Customer, in plain words; {what} is what the parties then"
            );
            format!(
                "Harbour Supply Agreement\n\n{text}\n\n                       {number}\n<PAGE>\n"
            )
        };
        let text = format!(
            "{}{}{}decide together.\n",
            page(1, "risk"),
            page(2, "quality"),
            page(3, "cost")
        );
        let found = read(&text);
        let times = |line: &str| found.iter().filter(|it| *it == line).count();
        assert_eq!((times("f Harbour Supply Agreement"), times("f 2")), (3, 1));
        assert!(found.iter().any(|it| it.ends_with("then decide together.")), "{found:?}");
    }

    #[test]
    fn rows_are_cells_and_bullets_are_items() {
        let text = "Fasen:

Fase       Bedrag      Datum
---------------------------
Ontwerp    € 5.000     1 mei
Bouw       € 9.000     1 juni

- tijdig melden;
- samen oplossen.
";
        let found = read(text);
        assert_eq!(found[1..4], ["c0.0 Fase", "c0.1 Bedrag", "c0.2 Datum"]);
        assert_eq!(found[7], "c2.0 Bouw");
        assert_eq!(found[10..], ["i1 - tijdig melden;", "i1 - samen oplossen."]);
    }

    #[test]
    fn words_with_a_tab_behind_each_are_a_sentence() {
        let line = |words: &str| words.split(' ').collect::<Vec<_>>().join("\t\r \u{a0} ");
        let text = [
            line("De klant betaalt de kosten van zijn"),
            line("gesprekken binnen dertig dagen nadat de factuur"),
            line("is verstuurd naar het adres dat hij"),
            line("heeft opgegeven."),
        ];
        assert_eq!(
            read(&text.join("\n")),
            [
                "p De klant betaalt de kosten van zijn gesprekken binnen dertig dagen nadat de factuur is verstuurd naar het adres dat hij heeft opgegeven."
            ]
        );
    }

    #[test]
    fn a_word_cut_at_a_line_end_is_whole_again() {
        let text = "De aansprakelijkheid van de leverancier is beperkt tot het bedrag van de
opdracht; die aansprakelijk-
heid geldt voor directe schade, voor non-
conformiteit en voor in- en
verkoop van zaken door de leverancier aan de klant en aan zijn klanten.
";
        let found = read(text).join("\n");
        assert!(found.contains("die aansprakelijkheid geldt"), "{found}");
        assert!(found.contains("non-conformiteit en voor in- en verkoop"), "{found}");
    }

    #[test]
    fn an_enumeration_in_a_sentence_stays_in_it() {
        let text =
            "The Supplier shall send the Customer every month without being asked (a) a plan,
(b) a budget and
(c) a list of the risks that it sees, and the Customer shall answer in good time.
";
        assert_eq!(read(text).len(), 1);
    }
}
