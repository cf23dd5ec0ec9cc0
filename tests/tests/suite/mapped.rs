//! Tables of one's own: mapped once, known from then on.

use lumbung_data::profile::Profile;
use lumbung_data::source::Mapping;
use lumbung_tests::{HomeDir, lumbung, read, read_as};

/// Mappings of three layouts.
const MAPPINGS: [&str; 3] = [
    "name = \"Harga pasar\"\nheader = [\"Tgl\", \"Barang\", \"Pasar\", \"Harga\"]\nregion = \"3273\"\n\
     [columns]\ndate = \"Tgl\"\ncommodity = \"Barang\"\nplace = \"Pasar\"\nprice = \"Harga\"\n\
     [format]\ndate = \"dd-mm-yyyy\"\nthousands = \".\"\ndecimal = \",\"\nmissing = [\"kosong\"]\n\
     [commodities]\n\"Brambang\" = \"bawang-merah\"\n",
    "name = \"Harga ke samping\"\nlayout = \"dates-across\"\nplace = \"3273/kosambi\"\nlevel = \"wholesale\"\n\
     header = [\"Barang\"]\n[columns]\ncommodity = \"Barang\"\n[format]\ndate = \"yyyy-mm-dd\"\n",
    "name = \"Harga bulanan\"\nlayout = \"commodities-across\"\nplace = \"3273\"\nfrequency = \"monthly\"\n\
     header = [\"Hari\", \"Bawang Merah\", \"Catatan\"]\n[columns]\ndate = \"Hari\"\n[format]\ndate = \"mm/dd/yyyy\"\n",
];

#[test]
fn a_mapped_table_is_known_by_its_header_and_read_as_the_mapping_says() {
    let mut profile = Profile::load("bandung").unwrap();
    profile.mappings = MAPPINGS.iter().map(|text| Mapping::parse("map.toml", text).unwrap()).collect();
    let cases = [
        (
            "Tgl;Barang;Pasar;Harga\n02-01-2024;Brambang;Kosambi;Rp 30.500,50\n02-01-2024;Brambang;Baru;kosong\n03-01-2024;Brambang;Kosambi;30,500\n",
            "2024-01-02 bawang-merah 3273/kosambi retail lokal daily 30500.5 kg",
            [3, 1, 0, 1, 1],
        ),
        (
            "Barang,2024-01-02,2024-01-03\nBawang Merah,30000,\n",
            "2024-01-02 bawang-merah 3273/kosambi wholesale lokal daily 30000 kg",
            [2, 1, 0, 1, 0],
        ),
        (
            "Hari,Bawang Merah,Catatan\n01/31/2024,30000,libur\n",
            "2024-01-31 bawang-merah 3273 retail lokal monthly 30000 kg",
            [2, 1, 0, 0, 1],
        ),
    ];
    for (text, line, counts) in cases {
        let found = read_as(&profile, text.as_bytes(), None);
        assert_eq!((found.format, found.counts()), ("mapped", counts), "{text}");
        assert!(found.lines().contains(&line.to_owned()), "{:?}", found.lines());
        assert_eq!(read(text, None).format, "unknown", "{text}");
    }
}

#[test]
fn a_wrong_mapping_says_which_key_and_what_would_be_right() {
    let wrong =
        |from: &str, to: &str| Mapping::parse("map.toml", &MAPPINGS[0].replace(from, to)).unwrap_err().to_string();
    for (from, to, words) in [
        ("name =", "nama =", ["map.toml", "nama"]),
        ("date = \"Tgl\"", "date = \"Tanggal\"", ["columns.date", "header"]),
        ("price = \"Harga\"", "", ["columns.price", "lacks"]),
        ("dd-mm-yyyy", "dd.mm.yyyy", ["format.date", "dd/mm/yyyy"]),
        ("decimal = \",\"", "decimal = \".\"", ["format.decimal", "another mark"]),
        ("\"3273\"", "\"9999\"", ["region", "3273/kosambi"]),
        ("bawang-merah", "Bawang!", ["commodities", "cabai-rawit-merah"]),
    ] {
        let message = wrong(from, to);
        assert!(words.iter().all(|word| message.contains(word)), "{message}");
    }
}

