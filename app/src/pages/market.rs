//! A market: everything it reports, where it stands against the others, and how it reports.

use crate::asked::Asked;
use crate::components::{
    Badge, ChangeFigure, CommodityName, Day, Frame, PlaceFigure, ReportingLegend, Room, ShareFigure,
};
use crate::i18n::words;
use crate::pages::not_found::unknown_place;
use crate::reader::reader;
use crate::wording;
use crate::wording::{doubt, place_path};
use leptos::either::Either;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_router::hooks::use_params_map;
use lumbung_data::model::market::{self, GAP, MarketLine, OwnCalendar};
use lumbung_data::model::{Lang, PlaceCode, PriceLevel, date_long, rupiah_per};

/// The page of the market in the address.
#[component]
pub(crate) fn MarketPage() -> impl IntoView {
    let asked = Asked::here();
    let params = use_params_map();
    let part = |name| params.read_untracked().get(name).unwrap_or_default();
    let code = format!("{}/{}", part("region"), part("market"));
    let place = PlaceCode::parse(&code).ok().filter(PlaceCode::is_market);
    match place.and_then(|place| reader().market(&place, asked.lang)) {
        Some(page) => found(asked, page),
        None => unknown_place(asked, &code),
    }
}

fn found(asked: Asked, page: market::MarketPage) -> InertElement {
    let lang = asked.lang;
    let title = words!(lang, market_page.title, market = page.name.as_str(), region = page.region.as_str());
    let region = asked.link(&place_path(&page.place.region()));
    let day = page.rows.iter().map(|row| row.date).max();
    let subject = [
        page.wholesale.then(|| words!(lang, maps.wholesale).to_owned()),
        day.map(|day| words!(lang, site.as_of, date = date_long(day, lang))),
    ];
    let subject: Vec<String> = subject.into_iter().flatten().collect();
    let body = if page.rows.is_empty() {
        Either::Left(
            view! { <p class="plain-line">{words!(lang, market_page.nothing, market = page.name.as_str())}</p> },
        )
    } else {
        Either::Right(view! {
            <p class="summary">{lead(&page, lang)}</p>
            {prices(&page, &asked)}
            {doubts(&page, &asked)}
            {calendars(page.calendars, lang)}
        })
    };
    let content = view! {
        <p class="crumb"><a href=region><span aria-hidden="true">"← "</span>{page.region}</a></p>
        <div class="page-head">
            <h1>{page.name}</h1>
            <p class="page-day">{subject.join(" · ")}</p>
        </div>
        {body}
    };
    Frame { asked, standing: page.standing, title, room: Room::Elsewhere, at: None }.around(content)
}

/// How many of its prices stand above the city's, and what waits for a look.
fn lead(page: &market::MarketPage, lang: Lang) -> String {
    let count = page.rows.len();
    let gaps: Vec<f64> = page.rows.iter().filter_map(MarketLine::gap).collect();
    let above = gaps.iter().filter(|gap| **gap > GAP).count();
    let below = gaps.iter().filter(|gap| **gap < -GAP).count();
    let priced = match count {
        1 => words!(lang, market_page.priced_one).to_owned(),
        count => words!(lang, market_page.priced, count = count),
    };
    let told = if page.rows.iter().all(|row| row.old) {
        words!(lang, market_page.lead_old).to_owned()
    } else if gaps.is_empty() {
        words!(lang, market_page.lead_alone, region = page.region.as_str())
    } else {
        words!(lang, market_page.lead, above = above, below = below)
    };
    let waiting = match page.waiting {
        0 => String::new(),
        1 => words!(lang, market_page.doubts_one).to_owned(),
        waiting => words!(lang, market_page.doubts, count = waiting),
    };
    format!("{priced}; {told} {waiting}").trim_end().to_owned()
}

