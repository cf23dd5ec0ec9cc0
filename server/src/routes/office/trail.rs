//! `/jejak`: the audit log, for admins, as a page and as a file.

use super::{Answer, show};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::csv::Csv;
use axum::extract::State;
use chrono::SecondsFormat;
use lumbung_data::model::office::{OfficePage, TrailFilter};

/// Rows a page.
const PAGE: i64 = 100;

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

/// Every row that the filter lets through, oldest first.
pub(in crate::routes) async fn export(State(state): State<AppState>, asking: Asking) -> Answer {
    let rows = state.live.store.book.whole_trail(&filter(&asking)).await?;
    let mut csv = Csv::new(&["id", "at", "actor", "action", "subject", "address", "before", "after"]);
    for row in &rows {
        let (id, at) = (row.id.to_string(), row.at.to_rfc3339_opts(SecondsFormat::Millis, true));
        csv.row(&[&id, &at, &row.actor, &row.action, &row.subject, &row.address, &row.before, &row.after]);
    }
    Ok(csv.answer("jejak.csv"))
}
