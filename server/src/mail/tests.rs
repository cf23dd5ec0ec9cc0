//! Sends mail to a server on this machine that keeps what it is given.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::{Enclosed, Letter as Outgoing, List, Mail, MailError, MailSettings, is_no_mailbox};

const LINK: &str = "https://lumbung.example/masuk?kode=abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz";

/// What the server was given.
#[derive(Debug, Default)]
struct Letter {
    commands: Vec<String>,
    headers: String,
    body: String,
}

impl Letter {
    /// A header, with its continued lines joined.
    fn header(&self, name: &str) -> String {
        let unfolded = self.headers.replace("\n ", " ");
        let line = unfolded.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")));
        line.and_then(|line| line.split_once(": ")).expect("the header").1.to_owned()
    }

    /// The body as the reader sees it.
    fn text(&self) -> String {
        match self.header("content-transfer-encoding").as_str() {
            "7bit" => self.body.clone(),
            "quoted-printable" => unquote(&self.body.replace("=\n", "")),
            "base64" => unbase64(&self.body.replace('\n', "")),
            other => panic!("an encoding the test does not know: {other}"),
        }
    }
}

/// Starts a server for one connection; `refuses` is the command it refuses.
async fn server(refuses: Option<(&'static str, &'static str)>) -> (String, JoinHandle<Letter>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let letter = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a connection");
        converse(stream, refuses).await
    });
    (address, letter)
}

async fn converse(mut stream: TcpStream, refuses: Option<(&str, &str)>) -> Letter {
    let (reader, mut writer) = stream.split();
    let mut lines = BufReader::new(reader).lines();
    let mut letter = Letter::default();
    writer.write_all(b"220 here\r\n").await.expect("to be heard");
    while let Some(line) = lines.next_line().await.expect("to hear") {
        let reply = match refuses {
            Some((command, reply)) if line.starts_with(command) => reply,
            _ if line.starts_with("EHLO") => "250-here\r\n250 AUTH PLAIN",
            _ if line.starts_with("AUTH") => "235 come in",
            _ if line.starts_with("DATA") => "354 go on",
            _ if line.starts_with("QUIT") => "221 goodbye",
            _ => "250 good",
        };
        let data = reply.starts_with("354");
        letter.commands.push(line);
        writer.write_all(format!("{reply}\r\n").as_bytes()).await.expect("to be heard");
        if data {
            let mut text = String::new();
            while let Some(line) = lines.next_line().await.expect("to hear").filter(|line| line != ".") {
                // A dot was doubled, so that it would not end the message.
                text += line.strip_prefix('.').unwrap_or(&line);
                text += "\n";
            }
            let (headers, body) = text.split_once("\n\n").expect("headers and a body");
            (letter.headers, letter.body) = (headers.to_owned(), body.to_owned());
            writer.write_all(b"250 taken\r\n").await.expect("to be heard");
        }
    }
    letter
}

fn mail(url: &str) -> Result<Mail, MailError> {
    Mail::new(&MailSettings { url: url.to_owned(), from: "Lumbung <noreply@lumbung.example>".to_owned() })
}

/// Undoes `=C3=A9`.
fn unquote(text: &str) -> String {
    let mut parts = text.split('=');
    let mut bytes = parts.next().expect("a first part").as_bytes().to_vec();
    for part in parts {
        let (hex, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(hex, 16).expect("a number"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("text")
}

fn unbase64(text: &str) -> String {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut value, mut bits) = (0, 0);
    for digit in text.chars().filter(|digit| *digit != '=') {
        value = (value << 6 | DIGITS.find(digit).expect("a digit")) & 0xfff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(value >> bits & 0xff).expect("a byte"));
        }
    }
    String::from_utf8(bytes).expect("text")
}

/// Undoes `=?utf-8?b?…?=`. A space counts unless it is between two such words.
fn unencode(header: &str) -> String {
    let mut text = String::new();
    let mut plain_before = false;
    for (n, word) in header.split(' ').enumerate() {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
        if n > 0 && (plain_before || encoded.is_none()) {
            text.push(' ');
        }
        text += &encoded.map_or(word.to_owned(), unbase64);
        plain_before = encoded.is_none();
    }
    text
}

#[tokio::test]
async fn a_message_arrives_as_it_was_written() {
    let (address, letter) = server(None).await;
    let subject = "Tautan masuk Anda – berlaku 15 menit, “sekali pakai” saja, jangan diteruskan";
    let body = format!("Silakan masuk – tautan ini berlaku 15 menit:\n\n{LINK}\n.\nSalam,\nLumbung Désa\n");
    mail(&format!("smtp://{address}")).expect("good settings").send("siti@example.org", subject, &body).await.unwrap();

    let letter = letter.await.unwrap();
    assert_eq!(letter.commands[1], "MAIL FROM:<noreply@lumbung.example>");
    assert_eq!(letter.commands[2], "RCPT TO:<siti@example.org>");
    assert_eq!(letter.header("from"), "Lumbung <noreply@lumbung.example>");
    assert_eq!(letter.header("to"), "siti@example.org");
    assert_eq!(unencode(&letter.header("subject")), subject);
    assert_eq!(letter.header("content-type"), "text/plain; charset=utf-8");
    assert!(letter.header("message-id").ends_with("@lumbung.example>"), "{}", letter.headers);
    assert!(!letter.header("date").is_empty());
    assert!(letter.text().contains(LINK), "{}", letter.text());
    assert!(letter.text().contains("Lumbung Désa"), "{}", letter.text());
}

