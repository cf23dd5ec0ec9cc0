//! A folder into which a server lays its letters, and what is in them.

use lumbung_server::mail::Mail;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A folder for letters that goes away with the test.
#[derive(Debug)]
pub struct PostBox {
    dir: TempDir,
}

/// A letter as it lies in the folder.
#[derive(Debug, Clone)]
pub struct Letter {
    source: String,
}

impl Default for PostBox {
    fn default() -> Self {
        Self::new()
    }
}

impl PostBox {
    /// An empty one.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    #[must_use]
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The way into it, for a server's settings.
    ///
    /// # Panics
    /// When the folder cannot be used.
    #[must_use]
    pub fn mail(&self) -> Arc<Mail> {
        let mail = Mail::into_folder(self.dir.path().to_owned(), "Lumbung <lumbung@example.org>");
        Arc::new(mail.expect("a folder for letters"))
    }

    /// Every letter, in the order in which they came.
    ///
    /// # Panics
    /// When the folder cannot be read.
    #[must_use]
    pub fn letters(&self) -> Vec<Letter> {
        let entries = std::fs::read_dir(self.dir.path()).expect("a folder for letters");
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "eml"));
        files.sort();
        files.iter().map(|file| Letter { source: std::fs::read_to_string(file).expect("a letter") }).collect()
    }
}

impl Letter {
    /// A header with its continued lines joined; empty where it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let (head, _) = self.source.split_once("\r\n\r\n").unwrap_or((&self.source, ""));
        let head = head.replace("\r\n ", " ");
        let line =
            head.lines().find(|line| line.split_once(": ").is_some_and(|(known, _)| known.eq_ignore_ascii_case(name)));
        line.and_then(|line| line.split_once(": ")).map(|(_, value)| value.to_owned()).unwrap_or_default()
    }

    /// Everything after the headers, with quoted-printable undone.
    #[must_use]
    pub fn text(&self) -> String {
        let (_, body) = self.source.split_once("\r\n\r\n").unwrap_or_default();
        let mut bytes = Vec::new();
        let joined = body.replace("=\r\n", "");
        let mut rest = joined.as_str();
        while let Some((before, after)) = rest.split_once('=') {
            bytes.extend_from_slice(before.as_bytes());
            let byte = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
            bytes.push(byte.unwrap_or(b'='));
            rest = if byte.is_some() { &after[2..] } else { after };
        }
        bytes.extend_from_slice(rest.as_bytes());
        String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
    }

    /// The path of the link to the subscription that the letter holds.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn own_link(&self) -> String {
        let text = self.text();
        let at = text.find("/langganan/").expect("a link to the subscription");
        text[at..].chars().take_while(|c| !c.is_whitespace() && *c != '?').collect()
    }
}
