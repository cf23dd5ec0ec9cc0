//! What `lumbung serve` can be told of people and doors.

use crate::auth::Who;
use crate::book::Book;
use crate::mail::{Mail, MailSettings};
use crate::oidc::{Oidc, OidcSettings};
use crate::settings::{Limits, PublicUrl, Settings};
use anyhow::Context;
use ipnet::IpNet;
use lumbung_data::model::Lang;
use lumbung_data::model::office::LinkPurpose;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// The sender of mail that leaves this machine never.
const LOCAL_SENDER: &str = "Lumbung <lumbung@localhost>";

/// Addresses, proxies, identity provider and mail. Secrets come from the
/// environment, where other users of the machine do not see them.
#[derive(Debug, clap::Args)]
pub struct Doors {
    /// The address by which people reach this server, such as
    /// `https://lumbung.bandung.go.id`; needed for signing in from elsewhere.
    #[arg(long, env = "LUMBUNG_PUBLIC_URL", value_name = "URL", value_parser = PublicUrl::parse)]
    public_url: Option<PublicUrl>,
    /// Proxies whose `X-Forwarded-For` is believed, such as `127.0.0.1/32`.
    #[arg(long, env = "LUMBUNG_TRUSTED_PROXIES", value_name = "NET", value_delimiter = ',', value_parser = parse_net)]
    trusted_proxy: Vec<IpNet>,
    /// Let accounts do without a second factor.
    #[arg(long, env = "LUMBUNG_SECOND_FACTOR_OPTIONAL")]
    second_factor_optional: bool,
    /// The largest file that is uploaded, in megabytes.
    #[arg(long, env = "LUMBUNG_MAX_UPLOAD_MB", default_value_t = 100, value_name = "MB", value_parser = clap::value_parser!(u64).range(1..=512))]
    max_upload_mb: u64,
    /// How many pages are drawn at a time; four a core if left out. More wait for half a
    /// second at most; the rest is told to come again (503).
    #[arg(long, env = "LUMBUNG_PAGES_AT_ONCE", value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=512))]
    pages_at_once: Option<u16>,
    /// The issuer of a provider of `OpenID` Connect.
    #[arg(long, env = "LUMBUNG_OIDC_ISSUER", value_name = "URL", requires = "oidc_client_id")]
    oidc_issuer: Option<String>,
    /// The name under which the provider knows this server.
    #[arg(long, env = "LUMBUNG_OIDC_CLIENT_ID", value_name = "ID")]
    oidc_client_id: Option<String>,
    /// The secret shared with the provider.
    #[arg(long, env = "LUMBUNG_OIDC_CLIENT_SECRET", value_name = "SECRET", hide_env_values = true, default_value = "")]
    oidc_client_secret: String,
    /// What to call the provider on the sign-in page.
    #[arg(long, env = "LUMBUNG_OIDC_NAME", value_name = "NAME", default_value = "OpenID")]
    oidc_name: String,
    /// Where mail goes out: `smtps://user:password@host` or `smtp://…?tls=required`.
    #[arg(long, env = "LUMBUNG_SMTP_URL", value_name = "URL", hide_env_values = true, requires = "mail_from")]
    smtp_url: Option<String>,
    /// Lay mail into this folder as `.eml` files instead, for development.
    #[arg(long, env = "LUMBUNG_MAIL_DIR", value_name = "DIR", conflicts_with = "smtp_url")]
    mail_dir: Option<PathBuf>,
    /// Hosts of webhooks in your own network, which may be asked without TLS, such as
    /// `gateway.local:8080`; others must be public and have TLS.
    #[arg(long, env = "LUMBUNG_WEBHOOK_HOSTS", value_name = "HOST", value_delimiter = ',')]
    webhook_host: Vec<String>,
    /// Networks whose Prometheus may read `/metrics`, such as `10.0.5.0/24`; this machine
    /// always may.
    #[arg(long, env = "LUMBUNG_METRICS_FOR", value_name = "NET", value_delimiter = ',', value_parser = parse_net)]
    metrics_for: Vec<IpNet>,
    /// The sender of mail.
    #[arg(long, env = "LUMBUNG_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<String>,
}

/// A network, or one address.
fn parse_net(text: &str) -> Result<IpNet, String> {
    let one = || text.parse::<std::net::IpAddr>().map(IpNet::from);
    text.trim().parse().or_else(|_| one()).map_err(|_| "127.0.0.1 / 10.0.0.0/8".to_owned())
}

impl Doors {
    /// The settings of the server at an address.
    pub(super) fn settings(&self, addr: SocketAddr) -> anyhow::Result<Settings> {
        let own = self.public_url.as_ref().map_or_else(|| format!("http://{addr}"), |url| url.origin().to_owned());
        let oidc = match (&self.oidc_issuer, &self.oidc_client_id) {
            (Some(issuer), Some(client_id)) => {
                let settings = OidcSettings {
                    issuer: issuer.clone(),
                    client_id: client_id.clone(),
                    client_secret: self.oidc_client_secret.clone(),
                    name: self.oidc_name.clone(),
                };
                let oidc = Oidc::new(settings, &format!("{own}/masuk/oidc/kembali"));
                Some(Arc::new(oidc.context("LUMBUNG_OIDC_ISSUER")?))
            }
            _ => None,
        };
        let mail = match (&self.mail_dir, &self.smtp_url, &self.mail_from) {
            (Some(folder), _, from) => {
                let from = from.as_deref().unwrap_or(LOCAL_SENDER);
                Some(Arc::new(Mail::into_folder(folder.clone(), from).context("LUMBUNG_MAIL_DIR")?))
            }
            (None, Some(url), Some(from)) => {
                let settings = MailSettings { url: url.clone(), from: from.clone() };
                Some(Arc::new(Mail::new(&settings).context("LUMBUNG_SMTP_URL")?))
            }
            _ => None,
        };
        let usual = Limits::default();
        let limits = Limits {
            upload_bytes: self.max_upload_mb * 1_000_000,
            pages_at_once: self.pages_at_once.map_or(usual.pages_at_once, usize::from),
            ..usual
        };
        Ok(Settings {
            public_url: self.public_url.clone(),
            trusted_proxies: self.trusted_proxy.clone(),
            second_factor_optional: self.second_factor_optional,
            limits,
            oidc,
            mail,
            metrics_for: self.metrics_for.clone(),
            webhook_hosts: self.webhook_host.iter().map(|host| host.trim().to_ascii_lowercase()).collect(),
            ..Settings::default()
        })
    }
}

/// While there is no account, prints a one-time link by which the first admin
/// makes theirs. It goes to stderr as it is, not through the log.
pub(super) async fn welcome(book: &Book, settings: &Settings, addr: SocketAddr, lang: Lang) -> anyhow::Result<()> {
    if book.count_people().await? > 0 {
        return Ok(());
    }
    let link = book.make_link(&Who::at_command_line(), settings.clock.now(), LinkPurpose::FirstAdmin, None).await?;
    let own = settings.origin(addr);
    let words = lang.pick(
        "Belum ada akun. Buat admin pertama lewat tautan sekali pakai ini (24 jam):",
        "There is no account yet. Make the first admin at this one-time link (24 hours):",
    );
    eprintln!("\n  {words}\n  {own}/tautan/{}\n", link.0);
    Ok(())
}
