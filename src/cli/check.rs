//! `weeflint check`: contracts in, findings and scores out.

use super::bench::Aside;
use super::cache::{Cache, Shown};
use super::files::files;
use super::flags::revisions;
use super::outputs::Output;
use super::prepared::{Prepared, decisions, fail_on};
use super::settings::{Asked, Choice, Configs};
use super::since::{Before, Since};
use super::{CLEAN, FOUND, PARTLY, Packs, STOPPED, Speech, Stop, output, outputs};
use crate::check::{self, Cost};
use crate::config::{Measure, Settings};
use crate::document::View;
use crate::language::Language;
use crate::ledger::Decision;
use crate::report::messages::Text;
use crate::report::{Entry, Judged, REPORTS, Run, Style, messages};
use crate::rule::Rules;
use clap::Args;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

pub(super) use super::bench::bytes;

const WATCHING: Text =
    Text::new("wacht op een wijziging; Ctrl-C stopt", "waiting for a change; Ctrl-C stops");
const COMPARED: Text = Text::new(
    "{}: naast {} gelegd: {} artikelen en {} onderwerpen vergeleken",
    "{}: laid beside {}: {} clauses and {} subjects compared",
);
const COSTS: Text = Text::new(
    "         tijd   plekken   gevonden  regel",
    "         time   places   findings  rule",
);
const SCAN: Text = Text::new(
    "(de woorden van alle regels samen zoeken)",
    "(looking for the words of all rules together)",
);

/// The report of `--statistics`.
const STATISTICS: &str = "statistics";

#[derive(Args)]
pub(super) struct Flags {
    /// Contracts, folders of contracts, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// What to read where changes are tracked: the text as accepted, or the original
    #[arg(long, value_name = "VIEW", default_value = "accepted", value_parser = revisions)]
    pub(super) revisions: View,
    /// Another document of the same deal, laid beside each contract: a term sheet, the version in the
    /// other language, the contract that an amendment changes; may be given more than once
    #[arg(long = "with", value_name = "FILE")]
    pub(super) beside: Vec<PathBuf>,
    /// Write out every finding and what each score is made of
    #[arg(long)]
    pub(super) all: bool,
    /// Threads [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Keep what this run shows, enciphered, and show it again as long as nothing changed (also:
    /// WEEFLINT_CACHE=1)
    #[arg(long)]
    pub(super) cache: bool,
    /// Where it is kept [default: weeflint in the cache folder of the user]
    #[arg(long, value_name = "DIR")]
    pub(super) cache_dir: Option<PathBuf>,
    /// Go on: check again whenever a contract changes, until stopped
    #[arg(long)]
    pub(super) watch: bool,
    /// Say on standard error what each rule cost: time, places with its words, findings
    #[arg(long)]
    pub(super) profile_rules: bool,
    /// Show how often each rule speaks, and in how many contracts, instead of the findings
    #[arg(long, conflicts_with = "output_format")]
    pub(super) statistics: bool,
    /// What to call standard input; its extension helps to tell the format
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    pub(super) stdin_filename: String,
    #[command(flatten)]
    pub(super) since: Since,
    #[command(flatten)]
    pub(super) asked: Asked,
    #[command(flatten)]
    pub(super) packs: Packs,
    #[command(flatten)]
    pub(super) speech: Speech,
}

impl Flags {
    /// What to judge contracts with for another subcommand, that shows them in a form of its own.
    pub(super) fn of(paths: Vec<PathBuf>, choice: Choice, packs: Packs, speech: Speech) -> Flags {
        Flags {
            paths,
            revisions: View::default(),
            beside: Vec::new(),
            all: true,
            threads: None,
            cache: false,
            cache_dir: None,
            watch: false,
            profile_rules: false,
            statistics: false,
            stdin_filename: "stdin".to_owned(),
            since: Since::default(),
            // Forms that a configuration names are those of `check`.
            asked: Asked {
                choice,
                output_format: vec![REPORTS[0].name.to_owned()],
                ..Asked::default()
            },
            packs,
            speech,
        }
    }
}

