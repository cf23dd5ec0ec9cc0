//! What can be wrong with an intervention, said with what to do about it.

use super::super::Lang;
use super::{Intervention, Item};
use chrono::{Datelike, NaiveDate};

/// Which part of an intervention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// All of it.
    Whole,
    /// Its kind.
    Kind,
    /// What was decided.
    Status,
    /// What it is called.
    Title,
    /// The kecamatan.
    District,
    /// Where in it.
    Location,
    /// The surveyed places nearby.
    Places,
    /// The first day.
    From,
    /// The last day.
    To,
    /// Who holds it.
    Organiser,
    /// Who takes part.
    Partner,
    /// What there is to add.
    Note,
    /// What became of it.
    Outcome,
    /// The warning.
    Warning,
    /// A part of an item, by its place in the list.
    Item(usize, ItemSpot),
}

/// Which part of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemSpot {
    /// The commodity.
    Commodity,
    /// The unit.
    Unit,
    /// How much is planned.
    Volume,
    /// The price.
    Price,
    /// The market's price.
    Reference,
    /// The subsidy.
    Subsidy,
    /// The limit per buyer.
    Limit,
    /// How much there was.
    Realised,
}

impl ItemSpot {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 8] = [
        Self::Commodity,
        Self::Unit,
        Self::Volume,
        Self::Price,
        Self::Reference,
        Self::Subsidy,
        Self::Limit,
        Self::Realised,
    ];
}

/// Where something is wrong, and what.
pub type WrongAt = (Spot, Wrong);

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It may not be empty.
    Missing,
    /// Nothing of a list is chosen, or something else.
    NotChosen,
    /// Longer than so many characters.
    TooLong(usize),
    /// Something in it breaks the line or cannot be seen.
    Hidden,
    /// No day.
    NotADay,
    /// The last day is before the first.
    EndsBefore,
    /// It takes more than so many days.
    LastsTooLong(i32),
    /// Neither a kecamatan nor a place in words is named.
    NoPlace,
    /// Markets and regions are mixed.
    MixedPlaces,
    /// More places than so many.
    TooManyPlaces(usize),
    /// A place that is not surveyed here.
    UnknownPlace,
    /// Nothing is sold.
    NoItems,
    /// More items than so many.
    TooManyItems(usize),
    /// No commodity of this city.
    UnknownCommodity,
    /// The same commodity in the same unit again.
    Twice,
    /// No number above zero.
    NotANumber,
    /// No whole amount of rupiah.
    NotRupiah,
    /// The subsidy is more than the market's price.
    SubsidyAbovePrice,
    /// One buyer may get more than there is.
    LimitAboveVolume,
    /// No warning of that number.
    UnknownWarning,
    /// Somebody else has changed it meanwhile.
    Changed,
}

