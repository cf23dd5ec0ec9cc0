//! Why a fetch did not come through, said so that an official knows what to do.

use super::guard::Refusal;
use crate::book::BookError;
use crate::store::StoreError;
use lumbung_data::model::Lang;
use std::time::Duration;
use thiserror::Error;

/// Why a fetch did not come through. Holds no secret and nothing of an answer.
/// Shown in English; [`FetchError::message`] gives either language.
#[derive(Debug, Error)]
#[error("{}", self.message(Lang::En))]
pub enum FetchError {
    /// The address may not be asked.
    Refused(Refusal),
    /// There is no connection to the host.
    Unreachable(String),
    /// The host did not answer in time.
    Slow(String),
    /// The answer broke off.
    Broken(String),
    /// The answer is larger than what is taken, in bytes.
    TooLarge(usize),
    /// A web page instead of data: maintenance, a captcha, a login.
    Html(String),
    /// Another kind of content.
    WrongType {
        /// The host.
        host: String,
        /// What it says that it sent.
        given: String,
    },
    /// It sends people elsewhere too often, or nowhere.
    Redirects(String),
    /// It wants a key, or another one.
    Unauthorized {
        /// The host.
        host: String,
        /// The environment's variable for the key, where there is one.
        variable: Option<&'static str>,
    },
    /// There is nothing at this address.
    NotFound(String),
    /// It is busy (429 or 503) and asks to wait.
    Busy {
        /// The host.
        host: String,
        /// How long, where it says so.
        wait: Option<Duration>,
    },
    /// Another status.
    Status {
        /// The host.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// The answer of a question on the way is not as expected.
    Answer(String),
    /// The profile lacks what the source needs: Indonesian and English.
    Profile(String, String),
    /// The client could not be made.
    Client(String),
    /// The store refused.
    Store(#[from] StoreError),
}

impl From<BookError> for FetchError {
    fn from(error: BookError) -> Self {
        Self::Store(error.into())
    }
}

impl From<Refusal> for FetchError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl FetchError {
    /// Whether it may pass when it is tried again at once.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Slow(_) | Self::Broken(_) | Self::Busy { .. } => true,
            Self::Refused(refusal) => matches!(refusal, Refusal::Unresolved(_)),
            Self::Status { status, .. } => *status == 408 || (500..600).contains(status),
            _ => false,
        }
    }

    /// How long the source asks to be left alone.
    #[must_use]
    pub fn asked_to_wait(&self) -> Option<Duration> {
        match self {
            Self::Busy { wait, .. } => *wait,
            _ => None,
        }
    }

    /// What is wrong and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Id => self.indonesian(),
            Lang::En => self.english(),
        }
    }

    fn indonesian(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.message(Lang::Id),
            Self::Unreachable(host) => {
                format!("{host} tidak dapat dihubungi; periksa sambungan internet, lalu coba lagi.")
            }
            Self::Slow(host) => format!("{host} tidak menjawab tepat waktu; coba lagi nanti."),
            Self::Broken(host) => format!("jawaban {host} terputus di tengah jalan; coba lagi nanti."),
            Self::TooLarge(most) => format!(
                "jawaban lebih besar dari {} MB dan tidak diambil; minta rentang hari yang lebih pendek.",
                most >> 20
            ),
            Self::Html(host) => format!(
                "{host} mengirim halaman web, bukan data; buka alamatnya di peramban: mungkin sedang pemeliharaan. Sementara itu muat harganya sebagai berkas."
            ),
            Self::WrongType { host, given } => {
                format!("{host} mengirim {given:?}, bukan data yang diminta; periksa url di profil.")
            }
            Self::Redirects(host) => format!("{host} mengalihkan terus-menerus; periksa url di profil."),
            Self::Unauthorized { host, variable: Some(variable) } => format!(
                "{host} menolak kunci; minta kunci kepada pengelolanya dan taruh di lingkungan {variable}. Tanpa kunci, muat harganya sebagai berkas."
            ),
            Self::Unauthorized { host, variable: None } => format!(
                "{host} menolak permintaan ini; tanyakan kepada pengelolanya, atau muat harganya sebagai berkas."
            ),
            Self::NotFound(host) => format!("alamat itu tidak ada di {host}; periksa url di profil."),
            Self::Busy { host, wait: Some(wait) } => {
                format!("{host} meminta ditunggu {} detik; coba lagi setelah itu.", wait.as_secs())
            }
            Self::Busy { host, wait: None } => format!("{host} sedang sibuk; coba lagi nanti."),
            Self::Status { host, status } => format!("{host} menjawab dengan galat {status}; coba lagi nanti."),
            Self::Answer(reason) | Self::Profile(reason, _) => reason.clone(),
            Self::Client(error) => format!("sambungan TLS tidak dapat disiapkan: {error}"),
            Self::Store(error) => error.to_string(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.message(Lang::En),
            Self::Unreachable(host) => format!("{host} cannot be reached; check the connection, then try again."),
            Self::Slow(host) => format!("{host} did not answer in time; try again later."),
            Self::Broken(host) => format!("the answer of {host} broke off; try again later."),
            Self::TooLarge(most) => {
                format!("the answer is larger than {} MB and was not taken; ask for fewer days.", most >> 20)
            }
            Self::Html(host) => format!(
                "{host} sent a web page instead of data; open it in a browser: it may be under maintenance. Until then bring files."
            ),
            Self::WrongType { host, given } => {
                format!("{host} sent {given:?}, not the data asked for; check the url in the profile.")
            }
            Self::Redirects(host) => format!("{host} redirects without end; check the url in the profile."),
            Self::Unauthorized { host, variable: Some(variable) } => format!(
                "{host} refuses the key; ask its operator for one and put it into the environment as {variable}. Without a key, bring files."
            ),
            Self::Unauthorized { host, variable: None } => {
                format!("{host} refuses this request; ask its operator, or bring files.")
            }
            Self::NotFound(host) => format!("there is no such address at {host}; check the url in the profile."),
            Self::Busy { host, wait: Some(wait) } => {
                format!("{host} asks to wait {} seconds; try again after that.", wait.as_secs())
            }
            Self::Busy { host, wait: None } => format!("{host} is busy; try again later."),
            Self::Status { host, status } => format!("{host} answered with the error {status}; try again later."),
            Self::Answer(reason) | Self::Profile(_, reason) => reason.clone(),
            Self::Client(error) => format!("no TLS client could be made: {error}"),
            Self::Store(error) => error.to_string(),
        }
    }
}
