//! The first figure of each key in a file; a later one is refused.

use super::reason::Reason;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The figures so far, with their rows.
pub(super) struct Firsts<K, T>(BTreeMap<K, (u64, T)>);

impl<K, T> Default for Firsts<K, T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord, T: Clone + PartialEq> Firsts<K, T> {
    /// Takes a figure, or says that there is one of its key.
    pub(super) fn take(&mut self, key: K, row: u64, figure: &T) -> Result<(), Reason> {
        match self.0.entry(key) {
            Entry::Vacant(place) => {
                place.insert((row, figure.clone()));
                Ok(())
            }
            Entry::Occupied(place) => {
                let (first, known) = place.get();
                Err(if known == figure { Reason::Duplicate(*first) } else { Reason::Conflict(*first) })
            }
        }
    }
}
