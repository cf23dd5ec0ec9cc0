//! Every real file, with the counts that its first ingest must give. They were
//! worked out by separate programs from the files, the profile's names and
//! ranges, the gazetteer's tables and the text of the rules in METHODS.md.

use lumbung_tests::{HomeDir, lumbung, read, real_data};
use std::collections::BTreeSet;
use std::path::Path;

/// A file, what is given beside it, its format, and its rows read, accepted,
/// unchanged, revised, suspect, missing and rejected.
type Expected = (&'static str, Option<&'static str>, &'static str, [u64; 7]);

const FILES: [Expected; 18] = [
    // 18 markets · 1,304 weekdays, 1,156 marked `-`. Two single jumps.
    ("pihps-long/bawang-merah-jawa-barat-2019-2023.csv", None, "pihps-long", [23_472, 22_314, 0, 0, 2, 1_156, 0]),
    // The same days; 387500 at Pasar Agung, and three single jumps.
    ("pihps-long/cabai-rawit-merah-jawa-barat-2019-2023.csv", None, "pihps-long", [23_472, 22_313, 0, 0, 4, 1_155, 0]),
    // 21 varieties · 5 days, no regency: all for the place given.
    ("pihps-long/jawa-timur-21-varieties-2023-02.csv", Some("35"), "pihps-names", [105, 105, 0, 0, 0, 0, 0]),
    // 16 varieties · 262 working days; two days are `-` throughout. The seven
    // means of groups do not count.
    ("pihps-xlsx/Tabel Harga Berdasarkan Daerah.xlsx", Some("35"), "pihps-grid", [4_192, 4_160, 0, 0, 0, 32, 0]),
    // One commodity · 205 days; the sheet's other columns are empty.
    ("pihps-xlsx/Daging_Ayam (transposed by a user).xlsx", Some("35"), "pihps-transposed", [205, 205, 0, 0, 0, 0, 0]),
    // 25 commodities · 65 days; 299 zeros are "not reported". Three single jumps
    // of red chillies: 62,500 and 81,250 on 15/09/2025, 62,000 on 03/10/2025.
    (
        "bapanas/harga_komoditas_konsumen_kota_bandung.csv",
        Some("3273"),
        "bapanas-city",
        [1_625, 1_323, 0, 0, 3, 299, 0],
    ),
    // 5,982 months of 505 regions · 20 commodities, 383 cells empty. 146 values
    // lie outside the plausible range, 89 ten times beyond (milkfish that the
    // file's author filled in from 8 rupiah up).
    ("bapanas/kabkota-monthly-wide-2024.csv", None, "bapanas-wide", [119_640, 119_022, 0, 0, 146, 383, 89]),
    // 34 provinces, 20 cells `-`.
    ("bapanas/provinsi-monthly-first-3500.xlsx", None, "bapanas-monthly", [3_496, 3_476, 0, 0, 0, 20, 0]),
    // 7,587 rows name what the profile does not know: beef by cut, sugar by
    // packing, tofu, vegetables and others. Six single jumps, and three whose
    // source reports nothing for a month afterwards.
    (
        "multisource/pasar-seketeng-to-2024-06.csv",
        Some("5204/seketeng"),
        "multi-source",
        [17_588, 9_992, 0, 0, 9, 0, 7_587],
    ),
    // Every row is in shekels.
    ("wfp/wfp_food_prices_pse.csv", None, "wfp", [25_785, 0, 0, 0, 0, 0, 25_785]),
    // Every row is in roubles.
    ("wfp/wfp_food_prices_blr.csv", None, "wfp", [483, 0, 0, 0, 0, 0, 483]),
    // Lists of markets hold no prices.
    ("wfp/wfp_markets_pse.csv", None, "unknown", [0; 7]),
    ("wfp/wfp_markets_blr.csv", None, "unknown", [0; 7]),
    // 46 weeks.
    ("iph/IPH-Kota-Batu-2023.csv", None, "bps-iph", [46, 46, 0, 0, 0, 0, 0]),
    ("README.md", None, "unknown", [0; 7]),
    ("bapanas/LICENSE-kota-bandung", None, "unknown", [0; 7]),
    ("wfp/LICENSE-fixtures", None, "unknown", [0; 7]),
    // The PIHPS table without its place is refused whole.
    ("pihps-xlsx/Tabel Harga Berdasarkan Daerah.xlsx", None, "pihps-grid", [0; 7]),
];

const COUNTS: [&str; 7] = ["read", "accepted", "unchanged", "revised", "suspect", "missing", "rejected"];

fn names_below(folder: &Path, root: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names_below(&path, root, names);
        } else {
            names.insert(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        }
    }
}

