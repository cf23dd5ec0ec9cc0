//! The parts of a page that wake in the browser. There is one: the reader of
//! the trend chart. Everything else is finished on the server.

mod chart_reader;
mod cursor;
#[cfg(feature = "hydrate")]
mod fetch;
mod mark;
mod points;

pub use chart_reader::{ChartReader, ChartReaderProps, ReaderWords};
