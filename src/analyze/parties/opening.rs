//! The parties that the opening introduces with a name to call them by.

use super::Found;
use super::form::without_legal_form;
use super::introduction::{Introduction, introductions};
use super::is_role;
use super::name::{between, in_placeholder, is_blank, name_before, name_in, role_and_name};
use super::preamble::is_example;
use super::proper::{belongs, is_proper, is_taken_from};
use crate::document::{Block, Document, Kind, Zone};
use crate::span::Span;

/// What opens the reasons for a contract, in the same block as its parties.
const REASONS: [&str; 9] = [
    "WHEREAS",
    "Whereas",
    "WITNESSETH",
    "W I T N E S S E T H",
    "RECITALS",
    "NOW, THEREFORE",
    "agree as follows",
    "OVERWEGENDE",
    "Overwegende",
];

/// How far into a contract parties are introduced, in blocks and bytes.
const OPENING: (usize, u32) = (80, 16_000);

/// How far into a contract two may be introduced in passing, in bytes.
const NEAR: u32 = 3_000;

/// What has been read of the opening.
#[derive(Default)]
struct Read {
    /// Where the words that describe the next party start.
    since: Option<u32>,
    /// In how many blocks more parties may stand, since "is made by and between".
    between: u8,
    /// Whether that was all the block said.
    headed: bool,
    /// Whether the reasons for the contract have begun.
    over: bool,
    /// Whether the heading above said that the parties follow.
    titled: bool,
}

impl Found {
    /// Parties that the opening introduces with a name to call them by.
    pub(super) fn introduced(&mut self, doc: &Document) {
        let mut read = Read::default();
        for block in doc.blocks.iter().take(OPENING.0) {
            if block.span.start > OPENING.1 || block.zone == Zone::Contents {
                continue;
            }
            let introduced = self.parties.iter().filter(|it| it.role.is_some()).count();
            if read.over || introduced >= 2 && block.zone == Zone::Recital {
                break;
            }
            if self.parties.len() >= 2
                && matches!(block.zone, Zone::Operative | Zone::Definition | Zone::Signature)
                && block.clause.is_some()
                && (self.parties.iter().any(|it| it.role.is_some())
                    || between_cue(&doc[block.span]).is_none())
            {
                break;
            }
            self.block(doc, block, &mut read);
        }
        // "1. Tern B.V., gevestigd te Lent" and nothing to call it by.
        if self.parties.len() < 2
            && let Some(since) = read.since
            && let Some(block) = doc.block_at(since).and_then(|it| doc.blocks.get(it))
            && let Some(name) =
                name_in(doc.text.get(since as usize..block.span.end as usize).unwrap_or(""))
            && without_legal_form(&name).is_some()
        {
            self.add(Some(name), &[], Span { start: since, end: block.span.end });
        }
    }

