//! The list of interventions, a month of them, and where they were held.

use super::{Desk, Sheet};
use crate::asked::Asked;
use crate::components::{ActMap, Day, FilterList, Room};
use crate::i18n::words;
use crate::still::still;
use crate::wording::intervention::span;
use crate::wording::place_path;
use chrono::{Datelike, Days, Months, NaiveDate};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::intervention::page::{Filter, InterventionsPage, Month, PlaceCount, Row};
use lumbung_data::model::intervention::{InterventionKind, Phase};
use lumbung_data::model::{Lang, date_long, month_of, rupiah};

/// The list first, then the month, then the map.
pub(super) fn lay_out(page: &InterventionsPage, city: &str, desk: &Desk) -> Sheet {
    let (lang, asked) = (desk.lang, &desk.asked);
    let enter = page.may_enter.then(|| {
        view! {
            <p class="buttons no-print">
                <a class="button" href=asked.link("/intervensi/baru")>{words!(lang, intervention.enter)}</a> " "
                <a class="button-plain" href=asked.link("/intervensi/rencana")>{words!(lang, plan.title)}</a>
            </p>
        }
    });
    let list = match (page.rows.is_empty(), page.filter.is_open()) {
        (false, _) => Either::Left(still(list(&page.rows, asked))),
        (true, true) => Either::Right(view! { <p>{words!(lang, intervention.none)}</p> }),
        (true, false) => Either::Right(view! { <p>{words!(lang, intervention.none_found)}</p> }),
    };
    let body = view! {
        <p class="page-day">
            {words!(lang, intervention.lead)} " " <a href=asked.link("/kad")>{words!(lang, agreement.title)}</a>
        </p>
        {enter}
        {still(filter(page, desk))}
        <section class="part" aria-labelledby="daftar">
            <h2 id="daftar">{words!(lang, intervention.list)}</h2>
            {list}
        </section>
        {still(month(&page.month, page, asked))}
        {still(places(page, city, asked))}
    };
    Sheet::new(words!(lang, intervention.title), Room::Interventions, "/intervensi", body)
}

