//! How duties and rights are spread over the parties: counts for each, and for the rights that
//! come in pairs who has them, on which condition, and whether the other has the same.

use super::duties::{Bearer, Duty, Modality, Standard};
use crate::language::Language;
use crate::span::Span;

/// How duties and rights are spread over the parties.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balance {
    /// A line for each who bears a duty: the parties in order, then the speaker, the reader, all
    /// together, and nobody; those who bear none are left out, but for the parties.
    pub sides: Vec<Side>,
    /// The paired rights that the contract speaks of, in the order of [`Subject::ALL`].
    pub paired: Vec<PairedRight>,
}

/// What falls to one bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// Who.
    pub bearer: Bearer,
    /// What it must do.
    pub obligations: u32,
    /// What it may claim.
    pub rights: u32,
    /// What it may do.
    pub permissions: u32,
    /// What it may not do.
    pub prohibitions: u32,
    /// What it may do as it sees fit.
    pub discretions: u32,
    /// What it need not do or answer for.
    pub exemptions: u32,
    /// Its duties that name what follows when they are not met.
    pub sanctions: u32,
    /// Its duties that only an open word measures.
    pub open: u32,
}

impl Side {
    /// What binds it: obligations and prohibitions.
    pub fn bound(&self) -> u32 {
        self.obligations + self.prohibitions
    }

    /// What frees it: rights, permissions, discretions, exemptions.
    pub fn free(&self) -> u32 {
        self.rights + self.permissions + self.discretions + self.exemptions
    }
}

/// A right or duty that contracts can give to both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// To end the contract.
    Termination,
    /// To answer for damage, or not.
    Liability,
    /// To keep the other from claims.
    Indemnity,
    /// To stop the work for a while.
    Suspension,
    /// To look into the other's books or work.
    Audit,
    /// To change the contract or the work.
    Change,
    /// To change the price.
    Price,
    /// To keep what one learns to oneself.
    Confidentiality,
    /// To tell the other.
    Notice,
    /// To claim damages, fines, interest, set-off.
    Remedies,
}

impl Subject {
    /// All, in the order in which reports show them.
    pub const ALL: [Subject; 10] = [
        Subject::Termination,
        Subject::Liability,
        Subject::Indemnity,
        Subject::Suspension,
        Subject::Audit,
        Subject::Change,
        Subject::Price,
        Subject::Confidentiality,
        Subject::Notice,
        Subject::Remedies,
    ];

    /// `termination`, as scripts, tables and JSON write it.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Termination => "termination",
            Subject::Liability => "liability",
            Subject::Indemnity => "indemnity",
            Subject::Suspension => "suspension",
            Subject::Audit => "audit",
            Subject::Change => "change",
            Subject::Price => "price",
            Subject::Confidentiality => "confidentiality",
            Subject::Notice => "notice",
            Subject::Remedies => "remedies",
        }
    }

    /// What readers call it.
    pub fn title(self, language: Language) -> &'static str {
        let [nl, en] = match self {
            Subject::Termination => ["beëindigen", "termination"],
            Subject::Liability => ["aansprakelijkheid", "liability"],
            Subject::Indemnity => ["vrijwaren", "indemnity"],
            Subject::Suspension => ["opschorten", "suspension"],
            Subject::Audit => ["controleren", "audit"],
            Subject::Change => ["wijzigen", "change"],
            Subject::Price => ["prijs wijzigen", "price change"],
            Subject::Confidentiality => ["geheimhouden", "confidentiality"],
            Subject::Notice => ["informeren", "notice"],
            Subject::Remedies => ["sancties", "remedies"],
        };
        if language == Language::Dutch { nl } else { en }
    }

    /// The subject with this name.
    pub fn parse(name: &str) -> Option<Subject> {
        Subject::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Whether it is a duty in the first place, which the other gains by; else a right.
    fn is_burden(self) -> bool {
        matches!(self, Subject::Indemnity | Subject::Confidentiality | Subject::Notice)
    }
}

/// A set of subjects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Subjects(u16);

impl Subjects {
    /// This set with `subject`.
    #[must_use]
    pub fn with(self, subject: Subject) -> Subjects {
        Subjects(self.0 | 1 << subject as u16)
    }

    /// Whether `subject` is in it.
    pub fn contains(self, subject: Subject) -> bool {
        self.0 & 1 << subject as u16 != 0
    }

