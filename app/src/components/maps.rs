//! The maps of the city's markets and of the regions that supply it, each with its table.
//! Shape and word say what colour says.

use crate::asked::Asked;
use crate::components::{Badge, Day};
use crate::i18n::words;
use crate::wording::place_path;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::map::{Flow, MapMarket, MapRegion, Maps, Mark, MarkKind, Panel};
use lumbung_data::model::{CommodityId, Lang, WarningLevel, percent, whole_km};

/// From line to line of a label.
const LINE: f64 = 16.0;

/// Both maps with their tables; nothing where neither shows anything.
#[component]
pub(crate) fn MapsPart<'a>(maps: &'a Maps, city: &'a str, asked: &'a Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let markets = (!maps.markets.is_empty()).then(|| {
        view! {
            <div class="map-part">
                <h3 id="peta-pasar">{words!(lang, maps.city, city = city)}</h3>
                <CityMap maps city asked />
                {market_table(&maps.markets, city, asked)}
            </div>
        }
    });
    let regions = (!maps.regions.is_empty()).then(|| {
        view! {
            <div class="map-part">
                <h3 id="peta-pasokan">{words!(lang, maps.supply, city = city)}</h3>
                <SupplyMap maps city asked />
                {region_table(&maps.regions, city, asked)}
            </div>
        }
    });
    (markets.is_some() || regions.is_some()).then(|| {
        view! {
            <section class="part" aria-labelledby="peta">
                <h2 id="peta">{words!(lang, maps.title)}</h2>
                <div class="map-parts">{markets}{regions}</div>
            </section>
        }
    })
}

/// The map of the markets alone.
#[component]
pub(crate) fn CityMap<'a>(maps: &'a Maps, city: &'a str, asked: &'a Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let approximate = maps.markets.iter().any(|market| market.approximate == Some(true));
    maps.city.as_ref().map(|panel| {
        let note = approximate.then(|| view! { <p class="fine">{words!(lang, maps.approximate)}</p> });
        let drawing = drawing(panel, words!(lang, maps.city, city = city), asked);
        view! { {drawing}{note} }
    })
}

/// The map of the supplying regions alone.
#[component]
pub(crate) fn SupplyMap<'a>(maps: &'a Maps, city: &'a str, asked: &'a Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    maps.supply.as_ref().map(|panel| {
        let drawing = drawing(panel, words!(lang, maps.supply, city = city), asked);
        view! {
            {drawing}
            <p class="fine">{words!(lang, maps.legend)}" "{words!(lang, maps.credit)}</p>
        }
    })
}

/// The map of the markets near which something was held.
#[component]
pub(crate) fn ActMap<'a>(panel: &'a Panel, label: String, asked: &'a Asked) -> impl IntoView + use<> {
    drawing(panel, label, asked)
}

fn drawing(panel: &Panel, label: String, asked: &Asked) -> impl IntoView + use<> {
    let Panel { width, height, land, flows, marks, bar: (length, km) } = panel;
    let flows = flows.iter().map(flow).collect_view();
    let marks = marks.iter().map(|mark| placed(mark, asked)).collect_view();
    let foot = height - 10.0;
    let bar = format!("M10 {}v4h{length:.1}v-4", foot - 4.0);
    let scale = words!(asked.lang, maps.km, km = km);
    let beside = 10.0 + length + 6.0;
    view! {
        <svg class="map" viewBox=format!("0 0 {width} {height}") role="group" aria-label=label>
            <path class="map-land" d=land.clone()></path>
            {flows}
            {marks}
            <path class="map-bar" d=bar></path>
            <text class="map-scale" x=beside.to_string() y=foot.to_string()>{scale}</text>
        </svg>
    }
}

fn flow(flow: &Flow) -> impl IntoView + use<> {
    let class = if flow.known { "map-flow" } else { "map-flow map-flow-unknown" };
    view! {
        <path class=class d=flow.line.clone()></path>
        <path class="map-head" d=flow.head.clone()></path>
    }
}

fn placed(mark: &Mark, asked: &Asked) -> impl IntoView + use<> {
    let (x, y) = mark.at;
    let [left, top, wide, high] = mark.room.map(|unit| format!("{unit:.1}"));
    let level = match mark.kind {
        MarkKind::Market(level) => level,
        _ => None,
    };
    let class = level.map_or_else(|| "map-place".to_owned(), |level| format!("map-place map-{}", level.as_str()));
    let lines = mark
        .lines
        .iter()
        .scan(mark.label.1, |y, line| {
            let at = *y;
            *y += LINE;
            Some((at, line.clone()))
        })
        .map(|(y, line)| view! { <tspan x=format!("{:.1}", mark.label.0) y=format!("{y:.1}")>{line}</tspan> " " })
        .collect_view();
    let dot = format!("translate({x:.1} {y:.1})");
    view! {
        <a class=class href=asked.link(&place_path(&mark.place))>
            <rect class="map-room" x=left y=top width=wide height=high></rect>
            <path class=kind(mark.kind) d=shape(mark.kind) transform=dot></path>
            <text>{lines}</text>
        </a>
    }
}

