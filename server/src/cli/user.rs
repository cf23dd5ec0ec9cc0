//! `lumbung user`: accounts, at the command line of the machine that has the
//! home. Whoever reaches it is trusted; what they do is in the audit log.

use super::{Outcome, Setting};
use crate::auth::Who;
use crate::auth::name::{is_email, is_full_name, is_name};
use crate::auth::password::{self, Hasher};
use crate::book::{Change, Changed, Made, NewPerson, Record};
use crate::settings::PublicUrl;
use crate::wib;
use anyhow::{Context, bail};
use chrono::Utc;
use lumbung_data::model::office::{LinkPurpose, PersonRow, What};
use lumbung_data::model::{Lang, Role};
use serde_json::json;
use std::io::{BufRead, Write};

/// Makes and changes accounts.
#[derive(Debug, clap::Args)]
pub struct User {
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Debug, clap::Subcommand)]
enum UserCommand {
    /// Buat akun; tanpa kata sandi, dicetak tautan sekali pakai · make an account; without a password, print a one-time link.
    Add(Add),
    /// Daftar akun · list the accounts.
    List,
    /// Nonaktifkan akun · close an account.
    Disable(Named),
    /// Aktifkan lagi akun · open an account again.
    Enable(Named),
    /// Ubah peran · change a role.
    Role(ChangeRole),
    /// Tautan sekali pakai untuk kata sandi baru · a one-time link for a new password.
    Reset(Link),
    /// Hapus verifikasi dua langkah yang hilang · take away a lost second factor.
    ClearSecondFactor(Named),
    /// Hapus semua jeda tunggu setelah salah menebak · end all waits after wrong guesses.
    Unlock,
}

#[derive(Debug, clap::Args)]
struct Add {
    /// The name to sign in with: 3 to 40 of a–z, 0–9, `.`, `-`, `_`.
    name: String,
    /// officer, leader or admin.
    #[arg(long, default_value = "officer", value_parser = Role::parse)]
    role: Role,
    /// The name to be called by.
    #[arg(long, value_name = "NAME")]
    full_name: Option<String>,
    /// The e-mail address.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Ask for a password at the terminal.
    #[arg(long, conflicts_with = "password_stdin")]
    password: bool,
    /// Read the password from the first line of stdin.
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    at: At,
}

#[derive(Debug, clap::Args)]
struct Named {
    /// The account's name.
    name: String,
}

#[derive(Debug, clap::Args)]
struct ChangeRole {
    /// The account's name.
    name: String,
    /// officer, leader or admin.
    #[arg(value_parser = Role::parse)]
    role: Role,
}

#[derive(Debug, clap::Args)]
struct Link {
    /// The account's name.
    name: String,
    #[command(flatten)]
    at: At,
}

#[derive(Debug, clap::Args)]
struct At {
    /// The server's address, for the link.
    #[arg(long, env = "LUMBUNG_PUBLIC_URL", default_value = "http://127.0.0.1:3000", value_name = "URL", value_parser = PublicUrl::parse)]
    public_url: PublicUrl,
}

impl User {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        match self.command {
            UserCommand::Add(add) => add.run(setting).await?,
            UserCommand::List => list(setting).await?,
            UserCommand::Disable(named) => change(setting, &named.name, Change::Disable).await?,
            UserCommand::Enable(named) => change(setting, &named.name, Change::Enable).await?,
            UserCommand::Role(to) => change(setting, &to.name, Change::Role(to.role)).await?,
            UserCommand::ClearSecondFactor(named) => change(setting, &named.name, Change::ClearSecondFactor).await?,
            UserCommand::Reset(link) => {
                let person = named(setting, &link.name).await?;
                print_link(setting, &person, &link.at.public_url).await?;
            }
            UserCommand::Unlock => setting.store.book.forget_guesses(&Who::at_command_line(), Utc::now()).await?,
        }
        Ok(Outcome::Done)
    }
}

impl Add {
    async fn run(self, setting: &Setting) -> anyhow::Result<()> {
        let (lang, name) = (setting.lang, self.name.to_lowercase());
        if !is_name(&name) {
            bail!(
                "{}",
                lang.pick(
                    "nama harus 3 sampai 40 dari huruf kecil, angka, titik, tanda hubung, garis bawah.",
                    "the name must be 3 to 40 of small letters, digits, dots, hyphens, underscores.",
                )
            );
        }
        let full_name = self.full_name.clone().unwrap_or_else(|| name.clone());
        if !is_full_name(&full_name) {
            bail!(
                "{}",
                lang.pick("nama lengkap memuat karakter tersembunyi.", "the full name holds hidden characters.")
            );
        }
        if self.email.as_deref().is_some_and(|email| !is_email(email)) {
            bail!(
                "{}",
                lang.pick(
                    "surel tidak sah; tulis seperti nama@instansi.go.id.",
                    "no valid address; write it like name@example.org."
                )
            );
        }
        let password = self.ask(lang)?;
        let kept = match &password {
            Some(password) => {
                if let Err(what) = password::check(password, &[&name, &full_name]) {
                    bail!("{}", refused(&what, lang));
                }
                Some(Hasher::default().hash(password).await?)
            }
            None => None,
        };
        let new = NewPerson {
            name: &name,
            full_name: &full_name,
            email: self.email.as_deref(),
            role: self.role,
            password: kept.as_deref(),
        };
        let made = setting.store.book.add_person(&Who::at_command_line(), Utc::now(), new).await?;
        match made {
            Made::Person(_) => {}
            Made::NameTaken => bail!("{}", lang.pick("nama itu sudah dipakai.", "somebody has that name already.")),
            Made::EmailTaken => {
                bail!("{}", lang.pick("surel itu sudah dipakai.", "somebody has that address already."))
            }
        }
        if kept.is_none() {
            let person = named(setting, &name).await?;
            return print_link(setting, &person, &self.at.public_url).await;
        }
        if setting.json {
            println!("{}", json!({ "name": name, "role": self.role }));
        } else {
            println!("{}: {name} ({})", lang.pick("Akun dibuat", "Account made"), self.role);
        }
        Ok(())
    }

