//! What stands on every page and is no part of the contract: running headers and footers, page
//! numbers, line numbers.

use super::glyphs::{ASKEW, Sheet, Word};
use super::lines::{Line, rows};
use std::collections::{BTreeMap, HashMap};

/// A running header or footer, once for all the pages it stands on.
#[derive(Debug, Clone)]
pub(super) struct Running {
    /// In the upper half of the page.
    pub(super) top: bool,
    pub(super) line: Line,
}

/// Share of the page's height, from the top and from the bottom, in which a repeated line is
/// furniture.
const MARGIN: f32 = 0.16;

/// Lines that the file marks as artifacts, once each.
pub(super) fn artifacts(sheets: &[Sheet]) -> Vec<Running> {
    let mut seen = BTreeMap::new();
    let mut running = Vec::new();
    for sheet in sheets {
        let words = sheet.words.iter().filter(|it| it.artifact && it.turn != ASKEW);
        for line in rows(sheet, words.copied().collect()) {
            let turn = line.words.first().map_or(0, |it| it.turn);
            let top = line.baseline < sheet.frame(turn).1 / 2.0;
            if seen.insert(masked(&line.text), ()).is_none() {
                running.push(Running { top, line });
            }
        }
    }
    running
}

/// Takes from `pages` what repeats at the same place on more than half of the pages, digits
/// masked: whole lines in the margins above and below, stretches of words anywhere (the menu
/// beside the text of an interactive file). Takes the numbers of numbered lines as well.
pub(super) fn take(sheets: &[Sheet], pages: &mut [Vec<Line>]) -> Vec<Running> {
    for (sheet, lines) in sheets.iter().zip(pages.iter_mut()) {
        drop_line_numbers(sheet, lines);
    }
    let filled = pages.iter().filter(|it| !it.is_empty()).count();
    if filled < 3 {
        return Vec::new();
    }
    drop_page_numbers(sheets, pages);
    // Each stretch, to the pages it stands on. Places are rounded to 4 points and kept for both
    // sides of a boundary.
    let mut places: HashMap<Place, u32> = HashMap::new();
    let mut here: Vec<Place> = Vec::new();
    for (sheet, lines) in sheets.iter().zip(pages.iter()) {
        here.clear();
        for segment in lines.iter().flat_map(Line::segments) {
            let text = hash(sheet, segment);
            for height in steps(segment) {
                here.push(Place { text, height });
            }
        }
        here.sort_unstable();
        here.dedup();
        for place in &here {
            *places.entry(*place).or_default() += 1;
        }
    }
    let repeats = |sheet: &Sheet, segment: &[Word]| {
        let text = hash(sheet, segment);
        steps(segment).into_iter().any(|height| {
            let count = places.get(&Place { text, height }).copied().unwrap_or(0) as usize;
            count >= 3 && count * 2 > filled
        })
    };
    let mut running = Vec::new();
    let mut seen = BTreeMap::new();
    for (sheet, lines) in sheets.iter().zip(pages.iter_mut()) {
        let kept = std::mem::take(lines);
        for line in kept {
            let (top, margin) = place(sheet, &line);
            let total = line.segments().count();
            let repeated = line.segments().filter(|it| repeats(sheet, it)).count();
            if repeated == 0 {
                lines.push(line);
                continue;
            }
            // A number alone, where the line goes on with text, is a clause's.
            let whole = margin && repeated == total;
            let (gone, stays): (Vec<_>, Vec<_>) = line.segments().partition(|it| {
                repeats(sheet, it) && (whole || letters(sheet, it) >= FEWEST_LETTERS)
            });
            if gone.is_empty() {
                lines.push(line);
                continue;
            }
            if !stays.is_empty() {
                lines.push(Line::new(sheet, stays.concat()));
            }
            let gone = Line::new(sheet, gone.concat());
            if seen.insert((top, masked(&gone.text)), ()).is_none() {
                running.push(Running { top, line: gone });
            }
        }
    }
    running
}

/// Takes the page numbers that stand at another height on every page, as in files made from a web
/// page: lines that are a number and nothing else, in the middle or at the right, counting up by
/// one. They say nothing that the page doesn't, so they are not kept.
fn drop_page_numbers(sheets: &[Sheet], pages: &mut [Vec<Line>]) {
    let mut found: Vec<(usize, usize, u32)> = Vec::new();
    for (at, (sheet, lines)) in sheets.iter().zip(pages.iter()).enumerate() {
        for (row, line) in lines.iter().enumerate() {
            let turn = line.words.first().map_or(0, |it| it.turn);
            let centre = (line.left + line.right) / 2.0 / sheet.frame(turn).0.max(1.0);
            if let Some(number) = page_number(&line.text)
                && centre > 0.4
            {
                found.push((at, row, number));
            }
        }
    }
    // The longest run of numbers that count up, at most one or two pages apart.
    let mut chain: Vec<(usize, usize, u32)> = Vec::new();
    for &(at, row, number) in &found {
        match chain.last() {
            Some(last) if number == last.2 + 1 && at >= last.0 => chain.push((at, row, number)),
            Some(_) if chain.len() >= 3 => {}
            _ => chain = vec![(at, row, number)],
        }
    }
    if chain.len() < 3 {
        return;
    }
    for &(at, row, _) in chain.iter().rev() {
        if let Some(lines) = pages.get_mut(at)
            && row < lines.len()
        {
            lines.remove(row);
        }
    }
}