#[test]
fn the_command_takes_a_mapping_and_holds_a_file_to_the_format_it_names() {
    let home = HomeDir::new();
    let file = home.file("own.csv", "Tgl;Barang;Pasar;Harga\n02-01-2024;Brambang;Kosambi;30.500\n");
    let map = home.file("map.toml", MAPPINGS[0]);
    let (file, map) = (file.to_str().unwrap(), map.to_str().unwrap());
    assert_eq!(lumbung(&home, &["ingest", file]).code, 1);
    assert_eq!(lumbung(&home, &["ingest", "--format", "pihps-long", "--map", map, file]).code, 2);
    let answer = lumbung(&home, &["--json", "ingest", "--format", "mapped", "--map", map, file]);
    assert_eq!((answer.code, answer.json()["files"][0]["accepted"].as_u64()), (0, Some(1)), "{}", answer.err);
}

#[test]
fn a_mapping_in_a_citys_profile_is_enough() {
    let home = HomeDir::new();
    let mapping = MAPPINGS[0]
        .replace("[columns]", "[mapping.columns]")
        .replace("[format]", "[mapping.format]")
        .replace("[commodities]", "[mapping.commodities]");
    let city = "extends = \"nasional\"\ncode = \"3273\"\nname = \"Kota Bandung\"\nshort = \"Bandung\"\nzone = 1\n\
        sources = [\"lokal\"]\nwatched = [\"bawang-merah\"]\n";
    let profile = home.file("city.toml", format!("{city}[[mapping]]\n{mapping}"));
    let file = home.file("own.csv", "Tgl;Barang;Pasar;Harga\n02-01-2024;Brambang;Kosambi;30.500\n");
    let (profile, file) = (profile.to_str().unwrap(), file.to_str().unwrap());
    let answer = lumbung(&home, &["--json", "--profile", profile, "ingest", file]);
    assert_eq!(answer.json()["files"][0]["format"], "mapped", "{}", answer.err);

    let broken = home.file("broken.toml", format!("{city}[[mapping]]\n{}", mapping.replace("dd-mm-yyyy", "tanggal")));
    let answer = lumbung(&home, &["--profile", broken.to_str().unwrap(), "ingest", file]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("format.date") && answer.err.contains("dd/mm/yyyy"), "{}", answer.err);
}

#[test]
fn a_table_of_one_commodity_needs_no_column_for_it() {
    let mut profile = Profile::load("bandung").unwrap();
    let mapping = |layout: &str, header: &str, rest: &str| {
        let text = format!(
            "name = \"Satu\"\nlayout = \"{layout}\"\ncommodity = \"bawang-merah\"\nregion = \"3273\"\nheader = [{header}]\n{rest}\
             [format]\ndate = \"yyyy-mm-dd\"\n"
        );
        Mapping::parse("map.toml", &text).unwrap()
    };
    profile.mappings = vec![
        mapping("places-across", "\"Hari\", \"Kosambi\", \"Hantu\"", "[columns]\ndate = \"Hari\"\n"),
        mapping("dates-across", "\"Lokasi\"", "[columns]\nplace = \"Lokasi\"\n"),
        mapping("long", "\"Hari\", \"Rp\"", "place = \"3273/kosambi\"\n[columns]\ndate = \"Hari\"\nprice = \"Rp\"\n"),
    ];
    let line = "2024-01-02 bawang-merah 3273/kosambi retail lokal daily 30000 kg".to_owned();
    for (text, counts) in [
        ("Hari,Kosambi,Hantu\n2024-01-02,30000,1\n", [2, 1, 0, 0, 1]),
        ("Lokasi,2024-01-02,2024-01-03\nKosambi,30000,\n", [2, 1, 0, 1, 0]),
        ("Hari,Rp\n2024-01-02,30000\nkemarin,30000\n", [2, 1, 0, 0, 1]),
    ] {
        let found = read_as(&profile, text.as_bytes(), None);
        assert_eq!((found.format, found.counts()), ("mapped", counts), "{text}");
        assert!(found.lines().contains(&line), "{:?}", found.lines());
    }
}
