//! `lumbung impact`

use super::{Outcome, Setting, parse_date};
use crate::impact::{Asked, Found, Held, NotAssessed};
use crate::series::{self, missing};
use chrono::NaiveDate;
use lumbung_data::impact::{Estimate, Impact as Effect, LEVEL, LeftOut, Names, Plan};
use lumbung_data::model::{
    CommodityId, Lang, PlaceCode, PriceLevel, SourceId, date_short, day, decapitalised, rupiah, signed_percent,
    whole_percent,
};
use lumbung_data::profile::Profile;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::sync::Arc;

/// Says what an intervention, such as a subsidised market, did to the price where it was
/// held, against places without one.
#[derive(Debug, clap::Args)]
pub struct Impact {
    /// Komoditas, misalnya telur-ayam-ras · the commodity.
    #[arg(long, value_parser = CommodityId::parse)]
    commodity: CommodityId,
    /// Tempat kegiatan: pasar atau wilayah, dipisahkan koma · where it was held: markets or regions.
    #[arg(long, required = true, value_delimiter = ',', value_name = "PLACE,…", value_parser = PlaceCode::parse)]
    place: Vec<PlaceCode>,
    /// Hari pertama kegiatan · its first day.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: NaiveDate,
    /// Hari terakhir kegiatan; bila kosong, sehari saja · its last day; the first if left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    to: Option<NaiveDate>,
    /// Tempat pembanding; bila kosong, yang terdekat · what to compare with; the nearest places if left out.
    #[arg(long, value_delimiter = ',', value_name = "PLACE,…", value_parser = PlaceCode::parse)]
    against: Vec<PlaceCode>,
    /// Kegiatan lain yang diketahui, misalnya 3273/andir:2025-03-01:2025-03-05 · other interventions that are known.
    #[arg(long, value_delimiter = ',', value_name = "PLACE:DATE[:DATE],…", value_parser = parse_held)]
    other: Vec<Held>,
    /// Jumlah hari sebelum kegiatan yang dibandingkan · days before it to compare with.
    #[arg(long, value_name = "DAYS", default_value_t = Plan::BEFORE)]
    window: i32,
    /// Subsidi yang dikeluarkan, dalam rupiah · what was spent on it, in rupiah.
    #[arg(long, value_name = "RUPIAH", value_parser = parse_amount)]
    subsidy: Option<f64>,
    /// Tingkat harga: producer, wholesale, atau retail · the price level.
    #[arg(long, default_value = "retail", value_parser = PriceLevel::parse)]
    level: PriceLevel,
    /// Sumber; bila kosong, yang pertama di profil · the source; the profile's first if left out.
    #[arg(long, value_parser = SourceId::parse)]
    source: Option<SourceId>,
    /// Menurut yang diketahui pada versi atau saat itu · what was known then: a version or an RFC 3339 moment.
    #[arg(long, value_name = "V")]
    as_of: Option<String>,
}

impl Impact {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let lang = setting.lang;
        let plan = Plan::new(day::of(self.from), day::of(self.to.unwrap_or(self.from)), self.window)
            .map_err(|refusal| anyhow::anyhow!("{}.", refusal.message(lang)))?;
        let version = setting.version(self.as_of.as_deref()).await?;
        let granary = setting.store.load(version).await?;
        let asked = Asked {
            commodity: self.commodity,
            places: self.place,
            level: self.level,
            source: self.source,
            against: self.against,
            others: self.other,
            plan,
            subsidy: self.subsidy,
        };
        let profile = Arc::clone(&setting.profile);
        let (granary, asked, found) = tokio::task::spawn_blocking(move || {
            let found = asked.assess(&granary, &profile);
            (granary, asked, found)
        })
        .await?;
        let mut out = io::stdout().lock();
        let found = match found {
            Ok(found) => found,
            Err(NotAssessed::Missing(place)) => {
                let Asked { commodity, level, source, .. } = asked;
                let asked = series::Asked { commodity, place, level, source };
                anyhow::bail!(missing(&granary, &setting.profile, &asked, lang));
            }
            Err(NotAssessed::Refused(refusal)) => {
                let why = refusal.message(lang);
                if setting.json {
                    serde_json::to_writer(&mut out, &json!({ "verdict": "refused", "text": why }))?;
                    writeln!(out)?;
                } else {
                    writeln!(out, "{}: {why}.", lang.pick("Belum dapat disimpulkan", "It cannot be told yet"))?;
                }
                return Ok(Outcome::SomethingRefused);
            }
            Err(other) => anyhow::bail!("{}.", other.message(lang)),
        };
        let told = Told { found: &found, asked: &asked, profile: &setting.profile, lang };
        if setting.json {
            serde_json::to_writer(&mut out, &told.json(granary.version()))?;
            writeln!(out)?;
        } else {
            told.print(&mut out)?;
        }
        Ok(Outcome::Done)
    }
}

