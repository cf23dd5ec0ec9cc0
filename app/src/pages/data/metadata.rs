//! The metadata forms of BPS, to be read, printed and handed in. They are official forms,
//! and so in Indonesian in every language of the page.

use crate::asked::Asked;
use crate::components::{Frame, Room};
use crate::i18n::words;
use crate::reader::reader;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use lumbung_data::model::Lang;
use lumbung_data::model::metadata::{Block, Entry, Form};

/// The page.
#[component]
pub(crate) fn MetadataPage() -> impl IntoView {
    page(Asked::here())
}

fn page(asked: Asked) -> InertElement {
    let lang = asked.lang;
    let page = reader().metadata();
    let forms = page.forms;
    let parts = [
        ("kegiatan", "MS-Kegiatan", vec![forms.activity]),
        ("variabel", "MS-Variabel", forms.variables),
        ("indikator", "MS-Indikator", forms.indicators),
    ];
    let parts = parts.map(|(id, name, forms)| {
        let forms = forms.iter().map(form).collect_view();
        view! {
            <section class="part" aria-labelledby=id lang="id">
                <h2 id=id>{name}</h2>
                {forms}
            </section>
        }
    });
    let content = view! {
        <p class="crumb"><a href=asked.link("/data")><span aria-hidden="true">"← "</span>{words!(lang, data.title)}</a></p>
        <div class="page-head">
            <h1>{words!(lang, data.metadata)}</h1>
            <p class="page-day">{words!(lang, data.metadata_lead)}</p>
        </div>
        <ul class="ways">
            <li><a href="/data/metadata.json">"JSON"</a></li>
        </ul>
        {parts.into_iter().collect_view()}
    };
    let title = words!(lang, data.metadata).to_owned();
    Frame { asked, standing: page.standing, title, room: Room::Data, at: None }.around(content)
}

fn form(form: &Form) -> impl IntoView + use<> {
    let blocks = form.blocks.iter().map(block).collect_view();
    view! {
        <h3>{form.name.clone()}</h3>
        {blocks}
    }
}

fn block(block: &Block) -> impl IntoView + use<> {
    let entries = block.entries.iter().map(entry).collect_view();
    view! {
        <h4>{block.title}</h4>
        <dl class="facts">{entries}</dl>
    }
}

fn entry(entry: &Entry) -> impl IntoView + use<> {
    let empty = words!(Lang::Id, data.not_filled);
    let value = entry.value.clone().unwrap_or_else(|| empty.to_owned());
    view! {
        <div>
            <dt>{entry.label}</dt>
            <dd>{value}</dd>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn the_forms_are_there_and_say_what_is_not_filled_in() {
        let page = get(Shelf::FULL, "/data/metadata").await;
        assert_eq!(page.status, 200);
        for name in ["MS-Kegiatan", "MS-Variabel", "MS-Indikator"] {
            assert!(page.has(&format!(">{name}</h2>")), "{name}");
        }
        assert!(page.has("<dt>Alamat lengkap</dt><dd>belum diisi</dd>"));
        assert!(page.has("<dt>Instansi penyelenggara</dt><dd>Dinas Perdagangan</dd>"));
        let english = get(Shelf::FULL, "/data/metadata?lang=en").await;
        assert!(english.has("<h1>Statistical metadata</h1>") && english.has("belum diisi"));
    }
}
