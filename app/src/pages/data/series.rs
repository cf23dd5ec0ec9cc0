//! The page of one series: what it is, how much is known of it, how it is cited, and how
//! it is read by a program.

use super::catalogue::{path, which};
use super::snippets::{address, snippets, urls};
use crate::asked::Asked;
use crate::components::{ChartFigure, Day, Frame, Moment, Room};
use crate::i18n::words;
use crate::pages::not_found::unknown_series;
use crate::reader::{reader, site};
use crate::wording;
use leptos::either::Either;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_router::hooks::use_params_map;
use lumbung_data::model::catalogue::{
    NextReport, SERIES, SeriesPage as Page, Triangle, TriangleRow, VINTAGES, YearCoverage,
};
use lumbung_data::model::count;
use lumbung_data::model::reporting::RevisionRow;
use lumbung_data::model::{
    CommodityId, Frequency, Lang, ObsStatus, PlaceCode, date_long, date_short, decapitalised, rupiah, rupiah_per,
    whole_percent,
};

/// The page of the series in the address.
#[component]
pub(crate) fn SeriesPage() -> impl IntoView {
    let asked = Asked::here();
    let params = use_params_map();
    let part = |name| params.read_untracked().get(name).unwrap_or_default();
    let (id, code) = (part("commodity"), part("place"));
    let (level, source) = which(&asked);
    let known = CommodityId::parse(&id).ok().zip(PlaceCode::parse(&code).ok());
    let page =
        known.and_then(|(id, place)| reader().series(&id, &place, (level, source.as_ref()), &asked.view(), asked.lang));
    match page {
        Some(page) => found(asked, page),
        None => unknown_series(asked, &id, &code),
    }
}

fn found(asked: Asked, page: Page) -> InertElement {
    let lang = asked.lang;
    let row = &page.row;
    let title = words!(lang, data.series_title, commodity = row.name.as_str(), place = row.place_name.as_str());
    let source = wording::source(&row.source, lang);
    let subject = [wording::price_level(row.level, lang), source.as_str(), wording::frequency(row.frequency, lang)];
    let subject = subject.join(" · ");
    let islands = reader().islands();
    let chart = page.chart.clone().map(|trend| view! { <ChartFigure trend asked=asked.clone() islands /> });
    let content = view! {
        <p class="crumb"><a href=asked.link("/data")><span aria-hidden="true">"← "</span>{words!(lang, data.title)}</a></p>
        <div class="page-head">
            <h1>{title.clone()}</h1>
            <p class="page-day">{subject}</p>
        </div>
        {others(&page, &asked)}
        {chart}
        {about(&page, &asked)}
        {urls(&page, &asked)}
        {citation(&page, &asked)}
        {snippets(&page, &asked)}
        {coverage(&page.years, lang)}
        {statuses(&page.statuses, lang)}
        {revisions(&page, &asked)}
    };
    Frame { asked, standing: page.standing, title, room: Room::Data, at: None }.around(content)
}

/// The other series of the place, each with its page.
fn others(page: &Page, asked: &Asked) -> Option<impl IntoView + use<>> {
    let lang = asked.lang;
    let links = page
        .others
        .iter()
        .map(|row| {
            let name = format!("{}, {}", wording::price_level(row.level, lang), wording::source(&row.source, lang));
            view! { <li><a href=path(row, asked)>{name}</a></li> }
        })
        .collect_view();
    (!page.others.is_empty()).then(|| {
        view! {
            <p>{words!(lang, data.others)}</p>
            <ul>{links}</ul>
        }
    })
}

fn about(page: &Page, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let row = &page.row;
    let source = wording::source(&row.source, lang);
    let what = if row.place.is_market() {
        words!(lang, data.what_market, commodity = decapitalised(&row.name), place = row.place_name.as_str())
    } else {
        let markets = page.markets.unwrap_or_default();
        words!(
            lang,
            data.what_city,
            commodity = decapitalised(&row.name),
            place = row.place_name.as_str(),
            markets = markets
        )
    };
    let (first, last) = (date_long(row.first, lang), date_long(row.last, lang));
    let period = match row.frequency {
        Frequency::Daily => words!(lang, data.periods_daily),
        Frequency::Weekly => words!(lang, data.periods_weekly),
        Frequency::Monthly => words!(lang, data.periods_monthly),
    };
    let span = words!(
        lang,
        data.span,
        first = first,
        last = last,
        count = count(u64::from(row.priced), lang),
        period = period,
        share = whole_percent(row.coverage)
    );
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let updated = page.updated.map(|at| {
        view! {
            <div>
                <dt>{words!(lang, data.updated)}</dt>
                <dd><Moment at lang />" · "{words!(lang, data.version_of, version = row.version)}</dd>
            </div>
        }
    });
    let unit = words!(lang, data.unit_of, unit = row.unit.as_str());
    view! {
        <section class="part" aria-labelledby="tentang">
            <h2 id="tentang">{words!(lang, data.about)}</h2>
            <dl class="facts">
                {fact(words!(lang, data.what), what)}
                {fact(words!(lang, data.unit), unit)}
                {fact(words!(lang, data.source), source)}
                {fact(words!(lang, data.class), words!(lang, data.coicop, class = page.coicop.as_str()))}
                {fact(words!(lang, data.coverage), span)}
                {updated}
                {fact(words!(lang, data.next), next(page.next, lang))}
                <div>
                    <dt>{words!(lang, data.method)}</dt>
                    <dd>
                        {words!(lang, data.method_note)}" "
                        <a href=asked.link("/metode")>{words!(lang, data.to_method)}</a>
                    </dd>
                </div>
                {fact(words!(lang, data.licence), words!(lang, data.licence_note).to_owned())}
            </dl>
        </section>
    }
}

