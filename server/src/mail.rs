//! Sending mail: one letter to one person.
//!
//! Takes a message to the mail server of the operator, or lays it into a folder, and
//! says whether it was taken. What the message says, whether to try again, and how often a
//! person may be written to, is left to the callers.
//!
//! Passwords and links for signing in go through here, so a connection without
//! TLS is made only to this machine itself.

#[cfg(test)]
mod tests;

mod folder;

use std::fmt;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue, MessageId};
use lettre::message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use reqwest::Url;

/// How long handing over a message may take, from the first packet to the last.
const PATIENCE: Duration = Duration::from_secs(15);

/// What the operator says about the mail server.
#[derive(Clone)]
pub struct MailSettings {
    /// The mail server: `smtps://user:password@host`, or
    /// `smtp://user:password@host:587?tls=required` for STARTTLS, or
    /// `smtp://127.0.0.1:1025` on this machine. User and password are
    /// percent-encoded; a path, as in `smtps://host/our.name`, is the name with
    /// which to say hello.
    pub url: String,
    /// The sender, as `noreply@example.org` or `Name <noreply@example.org>`.
    pub from: String,
}

// By hand, since the address of the server holds the password.
impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings").field("from", &self.from).finish_non_exhaustive()
    }
}

/// A file that goes along with a letter.
#[derive(Debug, Clone, Copy)]
pub struct Enclosed<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its media type.
    pub media_type: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What a subscriber is written to about, and how that ends.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    /// What the subscription is called (RFC 2919).
    pub name: &'a str,
    /// The address where one request ends it (RFC 8058).
    pub unsubscribe: &'a str,
}

/// A letter that is known again when it is sent twice.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// The bare address.
    pub to: &'a str,
    /// One line.
    pub subject: &'a str,
    /// Plain text.
    pub body: &'a str,
    /// What makes it the one that it is: the same letter sent again has the same key in
    /// its `Message-ID`, by which mail programs drop it. Letters, digits and hyphens.
    pub key: &'a str,
    /// Of a letter to a subscriber.
    pub list: Option<List<'a>>,
    /// A file that goes along.
    pub enclosed: Option<Enclosed<'a>>,
}

/// Why a message was not sent. Safe to log: holds no password, and neither the
/// recipient nor the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MailError {
    /// The settings cannot work; for the operator.
    #[error("mail is set up wrongly: {0}")]
    Settings(&'static str),
    /// The recipient is not a mail address.
    #[error("the recipient is not a mail address")]
    BadRecipient,
    /// The subject holds line breaks or other control characters.
    #[error("the subject holds control characters")]
    BadSubject,
    /// The mail server did not answer, or not as one; worth trying again later.
    #[error("the mail server cannot be reached: {0}")]
    Unreachable(&'static str),
    /// The mail server cannot do what is needed; for the operator.
    #[error("the mail server offers no STARTTLS, no known way to sign in, or no addresses beyond ASCII")]
    Unsuitable,
    /// The mail server knows no such mailbox, and says so for good.
    #[error("the mail server knows no such mailbox, it says with code {code}")]
    NoMailbox {
        /// Its reply code.
        code: u16,
    },
    /// The message cannot be laid into the folder.
    #[error("the message cannot be written: {0}")]
    Folder(std::io::ErrorKind),
    /// The mail server refused: the sender, the password or the message, or the recipient
    /// for now.
    #[error("the mail server refused with code {code}")]
    Refused {
        /// Its reply code: 4xx for now, 5xx for good.
        code: u16,
    },
}

/// Where a message goes.
enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// The way to the mail server.
pub struct Mail {
    way: Way,
    from: Mailbox,
    patience: Duration,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("from", &self.from.to_string()).finish_non_exhaustive()
    }
}

impl Mail {
    /// Prepares the way to the mail server; nothing is connected to yet.
    ///
    /// # Errors
    ///
    /// [`MailError::Settings`] if the address of the server or the sender does
    /// not parse, or the server is elsewhere and TLS is not required.
    pub fn new(settings: &MailSettings) -> Result<Self, MailError> {
        check(&settings.url)?;
        // The library's error is dropped, as it might repeat the address.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.url)
            .map_err(|_| MailError::Settings("the address of the mail server cannot be used"))?
            .timeout(Some(PATIENCE))
            .build();
        let from = settings.from.parse().map_err(|_| MailError::Settings("the sender is not a mail address"))?;
        Ok(Self { way: Way::Server(transport), from, patience: PATIENCE })
    }

