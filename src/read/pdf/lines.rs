//! Words into lines, by where they stand; the order in which they were drawn doesn't count.

use super::glyphs::{ASKEW, Sheet, WORD_GAP, Weight, Word};
use super::label;

/// Words on one baseline, from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Page, from 1.
    pub(super) page: u32,
    pub(super) words: Vec<Word>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    /// Size of most of its letters, in points.
    pub(super) size: f32,
    /// Whether all its words are bold.
    pub(super) bold: bool,
    /// Its words with one space between.
    pub(super) text: String,
    /// An entry of a table of contents.
    pub(super) contents: bool,
    /// The table it stands in for, by its number on the page.
    pub(super) table: Option<u32>,
}

/// Gap between two words, in em, that is more than a space: a tab, a gutter, a cell border.
pub(super) const WIDE_GAP: f32 = 1.0;

impl Line {
    /// A line of these words, which stand from left to right.
    pub(super) fn new(sheet: &Sheet, words: Vec<Word>) -> Line {
        let mut line = Line { page: sheet.number, words, ..Line::default() };
        line.table = line.words.iter().find_map(|it| it.table);
        line.left = line.words.iter().map(|it| it.left).fold(f32::MAX, f32::min);
        line.right = line.words.iter().map(|it| it.right).fold(f32::MIN, f32::max);
        let length = |it: &Word| it.text.1 - it.text.0;
        let letters: u32 = line.words.iter().map(length).sum();
        // The size with the most letters; a footnote mark or a drop cap doesn't make the line.
        let mut most = 0;
        for word in line.words.iter().take(32) {
            let same = line.words.iter().filter(|it| (it.size - word.size).abs() < 0.3);
            let share: u32 = same.map(length).sum();
            if share > most {
                most = share;
                (line.size, line.baseline) = (word.size, word.baseline);
            }
            if most * 2 > letters {
                break;
            }
        }
        let bold: u32 = line.words.iter().filter(|it| it.weight == Weight::Bold).map(length).sum();
        line.bold = letters > 0 && bold * 10 >= letters * 9 || inky(&line.words);
        for (at, word) in line.words.iter().enumerate() {
            if at > 0 && !word.glued {
                line.text.push(' ');
            }
            line.text.push_str(sheet.word(word));
        }
        line
    }

    /// Top of its letters.
    pub(super) fn top(&self) -> f32 {
        self.baseline - 0.75 * self.size
    }

    /// Where a gap wider than a space separates its words: index of the word after each.
    pub(super) fn gaps(&self) -> impl Iterator<Item = usize> {
        self.words.windows(2).enumerate().filter_map(|(at, pair)| {
            let gap = pair[1].left - pair[0].right;
            (gap > WIDE_GAP * pair[0].size.min(pair[1].size)).then_some(at + 1)
        })
    }

    /// Its stretches of words without a wide gap.
    pub(super) fn segments(&self) -> impl Iterator<Item = &[Word]> {
        let mut cuts: Vec<usize> = self.gaps().collect();
        cuts.push(self.words.len());
        let mut from = 0;
        cuts.into_iter().map(move |to| {
            let segment = &self.words[from..to];
            from = to;
            segment
        })
    }

    /// Width of its first word, with the parts that are glued to it.
    pub(super) fn first_width(&self) -> f32 {
        let Some(first) = self.words.first() else { return 0.0 };
        let glued = self.words.iter().skip(1).take_while(|it| it.glued);
        glued.last().unwrap_or(first).right - first.left
    }
}

/// Whether letters of a font that doesn't say how heavy it is are much heavier than usual. The
/// factor lies between a roman (0.9–1.15) and its bold (1.3–1.7).
fn inky(words: &[Word]) -> bool {
    let (mut seen, mut usual) = (0, 0);
    for word in words {
        match word.weight {
            Weight::Ink { seen: a, usual: b } => (seen, usual) = (seen + a, usual + b),
            Weight::Regular => return false,
            Weight::Bold => {}
        }
    }
    usual > 0 && f64::from(seen) > 1.22 * f64::from(usual)
}

/// The lines of a page in the turn most of its text has, from top to bottom; and those in
/// another turn. Artifacts are left out.
pub(super) fn lines(sheet: &Sheet) -> (Vec<Line>, Vec<Line>) {
    let mut letters = [0u32; 4];
    for word in sheet.words.iter().filter(|it| !it.artifact && it.turn < ASKEW) {
        letters[usize::from(word.turn)] += word.text.1 - word.text.0;
    }
    let main = (0..4u8).rev().max_by_key(|it| letters[usize::from(*it)]).unwrap_or(0);
    let of = |turn: u8| {
        let words = sheet.words.iter().filter(|it| !it.artifact && it.turn == turn);
        rows(sheet, words.copied().collect())
    };
    let others = (0..4u8).filter(|it| *it != main && letters[usize::from(*it)] > 0);
    (of(main), others.flat_map(of).collect())
}

/// So many times the size of another, letters are no part of its line but where they stand on it.
const BIG: f32 = 2.0;

