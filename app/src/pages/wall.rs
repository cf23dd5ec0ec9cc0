//! The board for a wall screen: one screenful a page, which turns by itself. The page and
//! whether it is stopped stand in the address, and no script is needed.

use crate::asked::Asked;
use crate::components::{Badge, ChangeFigure, CityMap, FeastMoves, Summary, SupplyMap, ahead};
use crate::i18n::words;
use crate::pages::board::old;
use crate::still::still;
use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::{Meta, Title};
use lumbung_data::model::board::{Board, BoardRow};
use lumbung_data::model::page::Latest;
use lumbung_data::model::{date_long, rupiah_per};

/// The key that asks for a page of the wall, and the one that stops it there.
pub(crate) const WALL_KEY: &str = "layar";
const STOP_KEY: &str = "henti";
/// Commodities on a page: what can be read from four metres.
const ROWS: usize = 8;
/// How long a page stands.
const SECONDS: u32 = 20;

/// What a page of the wall shows.
enum Shows {
    Rows(usize),
    Maps,
    Feast,
}

/// The pages that there are.
fn pages(board: &Board) -> Vec<Shows> {
    let rows = (0..priced(board).len().div_ceil(ROWS)).map(Shows::Rows);
    let maps = (board.maps.city.is_some() || board.maps.supply.is_some()).then_some(Shows::Maps);
    let feast = board.feast.is_some().then_some(Shows::Feast);
    rows.chain(maps).chain(feast).collect()
}

/// The page that is asked for; a number beyond the last is the first again.
pub(crate) fn wall(asked: &Asked, board: &Board, page: &str) -> InertElement {
    let lang = asked.lang;
    let all = pages(board);
    let last = all.len().max(1);
    let at = page.parse::<usize>().ok().filter(|page| (1..=last).contains(page)).unwrap_or(1);
    let stopped = asked.value(STOP_KEY).is_some_and(|value| value == "1");
    let address = |page: usize, stop: bool| {
        asked.link_with("/", &[(WALL_KEY, &page.to_string()), (STOP_KEY, if stop { "1" } else { "" })])
    };
    let (next, previous) = (at % last + 1, (at + last - 2) % last + 1);
    let turn = (!stopped && last > 1).then(|| {
        let content = format!("{SECONDS};url={}", address(next, false));
        view! { <Meta http_equiv="refresh" content /> }
    });
    let standing = &board.standing;
    let city = standing.city.as_str();
    let title = words!(lang, site.page_title, page = words!(lang, board.title), city = city);
    let day = standing.latest.map(|latest| words!(lang, site.as_of, date = date_long(latest, lang)));
    let notice = standing.simulated.then(|| {
        view! { <p class="notice" role="note"><strong>{words!(lang, site.simulated)}</strong></p> }
    });
    let aged = standing.latest.and_then(|latest| old(latest, standing.age_days, lang));
    let shown = match all.get(at - 1) {
        Some(Shows::Rows(page)) => EitherOf3::A(rows(board, *page, asked)),
        Some(Shows::Maps) => EitherOf3::B(maps(board, asked)),
        Some(Shows::Feast) => EitherOf3::C(feast(board, asked)),
        None => EitherOf3::A(rows(board, 0, asked)),
    };
    let told =
        if stopped { words!(lang, wall.stopped).to_owned() } else { words!(lang, wall.turns, seconds = SECONDS) };
    let switch = if stopped { words!(lang, wall.go) } else { words!(lang, wall.stop) };
    still(view! {
        <Title text=title />
        {turn}
        <main id="isi" class="wall" tabindex="-1">
            <div class="wall-head">
                <h1>{words!(lang, board.title)}" "<span class="h1-place">{city.to_owned()}</span></h1>
                <p class="wall-day">{day}</p>
                {notice}
                {aged}
            </div>
            <div class="wall-body">{shown}</div>
            <nav class="wall-nav" aria-label=words!(lang, wall.nav)>
                <p>{words!(lang, wall.page, page = at, pages = last)}" · "{told}</p>
                <ul>
                    <li><a href=address(previous, stopped)>{words!(lang, wall.previous)}</a></li>
                    <li><a href=address(at, !stopped)>{switch}</a></li>
                    <li><a href=address(next, stopped)>{words!(lang, wall.next)}</a></li>
                    <li><a href=asked.link("/")>{words!(lang, wall.leave)}</a></li>
                </ul>
            </nav>
        </main>
    })
}

/// The rows that there is something to show of.
fn priced(board: &Board) -> Vec<(&BoardRow, &Latest)> {
    board.rows.iter().filter_map(|row| Some((row, row.latest.as_ref()?))).collect()
}

