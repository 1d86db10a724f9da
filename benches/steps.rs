//! What each step costs: read, analyze, match, script, score; and what one more rule costs.
//!
//! The text is that of the fixtures, over and over with other numbers in it, so that sentences
//! differ as they do in real contracts. `cargo bench --bench steps`.

#![expect(clippy::expect_used, reason = "a bench that can't prepare has nothing to measure")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use weeflint::analyze::analyze;
use weeflint::assess::assess;
use weeflint::check::{Options, check};
use weeflint::read::read;
use weeflint::rule::{Pack, Rules};

/// Figures are per core.
fn one_thread() {
    // Fails only when a pool is there already, and then it is this one.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
}

fn fixture(path: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    std::fs::read(root.join(path)).expect("the fixture is there")
}

/// About `bytes` of contract in one language.
fn long_text(name: &str, bytes: usize) -> String {
    let source = String::from_utf8(fixture(name)).expect("fixtures are UTF-8");
    let mut text = String::with_capacity(bytes + source.len());
    let mut round = 0;
    while text.len() < bytes {
        round += 1;
        for paragraph in source.split("\n\n") {
            text.push_str(paragraph);
            if paragraph.len() > 60 {
                let _ = write!(text, " Zie volgnummer {round} / see number {round}.");
            }
            text.push_str("\n\n");
        }
    }
    text
}

fn steps(criterion: &mut Criterion) {
    one_thread();
    let rules = Rules::builtin();
    let mut words_only = Rules::builtin();
    words_only.retain(|it| it.script.is_none());
    for (language, name) in
        [("nl", "nl-diensten-eenzijdig/contract.txt"), ("en", "en-outsourcing/contract.txt")]
    {
        let text = long_text(name, 1_000_000);
        let mut group = criterion.benchmark_group(language);
        group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
        let reading = || read("long.txt", text.as_bytes(), Default::default()).expect("it is text");
        group.bench_function("read", |bench| bench.iter(|| black_box(reading())));
        let doc = Arc::new(reading());
        group.bench_function("analyze", |bench| bench.iter(|| black_box(analyze(&doc))));
        let facts = Arc::new(analyze(&doc));
        let options = Options::default();
        group.bench_function("match", |bench| {
            bench.iter(|| black_box(check(&words_only, &doc, &facts, options)));
        });
        group.bench_function("match and script", |bench| {
            bench.iter(|| black_box(check(&rules, &doc, &facts, options)));
        });
        let checked = check(&rules, &doc, &facts, options);
        group.bench_function("score", |bench| {
            bench.iter(|| black_box(assess(&doc, &facts, &checked.findings)));
        });
        group.bench_function("whole", |bench| {
            bench.iter(|| {
                let doc = Arc::new(reading());
                let facts = Arc::new(analyze(&doc));
                let checked = check(&rules, &doc, &facts, options);
                black_box(assess(&doc, &facts, &checked.findings))
            });
        });
        group.finish();
    }
}

/// One fixture contract of five pages, file to scores, rules loaded beforehand and not.
fn contract(criterion: &mut Criterion) {
    let rules = Rules::builtin();
    let mut group = criterion.benchmark_group("contract");
    group.sample_size(20);
    for format in ["docx", "pdf", "md", "txt"] {
        let bytes = fixture(&format!("nl-diensten-eenzijdig/contract.{format}"));
        group.bench_function(format, |bench| {
            bench.iter(|| {
                let name = format!("contract.{format}");
                let doc = Arc::new(read(&name, &bytes, Default::default()).expect("it reads"));
                let facts = Arc::new(analyze(&doc));
                let checked = check(&rules, &doc, &facts, Options::default());
                black_box(assess(&doc, &facts, &checked.findings))
            });
        });
    }
    group.bench_function("load the rules", |bench| bench.iter(|| black_box(Rules::builtin())));
    group.finish();
}

/// 10, 100 and 500 rules of three words each, on the same text.
fn one_more_rule(criterion: &mut Criterion) {
    let text = long_text("nl-diensten-eenzijdig/contract.txt", 1_000_000);
    let doc = Arc::new(read("long.txt", text.as_bytes(), Default::default()).expect("it is text"));
    let facts = Arc::new(analyze(&doc));
    let words: Vec<&str> = doc.words.iter().filter(|it| it.len() > 4 && it.is_ascii()).collect();
    let mut group = criterion.benchmark_group("rules");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    for count in [10, 100, 500] {
        let folder = pack(count, &words);
        let rules = Rules::load(&[Pack::Folder(folder)]).expect("the pack loads");
        group.bench_with_input(BenchmarkId::from_parameter(count), &rules, |bench, rules| {
            bench.iter(|| black_box(check(rules, &doc, &facts, Options::default())));
        });
    }
    group.finish();
}

/// A folder with `count` rules, each about two of `words` near each other.
fn pack(count: usize, words: &[&str]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("rules-{count}"));
    std::fs::create_dir_all(&folder).expect("the build folder can be written");
    for number in 0..count {
        // Strides that share no factor with the number of words spread the pairs.
        let one = words[(number * 7_919) % words.len()];
        let other = words[(number * 104_729 + 1) % words.len()];
        let source = format!(
            "const RULE = #{{ flaws: [\"unowned\"], each: \"sentence\", severity: \"info\", \
             weight: 1, effect: \"wording\", nl: #{{ message: \"x\", \
             find: [`\\b{one} (?:\\w+ ){{0,3}}{other}\\b`] }} }};"
        );
        std::fs::write(folder.join(format!("rule{number}.rhai")), source).expect("as above");
    }
    folder
}

criterion_group!(benches, steps, contract, one_more_rule);
criterion_main!(benches);