/// An effect that is to be told.
struct Told<'a> {
    found: &'a Found,
    asked: &'a Asked,
    profile: &'a Profile,
    lang: Lang,
}

impl Told<'_> {
    fn paragraph(&self) -> String {
        let commodity = self.profile.commodity(&self.asked.commodity);
        let commodity = commodity.map_or_else(|| self.asked.commodity.to_string(), |c| c.name(self.lang).to_owned());
        let places: Vec<String> = self.asked.places.iter().map(|place| self.profile.place_name(place)).collect();
        let names = Names {
            commodity: &decapitalised(&commodity),
            place: &places.join(self.lang.pick(" dan ", " and ")),
            unit: &self.found.unit,
        };
        self.found.impact.paragraph(&names, self.lang)
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let lang = self.lang;
        writeln!(out, "{}\n", self.paragraph())?;
        self.print_days(out)?;
        writeln!(out)?;
        let effect = &self.found.impact;
        let places = effect.controls.iter().map(|at| self.name(*at)).collect::<Vec<_>>().join(", ");
        writeln!(out, "{}: {places}.", lang.pick("Pembanding", "Compared with"))?;
        for (at, why) in &effect.left_out {
            let why = match why {
                LeftOut::Held => lang.pick("ada kegiatan sendiri pada masa itu", "had an intervention of its own then"),
                LeftOut::Gaps => lang.pick("terlalu jarang melapor pada masa itu", "reported too seldom then"),
            };
            writeln!(out, "{}: {} ({why}).", lang.pick("Tidak dipakai", "Left out"), self.name(*at))?;
        }
        let placebos = &effect.placebos;
        let others = effect.controls.len();
        let [all, time, space] = [placebos.chance, placebos.in_time, placebos.in_space].map(whole_percent);
        match lang {
            Lang::Id => writeln!(
                out,
                "Peluang perbedaan sebesar itu tanpa kegiatan: {all} di semua tempat dan hari, {time} di tempat itu pada hari lain, {space} di {others} tempat lain pada hari itu."
            )?,
            Lang::En => writeln!(
                out,
                "The chance of such a difference without an intervention: {all} by all places and days, {time} by other days there, {space} by the {others} other places on that day."
            )?,
        }
        match &effect.synthetic {
            Ok(made) => {
                let (share, chance) = (signed_percent(made.share, lang), whole_percent(made.chance));
                let of = made.weights.iter().filter(|(_, weight)| *weight >= 0.005);
                let of: Vec<String> =
                    of.map(|(at, weight)| format!("{} {}", self.name(*at), whole_percent(*weight))).collect();
                let of = of.join(", ");
                match lang {
                    Lang::Id => writeln!(
                        out,
                        "Menurut gabungan tempat yang sebelumnya bergerak serupa ({of}): {share}, peluang tanpa kegiatan {chance}."
                    ),
                    Lang::En => writeln!(
                        out,
                        "By a mean of places that had gone alike before ({of}): {share}, chance without an intervention {chance}."
                    ),
                }
            }
            Err(none) => {
                let why = none.message(lang);
                match lang {
                    Lang::Id => writeln!(out, "Gabungan tempat yang bergerak serupa tidak dibuat: {why}."),
                    Lang::En => writeln!(out, "No mean of places that went alike was made: {why}."),
                }
            }
        }
    }

    /// The days of the intervention and the week after, and those over which the effect is
    /// seen beyond it.
    fn print_days(&self, out: &mut impl Write) -> io::Result<()> {
        let lang = self.lang;
        let heads = lang.pick(
            ["Tanggal", "Harga", "Tanpa kegiatan", "Selisih", "Selang"],
            ["Date", "Price", "Without it", "Difference", "Interval"],
        );
        let [date, price, expected, difference, interval] = heads;
        let sure = whole_percent(LEVEL);
        writeln!(out, "{date:<12} {price:>12} {expected:>15} {difference:>11}  {interval} {sure}")?;
        let effect = &self.found.impact;
        let week = effect.plan.to + Plan::AFTER;
        let last = effect.lasted.map_or(week, |lasted| lasted.until.max(week));
        for row in effect.path.iter().filter(|row| row.day <= last) {
            let share = |log: f64| signed_percent(log.exp_m1(), lang);
            let between = match (row.low, row.high) {
                (Some(low), Some(high)) => format!("{} … {}", share(low), share(high)),
                _ => lang.pick("tidak diketahui", "not known").to_owned(),
            };
            let (price, expected) = (rupiah(row.price, lang), rupiah(row.expected, lang));
            let date = date_short(day::date(row.day), lang);
            writeln!(out, "{date:<12} {price:>12} {expected:>15} {:>11}  {between}", share(row.log))?;
        }
        Ok(())
    }

    /// What a place that was compared with is called, with its region where that is
    /// another one.
    fn name(&self, at: usize) -> String {
        let Some(place) = self.found.controls.get(at) else { return String::new() };
        let region = place.region();
        let name = self.profile.place_name(place);
        if place.is_market() && region != self.found.key.region {
            format!("{name} ({})", self.profile.place_name(&region))
        } else {
            name
        }
    }

    fn json(&self, version: i64) -> Value {
        let Found { impact: effect, key, unit, controls } = self.found;
        let code = |at: &usize| controls.get(*at).map(PlaceCode::as_str);
        let date = |on: i32| day::date(on).to_string();
        let path = effect.path.iter().map(|row| {
            let share = |log: f64| log.exp_m1();
            json!({
                "date": date(row.day),
                "price": row.price,
                "expected": row.expected,
                "share": share(row.log),
                "low": row.low.map(share),
                "high": row.high.map(share),
            })
        });
        json!({
            "commodity": key.commodity,
            "places": self.asked.places,
            "level": key.level.as_str(),
            "source": key.source,
            "unit": unit,
            "version": version,
            "from": date(effect.plan.from),
            "to": date(effect.plan.to),
            "compared_from": date(effect.plan.first()),
            "until": date(effect.plan.until()),
            "watched_until": date(effect.plan.last()),
            "unfinished": effect.unfinished,
            "verdict": effect.verdict.word(),
            "reason": effect.verdict.reason(),
            "text": self.paragraph(),
            "level_of_confidence": LEVEL,
            "survey_days": { "before": effect.days[0], "since": effect.days[1] },
            "log": estimate(&effect.log),
            "share": estimate(&effect.share),
            "rupiah": estimate(&effect.rupiah),
            "share_during": effect.during,
            "expected": effect.expected,
            "placebos": effect.placebos,
            "lasted": lasted(effect),
            "relief": effect.relief,
            "subsidy": self.asked.subsidy,
            "controls": effect.controls.iter().map(code).collect::<Vec<_>>(),
            "left_out": effect.left_out.iter().map(|(at, why)| json!({ "place": code(at), "why": why })).collect::<Vec<_>>(),
            "synthetic": effect.synthetic.as_ref().ok().map(|made| json!({
                "weights": made.weights.iter().map(|(at, weight)| json!({ "place": code(at), "weight": weight })).collect::<Vec<_>>(),
                "survey_days": made.days,
                "left": made.left,
                "share": made.share,
                "ratio": made.ratio,
                "chance": made.chance,
            })),
            "no_synthetic": effect.synthetic.as_ref().err().map(|none| none.message(self.lang)),
            "path": path.collect::<Vec<_>>(),
        })
    }
}

