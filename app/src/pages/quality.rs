//! What is known of the data itself: who reports, when last, and what is
//! doubted and why.

use crate::asked::Asked;
use crate::components::{Day, Frame, OutlyingTable, Room, visitor};
use crate::i18n::words;
use crate::pages::reporting::ReportingParts;
use crate::pages::survey::surveyed;
use crate::reader::reader;
use crate::wording;
use crate::wording::{doubt, review_path, ruling};
use chrono::NaiveDate;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::count;
use lumbung_data::model::quality::{DecidedValue, Doubt, Frozen, PlaceQuality, Quality, ReportedValue, SourceQuality};
use lumbung_data::model::{Lang, Role, SeriesKey, date_short, percent, rupiah_per};

/// Below this share of what was asked for a place stands out.
const FEW: f64 = 0.8;

/// The page.
#[component]
pub(crate) fn QualityPage() -> impl IntoView {
    let asked = Asked::here();
    let lang = asked.lang;
    let Quality { standing, sources, days, doubts, all_doubts, outlying, decided, survey } = reader().quality(lang);
    let sources = if sources.is_empty() {
        Either::Left(view! { <p>{words!(lang, quality.none)}</p> })
    } else {
        Either::Right(sources.into_iter().map(|source| of_source(source, days, lang)).collect_view())
    };
    let content = view! {
        <div class="page-head">
            <h1>{words!(lang, quality.title)}</h1>
            <p class="page-day">{words!(lang, quality.lead)}</p>
        </div>
        {sources}
        {survey.map(|survey| surveyed(survey, &asked))}
        <ReportingParts asked=&asked />
        {suspects(doubts, all_doubts, &asked)}
        <OutlyingTable outlying asked=&asked />
        {decisions(decided, &asked)}
    };
    let title = words!(lang, quality.title).to_owned();
    Frame { asked, standing, title, room: Room::Quality, at: None }.around(content)
}

