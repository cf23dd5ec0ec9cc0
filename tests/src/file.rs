//! A PIHPS file in long form, built row by row.

use std::fmt::Write;

/// Rows of a PIHPS long CSV for Kota Bandung unless said otherwise.
#[derive(Debug, Clone)]
pub struct PihpsFile {
    text: String,
    rows: usize,
    commodity: String,
}

impl Default for PihpsFile {
    fn default() -> Self {
        Self::of("Bawang Merah")
    }
}

impl PihpsFile {
    /// The header that PIHPS files have.
    pub const HEADER: &'static str = "No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp)";

    /// A file of one commodity.
    #[must_use]
    pub fn of(commodity: &str) -> Self {
        Self { text: format!("{}\n", Self::HEADER), rows: 0, commodity: commodity.to_owned() }
    }

    /// A price at a market of Kota Bandung on a date (`dd/mm/yyyy`).
    #[must_use]
    pub fn at(self, date: &str, market: &str, price: &str) -> Self {
        self.in_city("Kota Bandung", date, market, price)
    }

    /// A price at a market of some city.
    #[must_use]
    pub fn in_city(mut self, city: &str, date: &str, market: &str, price: &str) -> Self {
        self.rows += 1;
        let row = format!("{};{};{date};Jawa Barat;{city};{market};{price}", self.rows, self.commodity);
        self.line(&row)
    }

    /// A line as it is.
    #[must_use]
    pub fn line(mut self, line: &str) -> Self {
        writeln!(self.text, "{line}").expect("writing to a string");
        self
    }

    /// One price a weekday at both PIHPS markets of Kota Bandung, from a Monday
    /// on (`yyyy-mm-dd`).
    ///
    /// # Panics
    /// When the date is none.
    #[must_use]
    pub fn weekdays(mut self, from: &str, prices: &[u32]) -> Self {
        use chrono::{Datelike, NaiveDate, Weekday};
        let mut date: NaiveDate = from.parse().expect("a date");
        for price in prices {
            while matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
                date = date.succ_opt().expect("a next day");
            }
            let written = date.format("%d/%m/%Y").to_string();
            let price = price.to_string();
            self = self.at(&written, "Pasar Kosambi", &price).at(&written, "Pasar Kiara Condong", &price);
            date = date.succ_opt().expect("a next day");
        }
        self
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl AsRef<[u8]> for PihpsFile {
    fn as_ref(&self) -> &[u8] {
        self.text.as_bytes()
    }
}
