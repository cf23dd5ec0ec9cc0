//! What the other places of the same commodity and source were on a day.

use super::feature::{Feature, Values, set};
use super::panel::{Panel, Row};
use crate::quantile::middle;
use crate::watch::Phase;

/// Another place's day may be so much older.
const FRESH: i32 = 14;
/// A surge is new for so many days.
const NEW: i32 = 14;
/// The calendar days of which the usual distance from the others is the median.
const USUAL_DAYS: i32 = 180;
/// Rows that are wanted for it.
const LEAST: usize = 40;
/// A place rises if it rose by more than this part of its threshold in five survey
/// days.
const UP: f32 = 0.1;

/// Fills in the features of a group's rows that say where the others are.
pub(super) fn fill(panel: &mut Panel, group: &[usize]) {
    let mut cursors: Vec<usize> = group.iter().map(|course| panel.courses[*course].rows.start).collect();
    let mut distances: Vec<Vec<(i32, f64)>> = vec![Vec::new(); group.len()];
    let row_at = |panel: &Panel, course: usize, cursor: usize| {
        panel.courses[course].rows.contains(&cursor).then(|| panel.rows[cursor].day)
    };
    loop {
        let next = group.iter().zip(&cursors).filter_map(|(course, cursor)| row_at(panel, *course, *cursor)).min();
        let Some(day) = next else { return };
        let mut here = Vec::new();
        for (member, course) in group.iter().enumerate() {
            if row_at(panel, *course, cursors[member]) == Some(day) {
                here.push((member, cursors[member]));
                cursors[member] += 1;
            }
        }
        for (member, at) in here {
            let others = group.iter().zip(&cursors).enumerate().filter(|(other, _)| *other != member);
            let others: Vec<Option<&Row>> = others
                .map(|(_, (course, cursor))| {
                    let last = cursor.checked_sub(1).filter(|last| panel.courses[*course].rows.contains(last))?;
                    Some(&panel.rows[last]).filter(|row| day - row.day <= FRESH)
                })
                .collect();
            let row = &panel.rows[at];
            let mut values = row.values;
            let distance = row.log - mean(others.iter().flatten().map(|other| other.log));
            distances[member].push((day, distance));
            around(&others, &mut values);
            let unit = panel.courses[row.course].unit;
            set(&mut values, Feature::Relative, (distance - usual(&distances[member], day)) / unit);
            let relative = values[Feature::Relative as usize];
            let known = if relative.is_nan() { 0.0 } else { relative };
            values[Feature::GapRelative as usize] = values[Feature::GapWeek as usize] + known;
            panel.rows[at].values = values;
        }
    }
}

/// The median distance of the last half year, the day included.
fn usual(distances: &[(i32, f64)], day: i32) -> f64 {
    let from = distances.partition_point(|(on, _)| *on <= day - USUAL_DAYS);
    let recent = &distances[from..];
    if recent.len() < LEAST {
        return f64::NAN;
    }
    middle(&recent.iter().map(|(_, distance)| *distance).collect::<Vec<_>>()).unwrap_or(f64::NAN)
}

fn around(others: &[Option<&Row>], values: &mut Values) {
    let known = |feature: Feature| {
        let values = others.iter().flatten().map(move |row| f64::from(row.values[feature as usize]));
        values.filter(|value| !value.is_nan())
    };
    for (feature, of) in [
        (Feature::Peers1, Feature::Change1),
        (Feature::Peers3, Feature::Change3),
        (Feature::Peers5, Feature::Change5),
        (Feature::Peers10, Feature::Change10),
        (Feature::Peers20, Feature::Change20),
        (Feature::PeersGap, Feature::Gap),
        (Feature::PeersGapWeekScaled, Feature::GapWeekScaled),
    ] {
        set(values, feature, mean(known(of)));
    }
    set(values, Feature::Peers5Max, known(Feature::Change5).fold(f64::NAN, f64::max));
    set(values, Feature::Peers10Max, known(Feature::Change10).fold(f64::NAN, f64::max));
    set(values, Feature::PeersGapMin, known(Feature::Gap).fold(f64::NAN, f64::min));
    let share = |is: &dyn Fn(&Row) -> bool| mean(others.iter().flatten().map(|row| f64::from(u8::from(is(row)))));
    // A place that says nothing does not rise.
    let rises = |row: Option<&Row>| row.is_some_and(|row| row.values[Feature::Change5 as usize] > UP);
    set(values, Feature::PeersUp, mean(others.iter().map(|row| f64::from(u8::from(rises(*row))))));
    set(values, Feature::PeersSurging, share(&|row| row.phase != Phase::Calm));
    set(values, Feature::PeersNew, share(&|row| row.phase != Phase::Calm && row.age <= NEW));
    for (feature, peers, own) in [
        (Feature::Behind10, Feature::Peers10, Feature::Change10),
        (Feature::Behind20, Feature::Peers20, Feature::Change20),
    ] {
        values[feature as usize] = values[peers as usize] - values[own as usize];
    }
}

/// The mean; NaN of none.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}
