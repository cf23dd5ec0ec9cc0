//! A data package: the rows as CSV with what a reader needs to use and to cite them,
//! as Data Package v2, as CSVW and as a text in both languages.

use super::csv::{self, Variant};
use super::table::{About, Column, Contents};
use crate::lake::{ColumnType, hexadecimal};
use crate::model::ObsStatus;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::{self, Write};
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// What the statuses mean.
pub(super) const STATUSES: [(ObsStatus, &str, &str); 7] = [
    (ObsStatus::A, "Normal", "Normal"),
    (
        ObsStatus::U,
        "Diragukan: disimpan seperti dilaporkan, tidak dipakai dalam harga",
        "Low reliability: kept as reported, left out of prices",
    ),
    (
        ObsStatus::I,
        "Imputasi: pasar tidak melapor, harganya mengikuti pasar lain",
        "Imputed: the market was silent and moves with the others",
    ),
    (ObsStatus::E, "Perkiraan oleh sumber", "Estimated by the source"),
    (ObsStatus::O, "Tidak dilaporkan", "Not reported"),
    (ObsStatus::H, "Hari libur atau akhir pekan", "Holiday or weekend"),
    (ObsStatus::L, "Tidak dikumpulkan", "Not collected"),
];

/// How the prices were made.
pub(super) const NOTES: [(&str, &str); 3] = [
    (
        "Kolom price kosong pada status U, O, H, dan L. Sumber yang berbeda tidak pernah dirata-rata atau dicampur dalam satu deret.",
        "The column price is empty for the statuses U, O, H and L. Sources are never averaged or mixed within a series.",
    ),
    (
        "Pasar yang tidak melapor mengikuti pasar lain di kota yang sama selama paling banyak 10 hari survei.",
        "A market that does not report moves with the others of its city for at most 10 survey days.",
    ),
    (
        "Versi yang sama selalu menghasilkan berkas yang sama. Hak atas angka asal tetap pada sumbernya.",
        "The same version always gives the same file. Rights in the original figures stay with their sources.",
    ),
];

/// The price levels.
const LEVELS: [&str; 3] = ["producer", "wholesale", "retail"];

/// The table's file in the archive.
const TABLE: &str = "harga.csv";

pub(super) fn write<C: Contents>(contents: &C, to: impl Write + Send) -> io::Result<u64> {
    // No clock: each part has the first moment that an archive can name.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).large_file(true);
    let mut archive = ZipWriter::new_stream(to);
    archive.start_file(TABLE, options).map_err(failed)?;
    let mut table = Measured { inner: &mut archive, bytes: 0, digest: Sha256::new() };
    let rows = csv::write(contents, Variant::Plain, &mut table)?;
    let (bytes, digest) = (table.bytes, hexadecimal(&table.digest.finalize()));
    let (columns, key, about) = (contents.columns(), contents.key(), contents.about());
    let described = [
        ("datapackage.json", pretty(&data_package(columns, key, &about, (bytes, &digest)))?),
        ("harga.csv-metadata.json", pretty(&csvw(columns, key, &about))?),
        ("README.md", readme(columns, &about, rows)),
    ];
    for (name, text) in described {
        archive.start_file(name, options).map_err(failed)?;
        archive.write_all(text.as_bytes())?;
    }
    archive.finish().map_err(failed)?;
    Ok(rows)
}

fn failed(error: ZipError) -> io::Error {
    io::Error::other(error)
}

fn pretty(value: &Value) -> io::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// Counts and digests what is written through it.
struct Measured<W> {
    inner: W,
    bytes: u64,
    digest: Sha256,
}

impl<W: Write> Write for Measured<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.bytes += written as u64;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The statuses' letters.
fn letters() -> Vec<&'static str> {
    STATUSES.iter().map(|(status, ..)| status.as_str()).collect()
}

