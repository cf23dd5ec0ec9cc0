//! Why nothing can be computed, said so that one can do something about it.

use super::difference::{LEAST_AFTER, LEAST_BEFORE, LEAST_CONTROLS};
use super::placebo::{LEAST_BLOCKS, LEAST_OWN};
use super::plan::Plan;
use crate::model::Lang;
use thiserror::Error;

/// Why an effect cannot be computed. Shown in English; [`Refusal::message`] gives either
/// language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The intervention ends before it begins, or lasts too long.
    #[error("give a last day that is not before the first and at most {} days on", Plan::LONGEST - 1)]
    Dates,
    /// The days before are too few or too many.
    #[error("compare with {} to {} days before, not {before}", Plan::BEFORE_BOUNDS[0], Plan::BEFORE_BOUNDS[1])]
    Window {
        /// The days that were asked for.
        before: i32,
    },
    /// The place has too few prices before the intervention.
    #[error("the place reported on {days} days before it, {LEAST_BEFORE} are needed: compare with more days before")]
    Before {
        /// Survey days before it.
        days: usize,
    },
    /// The place has too few prices in the intervention's time.
    #[error("the place reported on {days} days of its time, {LEAST_AFTER} are needed: wait, or load their prices")]
    After {
        /// Survey days in it.
        days: usize,
    },
    /// Another intervention at the place lies within the days that are looked at.
    #[error(
        "another intervention at the place lies within the days that are compared: give both as one, or fewer days before"
    )]
    Overlaps,
    /// Too few places to compare with.
    #[error("{usable} places can be compared with, {LEAST_CONTROLS} are needed: name others")]
    Controls {
        /// Places that report enough and had no intervention.
        usable: usize,
    },
    /// Too little history to know what is usual without an intervention.
    #[error(
        "there are {own} stretches of such days without an intervention at the place and {blocks} in all, {LEAST_OWN} and {LEAST_BLOCKS} are needed: load older prices, or compare with more places"
    )]
    History {
        /// Stretches of the place itself that do not overlap.
        own: usize,
        /// The same of all places.
        blocks: usize,
    },
}

impl Refusal {
    /// What is lacking and what to do, without a final stop.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Self::Dates => format!(
                "tanggal akhir harus sama dengan atau sesudah tanggal awal, paling lama {} hari kemudian",
                Plan::LONGEST - 1
            ),
            Self::Window { before } => format!(
                "jumlah hari pembanding harus antara {} dan {}, bukan {before}",
                Plan::BEFORE_BOUNDS[0],
                Plan::BEFORE_BOUNDS[1]
            ),
            Self::Before { days } => format!(
                "sebelum kegiatan hanya ada harga pada {days} hari survei di tempat itu, sedangkan diperlukan {LEAST_BEFORE}; perpanjang masa pembanding"
            ),
            Self::After { days } => format!(
                "pada masa kegiatan baru ada harga dari {days} hari survei di tempat itu, sedangkan diperlukan {LEAST_AFTER}; tunggu laporan berikutnya, atau muat harganya"
            ),
            Self::Overlaps => {
                "ada kegiatan lain di tempat itu pada masa yang dibandingkan; gabungkan keduanya, atau perpendek masa pembanding".to_owned()
            }
            Self::Controls { usable } => format!(
                "hanya {usable} tempat yang dapat menjadi pembanding, sedangkan diperlukan {LEAST_CONTROLS}; sebutkan tempat lain"
            ),
            Self::History { own, blocks } => format!(
                "baru ada {own} masa tanpa kegiatan di tempat itu dan {blocks} di semua tempat, sedangkan diperlukan {LEAST_OWN} dan {LEAST_BLOCKS}; muat harga yang lebih lama, atau tambah tempat pembanding"
            ),
        }
    }
}
