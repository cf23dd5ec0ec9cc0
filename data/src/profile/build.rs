//! From the TOML of a profile to the profile: the shared file first, then the
//! city's, each value checked where it stands, then the names indexed.

use super::check::At;
use super::error::{Problem, ProfileError};
use super::parts::{Commodity, Holiday, Market, Reference, Supply};
use super::{FloorPlan, Index, MarketPlan, Profile, SheetPlan, fetch, file, off, weight};
use crate::gazetteer;
use crate::model::origin::Dependence;
use crate::model::{CommodityId, InflationTarget, SourceId};
use crate::names::{Unknown, normal, normal_market};
use crate::source::Mapping;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The cities whose profiles come with the program.
const CITIES: [(&str, &str); 2] = [
    ("bandung", include_str!("../../profiles/bandung.toml")),
    ("cianjur", include_str!("../../profiles/cianjur.toml")),
];

/// What a city's profile may extend.
const SHARED: [(&str, &str); 1] = [("nasional", include_str!("../../profiles/nasional.toml"))];

pub(super) fn load(name_or_path: &str) -> Result<Profile, ProfileError> {
    if let Some((name, text)) = CITIES.iter().find(|(name, _)| *name == name_or_path) {
        return from_text(name, text);
    }
    let path = Path::new(name_or_path);
    let is_path = path.components().count() > 1 || path.extension().is_some_and(|end| end == "toml") || path.is_file();
    if !is_path {
        return Err(ProfileError::NoSuchProfile {
            name: name_or_path.to_owned(),
            known: CITIES.iter().map(|(name, _)| *name).collect(),
        });
    }
    let text = std::fs::read_to_string(path)
        .map_err(|source| ProfileError::Unreadable { file: name_or_path.to_owned(), source })?;
    from_text(name_or_path, &text)
}

/// A profile from a city's file; `label` is what errors call the file.
pub(super) fn from_text(label: &str, text: &str) -> Result<Profile, ProfileError> {
    let city = parse(label, text)?;
    let mut parts = Parts::default();
    if let Some(base) = &city.extends {
        let Some((name, text)) = SHARED.iter().find(|(name, _)| name == base) else {
            let known = Unknown { nearest: SHARED.iter().map(|(name, _)| (*name).to_owned()).collect() };
            return Err(At(label).invalid("extends", base, Problem::Unknown { known }));
        };
        parts.add(At(name), parse(name, text)?)?;
    }
    parts.city(At(label), city)
}

fn parse(label: &str, text: &str) -> Result<file::File, ProfileError> {
    toml::from_str(text).map_err(|error| ProfileError::Syntax {
        file: label.to_owned(),
        line: error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1),
        detail: error.message().trim_end_matches('.').replace('\n', "; "),
    })
}

/// What the files read so far hold.
#[derive(Default)]
struct Parts<'a> {
    groups: BTreeMap<String, file::Group>,
    commodities: Vec<Commodity>,
    /// The file that each commodity stands in.
    origins: Vec<At<'a>>,
    markets: Vec<Market>,
    supplies: Vec<Supply>,
    references: Vec<Reference>,
    inflation_target: Option<InflationTarget>,
    holidays: Vec<Holiday>,
    off: off::DaysOff,
    fetches: Vec<fetch::Fetch>,
    mappings: Vec<Mapping>,
    plan: MarketPlan,
}

