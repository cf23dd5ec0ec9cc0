//! `/grafik/{commodity}/{place}.svg|.png|.csv|.json`: the chart of a page as a
//! file, by the same query as the page.

use super::AppState;
use super::asking::Asking;
use super::fresh::Fresh;
use super::part::Part;
use super::problem::Problem;
use crate::chart::{File, png, svg};
use crate::pages::latest;
use crate::pages::trend::{Asked, Figure, csv, json};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use lumbung_app::source_name;
use lumbung_data::granary::Granary;
use lumbung_data::model::chart::View;
use lumbung_data::model::{CommodityId, Lang, PlaceCode, date_long, day};
use lumbung_data::profile::Profile;

/// The handler.
///
/// # Errors
/// A [`Problem`] when the address is not understood, or no price is known.
pub async fn file(
    State(state): State<AppState>,
    Part((commodity, place)): Part<(String, String)>,
    asking: Asking,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (place, format) =
        place.rsplit_once('.').ok_or_else(|| Problem::bad_request("End the address with .svg, .png, .csv or .json"))?;
    let commodity = CommodityId::parse(&commodity)?;
    let place = PlaceCode::parse(place)?;
    let view = View::of_query(asking.uri.query().unwrap_or_default());
    let (granary, profile) = (state.live.granary(), &state.live.profile);
    let on = latest(&granary, profile).unwrap_or_else(crate::today);
    let acts = state.live.interventions();
    let asked =
        Asked { granary: &granary, profile, acts: &acts.entries, on: day::of(on), view: &view, lang: asking.lang };
    let figure = Figure::of(&asked, &commodity, &place)
        .ok_or_else(|| Problem::not_found(format!("No price of {commodity} is known in {place}")))?;
    let drawing = || {
        let notes = notes(&granary, profile, &figure, asking.lang);
        svg(&File { input: &figure.input, lang: asking.lang, notes: &notes })
    };
    let (kind, text) = match format {
        "csv" => ("text/csv; charset=utf-8", csv(&figure)),
        "json" => ("application/json", json(&figure)),
        "svg" => ("image/svg+xml", drawing()),
        "png" => ("image/png", drawing()),
        other => {
            return Err(Problem::bad_request(format!("There is no .{other} here, only .svg, .png, .csv and .json")));
        }
    };
    // The outlook comes after its version, so that the text itself says what is the same.
    let fresh = Fresh::of_text(&format!("{format} {text}"));
    let name = format!(
        "{commodity}_{}_{}_{}.{format}",
        place.as_str().replace('/', "-"),
        day::date(figure.shown.0),
        day::date(figure.shown.1)
    );
    let by_language = [(header::VARY, "cookie")];
    if fresh.is_known(&headers) {
        return Ok((by_language, fresh.not_modified()).into_response());
    }
    let about = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    let body = if format == "png" {
        let picture = tokio::task::spawn_blocking(move || png(&text)).await;
        picture.map_err(|error| Problem::internal(&error))?.map_err(|error| Problem::internal(&error))?
    } else {
        text.into_bytes()
    };
    let mut response = (by_language, about, body).into_response();
    fresh.wear(&mut response);
    Ok(response)
}

/// Where the figures come from, and which they are.
fn notes(granary: &Granary, profile: &Profile, figure: &Figure, lang: Lang) -> Vec<String> {
    let sources: Vec<String> = figure.sources.iter().map(|source| source_name(source, lang)).collect();
    let sources = sources.join(", ");
    let on = latest(granary, profile).map_or_else(String::new, |on| date_long(on, lang));
    let (city, version) = (&profile.name, granary.version());
    match lang {
        Lang::Id => vec![format!("Sumber: {sources}."), format!("Lumbung {city} · versi {version} · data per {on}")],
        Lang::En => vec![format!("Source: {sources}."), format!("Lumbung {city} · version {version} · data of {on}")],
    }
}
