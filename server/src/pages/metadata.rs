//! The forms of BPS about the data: what the profile and the data say, and for the rest
//! which key of the profile takes the answer.

use lumbung_data::export::{Variable, variables};
use lumbung_data::index::MOVES_FOR;
use lumbung_data::model::catalogue::SeriesRow;
use lumbung_data::model::metadata::{Block, Entry, Form, Forms};
use lumbung_data::model::{Frequency, Lang, date_long};
use lumbung_data::profile::{Metadata, Profile};
use std::collections::BTreeSet;

/// All forms, of the series that there are.
pub(super) fn forms(profile: &Profile, series: &[SeriesRow]) -> Forms {
    Forms {
        activity: activity(profile, series),
        variables: variables().iter().map(|variable| of_variable(variable, profile)).collect(),
        indicators: vec![city_price(profile, series), basket(profile)],
    }
}

/// An answer that the house knows.
fn known(label: &'static str, value: impl Into<String>) -> Entry {
    Entry { label, value: Some(value.into()).filter(|value| !value.is_empty()), key: None }
}

/// An answer that only the city knows.
fn asked(label: &'static str, key: &'static str, value: Option<&String>) -> Entry {
    let value = value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    Entry { label, value, key: Some(key) }
}

fn block(title: &'static str, entries: Vec<Entry>) -> Block {
    Block { title, entries }
}

/// Names set apart by commas, each once.
fn listed(names: impl Iterator<Item = String>) -> String {
    names.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
}

fn sources(series: &[SeriesRow]) -> String {
    listed(series.iter().map(|row| lumbung_app::source_name(&row.source, Lang::Id)))
}

fn areas(profile: &Profile, series: &[SeriesRow]) -> String {
    listed(series.iter().map(|row| profile.place_name(&row.place.region())))
}

fn paces(series: &[SeriesRow]) -> String {
    let named = |pace| match pace {
        Frequency::Daily => "harian",
        Frequency::Weekly => "mingguan",
        Frequency::Monthly => "bulanan",
    };
    let paces: BTreeSet<Frequency> = series.iter().map(|row| row.frequency).collect();
    paces.into_iter().map(named).collect::<Vec<_>>().join(", ")
}

fn span(series: &[SeriesRow]) -> String {
    let span = (series.iter().map(|row| row.first).min(), series.iter().map(|row| row.last).max());
    let (Some(first), Some(last)) = span else { return String::new() };
    format!("{} sampai {}", date_long(first, Lang::Id), date_long(last, Lang::Id))
}

fn activity(profile: &Profile, series: &[SeriesRow]) -> Form {
    let said = &profile.metadata;
    let markets: Vec<&str> = profile.markets_of(&profile.code).map(|market| market.name.as_str()).collect();
    let names = variables().iter().map(|variable| variable.meaning).collect::<Vec<_>>().join("; ");
    let fetched = listed(profile.fetches.iter().map(|fetch| lumbung_app::source_name(&fetch.source, Lang::Id)));
    let way = if fetched.is_empty() {
        "Kompilasi: berkas sumber diunggah".to_owned()
    } else {
        format!("Kompilasi: berkas sumber diunggah, dan diambil otomatis dari {fetched}")
    };
    let blocks = vec![
        block(
            "Umum",
            vec![
                asked("Judul kegiatan", "title", said.title.as_ref()),
                asked("Tahun kegiatan", "year", said.year.as_ref()),
                known("Cara pengumpulan data", way),
                known("Sumber data", sources(series)),
                asked("Jenis kegiatan statistik", "kind", said.kind.as_ref()),
                asked("Sektor kegiatan", "sector", said.sector.as_ref()),
                asked("Identitas rekomendasi", "recommendation", said.recommendation.as_ref()),
            ],
        ),
        block(
            "Penyelenggara",
            vec![
                asked("Instansi penyelenggara", "institution", said.institution.as_ref()),
                asked("Alamat lengkap", "address", said.address.as_ref()),
                asked("Telepon", "phone", said.phone.as_ref()),
                asked("Surel", "email", said.email.as_ref()),
            ],
        ),
        block(
            "Penanggung jawab",
            vec![
                asked("Unit penanggung jawab", "unit", said.unit.as_ref()),
                asked("Penanggung jawab teknis (jabatan)", "contact", said.contact.as_ref()),
            ],
        ),
        block(
            "Perencanaan dan persiapan",
            vec![
                asked("Latar belakang kegiatan", "background", said.background.as_ref()),
                asked("Tujuan kegiatan", "purpose", said.purpose.as_ref()),
                asked("Rencana jadwal kegiatan", "schedule", said.schedule.as_ref()),
                known("Variabel yang dikumpulkan", names),
            ],
        ),
        block(
            "Desain kegiatan",
            vec![
                known("Kegiatan ini dilakukan", "Berulang"),
                known("Frekuensi penyelenggaraan", paces(series)),
                known("Rentang waktu data", span(series)),
                asked("Tipe pengumpulan data", "design", said.design.as_ref()),
                known("Cakupan wilayah", areas(profile, series)),
                known("Unit pengumpulan data (pasar)", markets.join(", ")),
            ],
        ),
        block("Desain sampel", vec![asked("Rancangan dan pemilihan sampel", "sampling", said.sampling.as_ref())]),
    ];
    let blocks = blocks.into_iter().chain(after(said)).collect();
    let name = said.title.clone().unwrap_or_else(|| format!("Pemantauan harga pangan, {}", profile.name));
    Form { name, blocks }
}

