//! The table of the last weeks.

use lumbung_data::index::periods;
use lumbung_data::model::page::WeekRow;
use lumbung_data::model::{CitySeries, Frequency, IsoWeek, day};

/// The last `count` weeks with survey days, latest first. A week runs from
/// Monday to Sunday; its price is the geometric mean of its survey days.
pub(crate) fn weeks(city: &CitySeries, count: usize) -> Vec<WeekRow> {
    let mut rows: Vec<WeekRow> = periods(&city.day, &city.price, Frequency::Weekly)
        .into_iter()
        .rev()
        .take(count + 1)
        .map(|week| WeekRow {
            monday: day::date(week.start),
            price: week.price,
            change: None,
            low: week.low,
            high: week.high,
            days: week.days,
        })
        .collect();
    for i in 0..rows.len().saturating_sub(1) {
        let before = &rows[i + 1];
        if (rows[i].monday - before.monday).num_days() == 7 {
            rows[i].change = Some(rows[i].price / before.price - 1.0);
        }
    }
    rows.truncate(count);
    rows
}

/// The price of one week, as its row has it; none without a survey day.
pub(crate) fn week_price(city: &CitySeries, week: IsoWeek) -> Option<f64> {
    let at = |date| city.day.partition_point(|on| *on < day::of(date));
    let days = at(week.monday())..at(week.next().monday());
    periods(&city.day[days.clone()], &city.price[days], Frequency::Weekly).first().map(|week| week.price)
}

#[cfg(test)]
mod tests {
    use super::super::tests::city;
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_compare_with_the_week_before_only() {
        // 2023-12-08 is a Friday, 12-11 a Monday, 12-17 a Sunday, 12-25 a Monday.
        let values = [("2023-12-08", 100.0), ("2023-12-11", 100.0), ("2023-12-17", 121.0), ("2023-12-25", 200.0)];
        let city = city(&values);
        let rows = weeks(&city, 12);
        let mondays: Vec<_> = rows.iter().map(|row| row.monday.to_string()).collect();
        assert_eq!(mondays, ["2023-12-25", "2023-12-11", "2023-12-04"]);
        assert_eq!(rows[0].change, None, "the week before has no survey day");
        assert!((rows[1].price - 110.0).abs() < 1e-9);
        assert!((rows[1].change.unwrap() - 0.1).abs() < 1e-9);
        assert_eq!((rows[1].low, rows[1].high, rows[1].days), (100.0, 121.0, 2));
        assert_eq!(weeks(&city, 1)[0].change, None);
        assert_eq!(weeks(&city, 2).len(), 2);
        let price = |week| week_price(&city, IsoWeek::parse(week).unwrap());
        assert_eq!((price("2023-W50"), price("2023-W52")), (Some(rows[1].price), Some(200.0)));
        assert_eq!(price("2023-W51"), None);
    }
}
