//! The inbox of warnings: those in force, whose each is, those that are silenced, and those
//! that are over.

use super::{Desk, Sheet};
use crate::asked::Asked;
use crate::components::{FilterList, Room, WarningList};
use crate::i18n::words;
use crate::wording::inbox::{kind, whose};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::inbox::{InboxFilter, Tally, Whose};
use lumbung_data::model::ledger::{LedgerPage, LedgerRow};
use lumbung_data::model::{Lang, WarningKind, WarningLevel};

const PATH: &str = "/peringatan";

/// What is in force first; within that, what nobody owns is named before all else.
pub(super) fn lay_out(page: LedgerPage, desk: &Desk) -> Sheet {
    let (lang, asked) = (desk.lang, &desk.asked);
    let is_cut = page.filter != InboxFilter::default();
    let none = if is_cut { words!(lang, inbox.none_of_these) } else { words!(lang, ledger.none) };
    let part = |id: &'static str, title: String, rows: Vec<LedgerRow>, none: Option<&'static str>| {
        let none = none.filter(|_| rows.is_empty()).map(|none| view! { <p>{none}</p> });
        (none.is_some() || !rows.is_empty()).then(|| {
            view! {
                <section class="part" aria-labelledby=id>
                    <h2 id=id>{title}</h2>
                    {none}
                    {(!rows.is_empty()).then(|| view! { <WarningList rows asked /> })}
                </section>
            }
        })
    };
    let others = page.elsewhere.len();
    let elsewhere = part("daerah-lain", words!(lang, ledger.elsewhere).to_owned(), page.elsewhere, None).map(|part| {
        view! {
            <details class="more">
                <summary>{words!(lang, ledger.elsewhere_more, count = others)}</summary>
                {part}
            </details>
        }
    });
    let here = words!(lang, ledger.here, city = page.standing.city.as_str());
    let body = view! {
        <p class="page-day">{words!(lang, ledger.lead)}" "<a href=asked.link("/metode")>{words!(lang, ledger.method)}</a></p>
        <p><a href=asked.link("/langganan")>{words!(lang, ledger.subscribe)}</a></p>
        {unowned(page.tally.unowned, asked)}
        {states(&page.tally, lang)}
        {filter(page.filter, page.to_officer, asked)}
        {part("kota", here, page.city, Some(none))}
        {part("disenyapkan", words!(lang, inbox.silenced_title).to_owned(), page.silenced, None)}
        {elsewhere}
        {part("selesai", words!(lang, ledger.over).to_owned(), page.over, None)}
    };
    Sheet::new(words!(lang, ledger.title), Room::Warnings, PATH, body)
}

/// How many call for somebody and have nobody, with the way to them.
fn unowned(count: usize, asked: &Asked) -> Option<impl IntoView + use<>> {
    let lang = asked.lang;
    let link = asked.link_with(PATH, &[("saring", Whose::Unowned.as_str())]);
    (count > 0).then(|| {
        view! {
            <p class="unowned" role="note">
                <strong>{crate::wording::inbox::unowned(count, lang)}</strong>
                " "
                <a href=link>{words!(lang, inbox.unowned_show)}</a>
            </p>
        }
    })
}

/// How many are in which state. A warning goes from left to right.
fn states(tally: &Tally, lang: Lang) -> impl IntoView + use<> {
    let state = |name: &'static str, count: usize, meaning: &'static str| {
        view! {
            <div class=if count == 0 { "count count-none" } else { "count" }>
                <dt>{name}</dt>
                <dd>
                    <span class="count-number">{count}</span>
                    " "
                    <span class="count-means">{meaning}</span>
                </dd>
            </div>
        }
    };
    view! {
        <section class="inbox-states" aria-label=words!(lang, inbox.states)>
            <dl class="counts">
            {state(words!(lang, inbox.normal), tally.normal, words!(lang, inbox.normal_means))}
            {state(words!(lang, inbox.pending), tally.pending, words!(lang, inbox.pending_means))}
            {state(words!(lang, inbox.firing), tally.firing, words!(lang, inbox.firing_means))}
            {state(words!(lang, inbox.recovering), tally.recovering, words!(lang, inbox.recovering_means))}
            {state(words!(lang, inbox.no_data), tally.no_data, words!(lang, inbox.no_data_means))}
            {state(words!(lang, inbox.silenced), tally.silenced, words!(lang, inbox.silenced_means))}
            </dl>
        </section>
    }
}

