//! Slips: places where a contract is unfinished or contradicts itself in form, such as a gap in
//! the numbering or a number that its words and figures give differently.
//!
//! Each module finds the slips of its own subject and is silent where it can't know; how much a
//! slip matters is for rules to say.

use super::index::Index;
use super::parts::Parts;
use super::{
    Facts, Unchecked, accounts, amendments, amounts, capitals, dates, lists, names, numbering,
    periods, references, residue, signing, terms, tongues, twins,
};
use crate::document::Document;
use crate::span::Span;
use std::collections::HashSet;

/// A place where the form of the text is not right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What kind of slip.
    pub kind: SlipKind,
    /// Where.
    pub span: Span,
    /// What would be right, or what it clashes with, in a few words; empty where there is nothing
    /// to say.
    pub expected: String,
    /// The other place it clashes with.
    pub other: Option<Span>,
}

impl Slip {
    /// A slip of `kind` at `span` that clashes with nothing else.
    pub fn at(kind: SlipKind, span: Span) -> Slip {
        Slip { kind, span, expected: String::new(), other: None }
    }

    /// The same, with what would be right.
    pub fn expecting(self, expected: impl Into<String>) -> Slip {
        Slip { expected: expected.into(), ..self }
    }

    /// The same, with the place it clashes with.
    pub fn against(self, other: Span) -> Slip {
        Slip { other: Some(other), ..self }
    }
}

/// The kinds of slips, each with its name in scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlipKind {
    /// `[●]`, `____`: nobody filled it in.
    Blank,
    /// `de de`.
    DoubledWord,
    /// A bracket or quotation mark without its partner.
    Unpaired,
    /// `the following:` and then the next article.
    EmptyList,
    /// `thirty (60) days`.
    WordsAndFigures,
    /// `31 February 2027`.
    ImpossibleDate,
    /// `Monday 1 January 2027`, which is a Friday.
    WrongWeekday,
    /// `from 1 May 2027 until 1 April 2027`.
    ReversedDates,
    /// A date in figures where others have their month in words.
    DateStyle,
    /// `1,000.00` where others are `1.000,00`.
    NumberStyle,
    /// An account number whose check digits don't fit.
    WrongIban,
    /// Number 5 after number 3.
    MissingNumber,
    /// Two clauses with one number.
    RepeatedNumber,
    /// Two clauses with one title under one parent.
    RepeatedTitle,
    /// A clause with a title and nothing under it.
    EmptyClause,
    /// `(a) … (b) … (d)` in running text.
    ListedOutOfOrder,
    /// A term used like a defined one, without a definition.
    UndefinedTerm,
    /// A term that is defined and never used.
    UnusedTerm,
    /// A term that is defined once more.
    DefinedTwice,
    /// A term used before its definition, in a contract that defines as it goes.
    LateDefinition,
    /// A word that is a term or party but for one letter.
    Misspelled,
    /// A reference to a clause that isn't there.
    MissingClause,
    /// A reference to an annex that isn't in the file.
    MissingAnnex,
    /// An annex that the contract doesn't refer to.
    UnmentionedAnnex,
    /// `this Section 3.4`, in section 5.
    OtherThanThis,
    /// A title behind a reference that isn't the title of its clause.
    OtherTitle,
    /// One name of a company, spelled in two ways.
    NameVariant,
    /// A role that no party has.
    UnknownRole,
    /// A party that is absent from the signatures.
    NotSigning,
    /// A term of several words without its capitals.
    SmallUse,
    /// A term that is defined without a capital.
    SmallTerm,
    /// The one definition out of alphabetical order.
    UnsortedTerm,
    /// A term that means itself.
    CircularTerm,
    /// A definition is not in the clause that is said to hold it.
    NotDefinedThere,
    /// A reference to a number that two clauses have.
    AmbiguousReference,
    /// `Section 9 above`, in section 3.
    WrongDirection,
    /// A reference to a clause that was taken out.
    LapsedClause,
    /// `art. 4` where others say `artikel 4`.
    ReferenceStyle,
    /// A list of one item.
    SingleItem,
    /// An item that ends in "and", and none follows.
    UnfinishedList,
    /// A space before a comma or semicolon.
    LooseMark,
    /// Straight quotation marks among curly ones.
    QuotationStyle,
    /// A VAT or trade register number that fails its own check.
    WrongRegistration,
    /// A deadline on a Saturday, a Sunday or a public holiday.
    WeekendDate,
    /// Words that name another currency than the sign.
    OtherCurrency,
    /// Shares that do not add up to 100 %.
    SharesNotWhole,
    /// Two different times to pay an invoice.
    TwoTimes,
    /// Working days that are counted and not defined.
    UndefinedDay,
    /// Annexes, and nothing that says what prevails.
    NoPrecedence,
    /// A term that is defined and used in one place only.
    UsedOnce,
    /// The one definition without the quotation marks of the others, or with them.
    DefinitionMark,
    /// The one definition that says "refers to" where the others say "means".
    DefinitionVerb,
    /// A capital on a word that has none elsewhere.
    StrayCapital,
    /// An abbreviation that is nowhere written out.
    Unexplained,
    /// A company that is named once and is no party.
    Stranger,
    /// Signatures without a date, or without who signs for a company.
    BareSignature,
    /// A sentence that is another but for one word.
    NearTwin,
    /// A passage in another language than the contract.
    OtherTongue,
    /// A number that differs between two language versions.
    TonguesDiffer,
    /// An amendment that changes one clause and quotes another.
    OtherAmended,
    /// An amendment of a clause that the contract beside it does not have.
    AmendsNothing,
    /// A number that the version in the other language, in another file, gives otherwise.
    VersionsDiffer,
    /// A clause that the version in the other language lacks.
    OnlyHere,
    /// The clause behind which the version in the other language has one more.
    OnlyThere,
    /// A value on a subject on which another document of the deal says another.
    OtherAgreed,
    /// A paragraph of hundreds of words.
    LongParagraph,
}

