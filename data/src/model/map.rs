//! Maps of the city's markets and of the regions that supply it: where each mark stands,
//! finished but for the drawing, and the same as tables.

use super::{CommodityId, PlaceCode, WarningLevel};
use chrono::NaiveDate;

/// Both maps and what they show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Maps {
    /// The city with its markets; none where fewer than two have a known place.
    pub city: Option<Panel>,
    /// The supplying regions around the city; none where none has a known place.
    pub supply: Option<Panel>,
    /// The city's markets, also those without a known place.
    pub markets: Vec<MapMarket>,
    /// The supplying regions, also those without a known place.
    pub regions: Vec<MapRegion>,
}

/// A market as the map tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct MapMarket {
    /// Its code.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// Whether it mostly sells to dealers.
    pub wholesale: bool,
    /// The gravest warning that this market's own prices take part in.
    pub level: Option<WarningLevel>,
    /// The commodities of such warnings, gravest first.
    pub flagged: Vec<(CommodityId, String)>,
    /// Its last report; none where it never reported.
    pub last: Option<NaiveDate>,
    /// Whether its place on the map is only about right; none where it has none.
    pub approximate: Option<bool>,
}

/// A supplying region as the map tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct MapRegion {
    /// Its code.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// What it sends, by group; empty where that is not known.
    pub sends: Vec<String>,
    /// Its share of what the city gets, where it is known.
    pub share: Option<f64>,
    /// The distance from the city in kilometres; none where the region has no known place.
    pub km: Option<f64>,
}

/// A map in view-box units.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// Land as one path; empty where no coast is near.
    pub land: String,
    /// The ways from supplying regions.
    pub flows: Vec<Flow>,
    /// What stands on the map.
    pub marks: Vec<Mark>,
    /// The scale bar: its length in view-box units and in kilometres.
    pub bar: (f64, f64),
}

/// The way of supplies from a region.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The line.
    pub line: String,
    /// Its head, a triangle.
    pub head: String,
    /// Whether it is known what is sent.
    pub known: bool,
}

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// The city itself.
    City,
    /// A market with its level.
    Market(Option<WarningLevel>),
    /// A market near which something was held or is to come, or nothing.
    Acted(bool),
    /// A supplying region.
    Region,
    /// A supplying region beyond the map; the mark stands at the edge on its way.
    Beyond,
}

/// A mark with its label.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The place.
    pub place: PlaceCode,
    /// What stands for it.
    pub kind: MarkKind,
    /// Where it stands.
    pub at: (f64, f64),
    /// What is written beside it, one or two lines.
    pub lines: Vec<String>,
    /// Where the first line's baseline begins.
    pub label: (f64, f64),
    /// The room of the label as left, top, width and height: what a finger may touch.
    pub room: [f64; 4],
}
