//! What is measured: eight weaving flaws and six relational norms, by name.
//!
//! The names come from the source documents: *Top 8 weeffouten traditioneel contracteren* and
//! the six relational norms of relational contracting (Frydlinger, Hart, Vitasek).

/// A weaving flaw (weeffout) of traditional contracting, in the order of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flaw {
    /// 1 Tegenstrijdige belangen: one side's gain is the other's loss.
    ConflictingInterests,
    /// 2 Verwachtingen mismatch: two readers could expect different things.
    ExpectationMismatch,
    /// 3 Wijzigingen = vertragingen: adapting is slowed, blocked or punished.
    ChangeIsDelay,
    /// 4 Verbinding met de realiteit mist: paper that the work cannot use.
    DetachedFromReality,
    /// 5 Onleesbaar en juridisch.
    Unreadable,
    /// 6 Eenzijdig en dwingend.
    OneSided,
    /// 7 Eigenaarschap niet belegd: a task that nobody owns.
    Unowned,
    /// 8 Focus op vermijden van risico's.
    RiskAvoidance,
}

/// A relational norm. A text supports it, works against it, or is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Norm {
    /// Loyaliteit: the other's interest and the joint result count as one's own.
    Loyalty,
    /// Wederkerigheid: give and take in balance.
    Reciprocity,
    /// Eerlijkheid: open, timely sharing of facts, intentions, mistakes.
    Honesty,
    /// Integriteit: predictable, explained, the same way each time.
    Integrity,
    /// Autonomie: each keeps room to decide in its own domain.
    Autonomy,
    /// Eigen vermogen, inbreng: proportion between contribution, risk and reward.
    Equity,
}

impl Flaw {
    /// All eight, in the order of the source.
    pub const ALL: [Flaw; 8] = [
        Flaw::ConflictingInterests,
        Flaw::ExpectationMismatch,
        Flaw::ChangeIsDelay,
        Flaw::DetachedFromReality,
        Flaw::Unreadable,
        Flaw::OneSided,
        Flaw::Unowned,
        Flaw::RiskAvoidance,
    ];

    /// The name in rules, folders and JSON: `one-sided`.
    pub fn name(self) -> &'static str {
        match self {
            Flaw::ConflictingInterests => "conflicting-interests",
            Flaw::ExpectationMismatch => "expectation-mismatch",
            Flaw::ChangeIsDelay => "change-is-delay",
            Flaw::DetachedFromReality => "detached-from-reality",
            Flaw::Unreadable => "unreadable",
            Flaw::OneSided => "one-sided",
            Flaw::Unowned => "unowned",
            Flaw::RiskAvoidance => "risk-avoidance",
        }
    }

    /// The number in the source, 1 to 8.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The flaw called `name`.
    pub fn parse(name: &str) -> Option<Flaw> {
        Flaw::ALL.into_iter().find(|it| it.name() == name)
    }
}

impl Norm {
    /// All six, in the order of the source.
    pub const ALL: [Norm; 6] = [
        Norm::Loyalty,
        Norm::Reciprocity,
        Norm::Honesty,
        Norm::Integrity,
        Norm::Autonomy,
        Norm::Equity,
    ];

    /// The name in rules and JSON: `reciprocity`.
    pub fn name(self) -> &'static str {
        match self {
            Norm::Loyalty => "loyalty",
            Norm::Reciprocity => "reciprocity",
            Norm::Honesty => "honesty",
            Norm::Integrity => "integrity",
            Norm::Autonomy => "autonomy",
            Norm::Equity => "equity",
        }
    }

    /// The norm called `name`.
    pub fn parse(name: &str) -> Option<Norm> {
        Norm::ALL.into_iter().find(|it| it.name() == name)
    }
}