fn rows(board: &Board, page: usize, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let priced = priced(board);
    let pages = priced.len().div_ceil(ROWS);
    let rows = priced.chunks(ROWS).nth(page).unwrap_or_default();
    let rows = rows.iter().map(|(found, latest)| row(found, latest, asked)).collect_view();
    view! {
        <Summary board brief=true asked />
        <table class="wall-rows">
            <caption class="unseen">{words!(lang, wall.rows, page = page + 1, pages = pages)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, board.commodity)}</th>
                    <th scope="col">{words!(lang, board.level)}</th>
                    <th scope="col" class="number">{words!(lang, board.price)}</th>
                    <th scope="col" class="number">{words!(lang, change.week)}</th>
                    <th scope="col" class="number">{words!(lang, change.month)}</th>
                    <th scope="col">{words!(lang, board.trend)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(row: &BoardRow, latest: &Latest, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let level = row.warning.as_ref().map(|warning| view! { <Badge level=warning.level /> });
    let (price, changes) = (rupiah_per(latest.price, &row.unit, lang), latest.changes);
    let href = asked.link(&format!("/komoditas/{}", row.id));
    view! {
        <tr>
            <th scope="row"><a href=href>{row.name.clone()}</a></th>
            <td>{level}</td>
            <td class="number wall-price">{price}</td>
            <td class="number"><ChangeFigure change=changes.week lang /></td>
            <td class="number"><ChangeFigure change=changes.month lang /></td>
            <td class="wall-trend" inner_html=row.sparkline.clone().unwrap_or_default()></td>
        </tr>
    }
}

fn maps(board: &Board, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let (maps, city) = (&board.maps, board.standing.city.as_str());
    let markets = maps.city.is_some().then(|| {
        view! { <section><h2>{words!(lang, maps.city, city = city)}</h2><CityMap maps city asked /></section> }
    });
    let regions = maps.supply.is_some().then(|| {
        view! { <section><h2>{words!(lang, maps.supply, city = city)}</h2><SupplyMap maps city asked /></section> }
    });
    view! { <div class="wall-maps">{markets}{regions}</div> }
}

fn feast(board: &Board, asked: &Asked) -> Option<impl IntoView + use<>> {
    let lang = asked.lang;
    let block = board.feast.as_ref()?;
    Some(view! {
        <section class="feast">
            <h2>{words!(lang, feast.title, feast = block.next.name.as_str())}</h2>
            <p class="wall-lead">{ahead(&block.next, lang)}</p>
            <FeastMoves block asked />
        </section>
    })
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn a_page_of_the_wall_turns_to_the_next_by_itself() {
        let page = get(Shelf::FULL, "/?layar=1").await;
        assert_eq!(page.status, 200);
        assert!(page.has(r#"http-equiv="refresh""#) && page.has("20;url=/?layar=2"), "{}", page.html);
        assert!(page.has("1 dari 3 · Berganti sendiri setiap 20 detik"));
        assert!(page.has("perlu perhatian") && page.has("Rp78.000/kg"));
        assert!(!page.has("<header") && !page.has("Navigasi utama"));
    }

    #[tokio::test]
    async fn a_stopped_page_stays_and_its_links_stay_stopped() {
        let page = get(Shelf::FULL, "/?layar=2&henti=1&lang=en").await;
        assert!(!page.has("http-equiv=\"refresh\"") && page.has("Stopped on this page"));
        assert!(page.has(r#"href="/?layar=3&amp;henti=1&amp;lang=en">Next"#), "{}", page.html);
        assert!(page.has(r#"href="/?layar=1&amp;henti=1&amp;lang=en">Previous"#));
        assert!(page.has(r#"href="/?layar=2&amp;lang=en">Start"#) && page.has(r#"href="/?lang=en">Exit"#));
        assert!(page.has("Markets in Kota Bandung") && page.has("class=\"map\""));
    }

    #[tokio::test]
    async fn the_last_page_leads_back_to_the_first_and_a_page_that_is_none_is_the_first() {
        let last = get(Shelf::FULL, "/?layar=3").await;
        assert!(last.has("20;url=/?layar=1") && last.has("Natal 6 hari lagi, 25 Desember 2025."));
        for address in ["/?layar=0", "/?layar=99", "/?layar=x", "/?layar="] {
            assert!(get(Shelf::FULL, address).await.has("1 dari 3"), "{address}");
        }
    }

    #[tokio::test]
    async fn old_and_simulated_figures_are_announced_on_the_wall_as_well() {
        let old = Shelf { age_days: 1061, simulated: true, ..Shelf::FULL };
        let page = get(old, "/?layar=3").await;
        assert!(page.has("hampir 3 tahun lalu") && page.has("Data simulasi"));
    }
}
