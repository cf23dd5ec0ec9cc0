//! The weights of a city's basket, as its file gives them. None are given by
//! default: a weight is a published figure of the city or it is none.

use super::check::At;
use super::error::{Problem, ProfileError};
use super::file;
use super::parts::Weight;
use crate::model::CommodityId;

/// The weights of commodities that the city watches, each with its source.
pub(super) fn check(
    at: At<'_>,
    entries: Vec<file::Weight>,
    watched: &[CommodityId],
) -> Result<Vec<Weight>, ProfileError> {
    let mut weights: Vec<Weight> = Vec::with_capacity(entries.len());
    for file::Weight { commodity, percent, source } in entries {
        let key = |field: &str| format!("weight {commodity}, {field}");
        let Some(id) = watched.iter().find(|id| id.as_str() == commodity) else {
            let expected_id = "salah satu komoditas dalam watched";
            return Err(at.malformed(key("commodity"), &commodity, "one of the commodities in watched", expected_id));
        };
        if weights.iter().any(|known| known.commodity == *id) {
            return Err(at.invalid(key("commodity"), &commodity, Problem::Taken { by: "weight".to_owned() }));
        }
        if !(percent > 0.0 && percent <= 100.0) {
            let expected = "per cent of what households spend, above 0 and at most 100";
            let expected_id = "persen dari pengeluaran rumah tangga, di atas 0 dan paling banyak 100";
            return Err(at.malformed(key("percent"), &percent, expected, expected_id));
        }
        if source.trim().is_empty() {
            return Err(at.malformed(key("source"), &source, "who publishes the weight", "penerbit bobot itu"));
        }
        weights.push(Weight { commodity: id.clone(), percent, source });
    }
    let whole: f64 = weights.iter().map(|weight| weight.percent).sum();
    if whole > 100.0 + 1e-9 {
        let expected_id = "semua bobot bersama paling banyak 100 persen";
        return Err(at.malformed("weight, percent", &whole, "weights of at most 100 per cent in all", expected_id));
    }
    Ok(weights)
}