/// Names in scripts.
const NAMES: &[(&str, SlipKind)] = &[
    ("blank", SlipKind::Blank),
    ("doubled-word", SlipKind::DoubledWord),
    ("unpaired", SlipKind::Unpaired),
    ("empty-list", SlipKind::EmptyList),
    ("words-and-figures", SlipKind::WordsAndFigures),
    ("impossible-date", SlipKind::ImpossibleDate),
    ("wrong-weekday", SlipKind::WrongWeekday),
    ("reversed-dates", SlipKind::ReversedDates),
    ("date-style", SlipKind::DateStyle),
    ("number-style", SlipKind::NumberStyle),
    ("wrong-iban", SlipKind::WrongIban),
    ("missing-number", SlipKind::MissingNumber),
    ("repeated-number", SlipKind::RepeatedNumber),
    ("repeated-title", SlipKind::RepeatedTitle),
    ("empty-clause", SlipKind::EmptyClause),
    ("listed-out-of-order", SlipKind::ListedOutOfOrder),
    ("undefined-term", SlipKind::UndefinedTerm),
    ("unused-term", SlipKind::UnusedTerm),
    ("defined-twice", SlipKind::DefinedTwice),
    ("late-definition", SlipKind::LateDefinition),
    ("misspelled", SlipKind::Misspelled),
    ("missing-clause", SlipKind::MissingClause),
    ("missing-annex", SlipKind::MissingAnnex),
    ("unmentioned-annex", SlipKind::UnmentionedAnnex),
    ("other-than-this", SlipKind::OtherThanThis),
    ("other-title", SlipKind::OtherTitle),
    ("name-variant", SlipKind::NameVariant),
    ("unknown-role", SlipKind::UnknownRole),
    ("not-signing", SlipKind::NotSigning),
    ("small-use", SlipKind::SmallUse),
    ("small-term", SlipKind::SmallTerm),
    ("unsorted-term", SlipKind::UnsortedTerm),
    ("circular-term", SlipKind::CircularTerm),
    ("not-defined-there", SlipKind::NotDefinedThere),
    ("ambiguous-reference", SlipKind::AmbiguousReference),
    ("wrong-direction", SlipKind::WrongDirection),
    ("lapsed-clause", SlipKind::LapsedClause),
    ("reference-style", SlipKind::ReferenceStyle),
    ("single-item", SlipKind::SingleItem),
    ("unfinished-list", SlipKind::UnfinishedList),
    ("loose-mark", SlipKind::LooseMark),
    ("quotation-style", SlipKind::QuotationStyle),
    ("wrong-registration", SlipKind::WrongRegistration),
    ("weekend-date", SlipKind::WeekendDate),
    ("other-currency", SlipKind::OtherCurrency),
    ("shares-not-whole", SlipKind::SharesNotWhole),
    ("two-times", SlipKind::TwoTimes),
    ("undefined-day", SlipKind::UndefinedDay),
    ("no-precedence", SlipKind::NoPrecedence),
    ("used-once", SlipKind::UsedOnce),
    ("definition-mark", SlipKind::DefinitionMark),
    ("definition-verb", SlipKind::DefinitionVerb),
    ("stray-capital", SlipKind::StrayCapital),
    ("unexplained", SlipKind::Unexplained),
    ("stranger", SlipKind::Stranger),
    ("bare-signature", SlipKind::BareSignature),
    ("near-twin", SlipKind::NearTwin),
    ("other-tongue", SlipKind::OtherTongue),
    ("tongues-differ", SlipKind::TonguesDiffer),
    ("other-amended", SlipKind::OtherAmended),
    ("amends-nothing", SlipKind::AmendsNothing),
    ("versions-differ", SlipKind::VersionsDiffer),
    ("only-here", SlipKind::OnlyHere),
    ("only-there", SlipKind::OnlyThere),
    ("other-agreed", SlipKind::OtherAgreed),
    ("long-paragraph", SlipKind::LongParagraph),
];

