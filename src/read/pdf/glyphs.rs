//! From a page's drawing instructions to words with a place: what a viewer would show.
//!
//! In: a page. Out: a [`Sheet`] of [`Word`]s in the order of the stream, each in the frame its
//! text is read in (turned text is turned upright). Nothing is sorted here.

mod rules;

use crate::clock::Instant;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::object::Dict;
use hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, Point, Rect, Shape};
use std::collections::HashMap;

/// Gap between two letters, in em, from which they belong to two words. Poppler takes 0.1; below
/// 0.13 kerned capitals come apart.
pub(super) const WORD_GAP: f32 = 0.13;

/// More drawn letters on a page than any contract has: a page that repeats itself without end.
const MOST_GLYPHS: u32 = 400_000;

/// More drawing calls on a page than a dense drawing needs.
const MOST_CALLS: u32 = 20_000_000;

/// A word, or the part of one that was drawn in one go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Bytes of [`Sheet::text`].
    pub(super) text: (u32, u32),
    /// Left edge in points, in the frame of the text.
    pub(super) left: f32,
    /// Right edge.
    pub(super) right: f32,
    /// Baseline, counted downwards.
    pub(super) baseline: f32,
    /// Size of the letters in points.
    pub(super) size: f32,
    /// How heavy the letters are.
    pub(super) weight: Weight,
    /// Quarter turns clockwise from upright, 0–3; [`ASKEW`] for text at another angle.
    pub(super) turn: u8,
    /// The file itself says that this is no content: a page header, a watermark.
    pub(super) artifact: bool,
    /// A space was drawn before it.
    pub(super) after_space: bool,
    /// Part of the same word as the one before it on the line.
    pub(super) glued: bool,
    /// Stands in for a whole table, so that it takes its place in the reading order.
    pub(super) table: Option<u32>,
}

/// The turn of text that runs neither across nor along the page: a watermark.
pub(super) const ASKEW: u8 = 4;

/// How heavy letters are: as the font says, or by the ink of its outlines where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Weight {
    Regular,
    Bold,
    /// Share of ink, in thousandths of the letter's box, summed over the word's lower-case
    /// letters, against how much those letters need in an ordinary roman type.
    Ink {
        seen: u32,
        usual: u32,
    },
}

impl Word {
    /// Top of the letters; 0.75 em covers ascenders in common type.
    pub(super) fn top(&self) -> f32 {
        self.baseline - 0.75 * self.size
    }

    /// Bottom of the letters.
    pub(super) fn bottom(&self) -> f32 {
        self.baseline + 0.22 * self.size
    }

    /// Half-way between its edges.
    pub(super) fn centre(&self) -> f32 {
        (self.left + self.right) / 2.0
    }
}

/// What was drawn on one page.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// Page number, from 1.
    pub(super) number: u32,
    /// Width in points, as shown.
    pub(super) width: f32,
    /// Height in points, as shown.
    pub(super) height: f32,
    /// The letters of all words, one after the other.
    pub(super) text: String,
    /// The words, in the order they were drawn.
    pub(super) words: Vec<Word>,
    /// Letters drawn.
    pub(super) letters: u32,
    /// Letters of which the file doesn't say which they are.
    pub(super) unknown: u32,
    /// Pictures drawn.
    pub(super) pictures: u32,
    /// Thin lines drawn along or across the page, as shown: the rules of tables.
    pub(super) rules: Vec<Rect>,
}

impl Sheet {
    /// The text of `word`.
    pub(super) fn word(&self, word: &Word) -> &str {
        self.text.get(word.text.0 as usize..word.text.1 as usize).unwrap_or("")
    }

    /// The box of `word` on the page as shown: left, top, right, bottom.
    pub(super) fn bbox(&self, word: &Word) -> [f32; 4] {
        let (left, top, right, bottom) = (word.left, word.top(), word.right, word.bottom());
        let (width, height) = (self.width, self.height);
        match word.turn {
            1 => [width - bottom, left, width - top, right],
            2 => [width - right, height - bottom, width - left, height - top],
            3 => [top, height - right, bottom, height - left],
            _ => [left, top, right, bottom],
        }
    }

    /// `rect`, as shown on the page, in the frame of text with this turn.
    pub(super) fn framed(&self, rect: Rect, turn: u8) -> Rect {
        let (width, height) = (f64::from(self.width), f64::from(self.height));
        let Rect { x0, y0, x1, y1 } = rect;
        match turn {
            1 => Rect::new(y0, width - x1, y1, width - x0),
            2 => Rect::new(width - x1, height - y1, width - x0, height - y0),
            3 => Rect::new(height - y1, x0, height - y0, x1),
            _ => rect,
        }
    }

    /// Width and height of the frame in which text with this turn is read.
    pub(super) fn frame(&self, turn: u8) -> (f32, f32) {
        if turn == 1 || turn == 3 { (self.height, self.width) } else { (self.width, self.height) }
    }
}

