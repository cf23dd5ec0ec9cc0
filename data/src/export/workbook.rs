//! A workbook: the rows with typed cells, what the file is, and what its codes mean.

use super::package::STATUSES;
use super::table::{About, Block, Column, Contents, Values};
use super::text::harmless;
use crate::model::day;
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::io::{self, Write};

/// Rows of a sheet below its header: as many as Excel has.
const SHEET_ROWS: u32 = 1_048_575;

pub(super) fn write<C: Contents>(contents: &C, to: impl Write + Send) -> io::Result<u64> {
    let (mut book, rows) = filled(contents).map_err(failed)?;
    book.save_to_writer(to).map_err(failed)?;
    Ok(rows)
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

struct Styles {
    head: Format,
    date: Format,
    price: Format,
    value: Format,
}

fn filled<C: Contents>(contents: &C) -> Result<(Workbook, u64), XlsxError> {
    let styles = Styles {
        head: Format::new().set_bold(),
        date: Format::new().set_num_format("yyyy-mm-dd"),
        price: Format::new().set_num_format("#,##0"),
        value: Format::new().set_num_format("#,##0.00"),
    };
    let (columns, about) = (contents.columns(), contents.about());
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_title(&about.title).set_creation_datetime(&about.made));
    let (mut sheets, mut below, mut rows) = (0, SHEET_ROWS, 0_u64);
    contents.each(|block| {
        let mut start = 0;
        while start < block.rows {
            if below == SHEET_ROWS {
                data_sheet(&mut book, sheets, columns, &styles)?;
                (sheets, below) = (sheets + 1, 0);
            }
            let end = block.rows.min(start + (SHEET_ROWS - below) as usize);
            let sheet = book.worksheet_from_index(sheets - 1)?;
            for at in start..end {
                below += 1;
                row(sheet, below, block, at, columns, &styles)?;
            }
            start = end;
        }
        rows += block.rows as u64;
        Ok::<(), XlsxError>(())
    })?;
    if sheets == 0 {
        data_sheet(&mut book, 0, columns, &styles)?;
    }
    metadata(book.add_worksheet(), columns, &about, rows, &styles)?;
    notes(book.add_worksheet(), &about, &styles)?;
    Ok((book, rows))
}

/// Adds a sheet for rows, with its frozen header.
fn data_sheet(book: &mut Workbook, before: usize, columns: &[Column], styles: &Styles) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(if before == 0 { "Data".to_owned() } else { format!("Data {}", before + 1) })?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(columns) {
        sheet.set_column_width(at, column.width)?;
        sheet.write_string_with_format(0, at, &*harmless(&column.name), &styles.head)?;
    }
    Ok(())
}

/// Writes a row; a missing number is an empty cell.
fn row(
    sheet: &mut Worksheet,
    row: u32,
    block: &Block<'_>,
    at: usize,
    columns: &[Column],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (column, (values, about)) in (0..).zip(block.values.iter().zip(columns)) {
        match values {
            Values::Same(text) => sheet.write_string(row, column, harmless(text))?,
            Values::Texts(texts) => sheet.write_string(row, column, harmless(texts[at]))?,
            Values::Days(days) => sheet.write_datetime_with_format(row, column, day::date(days[at]), &styles.date)?,
            Values::Numbers(numbers) if numbers[at].is_finite() => {
                let style = if about.name == "value" { &styles.value } else { &styles.price };
                sheet.write_number_with_format(row, column, numbers[at], style)?
            }
            Values::Numbers(_) => continue,
            Values::Integers(numbers) => sheet.write_number(row, column, number(numbers[at]))?,
            Values::Known(numbers) => match numbers[at] {
                Some(version) => sheet.write_number(row, column, number(version))?,
                None => continue,
            },
            Values::Counts(numbers) => sheet.write_number(row, column, numbers[at])?,
        };
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "counts, far below 2^53")]
fn number(count: i64) -> f64 {
    count as f64
}

/// What the file is.
fn metadata(
    sheet: &mut Worksheet,
    columns: &[Column],
    about: &About,
    rows: u64,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("Metadata")?.set_column_width(0, 22)?.set_column_width(1, 90)?;
    let asked = |day: Option<NaiveDate>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
    let lines = [
        ("Judul · Title", about.title.clone()),
        ("Sejak · From", asked(about.from)),
        ("Sampai · To", asked(about.to)),
        ("Penyaring · Filter", if about.cut.is_empty() { "–".to_owned() } else { about.cut.clone() }),
        ("Sumber · Sources", about.sources.join(", ")),
        ("Lisensi · Licence", "CC-BY-4.0".to_owned()),
        ("Sitasi · Citation", about.citation.clone()),
    ];
    let mut line = 0;
    for (name, value) in lines {
        sheet.write_string_with_format(line, 0, name, &styles.head)?;
        sheet.write_string(line, 1, harmless(&value))?;
        line += 1;
    }
    let left = Format::new().set_align(FormatAlign::Left);
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    for (name, value) in [("Versi data · Data version", about.version), ("Baris · Rows", rows)] {
        sheet.write_string_with_format(line, 0, name, &styles.head)?;
        sheet.write_number_with_format(line, 1, number(value), &left)?;
        line += 1;
    }
    line += 1;
    for column in columns {
        sheet.write_string_with_format(line, 0, &*harmless(&column.name), &styles.head)?;
        sheet.write_string(line, 1, format!("{} · {}", column.id, column.en))?;
        line += 1;
    }
    Ok(())
}

/// What the codes mean and how the prices were made.
fn notes(sheet: &mut Worksheet, about: &About, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name("Catatan")?.set_column_width(0, 22)?.set_column_width(1, 110)?;
    let mut line = 0;
    for (status, id, en) in STATUSES {
        sheet.write_string_with_format(line, 0, status.as_str(), &styles.head)?;
        sheet.write_string(line, 1, format!("{id} · {en}"))?;
        line += 1;
    }
    for (id, en) in &about.notes {
        line += 1;
        sheet.write_string(line, 1, *id)?;
        line += 1;
        sheet.write_string(line, 1, *en)?;
    }
    Ok(())
}