    fn block(&mut self, doc: &Document, block: &Block, read: &mut Read) {
        let at = block.span.start;
        let text = &doc[block.span];
        if matches!(block.kind, Kind::Heading(_)) || text.starts_with('#') {
            let bare = text.trim_matches(|it: char| !it.is_alphabetic()).to_lowercase();
            let titles = ["partijen", "de partijen", "parties", "the parties", "ondergetekenden"];
            read.titled = titles.contains(&bare.as_str());
            if text.starts_with('#') && !read.titled {
                read.since = None;
                return;
            }
        }
        let in_parties = block.zone == Zone::Parties || read.titled;
        if in_parties && let Some((role, name)) = role_and_name(text) {
            self.add(Some(name), &[role.to_owned()], block.span);
            read.since = None;
            return;
        }
        read.between = read.between.saturating_sub(1);
        // What stands before "between" names the document and its date.
        let opens = between_cue(text).filter(|it| !is_example(text.get(..*it).unwrap_or_default()));
        let opens = opens.or_else(|| agreeing(text));
        let ends = text.trim_end_matches([':', ' ', '*']).to_ascii_lowercase();
        // "Tern Inc." may stand at the end of one block and "(“Tern”)" at the start of the next.
        let goes_on = read.between == 5 && read.since.is_some();
        if opens.is_some() || ends.ends_with("between") || ends.ends_with("tussen") {
            read.between = 6;
            read.headed = ends == "between" || ends == "tussen";
        }
        let naming = |cue: usize| {
            // "(formerly known as …), a corporation (“Tern”)" goes on with who came before.
            let more = goes_on && (cue < 3 || text.starts_with('('));
            in_parties || opens.is_some_and(|it| cue > it) || more
        };
        let mut from = 0;
        let mut paired = false;
        let mut found = introductions(text, in_parties || opens.is_some());
        if !in_parties {
            // Outside the words about the parties "hierna: het perceel" is more likely, unless two
            // are named so: "Zonnehof (hierna “de zender”) … voor De Aar (hierna “de sponsor”)".
            let announced = found.iter().filter(|it| it.announced && !it.together).count();
            paired = announced == 2 && at < NEAR && found.iter().any(|it| it.plain_word);
            found.retain(|it| !it.plain_word || paired);
            found.retain(|it| {
                let named = naming(it.cue) && is_short_for(&text[..it.cue], &it.aliases);
                !it.in_passing || named
            });
        }
        let mut last: Option<String> = None;
        let reasons = REASONS.iter().filter_map(|it| text.find(it)).min().unwrap_or(text.len());
        for introduction in &found {
            // Who is named in the reasons for a contract need not be a party to it.
            if introduction.cue > reasons && self.parties.len() >= 2 {
                read.over = true;
                return;
            }
            let described = text.get(from..introduction.cue).unwrap_or("");
            let first = from == 0;
            from = introduction.end;
            let name = name_before(described).filter(|it| is_proper(it)).or_else(|| {
                // What stands in the blocks before describes the first of this one.
                let since = read.since.filter(|_| first)?;
                name_in(doc.text.get(since as usize..at as usize)?)
            });
            let name = name.or_else(|| trailing_name(described).filter(|_| paired));
            // "(the “Service”)" names a thing: a party has a name, and one that looks so.
            let name = name.filter(|it| is_proper(it));
            if introduction.together && (name.is_none() || introduction.aliases.is_empty()) {
                read.since = None;
                continue;
            }
            // "Tern and Kestrel, together with Merlin the “Publishers”" are parties already.
            let mut known = self.parties.iter().flat_map(|it| &it.aliases);
            let group = introduction.aliases.iter().all(|it| it.ends_with(['s', 'S']));
            let near = described.rsplit(')').next().unwrap_or_default();
            if name.is_none() && group && known.any(|it| near.contains(it.as_str())) {
                continue;
            }
            // "Kestrel Ltd (“KL”), a Beijing company (the “Sponsor”)" is one party.
            let same_one = introduction.aliases.iter().any(|it| is_role(it))
                && !described.contains(['{', '['])
                && ![" and ", " en ", ";", " the "].iter().any(|it| described.contains(it));
            let name = name.or(last.take().filter(|_| same_one));
            let naming = naming(introduction.cue)
                || paired
                || introduction.announced && is_described(&described.to_ascii_lowercase());
            let near = at < 6_000 || block.zone == Zone::Definition;
            if !self.is_party(introduction, name.as_deref(), described, naming, at, near) {
                continue;
            }
            read.since = None;
            let (start, end) = introduction.alias;
            let place = Span::new(at as usize + start, at as usize + end);
            last.clone_from(&name);
            self.add(name, &introduction.aliases, place);
        }
        if found.is_empty() {
            if self.parties.is_empty()
                && (in_parties || opens.is_some())
                && let Some(pair) = between(text)
            {
                for (name, alias) in pair {
                    if let Some(start) = text.find(name.as_str()) {
                        let start = at as usize + start;
                        let place = Span::new(start, start + name.len());
                        self.add(Some(name), alias.as_slice(), place);
                    }
                }
                return;
            }
            // "BETWEEN", and then a block for each.
            if read.between > 0
                && (block.clause.is_none() || read.headed)
                && self.parties.len() < 3
                && let Some(name) = name_in(text)
                && without_legal_form(&name).is_some()
                && is_proper(&name)
                && text.starts_with(name.as_str())
            {
                self.add(Some(name), &[], block.span);
            }
            // "1. Tern B.V., gevestigd te Lent" under "Partijen", and a blank for the other.
            if read.titled
                && let Some(name) = name_in(text).filter(|it| is_proper(it))
                && without_legal_form(&name).is_some()
                && text.starts_with(name.as_str())
            {
                self.add(Some(name), &[], block.span);
            }
            if matches!(block.kind, Kind::Heading(_)) && !in_parties {
                read.since = None;
            } else if in_parties && name_in(text).is_some() {
                read.since.get_or_insert(at);
            }
        } else if in_parties || opens.is_some() {
            self.first_of_two(text, at, opens);
            let rest = text.get(from..).unwrap_or("");
            read.since = name_in(rest).map(|_| at + from as u32);
            // "… and Tern Inc." at the end of a block, and its description in the next.
            if let Some(last) = name_before(rest).filter(|it| without_legal_form(it).is_some())
                && read.since.is_none()
                && rest.trim_end().ends_with(last.as_str())
            {
                read.since = text.rfind(last.as_str()).map(|it| at + it as u32);
            }
        }
    }

