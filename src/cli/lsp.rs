//! `weeflint lsp`: a language server, for editors in which contracts are written as Markdown, text
//! or HTML. Findings are diagnostics, pages of rules are hovers, proposals are quick fixes.
//!
//! Settings, packs and ledger are those of the folder of each contract; they are read when a contract
//! is opened or saved. Only what the editor opens is judged, and nothing of it is logged.

use super::check::Flags as Check;
use super::lines::Lines;
use super::prepared::Prepared;
use super::rpc::{self, Framing, Received, Wrong};
use super::settings::Choice;
use super::{CLEAN, FOUND, Packs, Speech, Stop};
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::report::messages::{self, Text};
use crate::report::{Judged, in_file};
use crate::rewrite::Effect;
use crate::span::Span;
use clap::Args;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufReader};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};

#[derive(Args)]
pub(super) struct Flags {
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
    /// For editors that say so; standard input and output are the only way
    #[arg(long, hide = true)]
    stdio: bool,
}

const PROPOSAL: Text = Text::new("Voorstel ({}): {}", "Proposal ({}): {}");
const FILL_IN: Text =
    Text::new("Voorstel om in te vullen ({}): {}", "Proposal to fill in ({}): {}");
const NO_SUCH_METHOD: &str = "weeflint doesn't know this method";

/// Letters of a proposal that are shown in its title.
const TITLE: usize = 70;

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    rpc::hush_defects();
    let (sender, receiver) = mpsc::channel();
    // Reading goes on while a contract is judged, so that of many changes only the last is judged.
    std::thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        loop {
            let received = rpc::receive(&mut input, Framing::Headers);
            let end = received == Received::End;
            if sender.send(received).is_err() || end {
                return;
            }
        }
    });
    let server =
        Server { flags, environment, open: BTreeMap::new(), narrow: false, state: State::Fresh };
    Ok(server.serve(&receiver))
}

/// How far the editor and the server are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Fresh,
    Ready,
    Closing,
}

struct Server<'a> {
    flags: &'a Flags,
    environment: Language,
    /// The contracts that are open, by URI.
    open: BTreeMap<String, Contract>,
    /// Whether columns are counted in UTF-8 and not, as usual, in UTF-16.
    narrow: bool,
    state: State,
}

/// A contract that is open.
struct Contract {
    /// Its path, or a name that tells its format.
    path: PathBuf,
    text: String,
    version: Value,
    /// What it is judged with; none where settings are wrong.
    desk: Option<(Check, Prepared)>,
    /// The last judgment; none where the text changed since, or can't be read.
    judged: Option<Judged>,
    /// Whether text or settings changed since it was judged.
    stale: bool,
    /// Whether the editor knows what was found.
    told: bool,
}

