//! What every target asserts: whatever the bytes, each row counts once, and
//! what is refused says why.

use chrono::NaiveDate;
use lumbung_data::model::{Lang, PlaceCode, PriceLevel};
use lumbung_data::profile::Profile;
use lumbung_data::source::{Context, Reading, read};
use std::sync::LazyLock;

static PROFILE: LazyLock<Profile> = LazyLock::new(|| Profile::load("bandung").expect("a built-in profile"));

/// Reads bytes as a file of Kota Bandung and checks the count.
pub fn check(bytes: &[u8]) -> Reading {
    let context = Context {
        profile: &PROFILE,
        today: NaiveDate::from_ymd_opt(2025, 12, 31).expect("a date"),
        lang: Lang::En,
        level: PriceLevel::Retail,
        place: PlaceCode::parse("3273").ok(),
    };
    let (_, reading) = read(bytes, &context);
    assert_eq!(reading.read, reading.quotes.len() as u64 + reading.rejected);
    assert!(reading.read > 0 || !reading.refusals.is_empty());
    assert!(reading.refusals.iter().all(|refusal| !refusal.reason.is_empty()));
    for (value, raw) in reading.quotes.value.iter().zip(&reading.quotes.raw) {
        assert!(value.is_nan() || (value.is_finite() && *value > 0.0), "{raw:?} became {value}");
    }
    reading
}

/// One row of each of three ways to write numbers, with this text for a field
/// and that for another.
pub fn check_row(date: &str, price: &str) {
    let field = |text: &str| text.replace('"', "\"\"");
    let (date, price) = (field(date), field(price));
    for file in [
        format!(
            "No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp)\n1;Bawang Merah;\"{date}\";Jawa Barat;Kota Bandung;Pasar Kosambi;\"{price}\"\n"
        ),
        format!("Tanggal,Komoditas,Harga,Sumber\n\"{date}\",bawang_merah,\"{price}\",PIHPS\n"),
        format!("Timestamp,Komoditas,Satuan,Harga\n\"{date}\",Bawang Merah,Rp/kg,\"{price}\"\n"),
    ] {
        check(file.as_bytes());
    }
}
