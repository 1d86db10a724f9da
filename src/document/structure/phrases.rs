//! Words and phrases by which the parts of a contract announce themselves, all in lower case.

/// Phrases to look for in a text.
pub(super) struct Phrases {
    list: &'static [&'static str],
    /// For the first two bytes of a phrase (by [`place`]), the third bytes (by their last five bits)
    /// that follow them: most places in a text begin none.
    thirds: [u32; 256],
}

/// The place of two bytes in a table.
const fn place(first: u8, second: u8) -> usize {
    (first ^ second << 3) as usize
}

impl Phrases {
    /// `list` in lower case, each of two bytes or more.
    const fn new(list: &'static [&'static str]) -> Phrases {
        let mut thirds = [0; 256];
        let mut at = 0;
        while at < list.len() {
            match list[at].as_bytes() {
                [first, second] => thirds[place(*first, *second)] = u32::MAX,
                [first, second, third, ..] => {
                    thirds[place(*first, *second)] |= 1 << (*third % 32);
                }
                _ => {}
            }
            at += 1;
        }
        Phrases { list, thirds }
    }

    /// Whether one of them stands in `lower`.
    pub(super) fn stand_in(&self, lower: &str) -> bool {
        places(&self.thirds, lower.as_bytes()).any(|here| self.stand_at(here))
    }

    /// Whether two different ones stand in `lower`, in which one does.
    pub(super) fn twice_in(&self, lower: &str) -> bool {
        self.list.iter().filter(|it| lower.contains(*it)).take(2).count() == 2
    }

    /// Whether `lower` begins with one of them, as whole words.
    pub(super) fn open(&self, lower: &str) -> bool {
        self.begin(lower.as_bytes())
            && self.list.iter().any(|phrase| {
                lower.strip_prefix(phrase).is_some_and(|rest| {
                    // "De ondergetekenden" too.
                    !rest.starts_with(char::is_alphabetic) || phrase.ends_with("ondergetekende")
                })
            })
    }

    /// Whether one of them stands where `here` starts.
    fn stand_at(&self, here: &[u8]) -> bool {
        self.begin(here)
            && self
                .list
                .iter()
                .any(|it| it.as_bytes().first() == here.first() && here.starts_with(it.as_bytes()))
    }

    /// Whether one of them may begin `bytes`.
    fn begin(&self, bytes: &[u8]) -> bool {
        match bytes {
            [first, second, third, ..] => {
                self.thirds[place(*first, *second)] >> (third % 32) & 1 == 1
            }
            // So short that comparing costs nothing.
            _ => true,
        }
    }
}

/// The places in `bytes`, and what is there, that begin as `thirds` tells; and its last two bytes,
/// which may be a phrase.
fn places<'t>(thirds: &'t [u32; 256], bytes: &'t [u8]) -> impl Iterator<Item = &'t [u8]> {
    let begin = |it: &[u8]| thirds[place(it[0], it[1])] >> (it[2] % 32) & 1 == 1;
    let found = bytes.windows(3).enumerate().filter(move |it| begin(it.1));
    let last = bytes.len().checked_sub(2).map(|at| &bytes[at..]);
    found.map(|it| &bytes[it.0..]).chain(last)
}

/// What a block says of the part it stands in, in whatever place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Of [`OPERATIVE`].
    pub(super) operative: bool,
    /// Of [`PREAMBLE`].
    pub(super) preamble: bool,
    /// Of [`DESCRIPTION`].
    pub(super) description: bool,
}

impl Said {
    /// What stands in `lower`, found in one look.
    pub(super) fn of(lower: &str) -> Said {
        static ANY: [u32; 256] = {
            let mut any = [0; 256];
            let mut at = 0;
            while at < any.len() {
                any[at] = OPERATIVE.thirds[at] | PREAMBLE.thirds[at] | DESCRIPTION.thirds[at];
                at += 1;
            }
            any
        };
        let mut said = Said::default();
        for here in places(&ANY, lower.as_bytes()) {
            said.operative |= OPERATIVE.stand_at(here);
            said.preamble |= PREAMBLE.stand_at(here);
            said.description |= DESCRIPTION.stand_at(here);
        }
        said
    }
}

/// First words that open the parties.
pub(super) static PARTIES: Phrases = Phrases::new(&[
    "de ondergetekende",
    "ondergetekende",
    "partijen",
    "de partijen",
    "tussen",
    "contractpartijen",
    "between",
    "by and between",
    "parties",
    "the parties",
    "this agreement is made between",
    "deze overeenkomst wordt gesloten tussen",
    "deze overeenkomst is gesloten tussen",
    "de volgende partijen",
]);

