//! The Rhai host: reads records without running them, and runs judgments in a sandbox.
//!
//! A script sees what [`super::api`] registers and nothing else: no files, network, clock, `eval`
//! or import. Deterministic limits stop it first; a deadline is the last resort, because operations
//! inside native callbacks (`map`, `filter`, `sort`) are not counted. What goes wrong becomes a
//! [`Fault`] with the rule's line, and the other rules go on.

use super::Rule;
use super::api::{self, Asked, Flag, Place, Table};
use super::matcher::Hit;
use super::reading::Reading;
use super::record::Value;
use super::verdict::Verdict;
use crate::clock::Start;
use crate::finding::Fault;
use rhai::module_resolvers::DummyModuleResolver;
use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicIteratorPackage, BasicMapPackage, BasicMathPackage,
    BasicStringPackage, LanguageCorePackage, LogicPackage, MoreStringPackage, Package,
};
use rhai::{
    AST, CallFnOptions, Dynamic, Engine, EvalAltResult, Map, OptimizationLevel, ParseError, Scope,
};
use std::cell::{Cell, OnceCell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, OnceLock};
use std::time::Duration;

/// Operations in one call: a judgment of a sentence needs hundreds.
const OPERATIONS: u64 = 200_000;
/// A build without optimisation is many times slower; it must not stop a rule that an ordinary build
/// lets finish.
const SLOWNESS: u64 = if cfg!(debug_assertions) { 4 } else { 1 };
/// Longest one call may work, whatever it does in native callbacks.
const DEADLINE: Duration = Duration::from_millis(500 * SLOWNESS);
/// Longest all calls of one rule may work on one document.
const RULE_DEADLINE: Duration = Duration::from_secs(2 * SLOWNESS);

/// Places that one call judges: the engine looks up what a script names once a call.
const AT_ONCE: usize = 128;
/// What judges them, beside the functions of a rule, which has none of this name.
const EACH: &str = "check_each_of_the_places";
static CHECK_EACH: LazyLock<AST> = LazyLock::new(|| {
    let source = format!(
        "fn {EACH}(places, rule) {{ let said = []; \
         for place in places {{ said.push(check(place, rule)); }} said }}"
    );
    // A test judges by it.
    ENGINE.with_borrow(|engine| engine.compile(source)).unwrap_or_default()
});

/// Operations between two looks at the clock.
const LOOKS_EVERY: u32 = 32;

/// A judgment: `fn check(place, rule)`.
pub struct Script {
    judgment: OnceLock<Result<Judgment, Wrong>>,
    /// What the record holds for it, and where in the source the record ends; for a judgment that is
    /// not compiled before it is needed.
    params: Value,
    end: usize,
}

struct Judgment {
    ast: AST,
    params: Table,
    /// Tells it apart from every other in this run.
    number: usize,
}

impl Judgment {
    fn new(ast: &AST, params: &Dynamic) -> Judgment {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let params = params.read_lock::<Map>().map(|it| it.clone()).unwrap_or_default();
        Judgment {
            ast: ast.merge(&CHECK_EACH),
            params: Table::new(&params),
            number: NEXT.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// Makes the keys of its params properties that the engine of this thread knows: it asks for a
    /// property before it looks for a key, and makes out a whole error in between.
    fn introduce(&self) {
        let is_new = INTRODUCED.with_borrow_mut(|introduced| {
            if introduced.len() <= self.number {
                introduced.resize(self.number + 1, false);
            }
            !std::mem::replace(&mut introduced[self.number], true)
        });
        if is_new {
            ENGINE.with_borrow_mut(|engine| {
                for key in self.params.keys() {
                    let name = key.to_owned();
                    engine.register_get(key, move |it: &mut Table| it.get(&name));
                }
            });
        }
    }
}

/// The line, as far as known, and what is wrong there.
type Wrong = (Option<u32>, String);

impl std::fmt::Debug for Script {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("Script")
    }
}

impl Script {
    /// The judgment behind `record`, which ends at byte `end` of its source; compiled when it is
    /// needed.
    pub(super) fn later(record: &Value, end: usize) -> Script {
        let params = match record {
            Value::Map(it) => it.get("params").cloned(),
            _ => None,
        };
        Script { judgment: OnceLock::new(), params: params.unwrap_or(Value::Other), end }
    }

