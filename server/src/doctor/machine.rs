//! The machine: the folder, its rights and its space, the built files, open files.

use super::{Finding, Patient};
use lumbung_data::model::Lang;
use std::fs;
use std::io;
use std::path::Path;

/// Below this, nothing can be relied on to be stored.
const LITTLE_SPACE: u64 = 200_000_000;
/// Connections that the server takes, each an open file, and some files beside.
const OPEN_FILES: u64 = 4_096 + 256;

pub(super) fn look(patient: &Patient<'_>) -> Vec<Finding> {
    let mut found = vec![writable(patient), private(patient), space(patient), site(patient)];
    found.extend(open_files(patient.lang));
    found
}

fn writable(patient: &Patient<'_>) -> Finding {
    let (dir, lang) = (patient.store.home.dir(), patient.lang);
    let tried = [dir.to_owned(), patient.store.home.lake()].iter().try_for_each(|folder| {
        let file = tempfile::NamedTempFile::new_in(folder)?;
        file.close()
    });
    let folder = dir.display();
    match (tried, lang) {
        (Ok(()), Lang::Id) => Finding::good("home", format!("Folder data {folder} dapat ditulisi.")),
        (Ok(()), Lang::En) => Finding::good("home", format!("The home {folder} can be written to.")),
        (Err(error), Lang::Id) => Finding::bad(
            "home",
            format!(
                "Folder data {folder} tidak dapat ditulisi ({error}): periksa pemilik dan haknya, atau ruang disk."
            ),
        ),
        (Err(error), Lang::En) => Finding::bad(
            "home",
            format!(
                "The home {folder} cannot be written to ({error}): check its owner and rights, or the disk's space."
            ),
        ),
    }
}

/// Secrets and names lie in the database: nobody else may read it.
fn private(patient: &Patient<'_>) -> Finding {
    let (path, lang) = (patient.store.home.database(), patient.lang);
    let file = path.display();
    match (others_may_read(&path), lang) {
        (Ok(false), Lang::Id) => Finding::good("private", "Basis data hanya dapat dibaca pemiliknya."),
        (Ok(false), Lang::En) => Finding::good("private", "Only its owner can read the database."),
        (Ok(true), Lang::Id) => Finding::bad(
            "private",
            format!(
                "Pengguna lain di mesin ini dapat membaca {file}, padahal isinya rahasia: jalankan chmod 600 {file}."
            ),
        ),
        (Ok(true), Lang::En) => Finding::bad(
            "private",
            format!("Other users of the machine can read {file}, which holds secrets: run chmod 600 {file}."),
        ),
        (Err(error), Lang::Id) => Finding::bad("private", format!("{file} tidak dapat diperiksa: {error}")),
        (Err(error), Lang::En) => Finding::bad("private", format!("{file} cannot be looked at: {error}")),
    }
}

#[cfg(unix)]
fn others_may_read(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_may_read(path: &Path) -> io::Result<bool> {
    fs::metadata(path).map(|_| false)
}

/// Merging small files and making a backup beside the home take as much as it holds.
fn space(patient: &Patient<'_>) -> Finding {
    let (dir, lang) = (patient.store.home.dir(), patient.lang);
    let looked = rustix::fs::statvfs(dir).map_err(io::Error::from).and_then(|disk| {
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        Ok((free, size_of_folder(dir)?))
    });
    let (free, own) = match looked {
        Ok(looked) => looked,
        Err(error) => {
            let said = match lang {
                Lang::Id => format!("Ruang disk tidak dapat diperiksa: {error}"),
                Lang::En => format!("The disk's space cannot be looked at: {error}"),
            };
            return Finding::watch("space", said);
        }
    };
    let (free_mb, own_mb) = (free / 1_000_000, own / 1_000_000);
    let said = match lang {
        Lang::Id => format!("Ruang disk tersisa {free_mb} MB; data memakai {own_mb} MB."),
        Lang::En => format!("The disk has {free_mb} MB left; the home takes {own_mb} MB."),
    };
    if free < LITTLE_SPACE {
        let todo = lang.pick(
            "Kosongkan ruang sekarang: muat data dan cadangan akan gagal.",
            "Make room now: ingests and backups will fail.",
        );
        return Finding::bad("space", format!("{said} {todo}"));
    }
    if free < own {
        let todo = lang.pick(
            "Cadangan di disk ini mungkin tidak muat: tambah ruang atau simpan cadangan di tempat lain.",
            "A backup on this disk may not fit: make room, or keep backups elsewhere.",
        );
        return Finding::watch("space", format!("{said} {todo}"));
    }
    Finding::good("space", said)
}

fn size_of_folder(dir: &Path) -> io::Result<u64> {
    let mut size = 0;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let about = entry.metadata()?;
        size += if about.is_dir() { size_of_folder(&entry.path())? } else { about.len() };
    }
    Ok(size)
}

fn site(patient: &Patient<'_>) -> Finding {
    let (folder, lang) = (patient.site.display(), patient.lang);
    let missing: Vec<&str> = ["lumbung.css", "lumbung.js", "lumbung.wasm"]
        .into_iter()
        .filter(|name| !patient.site.join("pkg").join(name).is_file())
        .collect();
    let missing = missing.join(", ");
    match (missing.is_empty(), lang) {
        (true, Lang::Id) => Finding::good("site", format!("Berkas tampilan lengkap di {folder}.")),
        (true, Lang::En) => Finding::good("site", format!("The built files are complete in {folder}.")),
        (false, Lang::Id) => Finding::watch(
            "site",
            format!(
                "Di {folder} tidak ada {missing}: halaman tetap terbaca, tetapi polos. Tunjuk foldernya dengan LUMBUNG_SITE."
            ),
        ),
        (false, Lang::En) => Finding::watch(
            "site",
            format!(
                "{missing} are not in {folder}: pages can be read, but are plain. Name the folder by LUMBUNG_SITE."
            ),
        ),
    }
}

/// How many files the process may open, where the system says it.
fn open_files(lang: Lang) -> Option<Finding> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    // Soft and hard; the soft one counts.
    let most = line.split_whitespace().next().and_then(|most| most.parse().ok()).unwrap_or(u64::MAX);
    Some(match (most < OPEN_FILES, lang) {
        (false, Lang::Id) => Finding::good("open-files", "Batas berkas terbuka cukup."),
        (false, Lang::En) => Finding::good("open-files", "Enough files may be open."),
        (true, Lang::Id) => Finding::watch(
            "open-files",
            format!(
                "Hanya {most} berkas boleh terbuka, kurang dari {OPEN_FILES}: naikkan LimitNOFILE pada unit systemd, atau ulimit -n."
            ),
        ),
        (true, Lang::En) => Finding::watch(
            "open-files",
            format!(
                "Only {most} files may be open, fewer than {OPEN_FILES}: raise LimitNOFILE of the systemd unit, or ulimit -n."
            ),
        ),
    })
}