/// The blocks from collecting on.
fn after(said: &Metadata) -> Vec<Block> {
    vec![
        block(
            "Pengumpulan data",
            vec![
                asked("Pemeriksaan kualitas pengumpulan data", "supervision", said.supervision.as_ref()),
                asked("Petugas pengumpulan data", "collectors", said.collectors.as_ref()),
                known(
                    "Penyesuaian nonrespons",
                    format!(
                        "Ya: pasar yang tidak melapor mengikuti perubahan harga pasar lain di kota yang sama, paling lama {MOVES_FOR} hari survei"
                    ),
                ),
            ],
        ),
        block(
            "Pengolahan dan analisis",
            vec![
                known(
                    "Tahapan pengolahan data",
                    "Penyuntingan: nilai yang diragukan ditandai, disimpan, dan tidak ikut dihitung. Imputasi: lihat penyesuaian nonrespons",
                ),
                known(
                    "Metode analisis",
                    "Deskriptif, angka indeks, deteksi lonjakan, dan prakiraan; rumusnya ada di halaman /metode",
                ),
                known("Unit analisis", "Komoditas menurut pasar dan wilayah"),
                known("Tingkat penyajian hasil analisis", "Pasar dan kabupaten/kota"),
            ],
        ),
        block(
            "Diseminasi hasil",
            vec![
                known(
                    "Produk digital (softcopy)",
                    "Ya: CSV, XLSX, Parquet, JSON, paket data, dan SDMX-CSV di halaman /data",
                ),
                known("Data mikro", "Ya: harga menurut pasar dan tanggal"),
                known("Lisensi", "CC BY 4.0. Hak atas angka asal tetap pada sumbernya"),
                asked("Rencana rilis produk", "release", said.release.as_ref()),
            ],
        ),
    ]
}

fn of_variable(variable: &Variable, profile: &Profile) -> Form {
    let classes = match variable.name {
        "commodity" => {
            format!("{} komoditas menurut daftar profil, dengan kelas COICOP 2018", profile.commodities.len())
        }
        "place" => "Kode wilayah BPS, diikuti nama pasar".to_owned(),
        "level" => "producer (produsen), wholesale (grosir), retail (eceran)".to_owned(),
        "status" => "CL_OBS_STATUS dari SDMX: A, U, I, E, O, H, L".to_owned(),
        "source" => listed(profile.sources.iter().map(ToString::to_string)),
        _ => String::new(),
    };
    let mut rules = vec![if variable.filled { "Wajib terisi" } else { "Boleh kosong" }];
    if variable.name == "price" {
        rules.push("kosong pada status U, O, H, dan L");
        rules.push("terletak dalam batas wajar komoditas menurut profil");
    }
    let classes = if classes.is_empty() {
        known("Klasifikasi isian", "Tanpa klasifikasi")
    } else {
        known("Klasifikasi isian", classes)
    };
    let entries = vec![
        known("Nama variabel", variable.meaning),
        known("Alias", variable.name),
        known("Konsep", if variable.is_price { "Harga" } else { "Keterangan harga" }),
        known("Definisi", variable.meaning),
        known("Referensi waktu", "Tanggal harga berlaku"),
        known("Tipe data", variable.kind),
        classes,
        known("Aturan validasi", rules.join("; ")),
        known("Kalimat pertanyaan", "Tidak ada: nilai dibaca dari berkas sumber"),
        known("Dapat diakses umum", "Ya"),
    ];
    Form { name: variable.meaning.to_owned(), blocks: vec![block("Variabel", entries)] }
}

