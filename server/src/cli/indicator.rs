//! `lumbung alps` and `lumbung ipa`: the official monthly indicators.

use super::{Outcome, Setting};
use lumbung_data::granary::Granary;
use lumbung_data::model::{CommodityId, Lang, PlaceCode, PriceLevel, SourceId};
use lumbung_data::profile::Profile;
use lumbung_data::watch::{IpaMode, Months, MonthsError, alps, alps_realtime, ipa};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where the monthly prices come from.
#[derive(Debug, clap::Args)]
pub(super) struct Prices {
    /// Komoditas, misalnya cabai-rawit-merah · the commodity.
    #[arg(long, value_parser = CommodityId::parse, required_unless_present = "csv", requires = "place")]
    commodity: Option<CommodityId>,
    /// Kode wilayah, misalnya 3273 · the code of a region.
    #[arg(long, value_parser = PlaceCode::parse, requires = "commodity")]
    place: Option<PlaceCode>,
    /// Tingkat harga: producer, wholesale, atau retail · the price level.
    #[arg(long, default_value = "retail", value_parser = PriceLevel::parse)]
    level: PriceLevel,
    /// Sumber; bila kosong, yang pertama di profil · the source; the profile's first if left out.
    #[arg(long, value_parser = SourceId::parse)]
    source: Option<SourceId>,
    /// Berkas CSV dengan kolom date,price · a CSV file with the columns date,price.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["commodity", "place", "source"])]
    csv: Option<PathBuf>,
}

/// WFP's Alert for Price Spikes, month by month.
#[derive(Debug, clap::Args)]
pub struct Alps {
    #[command(flatten)]
    prices: Prices,
    /// Nilai tiap bulan hanya dari data sampai bulan itu · judge each month on what was known by then.
    #[arg(long)]
    realtime: bool,
}

/// FAO's Indicator of Food Price Anomalies (SDG 2.c.1), month by month.
#[derive(Debug, clap::Args)]
pub struct Ipa {
    #[command(flatten)]
    prices: Prices,
    /// Cara menghitung tahun: strict atau ons · which years count: strict, or ons as the UK does.
    #[arg(long, default_value = "strict", value_parser = parse_mode)]
    mode: IpaMode,
}

fn parse_mode(text: &str) -> Result<IpaMode, String> {
    match text {
        "strict" => Ok(IpaMode::Strict),
        "ons" => Ok(IpaMode::Ons),
        _ => Err("strict / ons".to_owned()),
    }
}

/// An indicator of monthly prices.
pub(super) trait Indicator {
    /// Where the prices come from.
    fn prices(&self) -> &Prices;

    /// Prints what it says of each month.
    fn print(&self, months: &Months, as_json: bool) -> anyhow::Result<Outcome>;
}

/// Prints an indicator of a file's prices; none where they are a home's.
pub(super) fn of_file(indicator: &dyn Indicator, lang: Lang, as_json: bool) -> Option<anyhow::Result<Outcome>> {
    let file = indicator.prices().csv.as_deref()?;
    Some(read(file, lang).and_then(|months| indicator.print(&months, as_json)))
}

/// Prints an indicator of a home's prices.
pub(super) async fn of_home(indicator: &dyn Indicator, setting: &Setting) -> anyhow::Result<Outcome> {
    let months = indicator.prices().of_home(setting).await?;
    indicator.print(&months, setting.json)
}

impl Indicator for Alps {
    fn prices(&self) -> &Prices {
        &self.prices
    }

    fn print(&self, months: &Months, as_json: bool) -> anyhow::Result<Outcome> {
        let judged = if self.realtime { alps_realtime(months) } else { alps(months) };
        let rows = judged.iter().enumerate().map(|(at, month)| {
            let class = month.class().map_or(NO_CLASS, |class| class.as_str());
            let figures =
                [("price", month.price), ("estimated", month.estimated), ("sd", month.sd), ("alps", month.alps)];
            (months.name(at), figures, class)
        });
        write_all(rows, as_json)
    }
}

