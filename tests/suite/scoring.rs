//! Scores: the worked example of the rubric, and what must hold whatever the contract.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't prepare has failed"
)]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use std::sync::Arc;
use weeflint::analyze::{Facts, Party};
use weeflint::assess::{
    Assessed, Assessment, Hit, Missing, Rubric, Score, Shortfall, Status, Unit, assess,
    flaw_figures, norm_figures,
};
use weeflint::document::{Document, Draft, Format, Kind, Origin, Quality, Zone};
use weeflint::finding::{Charge, Confidence, Finding, Severity};
use weeflint::language::Language;
use weeflint::rewrite::Effect;
use weeflint::span::Span;
use weeflint::weave::{Flaw, Norm};

/// What a rule counts for, in one line.
fn charge(rule: &str, flaws: &[(Flaw, f64)], norms: &[(Norm, i8)]) -> Arc<Charge> {
    Arc::new(Charge {
        rule: rule.to_owned(),
        flaws: flaws.to_vec(),
        norms: norms.to_vec(),
        effect: Effect::Substance,
        absent: None,
    })
}

mod worked_example {
    //! Sixteen sentences of which five are one-sided; masses and weights as the rubric gives them.
    use super::*;

    fn hit(rule: &str, weight: u8, flaw: bool, norm: Norm, sign: i8) -> Hit {
        let flaws: &[_] = if flaw { &[(Flaw::OneSided, 1.0)] } else { &[] };
        Hit {
            charge: charge(rule, flaws, &[(norm, sign)]),
            span: Span::default(),
            force: f64::from(weight),
            strength: sign > 0,
        }
    }

    fn unit(mass: u32, hits: Vec<Hit>) -> Unit {
        Unit { mass: f64::from(mass), zone: 1.0, dilutes: true, reading: 0, article: 0, hits }
    }

    /// 153 words: five one-sided sentences, two that support reciprocity, nine plain ones.
    fn contract() -> Vec<Unit> {
        let mut units: Vec<Unit> =
            [11, 9, 11, 10, 11, 8, 6, 8, 7].map(|mass| unit(mass, vec![])).into();
        units.push(unit(13, vec![hit("one-way-indemnity", 4, true, Norm::Reciprocity, -1)]));
        units.push(unit(11, vec![hit("exit-at-will", 4, true, Norm::Loyalty, -1)]));
        units.push(unit(7, vec![hit("instruction-duty", 3, true, Norm::Autonomy, -1)]));
        units.push(unit(8, vec![hit("one-way-reporting", 2, true, Norm::Reciprocity, -1)]));
        units.push(unit(9, vec![hit("all-risk-on-one", 4, true, Norm::Equity, -1)]));
        units.push(unit(
            11,
            vec![
                hit("mutual-duty", 3, false, Norm::Reciprocity, 1),
                hit("two-way-information", 3, false, Norm::Reciprocity, 1),
            ],
        ));
        units.push(unit(13, vec![hit("mutual-evaluation", 4, false, Norm::Reciprocity, 1)]));
        units
    }

    /// The same with its indemnity made mutual and its exit talked over first.
    fn rewritten() -> Vec<Unit> {
        let mut units = contract();
        units[9] = unit(
            12,
            vec![
                hit("mutual-duty", 3, false, Norm::Reciprocity, 1),
                hit("mutual-words", 2, false, Norm::Reciprocity, 1),
            ],
        );
        units[10] = unit(17, vec![]);
        units
    }

    fn one_sided(units: &[Unit]) -> f64 {
        let missing = Missing {
            charge: charge("joint-decision", &[(Flaw::OneSided, 1.0)], &[]),
            span: Span::default(),
            points: 0.10,
        };
        flaw_figures(Flaw::OneSided, units, &[missing], Rubric::builtin()).score()
    }

    fn norm(units: &[Unit], norm: Norm) -> Option<f64> {
        norm_figures(norm, units, Rubric::builtin()).score().map(tenth)
    }

    fn tenth(value: f64) -> f64 {
        (value * 10.0).round() / 10.0
    }

