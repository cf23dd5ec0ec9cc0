//! What batches hold beside prices: the official index, inflation and stocks.

use super::{Book, BookError};
use lumbung_data::granary::{Beside, BesideDelta};
use lumbung_data::model::{CommodityId, Inflation, PlaceCode, PriceIndicator, Stock};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use std::sync::Arc;

/// Stores figures as those of a batch.
pub(super) async fn insert(tx: &mut SqliteConnection, version: i64, new: &BesideDelta) -> Result<(), BookError> {
    for figure in &new.indicators {
        sqlx::query(
            "insert into indicator (version, region, year, month, week, change, contributions, most_volatile, variation)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(version)
        .bind(figure.region.as_str())
        .bind(figure.year)
        .bind(figure.month)
        .bind(figure.week)
        .bind(figure.change)
        .bind(serde_json::to_string(&figure.contributions)?)
        .bind(&figure.most_volatile)
        .bind(figure.variation)
        .execute(&mut *tx)
        .await?;
    }
    for figure in &new.inflation {
        sqlx::query(
            "insert into inflation (version, region, month, yearly, monthly, price_index) values (?, ?, ?, ?, ?, ?)",
        )
        .bind(version)
        .bind(figure.region.as_str())
        .bind(figure.month.to_string())
        .bind(figure.yearly)
        .bind(figure.monthly)
        .bind(figure.index)
        .execute(&mut *tx)
        .await?;
    }
    for stock in &new.stocks {
        sqlx::query("insert into stock (version, commodity, place, day, stock, daily_need) values (?, ?, ?, ?, ?, ?)")
            .bind(version)
            .bind(stock.commodity.as_str())
            .bind(stock.place.as_str())
            .bind(stock.date.to_string())
            .bind(stock.stock)
            .bind(stock.daily_need)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// The rows of a table up to a version, without those of batches that were
/// withdrawn by then or are left out, in the order of versions.
macro_rules! in_force {
    ($table:literal) => {
        concat!(
            "select * from ",
            $table,
            " where version <= ?1 and version <> ?2
                and version not in (select batch from withdrawal where version <= ?1) order by version"
        )
    };
}

impl Book {
    /// What is known beside prices at a version, given what was at an earlier
    /// one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn beside(&self, version: i64, after: i64, known: &Arc<Beside>) -> Result<Arc<Beside>, BookError> {
        let changed: bool = sqlx::query_scalar(
            "select exists (select 1 from indicator where version > ?1 and version <= ?2)
                or exists (select 1 from inflation where version > ?1 and version <= ?2)
                or exists (select 1 from stock where version > ?1 and version <= ?2)
                or exists (select 1 from withdrawal where version > ?1 and version <= ?2)",
        )
        .bind(after)
        .bind(version)
        .fetch_one(&self.pool)
        .await?;
        Ok(if changed { Arc::new(self.beside_without(version, None).await?) } else { Arc::clone(known) })
    }

    /// The same without a batch, read anew.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn beside_without(&self, version: i64, batch: Option<i64>) -> Result<Beside, BookError> {
        let mut beside = Beside::default();
        // No batch has this version.
        let left_out = batch.unwrap_or(-1);
        let rows = sqlx::query(in_force!("indicator")).bind(version).bind(left_out).fetch_all(&self.pool).await?;
        for row in &rows {
            // Names were checked before they were written.
            if let Some(figure) = indicator(row)? {
                beside.put_indicator(figure);
            }
        }
        let rows = sqlx::query(in_force!("inflation")).bind(version).bind(left_out).fetch_all(&self.pool).await?;
        for row in &rows {
            if let Some(figure) = inflation(row) {
                beside.put_inflation(figure);
            }
        }
        let rows = sqlx::query(in_force!("stock")).bind(version).bind(left_out).fetch_all(&self.pool).await?;
        for row in &rows {
            if let Some(stock) = stock(row) {
                beside.put_stock(stock);
            }
        }
        Ok(beside)
    }
}

fn indicator(row: &SqliteRow) -> Result<Option<PriceIndicator>, BookError> {
    let Ok(region) = PlaceCode::parse(row.get("region")) else { return Ok(None) };
    Ok(Some(PriceIndicator {
        region,
        year: row.get("year"),
        month: row.get("month"),
        week: row.get("week"),
        change: row.get("change"),
        contributions: serde_json::from_str(row.get("contributions"))?,
        most_volatile: row.get("most_volatile"),
        variation: row.get("variation"),
    }))
}

fn inflation(row: &SqliteRow) -> Option<Inflation> {
    Some(Inflation {
        region: PlaceCode::parse(row.get("region")).ok()?,
        month: row.get::<&str, _>("month").parse().ok()?,
        yearly: row.get("yearly"),
        monthly: row.get("monthly"),
        index: row.get("price_index"),
    })
}

fn stock(row: &SqliteRow) -> Option<Stock> {
    Some(Stock {
        date: row.get::<&str, _>("day").parse().ok()?,
        commodity: CommodityId::parse(row.get("commodity")).ok()?,
        place: PlaceCode::parse(row.get("place")).ok()?,
        stock: row.get("stock"),
        daily_need: row.get("daily_need"),
    })
}
