//! PIHPS: Bank Indonesia's daily grid, place by place.
//!
//! An undocumented interface without a key and without a promise. It answers
//! browsers only if a request looks like its own page's, wants breaks between
//! requests, and months at the most. Places have numbers of its own, which are
//! looked up by name; an empty number means "all", and `0` gives nothing.

use super::ask::{Ask, Fetched};
use super::error::FetchError;
use super::run::{Run, Span, parts};
use lumbung_data::gazetteer;
use lumbung_data::model::{PlaceCode, PriceLevel};
use lumbung_data::names::normal;
use lumbung_data::profile::FetchPlace;
use lumbung_data::source::Context;
use lumbung_data::source::pihps_json::{FORMAT, read};
use serde::Deserialize;
use std::collections::HashMap;

/// Where the interface lies.
pub(super) const URL: &str = "https://www.bi.go.id/hargapangan";

/// Days of one request.
const MOST_DAYS: u32 = 30;

/// A place's numbers: province, regency, market; empty for "all".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Numbers {
    province: String,
    regency: String,
    market: String,
}

/// Fetches every place in turn.
pub(super) async fn fetch(run: &mut Run<'_>) -> Result<(), FetchError> {
    let named = &run.job.fetch.places;
    let usual: Vec<FetchPlace>;
    let places = if named.is_empty() {
        let markets =
            run.job.profile.markets_of(&run.job.profile.code).filter(|market| market.level == run.job.fetch.level);
        usual = markets.map(|market| FetchPlace { code: market.code.clone(), id: None }).collect();
        &usual
    } else {
        named
    };
    let mut directory = Directory::default();
    let mut found = 0;
    for place in places {
        let Some(days) = run.days(&place.code) else { continue };
        match directory.numbers(run, place).await? {
            Some(numbers) => {
                found += 1;
                fetch_place(run, &place.code, &numbers, &days).await?;
            }
            // Of a place that nobody asked for by name, nothing is said.
            None if named.is_empty() => tracing::info!(place = %place.code, "not among the places of PIHPS"),
            None => {
                let name = run.job.profile.place_name(&place.code);
                let file = format!("{}/{}", run.url, place.code);
                run.note(
                    &file,
                    FORMAT,
                    &name,
                    (
                        "PIHPS tidak mencatat tempat ini; periksa namanya di situs PIHPS, atau isi id di profil.",
                        "PIHPS has no such place; look for its name on its site, or give its id in the profile.",
                    ),
                );
            }
        }
    }
    if found == 0 && named.is_empty() {
        return Err(FetchError::Profile(
            "PIHPS tidak mencatat satu pun pasar di profil ini; sebutkan tempatnya di [[fetch.pihps.place]]."
                .to_owned(),
            "PIHPS has none of this profile's markets; name places in [[fetch.pihps.place]].".to_owned(),
        ));
    }
    Ok(())
}

async fn fetch_place(run: &mut Run<'_>, place: &PlaceCode, numbers: &Numbers, days: &Span) -> Result<(), FetchError> {
    let Numbers { province, regency, market } = numbers;
    for part in parts(days, MOST_DAYS) {
        let path = format!(
            "GetGridDataDaerah?price_type_id={}&comcat_id=&province_id={province}&regency_id={regency}&market_id={market}&tipe_laporan=1&start_date={}&end_date={}",
            price_type(run.job.fetch.level),
            part.start(),
            part.end()
        );
        // The page's own script adds the time, so that no cache answers.
        let asked = run.ask(&ask(run, &format!("{path}&_={}", run.millis()))).await?;
        // The record goes without it: the same question has the same name.
        let fetched = Fetched { url: address(run, &path), bytes: asked.bytes };
        let span = part.clone();
        let reader = move |bytes: &[u8], context: &Context<'_>| (None, read(bytes, context, &span));
        run.keep(FORMAT, fetched, Some(place.clone()), Some(&part), reader).await?;
    }
    Ok(())
}

fn address(run: &Run<'_>, path: &str) -> String {
    format!("{}/WebSite/TabelHarga/{path}", run.url.trim_end_matches('/'))
}

