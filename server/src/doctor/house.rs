//! The house: who has accounts, how they reach it, what is to be told, and whether it could
//! be brought back.

use super::{Finding, Patient, days_since};
use crate::book::BookError;
use lumbung_data::model::{Channel, Lang, Role};

/// Days after which a backup is old.
const BACKUP_DAYS: i64 = 2;
/// Days after which the last drill is old.
const DRILL_DAYS: i64 = 31;

pub(super) async fn look(patient: &Patient<'_>) -> Result<Vec<Finding>, BookError> {
    Ok(vec![
        admins(patient).await?,
        address(patient),
        mail(patient).await?,
        outbox(patient).await?,
        backup(patient).await?,
        drill(patient).await?,
    ])
}

async fn admins(patient: &Patient<'_>) -> Result<Finding, BookError> {
    let lang = patient.lang;
    let people = patient.store.book.people().await?;
    let admins: Vec<_> =
        people.iter().filter(|one| one.role == Role::Admin && one.disabled.is_none() && !one.invited).collect();
    let weak = admins.iter().filter(|one| !one.second_factor).count();
    let count = admins.len();
    Ok(match (count, weak, lang) {
        (0, _, Lang::Id) => Finding::watch(
            "accounts",
            "Belum ada admin: jalankan lumbung serve dan buka tautan yang ditampilkannya, atau lumbung user add.",
        ),
        (0, _, Lang::En) => Finding::watch(
            "accounts",
            "There is no admin yet: run lumbung serve and open the link that it shows, or lumbung user add.",
        ),
        (_, 0, Lang::Id) => Finding::good("accounts", format!("{count} admin, semua dengan verifikasi dua langkah.")),
        (_, 0, Lang::En) => Finding::good("accounts", format!("{count} admins, all with a second factor.")),
        (_, _, Lang::Id) => Finding::watch(
            "accounts",
            format!(
                "{weak} dari {count} admin belum memakai verifikasi dua langkah: minta mereka memasangnya di /akun."
            ),
        ),
        (_, _, Lang::En) => Finding::watch(
            "accounts",
            format!("{weak} of {count} admins have no second factor: ask them to set one up at /akun."),
        ),
    })
}

fn address(patient: &Patient<'_>) -> Finding {
    let lang = patient.lang;
    match (&patient.settings.public_url, lang) {
        (None, Lang::Id) => Finding::watch(
            "address",
            "LUMBUNG_PUBLIC_URL belum disetel: orang hanya dapat masuk dari mesin ini sendiri.",
        ),
        (None, Lang::En) => {
            Finding::watch("address", "LUMBUNG_PUBLIC_URL is not set: people can sign in on this machine only.")
        }
        (Some(url), Lang::Id) if !url.is_secure() => Finding::watch(
            "address",
            format!("{} tanpa TLS: kata sandi dapat disadap. Pasang proksi HTTPS di depannya.", url.origin()),
        ),
        (Some(url), Lang::En) if !url.is_secure() => Finding::watch(
            "address",
            format!("{} is without TLS: passwords can be overheard. Put a proxy with HTTPS before it.", url.origin()),
        ),
        (Some(url), Lang::Id) => Finding::good("address", format!("Alamat publik: {}.", url.origin())),
        (Some(url), Lang::En) => Finding::good("address", format!("The public address: {}.", url.origin())),
    }
}

