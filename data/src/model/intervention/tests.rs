use super::*;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn eggs() -> Item {
    let id = CommodityId::parse("telur-ayam-ras").unwrap();
    Item { price: Some(25_000), reference: Some(28_000), subsidy: Some(2_000), ..Item::of(id, "kg", 500.0) }
}

fn market() -> Intervention {
    Intervention {
        kind: InterventionKind::PasarMurah,
        status: InterventionStatus::Planned,
        title: "Pasar murah Regol".to_owned(),
        district: Some("327311".to_owned()),
        location: String::new(),
        places: vec![PlaceCode::parse("3273/kosambi").unwrap()],
        from: date("2026-03-13"),
        to: date("2026-03-17"),
        organiser: "Disdagin".to_owned(),
        partner: "Bulog".to_owned(),
        items: vec![eggs()],
        note: String::new(),
        outcome: String::new(),
        warning: None,
    }
}

fn wrong(change: impl FnOnce(&mut Intervention)) -> Vec<WrongAt> {
    let mut one = market();
    change(&mut one);
    one.check()
}

#[test]
fn a_planned_intervention_comes_runs_and_is_over_by_its_days() {
    let one = market();
    for (on, phase) in [
        ("2026-03-12", Phase::Coming),
        ("2026-03-13", Phase::Running),
        ("2026-03-17", Phase::Running),
        ("2026-03-18", Phase::Held),
    ] {
        assert_eq!(one.phase(date(on)), phase, "{on}");
    }
    let proposal = Intervention { status: InterventionStatus::Proposed, ..market() };
    assert_eq!(proposal.phase(date("2026-03-18")), Phase::Proposed, "nobody has decided that it is held");
}

#[test]
fn a_right_one_has_nothing_wrong_and_what_is_wrong_is_named_where_it_is() {
    assert_eq!(market().check(), []);
    let item = |part| Spot::Item(0, part);
    assert_eq!(wrong(|one| one.title = " ".to_owned()), [(Spot::Title, Wrong::Missing)]);
    assert_eq!(wrong(|one| one.title = "a\u{202e}b".to_owned()), [(Spot::Title, Wrong::Hidden)]);
    assert_eq!(wrong(|one| one.district = None), [(Spot::District, Wrong::NoPlace)]);
    assert_eq!(wrong(|one| one.district = Some("3273".to_owned())), [(Spot::District, Wrong::UnknownPlace)]);
    assert_eq!(wrong(|one| one.to = date("2026-03-12")), [(Spot::To, Wrong::EndsBefore)]);
    assert_eq!(wrong(|one| one.to = date("2026-06-13")), [(Spot::To, Wrong::LastsTooLong(92))]);
    assert_eq!(wrong(|one| one.from = date("0206-03-13")), [(Spot::From, Wrong::NotADay)]);
    assert_eq!(wrong(|one| one.items.clear()), [(item(ItemSpot::Commodity), Wrong::NoItems)]);
    assert_eq!(wrong(|one| one.items.push(eggs())), [(Spot::Item(1, ItemSpot::Commodity), Wrong::Twice)]);
    assert_eq!(wrong(|one| one.items[0].volume = 0.0), [(item(ItemSpot::Volume), Wrong::NotANumber)]);
    assert_eq!(wrong(|one| one.items[0].limit = Some(501.0)), [(item(ItemSpot::Limit), Wrong::LimitAboveVolume)]);
    let too_much = wrong(|one| one.items[0].subsidy = Some(280_000));
    assert_eq!(too_much, [(item(ItemSpot::Subsidy), Wrong::SubsidyAbovePrice)]);
    let region = PlaceCode::parse("3273").unwrap();
    assert_eq!(wrong(|one| one.places.push(region)), [(Spot::Places, Wrong::MixedPlaces)]);
}

#[test]
fn an_inspection_sells_nothing() {
    assert_eq!(wrong(|one| (one.kind, one.items) = (InterventionKind::Sidak, Vec::new())), []);
}