impl SlipKind {
    /// The kind called `name` in scripts.
    pub fn parse(name: &str) -> Option<SlipKind> {
        NAMES.iter().find(|it| it.0 == name).map(|it| it.1)
    }
}

/// All slips of `doc`, by kind and then in order; what could not be checked goes to `unchecked`.
pub(super) fn slips(
    doc: &Document,
    facts: &Facts,
    index: &Index,
    parts: &Parts,
    unchecked: &mut Vec<Unchecked>,
) -> Vec<Slip> {
    let mut found = Vec::new();
    let Facts { parties, terms, references, .. } = facts;
    residue::slips(doc, index, &mut found);
    lists::slips(doc, &mut found);
    amounts::slips(doc, index, &mut found);
    dates::slips(doc, index, &mut found);
    periods::slips(doc, index, terms, &mut found);
    accounts::slips(doc, index, &mut found);
    numbering::slips(doc, index, parts, &mut found, unchecked);
    references::slips(doc, index, references, &mut found, unchecked);
    terms::slips(doc, index, parts, facts, &mut found);
    names::slips(doc, index, parties, terms, &mut found);
    capitals::slips(doc, index, parties, terms, &mut found);
    signing::slips(doc, parties, &mut found);
    amendments::slips(doc, references, &mut found);
    twins::slips(doc, parties, &mut found);
    tongues::slips(doc, &mut found);
    found.sort_by_key(|it| (it.kind, it.span));
    found.dedup_by_key(|it| (it.kind, it.span));
    found
}

/// In how many places `spans` stand, a sentence that is there word for word again taken once.
pub(super) fn distinct(doc: &Document, spans: impl Iterator<Item = Span>) -> usize {
    let mut seen = HashSet::new();
    let place = |it: &Span| {
        let index = doc.sentence_at(it.start)?;
        let start = doc.sentences.get(index as usize)?.span.start;
        Some((doc.sentence(index), it.start - start))
    };
    spans.filter(|it| place(it).is_none_or(|it| seen.insert(it))).count()
}

/// What tests of the analyses read: each slip with its words and what was expected.
#[cfg(test)]
pub(super) fn told(doc: &crate::document::Document, found: &[Slip]) -> Vec<String> {
    let line = |it: &Slip| format!("{:?} {} ({})", it.kind, &doc[it.span], it.expected);
    found.iter().map(line).collect()
}