/// The number in a line that is a page number: `7`, `- 7 -`, `Page 7`, `Pagina 7 van 12`.
fn page_number(text: &str) -> Option<u32> {
    if text.len() > 24 {
        return None;
    }
    let first = text.trim_start_matches(['-', '–', ' ']);
    let first = ["Page ", "Pagina ", "page ", "pagina ", "PAGE "]
        .iter()
        .find_map(|it| first.strip_prefix(it))
        .unwrap_or(first);
    let digits = first.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = first.split_at_checked(digits)?;
    let rest = rest.trim_matches(['-', '–', ' ']);
    let of = ["of ", "van ", "/"].iter().find_map(|it| rest.strip_prefix(it));
    let rest = of.map_or(rest, |it| it.trim().trim_start_matches(|it: char| it.is_ascii_digit()));
    (digits <= 4 && rest.is_empty()).then(|| number.parse().ok())?
}

/// Letters that a stretch away from the margins must have to be furniture.
const FEWEST_LETTERS: usize = 3;

/// What a stretch of words says, and how high it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    /// Hash of the text, digits masked.
    text: u64,
    height: i32,
}

/// The two rounded heights a stretch may be looked up under.
fn steps(segment: &[Word]) -> [i32; 2] {
    let height = segment.first().map_or(0.0, |it| it.baseline);
    let step = (height / 4.0).floor() as i32;
    // A broken page may put a word as far away as numbers go.
    [step, step.saturating_add(1)]
}

/// FNV-1a over the words of `segment`, every number taken as one `#`.
fn hash(sheet: &Sheet, segment: &[Word]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325u64;
    let mut digit = false;
    let bytes = segment.iter().flat_map(|it| sheet.word(it).bytes().chain([b' ']));
    for byte in bytes {
        let is_digit = byte.is_ascii_digit();
        if is_digit && digit {
            continue;
        }
        digit = is_digit;
        let byte = if is_digit { b'#' } else { byte };
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    state
}

fn letters(sheet: &Sheet, segment: &[Word]) -> usize {
    let chars = segment.iter().flat_map(|it| sheet.word(it).chars());
    chars.filter(|it| it.is_alphabetic()).count()
}

/// Whether a line stands in the upper half, and whether in the upper or lower margin.
fn place(sheet: &Sheet, line: &Line) -> (bool, bool) {
    let turn = line.words.first().map_or(0, |it| it.turn);
    let height = sheet.frame(turn).1.max(1.0);
    let at = line.baseline / height;
    (at < 0.5, !(MARGIN..=1.0 - MARGIN).contains(&at))
}

/// A line with every number replaced by one `#`, so that page 9 and page 10 read the same.
pub(super) fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            _ if !char.is_ascii_digit() => masked.push(char),
            _ if masked.ends_with('#') => {}
            _ => masked.push('#'),
        }
    }
    masked
}

/// Numbered lines, as in pleadings: whole numbers that count up by the same step at one place
/// left of the text, on most lines.
fn drop_line_numbers(sheet: &Sheet, lines: &mut Vec<Line>) {
    let number = |line: &Line| -> Option<(u32, f32)> {
        let first = line.words.first()?;
        let text = sheet.word(first);
        let apart = line.words.get(1).is_none_or(|it| it.left - first.right > 0.5 * first.size);
        let digits = text.len() <= 4 && text.bytes().all(|it| it.is_ascii_digit());
        (apart && digits).then(|| Some((text.parse().ok()?, first.right)))?
    };
    let found: Vec<(u32, f32)> = lines.iter().filter_map(number).collect();
    if found.len() < 12 || found.len() * 5 < lines.len() {
        return;
    }
    let step = found[1].0.saturating_sub(found[0].0);
    let even = found
        .windows(2)
        .filter(|it| it[1].0.saturating_sub(it[0].0) == step && (it[1].1 - it[0].1).abs() < 3.0)
        .count();
    // Numbers on every line, or every fifth: else they are the contract's own.
    let dense = found.len() * step.max(1) as usize * 10 >= lines.len() * 7;
    if step == 0 || even * 10 < (found.len() - 1) * 9 || !dense {
        return;
    }
    let kept = std::mem::take(lines);
    lines.extend(kept.into_iter().filter_map(|mut line| {
        if number(&line).is_none() {
            return Some(line);
        }
        line.words.remove(0);
        (!line.words.is_empty()).then(|| Line::new(sheet, line.words))
    }));
}
