//! `weeflint explain RULE`: its page.

use super::{CLEAN, Packs, Speech, Stop, output, unknown_rule};
use crate::language::Language;
use crate::report::messages;
use crate::report::{fill, pad};
use crate::rule::{Rule, Rules};
use clap::Args;

#[derive(Args)]
pub(super) struct Flags {
    /// The rule: one-sided/sole-discretion, or its last part where that is enough
    #[arg(value_name = "RULE")]
    rule: String,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let rules = flags.packs.nearest(language)?;
    let rule = find(&rules, &flags.rule, language)?;
    let width = output::style(flags.speech, false, environment).width;
    output::show(&page(rule, language, width))?;
    Ok(CLEAN)
}

/// The rule called `name`, or whose last part is called so where that is enough.
pub(super) fn find<'a>(rules: &'a Rules, name: &str, language: Language) -> Result<&'a Rule, Stop> {
    let is_last_part = |it: &&Rule| it.id.rsplit('/').next() == Some(name);
    let mut endings = rules.iter().filter(is_last_part);
    let by_ending = match (endings.next(), endings.next()) {
        (Some(rule), None) => Some(rule),
        _ => None,
    };
    rules.get(name).or(by_ending).ok_or_else(|| unknown_rule(name, rules, language))
}

/// Title, what it counts for, and the page.
pub(super) fn page(rule: &Rule, language: Language, width: usize) -> String {
    let section = rule.page.section(language);
    let mut out = format!("{}\n{}\n\n", section.title, rule.id);
    let flaws = rule.charge.flaws.iter().map(|it| messages::flaw(it.0).get(language));
    let norms = rule.charge.norms.iter().map(|(norm, sign)| {
        let sign = if *sign > 0 { '+' } else { '−' };
        format!("{sign} {}", messages::norm(*norm).get(language))
    });
    let facts = [
        (messages::SEVERITY, messages::severity(rule.record.severity).get(language).to_owned()),
        (messages::FLAWS, flaws.collect::<Vec<_>>().join(", ")),
        (messages::NORMS, norms.collect::<Vec<_>>().join(", ")),
        (messages::EFFECT, messages::effect(rule.charge.effect).get(language).to_owned()),
        (messages::FILE, rule.file.clone()),
    ];
    for (name, value) in facts.into_iter().filter(|it| !it.1.is_empty()) {
        let name = pad(name.get(language), 14);
        out.push_str(&fill(&format!("{name}{value}"), width, 14));
    }
    out.push('\n');
    out.push_str(&text(&section.text, language, width));
    if let Some(question) = rule.record.wording(language).and_then(|it| it.question.as_ref()) {
        let head = messages::QUESTION.get(language);
        out.push_str(&format!("\n{head}:\n{}", fill(&format!("  {question}"), width, 2)));
    }
    out
}

/// The page's Markdown for a terminal: paragraphs filled, examples indented under a word.
fn text(markdown: &str, language: Language, width: usize) -> String {
    let mut out = String::new();
    let mut paragraph = String::new();
    let mut example = false;
    for line in markdown.lines().chain([""]) {
        if let Some(kind) = line.trim().strip_prefix("```") {
            flush(&mut out, &mut paragraph, width, 0);
            example = !example;
            let head = match kind {
                "flag" => Some(messages::EXAMPLE_FLAG),
                "rewrite" => Some(messages::EXAMPLE_REWRITE),
                "pass" => Some(messages::EXAMPLE_PASS),
                _ => None,
            };
            if let Some(head) = head.filter(|_| example) {
                if !out.ends_with("\n\n") && !out.is_empty() {
                    out.push('\n');
                }
                out.push_str(&format!("{}:\n", head.get(language)));
            }
        } else if example {
            out.push_str(&fill(&format!("  {}", line.trim()), width, 2));
        } else if line.trim().is_empty() {
            flush(&mut out, &mut paragraph, width, 0);
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
        } else {
            if line.starts_with(['-', '*']) {
                flush(&mut out, &mut paragraph, width, 2);
            }
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

fn flush(out: &mut String, paragraph: &mut String, width: usize, indent: usize) {
    if !paragraph.is_empty() {
        out.push_str(&fill(paragraph, width, indent));
        paragraph.clear();
    }
}