/// Words into rows: those on one baseline, give or take a fifth of their size; and those of another
/// size that overlap in height by half, which takes in superscripts.
pub(super) fn rows(sheet: &Sheet, mut words: Vec<Word>) -> Vec<Line> {
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.left.total_cmp(&b.left)));
    // A row is known by the largest of its words.
    let mut rows: Vec<(Word, Vec<Word>)> = Vec::new();
    for word in words {
        let recent = rows.len().saturating_sub(6);
        let mut best: Option<(usize, f32)> = None;
        for (at, (chief, members)) in rows.iter().enumerate().skip(recent) {
            let share = if (word.size - chief.size).abs() < 0.15 * chief.size {
                // Beside each other in two columns, lines may stand a little higher or lower.
                1.0 - (word.baseline - chief.baseline).abs() / (0.4 * chief.size)
            } else if word.size.max(chief.size) < BIG * word.size.min(chief.size) {
                let overlap = word.bottom().min(chief.bottom()) - word.top().max(chief.top());
                overlap / (0.97 * word.size.min(chief.size))
            } else {
                // A drop cap or a drawn sign stands beside several lines, and belongs to one.
                1.0 - (word.baseline - chief.baseline).abs() / word.size.min(chief.size)
            };
            // Large letters beside two lines make no one line of them.
            let another = |it: &Word| {
                (word.size - it.size).abs() < 0.15 * it.size
                    && word.baseline - it.baseline > 0.9 * it.size
            };
            if share >= 0.5
                && best.is_none_or(|(_, most)| share > most)
                && !members.iter().any(another)
            {
                best = Some((at, share));
            }
        }
        match best {
            Some((at, _)) => {
                let (chief, members) = &mut rows[at];
                if word.size > 1.2 * chief.size {
                    *chief = word;
                }
                members.push(word);
            }
            None => rows.push((word, vec![word])),
        }
    }
    rows.sort_by(|a, b| a.0.baseline.total_cmp(&b.0.baseline));
    rows.into_iter().map(|(_, words)| Line::new(sheet, across(sheet, words))).collect()
}

/// The words of one row from left to right: what was struck twice once, parts of one word glued.
fn across(sheet: &Sheet, mut words: Vec<Word>) -> Vec<Word> {
    words.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut line: Vec<Word> = Vec::with_capacity(words.len());
    for mut word in words {
        // Letters struck twice for weight, or a shadow: the same text in the same place.
        let twice = line.iter().rev().take(4).any(|it| {
            (it.left - word.left).abs() < 0.25 * word.size
                && (it.right - word.right).abs() < 0.25 * word.size
                && (it.baseline - word.baseline).abs() < 0.25 * word.size
                && sheet.word(it) == sheet.word(&word)
        });
        let again = struck_again(sheet, &line, &word);
        if twice || again == Some(sheet.word(&word).len()) {
            continue;
        }
        if let (Some(again), Some(before)) = (again, line.last()) {
            word = split(sheet, word, again)[1];
            (word.left, word.glued) = (before.right, true);
            line.push(word);
            continue;
        }
        if let Some(before) = line.last() {
            let size = before.size.max(word.size);
            let gap = word.left - before.right;
            // The space may have been drawn before either, as the stream jumps about.
            word.glued = gap < WORD_GAP * size && gap > -0.4 * size && !word.after_space;
        }
        line.push(word);
    }
    if let Some(first) = line.first().copied() {
        let cut = label::glued(sheet.word(&first));
        if cut > 0 {
            line.splice(..1, split(sheet, first, cut));
        }
    }
    line
}

/// The bytes of `word` that strike again the letters at the end of `line`, where it was drawn twice
/// for weight, the second time in other pieces: `Art` `ikel` over `A` `rtikel`.
fn struck_again(sheet: &Sheet, line: &[Word], word: &Word) -> Option<usize> {
    let last = line.last()?;
    let overlap = last.right - word.left;
    if overlap < 0.1 * word.size || (last.baseline - word.baseline).abs() > 0.1 * word.size {
        return None;
    }
    let text = sheet.word(word);
    let mut before = String::new();
    for piece in line.iter().rev().take(PIECES) {
        before.insert_str(0, sheet.word(piece));
        if (piece.left - word.left).abs() < 0.12 * word.size && text.starts_with(&before) {
            return Some(before.len());
        }
        if !piece.glued {
            break;
        }
    }
    let ends = text.char_indices().map(|(at, it)| at + it.len_utf8()).rev();
    let width = |len: usize| (word.right - word.left) * len as f32 / text.len().max(1) as f32;
    ends.into_iter()
        .find(|&len| before.ends_with(&text[..len]) && (0.7..1.4).contains(&(overlap / width(len))))
}

/// Pieces that a word was drawn in.
const PIECES: usize = 4;

/// `word` cut in two before byte `cut`, each with its share of the width.
fn split(sheet: &Sheet, word: Word, cut: usize) -> [Word; 2] {
    let text = sheet.word(&word);
    let share = cut as f32 / text.len().max(1) as f32;
    let edge = word.left + share * (word.right - word.left);
    let at = word.text.0 + cut as u32;
    let head = Word { text: (word.text.0, at), right: edge, ..word };
    let tail = Word { text: (at, word.text.1), left: edge, glued: false, ..word };
    [head, tail]
}

/// The lines' typical distance from one baseline to the next, in em: the lower quartile, since
/// the space between paragraphs makes the larger ones.
pub(super) fn leading(lines: &[Line]) -> f32 {
    let mut steps: Vec<f32> = lines
        .windows(2)
        .filter(|pair| pair[0].page == pair[1].page && (pair[0].size - pair[1].size).abs() < 0.5)
        .map(|pair| (pair[1].baseline - pair[0].baseline) / pair[1].size.max(1.0))
        .filter(|step| (0.8..4.0).contains(step))
        .collect();
    if steps.is_empty() {
        return 1.2;
    }
    let at = steps.len() / 4;
    steps.select_nth_unstable_by(at, f32::total_cmp);
    steps[at]
}