impl Indicator for Ipa {
    fn prices(&self) -> &Prices {
        &self.prices
    }

    fn print(&self, months: &Months, as_json: bool) -> anyhow::Result<Outcome> {
        let rows = ipa(months, self.mode).into_iter().enumerate().map(|(at, month)| {
            let class = month.class().map_or(NO_CLASS, |class| class.as_str());
            let figures = [
                ("price", month.price),
                ("cqgr", month.quarterly),
                ("cagr", month.annual),
                ("z_q", month.z_quarterly),
                ("z_a", month.z_annual),
                ("ipa", month.ipa),
            ];
            (months.name(at), figures, class)
        });
        write_all(rows, as_json)
    }
}

/// What stands for the class of a month without an indicator.
const NO_CLASS: &str = "na";

/// Rows as JSON, or as CSV with nothing where there is no figure.
fn write_all<const N: usize>(
    rows: impl Iterator<Item = (String, [(&'static str, f64); N], &'static str)>,
    as_json: bool,
) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    if as_json {
        let rows = rows.map(|(date, figures, class)| {
            let mut row = serde_json::Map::from_iter([("date".to_owned(), Value::from(date))]);
            row.extend(figures.map(|(name, figure)| (name.to_owned(), json!(figure))));
            row.insert("class".to_owned(), Value::from(class));
            Value::Object(row)
        });
        serde_json::to_writer(&mut out, &rows.collect::<Vec<_>>())?;
        writeln!(out)?;
        return Ok(Outcome::Done);
    }
    for (at, (date, figures, class)) in rows.enumerate() {
        if at == 0 {
            writeln!(out, "date,{},class", figures.map(|(name, _)| name).join(","))?;
        }
        let figures = figures.map(|(_, figure)| if figure.is_nan() { String::new() } else { figure.to_string() });
        writeln!(out, "{date},{},{class}", figures.join(","))?;
    }
    Ok(Outcome::Done)
}

impl Prices {
    async fn of_home(&self, setting: &Setting) -> anyhow::Result<Months> {
        let granary = setting.store.load(setting.version(None).await?).await?;
        self.find(&granary, &setting.profile).ok_or_else(|| {
            anyhow::anyhow!(setting.lang.pick(
                "Tidak ada harga untuk komoditas, wilayah, dan tingkat ini. Lihat yang ada dengan lumbung series.",
                "There are no prices of this commodity, region and level. See what there is with lumbung series.",
            ))
        })
    }

    fn find(&self, granary: &Granary, profile: &Profile) -> Option<Months> {
        let (commodity, region) = (self.commodity.as_ref()?, self.place.as_ref()?.region());
        let city = granary.named(profile, commodity, &region, self.level, self.source.as_ref());
        Some(Months::of_city(city?.price()))
    }
}

/// Reads a file of monthly prices.
fn read(file: &Path, lang: Lang) -> anyhow::Result<Months> {
    let bytes = std::fs::read(file).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
    Months::from_csv(&bytes).map_err(|error| anyhow::anyhow!("{}: {}", file.display(), message(&error, lang)))
}

fn message(error: &MonthsError, lang: Lang) -> String {
    match (error, lang) {
        (error, Lang::En) => error.to_string(),
        (MonthsError::NoColumns, Lang::Id) => "baris pertama harus menyebut kolom date dan price".to_owned(),
        (MonthsError::BadDate(line, text), Lang::Id) => {
            format!("baris {line}: tulis tanggal seperti 2024-08 atau 2024-08-15, bukan {text:?}")
        }
        (MonthsError::BadPrice(line, text), Lang::Id) => {
            format!("baris {line}: tulis harga sebagai angka biasa di atas nol, atau kosongkan, bukan {text:?}")
        }
        (MonthsError::Broken(line), Lang::Id) => format!("baris {line} tidak terbaca sebagai CSV"),
        (MonthsError::Two(year, month), Lang::Id) => {
            format!("ada dua harga untuk {year}-{month:02}: hitung dahulu satu harga per bulan")
        }
    }
}
