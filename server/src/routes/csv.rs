//! Tables of text as CSV files to download. A text that a spreadsheet would
//! take for a formula gets an apostrophe in front.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use lumbung_data::export::harmless;
use std::borrow::Cow;

/// A table being written.
pub(super) struct Csv {
    text: String,
}

impl Csv {
    /// A table with these columns.
    pub fn new(columns: &[&str]) -> Self {
        let mut csv = Self { text: String::new() };
        csv.row(columns);
        csv
    }

    /// Adds a row.
    pub fn row(&mut self, fields: &[&str]) {
        for (i, field) in fields.iter().enumerate() {
            if i > 0 {
                self.text.push(',');
            }
            self.field(field);
        }
        self.text.push('\n');
    }

    fn field(&mut self, field: &str) {
        let safe = if field.parse::<f64>().is_ok() { Cow::Borrowed(field) } else { harmless(field) };
        let quoted = safe.len() > field.len() || field.contains([',', '"', '\n', '\r']);
        if quoted {
            self.text.push('"');
        }
        self.text.push_str(&safe.replace('"', "\"\""));
        if quoted {
            self.text.push('"');
        }
    }

    /// What was written since the last time.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// The table as a file to download.
    pub fn answer(self, name: &'static str) -> Response {
        download(name, Body::from(self.text))
    }
}

/// A table as a file to download.
pub(super) fn download(name: &'static str, body: Body) -> Response {
    let file = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, file.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_numbers_stay_numbers() {
        let mut csv = Csv::new(&["a", "b"]);
        csv.row(&["=1+1", "-12.5"]);
        csv.row(&["@SUM(A1)", "a \"b\", c"]);
        csv.row(&["+62 812", "dua\nbaris"]);
        assert_eq!(csv.text, "a,b\n\"'=1+1\",-12.5\n\"'@SUM(A1)\",\"a \"\"b\"\", c\"\n\"'+62 812\",\"dua\nbaris\"\n");
    }
}