/// What a run brought, and what was asked of it.
pub(super) struct Done<'a> {
    pub(super) run: Run<'a>,
    /// What was asked of each contract, in the order of `run.entries`.
    asked: Vec<Settings>,
    pub(super) of_run: Settings,
    pub(super) style: Style,
    pub(super) language: Language,
    outputs: Vec<Output>,
    /// A line for each file that could not be opened or read.
    pub(super) trouble: Vec<String>,
    /// The path of the ledger, where there is one.
    pub(super) ledger: Option<String>,
    /// What it holds.
    pub(super) decisions: Vec<Decision>,
    /// Whether a finding answers to each of them.
    answered: Vec<bool>,
    /// Lines about names of rules, comments in the text, and about versions before that could not be read.
    pub(super) comments: Vec<String>,
    /// How many findings were there before, where only new ones are shown.
    known: Option<String>,
    /// Whether a document laid beside a contract had nothing to compare with it.
    uncompared: bool,
}

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    if !flags.watch {
        return once(&flags, environment);
    }
    let language = flags.speech.messages.unwrap_or(environment);
    loop {
        let watched = [flags.paths.as_slice(), &flags.beside].concat();
        let before = stamp(&watched, language);
        if let Err(Stop(line)) = once(&flags, environment) {
            output::complain(&line);
        }
        output::complain(WATCHING.get(language));
        while stamp(&watched, language) == before {
            std::thread::sleep(Duration::from_millis(400));
        }
    }
}

fn once(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let asked = std::env::var("WEEFLINT_CACHE").is_ok_and(|it| matches!(it.as_str(), "1" | "true"));
    let keeps = flags.cache || asked && !flags.asked.choice.isolated;
    let cache = if keeps { cached(flags, language)? } else { None };
    if let Some(shown) = cache.as_ref().and_then(Cache::read) {
        return shown.put();
    }
    let shown = with(flags, environment, shown)?;
    if let Some(cache) = cache {
        cache.keep(&shown, language);
    }
    shown.put()
}

/// The place of this run in the cache; none where it depends on more than files.
fn cached(flags: &Flags, language: Language) -> Result<Option<Cache>, Stop> {
    if flags.profile_rules || flags.since.asks() {
        return Ok(None);
    }
    let mut configs = Configs::new(&flags.asked, language)?;
    let of_run = configs.of_the_run()?;
    let files = files(&flags.paths, language)?;
    let mut settings = format!("{of_run:?}");
    for path in &files.paths {
        settings.push_str(&format!("{:?}", configs.of(path)?));
    }
    let (_, decisions) = decisions(&of_run, flags.asked.choice.isolated, None)?;
    settings.push_str(&format!("{decisions:?}{:?}", files.trouble));
    let more = of_run.packs.iter().flat_map(|it| it.value.iter().map(PathBuf::from));
    for path in more.chain(flags.packs.packs.iter().cloned()) {
        let Ok(files) = crate::rule::pack::source::files(&path) else { return Ok(None) };
        settings.push_str(&crate::rule::pack::source::hash(&files));
    }
    // A lock decides whether packs may be used at all.
    if let Some(lock) = of_run.packs.as_ref().and_then(super::pack::lock_of) {
        settings.push_str(&lock);
    }
    let paths: Vec<PathBuf> = files.paths.iter().chain(&flags.beside).cloned().collect();
    Ok(Cache::of(flags.cache_dir.as_deref(), &paths, &settings))
}

/// What tells that a contract changed, came or went.
fn stamp(paths: &[PathBuf], language: Language) -> String {
    let files = files(paths, language).map(|it| it.paths).unwrap_or_default();
    let state = |path: &PathBuf| {
        let file = path.metadata().ok().map(|it| (it.len(), it.modified().ok()));
        format!("{path:?} {file:?}\n")
    };
    files.iter().map(state).collect()
}