fn data_package(columns: &[Column], key: &[&str], about: &About, (bytes, sha256): (u64, &str)) -> Value {
    let fields: Vec<Value> = columns
        .iter()
        .map(|Column { name, kind, filled, id, en, .. }| {
            let kind = match kind {
                ColumnType::Date => "date",
                ColumnType::Varchar => "string",
                ColumnType::Float64 => "number",
                ColumnType::Int64 => "integer",
            };
            let constraints = match &**name {
                _ if !filled => json!({}),
                "status" => json!({ "required": true, "enum": letters() }),
                "level" => json!({ "required": true, "enum": LEVELS }),
                "version" => json!({ "required": true, "minimum": 1 }),
                _ => json!({ "required": true }),
            };
            json!({ "name": name, "type": kind, "title": id, "description": en, "constraints": constraints })
        })
        .collect();
    let sources: Vec<Value> = about.sources.iter().map(|source| json!({ "title": source })).collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": about.name,
        "title": about.title,
        "description": about.citation,
        "filter": about.cut,
        "id": format!("{}-v{}", about.name, about.version),
        "version": about.version.to_string(),
        "created": format!("{}T00:00:00Z", about.made),
        "licenses": [{
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }],
        "sources": sources,
        "contributors": [{ "title": about.publisher, "roles": ["publisher"] }],
        "resources": [{
            "name": "harga",
            "type": "table",
            "path": TABLE,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": bytes,
            "hash": format!("sha256:{sha256}"),
            "schema": {
                "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                "fields": fields,
                "missingValues": [""],
                "primaryKey": key,
            },
        }],
    })
}

fn csvw(columns: &[Column], key: &[&str], about: &About) -> Value {
    let columns: Vec<Value> = columns
        .iter()
        .map(|Column { name, kind, filled, id, en, .. }| {
            let kind = match (&**name, kind) {
                ("status", _) => json!({ "base": "string", "format": letters().join("|") }),
                ("level", _) => json!({ "base": "string", "format": LEVELS.join("|") }),
                ("version", _) => json!({ "base": "integer", "minimum": 1 }),
                (_, ColumnType::Date) => json!("date"),
                (_, ColumnType::Varchar) => json!("string"),
                (_, ColumnType::Float64) => json!("double"),
                (_, ColumnType::Int64) => json!("integer"),
            };
            json!({ "name": name, "titles": name, "datatype": kind, "required": filled, "dc:description": format!("{id} · {en}") })
        })
        .collect();
    json!({
        "@context": "http://www.w3.org/ns/csvw",
        "url": TABLE,
        "dc:title": about.title,
        "dc:license": { "@id": "https://creativecommons.org/licenses/by/4.0/" },
        "tableSchema": { "columns": columns, "primaryKey": key },
    })
}

fn readme(columns: &[Column], about: &About, rows: u64) -> String {
    let About { title, citation, version, notes, cut, .. } = about;
    let sources = about.sources.join(", ");
    let mut text = format!("# {title}\n");
    for is_english in [false, true] {
        let pick = |id: &'static str, en: &'static str| if is_english { en } else { id };
        let filter = match cut.as_str() {
            "" => String::new(),
            cut => format!(" {} `{cut}`.", pick("Penyaring:", "Filter:")),
        };
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n## {}\n\n{} {version}. {}: {rows}. {}: {sources}.{filter}\n\n{}\n\n> {citation}\n\n{} CC BY 4.0.\n\n### {}\n\n",
            pick("Bahasa Indonesia", "English"),
            pick("Versi data", "Data version"),
            pick("Jumlah baris", "Rows"),
            pick("Sumber", "Sources"),
            pick("Sitasi:", "Cite as:"),
            pick("Lisensi:", "Licence:"),
            pick("Kolom", "Columns"),
        );
        for Column { name, id, en, .. } in columns {
            let _ = writeln!(text, "- `{name}`: {}", if is_english { en } else { id });
        }
        let _ = writeln!(text, "\n### {}\n", pick("Kode status", "Status codes"));
        for (status, id, en) in STATUSES {
            let _ = writeln!(text, "- `{status}`: {}", pick(id, en));
        }
        let _ = writeln!(text, "\n### {}\n", pick("Catatan pengolahan", "Processing notes"));
        for (id, en) in notes {
            let _ = writeln!(text, "- {}", pick(id, en));
        }
    }
    text
}
