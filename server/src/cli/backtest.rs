//! `lumbung backtest`

use super::{Outcome, Setting, parse_date};
use anyhow::Context;
use chrono::{Days, NaiveDate};
use lumbung_data::backtest::{Backtest as Walk, Raised, Span, Told};
use lumbung_data::model::score::{Calls, Figures, Measured, Score};
use lumbung_data::model::{Lang, PriceLevel, day};
use lumbung_data::outlook::HORIZONS;
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The years that are judged where no first day is named.
const YEARS: u64 = 3;

/// Walks forward day by day on what was known that day, and says how good warnings
/// and outlook would have been.
#[derive(Debug, clap::Args)]
pub struct Backtest {
    /// Hari pertama yang dinilai · the first day that is judged; three years before the last if left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<NaiveDate>,
    /// Hari terakhir · the last day, after which nothing is looked at; the last with data if left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    to: Option<NaiveDate>,
    /// Tulis semua peringatan ke CSV · write every warning to a CSV file.
    #[arg(long, value_name = "FILE")]
    warnings: Option<PathBuf>,
    /// Tulis prospek setiap hari survei ke CSV · write the outlook of every survey day to a CSV file.
    #[arg(long, value_name = "FILE")]
    outlook: Option<PathBuf>,
    /// Tingkat harga: producer, wholesale, atau retail · the price level.
    #[arg(long, default_value = "retail", value_parser = PriceLevel::parse)]
    level: PriceLevel,
    /// Hari antara survei dan terbitnya harga · days from a survey to its publication.
    #[arg(long, default_value_t = 0, value_name = "DAYS", value_parser = clap::value_parser!(u8).range(0..=60))]
    lag: u8,
}

impl Backtest {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let lang = setting.lang;
        let granary = setting.store.load(setting.version(None).await?).await?;
        let Some(last) = granary.last_day(&setting.profile) else {
            anyhow::bail!(lang.pick("Belum ada data.", "There are no data yet."));
        };
        let to = self.to.unwrap_or(last).min(last + Days::new(self.lag.into()));
        let from = self.from.unwrap_or(to - Days::new(YEARS * 365));
        if from > to {
            anyhow::bail!(match lang {
                Lang::Id => format!("--from {from} sesudah hari terakhir yang dinilai, {to}."),
                Lang::En => format!("--from {from} is after the last day that is judged, {to}."),
            });
        }
        let span = Span { from: day::of(from), to: day::of(to), lag: self.lag.into(), level: self.level };
        let profile = std::sync::Arc::clone(&setting.profile);
        let walk =
            tokio::task::spawn_blocking(move || Walk::run(&granary, &profile, span, lumbung_data::cores())).await?;
        if let Some(file) = &self.warnings {
            write(file, lang, |out| write_warnings(out, &walk.warnings))?;
        }
        if let Some(file) = &self.outlook {
            write(file, lang, |out| write_outlook(out, &walk.outlook))?;
        }
        let mut out = io::stdout().lock();
        if setting.json {
            #[derive(Serialize)]
            struct Answer<'a> {
                from: NaiveDate,
                to: NaiveDate,
                lag_days: u8,
                score: &'a Score,
            }
            serde_json::to_writer(&mut out, &Answer { from, to, lag_days: self.lag, score: &walk.score })?;
            writeln!(out)?;
        } else {
            print(&mut out, &walk, (from, to, self.lag), lang)?;
        }
        Ok(Outcome::Done)
    }
}