fn city_price(profile: &Profile, series: &[SeriesRow]) -> Form {
    let units = listed(profile.commodities.iter().map(|commodity| format!("rupiah per {}", commodity.unit)));
    let name = "Harga komoditas di suatu wilayah";
    let entries = vec![
        known("Nama indikator", name),
        known("Konsep", "Harga"),
        known(
            "Definisi",
            "Rata-rata geometrik harga satu komoditas di pasar-pasar suatu wilayah menurut satu sumber, per tingkat harga dan hari",
        ),
        known("Interpretasi", "Makin tinggi nilainya, makin mahal komoditas itu di wilayah tersebut"),
        known(
            "Metode/rumus penghitungan",
            format!(
                "P = (p₁ × p₂ × … × pₙ)^(1/n), dengan p harga bersih di tiap pasar; pasar yang tidak melapor mengikuti pasar lain paling lama {MOVES_FOR} hari survei"
            ),
        ),
        known("Ukuran", "Rata-rata"),
        known("Satuan", units),
        known("Klasifikasi penyajian", "Komoditas, wilayah, tingkat harga, dan sumber"),
        known("Indikator komposit", "Tidak"),
        known("Variabel pembangun", "Harga bersih per pasar"),
        known("Level estimasi", areas(profile, series)),
        known("Dapat diakses umum", "Ya"),
    ];
    Form { name: name.to_owned(), blocks: vec![block("Indikator", entries)] }
}

fn basket(profile: &Profile) -> Form {
    let name = "Indeks Harga Pangan (perkiraan internal)";
    let formula = if profile.weights.is_empty() {
        "Jevons: I = (∏ r)^(1/n), dengan r perbandingan harga komoditas terhadap periode sebelumnya"
    } else {
        "Laspeyres: I = Σ w·r / Σ w, dengan r perbandingan harga komoditas terhadap periode sebelumnya dan w bobotnya"
    };
    let entries = vec![
        known("Nama indikator", name),
        known("Konsep", "Indeks harga"),
        known("Definisi", "Perubahan bersama harga komoditas yang dipantau di kota; bukan angka BPS"),
        known("Interpretasi", "Di atas 100 berarti harga naik sejak periode dasar; di bawah 100 berarti turun"),
        known("Metode/rumus penghitungan", formula),
        known("Ukuran", "Indeks"),
        known("Satuan", "Tanpa satuan"),
        known("Klasifikasi penyajian", "Kota, menurut pekan dan bulan"),
        known("Indikator komposit", "Ya"),
        known("Indikator pembangun", format!("Harga {} komoditas yang dipantau", profile.watched.len())),
        known("Level estimasi", profile.name.as_str()),
        known("Dapat diakses umum", "Ya"),
    ];
    Form { name: name.to_owned(), blocks: vec![block("Indikator", entries)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(form: &Form, label: &str) -> Option<String> {
        let entries = || form.blocks.iter().flat_map(|block| &block.entries);
        entries().find(|entry| entry.label == label).unwrap_or_else(|| panic!("{label}")).value.clone()
    }

    #[test]
    fn what_only_the_city_knows_stays_open_until_its_profile_says_it() {
        let mut profile = Profile::load("bandung").unwrap();
        let open = forms(&profile, &[]).activity;
        assert_eq!(value(&open, "Instansi penyelenggara"), None);
        assert_eq!(value(&open, "Cakupan wilayah"), None, "nothing is known of an empty lake");
        assert!(value(&open, "Unit pengumpulan data (pasar)").unwrap().contains("Pasar Kosambi"));
        profile.metadata.institution = Some("Dinas Perdagangan".to_owned());
        profile.metadata.address = Some(" ".to_owned());
        let filled = forms(&profile, &[]).activity;
        assert_eq!(value(&filled, "Instansi penyelenggara").as_deref(), Some("Dinas Perdagangan"));
        assert_eq!(value(&filled, "Alamat lengkap"), None);
    }

    #[test]
    fn every_column_of_the_files_is_a_variable() {
        let forms = forms(&Profile::load("bandung").unwrap(), &[]);
        let aliases: Vec<String> = forms.variables.iter().filter_map(|form| value(form, "Alias")).collect();
        assert_eq!(
            aliases.join(","),
            "date,commodity,place,level,source,reported,reported_unit,price,unit,status,version"
        );
        assert!(value(&forms.variables[7], "Aturan validasi").unwrap().contains("batas wajar"));
    }
}
