//! WFP: one CSV of a whole country from the Humanitarian Data Exchange, by the
//! address that the profile gives.
//!
//! The file has no days to ask for: all of it comes every time, and what is
//! known already is not stored again. Its format is recognised like that of any
//! file.

use super::ask::{Ask, Kind};
use super::error::FetchError;
use super::run::Run;
use lumbung_data::source::{self, Context};

/// The format's name where the content is none that is known.
const FORMAT: &str = source::UNKNOWN;

/// The largest file, in bytes: the country's is about 40 MB.
pub(super) const MOST_BYTES: usize = 160 << 20;

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
