//! Laying new rows over known series, one row a day.

use super::City;
use super::revision::{Revision, note};
use crate::lake::PriceRows;
use crate::model::{CityKey, MarketSeries, SeriesKey};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A stretch of rows of one series.
struct Piece<'a> {
    rows: &'a PriceRows,
    series: usize,
    first: usize,
    end: usize,
}

/// Lays rows over cities. What nobody else holds is changed in place; what is
/// shared stays as it is for whoever shares it. Figures that change are added to
/// `revised`.
pub(super) fn lay(cities: &mut BTreeMap<CityKey, Arc<City>>, files: &[PriceRows], revised: &mut Vec<Revision>) {
    let mut fresh: BTreeMap<CityKey, BTreeMap<&SeriesKey, Vec<Piece<'_>>>> = BTreeMap::new();
    for rows in files {
        for (series, first, end) in rows.runs() {
            let key = &rows.series[series];
            let piece = Piece { rows, series, first, end };
            fresh.entry(key.city()).or_default().entry(key).or_default().push(piece);
        }
    }
    for (key, touched) in fresh {
        let mut members = match cities.remove(&key).map(Arc::try_unwrap) {
            Some(Ok(city)) => city.members,
            Some(Err(shared)) => shared.members.clone(),
            None => Vec::new(),
        };
        for (key, pieces) in touched {
            match members.binary_search_by(|series| series.key.cmp(key)) {
                Ok(at) => match Arc::get_mut(&mut members[at]) {
                    Some(series) => extend(series, &pieces, revised),
                    None => members[at] = Arc::new(extended(&members[at], &pieces, revised)),
                },
                Err(at) => members.insert(at, Arc::new(extended(&MarketSeries::of(key.clone()), &pieces, revised))),
            }
        }
        cities.insert(key.clone(), Arc::new(City::new(key, members)));
    }
}

