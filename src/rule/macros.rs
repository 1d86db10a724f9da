//! Expressions as rule authors write them, made ready for matching: macros expanded, gaps spelled
//! out, spaces and quotes as the text has them, accents folded.

use super::needs::{Need, needs};
use super::syntax::{Node, parse};
use crate::analyze::Speaker;
use crate::language::Language;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// A macro: what it stands for, and what it stands for where "we" is one party.
#[derive(Debug, Default)]
struct Macro {
    together: String,
    one_party: Option<String>,
}

type Table = BTreeMap<String, Macro>;

static NL: LazyLock<Table> = LazyLock::new(|| table(include_str!("../language/nl/macros.toml")));
static EN: LazyLock<Table> = LazyLock::new(|| table(include_str!("../language/en/macros.toml")));

/// The little of TOML that the tables are written in; build.rs, which reads them too, then needs no
/// crate for it. A test proves that nothing is lost.
fn table(text: &str) -> Table {
    let mut made = Table::new();
    let mut name = "";
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix('[') {
            name = heading.split(']').next().unwrap_or_default();
        } else if let Some((key, value)) = line.split_once(" = ") {
            let value = match value.strip_prefix('"') {
                Some(escaped) => escaped.trim_end_matches('"').replace(r"\\", r"\"),
                None => value.trim_matches('\'').to_owned(),
            };
            let entry = made.entry(name.to_owned()).or_default();
            match key {
                "one_party" => entry.one_party = Some(value),
                _ => entry.together = value,
            }
        }
    }
    made
}

/// `pattern` as it is compiled.
///
/// # Errors
/// Names a macro that the language doesn't have.
pub fn expand(pattern: &str, language: Language, speaker: Speaker) -> Result<String, String> {
    spelled(pattern, language, |_, it, out| {
        out.push_str(match (speaker, &it.one_party) {
            (Speaker::OneParty, Some(one_party)) => one_party,
            _ => &it.together,
        });
    })
}

/// Stands for macro number `n` in a pattern whose macros are not spelled out.
pub(super) const MACRO: char = '\u{e000}';

/// The macros of one language and speaker, each looked at once for all patterns.
#[derive(Debug)]
pub(super) struct Macros {
    /// What each stands for.
    pub(super) nodes: Vec<Option<Node>>,
    needs: Vec<Vec<Need>>,
}

impl Macros {
    /// What macro `number` stands for.
    pub(super) fn node(&self, number: usize) -> Option<&Node> {
        self.nodes.get(number)?.as_ref()
    }

    /// What macro `number` needs.
    pub(super) fn needs(&self, number: usize) -> &[Need] {
        self.needs.get(number).map_or(&[], Vec::as_slice)
    }
}

/// The macros of `language` where "we" is `speaker`.
pub(super) fn macros_of(language: Language, speaker: Speaker) -> &'static Macros {
    static MACROS: [OnceLock<Macros>; 4] = [const { OnceLock::new() }; 4];
    MACROS[index(language, speaker)].get_or_init(|| {
        let mut made = Macros { nodes: Vec::new(), needs: Vec::new() };
        let of = |name: &String| parse(&expand(&format!("%{name}%"), language, speaker).ok()?);
        for node in table_of(language).keys().map(of) {
            let needs = node.as_ref().map(|it| needs(it, &made)).unwrap_or_default();
            made.nodes.push(node);
            made.needs.push(needs);
        }
        made
    })
}

/// Where things that differ by language and speaker stand in a row of four.
pub(super) fn index(language: Language, speaker: Speaker) -> usize {
    2 * usize::from(language == Language::English) + usize::from(speaker == Speaker::OneParty)
}

/// `pattern` as [`parse`] takes it: a stand-in for each macro.
///
/// # Errors
/// Names a macro that the language doesn't have.
pub(super) fn short(pattern: &str, language: Language) -> Result<String, String> {
    spelled(pattern, language, |number, _, out| {
        out.extend(char::from_u32(MACRO as u32 + number as u32));
    })
}

fn table_of(language: Language) -> &'static Table {
    match language {
        Language::Dutch => &NL,
        Language::English => &EN,
    }
}

