//! The data: database and files, prices and their sources, the clock beside them.

use super::{Finding, Patient};
use crate::connect::lateness;
use crate::live::Live;
use crate::report::freeze::last_due;
use crate::store::StoreError;
use crate::wib;
use lumbung_data::model::{Lang, SourceId};
use std::collections::BTreeSet;
use std::fs;

/// Database and files, without reading the files: that is what `verify` does.
pub(super) async fn look_at_files(patient: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    let (lang, book) = (patient.lang, &patient.store.book);
    let damage = book.damage().await?;
    let mut found = vec![match (damage.first(), lang) {
        (None, Lang::Id) => Finding::good("database", "Basis data utuh."),
        (None, Lang::En) => Finding::good("database", "The database is whole."),
        (Some(first), Lang::Id) => Finding::bad(
            "database",
            format!(
                "Basis data rusak ({first}): hentikan server dan pulihkan cadangan terakhir dengan lumbung restore."
            ),
        ),
        (Some(first), Lang::En) => Finding::bad(
            "database",
            format!(
                "The database is damaged ({first}): stop the server and restore the last backup by lumbung restore."
            ),
        ),
    }];
    let trail = match (book.trail_is_intact().await?, lang) {
        (true, Lang::Id) => Finding::good("trail", "Jejak audit utuh."),
        (true, Lang::En) => Finding::good("trail", "The audit log is whole."),
        (false, Lang::Id) => Finding::bad(
            "trail",
            "Jejak audit tidak utuh: barisnya pernah diubah di luar Lumbung. Simpan salinan folder data dan selidiki.",
        ),
        (false, Lang::En) => Finding::bad(
            "trail",
            "The audit log is not whole: its rows were changed outside Lumbung. Keep a copy of the home and look into it.",
        ),
    };
    found.push(trail);
    let lineage = book.lineage().await?;
    let home = patient.store.home.dir();
    let is_wrong = |path: String, bytes: i64| {
        fs::metadata(home.join(path)).map_or(true, |about| i64::try_from(about.len()) != Ok(bytes))
    };
    let wrong = lineage.files.iter().filter(|file| is_wrong(file.path(), file.bytes)).count();
    let (files, version) = (lineage.files.len(), lineage.version());
    found.push(match (wrong, lang) {
        (0, Lang::Id) => Finding::good(
            "files",
            format!("{files} berkas lake ada dengan ukuran yang benar, versi {version}; isinya diperiksa oleh lumbung verify."),
        ),
        (0, Lang::En) => Finding::good(
            "files",
            format!("{files} files of the lake are there in their size, version {version}; lumbung verify checks what is in them."),
        ),
        (_, Lang::Id) => Finding::bad(
            "files",
            format!("{wrong} dari {files} berkas lake hilang atau berubah ukuran: jalankan lumbung verify, lalu pulihkan cadangan."),
        ),
        (_, Lang::En) => Finding::bad(
            "files",
            format!("{wrong} of {files} files of the lake are missing or of another size: run lumbung verify, then restore a backup."),
        ),
    });
    Ok(found)
}

pub(super) async fn look_at_prices(patient: &Patient<'_>, live: &Live) -> Result<Vec<Finding>, StoreError> {
    let mut found = vec![clock(patient, live), prices(patient, live)];
    found.extend(sources(patient, live).await?);
    found.extend(sheet(patient, live).await?);
    Ok(found)
}

/// A clock that was put back makes sessions, limits and weeks wrong.
fn clock(patient: &Patient<'_>, live: &Live) -> Finding {
    let latest = live.releases().first().map(|release| release.at);
    let (now, lang) = (wib::local(patient.now).format("%Y-%m-%d %H:%M"), patient.lang);
    match (latest.is_some_and(|latest| latest > patient.now), lang) {
        (false, Lang::Id) => Finding::good("clock", format!("Jam mesin menunjukkan {now} WIB.")),
        (false, Lang::En) => Finding::good("clock", format!("The machine's clock says {now} WIB.")),
        (true, Lang::Id) => Finding::bad(
            "clock",
            format!(
                "Jam mesin menunjukkan {now} WIB, lebih awal daripada data terakhir: setel jamnya (misalnya dengan chrony)."
            ),
        ),
        (true, Lang::En) => Finding::bad(
            "clock",
            format!(
                "The machine's clock says {now} WIB, before the latest data were stored: set it (by chrony, for one)."
            ),
        ),
    }
}

