//! An intervention as a form has it: text, as it was typed.

use super::super::{CommodityId, Lang, PlaceCode};
use super::wrong::{ItemSpot, Spot, Wrong, WrongAt};
use super::{Intervention, InterventionKind, InterventionStatus, Item};
use chrono::NaiveDate;

/// The fields of the form. They go back into it as they are where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entered {
    /// [`InterventionKind`] by its name.
    pub kind: String,
    /// [`InterventionStatus`] by its name.
    pub status: String,
    /// What it is called.
    pub title: String,
    /// A kecamatan's code, or nothing.
    pub district: String,
    /// Where in it.
    pub location: String,
    /// Codes of places.
    pub places: Vec<String>,
    /// The first day, `2026-03-13`.
    pub from: String,
    /// The last day; the first one if empty.
    pub to: String,
    /// Who holds it.
    pub organiser: String,
    /// Who takes part.
    pub partner: String,
    /// The rows of items, empty ones among them.
    pub items: Vec<EnteredItem>,
    /// What there is to add.
    pub note: String,
    /// What became of it.
    pub outcome: String,
    /// The number of a warning, or nothing.
    pub warning: String,
}

/// A row of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnteredItem {
    /// A commodity's identifier, or nothing.
    pub commodity: String,
    /// The unit.
    pub unit: String,
    /// The planned volume.
    pub volume: String,
    /// The price.
    pub price: String,
    /// The market's price.
    pub reference: String,
    /// The subsidy.
    pub subsidy: String,
    /// The limit per buyer.
    pub limit: String,
    /// The realised volume.
    pub realised: String,
}

impl EnteredItem {
    /// Whether nothing was entered, but for a unit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.commodity, &self.volume, &self.price, &self.reference, &self.subsidy, &self.limit, &self.realised]
            .iter()
            .all(|text| text.is_empty())
    }

    /// The row of an item, for a form.
    #[must_use]
    pub fn of(item: &Item, lang: Lang) -> Self {
        let rupiah = |amount: Option<u32>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        let volume = |amount: Option<f64>| amount.map(|amount| plain(amount, lang)).unwrap_or_default();
        Self {
            commodity: item.commodity.to_string(),
            unit: item.unit.clone(),
            volume: plain(item.volume, lang),
            price: rupiah(item.price),
            reference: rupiah(item.reference),
            subsidy: rupiah(item.subsidy),
            limit: volume(item.limit),
            realised: volume(item.realised),
        }
    }
}

impl Entered {
    /// The fields of an intervention, for a form.
    #[must_use]
    pub fn of(one: &Intervention, lang: Lang) -> Self {
        Self {
            kind: one.kind.as_str().to_owned(),
            status: one.status.as_str().to_owned(),
            title: one.title.clone(),
            district: one.district.clone().unwrap_or_default(),
            location: one.location.clone(),
            places: one.places.iter().map(ToString::to_string).collect(),
            from: one.from.to_string(),
            to: one.to.to_string(),
            organiser: one.organiser.clone(),
            partner: one.partner.clone(),
            items: one.items.iter().map(|item| EnteredItem::of(item, lang)).collect(),
            note: one.note.clone(),
            outcome: one.outcome.clone(),
            warning: one.warning.map(|id| id.to_string()).unwrap_or_default(),
        }
    }

    /// Reads the fields. A row of items of which nothing is filled in is none; numbers are
    /// read as [`amount`] says.
    ///
    /// # Errors
    /// When something cannot be read or [`Intervention::check`] finds something wrong: all
    /// of it, rows of items by their place in the form.
    pub fn read(&self, lang: Lang) -> Result<Intervention, Vec<WrongAt>> {
        let mut wrong = Vec::new();
        let kind = InterventionKind::parse(&self.kind);
        if kind.is_none() {
            wrong.push((Spot::Kind, Wrong::NotChosen));
        }
        let status = InterventionStatus::parse(&self.status);
        if status.is_none() {
            wrong.push((Spot::Status, Wrong::NotChosen));
        }
        let places: Vec<PlaceCode> = self.places.iter().filter_map(|code| PlaceCode::parse(code).ok()).collect();
        if places.len() < self.places.len() {
            wrong.push((Spot::Places, Wrong::UnknownPlace));
        }
        let from = date(&mut wrong, Spot::From, &self.from);
        let to = if self.to.is_empty() { from } else { date(&mut wrong, Spot::To, &self.to) };
        let warning = match self.warning.as_str() {
            "" => None,
            text => {
                let id = text.parse::<i64>().ok().filter(|id| *id > 0);
                if id.is_none() {
                    wrong.push((Spot::Warning, Wrong::UnknownWarning));
                }
                id
            }
        };
        let rows: Vec<(usize, &EnteredItem)> =
            self.items.iter().enumerate().filter(|(_, row)| !row.is_empty()).collect();
        let items: Vec<Option<Item>> = rows.iter().map(|(at, row)| row.read(&mut wrong, *at, lang)).collect();
        // What cannot be read stands in as something harmless, so that the rest is checked too.
        let all_read = items.iter().all(Option::is_some) && from.is_some() && to.is_some();
        let day = from.or(to).unwrap_or_default();
        let one = Intervention {
            kind: kind.unwrap_or(InterventionKind::PasarMurah),
            status: status.unwrap_or_default(),
            title: self.title.clone(),
            district: Some(self.district.clone()).filter(|code| !code.is_empty()),
            location: self.location.clone(),
            places,
            from: from.unwrap_or(day),
            to: to.unwrap_or(day),
            organiser: self.organiser.clone(),
            partner: self.partner.clone(),
            items: items.into_iter().flatten().collect(),
            note: self.note.clone(),
            outcome: self.outcome.clone(),
            warning,
        };
        let more = one.check().into_iter().filter_map(|(spot, what)| match spot {
            Spot::Item(..) if !all_read && !rows.is_empty() => None,
            Spot::Item(at, part) => Some((Spot::Item(rows.get(at).map_or(at, |(row, _)| *row), part), what)),
            Spot::From | Spot::To if from.is_none() || to.is_none() => None,
            _ => Some((spot, what)),
        });
        wrong.extend(more.collect::<Vec<_>>());
        if wrong.is_empty() { Ok(one) } else { Err(wrong) }
    }
}

