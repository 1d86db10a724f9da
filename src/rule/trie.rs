//! Finds which of thousands of word parts stand in a word, all at once.

/// Word parts, letter by letter from the first on.
#[derive(Debug, Default)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    /// What is told where a part ends, by node.
    told: Vec<(u32, bool)>,
}

/// What a part may go on with after some letters.
#[derive(Debug, Default, Clone, Copy)]
struct Node {
    /// The letters and digits that come next, a bit each.
    next: u64,
    /// The node behind the first of them; those of the others follow it, in order.
    first: u32,
    /// What ends here: a stretch of `told`.
    told: (u32, u32),
}

impl Trie {
    /// The trie of `parts`: lower-case letters and digits, the number to tell, and whether the word
    /// must end there.
    pub(super) fn new(mut parts: Vec<(&str, u32, bool)>) -> Trie {
        // Stable, since that is fast on parts that are nearly in order.
        parts.sort();
        let mut made = Trie { nodes: vec![Node::default()], told: Vec::with_capacity(parts.len()) };
        // Parts that begin alike lie side by side: each node stands for a stretch of them.
        let mut stretches = vec![(0, parts.len(), 0)];
        let mut at = 0;
        while let Some(&(from, to, depth)) = stretches.get(at) {
            let ending = parts[from..to].iter().take_while(|it| it.0.len() == depth).count();
            let told = made.told.len() as u32;
            made.told.extend(parts[from..from + ending].iter().map(|it| (it.1, it.2)));
            let mut node = Node {
                next: 0,
                first: made.nodes.len() as u32,
                told: (told, told + ending as u32),
            };
            let mut start = from + ending;
            while start < to {
                let letter = parts[start].0.as_bytes()[depth];
                let alike = parts[start..to].iter();
                let alike = alike.take_while(|it| it.0.as_bytes()[depth] == letter).count();
                // A part with another sign in it is met by no word.
                if let Some(bit) = bit(letter) {
                    node.next |= bit;
                    made.nodes.push(Node::default());
                    stretches.push((start, start + alike, depth + 1));
                }
                start += alike;
            }
            made.nodes[at] = node;
            at += 1;
        }
        made
    }

    /// Tells the number of each part that `word` has at byte `at`.
    pub(super) fn parts_at(&self, word: &[u8], at: usize, tell: &mut impl FnMut(u32)) {
        let Some(mut node) = self.nodes.first() else { return };
        let mut rest = word.get(at..).unwrap_or_default().iter();
        loop {
            let ended = rest.len() == 0;
            for &(number, ends) in &self.told[node.told.0 as usize..node.told.1 as usize] {
                if ended || !ends {
                    tell(number);
                }
            }
            let Some(bit) = rest.next().and_then(|it| bit(*it)) else { return };
            if node.next & bit == 0 {
                return;
            }
            let before = (node.next & (bit - 1)).count_ones();
            let Some(next) = self.nodes.get((node.first + before) as usize) else { return };
            node = next;
        }
    }
}

/// The bit of a lower-case letter or digit; digits come first, as in ASCII.
fn bit(letter: u8) -> Option<u64> {
    match letter {
        b'0'..=b'9' => Some(1 << (letter - b'0')),
        b'a'..=b'z' => Some(1 << (letter - b'a' + 10)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(parts: &[(&str, u32, bool)], word: &str) -> Vec<u32> {
        let trie = Trie::new(parts.to_vec());
        let mut found = Vec::new();
        trie.parts_at(word.as_bytes(), 0, &mut |it| found.push(it));
        found
    }

    #[test]
    fn all_parts_that_a_word_starts_with_are_told() {
        let parts = [("op", 1, false), ("opzeg", 2, false), ("opzeggen", 3, true), ("op", 4, true)];
        assert_eq!(told(&parts, "opzeggen"), [1, 2, 3]);
        assert_eq!(told(&parts, "opzegging"), [1, 2]);
        assert_eq!(told(&parts, "op"), [1, 4]);
        assert!(told(&parts, "o").is_empty());
        assert!(told(&parts, "o'p").is_empty());
        assert!(told(&[], "op").is_empty());
    }
}
