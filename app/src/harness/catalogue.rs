//! Three series, one with all that is told of it, and a history of versions.

use super::{day, trend};
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::catalogue::{
    ApiOperation, ApiPage, ApiParameter, CataloguePage, NextReport, Release, ReleaseChange, ReleasesPage, SeriesPage,
    SeriesRow, YearCoverage,
};
use lumbung_data::model::chart::View;
use lumbung_data::model::metadata::{Block, Entry, Form, Forms, MetadataPage};
use lumbung_data::model::page::Standing;
use lumbung_data::model::reporting::RevisionRow;
use lumbung_data::model::{CommodityId, Frequency, ObsStatus, PlaceCode, PriceLevel, SourceId};
use std::sync::Arc;

fn row(commodity: &str, name: &str, place: &str, place_name: &str) -> SeriesRow {
    SeriesRow {
        commodity: CommodityId::parse(commodity).unwrap(),
        name: name.to_owned(),
        place: PlaceCode::parse(place).unwrap(),
        place_name: place_name.to_owned(),
        level: PriceLevel::Retail,
        source: SourceId::parse("pihps").unwrap(),
        frequency: Frequency::Daily,
        unit: "kg".to_owned(),
        first: NaiveDate::from_ymd_opt(2023, 1, 2).unwrap(),
        last: day(19),
        priced: 700,
        coverage: 0.98,
        version: 6,
    }
}

pub(super) fn catalogue(standing: Standing, filled: bool) -> CataloguePage {
    let rows = vec![
        row("bawang-merah", "Bawang merah", "3273", "Kota Bandung"),
        row("bawang-merah", "Bawang merah", "3273/kosambi", "Pasar Kosambi"),
        row("cabai-rawit-merah", "Cabai rawit merah", "3273", "Kota Bandung"),
    ];
    CataloguePage { standing, series: Arc::new(if filled { rows } else { Vec::new() }) }
}

fn moment(on: NaiveDate) -> DateTime<Utc> {
    on.and_hms_opt(3, 0, 0).unwrap().and_utc()
}

pub(super) fn series(
    standing: Standing,
    commodity: &CommodityId,
    place: &PlaceCode,
    view: &View,
) -> Option<SeriesPage> {
    let known = catalogue(standing.clone(), true).series;
    let row = known.iter().find(|row| row.commodity == *commodity && row.place == *place)?.clone();
    let revision = RevisionRow {
        date: day(2),
        commodity: row.commodity.clone(),
        name: row.name.clone(),
        place: "Pasar Kosambi".to_owned(),
        source: row.source.clone(),
        unit: "kg".to_owned(),
        before: 30_000.0,
        after: Some(31_250.0),
        version: 6,
        file: Some("koreksi.csv".to_owned()),
    };
    Some(SeriesPage {
        others: vec![SeriesRow { source: SourceId::parse("bapanas").unwrap(), ..row.clone() }],
        coicop: "01.1.7".to_owned(),
        markets: Some(2),
        chart: Some(trend::trend(commodity, place, view)),
        years: vec![
            YearCoverage { year: 2025, priced: 240, coverage: 0.99 },
            YearCoverage { year: 2024, priced: 230, coverage: 0.95 },
        ],
        statuses: vec![(ObsStatus::A, 690), (ObsStatus::I, 10)],
        revisions: vec![revision],
        updated: Some(moment(day(18))),
        next: Some(NextReport { of: day(22), due: moment(day(22)), is_late: false }),
        made: Some(moment(day(19))),
        today: day(22),
        row,
        standing,
    })
}

pub(super) fn releases(standing: Standing, before: Option<i64>) -> ReleasesPage {
    let release = |version: i64, change| Release { version, at: moment(day(u32::try_from(version).unwrap())), change };
    let batch = ReleaseChange::Batch {
        file: "harga.csv".to_owned(),
        format: "pihps-long".to_owned(),
        accepted: 40,
        revised: 2,
        suspect: 1,
        missing: 3,
    };
    let decision = ReleaseChange::Decision {
        commodity: CommodityId::parse("bawang-merah").unwrap(),
        place: PlaceCode::parse("3273/kosambi").unwrap(),
        day: day(3),
        ruling: "accept".to_owned(),
    };
    let withdrawal = ReleaseChange::Withdrawal { batch: 5, restored: 4, emptied: 1 };
    let (releases, next) = if before.is_some() {
        (vec![release(2, ReleaseChange::Compaction), release(1, ReleaseChange::Founding)], None)
    } else {
        (vec![release(7, batch), release(6, withdrawal), release(4, decision)], Some(4))
    };
    let names = [("bawang-merah", "Bawang merah"), ("3273/kosambi", "Pasar Kosambi")];
    let names = names.map(|(id, name)| (id.to_owned(), name.to_owned())).into();
    ReleasesPage { standing, releases, names, next }
}

pub(super) fn metadata(standing: Standing) -> MetadataPage {
    let form = |name: &str, entries: &[(&'static str, Option<&str>)]| Form {
        name: name.to_owned(),
        blocks: vec![Block {
            title: "Umum",
            entries: entries
                .iter()
                .map(|(label, value)| Entry { label, value: value.map(str::to_owned), key: None })
                .collect(),
        }],
    };
    let activity = [("Instansi penyelenggara", Some("Dinas Perdagangan")), ("Alamat lengkap", None)];
    let forms = Forms {
        activity: form("Pemantauan harga pangan", &activity),
        variables: vec![form("Komoditas", &[("Alias", Some("commodity"))])],
        indicators: vec![form("Harga kota", &[("Ukuran", Some("Rata-rata"))])],
    };
    MetadataPage { standing, forms }
}

pub(super) fn api() -> ApiPage {
    let parameter = |name: &str, in_path, values: &[&str], example: Option<&str>| ApiParameter {
        name: name.to_owned(),
        in_path,
        description: format!("The {name}."),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        example: example.map(str::to_owned),
    };
    ApiPage {
        operations: vec![ApiOperation {
            method: "GET",
            path: "/api/v1/series/{commodity}/{place}.{format}".to_owned(),
            summary: "One series".to_owned(),
            description: "Prices of one commodity in one place.".to_owned(),
            parameters: vec![
                parameter("commodity", true, &[], Some("bawang-merah")),
                parameter("from", false, &[], Some("2023-12-22")),
                parameter("frequency", false, &["daily", "weekly", "monthly"], None),
            ],
            formats: vec!["application/json".to_owned(), "text/csv".to_owned()],
        }],
    }
}
