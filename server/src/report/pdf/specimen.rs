//! A sheet with everything on it, of the length that sheets have; its figures are
//! made up.

use chrono::{Days, NaiveDate};
use lumbung_data::model::sheet::{
    Bilingual, Earlier, Heading, MarketSpread, Proposal, ProposalOutcome, Reckoned, Reckoning, Sheet, SheetBasket,
    SheetChart, SheetExpectation, SheetFeast, SheetIndicator, SheetInflation, SheetQuality, SheetReference, SheetRow,
    SheetStock, SheetSupply, SheetWarning, Summary,
};
use lumbung_data::model::{
    CommodityId, Inflation, InflationTarget, IsoWeek, PlaceCode, PriceIndicator, SourceId, WarningKind, WarningLevel,
};

/// Name, English name, price, change in the week, ceiling.
const COMMODITIES: [(&str, &str, f64, f64, f64); 21] = [
    ("Beras Kualitas Bawah I", "Rice, Low Quality I", 13_200.0, 0.002, 0.0),
    ("Beras Kualitas Bawah II", "Rice, Low Quality II", 12_900.0, 0.0, 0.0),
    ("Beras Kualitas Medium I", "Rice, Medium Quality I", 14_500.0, 0.004, 13_500.0),
    ("Beras Kualitas Medium II", "Rice, Medium Quality II", 14_150.0, 0.003, 13_500.0),
    ("Beras Kualitas Super I", "Rice, Super Quality I", 16_000.0, 0.001, 14_900.0),
    ("Beras Kualitas Super II", "Rice, Super Quality II", 15_600.0, -0.002, 14_900.0),
    ("Daging Ayam Ras Segar", "Fresh Chicken", 38_750.0, 0.021, 40_000.0),
    ("Daging Sapi Kualitas 1", "Beef, Quality 1", 140_000.0, 0.0, 140_000.0),
    ("Daging Sapi Kualitas 2", "Beef, Quality 2", 130_500.0, 0.0, 0.0),
    ("Telur Ayam Ras Segar", "Fresh Chicken Eggs", 31_200.0, 0.034, 30_000.0),
    ("Bawang Merah Ukuran Sedang", "Shallots, Medium Size", 47_500.0, 0.083, 41_500.0),
    ("Bawang Putih Ukuran Sedang", "Garlic, Medium Size", 38_000.0, -0.011, 40_000.0),
    ("Cabai Merah Besar", "Large Red Chilli", 61_250.0, -0.064, 55_000.0),
    ("Cabai Merah Keriting", "Curly Red Chilli", 58_900.0, -0.081, 55_000.0),
    ("Cabai Rawit Hijau", "Green Bird’s Eye Chilli", 52_000.0, 0.046, 0.0),
    ("Cabai Rawit Merah", "Red Bird’s Eye Chilli", 98_400.0, 0.287, 57_000.0),
    ("Minyak Goreng Curah", "Cooking Oil, Bulk", 17_900.0, 0.006, 15_700.0),
    ("Minyak Goreng Kemasan Bermerk 1", "Branded Cooking Oil 1", 22_100.0, 0.0, 0.0),
    ("Minyak Goreng Kemasan Bermerk 2", "Branded Cooking Oil 2", 21_000.0, 0.002, 0.0),
    ("Gula Pasir Kualitas Premium", "Sugar, Premium Quality", 19_800.0, 0.0, 0.0),
    ("Gula Pasir Lokal", "Local Sugar", 18_250.0, -0.004, 17_500.0),
];

fn both(id: &str, en: &str) -> Bilingual {
    Bilingual { id: id.to_owned(), en: en.to_owned() }
}

