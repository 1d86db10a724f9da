//! The names that an opening says it will use: "hierna te noemen: Opdrachtgever", "(the
//! “Supplier”)".

use super::form::is_inside_name;
use super::name::in_placeholder;
use super::{capitalised, is_role, listed, nobody};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::sync::LazyLock;

/// A name that the text says it will use from here on.
pub(super) struct Introduction {
    /// Where the words that announce it start.
    pub(super) cue: usize,
    pub(super) aliases: Vec<String>,
    /// The first alias.
    pub(super) alias: (usize, usize),
    pub(super) end: usize,
    /// For all parties together.
    pub(super) together: bool,
    /// By words that say so, rather than by a bracket.
    pub(super) announced: bool,
    /// By a bracket alone, without quotation marks.
    pub(super) in_passing: bool,
    /// By a word of the language that is no known role: "hierna: de zender".
    pub(super) plain_word: bool,
}

static CUES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    finder(&[
        "(",
        "hierna",
        "verder te noemen",
        "verder:",
        "nader te noemen",
        "verder genoemd",
        "nader genoemd",
        "hereinafter",
        "hereafter",
        "referred to as",
        "(the \"",
        "(the “",
        "(the ”",
        "(the '",
        "(the ‘",
        "(\"",
        "(“",
        "(”",
        "(„",
        "('",
        "(‘",
        "(de \"",
        "(de “",
        "(als \"",
        "; \"",
        "; “",
        "(collectively",
        "(together",
        "(each",
        "(in such capacity",
        "(de ‘",
        "(de '",
        "(as \"",
        "(as “",
        "(the &quot;",
        "(\u{201f}",
        "(``",
        "(''",
        "(the ``",
        "(the ''",
        "ook te noemen",
        "te noemen",
        "aan te duiden",
        "in het vervolg",
        "kortweg",
        "verder \"",
        "verder “",
        "verder '",
        "verder ‘",
        "verder de ",
        "verder het ",
    ])
});

/// The introductions in a block, in order; with those in bare brackets where a block is about
/// the parties.
pub(super) fn introductions(text: &str, named_in_passing: bool) -> Vec<Introduction> {
    read(text, named_in_passing, nobody)
}

/// The introductions in a text that lists parties, also those by a word that mostly names a thing:
/// "(the “Fund”)".
pub(super) fn every_introduction(text: &str) -> Vec<Introduction> {
    const OTHERS: [&str; 4] = ["party", "parties", "partij", "partijen"];
    read(text, true, |it| OTHERS.contains(&it.to_lowercase().as_str()))
}

fn read(text: &str, named_in_passing: bool, nobody: fn(&str) -> bool) -> Vec<Introduction> {
    let mut found: Vec<Introduction> = Vec::new();
    let mut past = 0;
    for cue in CUES.iter().flat_map(|it| it.find_iter(text)) {
        if cue.start() < past {
            continue;
        }
        let words = &text[cue.start()..cue.end()];
        // What stands behind "verder" belongs to the name.
        let plain = words.len() >= 7
            && words.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("verder"))
            && !words.contains("noem")
            && !words.contains(':');
        let after = match words.starts_with(['(', ';']) {
            true => cue.start() + 1,
            false if plain => cue.start() + "verder".len(),
            false => cue.end(),
        };
        let in_bracket = || ending_alias(text, cue.start());
        let Some(introduction) =
            aliases_after(text, cue.start(), after, nobody).or_else(in_bracket)
        else {
            continue;
        };
        // "(Tern)" names a party; "(Delaware) Tern" or "(see Annex 1)" doesn't.
        let quoted = text[..introduction.alias.0].ends_with(['"', '“', '”', '„']);
        let plain = &text[cue.start()..cue.end()] == "(" && !introduction.announced && !quoted;
        let closed = text[introduction.end..].trim_start_matches([' ', '*', '_']).starts_with(')');
        if plain && (!(named_in_passing && closed) || is_inside_name(text, cue.start())) {
            continue;
        }
        // "(each of Tern and Kestrel a “Party”)" calls nobody Tern.
        if text[cue.start()..].starts_with("(each") && !quoted && !introduction.announced {
            continue;
        }
        past = introduction.end;
        found.push(Introduction { in_passing: plain, ..introduction });
    }
    found
}

/// Words between the announcement and the name.
const FILLERS: &[&str] = &[
    "te",
    "noemen",
    "ook",
    "verder",
    "nader",
    "genoemd",
    "aan",
    "duiden",
    "als",
    "aangeduid",
    "de",
    "het",
    "the",
    "as",
    "referred",
    "to",
    "called",
    "known",
    "each",
    "a",
    "an",
    "or",
    "of",
    "kortweg",
    "simply",
    "be",
    "hierna",
    "hereinafter",
    "hereafter",
    "aangeduid",
    "en/of",
    "is",
    "worden",
    "wordt",
    "met",
    "and",
    "for",
    "purposes",
    "naam",
    "in",
    "such",
    "capacity",
    "herein",
    "below",
    "by",
    "reference",
    "vervolg",
    "dezen",
    "them",
];

