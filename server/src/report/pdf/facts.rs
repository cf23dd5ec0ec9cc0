//! What stands beside the prices: official figures, markets, regions, stocks,
//! interventions, as sentences.

use super::words::{filled, word};
use lumbung_data::model::sheet::{MarketSpread, Sheet, SheetIntervention, SheetStock, SheetSupply};
use lumbung_data::model::{Lang, date_long, date_short, decapitalised, percent, rupiah, rupiah_per};

/// Spreads, regions and stocks that are told; the page tells the same.
const SPREADS: usize = 3;
const REGIONS: usize = 4;
const STOCKS: usize = 3;

/// What BPS says and what the house's own index says; each sentence names its own.
pub(super) fn figures(sheet: &Sheet, lang: Lang) -> Vec<String> {
    let indicator = sheet.indicator.as_ref().map(|indicator| &indicator.sentence);
    let inflation = sheet.inflation.as_ref().map(|inflation| &inflation.sentence);
    let basket = sheet.basket.as_ref().map(|basket| &basket.sentence);
    [indicator, inflation, basket].into_iter().flatten().map(|sentence| sentence.get(lang).to_owned()).collect()
}

/// The cheapest and the dearest market of each commodity.
pub(super) fn spreads(sheet: &Sheet, lang: Lang) -> Vec<String> {
    let told = |spread: &MarketSpread| {
        filled(
            "sheet.spread",
            lang,
            &[
                ("name", spread.name.get(lang)),
                ("cheapest", &spread.cheapest.0),
                ("low", &rupiah(spread.cheapest.1, lang)),
                ("dearest", &spread.dearest.0),
                ("high", &rupiah_per(spread.dearest.1, &spread.unit, lang)),
                ("share", &percent(spread.disparity, lang)),
            ],
        )
    };
    sheet.spreads.iter().take(SPREADS).map(told).collect()
}

/// Regions with what is known of their prices or what they send, then stocks with the
/// days that they last.
pub(super) fn supplies(sheet: &Sheet, lang: Lang) -> Vec<String> {
    let regions = sheet.supplies.iter().take(REGIONS).map(|one| supply(one, lang));
    regions.chain(sheet.stocks.iter().take(STOCKS).map(|one| stock(one, lang))).collect()
}

fn supply(one: &SheetSupply, lang: Lang) -> String {
    if let Some(note) = &one.note {
        return format!("{}: {}.", one.name, note.get(lang));
    }
    let sends: Vec<String> = one.sends.iter().map(|name| decapitalised(name.get(lang))).collect();
    let place = if sends.is_empty() { "sheet.sends_unknown" } else { "sheet.sends" };
    filled(place, lang, &[("region", &one.name), ("names", &sends.join(", "))])
}

fn stock(one: &SheetStock, lang: Lang) -> String {
    let (name, date) = (decapitalised(one.name.get(lang)), date_short(one.date, lang));
    let place = if one.days.is_some() { "sheet.stock" } else { "sheet.stock_unknown" };
    let days = one.days.map(|days| format!("{days:.1}").replace('.', lang.pick(",", "."))).unwrap_or_default();
    filled(place, lang, &[("name", &name), ("place", &one.place), ("days", &days), ("date", &date)])
}

/// What was done and what is planned, with its days.
pub(super) fn interventions(sheet: &Sheet, lang: Lang) -> Vec<String> {
    let told = |one: &SheetIntervention| {
        let from = date_long(one.from, lang);
        let span = one.until.map_or_else(|| from.clone(), |until| format!("{from} – {}", date_long(until, lang)));
        let state = word(if one.done { "sheet.done" } else { "sheet.planned" }, lang);
        let effect = one.effect.as_ref().map(|effect| format!(" {}", effect.get(lang))).unwrap_or_default();
        format!("{} ({span}; {state}).{effect}", one.what.get(lang))
    };
    sheet.interventions.iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    #[test]
    fn a_market_has_its_price_and_a_stock_its_days() {
        let mut sheet = specimen::sheet();
        assert_eq!(
            spreads(&sheet, Lang::Id)[0],
            "Cabai Rawit Merah: Pasar Sederhana Rp89.000, Pasar Ujungberung Rp112.000/kg; selisih 25,8%."
        );
        let told = |sheet: &Sheet| supplies(sheet, Lang::Id).pop().unwrap();
        assert_eq!(told(&sheet), "Stok beras di Gudang Bulog Gedebage cukup untuk 37,4 hari (11 Des 2025).");
        sheet.stocks[0].days = None;
        assert!(told(&sheet).contains("kebutuhan hariannya belum diketahui"));
    }

    #[test]
    fn an_intervention_has_its_days_and_says_whether_it_is_done() {
        let mut sheet = specimen::sheet();
        sheet.interventions = vec![SheetIntervention {
            what: sheet.headline.clone(),
            from: "2025-12-09".parse().unwrap(),
            until: Some("2025-12-10".parse().unwrap()),
            done: true,
            effect: Some(sheet.headline.clone()),
        }];
        let told = interventions(&sheet, Lang::Id).remove(0);
        let effect = sheet.headline.id.clone();
        assert!(told.ends_with(&format!("(9 Desember 2025 – 10 Desember 2025; selesai). {effect}")), "{told}");
    }
}
