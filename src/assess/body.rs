//! Sentences as scores sum them up: the few in which something was found, and the mass of the rest.

use super::Unit;

/// Sentences of a contract, or of one of its articles.
#[derive(Debug, Clone, Default)]
pub(super) struct Body<'a> {
    /// Those in which something was found.
    pub(super) found: Vec<&'a Unit>,
    /// The mass of all that dilute, of those in which something was found too. Masses are whole
    /// numbers, so it is the same in whatever order they were added.
    pub(super) mass: f64,
    /// The same, each as far as it is hard to read, in thousandths.
    reading: f64,
}

/// The sentences of a contract, together and article by article.
#[derive(Debug)]
pub(super) struct Bodies<'a> {
    pub(super) all: Body<'a>,
    pub(super) articles: Vec<Body<'a>>,
}

impl<'a> Body<'a> {
    /// The body of `units` together.
    pub(super) fn of(units: &'a [Unit]) -> Body<'a> {
        let mut body = Body::default();
        units.iter().for_each(|it| body.add(it));
        body
    }

    fn add(&mut self, unit: &'a Unit) {
        if !unit.hits.is_empty() {
            self.found.push(unit);
        }
        if unit.dilutes {
            self.mass += unit.mass;
            self.reading += unit.mass * f64::from(unit.reading);
        }
    }

    /// The mass of the sentences that dilute, when those that were hit don't.
    pub(super) fn free(&self, hit: Diluting) -> f64 {
        self.mass - hit.mass
    }

    /// The mass of what is hard to read: of the sentences that were hit in full, so that one more
    /// of them never lowers the share, of the rest as far as it is hard.
    pub(super) fn hard(&self, hit: Diluting) -> f64 {
        (self.reading + hit.easy) / 1000.0
    }
}

/// What sentences that were hit have of what dilutes. Whole numbers too.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Diluting {
    mass: f64,
    /// The mass, each as far as it is easy to read, in thousandths.
    easy: f64,
}

impl Diluting {
    /// Adds a sentence that was hit.
    pub(super) fn add(&mut self, unit: &Unit) {
        if unit.dilutes {
            self.mass += unit.mass;
            self.easy += unit.mass * f64::from(1000 - unit.reading);
        }
    }
}

impl<'a> Bodies<'a> {
    /// The body of `units` together, and that of each article.
    pub(super) fn of(units: &'a [Unit]) -> Bodies<'a> {
        let mut articles: Vec<Option<Body>> = Vec::new();
        for unit in units {
            let at = unit.article as usize;
            if at >= articles.len() {
                articles.resize(at + 1, None);
            }
            if let Some(article) = articles.get_mut(at) {
                article.get_or_insert_default().add(unit);
            }
        }
        Bodies { all: Body::of(units), articles: articles.into_iter().flatten().collect() }
    }
}
