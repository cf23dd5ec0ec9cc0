//! What holds for every plan, and what its rules say.

use super::*;
use crate::model::plan::{Item, PeakGround, Terms, Why};
use crate::model::{WarningKind, WarningLevel};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn place(code: &str) -> PlaceCode {
    PlaceCode::parse(code).unwrap()
}

fn item(id: &str, commodities: &[&str]) -> Item {
    let commodities = commodities.iter().map(|id| CommodityId::parse(id).unwrap()).collect();
    Item { id: id.to_owned(), commodities, need: 0.1, limit: 0.5, site: 100.0, basis: None }
}

fn assumptions() -> Assumptions {
    Assumptions {
        budget: 1e9,
        discount: 0.1,
        households: 10_000.0,
        household: 4.0,
        served: 0.05,
        per_day: 3,
        lead: 3,
        weekends: false,
        items: vec![
            item("cabai-rawit", &["cabai-rawit-hijau", "cabai-rawit-merah"]),
            item("bawang-merah", &["bawang-merah"]),
            item("telur", &["telur-ayam-ras"]),
        ],
        variants: [
            Terms { places: 4, commodities: 2, load: 2.0 },
            Terms { places: 100, commodities: 3, load: 1.0 },
            Terms { places: 10, commodities: 1, load: 1.0 },
        ],
    }
}

fn surge(level: WarningLevel, rise: f64) -> Ground {
    Ground::Warned { kind: WarningKind::Surge, level, onset: day("2026-11-20"), rise, chance: None }
}

fn candidate(id: &str, grounds: Vec<Ground>) -> Candidate {
    Candidate {
        commodity: CommodityId::parse(id).unwrap(),
        name: id.to_owned(),
        unit: "kg".to_owned(),
        price: 80_000.0,
        date: day("2026-11-30"),
        week: Some(0.05),
        theta: Some(0.2),
        grounds,
        peaks: Vec::new(),
        markets: vec![(place("3273/barat"), 80_000.0), (place("3273/timur"), 100_000.0)],
    }
}

/// A city of twelve kecamatan on a line from west to east, a market at each end, the eastern
/// one dearer. The last kecamatan's place is not known.
fn known(candidates: Vec<Candidate>) -> Known {
    let at = |lon: f64| Location { lat: -6.9, lon };
    let market =
        |code: &str, lon| Market { place: place(code), name: code.to_owned(), at: at(lon), approximate: false };
    let districts = (0..12_u32)
        .map(|n| District {
            code: format!("3273{n:02}"),
            name: format!("Kecamatan {n}"),
            at: (n < 11).then(|| at(107.5 + f64::from(n) * 0.02)),
        })
        .collect();
    Known {
        // A Monday.
        from: day("2026-11-30"),
        candidates,
        districts,
        markets: vec![market("3273/barat", 107.5), market("3273/timur", 107.7)],
        off: BTreeSet::new(),
        feasts: Vec::new(),
    }
}

fn grave() -> Known {
    known(vec![
        candidate("bawang-merah", vec![surge(WarningLevel::Siaga, 0.3)]),
        candidate("cabai-rawit-merah", vec![surge(WarningLevel::Awas, 0.25)]),
    ])
}

#[test]
fn a_calm_city_is_proposed_nothing() {
    let calm = plan(&known(vec![candidate("bawang-merah", Vec::new())]), &assumptions());
    assert!(calm.chosen.is_empty() && calm.variants.is_empty() && calm.set_aside.is_empty() && calm.markets.is_empty());
}

#[test]
fn the_gravest_comes_first_and_within_a_level_what_rose_most() {
    let candidates = vec![
        candidate("bawang-merah", vec![surge(WarningLevel::Siaga, 0.5)]),
        candidate("cabai-rawit-hijau", vec![surge(WarningLevel::Awas, 0.2)]),
        candidate("telur-ayam-ras", vec![surge(WarningLevel::Siaga, 0.6)]),
    ];
    let chosen = plan(&known(candidates), &assumptions()).chosen;
    let names: Vec<_> = chosen.iter().map(|chosen| chosen.name.as_str()).collect();
    assert_eq!(names, ["cabai-rawit-hijau", "telur-ayam-ras", "bawang-merah"]);
}

#[test]
fn what_falls_or_has_a_stand_in_or_no_figures_is_set_aside_with_its_reason() {
    let awas = || vec![surge(WarningLevel::Awas, 0.4)];
    let candidates = vec![
        Candidate { week: Some(-0.05), ..candidate("telur-ayam-ras", awas()) },
        candidate("cabai-rawit-merah", awas()),
        candidate("cabai-rawit-hijau", vec![surge(WarningLevel::Siaga, 0.3)]),
        candidate("daging-sapi-1", awas()),
        Candidate { week: Some(-0.03), ..candidate("bawang-merah", awas()) },
    ];
    let outcome = plan(&known(candidates), &assumptions());
    let mut aside: Vec<_> = outcome.set_aside.iter().map(|aside| (aside.name.as_str(), &aside.why)).collect();
    aside.sort_by_key(|(name, _)| *name);
    let by = "cabai-rawit-merah".to_owned();
    assert_eq!(
        aside,
        [
            ("cabai-rawit-hijau", &Why::StoodFor { by }),
            ("daging-sapi-1", &Why::NoItem),
            ("telur-ayam-ras", &Why::Falling { change: -0.05 }),
        ]
    );
    // A fall of less than a fifth of the threshold is none.
    assert!(outcome.chosen.iter().any(|chosen| chosen.name == "bawang-merah"));
}

