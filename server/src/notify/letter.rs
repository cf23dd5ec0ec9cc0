//! The words around a notice: a letter's end with the way out of the subscription, and
//! a message short enough for gateways to `WhatsApp` and Telegram.

use super::{Delivery, Kind, Notice, Recipient, Told};
use lumbung_data::model::Lang;

/// The most characters of a message.
const LONGEST: usize = 900;

/// The address of a page, in a language.
pub(super) fn address(origin: &str, path: &str, lang: Lang) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    match lang {
        Lang::Id => format!("{origin}{path}"),
        Lang::En => format!("{origin}{path}{mark}lang=en"),
    }
}

/// Where a subscription is changed, by the secret of a letter's link.
fn own(origin: &str, link: &str, lang: Lang) -> String {
    address(origin, &format!("/langganan/{link}"), lang)
}

/// Where a mail program ends a subscription with one request (RFC 8058).
pub(super) fn one_click(origin: &str, link: &str) -> String {
    format!("{origin}/langganan/{link}/akhiri")
}

/// The text of a letter.
pub(super) fn text(city: &str, origin: &str, delivery: &Delivery) -> String {
    let (lang, text) = (delivery.to.lang(), &delivery.told.text);
    let page = address(origin, &delivery.path, lang);
    let Recipient::Subscriber(_, link) = &delivery.to else {
        return match lang {
            Lang::Id => format!(
                "{text}\n\nBila belum terkirim, mohon buka formulir ini: {page}\n\n-- \nSurel ini dikirim karena Anda bertugas mencatat harga untuk Lumbung {city}.\n"
            ),
            Lang::En => format!(
                "{text}\n\nIf it is not sent, open the form: {page}\n\n-- \nYou get this letter because you note prices for Lumbung {city}.\n"
            ),
        };
    };
    let own = own(origin, link, lang);
    if delivery.kind == Kind::Confirm {
        return match lang {
            Lang::Id => format!("{text}\n\n{own}\n\nBila Anda tidak memintanya, abaikan surel ini.\n"),
            Lang::En => format!("{text}\n\n{own}\n\nIf you did not ask for it, ignore this letter.\n"),
        };
    }
    match lang {
        Lang::Id => format!(
            "{text}\n\nSelengkapnya: {page}\n\n-- \nSurel ini dikirim karena Anda berlangganan Lumbung {city}.\nUbah pilihan atau berhenti berlangganan: {own}\n"
        ),
        Lang::En => format!(
            "{text}\n\nMore: {page}\n\n-- \nYou get this letter because you subscribe to Lumbung {city}.\nChange or end the subscription: {own}\n"
        ),
    }
}

/// The message of a webhook: subject, as much of the text as fits, and the one link.
pub(super) fn message(origin: &str, delivery: &Delivery) -> String {
    let Told { subject, text, .. } = &delivery.told;
    let page = address(origin, &delivery.path, delivery.to.lang());
    let around = subject.chars().count() + page.chars().count() + "\n\n\n\n".len();
    let text = shortened(text, LONGEST.saturating_sub(around));
    if text.is_empty() { format!("{subject}\n\n{page}") } else { format!("{subject}\n\n{text}\n\n{page}") }
}

/// A text of at most so many characters, cut between words.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let Some(room) = most.checked_sub(1) else { return String::new() };
    let start: String = text.chars().take(room).collect();
    let whole = start.rfind(char::is_whitespace).map_or("", |end| &start[..end]);
    if whole.is_empty() { String::new() } else { format!("{}…", whole.trim_end()) }
}

/// The letter by which a new subscriber confirms. The key is one of this asking.
#[must_use]
pub fn confirmation(city: &str, key: String) -> Notice {
    let id = Told {
        subject: format!("[Lumbung {city}] Konfirmasi langganan"),
        text: format!(
            "Alamat surel ini didaftarkan untuk berlangganan kabar harga pangan dari Lumbung {city}. Langganan baru berlaku setelah Anda mengonfirmasinya melalui tautan berikut, dalam 48 jam:"
        ),
        attachment: None,
    };
    let en = Told {
        subject: format!("[Lumbung {city}] Confirm your subscription"),
        text: format!(
            "Somebody entered this address to subscribe to news of food prices from Lumbung {city}. The subscription begins once you confirm it at this link, within 48 hours:"
        ),
        attachment: None,
    };
    plain(Kind::Confirm, key, [id, en])
}

/// What somebody gets who subscribes again: the way to the subscription that they have.
#[must_use]
pub fn known(city: &str, key: String) -> Notice {
    let id = Told {
        subject: format!("[Lumbung {city}] Langganan Anda"),
        text: format!(
            "Alamat surel ini sudah berlangganan kabar harga pangan dari Lumbung {city}. Pilihan langganan dapat diubah, atau langganan diakhiri, melalui tautan berikut:"
        ),
        attachment: None,
    };
    let en = Told {
        subject: format!("[Lumbung {city}] Your subscription"),
        text: format!(
            "This address subscribes to news of food prices from Lumbung {city} already. You can change or end the subscription at this link:"
        ),
        attachment: None,
    };
    plain(Kind::Confirm, key, [id, en])
}

