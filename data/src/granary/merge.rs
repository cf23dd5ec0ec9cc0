//! Laying new rows over a known series.

use super::revision::{Revision, note};
use crate::lake::PriceRows;
use crate::model::{MarketSeries, SeriesKey};

/// A stretch of rows of one series.
pub(super) struct Piece<'a> {
    pub(super) rows: &'a PriceRows,
    pub(super) series: usize,
    pub(super) first: usize,
    pub(super) end: usize,
}

/// The rows of a series laid over what is known of it, one row a day. Figures
/// that change are added to `revised`.
pub(super) fn merge(
    key: &SeriesKey,
    known: Option<&MarketSeries>,
    pieces: &[Piece<'_>],
    revised: &mut Vec<Revision>,
) -> MarketSeries {
    // Where each row lies: (day, version, order of arrival, piece, index).
    let mut order: Vec<(i32, i64, usize, usize)> = Vec::new();
    if let Some(known) = known {
        order
            .extend(known.day.iter().zip(&known.version).enumerate().map(|(i, (day, version))| (*day, *version, 0, i)));
    }
    for (n, piece) in pieces.iter().enumerate() {
        let rows = piece.rows;
        order.extend((piece.first..piece.end).map(|i| (rows.day[i], rows.version[i], n + 1, i)));
    }
    order.sort_unstable();
    let latest = pieces.last();
    let unit = latest.map(|piece| piece.rows.unit[piece.series].clone()).unwrap_or_default();
    let reported_unit = latest.map(|piece| piece.rows.reported_unit[piece.series].clone()).unwrap_or_default();
    let mut series = MarketSeries {
        key: key.clone(),
        unit,
        reported_unit,
        day: Vec::with_capacity(order.len()),
        reported: Vec::with_capacity(order.len()),
        price: Vec::with_capacity(order.len()),
        status: Vec::with_capacity(order.len()),
        version: Vec::with_capacity(order.len()),
    };
    let figure = |from: usize, i: usize| match (known, from.checked_sub(1)) {
        (Some(known), None) => known.reported[i],
        (_, piece) => pieces[piece.unwrap_or(0)].rows.reported[i],
    };
    for (n, (day, version, from, i)) in order.iter().enumerate() {
        if let Some(next) = order.get(n + 1).filter(|next| next.0 == *day) {
            note(revised, key, *day, (figure(*from, *i), figure(next.2, next.3)), next.1);
            continue;
        }
        let (reported, price, status) = match (known, from.checked_sub(1)) {
            (Some(known), None) => (known.reported[*i], known.price[*i], known.status[*i]),
            (_, piece) => {
                let rows = pieces[piece.unwrap_or(0)].rows;
                (rows.reported[*i], rows.price[*i], rows.status[*i])
            }
        };
        series.day.push(*day);
        series.version.push(*version);
        series.reported.push(reported);
        series.price.push(price);
        series.status.push(status);
    }
    series
}
