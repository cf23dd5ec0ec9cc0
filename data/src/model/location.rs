//! Where something lies on the globe.

/// A point in decimal degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Location {
    /// Degrees north of the equator; below 0 south of it.
    pub lat: f64,
    /// Degrees east of Greenwich.
    pub lon: f64,
}

/// The mean radius of the Earth in kilometres.
const EARTH_KM: f64 = 6371.0;

impl Location {
    /// The way to another point over the surface, in kilometres.
    ///
    /// ```
    /// use lumbung_data::model::Location;
    /// let bandung = Location { lat: -6.922, lon: 107.607 };
    /// let garut = Location { lat: -7.245, lon: 107.921 };
    /// assert_eq!(bandung.km_to(garut).round(), 50.0);
    /// ```
    #[must_use]
    pub fn km_to(self, other: Self) -> f64 {
        let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
        let across = self.lat.to_radians().cos() * other.lat.to_radians().cos() * half(self.lon, other.lon);
        2.0 * EARTH_KM * (half(self.lat, other.lat) + across).min(1.0).sqrt().asin()
    }
}
