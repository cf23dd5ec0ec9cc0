//! One warning: what was said, when, on what was known then, and what became of it.

use crate::asked::Asked;
use crate::components::{Badge, Day, Frame, KindName, Moment, Room, SupplyPart};
use crate::i18n::words;
use crate::pages::not_found::unknown_warning;
use crate::reader::reader;
use crate::wording::place_path;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_router::hooks::use_params_map;
use lumbung_data::model::chart::Chart;
use lumbung_data::model::ledger::{self, Step, StepKind};
use lumbung_data::model::{Lang, WarningState};

/// The story of the warning in the address.
#[component]
pub(crate) fn StoryPage() -> impl IntoView {
    let asked = Asked::here();
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    let page = id.parse().ok().and_then(|id| reader().story(id, asked.lang));
    match page {
        Some(page) => found(asked, page),
        None => unknown_warning(asked),
    }
}

fn found(asked: Asked, page: ledger::StoryPage) -> InertElement {
    let lang = asked.lang;
    let row = page.row;
    let title = format!("{}, {}", row.name, row.place);
    let place = asked.link(&place_path(&row.at));
    let commodity = asked.link(&format!("/komoditas/{}", row.commodity));
    let record = row.record.map(|record| format!(" {}", record.sentence(row.kind, lang)));
    let chart = page.chart.map(|chart| figure(chart, lang));
    let steps = page.steps.iter().map(|step| told(step, lang)).collect_view();
    let content = view! {
        <p class="crumb">
            <a href=asked.link("/peringatan")><span aria-hidden="true">"← "</span>{words!(lang, ledger.title)}</a>
        </p>
        <div class="page-head">
            <h1>{title.clone()}</h1>
            <p class="page-day">
                <KindName kind=row.kind lang /> " · " <a href=place>{row.place.clone()}</a> " · " {words!(lang, ledger.since)} " " <Day date=row.onset lang />
            </p>
        </div>
        <section class=format!("warning warning-{}", row.level.as_str()) aria-label=words!(lang, ledger.now)>
            <Badge level=row.level />
            <p>{row.reason} {record}</p>
        </section>
        {chart}
        <SupplyPart lines=page.supply asked=asked.clone() />
        <section class="part" aria-labelledby="riwayat">
            <h2 id="riwayat">{words!(lang, ledger.history)}</h2>
            <p>{words!(lang, ledger.history_lead)}</p>
            <table class="sheet cards">
                <caption class="unseen">{words!(lang, ledger.history)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, ledger.day)}</th>
                        <th scope="col">{words!(lang, ledger.what)}</th>
                        <th scope="col">{words!(lang, ledger.reason)}</th>
                        <th scope="col" class="number">{words!(lang, ledger.version)}</th>
                        <th scope="col">{words!(lang, ledger.written)}</th>
                    </tr>
                </thead>
                <tbody>{steps}</tbody>
            </table>
            <p><a href=commodity>{words!(lang, ledger.commodity, name = row.name)}</a></p>
        </section>
    };
    Frame { asked, standing: page.standing, title, room: Room::Warnings, at: None }.around(content)
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
            <td data-label=words!(lang, ledger.reason)>{reason}</td>
            <td class="number" data-label=words!(lang, ledger.version)>{step.version}</td>
            <td data-label=words!(lang, ledger.written)><Moment at=*written lang /></td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn a_story_tells_each_step_with_its_version_and_what_became_of_it() {
        let page = get(Shelf::FULL, "/peringatan/3").await;
        assert_eq!(page.status, 200);
        assert!(page.has("<h1>Cabai rawit merah, Kota Bandung</h1>") && page.has("sejak"));
        assert!(page.has("menunggu kepastian") && page.has("diperingatkan") && page.has("ditarik: datanya direvisi"));
        assert!(page.has("<svg class=\"chart\"") && page.has(r#"href="/komoditas/cabai-rawit-merah""#));
    }

    #[tokio::test]
    async fn a_number_that_was_never_given_is_not_found() {
        for address in ["/peringatan/99", "/peringatan/x"] {
            let page = get(Shelf::FULL, address).await;
            assert!(page.status == 404 && page.has("Peringatan tidak ditemukan"), "{address}");
        }
    }
}
