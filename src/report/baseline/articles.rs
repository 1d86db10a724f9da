//! The contract article by article, with where findings lie.

use super::head;
use crate::document::{Document, Sentence};
use crate::finding::Severity;
use crate::report::Judged;
use crate::span::Span;
use std::collections::BTreeMap;

/// An article: a clause at the top of the tree, or the text between two of those.
pub(in crate::report) struct Article {
    /// The clause, an index into the document's clauses.
    pub(in crate::report) clause: Option<u32>,
    /// Its blocks, as indices.
    pub(in crate::report) blocks: (usize, usize),
    /// Words in it.
    pub(in crate::report) words: u32,
    /// Where findings lie: words before, words of the sentence, the gravest severity.
    pub(in crate::report) marks: Vec<(u32, u32, Severity)>,
    /// How many findings of each severity, mildest first.
    pub(in crate::report) counts: [usize; 4],
}

/// The articles of a document, in order; together they hold all its blocks.
pub(super) fn articles(judged: &Judged) -> Vec<Article> {
    let doc = &judged.document;
    let mut articles: Vec<Article> = Vec::new();
    let mut at = 0;
    let article =
        |clause, blocks| Article { clause, blocks, words: 0, marks: Vec::new(), counts: [0; 4] };
    for (index, clause) in doc.clauses.iter().enumerate().filter(|it| it.1.parent.is_none()) {
        let (from, to) = (clause.blocks.0 as usize, clause.blocks.1 as usize);
        if at < from {
            articles.push(article(None, (at, from)));
        }
        if at.max(from) < to {
            articles.push(article(Some(index as u32), (at.max(from), to)));
        }
        at = at.max(to);
    }
    if at < doc.blocks.len() {
        articles.push(article(None, (at, doc.blocks.len())));
    }
    let mut gravest: BTreeMap<u32, Severity> = BTreeMap::new();
    let mut counts: BTreeMap<u32, [usize; 4]> = BTreeMap::new();
    for finding in judged.findings.iter().filter(|it| !it.absence) {
        let Some(sentence) = finding.sentence.or_else(|| doc.sentence_at(finding.span.start))
        else {
            continue;
        };
        let known = gravest.entry(sentence).or_insert(finding.severity);
        *known = (*known).max(finding.severity);
        counts.entry(sentence).or_default()[finding.severity as usize] += 1;
    }
    for article in &mut articles {
        let blocks = doc.blocks.get(article.blocks.0..article.blocks.1).unwrap_or(&[]);
        for sentence in blocks.iter().flat_map(|it| it.sentences.0..it.sentences.1) {
            let words = doc.sentences.get(sentence as usize).map_or(0, Sentence::words);
            if let Some(severity) = gravest.get(&sentence) {
                article.marks.push((article.words, words, *severity));
            }
            for (sum, one) in
                article.counts.iter_mut().zip(counts.get(&sentence).into_iter().flatten())
            {
                *sum += one;
            }
            article.words += words;
        }
    }
    articles
}

/// Number and title of a clause as a heading: `7 Aansprakelijkheid`; what it starts with where it
/// has neither.
pub(in crate::report) fn title(doc: &Document, article: &Article) -> String {
    let clause = article.clause.and_then(|it| doc.clauses.get(it as usize));
    let number = clause.map_or("", |it| it.number.trim());
    let words = clause.and_then(|it| it.title).map(|it: Span| &doc[it]);
    match (number, words) {
        ("", Some(words)) => words.to_owned(),
        (number, Some(words)) if !number.is_empty() => format!("{number} {words}"),
        (number, _) if !number.is_empty() => number.to_owned(),
        _ => {
            let first = doc.blocks.get(article.blocks.0).map_or("", |it| &doc[it.span]);
            let (words, whole) = head(first, 48);
            if whole { words.to_owned() } else { format!("{words} …") }
        }
    }
}