/// `pattern` with gaps, spaces, quotes and accents as they are matched, and with what `write`
/// makes of each macro and its number.
fn spelled(
    pattern: &str,
    language: Language,
    write: impl Fn(usize, &Macro, &mut String),
) -> Result<String, String> {
    let macros = table_of(language);
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some(at) = rest.find(['%', '<']) {
        let (before, special) = rest.split_at(at);
        out.push_str(before);
        if let Some(words) = gap(special) {
            out.push_str("[^.;]{0,");
            out.push_str(words);
            out.push('}');
            rest = &special[words.len() + 2..];
        } else if let Some(name) = name(special) {
            let number = macros.keys().position(|it| it == name);
            match (name, number.zip(macros.get(name))) {
                ("G", _) => out.push_str(r"(?:[^ .;:]+ ){0,8}"),
                ("g", _) => out.push_str(r"(?:[^ .;:]+ ){0,3}"),
                (_, Some((number, it))) => write(number, it, &mut out),
                (_, None) => {
                    let known: Vec<&str> = macros.keys().map(String::as_str).collect();
                    return Err(format!(
                        "no macro %{name}% (there are %{}%, %G%, %g%)",
                        known.join("%, %")
                    ));
                }
            }
            rest = &special[name.len() + 2..];
        } else {
            out.push_str(&special[..1]);
            rest = &special[1..];
        }
    }
    out.push_str(rest);
    Ok(fold_pattern(&out.replace(r"\s+", " ").replace(r"\s*", " ?").replace(r"\s", " ")))
}

/// The `60` of `<60>` at the start of `text`. `(?P<party>` has letters there and stays.
fn gap(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('<')?.split('>').next()?;
    let closed = text.as_bytes().get(digits.len() + 1) == Some(&b'>');
    (closed && !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())).then_some(digits)
}

/// The `P` of `%P%` at the start of `text`.
fn name(text: &str) -> Option<&str> {
    let name = text.strip_prefix('%')?.split('%').next()?;
    let closed = text.as_bytes().get(name.len() + 1) == Some(&b'%');
    (closed && !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphabetic())).then_some(name)
}

/// A pattern as it is matched; stand-ins for macros stay.
fn fold_pattern(pattern: &str) -> String {
    pattern.chars().map(|it| if it >= MACRO { it } else { fold_char(it) as char }).collect()
}

/// One ASCII character for every character: accents gone, quotes straight, dashes short.
pub fn fold(text: &str) -> String {
    text.chars().map(|it| fold_char(it) as char).collect()
}

/// The ASCII character that stands in for `char` when matching: its base letter, `'`, `"`, `-`, a
/// space; `\x7f` for any other letter or sign.
pub fn fold_char(char: char) -> u8 {
    match char {
        '\0'..='\x7e' => char as u8,
        'à'..='å' | 'ā' | 'ă' | 'ą' => b'a',
        'À'..='Å' => b'A',
        'ç' | 'ć' | 'č' => b'c',
        'Ç' => b'C',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => b'e',
        'È'..='Ë' => b'E',
        'ì'..='ï' | 'ī' => b'i',
        'Ì'..='Ï' => b'I',
        'ñ' | 'ń' => b'n',
        'Ñ' => b'N',
        'ò'..='ö' | 'ø' | 'ō' => b'o',
        'Ò'..='Ö' | 'Ø' => b'O',
        'ù'..='ü' | 'ū' => b'u',
        'Ù'..='Ü' => b'U',
        'ý' | 'ÿ' => b'y',
        'š' => b's',
        'ž' => b'z',
        '‘' | '’' | '‚' | '‛' | '′' | '´' => b'\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => b'"',
        '‐'..='―' | '−' => b'-',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => b' ',
        _ => b'\x7f',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nl(pattern: &str) -> String {
        expand(pattern, Language::Dutch, Speaker::Together).unwrap()
    }

    #[test]
    fn macros_gaps_and_spaces_are_spelled_out() {
        assert_eq!(nl(r"kosten\s+<20>draagt"), "kosten [^.;]{0,20}draagt");
        assert!(nl(r"(?P<party>%P%) mag").starts_with(r"(?P<party>\b(?:(?:de|het|een) )?"));
        assert_eq!(nl("100% zeker"), "100% zeker");
        assert_eq!(nl("beëindigen"), "beeindigen");
    }

    #[test]
    fn a_macro_that_is_not_there_is_named() {
        let wrong = expand("%Q% mag", Language::English, Speaker::Together).unwrap_err();
        assert!(wrong.contains("%Q%") && wrong.contains("%P%"), "{wrong}");
    }

    #[test]
    fn we_is_a_party_where_one_party_says_we() {
        let together = expand("%P%", Language::English, Speaker::Together).unwrap();
        let one = expand("%P%", Language::English, Speaker::OneParty).unwrap();
        assert!(!together.contains("|we") && one.contains("|we|"));
    }

    #[test]
    fn the_tables_are_read_as_toml() {
        for (text, table) in [
            (include_str!("../language/nl/macros.toml"), &*NL),
            (include_str!("../language/en/macros.toml"), &*EN),
        ] {
            let toml: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(text).unwrap();
            assert!(toml.keys().eq(table.keys()));
            for (name, entries) in &toml {
                assert_eq!(table[name].together, entries["together"], "{name}");
                assert_eq!(table[name].one_party.as_ref(), entries.get("one_party"), "{name}");
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_macros() {
        assert!(NL.len() >= 6);
        assert!(NL.keys().eq(EN.keys()));
    }
}
