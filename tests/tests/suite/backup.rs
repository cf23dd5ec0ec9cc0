//! `lumbung backup` and `lumbung restore`: one file holds everything, and only a
//! whole and honest one becomes a home.

use lumbung_data::model::Role;
use lumbung_data::source::sha256;
use lumbung_tests::{Answer, HomeDir, PihpsFile, Served, lumbung, lumbung_command};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tar::EntryType as Kind;

fn ingested() -> HomeDir {
    let home = HomeDir::new();
    for (name, price) in [("a.csv", 30_000), ("b.csv", 31_000)] {
        let file = home.file(name, PihpsFile::default().weekdays("2023-01-02", &[price; 20]));
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    home
}

fn beside(home: &HomeDir, name: &str) -> PathBuf {
    home.path().with_file_name(name)
}

#[track_caller]
fn backed_up(home: &HomeDir) -> PathBuf {
    let file = beside(home, "cadangan.tar");
    let answer = lumbung(home, &["backup", file.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    file
}

fn restored(home: &HomeDir, file: &Path) -> Answer {
    lumbung(home, &["--json", "restore", file.to_str().unwrap()])
}

fn series(home: &HomeDir) -> String {
    let answer = lumbung(home, &["series", "--commodity", "bawang-merah", "--place", "3273"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    answer.out
}

/// Names beside the home: nothing of ours may be left there.
fn left_beside(home: &HomeDir) -> Vec<String> {
    let entries = fs::read_dir(home.path().parent().unwrap()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('.') || name == "home").collect()
}

/// The archive's files in order, as they were written.
fn unpacked(file: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = tar::Archive::new(fs::File::open(file).unwrap());
    let read = |entry: std::io::Result<tar::Entry<'_, fs::File>>| {
        let mut entry = entry.unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        (entry.path().unwrap().to_str().unwrap().to_owned(), bytes)
    };
    archive.entries().unwrap().map(read).collect()
}

/// An ordinary file's header. Its name is written as it is, whatever it says.
fn header(name: &str, bytes: usize) -> tar::Header {
    let mut header = tar::Header::new_ustar();
    header.as_ustar_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_size(bytes as u64);
    header.set_mode(0o600);
    header.set_entry_type(Kind::Regular);
    header.set_cksum();
    header
}

fn packed(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        tar.append(&header(name, bytes.len()), bytes.as_slice()).unwrap();
    }
    tar.into_inner().unwrap()
}

/// A backup after somebody changed its files, and its manifest with them.
fn forged(files: &mut Vec<(String, Vec<u8>)>, change: impl FnOnce(&mut Value, &mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let mut manifest: Value = serde_json::from_slice(&files[0].1).unwrap();
    change(&mut manifest, files);
    files[0].1 = serde_json::to_vec(&manifest).unwrap();
    packed(files)
}

/// Refused with nothing left behind.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let home = HomeDir::new();
    let file = home.file("cadangan.tar", bytes);
    let answer = restored(&home, &file);
    assert_eq!((answer.code, left_beside(&home)), (2, Vec::new()), "{} {}", answer.out, answer.err);
    answer.err
}

#[test]
fn what_was_backed_up_comes_back_and_is_verified() {
    let home = ingested();
    let file = backed_up(&home);
    let other = HomeDir::new();
    let answer = restored(&other, &file);
    assert_eq!((answer.code, &answer.json()["intact"]), (0, &Value::Bool(true)), "{} {}", answer.out, answer.err);
    assert_eq!(series(&other), series(&home));
    // It goes on from there.
    let next = other.file("c.csv", PihpsFile::default().weekdays("2023-01-02", &[32_000; 20]));
    assert_eq!(lumbung(&other, &["ingest", next.to_str().unwrap()]).code, 0);
    assert_eq!(lumbung(&other, &["verify"]).code, 0);
    assert_eq!(left_beside(&other), ["home"]);
}

#[test]
#[cfg(unix)]
fn backup_and_restored_home_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let home = ingested();
    let file = backed_up(&home);
    assert_eq!(mode(&file), 0o600);
    let other = HomeDir::new();
    assert_eq!(restored(&other, &file).code, 0);
    assert_eq!((mode(&other.path()), mode(&other.path().join("lumbung.db"))), (0o700, 0o600));
}

#[test]
fn a_backup_replaces_a_file_only_when_told_to() {
    let home = ingested();
    let file = home.file("cadangan.tar", "milik orang lain");
    let answer = lumbung(&home, &["backup", file.to_str().unwrap()]);
    assert!(answer.code == 2 && answer.err.contains("--force"), "{}", answer.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), "milik orang lain");
    assert_eq!(lumbung(&home, &["backup", "--force", file.to_str().unwrap()]).code, 0);
    assert_eq!(restored(&HomeDir::new(), &file).code, 0);
    assert_eq!(left_beside(&home), ["home"]);
}

#[test]
fn a_backup_holds_the_database_and_the_files_that_it_names_and_no_other() {
    let home = ingested();
    fs::write(home.path().join("lake/main/prices/orphan.parquet"), b"x").unwrap();
    let files = unpacked(&backed_up(&home));
    let manifest: Value = serde_json::from_slice(&files[0].1).unwrap();
    assert_eq!((&manifest["format"], &manifest["version"]), (&json!(1), &json!(3)));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((names.len(), names[0], names[1]), (6, "manifest.json", "lumbung.db"));
    for ((name, bytes), member) in files[1..].iter().zip(manifest["members"].as_array().unwrap()) {
        assert_eq!(*member, json!({ "path": name, "bytes": bytes.len(), "sha256": sha256(bytes) }));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_made_while_others_write_are_whole() {
    let home = ingested();
    let served = Served::start(&home).await;
    served.person("sari", Role::Admin).await;
    let big: Vec<u32> = (0..400).map(|i| 30_000 + 100 * (i % 50)).collect();
    let commodities = ["Cabai Rawit Merah", "Cabai Merah Keriting", "Bawang Putih"];
    let files = commodities.map(|name| home.file(name, PihpsFile::of(name).weekdays("2019-01-07", &big)));
    let ingest = lumbung_command(&home).arg("ingest").args(&files).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut ingest = ingest.unwrap();
    for i in 0..4 {
        let file = beside(&home, &format!("{i}.tar"));
        let answer = lumbung(&home, &["backup", file.to_str().unwrap()]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        let other = HomeDir::new();
        let answer = restored(&other, &file);
        assert_eq!(answer.code, 0, "{} {}", answer.out, answer.err);
        assert!(lumbung(&other, &["user", "list"]).out.contains("sari"));
    }
    assert!(ingest.wait().unwrap().success());
    assert_eq!(served.get("/readyz").await.status, 200);
}

#[test]
fn a_file_that_was_damaged_before_is_kept_and_told() {
    let home = ingested();
    let file = home.lake_files("prices").remove(0);
    let mut bytes = fs::read(&file).unwrap();
    bytes[60] ^= 1;
    fs::write(&file, bytes).unwrap();
    let backup = beside(&home, "cadangan.tar");
    let answer = lumbung(&home, &["--json", "backup", backup.to_str().unwrap()]);
    let damaged = format!("lake/main/prices/{}", file.file_name().unwrap().to_str().unwrap());
    assert_eq!((answer.code, &answer.json()["damaged"]), (1, &json!([damaged])));
    // It comes back as it was, and is said to be wrong.
    let answer = restored(&HomeDir::new(), &backup);
    assert_eq!((answer.code, &answer.json()["problems"][0]["kind"]), (1, &json!("checksum")));
}

#[test]
fn without_all_its_files_no_backup_is_made() {
    let home = ingested();
    fs::remove_file(home.lake_files("prices").remove(0)).unwrap();
    let file = beside(&home, "cadangan.tar");
    let answer = lumbung(&home, &["backup", file.to_str().unwrap()]);
    assert!(answer.code == 2 && answer.err.contains("lumbung verify"), "{}", answer.err);
    assert_eq!((file.exists(), left_beside(&home)), (false, vec!["home".to_owned()]));
}

#[test]
fn a_home_that_holds_anything_is_left_alone() {
    let home = ingested();
    let file = backed_up(&home);
    let before = series(&home);
    let answer = restored(&home, &file);
    assert!(answer.code == 2 && answer.err.contains("tidak kosong"), "{}", answer.err);
    assert_eq!(series(&home), before);
    let other = HomeDir::new();
    fs::create_dir(other.path()).unwrap();
    fs::write(other.path().join("catatan.txt"), b"x").unwrap();
    assert_eq!(restored(&other, &file).code, 2);
    // An empty folder is as good as none.
    fs::remove_file(other.path().join("catatan.txt")).unwrap();
    assert_eq!(restored(&other, &file).code, 0);
}

#[test]
fn what_is_no_whole_backup_is_refused() {
    let whole = fs::read(backed_up(&ingested())).unwrap();
    assert!(refused(b"").contains("lumbung backup"));
    refused(b"Tanggal;Harga\n");
    refused(&[0; 4096]);
    // Cut in the manifest, in the database, and before the last file.
    for bytes in [700, 20_000, whole.len() - 2_500] {
        refused(&whole[..bytes]);
    }
    assert_eq!(restored(&HomeDir::new(), Path::new("tidak-ada.tar")).code, 2);
}

#[test]
fn one_changed_byte_in_any_file_is_found() {
    let files = unpacked(&backed_up(&ingested()));
    for changed in 1..files.len() {
        let mut files = files.clone();
        files[changed].1[30] ^= 1;
        let said = refused(&packed(&files));
        assert!(said.contains(&files[changed].0) && said.contains("rusak"), "{said}");
    }
}

#[test]
fn files_that_the_manifest_does_not_name_are_refused() {
    let files = unpacked(&backed_up(&ingested()));
    for name in ["../escaped", "/tmp/escaped", "lake/main/prices/extra.parquet", "lock", "lumbung.db"] {
        let mut more = files.clone();
        more.push((name.to_owned(), b"x".to_vec()));
        refused(&packed(&more));
    }
    let mut fewer = files.clone();
    fewer.pop();
    refused(&packed(&fewer));
    // Nothing may come before the manifest.
    let mut turned = files;
    turned.swap(0, 1);
    refused(&packed(&turned));
}

#[test]
fn paths_that_lead_out_of_the_home_are_refused_also_in_the_manifest() {
    let files = unpacked(&backed_up(&ingested()));
    for name in ["../escaped", "/tmp/escaped", "lake/main/prices/../../../../escaped", "lake/../../escaped"] {
        let bytes = forged(&mut files.clone(), |manifest, files| {
            manifest["members"][1]["path"] = name.into();
            name.clone_into(&mut files[2].0);
        });
        refused(&bytes);
    }
}

#[test]
fn links_folders_and_the_formats_extensions_are_refused() {
    let files = unpacked(&backed_up(&ingested()));
    for kind in
        [Kind::Symlink, Kind::Link, Kind::Directory, Kind::Fifo, Kind::GNUSparse, Kind::GNULongName, Kind::XHeader]
    {
        let mut tar = tar::Builder::new(Vec::new());
        for (at, (name, bytes)) in files.iter().enumerate() {
            let mut header = header(name, bytes.len());
            if at == 2 {
                header.set_entry_type(kind);
                header.as_ustar_mut().unwrap().linkname[..11].copy_from_slice(b"/etc/passwd");
                header.set_cksum();
            }
            tar.append(&header, bytes.as_slice()).unwrap();
        }
        refused(&tar.into_inner().unwrap());
    }
}

#[test]
fn sizes_that_are_not_true_are_refused_before_they_are_written() {
    let files = unpacked(&backed_up(&ingested()));
    for bytes in [json!(u64::MAX), json!(1_u64 << 40), json!(0), json!(-1)] {
        refused(&forged(&mut files.clone(), |manifest, _| manifest["members"][0]["bytes"] = bytes));
    }
    // A header that claims more than there is.
    let mut tar = packed(&files[..1]);
    tar.truncate(tar.len() - 1024);
    let mut claims = header("lumbung.db", 0);
    claims.set_size(1 << 33);
    claims.set_cksum();
    tar.extend_from_slice(claims.as_bytes());
    tar.extend_from_slice(&[0; 2048]);
    refused(&tar);
}

#[test]
fn a_backup_of_a_later_release_asks_for_that_release() {
    let mut files = unpacked(&backed_up(&ingested()));
    let said = refused(&forged(&mut files, |manifest, _| manifest["format"] = 2.into()));
    assert!(said.contains("perbarui Lumbung"), "{said}");
}
