//! `weeflint mcp`: a server of the Model Context Protocol over standard input and output, for programs
//! that talk with people about a contract.
//!
//! It opens only the file that a call names, writes none, and knows no network. What it hands back may
//! hold words of the contract: whether those may go on is for who runs the client to decide.

use super::check::Flags as Check;
use super::prepared::Prepared;
use super::rpc::{self, Framing, Received, Wrong};
use super::settings::Choice;
use super::{CLEAN, Packs, Speech, Stop, explain, files, read, rules};
use crate::language::Language;
use crate::read::{Options, read as read_contract};
use crate::report::messages::Text;
use crate::report::questions::{Copy, SHEETS};
use crate::report::{REPORTS, Style, harmless, redacted};
use crate::rule::Rule;
use clap::Args;
use serde_json::{Value, json};
use std::io::{self, BufReader};
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct Flags {
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

/// Versions of the protocol that are spoken, the newest first.
const VERSIONS: [&str; 3] = ["2025-06-18", "2025-03-26", "2024-11-05"];

/// Columns of the texts.
const WIDTH: usize = 100;

const ONE_OF: Text = Text::new(
    "geef 'path' (een bestand) of 'text' (het contract zelf), een van de twee",
    "give 'path' (a file) or 'text' (the contract itself), one of the two",
);
const TEXT_WANTED: Text = Text::new("'{}' moet tekst zijn", "'{}' must be text");
const MISSING: Text = Text::new("'{}' ontbreekt", "'{}' is missing");
const LANGUAGE: Text =
    Text::new("'{}' past niet bij 'language' (nl, en)", "'{}' doesn't fit 'language' (nl, en)");
const NO_GROUP: Text = Text::new(
    "geen regel of groep heet '{}'; zonder 'group' komen alle regels",
    "no rule or group is called '{}'; without 'group' all rules come",
);
const A_FOLDER: Text =
    Text::new("'{}' is een map; noem één bestand", "'{}' is a folder; name one file");
const REDACT: Text = Text::new(
    "de instellingen houden contracttekst binnen (redact), en dit zou die tonen",
    "the settings keep contract text inside (redact), and this would show it",
);
const WENT_WRONG: Text = Text::new(
    "er ging iets mis in weeflint zelf; deze vraag is niet beantwoord",
    "something went wrong in weeflint itself; this call was not answered",
);

/// A tool: its name, what it does, what it needs, and how it is done.
struct Tool {
    name: &'static str,
    about: &'static str,
    /// Its parameters beside those of `input`.
    input: Input,
    call: fn(&Server, &Value) -> Result<Answer, Stop>,
}

/// What a tool takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Input {
    /// A contract.
    Contract,
    /// The name of a rule.
    Rule,
    /// Perhaps a group of rules.
    Group,
}

const TOOLS: [Tool; 5] = [
    Tool {
        name: "check",
        about: "Judge a contract (Dutch or English): findings with place, why, question and proposal, and scores for eight weaving flaws and six relational norms. Measures text, not the relationship; no legal advice.",
        input: Input::Contract,
        call: check,
    },
    Tool {
        name: "read",
        about: "Show a contract as it was read: parties, clauses with their numbers, topics, text, and what could not be read.",
        input: Input::Contract,
        call: read_tool,
    },
    Tool {
        name: "questions",
        about: "The questions everyone answers before the first conversation about a contract.",
        input: Input::Contract,
        call: questions,
    },
    Tool {
        name: "explain",
        about: "The page of a rule: what it finds, why it matters, examples, what to ask.",
        input: Input::Rule,
        call: explain_tool,
    },
    Tool {
        name: "rules",
        about: "List the rules, or those of a group.",
        input: Input::Group,
        call: rules_tool,
    },
];

/// What a tool hands back.
struct Answer {
    text: String,
    structured: Value,
}

struct Server<'a> {
    flags: &'a Flags,
    environment: Language,
}

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    rpc::hush_defects();
    let server = Server { flags, environment };
    let mut input = BufReader::new(io::stdin());
    let mut output = io::stdout().lock();
    loop {
        let answer = match rpc::receive(&mut input, Framing::Lines) {
            Received::End => return Ok(CLEAN),
            Received::Broken => {
                let wrong = Wrong::new(rpc::PARSE, "no message of JSON-RPC");
                Some(rpc::answer(&Value::Null, Err(wrong)))
            }
            Received::Message(Value::Array(batch)) => {
                let answers: Vec<Value> = batch.iter().filter_map(|it| server.hear(it)).collect();
                (!answers.is_empty()).then(|| answers.into())
            }
            Received::Message(message) => server.hear(&message),
        };
        // A client that left ends the run.
        if let Some(answer) = answer
            && rpc::send(&mut output, Framing::Lines, &answer).is_err()
        {
            return Ok(CLEAN);
        }
    }
}

