//! `lumbung series`

use super::{Outcome, Setting};
use crate::series::{Asked, Found, missing};
use lumbung_data::export::{Format, Telling, Variant};
use lumbung_data::model::{CommodityId, PlaceCode, PriceLevel, SourceId};
use std::io::Write;

/// Prints one series with its statuses: a city's price for a region's code, a
/// market's observations for a market's code.
#[derive(Debug, clap::Args)]
pub struct Series {
    /// The commodity, such as cabai-rawit-merah.
    #[arg(long, value_parser = CommodityId::parse)]
    commodity: CommodityId,
    /// The place, such as 3273 or 3273/kosambi.
    #[arg(long, value_parser = PlaceCode::parse)]
    place: PlaceCode,
    /// The price level: producer, wholesale or retail.
    #[arg(long, default_value = "retail", value_parser = PriceLevel::parse)]
    level: PriceLevel,
    /// The source; the profile's first that has the series if left out.
    #[arg(long, value_parser = SourceId::parse)]
    source: Option<SourceId>,
    /// What was known then: a version or an RFC 3339 moment.
    #[arg(long, value_name = "V")]
    as_of: Option<String>,
}

impl Series {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let version = setting.version(self.as_of.as_deref()).await?;
        let granary = setting.store.load(version).await?;
        let asked = Asked { commodity: self.commodity, place: self.place, level: self.level, source: self.source };
        let Some(found) = Found::in_granary(&granary, &setting.profile, &asked) else {
            anyhow::bail!(missing(&granary, &setting.profile, &asked, setting.lang));
        };
        let format = if setting.json { Format::Json } else { Format::Csv(Variant::Plain) };
        let mut text = Vec::new();
        found.told(&Telling::default())?.write((&granary, &setting.profile), format, &mut text)?;
        let mut out = std::io::stdout().lock();
        out.write_all(&text)?;
        if setting.json {
            writeln!(out)?;
        }
        Ok(Outcome::Done)
    }
}
