//! The command line: flags in, text and an exit code out. A file per subcommand.
//!
//! Results go to standard output, everything else to standard error. What stops a run is one line.

mod amend;
mod api;
mod arguments;
mod assess;
mod bench;
mod cache;
mod check;
mod compare;
mod completions;
mod doctor;
mod evaluate;
mod config;
mod explain;
mod files;
mod fix;
mod flags;
mod git;
mod init;
mod ledger;
mod lines;
mod lint;
mod lsp;
mod mcp;
mod new;
mod output;
mod outputs;
mod pack;
mod prepared;
mod questions;
mod read;
mod rpc;
mod rules;
mod schema;
mod settings;
mod since;
mod test;

use crate::config::{Settings, names};
use crate::language::Language;
use crate::report::messages::{self, Text};
use crate::rule::{Pack, Rules, nearest};
use clap::{Args, Parser, Subcommand};
use settings::{Asked, Configs};
use std::path::PathBuf;
use std::process::ExitCode;

/// Nothing of the asked weight was found.
const CLEAN: u8 = 0;
/// Something was found.
const FOUND: u8 = 1;
/// The run, or part of it, could not be done.
const STOPPED: u8 = 2;
/// Nothing, or only part, was assessed.
const PARTLY: u8 = 3;

#[derive(Parser)]
#[command(name = "weeflint", version, about, arg_required_else_help = true)]
#[command(
    after_help = "An argument @FILE stands for the arguments in that file, one a line.\n\nExit codes: 0 clean, 1 findings, 2 could not run, 3 not or only partly assessed."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read contracts, show what strains, how to say it relationally, and the scores
    Check(check::Flags),
    /// Write the baseline report of contracts: what carries, what strains, what to talk about
    Assess(assess::Flags),
    /// Write the questions everyone answers before the first conversation
    Questions(questions::Flags),
    /// Compare rounds of the same contract: clauses, findings, scores
    Compare(compare::Flags),
    /// Make the proposals in Markdown, text or HTML that need no answer from the parties
    Fix(fix::Flags),
    /// Write a first weeflint.toml
    Init(init::Flags),
    /// Serve an editor: findings, explanations and proposals while a contract is written (LSP)
    Lsp(lsp::Flags),
    /// Serve a program that talks: judge, read and explain over standard input and output (MCP)
    Mcp(mcp::Flags),
    /// Show the settings that hold, and where each comes from
    Config(config::Flags),
    /// Write down decisions about findings, outside the text
    Ledger(ledger::Flags),
    /// Add, update, verify and list packs of rules
    Pack(pack::Flags),
    /// List the rules
    Rules(rules::Flags),
    /// Show the page of a rule: what it finds, why it matters, examples
    Explain(explain::Flags),
    /// Run the examples on the pages of the rules
    Test(test::Flags),
    /// For authors of rules: what is doubtful about rules that load all the same
    Lint(lint::Flags),
    /// For authors of rules: write a first version of a rule or a pack
    New(new::Flags),
    /// For authors of rules: what a script sees, with since when it is stable
    Api(api::Flags),
    /// For authors of rules and pipelines: JSON schema of settings, records, packs or the report
    Schema(schema::Flags),
    /// For authors of rules: measure the rules on labelled passages
    Evaluate(evaluate::Flags),
    /// What this program is and finds here, for a report of trouble
    Doctor(Box<doctor::Flags>),
    /// Write completions for a shell
    Completions(completions::Flags),
    /// Write the manual pages
    Man(completions::Man),
    /// Show a contract as it was read: outline and text with clause numbers
    Read(read::Flags),
}

/// Flags of every subcommand that speaks.
#[derive(Args, Debug, Clone, Copy)]
struct Speech {
    /// Language of messages: nl or en [default: the contract's]
    #[arg(long, value_name = "LANG", value_parser = flags::language)]
    messages: Option<Language>,
    /// Columns of the page [default: those of the terminal, at most 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    width: Option<u16>,
}

/// Flags of every subcommand that loads rules.
#[derive(Args, Debug, Clone)]
struct Packs {
    /// Also load the rules in this folder or .zip; may be given more than once
    #[arg(long = "pack", value_name = "DIR|ZIP")]
    packs: Vec<PathBuf>,
}

