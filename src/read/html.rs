//! HTML: the words of a page, a block for each element that stands on lines of its own.
//!
//! Menus, scripts and what is struck out stay outside the text. A place in the text is a place in
//! the file, also beside `&euro;` and other references.

use super::text::{decode, is_text, starts_block};
use super::{Options, Refusal};
use crate::document::{Builder, Document, Draft, Format, Kind, Note, Origin, Zone};
use crate::span::Span;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{HtmlString, Tokenizer};

/// Reads an HTML file.
pub(super) fn html(name: &str, bytes: &[u8], _options: &Options) -> Result<Builder, Refusal> {
    let mut builder = Document::builder(name, Format::Html);
    let decoded = decode(bytes);
    decoded.introduce(&mut builder);
    let mut page = Page { text: &decoded.text, shift: decoded.skipped, ..Page::default() };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // Scripts and styles hold signs that are no tags.
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(&*decoded.text, emitter).flatten() {
        page.token(token);
    }
    page.flush();
    if page.pictures > 0 {
        builder.note(Note::Pictures(page.pictures));
    }
    if page.hidden > 0 {
        builder.note(Note::Hidden { words: page.hidden });
    }
    for draft in page.drafts {
        builder.block(draft);
    }
    Ok(builder)
}

/// Whether a file is HTML by what stands in its first bytes.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let marked = head.contains("<!doctype html") || head.contains("<html");
    marked && head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && is_text(bytes)
}

/// A list around the text: how it counts, and the next number.
struct List {
    /// `1`, `a`, `A`, `i`, `I`; none for bullets.
    style: Option<u8>,
    next: u32,
}

/// The blocks found so far, and where in the tree of elements we are.
#[derive(Default)]
struct Page<'a> {
    text: &'a str,
    /// What must be added to a place in `text` to get a place in the file.
    shift: usize,
    drafts: Vec<Draft>,
    draft: Option<Draft>,
    /// What the next block is.
    kind: Option<Kind>,
    label: Option<String>,
    lists: Vec<List>,
    /// Row and column of the cell, per table around the text.
    cells: Vec<(u16, u16)>,
    in_cell: bool,
    /// Elements whose text is not the contract's, as deep as they are nested.
    skip: Vec<HtmlString>,
    /// How deep in menus and page footers.
    furniture: u32,
    /// A line break came right before.
    broken: bool,
    /// Where the line being filled starts in the block.
    line: usize,
    /// The line before the break closes a sentence: a capital after it opens a paragraph.
    closed: bool,
    pictures: u32,
    /// The element whose text a browser doesn't show, as deep as it is nested in its like.
    concealed: Vec<HtmlString>,
    /// Words in such elements: they are read, because they may bind.
    hidden: u32,
}

