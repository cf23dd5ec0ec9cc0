//! `lumbung subscriber`: who is sent the weekly sheet and warnings, at the command line
//! of the machine that has the home. Addresses added here need no confirmation: the
//! operator vouches for them.

use super::{Outcome, Setting, parse_lang};
use crate::auth::name::is_email;
use crate::auth::{Who, secret};
use crate::book::NewSubscriber;
use anyhow::{Context, bail};
use chrono::Utc;
use lumbung_data::model::office::SubscriberRow;
use lumbung_data::model::{HookFormat, Lang, Quiet, WarningLevel, WarningWish, Wishes};
use serde_json::json;
use std::io::Write;

/// Lists, adds and removes subscribers.
#[derive(Debug, clap::Args)]
pub struct Subscriber {
    #[command(subcommand)]
    command: SubscriberCommand,
}

#[derive(Debug, clap::Subcommand)]
enum SubscriberCommand {
    /// Daftar pelanggan · list the subscribers.
    List,
    /// Tambah alamat surel atau webhook · add a mail address or a webhook.
    Add(Add),
    /// Hapus pelanggan · remove a subscriber.
    Remove(Remove),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// A mail address, or with `--webhook` a URL.
    address: String,
    /// Send to this address by webhook; the signing secret is printed once.
    #[arg(long)]
    webhook: bool,
    /// Of a webhook: json or text.
    #[arg(long, default_value = "json", requires = "webhook", value_parser = parse_format)]
    format: HookFormat,
    /// The language of what is sent: id or en.
    #[arg(long = "in", default_value = "id", value_name = "LANG", value_parser = parse_lang)]
    language: Lang,
    /// Leave out the weekly sheet.
    #[arg(long)]
    no_weekly: bool,
    /// Warnings: off, immediate or daily.
    #[arg(long, default_value = "daily", value_parser = WarningWish::parse)]
    warnings: WarningWish,
    /// Only warnings of this level and above: waspada, siaga or awas.
    #[arg(long, default_value = "siaga", value_parser = parse_level)]
    least: WarningLevel,
    /// Hours without warnings in western Indonesian time, such as 21:00-06:00.
    #[arg(long, value_name = "HH:MM-HH:MM", value_parser = parse_quiet)]
    quiet: Option<Quiet>,
    /// Send warnings of the level awas within these hours too.
    #[arg(long, requires = "quiet")]
    awas_anytime: bool,
}

#[derive(Debug, clap::Args)]
struct Remove {
    /// The subscriber's number or address.
    subscriber: String,
}

impl Subscriber {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        match self.command {
            SubscriberCommand::List => list(setting).await?,
            SubscriberCommand::Add(add) => add.run(setting).await?,
            SubscriberCommand::Remove(remove) => remove.run(setting).await?,
        }
        Ok(Outcome::Done)
    }
}

impl Add {
    async fn run(self, setting: &Setting) -> anyhow::Result<()> {
        let lang = setting.lang;
        let wishes = Wishes {
            lang: self.language,
            weekly: !self.no_weekly,
            warnings: self.warnings,
            least: self.least,
            quiet: self.quiet,
            awas_anytime: self.awas_anytime,
        };
        if !wishes.any() {
            let words = (
                "tidak ada yang dipilih; hapus --no-weekly atau pilih --warnings lain.",
                "nothing is wished; leave out --no-weekly or choose other --warnings.",
            );
            bail!("{}", lang.pick(words.0, words.1));
        }
        let address = if self.webhook { self.address.clone() } else { self.address.to_lowercase() };
        let is_address = if self.webhook { address.starts_with("http") } else { is_email(&address) };
        if !is_address {
            let words = (
                "alamat tidak sah; tulis surel seperti nama@instansi.go.id, atau --webhook dengan alamat https.",
                "no valid address; write mail like name@example.org, or --webhook with an https address.",
            );
            bail!("{}", lang.pick(words.0, words.1));
        }
        let secret = secret::new();
        let hook = self.webhook.then_some((self.format, secret.as_str()));
        let new = NewSubscriber { address: &address, wishes: &wishes, hook };
        let added = setting.store.book.add_subscriber(&Who::at_command_line(), Utc::now(), new).await?;
        let id =
            added.with_context(|| lang.pick("alamat itu sudah terdaftar.", "that address is registered already."))?;
        if setting.json {
            println!("{}", json!({ "id": id, "address": address, "secret": hook.map(|(_, secret)| secret) }));
            return Ok(());
        }
        println!("{} {id}: {address}", lang.pick("Pelanggan", "Subscriber"));
        if let Some((_, secret)) = hook {
            eprintln!("{}", lang.pick("Kunci tanda tangan, hanya sekali ini:", "The signing secret, this once only:"));
            println!("{secret}");
        }
        Ok(())
    }
}

