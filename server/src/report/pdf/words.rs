//! The words that stand on every sheet: headings, column heads and notes. What the page
//! of the week says too comes from the pages' own catalogue; the rest stands here.

use lumbung_data::model::Lang;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The pages' words, in Indonesian and in English.
static PAGES: LazyLock<[Value; 2]> = LazyLock::new(|| {
    [include_str!("../../../../app/locales/id.json"), include_str!("../../../../app/locales/en.json")]
        .map(|words| serde_json::from_str(words).unwrap_or_default())
});

/// A word's name in the template, and where the pages keep it.
const SHARED: [(&str, &str); 26] = [
    ("draft", "sheet.draft"),
    ("simulated", "site.simulated"),
    ("foremost", "sheet.foremost"),
    ("all", "sheet.all_caption"),
    ("caption", "sheet.caption"),
    ("table_note", "sheet.table_note"),
    ("commodity", "board.commodity"),
    ("level", "board.level"),
    ("this_week", "sheet.this_week"),
    ("last_week", "sheet.last_week"),
    ("last_month", "sheet.last_month"),
    ("last_year", "sheet.last_year"),
    ("reference", "sheet.reference"),
    ("charts", "sheet.charts"),
    ("official", "sheet.official"),
    ("spreads", "sheet.spreads"),
    ("supply", "sheet.supply"),
    ("feast", "sheet.feast"),
    ("interventions", "sheet.interventions"),
    ("proposals", "sheet.proposals"),
    ("proposals_note", "sheet.proposals_note"),
    ("no_proposals", "sheet.no_proposals"),
    ("decision", "sheet.decision"),
    ("responsible", "sheet.responsible"),
    ("due", "sheet.due"),
    ("quality", "sheet.quality"),
];

/// A word's name in the template, and the word in Indonesian and in English.
const OWN: [(&str, &str, &str); 9] = [
    (
        "draft_note",
        "Konsep: belum diterbitkan, angkanya masih dapat berubah.",
        "Draft: not yet published; its figures may still change.",
    ),
    (
        "overleaf",
        "Yang perlu perhatian lebih dahulu; tabel lengkap di halaman berikut.",
        "What wants attention first; the full table is on the next page.",
    ),
    ("nothing", "– : tidak ada harga, batas, atau peringatan.", "– : no price, ceiling, or warning."),
    (
        "shifted",
        "* : minggu pembandingnya tanpa survei, dipakai minggu survei terakhir sebelumnya.",
        "* : the week compared with had no survey; the last surveyed week before it is used.",
    ),
    (
        "unpriced",
        "Tanpa harga, juga pada minggu-minggu pembandingnya:",
        "Without a price, in the weeks compared with too:",
    ),
    ("rows", "Tiap baris satu komoditas.", "Each row is one commodity."),
    (
        "lines",
        "Garis tebal: harga kota; putus-putus: ambang lonjakan; titik-titik: median; garis tipis: HET/HAP. Skala waktunya \
         sama, skala harganya tidak.",
        "Thick line: the city’s price; dashes: the surge threshold; dots: the median; thin line: HET/HAP. The scale of \
         time is the same, that of prices is not.",
    ),
    ("no_price", "Belum ada harga", "No price yet"),
    ("page", "Halaman lembar ini:", "This sheet’s page:"),
];

/// A word of the pages by its place, such as `sheet.draft`; empty where there is none.
pub(super) fn word(place: &str, lang: Lang) -> &'static str {
    let [id, en] = &*PAGES;
    let found = place.split('.').try_fold(lang.pick(id, en), |within, name| within.get(name));
    found.and_then(Value::as_str).unwrap_or_default()
}

/// A sentence of the pages with its places filled: `{{ name }}`.
pub(super) fn filled(place: &str, lang: Lang, values: &[(&str, &str)]) -> String {
    let mut rest = word(place, lang);
    let mut out = String::with_capacity(rest.len());
    // A value is not looked through for places: it is data.
    while let Some((before, name, after)) = next_place(rest) {
        out.push_str(before);
        out.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (name, after) = rest.split_once("}}")?;
    Some((before, name.trim(), after))
}

/// Every word of the template in a language, by its name.
pub(super) fn words(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    let shared = SHARED.into_iter().map(|(name, place)| (name, word(place, lang)));
    shared.chain(OWN.into_iter().map(|(name, id, en)| (name, lang.pick(id, en)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_template_exists_once_and_is_used() {
        let template = include_str!("sheet.typ");
        for lang in [Lang::Id, Lang::En] {
            let words = words(lang);
            assert_eq!(words.len(), SHARED.len() + OWN.len());
            for (name, word) in &words {
                assert!(template.contains(&format!("word.{name}")), "{name} is not used");
                assert!(!word.is_empty(), "{name} has no word in the pages' catalogue");
            }
            for used in template.split("word.").skip(1) {
                let name: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                assert!(words.contains_key(name.as_str()), "{name} is unknown");
            }
        }
    }

    #[test]
    fn a_sentence_is_filled_and_its_values_are_left_alone() {
        let told = filled("sheet.sends", Lang::Id, &[("region", "{{ names }}"), ("names", "beras")]);
        assert_eq!(told, "{{ names }}: beras.");
        assert_eq!(filled("sheet.not_there", Lang::Id, &[]), "");
    }
}