    #[test]
    fn one_sided_is_86_7() {
        let figures = flaw_figures(Flaw::OneSided, &contract(), &[], Rubric::builtin());
        assert!((figures.hit - 27.04).abs() < 1e-9, "{figures:?}");
        assert_eq!(figures.free, 105.0);
        assert_eq!((figures.density * 1000.0).round(), 830.0);
        assert!((figures.peak - 0.128).abs() < 1e-9, "{figures:?}");
        assert_eq!(tenth(one_sided(&contract())), 86.7);
    }

    #[test]
    fn two_clauses_made_mutual_bring_it_to_60_8() {
        assert_eq!(tenth(one_sided(&rewritten())), 60.8);
    }

    #[test]
    fn twice_the_text_and_another_order_change_nothing() {
        let mut twice = contract();
        twice.extend(contract());
        assert_eq!(tenth(one_sided(&twice)), 86.7);
        let mut reversed = contract();
        reversed.reverse();
        assert_eq!(one_sided(&reversed), one_sided(&contract()));
    }

    #[test]
    fn one_more_instruction_raises_it_and_a_plain_sentence_lowers_it() {
        let mut more = contract();
        more.push(unit(25, vec![hit("instruction-duty", 3, true, Norm::Autonomy, -1)]));
        assert_eq!(tenth(one_sided(&more)), 92.5);
        let mut plain = contract();
        plain.push(unit(9, vec![]));
        assert_eq!(tenth(one_sided(&plain)), 85.1);
    }

    #[test]
    fn norms() {
        let before = contract();
        assert_eq!(norm(&before, Norm::Reciprocity), Some(53.6));
        assert_eq!(norm(&before, Norm::Loyalty), Some(16.8));
        assert_eq!(norm(&before, Norm::Autonomy), Some(29.7));
        assert_eq!(norm(&before, Norm::Equity), Some(20.6));
        assert_eq!(norm(&before, Norm::Honesty), None);
        assert_eq!(norm(&before, Norm::Integrity), None);
        let figures = norm_figures(Norm::Reciprocity, &before, Rubric::builtin());
        assert_eq!(figures.status(), Status::Mixed);
        assert_eq!(figures.other, 108.0);
        let after = rewritten();
        assert_eq!(norm(&after, Norm::Reciprocity), Some(79.2));
        assert_eq!(norm(&after, Norm::Loyalty), None);
    }
}

/// A sentence of a made-up contract: how many words, what is found in it, with what weight, and
/// whether its words are only about wording.
#[derive(Debug, Clone)]
struct Line {
    words: usize,
    found: Option<usize>,
    weight: u8,
}

/// The rules of the made-up contracts.
fn rules() -> [Arc<Charge>; 5] {
    let mut wording = charge("w", &[(Flaw::Unreadable, 1.0)], &[]).as_ref().clone();
    wording.effect = Effect::Wording;
    [
        charge("a", &[(Flaw::OneSided, 1.0)], &[(Norm::Reciprocity, -1)]),
        charge("b", &[(Flaw::OneSided, 1.0), (Flaw::RiskAvoidance, 0.5)], &[(Norm::Equity, -1)]),
        Arc::new(wording),
        charge("s", &[], &[(Norm::Reciprocity, 1)]),
        charge("t", &[(Flaw::Unowned, 1.0)], &[(Norm::Honesty, 1), (Norm::Loyalty, -1)]),
    ]
}

/// A contract of `lines`, each a paragraph of one sentence, and what is found in them.
fn contract(lines: &[Line], zone: Zone) -> (Document, Vec<Finding>) {
    let mut builder = Document::builder("contract.md", Format::Markdown);
    builder.language(Some(Language::Dutch));
    let mut distinct: Vec<String> = Vec::new();
    for line in lines {
        // Lines that are alike get the same words, others different ones; how heavy a finding is does
        // not change them.
        let key = format!("{} {:?}", line.words, line.found);
        let number = distinct.iter().position(|it| *it == key).unwrap_or(distinct.len());
        if number == distinct.len() {
            distinct.push(key);
        }
        let mut text = format!("Regel{number}");
        (1..line.words).for_each(|_| text.push_str(" woord"));
        text.push('.');
        let mut draft = Draft::new(Kind::Paragraph);
        draft.zone = Some(zone);
        draft.push(&text, Origin::Joined);
        builder.block(draft);
    }
    let mut doc = builder.finish();
    doc.sentences.iter_mut().for_each(|it| it.zone = zone);
    let rules = rules();
    let findings = doc
        .sentences
        .iter()
        .zip(lines)
        .filter_map(|(sentence, line)| Some((sentence, line, rules.get(line.found?)?)))
        .map(|(sentence, line, rule)| finding(rule, sentence.span, line.weight));
    let findings = findings.collect();
    (doc, findings)
}