/// A try, so that an admin sees that messages arrive.
#[must_use]
pub fn trial(city: &str, key: String) -> Notice {
    let id = Told {
        subject: format!("[Lumbung {city}] Pesan percobaan"),
        text: "Pesan ini dikirim oleh admin untuk memastikan bahwa kabar dari Lumbung sampai ke alamat ini. Tidak ada yang perlu dilakukan.".to_owned(),
        attachment: None,
    };
    let en = Told {
        subject: format!("[Lumbung {city}] A test message"),
        text: "An admin sent this to see that news from Lumbung reaches this address. There is nothing to do."
            .to_owned(),
        attachment: None,
    };
    plain(Kind::Test, key, [id, en])
}

fn plain(kind: Kind, key: String, told: [Told; 2]) -> Notice {
    Notice { key, kind, level: None, step: None, path: "/".to_owned(), told }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::notify::Subscriber;
    use lumbung_data::model::{Channel, HookFormat, WarningLevel, Wishes};

    pub(in crate::notify) fn delivery(kind: Kind, lang: Lang, text: &str) -> Delivery {
        let subscriber = Subscriber {
            id: 7,
            channel: Channel::Mail,
            address: "siti@example.org".into(),
            wishes: Wishes { lang, ..Wishes::default() },
            format: HookFormat::Json,
            secret: Some("rahasia".into()),
            confirmed: None,
        };
        Delivery {
            id: 1,
            key: "0123456789abcdef".into(),
            attempts: 1,
            to: Recipient::Subscriber(subscriber, "rahasia-tautan".into()),
            kind,
            level: Some(WarningLevel::Siaga),
            path: "/peringatan/3".into(),
            told: Told { subject: "[Lumbung Kota Bandung] Siaga: cabai".into(), text: text.into(), attachment: None },
            made: "2023-12-11T00:00:00Z".parse().unwrap(),
        }
    }

    const ORIGIN: &str = "https://lumbung.example";

    #[test]
    fn a_letter_ends_with_its_page_and_the_way_out() {
        let said = text("Kota Bandung", ORIGIN, &delivery(Kind::Warning, Lang::Id, "Harga naik."));
        assert!(said.starts_with("Harga naik.\n\nSelengkapnya: https://lumbung.example/peringatan/3\n"), "{said}");
        assert!(said.ends_with("berhenti berlangganan: https://lumbung.example/langganan/rahasia-tautan\n"), "{said}");
        let english = text("Kota Bandung", ORIGIN, &delivery(Kind::Warning, Lang::En, "Up."));
        assert!(english.contains("https://lumbung.example/peringatan/3?lang=en"), "{english}");
    }

    #[test]
    fn a_letter_to_an_account_has_the_form_and_no_subscription_to_end() {
        let own = delivery(Kind::Reminder, Lang::Id, "Harga Pasar Baru belum masuk.");
        let own =
            Delivery { to: Recipient::Account(7, "siti@example.org".into()), path: "/catat/3273/baru".into(), ..own };
        let said = text("Kota Bandung", ORIGIN, &own);
        assert!(said.contains("mohon buka formulir ini: https://lumbung.example/catat/3273/baru\n"), "{said}");
        assert!(said.contains("Anda bertugas mencatat harga") && !said.contains("/langganan/"), "{said}");
    }

    #[test]
    fn a_confirmation_holds_one_link_and_says_what_to_do_if_it_was_not_asked_for() {
        let said = text("Kota Bandung", ORIGIN, &delivery(Kind::Confirm, Lang::Id, "Konfirmasi:"));
        assert_eq!(said.matches("https://").count(), 1);
        assert!(said.contains("/langganan/rahasia-tautan") && said.contains("abaikan surel ini"), "{said}");
    }

    #[test]
    fn a_message_is_short_and_has_one_link_at_its_end() {
        let long = "kata yang panjang sekali ".repeat(80);
        let said = message(ORIGIN, &delivery(Kind::Digest, Lang::Id, &long));
        assert!(said.chars().count() <= 900, "{}", said.chars().count());
        assert!(said.ends_with("…\n\nhttps://lumbung.example/peringatan/3"), "{said}");
        assert_eq!(said.matches("https://").count(), 1);
        assert!(!said.contains("rahasia-tautan"), "a group would see the secret");
        let short = message(ORIGIN, &delivery(Kind::Digest, Lang::Id, "Pendek."));
        assert_eq!(short, "[Lumbung Kota Bandung] Siaga: cabai\n\nPendek.\n\nhttps://lumbung.example/peringatan/3");
    }
}