#[test]
fn the_subsidy_goes_by_what_was_sold_once_that_is_known() {
    let mut one = market();
    assert_eq!(one.subsidy(), Some(1_000_000.0));
    one.items[0].realised = Some(320.0);
    assert_eq!(one.subsidy(), Some(640_000.0));
    one.items[0].subsidy = None;
    assert_eq!(one.subsidy(), None);
}

#[test]
fn it_is_at_its_markets_and_in_the_region_of_market_or_kecamatan() {
    let place = |code| PlaceCode::parse(code).unwrap();
    let one = market();
    assert!(one.is_at(&place("3273/kosambi")) && one.is_at(&place("3273")));
    assert!(!one.is_at(&place("3273/andir")) && !one.is_at(&place("3203")));
    let unnamed = Intervention { places: Vec::new(), ..market() };
    assert!(unnamed.is_at(&place("3273")) && !unnamed.is_at(&place("3273/kosambi")));
}

#[test]
fn a_form_is_read_as_it_was_written_and_empty_rows_are_none() {
    for lang in [Lang::Id, Lang::En] {
        let mut one = market();
        one.items[0].limit = Some(2.5);
        let mut form = Entered::of(&one, lang);
        form.items.insert(0, EnteredItem { unit: "kg".to_owned(), ..EnteredItem::default() });
        assert_eq!(form.read(lang), Ok(one));
    }
}

#[test]
fn what_cannot_be_read_is_named_by_its_row_of_the_form() {
    let mut form = Entered::of(&market(), Lang::Id);
    form.items.insert(0, EnteredItem::default());
    form.items[1].price = "12.50".to_owned();
    form.from = "13 Maret".to_owned();
    form.title.clear();
    let found = form.read(Lang::Id).unwrap_err();
    assert_eq!(
        found,
        [
            (Spot::From, Wrong::NotADay),
            (Spot::Item(1, ItemSpot::Price), Wrong::NotRupiah),
            (Spot::Title, Wrong::Missing)
        ]
    );
}

#[test]
fn what_is_checked_of_an_item_is_named_by_its_row_of_the_form() {
    let mut form = Entered::of(&market(), Lang::Id);
    form.items.insert(0, EnteredItem::default());
    form.items[1].limit = "600".to_owned();
    assert_eq!(form.read(Lang::Id), Err(vec![(Spot::Item(1, ItemSpot::Limit), Wrong::LimitAboveVolume)]));
}

#[test]
fn every_field_of_the_form_has_a_name_of_its_own() {
    let mut names: Vec<&str> =
        (0..Intervention::MOST_ITEMS).flat_map(|row| ItemSpot::ALL.map(|part| part.field(row))).collect();
    names.extend([Spot::Title, Spot::Outcome, Spot::Places, Spot::Warning].map(Spot::field));
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
    assert_eq!(ItemSpot::Reference.field(9), "harga_pasar_10");
    assert_eq!(ItemSpot::Reference.field(10), "");
}

#[test]
fn everything_that_can_be_wrong_says_what_to_do_in_both_languages() {
    let all = [Wrong::Missing, Wrong::NotChosen, Wrong::TooLong(3), Wrong::Hidden, Wrong::NotADay, Wrong::EndsBefore];
    for one in all {
        let (id, en) = (one.message(Lang::Id), one.message(Lang::En));
        assert!(id.matches(['.']).count() >= 2 || id.contains(". "), "{id}");
        assert_ne!(id, en);
    }
}

proptest! {
    #[test]
    fn a_number_that_is_written_in_a_language_is_read_in_it(value in 1_u32..100_000_000, cents in 0_u32..100) {
        for lang in [Lang::Id, Lang::En] {
            let whole = super::super::count(u64::from(value), lang);
            prop_assert_eq!(amount(&whole, lang), Some(f64::from(value)));
            let written = format!("{whole}{}{cents:02}", lang.pick(',', '.'));
            let read = amount(&written, lang).unwrap();
            prop_assert!((read - (f64::from(value) + f64::from(cents) / 100.0)).abs() < 1e-6);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,40}") {
        let read = amount(&text, Lang::Id);
        prop_assert!(read.is_none_or(|read| read.is_finite() && read >= 0.0));
    }
}