fn kind(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::City => "map-mark map-home",
        MarkKind::Market(None) | MarkKind::Acted(false) => "map-mark map-market",
        MarkKind::Acted(true) => "map-mark map-acted",
        MarkKind::Market(Some(_)) => "map-mark map-flagged",
        MarkKind::Region => "map-mark map-region",
        MarkKind::Beyond => "map-mark map-beyond",
    }
}

/// The shapes of levels are those of their badges.
fn shape(kind: MarkKind) -> &'static str {
    const DOT: &str = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z";
    match kind {
        MarkKind::City => "M-6 -6h12v12h-12Z",
        MarkKind::Market(None) | MarkKind::Acted(false) | MarkKind::Region => DOT,
        // A square on its corner, as none of the levels has it.
        MarkKind::Acted(true) => "M0 -9L9 0 0 9 -9 0Z",
        MarkKind::Market(Some(WarningLevel::Waspada)) => {
            "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0ZM-4 0a4 4 0 1 1 8 0a4 4 0 1 1 -8 0Z"
        }
        MarkKind::Market(Some(WarningLevel::Siaga)) => "M0 -9L9 7H-9Z",
        MarkKind::Market(Some(WarningLevel::Awas)) => {
            "M-4 -9H4L9 -4V4L4 9H-4L-9 4V-4ZM-1.3 -6V1H1.3V-6ZM-1.3 3.2V5.8H1.3V3.2Z"
        }
        MarkKind::Beyond => "M0 -6L6 0 0 6 -6 0Z",
    }
}

/// Commodities that are named of a market's state; the rest are counted.
const NAMED: usize = 3;

/// The state of a market in words.
pub(crate) fn state(market: &MapMarket, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    match market.level {
        Some(level) => {
            let shown = &market.flagged[..market.flagged.len().min(NAMED)];
            let name = |(at, (id, name)): (usize, &(CommodityId, String))| {
                let href = asked.link(&format!("/komoditas/{id}"));
                view! { {if at == 0 { "" } else { ", " }} <a href=href>{name.clone()}</a> }
            };
            let names = shown.iter().enumerate().map(name).collect_view();
            let rest = market.flagged.len() - shown.len();
            let more = (rest > 0).then(|| format!(" {}", words!(lang, maps.more, count = rest)));
            Either::Left(view! { <span><Badge level />" "{names}{more}</span> })
        }
        None => Either::Right(view! { <span class="age">{words!(lang, maps.calm)}</span> }),
    }
}

fn market_table(markets: &[MapMarket], city: &str, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let rows = markets
        .iter()
        .map(|market| {
            let href = asked.link(&place_path(&market.place));
            let hub = market.wholesale.then(|| view! { " "<span class="age">{words!(lang, maps.wholesale)}</span> });
            let last = last(market, lang);
            let state = match market.last {
                Some(_) => Either::Left(state(market, asked)),
                None => Either::Right("–"),
            };
            view! {
                <tr>
                    <th scope="row"><a href=href>{market.name.clone()}</a>{hub}</th>
                    <td data-label=words!(lang, maps.state)>{state}</td>
                    <td data-label=words!(lang, maps.last)>{last}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="sheet cards">
            <caption class="unseen">{words!(lang, maps.markets_caption, city = city)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, maps.market)}</th>
                    <th scope="col">{words!(lang, maps.state)}</th>
                    <th scope="col">{words!(lang, maps.last)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// When a market reported last.
pub(crate) fn last(market: &MapMarket, lang: Lang) -> impl IntoView + use<> {
    match market.last {
        Some(date) => Either::Left(view! { <Day date lang /> }),
        None => Either::Right(view! { <span class="age">{words!(lang, maps.never)}</span> }),
    }
}

fn region_table(regions: &[MapRegion], city: &str, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let unknown = words!(lang, maps.unknown);
    let rows = regions
        .iter()
        .map(|region| {
            let href = asked.link(&place_path(&region.place));
            let sends =
                if region.sends.is_empty() { unknown.to_owned() } else { region.sends.join(", ").to_lowercase() };
            let share = region.share.map_or_else(|| unknown.to_owned(), |share| percent(share, lang));
            view! {
                <tr>
                    <th scope="row"><a href=href>{region.name.clone()}</a></th>
                    <td data-label=words!(lang, maps.sends)>{sends}</td>
                    <td class="number" data-label=words!(lang, maps.distance)>{distance(region.km, lang)}</td>
                    <td class="number" data-label=words!(lang, maps.share)>{share}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="sheet cards">
            <caption class="unseen">{words!(lang, maps.regions_caption, city = city)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, maps.region)}</th>
                    <th scope="col">{words!(lang, maps.sends)}</th>
                    <th scope="col" class="number">{words!(lang, maps.distance)}</th>
                    <th scope="col" class="number">{words!(lang, maps.share)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn distance(km: Option<f64>, lang: Lang) -> String {
    km.map_or_else(|| words!(lang, maps.no_place).to_owned(), |km| words!(lang, maps.km, km = whole_km(km, lang)))
}