    /// The password, if one is to be set now.
    fn ask(&self, lang: Lang) -> anyhow::Result<Option<String>> {
        if self.password_stdin {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line)?;
            return Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()));
        }
        if !self.password {
            return Ok(None);
        }
        let once = rpassword::prompt_password(lang.pick("Kata sandi: ", "Password: "))?;
        let again = rpassword::prompt_password(lang.pick("Sekali lagi: ", "Once more: "))?;
        if once != again {
            bail!("{}", lang.pick("kedua isian berbeda.", "the two entries differ."));
        }
        Ok(Some(once))
    }
}

/// Why a password is refused.
fn refused(what: &What, lang: Lang) -> String {
    match (what, lang) {
        (What::PasswordShort(least), Lang::Id) => format!("kata sandi minimal {least} karakter."),
        (What::PasswordShort(least), Lang::En) => format!("the password needs at least {least} characters."),
        (What::PasswordLong(most), Lang::Id) => format!("kata sandi maksimal {most} karakter."),
        (What::PasswordLong(most), Lang::En) => format!("the password may have at most {most} characters."),
        (_, Lang::Id) => "kata sandi itu umum atau mudah ditebak; pilih yang lain, misalnya sebuah kalimat.".to_owned(),
        (_, Lang::En) => "that password is common or easily guessed; choose another, such as a sentence.".to_owned(),
    }
}

async fn named(setting: &Setting, name: &str) -> anyhow::Result<Record> {
    let found = setting.store.book.person_named(&name.to_lowercase()).await?;
    found.with_context(|| match setting.lang {
        Lang::Id => format!("tidak ada akun bernama {name}; lihat lumbung user list."),
        Lang::En => format!("there is no account named {name}; see lumbung user list."),
    })
}

async fn print_link(setting: &Setting, person: &Record, public: &PublicUrl) -> anyhow::Result<()> {
    let lang = setting.lang;
    if person.disabled {
        bail!("{}", lang.pick("akun itu nonaktif; aktifkan dahulu.", "that account is closed; open it first."));
    }
    let purpose = if person.password.is_none() { LinkPurpose::Invitation } else { LinkPurpose::Reset };
    let made = setting.store.book.make_link(&Who::at_command_line(), Utc::now(), purpose, Some(person)).await?;
    let (url, expires) = (format!("{}/tautan/{}", public.origin(), made.0), made.1);
    if setting.json {
        println!("{}", json!({ "name": person.name, "role": person.role, "link": url, "expires": expires }));
    } else {
        println!("{url}");
        eprintln!(
            "{} {}",
            lang.pick("Serahkan tautan ini; berlaku sekali, sampai", "Hand this link over; it works once, until"),
            wib::local(expires).format("%Y-%m-%d %H.%M WIB")
        );
    }
    Ok(())
}

async fn list(setting: &Setting) -> anyhow::Result<()> {
    let people = setting.store.book.people().await?;
    let mut out = std::io::stdout().lock();
    if setting.json {
        let shown = |row: &PersonRow| {
            json!({
                "name": row.name, "full_name": row.full_name, "email": row.email, "role": row.role,
                "invited": row.invited, "second_factor": row.second_factor, "disabled": row.disabled,
                "signed_in": row.seen,
            })
        };
        writeln!(out, "{}", json!({ "users": people.iter().map(shown).collect::<Vec<_>>() }))?;
        return Ok(());
    }
    let lang = setting.lang;
    for row in people {
        let state = match (row.disabled, row.invited) {
            (Some(_), _) => lang.pick("nonaktif", "closed"),
            (None, true) => lang.pick("diundang", "invited"),
            (None, false) => lang.pick("aktif", "open"),
        };
        writeln!(out, "{}\t{}\t{state}\t{}", row.name, row.role, row.full_name)?;
    }
    Ok(())
}

async fn change(setting: &Setting, name: &str, change: Change) -> anyhow::Result<()> {
    let person = named(setting, name).await?;
    let lang = setting.lang;
    match setting.store.book.change_person(&Who::at_command_line(), Utc::now(), person.id, change).await? {
        Changed::Done => Ok(()),
        Changed::Nobody | Changed::LastAdmin => bail!(
            "{}",
            lang.pick(
                "admin terakhir harus tetap ada; buat admin lain dahulu.",
                "the last admin must stay; make another first.",
            )
        ),
    }
}
