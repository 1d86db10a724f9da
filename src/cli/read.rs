//! `weeflint read FILE`: a contract as it was read, to see what rules see.

use super::check::bytes;
use super::flags::{language, revisions};
use super::{CLEAN, PARTLY, Speech, Stop, files, output};
use crate::analyze::{Bearer, Facts, Party, Topic, agreed};
use crate::assess::Rubric;
use crate::document::{Document, Doubt, Kind, Note, PageQuality, View, Zone};
use crate::language::Language;
use crate::read::{Options, read};
use crate::report::{harmless, messages};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct Flags {
    /// A contract, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Form::Markdown)]
    output_format: Form,
    /// Take the contract to be in this language: nl or en [default: detected]
    #[arg(long, value_name = "LANG", value_parser = language)]
    language: Option<Language>,
    /// What to read where changes are tracked: the text as accepted, or the original
    #[arg(long, value_name = "VIEW", default_value = "accepted", value_parser = revisions)]
    revisions: View,
    /// What to call standard input; its extension helps to tell the format
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    stdin_filename: String,
    #[command(flatten)]
    speech: Speech,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Markdown,
    Json,
}

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let stdin = flags.file.as_os_str() == "-";
    if !stdin && !flags.file.exists() {
        return Err(files::missing(&flags.file, language));
    }
    let name = match stdin {
        true => flags.stdin_filename.clone(),
        false => flags.file.display().to_string(),
    };
    let stop = |it: crate::read::Refusal| Stop(format!("{name}: {}", it.text(language)));
    let bytes = bytes(&flags.file, stdin).map_err(stop)?;
    let options = Options { language: flags.language, revisions: flags.revisions };
    let doc = read(&name, &bytes, options).map_err(stop)?;
    output::show(&match flags.output_format {
        Form::Markdown => harmless(&markdown(&doc, language)).into_owned(),
        Form::Json => json(&doc, language),
    })?;
    for note in &doc.notes {
        output::complain(&format!("{name}: {}", note.text(language)));
    }
    // The rubric is a table that takes time to read, and few files need it here.
    let quality = f64::from(doc.quality.value);
    let badly = quality < 1.0 && quality < Rubric::builtin().evidence.quality;
    Ok(if badly || doc.notes.iter().any(Note::leaves_text_out) { PARTLY } else { CLEAN })
}

/// What it was read as, the outline, then the text, with the number of each block.
pub(super) fn markdown(doc: &Document, language: Language) -> String {
    let mut out = summary(doc, language);
    for clause in &doc.clauses {
        let indent = "  ".repeat(usize::from(clause.level.saturating_sub(1)));
        let title = clause.title.map_or("", |it| &doc[it]);
        out.push_str(format!("{indent}- {} {title}", clause.number).trim_end());
        out.push('\n');
    }
    out.push_str("\n---\n\n");
    for block in &doc.blocks {
        let label = block.label.as_deref().map_or(String::new(), |it| format!("{it} "));
        let text = &doc[block.span];
        match block.kind {
            Kind::Heading(level) => {
                let signs = "#".repeat(usize::from(level.clamp(1, 6)));
                out.push_str(&format!("{signs} {label}{text}\n\n"));
            }
            _ => out.push_str(&format!("{label}{text}\n\n")),
        }
    }
    out
}

/// Format, language, parties and quality, a line each.
fn summary(doc: &Document, language: Language) -> String {
    let nl = language == Language::Dutch;
    let or_none = |it: String| match it.is_empty() {
        true => if nl { "niet gevonden" } else { "not found" }.to_owned(),
        false => it,
    };
    let facts = agreed(doc);
    let parties: Vec<String> = facts.parties.iter().map(with_names).collect();
    let spoken = or_none(doc.language.map_or("", Language::code).to_owned());
    let mut quality = messages::decimal(doc.quality.value.into(), 2, language);
    let page = |it: &PageQuality| {
        let reason = it.reason.map_or("", |it| it.text(language));
        let value = messages::decimal(it.value.into(), 2, language);
        format!("p. {}: {value}, {reason}", it.page)
    };
    let mut reasons: Vec<String> =
        doc.quality.pages.iter().filter(|it| it.reason.is_some()).map(page).collect();
    if doc.quality.pages.is_empty() {
        reasons.extend(doc.quality.reasons.iter().map(|it| it.text(language).to_owned()));
    }
    if !reasons.is_empty() {
        quality.push_str(&format!(" ({})", reasons.join("; ")));
    }
    let names = match nl {
        true => ["Gelezen als", "Taal", "Partijen", "Gepaarde rechten", "Onderwerpen", "Kwaliteit"],
        false => ["Read as", "Language", "Parties", "Paired rights", "Topics", "Quality"],
    };
    let values = [
        doc.format.name().to_owned(),
        spoken,
        or_none(parties.join("; ")),
        or_none(paired(&facts, language)),
        or_none(shares(&facts, language)),
        quality,
    ];
    let lines = names.iter().zip(values).map(|(name, value)| format!("{name}: {value}  \n"));
    lines.chain(["\n".to_owned()]).collect()
}

/// "Opdrachtgever (Zonnehof B.V.)": what it is called, and its other names.
fn with_names(party: &Party) -> String {
    let others: Vec<&str> =
        party.aliases.iter().filter(|it| **it != party.name).map(String::as_str).collect();
    match others.is_empty() {
        true => party.name.clone(),
        false => format!("{} ({})", party.name, others.join(", ")),
    }
}