fn finding(charge: &Arc<Charge>, span: Span, weight: u8) -> Finding {
    Finding {
        charge: charge.clone(),
        span,
        absence: charge.absent.is_some(),
        sentence: None,
        message: String::new(),
        severity: if charge.rule == "s" { Severity::Strength } else { Severity::Warning },
        confidence: Confidence::High,
        weight,
        labels: vec![],
        rewrites: vec![],
        fingerprint: String::new(),
    }
}

fn scores(lines: &[Line]) -> Assessment {
    let (doc, findings) = contract(lines, Zone::Operative);
    assess(&doc, &Facts::default(), &findings)
}

fn flaw(assessment: &Assessment, flaw: Flaw) -> f64 {
    let score = assessment.flaws.iter().find(|it| it.0 == flaw).map(|it| &it.1);
    score.and_then(|it| it.value).expect("a value")
}

fn norm(assessment: &Assessment, norm: Norm) -> &Score {
    assessment.norms.iter().find(|it| it.0 == norm).map(|it| &it.1).expect("every norm")
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let found = prop_oneof![6 => Just(None), 1 => (0usize..5).prop_map(Some)];
    let line = (3usize..70, found, 1u8..=5).prop_map(|(words, found, weight)| Line {
        words,
        found,
        weight,
    });
    // Enough to be assessed, however short the lines and however many are alike.
    proptest::collection::vec(line, 0..60).prop_map(|mut lines| {
        let plain = |words| Line { words, found: None, weight: 1 };
        lines.extend((20..40).map(plain));
        lines
    })
}

fn with(lines: &[Line], line: Line) -> Vec<Line> {
    let mut lines = lines.to_vec();
    lines.push(line);
    lines
}

