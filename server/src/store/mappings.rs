//! The mappings of a home, beside those of its city's profile.

use super::{Store, StoreError};
use lumbung_data::profile::Profile;
use lumbung_data::source::Mapping;
use std::sync::Arc;

impl Store {
    /// A profile that knows the mappings that are kept here too. Those of its
    /// own come first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn with_mappings(&self, profile: &Arc<Profile>) -> Result<Arc<Profile>, StoreError> {
        let mut profile = Arc::clone(profile);
        for row in self.book.mappings().await? {
            match Mapping::parse(&row.name, &row.toml) {
                Ok(mapping) => Arc::make_mut(&mut profile).mappings.push(mapping),
                // One of a later release; the others are of use.
                Err(error) => tracing::warn!(%error, "a mapping that is kept cannot be used"),
            }
        }
        Ok(profile)
    }
}
