//! The vintages of a series as a file: long, a row for each value and how long it was what
//! was known, or as a triangle, a column a version.

use super::table::{
    About, Block, COMMODITY, Column, Contents, DATE, LEVEL, PLACE, PRICE, SOURCE, STATUS, UNIT, Values, column, sparse,
};
use super::{Format, csv, package, parquet, workbook};
use crate::granary::{Granary, Vintage, Vintages};
use crate::lake::ColumnType;
use crate::model::{Lang, ObsStatus, decapitalised};
use crate::profile::Profile;
use std::borrow::Cow;
use std::io::{self, Write};

/// The columns of vintages in the long layout.
static COLUMNS: [Column; 10] = [
    DATE,
    COMMODITY,
    PLACE,
    LEVEL,
    SOURCE,
    PRICE,
    UNIT,
    STATUS,
    column(
        "known_since",
        ColumnType::Int64,
        12.0,
        "Versi data yang pertama menyatakannya",
        "Data version that said so first",
    ),
    sparse(
        "known_until",
        ColumnType::Int64,
        12.0,
        "Versi data yang menyatakan lain; kosong selama berlaku",
        "Data version that said otherwise; empty while it holds",
    ),
];

/// How vintages are read.
const NOTE: (&str, &str) = (
    "Setiap nilai berlaku sejak versi known_since sampai sebelum versi known_until. Yang diketahui pada suatu versi: known_since <= versi, dan known_until kosong atau > versi.",
    "Each value holds from version known_since until before version known_until. Known at a version: known_since <= version, and known_until empty or > version.",
);

/// Vintages in the house that they come from.
#[derive(Debug, Clone, Copy)]
pub struct VintageFile<'a> {
    /// The vintages.
    pub told: &'a Vintages,
    /// The granary of the version that is asked for.
    pub granary: &'a Granary,
    /// The city.
    pub profile: &'a Profile,
}

impl VintageFile<'_> {
    /// Writes the file; gives the number of its rows, its header left out.
    ///
    /// # Errors
    /// When the file cannot be written, or the format has no vintages.
    pub fn write(self, format: Format, is_triangle: bool, to: impl Write + Send) -> io::Result<u64> {
        if is_triangle { write(&Triangle::of(self), format, to) } else { write(&self, format, to) }
    }

    /// The name of the file.
    #[must_use]
    pub fn file_name(self, format: Format, is_triangle: bool) -> String {
        let layout = if is_triangle { "_wide" } else { "" };
        format!("{}_vintages{layout}_v{}.{}", self.stem('_'), self.granary.version(), format.extension())
    }

    fn stem(self, joint: char) -> String {
        let (key, place) = (&self.told.key, self.told.place.as_str().replace('/', "-"));
        let source = key.source.as_str().replace(':', "-");
        [key.commodity.as_str(), &place, key.level.as_str(), &source].join(&joint.to_string())
    }
}

fn write<C: Contents>(contents: &C, format: Format, to: impl Write + Send) -> io::Result<u64> {
    match format {
        Format::Csv(variant) => csv::write(contents, variant, to),
        Format::Xlsx => workbook::write(contents, to),
        Format::Parquet => parquet::write_blocks(contents, to),
        Format::Package => package::write(contents, to),
        Format::Json | Format::Sdmx => Err(io::Error::other("vintages are no list of series")),
    }
}

impl Contents for VintageFile<'_> {
    fn columns(&self) -> &[Column] {
        &COLUMNS
    }

    fn key(&self) -> &'static [&'static str] {
        &["date", "commodity", "place", "level", "source", "known_since"]
    }

    fn about(&self) -> About {
        let (key, version) = (&self.told.key, self.granary.version());
        let commodity = |lang| {
            let known = self.profile.commodity(&key.commodity);
            decapitalised(known.map_or(key.commodity.as_str(), |commodity| commodity.name(lang)))
        };
        let place = self.profile.place_name(&self.told.place);
        let city = &self.profile.name;
        let (id, en) = (commodity(Lang::Id), commodity(Lang::En));
        About {
            title: format!(
                "Vintase harga {id} di {place} · Vintages of the price of {en} in {place}, versi · version {version}"
            ),
            citation: format!(
                "{city}, Lumbung. Vintase harga {id} di {place} (sumber: {}). Versi data {version}.",
                key.source
            ),
            name: format!("lumbung-{}-vintages", self.stem('-')),
            publisher: city.clone(),
            version,
            made: self.granary.last_day(self.profile).unwrap_or_default(),
            sources: vec![key.source.to_string()],
            from: None,
            to: None,
            cut: String::new(),
            notes: package::NOTES.into_iter().chain([NOTE]).collect(),
        }
    }

    fn each<E>(&self, mut add: impl FnMut(&Block<'_>) -> Result<(), E>) -> Result<(), E> {
        let (key, rows) = (&self.told.key, &self.told.rows);
        let days: Vec<i32> = rows.iter().map(|row| row.day).collect();
        let prices: Vec<f64> = rows.iter().map(|row| row.price).collect();
        let statuses: Vec<ObsStatus> = rows.iter().map(|row| row.status).collect();
        let since: Vec<i64> = rows.iter().map(|row| row.since).collect();
        let until: Vec<Option<i64>> = rows.iter().map(|row| row.until).collect();
        let values = vec![
            Values::Days(&days),
            Values::Same(key.commodity.as_str()),
            Values::Same(self.told.place.as_str()),
            Values::Same(key.level.as_str()),
            Values::Same(key.source.as_str()),
            Values::Numbers(&prices),
            Values::Same(&self.told.unit),
            Values::statuses(&statuses),
            Values::Integers(&since),
            Values::Known(&until),
        ];
        add(&Block { rows: rows.len(), values })
    }
}

/// A row a day, a column a version: the price as it was known then.
struct Triangle<'a> {
    file: VintageFile<'a>,
    columns: Vec<Column>,
}

impl<'a> Triangle<'a> {
    fn of(file: VintageFile<'a>) -> Self {
        let of_version = |version: &i64| Column {
            name: Cow::Owned(format!("v{version}")),
            id: Cow::Owned(format!("Harga bersih seperti diketahui pada versi {version}")),
            en: Cow::Owned(format!("Cleaned price as known at version {version}")),
            ..PRICE
        };
        let columns = [DATE].into_iter().chain(file.told.versions.iter().map(of_version)).collect();
        Self { file, columns }
    }
}

impl Contents for Triangle<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn key(&self) -> &'static [&'static str] {
        &["date"]
    }

    fn about(&self) -> About {
        self.file.about()
    }

    fn each<E>(&self, mut add: impl FnMut(&Block<'_>) -> Result<(), E>) -> Result<(), E> {
        let Vintages { rows, versions, .. } = self.file.told;
        let of_days: Vec<&[Vintage]> = rows.chunk_by(|a, b| a.day == b.day).collect();
        let days: Vec<i32> = of_days.iter().map(|of_day| of_day[0].day).collect();
        let known = |version: &i64| -> Vec<f64> {
            let price = |of_day: &&[Vintage]| of_day.iter().find(|row| row.holds_at(*version)).map(|row| row.price);
            of_days.iter().map(|of_day| price(of_day).unwrap_or(f64::NAN)).collect()
        };
        let prices: Vec<Vec<f64>> = versions.iter().map(known).collect();
        let mut values = vec![Values::Days(&days)];
        values.extend(prices.iter().map(|prices| Values::Numbers(prices)));
        add(&Block { rows: days.len(), values })
    }
}
