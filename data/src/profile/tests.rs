//! Tests of the built-in profiles and of what a broken one is told.

use super::*;
use crate::model::Lang;

fn bandung() -> Profile {
    Profile::load("bandung").unwrap()
}

fn id(text: &str) -> CommodityId {
    CommodityId::parse(text).unwrap()
}

fn place(text: &str) -> PlaceCode {
    PlaceCode::parse(text).unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What a city's file with these lines more is told.
fn complaint(lines: &str) -> String {
    let text = format!(
        "extends = \"nasional\"\ncode = \"3204\"\nname = \"Kabupaten Bandung\"\nshort = \"Kab. Bandung\"\nzone = 1\n\
         sources = [\"pihps\"]\nwatched = [\"telur-ayam-ras\"]\n{lines}\n"
    );
    build::from_text("uji.toml", &text).unwrap_err().message(Lang::En)
}

#[test]
fn bandung_watches_the_21_varieties_of_pihps() {
    let profile = bandung();
    assert_eq!(profile.watched.len(), 21);
    assert_eq!(profile.watched.first().map(CommodityId::as_str), Some("beras-bawah-1"));
    assert_eq!(profile.watched.last().map(CommodityId::as_str), Some("gula-pasir-lokal"));
    assert_eq!(profile.commodities.len(), 38);
    assert!(profile.sources.last().is_some_and(SourceId::is_simulated));
}

#[test]
fn a_second_city_is_a_file() {
    let profile = Profile::load("cianjur").unwrap();
    assert_eq!(profile.code, place("3203"));
    assert_eq!(profile.watched, bandung().watched);
    assert!(profile.supplies.is_empty());
}

#[test]
fn every_spelling_of_pihps_and_bapanas_finds_its_commodity() {
    let profile = bandung();
    for (name, expected) in [
        ("Beras Kualitas Bawah I", "beras-bawah-1"),
        ("Beras Kualitas Super II", "beras-super-2"),
        ("Daging Ayam Ras Segar", "daging-ayam-ras"),
        ("Daging Sapi Kualitas 1", "daging-sapi-1"),
        ("Telur Ayam", "telur-ayam-ras"),
        ("Telor Ayam Ras Segar", "telur-ayam-ras"),
        ("Bawang Merah Ukuran Sedang", "bawang-merah"),
        ("Bawang Putih (Bonggol)", "bawang-putih"),
        ("Cabai Merah Keriting ", "cabai-merah-keriting"),
        ("CABE  RAWIT MERAH", "cabai-rawit-merah"),
        ("Minyak Goreng Kemasan Bermerk 2", "minyak-goreng-kemasan-2"),
        ("Gula Pasir Kualitas Premium", "gula-pasir-premium"),
        ("cabai-rawit-hijau", "cabai-rawit-hijau"),
        ("Beras Medium", "beras-medium"),
        ("Jagung Tk Peternak", "jagung-peternak"),
        ("Kedelai Biji Kering (Impor)", "kedelai-impor"),
        ("Tepung Terigu (Curah)", "tepung-terigu-curah"),
        ("Daging Kerbau Beku (Impor Luar Negeri)", "daging-kerbau-beku"),
    ] {
        assert_eq!(profile.commodity_named(name).map(|found| found.id.as_str()), Ok(expected), "{name:?}");
    }
}

#[test]
fn an_unknown_commodity_comes_with_the_nearest_names() {
    let unknown = bandung().commodity_named("Cabai Rawit Mera").unwrap_err();
    assert_eq!(unknown.nearest.first().map(String::as_str), Some("Cabai rawit merah"));
    assert_eq!(unknown.nearest.len(), 3);
}

#[test]
fn a_market_is_found_within_its_region_only() {
    let profile = bandung();
    let found = |region, name| profile.market_named(&place(region), name).map(|market| market.code.as_str());
    assert_eq!(found("3273", "Pasar Kosambi"), Ok("3273/kosambi"));
    assert_eq!(found("3273", "KIARACONDONG"), Ok("3273/kiara-condong"));
    assert_eq!(found("3271", "Pasar Warung Jambu 2"), Ok("3271/warung-jambu-2"));
    assert_eq!(found("3271", "Pasar Kosambi").unwrap_err().nearest.len(), 0);
    assert_eq!(found("3273", "Pasar Kosambie").unwrap_err().nearest.first().map(String::as_str), Some("Pasar Kosambi"));
}

#[test]
fn every_market_of_the_city_has_a_place_that_is_only_about_right() {
    let profile = bandung();
    for market in profile.markets_of(&profile.code) {
        let at = market.at.unwrap_or_else(|| panic!("{} has no place", market.code));
        let home = gazetteer::location(&profile.code).unwrap();
        assert!(market.approximate && at.km_to(home) < 10.0, "{}", market.code);
    }
    assert!(profile.markets.iter().any(|market| market.at.is_none()), "elsewhere none is needed");
}

#[test]
fn the_18_markets_of_pihps_lie_in_9_cities() {
    let profile = bandung();
    let outside: Vec<_> = profile.markets.iter().filter(|market| market.code.region() != profile.code).collect();
    assert_eq!(outside.len(), 16);
    assert_eq!(profile.markets_of(&profile.code).count(), 6);
    let hubs: Vec<_> = profile.markets.iter().filter(|market| market.level == PriceLevel::Wholesale).collect();
    assert_eq!(hubs.len(), 1);
}

#[test]
fn every_place_has_a_name() {
    let profile = bandung();
    assert_eq!(profile.place_name(&place("3273")), "Kota Bandung");
    assert_eq!(profile.place_name(&place("3273/kiara-condong")), "Pasar Kiara Condong");
    assert_eq!(profile.place_name(&place("3212")), "Kabupaten Indramayu");
    assert_eq!(profile.place_name(&place("11")), "Aceh");
    assert_eq!(profile.place_name(&place("3273/antah")), "3273/antah");
}

#[test]
fn the_reference_in_force_follows_the_date_and_the_zone() {
    let profile = bandung();
    let high =
        |commodity, day| profile.reference(&id(commodity), PriceLevel::Retail, date(day)).map(|found| found.high);
    assert_eq!(high("beras-medium-1", "2022-06-01"), Some(9_450.0));
    assert_eq!(high("beras-medium-1", "2023-06-01"), Some(10_900.0));
    assert_eq!(high("beras-medium-2", "2025-08-21"), Some(12_500.0));
    assert_eq!(high("beras-medium-2", "2025-08-22"), Some(13_500.0));
    assert_eq!(high("beras-super-1", "2025-12-01"), Some(14_900.0));
    assert_eq!(high("beras-bawah-1", "2025-12-01"), None);
    assert_eq!(high("cabai-rawit-merah", "2024-12-31"), None);
    assert_eq!(high("cabai-rawit-merah", "2025-01-01"), Some(57_000.0));
    assert_eq!(profile.reference(&id("cabai-rawit-merah"), PriceLevel::Wholesale, date("2025-06-01")), None);

    let mut outer = bandung();
    outer.zone = 3;
    let found = outer.reference(&id("beras-medium"), PriceLevel::Retail, date("2026-01-01"));
    assert_eq!(found.map(|found| found.high), Some(15_500.0));
}

#[test]
fn a_range_keeps_its_lower_bound() {
    let profile = bandung();
    let found = profile.reference(&id("bawang-merah"), PriceLevel::Retail, date("2025-06-01")).unwrap();
    assert_eq!((found.low, found.high, found.kind.as_str()), (Some(36_500.0), 41_500.0, "HAP"));
}

#[test]
fn what_a_supplier_sends_is_known_or_said_to_be_unknown() {
    for supply in &bandung().supplies {
        assert!(!supply.sends.is_empty() || supply.note(Lang::Id).contains("belum diketahui"), "{}", supply.name);
    }
}

#[test]
fn the_islamic_feasts_of_the_coming_years_are_tentative() {
    let profile = bandung();
    let tentative = |feast, year: &str| {
        let mut days = profile.holidays.iter().filter(|holiday| holiday.feast == feast);
        days.find(|holiday| holiday.date.to_string().starts_with(year)).map(|holiday| holiday.tentative)
    };
    assert_eq!(tentative("idulfitri", "2025"), Some(false));
    assert_eq!(tentative("idulfitri", "2026"), Some(true));
    assert_eq!(tentative("natal", "2027"), Some(false));
}

#[test]
fn a_misspelt_commodity_is_answered_with_the_right_one() {
    let told = complaint("[[supply]]\nregion = \"3205\"\nsends = [\"telur-ayam\"]\nbasis = \"-\"\nsource = \"-\"");
    assert!(
        told.contains("uji.toml, supply 3205, sends: \"telur-ayam\" is not known; nearest: telur-ayam-ras"),
        "{told}"
    );
}

#[test]
fn one_name_cannot_stand_for_two_commodities() {
    let told = complaint(
        "[[commodity]]\nid = \"telur-bebek\"\nname = \"Telur bebek\"\nname_en = \"Duck eggs\"\ngroup = \"telur\"\n\
         aliases = [\"Telor  Ayam\"]\nplausible = [10_000, 90_000]",
    );
    assert!(
        told.contains("commodity telur-bebek, aliases: \"Telor  Ayam\" already belongs to telur-ayam-ras"),
        "{told}"
    );
}

#[test]
fn a_wrong_code_key_or_date_is_named_with_what_would_be_right() {
    let told = complaint("[[market]]\ncode = \"3204\"\nname = \"Pasar Soreang\"");
    assert!(told.contains("market.code: \"3204\" is not right; expected a market's code like 3273/kosambi"), "{told}");
    let told = complaint("[[market]]\ncode = \"9904/soreang\"\nname = \"Pasar Soreang\"");
    assert!(told.contains("\"9904/soreang\" is not known"), "{told}");
    let told = complaint("[[market]]\ncode = \"3204/soreang\"\nname = \"Pasar Soreang\"\nat = [107.5, -7.0]");
    assert!(told.contains("market 3204/soreang, at: \"[107.5, -7]\" is not right"), "{told}");
    let told = complaint("[[market]]\nkode = \"3204/soreang\"\nname = \"Pasar Soreang\"");
    assert!(told.contains("at line 9") && told.contains("kode"), "{told}");
    let told =
        complaint("[[feast]]\nid = \"imlek\"\nname = \"Imlek\"\nname_en = \"Lunar New Year\"\ndates = [2025-02-30]");
    assert!(told.contains("cannot be read at line 12"), "{told}");
}

#[test]
fn no_profile_has_weights_that_nobody_published() {
    for name in ["bandung", "cianjur"] {
        assert!(Profile::load(name).unwrap().weights.is_empty(), "{name}");
    }
}

#[test]
fn a_weight_is_of_a_watched_commodity_and_has_a_source() {
    let weight = |commodity: &str, percent: f64, source: &str| {
        format!("[[weight]]\ncommodity = \"{commodity}\"\npercent = {percent:?}\nsource = \"{source}\"\n")
    };
    for (lines, told) in [
        (weight("telur-ayam", 1.0, "BPS"), "weight telur-ayam, commodity"),
        (weight("bawang-merah", 1.0, "BPS"), "one of the commodities in watched"),
        (weight("telur-ayam-ras", 0.0, "BPS"), "above 0 and at most 100"),
        (weight("telur-ayam-ras", 101.0, "BPS"), "above 0 and at most 100"),
        (weight("telur-ayam-ras", 1.0, " "), "who publishes the weight"),
        (weight("telur-ayam-ras", 1.0, "BPS").repeat(2), "already belongs to weight"),
    ] {
        let complaint = complaint(&lines);
        assert!(complaint.contains(told), "{complaint}");
    }
    let whole = |percent: f64| {
        let text = format!(
            "extends = \"nasional\"\ncode = \"3204\"\nname = \"Kabupaten Bandung\"\nshort = \"Kab. Bandung\"\nzone = 1\n\
             sources = [\"pihps\"]\nwatched = [\"telur-ayam-ras\", \"bawang-merah\"]\n{}{}",
            weight("telur-ayam-ras", 60.0, "BPS, SBH 2022"),
            weight("bawang-merah", percent, "BPS, SBH 2022")
        );
        build::from_text("uji.toml", &text)
    };
    let profile = whole(40.0).unwrap();
    assert_eq!(profile.weight(&id("telur-ayam-ras")), Some(60.0));
    assert_eq!(profile.weight(&id("cabai-merah-besar")), None);
    assert!(whole(41.0).unwrap_err().message(Lang::Id).contains("paling banyak 100 persen"));
}

#[test]
fn a_city_may_correct_what_all_cities_share() {
    let text = "extends = \"nasional\"\ncode = \"3204\"\nname = \"Kabupaten Bandung\"\nshort = \"Kab. Bandung\"\nzone = 1\n\
        sources = [\"lokal\"]\nwatched = [\"telur-ayam-ras\"]\n\
        [[commodity]]\nid = \"telur-ayam-ras\"\nname = \"Telur ayam\"\nname_en = \"Eggs\"\ngroup = \"telur\"\n\
        theta = 0.1\nplausible = [10_000, 80_000]\n\
        [[reference]]\nkind = \"HAP\"\ncommodities = [\"telur-ayam-ras\"]\nhigh = { zone1 = 31_000 }\n\
        from = 2026-03-01\nbasis = \"Contoh\"\n";
    let profile = build::from_text("uji.toml", text).unwrap();
    let eggs = id("telur-ayam-ras");
    assert_eq!(profile.commodities.len(), 38);
    assert_eq!(profile.commodity(&eggs).and_then(|found| found.theta), Some(0.1));
    let high = |day| profile.reference(&eggs, PriceLevel::Retail, date(day)).map(|found| found.high);
    assert_eq!(high("2026-02-28"), Some(30_000.0));
    assert_eq!(high("2026-03-01"), Some(31_000.0));
}

#[test]
fn a_profile_that_is_not_there_is_answered_with_those_that_are() {
    let error = Profile::load("atlantis").unwrap_err();
    assert!(error.message(Lang::Id).contains("bandung, cianjur"));
    assert!(matches!(Profile::load("tidak/ada.toml"), Err(ProfileError::Unreadable { .. })));
    assert!(matches!(build::from_text("kosong.toml", ""), Err(ProfileError::Missing { key: "code", .. })));
}