fn prices(patient: &Patient<'_>, live: &Live) -> Finding {
    let (granary, lang) = (live.granary(), patient.lang);
    let Some(last) = granary.last_day(patient.profile) else {
        let said = lang.pick(
            "Belum ada harga untuk kota ini: muat berkas dengan lumbung ingest, atau ambil dengan lumbung fetch.",
            "There are no prices of this city yet: read files by lumbung ingest, or fetch them by lumbung fetch.",
        );
        return Finding::watch("prices", said);
    };
    if granary.is_simulated() {
        let said = lang.pick(
            "Semua harga adalah simulasi: muat data nyata agar pantauan berarti.",
            "All prices are simulated: read real ones in before anybody acts on them.",
        );
        return Finding::watch("prices", said);
    }
    match lang {
        Lang::Id => Finding::good("prices", format!("Harga terakhir kota ini dari {last}.")),
        Lang::En => Finding::good("prices", format!("The city's last prices are of {last}.")),
    }
}

async fn sources(patient: &Patient<'_>, live: &Live) -> Result<Vec<Finding>, StoreError> {
    let (granary, lang) = (live.granary(), patient.lang);
    let told: BTreeSet<&SourceId> =
        granary.cities().map(|city| &city.key.source).filter(|source| granary.is_shown(source)).collect();
    let mut found = Vec::new();
    for source in told {
        if let Some(late) = lateness(patient.profile, &granary, source, patient.now) {
            let todo =
                lang.pick("Muat laporannya, atau tanyakan kepada sumbernya.", "Read its report in, or ask the source.");
            found.push(Finding::watch("source", format!("{} {todo}", late.message(source.as_str(), lang))));
        }
    }
    for fetch in &patient.profile.fetches {
        let state = patient.store.book.fetch_state(&fetch.source).await?;
        let Some(error) = state.and_then(|state| state.error) else { continue };
        found.push(Finding::watch(
            "fetch",
            match lang {
                Lang::Id => format!("Pengambilan terakhir dari {} gagal: {error}", fetch.source),
                Lang::En => format!("The last fetch from {} failed: {error}", fetch.source),
            },
        ));
    }
    if found.is_empty() {
        let said = lang.pick("Tidak ada sumber yang terlambat.", "No source is late.");
        found.push(Finding::good("source", said));
    }
    Ok(found)
}

/// The sheet that the mayor is to have by now.
async fn sheet(patient: &Patient<'_>, live: &Live) -> Result<Option<Finding>, StoreError> {
    let lang = patient.lang;
    let due = last_due(&patient.profile.sheet, wib::local(patient.now).naive_local());
    // Where the week has no data there is nothing to freeze.
    let has_data = live.granary().last_day(patient.profile).is_some_and(|last| last >= due.monday());
    if !has_data {
        return Ok(None);
    }
    let is_frozen = patient.store.book.frozen_weeks().await?.iter().any(|frozen| frozen.week == due);
    Ok(Some(match (is_frozen, lang) {
        (true, Lang::Id) => Finding::good("sheet", format!("Lembar pekan {due} sudah dibekukan.")),
        (true, Lang::En) => Finding::good("sheet", format!("The sheet of {due} is frozen.")),
        (false, Lang::Id) => Finding::watch(
            "sheet",
            format!("Lembar pekan {due} belum dibekukan: server membuatnya begitu berjalan; lihat lognya."),
        ),
        (false, Lang::En) => Finding::watch(
            "sheet",
            format!("The sheet of {due} is not frozen yet: a server makes it as soon as it runs; look at its log."),
        ),
    }))
}
