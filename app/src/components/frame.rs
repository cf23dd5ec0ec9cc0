//! What stands around every page: skip link, masthead, the notice of simulated
//! data, and the footer with the standing of the data.

use crate::asked::Asked;
use crate::components::{Masthead, Room};
use crate::i18n::words;
use crate::still::still;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::Title;
use lumbung_data::model::page::Standing;
use lumbung_data::model::{Lang, date_long};

/// A whole page.
pub(crate) struct Frame {
    pub asked: Asked,
    pub standing: Standing,
    /// The page's own name, before the site's in the window title.
    pub title: String,
    pub room: Room,
    /// Its path, where the address of the request is not the page's own: a page
    /// that answers a form. The way to the other language leads there.
    pub at: Option<String>,
}

impl Frame {
    /// The page around its content, finished.
    pub fn around(self, content: impl IntoView) -> InertElement {
        let lang = self.asked.lang;
        let city = self.standing.city.clone();
        let title = words!(lang, site.page_title, page = self.title.as_str(), city = city.as_str());
        still(view! {
            <Title text=title />
            <a class="skip" href="#isi">{words!(lang, site.skip)}</a>
            <header class="masthead">
                <Masthead asked=self.asked city=city.clone() room=self.room at=self.at />
                {self.standing.simulated.then(|| notice(lang))}
            </header>
            <main id="isi" class="page" tabindex="-1">{still(content)}</main>
            {footer(&self.standing, lang)}
        })
    }
}

fn notice(lang: Lang) -> impl IntoView {
    view! {
        <p class="notice" role="note">
            <strong>{words!(lang, site.simulated)}</strong>
        </p>
    }
}

fn footer(standing: &Standing, lang: Lang) -> impl IntoView + use<> {
    let as_of = match standing.latest {
        Some(date) => words!(lang, site.as_of, date = date_long(date, lang)),
        None => words!(lang, site.no_data_yet).to_owned(),
    };
    let version = words!(lang, site.version, version = standing.version);
    view! {
        <footer class="foot">
            <div class="foot-inner">
                <p>{words!(lang, site.survey_note)}</p>
                <p class="foot-standing">{as_of}" · "{version}</p>
            </div>
        </footer>
    }
}