/// "termination one-sided: Supplier, audit mutual".
fn paired(facts: &Facts, language: Language) -> String {
    let each = facts.balance.paired.iter().map(|it| {
        let subject = it.subject.title(language);
        let standing = it.standing.title(language);
        let has = it.standing.favours().and_then(|it| match it {
            Bearer::Party(at) => facts.parties.get(at).map(|it| it.name.clone()),
            Bearer::Speaker => Some(if language == Language::Dutch { "wij" } else { "we" }.into()),
            Bearer::Reader => Some(if language == Language::Dutch { "u" } else { "you" }.into()),
            _ => None,
        });
        match has {
            Some(name) => format!("{subject} {standing} ({name})"),
            None => format!("{subject} {standing}"),
        }
    });
    each.collect::<Vec<String>>().join(", ")
}

/// "legal 62 %, substance 30 %, relational 8 %" of the words whose topic is known.
fn shares(facts: &Facts, language: Language) -> String {
    let names = match language {
        Language::Dutch => ["juridisch", "inhoud", "relatie"],
        Language::English => ["legal", "substance", "relational"],
    };
    let Some(shares) = facts.topics.shares() else { return String::new() };
    let each = names.iter().zip(shares).map(|(name, it)| format!("{name} {:.0} %", it * 100.0));
    each.collect::<Vec<String>>().join(", ")
}

#[derive(Serialize)]
struct Out<'a> {
    path: &'a str,
    sha256: &'a str,
    format: &'static str,
    language: Option<&'static str>,
    quality: f32,
    quality_reasons: Vec<&'static str>,
    pages: Vec<PageOut>,
    parties: Vec<String>,
    duties: Vec<DutyOut<'a>>,
    notes: Vec<String>,
    clauses: Vec<ClauseOut<'a>>,
    blocks: Vec<BlockOut<'a>>,
}

#[derive(Serialize)]
struct PageOut {
    page: u32,
    quality: f32,
    words: u32,
    letters: u32,
    unknown_letters: u32,
    reason: Option<&'static str>,
}

#[derive(Serialize)]
struct ClauseOut<'a> {
    number: &'a str,
    title: Option<&'a str>,
    level: u8,
    topic: Option<&'static str>,
}

#[derive(Serialize)]
struct DutyOut<'a> {
    bearer: &'a str,
    modality: &'static str,
    words: &'a str,
    action: &'a str,
    condition: Option<&'a str>,
    deadline: Option<&'a str>,
    sanction: Option<&'a str>,
}

#[derive(Serialize)]
struct BlockOut<'a> {
    kind: &'static str,
    label: Option<&'a str>,
    clause: Option<&'a str>,
    page: Option<u32>,
    language: Option<&'static str>,
    zone: &'static str,
    sentences: Vec<&'a str>,
}

pub(super) fn json(doc: &Document, language: Language) -> String {
    let clause = |at: u32| doc.clauses.get(at as usize).map(|it| it.number.as_str());
    let blocks = doc.blocks.iter().map(|it| BlockOut {
        kind: kind(it.kind),
        label: it.label.as_deref(),
        clause: it.clause.and_then(clause),
        page: it.page,
        language: it.language.map(Language::code),
        zone: zone(it.zone),
        sentences: doc.sentences_in(it.sentences).iter().map(|it| &doc[it.span]).collect(),
    });
    let facts = agreed(doc);
    let topics = facts.topics.of_clauses.iter().map(|it| it.map(Topic::id));
    let clauses = doc.clauses.iter().zip(topics).map(|(it, topic)| ClauseOut {
        number: &it.number,
        title: it.title.map(|it| &doc[it]),
        level: it.level,
        topic,
    });
    let who = |bearer: Bearer| match bearer {
        Bearer::Party(at) => facts.parties.get(at).map_or("", |it| &it.name),
        Bearer::Every => "every",
        Bearer::Speaker => "speaker",
        Bearer::Reader => "reader",
        Bearer::Nobody => "nobody",
    };
    let duties = facts.duties.iter().map(|it| DutyOut {
        bearer: who(it.bearer),
        modality: it.modality.name(),
        words: &doc[it.words],
        action: doc[it.action].trim(),
        condition: it.condition.map(|it| &doc[it]),
        deadline: it.deadline.map(|it| &doc[it]),
        sanction: it.sanction.map(|it| &doc[it]),
    });
    let out = Out {
        path: &doc.name,
        sha256: &doc.sha256,
        format: doc.format.name(),
        language: doc.language.map(Language::code),
        quality: doc.quality.value,
        quality_reasons: doc.quality.reasons.iter().map(|it| it.name()).collect(),
        pages: doc.quality.pages.iter().map(page).collect(),
        parties: facts.parties.iter().map(|it| it.name.clone()).collect(),
        duties: duties.collect(),
        notes: doc.notes.iter().map(|it| it.text(language)).collect(),
        clauses: clauses.collect(),
        blocks: blocks.collect(),
    };
    let mut text = serde_json::to_string_pretty(&out).unwrap_or_default();
    text.push('\n');
    text
}

fn page(of: &PageQuality) -> PageOut {
    PageOut {
        page: of.page,
        quality: of.value,
        words: of.words,
        letters: of.letters,
        unknown_letters: of.unknown,
        reason: of.reason.map(Doubt::name),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Heading(_) => "heading",
        Kind::Paragraph => "paragraph",
        Kind::Item(_) => "item",
        Kind::Cell { .. } => "cell",
        Kind::Footnote => "footnote",
        Kind::Header => "header",
        Kind::Footer => "footer",
    }
}

fn zone(zone: Zone) -> &'static str {
    match zone {
        Zone::Operative => "operative",
        Zone::Recital => "recital",
        Zone::Definition => "definition",
        Zone::Heading => "heading",
        Zone::Parties => "parties",
        Zone::Contents => "contents",
        Zone::Signature => "signature",
        Zone::Data => "data",
        Zone::Furniture => "furniture",
    }
}
