//! Figures of an evaluation, for a rule author at a terminal and for a program. Passages are
//! written to the terminal only, since labelled text is often not ours to spread.

use super::messages::{self, Text, decimal};
use super::{Style, fill, harmless, pad};
use crate::evaluate::{Evaluation, Form, Measure, Passage, Tally};
use crate::language::Language;
use serde_json::{Map, Value, json};

const TITLE: Text =
    Text::new("{} passages, labels in de vorm {}.", "{} passages, labels of the form {}.");
const PRIMARY: Text = Text::new("eerste weeffout van de regel", "first flaw of the rule");
const SECONDARY: Text = Text::new("ook bijkomend", "with secondary");
const SUPPORTS: Text = Text::new("draagt", "supports");
const VIOLATES: Text = Text::new("werkt tegen", "violates");
const BY_ANY: Text = Text::new("door welke regel ook", "by any rule");
const MACRO: Text = Text::new(
    "macro-F1 {}: {} ({} gelabeld), {} waar minstens vijf passages het label dragen ({}).",
    "macro-F1 {}: {} ({} labelled), {} where at least five passages carry the label ({}).",
);
const HEAD: [Text; 5] = [
    Text::new("gelabeld", "labelled"),
    Text::new("gevonden", "found"),
    Text::new("precisie", "precision"),
    Text::new("bereik", "recall"),
    Text::new("F1", "F1"),
];
const RULE_HEAD: [Text; 4] = [
    Text::new("passages", "hits"),
    Text::new("goed", "right"),
    Text::new("fout", "wrong"),
    Text::new("precisie", "precision"),
];
const RULES: Text = Text::new("Regels", "Rules");
const SILENT: Text = Text::new("{} regels vonden hier niets.", "{} rules found nothing here.");
const MISSED: Text = Text::new("Gelabeld, niet gevonden", "Labelled, not found");
const WRONG: Text = Text::new("Gevonden, niet gelabeld", "Found, not labelled");
const POLARITY: Text = Text::new(
    "Goed ({}) tegen slecht en blokkerend ({}), naar de som van gewichten: gebalanceerde \
     nauwkeurigheid {} als stilte goed heet, {} als stilte slecht heet; AUC {}. De regels zeggen \
     iets over {} % van de passages; daarbinnen {}.",
    "Good ({}) against bad and blocker ({}), by the signed sum of weights: balanced accuracy {} \
     where silence counts as good, {} where silence counts as bad; AUC {}. The rules say something \
     about {} % of the passages; among those {}.",
);

/// Who made the labels of a form, and what they can't say.
fn provenance(form: Form) -> Text {
    match form {
        Form::Gold => Text::new(
            "Deze labels zijn met de machine gelezen volgens een handleiding, niet door deskundigen \
             gegeven. Wat ontbreekt in een heel contract, telt hier niet mee.",
            "These labels were made by machine reading under a guide, not by experts. What is absent \
             from a whole contract is not judged here.",
        ),
        Form::Tosdr => Text::new(
            "Het oordeel is van vrijwilligers en gaat over de gebruiker van een dienst.",
            "The judgment is that of volunteers, from the point of view of a service's user.",
        ),
        Form::UnfairTos => Text::new(
            "De labels zijn van deskundigen; graad 2 en 3 (mogelijk en duidelijk oneerlijk) tellen. \
             Elke zin staat op zichzelf.",
            "The labels are those of experts; grades 2 and 3 (potentially and clearly unfair) count. \
             Each sentence stands by itself.",
        ),
        Form::Cuad => Text::new(
            "De labels zijn onderwerpen, geen oordelen. Alleen onderwerpen die per definitie een \
             weeffout tonen tellen, en alleen het bereik zegt iets.",
            "The labels are topics, not judgments. Only topics that show a flaw by definition count, \
             and only recall means something.",
        ),
        Form::Pairs => Text::new(
            "Van elk paar telt of de gewone versie minder moeilijk leest. Wat te kort is voor een \
             cijfer, wordt hier toch vergeleken.",
            "Of each pair it counts whether the plain side is less hard to read. What is too short \
             for a score is compared here all the same.",
        ),
    }
}

/// The figures as text; with `passages` also what lies behind each miss.
pub fn terminal(
    evaluation: &Evaluation,
    form: Form,
    passages: Option<&[Passage]>,
    rules: usize,
    style: &Style,
) -> String {
    let language = style.language.unwrap_or(style.fallback);
    let page = Page { evaluation, language, style };
    let count = evaluation.passages.to_string();
    let mut out = fill(&TITLE.fill(language, &[&count, form.name()]), style.width, 0);
    out.push_str(&fill(provenance(form).get(language), style.width, 0));
    page.measures(&mut out);
    page.polarity(&mut out);
    page.rules(&mut out, rules);
    if let Some(passages) = passages {
        page.misses(&mut out, passages);
    }
    for fault in &evaluation.faults {
        out.push_str(&format!("{}: {}\n", fault.place, harmless(&fault.reason)));
    }
    out
}