/// Reads and judges the contracts and hands over what came of it.
pub(super) fn with<T>(
    flags: &Flags,
    environment: Language,
    then: impl FnOnce(&Done) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let files = files(&flags.paths, flags.speech.messages.unwrap_or(environment))?;
    let prepared = Prepared::new(flags, &files.paths, None, environment)?;
    let language = prepared.language;
    let formats = prepared.of_run.output_format.as_ref().map_or(&[][..], |it| &it.value);
    let statistics = [STATISTICS.to_owned()];
    let formats = if flags.statistics { &statistics } else { formats };
    let outputs = outputs::outputs(formats, language)?;
    let before = Before::new(&flags.since, &files.paths, &flags.stdin_filename, language)?;
    let bench = prepared.bench(flags, before.as_ref());

    let work = || -> Vec<(Entry, Aside)> {
        let paths = files.paths.par_iter().zip(&prepared.asked);
        let progress = output::Progress::of(files.paths.len());
        paths
            .map(|(path, asked)| {
                let entry = bench.entry(path, asked);
                progress.step();
                entry
            })
            .collect()
    };
    let results = match flags.threads {
        None => work(),
        Some(threads) => rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(threads))
            .build()
            .map_err(|error| Stop(error.to_string()))?
            .install(work),
    };
    let (entries, asides): (Vec<Entry>, Vec<Aside>) = results.into_iter().unzip();
    let Prepared { asked, of_run, rules, notices, ledger, decisions, style, .. } = &prepared;
    let mut faults = rules.faults.clone();
    let mut answered = vec![false; decisions.len()];
    let mut comments = notices.clone();
    let mut known = 0;
    let mut uncompared = false;
    let mut profile = Profile::default();
    for (aside, entry) in asides.into_iter().zip(&entries) {
        faults.extend(aside.faults);
        known += aside.known;
        profile.add(aside.costs, aside.scan);
        comments.extend(aside.unknown.map(|it| format!("{}: {}", entry.path, it.text(language))));
        uncompared |= aside.compared.iter().any(|it| it.clauses + it.subjects == 0);
        comments.extend(aside.compared.iter().map(|it| {
            let (clauses, subjects) = (it.clauses.to_string(), it.subjects.to_string());
            COMPARED.fill(language, &[&entry.path, &it.name, &clauses, &subjects])
        }));
        aside.answered.into_iter().for_each(|it| answered[it] = true);
        let lines = aside.comments.into_iter();
        comments
            .extend(lines.map(|(line, text)| {
                format!("{}:{line}: {}", entry.path, text.fill(language, &[]))
            }));
    }
    faults.sort();
    let chosen = asked.iter().chain([of_run]).any(Settings::chooses);
    let selected = chosen || !rules.switched_off.is_empty();
    let only_new = before.is_some();
    let run = Run { entries, faults, rules: rules.iter().collect(), selected, only_new };
    let refused = run.entries.iter().filter_map(|it| Some((it, it.result.as_ref().err()?)));
    let refused = refused.map(|(it, refusal)| format!("{}: {}", it.path, refusal.text(language)));
    if flags.profile_rules {
        output::note(&profile.table(rules, language));
    }
    let known = before.as_ref().map(|it| it.hidden(known, language));
    let trouble = files.trouble.into_iter().chain(refused).collect();
    then(&Done {
        run,
        asked: asked.clone(),
        of_run: of_run.clone(),
        style: *style,
        language,
        outputs,
        trouble,
        ledger: ledger.clone(),
        decisions: decisions.clone(),
        answered,
        comments,
        known,
        uncompared,
    })
}

/// The reports, what else there is to say, and the exit code.
fn shown(done: &Done) -> Result<Shown, Stop> {
    let Done { run, language, .. } = done;
    let language = *language;
    let redact = done.of_run.redact.as_ref().is_some_and(|it| it.value);
    let (reports, summary) = outputs::reports(&done.outputs, run, &done.style, redact);
    let mut lines: Vec<String> = done.trouble.clone();
    if run.entries.is_empty() {
        lines.push(messages::NO_CONTRACTS.get(language).to_owned());
    }
    lines.extend(done.about_the_ledger());
    lines.extend(done.comments.iter().chain(&done.known).cloned());
    let mut fails = false;
    for (entry, asked) in run.entries.iter().zip(&done.asked) {
        let Ok(judged) = &entry.result else { continue };
        let from = fail_on(asked);
        fails |= from.is_some_and(|it| judged.findings.iter().any(|f| check::at_least(f, it)));
        for line in worse(entry, judged, asked, language) {
            lines.push(line);
            fails = true;
        }
    }
    let code = match fails {
        _ if !done.trouble.is_empty() => STOPPED,
        true => FOUND,
        _ if !run.is_fully_assessed() || !run.faults.is_empty() || done.uncompared => PARTLY,
        _ => CLEAN,
    };
    // A rule may have been stopped because the machine was busy.
    let lasting = done.trouble.is_empty() && run.faults.is_empty();
    Ok(Shown { reports, summary, lines, code, lasting })
}

