//! The parties that the opening introduces with a name to call them by.

use super::Found;
use super::introduction::{Introduction, introductions};
use super::is_role;
use super::name::{
    belongs, between, is_blank, is_proper, name_before, name_in, role_and_name, without_legal_form,
};
use crate::document::{Block, Document, Kind, Zone};
use crate::span::Span;

/// How far into a contract parties are introduced, in blocks and bytes.
const OPENING: (usize, u32) = (80, 16_000);

/// What has been read of the opening.
#[derive(Default)]
struct Read {
    /// Where the words that describe the next party start.
    since: Option<u32>,
    /// In how many blocks more parties may stand, since "is made by and between".
    between: u8,
}

impl Found {
    /// Parties that the opening introduces with a name to call them by.
    pub(super) fn introduced(&mut self, doc: &Document) {
        let mut read = Read::default();
        for block in doc.blocks.iter().take(OPENING.0) {
            if block.span.start > OPENING.1 || block.zone == Zone::Contents {
                continue;
            }
            if self.parties.len() >= 2
                && matches!(block.zone, Zone::Operative | Zone::Definition | Zone::Signature)
                && block.clause.is_some()
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
        let in_parties = block.zone == Zone::Parties;
        if in_parties && let Some((role, name)) = role_and_name(text) {
            self.add(Some(name), &[role.to_owned()], block.span);
            read.since = None;
            return;
        }
        read.between = read.between.saturating_sub(1);
        // What stands before "between" names the document and its date.
        let opens = between_cue(text);
        let ends = text.trim_end_matches([':', ' ', '*']).to_ascii_lowercase();
        if opens.is_some() || ends.ends_with("between") || ends.ends_with("tussen") {
            read.between = 6;
        }
        let naming = |cue: usize| in_parties || opens.is_some_and(|it| cue > it);
        let mut from = 0;
        let found = introductions(text, in_parties);
        for introduction in &found {
            let described = text.get(from..introduction.cue).unwrap_or("");
            from = introduction.end;
            let name = name_before(described).or_else(|| {
                let since = read.since?;
                name_in(doc.text.get(since as usize..at as usize)?)
            });
            // "(the “Service”)" names a thing: a party has a name, and one that looks so.
            let name = name.filter(|it| is_proper(it));
            if introduction.together && (name.is_none() || introduction.aliases.is_empty()) {
                read.since = None;
                continue;
            }
            if !self.is_party(
                introduction,
                name.as_deref(),
                described,
                naming(introduction.cue),
                at,
            ) {
                continue;
            }
            read.since = None;
            let (start, end) = introduction.alias;
            let place = Span::new(at as usize + start, at as usize + end);
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
                && block.clause.is_none()
                && self.parties.len() < 3
                && let Some(name) = name_in(text)
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
        } else if in_parties {
            let rest = text.get(from..).unwrap_or("");
            read.since = name_in(rest).map(|_| at + from as u32);
        }
    }

    /// Whether what an introduction names is a party.
    fn is_party(
        &self,
        introduction: &Introduction,
        name: Option<&str>,
        described: &str,
        naming: bool,
        at: u32,
    ) -> bool {
        let known = introduction.aliases.iter().any(|it| is_role(it));
        match name {
            _ if introduction.aliases.is_empty() => false,
            Some(_) if known => true,
            // A template leaves a blank where the name will stand.
            None if known => naming || at < 4_000,
            Some(name) => naming || belongs(name, &introduction.aliases),
            None => {
                naming && self.parties.len() < 2 && introduction.announced && is_blank(described)
            }
        }
    }
}

/// Where the words start that say between whom the contract is.
fn between_cue(text: &str) -> Option<usize> {
    let start: String = text.chars().take(2_000).map(|it| it.to_ascii_lowercase()).collect();
    [" between ", "between ", " among ", "entered into by ", " tussen ", "tussen "]
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
