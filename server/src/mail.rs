//! Sending mail: one short text to one person.
//!
//! Takes a message to the mail server of the operator, and says whether that
//! server took it. What the message says, whether to try again, and how often a
//! person may be written to, is left to the callers.
//!
//! Passwords and links for signing in go through here, so a connection without
//! TLS is made only to this machine itself.

#[cfg(test)]
mod tests;

use std::fmt;
use std::net::Ipv4Addr;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::message::header::{ContentType, MessageId};
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
    /// The mail server refused: the recipient, the sender, the password or the
    /// message.
    #[error("the mail server refused with code {code}")]
    Refused {
        /// Its reply code: 4xx for now, 5xx for good.
        code: u16,
    },
}

/// The way to the mail server.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
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
        Ok(Self { transport, from, patience: PATIENCE })
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
        let message = self.message(to, subject, body)?;
        // Around the whole, since the library limits only the connecting.
        match tokio::time::timeout(self.patience, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(failure(&error)),
            Err(_) => Err(MailError::Unreachable("it did not answer in time")),
        }
    }

    fn message(&self, to: &str, subject: &str, body: &str) -> Result<Message, MailError> {
        // The library refuses or encodes these too. But a header slipped in is
        // worth not hanging on how it reads the standard, and none is needed.
        if to.contains(char::is_control) {
            return Err(MailError::BadRecipient);
        }
        if subject.contains(char::is_control) {
            return Err(MailError::BadSubject);
        }
        let to: Address = to.parse().map_err(|_| MailError::BadRecipient)?;
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(None)
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

/// What the library's error comes to. Its words are the server's, and left out.
fn failure(error: &SmtpError) -> MailError {
    if let Some(code) = error.status() {
        return MailError::Refused { code: code.into() };
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