    /// Lays messages into a folder instead, each as a file of its own, `.eml`: for
    /// development, where no mail is to leave the machine.
    ///
    /// # Errors
    ///
    /// [`MailError::Settings`] if the sender does not parse, [`MailError::Folder`] if the
    /// folder cannot be made.
    pub fn into_folder(folder: PathBuf, from: &str) -> Result<Self, MailError> {
        let from = from.parse().map_err(|_| MailError::Settings("the sender is not a mail address"))?;
        std::fs::create_dir_all(&folder).map_err(|error| MailError::Folder(error.kind()))?;
        Ok(Self { way: Way::Folder(folder), from, patience: PATIENCE })
    }

    /// Sends a plain text to one mail address.
    ///
    /// `to` is the bare address, without a name.
    ///
    /// # Errors
    ///
    /// [`MailError::BadRecipient`] and [`MailError::BadSubject`] before anything
    /// is sent; [`MailError::Refused`] if the server does not take the message,
    /// [`MailError::Unsuitable`] if it cannot, and [`MailError::Unreachable`] if
    /// it does not answer within 15 seconds. A server that takes the message
    /// and falls silent before the goodbye counts as unreachable, so a second
    /// try may be a second message.
    pub async fn send(&self, to: &str, subject: &str, body: &str) -> Result<(), MailError> {
        self.take(self.message(to, subject, body)?).await
    }

    /// Sends a letter.
    ///
    /// # Errors
    ///
    /// As for [`Self::send`].
    pub async fn post(&self, letter: &Letter<'_>) -> Result<(), MailError> {
        self.take(self.letter(letter)?).await
    }

    async fn take(&self, message: Message) -> Result<(), MailError> {
        let transport = match &self.way {
            Way::Server(transport) => transport,
            Way::Folder(folder) => {
                let folder = folder.clone();
                let written = tokio::task::spawn_blocking(move || folder::lay(&folder, &message.formatted())).await;
                let written = written.map_err(std::io::Error::other).flatten();
                return written.map_err(|error| MailError::Folder(error.kind()));
            }
        };
        // Around the whole, since the library limits only the connecting.
        match tokio::time::timeout(self.patience, transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(failure(&error)),
            Err(_) => Err(MailError::Unreachable("it did not answer in time")),
        }
    }

    /// A letter with the headers of what is written by a machine, and to many.
    fn letter(&self, letter: &Letter<'_>) -> Result<Message, MailError> {
        let host = self.from.email.domain();
        if letter.key.is_empty() || !letter.key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(MailError::Settings("the key of a letter is none"));
        }
        let mut headers = vec![(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned())];
        if let Some(List { name, unsubscribe }) = letter.list {
            headers.extend([
                (HeaderName::new_from_ascii_str("List-Unsubscribe"), format!("<{unsubscribe}>")),
                (HeaderName::new_from_ascii_str("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click".to_owned()),
                (HeaderName::new_from_ascii_str("List-Id"), format!("<{name}.{host}>")),
            ]);
        }
        if headers.iter().any(|(_, value)| value.contains(char::is_control)) {
            return Err(MailError::Settings("a header of a letter holds control characters"));
        }
        let mut message = match letter.enclosed {
            None => self.message(letter.to, letter.subject, letter.body)?,
            Some(enclosed) => {
                let kind = ContentType::parse(enclosed.media_type)
                    .map_err(|_| MailError::Settings("the media type of what is enclosed is none"))?;
                let file = Attachment::new(enclosed.name.to_owned()).body(enclosed.bytes.to_vec(), kind);
                let parts = MultiPart::mixed().singlepart(SinglePart::plain(letter.body.to_owned())).singlepart(file);
                let begun = self.begin(letter.to, letter.subject)?;
                begun.multipart(parts).map_err(|_| MailError::BadRecipient)?
            }
        };
        message.headers_mut().set(MessageId::from(format!("<{}@{host}>", letter.key)));
        for (name, value) in headers {
            message.headers_mut().insert_raw(HeaderValue::new(name, value));
        }
        Ok(message)
    }

