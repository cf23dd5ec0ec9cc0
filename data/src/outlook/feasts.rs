//! Feasts that move prices, as features.

use super::feature::{Feature, Values, set};
use crate::model::day;
use crate::profile::Profile;

/// Days before the feast (after it, where negative) that a nearness is around.
const AROUND: [i32; 5] = [35, 21, 7, -7, -28];
/// How wide a nearness is, in days.
const WIDTH: f64 = 8.0;
/// The feast is looked forward to from so many days before.
const BEFORE: i32 = 90;
/// And looked back at for so many after.
const AFTER: i32 = 60;
/// What stands for a feast that is far.
const FAR: f64 = 120.0;

/// The days of the feasts.
#[derive(Debug, Clone)]
pub(super) struct Feasts {
    idulfitri: Vec<i32>,
    natal: Vec<i32>,
}

impl Feasts {
    pub fn of(profile: &Profile) -> Self {
        let days = |feast: &str| {
            let dates = profile.holidays.iter().filter(|holiday| holiday.feast == feast);
            let mut days: Vec<i32> = dates.map(|holiday| day::of(holiday.date)).collect();
            days.sort_unstable();
            days
        };
        Self { idulfitri: days("idulfitri"), natal: days("natal") }
    }

    /// Fills in what a day is to the feasts.
    pub fn fill(&self, on: i32, values: &mut Values) {
        let idulfitri = [
            Feature::Idulfitri35,
            Feature::Idulfitri21,
            Feature::Idulfitri7,
            Feature::IdulfitriAfter7,
            Feature::IdulfitriAfter28,
        ];
        let natal = [Feature::Natal35, Feature::Natal21, Feature::Natal7, Feature::NatalAfter7, Feature::NatalAfter28];
        for (days, to, nearness) in
            [(&self.idulfitri, Feature::ToIdulfitri, idulfitri), (&self.natal, Feature::ToNatal, natal)]
        {
            set(values, to, days_to(days, on));
            for (feature, around) in nearness.into_iter().zip(AROUND) {
                let off = days.iter().map(|feast| feast - on - around).min_by_key(|off| off.abs());
                set(values, feature, off.map_or(0.0, |off| (-0.5 * (f64::from(off) / WIDTH).powi(2)).exp()));
            }
        }
    }
}

/// Days to the next feast, negative since the last, [`FAR`] where both are far.
fn days_to(days: &[i32], on: i32) -> f64 {
    let next = days.partition_point(|feast| *feast < on);
    let ahead = days.get(next).map(|feast| feast - on).filter(|ahead| *ahead <= BEFORE);
    let since = next.checked_sub(1).map(|last| on - days[last]).filter(|since| *since <= AFTER);
    ahead.map(f64::from).or_else(|| since.map(|since| -f64::from(since))).unwrap_or(FAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feast_is_looked_forward_to_and_then_back_at() {
        let days = [1000, 1354];
        let of = |on| days_to(&days, on);
        let told = [1000, 910, 909, 1060, 1061, 2000].map(|on| of(on).to_bits());
        assert_eq!(told, [0.0, 90.0, 120.0, -60.0, 120.0, 120.0].map(f64::to_bits));
    }

    #[test]
    fn nearness_is_whole_on_its_day_and_fades_within_weeks() {
        let feasts = Feasts { idulfitri: vec![1000], natal: vec![] };
        let near = |on: i32| {
            let mut values = [0.0; super::super::feature::COUNT];
            feasts.fill(on, &mut values);
            values[Feature::Idulfitri21 as usize]
        };
        assert!((near(979) - 1.0).abs() < 1e-6 && near(987) < 0.61 && near(987) > 0.60 && near(1000) < 0.04);
    }
}
