//! A map of a record as scripts see it.

use crate::rule::keys::Keys;
use rhai::{Dynamic, Map};
use std::sync::{Arc, OnceLock};

/// A map of a record, shared: a word list of hundreds is not copied for every sentence.
#[derive(Clone)]
pub(in crate::rule) struct Table(Arc<Entries>);

struct Entries {
    map: Map,
    /// To find the keys in a text; made when first needed.
    keys: OnceLock<Keys>,
}

impl Table {
    /// `map`, with the maps in it shared as well.
    pub(in crate::rule) fn new(map: &Map) -> Table {
        let share = |value: &Dynamic| match value.read_lock::<Map>() {
            Some(inner) => Dynamic::from(Table::new(&inner)),
            None => value.clone(),
        };
        let map = map.iter().map(|(key, value)| (key.clone(), share(value))).collect();
        Table(Arc::new(Entries { map, keys: OnceLock::new() }))
    }

    /// How many keys stand in `text`, whatever their case, each after a space or at the start.
    pub(super) fn keys_in(&self, text: &str) -> i64 {
        let keys = self.0.keys.get_or_init(|| Keys::new(self.keys()));
        i64::from(keys.count_in(text))
    }

    pub(in crate::rule) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.map.keys().map(|it| it.as_str())
    }

    pub(super) fn contains(&self, key: &str) -> bool {
        self.0.map.contains_key(key)
    }

    pub(in crate::rule) fn get(&self, key: &str) -> Dynamic {
        self.0.map.get(key).cloned().unwrap_or(Dynamic::UNIT)
    }
}
