//! What is known on a survey day, as numbers.

/// Names the features: the enum, their number, and their names in the same order.
macro_rules! features {
    ($($(#[$meta:meta])* $name:ident)*) => {
        /// A number that is known at the end of a survey day. Changes of the log
        /// price are in units of ln(1 + θ). METHODS.md has the formulas.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Feature { $($(#[$meta])* $name),* }
        /// How many there are.
        pub(super) const COUNT: usize = [$(Feature::$name),*].len();
    };
}

features! {
    /// Distance below the threshold that the next day will have.
    Gap
    /// The same in units of the usual ten-day change.
    GapScaled
    /// The distance left if the price stands still for a week.
    GapWeek
    /// The same in units of the usual ten-day change.
    GapWeekScaled
    /// Change over so many survey days.
    Change1 Change3 Change5 Change10 Change20 Change60
    /// Against the highest and the lowest of 28 days.
    High28 Low28
    /// How much faster the last five survey days were than the five before.
    Acceleration
    /// The usual ten-day change, as a log; how lively the last weeks were against it.
    Volatility Liveliness
    /// The share of the last 20 survey days on which the price moved; survey days
    /// since it last moved.
    Active Still
    /// Against the median, highest and lowest of a year, and the median of a
    /// quarter.
    Year YearHigh YearLow Quarter
    /// Whether a surge runs, or waits.
    Running Pending
    /// Days since the onset; distance above the level at which it ends; whether it
    /// nears its longest; how near it is to its end.
    Age Room Late NearEnd
    /// The means over the other places of the same commodity and source.
    Peers1 Peers3 Peers5 Peers10 Peers20 PeersGap PeersGapWeekScaled
    /// The furthest of them.
    Peers5Max Peers10Max PeersGapMin
    /// The share that rises, that surges, that surges of late.
    PeersUp PeersSurging PeersNew
    /// How far behind them.
    Behind10 Behind20
    /// Against the mean of the others, from its usual distance; with `GapWeek`.
    Relative GapRelative
    /// Days to the next feast, or since the last.
    ToIdulfitri ToNatal
    /// Nearness to days before and after the feasts.
    Idulfitri35 Idulfitri21 Idulfitri7 IdulfitriAfter7 IdulfitriAfter28
    Natal35 Natal21 Natal7 NatalAfter7 NatalAfter28
}

/// The numbers of one survey day; NaN for what is not known.
pub(super) type Values = [f32; COUNT];

/// Sets a feature.
pub(super) fn set(values: &mut Values, feature: Feature, value: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "features need no more")]
    let value = value as f32;
    values[feature as usize] = value;
}

use Feature::{
    Acceleration, Active, Age, Behind10, Behind20, Change1, Change3, Change5, Change10, Change20, Change60, Gap,
    GapRelative, GapScaled, GapWeek, GapWeekScaled, High28, Idulfitri7, Idulfitri21, Idulfitri35, IdulfitriAfter7,
    IdulfitriAfter28, Late, Liveliness, Low28, Natal7, Natal21, Natal35, NatalAfter7, NatalAfter28, NearEnd, Peers1,
    Peers3, Peers5, Peers5Max, Peers10, Peers10Max, Peers20, PeersGap, PeersGapMin, PeersGapWeekScaled, PeersNew,
    PeersSurging, PeersUp, Pending, Quarter, Relative, Room, Running, Still, ToIdulfitri, ToNatal, Volatility, Year,
    YearHigh, YearLow,
};

/// Of the chance while no surge waits or runs.
pub(super) const FREE: [Feature; 31] = [
    Gap,
    GapScaled,
    GapWeek,
    GapWeekScaled,
    Change1,
    Change3,
    Change5,
    Change10,
    Change20,
    High28,
    Low28,
    Acceleration,
    Peers1,
    Peers3,
    Peers5,
    Peers10,
    Peers20,
    PeersGap,
    PeersGapWeekScaled,
    Peers5Max,
    Peers10Max,
    PeersUp,
    PeersGapMin,
    PeersSurging,
    PeersNew,
    Behind10,
    Behind20,
    Relative,
    GapRelative,
    ToIdulfitri,
    ToNatal,
];

/// Of the chance by feast, for each commodity by itself.
pub(super) const FEASTS: [Feature; 10] = [
    Idulfitri35,
    Idulfitri21,
    Idulfitri7,
    IdulfitriAfter7,
    IdulfitriAfter28,
    Natal35,
    Natal21,
    Natal7,
    NatalAfter7,
    NatalAfter28,
];

/// Of the chance while a surge waits or runs.
pub(super) const BUSY: [Feature; 17] = [
    Room,
    NearEnd,
    Age,
    Late,
    Pending,
    Gap,
    GapWeek,
    Change5,
    Change10,
    Change20,
    Peers5,
    Peers10,
    PeersGap,
    PeersNew,
    Relative,
    ToNatal,
    ToIdulfitri,
];

/// Of the drift of the price: those of the chance, and seven more.
pub(super) const DRIFT: [Feature; 38] = {
    let more = [Running, Room, Year, YearHigh, YearLow, Quarter, Change60];
    let mut all = [Gap; 38];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < FREE.len() { FREE[at] } else { more[at - FREE.len()] };
        at += 1;
    }
    all
};

/// Of how far it strays from the drift.
pub(super) const SPREAD: [Feature; 9] =
    [Volatility, Liveliness, Active, Still, High28, Low28, Peers10Max, PeersNew, Running];