/// Which of them: an address that can be kept and passed on.
fn filter(filter: InboxFilter, to_officer: bool, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let language = asked.named_language().map(|named| view! { <input type="hidden" name="lang" value=named.code() /> });
    let of_whom = Whose::CHOICES
        .into_iter()
        .filter(|one| to_officer || *one != Whose::Mine)
        .map(|one| (one.as_str().to_owned(), whose(one, lang).to_owned()))
        .collect();
    let kinds = WarningKind::ALL.map(|one| (one.as_str().to_owned(), kind(one, lang).to_owned())).to_vec();
    let levels = WarningLevel::ALL.map(|one| (one.as_str().to_owned(), one.word().to_owned())).to_vec();
    let chosen_kind = filter.kind.map_or("", WarningKind::as_str);
    let chosen_level = filter.level.map_or("", WarningLevel::as_str);
    let clear = if filter == InboxFilter::default() {
        Either::Left(())
    } else {
        Either::Right(view! { <a href=asked.link(PATH)>{words!(lang, inbox.show_all)}</a> })
    };
    view! {
        <form method="get" action=PATH class="form form-inline no-print" aria-label=words!(lang, inbox.filter)>
            {language}
            <FilterList
                id="saring".to_owned()
                name="saring"
                label=words!(lang, inbox.whose)
                all=words!(lang, inbox.all)
                options=of_whom
                chosen=filter.whose.as_str()
            />
            <FilterList
                id="saring-jenis".to_owned()
                name="jenis"
                label=words!(lang, inbox.kind)
                all=words!(lang, inbox.any_kind)
                options=kinds
                chosen=chosen_kind
            />
            <FilterList
                id="saring-tingkat".to_owned()
                name="tingkat"
                label=words!(lang, inbox.level)
                all=words!(lang, inbox.any_level)
                options=levels
                chosen=chosen_level
            />
            <button type="submit" class="button-plain">{words!(lang, inbox.apply)}</button>
            {clear}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::ledger::ledger;
    use crate::harness::samples::office;
    use crate::harness::{Answer, office_page};
    use lumbung_data::model::inbox::{Handled, InboxFilter, Named, Whose};
    use lumbung_data::model::ledger::LedgerPage;
    use lumbung_data::model::office::OfficePage;
    use lumbung_data::model::{Lang, Role};

    async fn shown(page: LedgerPage, role: Option<Role>, address: &str) -> Answer {
        office_page(office(role, OfficePage::Warnings(Box::new(page))), address).await
    }

    #[tokio::test]
    async fn warnings_in_force_stand_before_those_that_are_over_each_with_its_story() {
        let page = shown(ledger(true, Lang::Id), None, "/peringatan").await;
        assert_eq!(page.status, 200);
        let at = |text: &str| page.html.find(text).unwrap_or_else(|| panic!("{text} is missing"));
        assert!(at("Berlaku di Kota Bandung") < at("Daerah lain") && at("Daerah lain") < at("Sudah selesai"));
        assert!(page.has(r#"href="/peringatan/3""#) && page.has("39,3% di atas median empat pekan"));
        assert!(page.has("Dari 12 peringatan serupa, 9 berlanjut naik"));
        assert!(page.has("ditarik") && page.has(r#"href="/peringatan" aria-current="page""#));
    }

    #[tokio::test]
    async fn a_calm_city_is_told_as_calm() {
        let page = shown(ledger(false, Lang::En), None, "/peringatan?lang=en").await;
        assert!(page.has("No warning is in force") && !page.has("Other regions"));
    }

    #[tokio::test]
    async fn what_nobody_owns_is_said_first_and_can_be_listed_alone() {
        let page = shown(ledger(true, Lang::Id), None, "/peringatan").await;
        assert!(page.has("<strong>1 peringatan belum ada pemiliknya.</strong>"), "{}", page.html);
        assert!(page.has(r#"href="/peringatan?saring=tanpa-pemilik""#) && page.has("Belum ada pemilik"));
        assert!(!page.has(r#"value="saya""#), "nobody's own are none");
    }

    #[tokio::test]
    async fn an_officer_sees_whose_a_warning_is_and_up_to_when_it_is_silenced() {
        let mut page = ledger(true, Lang::Id);
        page.to_officer = true;
        page.filter = InboxFilter { whose: Whose::Silenced, ..InboxFilter::default() };
        let mut row = page.city.remove(0);
        row.handled = Handled {
            owner: Some(Named { role: Role::Officer, full_name: Some("Sari Wulandari".to_owned()) }),
            silenced: Some(("2025-12-24".parse().unwrap(), "Menunggu panen".to_owned())),
            ..Handled::default()
        };
        page.silenced = vec![row];
        let page = shown(page, Some(Role::Officer), "/peringatan?saring=disenyapkan").await;
        assert!(page.has("Pemilik: Sari Wulandari (petugas)"), "{}", page.html);
        assert!(page.has("disenyapkan sampai ") && page.has(r#"datetime="2025-12-24""#));
        assert!(page.has(r#"<option value="disenyapkan" selected"#) && page.has(r#"value="saya""#));
        assert!(page.has("Tidak ada peringatan yang sesuai dengan saringan ini."));
    }
}
