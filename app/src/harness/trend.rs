//! A chart of the shelf: a drawing of nothing, with the figures of a real one.

use super::{chart, day};
use lumbung_data::model::chart::{Choices, Compared, Span, Table, TrendChart, TrendLine, View, Zoom};
use lumbung_data::model::intervention::page::Beside;
use lumbung_data::model::intervention::{InterventionKind, Phase};
use lumbung_data::model::{CommodityId, Frequency, PlaceCode, SourceId};

/// The chart of a commodity in a view.
pub(super) fn trend(commodity: &CommodityId, place: &PlaceCode, view: &View) -> TrendChart {
    let line = |name: &str, role: &str| TrendLine { name: name.to_owned(), role: role.to_owned() };
    let other = |text: &str, name: &str| (Compared::parse(text).unwrap(), name.to_owned());
    let known = [other("bawang-merah", "Bawang <merah>"), other("telur-ayam-ras", "Telur ayam ras")];
    let chosen = known.iter().filter(|(other, _)| view.compared.contains(other)).cloned().collect();
    TrendChart {
        chart: chart(),
        commodity: commodity.clone(),
        place: place.clone(),
        view: view.clone(),
        measure: view.measure,
        real: Some(day(1)),
        unit: "kg".to_owned(),
        shown: (day(1), day(19)),
        known: (day(1), day(19)),
        zoom: Zoom { earlier: Some(Span::Dates(Some(day(1)), Some(day(9)))), ..Zoom::default() },
        lines: vec![line("Bandung", "city"), line("Pasar Kosambi", "market-a")],
        chosen,
        acts: vec![Beside {
            id: 7,
            kind: InterventionKind::PasarMurah,
            title: "Pasar murah <Regol>".to_owned(),
            from: day(3),
            to: day(5),
            phase: Phase::Held,
        }],
        choices: Choices { commodities: known.to_vec(), ..Choices::default() },
        table: Table {
            lines: vec!["Bandung".to_owned(), "Pasar Kosambi".to_owned()],
            pace: Some(Frequency::Daily),
            rows: vec![(day(19), vec![Some(78_000.0), Some(80_000.0)]), (day(18), vec![Some(78_000.0), None])],
        },
        sources: vec![SourceId::parse("pihps").unwrap()],
    }
}
