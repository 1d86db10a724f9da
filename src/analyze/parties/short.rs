//! Short names that nothing introduces: "CBP" of a list of abbreviations, "Tern" of "Tern Inc.".

use super::form::without_legal_form;
use super::{Party, capitalised, is_role, nobody, terms};
use crate::document::Document;

/// How far into a text its abbreviations are listed, in blocks.
const LISTED: usize = 60;

/// "CBP: College bescherming persoonsgegevens" gives a party the name that the text goes on with.
pub(super) fn abbreviate(doc: &Document, parties: &mut [Party]) {
    if parties.iter().all(|it| it.role.is_some()) {
        return;
    }
    for block in doc.blocks.iter().take(LISTED) {
        let Some((short, long)) = doc[block.span].split_once(": ") else { continue };
        let fits =
            (2..=8).contains(&short.len()) && short.bytes().all(|it| it.is_ascii_uppercase());
        let long = long.trim_end_matches(['.', ';', ',', ' ']);
        if !fits || long.len() < 2 * short.len() || long.len() > 120 || nobody(short) {
            continue;
        }
        let party = parties.iter_mut().find(|it| it.aliases.iter().any(|it| it.contains(long)));
        if let Some(party) = party.filter(|it| it.role.is_none()) {
            party.name = short.to_owned();
            party.aliases.push(short.to_owned());
        }
    }
}

/// "Tern Biologics Inc." that nothing else is said to be called is often just "Tern".
pub(super) fn shorten(doc: &Document, parties: &mut [Party]) {
    for at in 0..parties.len() {
        let party = &parties[at];
        let Some(name) = party.aliases.first().filter(|_| party.role.is_none()) else { continue };
        if without_legal_form(name).is_none() {
            continue;
        }
        let first = name.split([' ', ',']).next().unwrap_or_default();
        // "PFIZER INC." goes on as "Pfizer".
        let short = capitalised(first);
        let own = first.chars().count() >= 4 && !nobody(&short) && !is_role(&short);
        let shared = parties.iter().enumerate().any(|(other, it)| {
            other != at
                && it.aliases.iter().any(|it| it.to_lowercase().starts_with(&short.to_lowercase()))
        });
        if own && !shared && terms::uses(doc, &short.to_lowercase()).0 >= 3 {
            let party = &mut parties[at];
            party.name = short.clone();
            party.aliases.push(short);
        }
    }
}
