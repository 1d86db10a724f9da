//! A file that holds one contract more than once, word for word: a copy for each of those who sign,
//! bound into one file. What stands there again binds nobody to more, so it is read once, and what
//! is found in it is told once.

use super::{Draft, Kind, Zone};

/// Words from which a text that stands there again is a copy of a contract. A form may well have
/// the same few lines twice.
const LEAST: usize = 150;

/// So many at most are a set for those who sign. What stands there more often was put together for
/// another reason, and is read as it stands.
const MOST: u32 = 6;

/// Candidates for the start of a copy that are tried. One is enough for every contract whose second
/// paragraph is its own.
const TRIED: usize = 16;

/// Leaves one copy of what the file holds more than once, and says how often it stands there.
pub(super) fn leave_one(drafts: &mut Vec<Draft>) -> Option<u32> {
    let (kept, cut, count) = copies(drafts)?;
    drafts.truncate(kept);
    // The first line of the copy stood in one paragraph with the last of the contract.
    if let (Some(last), Some(at)) = (drafts.last_mut(), cut) {
        last.cut_back(at);
    }
    Some(count)
}

/// How many drafts the first copy takes, where its last one ends if the next copy begins in it, and
/// how many copies there are.
fn copies(drafts: &[Draft]) -> Option<(usize, Option<usize>, u32)> {
    let spoken = |it: &&(usize, &str)| it.1.bytes().any(|it| it.is_ascii_alphanumeric());
    let texts = || {
        let counts = drafts.iter().enumerate().filter(|it| counts(it.1));
        counts.map(|(index, it)| (index, it.words()))
    };
    let second = texts().filter(|it| spoken(&it)).nth(1)?.1;
    // Most contracts end here: their second paragraph stands there once.
    if !texts().skip(2).any(|it| it.1 == second) {
        return None;
    }
    let texts: Vec<(usize, &str)> = texts().filter(|it| spoken(&it)).collect();
    let starts = (2..texts.len()).filter(|&it| texts[it].1 == second).map(|it| it - 1);
    let found = starts.take(TRIED).find_map(|period| {
        let words: usize = texts[..period].iter().map(|it| it.1.split(' ').count()).sum();
        if words < LEAST {
            return None;
        }
        let (first, last) = (texts[0].1, texts[texts.len() - 1].1);
        let joined = texts.len() % period == 1;
        let count = texts.len() / period;
        if count < 2 || texts.len() % period > 1 {
            return None;
        }
        // Where copies are joined, the line between them ends one and begins the next.
        let seam = |it: &str| {
            let rest = it.strip_prefix(last)?.strip_prefix(' ')?;
            (rest == first).then_some(last.len())
        };
        let alike = (1..texts.len()).all(|it| match (it % period, joined) {
            (0, true) if it == texts.len() - 1 => true,
            (0, true) => seam(texts[it].1).is_some(),
            (at, _) => same(texts[it].1, texts[at].1),
        });
        let (next, _) = *texts.get(period)?;
        let end = if joined { next + 1 } else { next };
        // The text of a draft may begin with a space that `trim` took off.
        let cut = joined.then(|| drafts[next].text().find(last).unwrap_or(0) + last.len());
        alike.then_some((end, cut, count as u32))
    });
    // A longer period would make fewer copies of the same; the shortest says how many there are.
    found.filter(|it| it.2 <= MOST)
}

/// Word for word the same; a word that a line broke may have kept its hyphen in one of them.
fn same(a: &str, b: &str) -> bool {
    a == b || a.bytes().filter(|it| *it != b'-').eq(b.bytes().filter(|it| *it != b'-'))
}