    /// The judgment in `source`, compiled when it is first needed: most of the scripts that come
    /// with the program have nothing to judge in one contract.
    fn judgment(&self, source: &str) -> Result<&Judgment, Wrong> {
        let judgment = self.judgment.get_or_init(|| {
            // The record is known; the engine need not read it again. Lines stay what they are.
            let (before, rest) = source.split_at_checked(self.end).unwrap_or_default();
            let lines = before.bytes().filter(|it| *it == b'\n').count();
            let compiled = ENGINE.with_borrow(|engine| engine.compile("\n".repeat(lines) + rest));
            Ok(Judgment::new(&compiled.map_err(wrong)?, &dynamic(&self.params)))
        });
        judgment.as_ref().map_err(Clone::clone)
    }
}

/// The record and the script in the source of a rule.
///
/// # Errors
/// The line, as far as known, and what is wrong.
pub(super) fn compile(source: &str) -> Result<(Value, Option<Script>), Wrong> {
    let (record, judgment) = parts(source)?;
    let compiled =
        |it| Script { judgment: Ok::<_, Wrong>(it).into(), params: Value::Other, end: 0 };
    Ok((record, judgment.map(compiled)))
}

fn parts(source: &str) -> Result<(Value, Option<Judgment>), Wrong> {
    let compiled = ENGINE.with_borrow(|engine| engine.compile(source));
    let ast = compiled.map_err(wrong)?;
    let record = ast.iter_literal_variables(true, false).find(|it| it.0 == "RULE");
    let Some((_, _, value)) = record else {
        let line = source.lines().position(|it| it.contains("const RULE")).map(|it| it as u32 + 1);
        return Err((line, "there is no `const RULE = #{ … };` made of literals only".to_owned()));
    };
    let mut checks = ast.iter_functions().filter(|it| it.name == "check");
    let judgment = match checks.next().map(|it| it.params.len()) {
        None => None,
        Some(2) => Some(Judgment::new(&ast.clone_functions_only(), &params(&value))),
        Some(_) => {
            let line =
                source.lines().position(|it| it.contains("fn check")).map(|it| it as u32 + 1);
            return Err((line, "check takes two parameters: fn check(place, rule)".to_owned()));
        }
    };
    Ok((self::value(&value), judgment))
}

fn wrong(error: ParseError) -> Wrong {
    (error.position().line().map(|it| it as u32), error.err_type().to_string())
}

fn params(record: &Dynamic) -> Dynamic {
    let params = record.read_lock::<Map>().and_then(|it| it.get("params").cloned());
    params.unwrap_or_default()
}

/// `value` as scripts see it; a number without a fraction is a whole number.
fn dynamic(value: &Value) -> Dynamic {
    match value {
        Value::Bool(it) => Dynamic::from(*it),
        Value::Number(it) if it.fract() == 0.0 => Dynamic::from(*it as i64),
        Value::Number(it) => Dynamic::from(*it),
        Value::Text(it) => Dynamic::from(it.clone()),
        Value::List(it) => Dynamic::from(it.iter().map(dynamic).collect::<rhai::Array>()),
        Value::Map(it) => {
            let entries = it.iter().map(|(key, value)| (key.as_str().into(), dynamic(value)));
            Dynamic::from(entries.collect::<Map>())
        }
        Value::Other => Dynamic::UNIT,
    }
}

fn value(of: &Dynamic) -> Value {
    if let Ok(it) = of.as_bool() {
        Value::Bool(it)
    } else if let Ok(it) = of.as_int() {
        Value::Number(it as f64)
    } else if let Ok(it) = of.as_float() {
        Value::Number(it)
    } else if let Ok(it) = of.clone().into_string() {
        Value::Text(it)
    } else if let Some(it) = of.read_lock::<rhai::Array>() {
        Value::List(it.iter().map(value).collect())
    } else if let Some(it) = of.read_lock::<Map>() {
        Value::Map(it.iter().map(|(key, it)| (key.to_string(), self::value(it))).collect())
    } else {
        Value::Other
    }
}

thread_local! {
    /// An engine a thread: a shared one serialises on its string interner.
    static ENGINE: RefCell<Engine> = RefCell::new(engine());
    /// The judgments whose params the engine of this thread knows, by number.
    static INTRODUCED: RefCell<Vec<bool>> = const { RefCell::new(Vec::new()) };
    /// When the judgment that runs began, and the first of its rule.
    static BEGAN: Cell<Option<(Start, Start)>> = const { Cell::new(None) };
    static OPERATIONS_SEEN: Cell<u32> = const { Cell::new(0) };
}

fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    LanguageCorePackage::new().register_into_engine(&mut engine);
    ArithmeticPackage::new().register_into_engine(&mut engine);
    BasicMathPackage::new().register_into_engine(&mut engine);
    BasicStringPackage::new().register_into_engine(&mut engine);
    BasicIteratorPackage::new().register_into_engine(&mut engine);
    LogicPackage::new().register_into_engine(&mut engine);
    BasicArrayPackage::new().register_into_engine(&mut engine);
    BasicMapPackage::new().register_into_engine(&mut engine);
    MoreStringPackage::new().register_into_engine(&mut engine);
    engine
        .set_optimization_level(OptimizationLevel::Simple)
        .set_max_operations(OPERATIONS)
        .set_max_call_levels(24)
        .set_max_expr_depths(64, 32)
        .set_max_string_size(1 << 18)
        .set_max_array_size(10_000)
        .set_max_map_size(10_000)
        .set_max_functions(64)
        .set_max_variables(128)
        .set_max_modules(0)
        .set_module_resolver(DummyModuleResolver::new())
        .disable_symbol("eval")
        .disable_symbol("import")
        .disable_symbol("print")
        .disable_symbol("debug")
        .on_progress(|_| {
            // The clock costs more than most operations, so it is looked at now and then. The
            // count is our own: the engine's starts again in every callback.
            let count = OPERATIONS_SEEN.get().wrapping_add(1);
            OPERATIONS_SEEN.set(count);
            let looks = count.is_multiple_of(LOOKS_EVERY);
            let late = looks && BEGAN.get().is_some_and(is_late);
            late.then(|| Dynamic::from("takes too long"))
        });
    // `sleep` is part of the core package; a function of the host takes its place.
    engine.register_fn("sleep", |_: i64| asleep());
    engine.register_fn("sleep", |_: f64| asleep());
    api::register(&mut engine);
    engine
}