impl Page<'_> {
    fn token(&mut self, token: Token<usize>) {
        match token {
            Token::String(text) if self.skip.is_empty() => {
                let source = self.text.get(text.span.start..text.span.end).unwrap_or("");
                self.words(source, text.span.start);
            }
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&tag.name),
            _ => {}
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = tag.name.as_slice();
        if !self.skip.is_empty() {
            // Only the same element, nested, needs counting.
            if self.skip.last() == Some(&tag.name) && !tag.self_closing {
                self.skip.push(tag.name.clone());
            }
            return;
        }
        let again = self.concealed.last() == Some(&tag.name);
        if !tag.self_closing && (again || self.concealed.is_empty() && conceals(tag)) {
            self.concealed.push(tag.name.clone());
        }
        match name {
            b"script" | b"style" | b"title" | b"template" | b"noscript" | b"svg" | b"select"
            | b"button" | b"textarea" | b"del" | b"s" | b"strike"
                if !tag.self_closing =>
            {
                self.skip.push(tag.name.clone());
            }
            b"img" => self.pictures += 1,
            b"br" => self.line_break(),
            b"hr" => self.flush(),
            b"nav" | b"footer" => {
                self.flush();
                self.furniture += 1;
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.flush();
                self.kind = Some(Kind::Heading(name[1] - b'0'));
            }
            b"ul" | b"menu" => {
                self.flush();
                self.lists.push(List { style: None, next: 1 });
            }
            b"ol" => {
                self.flush();
                let style = attribute(tag, "type").and_then(|it| it.bytes().next()).unwrap_or(b'1');
                let next = attribute(tag, "start").and_then(|it| it.parse().ok()).unwrap_or(1);
                self.lists.push(List { style: Some(style), next });
            }
            b"li" => {
                self.flush();
                self.item(attribute(tag, "value").and_then(|it| it.parse().ok()));
            }
            b"table" => {
                self.flush();
                self.cells.push((0, 0));
            }
            b"td" | b"th" => {
                self.flush();
                self.in_cell = !self.cells.is_empty();
            }
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: &HtmlString) {
        if let Some(open) = self.skip.last() {
            if open == tag {
                self.skip.pop();
            }
            return;
        }
        if self.concealed.last() == Some(tag) {
            self.concealed.pop();
        }
        match tag.as_slice() {
            b"nav" | b"footer" => {
                self.flush();
                self.furniture = self.furniture.saturating_sub(1);
            }
            b"ul" | b"ol" | b"menu" => {
                self.flush();
                self.lists.pop();
                self.label = None;
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.flush();
                self.kind = None;
            }
            b"td" | b"th" => {
                self.flush();
                self.in_cell = false;
                if let Some((_, column)) = self.cells.last_mut() {
                    *column = column.saturating_add(1);
                }
            }
            b"tr" => {
                self.flush();
                if let Some((row, column)) = self.cells.last_mut() {
                    (*row, *column) = (row.saturating_add(1), 0);
                }
            }
            b"table" => {
                self.flush();
                self.cells.pop();
                // The table may stand in a cell itself.
                self.in_cell = !self.cells.is_empty();
            }
            name if is_block(name) => self.flush(),
            _ => {}
        }
    }

    /// The label of an item as a browser shows it.
    fn item(&mut self, value: Option<u32>) {
        let Some(list) = self.lists.last_mut() else {
            self.label = Some("•".to_owned());
            return;
        };
        let number = value.unwrap_or(list.next);
        list.next = number.saturating_add(1);
        self.label = Some(match list.style {
            None => "•".to_owned(),
            Some(style) => format!("{}.", super::counted(number, style)),
        });
    }

    /// Adds the source text that stands at byte `from`.
    fn words(&mut self, source: &str, from: usize) {
        if self.draft.is_none() && source.trim().is_empty() {
            return;
        }
        let words = source.trim_start();
        self.broken &= words.is_empty();
        if self.closed && !words.is_empty() && !words.starts_with(char::is_lowercase) {
            self.flush();
        }
        self.closed &= words.is_empty();
        if !self.concealed.is_empty() {
            self.hidden += source.split_whitespace().count() as u32;
        }
        let draft = match self.draft.take() {
            Some(draft) => draft,
            None => self.open(),
        };
        let draft = self.draft.insert(draft);
        let mut at = 0;
        while at < source.len() {
            let rest = &source[at..];
            let reference = reference(rest);
            let len = if reference > 0 {
                reference
            } else {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                rest[first..].find('&').map_or(rest.len(), |it| first + it)
            };
            let start = from + at + self.shift;
            let origin = Origin::Bytes(Span::new(start, start + len));
            if reference > 0 {
                draft.push(&resolved(&rest[..len]), origin);
            } else {
                draft.push(&rest[..len], origin);
            }
            at += len;
        }
    }

    /// A block for the text to come.
    fn open(&mut self) -> Draft {
        let kind = match self.kind {
            Some(kind) => kind,
            None if self.in_cell && self.lists.is_empty() => {
                let (row, column) = self.cells.last().copied().unwrap_or_default();
                Kind::Cell { row, column }
            }
            None if self.label.is_some() => Kind::Item(self.lists.len().clamp(1, 9) as u8),
            None => Kind::Paragraph,
        };
        let mut draft = Draft::new(kind);
        draft.label = self.label.take();
        draft.zone = (self.furniture > 0).then_some(Zone::Furniture);
        self.line = 0;
        draft
    }

    /// One break is a space, two end the paragraph; so does one behind an item or a sentence, unless
    /// what follows goes on with it (`Acme B.V.`, `te Venlo`).
    fn line_break(&mut self) {
        if self.broken {
            self.flush();
            return;
        }
        self.broken = true;
        let Some(draft) = &mut self.draft else { return };
        // What comes next can't be seen yet; a line that closes an item is enough.
        let line = draft.text().get(self.line..).unwrap_or("").trim();
        if line.ends_with([';', ':']) || starts_block("", line) && line.len() < 80 {
            self.flush();
            return;
        }
        self.closed = line.ends_with(['.', '?', '!']);
        draft.push(" ", Origin::Joined);
        self.line = draft.text().len();
    }

    fn flush(&mut self) {
        (self.broken, self.closed) = (false, false);
        if let Some(draft) = self.draft.take().filter(|it| !it.is_empty()) {
            self.drafts.push(draft);
        }
    }
}

/// Whether the element itself says that a browser shows nothing of it. Style sheets are not read.
fn conceals(tag: &StartTag<usize>) -> bool {
    let void: [&[u8]; 8] = [b"br", b"hr", b"img", b"input", b"link", b"meta", b"wbr", b"col"];
    if void.contains(&tag.name.as_slice()) {
        return false;
    }
    let style = attribute(tag, "style").map(|it| it.to_lowercase().replace(' ', ""));
    attribute(tag, "hidden").is_some()
        || style.is_some_and(|it| it.contains("display:none") || it.contains("visibility:hidden"))
}

