//! What must hold of any bytes.

use super::*;
use crate::granary::{Granary, compare};
use crate::profile::Profile;
use chrono::NaiveDate;
use proptest::prelude::*;

const HEADER: &str = "No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp)\n";

fn with_context<T>(act: impl FnOnce(&Context<'_>) -> T) -> T {
    let profile = Profile::load("bandung").unwrap();
    let today = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    act(&Context {
        profile: &profile,
        today,
        lang: crate::model::Lang::En,
        level: crate::model::PriceLevel::Retail,
        place: None,
    })
}

/// Acts for a place that is asked for.
pub(super) fn with_place<T>(place: &str, act: impl FnOnce(&Context<'_>) -> T) -> T {
    with_context(|context| act(&Context { place: crate::model::PlaceCode::parse(place).ok(), ..*context }))
}

/// The days from one to another.
pub(super) fn asked(from: &str, to: &str) -> std::ops::RangeInclusive<NaiveDate> {
    from.parse().unwrap()..=to.parse().unwrap()
}

/// Rows read, quotes, and rows refused.
pub(super) fn counts(reading: &Reading) -> (u64, usize, u64) {
    assert_eq!(reading.read, reading.quotes.len() as u64 + reading.rejected);
    (reading.read, reading.quotes.len(), reading.rejected)
}

/// A row that is mostly right: each field is sometimes something else.
fn row() -> impl Strategy<Value = String> {
    let commodity = prop_oneof![4 => Just("Bawang Merah"), 2 => Just("Cabai Rawit Merah"), 1 => Just("Emas")];
    let date =
        prop_oneof![5 => (1_u32..=28, 1_u32..=12).prop_map(|(d, m)| format!("{d:02}/{m:02}/2023")), 1 => "\\PC{0,8}"];
    let market = prop_oneof![5 => Just("Pasar Kosambi".to_owned()), 3 => Just("Pasar Kiara Condong".to_owned()), 1 => "\\PC{0,8}"];
    let price = prop_oneof![5 => (20_000_u32..60_000).prop_map(|p| p.to_string()), 1 => Just("-".to_owned()), 1 => "[-0-9.,;\"x]{0,6}"];
    (commodity, date, market, price).prop_map(|(c, d, m, p)| format!("1;{c};{d};Jawa Barat;Kota Bandung;{m};{p}"))
}

proptest! {
    #[test]
    fn no_bytes_panic_and_every_row_counts_once(bytes in proptest::collection::vec(any::<u8>(), 0..400), headed in any::<bool>()) {
        let content = if headed { [HEADER.as_bytes(), &bytes].concat() } else { bytes };
        let (_, reading) = with_context(|context| read(&content, context));
        prop_assert_eq!(reading.read, reading.quotes.len() as u64 + reading.rejected);
    }

    #[test]
    fn rows_are_quotes_or_refusals_and_the_same_file_again_adds_nothing(rows in proptest::collection::vec(row(), 1..40)) {
        let content = format!("{HEADER}{}", rows.join("\n"));
        let (_, reading) = with_context(|context| read(content.as_bytes(), context));
        prop_assert_eq!(reading.read, reading.quotes.len() as u64 + reading.rejected);
        prop_assert_eq!(reading.refusals.len(), usize::try_from(reading.rejected).unwrap());

        let (empty, profile) = (Granary::default(), Profile::load("bandung").unwrap());
        let first = compare(&reading.quotes, &empty, &profile, 2);
        prop_assert_eq!(first.accepted + first.suspect + first.missing, reading.quotes.len() as u64);
        let report = first.report(&reading, crate::model::Lang::Id);
        prop_assert_eq!(report.reasons.len() as u64, reading.rejected + first.suspect, "a reason for each");
        let known = empty.with(2, std::slice::from_ref(&first.prices));
        let again = compare(&reading.quotes, &known, &profile, 3);
        prop_assert!(again.prices.is_empty());
        prop_assert_eq!(again.unchanged + again.missing, reading.quotes.len() as u64);
    }

    #[test]
    fn files_that_agree_give_the_same_series_in_any_order(rows in proptest::collection::vec(row(), 2..40), cut in 1_usize..39) {
        // Rows of one file: those refused as conflicts would disagree.
        let content = format!("{HEADER}{}", rows.join("\n"));
        let (_, whole) = with_context(|context| read(content.as_bytes(), context));
        let kept: Vec<&String> = whole.quotes.row.iter().map(|line| &rows[usize::try_from(*line).unwrap() - 2]).collect();
        let cut = cut.min(kept.len());
        let parts = [&kept[..cut], &kept[cut..]].map(|part| {
            let lines: Vec<&str> = part.iter().map(|row| row.as_str()).collect();
            with_context(|context| read(format!("{HEADER}{}", lines.join("\n")).as_bytes(), context)).1
        });
        let profile = Profile::load("bandung").unwrap();
        let together = |order: [&Reading; 2]| {
            let mut granary = Granary::default();
            for (version, reading) in (2..).zip(order) {
                let delta = compare(&reading.quotes, &granary, &profile, version);
                granary = granary.with(version, std::slice::from_ref(&delta.prices));
            }
            let mut values = Vec::new();
            for city in granary.cities() {
                for series in &city.members {
                    let reported: Vec<u64> = series.reported.iter().map(|v| v.to_bits()).collect();
                    values.push((series.key.clone(), series.day.clone(), reported, series.status.clone()));
                }
            }
            values
        };
        prop_assert_eq!(together([&parts[0], &parts[1]]), together([&parts[1], &parts[0]]));
    }

    #[test]
    fn no_answer_of_a_service_panics_and_every_row_counts_once(
        which in 0_usize..ANSWERS.len(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..6),
        end in any::<proptest::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = ANSWERS[which].as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        let days = asked("2023-01-02", "2023-01-06");
        let reading = with_place("3273/kosambi", |context| match which {
            0 => pihps_json::read(&bytes, context, &days),
            1 => bapanas_json::read(&bytes, context, *days.start()),
            2 => sp2kp_json::read(&bytes, context, &days),
            _ => {
                let source = |text| crate::model::SourceId::parse(text).unwrap();
                let wanted = lumbung_json::Wanted { ours: source("lumbung:3203"), theirs: source("lokal"), seen: 0 };
                lumbung_json::read(&[&bytes], context, &wanted)
            }
        });
        prop_assert_eq!(reading.read, reading.quotes.len() as u64 + reading.rejected);
        prop_assert!(reading.read > 0 || which == 0 || which == 3 || !reading.refusals.is_empty());
    }
}

/// A small good answer of each service.
const ANSWERS: [&str; 4] = [
    r#"{"data":[{"no":1,"name":"Bawang Merah","level":2,"02/01/2023":"31,000","03/01/2023":"-"}]}"#,
    r#"{"status":"success","data":[{"name":"Bawang Merah","satuan":"Rp./Kg","today":31250},{"name":"Telur Ayam Ras","satuan":"Rp/kg","today":0}]}"#,
    r#"{"data":[{"variant":"Bawang Merah","variant_id":13,"satuan":"kg","kuantitas":1,"daftarHarga":[{"date":"2023-01-02","harga":31250.5},{"date":"2023-01-03","harga":null}]}]}"#,
    r#"{"commodity":"bawang-merah","place":"3273/kosambi","level":"retail","source":"lokal","unit":"kg","version":3,"date":["2023-01-02","2023-01-03"],"price":[31000,null],"status":["A","O"],"reported":[31000,null]}"#,
];
