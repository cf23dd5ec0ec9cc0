//! The parts of a page that wake in the browser: the reader of the trend
//! chart, and the box around the upload form. Everything else is finished on
//! the server.

mod chart_reader;
mod cursor;
#[cfg(feature = "hydrate")]
mod fetch;
mod mark;
mod points;
#[cfg(feature = "hydrate")]
mod send;
#[cfg(feature = "hydrate")]
mod swap;
#[cfg(feature = "hydrate")]
mod tools;
mod upload_box;

pub use chart_reader::{ChartReader, ChartReaderProps, ReaderWords};
pub use upload_box::{UploadBox, UploadBoxProps, UploadWords};
