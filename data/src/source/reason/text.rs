//! Each reason as a sentence that says what to do, in both languages.

use super::Reason;
use crate::model::Lang;

impl Reason {
    /// The reason in a language.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one sentence a reason, in two languages, best read as one list")]
    pub fn text(&self, lang: Lang) -> String {
        let near = |names: &[String]| match (names, lang) {
            ([], _) => String::new(),
            (names, Lang::Id) => format!(" Nama terdekat: {}.", names.join(", ")),
            (names, Lang::En) => format!(" Nearest names: {}.", names.join(", ")),
        };
        let say = |id: &str, en: &str| lang.pick(id, en).to_owned();
        match self {
            Self::Empty => say("Berkas kosong: tidak ada baris data.", "The file is empty: it has no data rows."),
            Self::Utf16 => say(
                "Berkas disimpan sebagai UTF-16; simpan ulang sebagai CSV UTF-8.",
                "The file is UTF-16; save it again as CSV UTF-8.",
            ),
            Self::OldWorkbook => say(
                "Berkas Excel lama (.xls) tidak dibaca; buka lalu simpan sebagai .xlsx.",
                "Old Excel files (.xls) are not read; open the file and save it as .xlsx.",
            ),
            Self::LockedWorkbook => say(
                "Berkas Excel terkunci kata sandi; simpan ulang tanpa kata sandi.",
                "The Excel file is locked by a password; save it again without one.",
            ),
            Self::MacroWorkbook => say(
                "Berkas Excel memuat makro (.xlsm) dan tidak dibaca; simpan sebagai .xlsx tanpa makro.",
                "The Excel file holds macros (.xlsm) and is not read; save it as .xlsx without macros.",
            ),
            Self::WorkbookTooLarge => say(
                "Isi berkas Excel terlalu besar untuk tabel harga; simpan hanya lembar harganya, atau simpan sebagai CSV.",
                "The Excel file unpacks to more than a price table needs; save its price sheet alone, or as CSV.",
            ),
            Self::NotAWorkbook => say(
                "Berkas ini arsip zip, bukan berkas Excel (.xlsx); keluarkan isinya dan unggah satu per satu.",
                "This is a zip archive and no Excel file (.xlsx); take out its files and bring them one by one.",
            ),
            Self::BrokenWorkbook => say(
                "Berkas Excel rusak; buka dan simpan ulang sebagai .xlsx, atau simpan sebagai CSV UTF-8.",
                "The Excel file is damaged; open it and save it again as .xlsx, or as CSV UTF-8.",
            ),
            Self::EmptyWorkbook => say(
                "Berkas Excel ini tidak berisi apa pun; periksa lembarnya.",
                "The Excel file holds nothing; check its sheets.",
            ),
            Self::TooManyCells => say(
                "Tabel memuat terlalu banyak sel; bagi menjadi beberapa berkas atau simpan sebagai CSV.",
                "The table holds too many cells; split it into several files, or save it as CSV.",
            ),
            Self::OtherSheet(name) => match lang {
                Lang::Id => format!("Lembar {name} tidak dibaca; simpan sebagai berkas sendiri bila memuat harga."),
                Lang::En => format!("The sheet {name} was not read; save it as a file of its own if it holds prices."),
            },
            Self::BrokenParquet => say(
                "Berkas Parquet rusak atau bukan hasil ekspor Lumbung; unduh ulang.",
                "The Parquet file is damaged or no export of a Lumbung; download it again.",
            ),
            Self::OtherFormat(asked, found) => match lang {
                Lang::Id => {
                    format!("Berkas ini berformat {found}, bukan {asked}; hapus --format atau tulis --format {found}.")
                }
                Lang::En => format!(
                    "This file has the format {found}, not {asked}; leave out --format or write --format {found}."
                ),
            },
            Self::UnknownFormat => say(
                "Format tidak dikenal. Yang dapat dibaca: tabel PIHPS (CSV panjang dengan kolom No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp), atau unduhan Excel), Bapanas, WFP, IPH BPS, stok, dan ekspor Lumbung. Untuk tabel lain, petakan kolomnya sekali di halaman Unggah, atau dengan --map (lihat README).",
                "Unknown format. What can be read: PIHPS tables (a long CSV with the columns No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp), or the Excel download), Bapanas, WFP, the IPH of BPS, stocks, and exports of a Lumbung. For any other table, map its columns once on the upload page, or with --map (see the README).",
            ),
            Self::HeaderOnly => say(
                "Berkas hanya berisi baris judul: tidak ada baris data.",
                "The file has a header only: there are no data rows.",
            ),
            Self::HeaderTwice(column) => match lang {
                Lang::Id => format!("Kolom {column} muncul dua kali; hapus salah satunya."),
                Lang::En => format!("The column {column} occurs twice; remove one of them."),
            },
            Self::FurtherColumn(column) => match lang {
                Lang::Id => format!(
                    "Kolom {column} tidak dikenal dalam bentuk ini; hapus bila tidak mengubah makna baris, atau petakan kolomnya."
                ),
                Lang::En => format!(
                    "The column {column} is not known in this form; remove it if rows mean the same without it, or map the columns."
                ),
            },
            Self::OtherDelimiter => say(
                "Kolom-kolomnya benar, tetapi pemisahnya bukan titik koma; simpan ulang dengan pemisah titik koma (;).",
                "The columns are right but not separated by semicolons; save the file again with semicolons (;).",
            ),
            Self::OldLineEnds => say(
                "Akhir barisnya dari program Macintosh lama (CR); simpan ulang sebagai CSV UTF-8 biasa.",
                "Line ends of old Macintosh programs (CR); save the file again as ordinary CSV UTF-8.",
            ),
            Self::EmptyField => say("Kolom ini kosong.", "This field is empty."),
            Self::OtherProvince(given, right) => match lang {
                Lang::Id => format!("Wilayah ini tidak ada di {given}, tetapi di {right}."),
                Lang::En => format!("This region does not lie in {given}, but in {right}."),
            },
            Self::AndMore(count) => match lang {
                Lang::Id => format!("… dan {count} baris lagi ditolak atau janggal; sebabnya tidak dirinci."),
                Lang::En => format!("… and {count} more rows refused or suspect; their reasons are not listed."),
            },
            Self::HeaderLacks(columns) => match lang {
                Lang::Id => {
                    format!("Baris judul tidak memuat kolom {columns}; unduh ulang dari PIHPS atau perbaiki namanya.")
                }
                Lang::En => format!("The header lacks the column {columns}; download the file again or mend its name."),
            },
            Self::LineTooLong(bytes) => match lang {
                Lang::Id => format!("Baris terlalu panjang ({bytes} bita); periksa apakah berkas rusak."),
                Lang::En => format!("The line is too long ({bytes} bytes); check whether the file is damaged."),
            },
            Self::NulByte => say(
                "Baris memuat bita nol; berkas rusak atau bukan teks.",
                "The line holds a zero byte; the file is damaged or no text.",
            ),
            Self::NotUtf8 => say(
                "Pengodean bukan UTF-8; simpan ulang sebagai CSV UTF-8.",
                "The encoding is not UTF-8; save the file again as CSV UTF-8.",
            ),
            Self::OpenQuote => {
                say("Tanda kutip tidak ditutup di baris ini.", "A quotation mark is not closed in this line.")
            }
            Self::FieldCount(found, expected) => match lang {
                Lang::Id => format!("Baris berisi {found} kolom, seharusnya {expected}."),
                Lang::En => format!("The row has {found} fields, it should have {expected}."),
            },
            Self::BadDate => say(
                "Tanggal tidak sah; tulis hari/bulan/tahun, misalnya 31/12/2023.",
                "No valid date; write day/month/year, such as 31/12/2023.",
            ),
            Self::BadIsoDate => say(
                "Tanggal tidak sah; tulis tahun-bulan-hari, misalnya 2023-12-31.",
                "No valid date; write year-month-day, such as 2023-12-31.",
            ),
            Self::BadMappedDate => say(
                "Tanggal tidak sesuai bentuk di peta kolom (format.date); perbaiki tanggalnya atau petanya.",
                "The date does not have the form that the mapping names (format.date); mend the date or the mapping.",
            ),
            Self::NoDays => say(
                "Tidak ada kolom tanggal (hari/bulan/tahun) di baris judul; unduh ulang dari PIHPS.",
                "The header has no column with a date (day/month/year); download the table again from PIHPS.",
            ),
            Self::BadMonth => say(
                "Bulan atau tahun tidak sah; tulis nama bulan dan tahun, misalnya Januari dan 2024.",
                "No valid month or year; write the month's name and the year, such as Januari and 2024.",
            ),
            Self::BadWeek => {
                say("Minggu tidak sah; tulis M1 sampai M5.", "No valid week of the month; write M1 to M5.")
            }
            Self::FutureDate => say("Tanggal di masa depan.", "The date lies in the future."),
            Self::AncientDate => {
                say("Tanggal sebelum tahun 2000; periksa tahunnya.", "The date is before 2000; check the year.")
            }
            Self::UnknownCommodity(names) => say("Komoditas tidak dikenal.", "Unknown commodity.") + &near(names),
            Self::UnknownRegion(names) => say("Wilayah tidak dikenal.", "Unknown region.") + &near(names),
            Self::UnknownMarket(names) => {
                say(
                    "Pasar tidak dikenal di wilayah ini; tambahkan ke profil bila memang ada.",
                    "Unknown market in this region; add it to the profile if it exists.",
                ) + &near(names)
            }
            Self::NeedsPlace => say(
                "Berkas ini tidak menyebut wilayah atau pasarnya. Pilih wilayah di formulir, atau tulis --place 3273 (kode wilayah) atau --place 3273/kosambi (pasar).",
                "This file does not say its place. Choose it in the form, or write --place 3273 (a region's code) or --place 3273/kosambi (a market).",
            ),
            Self::OtherCurrency(currency) => match lang {
                Lang::Id => format!("Mata uang {currency}, bukan rupiah (IDR); baris negara lain tidak disimpan."),
                Lang::En => {
                    format!("The currency is {currency}, not the rupiah (IDR); rows of other countries are not stored.")
                }
            },
            Self::OtherCountry(place) => match lang {
                Lang::Id => format!("{place} bukan provinsi di Indonesia; baris negara lain tidak disimpan."),
                Lang::En => format!("{place} is no province of Indonesia; rows of other countries are not stored."),
            },
            Self::UnknownSource(known) => match lang {
                Lang::Id => format!("Sumber tidak dikenal; yang dikenal: {known}."),
                Lang::En => format!("Unknown source; the known ones are {known}."),
            },
            Self::SecondLocalSource(first) => match lang {
                Lang::Id => format!(
                    "Sumber lokal kedua di samping {first}; pisahkan menjadi berkas sendiri agar tidak tercampur."
                ),
                Lang::En => format!(
                    "A second local source beside {first}; put it into a file of its own so that the two do not mix."
                ),
            },
            Self::BadIdentifier(expected) => match lang {
                Lang::Id => format!("Bukan kode yang sah; contoh: {expected}."),
                Lang::En => format!("No valid identifier; for example {expected}."),
            },
            Self::UnknownLevel => say(
                "Tingkat harga tidak dikenal; tulis producer, wholesale, atau retail.",
                "Unknown price level; write producer, wholesale or retail.",
            ),
            Self::UnknownUnit => say(
                "Satuan tidak dikenal; tulis misalnya Rp/kg atau Rp/liter.",
                "Unknown unit; write Rp/kg or Rp/liter, for instance.",
            ),
            Self::TwoUnits(first) => match lang {
                Lang::Id => format!("Satuan lain daripada {first} untuk deret yang sama; samakan satuannya."),
                Lang::En => format!("Another unit than {first} in the same series; use one unit."),
            },
            Self::GroupsOnly => say(
                "Tabel hanya memuat rata-rata kelompok; unduh ulang dengan memilih varian komoditasnya.",
                "The table holds means of groups only; download it again with the varieties chosen.",
            ),
            Self::NotANumber => say(
                "Harga bukan bilangan; tulis rupiah bulat, misalnya 14500.",
                "The price is no number; write whole rupiah, such as 14500.",
            ),
            Self::DotInNumber => say(
                "Titik dalam harga bermakna ganda (14.500 = 14500 atau 14,5); tulis 14500.",
                "A dot in the price is ambiguous (14.500 is 14500 or 14.5); write 14500.",
            ),
            Self::NotADecimal => say(
                "Bukan bilangan dalam bentuk sumber ini; tulis titik sebagai tanda desimal dan tanpa pemisah ribuan, misalnya 14500 atau 14500.5.",
                "No number in this source's form; write a decimal point and no thousands marks, such as 14500 or 14500.5.",
            ),
            Self::BadPercent => say(
                "Persentase tidak sah atau di luar −100 sampai 100; tulis misalnya -1.34.",
                "No percentage, or beyond −100 to 100; write -1.34, for instance.",
            ),
            Self::BadContributions => say(
                "Daftar andil tidak terbaca; tulis misalnya BERAS (0,116); MINYAK GORENG (0,048).",
                "The list of contributions cannot be read; write BERAS (0,116); MINYAK GORENG (0,048), for instance.",
            ),
            Self::Negative => say("Harga tidak boleh negatif.", "A price cannot be negative."),
            Self::Absurd => say(
                "Harga mustahil untuk komoditas ini; periksa salah ketik.",
                "The price is impossible for this commodity; check for a slip.",
            ),
            Self::Answer(fault) => fault.text(lang),
            Self::Duplicate(row) => match lang {
                Lang::Id => format!("Baris ganda: sama dengan baris {row}."),
                Lang::En => format!("Duplicate row: the same as row {row}."),
            },
            Self::Conflict(row) => match lang {
                Lang::Id => format!(
                    "Bertentangan dengan baris {row} untuk waktu dan tempat yang sama; baris pertama yang dipakai."
                ),
                Lang::En => format!("Conflicts with row {row} for the same time and place; the first one is kept."),
            },
        }
    }
}