impl Wrong {
    /// What is wrong and what to do, as whole sentences.
    #[must_use]
    pub fn message(self, lang: Lang) -> String {
        let (id, en) = match self {
            Self::TooLong(most) => {
                return match lang {
                    Lang::Id => format!("Terlalu panjang. Pakai paling banyak {most} karakter."),
                    Lang::En => format!("Too long. Use {most} characters at most."),
                };
            }
            Self::LastsTooLong(most) => {
                return match lang {
                    Lang::Id => format!(
                        "Lebih dari {most} hari. Bagi menjadi beberapa intervensi agar keadaan sebelum dan sesudahnya dapat dibandingkan."
                    ),
                    Lang::En => format!(
                        "More than {most} days. Enter it as several interventions, so that before and after can be compared."
                    ),
                };
            }
            Self::TooManyPlaces(most) => {
                return match lang {
                    Lang::Id => format!("Pilih paling banyak {most} tempat yang terdekat."),
                    Lang::En => format!("Choose the nearest places, {most} at most."),
                };
            }
            Self::TooManyItems(most) => {
                return match lang {
                    Lang::Id => format!("Paling banyak {most} barang. Catat sisanya sebagai intervensi lain."),
                    Lang::En => format!("{most} items at most. Enter the others as another intervention."),
                };
            }
            Self::Missing => (
                "Isian ini masih kosong. Isi dahulu, lalu kirim lagi.",
                "This is still empty. Fill it in, then send again.",
            ),
            Self::NotChosen => (
                "Belum ada pilihan dari daftar. Pilih dahulu, lalu kirim lagi.",
                "Nothing of the list is chosen. Choose first, then send again.",
            ),
            Self::Hidden => (
                "Isian ini memuat karakter tersembunyi. Ketik ulang dalam satu baris.",
                "This holds hidden characters. Type it again in one line.",
            ),
            Self::NotADay => (
                "Ini bukan tanggal. Tulis tahun, bulan, dan hari, misalnya 2026-03-13.",
                "This is no date. Write year, month and day, such as 2026-03-13.",
            ),
            Self::EndsBefore => (
                "Hari terakhir mendahului hari pertama. Tukar, atau perbaiki salah satunya.",
                "The last day is before the first. Swap them, or correct one.",
            ),
            Self::NoPlace => (
                "Tempatnya belum disebut. Pilih kecamatan, atau tulis lokasinya.",
                "It is not said where. Choose a kecamatan, or write down the location.",
            ),
            Self::MixedPlaces => (
                "Pilih pasar saja atau wilayah saja, jangan keduanya: dampak diukur pada tempat yang sejenis.",
                "Choose markets only or regions only: the effect is measured at places of one kind.",
            ),
            Self::UnknownPlace => {
                ("Tempat ini tidak dikenal. Pilih dari daftar.", "This place is not known. Choose from the list.")
            }
            Self::NoItems => (
                "Belum ada barang. Isi sedikitnya satu komoditas dengan volumenya.",
                "Nothing is sold yet. Enter at least one commodity with its volume.",
            ),
            Self::UnknownCommodity => (
                "Komoditas ini tidak ada dalam daftar. Pilih dari daftar.",
                "This commodity is not in the list. Choose from the list.",
            ),
            Self::Twice => (
                "Komoditas ini sudah disebut dengan satuan yang sama. Gabungkan volumenya dalam satu baris.",
                "This commodity is there already in the same unit. Put both volumes into one row.",
            ),
            Self::NotANumber => (
                "Tulis angka di atas nol, misalnya 1.500 atau 2,5.",
                "Write a number above zero, such as 1,500 or 2.5.",
            ),
            Self::NotRupiah => ("Tulis rupiah bulat, misalnya 12.500.", "Write whole rupiah, such as 12,500."),
            Self::SubsidyAbovePrice => (
                "Subsidi per satuan melebihi harga pasar rujukan. Periksa jumlah nolnya.",
                "The subsidy of a unit is more than the market's price. Check the number of zeros.",
            ),
            Self::LimitAboveVolume => (
                "Batas per pembeli melebihi volumenya. Periksa satuan dan angkanya.",
                "One buyer may get more than there is. Check unit and figure.",
            ),
            Self::UnknownWarning => (
                "Tidak ada peringatan dengan nomor ini. Nomornya ada di alamat halaman peringatan; kosongkan bila tidak ada.",
                "There is no warning of this number. It stands in the address of the warning's page; leave it empty if there is none.",
            ),
            Self::Changed => (
                "Intervensi ini diubah orang lain ketika halaman ini terbuka. Buka lagi, periksa perubahannya, lalu isi kembali.",
                "Somebody else changed this intervention while the page was open. Open it again, look at the change, then fill it in.",
            ),
        };
        lang.pick(id, en).to_owned()
    }
}

/// Years in which an intervention can lie: beyond them a digit is wrong.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