/// Words in a preamble that name the parties in running text.
pub(super) static PREAMBLE: Phrases = Phrases::new(&[
    "by and between",
    "by and among",
    "is made between",
    "is entered into between",
    "is made and entered into",
    "is entered into by",
    "made as of",
    "is made as of",
    "is dated as of",
    "dated as of",
    "entered into as of",
    "is gesloten tussen",
    "wordt gesloten tussen",
    "is made on",
    "made effective as of",
    "is made by",
    "agreement between",
    "contract between",
    "overeenkomst tussen",
    "afspraken tussen",
    "convenant tussen",
    "contract tussen",
]);

/// Words that only a description of a party has.
pub(super) static DESCRIPTION: Phrases = Phrases::new(&[
    "gevestigd",
    "kantoorhoudende",
    "kantoor houdende",
    "vertegenwoordigd",
    "hierna",
    "verder te noemen",
    "wonende te",
    "handelsregister",
    "kvk",
    "hereinafter",
    "a corporation",
    "a company",
    "limited liability",
    "incorporated in",
    "organized under",
    "organised under",
    "registered office",
    "principal place of business",
    "(the \"",
    "(the “",
    "(\"",
    "(“",
    "registered number",
    "a delaware",
    "geboren",
]);

/// First words that open the recitals.
pub(super) static RECITALS: Phrases = Phrases::new(&[
    "overwegende",
    "overwegingen",
    "in aanmerking nemende",
    "nemen in aanmerking",
    "nemen het volgende in aanmerking",
    "nemende in aanmerking",
    "considerans",
    "preambule",
    "whereas",
    "recitals",
    "recital",
    "witnesseth",
    "w i t n e s s e t h",
    "preamble",
    "partijen overwegen",
    "partijen nemen het volgende in aanmerking",
    "gelet op",
    "considering",
    "achtergrond",
    "background",
    "aanleiding",
]);

/// Words that close them: from here on the parties bind themselves.
pub(super) static OPERATIVE: Phrases = Phrases::new(&[
    "komen overeen",
    "komen als volgt overeen",
    "komen het volgende overeen",
    "komen hierbij overeen",
    "zijn overeengekomen",
    "zijn het volgende overeengekomen",
    "zijn als volgt overeengekomen",
    "verklaren te zijn overeengekomen",
    "verklaren het volgende te zijn overeengekomen",
    "verklaren als volgt te zijn overeengekomen",
    "spreken het volgende af",
    "now, therefore",
    "now therefore",
    "the parties agree",
    "it is agreed",
    "be it resolved",
    "resolved, that",
    "resolved that",
    "agreed terms",
    "hereby agree",
    "besluiten",
    "agree as follows",
    "komen daarom overeen",
    "en komen het volgende overeen",
    // An entire-agreement clause speaks of the agreement between the parties too.
    "volledige afspraken",
    "volledige overeenkomst",
    "gehele overeenkomst",
    "entire agreement",
    "whole agreement",
]);

/// First words that open the signatures.
pub(super) static SIGNATURES: Phrases = Phrases::new(&[
    "aldus overeengekomen",
    "aldus opgemaakt",
    "aldus ondertekend",
    "aldus in tweevoud",
    "aldus in",
    "ondertekening",
    "voor akkoord",
    "handtekening",
    "in witness whereof",
    "ten blijke waarvan",
    "in two copies",
    "signatures",
    "signature page",
    "signed by",
    "signed for",
    "for and on behalf",
    "executed by",
    "executed as",
    "getekend te",
    "opgemaakt en ondertekend",
    "in tweevoud",
    "agreed and accepted",
    "accepted and agreed",
    "namens opdrachtgever",
    "signature",
]);

/// Titles of a definitions article.
pub(super) static DEFINITIONS: &[&str] = &[
    "definities",
    "definitie",
    "definitions",
    "definition",
    "begripsbepaling",
    "begripsbepalingen",
    "begripsomschrijving",
    "begripsomschrijvingen",
    "begrippen",
    "defined terms",
    "begrippenlijst",
    "glossary",
    "certain definitions",
    "definitielijst",
    "afkortingen",
    "gebruikte afkortingen",
    "gehanteerde afkortingen",
    "lijst van afkortingen",
    "abbreviations",
    "list of abbreviations",
];