/// Elements that stand on lines of their own.
fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"div"
            | b"section"
            | b"article"
            | b"header"
            | b"main"
            | b"aside"
            | b"body"
            | b"html"
            | b"head"
            | b"blockquote"
            | b"pre"
            | b"address"
            | b"figure"
            | b"figcaption"
            | b"center"
            | b"form"
            | b"fieldset"
            | b"legend"
            | b"dl"
            | b"dt"
            | b"dd"
            | b"li"
            | b"tr"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"caption"
            | b"details"
            | b"summary"
            | b"option"
            | b"label"
    )
}

fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let (_, value) = tag.attributes.iter().find(|it| it.0.as_slice() == name.as_bytes())?;
    Some(String::from_utf8_lossy(value.as_slice()).into_owned())
}

/// Length of the character reference that `text` starts with: `&euro;`, `&#8364;`; else 0.
fn reference(text: &str) -> usize {
    let Some(inner) = text.strip_prefix('&') else { return 0 };
    let len =
        inner.bytes().take(32).take_while(|it| it.is_ascii_alphanumeric() || *it == b'#').count();
    if len > 0 && inner.as_bytes().get(len) == Some(&b';') { len + 2 } else { 0 }
}

/// The character that a reference stands for; itself, when it stands for none.
fn resolved(reference: &str) -> String {
    let tokens = Tokenizer::new(reference).flatten();
    let texts = tokens.filter_map(|it| match it {
        Token::String(text) => Some(String::from_utf8_lossy(&text).into_owned()),
        _ => None,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read};
    use crate::document::{Document, Format, Note, Origin};

    const PAGE: &str =
        "<!DOCTYPE html><html><head><title>x</title><style>p { color: red }</style></head><body>
<nav>Menu</nav><h1>Overeenkomst</h1>
<p>De klant betaalt <b>&euro;&nbsp;500</b> per&nbsp;maand.<br>Niet <del>nooit</del> te laat.</p>
<ol type=\"a\"><li>tijdig melden;<li>samen oplossen.</ol>
<script>if (a < b) { alert('<p>nee</p>') }</script>
<table><tr><th>Fase</th><th>Bedrag</th></tr><tr><td>Bouw</td><td>&#8364; 9</td></tr></table>
</body></html>";

    fn document() -> Document {
        read("x.html", PAGE.as_bytes(), Options::default()).unwrap_or_default()
    }

    #[test]
    fn words_that_a_browser_hides_are_read_and_named() {
        let page = "<!DOCTYPE html><html><body><p>Zichtbaar.</p><div style=\"Display: none\"><div>Een \
                    kleine <br>boete.</div> Meer.</div><p hidden>Nog iets.</p><p>Slot.</p></body></html>";
        let doc = read("x.html", page.as_bytes(), Options::default()).unwrap_or_default();
        assert!(doc.text.contains("boete") && doc.text.contains("Nog iets."), "{}", doc.text);
        assert!(doc.notes.contains(&Note::Hidden { words: 6 }), "{:?}", doc.notes);
    }

    #[test]
    fn a_page_is_its_words() {
        let doc = document();
        assert_eq!(doc.format, Format::Html);
        let shown: Vec<String> = doc
            .blocks
            .iter()
            .map(|it| format!("{}|{}", it.label.as_deref().unwrap_or(""), &doc[it.span]))
            .collect();
        assert_eq!(
            shown,
            [
                "|Menu",
                "|Overeenkomst",
                "|De klant betaalt € 500 per maand.",
                "|Niet te laat.",
                "a.|tijdig melden;",
                "b.|samen oplossen.",
                "|Fase",
                "|Bedrag",
                "|Bouw",
                "|€ 9",
            ]
        );
    }

    #[test]
    fn a_break_behind_a_sentence_opens_a_paragraph() {
        let page = "<html><body><p>De huurder meldt schade binnen een week.<br>\n<b>De verhuurder</b> \
                    herstelt die.<br>Wie betaalt het herstel?<br>Dat is de verhuurder, namens Stede B.V.<br/>te \
                    Venlo, die<br>Jansen bijstaat.</p></body></html>";
        let doc = read("x.html", page.as_bytes(), Options::default()).unwrap_or_default();
        let shown: Vec<&str> = doc.blocks.iter().map(|it| &doc[it.span]).collect();
        assert_eq!(
            shown,
            [
                "De huurder meldt schade binnen een week.",
                "De verhuurder herstelt die.",
                "Wie betaalt het herstel?",
                "Dat is de verhuurder, namens Stede B.V. te Venlo, die Jansen bijstaat.",
            ]
        );
    }

    #[test]
    fn every_byte_knows_its_place() {
        let doc = document();
        let mut exact = 0;
        for piece in &doc.pieces {
            if let Origin::Bytes(bytes) = piece.origin
                && bytes.len() == piece.span.len()
            {
                let (seen, source) = (&doc[piece.span], &PAGE[bytes.range()]);
                assert!(seen == source || seen == " " && source.trim().is_empty(), "{seen:?}");
                exact += 1;
            }
        }
        assert!(exact > 8);
    }
}
