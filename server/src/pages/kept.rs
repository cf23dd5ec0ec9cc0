//! What is the same until the next version, and so kept by language.

use chrono::NaiveDate;
use lumbung_data::model::Lang;
use std::sync::{Arc, Mutex, PoisonError};

/// What was made of a version, by language. What also hangs on something else has a key of its
/// own, of which the version is a part.
#[derive(Debug)]
pub(super) struct Kept<T, K = i64>(Mutex<Vec<(K, Lang, Arc<T>)>>);

/// What the board hangs on: the version, how far its outlook is and how good that was found,
/// which are computed after it, and the day.
pub(super) type BoardKey = (i64, i64, usize, NaiveDate);

impl<T, K> Default for Kept<T, K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T, K: PartialEq> Kept<T, K> {
    /// What is kept of a version, or else is made now. Whoever asks for the same waits meanwhile.
    pub fn get(&self, version: K, lang: Lang, make: impl FnOnce() -> T) -> Arc<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, ..)| *known == version);
        if let Some((.., known)) = kept.iter().find(|(_, known, _)| *known == lang) {
            return Arc::clone(known);
        }
        let fresh = Arc::new(make());
        kept.push((version, lang, Arc::clone(&fresh)));
        fresh
    }
}