/// What is kept from page to page by one thread: parsed fonts, and what was learnt of them.
pub(super) struct Shelf<'a> {
    cache: InterpreterCache<'a>,
    /// By the hash of the font program: whether it is bold.
    bold: HashMap<u128, bool>,
    /// By glyph: its share of ink.
    ink: HashMap<u128, u16>,
}

impl Shelf<'_> {
    pub(super) fn new() -> Self {
        Shelf { cache: InterpreterCache::new(), bold: HashMap::new(), ink: HashMap::new() }
    }
}

/// Why a page was left before its end. Thrown as a payload with `resume_unwind`, since a drawing
/// device can't return an error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stop {
    /// The time for the file is up.
    Time,
    /// More is drawn than a page of text has.
    Size,
}

/// Draws `page` and keeps its words. Stops by unwinding with a [`Stop`] when `deadline` passes.
pub(super) fn sheet<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    number: u32,
    shelf: &mut Shelf<'a>,
    deadline: Instant,
) -> Sheet {
    let (width, height) = page.render_dimensions();
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let cache = shelf.cache.clone();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, area, &cache, pdf.xref(), settings);
    let mut scribe = Scribe {
        sheet: Sheet { number, width, height, ..Sheet::default() },
        shelf,
        open: None,
        after_space: false,
        marked: Vec::new(),
        artifacts: 0,
        calls: 0,
        deadline,
    };
    interpret_page(page, &mut context, &mut scribe);
    scribe.close();
    scribe.sheet
}

/// Takes down what is drawn.
struct Scribe<'s, 'a> {
    sheet: Sheet,
    shelf: &'s mut Shelf<'a>,
    open: Option<Word>,
    after_space: bool,
    /// For each open marked-content sequence, whether it is an artifact.
    marked: Vec<bool>,
    artifacts: u32,
    calls: u32,
    deadline: Instant,
}

impl Scribe<'_, '_> {
    fn close(&mut self) {
        if let Some(word) = self.open.take()
            && word.text.0 < word.text.1
        {
            self.sheet.words.push(word);
        }
    }

    /// Counts a drawing call, and stops when there were too many or the time is up.
    fn tick(&mut self) {
        self.calls += 1;
        if self.calls > MOST_CALLS || self.sheet.letters > MOST_GLYPHS {
            std::panic::resume_unwind(Box::new(Stop::Size));
        }
        if self.calls.is_multiple_of(512) && Instant::now() > self.deadline {
            std::panic::resume_unwind(Box::new(Stop::Time));
        }
    }

    /// Whether the letters of `glyph`'s font are bold, where the font says so.
    fn weight(&mut self, glyph: &Glyph<'_>) -> Option<bool> {
        let Glyph::Outline(outline) = glyph else { return Some(false) };
        let font = outline.font_data()?;
        let bold = self.shelf.bold.entry(font.cache_key).or_insert_with(|| {
            let name = font.postscript_name.as_deref().unwrap_or("").to_ascii_lowercase();
            ["bold", "black", "heavy", "semibold", "demi"].iter().any(|it| name.contains(it))
                || font.weight.is_some_and(|it| it >= 600)
        });
        Some(*bold)
    }

    /// Share of its box that the letter inks, in thousandths.
    fn ink(&mut self, glyph: &Glyph<'_>) -> u16 {
        let Glyph::Outline(outline) = glyph else { return 0 };
        let key = outline.identifier().cache_key();
        *self.shelf.ink.entry(key).or_insert_with(|| {
            let width = f64::from(outline.advance_width().unwrap_or(0.0)).max(100.0);
            let area = outline.outline().area().abs();
            (area / width).clamp(0.0, 1000.0) as u16
        })
    }