#[test]
fn a_market_that_stands_apart_or_a_reference_alone_proposes_nothing() {
    let of = |kind| {
        let ground =
            Ground::Warned { kind, level: WarningLevel::Waspada, onset: day("2026-11-20"), rise: 0.3, chance: None };
        plan(&known(vec![candidate("bawang-merah", vec![ground])]), &assumptions()).chosen.len()
    };
    assert_eq!([WarningKind::Spread, WarningKind::Reference, WarningKind::NoData].map(of), [0, 0, 0]);
    assert_eq!([WarningKind::Early, WarningKind::Supply, WarningKind::Creep].map(of), [1, 1, 1]);
}

#[test]
fn kecamatan_around_the_dearest_market_are_served_first() {
    let outcome = plan(&grave(), &assumptions());
    assert_eq!(outcome.markets[0].name, "3273/timur");
    // 100,000 above the geometric mean of 80,000 and 100,000.
    assert!((outcome.markets[0].excess - (1.25_f64.sqrt() - 1.0)).abs() < 1e-12);
    let names: Vec<_> = outcome.variants[0].sites.iter().map(|site| site.name.as_str()).collect();
    assert_eq!(names, ["Kecamatan 10", "Kecamatan 9", "Kecamatan 8", "Kecamatan 7"]);
    let all: Vec<_> = outcome.variants[1].sites.iter().map(|site| site.name.as_str()).collect();
    assert_eq!((all.len(), all.last().copied()), (12, Some("Kecamatan 11")), "whose place is not known comes last");
    assert!(outcome.variants[2].sites.iter().all(|site| site.near.as_ref().unwrap().name == "3273/timur"));
}

#[test]
fn days_leave_out_weekends_and_days_off_and_begin_after_the_preparation() {
    let mut known = grave();
    known.off.insert(day("2026-12-03"));
    let outcome = plan(&known, &assumptions());
    let days: Vec<_> = outcome.window.days.iter().map(ToString::to_string).collect();
    // From Thursday the third, for two weeks, without a peak that is known.
    assert_eq!(days[..3], ["2026-12-04", "2026-12-07", "2026-12-08"]);
    assert!(outcome.window.before.is_none() && outcome.window.days.last() == Some(&day("2026-12-16")));
    let every = plan(&known, &Assumptions { weekends: true, ..assumptions() });
    assert_eq!(every.window.days[..2], [day("2026-12-04"), day("2026-12-05")]);
}

#[test]
fn it_is_held_before_the_first_peak_that_leaves_a_day() {
    let peak = |text: &str| Peak { date: day(text), commodity: None, why: PeakGround::Record { days: 9 } };
    let mut known = grave();
    known.candidates[0].peaks = vec![peak("2026-12-02"), peak("2026-12-24")];
    known.candidates[1].peaks = vec![peak("2026-12-08")];
    let outcome = plan(&known, &assumptions());
    assert_eq!(outcome.window.before.as_ref().map(|peak| peak.date), Some(day("2026-12-08")));
    assert_eq!(outcome.window.missed.iter().map(|peak| peak.date).collect::<Vec<_>>(), [day("2026-12-02")]);
    // Three days of three sites: three of the twelve are too late.
    assert_eq!((outcome.variants[1].sites.len(), outcome.variants[1].late), (9, 3));
}

#[test]
fn figures_follow_from_the_assumptions() {
    let variants = plan(&grave(), &assumptions()).variants;
    let sale = &variants[1].sites[0].sales[0];
    // Sold at 90,000 where the market asks 100,000; 100 kg, 0.5 kg each.
    assert_eq!((sale.price, sale.selling, sale.volume, sale.cost), (100_000.0, 90_000.0, 100.0, 1_000_000.0));
    assert!((variants[1].sites[0].buyers - 200.0).abs() < 1e-12);
    // 10,000 households of four eat 4,000 kg.
    assert!((sale.share.unwrap() - 0.025).abs() < 1e-12);
    // Twice as much, as far as 500 buyers of 0.5 kg take it.
    assert!((variants[0].sites[0].sales[0].volume - 200.0).abs() < 1e-12);
    // A week's need of a household is less than the limit.
    assert!((variants[2].sites[0].sales[0].per_buyer - 0.4).abs() < 1e-12);
    assert_eq!(variants[2].sites[0].sales.len(), 1);
}

#[test]
fn a_small_budget_leaves_out_sites_or_gives_every_kecamatan_less() {
    let variants = plan(&grave(), &Assumptions { budget: 5_000_000.0, ..assumptions() }).variants;
    assert_eq!((variants[0].sites.len(), variants[0].unpaid, variants[0].scaled), (1, 3, None));
    assert!(variants[1].sites.len() == 12 && variants[1].unpaid == 0);
    assert!(variants[1].scaled.unwrap() < 0.3 && variants[1].cost <= 5_000_000.0);
    let none = plan(&grave(), &Assumptions { budget: 1_000.0, ..assumptions() }).variants;
    assert!(none.iter().all(|variant| variant.sites.is_empty() && variant.cost == 0.0 && variant.buyers == 0.0));
}

