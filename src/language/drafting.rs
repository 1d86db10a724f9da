//! The words by which the checks of drafting know a term, a role or another text, and by which
//! somebody is known who has a task; of all languages together but for the nouns.

use super::Language;
use super::parties::split;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The words by which the checks of drafting know a term, a role, another text.
#[derive(Debug, Default)]
pub struct DraftingWords {
    /// Nouns that a contract capitalises only to define them, each with its language.
    pub definable: Vec<(Language, &'static str)>,
    /// What says that terms are defined in another text.
    pub lent: Vec<&'static str>,
    /// What makes a reference in the same sentence one to another text, in lower case; a space
    /// before what is a word of its own.
    pub other_texts: Vec<String>,
    /// Roles that come in pairs, as they are written: `Opdrachtgever`.
    pub named_roles: Vec<&'static str>,
    /// Abbreviations that need no words beside them, in lower case.
    pub abbreviations: HashSet<&'static str>,
    /// Words that name somebody by role, in lower case: `voorzitter`.
    pub offices: HashSet<&'static str>,
    /// How compounds end that name somebody by role: `leider`.
    pub office_endings: Vec<&'static str>,
    /// What stands before the name of a person, in lower case: `mevrouw`.
    pub titles: HashSet<&'static str>,
}

impl DraftingWords {
    /// Those of all languages.
    pub fn all() -> &'static DraftingWords {
        &WORDS
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    definable: String,
    lent: String,
    other_texts: String,
    named_roles: String,
    abbreviations: String,
    offices: String,
    office_endings: String,
    titles: String,
}

static WORDS: LazyLock<DraftingWords> = LazyLock::new(|| {
    let mut words = DraftingWords::default();
    for language in Language::ALL {
        // Part of the binary, and a test reads it: a broken table can't ship.
        let table: Table = toml::from_str(match language {
            Language::Dutch => include_str!("nl/drafting.toml"),
            Language::English => include_str!("en/drafting.toml"),
        })
        .unwrap_or_default();
        words.definable.extend(split(table.definable).map(|it| (language, it)));
        words.lent.extend(split(table.lent));
        words.other_texts.extend(split(table.other_texts).map(|it| match it.strip_prefix('*') {
            Some(part) => part.to_owned(),
            None => format!(" {it}"),
        }));
        words.named_roles.extend(split(table.named_roles));
        words.abbreviations.extend(split(table.abbreviations));
        words.offices.extend(split(table.offices));
        words.office_endings.extend(split(table.office_endings));
        words.titles.extend(split(table.titles));
    }
    words
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        let words = DraftingWords::all();
        for language in Language::ALL {
            assert!(words.definable.iter().filter(|it| it.0 == language).count() > 40);
        }
        assert!(words.lent.contains(&"cover page") && words.lent.contains(&"voorblad"));
        assert!(words.other_texts.iter().any(|it| it == " wet"));
        assert!(words.other_texts.iter().any(|it| it == "statut"));
        assert!(words.named_roles.contains(&"Tenant") && words.named_roles.contains(&"Huurder"));
        assert!(words.abbreviations.contains("btw") && words.abbreviations.contains("vat"));
        assert!(words.offices.contains("voorzitter") && words.titles.contains("mrs"));
        assert!(words.office_endings.contains(&"leider"));
    }
}