    /// "between Tern Inc., a Delaware corporation, and Kestrel Ltd (“Kestrel”)": the first has no
    /// name but its own.
    fn first_of_two(&mut self, text: &str, at: u32, opens: Option<usize>) {
        let ([_], Some(opens)) = (&self.parties[..], opens) else { return };
        let Some(rest) = text.get(opens..) else { return };
        // "Mr. Reed, the representative of the “Company”".
        let quoted = |it: &&str| is_role(it) && it.starts_with(char::is_uppercase);
        let known =
            |it: &&str| self.parties.iter().any(|party| party.aliases.iter().any(|own| own == it));
        let other =
            rest.split(['“', '”', '"']).skip(1).step_by(2).find(|it| quoted(it) && !known(it));
        if let Some(other) = other.map(str::to_owned)
            && let Some(start) = rest.find(other.as_str())
        {
            let start = at as usize + opens + start;
            self.add(None, std::slice::from_ref(&other), Span::new(start, start + other.len()));
            return;
        }
        let blank = rest.find(['{', '[']).and_then(|it| in_placeholder(&rest[it..]));
        let full = name_in(rest).filter(|it| is_proper(it) && without_legal_form(it).is_some());
        let Some(name) = full.or(blank) else { return };
        let known = |it: &String| it.contains(name.as_str()) || name.contains(it.as_str());
        if self.parties.iter().any(|it| it.aliases.iter().any(known)) {
            return;
        }
        let Some(start) = text.get(opens..).and_then(|it| it.find(name.as_str())) else { return };
        let start = at as usize + opens + start;
        self.add(Some(name.clone()), &[], Span::new(start, start + name.len()));
        // It is named first.
        self.parties.rotate_right(1);
    }

    /// Whether what an introduction names is a party.
    fn is_party(
        &self,
        introduction: &Introduction,
        name: Option<&str>,
        described: &str,
        naming: bool,
        at: u32,
        near: bool,
    ) -> bool {
        let known = introduction.aliases.iter().any(|it| is_role(it));
        match name {
            _ if introduction.aliases.is_empty() => false,
            Some(_) if known => true,
            // "between the Founder and the Company (the “Plan”)" gives no party a name.
            Some(name) if is_role(name) => false,
            // A template leaves a blank where the name will stand.
            None if known => naming || at < 4_000 || introduction.announced,
            // Further on it is who mediates or keeps an account.
            Some(name) => naming || near && belongs(name, &introduction.aliases),
            None => {
                naming && self.parties.len() < 2 && introduction.announced && is_blank(described)
            }
        }
    }
}

/// The name that a description ends in: "… zendt een boodschap uit voor De Aar V.O.F."
fn trailing_name(described: &str) -> Option<String> {
    let described = described.trim_end();
    let mut from = described.len();
    while let Some(at) = described[..from].trim_end().rfind(' ').map(|it| it + 1) {
        let word = described[at..from].trim();
        if !["de", "van", "der", "&"].contains(&word) && !word.starts_with(char::is_uppercase) {
            break;
        }
        from = at;
    }
    name_in(described.get(from..)?)
}

/// Where the words start that say between whom the contract is.
pub(super) fn between_cue(text: &str) -> Option<usize> {
    let start: String = text.chars().take(2_000).map(|it| it.to_ascii_lowercase()).collect();
    [
        " between ",
        " between,",
        "between ",
        " among ",
        " among,",
        "entered into by ",
        " tussen ",
        "tussen ",
    ]
    .iter()
    .filter_map(|it| match it.starts_with(' ') {
        true => start.find(it),
        false => start
            .starts_with(it)
            .then_some(0)
            .or_else(|| it.contains("into").then(|| start.find(it)).flatten()),
    })
    .min()
}

/// The start of a text that introduces who agrees: "Tern Inc. (“Tern”) and Kestrel Ltd (“Kestrel”)
/// agree as follows".
fn agreeing(text: &str) -> Option<usize> {
    let end = ["agree as follows", "hereby agree", "komen overeen", "komen het volgende overeen"]
        .iter()
        .filter_map(|it| text.find(it))
        .min()?;
    let before = &text[..end];
    let brackets = before.matches([')']).count();
    let reasons = REASONS.iter().any(|it| before.contains(it));
    (brackets >= 2 && before.len() <= 900 && !reasons).then_some(0)
}

/// Whether the words before a name say who somebody is: "gevestigd te", "a Delaware corporation".
fn is_described(lower: &str) -> bool {
    [
        "vertegenwoordigd door",
        "gevestigd",
        "wonende",
        "kantoorhoudende",
        " corporation",
        "limited liability",
        "incorporated under",
        "organized under",
        "registered office",
        "existing under",
    ]
    .iter()
    .any(|it| lower.contains(it))
}

/// Whether a name in bare brackets is a role or is taken from the words before it: "(ESI)",
/// "(EMPLOYEE)".
fn is_short_for(before: &str, aliases: &[String]) -> bool {
    aliases.iter().any(|it| is_role(it))
        || name_before(before).is_some_and(|name| is_proper(&name) && is_taken_from(&name, aliases))
}
