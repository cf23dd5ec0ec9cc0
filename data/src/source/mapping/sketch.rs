//! A look at a table that nobody knows: its columns, its first rows, and the
//! distinct values of each column.

use super::DateForm;
use crate::source::open;
use crate::source::table::{Header, Row, Table};
use chrono::NaiveDate;

/// Rows that are shown.
const SHOWN: usize = 8;
/// Distinct values that are kept of a column.
const MOST_VALUES: usize = 200;
/// Columns that are looked at.
const MOST_COLUMNS: usize = 400;
/// The longest text of a cell that is kept, in characters.
const LONGEST: usize = 80;

/// What a table looks like.
#[derive(Debug, Clone, Default)]
pub struct Sketch {
    /// The names of the columns as they stand.
    pub header: Vec<String>,
    /// The first rows, each with its number in the file.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Dates that a workbook holds as such, in the header.
    pub(super) days: Vec<Option<NaiveDate>>,
    /// The distinct values of each column that are not empty, as they come.
    pub(super) values: Vec<Vec<String>>,
}

impl Sketch {
    /// Looks at the widest table of a file; none where there is no table with
    /// two columns and a row.
    ///
    /// ```
    /// use lumbung_data::source::Sketch;
    /// let sketch = Sketch::of(b"Tgl;Barang;Harga\n02-01-2024;Brambang;30.500\n").unwrap();
    /// assert_eq!(sketch.header, ["Tgl", "Barang", "Harga"]);
    /// assert!(Sketch::of(b"one line of text").is_none());
    /// ```
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let content = open::open(bytes).ok()?;
        let mut widest: Option<(usize, Header, Table<'_>)> = None;
        for (_, table) in content.tables() {
            // Titles stand above the header, which comes last.
            let Some((header, table)) = table.heads().pop() else { continue };
            let named = header.shown.iter().filter(|name| !name.is_empty()).count();
            if named > widest.as_ref().map_or(1, |(widest, ..)| *widest) {
                widest = Some((named, header, table));
            }
        }
        let (_, header, table) = widest?;
        let sketch = Self::walk(&header, table);
        (!sketch.rows.is_empty()).then_some(sketch)
    }

    fn walk(header: &Header, table: Table<'_>) -> Self {
        let width = header.width().min(MOST_COLUMNS);
        let mut sketch = Self {
            header: header.shown[..width].to_vec(),
            days: header.days[..width].to_vec(),
            values: vec![Vec::new(); width],
            rows: Vec::new(),
        };
        table.each(header.width(), |number, row| {
            let Ok(row) = row else { return };
            for (column, values) in sketch.values.iter_mut().enumerate() {
                let text = text(row, column);
                if values.len() < MOST_VALUES && !text.is_empty() && !values.contains(&text) {
                    values.push(text);
                }
            }
            if sketch.rows.len() < SHOWN {
                sketch.rows.push((number, (0..width).map(|column| text(row, column)).collect()));
            }
        });
        sketch
    }

    /// The columns that are not headed by a date written in this form.
    pub(super) fn named(&self, date: Option<DateForm>) -> impl Iterator<Item = (usize, &String)> {
        self.header.iter().enumerate().filter(move |(column, name)| {
            let is_date = self.days[*column].is_some() || date.is_some_and(|form| form.read(name).is_some());
            !name.is_empty() && !is_date
        })
    }

    /// The columns that are headed by a name and no date in any form.
    pub(super) fn plain(&self) -> impl Iterator<Item = (usize, &String)> {
        self.named(None).filter(|(_, name)| DateForm::ALL.iter().all(|(form, _)| form.read(name).is_none()))
    }

    /// The names of the columns that can be chosen, each once.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let mut columns: Vec<String> = Vec::new();
        for (_, name) in self.plain() {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        columns
    }

    /// The distinct values of a column by its name.
    pub(super) fn values_of(&self, name: &str) -> &[String] {
        let column = self.header.iter().position(|known| known == name);
        column.map(|column| self.values[column].as_slice()).unwrap_or_default()
    }
}

fn text(row: Row<'_>, column: usize) -> String {
    row.get(column).text().chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_are_passed_over_and_values_come_once() {
        let sketch = Sketch::of(b"Harga pasar\n\nTgl,Barang\n1,a\n2,a\n\n3,b\n").unwrap();
        assert_eq!(sketch.header, ["Tgl", "Barang"]);
        assert_eq!(sketch.rows[0], (4, vec!["1".to_owned(), "a".to_owned()]));
        assert_eq!(sketch.values_of("Barang"), ["a", "b"]);
    }

    #[test]
    fn a_table_without_rows_or_with_one_column_is_none() {
        for text in ["Tgl,Barang\n", "Tgl\n1\n2\n", "", "\u{0}\u{1}"] {
            assert!(Sketch::of(text.as_bytes()).is_none(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[a-z;,\t\n\"0-9/-]{0,120}") {
            let _ = (Sketch::of(&bytes), Sketch::of(text.as_bytes()));
        }
    }
}
