//! The parts that pages are made of. Each lays out one model type.
#![expect(clippy::needless_pass_by_value, reason = "a component owns what it is given")]

mod badge;
mod board_table;
mod change;
mod chart_figure;
mod day;
mod frame;
mod how_to_read;
mod latest;
mod market_table;
mod range_links;
mod reference_line;
mod series_links;
mod summary;
mod surge_table;
mod warning_box;
mod week_table;

pub(crate) use badge::Badge;
pub(crate) use board_table::BoardTable;
pub(crate) use change::{ChangeFigure, ChangeList, ShareFigure};
pub(crate) use chart_figure::ChartFigure;
pub(crate) use day::Day;
pub(crate) use frame::{Frame, Room};
pub(crate) use how_to_read::HowToRead;
pub(crate) use latest::LatestPrice;
pub(crate) use market_table::MarketTable;
pub(crate) use range_links::{RANGE_KEY, RangeLinks};
pub(crate) use reference_line::ReferenceLine;
pub(crate) use series_links::SeriesAddress;
pub(crate) use summary::Summary;
pub(crate) use surge_table::SurgeTable;
pub(crate) use warning_box::WarningBox;
pub(crate) use week_table::WeekTable;
