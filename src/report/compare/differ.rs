//! Two texts side by side, word for word.

/// Words in a row, and whether the other text lacks them.
pub(in crate::report) type Stretch<'a> = (bool, &'a str);

/// Most words of either text that are laid side by side.
const LONGEST: usize = 600;

/// Two texts in stretches of words that both have, in the same order, and words that only one has.
/// Texts that are too long to lay side by side, and one beside nothing, are one stretch each.
pub(in crate::report) fn differ<'a>(
    old: &'a str,
    new: &'a str,
) -> (Vec<Stretch<'a>>, Vec<Stretch<'a>>) {
    let (a, b) = (words(old), words(new));
    if a.len() > LONGEST || b.len() > LONGEST || a.is_empty() || b.is_empty() {
        let whole = |it: &'a str| if it.is_empty() { vec![] } else { vec![(false, it)] };
        return (whole(old), whole(new));
    }
    // The longest common subsequence of what is left from each pair of places on.
    let width = b.len() + 1;
    let mut longest = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = match a[i].0 == b[j].0 {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let (mut only_old, mut only_new) = (vec![true; a.len()], vec![true; b.len()]);
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i].0 == b[j].0 {
            (only_old[i], only_new[j]) = (false, false);
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    (stretches(old, &a, &only_old), stretches(new, &b, &only_new))
}

/// The words of a text, with where each stands.
fn words(text: &str) -> Vec<(&str, usize)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(|it| (it, it.as_ptr() as usize - start)).collect()
}

fn stretches<'a>(text: &'a str, words: &[(&str, usize)], only: &[bool]) -> Vec<Stretch<'a>> {
    let mut out: Vec<Stretch<'a>> = Vec::new();
    let mut from = 0;
    for at in 1..=words.len() {
        if at == words.len() || only[at] != only[from] {
            let (start, last) = (words[from].1, words[at - 1]);
            out.push((only[from], text.get(start..last.1 + last.0.len()).unwrap_or("")));
            from = at;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_only_one_text_has_stand_apart() {
        let (old, new) =
            differ("De bakker mag de prijs wijzigen.", "De bakker mag nooit de prijs wijzigen.");
        assert_eq!(old, [(false, "De bakker mag de prijs wijzigen.")]);
        let expected = [(false, "De bakker mag"), (true, "nooit"), (false, "de prijs wijzigen.")];
        assert_eq!(new, expected);
        assert_eq!(differ("", "Alles is nieuw."), (vec![], vec![(false, "Alles is nieuw.")]));
        assert_eq!(differ("weg", "").0, [(false, "weg")]);
    }
}