impl Done<'_> {
    /// Whether the decision at this index speaks of a contract and a rule that were there, and no
    /// finding answers to it.
    pub(super) fn is_stale(&self, at: usize) -> bool {
        let Some(decision) = self.decisions.get(at) else { return false };
        let mut read = self.run.entries.iter().filter(|it| it.result.is_ok());
        !self.answered[at]
            && self.run.rule(&decision.rule).is_some()
            && read.any(|it| decision.is_for(&it.path))
    }

    /// A line for each decision that needs a look.
    pub(super) fn about_the_ledger(&self) -> Vec<String> {
        let Some(path) = &self.ledger else { return Vec::new() };
        let today = self.of_run.today.as_ref().map(|it| it.value);
        let mut lines = Vec::new();
        for (at, it) in self.decisions.iter().enumerate() {
            if !self.run.entries.iter().any(|entry| it.is_for(&entry.path)) {
                continue;
            }
            let text = if it.is_expired(today) {
                let until = it.expires.map_or(String::new(), |it| it.to_string());
                messages::EXPIRED.fill(self.language, &[&it.rule, &until])
            } else if self.is_stale(at) {
                messages::STALE.fill(self.language, &[&it.rule])
            } else if it.is_blanket() {
                messages::BLANKET.fill(self.language, &[&it.rule])
            } else {
                continue;
            };
            lines.push(format!("{path}:{}: {text}", it.line));
        }
        if today.is_none() && self.decisions.iter().any(|it| it.expires.is_some()) {
            lines.push(messages::NO_TODAY.fill(self.language, &[path]));
        }
        lines
    }
}

/// What the rules cost over all contracts.
#[derive(Default)]
struct Profile {
    costs: BTreeMap<usize, Cost>,
    scan: Duration,
}

impl Profile {
    fn add(&mut self, costs: Vec<Cost>, scan: Duration) {
        self.scan += scan;
        for it in costs {
            let sum =
                self.costs.entry(it.rule).or_insert(Cost { rule: it.rule, ..Cost::default() });
            sum.time += it.time;
            sum.hits += it.hits;
            sum.findings += it.findings;
        }
    }

    /// The dearest rule first.
    fn table(&self, rules: &Rules, language: Language) -> String {
        let mut costs: Vec<&Cost> = self.costs.values().collect();
        costs.sort_by_key(|it| (std::cmp::Reverse(it.time), it.rule));
        let millis = |it: Duration| it.as_secs_f64() * 1e3;
        let mut out = format!("{}\n", COSTS.get(language));
        out.push_str(&format!(
            "{:>10.2} ms {:>8} {:>8}  {}\n",
            millis(self.scan),
            "",
            "",
            SCAN.get(language)
        ));
        for it in costs {
            let id = rules.all().get(it.rule).map_or("", |it| it.id.as_str());
            let (time, hits, findings) = (millis(it.time), it.hits, it.findings);
            out.push_str(&format!("{time:>10.2} ms {hits:>8} {findings:>8}  {id}\n"));
        }
        out
    }
}

/// A line for each score that is worse than was asked.
fn worse(entry: &Entry, judged: &Judged, asked: &Settings, language: Language) -> Vec<String> {
    let assessment = &judged.assessment;
    let value = |of: Measure| match of {
        Measure::Flaw(flaw) => assessment.flaws.iter().find(|it| it.0 == flaw)?.1.value,
        Measure::Norm(norm) => assessment.norms.iter().find(|it| it.0 == norm)?.1.value,
    };
    let name = |of: Measure| match of {
        Measure::Flaw(flaw) => messages::flaw(flaw).get(language),
        Measure::Norm(norm) => messages::norm(norm).get(language),
    };
    let bars = asked.fail_under.iter().filter_map(|(of, bar)| {
        let value = value(*of).filter(|it| of.is_worse(*it, bar.value))?;
        let decimal = |it| messages::decimal(it, 1, language);
        let with = [name(*of), &decimal(value), &decimal(bar.value), &bar.origin.to_string()];
        Some(format!("{}: {}", entry.path, messages::WORSE_THAN.fill(language, &with)))
    });
    bars.collect()
}
