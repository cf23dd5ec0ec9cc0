//! SP2KP: the Ministry of Trade's daily prices of an area, a month a request.
//!
//! No key. Areas go by the same codes as ours; markets have numbers, which the
//! profile gives. Market is the area's level 3; that regencies are 2 and
//! provinces 1 is inferred, and has not been seen.

use super::ask::Ask;
use super::error::FetchError;
use super::run::{Run, parts};
use lumbung_data::model::{PlaceCode, PriceLevel};
use lumbung_data::source::Context;
use lumbung_data::source::sp2kp_json::{FORMAT, VARIANTS, read};

/// Where the interface lies.
pub(super) const URL: &str = "https://api-sp2kp.kemendag.go.id";

/// Days of one request.
const MOST_DAYS: u32 = 31;

/// Fetches every place in turn.
pub(super) async fn fetch(run: &mut Run<'_>) -> Result<(), FetchError> {
    if run.job.fetch.level != PriceLevel::Retail {
        return Err(FetchError::Profile(
            "SP2KP mencatat harga eceran; hapus level di [fetch.sp2kp].".to_owned(),
            "SP2KP has retail prices; leave level out of [fetch.sp2kp].".to_owned(),
        ));
    }
    let url = format!("{}/report/api/average-price/export-area-daily-json", run.url.trim_end_matches('/'));
    let variants: Vec<String> = VARIANTS.iter().map(|(id, ..)| id.to_string()).collect();
    for place in &run.job.fetch.places {
        let Some(days) = run.days(&place.code) else { continue };
        for part in parts(&days, MOST_DAYS) {
            let mut form = vec![
                ("start_date", part.start().to_string()),
                ("end_date", part.end().to_string()),
                ("tipe_komoditas", "1".to_owned()),
                ("skip_sat_sun", "true".to_owned()),
                ("variant_ids", variants.join(",")),
            ];
            form.extend(area(&place.code, place.id.as_deref()));
            let fetched = run.ask(&Ask { form, ..Ask::json(url.clone()) }).await?;
            let span = part.clone();
            let reader = move |bytes: &[u8], context: &Context<'_>| (None, read(bytes, context, &span));
            run.keep(FORMAT, fetched, Some(place.code.clone()), Some(&part), reader).await?;
        }
    }
    Ok(())
}

/// The fields that name an area.
fn area(place: &PlaceCode, market: Option<&str>) -> Vec<(&'static str, String)> {
    let region = place.region();
    let code = region.as_str();
    let province = ("kode_provinsi", code.get(..2).unwrap_or(code).to_owned());
    let regency = ("kode_kab_kota", code.to_owned());
    match (place.is_market(), code.len()) {
        (true, _) => {
            let market = ("pasar_id", market.unwrap_or_default().to_owned());
            vec![("level", "3".to_owned()), province, regency, market]
        }
        (false, 4) => vec![("level", "2".to_owned()), province, regency],
        (false, _) => vec![("level", "1".to_owned()), province],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_named_by_all_that_it_lies_in() {
        let fields = |code, id| {
            let fields = area(&PlaceCode::parse(code).unwrap(), id);
            fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
        };
        assert_eq!(fields("3273/kosambi", Some("117")), "level=3&kode_provinsi=32&kode_kab_kota=3273&pasar_id=117");
        assert_eq!(fields("3273", None), "level=2&kode_provinsi=32&kode_kab_kota=3273");
        assert_eq!(fields("11", None), "level=1&kode_provinsi=11");
    }
}