/// The filter as pairs of a query.
fn query(filter: &Filter) -> [(&'static str, String); 4] {
    [
        ("keadaan", filter.phase.map(|phase| phase.as_str().to_owned()).unwrap_or_default()),
        ("jenis", filter.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default()),
        ("kecamatan", filter.district.clone().unwrap_or_default()),
        ("komoditas", filter.commodity.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]
}

fn filter(page: &InterventionsPage, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let phases = Phase::ALL.map(|phase| (phase.as_str().to_owned(), phase.name(lang).to_owned())).to_vec();
    let kinds = InterventionKind::ALL.map(|kind| (kind.as_str().to_owned(), kind.name(lang).to_owned())).to_vec();
    let commodities = page.commodities.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let [(_, phase), (_, kind), (_, district), (_, commodity)] = query(&page.filter);
    let clear = (!page.filter.is_open())
        .then(|| view! { <a href=desk.asked.link("/intervensi")>{words!(lang, intervention.clear)}</a> });
    let language =
        desk.asked.named_language().map(|named| view! { <input type="hidden" name="lang" value=named.code() /> });
    let list = |name: &'static str, label, all, options, chosen: &str| {
        let id = format!("saring-{name}");
        view! { <FilterList id name label all options chosen /> }
    };
    view! {
        <form method="get" action="/intervensi" class="form form-inline no-print" aria-label=words!(lang, intervention.filter)>
            {language}
            {list("keadaan", words!(lang, intervention.phase), words!(lang, intervention.any_phase), phases, &phase)}
            {list("jenis", words!(lang, intervention.kind), words!(lang, intervention.any_kind), kinds, &kind)}
            {list(
                "kecamatan",
                words!(lang, intervention.district),
                words!(lang, intervention.any_district),
                page.districts.clone(),
                &district,
            )}
            {list(
                "komoditas",
                words!(lang, intervention.commodity),
                words!(lang, intervention.any_commodity),
                commodities,
                &commodity,
            )}
            <button type="submit" class="button-plain">{words!(lang, intervention.apply)}</button>
            {clear}
        </form>
    }
}

fn list(rows: &[Row], asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let rows = rows.iter().map(|one| row(one, asked)).collect_view();
    view! {
        <table class="sheet cards">
            <caption>{words!(lang, intervention.list_caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, intervention.what)}</th>
                    <th scope="col">{words!(lang, intervention.phase)}</th>
                    <th scope="col">{words!(lang, intervention.when)}</th>
                    <th scope="col">{words!(lang, intervention.at)}</th>
                    <th scope="col">{words!(lang, intervention.sold)}</th>
                    <th scope="col" class="number">{words!(lang, intervention.subsidy)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(one: &Row, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let link = asked.link(&format!("/intervensi/{}", one.id));
    let sold = if one.sold.is_empty() { "–".to_owned() } else { one.sold.join(", ") };
    let subsidy = one.subsidy.map_or_else(|| "–".to_owned(), |amount| rupiah(amount, lang));
    view! {
        <tr>
            <th scope="row">
                <a href=link>{one.title.clone()}</a>
                " "
                <span class="age">{one.kind.name(lang)}</span>
            </th>
            <td data-label=words!(lang, intervention.phase)>{phase(one.phase, lang)}</td>
            <td data-label=words!(lang, intervention.when)>{span(one.from, one.to, lang)}</td>
            <td data-label=words!(lang, intervention.at)>{one.at.clone()}</td>
            <td data-label=words!(lang, intervention.sold)>{sold}</td>
            <td class="number" data-label=words!(lang, intervention.subsidy)>{subsidy}</td>
        </tr>
    }
}

/// Where an intervention is, as a small tag; the word says all.
pub(super) fn phase(phase: Phase, lang: Lang) -> impl IntoView + use<> {
    view! { <span class=format!("phase phase-{}", phase.as_str())>{phase.name(lang)}</span> }
}

/// A month as a sheet of days, and what is in it by day.
fn month(month: &Month, page: &InterventionsPage, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let name = month_of(month.first, lang);
    let filter = query(&page.filter);
    let to = |first: NaiveDate| {
        let key = first.format("%Y-%m").to_string();
        let pairs: Vec<(&str, &str)> =
            filter.iter().map(|(key, value)| (*key, value.as_str())).chain([("bulan", key.as_str())]).collect();
        format!("{}#kalender", asked.link_with("/intervensi", &pairs))
    };
    let step = |first: Option<NaiveDate>, word: &'static str| {
        first.map(|first| view! { <a href=to(first)>{word}": "{month_of(first, lang)}</a> })
    };
    let earlier = step(month.first.checked_sub_months(Months::new(1)), words!(lang, intervention.earlier));
    let later = step(month.first.checked_add_months(Months::new(1)), words!(lang, intervention.later));
    view! {
        <section class="part" aria-labelledby="kalender">
            <h2 id="kalender">{words!(lang, intervention.calendar, month = name.as_str())}</h2>
            <p class="month-steps no-print">{earlier}" "{later}</p>
            {still(days(month, lang))}
            {still(agenda(month, asked))}
        </section>
    }
}

const WEEKDAYS: [[&str; 7]; 2] =
    [["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]];

fn days(month: &Month, lang: Lang) -> impl IntoView + use<> {
    let [id, en] = WEEKDAYS;
    let heads = lang.pick(id, en).map(|day| view! { <th scope="col">{day}</th> }).to_vec();
    let first = month.first;
    let lead = u64::from(first.weekday().num_days_from_monday());
    let begin = first.checked_sub_days(Days::new(lead)).unwrap_or(first);
    let end = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let weeks: Vec<_> = (0..6)
        .filter_map(|week| begin.checked_add_days(Days::new(7 * week)))
        .filter(|monday| *monday < end)
        .map(|monday| {
            let cells = (0..7)
                .filter_map(|on| monday.checked_add_days(Days::new(on)))
                .map(|on| cell(on, (on >= first && on < end).then_some(month), lang))
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    view! {
        <table class="month">
            <caption class="unseen">{words!(lang, intervention.calendar_caption, month = month_of(first, lang))}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{weeks}</tbody>
        </table>
    }
}

/// A day: its number, its feasts, and how much there is on it. What that is stands below.
fn cell(on: NaiveDate, month: Option<&Month>, lang: Lang) -> impl IntoView + use<> {
    let Some(month) = month else { return Either::Left(view! { <td class="month-none"></td> }) };
    let count = month.rows.iter().filter(|row| row.from <= on && on <= row.to).count();
    let feasts: Vec<_> = month
        .feasts
        .iter()
        .filter(|feast| feast.date == on)
        .map(|feast| view! { <span class="month-feast">{feast.name.clone()}</span> })
        .collect();
    let acts = (count > 0).then(|| {
        let told = if count == 1 {
            words!(lang, intervention.acts_one).to_owned()
        } else {
            words!(lang, intervention.acts, count = count)
        };
        // The eye sees a bar with a figure, ears hear what it counts.
        let number = count.to_string();
        view! { <span class="month-acts"><span aria-hidden="true">{number}</span><span class="unseen">{told}</span></span> }
    });
    let is_today = month.today == Some(on);
    let today = is_today.then(|| view! { <span class="unseen">{words!(lang, intervention.today)}</span> });
    let class = if is_today { "month-today" } else { "month-day" };
    Either::Right(view! {
        <td class=class>
            <span class="month-number">{on.day()}</span>
            {today}
            {feasts}
            {acts}
        </td>
    })
}

/// What is in the month, by its first day.
fn agenda(month: &Month, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let acts = month.rows.iter().map(|row| {
        let link = asked.link(&format!("/intervensi/{}", row.id));
        let at = if row.at.is_empty() { String::new() } else { format!(", {}", row.at) };
        let item = view! {
            <li>
                {span(row.from, row.to, lang)}": " <a href=link>{row.title.clone()}</a> {at} " " {phase(row.phase, lang)}
            </li>
        };
        (row.from, item.into_any())
    });
    let feasts = month.feasts.iter().map(|feast| {
        let tentative = feast.tentative.then(|| format!(" {}", words!(lang, intervention.tentative)));
        let item = view! { <li>{date_long(feast.date, lang)}": "{feast.name.clone()}{tentative}</li> };
        (feast.date, item.into_any())
    });
    let mut items: Vec<_> = acts.chain(feasts).collect();
    items.sort_by_key(|(on, _)| *on);
    if items.is_empty() {
        return Either::Left(view! { <p>{words!(lang, intervention.empty_month)}</p> });
    }
    let items: Vec<_> = items.into_iter().map(|(_, item)| item).collect();
    Either::Right(view! { <ul class="agenda">{items}</ul> })
}

fn places(page: &InterventionsPage, city: &str, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let map = page.map.as_ref().map(|panel| {
        let label = words!(lang, intervention.map_label, city = city);
        let note = page.approximate.then(|| format!(" {}", words!(lang, intervention.approximate)));
        view! {
            <ActMap panel label asked />
            <p class="fine">{words!(lang, intervention.map_note)}{note}</p>
        }
    });
    let table = if page.places.is_empty() {
        Either::Left(view! { <p>{words!(lang, intervention.no_places)}</p> })
    } else {
        Either::Right(still(place_table(&page.places, asked)))
    };
    view! {
        <section class="part" aria-labelledby="peta">
            <h2 id="peta">{words!(lang, intervention.map)}</h2>
            {map}
            {table}
        </section>
    }
}

fn place_table(places: &[PlaceCount], asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let rows = places
        .iter()
        .map(|one| {
            let name = match &one.place {
                Some(place) => Either::Left(view! { <a href=asked.link(&place_path(place))>{one.name.clone()}</a> }),
                None => Either::Right(one.name.clone()),
            };
            let last = match one.last {
                Some(date) => Either::Left(view! { <Day date lang /> }),
                None => Either::Right("–"),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="number" data-label=words!(lang, intervention.held)>{one.held}</td>
                    <td class="number" data-label=words!(lang, intervention.coming)>{one.coming}</td>
                    <td data-label=words!(lang, intervention.last)>{last}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="sheet cards">
            <caption>{words!(lang, intervention.places_caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, intervention.place)}</th>
                    <th scope="col" class="number">{words!(lang, intervention.held)}</th>
                    <th scope="col" class="number">{words!(lang, intervention.coming)}</th>
                    <th scope="col">{words!(lang, intervention.last)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::acts::{page, row};
    use crate::harness::samples::office;
    use lumbung_data::model::Role;
    use lumbung_data::model::intervention::Phase;
    use lumbung_data::model::intervention::page::{Filter, InterventionsPage};
    use lumbung_data::model::office::{Office, OfficePage};

    fn list(role: Option<Role>, page: InterventionsPage) -> Office {
        office(role, OfficePage::Interventions(Box::new(page)))
    }

    #[tokio::test]
    async fn everybody_sees_what_where_and_when_and_only_officers_the_way_to_enter() {
        let shown = office_page(list(None, page()), "/intervensi").await;
        assert!(shown.has("<h1>Intervensi</h1>") && shown.has(r#"href="/intervensi/7">Pasar murah Regol</a>"#));
        assert!(shown.has("13–17 Maret 2026") && shown.has("Kecamatan Regol") && shown.has("Rp1.000.000"));
        assert!(shown.has(r#"<span class="phase phase-running">Berlangsung</span>"#));
        assert!(!shown.has("/intervensi/baru") && shown.has(r#"href="/intervensi" aria-current="page""#));
        let officer = InterventionsPage { may_enter: true, ..page() };
        let shown = office_page(list(Some(Role::Officer), officer), "/intervensi").await;
        assert!(shown.has(r#"href="/intervensi/baru""#));
    }

    #[tokio::test]
    async fn a_month_is_a_table_of_days_with_its_feasts_and_a_list_of_what_there_is() {
        let shown = office_page(list(None, page()), "/intervensi?lang=en").await;
        assert!(shown.has("Calendar, March 2026") && shown.has(r#"<th scope="col">Mon</th>"#));
        assert_eq!(shown.html.matches("class=\"month-acts\"").count(), 5, "one a day");
        assert!(
            shown.has("<span class=\"month-feast\">Idulfitri</span>")
                && shown.has("21 March 2026: Idulfitri (estimate)")
        );
        assert!(shown.has(r#"href="/intervensi?bulan=2026-02&amp;lang=en#kalender""#));
        assert!(shown.has("class=\"month-today\"") && shown.has("<span class=\"unseen\">today</span>"));
    }

    #[tokio::test]
    async fn a_filter_stays_in_the_form_and_in_the_steps_of_the_month() {
        let filter = Filter { phase: Some(Phase::Held), ..Filter::default() };
        let cut = InterventionsPage { filter, rows: Vec::new(), ..page() };
        let shown = office_page(list(None, cut), "/intervensi?keadaan=held").await;
        assert!(shown.has(r#"<option value="held" selected>Selesai</option>"#));
        assert!(shown.has("keadaan=held&amp;bulan=2026-04") && shown.has("Hapus saringan"));
        assert!(shown.has("Tidak ada intervensi yang cocok"));
    }

    #[tokio::test]
    async fn an_empty_table_says_so() {
        let none = InterventionsPage { rows: Vec::new(), places: Vec::new(), map: None, ..page() };
        let shown = office_page(list(None, none), "/intervensi").await;
        assert!(shown.has("Belum ada intervensi yang tercatat") && shown.has("Belum ada intervensi yang dijadwalkan"));
        assert_eq!(row().id, 7);
    }
}
