//! The chart of a page with all that stands around it.

use super::table::table;
use super::{Asked, Figure, Series};
use crate::chart::Token;
use lumbung_data::granary::City;
use lumbung_data::model::chart::{Choices, Compared, TrendChart, TrendLine, Zoom};
use lumbung_data::model::{CommodityId, PlaceCode, PriceLevel, day};
use std::sync::Arc;

/// The chart of a commodity in a place; none without a price.
pub(in crate::pages) fn on_page(asked: &Asked<'_>, commodity: &CommodityId, place: &PlaceCode) -> Option<TrendChart> {
    let main = Series::find(asked.granary, asked.profile, commodity, place)?;
    let figure = Figure::around(asked, &main)?;
    let dates = |(from, to): (i32, i32)| (day::date(from), day::date(to));
    let lines = figure.lines.iter().enumerate().map(|(at, line)| TrendLine {
        name: line.name.clone(),
        role: at.checked_sub(1).map_or(Token::City, Token::market).name().to_owned(),
    });
    Some(TrendChart {
        chart: figure.chart(asked.lang),
        commodity: commodity.clone(),
        place: place.clone(),
        view: figure.view(asked.view),
        measure: figure.input.measure,
        real: figure.real,
        unit: main.unit.clone(),
        shown: dates(figure.shown),
        known: dates(figure.known),
        zoom: Zoom::around(figure.shown, figure.known),
        lines: lines.collect(),
        choices: choices(asked, &main),
        table: table(&figure),
        chosen: figure.chosen,
        acts: figure.acts,
        sources: figure.sources,
    })
}

/// What the first line could be compared with.
fn choices(asked: &Asked<'_>, main: &Series<'_>) -> Choices {
    let &Asked { granary, profile, lang, .. } = asked;
    let own = &main.commodity.id;
    let region = main.place.region();
    let has_price = |id: &&CommodityId| granary.shown(profile, id, &region, PriceLevel::Retail).is_some();
    let commodities = profile.watched.iter().filter(|id| *id != own).filter(has_price).filter_map(|id| {
        let compared = Compared { commodity: id.clone(), place: None };
        Some((compared, profile.commodity(id)?.name(lang).to_owned()))
    });
    let at = |place: &PlaceCode| Compared { commodity: own.clone(), place: Some(place.clone()) };
    let markets = main.city.members.iter().map(|series| &series.key.place);
    let markets = markets.filter(|place| place.is_market() && **place != main.place);
    let is_other = |city: &&&Arc<City>| city.key.commodity == *own && city.key.region != region;
    let shown = granary.all_shown(profile);
    let mut regions: Vec<(Compared, String)> = shown
        .iter()
        .filter(is_other)
        .map(|city| (at(&city.key.region), profile.place_name(&city.key.region)))
        .collect();
    regions.sort_by(|a, b| a.1.cmp(&b.1));
    regions.dedup();
    Choices {
        commodities: commodities.collect(),
        markets: markets.map(|place| (at(place), profile.place_name(place))).collect(),
        regions,
    }
}
