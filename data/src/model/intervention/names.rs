//! What the fields of the form are called in what is sent.

use super::{Intervention, ItemSpot, Spot};

macro_rules! row {
    ($row:literal) => {
        [
            concat!("komoditas_", $row),
            concat!("satuan_", $row),
            concat!("volume_", $row),
            concat!("harga_", $row),
            concat!("harga_pasar_", $row),
            concat!("subsidi_", $row),
            concat!("batas_", $row),
            concat!("realisasi_", $row),
        ]
    };
}

/// The fields of each row, in the order of [`ItemSpot::ALL`].
const ROWS: [[&str; 8]; Intervention::MOST_ITEMS] =
    [row!(1), row!(2), row!(3), row!(4), row!(5), row!(6), row!(7), row!(8), row!(9), row!(10)];

impl Spot {
    /// The name of its field; empty for the form as a whole, and for rows beyond the last.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Kind => "jenis",
            Self::Status => "keputusan",
            Self::Title => "judul",
            Self::District => "kecamatan",
            Self::Location => "lokasi",
            Self::Places => "tempat",
            Self::From => "dari",
            Self::To => "sampai",
            Self::Organiser => "penyelenggara",
            Self::Partner => "mitra",
            Self::Note => "catatan",
            Self::Outcome => "realisasi",
            Self::Warning => "peringatan",
            Self::Item(row, part) => ROWS.get(row).map_or("", |row| row[part as usize]),
        }
    }
}

impl ItemSpot {
    /// The name of its field in a row, counted from 0.
    #[must_use]
    pub fn field(self, row: usize) -> &'static str {
        Spot::Item(row, self).field()
    }
}
