//! What can be wrong with an entry, and what to do.

use chrono::NaiveDate;
use lumbung_data::model::{Lang, date_short, rupiah};

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// It is none that can be read.
    Form,
    /// Its id is none, or somebody else's entry has it.
    Id,
    /// It was noted under another account.
    OtherPerson,
    /// No market of the plan; the names of those that are.
    Market(Vec<String>),
    /// No commodity of the plan.
    Commodity,
    /// No unit of the commodity; those that are.
    Unit(Vec<String>),
    /// A day after today, which is this.
    Future(NaiveDate),
    /// A day before the first one that is still taken, which is this.
    Old(NaiveDate),
    /// The kind of answer or the reason is none that is offered.
    Choice,
    /// A price that is no whole amount of rupiah.
    Price,
    /// No price at all, or more than three.
    Stalls,
    /// Far beyond what the commodity can cost: rupiah per canonical unit, and the unit.
    Absurd(f64, f64, String),
    /// A note longer than so many characters.
    Note(usize),
}

impl Fault {
    /// What is wrong and what to do, in a sentence.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Form, Lang::Id) => {
                "Isian ini tidak terbaca. Muat ulang formulirnya, lalu catat sekali lagi.".to_owned()
            }
            (Self::Form, Lang::En) => "This entry cannot be read. Reload the form and note it again.".to_owned(),
            (Self::Id, Lang::Id) => "Nomor isian ini rusak atau sudah dipakai. Catat ulang isiannya.".to_owned(),
            (Self::Id, Lang::En) => "The number of this entry is broken or taken. Note it again.".to_owned(),
            (Self::OtherPerson, Lang::Id) => {
                "Isian ini dicatat dengan akun lain. Masuklah dengan akun itu untuk mengirimnya.".to_owned()
            }
            (Self::OtherPerson, Lang::En) => {
                "This entry was noted under another account. Sign in with that one to send it.".to_owned()
            }
            (Self::Market(known), Lang::Id) => {
                format!("Pasar ini tidak ada dalam rencana survei. Pilih salah satu: {}.", known.join(", "))
            }
            (Self::Market(known), Lang::En) => {
                format!("This market is not in the survey plan. Choose one of: {}.", known.join(", "))
            }
            (Self::Commodity, Lang::Id) => {
                "Komoditas ini tidak ada dalam rencana survei. Muat ulang formulirnya.".to_owned()
            }
            (Self::Commodity, Lang::En) => "This commodity is not in the survey plan. Reload the form.".to_owned(),
            (Self::Unit(units), Lang::Id) => {
                format!("Satuan ini bukan satuan komoditas tersebut. Pilih: {}.", units.join(", "))
            }
            (Self::Unit(units), Lang::En) => {
                format!("This is no unit of that commodity. Choose: {}.", units.join(", "))
            }
            (Self::Future(today), Lang::Id) => {
                format!(
                    "Hari survei belum tiba: hari ini {}. Pilih hari ini atau sebelumnya.",
                    date_short(*today, lang)
                )
            }
            (Self::Future(today), Lang::En) => {
                format!(
                    "The survey day is still to come: today is {}. Choose today or earlier.",
                    date_short(*today, lang)
                )
            }
            (Self::Old(first), Lang::Id) => format!(
                "Hari survei sudah terlalu lama: yang masih diterima mulai {}. Serahkan data yang lebih lama sebagai berkas di halaman Unggah.",
                date_short(*first, lang)
            ),
            (Self::Old(first), Lang::En) => format!(
                "The survey day is too long ago: days from {} on are taken. Upload older data as a file.",
                date_short(*first, lang)
            ),
            (Self::Choice, Lang::Id) => {
                "Pilihan ini tidak dikenal. Muat ulang formulirnya, lalu pilih lagi.".to_owned()
            }
            (Self::Choice, Lang::En) => "This choice is not known. Reload the form and choose again.".to_owned(),
            (Self::Price, Lang::Id) => "Tulis rupiah bulat, misalnya 32000 atau 32.000.".to_owned(),
            (Self::Price, Lang::En) => "Write whole rupiah, such as 32000.".to_owned(),
            (Self::Stalls, Lang::Id) => "Isi harga satu sampai tiga lapak, atau pilih “tidak ada barang”.".to_owned(),
            (Self::Stalls, Lang::En) => "Enter the prices of one to three stalls, or choose “no goods”.".to_owned(),
            (Self::Absurd(low, high, unit), Lang::Id) => format!(
                "Harga ini di luar kisaran wajar ({} sampai {} per {unit}). Periksa jumlah angka nol dan satuannya.",
                rupiah(*low, lang),
                rupiah(*high, lang)
            ),
            (Self::Absurd(low, high, unit), Lang::En) => format!(
                "This price is beyond what can be ({} to {} per {unit}). Check the zeros and the unit.",
                rupiah(*low, lang),
                rupiah(*high, lang)
            ),
            (Self::Note(most), Lang::Id) => {
                format!("Catatan terlalu panjang. Singkatkan menjadi paling banyak {most} karakter.")
            }
            (Self::Note(most), Lang::En) => format!("The note is too long. Shorten it to {most} characters."),
        }
    }
}