fn ask(run: &Run<'_>, path: &str) -> Ask {
    let headers = vec![
        ("x-requested-with", "XMLHttpRequest".to_owned()),
        ("referer", format!("{}/TabelHarga/PasarTradisionalDaerah", run.url.trim_end_matches('/'))),
    ];
    Ask { headers, ..Ask::json(address(run, path)) }
}

/// PIHPS's number of a price level: its traditional markets are what households
/// pay.
fn price_type(level: PriceLevel) -> u8 {
    match level {
        PriceLevel::Retail => 1,
        PriceLevel::Wholesale => 3,
        PriceLevel::Producer => 4,
    }
}

/// An entry of one of the lists of places.
#[derive(Debug, Clone, Deserialize)]
struct Entry {
    id: serde_json::Value,
    name: String,
}

#[derive(Debug, Deserialize)]
struct Entries {
    data: Vec<Entry>,
}

/// The lists of places that were asked for so far.
#[derive(Debug, Default)]
struct Directory {
    lists: HashMap<String, Vec<Entry>>,
}

impl Directory {
    /// The numbers of a place; none where PIHPS does not have it.
    async fn numbers(&mut self, run: &Run<'_>, place: &FetchPlace) -> Result<Option<Numbers>, FetchError> {
        if let Some(id) = &place.id {
            let mut numbers = id.split('/').map(str::to_owned);
            let mut next = || numbers.next().unwrap_or_default();
            return Ok(Some(Numbers { province: next(), regency: next(), market: next() }));
        }
        let code = place.code.region();
        let Some(region) = gazetteer::region(&code) else { return Ok(None) };
        let province = gazetteer::province_of(region).unwrap_or(region);
        let Some(province_id) = self.number(run, "GetRefProvince".to_owned(), &province.name, region_form).await?
        else {
            return Ok(None);
        };
        let mut numbers = Numbers { province: province_id, ..Numbers::default() };
        if code.as_str().len() == 2 {
            return Ok(Some(numbers));
        }
        let level = price_type(run.job.fetch.level);
        let list = format!("GetRefRegency?price_type_id={level}&ref_prov_id={}", numbers.province);
        let Some(regency) = self.number(run, list, &region.name, region_form).await? else { return Ok(None) };
        numbers.regency = regency;
        if let Some(market) = run.job.profile.market(&place.code) {
            let list = format!("GetRefMarket?price_type_id={level}&ref_regency_id={}", numbers.regency);
            let entries = self.list(run, list).await?;
            let names = || [&market.name].into_iter().chain(&market.aliases).map(|name| market_form(name));
            let Some(entry) = entries.iter().find(|entry| names().any(|name| name == market_form(&entry.name))) else {
                return Ok(None);
            };
            numbers.market = number(entry);
        }
        Ok(Some(numbers))
    }

    async fn number(
        &mut self,
        run: &Run<'_>,
        list: String,
        name: &str,
        form: fn(&str) -> String,
    ) -> Result<Option<String>, FetchError> {
        let entries = self.list(run, list).await?;
        Ok(entries.iter().find(|entry| form(&entry.name) == form(name)).map(number))
    }

    async fn list(&mut self, run: &Run<'_>, path: String) -> Result<&[Entry], FetchError> {
        if !self.lists.contains_key(&path) {
            let fetched = run.ask(&ask(run, &path)).await?;
            let entries: Entries = serde_json::from_slice(&fetched.bytes).map_err(|_| {
                FetchError::Answer(run.job.lang.pick(
                    "Daftar tempat PIHPS tidak dapat dibaca; isi id setiap tempat di profil, seperti \"12/46/122\".",
                    "PIHPS's list of places cannot be read; give the id of each place in the profile, like \"12/46/122\".",
                ).to_owned())
            })?;
            self.lists.insert(path.clone(), entries.data);
        }
        Ok(self.lists.get(&path).map_or(&[], Vec::as_slice))
    }
}

fn number(entry: &Entry) -> String {
    match &entry.id {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Regions are compared without dots and blanks, with `Kab.` written out.
fn region_form(name: &str) -> String {
    let words = normal(&name.replace('.', " "));
    words.split(' ').map(|word| if word == "kab" { "kabupaten" } else { word }).collect()
}

/// Markets are compared without the word Pasar and without blanks.
fn market_form(name: &str) -> String {
    let form = normal(name);
    form.strip_prefix("pasar ").unwrap_or(&form).replace(' ', "")
}
