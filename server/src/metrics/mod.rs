//! What a server tells of itself to Prometheus: requests as they are answered, and the rest
//! ([`gauges`]) when it is asked.

mod gauges;
mod process;

pub use gauges::{Figure, gauges};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::sync::atomic::AtomicU64;
use std::time::Duration;

/// The media type of what [`Metrics::text`] gives.
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds of the time that requests take, in seconds.
const TIMES: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// The route of what no route takes.
const NO_ROUTE: &str = "none";

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Job {
    // Not `job`: that is what Prometheus calls whom it asks.
    name: &'static str,
}

/// What is counted while the server runs.
#[derive(Debug)]
pub struct Metrics {
    requests: Family<Answered, Counter>,
    times: Family<Route, Histogram>,
    jobs: Family<Job, Gauge>,
}

impl Default for Metrics {
    fn default() -> Self {
        let times = Family::new_with_constructor((|| Histogram::new(TIMES)) as fn() -> Histogram);
        Self { requests: Family::default(), times, jobs: Family::default() }
    }
}

impl Metrics {
    /// Counts an answer. The route is the pattern that took the request, never the address.
    pub fn answered(&self, method: &axum::http::Method, route: Option<&str>, status: u16, took: Duration) {
        let method = match method.as_str() {
            "GET" => "GET",
            "HEAD" => "HEAD",
            "POST" => "POST",
            "OPTIONS" => "OPTIONS",
            // Anybody may make up a method.
            _ => "other",
        };
        let route = route.unwrap_or(NO_ROUTE).to_owned();
        self.times.get_or_create(&Route { route: route.clone() }).observe(took.as_secs_f64());
        self.requests.get_or_create(&Answered { method, route, status }).inc();
    }

    /// Notes whether a job runs.
    pub fn job_runs(&self, job: &'static str, runs: bool) {
        self.jobs.get_or_create(&Job { name: job }).set(runs.into());
    }

    /// Everything, and the figures that are given with it, as `OpenMetrics` text.
    #[must_use]
    pub fn text(&self, figures: &[Figure]) -> String {
        let mut all = Registry::default();
        all.register("lumbung_http_requests", "Requests answered, by route and status", self.requests.clone());
        let help = "From a request's head to its answer's head, by route";
        all.register_with_unit("lumbung_http_request_duration", help, Unit::Seconds, self.times.clone());
        all.register("lumbung_job_running", "Whether a job of the server runs", self.jobs.clone());
        for figure in figures {
            let family = Family::<Vec<(&'static str, String)>, Gauge<f64, AtomicU64>>::default();
            for (labels, value) in &figure.values {
                family.get_or_create(labels).set(*value);
            }
            all.register(figure.name, figure.help, family);
        }
        let version = vec![("version", env!("CARGO_PKG_VERSION"))];
        all.sub_registry_with_labels(version.into_iter().map(|(name, value)| (name.into(), value.into()))).register(
            "lumbung_build_info",
            "The release of the program",
            ConstGauge::new(1),
        );
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &all);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Method;

    #[test]
    fn answers_are_counted_by_route_and_timed() {
        let metrics = Metrics::default();
        let took = Duration::from_millis(3);
        metrics.answered(&Method::GET, Some("/komoditas/{id}"), 200, took);
        metrics.answered(&Method::GET, Some("/komoditas/{id}"), 200, took);
        metrics.answered(&Method::from_bytes(b"MADE-UP").unwrap(), None, 404, took);
        let text = metrics.text(&[]);
        for line in [
            "lumbung_http_requests_total{method=\"GET\",route=\"/komoditas/{id}\",status=\"200\"} 2",
            "lumbung_http_requests_total{method=\"other\",route=\"none\",status=\"404\"} 1",
            "lumbung_http_request_duration_seconds_bucket{le=\"0.0025\",route=\"/komoditas/{id}\"} 0",
            "lumbung_http_request_duration_seconds_bucket{le=\"0.005\",route=\"/komoditas/{id}\"} 2",
        ] {
            assert!(text.lines().any(|one| one == line), "{line} is not in\n{text}");
        }
        assert!(text.contains("lumbung_build_info{version=\"") && text.ends_with("# EOF\n"), "{text}");
    }

    #[test]
    fn a_figure_has_its_labels_and_what_they_say_is_written_safely() {
        let values = vec![(vec![("source", "a\"b\\\n".to_owned())], 1.5), (vec![], 2.0)];
        let text = Metrics::default().text(&[Figure { name: "lumbung_source_late", help: "Late", values }]);
        assert!(text.contains("# TYPE lumbung_source_late gauge\n"), "{text}");
        assert!(text.contains(r#"lumbung_source_late{source="a\"b\\\n"} 1.5"#), "{text}");
        assert!(text.contains("lumbung_source_late 2.0\n"), "{text}");
    }
}
