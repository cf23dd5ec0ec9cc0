//! The part of `/mutu` about the city's own survey: by market and by what its officers are.

use crate::asked::Asked;
use crate::components::Day;
use crate::i18n::words;
use crate::pages::quality::share;
use crate::wording;
use crate::wording::office::role;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::quality::{Survey, SurveyedMarket};
use lumbung_data::model::{Lang, Role, count, date_short};

/// The part.
pub(super) fn surveyed(survey: Survey, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let (from, to) = (date_short(survey.from, lang), date_short(survey.to, lang));
    let caption = words!(lang, survey.caption, from = from, to = to, days = survey.days, asked = survey.asked);
    let all = survey.days;
    let rows = survey.markets.into_iter().map(|market| row(market, all, asked)).collect_view();
    view! {
        <section class="part" aria-labelledby="survei">
            <h2 id="survei">{words!(lang, survey.title)}</h2>
            <p>{words!(lang, survey.lead)}</p>
            <table class="sheet cards">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, floor.market)}</th>
                        <th scope="col" class="number">{words!(lang, survey.days)}</th>
                        <th scope="col" class="number">{words!(lang, survey.answered)}</th>
                        <th scope="col">{words!(lang, survey.last)}</th>
                        <th scope="col">{words!(lang, survey.by)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn row(market: SurveyedMarket, all: u32, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let href = asked.link(&wording::place_path(&market.place));
    let days = words!(lang, survey.of_days, came = market.days, all = all);
    let answered = share(market.answered, lang);
    let last = match market.last {
        Some(date) => Either::Left(view! { <Day date lang /> }),
        None => Either::Right("–"),
    };
    view! {
        <tr>
            <th scope="row"><a href=href>{market.name}</a></th>
            <td class="number" data-label=words!(lang, survey.days)>{days}</td>
            <td class="number" data-label=words!(lang, survey.answered)>{answered}</td>
            <td data-label=words!(lang, survey.last)>{last}</td>
            <td data-label=words!(lang, survey.by)>{by(&market.by, lang)}</td>
        </tr>
    }
}

/// How many answers each role gave: `Petugas 336, Pimpinan 2`.
fn by(roles: &[(Role, u64)], lang: Lang) -> String {
    if roles.is_empty() {
        return "–".to_owned();
    }
    let told: Vec<String> =
        roles.iter().map(|(one, answers)| format!("{} {}", role(*one, lang), count(*answers, lang))).collect();
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn a_market_is_told_by_days_answers_and_roles_and_nobody_by_name() {
        let page = get(Shelf::FULL, "/mutu").await;
        assert!(page.has("Survei pasar oleh petugas kota</h2>") && page.has("14 dari 16"));
        assert!(page.has("Petugas 290, Pimpinan 4"), "{}", page.html);
        assert!(page.has("87,5%") && page.has("<strong>0,0%</strong>"), "a market of which nothing came");
    }

    #[tokio::test]
    async fn where_nothing_was_noted_the_survey_is_left_out() {
        let page = get(Shelf { filled: false, ..Shelf::FULL }, "/mutu").await;
        assert!(!page.has("Survei pasar oleh petugas kota"));
    }
}
