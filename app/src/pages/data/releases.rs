//! The history of the data: what made each version, and how much it changed.

use crate::asked::Asked;
use crate::components::{Frame, Moment, Room};
use crate::i18n::words;
use crate::reader::reader;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use lumbung_data::model::catalogue::{Release, ReleaseChange};
use lumbung_data::model::count;
use lumbung_data::model::{Lang, date_short};
use std::collections::BTreeMap;

/// What commodities and places are called.
type Names = BTreeMap<String, String>;

const BEFORE: &str = "sebelum";

/// The page.
#[component]
pub(crate) fn ReleasesPage() -> impl IntoView {
    page(Asked::here())
}

fn page(asked: Asked) -> InertElement {
    let lang = asked.lang;
    let before = asked.value(BEFORE).and_then(|version| version.parse().ok());
    let page = reader().releases(before, lang);
    let rows = page.releases.iter().map(|release| row(release, &page.names, lang)).collect_view();
    let older = page.next.map(|next| {
        let to = asked.link_with("/data/versi", &[(BEFORE, &next.to_string())]);
        view! { <p><a href=to rel="next">{words!(lang, data.older)}</a></p> }
    });
    let content = view! {
        <p class="crumb"><a href=asked.link("/data")><span aria-hidden="true">"← "</span>{words!(lang, data.title)}</a></p>
        <div class="page-head">
            <h1>{words!(lang, data.versions)}</h1>
            <p class="page-day">{words!(lang, data.versions_lead)}</p>
        </div>
        <table class="sheet cards begin">
            <caption>{words!(lang, data.versions_caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, data.version)}</th>
                    <th scope="col">{words!(lang, data.made)}</th>
                    <th scope="col">{words!(lang, data.change)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {older}
    };
    let title = words!(lang, data.versions).to_owned();
    Frame { asked, standing: page.standing, title, room: Room::Data, at: None }.around(content)
}

fn row(release: &Release, names: &Names, lang: Lang) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">{release.version}</th>
            <td data-label=words!(lang, data.made)><Moment at=release.at lang /></td>
            <td data-label=words!(lang, data.change)>{change(&release.change, names, lang)}</td>
        </tr>
    }
}

/// What made a version, in a sentence.
fn change(change: &ReleaseChange, names: &Names, lang: Lang) -> String {
    match change {
        ReleaseChange::Founding => words!(lang, data.founding).to_owned(),
        ReleaseChange::Compaction => words!(lang, data.compaction).to_owned(),
        ReleaseChange::Batch { file, accepted, revised, suspect, missing, .. } => words!(
            lang,
            data.batch,
            file = file.as_str(),
            accepted = count(*accepted, lang),
            revised = count(*revised, lang),
            suspect = count(*suspect, lang),
            missing = count(*missing, lang)
        ),
        ReleaseChange::Withdrawal { batch, restored, emptied } => {
            words!(
                lang,
                data.withdrawal,
                batch = *batch,
                restored = count(*restored, lang),
                emptied = count(*emptied, lang)
            )
        }
        ReleaseChange::Decision { commodity, place, day, ruling } => {
            let ruling = match ruling.as_str() {
                "accept" => words!(lang, data.ruling_accept),
                "correct" => words!(lang, data.ruling_correct),
                "reject" => words!(lang, data.ruling_reject),
                _ => words!(lang, data.ruling_undo),
            };
            let name = |id: &str| names.get(id).map_or_else(|| id.to_owned(), Clone::clone);
            let (commodity, place, day) = (name(commodity.as_str()), name(place.as_str()), date_short(*day, lang));
            words!(lang, data.decision, commodity = commodity, place = place, day = day, ruling = ruling)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn the_history_tells_what_made_each_version_and_leads_to_older_ones() {
        let page = get(Shelf::FULL, "/data/versi").await;
        assert_eq!(page.status, 200);
        assert!(page.has("<h1>Riwayat versi</h1>") && page.has("<th scope=\"row\">7</th>"));
        assert!(page.has("Berkas harga.csv: 40 harga baru, 2 direvisi, 1 diragukan, 3 tanpa laporan."));
        assert!(page.has("Kiriman versi 5 dibatalkan: 4 harga kembali ke nilai sebelumnya, 1 dikosongkan."));
        assert!(page.has("Bawang merah di Pasar Kosambi") && page.has("dinyatakan benar"));
        assert!(page.has(r#"href="/data/versi?sebelum=4" rel="next""#));
        let english = get(Shelf::FULL, "/data/versi?lang=en&sebelum=4").await;
        assert!(english.has("Lumbung was opened, with no data yet.") && !english.has("rel=\"next\""));
    }
}
