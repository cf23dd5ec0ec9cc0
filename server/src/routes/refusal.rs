//! Refusals that any route can give. A handler says what it refuses; the words,
//! in the reader's language and as page or JSON, are put in at the outermost
//! layer, which knows the request. Causes inside the house go to the log, under
//! the request's number.

use super::asking::Asking;
use super::problem::Problem;
use crate::auth::password::HashError;
use crate::book::BookError;
use crate::disk::DiskTrouble;
use crate::ingest::IngestError;
use crate::oidc::OidcError;
use crate::store::StoreError;
use axum::body::Body;
use axum::http::header::InvalidHeaderValue;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lumbung_data::model::Lang;
use std::error::Error;

/// What is refused, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A write that does not come from one of our pages.
    OtherSite,
    /// Nobody is signed in.
    SignInFirst,
    /// The token is unknown, revoked or too old.
    BadToken,
    /// The role does not reach.
    NotAllowed,
    /// A second factor must be set up first.
    SetUpFirst,
    /// There is no such thing.
    NotFound,
    /// The address does not take this method.
    NoSuchMethod,
    /// A form that is not what it should be.
    BadForm,
    /// More than is taken.
    TooLarge,
    /// Too much was asked for; seconds to wait.
    TooMany(u64),
    /// It took too long.
    TooSlow,
    /// The machine has more to do than it can.
    Busy,
    /// The server's disk has no room left.
    Full,
    /// Something failed here.
    Failed,
}