const ROUNDED: f64 = 0.1 + 1e-9;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    #[test]
    fn m1_a_flawed_clause_never_lowers_its_flaw(
        lines in lines(), words in 3usize..70, rule in 0usize..2, weight in 1u8..=5,
    ) {
        let before = flaw(&scores(&lines), Flaw::OneSided);
        let after = scores(&with(&lines, Line { words, found: Some(rule), weight }));
        prop_assert!(flaw(&after, Flaw::OneSided) >= before);
    }

    #[test]
    fn m2_a_support_never_lowers_its_norm_and_a_violation_never_raises_it(
        lines in lines(), words in 3usize..70, weight in 1u8..=5,
    ) {
        let before = norm(&scores(&lines), Norm::Reciprocity).value;
        let with = |rule| scores(&with(&lines, Line { words, found: Some(rule), weight }));
        let support = norm(&with(3), Norm::Reciprocity).value.expect("not silent");
        let violation = norm(&with(0), Norm::Reciprocity).value.expect("not silent");
        prop_assert!(support >= before.unwrap_or(50.0));
        prop_assert!(violation <= before.unwrap_or(50.0));
    }

    #[test]
    fn m3_the_whole_contract_twice_scores_the_same(lines in lines()) {
        let twice: Vec<Line> = lines.iter().chain(&lines).cloned().collect();
        let (once, twice) = (scores(&lines), scores(&twice));
        for (a, b) in once.flaws.iter().map(|it| &it.1).zip(twice.flaws.iter().map(|it| &it.1)) {
            prop_assert_eq!(a.value, b.value);
        }
        for (a, b) in once.norms.iter().map(|it| &it.1).zip(twice.norms.iter().map(|it| &it.1)) {
            prop_assert_eq!((a.value, a.status), (b.value, b.status));
        }
        prop_assert_eq!(once.evidence.confidence, twice.evidence.confidence);
    }

    #[test]
    fn m4_the_order_of_clauses_and_of_findings_makes_no_difference(lines in lines()) {
        let backwards: Vec<Line> = lines.iter().rev().cloned().collect();
        let (once, other) = (scores(&lines), scores(&backwards));
        for (a, b) in once.flaws.iter().zip(&other.flaws) {
            prop_assert_eq!(a.1.value, b.1.value);
        }
        for (a, b) in once.norms.iter().zip(&other.norms) {
            prop_assert_eq!(a.1.value, b.1.value);
        }
        let (doc, mut findings) = contract(&lines, Zone::Operative);
        findings.reverse();
        prop_assert_eq!(assess(&doc, &Facts::default(), &findings), once);
    }

    #[test]
    fn m8_a_one_way_clause_made_mutual_lowers_its_flaw(
        lines in lines(), words in 6usize..60, weight in 1u8..=5,
    ) {
        // Where the same clause stands elsewhere too, one copy made mutual leaves the other.
        prop_assume!(!lines.iter().any(|it| it.words == words && it.found == Some(0)));
        let one_way = scores(&with(&lines, Line { words, found: Some(0), weight }));
        let mutual = scores(&with(&lines, Line { words, found: None, weight }));
        let (before, after) = (flaw(&one_way, Flaw::OneSided), flaw(&mutual, Flaw::OneSided));
        // Where the flaw is everywhere, one clause less may not show in a tenth of a point.
        prop_assert!(after < before || before > 99.0);
        let against = |it: &Assessment| norm(it, Norm::Reciprocity).sides().1;
        prop_assert!(against(&mutual) < against(&one_way) || against(&one_way) > 99.0);
    }

    #[test]
    fn m10_a_plain_sentence_lowers_a_flaw_by_at_most_its_share(
        lines in lines(), words in 6usize..60,
    ) {
        let before = scores(&lines);
        let after = scores(&with(&lines, Line { words, found: None, weight: 1 }));
        let (hit, free) = mass(&lines, Flaw::OneSided);
        let share = words as f64 / (hit + free + words as f64);
        let fall = flaw(&before, Flaw::OneSided) - flaw(&after, Flaw::OneSided);
        prop_assert!(fall <= 100.0 * share + ROUNDED, "{fall} {share}");
        prop_assert!(fall >= -ROUNDED);
        for name in Norm::ALL {
            let (was, is) = (norm(&before, name).sides(), norm(&after, name).sides());
            prop_assert!(is.0 <= was.0 + 2.0 * ROUNDED && is.1 <= was.1 + 2.0 * ROUNDED);
        }
    }

    #[test]
    fn m12_scores_lie_in_range_and_are_the_sum_of_their_parts(lines in lines()) {
        let scores = scores(&lines);
        let all = scores.flaws.iter().map(|it| &it.1).chain(scores.norms.iter().map(|it| &it.1));
        for score in all {
            prop_assert!((0.0..=1.0).contains(&score.confidence));
            let Some(value) = score.value else {
                prop_assert_eq!(score.status, Status::Silent);
                continue;
            };
            prop_assert!((0.0..=100.0).contains(&value));
            let tenths: i64 = score.parts.iter().map(|it| (it.points * 10.0).round() as i64).sum();
            prop_assert_eq!(tenths, (value * 10.0).round() as i64);
        }
    }

    #[test]
    fn m13_more_weight_never_lowers_what_it_feeds(
        lines in lines(), words in 3usize..70, rule in 0usize..4, weight in 1u8..5,
    ) {
        let lighter = scores(&with(&lines, Line { words, found: Some(rule), weight }));
        let heavier = scores(&with(&lines, Line { words, found: Some(rule), weight: weight + 1 }));
        for name in Flaw::ALL {
            prop_assert!(flaw(&heavier, name) >= flaw(&lighter, name));
        }
        for name in Norm::ALL {
            let (was, is) = (norm(&lighter, name).sides(), norm(&heavier, name).sides());
            prop_assert!(is.0 >= was.0 - 0.21 && is.1 >= was.1 - 0.21);
        }
    }
}