/// Words that say that a name follows.
const ANNOUNCE: &[&str] = &[
    "noemen",
    "genoemd",
    "hierna",
    "hereinafter",
    "hereafter",
    "referred",
    "aangeduid",
    "vervolg",
];

/// Words that make a name stand for all parties.
pub(super) const TOGETHER: &[&str] = &[
    "gezamenlijk",
    "tezamen",
    "samen",
    "collectively",
    "together",
    "jointly",
    "beiden",
    "both",
    "individually",
    "afzonderlijk",
    "ieder",
    "elk",
];

fn aliases_after(
    text: &str,
    cue: usize,
    from: usize,
    nobody: fn(&str) -> bool,
) -> Option<Introduction> {
    let mut at = from;
    let mut together = false;
    let mut announced = !text[cue..from].starts_with(['(', ';']);
    let before = text.get(floor(text, cue.saturating_sub(40))..cue)?;
    together |= before.rsplit([' ', ',', ';']).take(4).any(|word| listed(TOGETHER, word));
    let mut aliases: Vec<String> = Vec::new();
    let mut place = None;
    let mut end = from;
    let mut plain = None;
    let mut article = false;
    for _ in 0..24 {
        let rest = text.get(at..)?;
        // "hereinafter referred to as (“Tern”)".
        let bracket = |it: char| announced && it == '(';
        let trimmed = rest.trim_start_matches(|it| " :/,*_-–".contains(it) || bracket(it));
        at += rest.len() - trimmed.len();
        let Some(first) = trimmed.chars().next() else { break };
        if let Some(closing) = closing_quotes(first) {
            let opening = first.len_utf8();
            let opening =
                if trimmed.starts_with("''") || trimmed.starts_with("``") { 2 } else { opening };
            let inner = &trimmed[opening..];
            let closed = inner.find(closing).filter(|&it| it <= 60 && it > 0);
            // "(hereinafter, "Tern)" lacks its closing mark.
            let unclosed = || inner.find(')').filter(|&it| it <= 30 && it > 0);
            let Some(length) = closed.or_else(unclosed) else { break };
            let alias = inner[..length].trim_matches([' ', ',', '.', ';', ')']);
            let start = at + opening + inner.find(alias).unwrap_or(0);
            if place.is_none() {
                place = Some((start, start + alias.len()));
            }
            if announced && aliases.is_empty() && (article || bare(alias) != alias) {
                plain = plain_word(bare(alias), ")").map(str::to_owned);
            }
            aliases.push(alias.to_owned());
            at += opening + length;
            if !text[at..].starts_with(')') {
                at += text[at..].chars().next().map_or(0, char::len_utf8);
            }
            end = at;
            continue;
        }
        let word_end = trimmed
            .find(|it: char| !(it.is_alphanumeric() || matches!(it, '-' | '&' | '/' | '.')))
            .unwrap_or(trimmed.len());
        let word = trimmed[..word_end].trim_end_matches('.');
        if word.is_empty() {
            break;
        }
        // "hierna: Samen Sterk" is a name.
        let named = first.is_uppercase()
            && trimmed[word_end..].trim_start().starts_with(char::is_uppercase);
        if listed(TOGETHER, word) && !named {
            // "(“Licensing” and together with Seller, “Arizona”)": the first name is its own.
            if !aliases.is_empty() {
                break;
            }
            together = true;
            at += word_end;
            continue;
        }
        if !aliases.is_empty() {
            if listed(&["or", "of", "en", "and", "the", "de", "ook", "also", "as"], word) {
                at += word_end;
                continue;
            }
            break;
        }
        if listed(FILLERS, word) {
            announced |= listed(ANNOUNCE, word);
            article = listed(&["de", "het", "the"], word);
            at += word_end;
            continue;
        }
        // Without quotes: a known role, or a run of words with capitals.
        if is_role(word) && !first.is_uppercase() || first.is_uppercase() {
            let mut length = word.len();
            for next in trimmed[length..].split_inclusive(' ').skip(1).take(4) {
                // A name ends with its line.
                let line = next.split('\n').next().unwrap_or_default();
                if trimmed[length..].starts_with('\n') {
                    break;
                }
                let bare = line.trim_end_matches(|it: char| !it.is_alphanumeric());
                if bare.is_empty() && next.trim() == "&" {
                    continue;
                }
                if !bare.starts_with(char::is_uppercase)
                    || trimmed[..length].ends_with([',', ';', '.'])
                {
                    break;
                }
                let start = trimmed[length..].find(bare).map_or(length, |it| length + it);
                // Only spaces may stand between the words of a name, or an "&".
                if !trimmed[length..start].trim_matches([' ', '&']).is_empty() {
                    break;
                }
                length = start + bare.len();
            }
            place = Some((at, at + length));
            aliases.push(trimmed[..length].to_owned());
            end = at + length;
            break;
        }
        // "hierna te noemen: de zender".
        if announced
            && article
            && let Some(word) = plain_word(word, &trimmed[word_end..])
        {
            place = Some((at, at + word.len()));
            aliases.push(word.to_owned());
            plain = Some(word.to_owned());
            end = at + word.len();
        }
        break;
    }
    if aliases.is_empty() {
        return None;
    }
    let plain = plain.filter(|it| !nobody(it));
    together |= aliases.iter().all(|it| nobody(it))
        && aliases
            .iter()
            .any(|it| it.eq_ignore_ascii_case("partijen") || it.eq_ignore_ascii_case("parties"));
    aliases.retain(|it| {
        !nobody(it)
            && it.len() > 1
            && (it.contains(|it: char| it.is_uppercase() || it == '.')
                || is_role(bare(it))
                || plain.as_deref() == Some(bare(it)))
            && it.chars().count() <= 40
    });
    if aliases.is_empty() && !together {
        return None;
    }
    let aliases = aliases
        .into_iter()
        .map(|it| {
            let it = bare(&it);
            // "{{werkgever.hierna}}" is filled with what the blank is called after.
            if let Some(role) = in_placeholder(it) {
                return role;
            }
            let role = is_role(it) || plain.as_deref() == Some(it);
            match role && it.starts_with(char::is_lowercase) {
                true => capitalised(it),
                false => it.to_owned(),
            }
        })
        // As it stands in the text: only a role is met in small letters without more.
        .chain(plain.clone())
        .collect();
    Some(Introduction {
        cue,
        aliases,
        alias: place?,
        end,
        together,
        announced,
        in_passing: false,
        plain_word: plain.is_some(),
    })
}

