//! SDMX-CSV 2.0: a row an observation, each with its whole key.

use super::super::select::Extract;
use super::super::single::{File, Rows};
use super::super::table::{About, Block, Column, Contents, Values, column, sparse};
use super::{COMPONENTS, Component, INDEX, NONE, PERCENT, Part, flow, frequency, market, priced_by, source, unit};
use crate::index::Units;
use crate::lake::ColumnType;
use crate::model::{Frequency, ObsStatus, SeriesKey, day};
use crate::profile::Profile;
use std::sync::LazyLock;

/// What SDMX-CSV puts before the components: what kind of structure the data follows, which
/// one, and what is to be done with the row.
static LEADING: [Column; 3] = [
    column("STRUCTURE", ColumnType::Varchar, 10.0, "Jenis struktur", "Kind of structure"),
    column("STRUCTURE_ID", ColumnType::Varchar, 36.0, "Struktur data", "Structure of the data"),
    column("ACTION", ColumnType::Varchar, 7.0, "Tindakan: I, informasi", "Action: I, information"),
];

static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let of = |component: &Component| {
        let Component { id, name, name_en, .. } = *component;
        let kind = match component.values {
            Err("Double") => ColumnType::Float64,
            Err("Integer") => ColumnType::Int64,
            Ok(_) | Err(_) => ColumnType::Varchar,
        };
        let make = if component.part == Part::Measure || id == "BASE_PER" { sparse } else { column };
        make(id, kind, 16.0, name, name_en)
    };
    LEADING.iter().cloned().chain(COMPONENTS.iter().map(of)).collect()
});

/// Every observation that an extract has.
pub(in crate::export) struct All<'a>(pub Extract<'a>);

/// A series alone.
pub(in crate::export) struct Alone<'a>(pub File<'a>);

impl Contents for All<'_> {
    fn columns(&self) -> &[Column] {
        &COLUMNS
    }

    fn about(&self) -> About {
        self.0.about()
    }

    fn each<E>(&self, mut add: impl FnMut(&Block<'_>) -> Result<(), E>) -> Result<(), E> {
        let profile = self.0.profile;
        self.0.series().try_for_each(|series| {
            let key = &series.key;
            let told = Told {
                frequency: key.frequency,
                aggregation: NONE,
                units: Units::Level,
                unit: unit(priced_by(profile, &key.commodity, &series.unit)),
                base: String::new(),
                days: &series.day,
                values: &series.price,
                statuses: &series.status,
                versions: &series.version,
            };
            told.add(profile, key, &mut add)
        })
    }
}

impl Contents for Alone<'_> {
    fn columns(&self) -> &[Column] {
        &COLUMNS
    }

    fn about(&self) -> About {
        self.0.about()
    }

    fn each<E>(&self, mut add: impl FnMut(&Block<'_>) -> Result<(), E>) -> Result<(), E> {
        let File { single, profile, .. } = self.0;
        let key = &single.key;
        let price = unit(priced_by(profile, &key.commodity, &single.unit));
        let observed = |days, values, statuses, versions| Told {
            frequency: key.frequency,
            aggregation: NONE,
            units: Units::Level,
            unit: price.clone(),
            base: String::new(),
            days,
            values,
            statuses,
            versions,
        };
        let told = match single.rows() {
            Rows::City(series) => observed(&series.day, &series.price, &series.status, &series.version),
            Rows::Market(series) => observed(&series.day, &series.price, &series.status, &series.version),
            Rows::Derived(told) => {
                let (telling, derived) = (single.telling(), &told.derived);
                Told {
                    frequency: told.frequency,
                    aggregation: telling.aggregation.as_str(),
                    units: telling.units,
                    unit: match telling.units {
                        Units::Level | Units::Change => price.clone(),
                        Units::Percent => PERCENT.to_owned(),
                        Units::Index => INDEX.to_owned(),
                    },
                    base: told.base.map(|base| period(day::of(base), told.frequency)).unwrap_or_default(),
                    ..observed(&derived.day, &derived.value, &derived.status, &derived.version)
                }
            }
        };
        told.add(profile, key, &mut add)
    }
}

/// A series with its codes.
struct Told<'a> {
    frequency: Frequency,
    aggregation: &'static str,
    units: Units,
    unit: String,
    base: String,
    days: &'a [i32],
    values: &'a [f64],
    statuses: &'a [ObsStatus],
    versions: &'a [i64],
}

impl Told<'_> {
    fn add<E>(
        &self,
        profile: &Profile,
        key: &SeriesKey,
        add: &mut impl FnMut(&Block<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let periods = periods(self.days, self.frequency);
        let (flow, area, market, source) = (flow(profile), key.place.region(), market(&key.place), source(&key.source));
        let values = vec![
            Values::Same("dataflow"),
            Values::Same(&flow),
            Values::Same("I"),
            Values::Same(frequency(self.frequency)),
            Values::Same(area.as_str()),
            Values::Same(key.commodity.as_str()),
            Values::Same(&market),
            Values::Same(key.level.as_str()),
            Values::Same(&source),
            Values::Same(self.aggregation),
            Values::Same(self.units.as_str()),
            Values::Texts(periods.iter().map(String::as_str).collect()),
            Values::Numbers(self.values),
            Values::statuses(self.statuses),
            Values::Same(&self.unit),
            Values::Same(&self.base),
            Values::Integers(self.versions),
        ];
        add(&Block { rows: self.days.len(), values })
    }
}

/// The periods of observations: each another one. Where two of a rarer series lie in one
/// period, the days themselves tell them apart.
fn periods(days: &[i32], frequency: Frequency) -> Vec<String> {
    let told = |frequency| days.iter().map(|on| period(*on, frequency)).collect::<Vec<_>>();
    let periods = told(frequency);
    if periods.windows(2).any(|pair| pair[0] == pair[1]) { told(Frequency::Daily) } else { periods }
}

/// A period as SDMX writes it; a week is an ISO 8601 one.
fn period(on: i32, frequency: Frequency) -> String {
    let form = match frequency {
        Frequency::Daily => "%Y-%m-%d",
        Frequency::Weekly => "%G-W%V",
        Frequency::Monthly => "%Y-%m",
    };
    day::date(on).format(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_by_their_frequency_and_never_twice() {
        let on = |text: &str| day::of(text.parse().unwrap());
        let days = [on("2023-01-01"), on("2023-02-15")];
        assert_eq!(periods(&days, Frequency::Daily), ["2023-01-01", "2023-02-15"]);
        assert_eq!(periods(&days, Frequency::Weekly), ["2022-W52", "2023-W07"]);
        assert_eq!(periods(&days, Frequency::Monthly), ["2023-01", "2023-02"]);
        let twice = [on("2023-01-01"), on("2023-01-15")];
        assert_eq!(periods(&twice, Frequency::Monthly), ["2023-01-01", "2023-01-15"]);
    }

    #[test]
    fn columns_are_the_standards_and_then_the_components() {
        let names: Vec<&str> = COLUMNS.iter().map(|column| &*column.name).collect();
        assert_eq!(names[..3], ["STRUCTURE", "STRUCTURE_ID", "ACTION"]);
        assert_eq!(names[3..], COMPONENTS.map(|component| component.id));
    }
}
