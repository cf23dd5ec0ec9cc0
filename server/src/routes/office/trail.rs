//! `/jejak`: the audit log, for admins, as a page and as a file.

use super::{Answer, show};
use crate::book::BookError;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::csv::{self, Csv};
use axum::body::Body;
use axum::extract::State;
use chrono::SecondsFormat;
use futures_util::stream::try_unfold;
use lumbung_data::model::office::{OfficePage, TrailFilter};

/// Rows a page.
const PAGE: i64 = 100;
/// Rows of the file that are read at a time.
const AT_A_TIME: i64 = 2_000;

fn filter(asking: &Asking) -> TrailFilter {
    let text = |key| asking.value(key).unwrap_or_default().chars().take(100).collect();
    let day = |key| asking.value(key).and_then(|day| day.parse().ok());
    TrailFilter { actor: text("siapa"), action: text("apa"), from: day("dari"), to: day("sampai") }
}

/// The page.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let before = asking.value("sebelum").and_then(|id| id.parse().ok());
    let trail = state.live.store.book.trail(filter(&asking), before, PAGE).await;
    show(&state, &asking, OfficePage::Trail(trail?)).await
}

/// Every row that the filter lets through, oldest first, read as it is sent.
pub(in crate::routes) async fn export(State(state): State<AppState>, asking: Asking) -> Answer {
    let filter = filter(&asking);
    let csv = Csv::new(&["id", "at", "actor", "action", "subject", "address", "before", "after"]);
    let parts = try_unfold((csv, Some(0)), move |(mut csv, after)| {
        let (state, filter) = (state.clone(), filter.clone());
        async move {
            let Some(after) = after else { return Ok::<_, BookError>(None) };
            let rows = state.live.store.book.trail_after(&filter, after, AT_A_TIME).await?;
            for row in &rows {
                let (id, at) = (row.id.to_string(), row.at.to_rfc3339_opts(SecondsFormat::Millis, true));
                csv.row(&[&id, &at, &row.actor, &row.action, &row.subject, &row.address, &row.before, &row.after]);
            }
            Ok(Some((csv.take(), (csv, rows.last().map(|row| row.id)))))
        }
    });
    Ok(csv::download("jejak.csv", Body::from_stream(parts)))
}