impl Server<'_> {
    /// The answer to a message that wants one.
    fn hear(&self, message: &Value) -> Option<Value> {
        let Some(method) = message["method"].as_str() else {
            let is_answer = message.get("result").or(message.get("error")).is_some();
            let wrong = Wrong::new(rpc::INVALID, "no request of JSON-RPC");
            let id = message.get("id").unwrap_or(&Value::Null);
            return (!is_answer).then(|| rpc::answer(id, Err(wrong)));
        };
        let id = message.get("id")?;
        Some(rpc::answer(id, self.request(method, &message["params"])))
    }

    fn request(&self, method: &str, params: &Value) -> Result<Value, Wrong> {
        match method {
            "initialize" => {
                let asked = params["protocolVersion"].as_str();
                let version = VERSIONS.iter().find(|it| Some(**it) == asked);
                Ok(json!({
                    "protocolVersion": version.unwrap_or(&VERSIONS[0]),
                    "capabilities": { "tools": {} },
                    "serverInfo": {
                        "name": env!("CARGO_PKG_NAME"),
                        "version": env!("CARGO_PKG_VERSION"),
                    },
                }))
            }
            "ping" => Ok(json!({})),
            "tools/list" => {
                Ok(json!({ "tools": TOOLS.iter().map(Tool::json).collect::<Vec<_>>() }))
            }
            "tools/call" => {
                let name = params["name"].as_str().unwrap_or_default();
                let tool = TOOLS.iter().find(|it| it.name == name);
                let tool = tool.ok_or_else(|| {
                    let known = TOOLS.map(|it| it.name).join(", ");
                    Wrong::new(rpc::PARAMETERS, format!("no tool is called '{name}' ({known})"))
                })?;
                Ok(self.call(tool, &params["arguments"]))
            }
            _ => Err(Wrong::new(rpc::NO_METHOD, "weeflint doesn't know this method")),
        }
    }

    fn call(&self, tool: &Tool, arguments: &Value) -> Value {
        // A defect of ours in one call must not end the conversation.
        let call = std::panic::AssertUnwindSafe(|| (tool.call)(self, arguments));
        let result = std::panic::catch_unwind(call)
            .unwrap_or_else(|_| Err(Stop(WENT_WRONG.get(self.language()).to_owned())));
        match result {
            Ok(Answer { text, structured }) => json!({
                "content": [{ "type": "text", "text": text }],
                "structuredContent": structured,
                "isError": false,
            }),
            Err(Stop(line)) => {
                json!({ "content": [{ "type": "text", "text": line }], "isError": true })
            }
        }
    }

    fn language(&self) -> Language {
        self.flags.speech.messages.unwrap_or(self.environment)
    }

    /// The contract that a call names, and what to judge it with.
    fn contract(&self, arguments: &Value) -> Result<Contract, Stop> {
        let said = self.language();
        let path = text(arguments, "path", said)?.map(PathBuf::from);
        let given = text(arguments, "text", said)?;
        let name = text(arguments, "name", said)?;
        let (path, bytes) = match (path, given) {
            (Some(path), None) if path.is_dir() => {
                return Err(Stop(A_FOLDER.fill(said, &[&path.display().to_string()])));
            }
            (Some(path), None) if path.exists() => {
                let bytes = super::check::bytes(&path, false)
                    .map_err(|it| Stop(format!("{}: {}", path.display(), it.text(said))))?;
                (path, bytes)
            }
            (Some(path), None) => return Err(files::missing(&path, said)),
            (None, Some(text)) => {
                (PathBuf::from(name.unwrap_or("contract.md")), text.as_bytes().to_vec())
            }
            _ => return Err(Stop(ONE_OF.get(said).to_owned())),
        };
        let messages = match text(arguments, "language", said)? {
            None => self.flags.speech.messages,
            Some(code) => {
                let language = Language::parse(code);
                Some(language.ok_or_else(|| Stop(LANGUAGE.fill(said, &[code])))?)
            }
        };
        let speech = Speech { messages, width: Some(WIDTH as u16) };
        let packs = self.flags.packs.clone();
        let check = Check::of(vec![path.clone()], Choice::default(), packs, speech);
        let check = Check { all: false, ..check };
        let here = path.parent().filter(|it| it.is_dir());
        let prepared = Prepared::new(&check, &check.paths, here, self.environment)?;
        Ok(Contract { name: path.display().to_string(), bytes, check, prepared })
    }
}

/// A contract with what it is judged with.
struct Contract {
    name: String,
    bytes: Vec<u8>,
    check: Check,
    prepared: Prepared,
}

