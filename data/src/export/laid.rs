//! An extract in a layout: its observations below each other, or its series side by side.

use super::wide::{TooWide, Wide};
use super::{Extract, Format};
use std::io::{self, Write};

/// How the rows of a file are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// A row an observation.
    #[default]
    Long,
    /// A row a day, a column of cleaned prices a series.
    Wide,
}

/// An extract as it is to be written.
#[derive(Debug)]
pub enum Laid<'a> {
    /// Its observations below each other.
    Long(Extract<'a>),
    /// Its series side by side.
    Wide(Wide<'a>),
}

impl<'a> Extract<'a> {
    /// Lays it out for a format.
    ///
    /// # Errors
    /// When the format cannot hold the layout.
    pub fn laid(self, layout: Layout, format: Format) -> Result<Laid<'a>, TooWide> {
        match layout {
            Layout::Long => Ok(Laid::Long(self)),
            Layout::Wide => Wide::of(self, format).map(Laid::Wide),
        }
    }
}

impl Laid<'_> {
    /// Writes the file; gives the number of its rows, its header left out.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, format: Format, to: impl Write + Send) -> io::Result<u64> {
        match self {
            Self::Long(extract) => extract.write(format, to),
            Self::Wide(wide) => wide.write(format, to),
        }
    }

    /// The name that its file has unless it is given another.
    #[must_use]
    pub fn file_name(&self, format: Format) -> String {
        match self {
            Self::Long(extract) => extract.file_name(format),
            Self::Wide(wide) => wide.file_name(format),
        }
    }
}