fn commodity(at: usize) -> CommodityId {
    CommodityId::parse(&format!("komoditas-{at}")).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn level(name: &str) -> Option<WarningLevel> {
    match name {
        "Cabai Rawit Merah" => Some(WarningLevel::Awas),
        "Bawang Merah Ukuran Sedang" => Some(WarningLevel::Siaga),
        "Telur Ayam Ras Segar" => Some(WarningLevel::Waspada),
        _ => None,
    }
}

/// The sheet.
pub(crate) fn sheet() -> Sheet {
    let week = IsoWeek::parse("2025-W50").unwrap();
    Sheet {
        week,
        city: "Kota Bandung".to_owned(),
        region: PlaceCode::parse("3273").unwrap(),
        version: 412,
        made_at: "2025-12-14T13:00:05Z".parse().unwrap(),
        draft: false,
        data_until: Some(day("2025-12-12")),
        sources: vec![SourceId::parse("pihps").unwrap()],
        simulated: false,
        headline: both(
            "Cabai rawit merah naik 28,7% dan bawang merah ukuran sedang naik 8,3%; peringatan: 1 Awas, 1 Siaga, dan 1 \
             Waspada",
            "Red bird’s eye chilli rose 28.7% and shallots rose 8.3%; warnings: 1 Awas, 1 Siaga, and 1 Waspada",
        ),
        summary: summary(),
        rows: rows(week),
        foremost: [15, 10, 9, 13, 12, 14, 6, 11].map(commodity).to_vec(),
        charts: [
            "Cabai Rawit Merah",
            "Bawang Merah Ukuran Sedang",
            "Telur Ayam Ras Segar",
            "Cabai Merah Keriting",
            "Daging Ayam Ras Segar",
        ]
        .into_iter()
        .map(chart)
        .collect(),
        indicator: Some(indicator()),
        inflation: Some(inflation()),
        basket: Some(basket()),
        spreads: spreads(),
        supplies: supplies(),
        stocks: vec![SheetStock {
            name: both("Beras", "Rice"),
            place: "Gudang Bulog Gedebage".to_owned(),
            date: day("2025-12-11"),
            days: Some(37.4),
        }],
        interventions: vec![],
        feast: Some(feast()),
        proposals: proposals(),
        reckoning: Some(reckoning(week)),
        quality: quality(),
        program: "0.1.0".to_owned(),
        page: Some("https://lumbung.bandung.go.id/pekan/2025-W50".to_owned()),
        method: Some("https://lumbung.bandung.go.id/metode".to_owned()),
    }
}

fn summary() -> Summary {
    Summary {
        risen: both(
            "Naik: cabai rawit merah 28,7% menjadi Rp98.400/kg, bawang merah ukuran sedang 8,3% menjadi Rp47.500/kg, dan \
             telur ayam ras segar 3,4% menjadi Rp31.200/kg; 2 komoditas lainnya juga naik.",
            "Rose: red bird’s eye chilli by 28.7% to Rp98,400/kg, shallots by 8.3% to Rp47,500/kg, and fresh chicken eggs \
             by 3.4% to Rp31,200/kg; so did 2 more.",
        ),
        fallen: both(
            "Turun: cabai merah keriting 8,1% menjadi Rp58.900/kg dan cabai merah besar 6,4% menjadi Rp61.250/kg. 13 \
             komoditas relatif stabil (berubah kurang dari 1%).",
            "Fell: curly red chilli by 8.1% to Rp58,900/kg and large red chilli by 6.4% to Rp61,250/kg. 13 commodities \
             were about stable (less than 1%).",
        ),
        at_risk: both(
            "Berisiko dalam dua minggu ke depan: cabai rawit merah (lonjakan berlangsung sejak 8 Desember 2025, harga 14 \
             hari lagi Rp84.000 sampai Rp121.000 dengan peluang 80%); telur ayam ras segar (peluang lonjakan 46%, ambang \
             40%).",
            "At risk in the next two weeks: red bird’s eye chilli (a surge runs since 8 December 2025, its price in 14 \
             days Rp84,000 to Rp121,000 with a chance of 80%); fresh chicken eggs (chance of a surge 46%, level 40%).",
        ),
    }
}

fn indicator() -> SheetIndicator {
    SheetIndicator {
        release: PriceIndicator {
            region: PlaceCode::parse("3273").unwrap(),
            year: 2025,
            month: 12,
            week: 2,
            change: 1.27,
            contributions: vec![],
            most_volatile: Some("Cabai rawit".to_owned()),
            variation: Some(0.18),
        },
        rank: Some((4, 27)),
        province: Some("Jawa Barat".to_owned()),
        sentence: both(
            "IPH BPS Minggu II Desember 2025: 1,27%; andil terbesar cabai rawit (0,71), bawang merah (0,22), dan telur \
             ayam ras (0,15); perubahan tertinggi ke-4 dari 27 kabupaten/kota di Jawa Barat yang termuat.",
            "BPS’s IPH, Week 2 of December 2025: 1.27%; the largest contributions bird’s eye chilli (0.71), shallots \
             (0.22), and eggs (0.15); number 4 from the highest of the 27 cities and regencies of Jawa Barat that were \
             loaded.",
        ),
    }
}

fn inflation() -> SheetInflation {
    SheetInflation {
        figure: Inflation {
            region: PlaceCode::parse("3273").unwrap(),
            month: day("2025-11-01"),
            yearly: Some(2.51),
            monthly: Some(0.21),
            index: None,
        },
        target: Some(InflationTarget { low: 1.5, high: 3.5, basis: "Pemerintah dan Bank Indonesia".to_owned() }),
        sentence: both(
            "Inflasi BPS Kota Bandung November 2025: 2,51% tahunan (y-on-y), di dalam sasaran 1,5–3,5%; 0,21% terhadap \
             bulan sebelumnya (m-to-m).",
            "BPS’s inflation of Kota Bandung, November 2025: 2.51% a year (y-on-y), within the target of 1.5–3.5%; 0.21% \
             against the month before (m-to-m).",
        ),
    }
}

fn basket() -> SheetBasket {
    SheetBasket {
        change: Some(0.019),
        compared: 21,
        commodities: 21,
        up: vec![(both("Cabai Rawit Merah", "Red Bird’s Eye Chilli"), 0.014)],
        down: vec![(both("Cabai Merah Keriting", "Curly Red Chilli"), -0.003)],
        sentence: both(
            "Indeks Harga Pangan (perkiraan internal, bukan IPH BPS): +1,9% dibandingkan dengan minggu sebelumnya, dari 21 \
             di antara 21 komoditas (andil dalam poin persen; pendorong cabai rawit merah (+1,4); penahan cabai merah \
             keriting (−0,3)).",
            "Food price index (our own estimate, not BPS’s IPH): +1.9% against the week before, over 21 of 21 commodities \
             (parts in percentage points; pushed up by red bird’s eye chilli (+1.4); pulled down by curly red chilli \
             (−0.3)).",
        ),
    }
}

fn supplies() -> Vec<SheetSupply> {
    vec![
        SheetSupply {
            region: PlaceCode::parse("3203").unwrap(),
            name: "Kabupaten Cianjur".to_owned(),
            sends: vec![both("Cabai rawit merah", "Red bird’s eye chilli"), both("beras", "rice")],
            note: Some(both(
                "harga cabai rawit merah melonjak di sana sejak 8 Desember 2025",
                "the price of red bird’s eye chilli surges there since 8 December 2025",
            )),
            surging: true,
        },
        SheetSupply {
            region: PlaceCode::parse("3212").unwrap(),
            name: "Kabupaten Indramayu".to_owned(),
            sends: vec![both("Beras", "Rice")],
            note: None,
            surging: false,
        },
    ]
}

fn feast() -> SheetFeast {
    SheetFeast {
        name: both("Natal", "Christmas"),
        date: day("2025-12-25"),
        days: 10,
        tentative: false,
        sentence: both(
            "Natal 10 hari lagi sejak Senin (25 Desember 2025). Biasanya cabai rawit merah naik (median 31,0%; 6 dari 7 \
             tahun) dan telur ayam ras segar naik (median 13,0%; 7 dari 7 tahun) menjelang hari itu.",
            "Christmas is 10 days from Monday (25 December 2025). Usually red bird’s eye chilli rises (a median of 31.0%; \
             6 of 7 years) and eggs rise (a median of 13.0%; 7 of 7 years) before it.",
        ),
        moves: vec![],
    }
}

fn quality() -> SheetQuality {
    SheetQuality {
        days: 5,
        reported: ["Kosambi", "Kiaracondong", "Andir", "Baru", "Sederhana", "Ujungberung"].map(str::to_owned).to_vec(),
        silent: vec![("Cihaurgeulis".to_owned(), day("2025-12-03"))],
        unpriced: vec![],
        suspects: vec![],
        simulated: false,
        lines: vec![
            both(
                "Lima hari survei; enam dari tujuh pasar melapor. Pasar Cihaurgeulis terakhir melapor 3 Desember 2025.",
                "Five survey days; six of seven markets reported. Pasar Cihaurgeulis last reported on 3 December 2025.",
            ),
            both(
                "Satu nilai janggal menunggu verifikasi dan tidak dihitung: gula pasir lokal, Pasar Andir, \
                     10 Desember 2025 (Rp1.850/kg).",
                "One suspect value awaits verification and does not count: local sugar, Pasar Andir, \
                     10 December 2025 (Rp1,850/kg).",
            ),
        ],
    }
}

fn rows(week: IsoWeek) -> Vec<SheetRow> {
    let earlier = |weeks, price: f64, change: f64| {
        Some(Earlier { week: week.before(weeks), price: price / (1.0 + change), change })
    };
    COMMODITIES
        .into_iter()
        .enumerate()
        .map(|(at, (id, en, price, change, ceiling))| SheetRow {
            id: commodity(at),
            name: both(id, en),
            unit: if id.starts_with("Minyak") { "liter" } else { "kg" }.to_owned(),
            source: Some(SourceId::parse("pihps").unwrap()),
            price: Some(price),
            days: 5,
            last_week: earlier(1, price, change),
            last_month: earlier(4, price, change * 1.7 + 0.004),
            last_year: if at == 14 { None } else { earlier(52, price, 0.041 - change) },
            reference: (ceiling > 0.0).then(|| SheetReference {
                kind: if id.starts_with("Beras") || id == "Minyak Goreng Curah" { "HET" } else { "HAP" }.to_owned(),
                low: None,
                high: ceiling,
                distance: Some(price / ceiling - 1.0),
            }),
            warning: level(id).map(|level| SheetWarning {
                kind: WarningKind::Surge,
                level,
                onset: day("2025-12-08"),
                reason: both(
                    "Harga sudah lima hari survei jauh di atas median empat minggu sebelumnya.",
                    "For five survey days the price has stood far above the median of the four weeks before.",
                ),
            }),
            expected: vec![SheetExpectation {
                days: 14,
                until: day("2025-12-28"),
                chance: 0.12,
                price: [price * 0.95, price, price * 1.08],
            }],
        })
        .collect()
}

/// Thirteen weeks of survey days that end at the commodity's price.
fn chart(name: &str) -> SheetChart {
    let at = COMMODITIES.iter().position(|commodity| commodity.0 == name).unwrap();
    let (id, en, price, change, ceiling) = COMMODITIES[at];
    let (from, until) = (day("2025-09-15"), day("2025-12-14"));
    let mut points = Vec::new();
    for passed in 0..91_u32 {
        if passed % 7 >= 5 {
            continue;
        }
        let wave = (f64::from(passed) / 9.0).sin() * 0.03 + (f64::from(passed * 7 % 5) - 2.0) * 0.004;
        let last = f64::from(passed.saturating_sub(77)) / 11.0;
        points
            .push((from + Days::new(u64::from(passed)), price / (1.0 + change) * (1.0 + wave) * (1.0 + change * last)));
    }
    let median = price / (1.0 + change);
    SheetChart {
        id: commodity(at),
        name: both(id, en),
        unit: "kg".to_owned(),
        from,
        until,
        points,
        median: Some(median),
        threshold: Some(median * if name.starts_with("Cabai") { 1.25 } else { 1.1 }),
        ceiling: (ceiling > 0.0).then_some(ceiling),
        level: level(name),
        note: both(
            "Rp98.400/kg, 12 Des 2025; 28,7% di atas median sebelum lonjakan",
            "Rp98,400/kg, 12 Dec 2025; 28.7% above the median before the surge",
        ),
    }
}

fn spreads() -> Vec<MarketSpread> {
    [
        (15, "Pasar Sederhana", 89_000.0, "Pasar Ujungberung", 112_000.0),
        (10, "Pasar Andir", 44_000.0, "Pasar Kosambi", 51_000.0),
        (9, "Pasar Baru", 30_000.0, "Pasar Kiaracondong", 33_000.0),
    ]
    .into_iter()
    .map(|(at, cheapest, low, dearest, high)| MarketSpread {
        id: commodity(at),
        name: both(COMMODITIES[at].0, COMMODITIES[at].1),
        unit: "kg".to_owned(),
        date: day("2025-12-12"),
        markets: 6,
        cheapest: (cheapest.to_owned(), low),
        dearest: (dearest.to_owned(), high),
        disparity: high / low - 1.0,
    })
    .collect()
}

fn proposals() -> Vec<Proposal> {
    let of = |heading, rule: &str, decision, evidence, responsible, due| Proposal {
        heading,
        rule: rule.to_owned(),
        commodity: None,
        decision,
        evidence,
        responsible,
        due: day(due),
    };
    let figures = both(
        "Cabai rawit merah Rp98.400/kg, naik 28,7% dalam seminggu, 72,6% di atas HAP, Awas sejak 8 Desember 2025; bawang \
         merah ukuran sedang Rp47.500/kg, naik 8,3% dalam seminggu, 14,5% di atas HAP, Siaga sejak 9 Desember 2025.",
        "Red bird’s eye chilli Rp98,400/kg, up 28.7% in a week, 72.6% above HAP, Awas since 8 December 2025; shallots \
         Rp47,500/kg, up 8.3% in a week, 14.5% above HAP, Siaga since 9 December 2025.",
    );
    vec![
        of(
            Heading::Affordability,
            "cheap-market",
            both(
                "Laksanakan pasar murah atau Gerakan Pangan Murah untuk cabai rawit merah dan bawang merah ukuran sedang, \
                 dimulai di sekitar Pasar Ujungberung (harga cabai rawit merah termahal).",
                "Hold a cheap market (pasar murah or GPM) for red bird’s eye chilli and shallots, beginning around Pasar \
                 Ujungberung (where red bird’s eye chilli is dearest).",
            ),
            figures.clone(),
            both("Dinas Ketahanan Pangan dan Pertanian", "Food Security and Agriculture Office"),
            "2025-12-17",
        ),
        of(
            Heading::Availability,
            "supply",
            both(
                "Pastikan jumlah dan jadwal pasokan cabai rawit merah dan telur ayam ras segar dari Kabupaten Cianjur \
                 melalui kerja sama antardaerah (KAD).",
                "Make sure of quantity and schedule of the supply of red bird’s eye chilli and eggs from Kabupaten Cianjur \
                 by agreements between regions (KAD).",
            ),
            both(
                "Cabai rawit merah: harga 14 hari lagi diperkirakan Rp84.000/kg sampai Rp121.000/kg (peluang 80%); telur \
                 ayam ras segar: peluang lonjakan dalam dua minggu 46%, ambang peringatan dini 40%.",
                "Red bird’s eye chilli: expected at Rp84,000/kg to Rp121,000/kg in 14 days (a chance of 80%); eggs: \
                 chance of a surge within two weeks 46%, early warning from 40%.",
            ),
            both("Dinas Ketahanan Pangan dan Pertanian", "Food Security and Agriculture Office"),
            "2025-12-17",
        ),
        of(
            Heading::Distribution,
            "apart",
            both(
                "Periksa pasokan dan margin pedagang cabai rawit merah di Pasar Ujungberung.",
                "Look into supply and margins of red bird’s eye chilli at Pasar Ujungberung.",
            ),
            both(
                "Pada 12 Desember 2025 harga cabai rawit merah di Pasar Ujungberung Rp112.000/kg, 25,8% di atas Pasar \
                 Sederhana (Rp89.000/kg).",
                "On 12 December 2025 red bird’s eye chilli was Rp112,000/kg at Pasar Ujungberung, 25.8% above Pasar \
                 Sederhana (Rp89,000/kg).",
            ),
            both("Dinas Perdagangan dan Perindustrian", "Trade and Industry Office"),
            "2025-12-19",
        ),
        of(
            Heading::Communication,
            "tell",
            both(
                "Sampaikan kepada masyarakat perkembangan harga cabai rawit merah dan bawang merah ukuran sedang, dan \
                 pasar dengan harga terendah (Pasar Sederhana, Rp89.000/kg), agar belanja tetap wajar.",
                "Tell the public how the price of red bird’s eye chilli and shallots develops, and the market with the \
                 lowest price (Pasar Sederhana, Rp89,000/kg), so that people buy as usual.",
            ),
            figures,
            both("Dinas Komunikasi dan Informatika", "Communication and Informatics Office"),
            "2025-12-19",
        ),
        of(
            Heading::Communication,
            "prepare",
            both(
                "Umumkan rencana pengendalian harga cabai rawit merah dan telur ayam ras segar menjelang Natal.",
                "Announce how the price of red bird’s eye chilli and eggs will be kept before Christmas.",
            ),
            feast().sentence,
            both("Dinas Komunikasi dan Informatika", "Communication and Informatics Office"),
            "2025-12-19",
        ),
    ]
}

/// A week without a surge, of which less is to be told.
pub(crate) fn calm() -> Sheet {
    let mut sheet = sheet();
    sheet.proposals.retain(|proposal| matches!(proposal.rule.as_str(), "apart" | "prepare"));
    if let Some(reckoning) = &mut sheet.reckoning {
        reckoning.proposals.truncate(1);
    }
    sheet
}

fn reckoning(week: IsoWeek) -> Reckoning {
    Reckoning {
        week: week.before(1),
        sentence: both(
            "19 dari 21 harga (90,5%) berada di dalam rentang yang diperkirakan seminggu sebelumnya; yang diharapkan 80%. \
             Di luar rentang: cabai rawit merah Rp101.000/kg (diperkirakan Rp70.100 sampai Rp88.900).",
            "19 of 21 prices (90.5%) lay within the range that was expected a week before; 80% is what is to be expected. \
             Outside: red bird’s eye chilli Rp101,000/kg (expected Rp70,100 to Rp88,900).",
        ),
        expectations: vec![
            Reckoned {
                name: both("Cabai Rawit Merah", "Red Bird’s Eye Chilli"),
                unit: "kg".to_owned(),
                until: day("2025-12-12"),
                range: (70_100.0, 88_900.0),
                came: 101_000.0,
                within: false,
            },
            Reckoned {
                name: both("Beras Kualitas Medium I", "Rice, Medium Quality I"),
                unit: "kg".to_owned(),
                until: day("2025-12-12"),
                range: (14_400.0, 14_600.0),
                came: 14_500.0,
                within: true,
            },
        ],
        proposals: outcomes(),
    }
}

fn outcomes() -> Vec<ProposalOutcome> {
    let of = |heading, decision, outcome| ProposalOutcome { heading, decision, due: day("2025-12-10"), outcome };
    vec![
        of(
            Heading::Availability,
            both(
                "Pastikan jumlah dan jadwal pasokan cabai rawit merah dari Kabupaten Cianjur melalui kerja sama \
                 antardaerah (KAD).",
                "Make sure of quantity and schedule of the supply of red bird’s eye chilli from Kabupaten Cianjur by \
                 agreements between regions (KAD).",
            ),
            both(
                "Sejak itu harga cabai rawit merah naik 28,7% menjadi Rp98.400/kg dan masih berstatus Awas. \
                 Pelaksanaannya belum tercatat di sistem ini.",
                "Since then the price of red bird’s eye chilli rose by 28.7% to Rp98,400/kg and is still at Awas. Whether \
                 it was carried out is not recorded here.",
            ),
        ),
        of(
            Heading::Communication,
            both(
                "Sampaikan kepada masyarakat perkembangan harga cabai merah keriting, agar belanja tetap wajar.",
                "Tell the public how the price of curly red chilli develops, so that people buy as usual.",
            ),
            both(
                "Sejak itu harga cabai merah keriting turun 8,1% menjadi Rp58.900/kg dan tidak ada lagi peringatan yang \
                 berlaku. Pelaksanaannya belum tercatat di sistem ini.",
                "Since then the price of curly red chilli fell by 8.1% to Rp58,900/kg and no warning is in force any more. \
                 Whether it was carried out is not recorded here.",
            ),
        ),
    ]
}