/// Hit and other mass for `flaw` in `lines`.
fn mass(lines: &[Line], flaw: Flaw) -> (f64, f64) {
    let (doc, findings) = contract(lines, Zone::Operative);
    let (units, _) = weeflint::assess::units(&doc, &findings, Rubric::builtin());
    let figures = flaw_figures(flaw, &units, &[], Rubric::builtin());
    (figures.hit, figures.free)
}

#[test]
fn an_empty_contract_is_not_assessed() {
    let doc = Document::builder("leeg.txt", Format::Text).finish();
    let assessment = assess(&doc, &Facts::default(), &[]);
    assert_eq!(assessment.evidence.assessed, Assessed::No);
    for (_, score) in &assessment.flaws {
        assert_eq!((score.value, score.status), (None, Status::NotEnoughEvidence));
    }
}

#[test]
fn a_short_text_repeated_stays_too_short() {
    let line = |number: usize| Line { words: 20 + number, found: None, weight: 1 };
    let short: Vec<Line> = (0..8).map(line).collect();
    let lines: Vec<Line> = (0..10).flat_map(|_| short.clone()).collect();
    let evidence = scores(&lines).evidence;
    assert_eq!(evidence.sentences, 8);
    assert!(evidence.shortfalls.contains(&Shortfall::Sentences { found: 8, needed: 15 }));
    assert!(evidence.shortfalls.contains(&Shortfall::Words { found: 188, needed: 300 }));
}

#[test]
fn a_text_that_came_out_badly_is_not_scored() {
    let lines: Vec<Line> =
        (0..40).map(|it| Line { words: 10 + it, found: None, weight: 1 }).collect();
    let (mut doc, findings) = contract(&lines, Zone::Operative);
    doc.quality = Quality { value: 0.4, ..Quality::default() };
    let evidence = assess(&doc, &Facts::default(), &findings).evidence;
    assert_eq!(evidence.assessed, Assessed::No);
    assert!(matches!(evidence.shortfalls[..], [Shortfall::Quality(_)]), "{evidence:?}");
}

#[test]
fn a_recital_counts_half_and_never_dilutes() {
    let lines = [Line { words: 20, found: Some(0), weight: 4 }];
    let (doc, findings) = contract(&lines, Zone::Recital);
    let (units, _) = weeflint::assess::units(&doc, &findings, Rubric::builtin());
    let figures = flaw_figures(Flaw::OneSided, &units, &[], Rubric::builtin());
    assert!((figures.hit - 20.0 * 0.64 / 2.0).abs() < 1e-9);
    let (doc, _) = contract(&lines, Zone::Recital);
    let (units, _) = weeflint::assess::units(&doc, &[], Rubric::builtin());
    assert_eq!(flaw_figures(Flaw::OneSided, &units, &[], Rubric::builtin()).free, 0.0);
}

#[test]
fn what_is_missing_counts_in_a_contract_and_not_in_a_fragment() {
    let lines: Vec<Line> =
        (0..40).map(|it| Line { words: 10 + it, found: None, weight: 1 }).collect();
    let (doc, _) = contract(&lines, Zone::Operative);
    let mut purpose = charge("shared-purpose", &[(Flaw::ConflictingInterests, 1.0)], &[]);
    Arc::make_mut(&mut purpose).absent = Some(0.15);
    let findings = [finding(&purpose, Span::default(), 4)];
    let party = Party {
        name: "Opdrachtgever".into(),
        aliases: vec!["Opdrachtgever".into()],
        role: None,
        mentions: Vec::new(),
        definition: Span::default(),
    };
    let facts = Facts { parties: vec![party], ..Facts::default() };
    let value = |facts| flaw(&assess(&doc, facts, &findings), Flaw::ConflictingInterests);
    assert_eq!(value(&facts), 15.0);
    assert_eq!(value(&Facts::default()), 0.0);
}