/// A word in small letters that can be what somebody is called by, if what follows ends it.
fn plain_word<'a>(word: &'a str, behind: &str) -> Option<&'a str> {
    let fits = (3..=24).contains(&word.chars().count())
        && word.chars().all(|it| it.is_lowercase() || it == '-')
        && !is_role(word)
        && !listed(FILLERS, word)
        && !listed(TOGETHER, word);
    let rest = behind.trim_start();
    let ends = rest.is_empty()
        || rest.starts_with([')', ',', ';', '.', '"', '”', '’', '\''])
        || behind.starts_with('\n')
        || ["en ", "and ", "enerzijds", "anderzijds"].iter().any(|it| rest.starts_with(it));
    (fits && ends).then_some(word)
}

/// The longest bracket that may end in a name.
const BRACKET: usize = 160;

/// The name at the end of a bracket that says more: `(together with its subsidiaries, “EST”)`.
fn ending_alias(text: &str, cue: usize) -> Option<Introduction> {
    let inner = text.get(cue..)?.strip_prefix('(')?;
    let inner = &inner[..inner.find(')').filter(|it| *it <= BRACKET)?];
    let quoted = inner.trim_end().strip_suffix(['"', '”', '“'])?.trim_end_matches([',', '.']);
    let from = quoted.rfind(['"', '“', '„'])?;
    let alias = bare(quoted[from..].trim_start_matches(['"', '“', '„']));
    let before = quoted[..from].to_lowercase();
    // It must speak of the party itself: "(a corporation formed under the “Act”)" does not.
    let own = ["subsidiar", "affiliate", "its successors", "dochter", "gelieerde", "rechtsopvolg"];
    let fits = own.iter().any(|it| before.contains(it))
        && !nobody(alias)
        && (2..=40).contains(&alias.chars().count())
        && alias.starts_with(char::is_uppercase);
    let start = cue + 1 + (quoted.len() - alias.len());
    fits.then(|| Introduction {
        cue,
        aliases: vec![alias.to_owned()],
        alias: (start, start + alias.len()),
        end: cue + 1 + inner.len(),
        together: false,
        announced: false,
        in_passing: false,
        plain_word: false,
    })
}

/// Finds words whatever their case, the longest where several start at one place.
pub(super) fn finder(words: &[&str]) -> Option<AhoCorasick> {
    // None only when the words make too large an automaton; ours are far below that.
    AhoCorasick::builder()
        // What is searched is short: the fastest automaton takes longer to make than it saves.
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(words)
        .ok()
}

/// A name without the article that stands within its quotation marks.
fn bare(name: &str) -> &str {
    let articles = ["the ", "The ", "de ", "De ", "het ", "Het "];
    articles.iter().find_map(|it| name.strip_prefix(it)).unwrap_or(name)
}

/// What closes a quotation that `char` opens.
fn closing_quotes(char: char) -> Option<&'static [char]> {
    match char {
        '"' | '“' | '”' | '„' | '\u{201f}' => Some(&['"', '”', '“']),
        '\'' | '‘' | '’' | '`' => Some(&['\'', '’']),
        '«' => Some(&['»']),
        _ => None,
    }
}

pub(super) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