struct Page<'a> {
    evaluation: &'a Evaluation,
    language: Language,
    style: &'a Style,
}

impl Page<'_> {
    fn measures(&self, out: &mut String) {
        let measures = &self.evaluation.measures;
        if measures.is_empty() {
            return;
        }
        let wide = measures.iter().map(|it| self.name(&it.0).chars().count()).max().unwrap_or(0);
        out.push_str(&format!("\n{}", pad("", wide)));
        for head in HEAD {
            out.push_str(&format!(" {:>9}", head.get(self.language)));
        }
        out.push('\n');
        for (measure, tally) in measures {
            let name = pad(&self.name(measure), wide);
            let found = tally.right + tally.extra;
            let precision = tally.precision().filter(|_| measure.has_precision());
            let f1 = tally.f1().filter(|_| measure.has_precision());
            let figures = [precision, tally.recall(), f1].map(|it| self.share(it));
            let [precision, recall, f1] = figures;
            let line = format!(
                "{name} {:>9} {found:>9} {precision:>9} {recall:>9} {f1:>9}",
                tally.labelled()
            );
            out.push_str(line.trim_end());
            out.push('\n');
        }
        type Group = fn(&Measure) -> bool;
        let groups: [(Text, Group); 3] = [
            (PRIMARY, |it| matches!(it, Measure::Primary(_))),
            (SECONDARY, |it| matches!(it, Measure::WithSecondary(_))),
            (messages::NORMS, |it| matches!(it, Measure::Supports(_) | Measure::Violates(_))),
        ];
        for (name, belongs) in groups {
            let tallies: Vec<Tally> =
                measures.iter().filter(|it| belongs(&it.0)).map(|it| it.1).collect();
            if tallies.is_empty() {
                continue;
            }
            let (all, of_all) = macro_f1(&tallies, 1);
            let (common, of_common) = macro_f1(&tallies, 5);
            let (all, common) = (self.share(all), self.share(common));
            let name = name.get(self.language).to_lowercase();
            let counts = [of_all, of_common].map(|it| it.to_string());
            let with = [name.as_str(), &all, &counts[0], &common, &counts[1]];
            out.push_str(&fill(&MACRO.fill(self.language, &with), self.style.width, 2));
        }
    }

    fn polarity(&self, out: &mut String) {
        let Some(it) = self.evaluation.polarity else { return };
        let share = |value: f64| decimal(value, 3, self.language);
        let with = [
            it.good.to_string(),
            it.bad.to_string(),
            share(it.silence_is_good()),
            share(it.silence_is_bad()),
            share(it.auc),
            decimal(100.0 * it.decided(), 0, self.language),
            self.share(it.among_decided()),
        ];
        let with: Vec<&str> = with.iter().map(String::as_str).collect();
        out.push('\n');
        out.push_str(&fill(&POLARITY.fill(self.language, &with), self.style.width, 0));
    }

    fn rules(&self, out: &mut String, rules: usize) {
        let spoke = &self.evaluation.rules;
        if spoke.is_empty() {
            return;
        }
        let wide = spoke.iter().map(|it| it.rule.chars().count()).max().unwrap_or(0);
        out.push_str(&format!("\n{}", pad(RULES.get(self.language), wide)));
        for head in RULE_HEAD {
            out.push_str(&format!(" {:>9}", head.get(self.language)));
        }
        out.push('\n');
        for it in spoke {
            let precision = self.share(Some(it.right as f64 / it.hits.max(1) as f64));
            out.push_str(&format!(
                "{} {:>9} {:>9} {:>9} {precision:>9}\n",
                pad(&it.rule, wide),
                it.hits,
                it.right,
                it.wrong.len()
            ));
        }
        let silent = rules.saturating_sub(spoke.len());
        out.push_str(&format!("{}\n", SILENT.fill(self.language, &[&silent.to_string()])));
    }

    fn misses(&self, out: &mut String, passages: &[Passage]) {
        let passage = |out: &mut String, index: usize, words: &str| {
            let Some(it) = passages.get(index) else { return };
            let found = if words.is_empty() { String::new() } else { format!(" \"{words}\"") };
            out.push_str(&fill(&harmless(&format!("  {}{found}", it.id)), self.style.width, 4));
            out.push_str(&fill(&harmless(&format!("    {}", it.text)), self.style.width, 4));
        };
        out.push_str(&format!("\n{}\n", MISSED.get(self.language)));
        // What even secondary roles and any rule miss is missed more strictly as well.
        let strict =
            |it: &Measure| !matches!(it, Measure::WithSecondary(_) | Measure::FamilyByAny(_));
        let missed: Vec<_> =
            self.evaluation.missed.iter().filter(|it| strict(&it.measure)).collect();
        for of_measure in missed.chunk_by(|a, b| a.measure == b.measure) {
            let Some(first) = of_measure.first() else { continue };
            out.push_str(&format!("\n{}: {}\n", self.name(&first.measure), of_measure.len()));
            of_measure.iter().for_each(|it| passage(out, it.passage, ""));
        }
        out.push_str(&format!("\n{}\n", WRONG.get(self.language)));
        for rule in self.evaluation.rules.iter().filter(|it| !it.wrong.is_empty()) {
            out.push_str(&format!("\n{}: {}\n", rule.rule, rule.wrong.len()));
            rule.wrong.iter().for_each(|it| passage(out, it.passage, &it.words));
        }
    }

    fn name(&self, measure: &Measure) -> String {
        let get = |it: Text| it.get(self.language);
        match measure {
            Measure::Primary(flaw) => format!("{} {}", flaw.number(), get(messages::flaw(*flaw))),
            Measure::WithSecondary(flaw) => {
                format!("{} {}, {}", flaw.number(), get(messages::flaw(*flaw)), get(SECONDARY))
            }
            Measure::Supports(norm) => format!("{}, {}", get(messages::norm(*norm)), get(SUPPORTS)),
            Measure::Violates(norm) => format!("{}, {}", get(messages::norm(*norm)), get(VIOLATES)),
            Measure::Family(name) => name.clone(),
            Measure::FamilyByAny(name) => format!("{name}, {}", get(BY_ANY)),
            Measure::Topic(topic, flaw) => format!("{topic} ({})", get(messages::flaw(*flaw))),
            Measure::Plainer(flaw) => get(messages::flaw(*flaw)).to_owned(),
        }
    }

    fn share(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |it| decimal(it, 2, self.language))
    }
}

