//! The masthead: the brand, the rooms that the visitor may enter, the other
//! language, and who is signed in.

use crate::asked::Asked;
use crate::components::ActionForm;
use crate::i18n::words;
use leptos::either::EitherOf3;
use leptos::prelude::*;
use lumbung_data::model::office::Visitor;
use lumbung_data::model::{Lang, Role};

/// Where in the site a page stands, for the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// The board itself.
    Board,
    /// What is known of the data.
    Quality,
    /// Series, their files and their history.
    Data,
    /// The warnings.
    Warnings,
    /// The interventions, their plan, and the agreements with supplying regions.
    Interventions,
    /// The weekly sheets.
    Weeks,
    /// How warnings and outlook are made, and how good they are.
    Method,
    /// Prices from the market floor.
    Floor,
    /// Uploads, their previews, stored batches.
    Uploads,
    /// The accounts.
    People,
    /// Who subscribes, and what was sent.
    Subscribers,
    /// The audit trail.
    Trail,
    /// The sign-in form.
    SignIn,
    /// The own account.
    Account,
    /// Anywhere else.
    Elsewhere,
}

/// Who looks at this page; none when nobody is signed in. The server gives it
/// as context.
pub(crate) fn visitor() -> Option<Visitor> {
    use_context()
}

/// The masthead of a page.
#[component]
pub(crate) fn Masthead(asked: Asked, city: String, room: Room, at: Option<String>) -> impl IntoView {
    let lang = asked.lang;
    let other = lang.pick(Lang::En, Lang::Id);
    let visitor = visitor();
    let in_other = format!("{}{}", at.unwrap_or_default(), asked.in_language(other));
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
                <span class="brand-city">{city}</span>
            </p>
            {rooms(visitor.as_ref(), room, &asked)}
            <a class="language" href=in_other lang=other.code() hreflang=other.code()>
                {words!(lang, site.other_language)}
            </a>
            {person(visitor, room, &asked)}
        </div>
    }
}

/// The rooms that the visitor may enter; none while a second factor is due.
fn rooms(visitor: Option<&Visitor>, here: Room, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    if visitor.is_some_and(|visitor| visitor.must_set_up) {
        return None;
    }
    let role = visitor.map_or(Role::Viewer, |visitor| visitor.role);
    let all = [
        (Role::Viewer, Room::Board, "/", words!(lang, site.nav_board)),
        (Role::Viewer, Room::Warnings, "/peringatan", words!(lang, ledger.nav)),
        (Role::Viewer, Room::Interventions, "/intervensi", words!(lang, intervention.nav)),
        (Role::Viewer, Room::Weeks, "/pekan", words!(lang, sheet.nav)),
        (Role::Viewer, Room::Data, "/data", words!(lang, data.nav)),
        (Role::Viewer, Room::Quality, "/mutu", words!(lang, quality.nav)),
        (Role::Viewer, Room::Method, "/metode", words!(lang, method.nav)),
        (Role::Officer, Room::Floor, "/catat", words!(lang, floor.nav)),
        (Role::Officer, Room::Uploads, "/unggah", words!(lang, nav.uploads)),
        (Role::Admin, Room::People, "/pengguna", words!(lang, nav.people)),
        (Role::Admin, Room::Subscribers, "/pelanggan", words!(lang, nav.subscribers)),
        (Role::Admin, Room::Trail, "/jejak", words!(lang, nav.trail)),
    ];
    let links = all
        .into_iter()
        .filter(|(least, ..)| role >= *least)
        .map(|(_, room, path, name)| {
            view! { <li><a href=asked.link(path) aria-current=current(room, here)>{name}</a></li> }
        })
        .collect_view();
    Some(view! {
        <nav class="nav" aria-label=words!(lang, site.nav)>
            <ul>{links}</ul>
        </nav>
    })
}

fn current(room: Room, here: Room) -> Option<&'static str> {
    (room == here).then_some("page")
}

/// The way in, or who is signed in and the way out.
fn person(visitor: Option<Visitor>, here: Room, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let Some(visitor) = visitor else {
        let link = asked.link("/masuk");
        return EitherOf3::A(view! {
            <a class="way-in" href=link aria-current=current(Room::SignIn, here)>{words!(lang, nav.sign_in)}</a>
        });
    };
    let way_out = view! { <ActionForm action=asked.link("/keluar") text=words!(lang, nav.sign_out) quiet=true /> };
    if visitor.must_set_up {
        let link = asked.link("/akun/dua-langkah");
        let way_on =
            (here != Room::Account).then(|| view! { <a class="way-in" href=link>{words!(lang, set_up.title)}</a> });
        return EitherOf3::B(view! {
            {way_on}
            <div class="person">
                <span class="person-name">{visitor.full_name}</span>
                {way_out}
            </div>
        });
    }
    EitherOf3::C(view! {
        <div class="person">
            <a class="person-name" href=asked.link("/akun") aria-current=current(Room::Account, here)>
                <span class="unseen">{words!(lang, nav.account)}": "</span>
                {visitor.full_name}
            </a>
            {way_out}
        </div>
    })
}