async fn mail(patient: &Patient<'_>) -> Result<Finding, BookError> {
    let lang = patient.lang;
    let readers = patient.store.book.subscribers().await?;
    let by_mail = readers.iter().filter(|reader| reader.channel == Channel::Mail).count();
    Ok(match (patient.settings.mail.is_some(), by_mail, lang) {
        (true, _, Lang::Id) => Finding::good("mail", format!("Surel disetel; {by_mail} pelanggan surel.")),
        (true, _, Lang::En) => Finding::good("mail", format!("Mail is set up; {by_mail} subscribe by mail.")),
        (false, 0, Lang::Id) => Finding::watch(
            "mail",
            "Surel belum disetel (LUMBUNG_SMTP_URL, LUMBUNG_MAIL_FROM): orang tidak dapat berlangganan atau menerima undangan lewat surel.",
        ),
        (false, 0, Lang::En) => Finding::watch(
            "mail",
            "Mail is not set up (LUMBUNG_SMTP_URL, LUMBUNG_MAIL_FROM): nobody can subscribe or be invited by mail.",
        ),
        (false, _, Lang::Id) => Finding::bad(
            "mail",
            format!(
                "{by_mail} pelanggan menunggu surel, tetapi surel belum disetel: isi LUMBUNG_SMTP_URL dan LUMBUNG_MAIL_FROM."
            ),
        ),
        (false, _, Lang::En) => Finding::bad(
            "mail",
            format!(
                "{by_mail} subscribers wait for mail, but it is not set up: set LUMBUNG_SMTP_URL and LUMBUNG_MAIL_FROM."
            ),
        ),
    })
}

async fn outbox(patient: &Patient<'_>) -> Result<Finding, BookError> {
    let lang = patient.lang;
    let counts = patient.store.book.count_deliveries().await?;
    let of = |state: &str| counts.iter().find(|(name, _)| name == state).map_or(0, |(_, count)| *count);
    let (failed, given_up) = (of("failed"), of("given-up"));
    Ok(match (failed + given_up, lang) {
        (0, Lang::Id) => Finding::good("outbox", "Tidak ada kiriman yang gagal."),
        (0, Lang::En) => Finding::good("outbox", "No message failed."),
        (_, Lang::Id) => Finding::watch(
            "outbox",
            format!(
                "{failed} kiriman gagal dan dicoba lagi, {given_up} tidak dicoba lagi: sebabnya tertulis di /pelanggan."
            ),
        ),
        (_, Lang::En) => Finding::watch(
            "outbox",
            format!("{failed} messages failed and are tried again, {given_up} were given up: /pelanggan says why."),
        ),
    })
}

async fn backup(patient: &Patient<'_>) -> Result<Finding, BookError> {
    let last = patient.store.book.last_noted("backup").await?;
    let days = last.map(|last| days_since(last, patient.now));
    Ok(match (days, patient.lang) {
        (Some(days), Lang::Id) if days <= BACKUP_DAYS => {
            Finding::good("backup", format!("Cadangan terakhir dibuat {days} hari yang lalu."))
        }
        (Some(days), Lang::En) if days <= BACKUP_DAYS => {
            Finding::good("backup", format!("The last backup was made {days} days ago."))
        }
        (Some(days), Lang::Id) => Finding::watch(
            "backup",
            format!("Cadangan terakhir dibuat {days} hari yang lalu: jalankan lumbung backup setiap hari."),
        ),
        (Some(days), Lang::En) => {
            Finding::watch("backup", format!("The last backup was made {days} days ago: run lumbung backup every day."))
        }
        (None, Lang::Id) => Finding::watch("backup", "Belum pernah dicadangkan: jalankan lumbung backup setiap hari."),
        (None, Lang::En) => Finding::watch("backup", "It was never backed up: run lumbung backup every day."),
    })
}

async fn drill(patient: &Patient<'_>) -> Result<Finding, BookError> {
    let last = patient.store.book.last_noted("restore-drill").await?;
    let days = last.map(|last| days_since(last, patient.now));
    Ok(match (days, patient.lang) {
        (Some(days), Lang::Id) if days <= DRILL_DAYS => {
            Finding::good("drill", format!("Pemulihan terakhir dicoba {days} hari yang lalu."))
        }
        (Some(days), Lang::En) if days <= DRILL_DAYS => {
            Finding::good("drill", format!("Restoring was tried {days} days ago."))
        }
        (_, Lang::Id) => {
            Finding::watch("drill", "Cadangan lama tidak dicoba: jalankan lumbung restore BERKAS --drill setiap pekan.")
        }
        (_, Lang::En) => {
            Finding::watch("drill", "No backup was tried out of late: run lumbung restore FILE --drill every week.")
        }
    })
}
