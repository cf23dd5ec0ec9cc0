//! The HTML document around every page.

use crate::app::App;
use crate::asked::Asked;
use crate::reader::Reader;
use crate::still::{html, still};
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::MetaTags;
use std::sync::Arc;

/// The document: language, style sheet, icon, and the scripts of the islands
/// where the server has them. It holds no inline style and no inline script
/// without the nonce of its response.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    document(options, Scripts::Islands, || view! { <App /> })
}

/// What wakes a page in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scripts {
    /// The islands, where the server has them.
    Islands,
    /// The small script of the form that works without signal: the islands would be three
    /// times the rest of its page.
    Floor,
    /// What takes the pages of that form off the phone of somebody who has signed out.
    SignedOut,
}

/// The same around any content, which is made inside of it.
pub(crate) fn document<V: IntoView + 'static>(
    options: LeptosOptions,
    scripts: Scripts,
    content: impl FnOnce() -> V,
) -> impl IntoView {
    let lang = Asked::here().lang;
    let islands = || use_context::<Arc<dyn Reader>>().is_some_and(|reader| reader.islands());
    let woken = match scripts {
        Scripts::Islands => hydration(options, islands()),
        Scripts::Floor => floor_scripts(),
        Scripts::SignedOut => forgetting(),
    };
    view! {
        <!DOCTYPE html>
        <html lang=lang.code()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/pkg/favicon.svg" type="image/svg+xml" />
                <link rel="preload" href="/pkg/fonts/plex-400.woff2" r#as="font" type="font/woff2" crossorigin="anonymous" />
                <link rel="preload" href="/pkg/fonts/plex-600.woff2" r#as="font" type="font/woff2" crossorigin="anonymous" />
                <link rel="stylesheet" href="/pkg/lumbung.css" />
                {woken}
                <MetaTags />
            </head>
            <body>
                {content()}
            </body>
        </html>
    }
}

/// The scripts that wake the islands; nothing where there are none. Leptos
/// writes the nonce into `crossorigin` as well, which takes keywords only.
fn hydration(options: LeptosOptions, islands: bool) -> InertElement {
    if !islands {
        return still(());
    }
    let scripts = html(view! { <HydrationScripts options islands=true /> });
    InertElement::new(match use_nonce() {
        Some(nonce) => scripts.replace(&format!("crossorigin=\"{nonce}\""), "crossorigin=\"anonymous\""),
        None => scripts,
    })
}

/// The scripts of the form that works without signal: what the phone keeps, and the form.
fn floor_scripts() -> InertElement {
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    still(view! {
        <script src="/catat-simpan.js" defer nonce=nonce.clone()></script>
        <script type="module" src="/catat.js" nonce=nonce></script>
    })
}

/// The script that keeps what a phone has not sent yet, and forgets the rest.
fn forgetting() -> InertElement {
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    still(view! { <script src="/catat-simpan.js" data-forget defer nonce=nonce></script> })
}

const END: &str = "</body></html>";

/// A document as it should leave the server. Leptos appends its data scripts
/// after the end of the document; they belong at the end of the body. Text
/// that is no such document stays as it is.
#[must_use]
pub fn tidy(mut html: String) -> String {
    if let Some(end) = html.find(END).filter(|end| end + END.len() < html.len()) {
        html.replace_range(end..end + END.len(), "");
        html.push_str(END);
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_after_the_document_move_into_its_body() {
        let sent = "<html><body><p>a</p></body></html><script>b</script>".to_owned();
        assert_eq!(tidy(sent), "<html><body><p>a</p><script>b</script></body></html>");
    }

    #[test]
    fn a_document_with_nothing_after_it_stays_as_it_is() {
        for same in ["<html><body></body></html>", "<p>a</p>", ""] {
            assert_eq!(tidy(same.to_owned()), same);
        }
    }
}
