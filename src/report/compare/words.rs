//! What is said of rounds, in both languages.

use crate::compare::{Change, Course, Lot, Of, Redraft};
use crate::language::Language;
use crate::report::messages::{self, Text};

pub(in crate::report) const CLAUSES: Text = Text::new("Bepalingen", "Clauses");
pub(in crate::report) const FINDINGS: Text = Text::new("Bevindingen", "Findings");
pub(in crate::report) const LOOK: Text = Text::new("let op: {}", "look: {}");
pub(in crate::report) const NO_SCORES: Text = Text::new(
    "Niet te vergelijken: een van de twee heeft geen scores.",
    "Not comparable: one of the two has no scores.",
);
pub(in crate::report) const NOTE: Text = Text::new(
    "Dit zegt wat de regels en de woorden laten zien. Een wijziging in de tekst is nog geen \
     wijziging in de relatie, en dit is geen juridisch advies.",
    "This says what the rules and the words show. A change of text is no change of the \
     relationship yet, and this is no legal advice.",
);
pub(in crate::report) const SCORES_HEAD: Text = Text::new("Scores", "Scores");
pub(super) const BECAUSE: Text = Text::new("door", "because of");
pub(in crate::report) const BECAUSE_HEAD: Text = Text::new("Door", "Because of");
pub(in crate::report) const FRAMES_HEAD: Text = Text::new("Kaders", "Frameworks");
pub(super) const SPEECH: Text = Text::new("aandeel opdragende taal", "share of directive speech");
pub(super) const RELATION: Text =
    Text::new("aandeel van de tekst over de relatie", "share of the text on the relation");
pub(super) const FIGURE: Text = Text::new("cijfer", "figure");
pub(super) const NO_LEVEL: Text = Text::new("geen positie", "no position");
pub(super) const TOWARD: Text = Text::new("naar: {}", "toward: {}");
pub(super) const LEVEL: Text = Text::new("geen aantoonbaar verschil", "no demonstrable difference");
pub(super) const ALL_LEVEL: Text = Text::new(
    "Geen aantoonbaar verschil in de andere scores.",
    "No demonstrable difference in the other scores.",
);

pub(in crate::report) fn redraft(of: Redraft) -> Text {
    match of {
        Redraft::None => Text::new(
            "Geen verschil: dezelfde woorden, volgorde en nummers.",
            "No difference: the same words, order and numbers.",
        ),
        Redraft::Order => Text::new(
            "Alleen volgorde of nummers zijn anders; de woorden zijn gelijk.",
            "Only order or numbers differ; the words are the same.",
        ),
        Redraft::Words => Text::new(
            "Andere woorden, geen aanwijzing dat rechten, plichten of risico's verschuiven.",
            "Other words, no sign that rights, duties or risk move.",
        ),
        Redraft::Content => Text::new(
            "De inhoud is anders (bepalingen, getallen, \"niet\", \"mag\" of \"moet\"), maar geen \
             bevinding over de balans kwam of verdween. Lees die plekken na.",
            "The content differs (clauses, figures, \"not\", \"may\" or \"shall\"), but no finding \
             about the balance came or went. Read those places.",
        ),
        Redraft::Balance => Text::new(
            "De balans is anders: bevindingen over rechten, plichten of risico's kwamen of verdwenen.",
            "The balance differs: findings about rights, duties or risk came or went.",
        ),
    }
}

pub(in crate::report) fn change(of: Change) -> Text {
    match of {
        Change::Same => Text::new("gelijk", "same"),
        Change::Renumbered => Text::new("vernummerd", "renumbered"),
        Change::Moved => Text::new("verplaatst", "moved"),
        Change::Reworded => Text::new("anders verwoord", "reworded"),
        Change::Split => Text::new("gesplitst", "split"),
        Change::Merged => Text::new("samengevoegd", "merged"),
        Change::Gone => Text::new("vervallen", "gone"),
        Change::New => Text::new("nieuw", "new"),
    }
}

pub(in crate::report) fn lot(of: Lot) -> Text {
    match of {
        Lot::Kept => Text::new("gebleven", "kept"),
        Lot::Moved => Text::new("verplaatst", "moved"),
        Lot::Reworded => Text::new("anders verwoord", "reworded"),
        Lot::Gone => Text::new("verdwenen", "gone"),
        Lot::New => Text::new("nieuw", "new"),
    }
}

pub(in crate::report) fn course(of: Course) -> Text {
    match of {
        Course::Better => Text::new("beter", "better"),
        Course::Worse => Text::new("slechter", "worse"),
        Course::Level => LEVEL,
        Course::NotComparable => Text::new("niet te vergelijken", "not comparable"),
    }
}

pub(in crate::report) fn name(of: Of, language: Language) -> String {
    match of {
        Of::Flaw(flaw) => format!("{} {}", flaw.number(), messages::flaw(flaw).get(language)),
        Of::Norm(norm) => messages::norm(norm).get(language).to_owned(),
    }
}