impl Server<'_> {
    /// Answers until the editor leaves; the exit code.
    fn serve(mut self, received: &Receiver<Received>) -> u8 {
        loop {
            let message = match received.try_recv() {
                Ok(message) => message,
                Err(_) => {
                    // Nothing waits: time to judge what changed.
                    if self.publish().is_err() {
                        return FOUND;
                    }
                    match received.recv() {
                        Ok(message) => message,
                        Err(_) => return FOUND,
                    }
                }
            };
            let message = match message {
                Received::Message(message) => message,
                Received::Broken => {
                    let wrong = Wrong::new(rpc::PARSE, "no message of JSON-RPC");
                    if send(&rpc::answer(&Value::Null, Err(wrong))).is_err() {
                        return FOUND;
                    }
                    continue;
                }
                Received::End => return FOUND,
            };
            let method = message["method"].as_str().unwrap_or_default();
            if method == "exit" {
                return if self.state == State::Closing { CLEAN } else { FOUND };
            }
            let sent = match message.get("id") {
                // An answer to something that was never asked.
                Some(_) if method.is_empty() && message.get("method").is_none() => Ok(()),
                Some(id) => {
                    let result = self.request(method, &message["params"]);
                    send(&rpc::answer(id, result))
                }
                None => self.hear(method, &message["params"]),
            };
            if sent.is_err() {
                return FOUND;
            }
        }
    }

    fn request(&mut self, method: &str, params: &Value) -> Result<Value, Wrong> {
        match (self.state, method) {
            (State::Fresh, "initialize") => Ok(self.initialize(params)),
            (State::Fresh, _) => Err(Wrong::new(rpc::TOO_EARLY, "initialize comes first")),
            (State::Closing, _) => Err(Wrong::new(rpc::INVALID, "the server was shut down")),
            (State::Ready, "shutdown") => {
                self.state = State::Closing;
                Ok(Value::Null)
            }
            (State::Ready, "textDocument/hover") => Ok(self.hover(params)),
            (State::Ready, "textDocument/codeAction") => Ok(self.actions(params)),
            (State::Ready, "initialize") => Err(Wrong::new(rpc::INVALID, "already initialized")),
            (State::Ready, _) => Err(Wrong::new(rpc::NO_METHOD, NO_SUCH_METHOD)),
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        let encodings = params["capabilities"]["general"]["positionEncodings"].as_array();
        self.narrow = encodings.is_some_and(|it| it.iter().any(|it| it == "utf-8"));
        self.state = State::Ready;
        json!({
            "capabilities": {
                "positionEncoding": if self.narrow { "utf-8" } else { "utf-16" },
                "textDocumentSync": { "openClose": true, "change": 2, "save": true },
                "hoverProvider": true,
                "codeActionProvider": { "codeActionKinds": ["quickfix"] },
            },
            "serverInfo": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        })
    }

    /// What the editor tells.
    fn hear(&mut self, method: &str, params: &Value) -> io::Result<()> {
        if self.state != State::Ready {
            return Ok(());
        }
        let document = &params["textDocument"];
        let Some(uri) = document["uri"].as_str() else {
            // Settings changed on disk.
            if method == "workspace/didChangeWatchedFiles" {
                let all: Vec<String> = self.open.keys().cloned().collect();
                all.iter().try_for_each(|uri| self.settle(uri))?;
            }
            return Ok(());
        };
        match method {
            "textDocument/didOpen" => {
                let contract = Contract {
                    path: path(uri, document["languageId"].as_str().unwrap_or_default()),
                    text: document["text"].as_str().unwrap_or_default().to_owned(),
                    version: document["version"].clone(),
                    desk: None,
                    judged: None,
                    stale: true,
                    told: false,
                };
                self.open.insert(uri.to_owned(), contract);
                self.settle(uri)
            }
            "textDocument/didChange" => {
                let narrow = self.narrow;
                if let Some(contract) = self.open.get_mut(uri) {
                    let changes = params["contentChanges"].as_array();
                    changes.into_iter().flatten().for_each(|it| contract.change(it, narrow));
                    contract.version = document["version"].clone();
                    (contract.stale, contract.told) = (true, false);
                }
                Ok(())
            }
            // Settings, packs or decisions may have been saved along.
            "textDocument/didSave" => self.settle(uri),
            "textDocument/didClose" => match self.open.remove(uri) {
                Some(_) => send(&diagnostics(uri, &Value::Null, Vec::new())),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Reads settings, packs and ledger of a contract anew.
    fn settle(&mut self, uri: &str) -> io::Result<()> {
        let Some(contract) = self.open.get_mut(uri) else { return Ok(()) };
        (contract.stale, contract.told) = (true, false);
        let paths = vec![contract.path.clone()];
        let here = contract.path.parent().filter(|it| it.is_dir());
        let (packs, speech) = (self.flags.packs.clone(), self.flags.speech);
        let check = Check::of(paths.clone(), Choice::default(), packs, speech);
        match Prepared::new(&check, &paths, here, self.environment) {
            Ok(prepared) => {
                contract.desk = Some((check, prepared));
                Ok(())
            }
            Err(Stop(line)) => {
                contract.desk = None;
                let params = json!({ "type": 1, "message": format!("weeflint: {line}") });
                send(&rpc::notification("window/showMessage", params))
            }
        }
    }

    /// Judges what changed, and says what was found.
    fn publish(&mut self) -> io::Result<()> {
        for (uri, contract) in &mut self.open {
            if !contract.told {
                contract.judge();
                contract.told = true;
                let found = contract.diagnostics(uri, self.narrow);
                send(&diagnostics(uri, &contract.version, found))?;
            }
        }
        Ok(())
    }

    /// The contract that `params` speak of, judged as it is now.
    fn contract(&mut self, params: &Value) -> Option<(&str, &Contract)> {
        let uri = params["textDocument"]["uri"].as_str()?;
        let contract = self.open.get_mut(uri)?;
        contract.judge();
        self.open.get_key_value(uri).map(|it| (it.0.as_str(), it.1))
    }

    /// What was found here, why it matters, and what to ask.
    fn hover(&mut self, params: &Value) -> Value {
        let narrow = self.narrow;
        let Some((_, contract)) = self.contract(params) else { return Value::Null };
        let lines = Lines::new(&contract.text, narrow);
        let Some(at) = lines.byte(&params["position"]) else { return Value::Null };
        let mut pages = Vec::new();
        let mut range = Value::Null;
        for (finding, span) in contract.findings() {
            if !finding.absence && span.start as usize <= at && at <= span.end as usize {
                pages.push(contract.page(finding));
                range = lines.range(span);
            }
        }
        if pages.is_empty() {
            return Value::Null;
        }
        let text = pages.join("\n\n---\n\n");
        json!({ "contents": { "kind": "markdown", "value": text }, "range": range })
    }

    /// The proposals for what was found in a range.
    fn actions(&mut self, params: &Value) -> Value {
        let narrow = self.narrow;
        let wanted = params["context"]["only"].as_array();
        // Kinds are a tree: `quickfix` is asked for by its own name or by that of all.
        if wanted.is_some_and(|it| !it.iter().any(|it| it == "quickfix" || it == "")) {
            return json!([]);
        }
        let Some((uri, contract)) = self.contract(params) else { return json!([]) };
        let lines = Lines::new(&contract.text, narrow);
        let asked = &params["range"];
        let (from, to) = (lines.byte(&asked["start"]), lines.byte(&asked["end"]));
        let (Some(from), Some(to)) = (from, to) else { return json!([]) };
        let Some(judged) = &contract.judged else { return json!([]) };
        let mut actions = Vec::new();
        for (finding, span) in contract.findings() {
            if (span.end as usize) < from || to < span.start as usize {
                continue;
            }
            for rewrite in &finding.rewrites {
                let Some(edits) = in_file(&judged.document, &contract.text, rewrite) else {
                    continue;
                };
                let edits: Vec<Value> = edits
                    .iter()
                    .map(|it| json!({ "range": lines.range(it.span), "newText": it.text }))
                    .collect();
                let language = contract.language();
                let effect = messages::effect(rewrite.effect).get(language);
                let head = if rewrite.text.contains('{') { FILL_IN } else { PROPOSAL };
                let mut changes = Map::new();
                changes.insert(uri.to_owned(), edits.into());
                actions.push(json!({
                    "title": head.fill(language, &[effect, &shortened(&rewrite.text)]),
                    "kind": "quickfix",
                    "diagnostics": [contract.diagnostic(finding, span, uri, &lines)],
                    "isPreferred": rewrite.effect == Effect::Typographic,
                    "edit": { "changes": changes },
                }));
            }
        }
        actions.into()
    }
}

impl Contract {
    /// Takes in a change: of a range, or of the whole text.
    fn change(&mut self, change: &Value, narrow: bool) {
        let Some(text) = change["text"].as_str() else { return };
        let range = change.get("range").filter(|it| it.is_object());
        let Some(range) = range else {
            text.clone_into(&mut self.text);
            return;
        };
        let lines = Lines::new(&self.text, narrow);
        if let (Some(start), Some(end)) = (lines.byte(&range["start"]), lines.byte(&range["end"])) {
            self.text.replace_range(start.min(end)..end.max(start), text);
        }
    }

    /// Judges it, if anything changed.
    fn judge(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let name = self.path.display().to_string();
        self.judged = self.desk.as_ref().and_then(|(check, prepared)| {
            let run = prepared.run(check, &name, self.text.as_bytes());
            // A text that is empty or too odd to read has no findings.
            run.entries.into_iter().next()?.result.ok()
        });
    }

    fn language(&self) -> Language {
        let (desk, judged) = (self.desk.as_ref(), self.judged.as_ref());
        let said =
            desk.zip(judged).map(|((_, it), judged)| it.style.language_for(&judged.document));
        said.unwrap_or(Language::English)
    }

    /// What is open, with its bytes; strengths ask for nothing.
    fn findings(&self) -> impl Iterator<Item = (&Finding, Span)> {
        let judged = self.judged.iter();
        judged.flat_map(|judged| {
            let open = judged.findings.iter().filter(|it| it.severity != Severity::Strength);
            open.filter_map(|it| {
                // What is missing is shown at the top: it has no words.
                let nowhere = it.absence.then(Span::default);
                Some((it, nowhere.or_else(|| judged.document.source_of(it.span))?))
            })
        })
    }

    fn diagnostics(&self, uri: &str, narrow: bool) -> Vec<Value> {
        let lines = Lines::new(&self.text, narrow);
        self.findings().map(|(it, span)| self.diagnostic(it, span, uri, &lines)).collect()
    }

    fn diagnostic(&self, finding: &Finding, span: Span, uri: &str, lines: &Lines) -> Value {
        let mut value = json!({
            "range": lines.range(span),
            "severity": match finding.severity {
                Severity::Error => 1,
                Severity::Warning => 2,
                Severity::Info => 3,
                Severity::Strength => 4,
            },
            "source": env!("CARGO_PKG_NAME"),
            "code": finding.charge.rule,
            "message": self.message(finding),
            "data": { "fingerprint": finding.fingerprint },
        });
        let document = self.judged.as_ref().map(|it| &it.document);
        let labels = finding.labels.iter().filter_map(|it| {
            let range = lines.range(document?.source_of(it.span)?);
            Some(json!({ "location": { "uri": uri, "range": range }, "message": it.text }))
        });
        let labels: Vec<Value> = labels.collect();
        if let (false, Value::Object(value)) = (labels.is_empty(), &mut value) {
            value.insert("relatedInformation".to_owned(), labels.into());
        }
        value
    }

    fn message(&self, finding: &Finding) -> String {
        let rule = self.desk.as_ref().and_then(|it| it.1.rules.get(&finding.charge.rule));
        let title = rule.map(|it| it.page.section(self.language()).title.as_str());
        let said = [finding.message.as_str(), title.unwrap_or(""), &finding.charge.rule];
        said.into_iter().find(|it| !it.is_empty()).unwrap_or("").to_owned()
    }

    /// Title, what was found, why it matters, and the question that goes with it.
    fn page(&self, finding: &Finding) -> String {
        let language = self.language();
        let rule = self.desk.as_ref().and_then(|it| it.1.rules.get(&finding.charge.rule));
        let Some(rule) = rule else { return self.message(finding) };
        let section = rule.page.section(language);
        let mut page =
            format!("**{}** (`{}`)\n\n{}", section.title, rule.id, self.message(finding));
        if !section.why.is_empty() {
            page.push_str(&format!("\n\n{}", section.why));
        }
        if let Some(question) = rule.record.wording(language).and_then(|it| it.question.as_ref()) {
            page.push_str(&format!("\n\n*{}:* {question}", messages::QUESTION.get(language)));
        }
        page
    }
}

fn diagnostics(uri: &str, version: &Value, found: Vec<Value>) -> Value {
    let mut params = json!({ "uri": uri, "diagnostics": found });
    if let (true, Value::Object(params)) = (version.is_number(), &mut params) {
        params.insert("version".to_owned(), version.clone());
    }
    rpc::notification("textDocument/publishDiagnostics", params)
}

fn send(message: &Value) -> io::Result<()> {
    rpc::send(&mut io::stdout().lock(), Framing::Headers, message)
}

/// The file of a URI. What has none gets a name that tells its format.
fn path(uri: &str, language: &str) -> PathBuf {
    let path = uri.strip_prefix("file://").map(|it| {
        // A host before the path is this machine.
        let path = it.find('/').map_or(it, |at| &it[at..]);
        let plain = decoded(path);
        // `/C:/x` is `C:/x`.
        let drive = plain.get(2..3) == Some(":") && plain.starts_with('/');
        PathBuf::from(if drive { &plain[1..] } else { &plain })
    });
    let path = path.unwrap_or_else(|| PathBuf::from("untitled"));
    match (path.extension(), language) {
        (None, "markdown") => path.with_extension("md"),
        (None, "html") => path.with_extension("html"),
        _ => path,
    }
}

/// `text` with its `%20` and such as the letters that they stand for.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        let code = code.and_then(|it| u8::from_str_radix(it, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TITLE) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_names_a_file() {
        let path = |uri| path(uri, "markdown").display().to_string();
        assert_eq!(
            path("file:///tmp/mijn%20contract/%C3%A9%C3%A9n.md"),
            "/tmp/mijn contract/één.md"
        );
        assert_eq!(path("file:///C%3A/x.md"), "C:/x.md");
        assert_eq!(path("file:///tmp/50%.md"), "/tmp/50%.md");
        assert_eq!(path("untitled:Untitled-1"), "untitled.md");
    }
}
