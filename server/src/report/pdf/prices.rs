//! The table of prices, every figure as it stands there.

use lumbung_data::model::sheet::{Earlier, SheetReference, SheetRow};
use lumbung_data::model::{IsoWeek, Lang, WarningLevel, decapitalised, rupiah, signed_percent};
use serde::Serialize;

/// What stands where a figure is missing.
const NOTHING: &str = "–";

/// What stands before a price of a week further back than the head of its column says.
const SHIFTED: &str = "*";

/// A row of the table of prices.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub name: String,
    pub unit: String,
    pub level: Option<Level>,
    pub price: String,
    pub earlier: [[String; 2]; 3],
    pub reference: [String; 3],
}

#[derive(Debug, Serialize)]
pub(super) struct Level {
    key: &'static str,
    word: &'static str,
}

impl From<WarningLevel> for Level {
    fn from(level: WarningLevel) -> Self {
        Self { key: level.as_str(), word: level.word() }
    }
}

/// A price in a column whose head says that it is rupiah.
fn figure(price: f64, lang: Lang) -> String {
    let written = rupiah(price, lang);
    written.replacen("Rp", "", 1)
}

/// The earlier weeks of a row, and how many weeks back each is meant to be.
fn compared(row: &SheetRow) -> [(Option<Earlier>, u32); 3] {
    [(row.last_week, 1), (row.last_month, 4), (row.last_year, 52)]
}

/// Whether any of its earlier prices is of a week further back than is meant.
pub(super) fn is_shifted(row: &SheetRow, week: IsoWeek) -> bool {
    compared(row).into_iter().any(|(earlier, weeks)| earlier.is_some_and(|it| it.week != week.before(weeks)))
}

/// Whether a commodity has a price, of this week or of one that it is compared with.
pub(super) fn is_priced(row: &SheetRow) -> bool {
    row.price.is_some() || compared(row).into_iter().any(|(earlier, _)| earlier.is_some())
}

/// The names of the commodities that have none.
pub(super) fn unpriced(rows: &[SheetRow], lang: Lang) -> String {
    let names = rows.iter().filter(|row| !is_priced(row)).map(|row| decapitalised(row.name.get(lang)));
    names.collect::<Vec<_>>().join(", ")
}

/// The row of a commodity on the sheet of a week.
pub(super) fn row(row: &SheetRow, week: IsoWeek, lang: Lang) -> Row {
    Row {
        name: row.name.get(lang).to_owned(),
        unit: row.unit.clone(),
        level: row.warning.as_ref().map(|warning| warning.level.into()),
        price: row.price.map_or_else(|| NOTHING.to_owned(), |price| figure(price, lang)),
        earlier: compared(row).map(|(earlier, weeks)| before(earlier, week.before(weeks), lang)),
        reference: reference(row.reference.as_ref(), lang),
    }
}

/// An earlier price and the change since; a price of a week before the one that is meant
/// has a mark.
fn before(earlier: Option<Earlier>, meant: IsoWeek, lang: Lang) -> [String; 2] {
    earlier.map_or_else(
        || [NOTHING, NOTHING].map(str::to_owned),
        |earlier| {
            let mark = if earlier.week == meant { "" } else { SHIFTED };
            [format!("{mark}{}", figure(earlier.price, lang)), signed_percent(earlier.change, lang)]
        },
    )
}

/// The kind of a ceiling, the ceiling, and the distance to it.
fn reference(reference: Option<&SheetReference>, lang: Lang) -> [String; 3] {
    reference.map_or_else(
        || ["", NOTHING, NOTHING].map(str::to_owned),
        |reference| {
            let distance =
                reference.distance.map_or_else(|| NOTHING.to_owned(), |distance| signed_percent(distance, lang));
            [reference.kind.clone(), figure(reference.high, lang), distance]
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    #[test]
    fn what_is_missing_is_a_dash_and_prices_are_written_as_each_language_writes_them() {
        let sheet = specimen::sheet();
        let mut first = sheet.rows[0].clone();
        first.price = Some(1_234_567.4);
        first.last_week = None;
        first.reference = None;
        let id = row(&first, sheet.week, Lang::Id);
        assert_eq!((id.price.as_str(), id.earlier[0][0].as_str(), id.reference[1].as_str()), ("1.234.567", "–", "–"));
        assert_eq!(row(&first, sheet.week, Lang::En).price, "1,234,567");
    }

    #[test]
    fn a_commodity_without_any_price_is_named_instead_of_getting_a_row() {
        let mut rows = specimen::sheet().rows;
        for row in &mut rows[..2] {
            (row.price, row.last_week, row.last_month) = (None, None, None);
        }
        rows[0].last_year = None;
        assert_eq!(unpriced(&rows, Lang::Id), "beras Kualitas Bawah I");
        assert!(is_priced(&rows[1]), "last year's price is one");
    }

    #[test]
    fn a_comparison_with_a_week_further_back_is_marked() {
        let mut sheet = specimen::sheet();
        let week = sheet.week;
        assert!(!is_shifted(&sheet.rows[0], week));
        let meant = sheet.rows[0].last_year.unwrap();
        sheet.rows[0].last_year = Some(Earlier { week: meant.week.before(1), ..meant });
        let earlier = row(&sheet.rows[0], week, Lang::Id).earlier;
        assert!(is_shifted(&sheet.rows[0], week));
        assert!(earlier[2][0].starts_with('*') && !earlier[1][0].starts_with('*'));
    }
}