impl EnteredItem {
    fn read(&self, wrong: &mut Vec<WrongAt>, at: usize, lang: Lang) -> Option<Item> {
        let known = wrong.len();
        let spot = |part| Spot::Item(at, part);
        let commodity = match self.commodity.as_str() {
            "" => {
                wrong.push((spot(ItemSpot::Commodity), Wrong::NotChosen));
                None
            }
            text => {
                let id = CommodityId::parse(text).ok();
                if id.is_none() {
                    wrong.push((spot(ItemSpot::Commodity), Wrong::UnknownCommodity));
                }
                id
            }
        };
        let mut number = |part, text: &str| {
            let read = amount(text, lang);
            if read.is_none() && !text.is_empty() {
                wrong.push((spot(part), Wrong::NotANumber));
            }
            read
        };
        let volume = number(ItemSpot::Volume, &self.volume);
        let limit = number(ItemSpot::Limit, &self.limit);
        let realised = number(ItemSpot::Realised, &self.realised);
        if self.volume.is_empty() {
            wrong.push((spot(ItemSpot::Volume), Wrong::Missing));
        }
        let mut rupiah = |part, text: &str| {
            let read = amount(text, lang).and_then(whole);
            if read.is_none() && !text.is_empty() {
                wrong.push((spot(part), Wrong::NotRupiah));
            }
            read
        };
        let price = rupiah(ItemSpot::Price, &self.price);
        let reference = rupiah(ItemSpot::Reference, &self.reference);
        let subsidy = rupiah(ItemSpot::Subsidy, &self.subsidy);
        if wrong.len() > known {
            return None;
        }
        let (commodity, volume) = commodity.zip(volume)?;
        Some(Item { commodity, unit: self.unit.clone(), volume, price, reference, subsidy, limit, realised })
    }
}

fn date(wrong: &mut Vec<WrongAt>, spot: Spot, text: &str) -> Option<NaiveDate> {
    let date = text.parse().ok();
    if date.is_none() {
        wrong.push((spot, if text.is_empty() { Wrong::Missing } else { Wrong::NotADay }));
    }
    date
}

/// A number as a form has it.
fn plain(amount: f64, lang: Lang) -> String {
    amount.to_string().replace('.', lang.pick(",", "."))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number within its range")]
fn whole(amount: f64) -> Option<u32> {
    (amount.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&amount)).then_some(amount as u32)
}

/// A number as people write it in a language, with or without `Rp`: the mark between
/// thousands stands before every three digits, `1.500` in Indonesian; a lone mark that
/// cannot be one separates a fraction in either language, `2,5` and `2.5`.
///
/// ```
/// use lumbung_data::model::Lang;
/// use lumbung_data::model::intervention::amount;
/// assert_eq!(amount("1.500", Lang::Id), Some(1500.0));
/// assert_eq!(amount("1,500", Lang::En), Some(1500.0));
/// assert_eq!(amount("Rp12.500", Lang::Id), Some(12_500.0));
/// assert_eq!(amount("2,5", Lang::Id), Some(2.5));
/// assert_eq!(amount("dua", Lang::Id), None);
/// ```
#[must_use]
pub fn amount(text: &str, lang: Lang) -> Option<f64> {
    let text = text.trim();
    let text = text.strip_prefix("Rp").unwrap_or(text).trim();
    let (thousands, decimal) = lang.pick(('.', ','), (',', '.'));
    let digits = |text: &str| !text.is_empty() && text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit());
    let grouped = |text: &str| {
        let mut groups = text.split(thousands);
        groups.next().is_some_and(|first| digits(first) && first.len() <= 3)
            && groups.all(|group| digits(group) && group.len() == 3)
    };
    let (whole, fraction) = match text.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => match text.split_once(thousands) {
            // No thousands can look like this: `2.5` in Indonesian.
            Some((whole, fraction)) if !grouped(text) => (whole, Some(fraction)),
            _ => (text, None),
        },
    };
    if !(digits(whole) || grouped(whole)) || fraction.is_some_and(|fraction| !digits(fraction)) {
        return None;
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    format!("{whole}.{}", fraction.unwrap_or("0")).parse().ok()
}