    /// Whether it is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A paired right and who has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairedRight {
    /// Which.
    pub subject: Subject,
    /// Each place that gives it, lays it on somebody or takes it away, in order.
    pub holdings: Vec<Holding>,
    /// How it is spread.
    pub standing: Standing,
}

/// One place that speaks of a paired right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// Whose right or duty the sentence states.
    pub bearer: Bearer,
    /// Who gains by it: whoever has the right, or towards whom the duty is; nobody where that is
    /// not told.
    pub gains: Bearer,
    /// What it is.
    pub modality: Modality,
    /// On which condition.
    pub condition: Option<Span>,
    /// The duty, an index into the facts' duties.
    pub duty: u32,
}

/// How a paired right is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// One passage gives it to all: "each party may".
    Mutual,
    /// Both have it, in passages of their own.
    Mirrored,
    /// Both have it, one of them only on a condition: who has it freely.
    Uneven(Bearer),
    /// Only this one gains by it.
    OneSided(Bearer),
    /// The text does not tell who gains.
    Unclear,
}

impl Standing {
    /// `one-sided`, as scripts and JSON write it.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Mutual => "mutual",
            Standing::Mirrored => "mirrored",
            Standing::Uneven(_) => "uneven",
            Standing::OneSided(_) => "one-sided",
            Standing::Unclear => "unclear",
        }
    }

    /// What readers call it.
    pub fn title(self, language: Language) -> &'static str {
        let [nl, en] = match self {
            Standing::Mutual => ["samen", "mutual"],
            Standing::Mirrored => ["voor elk", "for each"],
            Standing::Uneven(_) => ["ongelijk", "uneven"],
            Standing::OneSided(_) => ["eenzijdig", "one-sided"],
            Standing::Unclear => ["onduidelijk", "unclear"],
        };
        if language == Language::Dutch { nl } else { en }
    }

    /// Who has more, if somebody does.
    pub fn favours(self) -> Option<Bearer> {
        match self {
            Standing::Uneven(it) | Standing::OneSided(it) => Some(it),
            _ => None,
        }
    }
}

impl Balance {
    /// The line of `bearer`.
    pub fn side(&self, bearer: Bearer) -> Option<&Side> {
        self.sides.iter().find(|it| it.bearer == bearer)
    }

    /// The paired right on `subject`, where the contract speaks of it.
    pub fn paired(&self, subject: Subject) -> Option<&PairedRight> {
        self.paired.iter().find(|it| it.subject == subject)
    }
}

/// How `duties` are spread over so many parties.
pub(super) fn balance(duties: &[Duty], parties: usize) -> Balance {
    let sides = sides(duties, parties);
    let paired = Subject::ALL.into_iter().filter_map(|it| paired(it, duties)).collect();
    Balance { sides, paired }
}

fn sides(duties: &[Duty], parties: usize) -> Vec<Side> {
    let others = [Bearer::Speaker, Bearer::Reader, Bearer::Every, Bearer::Nobody];
    let bearers = (0..parties).map(Bearer::Party).chain(others);
    let mut sides: Vec<Side> = bearers
        .map(|bearer| Side {
            bearer,
            obligations: 0,
            rights: 0,
            permissions: 0,
            prohibitions: 0,
            discretions: 0,
            exemptions: 0,
            sanctions: 0,
            open: 0,
        })
        .collect();
    for duty in duties {
        let at = match duty.bearer {
            Bearer::Party(at) => at,
            Bearer::Speaker => parties,
            Bearer::Reader => parties + 1,
            Bearer::Every => parties + 2,
            Bearer::Nobody => parties + 3,
        };
        let Some(side) = sides.get_mut(at) else { continue };
        *match duty.modality {
            Modality::Obligation => &mut side.obligations,
            Modality::Right => &mut side.rights,
            Modality::Permission => &mut side.permissions,
            Modality::Prohibition => &mut side.prohibitions,
            Modality::Discretion => &mut side.discretions,
            Modality::Exemption => &mut side.exemptions,
        } += 1;
        side.sanctions += u32::from(duty.sanction.is_some());
        side.open += u32::from(matches!(duty.standard, Standard::Open(_)));
    }
    sides.retain(|it| matches!(it.bearer, Bearer::Party(_)) || it.bound() + it.free() > 0);
    sides
}

