//! Surges in supplying regions, as the city could have been warned of them.

use super::seen::Seen;
use crate::granary::Granary;
use crate::model::{Frequency, PriceLevel, WarningKind};
use crate::profile::Profile;
use crate::watch::{Phase, is_too_old};

/// Adds the days on which a surge ran where the city's supply comes from.
pub(super) fn fill(granary: &Granary, profile: &Profile, seen: &mut [Seen], until: i32, lag: i32) {
    for at in 0..seen.len() {
        let key = seen[at].key.clone();
        if key.region != profile.code || key.level != PriceLevel::Retail {
            continue;
        }
        let mut flags = vec![false; seen[at].days.len()];
        for supply in profile.suppliers_of(&key.commodity) {
            let price = granary.price_of_origin(profile, &key.commodity, &supply.region, until);
            let Some(price) = price.filter(|price| price.key.frequency == Frequency::Daily) else { continue };
            let own;
            let region = if let Some(known) = seen.iter().find(|other| other.key == price.key) {
                known
            } else {
                own = Seen::of(granary, price, profile, (i32::MIN, until), lag);
                &own
            };
            for (flag, day) in flags.iter_mut().zip(&seen[at].days) {
                let last = region.days.partition_point(|known| known <= day).checked_sub(1);
                *flag |= last.is_some_and(|last| {
                    region.stands[last].phase == Phase::Running && !is_too_old(region.days[last], *day)
                });
            }
        }
        if flags.contains(&true) {
            seen[at].in_force.insert((WarningKind::Supply, None), flags);
        }
    }
}
