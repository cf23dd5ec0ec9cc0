//! Fetches the points of a chart: columns of JSON, read without a parser of
//! our own, which would be most of the wasm file.

use super::points::{Points, day_of};
use js_sys::{Array, Reflect};
use lumbung_data::model::chart::ChartScale;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// What an address answers; none when it cannot be had.
pub(super) async fn answer(url: &str) -> Option<Response> {
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(url)).await.ok()?;
    answer.dyn_into::<Response>().ok().filter(Response::ok)
}

/// The points of the lines at an address; none when they cannot be had.
pub(super) async fn points(url: &str, scale: &ChartScale) -> Option<Points> {
    let json = JsFuture::from(answer(url).await?.json().ok()?).await.ok()?;
    let dates = column(&json, "date")?;
    let lines: Vec<Array> = column(&json, "lines")?.iter().filter_map(|line| column(&line, "value")).collect();
    let points = dates.iter().zip(0..).filter_map(|(date, row)| {
        let values = lines.iter().map(|line| line.get(row).as_f64().unwrap_or(f64::NAN));
        Some((day_of(&date.as_string()?)?, values.collect()))
    });
    Some(Points::within(scale, points))
}

fn column(json: &JsValue, name: &str) -> Option<Array> {
    Reflect::get(json, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}
