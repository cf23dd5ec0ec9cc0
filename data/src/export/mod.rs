//! Cleaned series as files: every observation in the columns of the contract, as CSV,
//! workbook, Parquet, JSON, data package or SDMX.
//!
//! A file is written series by series, so that memory does not grow with it, and
//! holds nothing but what the version says: the same version gives the same bytes.
//! Where files go, and who asked for them, is left to others.

mod csv;
mod json;
mod laid;
mod package;
mod parquet;
mod sdmx;
mod select;
mod single;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod variables;
mod vintages;
mod wide;
mod workbook;

pub use csv::Variant;
pub use laid::{Laid, Layout};
pub use sdmx::Structure;
pub use select::{Extract, Filter};
pub use single::{Single, Telling, Untold};
pub use text::harmless;
pub use variables::{Variable, variables};
pub use vintages::VintageFile;
pub use wide::{TooWide, Wide};

use std::io::{self, Write};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with a header; see [`Variant`].
    Csv(Variant),
    /// A workbook with the sheets Data, Metadata and Catatan.
    Xlsx,
    /// One row group per some series.
    Parquet,
    /// A list of series, each as columns.
    Json,
    /// A zip archive: CSV with a Data Package and a CSVW description.
    Package,
    /// SDMX-CSV 2.0: the data alone, in the codes of [`Structure`].
    Sdmx,
}

impl Format {
    /// The ending of its file names, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::Json => "json",
            Self::Package => "zip",
            Self::Sdmx => "sdmx.csv",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv(_) => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Json => "application/json",
            Self::Package => "application/zip",
            Self::Sdmx => "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
        }
    }
}

impl Extract<'_> {
    fn stem(&self) -> String {
        format!("lumbung_{}{}", self.profile.code, self.filter.stem())
    }

    /// Writes the file; gives the number of its rows, its header left out.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, format: Format, to: impl Write + Send) -> io::Result<u64> {
        match format {
            Format::Csv(variant) => csv::write(self, variant, to),
            Format::Xlsx => workbook::write(self, to),
            Format::Parquet => parquet::write(self, to),
            Format::Json => json::write(self, to),
            Format::Package => package::write(self, to),
            Format::Sdmx => csv::write(&sdmx::All(*self), Variant::Plain, to),
        }
    }

    /// The name that its file has unless it is given another: city, what it was cut to, and
    /// version.
    #[must_use]
    pub fn file_name(&self, format: Format) -> String {
        format!("{}_v{}.{}", self.stem(), self.granary.version(), format.extension())
    }
}
