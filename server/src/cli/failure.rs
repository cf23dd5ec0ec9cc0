//! How a command says that it could not: what to do, in the user's language,
//! once.

use crate::disk::DiskTrouble;
use crate::ingest::IngestError;
use crate::store::StoreError;
use lumbung_data::model::Lang;
use std::io::ErrorKind;
use std::process::ExitCode;

/// Prints the failure and gives its exit code. A reader that closed its end of
/// the pipe has what it wanted.
pub(super) fn exit(error: &anyhow::Error, lang: Lang) -> ExitCode {
    let io = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    let json = error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
    if io.or(json) == Some(ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    eprintln!("lumbung: {}: {}", lang.pick("gagal", "error"), text(error, lang));
    ExitCode::from(2)
}

fn text(error: &anyhow::Error, lang: Lang) -> String {
    let store = match error.downcast_ref::<IngestError>() {
        Some(IngestError::Unreadable { path, source }) => return unreadable(path, source, lang),
        Some(IngestError::Store(store)) => Some(store),
        None => error.downcast_ref::<StoreError>(),
    };
    match (store, lang) {
        (Some(StoreError::NoHome { path }), Lang::Id) => {
            format!("tidak ada data Lumbung di folder {path}; periksa --home, atau isi dahulu dengan lumbung ingest.")
        }
        (Some(StoreError::NoHome { path }), Lang::En) => {
            format!("there is no Lumbung home in {path}; check --home, or fill it first with lumbung ingest.")
        }
        (Some(StoreError::Book(error)), Lang::Id) if error.is_of_later_release() => {
            "folder data ini sudah dipakai oleh rilis yang lebih baru; pasang rilis itu, atau pulihkan cadangan dari sebelum pemutakhiran ke folder lain.".to_owned()
        }
        (Some(StoreError::Book(error)), Lang::En) if error.is_of_later_release() => {
            "this home was opened by a later release; install that one, or restore a backup from before the upgrade into another folder.".to_owned()
        }
        _ => match error.chain().find_map(DiskTrouble::behind) {
            Some(trouble) => format!("{error}\n{}", trouble.way_out(lang)),
            None => error.to_string(),
        },
    }
}

fn unreadable(path: &str, source: &std::io::Error, lang: Lang) -> String {
    match (source.kind(), lang) {
        (ErrorKind::NotFound, Lang::Id) => format!("berkas {path} tidak ditemukan; periksa nama dan foldernya."),
        (ErrorKind::NotFound, Lang::En) => format!("the file {path} is not there; check its name and folder."),
        (ErrorKind::PermissionDenied, Lang::Id) => format!("berkas {path} tidak boleh dibaca; periksa hak aksesnya."),
        (ErrorKind::PermissionDenied, Lang::En) => format!("the file {path} may not be read; check its permissions."),
        (ErrorKind::InvalidInput, Lang::Id) => format!("{path} bukan berkas biasa; berikan berkasnya, bukan folder."),
        (ErrorKind::InvalidInput, Lang::En) => format!("{path} is no ordinary file; give the file, not a folder."),
        (_, Lang::Id) => format!("berkas {path} tidak dapat dibaca: {source}"),
        (_, Lang::En) => format!("the file {path} cannot be read: {source}"),
    }
}
