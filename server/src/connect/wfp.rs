//! WFP: one CSV of a whole country from the Humanitarian Data Exchange, by the
//! address that the profile gives.
//!
//! The file has no days to ask for: all of it comes every time, and what is
//! known already is not stored again. Its format is recognised like that of any
//! file.

use super::ask::{Ask, Kind, Limits};
use super::error::FetchError;
use super::run::Run;
use lumbung_data::source::{self, Context};
use std::time::Duration;

/// The format's name where the content is none that is known.
const FORMAT: &str = source::UNKNOWN;

/// The country's file is about 40 MB, and its host is not always quick.
pub(super) fn limits(usual: Limits) -> Limits {
    Limits { bytes: 160 << 20, whole: Duration::from_mins(10), ..usual }
}

/// Fetches the file.
pub(super) async fn fetch(run: &mut Run<'_>) -> Result<(), FetchError> {
    let ask = Ask { kind: Kind::Csv, ..Ask::json(run.url.to_owned()) };
    let fetched = run.ask(&ask).await?;
    let reader = |bytes: &[u8], context: &Context<'_>| {
        let (format, reading) = source::read(bytes, context);
        (Some(format), reading)
    };
    run.keep(FORMAT, fetched, None, None, reader).await
}
