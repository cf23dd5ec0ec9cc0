//! A region: what it sends, its prices beside the city's, and who moves first; of the city
//! itself, where its markets stand.

use crate::asked::Asked;
use crate::components::{
    CommodityName, Day, Frame, Room, SeriesAddress, ShareFigure, last, origin_beside, origin_spread, origin_there,
    state,
};
use crate::i18n::words;
use crate::pages::not_found::unknown_place;
use crate::reader::reader;
use crate::wording;
use crate::wording::{passing, place_path};
use leptos::either::Either;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_router::hooks::use_params_map;
use lumbung_data::model::region::{self, MarketStanding, RegionPrice, RegionSeries, RegionSupply};
use lumbung_data::model::{Frequency, PlaceCode, percent, rupiah_per, whole_km};

/// The page of the region in the address.
#[component]
pub(crate) fn RegionPage() -> impl IntoView {
    let asked = Asked::here();
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    let place = PlaceCode::parse(&code).ok().filter(|place| !place.is_market());
    match place.and_then(|place| reader().region(&place, asked.lang)) {
        Some(page) => found(asked, page),
        None => unknown_place(asked, &code),
    }
}

fn found(asked: Asked, page: region::RegionPage) -> InertElement {
    let lang = asked.lang;
    let city = page.standing.city.clone();
    let province = page.province.as_ref().map(|province| words!(lang, region.province, province = province.as_str()));
    let km = page.km.map(|km| words!(lang, region.km, km = whole_km(km, lang), city = city.as_str()));
    let subject: Vec<String> = [province, km].into_iter().flatten().collect();
    let supply = (!page.is_own()).then(|| supplies(&page, &city, &asked));
    let prices = (!page.is_own()).then(|| prices(&page, &city, &asked));
    let markets = (!page.markets.is_empty()).then(|| markets(&page, &asked));
    let series = (!page.series.is_empty()).then(|| series(&page, &asked));
    let title = page.name.clone();
    let content = view! {
        <p class="crumb"><a href=asked.link("/")><span aria-hidden="true">"← "</span>{words!(lang, commodity.back)}</a></p>
        <div class="page-head">
            <h1>{page.name.clone()}</h1>
            <p class="page-day">{subject.join(" · ")}</p>
        </div>
        {supply}
        {prices}
        {markets}
        {series}
    };
    Frame { asked, standing: page.standing, title, room: Room::Elsewhere, at: None }.around(content)
}

/// What it sends, on what ground, and who says so.
fn supplies(page: &region::RegionPage, city: &str, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let body = match &page.supply {
        Some(supply) => Either::Left(facts(supply, asked)),
        None => Either::Right(view! { <p>{words!(lang, region.none, region = page.name.as_str(), city = city)}</p> }),
    };
    view! {
        <section class="part" aria-labelledby="kiriman">
            <h2 id="kiriman">{words!(lang, region.supply, city = city)}</h2>
            {body}
        </section>
    }
}

fn facts(supply: &RegionSupply, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let last = supply.sends.len().saturating_sub(1);
    let sends = if supply.sends.is_empty() {
        Either::Left(words!(lang, region.unknown))
    } else {
        let links = supply.sends.iter().enumerate().map(|(at, commodity)| {
            view! { <CommodityName commodity asked />{if at == last { "." } else { ", " }} }
        });
        Either::Right(links.collect_view())
    };
    let note = (!supply.note.is_empty() && !supply.sends.is_empty()).then(|| format!(" {}", supply.note));
    let share =
        supply.share.map_or_else(|| words!(lang, region.share_unknown).to_owned(), |share| percent(share, lang));
    let fact = |name, text: String| view! { <div><dt>{name}</dt><dd>{text}</dd></div> };
    view! {
        <dl class="facts">
            <div><dt>{words!(lang, region.sends)}</dt><dd>{sends}{note}</dd></div>
            {fact(words!(lang, region.share), share)}
            {fact(words!(lang, region.basis), supply.basis.clone())}
            {fact(words!(lang, region.source), supply.source.clone())}
        </dl>
    }
}

fn prices(page: &region::RegionPage, city: &str, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let name = page.name.as_str();
    let body = if page.prices.is_empty() {
        Either::Left(view! { <p>{words!(lang, region.no_prices, region = name)}</p> })
    } else {
        let here = words!(lang, region.here, city = city);
        let spread = words!(lang, region.spread, city = city);
        let rows = page.prices.iter().map(|row| price(row, city, &here, &spread, asked)).collect_view();
        let passing: Vec<_> =
            page.prices.iter().filter(|row| row.sent).map(|row| passes(row, name, city, asked)).collect();
        let passing = (!passing.is_empty()).then(|| {
            view! {
                <h3>{words!(lang, region.passing)}</h3>
                <ul class="passing">{passing.into_iter().collect_view()}</ul>
            }
        });
        Either::Right(view! {
            <table class="sheet cards origins">
                <caption>{words!(lang, region.prices_caption, region = name, city = city)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, region.commodity)}</th>
                        <th scope="col" class="number">{words!(lang, region.there)}</th>
                        <th scope="col" class="number">{here.clone()}</th>
                        <th scope="col" class="number">{spread.clone()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {passing}
        })
    };
    view! {
        <section class="part" aria-labelledby="harga">
            <h2 id="harga">{words!(lang, region.prices, city = city)}</h2>
            {body}
        </section>
    }
}

