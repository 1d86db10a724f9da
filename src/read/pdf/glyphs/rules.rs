//! The rules of tables: thin boxes that are filled and straight lines that are drawn.

use super::Scribe;
use hayro_interpret::DrawMode;
use kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// Thicker than this, in points, a box is a bar or a background and no rule.
const THICKEST_RULE: f64 = 3.0;

/// Rules that are kept of a page: a table of a hundred rows and columns has fewer.
const MOST_RULES: usize = 4_000;

impl Scribe<'_, '_> {
    /// Keeps `from`–`to` if it is a rule: straight, and longer than a letter is wide.
    fn rule(&mut self, from: Point, to: Point) {
        let rect = Rect::from_points(from, to);
        let (across, along) = (rect.width(), rect.height());
        let straight = across.min(along) < THICKEST_RULE && across.max(along) > 8.0;
        if straight && rect.is_finite() && self.sheet.rules.len() < MOST_RULES {
            self.sheet.rules.push(rect);
        }
    }

    /// Keeps the rules in a path: thin boxes that are filled, straight lines that are drawn.
    pub(super) fn rules(&mut self, path: &BezPath, transform: Affine, mode: &DrawMode) {
        if path.elements().len() > 64 {
            return;
        }
        match mode {
            DrawMode::Fill(_) => {
                // Several boxes are often filled at once.
                let mut corners: Option<Rect> = None;
                for element in path.elements() {
                    match (element, element.end_point()) {
                        (PathEl::MoveTo(at), _) => {
                            if let Some(rect) = corners.replace(Rect::from_points(*at, *at)) {
                                self.fill(rect, transform);
                            }
                        }
                        (_, Some(at)) => {
                            corners = corners.map(|it| it.union_pt(at));
                        }
                        _ => {}
                    }
                }
                if let Some(rect) = corners {
                    self.fill(rect, transform);
                }
            }
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                let (mut start, mut last) = (Point::ZERO, Point::ZERO);
                for element in path.elements() {
                    match element {
                        PathEl::MoveTo(at) => (start, last) = (*at, *at),
                        PathEl::LineTo(at) => {
                            self.rule(transform * last, transform * *at);
                            last = *at;
                        }
                        PathEl::ClosePath => {
                            self.rule(transform * last, transform * start);
                            last = start;
                        }
                        other => last = other.end_point().unwrap_or(last),
                    }
                }
            }
            DrawMode::Invisible => {}
        }
    }

    pub(super) fn fill(&mut self, rect: Rect, transform: Affine) {
        self.rule(
            transform * Point::new(rect.x0, rect.y0),
            transform * Point::new(rect.x1, rect.y1),
        );
    }
}
