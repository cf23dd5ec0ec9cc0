//! A surge: an episode in which a price stands far above what it was.

/// One surge of a city price, as far as it was known on the judged day. The
/// rule is in `watch::surge` and in METHODS.md.
#[derive(Debug, Clone, PartialEq)]
pub struct Surge {
    /// The first day, a survey day.
    pub onset: i32,
    /// The survey day whose data first showed this onset: the onset itself,
    /// or a later day while an onset before it could still be confirmed.
    pub raised: i32,
    /// The survey day on which it was confirmed; none while it is pending.
    pub confirmed: Option<i32>,
    /// Its last survey day; none while it runs.
    pub end: Option<i32>,
    /// exp(b(onset)): the level that it is measured against, in rupiah.
    pub baseline: f64,
    /// The threshold θ that applied.
    pub theta: f64,
    /// The survey day of its highest price so far.
    pub peak_day: i32,
    /// That price, in rupiah.
    pub peak: f64,
    /// Survey days from the onset on, to its end or the judged day, that stood
    /// at or above (1+θ)·baseline.
    pub exceeding: u32,
}