impl<'a> Parts<'a> {
    /// Adds a file's entries. What has the identifier or code of an earlier
    /// entry replaces it; reference prices only add up, as the later one wins.
    fn add(&mut self, at: At<'a>, mut file: file::File) -> Result<(), ProfileError> {
        self.groups.append(&mut file.group);
        self.mappings.append(&mut file.mapping);
        for entry in file.commodity {
            let commodity = self.commodity(at, entry)?;
            if let Some(known) = self.commodities.iter().position(|known| known.id == commodity.id) {
                self.commodities[known] = commodity;
                self.origins[known] = at;
            } else {
                self.commodities.push(commodity);
                self.origins.push(at);
            }
        }
        for entry in file.market {
            let code = at.place("market.code".to_owned(), &entry.code, true)?;
            self.markets.retain(|known| known.code != code);
            let at = entry.at.map(|point| at.point(format!("market {code}, at"), point)).transpose()?;
            let (aliases, level, approximate) = (entry.aliases, entry.level, entry.approximate);
            self.markets.push(Market { code, name: entry.name, aliases, level, at, approximate });
        }
        for entry in file.supply {
            let supply = self.supply(at, entry)?;
            self.supplies.push(supply);
        }
        for (count, entry) in (1..).zip(file.reference) {
            let references = self.references(at, count, &entry)?;
            self.references.extend(references);
        }
        let known = |key: &str, ids: &[String]| self.known(at, key, ids);
        let plan = self.plan.with(at, file.plan, known)?;
        self.plan = plan;
        if let Some(target) = file.inflation_target {
            self.inflation_target = Some(inflation_target(at, target)?);
        }
        self.off.close(at, file.closed)?;
        for feast in file.feast {
            self.off.feast(&feast);
            self.holidays.retain(|known| known.feast != feast.id);
            let days = feast.dates.iter().map(|day| (day, false)).chain(feast.tentative.iter().map(|day| (day, true)));
            self.holidays.extend(days.map(|(day, tentative)| Holiday {
                feast: feast.id.clone(),
                name: feast.name.clone(),
                name_en: feast.name_en.clone(),
                date: day.0,
                tentative,
            }));
        }
        self.holidays.sort_by_key(|holiday| holiday.date);
        for (source, entry) in file.fetch {
            let fetch = fetch::check(at, &source, entry, &self.markets)?;
            self.fetches.retain(|known| known.source != fetch.source);
            self.fetches.push(fetch);
        }
        Ok(())
    }

    fn commodity(&self, at: At<'_>, entry: file::Commodity) -> Result<Commodity, ProfileError> {
        let key = |field: &str| format!("commodity {}, {field}", entry.id);
        let id = CommodityId::parse(&entry.id).map_err(|_| {
            at.malformed(
                "commodity.id",
                &entry.id,
                "lower-case words joined by hyphens, like cabai-rawit-merah",
                "kata huruf kecil dengan tanda hubung, seperti cabai-rawit-merah",
            )
        })?;
        let Some(group) = self.groups.get(&entry.group) else {
            let known = Unknown::among(&entry.group, self.groups.keys().map(|key| (key.as_str(), key.as_str())));
            return Err(at.invalid(key("group"), &entry.group, Problem::Unknown { known }));
        };
        let [low, high] = entry.plausible;
        if !(low > 0.0 && low < high && high.is_finite()) {
            return Err(at.malformed(
                key("plausible"),
                &format!("[{low}, {high}]"),
                "two rising amounts in rupiah, like [5000, 60000]",
                "dua nilai rupiah yang menaik, seperti [5000, 60000]",
            ));
        }
        if let Some(theta) = entry.theta.filter(|theta| !(*theta > 0.0 && *theta < 5.0)) {
            return Err(at.malformed(key("theta"), &theta, "a share like 0.25", "bagian seperti 0.25"));
        }
        Ok(Commodity {
            id,
            name: entry.name,
            name_en: entry.name_en,
            group: group.name.clone(),
            group_en: group.name_en.clone(),
            unit: entry.unit.unwrap_or_else(|| group.unit.clone()),
            coicop: group.coicop.clone(),
            aliases: entry.aliases,
            theta: entry.theta,
            plausible_low: low,
            plausible_high: high,
        })
    }