#[test]
fn a_contract_repeated_has_the_same_bands() {
    let article = |number: usize| {
        let hit = match number % 4 {
            0 => "Opdrachtgever kan de planning naar eigen inzicht wijzigen.",
            _ => "Partijen lezen het logboek van de vorige week samen door.",
        };
        format!(
            "# {number}. Onderdeel {number}\n\n{number}.1 De ploeg van wagen {number} rijdt op \
             dag {number} langs de wijk en haalt daar het papier en het glas op.\n\n{number}.2 {hit}\n\n"
        )
    };
    let text: String = (1..=16).map(article).collect();
    let bands = |text: &str| {
        let options =
            weeflint::read::Options { language: Some(Language::Dutch), ..Default::default() };
        let doc = weeflint::read::read("afval.md", text.as_bytes(), options).expect("it reads");
        let words = "naar eigen inzicht";
        let rule = &rules()[0];
        let findings: Vec<Finding> = doc
            .text
            .match_indices(words)
            .map(|(at, _)| finding(rule, Span::new(at, at + words.len()), 4))
            .collect();
        let scores = assess(&doc, &Facts::default(), &findings);
        let flaws = scores.flaws.iter().map(|it| (it.1.value, it.1.band));
        flaws.chain(scores.norms.iter().map(|it| (it.1.value, it.1.band))).collect::<Vec<_>>()
    };
    let once = bands(&text);
    let one_sided = once[Flaw::OneSided.number() - 1].1.expect("a band");
    assert!(one_sided.high - one_sided.low > 1.0, "{one_sided:?}");
    assert_eq!(once, bands(&text.repeat(2)));
}

/// The text of every fixture, with the language a clause for it is written in.
fn fixtures() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = std::fs::read_dir(root).expect("the fixtures are there");
    let mut found: Vec<(String, String)> = folders
        .filter_map(|it| {
            let folder = it.expect("a folder").path();
            let text = std::fs::read_to_string(folder.join("contract.md")).ok()?;
            Some((folder.file_name()?.to_string_lossy().into_owned(), text))
        })
        .collect();
    found.sort();
    assert!(found.len() >= 5, "the fixtures are there");
    found
}

static RULES: std::sync::LazyLock<weeflint::rule::Rules> =
    std::sync::LazyLock::new(weeflint::rule::Rules::builtin);

fn judged(text: &str) -> Assessment {
    let read = weeflint::read::read("contract.md", text.as_bytes(), Default::default());
    let doc = Arc::new(read.expect("Markdown"));
    let facts = Arc::new(weeflint::analyze::analyze(&doc));
    let checked = weeflint::check::check(&RULES, &doc, &facts, Default::default());
    assess(&doc, &facts, &checked.findings)
}

/// The largest difference between two assessments, and where; a silent norm stands in the middle.
fn furthest(a: &Assessment, b: &Assessment) -> (f64, String) {
    let flaws = a.flaws.iter().zip(&b.flaws).map(|(a, b)| (a.0.name(), a.1.value, b.1.value));
    let norms = a.norms.iter().zip(&b.norms).map(|(a, b)| (a.0.name(), a.1.value, b.1.value));
    flaws
        .chain(norms)
        .map(|(name, a, b)| ((a.unwrap_or(50.0) - b.unwrap_or(50.0)).abs(), name.to_owned()))
        .fold((0.0, String::new()), |most, it| if it.0 > most.0 { it } else { most })
}

#[test]
fn a_flawed_clause_added_to_a_fixture_never_lowers_its_flaw() {
    for (name, text) in fixtures() {
        let added = match name.starts_with("nl") {
            true => "Opdrachtgever kan de opdracht te allen tijde naar eigen inzicht wijzigen.",
            false => "The Customer may change the services at any time in its sole discretion.",
        };
        let (before, after) = (judged(&text), judged(&format!("{text}\n\n{added}\n")));
        if before.evidence.assessed == Assessed::No {
            continue;
        }
        for flaw in [Flaw::OneSided, Flaw::ConflictingInterests, Flaw::RiskAvoidance] {
            let of = |it: &Assessment| it.flaws[flaw.number() - 1].1.value.expect("a score");
            assert!(of(&after) >= of(&before) - 1e-9, "{name}: {}", flaw.name());
        }
    }
}