#[tokio::test]
async fn a_plain_subject_stays_readable_on_the_wire() {
    let (address, letter) = server(None).await;
    let subject = "Kata sandi Anda sudah diganti";
    mail(&format!("smtp://{address}")).expect("good settings").send("siti@example.org", subject, LINK).await.unwrap();
    let letter = letter.await.unwrap();
    assert_eq!(letter.header("subject"), subject);
    assert_eq!(letter.text().trim(), LINK);
}

#[tokio::test]
async fn a_refused_recipient_is_an_error() {
    let (address, letter) = server(Some(("RCPT", "550 no such person"))).await;
    let outcome = mail(&format!("smtp://{address}")).expect("good settings").send("no@example.org", "Halo", "").await;
    assert_eq!(outcome, Err(MailError::NoMailbox { code: 550 }));
    assert!(letter.await.unwrap().headers.is_empty(), "nothing was sent");
}

#[test]
fn only_what_is_said_of_the_recipient_tells_that_there_is_no_mailbox() {
    for (code, said) in [
        (550, "no such person"),
        (550, "5.1.1 user unknown"),
        (553, "5.1.3 bad address syntax"),
        (550, "5.2.1 mailbox disabled"),
        (556, "domain takes no mail"),
    ] {
        assert!(is_no_mailbox(code, said), "{code} {said}");
    }
    for (code, said) in [
        (550, "5.7.1 relaying denied"),
        (550, "5.7.26 unauthenticated mail is prohibited"),
        (553, "5.1.8 sender address rejected"),
        (554, "transaction failed"),
        (535, "authentication failed"),
        (452, "4.2.2 mailbox full"),
    ] {
        assert!(!is_no_mailbox(code, said), "{code} {said}");
    }
}

fn letter(enclosed: Option<Enclosed<'_>>) -> Outgoing<'_> {
    Outgoing {
        to: "siti@example.org",
        subject: "[Lumbung Kota Bandung] Siaga: cabai rawit merah naik 32% dalam 9 hari",
        body: LINK,
        key: "0123456789abcdef",
        list: Some(List { name: "kabar", unsubscribe: "https://lumbung.example/langganan/abc/akhiri" }),
        enclosed,
    }
}

#[tokio::test]
async fn a_letter_says_how_it_is_known_again_and_how_its_subscription_ends() {
    let (address, sent) = server(None).await;
    mail(&format!("smtp://{address}")).expect("good settings").post(&letter(None)).await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.header("message-id"), "<0123456789abcdef@lumbung.example>");
    assert_eq!(sent.header("list-unsubscribe"), "<https://lumbung.example/langganan/abc/akhiri>");
    assert_eq!(sent.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    assert_eq!(sent.header("list-id"), "<kabar.lumbung.example>");
    assert_eq!(sent.header("auto-submitted"), "auto-generated");
    assert_eq!(sent.text().trim(), LINK);
}

#[tokio::test]
async fn a_letter_to_no_list_names_none() {
    let (address, sent) = server(None).await;
    let letter = Outgoing { list: None, ..letter(None) };
    mail(&format!("smtp://{address}")).expect("good settings").post(&letter).await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.header("message-id"), "<0123456789abcdef@lumbung.example>");
    assert!(!sent.headers.to_lowercase().contains("list-"), "{}", sent.headers);
}

#[tokio::test]
async fn a_letter_with_a_file_has_text_and_file_and_the_same_headers() {
    let (address, sent) = server(None).await;
    let pdf = Enclosed { name: "lembar-2023-W50.pdf", media_type: "application/pdf", bytes: b"%PDF-1.7 \xff" };
    mail(&format!("smtp://{address}")).expect("good settings").post(&letter(Some(pdf))).await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.header("message-id"), "<0123456789abcdef@lumbung.example>");
    assert!(sent.header("content-type").starts_with("multipart/mixed"), "{}", sent.headers);
    let (_, first) = sent.body.split_once("\n\n").expect("headers of the first part");
    let text = first.split("\n--").next().expect("its body").replace("=\n", "");
    assert!(unquote(&text).contains(LINK), "{}", sent.body);
    assert!(sent.body.contains("Content-Type: application/pdf"), "{}", sent.body);
    assert!(sent.body.contains("filename=\"lembar-2023-W50.pdf\""), "{}", sent.body);
}

#[tokio::test]
async fn in_development_each_letter_is_a_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let mail = Mail::into_folder(dir.path().join("surel"), "lumbung@localhost").expect("a folder");
    for _ in 0..2 {
        mail.post(&letter(None)).await.unwrap();
    }
    let files: Vec<_> = std::fs::read_dir(dir.path().join("surel")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 2, "the same letter twice is two files");
    for file in files {
        assert_eq!(file.extension().unwrap(), "eml");
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains("Message-ID: <0123456789abcdef@localhost>"), "{text}");
    }
}