fn of_source(source: SourceQuality, days: u32, lang: Lang) -> impl IntoView + use<> {
    let name = wording::source(&source.source, lang);
    let id = format!("sumber-{}", source.source.as_str().replace(':', "-"));
    let owes = match source.owes {
        Some((due, missing)) => {
            let date = date_short(due, lang);
            let said = words!(lang, quality.late, date = date, count = missing);
            Some(view! { <p class="old-data" role="note">{said}</p> })
        }
        None => None,
    };
    let rows = source.places.into_iter().map(|place| row(place, lang)).collect_view();
    view! {
        <section class="part" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{name.clone()}</h2>
            {owes}
            <table class="sheet cards">
                <caption>{words!(lang, quality.caption, source = name, days = days)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, quality.place)}</th>
                        <th scope="col">{words!(lang, quality.last)}</th>
                        <th scope="col">{words!(lang, quality.changed)}</th>
                        <th scope="col" class="number">{words!(lang, quality.reported)}</th>
                        <th scope="col" class="number">{words!(lang, quality.suspect)}</th>
                        <th scope="col">{words!(lang, quality.frozen)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn row(place: PlaceQuality, lang: Lang) -> impl IntoView + use<> {
    let date = |date| match date {
        Some(date) => Either::Left(view! { <Day date lang /> }),
        None => Either::Right("–"),
    };
    let (last, changed) = (date(place.last), date(place.changed));
    let reported = match place.reported {
        Some(reported) => Either::Left(share(reported, lang)),
        None => Either::Right("–"),
    };
    let href = Asked::here().link(&wording::place_path(&place.place));
    view! {
        <tr>
            <th scope="row"><a href=href>{place.name}</a> " " <span class="age">{wording::price_level(place.level, lang)}</span></th>
            <td data-label=words!(lang, quality.last)>{last}</td>
            <td data-label=words!(lang, quality.changed)>{changed}</td>
            <td class="number" data-label=words!(lang, quality.reported)>{reported}</td>
            <td class="number" data-label=words!(lang, quality.suspect)>{count(place.suspect, lang)}</td>
            <td data-label=words!(lang, quality.frozen)>{still(&place.frozen, lang)}</td>
        </tr>
    }
}

/// A share of what was asked for, which stands out where it is small.
pub(super) fn share(share: f64, lang: Lang) -> impl IntoView {
    let text = percent(share, lang);
    if share < FEW { Either::Left(view! { <strong>{text}</strong> }) } else { Either::Right(text) }
}

/// The price that has stayed the same for longest, and how many more there are.
fn still(frozen: &[Frozen], lang: Lang) -> String {
    match frozen {
        [] => "–".to_owned(),
        [one] => {
            words!(lang, quality.frozen_one, commodity = one.commodity.as_str(), date = date_short(one.since, lang))
        }
        [first, rest @ ..] => words!(
            lang,
            quality.frozen_more,
            commodity = first.commodity.as_str(),
            date = date_short(first.since, lang),
            count = rest.len()
        ),
    }
}

fn suspects(doubts: Vec<Doubt>, all: u64, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let body = if doubts.is_empty() {
        Either::Left(view! { <p>{words!(lang, quality.no_doubts)}</p> })
    } else {
        let shown = doubts.len() as u64;
        let rest = (all > shown).then(|| {
            let said = words!(lang, quality.of_all, shown = count(shown, lang), all = count(all, lang));
            view! { <p>{said}</p> }
        });
        let may_decide = may_decide();
        let rows = doubts.into_iter().map(|doubt| suspect(doubt, may_decide, asked)).collect_view();
        let act = may_decide.then(|| view! { <th scope="col">{words!(lang, quality.act)}</th> });
        Either::Right(view! {
            {rest}
            <table class="sheet cards">
                <caption>{words!(lang, quality.doubts_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, quality.date)}</th>
                        <th scope="col">{words!(lang, quality.commodity)}</th>
                        <th scope="col">{words!(lang, quality.place)}</th>
                        <th scope="col" class="number">{words!(lang, quality.value)}</th>
                        <th scope="col">{words!(lang, quality.why)}</th>
                        {act}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        })
    };
    view! {
        <section class="part" aria-labelledby="janggal">
            <h2 id="janggal">{words!(lang, quality.doubts_title)}</h2>
            <p>{words!(lang, quality.doubts_lead)}</p>
            {body}
        </section>
    }
}

/// Whether whoever looks may decide about values.
fn may_decide() -> bool {
    visitor().is_some_and(|visitor| visitor.role >= Role::Officer && !visitor.must_set_up)
}

/// The way to the page where a value is decided about.
fn way(key: &SeriesKey, date: NaiveDate, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let link = asked.link(&review_path(key, date));
    let of = format!("{}, {}", key.commodity, date_short(date, lang));
    view! {
        <td data-label=words!(lang, quality.act)>
            <a href=link>{words!(lang, review.link)}<span class="unseen">" "{of}</span></a>
        </td>
    }
}

/// The row of a value: what it is of, what is said of it, and the way to decide.
fn row_of(value: ReportedValue, said: impl IntoView, may_decide: bool, asked: &Asked) -> impl IntoView {
    let lang = asked.lang;
    let link = asked.link(&format!("/komoditas/{}", value.key.commodity));
    let source = wording::source(&value.key.source, lang);
    let way = may_decide.then(|| way(&value.key, value.date, asked));
    let place = asked.link(&wording::place_path(&value.key.place));
    view! {
        <tr>
            <th scope="row"><Day date=value.date lang /></th>
            <td data-label=words!(lang, quality.commodity)><a href=link>{value.name}</a></td>
            <td data-label=words!(lang, quality.place)><a href=place>{value.place}</a> " " <span class="age">{source}</span></td>
            {said}
            {way}
        </tr>
    }
}

fn suspect(doubt: Doubt, may_decide: bool, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let why = doubt::sentence(doubt.rule, &doubt.grounds, lang);
    let value = rupiah_per(doubt.value.reported, &doubt.value.unit, lang);
    let said = view! {
        <td class="number" data-label=words!(lang, quality.value)>{value}</td>
        <td data-label=words!(lang, quality.why)>{why}</td>
    };
    row_of(doubt.value, said, may_decide, asked).into_any()
}

/// What officers decided about; nothing as long as there is nothing.
fn decisions(decided: Vec<DecidedValue>, asked: &Asked) -> Option<impl IntoView + use<>> {
    let lang = asked.lang;
    if decided.is_empty() {
        return None;
    }
    let may_decide = may_decide();
    let rows = decided.into_iter().map(|decided| decision(decided, may_decide, asked)).collect_view();
    let act = may_decide.then(|| view! { <th scope="col">{words!(lang, quality.act)}</th> });
    Some(view! {
        <section class="part" aria-labelledby="diputuskan">
            <h2 id="diputuskan">{words!(lang, quality.decided_title)}</h2>
            <table class="sheet cards">
                <caption>{words!(lang, quality.decided_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, quality.date)}</th>
                        <th scope="col">{words!(lang, quality.commodity)}</th>
                        <th scope="col">{words!(lang, quality.place)}</th>
                        <th scope="col">{words!(lang, quality.decision)}</th>
                        {act}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    })
}

fn decision(decided: DecidedValue, may_decide: bool, asked: &Asked) -> impl IntoView + use<> {
    let (lang, value) = (asked.lang, decided.value);
    let said = ruling::sentence(Some(decided.ruling), value.reported, &value.unit, lang);
    let said = view! { <td data-label=words!(lang, quality.decision)>{said}</td> };
    row_of(value, said, may_decide, asked).into_any()
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn a_source_tells_its_markets_and_what_it_owes() {
        let page = get(Shelf::FULL, "/mutu").await;
        assert_eq!(page.status, 200);
        assert!(page.has("<h1>Mutu data</h1>") && page.has(r#"href="/mutu" aria-current="page""#));
        assert!(page.has("Terlambat: laporan 22 Des 2025 seharusnya sudah ada (1 laporan belum masuk)."));
        assert!(page.has("Pasar Kosambi") && page.has("<strong>62,5%</strong>"));
        assert!(page.has("Gula pasir lokal, tetap sejak 18 Agu 2025; dan 2 lainnya"));
    }

    #[tokio::test]
    async fn a_suspect_value_tells_why_it_is_one() {
        let page = get(Shelf::FULL, "/mutu").await;
        assert!(page.has("Rp140.000/kg"));
        assert!(page.has(
            "Lonjakan sekali yang hilang pada laporan berikutnya: biasanya Rp30.000, berikutnya Rp26.500. Pasar lain Rp25.000."
        ));
        assert!(page.has("1 terbaru dari 41 nilai janggal."));
        assert!(get(Shelf::FULL, "/mutu?lang=en").await.has("A single jump that the next report took back"));
    }

    #[tokio::test]
    async fn a_movement_unlike_the_others_is_told_with_what_the_others_did() {
        let page = get(Shelf::FULL, "/mutu").await;
        assert!(page.has("Pergerakan yang menyimpang</h2>") && page.has("Rp60.000/kg") && page.has("Rp90.000/kg"));
        assert!(page.has("+50,0%") && page.has("+2,1% (median 18 tempat)"));
        let empty = get(Shelf { filled: false, ..Shelf::FULL }, "/mutu").await;
        assert!(empty.has("Belum dapat dinilai: diperlukan sedikitnya 5 tempat"));
    }

    #[tokio::test]
    async fn without_data_it_says_so() {
        let page = get(Shelf { filled: false, ..Shelf::FULL }, "/mutu").await;
        assert!(page.has("Belum ada sumber") && page.has("Tidak ada nilai janggal."));
    }
}
