//! Files that never change: the answer with the tag of their bytes.

use super::fresh::names;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lumbung_data::source::sha256;
use sha2::{Digest, Sha256};

/// A year, and no need to ask again within it.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A page with its own style and no script.
    Html,
    /// A document on paper.
    Pdf,
    /// A picture.
    Png,
    /// Data.
    Json,
}

impl Content {
    fn kind(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Json => "application/json",
        }
    }
}

/// The file, or that whoever asks has it.
pub(super) fn answer(headers: &HeaderMap, content: Content, name: &str, bytes: Vec<u8>) -> Response {
    // Weak: the same bytes may be sent compressed.
    let tag = format!("W/\"{}\"", &sha256(&bytes)[..32]);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let worn = [
        (header::ETAG, tag.clone()),
        (header::CACHE_CONTROL, FOR_EVER.to_owned()),
        (header::VARY, "cookie".to_owned()),
    ];
    if known.is_some_and(|known| names(known, &tag)) {
        return (StatusCode::NOT_MODIFIED, worn).into_response();
    }
    let about = [
        (header::CONTENT_TYPE, content.kind().to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
    ];
    let policy = (content == Content::Html).then(|| [(header::CONTENT_SECURITY_POLICY, policy(&bytes))]);
    match policy {
        Some(policy) => (worn, about, policy, bytes).into_response(),
        None => (worn, about, bytes).into_response(),
    }
}

/// The policy of a page: its own style by its digest, and nothing else.
fn policy(page: &[u8]) -> String {
    let text = String::from_utf8_lossy(page);
    let style =
        text.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map_or("", |(style, _)| style);
    let digest = STANDARD.encode(Sha256::digest(style.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_the_bytes_is_told_so_and_everybody_may_keep_them() {
        let first = answer(&HeaderMap::new(), Content::Pdf, "a.pdf", b"%PDF".to_vec());
        assert_eq!(first.headers()[header::CACHE_CONTROL], FOR_EVER);
        let tag = first.headers()[header::ETAG].clone();
        let known = HeaderMap::from_iter([(header::IF_NONE_MATCH, tag)]);
        assert_eq!(answer(&known, Content::Pdf, "a.pdf", b"%PDF".to_vec()).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(answer(&known, Content::Pdf, "a.pdf", b"other".to_vec()).status(), StatusCode::OK);
    }

    #[test]
    fn a_page_may_wear_its_own_style_and_run_nothing() {
        // The digest of the empty text, as everybody knows it.
        assert!(policy(b"<p></p>").contains("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"));
        assert!(policy(b"<style></style>").starts_with("default-src 'none'; style-src 'sha256-47DEQ"));
    }
}
