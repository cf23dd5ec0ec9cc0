//! The plan of a survey day: who walks where, what came in, and what is missing.

use super::{Desk, Sheet};
use crate::components::Room;
use crate::i18n::words;
use crate::wording::office::moment;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::office::{FloorReminder, FloorWalk, FloorWalks};
use lumbung_data::model::{date_long, date_short};

/// The plan.
pub(super) fn lay_out(page: &FloorWalks, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let kind = if page.is_survey_day { words!(lang, floor.survey_day) } else { words!(lang, floor.no_survey_day) };
    let remind = page.is_today().then(|| match &page.remind_at {
        Some(at) => words!(lang, floor.remind, at = at.as_str()),
        None => words!(lang, floor.no_remind).to_owned(),
    });
    let options = page
        .days
        .iter()
        .map(|day| {
            let selected = *day == page.day;
            view! { <option value=day.to_string() selected=selected>{date_short(*day, lang)}</option> }
        })
        .collect_view();
    let named = desk.asked.named_language();
    let keep = (!page.is_over()).then(|| view! { <button type="submit">{words!(lang, floor.keep_plan)}</button> });
    let caption = if page.is_over() { words!(lang, floor.plan) } else { words!(lang, floor.plan_caption) };
    let rows = page.rows.iter().map(|row| market(row, page, desk)).collect_view();
    let body = view! {
        <p class="lead">{date_long(page.day, lang)}" · "{kind}</p>
        {remind.map(|remind| view! { <p>{remind}</p> })}
        <form method="get" action="/catat/rencana" class="form-inline">
            {named.map(|lang| view! { <input type="hidden" name="lang" value=lang.code() /> })}
            <div class="field">
                <label for="rencana-hari">{words!(lang, floor.day)}</label>
                <select id="rencana-hari" name="hari">{options}</select>
            </div>
            <button type="submit" class="button-plain">{words!(lang, floor.show_day)}</button>
        </form>
        <form method="post" action=desk.asked.link("/catat/rencana") class="catat-plan">
            <input type="hidden" name="hari" value=page.day.to_string() />
            <div class="sheet-frame" role="group" tabindex="0" aria-label=words!(lang, floor.plan)>
                <table class="sheet cards">
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words!(lang, floor.market)}</th>
                            <th scope="col">{words!(lang, floor.walked_by)}</th>
                            <th scope="col">{words!(lang, floor.came_in)}</th>
                            <th scope="col">{words!(lang, floor.last_in)}</th>
                            <th scope="col">{words!(lang, floor.reminder)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {keep}
        </form>
    };
    Sheet::new(words!(lang, floor.plan), Room::Floor, "/catat/rencana", body)
        .below(desk.asked.link("/catat"), words!(lang, floor.title))
}

fn market(row: &FloorWalk, page: &FloorWalks, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let nobody = row.person.is_none();
    let people = page
        .people
        .iter()
        .map(|(id, name)| {
            let selected = row.person == Some(*id);
            view! { <option value=id.to_string() selected=selected>{name.clone()}</option> }
        })
        .collect_view();
    let came = words!(lang, floor.came, came = row.came, asked = page.asked);
    let came = if row.last.is_none() {
        Either::Left(came)
    } else {
        let link = desk.asked.link(&format!("/catat/rencana/{}?hari={}", row.market, page.day));
        let label = words!(lang, floor.see_notes, market = row.name.as_str());
        Either::Right(view! { <a href=link title=label>{came}</a> })
    };
    let missing = (row.came > 0 && !row.missing.is_empty()).then(|| {
        let names = row.missing.join(", ");
        view! {
            <details>
                <summary>{words!(lang, floor.missing, count = row.missing.len())}</summary>
                {names}
            </details>
        }
    });
    let last = row.last.map_or_else(|| "–".to_owned(), |last| moment(last, lang));
    let label = format!("{}: {}", words!(lang, floor.walked_by), row.name);
    let is_silent = row.came == 0 && page.is_survey_day && page.day <= page.today;
    view! {
        <tr class=is_silent.then_some("catat-silent")>
            <th scope="row">{row.name.clone()}</th>
            <td data-label=words!(lang, floor.walked_by)>
                <select name=format!("petugas.{}", row.market) aria-label=label disabled=page.is_over()>
                    <option value="" selected=nobody>{words!(lang, floor.nobody)}</option>
                    {people}
                </select>
            </td>
            <td data-label=words!(lang, floor.came_in)>{came}{missing}</td>
            <td data-label=words!(lang, floor.last_in)>{last}</td>
            <td data-label=words!(lang, floor.reminder)>{reminder(row, desk)}</td>
        </tr>
    }
}

