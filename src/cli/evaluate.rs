//! `weeflint evaluate`: how well the rules find what people labelled.

use super::flags::form;
use super::{CLEAN, PARTLY, Packs, Speech, Stop, names, output, unknown_rule};
use crate::evaluate::{Form, evaluate, passages};
use crate::language::Language;
use crate::report::evaluate::{json, terminal};
use crate::report::messages::Text;
use clap::Args;
use std::path::PathBuf;

const NO_FORM: Text = Text::new(
    "de vorm van '{}' is niet te herkennen; noem hem met --format (gold, tosdr, unfair-tos, cuad, pairs)",
    "the form of '{}' can't be told; name it with --format (gold, tosdr, unfair-tos, cuad, pairs)",
);
const NO_PASSAGES: Text =
    Text::new("in '{}' staat geen gelabelde passage", "'{}' holds no labelled passage");
const BAD_LINE: Text = Text::new("{}, regel {}: overgeslagen, {}", "{}, line {}: left out, {}");

#[derive(Args)]
pub(super) struct Flags {
    /// Labelled passages: a file of JSON lines
    #[arg(long, value_name = "FILE", required = true)]
    labels: PathBuf,
    /// Form of the labels: gold, tosdr, unfair-tos, cuad or pairs [default: told by the first line]
    #[arg(long, value_name = "FORM", value_parser = form)]
    format: Option<Form>,
    /// Measure only this rule or group of rules; may be given more than once
    #[arg(long = "rule", value_name = "ID", value_delimiter = ',')]
    rules: Vec<String>,
    /// A label counts only where every labelling of the passage has it
    #[arg(long)]
    all_labellers: bool,
    /// Show the passages behind each miss (terminal only)
    #[arg(long)]
    misses: bool,
    /// Form of the figures
    #[arg(long, value_name = "FORMAT", default_value = "terminal", value_parser = ["terminal", "json"])]
    output_format: String,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let name = flags.labels.display().to_string();
    if !flags.labels.exists() {
        return Err(super::files::missing(&flags.labels, language));
    }
    let text =
        std::fs::read_to_string(&flags.labels).map_err(|error| Stop(format!("{name}: {error}")))?;
    let form = flags.format.or_else(|| Form::detect(&text));
    let form = form.ok_or_else(|| Stop(NO_FORM.fill(language, &[&name])))?;
    let (passages, troubles) = passages(&text, form, flags.all_labellers);
    for it in &troubles {
        let line = it.line.to_string();
        output::complain(&BAD_LINE.fill(language, &[&name, &line, &it.reason]));
    }
    if passages.is_empty() {
        return Err(Stop(NO_PASSAGES.fill(language, &[&name])));
    }
    let mut rules = flags.packs.load()?;
    for asked in &flags.rules {
        if !rules.iter().any(|it| names(asked, &it.id)) {
            return Err(unknown_rule(asked, &rules, language));
        }
    }
    rules.retain(|rule| match flags.rules.is_empty() {
        true => rule.record.on,
        false => flags.rules.iter().any(|it| names(it, &rule.id)),
    });
    let evaluation = evaluate(&rules, &passages);
    let style = output::style(flags.speech, flags.misses, environment);
    let shown = flags.misses.then_some(passages.as_slice());
    output::show(&match flags.output_format.as_str() {
        "json" => json(&evaluation, form, &passages),
        _ => terminal(&evaluation, form, shown, rules.all().len(), &style),
    })?;
    let whole = troubles.is_empty() && evaluation.faults.is_empty() && rules.faults.is_empty();
    Ok(if whole { CLEAN } else { PARTLY })
}