#[test]
fn no_key_and_no_address_slips_a_header_in() {
    let mail = mail("smtp://127.0.0.1:9").expect("good settings");
    for key in ["", "a b", "a\r\nBcc: x@example.org", "a>"] {
        assert!(mail.letter(&Outgoing { key, ..letter(None) }).is_err(), "{key:?}");
    }
    let unsubscribe = "https://a.example/\r\nBcc: x@example.org";
    let list = Some(List { name: "kabar", unsubscribe });
    assert!(mail.letter(&Outgoing { list, ..letter(None) }).is_err());
}

#[tokio::test]
async fn a_refused_password_is_an_error_that_does_not_show_it() {
    let (address, letter) = server(Some(("AUTH", "535 hunter2 is wrong"))).await;
    let url = format!("smtp://kurir:hunter%32@{address}");
    let mail = mail(&url).expect("good settings");
    let settings = MailSettings { url, from: String::new() };
    let error = mail.send("siti@example.org", "Halo", "").await.expect_err("a refusal");
    assert_eq!(error, MailError::Refused { code: 535 });
    for text in [format!("{error}"), format!("{error:?}"), format!("{mail:?}"), format!("{settings:?}")] {
        assert!(!text.contains("hunter"), "{text}");
    }
    drop(mail);
    // \0kurir\0hunter2
    assert_eq!(letter.await.unwrap().commands[1], "AUTH PLAIN AGt1cmlyAGh1bnRlcjI=");
}

#[tokio::test]
async fn line_breaks_in_subject_or_recipient_are_refused() {
    let mail = mail("smtp://127.0.0.1:9").expect("good settings");
    for subject in ["Halo\r\nBcc: all@example.org", "Halo\nHalo", "Halo\r", "Halo\0"] {
        let outcome = mail.send("siti@example.org", subject, "").await;
        assert_eq!(outcome, Err(MailError::BadSubject), "{subject:?}");
    }
    for to in [
        "siti@example.org\r\nBcc: all@example.org",
        "siti@example.org>\r\nRCPT TO:<all@example.org",
        "\"siti\r\n rahma\"@example.org",
        "\"siti\trahma\"@example.org",
        "siti@example.org, all@example.org",
        "Siti <siti@example.org>",
        "siti",
        "",
    ] {
        assert_eq!(mail.send(to, "Halo", "").await, Err(MailError::BadRecipient), "{to:?}");
    }
}

#[test]
fn a_connection_without_tls_is_for_this_machine_only() {
    for url in [
        "smtp://mail.example",
        "smtp://kurir:hunter2@mail.example:587",
        "smtp://mail.example?tls=opportunistic",
        "smtp://mail.example?tls=opportunistic&tls=required",
        "smtp://127.0.0.1.example",
        "smtp://10.0.0.1",
        "smtp://localhost@mail.example",
        "smtp://[::1]",
        "http://127.0.0.1",
        "smtp://",
        "mail.example",
    ] {
        let Err(MailError::Settings(why)) = mail(url) else { panic!("{url} was taken") };
        assert!(!why.contains("hunter2"));
    }
    for url in [
        "smtps://kurir:hunter2@mail.example",
        "smtp://kurir:hunter2@mail.example:587?tls=required",
        "smtp://127.0.0.1:1025",
        "smtp://localhost:1025",
    ] {
        mail(url).expect(url);
    }
}

#[test]
fn the_error_about_tls_says_what_to_write() {
    let error = mail("smtp://mail.example").expect_err("a refusal").to_string();
    assert!(error.contains("smtps://") && error.contains("tls=required"), "{error}");
}

#[test]
fn a_sender_that_is_no_address_is_refused() {
    let settings = MailSettings { url: "smtp://127.0.0.1".to_owned(), from: "Lumbung".to_owned() };
    assert!(matches!(Mail::new(&settings), Err(MailError::Settings(_))));
}

#[tokio::test]
async fn tls_is_not_given_up_when_the_server_has_none() {
    let (address, letter) = server(None).await;
    let mail = mail(&format!("smtp://kurir:hunter2@{address}?tls=required")).expect("good settings");
    assert_eq!(mail.send("siti@example.org", "Halo", "").await, Err(MailError::Unsuitable));
    drop(mail);
    let commands = letter.await.unwrap().commands;
    assert!(commands.iter().all(|command| command.starts_with("EHLO")), "{commands:?}");
}

#[tokio::test]
async fn a_server_nobody_runs_is_unreachable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("smtp://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let outcome = mail(&url).expect("good settings").send("siti@example.org", "Halo", "").await;
    assert_eq!(outcome, Err(MailError::Unreachable("the connection failed")));
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mut mail = mail(&format!("smtp://{}", listener.local_addr().expect("an address"))).expect("good settings");
    mail.patience = Duration::from_millis(20);
    let outcome = mail.send("siti@example.org", "Halo", "").await;
    assert_eq!(outcome, Err(MailError::Unreachable("it did not answer in time")));
}
