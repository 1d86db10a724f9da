//! A map of a record as scripts see it.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rhai::{Dynamic, Map};
use std::sync::{Arc, OnceLock};

/// A map of a record, shared: a word list of hundreds is not copied for every sentence.
#[derive(Clone)]
pub(in crate::rule) struct Table(Arc<Entries>);

struct Entries {
    map: Map,
    /// Finds the keys in a text; made when first needed.
    finder: OnceLock<Option<AhoCorasick>>,
}

impl Table {
    /// `map`, with the maps in it shared as well.
    pub(in crate::rule) fn new(map: &Map) -> Table {
        let share = |value: &Dynamic| match value.read_lock::<Map>() {
            Some(inner) => Dynamic::from(Table::new(&inner)),
            None => value.clone(),
        };
        let map = map.iter().map(|(key, value)| (key.clone(), share(value))).collect();
        Table(Arc::new(Entries { map, finder: OnceLock::new() }))
    }

    /// How many keys stand in `text`, whatever their case, each after a space or at the start.
    pub(super) fn keys_in(&self, text: &str) -> i64 {
        let finder = self.0.finder.get_or_init(|| {
            let keys = self.0.map.keys().map(|it| format!(" {it}"));
            AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(keys).ok()
        });
        let Some(finder) = finder else { return 0 };
        let text = format!(" {}", text.to_lowercase());
        let mut seen = vec![false; finder.patterns_len()];
        finder.find_overlapping_iter(&text).for_each(|it| seen[it.pattern().as_usize()] = true);
        seen.into_iter().filter(|it| *it).count() as i64
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.map.keys().map(|it| it.as_str())
    }

    pub(super) fn contains(&self, key: &str) -> bool {
        self.0.map.contains_key(key)
    }

    pub(super) fn get(&self, key: &str) -> Dynamic {
        self.0.map.get(key).cloned().unwrap_or(Dynamic::UNIT)
    }
}