/// What stops a run: one line.
#[derive(Debug)]
struct Stop(String);

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let language = flags::environment();
    let cli = match Cli::try_parse_from(arguments::expanded(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() && !flags::is_help(&error) => {
            output::complain(&flags::one_line(&error, language));
            return ExitCode::from(STOPPED);
        }
        Err(error) => {
            // Help and version; a closed pipe is no trouble.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { STOPPED } else { CLEAN });
        }
    };
    let result = match cli.command {
        Command::Check(flags) => check::run(flags, language),
        Command::Assess(flags) => assess::run(flags, language),
        Command::Questions(flags) => questions::run(flags, language),
        Command::Compare(flags) => compare::run(&flags, language),
        Command::Fix(flags) => fix::run(flags, language),
        Command::Init(flags) => init::run(&flags, language),
        Command::Lsp(flags) => lsp::run(&flags, language),
        Command::Mcp(flags) => mcp::run(&flags, language),
        Command::Config(flags) => config::run(flags, language),
        Command::Ledger(flags) => ledger::run(flags, language),
        Command::Pack(flags) => pack::run(flags, language),
        Command::Rules(flags) => rules::run(flags, language),
        Command::Explain(flags) => explain::run(&flags, language),
        Command::Test(flags) => test::run(&flags, language),
        Command::Lint(flags) => lint::run(&flags, language),
        Command::New(flags) => new::run(&flags, language),
        Command::Api(flags) => api::run(&flags),
        Command::Schema(flags) => schema::run(&flags),
        Command::Evaluate(flags) => evaluate::run(&flags, language),
        Command::Doctor(flags) => doctor::run(&flags, language),
        Command::Completions(flags) => completions::run(&flags),
        Command::Man(flags) => completions::man(&flags),
        Command::Read(flags) => read::run(&flags, language),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(Stop(line)) => {
            output::complain(&line);
            ExitCode::from(STOPPED)
        }
    }
}

impl Packs {
    /// The built-in rules and those of the packs.
    fn load(&self) -> Result<Rules, Stop> {
        let folders = self.packs.iter().cloned().map(Pack::Folder);
        let packs: Vec<Pack> = std::iter::once(Pack::BuiltIn).chain(folders).collect();
        Rules::load(&packs).map_err(|error| Stop(error.to_string()))
    }

    /// The same, with the packs that `settings` name before those of the command line, which so win.
    fn with_settings(&self, settings: &Settings, language: Language) -> Result<Rules, Stop> {
        let Some(more) = &settings.packs else { return self.load() };
        let mut packs = self.clone();
        packs.packs.splice(0..0, more.value.iter().map(PathBuf::from));
        let rules = packs.load()?;
        pack::agree(more, &rules, language)?;
        Ok(rules)
    }

    /// The same, with the packs of the settings nearest to the working folder; where that is a pack
    /// itself and none is named, it is the one that is meant.
    fn nearest(&self, language: Language) -> Result<Rules, Stop> {
        let of_run = Configs::new(&Asked::default(), language)?.of_the_run()?;
        let here = PathBuf::from(".");
        if self.packs.is_empty() && here.join("pack.toml").is_file() {
            let mut packs = self.clone();
            packs.packs.push(here);
            return packs.with_settings(&of_run, language);
        }
        self.with_settings(&of_run, language)
    }
}

/// That `name` is no rule, and which one may be meant.
fn unknown_rule(name: &str, rules: &Rules, language: Language) -> Stop {
    let ids = || rules.iter().map(|it| it.id.as_str());
    // A rule may be remembered by its last part, or its group mistyped.
    let ending = ids().find(|it| it.rsplit('/').next() == Some(name));
    let part =
        |id: &str| id.rsplit('/').next().and_then(|it| nearest(name, [it].into_iter())).is_some();
    let meant = ending.or_else(|| nearest(name, ids())).or_else(|| ids().find(|it| part(it)));
    Stop(did_you_mean(messages::UNKNOWN_RULE, name, meant, language))
}

/// `what` about `name`, with the likely name where there is one.
fn did_you_mean(what: Text, name: &str, meant: Option<&str>, language: Language) -> String {
    let mut line = what.fill(language, &[name]);
    if let Some(meant) = meant {
        line.push_str(&messages::DID_YOU_MEAN.fill(language, &[meant]));
    }
    line
}
