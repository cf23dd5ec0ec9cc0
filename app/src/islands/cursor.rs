//! The state of the chart reader: which points are here, and which of them is
//! chosen.

use super::points::{Points, Step};
use leptos::prelude::*;
use std::sync::Arc;

/// What is known of the points.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "points arrive in a browser only"))]
pub(super) enum Data {
    Asleep,
    Loading,
    Here(Arc<Points>),
    Failed,
}

/// What was asked for, kept while the points are on their way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Wish {
    Day(f64),
    Step(Step),
}

/// The state of the reader, all of it signals.
#[derive(Clone, Copy)]
pub(super) struct Cursor {
    pub data: RwSignal<Data>,
    pub chosen: RwSignal<Option<usize>>,
    pub wish: RwSignal<Option<Wish>>,
    /// Whether a key moved it last: only then is the value announced.
    pub by_key: RwSignal<bool>,
}

impl Cursor {
    pub fn new() -> Self {
        Self {
            data: RwSignal::new(Data::Asleep),
            chosen: RwSignal::new(None),
            wish: RwSignal::new(None),
            by_key: RwSignal::new(true),
        }
    }

    /// Goes where it is wished, or remembers the wish. True when the points
    /// have to be fetched for it.
    pub fn go(self, wish: Wish, by_key: bool) -> bool {
        self.by_key.set(by_key);
        match self.data.get_untracked() {
            Data::Here(points) => {
                self.apply(&points, wish);
                false
            }
            Data::Loading => {
                self.wish.set(Some(wish));
                false
            }
            Data::Asleep | Data::Failed => {
                self.wish.set(Some(wish));
                self.data.set(Data::Loading);
                true
            }
        }
    }

    fn apply(self, points: &Points, wish: Wish) {
        let from = self.chosen.get_untracked();
        let chosen = match wish {
            Wish::Day(day) => points.nearest(day),
            Wish::Step(step) => points.step(from, step),
        };
        if chosen != from {
            self.chosen.set(chosen);
        }
    }

    /// Takes in what was fetched and does what was wished meanwhile.
    #[cfg(feature = "hydrate")]
    pub fn arrive(self, points: Option<Points>) {
        let Some(points) = points.map(Arc::new) else {
            self.data.set(Data::Failed);
            return;
        };
        self.data.set(Data::Here(Arc::clone(&points)));
        if let Some(wish) = self.wish.get_untracked() {
            self.wish.set(None);
            self.apply(&points, wish);
        }
    }

    /// Whether the points could not be had.
    pub fn has_failed(self) -> bool {
        self.data.get_untracked() == Data::Failed
    }

    pub fn dismiss(self) {
        self.wish.set(None);
        self.chosen.set(None);
    }

    /// Day and values of the chosen point.
    pub fn point(self) -> Option<(i32, Vec<f64>)> {
        let chosen = self.chosen.get()?;
        match self.data.get() {
            Data::Here(points) => points.get(chosen).map(|(day, values)| (day, values.to_vec())),
            _ => None,
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_wish_made_before_the_points_are_here_has_them_fetched_once() {
        Owner::new().with(|| {
            let cursor = Cursor::new();
            assert!(cursor.go(Wish::Step(Step::Last), true));
            assert!(!cursor.go(Wish::Day(20_010.0), false));
            assert_eq!(cursor.wish.get_untracked(), Some(Wish::Day(20_010.0)));
            assert_eq!(cursor.point(), None);
        });
    }
}
