//! The pages of signed-in people, and the way in. One file a page; what all
//! have in common is here: the frame, what was just done, and what is wrong
//! with the form as it was sent.

mod account;
mod agreement;
mod agreements;
mod batch;
mod code;
mod codes;
mod floor;
mod floor_form;
mod floor_notes;
mod floor_plan;
mod intervention;
mod intervention_form;
mod interventions;
mod link;
mod mapping;
mod people;
mod person;
mod plan;
mod plan_terms;
mod plan_variants;
mod preview;
mod review;
mod sessions;
mod set_up;
mod sign_in;
mod subscribe;
mod subscribers;
mod subscription;
mod tokens;
mod trail;
mod trail_filter;
mod uploads;
mod warning;
mod warnings;
mod week;
mod weeks;
mod wishes;

use crate::asked::Asked;
use crate::components::{DoneLine, Form, Frame, Room, Troubles};
use crate::pages::not_found::unknown_warning;
use crate::still::{html, still};
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use lumbung_data::model::Lang;
use lumbung_data::model::office::{Field, Office, OfficePage, Trouble, Visitor};

/// What a page is laid out with.
struct Desk {
    asked: Asked,
    lang: Lang,
    visitor: Option<Visitor>,
    troubles: Vec<Trouble>,
}

impl Desk {
    /// A form of the page. Troubles belong to the form that was sent.
    fn form(&self, id: impl Into<String>, was_sent: bool) -> Form {
        Form::new(id, self.lang, if was_sent { &self.troubles } else { &[] })
    }
}

/// A page laid out.
struct Sheet {
    title: String,
    room: Room,
    /// Its path, without a query.
    path: String,
    /// The prefix of the ids of the form that was sent.
    sent: String,
    /// Whether the body has a heading of its own.
    titled: bool,
    /// The page that it belongs to: address and name.
    crumb: Option<(String, &'static str)>,
    body: String,
}

impl Sheet {
    fn new(title: impl Into<String>, room: Room, path: impl Into<String>, body: impl IntoView) -> Self {
        Self {
            title: title.into(),
            room,
            path: path.into(),
            sent: String::new(),
            titled: false,
            crumb: None,
            body: html(body),
        }
    }

    /// Names the form whose fields the troubles belong to.
    fn sent(self, form: impl Into<String>) -> Self {
        Self { sent: form.into(), ..self }
    }

    /// Says that the body has a heading of its own.
    fn titled(self) -> Self {
        Self { titled: true, ..self }
    }

    /// Names the page that this one belongs to.
    fn below(self, address: String, name: &'static str) -> Self {
        Self { crumb: Some((address, name)), ..self }
    }

    /// The id of a field, where the page shows it.
    fn id_of(&self, field: Field) -> Option<String> {
        let id = format!("{}-{}", self.sent, field.as_str());
        (field != Field::Form && self.body.contains(&format!("id=\"{id}\""))).then_some(id)
    }
}

/// A page of the office, finished.
pub(crate) fn page(office: Office) -> InertElement {
    let Office { standing, visitor, done, troubles, page } = office;
    let asked = Asked::here();
    let lang = asked.lang;
    let desk = Desk { asked, lang, visitor, troubles };
    let sheet = match page {
        OfficePage::SignIn(page) => sign_in::lay_out(page, &desk),
        OfficePage::Code => code::lay_out(&desk),
        OfficePage::Link(page) => link::lay_out(&page, &desk),
        OfficePage::LinkGone => link::gone(&desk),
        OfficePage::Account(page) => account::lay_out(*page, &desk),
        OfficePage::SetUp(page) => set_up::lay_out(page, &desk),
        OfficePage::Codes(codes) => codes::lay_out(codes, &desk),
        OfficePage::People(page) => people::lay_out(page, &desk),
        OfficePage::Trail(page) => trail::lay_out(page, &desk),
        OfficePage::Subscribe(page) => subscribe::lay_out(page, &desk),
        OfficePage::Subscription(page) => subscription::lay_out(page, &desk),
        OfficePage::SubscriptionGone => subscription::gone(&desk),
        OfficePage::SubscriptionEnded => subscription::ended(&desk),
        OfficePage::Subscribers(page) => subscribers::lay_out(*page, &desk),
        OfficePage::Uploads(page) => uploads::lay_out(page, &desk),
        OfficePage::Preview(page) => preview::lay_out(&page, &desk),
        OfficePage::Batch(page) => batch::lay_out(*page, &desk),
        OfficePage::Review(page) => review::lay_out(*page, &desk),
        OfficePage::Warnings(page) => warnings::lay_out(*page, &desk),
        OfficePage::Warning(page) => warning::lay_out(*page, &desk),
        OfficePage::WarningGone => return unknown_warning(desk.asked),
        OfficePage::Weeks(page) => weeks::lay_out(&page, &desk),
        OfficePage::Week(page) => week::lay_out(*page, &desk),
        OfficePage::Interventions(page) => interventions::lay_out(&page, &standing.city, &desk),
        OfficePage::Intervention(page) => intervention::lay_out(&page, &desk),
        OfficePage::InterventionForm(page) => intervention_form::lay_out(&page, &desk),
        OfficePage::Plan(page) => plan::lay_out(&page, &desk),
        OfficePage::Agreements(page) => agreements::lay_out(*page, &desk),
        OfficePage::Agreement(page) => agreement::lay_out(*page, &desk),
        OfficePage::FloorMarkets(page) => floor::lay_out(&page, &desk),
        OfficePage::FloorForm(page) => floor_form::lay_out(*page, &desk),
        OfficePage::FloorWalks(page) => floor_plan::lay_out(&page, &desk),
        OfficePage::FloorNotes(page) => floor_notes::lay_out(page, &desk),
    };
    let troubles: Vec<_> = desk.troubles.iter().map(|trouble| (trouble.clone(), sheet.id_of(trouble.field))).collect();
    let crumb = sheet
        .crumb
        .map(|(link, name)| view! { <p class="crumb"><a href=link><span aria-hidden="true">"← "</span>{name}</a></p> });
    let content = view! {
        <div class="office">
            {done.map(|done| view! { <DoneLine done lang /> })}
            {(!troubles.is_empty()).then(|| view! { <Troubles troubles lang /> })}
            {crumb}
            {(!sheet.titled).then(|| view! { <h1>{sheet.title.clone()}</h1> })}
            {InertElement::new(sheet.body)}
        </div>
    };
    Frame { asked: desk.asked, standing, title: sheet.title, room: sheet.room, at: Some(sheet.path) }
        .around(still(content))
}

#[cfg(test)]
mod tests;
