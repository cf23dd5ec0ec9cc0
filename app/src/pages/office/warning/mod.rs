//! One warning: what was said, when, on what was known then, what was done about it and
//! what became of it; and for officers, what they can do.

mod forms;

use super::{Desk, Sheet};
use crate::components::{Badge, Day, KindName, Moment, Room, SupplyPart};
use crate::i18n::words;
use crate::wording::office::WIB;
use crate::wording::{inbox, place_path};
use chrono::{DateTime, Utc};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::chart::Chart;
use lumbung_data::model::inbox::{ActRow, Handled};
use lumbung_data::model::ledger::{LedgerRow, Step, StepKind, StoryPage};
use lumbung_data::model::{Lang, WarningState};

/// The story of a warning.
pub(super) fn lay_out(page: StoryPage, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let row = page.row;
    let path = row.id.map_or_else(|| "/peringatan".to_owned(), |id| format!("/peringatan/{id}"));
    let title = format!("{}, {}", row.name, row.place);
    let place = desk.asked.link(&place_path(&row.at));
    let commodity = desk.asked.link(&format!("/komoditas/{}", row.commodity));
    let record = row.record.map(|record| format!(" {}", record.sentence(row.kind, lang)));
    let chart = page.chart.map(|chart| figure(chart, lang));
    let supply = view! { <SupplyPart lines=page.supply asked=desk.asked.clone() /> };
    let sent = page.desk.as_ref().and_then(|desk| desk.entered.as_ref()).map(|entered| forms::of(entered.what));
    let handled = handled(&row, lang);
    let forms = page.desk.as_ref().map(|tools| forms::lay_out(&row, tools, &path, desk));
    let history = history(&page.steps, &page.acts, desk);
    let body = view! {
        <div class="page-head">
            <h1>{title.clone()}</h1>
            <p class="page-day">
                <KindName kind=row.kind lang /> " · " <a href=place>{row.place.clone()}</a> " · " {words!(lang, ledger.since)} " " <Day date=row.onset lang />
            </p>
        </div>
        <section class=format!("warning warning-{}", row.level.as_str()) aria-label=words!(lang, ledger.now)>
            <Badge level=row.level />
            <p>{row.reason.clone()} {record}</p>
        </section>
        {handled}
        {chart}
        {supply}
        {history}
        <p><a href=commodity>{words!(lang, ledger.commodity, name = row.name.as_str())}</a></p>
        {forms}
    };
    let sheet = Sheet::new(title, Room::Warnings, path, body).titled();
    let sheet = sheet.below(desk.asked.link("/peringatan"), words!(lang, ledger.title));
    sheet.sent(sent.unwrap_or_default())
}

fn figure(chart: Chart, lang: Lang) -> impl IntoView {
    view! {
        <figure class="chart-figure">
            <figcaption>{chart.title}</figcaption>
            <p class="chart-swipe">{words!(lang, commodity.swipe)}</p>
            <div class="chart-frame" tabindex="0" role="group" aria-label=words!(lang, commodity.chart)>
                <div class="chart-drawing" inner_html=chart.svg></div>
            </div>
        </figure>
    }
}

/// The state, and who cares for it.
fn handled(row: &LedgerRow, lang: Lang) -> impl IntoView + use<> {
    let state = match row.ended {
        Some((StepKind::Withdrawn, _)) => words!(lang, inbox.state_withdrawn),
        Some(_) => words!(lang, inbox.state_over),
        None => inbox::state(row.state, lang),
    };
    let Handled { owner, acknowledged, silenced, .. } = &row.handled;
    let owner = match owner {
        Some(owner) => Either::Left(inbox::named(owner, lang)),
        None => Either::Right(view! { <strong class="no-owner">{words!(lang, inbox.no_owner)}</strong> }),
    };
    let acknowledged = acknowledged.as_ref().map(|(by, at)| {
        let by = inbox::named(by, lang);
        view! {
            <div>
                <dt>{words!(lang, inbox.acknowledged)}</dt>
                <dd>{by} ", " <Moment at=*at lang /></dd>
            </div>
        }
    });
    let silenced = silenced.as_ref().map(|(until, why)| {
        let (until, why) = (*until, why.clone());
        view! {
            <div>
                <dt>{words!(lang, inbox.silenced_until)}</dt>
                <dd><Day date=until lang /> ". " {why}</dd>
            </div>
        }
    });
    view! {
        <section aria-label=words!(lang, inbox.handling)>
            <dl class="facts handled">
                <div>
                    <dt>{words!(lang, inbox.state)}</dt>
                    <dd>{state}</dd>
                </div>
                <div>
                    <dt>{words!(lang, inbox.owner)}</dt>
                    <dd>{owner}</dd>
                </div>
                {acknowledged}
                {silenced}
            </dl>
        </section>
    }
}