/// Writes a file whole.
fn write(file: &Path, lang: Lang, body: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> anyhow::Result<()> {
    let written = File::create(file).and_then(|created| {
        let mut out = BufWriter::new(created);
        body(&mut out)?;
        out.flush()
    });
    written.with_context(|| match lang {
        Lang::Id => format!("{} tidak dapat ditulis", file.display()),
        Lang::En => format!("{} cannot be written", file.display()),
    })
}

fn write_warnings(out: &mut impl Write, warnings: &[Raised]) -> io::Result<()> {
    writeln!(out, "commodity,place,level,kind,raised_on,cleared_on")?;
    for warning in warnings {
        let Raised { commodity, place, level, kind, .. } = warning;
        let cleared = warning.cleared_on.map(|day| day::date(day).to_string()).unwrap_or_default();
        let raised = day::date(warning.raised_on);
        writeln!(out, "{commodity},{place},{},{},{raised},{cleared}", level.as_str(), kind.as_str())?;
    }
    Ok(())
}

fn write_outlook(out: &mut impl Write, told: &[Told]) -> io::Result<()> {
    writeln!(out, "commodity,place,date,horizon_days,p_surge,q10,q50,q90")?;
    for Told { commodity, place, day, forecasts } in told {
        let date = day::date(*day);
        for (horizon, forecast) in HORIZONS.iter().zip(forecasts) {
            let [low, middle, high] = forecast.price;
            let chance = forecast.chance;
            writeln!(out, "{commodity},{place},{date},{horizon},{chance:.5},{low:.2},{middle:.2},{high:.2}")?;
        }
    }
    Ok(())
}

fn print(
    out: &mut impl Write,
    walk: &Walk,
    (from, to, later): (NaiveDate, NaiveDate, u8),
    lang: Lang,
) -> io::Result<()> {
    let all = &walk.score.all;
    let (series, years, surges) = (all.series, all.series_years, all.surges);
    match lang {
        Lang::Id => writeln!(
            out,
            "Uji mundur {from} sampai {to}: {series} deret, {years:.1} tahun-deret, {surges} lonjakan; \
             harga terbit {later} hari setelah survei.\nDalam kurung: rentang 90 %."
        )?,
        Lang::En => writeln!(
            out,
            "Backtest {from} to {to}: {series} series, {years:.1} series-years, {surges} surges; \
             prices published {later} days after the survey.\nIn brackets: 90 % intervals."
        )?,
    }
    figures(out, lang.pick("Semua", "All"), all, lang)?;
    for (commodity, figures_of) in &walk.score.commodities {
        figures(out, commodity.as_str(), figures_of, lang)?;
    }
    Ok(())
}

fn figures(out: &mut impl Write, name: &str, figures: &Figures, lang: Lang) -> io::Result<()> {
    writeln!(out, "\n{name}")?;
    let heads = lang.pick(
        ["jenis", "diangkat", "lonjakan ditemukan", "keliru per deret-tahun", "hari lebih awal"],
        ["kind", "raised", "surges found", "false a series-year", "days ahead"],
    );
    writeln!(out, "  {:10} {:>9} {:>22} {:>22} {:>16}", heads[0], heads[1], heads[2], heads[3], heads[4])?;
    for (kind, calls) in [("surge", &figures.surge), ("early", &figures.early)] {
        let Calls { raised, found, wrong, ahead } = calls;
        let ahead = ahead.map(|days| format!("{days:.0}")).unwrap_or_default();
        writeln!(out, "  {kind:10} {raised:>9} {:>22} {:>22} {ahead:>16}", told(*found), told(*wrong))?;
    }
    for (kind, rate) in &figures.others {
        let rate = match lang {
            Lang::Id => format!("{rate:.2} per deret-tahun"),
            Lang::En => format!("{rate:.2} a series-year"),
        };
        writeln!(out, "  {kind:10} {rate}")?;
    }
    let heads = lang.pick(
        ["cakrawala", "hari", "dasar", "presisi rata-rata", "keterampilan Brier"],
        ["horizon", "days", "base", "average precision", "Brier skill"],
    );
    writeln!(out, "  {:10} {:>9} {:>8} {:>22} {:>22}", heads[0], heads[1], heads[2], heads[3], heads[4])?;
    for (horizon, chances) in &figures.chances {
        let (days, base) = (chances.days, chances.base);
        writeln!(
            out,
            "  {horizon:<10} {days:>9} {base:>8.3} {:>22} {:>22}",
            told(chances.precision),
            told(chances.skill)
        )?;
    }
    let heads = lang.pick(
        ["cakrawala", "hari", "keterampilan pinball", "cakupan 80 %", "di bawah", "di atas"],
        ["horizon", "days", "pinball skill", "80 % covered", "below", "above"],
    );
    writeln!(
        out,
        "  {:10} {:>9} {:>22} {:>22} {:>9} {:>9}",
        heads[0], heads[1], heads[2], heads[3], heads[4], heads[5]
    )?;
    for (horizon, prices) in &figures.prices {
        let (days, below, above) = (prices.days, prices.below, prices.above);
        let (skill, covered) = (told(prices.skill), told(prices.covered));
        writeln!(out, "  {horizon:<10} {days:>9} {skill:>22} {covered:>22} {below:>9.3} {above:>9.3}")?;
    }
    Ok(())
}

fn told(measured: Option<Measured>) -> String {
    measured.map_or_else(|| "–".to_owned(), |Measured { value, low, high }| format!("{value:.3} [{low:.3} {high:.3}]"))
}
