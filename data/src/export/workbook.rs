//! A workbook: the rows with typed cells, what the file is, and what its codes mean.

use super::package::{COLUMNS, NOTES, STATUSES, about};
use super::select::Extract;
use super::text::harmless;
use crate::lake::PRICE_COLUMNS;
use crate::model::{MarketSeries, ObsStatus, day};
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, Workbook, Worksheet, XlsxError};
use std::io::{self, Write};

/// Rows of a sheet below its header: as many as Excel has.
const SHEET_ROWS: u32 = 1_048_575;

pub(super) fn write(extract: &Extract<'_>, to: impl Write + Send) -> io::Result<u64> {
    let (mut book, rows) = filled(extract).map_err(failed)?;
    book.save_to_writer(to).map_err(failed)?;
    Ok(rows)
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

/// Columns that are wide, with their widths in characters.
const WIDTHS: [f64; 11] = [11.0, 24.0, 22.0, 10.0, 11.0, 11.0, 14.0, 11.0, 8.0, 8.0, 9.0];

struct Styles {
    head: Format,
    date: Format,
    price: Format,
}

fn filled(extract: &Extract<'_>) -> Result<(Workbook, u64), XlsxError> {
    let styles = Styles {
        head: Format::new().set_bold(),
        date: Format::new().set_num_format("yyyy-mm-dd"),
        price: Format::new().set_num_format("#,##0"),
    };
    let mut book = Workbook::new();
    // A workbook has to say when it was made. The last day with data stands for the version;
    // the clock would make every copy another file.
    let made = extract.granary.last_day(extract.profile).unwrap_or_default();
    book.set_properties(&DocProperties::new().set_title(about(extract).title).set_creation_datetime(&made));
    let (mut sheets, mut below, mut rows) = (0, SHEET_ROWS, 0_u64);
    for series in extract.series() {
        let mut start = 0;
        while start < series.day.len() {
            if below == SHEET_ROWS {
                data_sheet(&mut book, sheets, &styles)?;
                (sheets, below) = (sheets + 1, 0);
            }
            let end = series.day.len().min(start + (SHEET_ROWS - below) as usize);
            let sheet = book.worksheet_from_index(sheets - 1)?;
            for at in start..end {
                below += 1;
                row(sheet, below, &series, at, &styles)?;
            }
            start = end;
        }
        rows += series.day.len() as u64;
    }
    if sheets == 0 {
        data_sheet(&mut book, 0, &styles)?;
    }
    metadata(book.add_worksheet(), extract, rows, &styles)?;
    notes(book.add_worksheet(), &styles)?;
    Ok((book, rows))
}

/// Adds a sheet for rows, with its frozen header.
fn data_sheet(book: &mut Workbook, before: usize, styles: &Styles) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(if before == 0 { "Data".to_owned() } else { format!("Data {}", before + 1) })?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, ((name, _), width)) in (0..).zip(PRICE_COLUMNS.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, *name, &styles.head)?;
    }
    Ok(())
}

/// Writes a row; a missing number is an empty cell.
fn row(sheet: &mut Worksheet, row: u32, series: &MarketSeries, at: usize, styles: &Styles) -> Result<(), XlsxError> {
    let key = &series.key;
    sheet.write_datetime_with_format(row, 0, day::date(series.day[at]), &styles.date)?;
    let names = [key.commodity.as_str(), key.place.as_str(), key.level.as_str(), key.source.as_str()];
    for (column, name) in (1..).zip(names) {
        sheet.write_string(row, column, harmless(name))?;
    }
    if series.reported[at].is_finite() {
        sheet.write_number_with_format(row, 5, series.reported[at], &styles.price)?;
    }
    sheet.write_string(row, 6, harmless(&series.reported_unit))?;
    if series.price[at].is_finite() {
        sheet.write_number_with_format(row, 7, series.price[at], &styles.price)?;
    }
    sheet.write_string(row, 8, harmless(&series.unit))?;
    sheet.write_string(row, 9, series.status[at].as_str())?;
    #[expect(clippy::cast_precision_loss, reason = "versions are counted from one")]
    sheet.write_number(row, 10, series.version[at] as f64)?;
    Ok(())
}

/// What the file is.
fn metadata(sheet: &mut Worksheet, extract: &Extract<'_>, rows: u64, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name("Metadata")?.set_column_width(0, 22)?.set_column_width(1, 90)?;
    let about = about(extract);
    let filter = extract.filter;
    let asked = |day: Option<NaiveDate>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
    let lines = [
        ("Judul · Title", about.title),
        ("Versi data · Data version", extract.granary.version().to_string()),
        ("Baris · Rows", rows.to_string()),
        ("Sejak · From", asked(filter.from)),
        ("Sampai · To", asked(filter.to)),
        ("Sumber · Sources", about.sources.join(", ")),
        ("Lisensi · Licence", "CC-BY-4.0".to_owned()),
        ("Sitasi · Citation", about.citation),
    ];
    let mut line = 0;
    for (name, value) in lines {
        sheet.write_string_with_format(line, 0, name, &styles.head)?;
        sheet.write_string(line, 1, harmless(&value))?;
        line += 1;
    }
    line += 1;
    for ((name, _), (id, en)) in PRICE_COLUMNS.iter().zip(COLUMNS) {
        sheet.write_string_with_format(line, 0, *name, &styles.head)?;
        sheet.write_string(line, 1, format!("{id} · {en}"))?;
        line += 1;
    }
    Ok(())
}

/// What the codes mean and how the prices were made.
fn notes(sheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name("Catatan")?.set_column_width(0, 22)?.set_column_width(1, 110)?;
    let mut line = 0;
    for (status, id, en) in STATUSES {
        let status: ObsStatus = status;
        sheet.write_string_with_format(line, 0, status.as_str(), &styles.head)?;
        sheet.write_string(line, 1, format!("{id} · {en}"))?;
        line += 1;
    }
    for (id, en) in NOTES {
        line += 1;
        sheet.write_string(line, 1, id)?;
        line += 1;
        sheet.write_string(line, 1, en)?;
    }
    Ok(())
}
