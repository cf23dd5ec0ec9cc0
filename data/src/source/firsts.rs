//! Tables of figures: a row says one figure of one key. The first of each key
//! is taken; a later one is refused.

use super::intake::{Context, Intake};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::Fault;
use super::table::{Header, Row, Table};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Reads a table of figures into the list of a reading they belong to.
/// `repeated` is the column shown where a row says a figure again.
pub(super) fn read<K: Ord, T: Clone + PartialEq>(
    (header, table, context): (&Header, Table<'_>, &Context<'_>),
    repeated: usize,
    figure: impl Fn(Row<'_>, &Intake<'_>) -> Result<T, Fault>,
    key: impl Fn(&T) -> K,
    list: fn(&mut Reading) -> &mut Vec<T>,
) -> Reading {
    let mut intake = Intake::new(context);
    let mut seen = Firsts(BTreeMap::new());
    table.each(header.width(), |at, row| {
        intake.row();
        let row = match row {
            Ok(row) => row,
            Err((reason, line)) => return intake.refuse(at, "", line, &reason),
        };
        let found = figure(row, &intake)
            .and_then(|found| seen.take(key(&found), at, &found).map(|()| found).map_err(|reason| (repeated, reason)));
        match found {
            Ok(found) => list(&mut intake.reading).push(found),
            Err((column, reason)) => intake.refuse(at, &header.shown[column], &row.get(column).text(), &reason),
        }
    });
    intake.into_reading()
}

/// The figures so far, with their rows.
struct Firsts<K, T>(BTreeMap<K, (u64, T)>);

impl<K: Ord, T: Clone + PartialEq> Firsts<K, T> {
    /// Takes a figure, or says that there is one of its key.
    fn take(&mut self, key: K, row: u64, figure: &T) -> Result<(), Reason> {
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
