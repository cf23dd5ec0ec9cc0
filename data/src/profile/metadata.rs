//! What only the city knows of its price watch as a statistical activity: the answers in the
//! forms of BPS (Peraturan BPS 5/2020) that neither the profile nor the data give.

use serde::Deserialize;

/// The profile's table `[metadata]`. Every key may be left out; the form then says that it
/// is not filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// The activity's title.
    pub title: Option<String>,
    /// The year of the activity.
    pub year: Option<String>,
    /// The identity of BPS's recommendation.
    pub recommendation: Option<String>,
    /// The kind of statistics: basic, sectoral or special.
    pub kind: Option<String>,
    /// The sector of the activity.
    pub sector: Option<String>,
    /// The institution that runs it.
    pub institution: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its mail address.
    pub email: Option<String>,
    /// The unit that is responsible for it.
    pub unit: Option<String>,
    /// The office that answers technical questions, without a person's name.
    pub contact: Option<String>,
    /// Why it is done.
    pub background: Option<String>,
    /// What it is to achieve.
    pub purpose: Option<String>,
    /// When it is planned, done and published.
    pub schedule: Option<String>,
    /// Whether the same units are observed again and again.
    pub design: Option<String>,
    /// How markets and respondents are chosen.
    pub sampling: Option<String>,
    /// How collected figures are checked in the field.
    pub supervision: Option<String>,
    /// Who collects, and with which training.
    pub collectors: Option<String>,
    /// When results are published.
    pub release: Option<String>,
}
