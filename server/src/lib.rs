//! The server and command line of Lumbung: the book (all SQL), the ingest, the
//! pages' figures, the charts, the routes, the connectors.

pub mod auth;
pub mod book;
pub mod catalogue;
pub mod chart;
pub mod cli;
pub mod clock;
pub mod connect;
pub mod dcat;
pub mod disk;
pub mod doctor;
pub mod floor;
pub mod home;
pub mod impact;
pub mod inbox;
pub mod ingest;
pub mod interventions;
pub mod jobs;
pub mod listen;
pub mod live;
pub mod mail;
pub mod metrics;
pub mod notify;
pub mod oidc;
pub mod pages;
mod plan;
pub mod qr;
pub mod report;
pub mod routes;
pub mod series;
pub mod settings;
pub mod store;
mod supply;
pub mod tidy;
pub mod tls;
pub mod upload;
pub mod wib;

/// Today in western Indonesia, where every survey so far is.
#[must_use]
pub fn today() -> chrono::NaiveDate {
    wib::local(chrono::Utc::now()).date_naive()
}
