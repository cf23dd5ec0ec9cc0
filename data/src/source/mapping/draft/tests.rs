use super::*;
use crate::profile::Profile;

/// The answers that a table's content gives.
fn guessed(text: &str) -> (Draft, Sketch) {
    let profile = Profile::load("bandung").unwrap();
    let sketch = Sketch::of(text.as_bytes()).unwrap();
    (sketch.guess(&profile, "harga pasar.csv"), sketch)
}

const LONG: &str = "Tgl;Barang;Pasar;Harga\n02-01-2024;Bawang Merah;Kosambi;30.500\n\
    03-01-2024;Brambang;Pasar Kosambi;kosong\n03-01-2024;Bawang Putih;Kiaracondong;31.250,50\n";

#[test]
fn a_table_says_by_its_content_what_its_columns_are() {
    use MapField as M;
    let cases: [(&str, &[(MapField, &str)]); 5] = [
        (
            LONG,
            &[
                (M::Name, "harga pasar"),
                (M::Layout, "long"),
                (M::DateColumn, "Tgl"),
                (M::DateForm, "dd-mm-yyyy"),
                (M::CommodityColumn, "Barang"),
                (M::PlaceColumn, "Pasar"),
                (M::PriceColumn, "Harga"),
                (M::Thousands, "."),
                (M::Decimal, ","),
                (M::Missing, "kosong"),
            ],
        ),
        (
            "Komoditas,Satuan,2024-01-02,2024-01-03\nBawang Merah,kg,30000,\n",
            &[
                (M::Layout, "dates-across"),
                (M::DateForm, "yyyy-mm-dd"),
                (M::CommodityColumn, "Komoditas"),
                (M::UnitColumn, "Satuan"),
            ],
        ),
        (
            "Hari,Bawang Merah,Bawang Putih\n13/01/2024,\"30,500\",\"31,250\"\n",
            &[(M::Layout, "commodities-across"), (M::DateColumn, "Hari"), (M::Thousands, ","), (M::Decimal, ".")],
        ),
        (
            "Hari,Kosambi,Kiaracondong\n01/13/2024,30500,31250\n",
            &[(M::Layout, "places-across"), (M::DateForm, "mm/dd/yyyy")],
        ),
        (
            "Bulan;Barang;Rp\n01/01/2024;Bawang Merah;1\n01/02/2024;Bawang Merah;2\n01/03/2024;Bawang Merah;3\n",
            &[(M::Frequency, "monthly"), (M::DateForm, "dd/mm/yyyy")],
        ),
    ];
    for (text, answers) in cases {
        let (draft, _) = guessed(text);
        for (field, answer) in answers {
            assert_eq!(draft.get(*field), *answer, "{field:?} of {text}");
        }
    }
}

#[test]
fn names_that_nobody_knows_are_asked_for() {
    let (draft, _) = guessed(LONG);
    assert_eq!(draft.commodities, [("Brambang".to_owned(), String::new())]);
}

#[test]
fn answers_make_a_mapping_and_a_mapping_gives_them_back() {
    let (mut draft, sketch) = guessed(LONG);
    draft.commodities[0].1 = "bawang-merah".to_owned();
    let text = Mapping::drafted(&draft, &sketch).unwrap();
    assert!(text.contains("Brambang = \"bawang-merah\"") && text.contains("missing = [\"kosong\"]"), "{text}");
    let back = Mapping::draft(&text).unwrap();
    assert_eq!(Mapping::drafted(&back, &sketch).unwrap(), text);
}

#[test]
fn every_answer_that_is_wrong_is_named_at_once() {
    let (mut draft, sketch) = guessed(LONG);
    for (field, answer) in [
        (MapField::Name, ""),
        (MapField::DateColumn, ""),
        (MapField::CommodityColumn, ""),
        (MapField::PriceColumn, "Pasar"),
        (MapField::Decimal, "."),
    ] {
        draft.set(field, answer);
    }
    let troubles = Mapping::drafted(&draft, &sketch).unwrap_err();
    let told: Vec<_> = troubles.into_iter().map(|told| (told.field, told.what)).collect();
    let wanted = [
        (MapField::Name, What::Missing),
        (MapField::DateColumn, What::NoColumn),
        (MapField::CommodityColumn, What::NoCommodity),
        (MapField::PriceColumn, What::ColumnTwice),
        (MapField::Decimal, What::MarksEqual),
    ];
    assert_eq!(told, wanted.map(|(field, what)| (Field::Map(field), what)));
}

#[test]
fn an_answer_that_the_form_does_not_offer_is_refused_at_its_field() {
    for (field, answer) in [
        (MapField::Layout, "circle"),
        (MapField::DateForm, "yy"),
        (MapField::Source, "koran"),
        (MapField::Level, "mewah"),
        (MapField::Frequency, "hourly"),
        (MapField::Region, "9999"),
        (MapField::PriceColumn, "Hantu"),
        (MapField::Thousands, "xx"),
    ] {
        let (mut draft, sketch) = guessed(LONG);
        draft.set(field, answer);
        let troubles = Mapping::drafted(&draft, &sketch).unwrap_err();
        assert_eq!(troubles, [trouble(field, What::UnknownChoice)], "{field:?}");
    }
}