/// Clauses that plant one flaw at a time in a contract that has hardly any.
const PLANTED: [(Flaw, [&str; 2]); 8] = [
    (
        Flaw::ConflictingInterests,
        [
            "Elke besparing komt geheel ten goede aan de gemeente.\n\nDe gemeente laat bij elk besluit haar eigen belang \
             voorgaan.",
            "All savings accrue to the Company.\n\nThe Company puts its own interests first in every decision.",
        ],
    ),
    (
        Flaw::ExpectationMismatch,
        [
            "Huis & Buurt doet dit naar beste vermogen.\n\nAan mededelingen van de gemeente kunnen geen rechten worden \
             ontleend.",
            "The Partner uses reasonable efforts to do this.\n\nThe Company's forecasts are for information purposes only.",
        ],
    ),
    (
        Flaw::ChangeIsDelay,
        [
            "Wijzigingen van deze overeenkomst gelden alleen als beide directies ze schriftelijk hebben \
             ondertekend.\n\nEen afwijkende gang van zaken leidt nooit tot een wijziging van deze overeenkomst.",
            "No amendment is valid unless in writing and signed by the boards of both parties.\n\nNo course of dealing \
             changes this Agreement.",
        ],
    ),
    (
        Flaw::DetachedFromReality,
        [
            "Is een bepaling nietig, dan blijven de overige bepalingen onverminderd van kracht.\n\nNiets in deze \
             overeenkomst schept een maatschap, vennootschap onder firma of arbeidsovereenkomst.",
            "If any provision is held invalid, the remaining provisions remain in full force and effect.\n\nNothing in \
             this Agreement creates a partnership, joint venture or agency between the parties.",
        ],
    ),
    (
        Flaw::Unreadable,
        [
            "Ingeval en voor zover Huis & Buurt, niettegenstaande het bepaalde in de voorgaande artikelen en behoudens de \
             gevallen waarin krachtens deze overeenkomst anders is voorzien, ten aanzien van enig onderdeel hiervan \
             alsdan terzake in gebreke mocht blijken te zijn, geschiedt herstel dienovereenkomstig.",
            "In the event that, and to the extent that, the Partner, notwithstanding the provisions set forth herein and \
             save as otherwise provided hereunder pursuant to the terms hereof, should be deemed to have failed in \
             respect of the matters aforementioned, the same shall be remedied in accordance therewith.",
        ],
    ),
    (
        Flaw::OneSided,
        [
            "De gemeente kan de opdracht te allen tijde naar eigen inzicht wijzigen.\n\nHuis & Buurt mag niets doen zonder \
             voorafgaande schriftelijke toestemming van de gemeente.",
            "The Company may change the services at any time in its sole discretion.\n\nThe Partner shall do nothing \
             without the prior written consent of the Company.",
        ],
    ),
    (
        Flaw::Unowned,
        [
            "Klachten worden in behandeling genomen.\n\nEr wordt een stuurgroep ingesteld.",
            "Complaints shall be dealt with.\n\nA steering group shall be set up.",
        ],
    ),
    (
        Flaw::RiskAvoidance,
        [
            "Huis & Buurt vrijwaart de gemeente voor alle aanspraken van derden.\n\nBij te late levering is een direct \
             opeisbare boete van € 500 per dag verschuldigd.",
            "The Partner shall indemnify the Company against all third-party claims.\n\nFor each day of delay a penalty of \
             EUR 500 is due.",
        ],
    ),
];

#[test]
fn a_flaw_planted_in_a_good_contract_shows_as_itself() {
    let fixtures = fixtures();
    for (at, name) in ["nl-diensten-relationeel", "en-alliance"].into_iter().enumerate() {
        let text = &fixtures.iter().find(|it| it.0 == name).expect("the fixture is there").1;
        let before = judged(text);
        let place = text.match_indices("\n## ").nth(4).expect("five clauses").0;
        for (planted, clauses) in PLANTED {
            let after =
                judged(&format!("{}\n\n{}\n{}", &text[..place], clauses[at], &text[place..]));
            let rise = |flaw: Flaw| {
                let of = |it: &Assessment| it.flaws[flaw.number() - 1].1.value.expect("a score");
                of(&after) - of(&before)
            };
            assert!(rise(planted) > 5.0, "{name}: {} {:.1}", planted.name(), rise(planted));
            for other in Flaw::ALL.into_iter().filter(|it| *it != planted) {
                let (own, other_rise) = (rise(planted), rise(other));
                assert!(
                    other_rise < own / 2.0,
                    "{name}: {} {own:.1}, {} {other_rise:.1}",
                    planted.name(),
                    other.name()
                );
            }
        }
    }
}