impl Contract {
    /// What `show` makes of the judgment.
    fn judged<T>(&self, show: impl FnOnce(&crate::report::Run, &Style) -> T) -> Result<T, Stop> {
        let run = self.prepared.run(&self.check, &self.name, &self.bytes);
        let style = Style { color: false, ..self.prepared.style };
        if let Some(Err(refusal)) = run.entries.first().map(|it| it.result.as_ref()) {
            let line = refusal.text(self.prepared.language);
            return Err(Stop(format!("{}: {line}", self.name)));
        }
        let without = self.prepared.redacts().then(|| redacted(&run, &style));
        Ok(show(without.as_ref().unwrap_or(&run), &style))
    }
}

fn check(server: &Server, arguments: &Value) -> Result<Answer, Stop> {
    server.contract(arguments)?.judged(|run, style| {
        let written =
            |name| REPORTS.iter().find(|it| it.name == name).map(|it| (it.write)(run, style));
        Answer {
            text: written("terminal").unwrap_or_default(),
            structured: parsed(&written("json").unwrap_or_default()),
        }
    })
}

fn read_tool(server: &Server, arguments: &Value) -> Result<Answer, Stop> {
    let Contract { name, bytes, prepared, .. } = server.contract(arguments)?;
    let language = prepared.language;
    if prepared.redacts() {
        return Err(Stop(REDACT.get(language).to_owned()));
    }
    let doc = read_contract(&name, &bytes, Options::default())
        .map_err(|it| Stop(format!("{name}: {}", it.text(language))))?;
    Ok(Answer {
        text: harmless(&read::markdown(&doc, language)).into_owned(),
        structured: parsed(&read::json(&doc, language)),
    })
}

fn questions(server: &Server, arguments: &Value) -> Result<Answer, Stop> {
    server.contract(arguments)?.judged(|run, style| {
        let sheet = SHEETS.iter().find(|it| it.0 == "md");
        let text = sheet.map(|it| (it.1)(run, style, Copy::Participant)).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        let structured = json!({ "markdown": text });
        Answer { text, structured }
    })
}

fn explain_tool(server: &Server, arguments: &Value) -> Result<Answer, Stop> {
    let language = server.language();
    let name = text(arguments, "rule", language)?
        .ok_or_else(|| Stop(MISSING.fill(language, &["rule"])))?;
    let rules = server.flags.packs.nearest(language)?;
    let rule = explain::find(&rules, name, language)?;
    Ok(Answer { text: explain::page(rule, language, WIDTH), structured: rules::json(rule) })
}

fn rules_tool(server: &Server, arguments: &Value) -> Result<Answer, Stop> {
    let language = server.language();
    let group = text(arguments, "group", language)?;
    let rules = server.flags.packs.nearest(language)?;
    let wanted = |it: &&Rule| group.is_none_or(|group| super::names(group, &it.id));
    let chosen: Vec<&Rule> = rules.iter().filter(wanted).collect();
    if let Some(group) = group.filter(|_| chosen.is_empty()) {
        return Err(Stop(NO_GROUP.fill(language, &[group])));
    }
    let line = |it: &&Rule| {
        let title = &it.page.section(language).title;
        format!("{} ({}): {title}\n", it.id, it.record.severity.name())
    };
    let all: Vec<Value> = chosen.iter().map(|it| rules::json(it)).collect();
    Ok(Answer {
        text: chosen.iter().map(line).collect(),
        structured: json!({ "schema_version": 1, "rules": all }),
    })
}

/// The text at `name`, if there.
fn text<'a>(arguments: &'a Value, name: &str, language: Language) -> Result<Option<&'a str>, Stop> {
    match &arguments[name] {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        _ => Err(Stop(TEXT_WANTED.fill(language, &[name]))),
    }
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

impl Tool {
    /// As a client sees it.
    fn json(&self) -> Value {
        let string = |about: &str| json!({ "type": "string", "description": about });
        let schema = match self.input {
            Input::Contract => json!({
                "type": "object",
                "properties": {
                    "path": string("A contract: docx, pdf, odt, rtf, html, md or txt. This or text."),
                    "text": string("The contract itself, as Markdown, plain text or HTML."),
                    "name": string("What to call text; its extension helps to tell the format."),
                    "language": {
                        "type": "string",
                        "enum": ["nl", "en"],
                        "description": "Language of messages; the contract's own unless said.",
                    },
                },
                "additionalProperties": false,
            }),
            Input::Rule => json!({
                "type": "object",
                "properties": { "rule": string("Its id, or the last part of it.") },
                "required": ["rule"],
                "additionalProperties": false,
            }),
            Input::Group => json!({
                "type": "object",
                "properties": { "group": string("A flaw, a norm, or drafting; or the id of a rule.") },
                "additionalProperties": false,
            }),
        };
        json!({
            "name": self.name,
            "description": self.about,
            "inputSchema": schema,
            "annotations": { "readOnlyHint": true, "openWorldHint": false },
        })
    }
}