    /// Identifiers of commodities that the files define, each once.
    fn known(&self, at: At<'_>, key: &str, ids: &[String]) -> Result<Vec<CommodityId>, ProfileError> {
        let mut known: Vec<CommodityId> = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(commodity) = self.commodities.iter().find(|commodity| commodity.id.as_str() == id) else {
                let all = self.commodities.iter().map(|commodity| (commodity.id.as_str(), commodity.id.as_str()));
                return Err(at.invalid(key, id, Problem::Unknown { known: Unknown::among(id, all) }));
            };
            if known.contains(&commodity.id) {
                return Err(at.invalid(key, id, Problem::Taken { by: key.to_owned() }));
            }
            known.push(commodity.id.clone());
        }
        Ok(known)
    }

    fn supply(&self, at: At<'_>, entry: file::Supply) -> Result<Supply, ProfileError> {
        let region = at.place("supply.region".to_owned(), &entry.region, false)?;
        let share = entry.share.map(|share| at.share(format!("supply {region}, share"), share)).transpose()?;
        if entry.sends.is_empty() && entry.note.is_empty() {
            let key = format!("supply {region}, note");
            return Err(at.malformed(
                key,
                "",
                "what it sends, or a note that this is not known",
                "komoditas yang dikirim, atau catatan bahwa hal itu belum diketahui",
            ));
        }
        let name = entry.name.or_else(|| gazetteer::region(&region).map(|region| region.name.clone()));
        Ok(Supply {
            name: name.unwrap_or_else(|| region.to_string()),
            sends: self.known(at, &format!("supply {region}, sends"), &entry.sends)?,
            region,
            share,
            note: entry.note,
            note_en: entry.note_en,
            basis: entry.basis,
            source: entry.source,
        })
    }

    /// The reference prices of an entry, one a zone.
    fn references(&self, at: At<'_>, count: usize, entry: &file::Reference) -> Result<Vec<Reference>, ProfileError> {
        let key = |field: &str| format!("reference {count} ({}), {field}", entry.basis);
        let commodities = self.known(at, &key("commodities"), &entry.commodities)?;
        let from = entry.from.as_ref().map_or(Reference::UNKNOWN_START, |from| from.0);
        if let Some(until) = entry.until.filter(|until| until.0 < from) {
            return Err(at.malformed(key("until"), &until.0, "a date not before from", "tanggal tidak sebelum from"));
        }
        let zones = (1..).zip([entry.high.zone1, entry.high.zone2, entry.high.zone3]);
        let references = zones.filter_map(|(zone, high)| Some((zone, high?))).map(|(zone, high)| {
            let low = entry.low.unwrap_or(high);
            if !(low > 0.0 && low <= high && high.is_finite()) {
                let expected_id = "nilai rupiah yang tidak lebih rendah daripada low";
                return Err(at.malformed(key("high"), &high, "an amount in rupiah, not below low", expected_id));
            }
            Ok(Reference {
                kind: entry.kind,
                commodities: commodities.clone(),
                level: entry.level,
                zone,
                low: entry.low,
                high,
                from,
                from_known: entry.from.is_some(),
                until: entry.until.map(|until| until.0),
                basis: entry.basis.clone(),
            })
        });
        references.collect()
    }

    /// The profile of the city whose file this is.
    fn city(mut self, at: At<'a>, mut file: file::File) -> Result<Profile, ProfileError> {
        let code = at.required(file.code.take(), "code", "\"3273\"")?;
        let code = at.place("code".to_owned(), &code, false)?;
        let name = at.required(file.name.take(), "name", "\"Kota Bandung\"")?;
        let short = at.required(file.short.take(), "short", "\"Bandung\"")?;
        let zone = at.required(file.zone, "zone", "1")?;
        let zone = at.zone("zone".to_owned(), zone)?;
        let sources = at.required(file.sources.take(), "sources", "[\"pihps\", \"bapanas\"]")?;
        let watched = at.required(file.watched.take(), "watched", "[\"cabai-rawit-merah\"]")?;
        let sources = sources.iter().map(|source| {
            SourceId::parse(source).map_err(|_| {
                let expected = "pihps, bapanas, sp2kp, wfp, bps, lokal, simulasi or lumbung:CODE";
                let expected_id = "pihps, bapanas, sp2kp, wfp, bps, lokal, simulasi, atau lumbung:KODE";
                at.malformed("sources", source, expected, expected_id)
            })
        });
        let sources = sources.collect::<Result<Vec<_>, _>>()?;
        let weights = std::mem::take(&mut file.weight);
        let dependence = file.dependence.take().map(|said| {
            let share = at.share("dependence.share".to_owned(), said.share)?;
            Ok(Dependence { share, source: said.source, date: said.date.0 })
        });
        let dependence = dependence.transpose()?;
        let metadata = std::mem::take(&mut file.metadata);
        let sheet = SheetPlan::check(at, file.sheet.take().unwrap_or_default())?;
        let mut floor = file.floor.take().unwrap_or_default();
        self.add(at, file)?;
        let watched = self.known(at, "watched", &watched)?;
        let order = floor.order.take().map(|order| self.known(at, "floor.order", &order)).transpose()?;
        let floor = FloorPlan::check(at, floor, &code, &self.markets, order.unwrap_or_else(|| watched.clone()))?;
        let weights = weight::check(at, weights, &watched)?;
        let index = self.index(at)?;
        Ok(Profile {
            code,
            name,
            short,
            zone,
            sources,
            watched,
            commodities: self.commodities,
            markets: self.markets,
            supplies: self.supplies,
            dependence,
            references: self.references,
            inflation_target: self.inflation_target,
            weights,
            holidays: self.holidays,
            days_off: self.off.days(),
            fetches: self.fetches,
            mappings: self.mappings,
            sheet,
            plan: self.plan,
            floor,
            metadata,
            index,
        })
    }

    fn index(&self, at: At<'_>) -> Result<Index, ProfileError> {
        let mut index = Index::default();
        for (place, (commodity, origin)) in self.commodities.iter().zip(&self.origins).enumerate() {
            index.commodity.insert(commodity.id.clone(), place);
            let names = [commodity.id.as_str(), &commodity.name]
                .into_iter()
                .chain(commodity.aliases.iter().map(String::as_str));
            for name in names {
                if let Some(other) = claim(&mut index.commodity_name, normal(name), place) {
                    let key = format!("commodity {}, aliases", commodity.id);
                    let by = self.commodities[other].id.to_string();
                    return Err(origin.invalid(key, name, Problem::Taken { by }));
                }
            }
        }
        for (place, market) in self.markets.iter().enumerate() {
            index.market.insert(market.code.clone(), place);
            let names = index.market_name.entry(market.code.region()).or_default();
            for name in [&market.name].into_iter().chain(&market.aliases) {
                if let Some(other) = claim(names, normal_market(name), place) {
                    let key = format!("market {}, aliases", market.code);
                    let by = self.markets[other].code.to_string();
                    return Err(at.invalid(key, name, Problem::Taken { by }));
                }
            }
        }
        for (place, reference) in self.references.iter().enumerate() {
            for id in &reference.commodities {
                index.reference.entry(id.clone()).or_default().push(place);
            }
        }
        Ok(index)
    }
}

/// Gives a name to the thing at `place`, or tells which other has it.
fn claim(names: &mut HashMap<String, usize>, name: String, place: usize) -> Option<usize> {
    let holder = *names.entry(name).or_insert(place);
    (holder != place).then_some(holder)
}

/// Where yearly inflation is to stay.
fn inflation_target(at: At<'_>, target: file::InflationTarget) -> Result<InflationTarget, ProfileError> {
    let file::InflationTarget { low, high, basis } = target;
    if low.is_finite() && high.is_finite() && low <= high {
        return Ok(InflationTarget { low, high, basis });
    }
    let (key, found) = ("inflation_target".to_owned(), format!("low = {low}, high = {high}"));
    Err(at.malformed(key, &found, "low not above high, in per cent", "low tidak lebih dari high, dalam persen"))
}