fn extend(series: &mut MarketSeries, pieces: &[Piece<'_>], revised: &mut Vec<Revision>) {
    if follow(series, pieces) {
        let (unit, reported_unit) = units(series, pieces);
        (series.unit, series.reported_unit) = (unit, reported_unit);
        append(series, pieces);
    } else {
        *series = merge(series, pieces, revised);
    }
}

fn extended(series: &MarketSeries, pieces: &[Piece<'_>], revised: &mut Vec<Revision>) -> MarketSeries {
    if !follow(series, pieces) {
        return merge(series, pieces, revised);
    }
    let (unit, reported_unit) = units(series, pieces);
    let mut longer = with_room_for(series, pieces);
    (longer.unit, longer.reported_unit) = (unit, reported_unit);
    longer.day.extend_from_slice(&series.day);
    longer.reported.extend_from_slice(&series.reported);
    longer.price.extend_from_slice(&series.price);
    longer.status.extend_from_slice(&series.status);
    longer.version.extend_from_slice(&series.version);
    append(&mut longer, pieces);
    longer
}

/// Whether every day of the pieces comes after all before it: the common case,
/// in which nothing has to be sorted.
fn follow(series: &MarketSeries, pieces: &[Piece<'_>]) -> bool {
    let known = series.day.last().copied();
    let mut days =
        known.into_iter().chain(pieces.iter().flat_map(|piece| piece.rows.day[piece.first..piece.end].iter().copied()));
    let mut last = days.next();
    days.all(|day| last.replace(day).is_some_and(|last| last < day))
}

fn append(series: &mut MarketSeries, pieces: &[Piece<'_>]) {
    // Exactly: what is known stays for long, and seldom grows.
    let more = pieces.iter().map(|piece| piece.end - piece.first).sum();
    series.day.reserve_exact(more);
    series.reported.reserve_exact(more);
    series.price.reserve_exact(more);
    series.status.reserve_exact(more);
    series.version.reserve_exact(more);
    for Piece { rows, first, end, .. } in pieces {
        series.day.extend_from_slice(&rows.day[*first..*end]);
        series.reported.extend_from_slice(&rows.reported[*first..*end]);
        series.price.extend_from_slice(&rows.price[*first..*end]);
        series.status.extend_from_slice(&rows.status[*first..*end]);
        series.version.extend_from_slice(&rows.version[*first..*end]);
    }
}

/// The units of a series: those that the latest version says.
fn units(series: &MarketSeries, pieces: &[Piece<'_>]) -> (String, String) {
    let said =
        |piece: &Piece<'_>| (piece.rows.unit[piece.series].clone(), piece.rows.reported_unit[piece.series].clone());
    let mut units: Vec<(String, String)> = pieces.iter().map(said).collect();
    let known = (series.unit.clone(), series.reported_unit.clone());
    let of_one_kind = series.day.is_empty() || units.first() == Some(&known);
    if of_one_kind && units.windows(2).all(|two| two[0] == two[1]) {
        return units.pop().unwrap_or(known);
    }
    let latest = |versions: &[i64]| versions.iter().max().copied().unwrap_or_default();
    let of_pieces = pieces.iter().map(|piece| latest(&piece.rows.version[piece.first..piece.end]));
    let dated = of_pieces
        .zip(units)
        .chain([(latest(&series.version), known.clone())].into_iter().filter(|_| !series.day.is_empty()));
    dated.max_by_key(|(version, _)| *version).map_or(known, |(_, units)| units)
}

/// The rows of a series and pieces in the order of days, of each day the one of
/// the latest version. Figures that change are added to `revised`.
fn merge(series: &MarketSeries, pieces: &[Piece<'_>], revised: &mut Vec<Revision>) -> MarketSeries {
    // Where each row lies: (day, version, order of arrival, index).
    let mut order: Vec<(i32, i64, usize, usize)> = Vec::new();
    order.extend(series.day.iter().zip(&series.version).enumerate().map(|(i, (day, version))| (*day, *version, 0, i)));
    for (n, piece) in (1..).zip(pieces) {
        let rows = piece.rows;
        order.extend((piece.first..piece.end).map(|i| (rows.day[i], rows.version[i], n, i)));
    }
    order.sort_unstable();
    let (unit, reported_unit) = units(series, pieces);
    let mut merged = MarketSeries { unit, reported_unit, ..with_room_for(series, pieces) };
    let figure = |from: usize, i: usize| match from.checked_sub(1) {
        None => series.reported[i],
        Some(piece) => pieces[piece].rows.reported[i],
    };
    for (n, (day, version, from, i)) in order.iter().enumerate() {
        if let Some(next) = order.get(n + 1).filter(|next| next.0 == *day) {
            note(revised, &series.key, *day, (figure(*from, *i), figure(next.2, next.3)), next.1);
            continue;
        }
        let (reported, price, status) = match from.checked_sub(1) {
            None => (series.reported[*i], series.price[*i], series.status[*i]),
            Some(piece) => {
                let rows = pieces[piece].rows;
                (rows.reported[*i], rows.price[*i], rows.status[*i])
            }
        };
        merged.day.push(*day);
        merged.version.push(*version);
        merged.reported.push(reported);
        merged.price.push(price);
        merged.status.push(status);
    }
    merged
}

/// An empty series of that key with room for all rows.
fn with_room_for(series: &MarketSeries, pieces: &[Piece<'_>]) -> MarketSeries {
    let rows = series.day.len() + pieces.iter().map(|piece| piece.end - piece.first).sum::<usize>();
    MarketSeries {
        day: Vec::with_capacity(rows),
        reported: Vec::with_capacity(rows),
        price: Vec::with_capacity(rows),
        status: Vec::with_capacity(rows),
        version: Vec::with_capacity(rows),
        ..MarketSeries::of(series.key.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{key, rows};
    use crate::granary::Granary;

    #[test]
    fn rows_of_several_versions_in_one_stretch_give_the_latest_of_each_day() {
        let mut merged = rows("3273/a", 2, &[(1, 10.0), (1, 11.0), (2, 20.0), (3, 30.0), (3, 29.0)]);
        merged.version = vec![2, 4, 2, 2, 3];
        let granary = Granary::default().with(4, &[merged]);
        let series = granary.series(&key("3273/a")).unwrap();
        assert_eq!((&series.price[..], &series.version[..]), (&[11.0, 20.0, 29.0][..], &[4, 2, 3][..]));
    }

    #[test]
    fn a_series_has_the_units_of_its_latest_version_in_whatever_order_rows_lie() {
        let old = rows("3273/a", 2, &[(5, 10.0)]);
        let mut new = rows("3273/a", 3, &[(1, 1.0)]);
        new.reported_unit = vec!["ons".to_owned()];
        for files in [[old.clone(), new.clone()], [new.clone(), old.clone()]] {
            let at_once = Granary::default().with(3, &files);
            let [first, second] = files;
            let in_turn = Granary::default().with(3, &[first]).with(3, &[second]);
            for granary in [at_once, in_turn] {
                assert_eq!(granary.series(&key("3273/a")).unwrap().reported_unit, "ons");
            }
        }
    }
}