impl Remove {
    async fn run(self, setting: &Setting) -> anyhow::Result<()> {
        let rows = setting.store.book.subscribers().await?;
        let named = |row: &&SubscriberRow| {
            row.id.to_string() == self.subscriber || row.address.eq_ignore_ascii_case(&self.subscriber)
        };
        let found = rows.iter().find(named);
        let found = found.with_context(|| match setting.lang {
            Lang::Id => format!("tidak ada pelanggan {}; lihat lumbung subscriber list.", self.subscriber),
            Lang::En => format!("there is no subscriber {}; see lumbung subscriber list.", self.subscriber),
        })?;
        setting.store.book.remove_subscriber(&Who::at_command_line(), Utc::now(), found.id).await?;
        Ok(())
    }
}

async fn list(setting: &Setting) -> anyhow::Result<()> {
    let rows = setting.store.book.subscribers().await?;
    let mut out = std::io::stdout().lock();
    if setting.json {
        let shown = |row: &SubscriberRow| {
            json!({
                "id": row.id, "channel": row.channel.as_str(), "address": row.address, "lang": row.wishes.lang,
                "weekly": row.wishes.weekly, "warnings": row.wishes.warnings.as_str(),
                "least": row.wishes.least.as_str(), "confirmed": row.confirmed,
                "disabled": row.disabled.as_ref().map(|(at, _)| at),
                "reason": row.disabled.as_ref().map(|(_, [id, en])| setting.lang.pick(id, en)),
                "waiting": row.waiting, "sent": row.sent, "given_up": row.given_up, "last_sent": row.last_sent,
            })
        };
        writeln!(out, "{}", json!({ "subscribers": rows.iter().map(shown).collect::<Vec<_>>() }))?;
        return Ok(());
    }
    let lang = setting.lang;
    for row in rows {
        let state = match (&row.disabled, row.confirmed) {
            (Some((_, [id, en])), _) => lang.pick(id, en).as_str(),
            (None, None) => lang.pick("menunggu konfirmasi", "waits for confirmation"),
            (None, Some(_)) => lang.pick("aktif", "active"),
        };
        let weekly = if row.wishes.weekly { "weekly" } else { "-" };
        let (warnings, least) = (row.wishes.warnings, row.wishes.least.as_str());
        writeln!(
            out,
            "{}\t{}\t{}\t{weekly}\t{warnings} {least}\t{} {}\t{} {}\t{state}",
            row.id,
            row.channel.as_str(),
            row.address,
            lang.pick("terkirim", "sent"),
            row.sent,
            lang.pick("menunggu", "waiting"),
            row.waiting
        )?;
    }
    Ok(())
}

fn parse_format(text: &str) -> Result<HookFormat, String> {
    HookFormat::parse(text).ok_or_else(|| "json / text".to_owned())
}

fn parse_level(text: &str) -> Result<WarningLevel, String> {
    let levels = [WarningLevel::Waspada, WarningLevel::Siaga, WarningLevel::Awas];
    levels.into_iter().find(|level| level.as_str() == text).ok_or_else(|| "waspada / siaga / awas".to_owned())
}

fn parse_quiet(text: &str) -> Result<Quiet, String> {
    let hours = text.split_once('-').and_then(|(from, to)| Quiet::parse(from.trim(), to.trim()));
    hours.ok_or_else(|| "tulis seperti 21:00-06:00 · write it like 21:00-06:00".to_owned())
}