/// How the series is cited, in a sentence and in a list of sources.
fn citation(page: &Page, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let (row, city, version) = (&page.row, page.standing.city.as_str(), page.standing.version);
    let year =
        page.made.map_or(page.today, |made| (made.naive_utc() + wording::office::WIB).date()).format("%Y").to_string();
    let short = words!(lang, data.cite_short_text, city = city, year = year.as_str(), version = version);
    let source = wording::source(&row.source, lang);
    let level = wording::price_level(row.level, lang).to_lowercase();
    let cited = format!("{}{}", site(asked), address(page, "csv", true));
    let full = words!(
        lang,
        data.cite_full_text,
        city = city,
        year = year,
        commodity = decapitalised(&row.name),
        place = row.place_name.as_str(),
        level = level,
        source = source,
        version = version,
        address = cited,
        today = date_long(page.today, lang)
    );
    view! {
        <section class="part" aria-labelledby="sitasi">
            <h2 id="sitasi">{words!(lang, data.cite)}</h2>
            <dl class="facts">
                <div><dt>{words!(lang, data.cite_short)}</dt><dd>{short}</dd></div>
                <div><dt>{words!(lang, data.cite_full)}</dt><dd>{full}</dd></div>
            </dl>
        </section>
    }
}

fn coverage(years: &[YearCoverage], lang: Lang) -> impl IntoView + use<> {
    let rows = years
        .iter()
        .map(|year| {
            view! {
                <tr>
                    <th scope="row">{year.year}</th>
                    <td class="number">{year.priced}</td>
                    <td class="number">{whole_percent(year.coverage)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="cakupan">
            <h2 id="cakupan">{words!(lang, data.by_year)}</h2>
            <table class="sheet">
                <caption>{words!(lang, data.by_year_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, data.year)}</th>
                        <th scope="col" class="number">{words!(lang, data.priced)}</th>
                        <th scope="col" class="number">{words!(lang, data.coverage)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn statuses(statuses: &[(ObsStatus, u32)], lang: Lang) -> impl IntoView + use<> {
    let rows = statuses
        .iter()
        .map(|(status, rows)| {
            view! {
                <tr>
                    <th scope="row"><code>{status.as_str()}</code></th>
                    <td>{meaning(*status, lang)}</td>
                    <td class="number">{count(u64::from(*rows), lang)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="mutu">
            <h2 id="mutu">{words!(lang, data.quality)}</h2>
            <table class="sheet">
                <caption>{words!(lang, data.quality_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, data.status)}</th>
                        <th scope="col">{words!(lang, data.meaning)}</th>
                        <th scope="col" class="number">{words!(lang, data.rows)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn meaning(status: ObsStatus, lang: Lang) -> &'static str {
    match status {
        ObsStatus::A => words!(lang, data.status_a),
        ObsStatus::U => words!(lang, data.status_u),
        ObsStatus::I => words!(lang, data.status_i),
        ObsStatus::E => words!(lang, data.status_e),
        ObsStatus::O => words!(lang, data.status_o),
        ObsStatus::H => words!(lang, data.status_h),
        ObsStatus::L => words!(lang, data.status_l),
    }
}

/// Which price is expected next, and when.
fn next(next: Option<NextReport>, lang: Lang) -> String {
    let Some(NextReport { of, due, is_late }) = next else { return words!(lang, data.next_unknown).to_owned() };
    let (of, due) = (date_long(of, lang), wording::office::moment(due, lang));
    if is_late {
        words!(lang, data.next_late, of = of, due = due)
    } else {
        words!(lang, data.next_due, of = of, due = due)
    }
}

fn revisions(page: &Page, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let items = page.revisions.iter().map(|row| revision(row, lang)).collect_view();
    let body = if use_context::<Triangle>().is_some() {
        // It tells the same, version by version.
        ().into_any()
    } else if page.revisions.is_empty() {
        view! { <p>{words!(lang, data.no_revisions)}</p> }.into_any()
    } else {
        view! { <ul>{items}</ul> }.into_any()
    };
    view! {
        <section class="part" aria-labelledby="revisi">
            <h2 id="revisi">{words!(lang, data.revisions)}</h2>
            {body}
            {vintages(page, asked)}
        </section>
    }
}

/// The triangle of vintages where it was asked for, else the way to it; and the file of all.
fn vintages(page: &Page, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let row = &page.row;
    let [level, source] = SERIES;
    let shown =
        asked.link_with(&row.path(), &[(level, row.level.as_str()), (source, row.source.as_str()), (VINTAGES, "1")]);
    let triangle = use_context::<Triangle>().map(|told| triangle(&told, lang));
    let to_triangle = triangle
        .is_none()
        .then(|| view! { <a href=format!("{shown}#revisi")>{words!(lang, data.show_vintages)}</a> " · " });
    view! {
        {triangle}
        <p>
            {to_triangle}
            <a href=row.vintages("csv")>{words!(lang, data.vintage_file)}</a>
        </p>
    }
}

fn triangle(told: &Triangle, lang: Lang) -> impl IntoView + use<> {
    let heads = told
        .versions
        .iter()
        .map(|(version, made)| {
            let made = made.map(|made| date_short((made.naive_utc() + wording::office::WIB).date(), lang));
            view! { <th scope="col" class="number">{words!(lang, data.version_of, version = *version)}<br />{made}</th> }
        })
        .collect_view();
    let line = |row: &TriangleRow| {
        let mut before: Option<Option<f64>> = None;
        let cells = row.prices.iter().map(|price| {
            let changed = before.is_some() && before != *price;
            before = *price;
            let text = match price {
                None => String::new(),
                Some(None) => "–".to_owned(),
                Some(Some(price)) => rupiah(*price, lang),
            };
            if changed {
                Either::Left(view! { <td class="number"><strong>{text}</strong></td> })
            } else {
                Either::Right(view! { <td class="number">{text}</td> })
            }
        });
        let cells = cells.collect_view();
        view! { <tr><th scope="row">{date_short(row.date, lang)}</th>{cells}</tr> }
    };
    let lines = told.rows.iter().map(line).collect_view();
    view! {
        <div class="sheet-frame" tabindex="0" role="region" aria-label=words!(lang, data.vintages)>
            <table class="sheet" id="vintase">
                <caption>{words!(lang, data.vintages_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, data.day)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

fn revision(row: &RevisionRow, lang: Lang) -> impl IntoView + use<> {
    let (place, before, version) = (row.place.as_str(), rupiah_per(row.before, &row.unit, lang), row.version);
    let told = if let Some(after) = row.after {
        let after = rupiah_per(after, &row.unit, lang);
        words!(lang, data.revision, place = place, before = before, after = after, version = version)
    } else {
        words!(lang, data.revision_taken, place = place, before = before, version = version)
    };
    view! { <li><Day date=row.date lang />": "{told}</li> }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    const PAGE: &str = "/data/bawang-merah/3273";

    #[tokio::test]
    async fn a_series_says_what_it_is_how_much_is_known_and_how_it_is_cited() {
        let page = get(Shelf::FULL, PAGE).await;
        assert_eq!(page.status, 200);
        assert!(page.has("<h1>Bawang merah di Kota Bandung</h1>") && page.has("<svg class=\"chart\""));
        assert!(page.has("Rupiah per kg") && page.has("COICOP 2018 kelas 01.1.7"));
        assert!(page.has("2 Januari 2023 sampai 19 Desember 2025, harga ada pada 700 hari kerja (98%)"));
        assert!(page.has("(Lumbung Kota Bandung, 2025, versi 7)"));
        assert!(
            page.has("Harga bawang merah di Kota Bandung")
                && page.has("Versi data 7")
                && page.has("diakses 22 Desember 2025")
        );
        assert!(
            page.has("<th scope=\"row\">2025</th>") && page.has("pasar tidak melapor, harganya mengikuti pasar lain")
        );
        assert!(page.has("Rp30.000/kg menjadi Rp31.250/kg pada versi 6"));
    }

    #[tokio::test]
    async fn addresses_and_code_name_the_version_level_and_source() {
        let page = get(Shelf::FULL, &format!("{PAGE}?lang=en")).await;
        let address = "/api/v1/series/bawang-merah/3273.parquet?level=retail&amp;source=pihps";
        assert!(page.has(&format!("href=\"{address}\"")) && page.has(&format!("href=\"{address}&amp;as_of=7\"")));
        for word in ["pd.read_csv(", "read.csv(", "read_csv(", "Csv.Document(Web.Contents(", "curl -fsSOJ "] {
            assert!(page.has(word), "{word}");
        }
        assert!(
            page.has("3273.csv?level=retail&amp;source=pihps&amp;as_of=7&quot;")
                || page.has("3273.csv?level=retail&amp;source=pihps&amp;as_of=7\"")
        );
    }

    #[tokio::test]
    async fn an_unknown_series_is_a_404_that_leads_to_the_list() {
        let page = get(Shelf::FULL, "/data/bawang-merah/1101").await;
        assert_eq!(page.status, 404);
        assert!(page.has(r#"href="/data?komoditas=bawang-merah""#));
        assert_eq!(get(Shelf::FULL, "/data/%3Cb%3E/x").await.status, 404);
    }
}