fn paired(subject: Subject, duties: &[Duty]) -> Option<PairedRight> {
    let about = (0..).zip(duties).filter(|(_, duty)| duty.subjects.contains(subject));
    let holdings: Vec<Holding> = about
        .map(|(at, duty)| Holding {
            bearer: duty.bearer,
            gains: gains(subject, duty),
            modality: duty.modality,
            condition: duty.condition,
            duty: at,
        })
        .collect();
    (!holdings.is_empty()).then(|| PairedRight { subject, standing: standing(&holdings), holdings })
}

/// Who gains by what a duty says of `subject`.
fn gains(subject: Subject, duty: &Duty) -> Bearer {
    let bearer_gains = match duty.modality {
        Modality::Obligation => false,
        Modality::Prohibition => false,
        Modality::Exemption | Modality::Discretion => true,
        Modality::Right | Modality::Permission => !subject.is_burden(),
    };
    // A permission to speak of what is secret is one; a right to be told is one too.
    let bearer_gains = bearer_gains
        || matches!(duty.modality, Modality::Right | Modality::Permission)
            && duty.bearer != Bearer::Nobody;
    match (duty.bearer, bearer_gains) {
        (Bearer::Every, _) => Bearer::Every,
        (bearer, true) => bearer,
        (_, false) => duty.counterparty,
    }
}

fn standing(holdings: &[Holding]) -> Standing {
    let mut holders: Vec<Bearer> =
        holdings.iter().map(|it| it.gains).filter(|&it| it != Bearer::Nobody).collect();
    holders.sort();
    holders.dedup();
    if holders.contains(&Bearer::Every) {
        return Standing::Mutual;
    }
    let free = |who: Bearer| holdings.iter().any(|it| it.gains == who && it.condition.is_none());
    match holders[..] {
        [] => Standing::Unclear,
        [one] => Standing::OneSided(one),
        [one, other] if free(one) != free(other) => {
            Standing::Uneven(if free(one) { one } else { other })
        }
        _ => Standing::Mirrored,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::analyze;
    use crate::document::Document;

    /// How each paired right of `text` is spread: `audit one-sided Supplier`.
    fn spread(language: Language, text: &str) -> Vec<String> {
        let facts = analyze(&Document::from_paragraphs(text, language));
        let paired = facts.balance.paired.iter();
        let name = |it: Bearer| match it {
            Bearer::Party(at) => facts.parties[at].name.clone(),
            other => format!("{other:?}"),
        };
        let line = |it: &PairedRight| {
            let who = it.standing.favours().map_or(String::new(), |it| format!(" {}", name(it)));
            format!("{} {}{who}", it.subject.name(), it.standing.name())
        };
        paired.map(line).collect()
    }

    #[test]
    fn who_may_end_check_and_change() {
        assert_eq!(
            spread(
                Language::English,
                "The Supplier may terminate this agreement at any time. The Customer may terminate this agreement if the Supplier is bankrupt. The Supplier may audit the Customer. Each party shall keep what it learns confidential. The Supplier may amend the plan. The Customer may amend the plan."
            ),
            [
                "termination uneven Supplier",
                "audit one-sided Supplier",
                "change mirrored",
                "confidentiality mutual"
            ]
        );
    }

    #[test]
    fn who_gains_by_a_duty_is_the_other() {
        assert_eq!(
            spread(
                Language::Dutch,
                "Opdrachtnemer vrijwaart Opdrachtgever tegen aanspraken van derden. Opdrachtgever is niet aansprakelijk voor schade van Opdrachtnemer."
            ),
            ["liability one-sided Opdrachtgever", "indemnity one-sided Opdrachtgever"]
        );
    }

    #[test]
    fn counts_by_bearer() {
        let text = "Opdrachtgever mag het werk stopzetten. Opdrachtgever betaalt. Opdrachtnemer moet het werk afmaken. Opdrachtnemer moet binnen 3 dagen leveren, op straffe van een boete.";
        let facts = analyze(&Document::from_paragraphs(text, Language::Dutch));
        let counts: Vec<_> =
            facts.balance.sides.iter().map(|it| (it.bound(), it.free(), it.sanctions)).collect();
        assert_eq!(counts, [(1, 1, 0), (2, 0, 1)]);
    }
}