fn asleep() -> Result<(), Box<EvalAltResult>> {
    Err("sleep is not for rules".into())
}

/// Whether a judgment, or its rule, takes longer than it may.
fn is_late((judgment, rule): (Start, Start)) -> bool {
    judgment.is_past(DEADLINE) || rule.is_past(RULE_DEADLINE)
}

fn too_slow() -> String {
    format!("stopped: takes longer than {} ms", DEADLINE.as_millis())
}

/// Runs the judgment of one rule on one document, place after place.
pub struct Host<'a> {
    rule: &'a Rule,
    reading: Arc<Reading>,
    id: Arc<str>,
    /// When its first judgment began.
    began: OnceCell<Start>,
}

impl<'a> Host<'a> {
    /// A host for `rule` while it judges `reading`.
    pub fn new(rule: &'a Rule, reading: Arc<Reading>) -> Host<'a> {
        Host { rule, reading, id: rule.id.as_str().into(), began: OnceCell::new() }
    }

    /// What the rule says about matches, one after another until it fails.
    ///
    /// # Errors
    /// When the script fails or is stopped.
    pub fn on_hits(&self, hits: &[Hit]) -> Result<Vec<Verdict>, Fault> {
        self.call_on_each(hits.iter().map(|it| Place::on_hit(self.reading.clone(), it)))
    }

    /// As [`Host::on_hits`], about sentences that nothing was looked for in.
    ///
    /// # Errors
    /// When the script fails or is stopped.
    pub fn on_sentences(
        &self,
        sentences: impl Iterator<Item = u32>,
    ) -> Result<Vec<Verdict>, Fault> {
        self.call_on_each(sentences.map(|it| Place::sentence(self.reading.clone(), it)))
    }

    /// What the rule says about a clause, where `hits` are its matches.
    ///
    /// # Errors
    /// When the script fails or is stopped.
    pub fn on_clause(&self, clause: u32, hits: &[Hit]) -> Result<Vec<Verdict>, Fault> {
        self.call(Place::clause(self.reading.clone(), clause, hits))
    }

    /// What the rule says about the whole contract, where `hits` are its matches.
    ///
    /// # Errors
    /// When the script fails or is stopped.
    pub fn on_contract(&self, hits: &[Hit]) -> Result<Vec<Verdict>, Fault> {
        let absent = self.rule.charge.absent.is_some();
        self.call(Place::contract(self.reading.clone(), hits, absent))
    }

    /// What the rule says about a party.
    ///
    /// # Errors
    /// When the script fails or is stopped.
    pub fn on_party(&self, party: usize) -> Result<Vec<Verdict>, Fault> {
        self.call(Place::party(self.reading.clone(), party))
    }

    /// What the rule says about a defined term.
    ///
    /// # Errors
    /// When the script fails or is stopped.
    pub fn on_term(&self, term: usize) -> Result<Vec<Verdict>, Fault> {
        self.call(Place::term(self.reading.clone(), term))
    }

    /// What the rule says about a reference.
    ///
    /// # Errors
    /// When the script fails or is stopped.
    pub fn on_reference(&self, reference: usize) -> Result<Vec<Verdict>, Fault> {
        self.call(Place::reference(self.reading.clone(), reference))
    }

    fn call(&self, place: Place) -> Result<Vec<Verdict>, Fault> {
        let Some(script) = &self.rule.script else { return Ok(Vec::new()) };
        self.verdicts(self.run(script, "check", Dynamic::from(place))?)
    }

    fn call_on_each(&self, mut places: impl Iterator<Item = Place>) -> Result<Vec<Verdict>, Fault> {
        let mut verdicts = Vec::new();
        loop {
            let some: Vec<Place> = places.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                return Ok(verdicts);
            }
            match self.call_at_once(&some) {
                Some(said) => {
                    for said in said {
                        verdicts.extend(self.verdicts(said)?);
                    }
                }
                // One of them fails, or all of them take more than one may: each has its own
                // limits, and the fault is that of the first that fails.
                None => {
                    for place in some {
                        verdicts.extend(self.call(place)?);
                    }
                }
            }
        }
    }

