//! `lumbung doctor`: what a person who runs a Lumbung would look at, each with what to do
//! about it. It changes nothing.

mod data;
mod house;
mod machine;

use crate::live::Live;
use crate::settings::Settings;
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use lumbung_data::model::Lang;
use lumbung_data::profile::Profile;
use std::path::Path;
use std::sync::Arc;

/// How something stands, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// As it should be.
    Good,
    /// It works, and somebody should look at it.
    Watch,
    /// Something is broken, or will be soon.
    Bad,
}

impl Health {
    /// Its name in answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Watch => "watch",
            Self::Bad => "bad",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What, as a short name that stays.
    pub check: &'static str,
    /// How it stands.
    pub health: Health,
    /// What was found, and what to do where something is.
    pub said: String,
}

impl Finding {
    fn good(check: &'static str, said: impl Into<String>) -> Self {
        Self { check, health: Health::Good, said: said.into() }
    }

    fn watch(check: &'static str, said: impl Into<String>) -> Self {
        Self { check, health: Health::Watch, said: said.into() }
    }

    fn bad(check: &'static str, said: impl Into<String>) -> Self {
        Self { check, health: Health::Bad, said: said.into() }
    }
}

/// What is looked at.
#[derive(Clone, Copy)]
pub struct Patient<'a> {
    /// The home.
    pub store: &'a Store,
    /// The city.
    pub profile: &'a Arc<Profile>,
    /// What `lumbung serve` would be told.
    pub settings: &'a Settings,
    /// The folder of built files.
    pub site: &'a Path,
    /// The moment.
    pub now: DateTime<Utc>,
    /// The language of what is said.
    pub lang: Lang,
}

impl Patient<'_> {
    /// Looks at everything.
    ///
    /// # Errors
    /// When the home cannot be read at all.
    pub async fn examine(&self) -> Result<Vec<Finding>, StoreError> {
        let mut found = machine::look(self);
        found.extend(data::look_at_files(self).await?);
        match Live::open(self.store.clone(), Arc::clone(self.profile)).await {
            Ok(live) => found.extend(data::look_at_prices(self, &live).await?),
            Err(error) => found.push(Finding::bad(
                "prices",
                match self.lang {
                    Lang::Id => {
                        format!("Harga tidak dapat dibaca ({error}): jalankan lumbung verify, lalu pulihkan cadangan.")
                    }
                    Lang::En => {
                        format!("The prices cannot be read ({error}): run lumbung verify, then restore a backup.")
                    }
                },
            )),
        }
        found.extend(house::look(self).await?);
        Ok(found)
    }
}

/// Days since a moment, whole ones.
fn days_since(at: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (now - at).num_days()
}
