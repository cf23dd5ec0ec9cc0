//! Draws: the trend chart of a commodity's page, the sparklines, the years before a
//! feast and the markets beside each other, as SVG; and lays out the maps.
//!
//! plotters places and maps; `canvas` is its drawing backend, which writes
//! SVG in tenths of a view-box unit. Colours are tokens ([`Token`]): inline
//! charts carry class names, so that the style sheet decides on light, dark
//! and print ([`Sink::Classes`]); charts that leave the page carry the light
//! colours themselves ([`Sink::Resolved`]).
//!
//! What a chart says is decided elsewhere: callers hand in finished series,
//! titles and descriptions. Nothing here reads the book or the lake.

mod acts;
mod axis_day;
mod axis_price;
mod canvas;
mod dots;
mod ends;
mod fan;
mod feast;
mod feasts;
mod file;
mod flags;
mod frame;
mod ground;
mod input;
mod label;
mod line;
mod map;
mod marks;
mod panel;
mod pen;
mod reference;
mod silence;
mod sink;
mod sparkline;
mod strip;
mod svg;
mod text;
mod token;
mod trend;

#[cfg(test)]
mod check;

pub use dots::{Dot, dot_plot};
pub use feast::{FeastYears, feast};
pub(crate) use file::FACES;
pub use file::{File, png, svg};
pub use input::{Act, Fan, Line, Trend};
pub use line::longest_gap;
pub use map::{Spot, city_map, supply_map};
pub use panel::{PanelLine, Shared};
pub use sink::Sink;
pub use sparkline::sparkline;
pub use strip::strip;
pub use token::Token;
pub use trend::trend;
