//! The HTML document around a page of the office. The server renders these
//! itself, one for each request: they have no routes here.

use crate::pages::office as pages;
use crate::shell::{Scripts, document};
use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use lumbung_data::model::office::{Done, Office};

/// A page of the office. As for [`crate::shell`], the context holds the
/// [`crate::Reader`] and the parts of the request; the visitor is the page's.
#[must_use]
pub fn office(options: LeptosOptions, office: Office) -> impl IntoView {
    let scripts = if office.page.is_floor() {
        Scripts::Floor
    } else if matches!(office.done, Some(Done::SignedOut | Done::SessionsEnded)) {
        Scripts::SignedOut
    } else {
        Scripts::Islands
    };
    document(options, scripts, move || {
        provide_meta_context();
        if let Some(visitor) = office.visitor.clone() {
            provide_context(visitor);
        }
        pages::page(office)
    })
}
