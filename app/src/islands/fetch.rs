//! Fetches the points of a chart: columns of JSON, read without a parser of
//! our own, which would be most of the wasm file.

use super::points::{Points, day_of};
use js_sys::{Array, Reflect};
use lumbung_data::model::page::ChartScale;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The points of the series at an address; none when it cannot be had.
pub(super) async fn points(url: &str, scale: &ChartScale) -> Option<Points> {
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(url)).await.ok()?;
    let response: Response = answer.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let json = JsFuture::from(response.json().ok()?).await.ok()?;
    let dates = column(&json, "date")?;
    let prices = column(&json, "price")?;
    let pairs = dates.iter().zip(prices.iter());
    let points = pairs.filter_map(|(date, price)| Some((day_of(&date.as_string()?)?, price.as_f64()?)));
    Some(Points::within(scale, points))
}

fn column(json: &JsValue, name: &str) -> Option<Array> {
    Reflect::get(json, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}