    /// What the script returns for each of `places`, if it does so within the limits of one call.
    fn call_at_once(&self, places: &[Place]) -> Option<rhai::Array> {
        let script = self.rule.script.as_ref().filter(|_| places.len() > 1)?;
        let list: rhai::Array = places.iter().cloned().map(Dynamic::from).collect();
        let said = self.run(script, EACH, Dynamic::from(list)).ok()?;
        said.try_cast::<rhai::Array>().filter(|it| it.len() == places.len())
    }

    /// What `function` of the script returns for `what`.
    fn run(&self, script: &Script, function: &str, what: Dynamic) -> Result<Dynamic, Fault> {
        let script = script
            .judgment(&self.rule.source)
            .map_err(|(line, reason)| self.fault_at(line.map(|it| it as usize), reason))?;
        script.introduce();
        let now = Start::now();
        BEGAN.set(Some((now, *self.began.get_or_init(|| now))));
        let asked = Asked { id: self.id.clone(), params: script.params.clone() };
        // A panic in a native function is the rule's fault too, not the run's.
        let said = catch_unwind(AssertUnwindSafe(|| {
            ENGINE.with_borrow(|engine| {
                let options = CallFnOptions::new().eval_ast(false).rewind_scope(true);
                engine.call_fn_with_options::<Dynamic>(
                    options,
                    &mut Scope::new(),
                    &script.ast,
                    function,
                    (what, asked),
                )
            })
        }));
        let began = BEGAN.replace(None);
        if matches!(said, Ok(Ok(_))) && began.is_some_and(is_late) {
            // `sort` swallows the error by which its comparison was stopped.
            return Err(self.fault_at(None, too_slow()));
        }
        match said {
            Ok(Ok(said)) => Ok(said),
            Ok(Err(error)) => Err(self.fault(&error)),
            Err(_) => Err(self.fault_at(None, "the script host failed on it".to_owned())),
        }
    }

    fn verdicts(&self, said: Dynamic) -> Result<Vec<Verdict>, Fault> {
        if said.is_unit() {
            return Ok(Vec::new());
        }
        let kind = said.type_name().to_owned();
        if let Some(flag) = said.clone().try_cast::<Flag>() {
            return Ok(vec![flag.0]);
        }
        if let Some(list) = said.try_cast::<rhai::Array>() {
            let flags: Vec<Verdict> =
                list.into_iter().filter_map(|it| it.try_cast::<Flag>()).map(|it| it.0).collect();
            return Ok(flags);
        }
        let reason =
            format!("check returned {kind}; it returns flag(…), a list of them, or nothing");
        Err(self.fault_at(None, reason))
    }

    fn fault(&self, error: &EvalAltResult) -> Fault {
        // The innermost position is where it happened; the outer ones are only calls.
        let mut inner = error;
        let mut line = inner.position().line();
        while let EvalAltResult::ErrorInFunctionCall(_, _, next, position) = inner {
            line = next.position().line().or(position.line()).or(line);
            inner = next;
        }
        let reason = match inner {
            EvalAltResult::ErrorTooManyOperations(_) => {
                format!("stopped: more than {OPERATIONS} operations in one call")
            }
            EvalAltResult::ErrorTerminated(..) => too_slow(),
            EvalAltResult::ErrorStackOverflow(_) => "stopped: calls itself too deeply".to_owned(),
            EvalAltResult::ErrorDataTooLarge(what, _) => format!("stopped: {what} too large"),
            other => {
                let mut other = other.to_string();
                if let Some(at) = other.find(" (line ") {
                    other.truncate(at);
                }
                other.replace('\n', " ")
            }
        };
        self.fault_at(line, reason)
    }

    fn fault_at(&self, line: Option<usize>, reason: String) -> Fault {
        // The engine doesn't always know the line; then the judgment's own is the best there is.
        let place = match line {
            Some(line) => format!("{}:{line}", self.rule.file),
            None => self.rule.place_of("fn check"),
        };
        Fault {
            rule: self.rule.id.clone(),
            place,
            document: Some(self.reading.doc.name.clone()),
            reason,
        }
    }
}
