//! `lumbung verify`

use super::{Outcome, Setting};
use crate::store::Verification;
use lumbung_data::model::Lang;
use serde_json::json;
use std::io::{self, Write};

/// Compares everything that is recorded with what is there: the catalogue, each
/// file of the lake, the database, and the audit log. Changes nothing. Exit 1
/// where something is wrong.
#[derive(Debug, clap::Args)]
pub struct Verify;

impl Verify {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let found = setting.store.verify().await?;
        report(&found, setting.lang, setting.json)
    }
}

/// Says what a verification found, and how the command ends.
pub(super) fn report(found: &Verification, lang: Lang, json: bool) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer(&mut out, &as_json(found, lang))?;
        writeln!(out)?;
    } else {
        print(&mut out, found, lang)?;
    }
    Ok(if found.problems.is_empty() { Outcome::Done } else { Outcome::SomethingRefused })
}

fn as_json(found: &Verification, lang: Lang) -> serde_json::Value {
    let problem = |problem: &crate::store::Problem| json!({ "kind": problem.kind(), "file": problem.file(), "message": problem.message(lang) });
    json!({
        "intact": found.problems.is_empty(),
        "version": found.version,
        "files": found.files,
        "rows": found.rows,
        "bytes": found.bytes,
        "without_checksum": found.without_checksum,
        "waiting": found.waiting,
        "orphans": found.orphans,
        "set_aside": found.set_aside,
        "problems": found.problems.iter().map(problem).collect::<Vec<_>>(),
    })
}

fn print(out: &mut impl Write, found: &Verification, lang: Lang) -> io::Result<()> {
    let Verification { version, files, rows, without_checksum, set_aside, .. } = found;
    match lang {
        Lang::Id => writeln!(out, "Versi {version}: {files} berkas, {rows} baris diperiksa.")?,
        Lang::En => writeln!(out, "Version {version}: {files} files, {rows} rows checked.")?,
    }
    for problem in &found.problems {
        writeln!(out, "  {}: {}", problem.file(), problem.message(lang))?;
    }
    if *without_checksum > 0 {
        match lang {
            Lang::Id => writeln!(out, "{without_checksum} berkas lama belum punya checksum; isinya tetap diperiksa.")?,
            Lang::En => writeln!(out, "{without_checksum} older files have no checksum; what is in them was checked.")?,
        }
    }
    match (found.waiting, lang) {
        (0, _) => {}
        (waiting, Lang::Id) => writeln!(out, "{waiting} berkas sudah digabung dan menunggu dihapus.")?,
        (waiting, Lang::En) => writeln!(out, "{waiting} files were merged and wait to be deleted.")?,
    }
    match (&found.orphans, lang) {
        (None, Lang::Id) => {
            writeln!(out, "Data sedang ditulis, jadi berkas tanpa catatan tidak dicari; ulangi nanti.")?;
        }
        (None, Lang::En) => {
            writeln!(out, "Somebody is writing, so files without a record were not looked for; try again later.")?;
        }
        (Some(orphans), _) => {
            for orphan in orphans {
                let said = lang.pick(
                    "tidak tercatat di katalog (sisa muat yang terputus); disisihkan pada muat berikutnya.",
                    "not named in the catalogue (left by an interrupted ingest); the next ingest sets it aside.",
                );
                writeln!(out, "  {orphan}: {said}")?;
            }
        }
    }
    if *set_aside > 0 {
        match lang {
            Lang::Id => writeln!(
                out,
                "{set_aside} berkas pernah disisihkan di lake/orphaned/; hapus bila tidak ada data yang kurang."
            )?,
            Lang::En => writeln!(
                out,
                "{set_aside} files were set aside in lake/orphaned/ earlier; delete them if no data are missing."
            )?,
        }
    }
    let problems = found.problems.len();
    match (problems, lang) {
        (0, Lang::Id) => writeln!(out, "Semua baik."),
        (0, Lang::En) => writeln!(out, "All is well."),
        (_, Lang::Id) => writeln!(out, "{problems} masalah ditemukan."),
        (_, Lang::En) => writeln!(out, "Problems found: {problems}."),
    }
}
