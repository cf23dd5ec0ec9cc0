//! The audit trail: every write, who, when, and what it changed.

use super::trail_filter::{filter, query};
use super::{Desk, Sheet};
use crate::components::{Moment, Room};
use crate::i18n::words;
use crate::wording::trail::{Difference, action, by, differences, key, subject, value};
use leptos::either::{Either, EitherOf4};
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::count;
use lumbung_data::model::office::{Trail, TrailRow};

/// Whether it is intact first, then the filter and its rows.
pub(super) fn lay_out(page: Trail, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let kept = query(&page.filter);
    let address = |path: &str, before: &str| {
        let mut pairs: Vec<(&str, &str)> = kept.iter().map(|(key, value)| (*key, value.as_str())).collect();
        pairs.push(("sebelum", before));
        desk.asked.link_with(path, &pairs)
    };
    let export = address("/jejak.csv", "");
    let older = page.older.map(|from| {
        let link = address("/jejak", &from.to_string());
        view! { <p><a href=link>{words!(lang, trail.older)}</a></p> }
    });
    let total = match page.total {
        1 => words!(lang, trail.total_one).to_owned(),
        total => words!(lang, trail.total, count = count(total, lang)),
    };
    let rows = if page.rows.is_empty() {
        Either::Left(view! { <p>{words!(lang, trail.none)}</p> })
    } else {
        Either::Right(view! {
            <p class="no-print">{total}" "<a href=export>{words!(lang, trail.export)}</a></p>
            {table(page.rows, lang)}
            {older}
        })
    };
    let body = view! {
        {seals(page.intact, lang)}
        {filter(&page.filter, page.actors, page.actions, desk)}
        {rows}
    };
    Sheet::new(words!(lang, trail.title), Room::Trail, "/jejak", body)
}

fn seals(intact: bool, lang: Lang) -> impl IntoView {
    if intact {
        return Either::Left(view! { <p class="fine">{words!(lang, trail.intact)}</p> });
    }
    Either::Right(view! {
        <div class="box box-grave" role="alert">
            <h2>{words!(lang, trail.broken)}</h2>
            <p>{words!(lang, trail.broken_lead)}</p>
        </div>
    })
}

fn table(rows: Vec<TrailRow>, lang: Lang) -> impl IntoView {
    let rows = rows.into_iter().map(|write| row(write, lang)).collect_view();
    view! {
        <div class="sheet-frame" role="group" tabindex="0" aria-label=words!(lang, trail.title)>
            <table class="sheet">
                <caption>{words!(lang, trail.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, trail.at)}</th>
                        <th scope="col">{words!(lang, trail.who)}</th>
                        <th scope="col">{words!(lang, trail.what)}</th>
                        <th scope="col">{words!(lang, trail.subject)}</th>
                        <th scope="col">{words!(lang, trail.change)}</th>
                        <th scope="col">{words!(lang, trail.address)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(write: TrailRow, lang: Lang) -> impl IntoView {
    view! {
        <tr>
            <td><Moment at=write.at lang /></td>
            <td>{by(&write.actor, lang)}</td>
            <td class="cell-short">{action(&write.action, lang)}</td>
            <td class="cell-text">{subject(&write.action, write.subject, lang)}</td>
            <td class="cell-text">{changes(&write.before, &write.after, lang)}</td>
            <td>{by(&write.address, lang)}</td>
        </tr>
    }
}

fn changes(before: &str, after: &str, lang: Lang) -> impl IntoView + use<> {
    let changes = differences(before, after);
    if changes.is_empty() {
        return None;
    }
    let items = changes.into_iter().map(|change| difference(change, lang)).collect_view();
    Some(view! { <ul class="changes-list">{items}</ul> })
}

/// `key: before → after`; the arrow is read out as what it means by its marks.
fn difference(change: Difference, lang: Lang) -> impl IntoView {
    let name = key(&change.key, lang);
    let key = (!name.is_empty()).then(|| view! { <span class="change-key">{name}": "</span> });
    let said = |text| value(&change.key, text, lang);
    let values = match (change.before.map(said), change.after.map(said)) {
        (Some(before), Some(after)) => EitherOf4::A(view! { <del>{before}</del>" → "<ins>{after}</ins> }),
        (Some(before), None) => EitherOf4::B(view! { <del>{before}</del>" → "{words!(lang, trail.gone)} }),
        (None, Some(after)) => EitherOf4::C(after),
        (None, None) => EitherOf4::D(words!(lang, trail.nothing)),
    };
    view! { <li>{key}{values}</li> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::samples::{office, trail};
    use crate::harness::{Answer, office_page};
    use chrono::NaiveDate;
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{OfficePage, TrailFilter};

    async fn shown(page: Trail, address: &str) -> Answer {
        office_page(office(Some(Role::Admin), OfficePage::Trail(page)), address).await
    }

    #[tokio::test]
    async fn a_write_is_told_in_words_with_what_it_changed() {
        let page = shown(trail(), "/jejak").await;
        assert!(
            page.has(r#"<td class="cell-short">Peran diubah</td>"#)
                && page.has("<del>Petugas</del> → <ins>Admin</ins>")
        );
        assert!(page.has("1.204 baris.") && page.has("tidak ada yang diubah atau dihapus"));
        assert!(!page.has(">name: "), "what stays the same is not told");
    }

    #[tokio::test]
    async fn older_rows_and_the_export_keep_the_filter() {
        let from = NaiveDate::from_ymd_opt(2026, 11, 1);
        let filter = TrailFilter { actor: "sari & budi".to_owned(), from, ..TrailFilter::default() };
        let page = shown(Trail { filter, ..trail() }, "/jejak?lang=en").await;
        let kept = "siapa=sari%20%26%20budi&amp;dari=2026-11-01";
        assert!(page.has(&format!(r#"href="/jejak?{kept}&amp;sebelum=10&amp;lang=en""#)));
        assert!(page.has(&format!(r#"href="/jejak.csv?{kept}&amp;lang=en""#)));
    }

    #[tokio::test]
    async fn a_broken_trail_is_an_alarm() {
        let page = shown(Trail { intact: false, ..trail() }, "/jejak").await;
        assert!(page.has(r#"<div role="alert" class="box box-grave">"#) && page.has("Jejak ini tidak utuh"));
        assert!(!page.has("Segel semua baris cocok"));
    }

    #[tokio::test]
    async fn a_filter_that_lets_nothing_through_says_so() {
        let page = shown(Trail { rows: Vec::new(), total: 0, older: None, ..trail() }, "/jejak").await;
        assert!(page.has("Tidak ada baris yang cocok") && !page.has("<table"));
    }
}
