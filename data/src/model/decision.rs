//! What people decide about single values.

use super::ObsStatus;
use serde::{Deserialize, Serialize};

/// What an officer says of a value that was reported.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// It is right.
    Accept,
    /// It is wrong, and this is what it should have been, in the unit in which
    /// it was reported. The figure as received stays.
    Correct(f64),
    /// It is wrong, and nobody knows what it should have been.
    Reject,
}

/// A ruling with the figure that it is about. It says nothing while another figure
/// is reported for the day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// The figure as received.
    pub reported: f64,
    /// Its status before anybody decided: what the source itself had said of it.
    pub mark: ObsStatus,
    /// What was decided.
    pub ruling: Ruling,
}

impl Ruling {
    /// Its name in tables, forms and the audit log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Correct(_) => "correct",
            Self::Reject => "reject",
        }
    }
}
