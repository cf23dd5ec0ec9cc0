//! The figures behind a drawing, as rows.

use super::{Drawn, Figure};
use lumbung_data::index::periods;
use lumbung_data::model::chart::Table;
use lumbung_data::model::{Frequency, day};
use std::collections::BTreeMap;

/// The most days that a page's table has, before it turns to weeks.
const MOST_DAYS: usize = 400;

/// What is drawn, by day, week or month.
pub(super) fn table(figure: &Figure) -> Table {
    let names = || figure.lines.iter().map(|line| line.name.clone()).collect();
    let rows = rows(&figure.lines);
    if figure.pace != Frequency::Daily || rows.len() <= MOST_DAYS {
        return Table { lines: names(), pace: Some(figure.pace), rows: dated(rows) };
    }
    let weekly = |line: &Drawn| {
        let (days, values): (Vec<i32>, Vec<f64>) = line.points.iter().copied().unzip();
        let weeks = periods(&days, &values, Frequency::Weekly);
        Drawn { points: weeks.into_iter().map(|week| (week.start, week.price)).collect(), ..line.clone() }
    };
    let lines: Vec<Drawn> = figure.lines.iter().map(weekly).collect();
    Table { lines: names(), pace: Some(Frequency::Weekly), rows: dated(self::rows(&lines)) }
}

/// Every day that any line has, with each line's value.
pub(super) fn rows(lines: &[Drawn]) -> BTreeMap<i32, Vec<Option<f64>>> {
    let mut rows: BTreeMap<i32, Vec<Option<f64>>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        for (on, value) in &line.points {
            rows.entry(*on).or_insert_with(|| vec![None; lines.len()])[at] = Some(*value);
        }
    }
    rows
}

fn dated(rows: BTreeMap<i32, Vec<Option<f64>>>) -> Vec<(chrono::NaiveDate, Vec<Option<f64>>)> {
    rows.into_iter().rev().map(|(on, values)| (day::date(on), values)).collect()
}
