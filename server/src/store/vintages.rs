//! What was known of one series at each version.

use super::{Store, StoreError};
use lumbung_data::granary::Vintages;
use lumbung_data::model::{CityKey, PlaceCode};

impl Store {
    /// The latest `most` vintages, up to a version, of a city price or of a market behind it.
    /// Every file that a version is made of is read for it.
    ///
    /// # Errors
    /// When the catalogue or a file cannot be read.
    pub async fn vintages(
        &self,
        version: i64,
        key: &CityKey,
        place: &PlaceCode,
        most: usize,
    ) -> Result<Vintages, StoreError> {
        let (lake, key, place) = (self.home.lake(), key.clone(), place.clone());
        self.with_files(version, 0, move |files| Vintages::read((&lake, files), version, (&key, &place), most)).await
    }
}
