//! A file of monthly prices: columns `date,price`.

use super::{Months, TwoPrices};
use chrono::NaiveDate;
use thiserror::Error;

/// Why a file is no series of monthly prices.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MonthsError {
    /// No columns of these names.
    #[error("the first line must name the columns date and price")]
    NoColumns,
    /// A date that is none.
    #[error("line {0}: write the date as 2024-08 or 2024-08-15, not {1:?}")]
    BadDate(u64, String),
    /// A price that is no number above zero.
    #[error("line {0}: write the price as a plain number above zero, or nothing for no price, not {1:?}")]
    BadPrice(u64, String),
    /// A line that is none of a table.
    #[error("line {0} cannot be read as comma-separated values")]
    Broken(u64),
    /// Two prices for one month.
    #[error("two prices for {0}-{1:02}: aggregate to one price a month first")]
    Two(i32, u32),
}

impl Months {
    /// Reads `date,price`, one row a month in any order, with other columns
    /// beside them; nothing, `-` and `NA` say that there is no price.
    ///
    /// # Errors
    /// When it is no such file.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, MonthsError> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let header = reader.headers().map_err(|_| MonthsError::NoColumns)?;
        let named = |name: &str| {
            let is = |column: &str| column.trim_start_matches('\u{feff}').trim().eq_ignore_ascii_case(name);
            header.iter().position(is).ok_or(MonthsError::NoColumns)
        };
        let (date_at, price_at) = (named("date")?, named("price")?);
        let mut prices = Vec::new();
        for (row, record) in (2_u64..).zip(reader.records()) {
            let record = record.map_err(|_| MonthsError::Broken(row))?;
            let field = |at: usize| record.get(at).unwrap_or_default().trim();
            let (date, price) = (field(date_at), field(price_at));
            let day = [date.to_owned(), format!("{date}-01")].iter().find_map(|text| text.parse::<NaiveDate>().ok());
            let day = day.ok_or_else(|| MonthsError::BadDate(row, date.to_owned()))?;
            let price = match price {
                "" | "-" | "NA" | "NaN" | "nan" => f64::NAN,
                text => {
                    let number = text.parse().ok().filter(|price: &f64| price.is_finite() && *price > 0.0);
                    number.ok_or_else(|| MonthsError::BadPrice(row, text.to_owned()))?
                }
            };
            prices.push((day, price));
        }
        Self::of(&prices).map_err(|TwoPrices { year, month }| MonthsError::Two(year, month))
    }
}

#[cfg(test)]
mod tests {
    use super::super::months::tests::months;
    use super::*;

    #[test]
    fn a_file_of_months_is_read_by_its_columns() {
        let csv = "Date,note,price\n2024-02-15,b,12.5\n2024-01,a,10\n2024-04,,\n2024-03,c,-\n";
        let read = Months::from_csv(csv.as_bytes()).unwrap();
        assert_eq!((read.first, read.len(), read.price[..2].to_vec()), (648, 4, vec![10.0, 12.5]));
        assert!(read.price[2].is_nan() && read.price[3].is_nan());
        assert_eq!(months("2024-01", &[]).first, 648);
    }

    #[test]
    fn what_is_no_month_or_price_is_named_with_its_line() {
        let read = |csv: &str| Months::from_csv(csv.as_bytes()).unwrap_err();
        assert_eq!(read("tanggal,harga\n2024-01,1\n"), MonthsError::NoColumns);
        assert_eq!(read("date,price\n2024-01,1\nJan 2024,2\n"), MonthsError::BadDate(3, "Jan 2024".into()));
        assert_eq!(read("date,price\n2024-01,\"1,5\"\n"), MonthsError::BadPrice(2, "1,5".into()));
        assert_eq!(read("date,price\n2024-01,0\n"), MonthsError::BadPrice(2, "0".into()));
        assert_eq!(read("date,price\n2024-01-01,1\n2024-01-31,2\n"), MonthsError::Two(2024, 1));
    }
}
