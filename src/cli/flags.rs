//! What was asked, and one line for what was asked wrongly.

use crate::document::View;
use crate::evaluate::Form;
use crate::finding::Severity;
use crate::language::Language;
use crate::report::messages;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// `nl` or `en`.
pub(super) fn language(code: &str) -> Result<Language, String> {
    Language::parse(code).ok_or_else(|| "nl, en".to_owned())
}

/// `accepted` or `original`.
pub(super) fn revisions(name: &str) -> Result<View, String> {
    View::parse(name).ok_or_else(|| "accepted, original".to_owned())
}

/// The severity from which findings count, or none for `never`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FailOn(pub(super) Option<Severity>);

/// `info`, `warning`, `error` or `never`.
pub(super) fn fail_on(name: &str) -> Result<FailOn, String> {
    match name {
        "never" => Ok(FailOn(None)),
        _ => Severity::parse(name)
            .filter(|it| *it != Severity::Strength)
            .map(|it| FailOn(Some(it)))
            .ok_or_else(|| "info, warning, error, never".to_owned()),
    }
}

/// A form of labels.
pub(super) fn form(name: &str) -> Result<Form, String> {
    Form::parse(name).ok_or_else(|| Form::ALL.map(Form::name).join(", "))
}

/// The language of the person at the keyboard: Dutch where the environment says so.
pub(super) fn environment() -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|it| std::env::var(it).ok())
        .find(|it| !it.is_empty());
    match said {
        Some(said) if said.starts_with("nl") => Language::Dutch,
        _ => Language::English,
    }
}

/// Whether what clap calls an error is a page of help.
pub(super) fn is_help(error: &clap::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

/// A wrong command line in one line, with what may have been meant.
pub(super) fn one_line(error: &clap::Error, language: Language) -> String {
    let said = |kind| error.get(kind).map(plain).filter(|it| !it.is_empty());
    let arg = said(ContextKind::InvalidArg).unwrap_or_default();
    let value = said(ContextKind::InvalidValue).unwrap_or_default();
    let mut line = match error.kind() {
        ErrorKind::UnknownArgument => messages::UNKNOWN_FLAG.fill(language, &[&arg]),
        ErrorKind::InvalidSubcommand => {
            let name = said(ContextKind::InvalidSubcommand).unwrap_or_default();
            let mut line = messages::UNKNOWN_COMMAND.fill(language, &[&name]);
            if std::path::Path::new(&name).exists() {
                let meant = format!("weeflint check {name}");
                line.push_str(&messages::DID_YOU_MEAN.fill(language, &[&meant]));
            }
            line
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            messages::VALUE_MISSING.fill(language, &[&arg])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let mut line = messages::WRONG_VALUE.fill(language, &[&value, &arg]);
            let valid = said(ContextKind::ValidValue)
                .or_else(|| std::error::Error::source(error).map(ToString::to_string));
            if let Some(valid) = valid {
                line.push_str(&format!(" ({valid})"));
            }
            line
        }
        ErrorKind::MissingRequiredArgument => messages::ARGUMENT_MISSING.fill(language, &[&arg]),
        _ => {
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default();
            first.strip_prefix("error: ").unwrap_or(first).to_owned()
        }
    };
    let meant =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    // Of several the likeliest comes last.
    let likeliest = |it: String| it.rsplit(", ").next().map(str::to_owned);
    if let Some(meant) = meant.into_iter().find_map(said).and_then(likeliest) {
        line.push_str(&messages::DID_YOU_MEAN.fill(language, &[&meant]));
    }
    line
}

fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        other => other.to_string(),
    }
}