#[test]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
fn every_real_file_is_in_the_table() {
    let root = real_data();
    let mut names = BTreeSet::new();
    names_below(&root, &root, &mut names);
    let expected: BTreeSet<String> = FILES.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(names, expected);
}

#[test]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
fn every_real_file_gives_its_counts_and_again_nothing() {
    for (name, place, format, counts) in FILES {
        let home = HomeDir::new();
        let path = real_data().join(name);
        let mut arguments = vec!["--json", "ingest", path.to_str().unwrap()];
        if let Some(place) = place {
            arguments.extend(["--place", place]);
        }
        let ingest = || {
            let answer = lumbung(&home, &arguments).json();
            let report = answer["files"][0].clone();
            (report["format"].clone(), COUNTS.map(|count| report[count].as_u64().unwrap()), answer["version"].clone())
        };
        let (found, first, version) = ingest();
        assert_eq!((found.as_str(), first), (Some(format), counts), "{name}");
        let [read, accepted, _, _, suspect, missing, rejected] = counts;
        assert_eq!(read, accepted + suspect + missing + rejected, "{name}");
        let again = ingest();
        assert_eq!(again.1, [read, 0, accepted + suspect, 0, 0, missing, rejected], "{name}");
        assert_eq!(again.2, version, "{name}");
    }
}

#[test]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
fn every_week_of_the_official_index_is_understood() {
    let bytes = std::fs::read(real_data().join("iph/IPH-Kota-Batu-2023.csv")).unwrap();
    let reading = read(bytes, None).reading;
    assert_eq!(reading.indicators.len(), 46);
    assert!(reading.indicators.iter().all(|week| week.region.as_str() == "3579" && week.contributions.len() == 3));
    // M3 of June is the first with decimal points in its contributions.
    let june = reading.indicators.iter().find(|week| (week.month, week.week) == (6, 3)).unwrap();
    assert_eq!((june.change, june.contributions[0].points), (1.644, 0.817));
    let january = &reading.indicators[0];
    assert_eq!((january.change, january.contributions[0].points), (-1.34, -0.773));
}

#[test]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
fn a_monthly_figure_never_stands_in_a_daily_series() {
    let home = HomeDir::new();
    let file = |name: &str| real_data().join(name).to_str().unwrap().to_owned();
    let monthly = file("bapanas/kabkota-monthly-wide-2024.csv");
    let daily = file("bapanas/harga_komoditas_konsumen_kota_bandung.csv");
    lumbung(&home, &["--json", "ingest", &monthly]);
    let series = |home: &HomeDir| {
        let arguments = ["--json", "series", "--commodity", "bawang-merah", "--place", "3273", "--source", "bapanas"];
        let answer = lumbung(home, &arguments).json();
        let dates = answer["date"].as_array().unwrap();
        (dates.len(), dates[0].as_str().unwrap().to_owned())
    };
    assert_eq!(series(&home), (12, "2024-01-01".to_owned()));
    lumbung(&home, &["--json", "ingest", "--place", "3273", &daily]);
    // 65 days, and none of the twelve months among them.
    assert_eq!(series(&home), (65, "2025-09-13".to_owned()));
}