/// The name of a refusal, and what to do.
type Words = (&'static str, String);

impl Refusal {
    /// Something failed here: logs the cause.
    pub fn failed(error: &(impl Error + 'static)) -> Self {
        tracing::error!(%error, "a request failed");
        match DiskTrouble::behind(error) {
            Some(DiskTrouble::Full) => Self::Full,
            Some(DiskTrouble::Damaged) | None => Self::Failed,
        }
    }

    /// Seconds after which it is worth trying again; none where that is not known.
    fn wait(self) -> Option<u64> {
        match self {
            Self::TooMany(seconds) => Some(seconds),
            Self::TooSlow | Self::Busy => Some(5),
            _ => None,
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::OtherSite | Self::NotAllowed | Self::SetUpFirst => StatusCode::FORBIDDEN,
            Self::SignInFirst | Self::BadToken => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NoSuchMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadForm => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooSlow | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Its name, and what to do.
    fn words(self, lang: Lang) -> Words {
        let (id, en): (Words, Words) = match self {
            Self::OtherSite => (
                (
                    "Permintaan dari luar ditolak",
                    "Perubahan hanya diterima dari halaman Lumbung sendiri. Buka halamannya, lalu coba lagi dari sana."
                        .into(),
                ),
                (
                    "A request from elsewhere is refused",
                    "Changes are taken from Lumbung's own pages only. Open the page and try again from there.".into(),
                ),
            ),
            Self::SignInFirst => (
                ("Masuk dahulu", "Halaman ini hanya untuk pengguna yang sudah masuk.".into()),
                ("Sign in first", "This is only for people who have signed in.".into()),
            ),
            Self::BadToken => (
                (
                    "Token tidak berlaku",
                    "Token ini tidak dikenal, sudah dicabut, atau kedaluwarsa. Buat yang baru di halaman akun.".into(),
                ),
                (
                    "The token is not valid",
                    "It is unknown, revoked or expired. Make a new one on the account page.".into(),
                ),
            ),
            Self::NotAllowed => (
                (
                    "Tidak diizinkan",
                    "Peran Anda tidak mencakup tindakan ini. Hubungi admin bila seharusnya mencakup.".into(),
                ),
                ("Not allowed", "Your role does not include this. Ask an admin if it should.".into()),
            ),
            Self::SetUpFirst => (
                (
                    "Aktifkan verifikasi dua langkah dahulu",
                    "Akun yang dapat mengubah data memerlukan dua langkah. Aktifkan di halaman akun.".into(),
                ),
                (
                    "Set up two steps first",
                    "Accounts that can change data need two steps. Set them up on the account page.".into(),
                ),
            ),
            Self::NotFound => (
                ("Tidak ditemukan", "Yang diminta tidak ada di sini, atau sudah tidak ada.".into()),
                ("Not found", "What was asked for is not here, or no longer.".into()),
            ),
            Self::NoSuchMethod => (
                ("Cara ini tidak diterima", "Alamat ini tidak menerima permintaan semacam itu.".into()),
                ("Not accepted", "This address does not take such a request.".into()),
            ),
            Self::BadForm => (
                ("Isian tidak dapat dibaca", "Muat ulang halamannya, lalu isi dan kirim sekali lagi.".into()),
                ("The form cannot be read", "Reload the page, fill it in and send it again.".into()),
            ),
            Self::TooLarge => (
                (
                    "Terlalu besar",
                    "Ukuran kiriman melebihi batas. Bagi berkasnya menjadi beberapa bagian, lalu kirim satu per satu."
                        .into(),
                ),
                ("Too large", "What was sent is larger than is taken here. Split it into several files.".into()),
            ),
            Self::TooMany(wait) => (
                ("Terlalu banyak permintaan", format!("Coba lagi dalam {wait} detik.")),
                ("Too many requests", format!("Try again in {wait} seconds.")),
            ),
            Self::TooSlow | Self::Busy | Self::Full | Self::Failed => self.own_fault(),
        };
        lang.pick(id, en)
    }

    /// The same of what is the server's own fault, in both languages.
    fn own_fault(self) -> (Words, Words) {
        match self {
            Self::TooSlow => (
                ("Terlalu lama", "Permintaan ini dihentikan karena terlalu lama. Coba lagi sebentar lagi.".into()),
                ("Too slow", "This took too long and was stopped. Try again in a moment.".into()),
            ),
            Self::Busy => (
                ("Server sedang sibuk", "Terlalu banyak yang membuka Lumbung saat ini. Coba lagi sebentar lagi.".into()),
                ("The server is busy", "Too many are asking at this moment. Try again shortly.".into()),
            ),
            Self::Full => (
                (
                    "Ruang penyimpanan server habis",
                    "Permintaan ini tidak dapat diselesaikan. Mintalah admin mengosongkan ruang disk, lalu kirim sekali lagi; \
                     yang sudah tersimpan tidak akan tersimpan dua kali."
                        .into(),
                ),
                (
                    "The server's disk is full",
                    "This could not be done. Ask an admin to make room, then send it again; what was stored is not stored twice."
                        .into(),
                ),
            ),
            _ => (
                (
                    "Ada yang gagal di server",
                    "Kesalahannya bukan pada Anda. Coba lagi; bila terulang, sampaikan nomor di bawah kepada admin."
                        .into(),
                ),
                (
                    "Something failed here",
                    "It is not your fault. Try again; if it happens again, give the number below to an admin.".into(),
                ),
            ),
        }
    }
}

/// What fails inside the house is a refusal without a cause, which is logged.
macro_rules! failures {
    ($($error:ty),+ $(,)?) => {
        $(impl From<$error> for Refusal {
            fn from(error: $error) -> Self {
                Self::failed(&error)
            }
        })+
    };
}

failures!(BookError, HashError, IngestError, InvalidHeaderValue, OidcError, StoreError, axum::http::Error);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.wait() {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        } else if matches!(self, Self::BadToken | Self::SignInFirst) {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Puts the words into a refusal; any other answer passes untouched.
pub(super) fn word(asking: &Asking, mut response: Response) -> Response {
    let is_empty = response.headers().get(header::CONTENT_TYPE).is_none();
    if response.status() == StatusCode::METHOD_NOT_ALLOWED && is_empty {
        response.extensions_mut().insert(Refusal::NoSuchMethod);
    }
    let Some(refusal) = response.extensions().get::<Refusal>().copied() else { return response };
    let (title, text) = refusal.words(asking.lang);
    let (kind, body) = if asking.is_api {
        let problem = Problem { status: refusal.status().as_u16(), title, detail: text };
        (super::problem::CONTENT_TYPE, serde_json::to_string(&problem).unwrap_or_default())
    } else {
        ("text/html; charset=utf-8", page(asking, title, &text, refusal))
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
    );
    response.headers_mut().remove(header::CONTENT_LENGTH);
    *response.body_mut() = Body::from(body);
    response
}

/// A plain page of its own: it must also stand when rendering is what failed.
/// Nothing from outside gets into it.
fn page(asking: &Asking, title: &str, text: &str, refusal: Refusal) -> String {
    let way_in = match refusal {
        Refusal::SignInFirst => {
            let (lang, sign_in) = (asking.lang.code(), asking.lang.pick("Masuk", "Sign in"));
            format!("<p><a href=\"/masuk?lang={lang}\">{sign_in}</a></p>")
        }
        _ => String::new(),
    };
    let (lang, back) = (asking.lang.code(), asking.lang.pick("Kembali ke papan pantau", "Back to the price board"));
    let number = asking.lang.pick("Nomor permintaan", "Request number");
    let request = &asking.request;
    format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title} – Lumbung</title><link rel=\"icon\" href=\"/pkg/favicon.svg\" type=\"image/svg+xml\">\
         <link rel=\"stylesheet\" href=\"/pkg/lumbung.css\"></head>\
         <body><main class=\"page plain\"><h1>{title}</h1><p>{text}</p>{way_in}\
         <p><a href=\"/\">{back}</a></p><p class=\"request-number\">{number}: <code>{request}</code></p></main></body></html>"
    )
}
