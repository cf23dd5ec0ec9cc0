//! What is the same until the next version, and so kept by language.

use lumbung_data::model::Lang;
use std::sync::{Arc, Mutex, PoisonError};

/// What was made of a version, by language.
#[derive(Debug)]
pub(super) struct Kept<T>(Mutex<Vec<(i64, Lang, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Kept<T> {
    /// What is kept of a version, or else is made now.
    pub fn get(&self, version: i64, lang: Lang, make: impl FnOnce() -> T) -> Arc<T> {
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
