//! The weekly sheet: what last week's prices say to a mayor, made from a granary that
//! knows nothing of later days.
//!
//! [`compose`] makes the model, [`html`] its page, [`pdf`] its paper; the figures are those of
//! the other pages, and every sentence follows a rule that METHODS.md states. [`freeze`] does
//! this by the clock, keeps the result for ever and has subscribers told; [`corrections`]
//! tells what would be otherwise today.

mod charts;
mod compose;
mod corrections;
mod feast;
pub mod freeze;
pub mod html;
mod interventions;
mod lines;
mod notice;
mod official;
pub mod pdf;
mod places;
mod proposals;
mod quality;
mod reckoning;
mod sentences;

pub use compose::{Setting, compose};
pub use corrections::corrections;

use lumbung_data::granary::Granary;
use lumbung_data::model::sheet::Bilingual;
use lumbung_data::model::{CommodityId, IsoWeek, day};
use lumbung_data::profile::Profile;

/// Whether any watched commodity of the city has a survey day in a week.
#[must_use]
pub fn has_data(granary: &Granary, profile: &Profile, week: IsoWeek) -> bool {
    let (from, until) = (day::of(week.monday()), day::of(week.sunday()));
    profile.watched.iter().any(|id| {
        let city = crate::pages::shown(granary, profile, id);
        city.is_some_and(|city| city.price().mean(from, until).is_some())
    })
}

/// A commodity's name in both languages.
fn named(profile: &Profile, id: &CommodityId) -> Bilingual {
    Bilingual::of(|lang| profile.commodity(id).map_or(id.as_str(), |known| known.name(lang)).to_owned())
}