fn price(row: &RegionPrice, city: &str, here: &str, spread: &str, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let sent = row.sent.then(|| view! { " "<span class="sheet-day">{words!(lang, region.sent, city = city)}</span> });
    view! {
        <tr>
            <th scope="row"><CommodityName commodity=&row.commodity asked />{sent}</th>
            <td class="number" data-label=words!(lang, region.there)>{origin_there(&row.price, lang)}</td>
            <td class="number" data-label=here.to_owned()>{origin_beside(&row.price, lang)}</td>
            <td class="number" data-label=spread.to_owned()>{origin_spread(&row.price, lang)}</td>
        </tr>
    }
}

/// Whose price moves first, in the words of the commodity's page.
fn passes(row: &RegionPrice, region: &str, city: &str, asked: &Asked) -> impl IntoView + use<> {
    let (told, figures) = passing::told(&row.price, region, city, asked.lang);
    view! { <li><strong>{row.commodity.name.clone()}": "</strong>{told}" "<span class="fine">{figures}</span></li> }
}

fn markets(page: &region::RegionPage, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let own = page.is_own();
    let rows = page.markets.iter().map(|row| stands(row, own, asked)).collect_view();
    let state = own.then(|| view! { <th scope="col">{words!(lang, maps.state)}</th> });
    view! {
        <section class="part" aria-labelledby="pasar">
            <h2 id="pasar">{words!(lang, region.markets)}</h2>
            <table class="sheet cards">
                <caption>{words!(lang, region.markets_caption, region = page.name.as_str())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, maps.market)}</th>
                        {state}
                        <th scope="col" class="number">{words!(lang, region.priced)}</th>
                        <th scope="col" class="number">{words!(lang, region.above)}</th>
                        <th scope="col" class="number">{words!(lang, region.below)}</th>
                        <th scope="col" class="number">{words!(lang, region.distance)}</th>
                        <th scope="col">{words!(lang, maps.last)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn stands(row: &MarketStanding, own: bool, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let href = asked.link(&place_path(&row.market.place));
    let hub = row.market.wholesale.then(|| view! { " "<span class="age">{words!(lang, maps.wholesale)}</span> });
    let state = own.then(|| {
        let told =
            if row.market.last.is_some() { Either::Left(state(&row.market, asked)) } else { Either::Right("–") };
        view! { <td data-label=words!(lang, maps.state)>{told}</td> }
    });
    let compared = row.distance.is_some();
    let count = |number: usize| if compared { number.to_string() } else { "–".to_owned() };
    view! {
        <tr>
            <th scope="row"><a href=href>{row.market.name.clone()}</a>{hub}</th>
            {state}
            <td class="number" data-label=words!(lang, region.priced)>{row.priced}</td>
            <td class="number" data-label=words!(lang, region.above)>{count(row.above)}</td>
            <td class="number" data-label=words!(lang, region.below)>{count(row.below)}</td>
            <td class="number" data-label=words!(lang, region.distance)><ShareFigure share=row.distance lang /></td>
            <td data-label=words!(lang, maps.last)>{last(&row.market, lang)}</td>
        </tr>
    }
}

/// Everything that is stored of it, with the way to get it.
fn series(page: &region::RegionPage, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let place = &page.place;
    let rows = page.series.iter().map(|row| stored(row, place, asked)).collect_view();
    let body = view! {
        <table class="sheet cards">
            <caption>{words!(lang, region.series_caption, region = page.name.as_str())}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, region.commodity)}</th>
                    <th scope="col">{words!(lang, region.level)}</th>
                    <th scope="col">{words!(lang, region.source)}</th>
                    <th scope="col">{words!(lang, region.often)}</th>
                    <th scope="col" class="number">{words!(lang, region.last)}</th>
                    <th scope="col">{words!(lang, region.download)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    view! {
        <section class="part" aria-labelledby="deret">
            <h2 id="deret">{words!(lang, region.series)}</h2>
            {body}
        </section>
    }
}

fn stored(row: &RegionSeries, place: &PlaceCode, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let often = match row.frequency {
        Frequency::Daily => words!(lang, region.daily),
        Frequency::Weekly => words!(lang, region.weekly),
        Frequency::Monthly => words!(lang, region.monthly),
    };
    let last = row.last.map(|(date, price)| {
        let price = rupiah_per(price, &row.unit, lang);
        view! { <span>{price}" "<span class="sheet-day"><Day date lang /></span></span> }
    });
    let series = SeriesAddress {
        commodity: row.commodity.id.clone(),
        place: place.clone(),
        source: Some(row.source.clone()),
        level: row.level,
    };
    let of = format!(", {}", row.commodity.name);
    // A series is had by commodity, place, level and source: of these the finest one.
    let file = row.finest.then(|| {
        view! { <a class="market-series" href=series.path("csv")>"CSV"<span class="unseen">{of}</span></a> }
    });
    view! {
        <tr>
            <th scope="row"><CommodityName commodity=&row.commodity asked /></th>
            <td data-label=words!(lang, region.level)>{wording::price_level(row.level, lang)}</td>
            <td data-label=words!(lang, region.source)>{wording::source(&row.source, lang)}</td>
            <td data-label=words!(lang, region.often)>{often}</td>
            <td class="number" data-label=words!(lang, region.last)>{last.map_or(Either::Right("–"), Either::Left)}</td>
            <td data-label=words!(lang, region.download)>
                {file.map_or(Either::Right("–"), Either::Left)}
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::ledger::ledger;
    use crate::harness::samples::office;
    use crate::harness::{Shelf, get, office_page};
    use lumbung_data::model::Lang;
    use lumbung_data::model::office::OfficePage;

    #[tokio::test]
    async fn a_supplying_region_tells_what_it_sends_who_says_so_and_what_it_costs_there() {
        let page = get(Shelf::FULL, "/wilayah/3205").await;
        assert_eq!(page.status, 200);
        assert!(
            page.has("<h1>Kabupaten Garut</h1>") && page.has("Provinsi Jawa Barat · sekitar 50 km dari Kota Bandung")
        );
        assert!(
            page.has("Yang dikirim ke Kota Bandung")
                && page.has("<dd>Jagung, <a href=\"/komoditas/cabai-rawit-merah\">Cabai rawit merah</a>.")
        );
        assert!(page.has("Pikiran Rakyat, 14 November 2023"));
        assert!(page.has("Rp52.000/kg") && page.has("+Rp26.000/kg (+50,0%)"));
        assert!(page.has("mendahului harga di Kota Bandung, biasanya 2 pekan (sangat meyakinkan)"));
    }

    #[tokio::test]
    async fn the_city_itself_tells_where_its_markets_stand() {
        let page = get(Shelf::FULL, "/wilayah/3273").await;
        assert!(page.has("<h1>Kota Bandung</h1>") && !page.has("Yang dikirim ke"));
        assert!(page.has(r#"href="/pasar/3273/kosambi""#) && page.has("badge-siaga") && page.has("+2,6%"));
        assert!(page.has("belum pernah melapor") && page.has("pasar induk"));
        assert!(page.has("/api/v1/series/cabai-rawit-merah/3273.csv?source=pihps"));
    }

    #[tokio::test]
    async fn a_region_without_data_says_what_is_not_known() {
        let page = get(Shelf::FULL, "/wilayah/11?lang=en").await;
        assert!(page.has("What it sends is not known yet.") && page.has("No prices of Aceh are known yet."));
    }

    #[tokio::test]
    async fn an_unknown_region_is_a_404_with_the_nearest_ones() {
        for address in ["/wilayah/3274", "/wilayah/bandung", "/wilayah/3273%2Fkosambi"] {
            let page = get(Shelf::FULL, address).await;
            assert_eq!(page.status, 404, "{address}");
        }
        let page = get(Shelf::FULL, "/wilayah/garut").await;
        assert!(page.has(r#"<li><a href="/wilayah/3205">Kabupaten Garut</a></li>"#));
    }

    #[tokio::test]
    async fn names_of_places_lead_to_their_pages_wherever_they_stand() {
        let commodity = get(Shelf::FULL, "/komoditas/cabai-rawit-merah").await;
        assert!(commodity.has(r#"<a href="/pasar/3273/kosambi">Pasar Kosambi</a>"#));
        assert!(commodity.has(r#"<a href="/wilayah/3205">Kabupaten Garut</a>"#));
        let quality = get(Shelf::FULL, "/mutu?lang=en").await;
        assert!(quality.has(r#"href="/pasar/3273/kosambi?lang=en""#));
        let inbox = OfficePage::Warnings(Box::new(ledger(true, Lang::Id)));
        let warnings = office_page(office(None, inbox), "/peringatan").await;
        assert!(warnings.has(r#"<a href="/wilayah/3273">Kota Bandung</a>"#));
    }
}