#[test]
fn without_any_market_side_by_side_kecamatan_come_by_their_codes_at_the_citys_price() {
    let mut known = grave();
    for candidate in &mut known.candidates {
        candidate.markets.clear();
    }
    let outcome = plan(&known, &assumptions());
    assert!(outcome.markets.is_empty());
    let first = &outcome.variants[0].sites[0];
    assert_eq!((first.name.as_str(), first.near.is_none(), first.sales[0].price), ("Kecamatan 0", true, 80_000.0));
}

fn level() -> impl Strategy<Value = Option<WarningLevel>> {
    prop_oneof![
        Just(None),
        Just(Some(WarningLevel::Waspada)),
        Just(Some(WarningLevel::Siaga)),
        Just(Some(WarningLevel::Awas))
    ]
}

prop_compose! {
    fn any_candidate(id: &'static str)(
        level in level(), rise in 0.0..2.0, price in 1_000.0..200_000.0, west in 0.5..2.0, east in 0.5..2.0,
        week in prop::option::of(-0.3..0.3), peak in prop::option::of(0_u64..60),
    ) -> Candidate {
        Candidate {
            price,
            week,
            grounds: level.map(|level| surge(level, rise)).into_iter().collect(),
            peaks: peak
                .map(|days| Peak {
                    date: day("2026-11-30") + chrono::Days::new(days),
                    commodity: None,
                    why: PeakGround::Record { days: 1 },
                })
                .into_iter()
                .collect(),
            markets: vec![(place("3273/barat"), price * west), (place("3273/timur"), price * east)],
            ..candidate(id, Vec::new())
        }
    }
}

prop_compose! {
    fn any_assumptions()(
        budget in 0.0..200_000_000.0, discount in 0.0..0.9, households in 0.0..50_000.0, served in 0.0..1.0,
        per_day in 1_u32..6, lead in 0_u32..10, weekends: bool, places in 0_u32..40, load in 0.1..5.0,
        commodities in 0_u32..4,
    ) -> Assumptions {
        let terms = Terms { places, commodities, load };
        let others = assumptions();
        Assumptions { budget, discount, households, served, per_day, lead, weekends, variants: [terms; 3], ..others }
    }
}

proptest! {
    #[test]
    fn no_plan_breaks_its_bounds(
        a in any_candidate("bawang-merah"), b in any_candidate("cabai-rawit-merah"), c in any_candidate("telur-ayam-ras"),
        assumptions in any_assumptions(),
    ) {
        let known = known(vec![a, b, c]);
        let outcome = plan(&known, &assumptions);
        prop_assert_eq!(&outcome, &plan(&known, &assumptions), "the same gives the same");
        prop_assert!(outcome.chosen.iter().all(|chosen| !chosen.grounds.is_empty()), "nothing without a ground");
        let first = known.from + chrono::Days::new(assumptions.lead.into());
        let dearest = outcome.markets.first().map(|market| market.name.clone());
        for variant in &outcome.variants {
            let (terms, sites) = (variant.terms, &variant.sites);
            prop_assert!(variant.cost <= assumptions.budget, "{} of {}", variant.cost, assumptions.budget);
            prop_assert!(sites.len() <= terms.places as usize);
            let mut codes: Vec<_> = sites.iter().map(|site| &site.code).collect();
            codes.sort();
            codes.dedup();
            prop_assert_eq!(codes.len(), sites.len(), "a kecamatan once");
            let mut excess = f64::INFINITY;
            for site in sites {
                prop_assert!(site.date >= first);
                prop_assert!(outcome.window.before.as_ref().is_none_or(|peak| site.date < peak.date));
                let that_day = sites.iter().filter(|other| other.date == site.date).count();
                prop_assert!(that_day <= assumptions.per_day as usize);
                prop_assert!(!site.sales.is_empty() && site.sales.len() <= terms.commodities as usize);
                prop_assert!(site.buyers <= assumptions.households * assumptions.served);
                let own = site.near.as_ref().map_or(f64::NEG_INFINITY, |near| near.excess);
                prop_assert!(own <= excess, "the dearest market first");
                excess = own;
                for sale in &site.sales {
                    let item = assumptions.items.iter().find(|item| item.commodities.contains(&sale.commodity)).unwrap();
                    prop_assert!(sale.per_buyer <= item.limit && sale.volume <= item.site * terms.load);
                    prop_assert!(sale.volume >= 1.0 && sale.volume.fract() == 0.0);
                    prop_assert!(sale.selling <= sale.price && sale.subsidy() >= 0.0);
                }
            }
            if variant.scaled.is_none()
                && let (Some(site), Some(dearest)) = (sites.first(), &dearest)
            {
                prop_assert_eq!(&site.near.as_ref().unwrap().name, dearest);
            }
        }
    }
}