pub(super) fn check(of: &Intervention) -> Vec<WrongAt> {
    let mut wrong = Vec::new();
    line(&mut wrong, Spot::Title, &of.title, true);
    line(&mut wrong, Spot::Location, &of.location, false);
    if of.district.is_none() && of.location.is_empty() {
        wrong.push((Spot::District, Wrong::NoPlace));
    }
    let is_district = |code: &str| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    if of.district.as_deref().is_some_and(|code| !is_district(code)) {
        wrong.push((Spot::District, Wrong::UnknownPlace));
    }
    if of.places.iter().any(|place| place.is_market() != of.places[0].is_market()) {
        wrong.push((Spot::Places, Wrong::MixedPlaces));
    } else if of.places.len() > Intervention::MOST_PLACES {
        wrong.push((Spot::Places, Wrong::TooManyPlaces(Intervention::MOST_PLACES)));
    }
    let is_day = |date: NaiveDate| YEARS.contains(&date.year());
    for (spot, date) in [(Spot::From, of.from), (Spot::To, of.to)] {
        if !is_day(date) {
            wrong.push((spot, Wrong::NotADay));
        }
    }
    if is_day(of.from) && is_day(of.to) {
        if of.to < of.from {
            wrong.push((Spot::To, Wrong::EndsBefore));
        } else if of.days() > Intervention::LONGEST_DAYS {
            wrong.push((Spot::To, Wrong::LastsTooLong(Intervention::LONGEST_DAYS)));
        }
    }
    line(&mut wrong, Spot::Organiser, &of.organiser, true);
    line(&mut wrong, Spot::Partner, &of.partner, false);
    if of.items.is_empty() && of.kind.has_items() {
        wrong.push((Spot::Item(0, ItemSpot::Commodity), Wrong::NoItems));
    }
    if of.items.len() > Intervention::MOST_ITEMS {
        wrong.push((Spot::Whole, Wrong::TooManyItems(Intervention::MOST_ITEMS)));
    }
    for (at, one) in of.items.iter().enumerate() {
        item(&mut wrong, at, one);
        let again = |earlier: &Item| earlier.commodity == one.commodity && earlier.unit == one.unit;
        if of.items[..at].iter().any(again) {
            wrong.push((Spot::Item(at, ItemSpot::Commodity), Wrong::Twice));
        }
    }
    text(&mut wrong, Spot::Note, &of.note);
    text(&mut wrong, Spot::Outcome, &of.outcome);
    wrong
}

fn item(wrong: &mut Vec<WrongAt>, at: usize, item: &Item) {
    let spot = |part| Spot::Item(at, part);
    line(wrong, spot(ItemSpot::Unit), &item.unit, true);
    let is_amount = |amount: f64| amount.is_finite() && amount > 0.0;
    let parts = [
        (ItemSpot::Volume, Some(item.volume), is_amount as fn(f64) -> bool),
        (ItemSpot::Limit, item.limit, is_amount),
        // Nobody may have come.
        (ItemSpot::Realised, item.realised, |amount| amount.is_finite() && amount >= 0.0),
    ];
    for (part, amount, is_right) in parts {
        if amount.is_some_and(|amount| !is_right(amount)) {
            wrong.push((spot(part), Wrong::NotANumber));
        }
    }
    for (part, rupiah) in [(ItemSpot::Price, item.price), (ItemSpot::Reference, item.reference)] {
        if rupiah == Some(0) {
            wrong.push((spot(part), Wrong::NotRupiah));
        }
    }
    if item.subsidy.zip(item.reference).is_some_and(|(subsidy, price)| price > 0 && subsidy > price) {
        wrong.push((spot(ItemSpot::Subsidy), Wrong::SubsidyAbovePrice));
    }
    if item.limit.is_some_and(|limit| limit > item.volume) && is_amount(item.volume) {
        wrong.push((spot(ItemSpot::Limit), Wrong::LimitAboveVolume));
    }
}

/// One line of text.
fn line(wrong: &mut Vec<WrongAt>, spot: Spot, value: &str, required: bool) {
    if value.trim().is_empty() {
        if required {
            wrong.push((spot, Wrong::Missing));
        }
    } else if value.chars().count() > Intervention::LONGEST_LINE {
        wrong.push((spot, Wrong::TooLong(Intervention::LONGEST_LINE)));
    } else if value.chars().any(is_hidden) {
        wrong.push((spot, Wrong::Hidden));
    }
}

/// Several lines of text.
fn text(wrong: &mut Vec<WrongAt>, spot: Spot, value: &str) {
    if value.chars().count() > Intervention::LONGEST_TEXT {
        wrong.push((spot, Wrong::TooLong(Intervention::LONGEST_TEXT)));
    } else if value.chars().any(|c| is_hidden(c) && !matches!(c, '\n' | '\r' | '\t')) {
        wrong.push((spot, Wrong::Hidden));
    }
}

/// What breaks a line, hides, or turns the order of letters.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
