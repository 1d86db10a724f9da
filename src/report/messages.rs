//! Every fixed text of the reports, Dutch and English side by side.

use crate::assess::{Reason, Shortfall, Status};
use crate::finding::Severity;
use crate::language::Language;
use crate::rewrite::Effect;
use crate::weave::{Flaw, Norm};

/// A text in both languages. `{}` stands for what is filled in, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    nl: &'static str,
    en: &'static str,
}

impl Text {
    /// A text, with what stands for it in the other language.
    pub const fn new(nl: &'static str, en: &'static str) -> Text {
        Text { nl, en }
    }

    /// The text in `language`.
    pub fn get(self, language: Language) -> &'static str {
        match language {
            Language::Dutch => self.nl,
            Language::English => self.en,
        }
    }

    /// The text in `language` with its blanks filled.
    pub fn fill(self, language: Language, with: &[&str]) -> String {
        let mut out = String::new();
        let mut with = with.iter();
        for (index, piece) in self.get(language).split("{}").enumerate() {
            if index > 0 {
                out.push_str(with.next().unwrap_or(&""));
            }
            out.push_str(piece);
        }
        out
    }
}

macro_rules! texts {
    ($($name:ident = $nl:literal | $en:literal;)*) => {
        $(#[doc = $en] pub const $name: Text = Text { nl: $nl, en: $en };)*
    };
}

texts! {
    DUTCH = "Nederlands" | "Dutch";
    ENGLISH = "Engels" | "English";
    LANGUAGE_UNKNOWN = "taal onbekend" | "language unknown";
    WORDS = "{} woorden" | "{} words";

    CLAUSE = "artikel {}" | "clause {}";
    PAGE = "p. {}" | "p. {}";
    LINE = "regel {}" | "line {}";
    PARAGRAPH = "alinea {}" | "paragraph {}";
    WHOLE = "hele contract" | "whole contract";

    STRENGTHS = "Wat al draagt" | "What already carries";
    NO_STRENGTHS = "Er zijn geen passages herkend die een norm dragen." | "No passage was recognised that carries a norm.";
    FINDINGS = "Wat kan wringen" | "What may strain";
    NO_FINDINGS = "Er is niets gevonden wat wringt." | "Nothing was found that strains.";
    NOTHING_TO_SHOW = "Er is niets gevonden van het gewicht dat hier wordt getoond." | "Nothing was found of the weight that is shown here.";
    ABSENCES = "Wat ontbreekt" | "What is missing";
    ABSENCES_UNCOUNTED = "Dit telt niet mee in de scores: niet zeker is dat dit het hele contract is." | "This does not count in the scores: it is not certain that this is the whole contract.";
    MORE_OFTEN = "Vaker gevonden" | "Found more often";
    PROFILE = "Profiel" | "Profile";
    FAULTS = "Regels die zijn uitgevallen" | "Rules that failed";
    NOT_READ = "Niet gelezen" | "Not read";
    READING = "Over het lezen" | "About the reading";
    UNCHECKED = "Niet gecontroleerd" | "Not checked";

    WHY = "waarom" | "why";
    QUESTION = "vraag" | "question";
    REWRITE = "voorstel" | "rewrite";
    TO_ADD = "toe te voegen" | "to add";
    AND_MORE_LINES = "loopt door" | "continues";
    TIMES_MORE = "nog {} keer" | "{} more";
    HIDDEN_REPEATS = "Niet uitgeschreven: {}. --all toont alles." | "Not written out: {}. --all shows everything.";
    HIDDEN_MILD = "Niet getoond, want lichter: {}. --all toont alles." | "Not shown, being lighter: {}. --all shows everything.";
    HIDDEN_STRENGTHS = "nog {}; --all toont alles" | "{} more; --all shows everything";

    FLAWS = "Weeffouten" | "Weaving flaws";
    FLAWS_SCALE = "0 niet gevonden, 100 sterk aanwezig; a–b is de marge" | "0 not found, 100 strongly present; a–b is the margin";
    NORMS = "Normen" | "Norms";
    NORMS_SCALE = "links: de tekst werkt de norm tegen; rechts: de tekst draagt hem" | "left: the text works against the norm; right: the text carries it";
    CONFIDENCE = "zekerheid {} ({})" | "confidence {} ({})";
    RUBRIC = "rubriek {}" | "rubric {}";
    HIGH = "hoog" | "high";
    MIDDLING = "middel" | "medium";
    LOW = "laag" | "low";
    NOT_SCORED = "Geen scores: te weinig grond." | "No scores: not enough evidence.";
    PARTLY = "Slechts een deel van het contract is beoordeeld." | "Only part of the contract was assessed.";

    DISCLAIMER = "Dit meet de tekst, niet de relatie, en is geen juridisch advies." | "This measures the text, not the relationship, and is no legal advice.";
    SELECTED = "Alleen gekozen regels hebben geoordeeld ({}); wat andere vinden, telt hier niet mee." | "Only chosen rules judged ({}); what others find does not count here.";
    OVERVIEW = "Overzicht" | "Overview";
    NOTHING = "niets gevonden" | "nothing found";
    ONLY_PARTLY = "maar deels beoordeeld" | "only partly assessed";
    NOT_ASSESSED_IT = "niet beoordeeld, te weinig grond" | "not assessed, too little to go on";
    TOTAL = "Samen: {}." | "In all: {}.";

    HOLDER_SPEAKER = "wie \"wij\" zegt" | "who says \"we\"";
    HOLDER_READER = "wie met \"u\" of \"je\" wordt aangesproken" | "who is addressed as \"you\"";
    HOLDER_EVERY = "alle partijen samen, of elk van hen" | "all parties together, or each of them";
    HOLDER_NOBODY = "niemand genoemd" | "nobody named";

    RULE = "Regel" | "Rule";
    PLACE = "Plaats" | "Place";
    SCORE = "Score" | "Score";
    NORM = "Norm" | "Norm";
    FLAW = "Weeffout" | "Flaw";
    STATUS = "Stand" | "Status";
    SEVERITY = "Weegt als" | "Severity";
    EFFECT = "Voorstel" | "Rewrite";
    FILE = "Bestand" | "File";
    OFF = "uit" | "off";
    RULES_IN_ALL = "{} regels. Meer over een regel: weeflint explain REGEL" | "{} rules. More about one: weeflint explain RULE";
    EXAMPLE_FLAG = "Wordt gevonden" | "Is found";
    EXAMPLE_REWRITE = "Kan zo" | "Could be";
    EXAMPLE_PASS = "Wordt niet gevonden" | "Is not found";
    EXPECTED = "verwacht" | "expected";
    GOT = "gekregen" | "got";
    TESTED = "{} regels, {} voorbeelden, {} fout." | "{} rules, {} examples, {} wrong.";

    SUMMARY_FULL = "Niet getoond, want de samenvatting is vol: {} bevindingen. De andere uitvoervormen hebben ze alle." | "Not shown, the summary being full: {} findings. The other output formats have them all.";
    ON_GITHUB = "GitHub Actions herkend: de uitvoer is annotaties (--output-format github)" | "GitHub Actions detected: the output is annotations (--output-format github)";
    ONE_TO_STDOUT = "maar één vorm kan naar de standaarduitvoer ({}); geef de andere een bestand: VORM:PAD" | "only one format can go to standard output ({}); give the others a file: FORMAT:PATH";
    TWICE = "'{}' zou twee keer worden geschreven" | "'{}' would be written twice";
    UNKNOWN_KEY = "onbekende instelling '{}'" | "unknown key '{}'";
    KEY_TAKES = "'{}' wil: {}" | "'{}' takes: {}";
    EXTENDS_ITSELF = "{}: dit bestand bouwt voort op zichzelf" | "{}: this file extends itself";
    WORSE_THAN = "{}: {} is slechter dan {} ({})" | "{}: {} is worse than {} ({})";
    DECIDED = "Besloten, en daarom hier niet herhaald: {}. De scores tellen ze mee." | "Decided, and so not repeated here: {}. The scores count them.";
    NOTHING_TO_ACCEPT = "niets gevonden van '{}' in deze contracten" | "nothing found of '{}' in these contracts";
    WRITTEN_DOWN = "{} besluit(en) geschreven in {}" | "{} decision(s) written in {}";
    PRUNED = "{} besluit(en) verwijderd uit {}" | "{} decision(s) taken out of {}";
    NOT_PRUNED = "niet alle contracten zijn gelezen; er is niets verwijderd" | "not all contracts were read; nothing was taken out";
    STALE = "geen bevinding hoort nog bij dit besluit over {}" | "no finding answers to this decision about {} any more";
    EXPIRED = "dit besluit over {} liep tot {}; het telt niet meer" | "this decision about {} held until {}; it no longer counts";
    BLANKET = "dit besluit geldt voor elke bevinding van {}" | "this decision is about every finding of {}";
    NO_TODAY = "{}: besluiten hebben een einddatum, maar er is geen dag gegeven (--today)" | "{}: decisions have an expiry, but no day was given (--today)";
    NO_REASON = "een opmerking voor weeflint wil: accept REGEL reden" | "a comment for weeflint takes: accept RULE reason";
    UNHEARD = "geen bevinding hoort bij deze opmerking voor weeflint" | "no finding answers to this comment for weeflint";
    WITHHELD = "weggelaten (--redact)" | "left out (--redact)";

    UNKNOWN_RULE = "geen regel heet '{}'" | "no rule is called '{}'";
    UNKNOWN_FLAG = "onbekende optie '{}'" | "unknown flag '{}'";
    UNKNOWN_COMMAND = "onbekende opdracht '{}'" | "unknown command '{}'";
    UNKNOWN_FORMAT = "onbekende uitvoervorm '{}'" | "unknown output format '{}'";
    UNKNOWN_EXTENSION = "'{}': aan de extensie is geen vorm van verslag te zien ({})" | "'{}': the extension tells no form of report ({})";
    WRONG_VALUE = "'{}' past niet bij '{}'" | "'{}' doesn't fit '{}'";
    VALUE_MISSING = "na '{}' hoort een waarde" | "'{}' needs a value";
    ARGUMENT_MISSING = "er ontbreekt: {}" | "missing: {}";
    NO_SUCH_PATH = "'{}' bestaat niet" | "'{}' does not exist";
    NO_CONTRACTS = "er zijn geen contracten gevonden; er is niets beoordeeld" | "no contracts were found; nothing was assessed";
    DID_YOU_MEAN = "; bedoelde je '{}'?" | "; did you mean '{}'?";
}

/// What a severity is called in front of a finding.
pub fn severity(of: Severity) -> Text {
    match of {
        Severity::Strength => Text { nl: "kracht", en: "strength" },
        Severity::Info => Text { nl: "opmerking", en: "info" },
        Severity::Warning => Text { nl: "aandachtspunt", en: "warning" },
        Severity::Error => Text { nl: "knelpunt", en: "error" },
    }
}

/// `3 aandachtspunten`.
pub fn count(of: Severity, number: usize, language: Language) -> String {
    let (one, many) = match of {
        Severity::Strength => {
            (Text { nl: "kracht", en: "strength" }, Text { nl: "krachten", en: "strengths" })
        }
        Severity::Info => {
            (Text { nl: "opmerking", en: "info" }, Text { nl: "opmerkingen", en: "infos" })
        }
        Severity::Warning => (
            Text { nl: "aandachtspunt", en: "warning" },
            Text { nl: "aandachtspunten", en: "warnings" },
        ),
        Severity::Error => {
            (Text { nl: "knelpunt", en: "error" }, Text { nl: "knelpunten", en: "errors" })
        }
    };
    format!("{number} {}", if number == 1 { one } else { many }.get(language))
}

/// What a rewrite changes, in plain words.
pub fn effect(of: Effect) -> Text {
    match of {
        Effect::Typographic => Text { nl: "spelling: alleen tekens", en: "spelling: signs only" },
        Effect::Wording => Text {
            nl: "woorden: zelfde rechten en plichten",
            en: "wording: same rights and duties",
        },
        Effect::Substance => Text {
            nl: "inhoud: rechten of risico's verschuiven; bespreek dit eerst samen",
            en: "substance: rights or risks move; talk it over first",
        },
    }
}

/// The name of a flaw.
pub fn flaw(of: Flaw) -> Text {
    match of {
        Flaw::ConflictingInterests => {
            Text { nl: "Tegenstrijdige belangen", en: "Conflicting interests" }
        }
        Flaw::ExpectationMismatch => {
            Text { nl: "Verwachtingen mismatch", en: "Mismatched expectations" }
        }
        Flaw::ChangeIsDelay => Text { nl: "Wijziging is vertraging", en: "Change means delay" },
        Flaw::DetachedFromReality => {
            Text { nl: "Los van de praktijk", en: "Detached from practice" }
        }
        Flaw::Unreadable => Text { nl: "Onleesbaar, juridisch", en: "Unreadable, legalistic" },
        Flaw::OneSided => Text { nl: "Eenzijdig en dwingend", en: "One-sided, coercive" },
        Flaw::Unowned => Text { nl: "Eigenaarschap ontbreekt", en: "Nobody owns it" },
        Flaw::RiskAvoidance => Text { nl: "Risico's vermijden", en: "Avoiding risks" },
    }
}

/// The name of a norm.
pub fn norm(of: Norm) -> Text {
    match of {
        Norm::Loyalty => Text { nl: "Loyaliteit", en: "Loyalty" },
        Norm::Reciprocity => Text { nl: "Wederkerigheid", en: "Reciprocity" },
        Norm::Honesty => Text { nl: "Eerlijkheid", en: "Honesty" },
        Norm::Integrity => Text { nl: "Integriteit", en: "Integrity" },
        Norm::Autonomy => Text { nl: "Autonomie", en: "Autonomy" },
        Norm::Equity => Text { nl: "Eigen inbreng", en: "Equity" },
    }
}

/// What a score says, in a word.
pub fn status(of: Status) -> Text {
    match of {
        Status::Scored => Text { nl: "gemeten", en: "measured" },
        Status::Silent => Text { nl: "zwijgt", en: "silent" },
        Status::Supporting => Text { nl: "draagt", en: "carried" },
        Status::Violating => Text { nl: "werkt tegen", en: "worked against" },
        Status::Mixed => Text { nl: "gemengd", en: "mixed" },
        Status::NotEnoughEvidence => Text { nl: "te weinig grond", en: "not enough evidence" },
    }
}

/// What a part of a score is for.
pub fn reason(of: Reason) -> Text {
    match of {
        Reason::Density => Text { nl: "aandeel in de tekst", en: "share of the text" },
        Reason::Absence => Text { nl: "ontbreekt", en: "missing" },
        Reason::Peak => Text { nl: "zwaarste passage", en: "heaviest passage" },
        Reason::Reading => Text { nl: "moeilijk te lezen", en: "hard to read" },
        Reason::Middle => Text { nl: "midden", en: "middle" },
        Reason::Support => Text { nl: "draagt", en: "carries" },
        Reason::Violation => Text { nl: "werkt tegen", en: "works against" },
    }
}

/// The name of a language, or that it is not known.
pub fn language(of: Option<Language>) -> Text {
    match of {
        Some(Language::Dutch) => DUTCH,
        Some(Language::English) => ENGLISH,
        None => LANGUAGE_UNKNOWN,
    }
}

/// How much a confidence of 0–1 is, in a word (wn-1, C7).
pub fn sure(value: f64) -> Text {
    match value {
        it if it >= 0.75 => HIGH,
        it if it >= 0.5 => MIDDLING,
        _ => LOW,
    }
}

/// Why there are no scores, or only partly.
pub fn shortfall(of: &Shortfall, language: Language) -> String {
    match of {
        Shortfall::Words { found, needed } => Text {
            nl: "{} woorden; pas vanaf {} zegt een score iets.",
            en: "{} words; a score means something from {}.",
        }
        .fill(language, &[&found.to_string(), &needed.to_string()]),
        Shortfall::Sentences { found, needed } => Text {
            nl: "{} verschillende bepalingen; pas vanaf {} zegt een score iets.",
            en: "{} different provisions; a score means something from {}.",
        }
        .fill(language, &[&found.to_string(), &needed.to_string()]),
        Shortfall::Quality(value) => Text {
            nl: "De tekst kwam slecht uit het bestand (kwaliteit {}).",
            en: "The text came badly out of the file (quality {}).",
        }
        .fill(language, &[&decimal(*value, 2, language)]),
        Shortfall::Language => Text {
            nl: "De tekst is niet Nederlands of Engels (of de taal is niet te herkennen).",
            en: "The text is neither Dutch nor English (or its language can't be told).",
        }
        .get(language)
        .to_owned(),
        Shortfall::Confidence(value) => {
            Text { nl: "De zekerheid is te laag ({}).", en: "Confidence is too low ({})." }
                .fill(language, &[&decimal(*value, 2, language)])
        }
        Shortfall::LeftOut => PARTLY.get(language).to_owned(),
    }
}

/// A number as it is written in `language`: `86,7` and `86.7`.
pub fn decimal(value: f64, digits: usize, language: Language) -> String {
    let text = format!("{value:.digits$}");
    match language {
        Language::Dutch => text.replace('.', ","),
        Language::English => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_filled_in_order() {
        let text = Text { nl: "{} van {}", en: "{} of {}" };
        assert_eq!(text.fill(Language::Dutch, &["3", "7"]), "3 van 7");
        assert_eq!(text.fill(Language::English, &["3"]), "3 of ");
        assert_eq!(decimal(86.7, 1, Language::Dutch), "86,7");
    }
}