#[test]
fn a_fixture_twice_in_another_order_or_spaced_otherwise_scores_the_same() {
    let mut far = Vec::new();
    for (name, text) in fixtures() {
        let whole = judged(&text);
        if whole.evidence.assessed == Assessed::No {
            continue;
        }
        // Articles change places two by two; what stands before the first stays in front.
        let mut articles: Vec<&str> = text.split("\n## ").collect();
        let count = articles.len();
        for at in (1..count.saturating_sub(2)).step_by(2) {
            articles.swap(at, at + 1);
        }
        let once = text.trim_end();
        let variants = [
            ("twice", format!("{text}\n\n{text}"), 0.0),
            ("three times", [once; 3].join("\n\n"), 0.0),
            ("twice, a line between", [once; 2].join("\n\n----------\n\n"), 0.0),
            ("the first half once more", format!("{text}\n\n{}", half(once)), 1.0),
            ("another order", articles.join("\n## "), 1.0),
            ("blank lines", text.replace("\n\n", "\n\n\n\n"), 1.0),
            ("line ends", text.replace('\n', "\r\n"), 1.0),
        ];
        for (variant, other, bound) in variants {
            let (most, of) = furthest(&whole, &judged(&other));
            if most > bound {
                far.push(format!("{name}, {variant}: {of} by {most:.1}"));
            }
        }
    }
    assert!(far.is_empty(), "{far:#?}");
}

#[test]
fn the_clause_that_comes_first_does_not_speak_for_a_finding_about_all_of_them() {
    let fixtures = fixtures();
    let text = &fixtures.iter().find(|it| it.0 == "nl-diensten-relationeel").expect("there").1;
    // One rule counts them and says so once, about a sentence of its choice.
    let mut asked = [
        "Zonder toestemming van de gemeente begint Huis & Buurt niet.",
        "Huis & Buurt huurt geen ruimte zonder voorafgaande toestemming van de gemeente.",
        "Zonder goedkeuring van de gemeente verschijnt er geen bericht in de krant.",
        "Zonder goedkeuring van de gemeente begint geen nieuwe medewerker, ook niet voor een dag, en daarvoor legt de \
         gemeente het plan van Huis & Buurt naast de planning van het jaar en de verklaring van wie hem eerder in dienst \
         had.",
    ];
    let place = text.match_indices("\n## ").nth(4).expect("five clauses").0;
    let (start, end) = text.split_at(place);
    let with = |asked: &[&str]| judged(&format!("{start}\n\n{}\n{end}", asked.join("\n\n")));
    let before = with(&asked);
    asked.reverse();
    let (most, of) = furthest(&before, &with(&asked));
    assert!(most <= 0.1, "{of} by {most:.1}");
}

/// The paragraphs of the first half of `text`.
fn half(text: &str) -> String {
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    paragraphs[..paragraphs.len() / 2].join("\n\n")
}

#[test]
fn a_short_contract_twice_gives_no_more_reason_to_miss_anything() {
    let clause = |number: usize| {
        format!(
            "{number}. De hovenier snoeit in week {number} de heg aan de straatkant en voert het \
             snoeisel dezelfde dag nog af naar de werf.\n\n"
        )
    };
    let text: String = (1..=12).map(clause).collect();
    let missed = |text: &str| {
        let read = weeflint::read::read("tuin.md", text.as_bytes(), Default::default());
        let doc = Arc::new(read.expect("Markdown"));
        let facts = Arc::new(weeflint::analyze::analyze(&doc));
        let checked = weeflint::check::check(&RULES, &doc, &facts, Default::default());
        checked.findings.iter().filter(|it| it.absence).count()
    };
    assert_eq!(missed(&text), 0);
    assert_eq!(missed(&text.repeat(2)), 0);
}
