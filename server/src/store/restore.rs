//! Restore: a backup becomes a home. Everything is unpacked beside it and
//! checked; only then the folder gets the home's name.

use super::archive::{self, BackupError, LONGEST_MANIFEST, MANIFEST, Manifest, Member};
use super::backup::{parent, private_folder, sync};
use lumbung_data::lake::{SCHEMA_DIR, Table};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;
use tar::{Archive, Entries, Entry};

/// A file in the archive.
type Packed<'a> = Entry<'a, BufReader<File>>;

/// Makes a home of a backup and gives what it held. Blocks.
///
/// # Errors
/// When the home holds anything, the file is no whole backup, or the disk
/// refuses. The home is as before then.
pub fn restore(backup: &Path, home: &Path) -> Result<Manifest, BackupError> {
    if !is_free(home).map_err(BackupError::io(home))? {
        return Err(BackupError::NotEmpty(home.to_owned()));
    }
    let file = File::open(backup).map_err(BackupError::io(backup))?;
    let bytes = file.metadata().map_err(BackupError::io(backup))?.len();
    let folder = parent(home);
    fs::create_dir_all(&folder).map_err(BackupError::io(&folder))?;
    // Gone with all that is in it where anything fails.
    let room = private_folder(&folder)?;
    let manifest = unpack(file, bytes, room.path())?;
    sync_names(room.path())?;
    // Takes the place of an empty folder, and of no other.
    fs::rename(room.path(), home).map_err(BackupError::io(home))?;
    let _ = room.keep();
    sync(&folder)?;
    Ok(manifest)
}

/// Whether nothing is there, or an empty folder.
fn is_free(home: &Path) -> std::io::Result<bool> {
    match fs::read_dir(home) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn unpack(file: File, bytes: u64, room: &Path) -> Result<Manifest, BackupError> {
    let mut archive = Archive::new(BufReader::new(file));
    // Raw: what the format's extensions say of the next file's name or size is
    // not followed, and being no ordinary files they are refused.
    let mut entries = archive.entries().map_err(no_archive)?.raw(true);
    let manifest = read_manifest(&mut entries, bytes)?;
    let mut missing: BTreeMap<&[u8], &Member> =
        manifest.members.iter().map(|member| (member.path.as_bytes(), member)).collect();
    fs::create_dir(room.join("lake")).map_err(BackupError::io(room))?;
    for entry in entries {
        let mut entry = ordinary(entry)?;
        let path = entry.path_bytes().into_owned();
        let Some(member) = missing.remove(path.as_slice()) else {
            return Err(BackupError::NoBackup(format!("{:?}", String::from_utf8_lossy(&path))));
        };
        if entry.size() != member.bytes {
            return Err(BackupError::NoBackup(member.path.clone()));
        }
        write(&mut entry, member, room)?;
    }
    if let Some(member) = missing.into_values().next() {
        return Err(BackupError::NoBackup(member.path.clone()));
    }
    Ok(manifest)
}

fn read_manifest(entries: &mut Entries<'_, BufReader<File>>, bytes: u64) -> Result<Manifest, BackupError> {
    let first = entries.next().ok_or_else(|| BackupError::NoBackup(MANIFEST.to_owned()))?;
    let entry = ordinary(first)?;
    if *entry.path_bytes() != *MANIFEST.as_bytes() || entry.size() > LONGEST_MANIFEST {
        return Err(BackupError::NoBackup(MANIFEST.to_owned()));
    }
    let mut text = Vec::new();
    entry.take(LONGEST_MANIFEST).read_to_end(&mut text).map_err(no_archive)?;
    Manifest::parse(&text, bytes)
}

/// An entry that is a file: no link, no folder, no device.
fn ordinary(entry: std::io::Result<Packed<'_>>) -> Result<Packed<'_>, BackupError> {
    let entry = entry.map_err(no_archive)?;
    if entry.header().entry_type().is_file() {
        Ok(entry)
    } else {
        let path = entry.path_bytes();
        Err(BackupError::NoBackup(format!("{:?}", String::from_utf8_lossy(&path))))
    }
}

/// The backup cannot be read as an archive.
#[allow(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn no_archive(error: std::io::Error) -> BackupError {
    BackupError::NoBackup(error.to_string())
}

/// Writes a member that the manifest names, for good, and compares its checksum.
fn write(entry: &mut Packed<'_>, member: &Member, room: &Path) -> Result<(), BackupError> {
    let at = room.join(&member.path);
    let folder = parent(&at);
    fs::create_dir_all(&folder).map_err(BackupError::io(&folder))?;
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&at).map_err(BackupError::io(&at))?;
    let sha256 = archive::copy(entry, &mut file, member.bytes).map_err(|error| match error.kind() {
        // The archive ends too early.
        ErrorKind::UnexpectedEof => BackupError::Damaged(member.path.clone()),
        _ => BackupError::io(&at)(error),
    })?;
    if sha256 != member.sha256 {
        return Err(BackupError::Damaged(member.path.clone()));
    }
    file.sync_all().map_err(BackupError::io(&at))
}

/// Makes sure that every name in the folder of a home survives.
fn sync_names(room: &Path) -> Result<(), BackupError> {
    let schema = room.join("lake").join(SCHEMA_DIR);
    for folder in
        Table::ALL.map(|table| schema.join(table.name())).into_iter().chain([schema.clone(), room.join("lake")])
    {
        if folder.exists() {
            sync(&folder)?;
        }
    }
    sync(room)
}