/// What became of reminding, or the button that does.
fn reminder(row: &FloorWalk, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let told = match &row.reminder {
        FloorReminder::Unneeded => "–".to_owned(),
        FloorReminder::NoAddress => words!(lang, floor.no_address).to_owned(),
        FloorReminder::Waiting(since) => words!(lang, floor.reminder_waiting, at = moment(*since, lang)),
        FloorReminder::Sent(at) => words!(lang, floor.reminder_sent, at = moment(*at, lang)),
        FloorReminder::Failed([id, en]) => words!(lang, floor.reminder_failed, reason = lang.pick(id, en)),
        FloorReminder::Possible => {
            let label = words!(lang, floor.remind_now_of, market = row.name.as_str());
            let way = desk.asked.link("/catat/rencana/ingatkan");
            return Either::Left(view! {
                <button
                    type="submit"
                    class="button-plain"
                    name="ingatkan"
                    value=row.market.to_string()
                    formaction=way
                    aria-label=label
                >
                    {words!(lang, floor.remind_now)}
                </button>
            });
        }
    };
    Either::Right(told)
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{floor_walks, office};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::FloorReminder;
    use lumbung_data::model::office::OfficePage;

    #[tokio::test]
    async fn the_plan_says_who_walks_where_and_what_is_missing() {
        let page = OfficePage::FloorWalks(Box::new(floor_walks()));
        let shown = office_page(office(Some(Role::Leader), page), "/catat/rencana").await;
        assert!(shown.has(r#"<option value="7" selected"#) && shown.has("Sari Wulandari"));
        assert!(
            shown.has("20 dari 21 komoditas") && shown.has("1 komoditas belum masuk") && shown.has("Gula pasir lokal")
        );
        assert!(shown.has("0 dari 21 komoditas") && shown.has("catat-silent"));
        assert!(shown.has(r#"href="/catat/rencana/3273/kosambi?hari=2026-11-30""#), "the way to what was noted");
    }

    #[tokio::test]
    async fn a_missing_market_can_be_reminded_of_or_says_what_became_of_it() {
        let mut page = floor_walks();
        let mut shown = async |reminder: FloorReminder| {
            page.rows[1].reminder = reminder;
            let page = OfficePage::FloorWalks(Box::new(page.clone()));
            office_page(office(Some(Role::Leader), page), "/catat/rencana").await.html
        };
        let button = r#"name="ingatkan" value="3273/baru" formaction="/catat/rencana/ingatkan""#;
        assert!(shown(FloorReminder::Possible).await.contains(button));
        let failed = shown(FloorReminder::Failed(["kotak surat ini tidak ada".into(), "no such mailbox".into()])).await;
        assert!(failed.contains("Tidak terkirim: kotak surat ini tidak ada") && !failed.contains(button));
        let at = "2026-11-30T04:00:00Z".parse().unwrap();
        assert!(shown(FloorReminder::Sent(at)).await.contains("Terkirim 30 Nov 2026 11.00 WIB"));
        assert!(shown(FloorReminder::NoAddress).await.contains("belum memiliki alamat surel"));
    }
}