    /// A message as far as it stands before its body.
    fn begin(&self, to: &str, subject: &str) -> Result<MessageBuilder, MailError> {
        // The library refuses or encodes these too. But a header slipped in is
        // worth not hanging on how it reads the standard, and none is needed.
        if to.contains(char::is_control) {
            return Err(MailError::BadRecipient);
        }
        if subject.contains(char::is_control) {
            return Err(MailError::BadSubject);
        }
        let to: Address = to.parse().map_err(|_| MailError::BadRecipient)?;
        Ok(Message::builder().from(self.from.clone()).to(Mailbox::new(None, to)).subject(subject).message_id(None))
    }

    fn message(&self, to: &str, subject: &str, body: &str) -> Result<Message, MailError> {
        let mut message = self
            .begin(to, subject)?
            .header(ContentType::TEXT_PLAIN)
            .body(body.to_owned())
            .map_err(|_| MailError::BadRecipient)?;
        // The library ends the id in `localhost`, which filters take for junk.
        if let Some(id) = message.headers().get::<MessageId>() {
            let id = id.as_ref().replace("@localhost>", &format!("@{}>", self.from.email.domain()));
            message.headers_mut().set(MessageId::from(id));
        }
        Ok(message)
    }
}

/// Refuses an address that would send in the clear, or not as meant.
fn check(url: &str) -> Result<(), MailError> {
    let wrong = |why| Err(MailError::Settings(why));
    let Ok(url) = Url::parse(url) else { return wrong("the address of the mail server is not a URL") };
    let Some(host) = url.host_str() else { return wrong("the address of the mail server names no host") };
    if host.starts_with('[') {
        return wrong("the mail server must be given by its name or IPv4 address");
    }
    if url.password().is_none() && !url.username().is_empty() {
        return wrong("the mail server is given a user without a password");
    }
    // Not from the parsed host: outside of http, that takes an IP for a name.
    let loopback = host.eq_ignore_ascii_case("localhost") || host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback());
    let tls = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value);
    match (url.scheme(), tls.as_deref()) {
        ("smtps", _) | ("smtp", Some("required")) => Ok(()),
        ("smtp", None | Some("opportunistic")) if loopback => Ok(()),
        ("smtp", None | Some("opportunistic")) => {
            wrong("without TLS, mail is sent only to this machine itself; write smtps:// or add ?tls=required")
        }
        ("smtp", Some(_)) => wrong("tls must be required"),
        _ => wrong("the address of the mail server must start with smtp:// or smtps://"),
    }
}

/// Whether a reply says that there is no such mailbox, or that its host takes no mail
/// (RFC 5321, RFC 7504). The same codes also refuse a sender or a message; of servers
/// that say more (RFC 3463), only what they say of the recipient counts.
fn is_no_mailbox(code: u16, said: &str) -> bool {
    if !matches!(code, 521 | 550 | 551 | 553 | 556) {
        return false;
    }
    let first = said.split_whitespace().next().unwrap_or_default();
    let is_enhanced = first.split('.').count() == 3 && first.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    // X.1.7 and X.1.8 are about the sender's address.
    let of_recipient = first.starts_with("5.1.") && !matches!(first, "5.1.7" | "5.1.8");
    !is_enhanced || of_recipient || matches!(first, "5.2.0" | "5.2.1")
}

/// What the library's error comes to. Its words are the server's, and left out.
fn failure(error: &SmtpError) -> MailError {
    if let Some(code) = error.status() {
        let code = code.into();
        let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        return if is_no_mailbox(code, &said) { MailError::NoMailbox { code } } else { MailError::Refused { code } };
    }
    if error.is_client() {
        return MailError::Unsuitable;
    }
    MailError::Unreachable(if error.is_tls() {
        "there is no agreement on TLS"
    } else if error.is_timeout() {
        "it did not answer in time"
    } else if error.is_response() {
        "it does not answer like a mail server"
    } else {
        "the connection failed"
    })
}
