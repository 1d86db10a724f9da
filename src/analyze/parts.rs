//! Where in a file one agreement ends and the next begins. Each counts its articles from 1 and
//! defines its own terms, so what is said twice over both is no mistake.

use crate::document::{Clause, Document, Kind, Zone};

/// The byte at which each agreement in a file starts, the first at 0.
#[derive(Debug, Clone)]
pub(super) struct Parts(Vec<u32>);

/// Words in the title of what is an agreement or a document of its own.
const TITLES: &[&str] = &[
    "agreement",
    "contract",
    "overeenkomst",
    "amendment",
    "addendum",
    "voorwaarden",
    "conditions",
    "terms",
    "guarant",
    "lease",
    "note",
    "plan",
    "exhibit",
    "annex",
    "schedule",
    "appendix",
    "bijlage",
    "akte",
    "reglement",
    "statement of work",
    "policy",
    "convenant",
    "deed",
    "warrant",
    "license",
    "licence",
    "certificate",
    "protocol",
    "form of",
    "attachment",
];

impl Parts {
    /// The parts of `doc`: a new one begins where the numbering starts again at 1 after a title or
    /// after signatures.
    pub(super) fn of(doc: &Document) -> Parts {
        let mut starts = vec![0];
        let mut reached = 0;
        let mut last_block = 0;
        let roots: Vec<&Clause> =
            doc.clauses.iter().filter(|it| it.parent.is_none() && opens_row(it)).collect();
        for (at, clause) in roots.iter().enumerate() {
            let number = ordinal(&clause.label);
            let goes_on = roots.get(at + 1).is_some_and(|it| ordinal(&it.label) == 2);
            let again = number == 1 && reached >= 3 && goes_on;
            if again && let Some(start) = opening(doc, last_block, clause.blocks.0) {
                starts.push(start);
                reached = 0;
            }
            reached = reached.max(number);
            last_block = clause.blocks.0 as usize;
        }
        Parts(starts)
    }

    /// In which part byte `at` of the text stands.
    pub(super) fn at(&self, at: u32) -> usize {
        self.0.partition_point(|it| *it <= at).saturating_sub(1)
    }
}

/// Whether a clause is one of the main row of an agreement: `1.`, `Artikel 1`.
fn opens_row(clause: &Clause) -> bool {
    let label = clause.label.trim();
    let digits = label.trim_end_matches('.').bytes().all(|it| it.is_ascii_digit());
    let lower = label.to_ascii_lowercase();
    let worded = ["art", "section", "clause", "§"].iter().any(|it| lower.starts_with(it));
    !label.is_empty() && (digits || worded) && ordinal(label) > 0
}

/// The byte at which the part begins whose first article opens block `to`: its title, or else the
/// block behind the signatures.
fn opening(doc: &Document, from: usize, to: u32) -> Option<u32> {
    let blocks = doc.blocks.get(from..to as usize)?;
    let title = blocks.iter().rev().take(60).find(|it| {
        let text = &doc[it.span];
        let short = text.len() < 120 && !text.is_empty();
        let shouted = !text.contains(char::is_lowercase) && text.contains(char::is_uppercase);
        short && (matches!(it.kind, Kind::Heading(_)) || shouted) && {
            let lower = text.to_lowercase();
            TITLES.iter().any(|it| lower.contains(it))
        }
    });
    let signed = || blocks.iter().rev().take(60).find(|it| it.zone == Zone::Signature);
    title.map(|it| it.span.start).or_else(|| signed().map(|it| it.span.end))
}

/// The last number in a label: 7 of `Artikel 7` and of `4.7`.
pub(super) fn ordinal(label: &str) -> u32 {
    let core = label.trim_matches(|it: char| !it.is_alphanumeric());
    core.rsplit(|it: char| !it.is_ascii_digit()).next().and_then(|it| it.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn parts(text: &str) -> usize {
        Parts::of(&Document::from_paragraphs(text, Language::English)).0.len()
    }

    const FIRST: &str = "1. Purpose\n\nThe parties share the work.\n\n2. Fees\n\nCustomer pays each month.\n\n3. Term\n\nIt lasts a year.";
    const SECOND: &str =
        "1. Loan\n\nLender lends a ladder.\n\n2. Return\n\nBorrower brings it back.";

    #[test]
    fn a_title_before_a_new_first_article_opens_a_part() {
        assert_eq!(parts(FIRST), 1);
        assert_eq!(parts(&format!("{FIRST}\n\nLOAN AGREEMENT\n\n{SECOND}")), 2);
    }

    #[test]
    fn a_list_inside_an_agreement_opens_none() {
        assert_eq!(
            parts(&format!(
                "{FIRST}\n\nThe ladders are these.\n\n1. A long one.\n\n2. A short one."
            )),
            1
        );
    }
}