/// Steps of the ledger and acts of officers, in the order in which they were written down.
fn history(steps: &[(Step, DateTime<Utc>)], acts: &[ActRow], desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let steps = steps.iter().map(|step| (step.1, told(step, lang).into_any()));
    let acts = acts.iter().map(|act| (act.at, done(act, desk).into_any()));
    let mut lines: Vec<(DateTime<Utc>, AnyView)> = steps.chain(acts).collect();
    lines.sort_by_key(|(at, _)| *at);
    let lines = lines.into_iter().map(|(_, line)| line).collect_view();
    view! {
        <section class="part" aria-labelledby="riwayat">
            <h2 id="riwayat">{words!(lang, ledger.history)}</h2>
            <p>{words!(lang, ledger.history_lead)}</p>
            <table class="sheet cards">
                <caption>{words!(lang, inbox.history_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, ledger.day)}</th>
                        <th scope="col">{words!(lang, ledger.what)}</th>
                        <th scope="col">{words!(lang, inbox.reason_or_note)}</th>
                        <th scope="col" class="number">{words!(lang, ledger.version)}</th>
                        <th scope="col">{words!(lang, ledger.written)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
}

fn told((step, written): &(Step, DateTime<Utc>), lang: Lang) -> impl IntoView + use<> {
    let what = match (step.what, step.state) {
        (StepKind::Over, _) => words!(lang, ledger.over_step),
        (StepKind::Withdrawn, _) => words!(lang, ledger.withdrawn_step),
        (StepKind::InForce, WarningState::Pending) => words!(lang, ledger.pending),
        (StepKind::InForce, WarningState::Firing) => words!(lang, ledger.firing),
        (StepKind::InForce, WarningState::Recovering) => words!(lang, ledger.recovering),
        (StepKind::InForce, WarningState::NoData) => words!(lang, ledger.silent),
    };
    let badge = (step.what == StepKind::InForce).then(|| view! { <Badge level=step.level /> " " });
    let reason = (step.what == StepKind::InForce).then(|| step.reason(lang).to_owned());
    view! {
        <tr>
            <th scope="row"><Day date=step.on lang /></th>
            <td data-label=words!(lang, ledger.what)><span>{badge}{what}</span></td>
            <td data-label=words!(lang, inbox.reason_or_note)>{reason}</td>
            <td class="number" data-label=words!(lang, ledger.version)>{step.version}</td>
            <td data-label=words!(lang, ledger.written)><Moment at=*written lang /></td>
        </tr>
    }
}

/// An act as a line of the history.
fn done(act: &ActRow, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let address = act.intervention.map(|id| format!("/intervensi/{id}")).or_else(|| act.address.clone());
    let link = address.map(|address| {
        let name = match act.intervention {
            Some(id) => words!(lang, inbox.to_intervention, id = id),
            None => words!(lang, inbox.to_page).to_owned(),
        };
        view! { " " <a href=desk.asked.link(&address)>{name}</a> }
    });
    view! {
        <tr class="act">
            <th scope="row"><Day date=(act.at.naive_utc() + WIB).date() lang /></th>
            <td data-label=words!(lang, ledger.what)><span>{inbox::act(act, lang)}</span></td>
            <td data-label=words!(lang, inbox.reason_or_note)><span>{act.note.clone()}{link}</span></td>
            <td class="number" data-label=words!(lang, ledger.version)>"–"</td>
            <td data-label=words!(lang, ledger.written)><Moment at=act.at lang /></td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::ledger::{acts, story};
    use crate::harness::samples::{office, wrong};
    use crate::harness::{Answer, office_page};
    use lumbung_data::model::inbox::{ActKind, EnteredAct};
    use lumbung_data::model::ledger::StoryPage;
    use lumbung_data::model::office::{Field, OfficePage, Trouble, What};
    use lumbung_data::model::{Lang, Role};

    async fn shown(page: StoryPage, role: Option<Role>) -> Answer {
        office_page(office(role, OfficePage::Warning(Box::new(page))), "/peringatan/3").await
    }

    #[tokio::test]
    async fn a_story_tells_each_step_with_its_version_and_what_became_of_it() {
        let page = shown(story(3, false, Lang::Id), None).await;
        assert_eq!(page.status, 200);
        assert!(page.has("<h1>Cabai rawit merah, Kota Bandung</h1>") && page.has("sejak"));
        assert!(page.has("menunggu kepastian") && page.has("diperingatkan") && page.has("ditarik: datanya direvisi"));
        assert!(page.has("<svg class=\"chart\"") && page.has(r#"href="/komoditas/cabai-rawit-merah""#));
        assert!(!page.has("<form method=\"post\" action=\"/peringatan"), "nobody acts without an account");
    }

    #[tokio::test]
    async fn a_number_that_was_never_given_is_not_found() {
        let page = office_page(office(None, OfficePage::WarningGone), "/peringatan/99").await;
        assert!(page.status == 404 && page.has("Peringatan tidak ditemukan"));
    }

    #[tokio::test]
    async fn what_was_done_stands_in_the_history_by_office_and_for_officers_by_name() {
        let with = |to_officer| StoryPage { acts: acts(to_officer), ..story(3, to_officer, Lang::Id) };
        let public = shown(with(false), None).await;
        assert!(public.has("diambil alih oleh petugas") && public.has("diserahkan oleh petugas kepada pimpinan"));
        assert!(public.has("disenyapkan oleh petugas sampai 24 Desember 2025") && !public.has("Wulandari"));
        assert!(public.has(r#"<a href="/intervensi/12">intervensi 12</a>"#), "{}", public.html);
        let officer = shown(with(true), Some(Role::Officer)).await;
        assert!(officer.has("diambil alih oleh Sari Wulandari (petugas)"));
    }

    #[tokio::test]
    async fn an_officer_gets_a_form_for_each_act_and_what_was_entered_comes_back() {
        let mut page = story(3, true, Lang::Id);
        let fresh = shown(page.clone(), Some(Role::Officer)).await;
        for act in ["take", "hand", "acknowledge", "comment", "action", "silence"] {
            assert!(fresh.has(&format!(r#"value="{act}""#)), "{act}");
        }
        assert!(fresh.has(r#"<option value="budi">Budi Santoso</option>"#) && !fresh.has(r#"value="release""#));
        let entered = EnteredAct {
            what: ActKind::Silence,
            colleague: String::new(),
            note: "Menunggu panen".to_owned(),
            until: "2020-01-01".to_owned(),
            address: String::new(),
        };
        let desk = page.desk.as_mut().unwrap();
        let [first, last] = desk.silence;
        desk.entered = Some(entered);
        let page = office(Some(Role::Officer), OfficePage::Warning(Box::new(page)));
        let troubles = vec![Trouble { field: Field::Until, what: What::DayRange(first, last) }];
        let page = office_page(wrong(page, troubles), "/peringatan/3").await;
        assert!(page.has(r##"<a href="#senyap-sampai">"##) && page.has("Menunggu panen</textarea>"), "{}", page.html);
        assert!(page.has("Pilih tanggal antara 19 Desember 2025 dan 19 Maret 2026."));
    }
}