/// The mean F1 of those with at least `least` labels, and how many there are.
fn macro_f1(tallies: &[Tally], least: usize) -> (Option<f64>, usize) {
    let scores: Vec<f64> =
        tallies.iter().filter(|it| it.labelled() >= least).filter_map(|it| it.f1()).collect();
    let mean = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
    ((!scores.is_empty()).then_some(mean), scores.len())
}

/// The figures for a program: ids of passages, never their text.
pub fn json(evaluation: &Evaluation, form: Form, passages: &[Passage]) -> String {
    let id = |index: usize| passages.get(index).map_or("", |it| it.id.as_str());
    let measures: Vec<Value> =
        evaluation.measures.iter().map(|(measure, tally)| figures(measure, *tally)).collect();
    let rules: Vec<Value> = evaluation
        .rules
        .iter()
        .map(|it| {
            let wrong: Vec<&str> = it.wrong.iter().map(|it| id(it.passage)).collect();
            json!({ "rule": it.rule, "hits": it.hits, "right": it.right, "wrong": wrong })
        })
        .collect();
    let polarity = evaluation.polarity.map(|it| {
        json!({
            "good": it.good,
            "bad": it.bad,
            "balanced_accuracy_silence_is_good": it.silence_is_good(),
            "balanced_accuracy_silence_is_bad": it.silence_is_bad(),
            "balanced_accuracy_among_decided": it.among_decided(),
            "decided": it.decided(),
            "auc": it.auc,
        })
    });
    let value = json!({
        "schema_version": 1,
        "form": form.name(),
        "labels": provenance(form).get(Language::English),
        "passages": evaluation.passages,
        "measures": measures,
        "polarity": polarity,
        "rules": rules,
        "faults": evaluation.faults.iter().map(|it| json!({
            "rule": it.rule, "place": it.place, "reason": it.reason,
        })).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn figures(measure: &Measure, tally: Tally) -> Value {
    let mut out = Map::new();
    let (kind, name) = match measure {
        Measure::Primary(flaw) => ("flaw", flaw.name()),
        Measure::WithSecondary(flaw) => ("flaw-with-secondary", flaw.name()),
        Measure::Supports(norm) => ("norm-supported", norm.name()),
        Measure::Violates(norm) => ("norm-violated", norm.name()),
        Measure::Family(name) => ("family", name.as_str()),
        Measure::FamilyByAny(name) => ("family-by-any-rule", name.as_str()),
        Measure::Topic(name, _) => ("topic", name.as_str()),
        Measure::Plainer(flaw) => ("plainer", flaw.name()),
    };
    let exact = measure.has_precision();
    out.insert("kind".into(), kind.into());
    out.insert("name".into(), name.into());
    out.insert("labelled".into(), tally.labelled().into());
    out.insert("found".into(), (tally.right + tally.extra).into());
    out.insert("right".into(), tally.right.into());
    out.insert("precision".into(), tally.precision().filter(|_| exact).into());
    out.insert("recall".into(), tally.recall().into());
    out.insert("f1".into(), tally.f1().filter(|_| exact).into());
    Value::Object(out)
}