    fn letter(&mut self, glyph: &Glyph<'_>, place: Affine, bold: Option<bool>) {
        let origin = place * Point::ZERO;
        let advance = match glyph {
            Glyph::Outline(it) => it.advance_width(),
            Glyph::Type3(it) => it.advance_width(),
        };
        let end = place * Point::new(f64::from(advance.unwrap_or(0.0)), 0.0);
        let up = place * Point::new(0.0, 1000.0);
        let size = (up - origin).hypot() as f32;
        let along = place * Point::new(1000.0, 0.0) - origin;
        let outside = |at: Point| {
            at.x < -2.0
                || at.y < -2.0
                || at.x > f64::from(self.sheet.width) + 2.0
                || at.y > f64::from(self.sheet.height) + 2.0
        };
        if !size.is_finite() || size < 0.2 || !end.is_finite() || outside(origin) {
            return;
        }
        let (width, height) = (f64::from(self.sheet.width), f64::from(self.sheet.height));
        let turn = match (along.x.abs() > 8.0 * along.y.abs(), along.y.abs() > 8.0 * along.x.abs())
        {
            (true, _) => 2 * u8::from(along.x < 0.0),
            (_, true) => 1 + 2 * u8::from(along.y < 0.0),
            _ => ASKEW,
        };
        let framed = |at: Point| match turn {
            1 => (at.y, width - at.x),
            2 => (width - at.x, height - at.y),
            3 => (height - at.y, at.x),
            _ => (at.x, at.y),
        };
        let ((left, baseline), (right, _)) = (framed(origin), framed(end));
        let (left, right) = (left.min(right) as f32, left.max(right) as f32);
        let baseline = baseline as f32;

        self.sheet.letters += 1;
        let code = match glyph.as_unicode() {
            Some(BfString::Char(char)) => Code::Char(char),
            Some(BfString::String(text)) => Code::Text(text),
            None => Code::Char('\u{fffd}'),
        };
        let first = match &code {
            Code::Char(char) => *char,
            Code::Text(text) => text.chars().next().unwrap_or(' '),
        };
        if first.is_whitespace() || first == '\u{0}' {
            self.close();
            self.after_space = true;
            return;
        }

        let artifact = self.artifacts > 0 || turn == ASKEW;
        let joins = self.open.as_ref().is_some_and(|word| {
            word.turn == turn
                && word.artifact == artifact
                && (word.baseline - baseline).abs() < 0.05 * size
                && (word.size - size).abs() < 0.05 * size
                && left - word.right < WORD_GAP * size
                && left - word.right > -0.4 * size
                && match (word.weight, bold) {
                    (Weight::Regular, Some(bold)) => !bold,
                    (Weight::Bold, Some(bold)) => bold,
                    (Weight::Ink { .. }, None) => true,
                    _ => false,
                }
        });
        if !joins {
            self.close();
            let start = self.sheet.text.len() as u32;
            self.open = Some(Word {
                text: (start, start),
                left,
                right,
                baseline,
                size,
                weight: match bold {
                    Some(true) => Weight::Bold,
                    Some(false) => Weight::Regular,
                    None => Weight::Ink { seen: 0, usual: 0 },
                },
                turn,
                artifact,
                after_space: std::mem::take(&mut self.after_space),
                glued: false,
                table: None,
            });
        }
        match code {
            Code::Char(char) => self.write(char),
            Code::Text(text) => text.chars().for_each(|char| self.write(char)),
        }
        let ink = match bold {
            None if usual_ink(first) > 0 => u32::from(self.ink(glyph)),
            _ => 0,
        };
        let end = self.sheet.text.len() as u32;
        if let Some(word) = &mut self.open {
            word.text.1 = end;
            word.right = word.right.max(right);
            if let Weight::Ink { seen, usual } = &mut word.weight
                && ink > 0
            {
                *seen += ink;
                *usual += usual_ink(first);
            }
        }
    }

    /// One letter into the text, in the spelling that the same letter has in other formats.
    fn write(&mut self, char: char) {
        let text = &mut self.sheet.text;
        match char {
            'ﬀ' => text.push_str("ff"),
            'ﬁ' => text.push_str("fi"),
            'ﬂ' => text.push_str("fl"),
            'ﬃ' => text.push_str("ffi"),
            'ﬄ' => text.push_str("ffl"),
            'ﬅ' | 'ﬆ' => text.push_str("st"),
            '\u{132}' => text.push_str("IJ"),
            '\u{133}' => text.push_str("ij"),
            // Symbol fonts of word processors put their bullets in the private use area.
            '\u{e000}'..='\u{f8ff}' => text.push('•'),
            '\u{fffd}' => {
                self.sheet.unknown += 1;
                text.push(char);
            }
            _ if char.is_control() => self.sheet.unknown += 1,
            _ => text.push(char),
        }
    }
}

/// What a glyph stands for.
enum Code {
    Char(char),
    Text(String),
}

/// How much of its box a lower-case letter inks in an ordinary roman type, in thousandths of an
/// em. Only the ratio between two lines of one document is used, so the level doesn't matter.
fn usual_ink(char: char) -> u32 {
    match char {
        'a' | 'e' | 'o' | 'n' | 'u' | 's' | 'c' | 'v' | 'x' | 'z' | 'w' | 'm' | 'r' => 190,
        'b' | 'd' | 'p' | 'q' | 'g' | 'h' | 'k' | 'y' => 230,
        'i' | 'l' | 't' | 'f' | 'j' => 240,
        _ => 0,
    }
}

impl Device<'_> for Scribe<'_, '_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        // A run is shown in one font.
        let Some(first) = run.glyphs().first() else { return };
        let bold = self.weight(first);
        for glyph in run.glyphs() {
            self.tick();
            self.letter(glyph, props.transform * glyph.transform(), bold);
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.sheet.pictures += 1;
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        let artifact = tag == b"Artifact";
        self.marked.push(artifact);
        self.artifacts += u32::from(artifact);
    }

    fn end_marked_content(&mut self) {
        if self.marked.pop() == Some(true) {
            self.artifacts -= 1;
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        self.tick();
        self.rules(path, props.transform, mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'_>, mode: &DrawMode) {
        self.tick();
        match mode {
            DrawMode::Fill(_) => self.fill(*rect, props.transform),
            _ => self.rules(&rect.to_path(0.1), props.transform, mode),
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.tick();
    }
    fn push_clip_rect(&mut self, _: &Rect) {
        self.tick();
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
