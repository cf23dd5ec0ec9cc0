//! What a line is made of: its usable points, where it breaks, and how many of
//! its points can be seen.

use lumbung_data::model::Frequency;

/// More days than this without a point break a line.
#[must_use]
pub fn longest_gap(rhythm: Frequency) -> i32 {
    match rhythm {
        Frequency::Daily | Frequency::Weekly => 14,
        // One month passes from first to first; a month left out is two.
        Frequency::Monthly => 45,
    }
}

/// No staple costs a milliard rupiah per unit.
const HIGHEST_PRICE: f64 = 1e9;

/// Whether a figure can be drawn as a price: a source's 0 means "not reported".
pub fn is_price(value: f64) -> bool {
    value > 0.0 && value < HIGHEST_PRICE
}

/// The prices between two days, in the order of days.
pub fn within(points: &[(i32, f64)], first: i32, last: i32) -> Vec<(i32, f64)> {
    let mut kept: Vec<(i32, f64)> =
        points.iter().copied().filter(|(day, price)| (first..=last).contains(day) && is_price(*price)).collect();
    kept.sort_by_key(|(day, _)| *day);
    kept
}

/// The stretches without a gap of more days than this.
pub fn segments(points: &[(i32, f64)], gap: i32) -> impl Iterator<Item = &[(i32, f64)]> {
    points.chunk_by(move |before, after| after.0.saturating_sub(before.0) <= gap)
}

/// The points that can be told apart on this many columns: of each column the
/// first, the lowest, the highest and the last, in their order. Lines of up to
/// two points a column stay whole.
pub fn thin(points: &[(i32, f64)], columns: u32) -> Vec<(i32, f64)> {
    let (Some(start), Some(end)) = (points.first(), points.last()) else { return Vec::new() };
    let columns = i64::from(columns.max(1));
    let span = (i64::from(end.0) - i64::from(start.0)).max(1);
    let many = usize::try_from(2 * columns).unwrap_or(usize::MAX);
    if points.len() <= many {
        return points.to_vec();
    }
    let column = |point: &(i32, f64)| (i64::from(point.0) - i64::from(start.0)) * columns / span;
    let mut kept = Vec::with_capacity(many);
    for group in points.chunk_by(|a, b| column(a) == column(b)) {
        let mut lowest = 0;
        let mut highest = 0;
        for (position, (_, price)) in group.iter().enumerate() {
            if *price < group[lowest].1 {
                lowest = position;
            }
            if *price > group[highest].1 {
                highest = position;
            }
        }
        let mut positions = [0, lowest.min(highest), lowest.max(highest), group.len() - 1].to_vec();
        positions.dedup();
        kept.extend(positions.into_iter().map(|position| group[position]));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_price_or_outside_the_range_is_left_out() {
        let points =
            [(9, 5.0), (3, 4.0), (4, f64::NAN), (5, f64::INFINITY), (6, 0.0), (7, -2.0), (8, 1e300), (20, 7.0)];
        assert_eq!(within(&points, 1, 10), [(3, 4.0), (9, 5.0)]);
    }

    #[test]
    fn a_gap_of_more_than_fourteen_days_breaks_a_line() {
        let points = [(0, 1.0), (14, 1.0), (29, 1.0), (30, 1.0)];
        let lengths: Vec<usize> = segments(&points, 14).map(<[_]>::len).collect();
        assert_eq!(lengths, [2, 2]);
        assert_eq!(segments(&[], 14).count(), 0);
    }

    #[test]
    fn thinning_keeps_ends_and_extremes_in_order() {
        let mut points: Vec<(i32, f64)> = (0..10_000_i32).map(|day| (day, 100.0 + f64::from(day * 7 % 13))).collect();
        points[4321].1 = 900.0;
        points[6789].1 = 1.0;
        let thinned = thin(&points, 100);
        assert!(thinned.len() <= 400, "{}", thinned.len());
        assert_eq!((thinned[0], thinned[thinned.len() - 1]), (points[0], points[9999]));
        assert!(thinned.contains(&points[4321]) && thinned.contains(&points[6789]));
        assert!(thinned.is_sorted_by_key(|(day, _)| *day));
    }

    #[test]
    fn a_short_line_stays_whole() {
        let points: Vec<(i32, f64)> = (0..200).map(|day| (day, 1.0)).collect();
        assert_eq!(thin(&points, 100), points);
        assert!(thin(&[], 100).is_empty());
    }
}