/// What a page repeats is no part of the contract.
fn counts(draft: &Draft) -> bool {
    !matches!(draft.kind, Kind::Header | Kind::Footer) && draft.zone != Some(Zone::Furniture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Builder, Format, Note, Origin};
    use crate::span::Span;

    fn drafts(texts: &[&str]) -> Vec<Draft> {
        let draft = |text: &&str| {
            let mut draft = Draft::new(Kind::Paragraph);
            draft.push(text, Origin::Joined);
            draft
        };
        texts.iter().map(draft).collect()
    }

    fn texts(drafts: &[Draft]) -> Vec<&str> {
        drafts.iter().map(|it| it.text()).collect()
    }

    fn long(word: &str) -> String {
        vec![word; 100].join(" ")
    }

    #[test]
    fn a_contract_given_twice_or_three_times_is_one() {
        let (a, b) = (long("wij"), long("zij"));
        let once = ["Overeenkomst", &a, &b, "Getekend"];
        for times in 2..4 {
            let mut copies = drafts(&once.repeat(times));
            assert_eq!(leave_one(&mut copies), Some(times as u32));
            assert_eq!(texts(&copies), once);
        }
    }

    #[test]
    fn more_than_anyone_signs_is_no_set_of_copies() {
        let (a, b) = (long("wij"), long("zij"));
        let once = ["Overeenkomst", &a, &b, "Getekend"];
        assert_eq!(leave_one(&mut drafts(&once.repeat(6))), Some(6));
        assert_eq!(leave_one(&mut drafts(&once.repeat(12))), None);
    }

    #[test]
    fn a_line_or_a_page_header_between_copies_is_none_of_them() {
        let (a, b) = (long("wij"), long("zij"));
        let mut copies =
            drafts(&["Titel", &a, &b, "vol-doende", "* * *", "Titel", &a, "2", &b, "voldoende"]);
        copies[7].zone = Some(Zone::Furniture);
        assert_eq!(leave_one(&mut copies), Some(2));
        assert_eq!(texts(&copies), ["Titel", &a, &b, "vol-doende", "* * *"]);
    }

    #[test]
    fn where_copies_run_together_the_first_ends_at_its_last_word() {
        let (a, b) = (long("wij"), long("zij"));
        let mut copies = drafts(&["Titel", &a, &b, "Getekend Titel", &a, &b, "Getekend"]);
        assert_eq!(leave_one(&mut copies), Some(2));
        assert_eq!(texts(&copies), ["Titel", &a, &b, "Getekend"]);
    }

    #[test]
    fn what_is_left_keeps_its_origin() {
        let (a, b) = (long("wij"), long("zij"));
        let mut builder = Builder::new("tweevoud".into(), Format::Text);
        let mut at = 0;
        for text in ["Titel", &a, &b, "Getekend Titel", &a, &b, "Getekend"] {
            let mut draft = Draft::new(Kind::Paragraph);
            draft.push(text, Origin::Bytes(Span::new(at, at + text.len())));
            at += text.len();
            builder.block(draft);
        }
        let doc = builder.finish();
        assert_eq!(doc.notes, [Note::Copies(2)]);
        assert!(doc.text.ends_with("\nGetekend"));
        let last = doc.pieces.last().unwrap();
        assert_eq!(last.span.end as usize, doc.text.len());
        assert_eq!(last.origin, Origin::Bytes(Span::new(5 + 2 * 399, 5 + 2 * 399 + 8)));
    }

    #[test]
    fn what_differs_anywhere_is_no_copy() {
        let (a, b) = (long("wij"), long("zij"));
        for other in [
            vec!["Titel", &a, &b, "Titel", &a, &b, "Slot"],
            vec!["Titel", &a, &b, "Titel", &a, "Iets anders"],
            vec!["Titel", &a, &b, "Einde Titel", &a, &b, "Slot"],
            vec!["Titel", &a, &b],
            vec!["Titel", "Kort", "Titel", "Kort"],
            vec![],
        ] {
            let mut kept = drafts(&other);
            assert_eq!(leave_one(&mut kept), None, "{}", other.len());
            assert_eq!(texts(&kept), other);
        }
    }
}
