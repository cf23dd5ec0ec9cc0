//! What stands around every page: skip link, header, the notice of simulated
//! data, and the footer with the standing of the data.

use crate::asked::Asked;
use crate::i18n::words;
use crate::still::still;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::Title;
use lumbung_data::model::page::Standing;
use lumbung_data::model::{Lang, date_long};

/// Where in the site a page stands, for the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// The board itself.
    Board,
    /// Anywhere else.
    Elsewhere,
}

/// A whole page.
pub(crate) struct Frame {
    pub asked: Asked,
    pub standing: Standing,
    /// The page's own name, before the site's in the window title.
    pub title: String,
    pub room: Room,
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
                {masthead(&self.asked, &city, self.room)}
                {self.standing.simulated.then(|| notice(lang))}
            </header>
            <main id="isi" class="page" tabindex="-1">{still(content)}</main>
            {footer(&self.standing, lang)}
        })
    }
}

fn masthead(asked: &Asked, city: &str, room: Room) -> impl IntoView + use<> {
    let lang = asked.lang;
    let other = lang.pick(Lang::En, Lang::Id);
    let board_is_here = (room == Room::Board).then_some("page");
    view! {
            <div class="masthead-inner">
                <a class="brand" href=asked.link("/")>
                    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                        <path d="M16 2 3 13.2V16h3v11H4v3h24v-3h-2V16h3v-2.8ZM10 16h12v3H10Zm0 6h12v3H10Z" />
                    </svg>
                    <span class="brand-name">"Lumbung"</span>
                </a>
                <p class="brand-line">
                    <span class="brand-tagline">{words!(lang, site.tagline)}</span>
                    " "
                    <span class="brand-city">{city.to_owned()}</span>
                </p>
                <nav class="nav" aria-label=words!(lang, site.nav)>
                    <ul>
                        <li>
                            <a href=asked.link("/") aria-current=board_is_here>{words!(lang, site.nav_board)}</a>
                        </li>
                    </ul>
                </nav>
                <a class="language" href=asked.in_language(other) lang=other.code() hreflang=other.code()>
                    {words!(lang, site.other_language)}
                </a>
            </div>
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