fn prices(page: &market::MarketPage, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let rows = page.rows.iter().map(|row| line(row, asked)).collect_view();
    let strips = page.rows.iter().any(|row| row.strip.is_some());
    let legend = strips.then(|| view! { <p class="fine">{words!(lang, market_page.legend)}</p> });
    view! {
        <section aria-labelledby="harga">
            <h2 id="harga">{words!(lang, market_page.prices)}</h2>
            {legend}
            <table class="sheet cards market-lines">
                <caption>{words!(lang, market_page.caption, market = page.name.as_str())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, market_page.commodity)}</th>
                        <th scope="col" class="number">{words!(lang, market_page.price)}</th>
                        <th scope="col" class="number">{words!(lang, market_page.week)}</th>
                        <th scope="col" class="number">{words!(lang, market_page.month)}</th>
                        <th scope="col" class="number">{words!(lang, market_page.gap)}</th>
                        <th scope="col">{words!(lang, market_page.rank)}</th>
                        <th scope="col">{words!(lang, market_page.trend)}</th>
                        <th scope="col">{words!(lang, market_page.since)}</th>
                        <th scope="col">{words!(lang, market_page.date)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn line(row: &MarketLine, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let badge = row.warning.map(|level| view! { " "<Badge level /> });
    let source = wording::source(&row.source, lang);
    let source = match row.level {
        PriceLevel::Retail => source,
        level => format!("{source}, {}", wording::price_level(level, lang)),
    };
    let rank = match row.rank {
        Some((rank, count)) => Either::Left(view! {
            <span class="rank">
                <span inner_html=row.strip.clone().unwrap_or_default()></span>
                <span class="sheet-day">{words!(lang, market_page.rank_of, rank = rank, count = count)}</span>
            </span>
        }),
        None => Either::Right("–"),
    };
    let old = row.old.then(|| view! { " "<span class="stale">{words!(lang, market_page.old)}</span> });
    let city = row.city.map(|city| rupiah_per(city, &row.unit, lang));
    view! {
        <tr>
            <th scope="row"><CommodityName commodity=&row.commodity asked />{badge}" "<span class="sheet-day">{source}</span></th>
            <td class="number" data-label=words!(lang, market_page.price)>{rupiah_per(row.price, &row.unit, lang)}</td>
            <td class="number" data-label=words!(lang, market_page.week)><ChangeFigure change=row.week lang /></td>
            <td class="number" data-label=words!(lang, market_page.month)><ChangeFigure change=row.month lang /></td>
            <td class="number" data-label=words!(lang, market_page.gap)>
                <span><ShareFigure share=row.gap() lang />" "<span class="sheet-day">{city}</span></span>
            </td>
            <td data-label=words!(lang, market_page.rank)>{rank}</td>
            <td data-label=words!(lang, market_page.trend) inner_html=row.sparkline.clone().unwrap_or_default()></td>
            <td data-label=words!(lang, market_page.since)><Day date=row.unchanged_since lang /></td>
            <td data-label=words!(lang, market_page.date)><span><Day date=row.date lang />{old}</span></td>
        </tr>
    }
}

fn doubts(page: &market::MarketPage, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let doubts = &page.doubts;
    let more = (page.waiting > doubts.len()).then(|| {
        view! { <p class="fine">{words!(lang, market_page.doubts_latest, count = doubts.len())}</p> }
    });
    let items = doubts
        .iter()
        .map(|found| {
            let value = rupiah_per(found.value.reported, &found.value.unit, lang);
            let date = date_long(found.value.date, lang);
            let told =
                words!(lang, market_page.doubt, commodity = found.value.name.as_str(), date = date, value = value);
            view! { <li><strong>{told}</strong>" "{doubt::sentence(found.rule, &found.grounds, lang)}</li> }
        })
        .collect_view();
    let body = if doubts.is_empty() {
        Either::Left(view! { <p>{words!(lang, market_page.doubts_none)}</p> })
    } else {
        Either::Right(view! { {more} <ul class="doubts">{items}</ul> })
    };
    view! {
        <section class="part" aria-labelledby="janggal">
            <h2 id="janggal">{words!(lang, market_page.doubts_title)}</h2>
            {body}
        </section>
    }
}

fn calendars(calendars: Vec<OwnCalendar>, lang: Lang) -> Option<impl IntoView> {
    if calendars.is_empty() {
        return None;
    }
    let figures = calendars
        .into_iter()
        .map(|own| {
            let source = wording::source(&own.source, lang);
            let (from, until) = (date_long(own.from, lang), date_long(own.until, lang));
            let lead = words!(lang, reporting.lead, source = source, from = from, until = until);
            view! {
                <div>
                    <h3>{lead}</h3>
                    <PlaceFigure place=own.place from=own.from lang />
                </div>
            }
        })
        .collect_view();
    Some(view! {
        <section class="part" aria-labelledby="kalender">
            <h2 id="kalender">{words!(lang, market_page.calendar)}</h2>
            <ReportingLegend lang />
            <div class="calendars">{figures}</div>
        </section>
    })
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn a_market_tells_every_price_and_where_it_stands() {
        let page = get(Shelf::FULL, "/pasar/3273/kosambi").await;
        assert_eq!(page.status, 200);
        assert!(page.has("<h1>Pasar Kosambi</h1>") && page.has(r#"href="/wilayah/3273""#));
        assert!(page.has("2 komoditas; 1 di atas harga kota, 0 di bawahnya. 1 nilai janggal menunggu pemeriksaan."));
        assert!(page.has("Rp80.000/kg") && page.has("+2,6%") && page.has("ke-1 dari 2"));
        assert!(page.has("<svg class=\"strip\"") && page.has("badge-siaga") && page.has("sudah lama"));
        assert!(page.has("Cabai rawit merah, 25 Agustus 2025: Rp140.000/kg."));
        assert!(page.has("Kalender pelaporan Pasar Kosambi"));
    }

    #[tokio::test]
    async fn a_market_that_never_reported_says_so() {
        let page = get(Shelf { filled: false, ..Shelf::FULL }, "/pasar/3273/kosambi?lang=en").await;
        assert!(page.has("Pasar Kosambi has not reported a single price yet.") && !page.has("<table"));
    }

    #[tokio::test]
    async fn an_unknown_market_is_a_404_with_the_markets_of_its_region() {
        let page = get(Shelf::FULL, "/pasar/3273/kosambbi").await;
        assert_eq!(page.status, 404);
        assert!(page.has("Tidak ada pasar “kosambbi” di Kota Bandung."));
        assert!(page.has(r#"<li><a href="/pasar/3273/kosambi">Pasar Kosambi</a></li>"#));
        assert_eq!(get(Shelf::FULL, "/pasar/9/%3Cb%3E").await.status, 404);
    }
}
