//! BPS's monthly inflation of a city: `Tahun,Bulan,Kab/Kota,Inflasi Tahunan
//! (y-on-y) (%),Inflasi Bulanan (m-to-m) (%),IHK`, a row a city and month.
//!
//! Months by name or number. At least one of the three figures stands in a
//! row; `-` or nothing is a figure that is not known. Numbers have a decimal
//! point or comma and never a thousands mark. It is a figure of its own, that
//! never enters a price.

use super::intake::{Context, Intake};
use super::number::{decimal, percent};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault};
use super::table::{Header, Row, Table};
use super::{ANY, Asks, Format, Match, date, firsts};
use crate::model::Inflation;
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "bps-inflation", asks: Asks { place: false, level: false }, delimiters: ANY, recognise, read };

const YEAR: &str = "Tahun";
const MONTH: &str = "Bulan";
const REGION: [&str; 3] = ["Kab/Kota", "Kota", "Wilayah"];
const YEARLY: [&str; 3] = ["Inflasi Tahunan (y-on-y) (%)", "Inflasi y-on-y (%)", "Inflasi y-on-y"];
const MONTHLY: [&str; 3] = ["Inflasi Bulanan (m-to-m) (%)", "Inflasi m-to-m (%)", "Inflasi m-to-m"];
const INDEX: [&str; 3] = ["IHK", "Indeks Harga Konsumen", "Indeks Harga Konsumen (IHK)"];
/// No index of a base of 100 is beyond this.
const HIGHEST_INDEX: f64 = 10_000.0;

/// Where the columns stand.
struct Columns {
    year: usize,
    month: usize,
    region: usize,
    yearly: Option<usize>,
    monthly: Option<usize>,
    index: Option<usize>,
}

impl Columns {
    fn of(header: &Header) -> Option<Self> {
        let any = |names: [&str; 3]| names.into_iter().find_map(|name| header.position(name));
        let (yearly, monthly) = (any(YEARLY), any(MONTHLY));
        yearly.or(monthly)?;
        Some(Self {
            year: header.position(YEAR)?,
            month: header.position(MONTH)?,
            region: any(REGION)?,
            yearly,
            monthly,
            index: any(INDEX),
        })
    }

    /// A column of figures, for what is wrong with a row as a whole.
    fn figure(&self) -> usize {
        self.yearly.or(self.monthly).unwrap_or(self.month)
    }
}

fn recognise(header: &Header, _: &Profile) -> Match {
    if Columns::of(header).is_some() { Match::Exact } else { Match::No }
}

fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let columns = Columns::of(header).ok_or(Reason::UnknownFormat)?;
    Ok(firsts::read(
        (header, table, context),
        columns.figure(),
        |row, intake| inflation(&columns, row, intake),
        |found| (found.region.clone(), found.month),
        |reading| &mut reading.inflation,
    ))
}

fn inflation(columns: &Columns, row: Row<'_>, intake: &Intake<'_>) -> Result<Inflation, Fault> {
    let month = date::month_of_year(&row.get(columns.month).text(), &row.get(columns.year).text())
        .ok_or((columns.month, Reason::BadMonth))?;
    intake.check_day(month).map_err(|reason| (columns.month, reason))?;
    let region = resolve::place(&row.get(columns.region).text()).map_err(|reason| (columns.region, reason))?;
    let figure = |column: Option<usize>, read: fn(&str) -> Option<f64>| match column {
        None => Ok(None),
        Some(column) => match &*row.get(column).text() {
            "" | "-" => Ok(None),
            text => read(text).map(Some).ok_or((column, Reason::BadPercent)),
        },
    };
    let found = Inflation {
        region: region.region(),
        month,
        yearly: figure(columns.yearly, percent)?,
        monthly: figure(columns.monthly, percent)?,
        index: figure(columns.index, index)?,
    };
    let says_something = found.yearly.is_some() || found.monthly.is_some() || found.index.is_some();
    says_something.then_some(found).ok_or((columns.figure(), Reason::EmptyField))
}

/// A consumer price index.
fn index(text: &str) -> Option<f64> {
    decimal(text).filter(|value| *value > 0.0 && *value <= HIGHEST_INDEX)
}
