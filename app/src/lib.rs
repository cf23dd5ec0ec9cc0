//! The pages of Lumbung: Leptos components that lay out model types.
//!
//! The crate has two faces. With `ssr` it renders whole pages on the server,
//! from what a [`Reader`] hands it. With `hydrate` it is the small wasm file
//! that wakes the [`islands`] of a page in the browser; routing, words and
//! page layout are not part of it. It knows no SQL, no Parquet and no polars.
#![warn(missing_docs)]

mod figures;
pub mod islands;

#[cfg(feature = "ssr")]
mod app;
#[cfg(feature = "ssr")]
mod asked;
#[cfg(feature = "ssr")]
mod components;
#[cfg(all(test, feature = "ssr"))]
mod harness;
#[cfg(feature = "ssr")]
mod i18n;
#[cfg(feature = "ssr")]
mod office;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod reader;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
mod still;
#[cfg(feature = "ssr")]
pub mod weekly;
#[cfg(feature = "ssr")]
mod wording;

#[cfg(feature = "ssr")]
pub use app::App;
#[cfg(feature = "ssr")]
pub use asked::language;
#[cfg(feature = "ssr")]
pub use office::office;
#[cfg(feature = "ssr")]
pub use reader::Reader;
#[cfg(feature = "ssr")]
pub use shell::{shell, tidy};
#[cfg(feature = "ssr")]
pub use wording::source as source_name;

/// Wakes the islands of the page; the script that Leptos puts into the page
/// calls it once the wasm file has arrived.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