fn estimate(estimate: &Estimate) -> Value {
    json!({ "value": estimate.value, "low": estimate.low, "high": estimate.high })
}

fn lasted(effect: &Effect) -> Option<Value> {
    let lasted = effect.lasted?;
    let date = |on: i32| day::date(on).to_string();
    Some(json!({
        "since": date(lasted.since),
        "until": date(lasted.until),
        "days": lasted.days(),
        "at_least": lasted.at_least,
    }))
}

/// Another intervention as `3273/andir:2025-03-01` or with its last day.
fn parse_held(text: &str) -> Result<Held, String> {
    let wrong = || {
        "tulis tempat dan tanggal seperti 3273/andir:2025-03-01:2025-03-05 · write place and days like that".to_owned()
    };
    let mut parts = text.split(':');
    let (Some(place), Some(from)) = (parts.next(), parts.next()) else { return Err(wrong()) };
    let to = parts.next().unwrap_or(from);
    let (from, to) = (day::of(parse_date(from)?), day::of(parse_date(to)?));
    if parts.next().is_some() || to < from {
        return Err(wrong());
    }
    Ok(Held { place: PlaceCode::parse(place).map_err(|error| error.to_string())?, from, to })
}

/// An amount in rupiah above zero, as a plain number.
fn parse_amount(text: &str) -> Result<f64, String> {
    let amount = text.parse().ok().filter(|amount: &f64| amount.is_finite() && *amount > 0.0);
    amount.ok_or_else(|| {
        "tulis jumlah rupiah sebagai angka biasa di atas nol, misalnya 50000000 · write a plain number above zero"
            .to_owned()
    })
}
