//! Proposed decisions under the four headings (4K), each by a rule that METHODS.md states.
//! They are proposals: nothing here decides, and nothing is known of what was done.

use super::compose::Known;
use super::lines::Line;
use super::sentences::{enumerated, inner};
use chrono::{Days, NaiveDate};
use lumbung_data::model::sheet::{Bilingual, Heading, MarketSpread, Proposal, SheetFeast, SheetQuality, SheetStock};
use lumbung_data::model::{
    CommodityId, Lang, WarningKind, WarningLevel, date_long, decapitalised, percent, rupiah_per, standing,
    whole_percent,
};
use lumbung_data::watch::Phase;
use std::cmp::Ordering;

/// Commodities that one proposal is about.
const NAMED: usize = 3;
/// A stock that lasts for fewer days is short.
const SHORT_STOCK: f64 = 7.0;
/// Days before a feast from which it is prepared for.
const FEAST_AHEAD: i64 = 45;
/// Markets further apart than this, or than the surge threshold, are looked into.
const APART: f64 = 0.10;

/// What proposals rest on.
pub(super) struct Grounds<'a, 'b> {
    pub known: &'b Known<'a>,
    pub lines: &'b [Line<'a>],
    /// The short table's order.
    pub order: &'b [usize],
    pub spreads: &'b [MarketSpread],
    pub stocks: &'b [SheetStock],
    pub feast: Option<&'b SheetFeast>,
    pub quality: &'b SheetQuality,
}

/// Every proposal whose rule holds, by heading.
pub(super) fn proposals(grounds: &Grounds<'_, '_>) -> Vec<Proposal> {
    let rules = [cheap_market, supply, stock, apart, tell, prepare, report];
    let mut found: Vec<Proposal> = rules.into_iter().filter_map(|rule| rule(grounds)).collect();
    found.sort_by_key(|proposal| proposal.heading);
    found
}

impl<'a> Grounds<'a, '_> {
    /// The lines for which something holds, in the order of the short table.
    fn those(&self, holds: impl Fn(&Line<'a>) -> bool) -> Vec<&Line<'a>> {
        self.order.iter().map(|at| &self.lines[*at]).filter(|line| holds(line)).take(NAMED).collect()
    }

    /// The Wednesday after the sheet is read, or the Friday.
    fn due(&self, urgent: bool) -> NaiveDate {
        self.known.week.next().monday() + Days::new(if urgent { 2 } else { 4 })
    }

    fn proposal(
        &self,
        (heading, rule): (Heading, &str),
        commodity: Option<&CommodityId>,
        urgent: bool,
        (decision, evidence): (Bilingual, Bilingual),
    ) -> Proposal {
        Proposal {
            heading,
            rule: rule.to_owned(),
            commodity: commodity.cloned(),
            decision,
            evidence,
            responsible: self.known.profile.sheet.responsible(heading),
            due: self.due(urgent),
        }
    }
}

fn listed(lines: &[&Line<'_>], lang: Lang) -> String {
    enumerated(&lines.iter().map(|line| inner(line, lang)).collect::<Vec<_>>(), lang)
}

/// `cabai rawit merah Rp85.000/kg, naik 12,3% dalam seminggu, 49,1% di atas HAP, Awas sejak …`.
fn figures(line: &Line<'_>, lang: Lang) -> String {
    let mut told =
        vec![format!("{} {}", inner(line, lang), rupiah_per(line.row.price.unwrap_or_default(), &line.row.unit, lang))];
    if let Some(change) = line.row.change() {
        let share = percent(change.abs(), lang);
        told.push(match (change >= 0.0, lang) {
            (true, Lang::Id) => format!("naik {share} dalam seminggu"),
            (false, Lang::Id) => format!("turun {share} dalam seminggu"),
            (true, Lang::En) => format!("up {share} in a week"),
            (false, Lang::En) => format!("down {share} in a week"),
        });
    }
    if let Some((kind, distance)) = line.row.reference.as_ref().and_then(|known| Some((&known.kind, known.distance?))) {
        told.push(format!("{} {kind}", standing(distance, lang)));
    }
    if let Some(warning) = &line.row.warning {
        let (level, since) = (warning.level.word(), date_long(warning.onset, lang));
        told.push(match lang {
            Lang::Id => format!("{level} sejak {since}"),
            Lang::En => format!("{level} since {since}"),
        });
    }
    told.join(", ")
}

/// `cabai rawit merah Awas sejak 6 November 2023`.
fn status(line: &Line<'_>, lang: Lang) -> Option<String> {
    let warning = line.row.warning.as_ref()?;
    let (name, level, since) = (inner(line, lang), warning.level.word(), date_long(warning.onset, lang));
    Some(match lang {
        Lang::Id => format!("{name} {level} sejak {since}"),
        Lang::En => format!("{name} {level} since {since}"),
    })
}

fn all_figures(lines: &[&Line<'_>]) -> Bilingual {
    Bilingual::of(|lang| {
        let told: Vec<String> = lines.iter().map(|line| figures(line, lang)).collect();
        format!("{}.", super::sentences::capitalised(&told.join("; ")))
    })
}

/// Prices that surge or creep, confirmed: sell cheaply where it is dearest.
fn cheap_market(grounds: &Grounds<'_, '_>) -> Option<Proposal> {
    let grave = grounds.those(Line::wants_action);
    let first = grave.first()?;
    let dearest = grounds.spreads.iter().find(|spread| spread.id == first.row.id).map(|spread| &spread.dearest.0);
    let decision = Bilingual::of(|lang| {
        let names = listed(&grave, lang);
        let begin = match (dearest, lang) {
            (None, _) => String::new(),
            (Some(market), Lang::Id) => {
                format!(", dimulai di sekitar {market} (harga {} termahal)", inner(first, lang))
            }
            (Some(market), Lang::En) => {
                format!(", beginning around {market} (where {} is dearest)", inner(first, lang))
            }
        };
        match lang {
            Lang::Id => format!("Laksanakan pasar murah atau Gerakan Pangan Murah untuk {names}{begin}."),
            Lang::En => format!("Hold a cheap market (pasar murah or GPM) for {names}{begin}."),
        }
    });
    let urgent = grave.iter().any(|line| line.warned() == Some(WarningLevel::Awas));
    let what = (Heading::Affordability, "cheap-market");
    Some(grounds.proposal(what, Some(&first.row.id), urgent, (decision, all_figures(&grave))))
}

/// Prices that surge, are likely to, or surge where they come from: make sure of supply.
fn supply(grounds: &Grounds<'_, '_>) -> Option<Proposal> {
    let wanting = grounds.those(|line| {
        let upstream = line.row.warning.as_ref().is_some_and(|warning| warning.kind == WarningKind::Supply);
        let rising = line.phase != Phase::Calm && line.moved() != Some(Ordering::Less);
        line.wants_action() || rising || line.is_likely() || upstream
    });
    let first = wanting.first()?;
    let profile = grounds.known.profile;
    let mut regions: Vec<String> = Vec::new();
    for supply in wanting.iter().flat_map(|line| profile.suppliers_of(&line.row.id)) {
        if !regions.contains(&supply.name) {
            regions.push(supply.name.clone());
        }
    }
    let decision = Bilingual::of(|lang| {
        let (names, regions) = (listed(&wanting, lang), enumerated(&regions, lang));
        match (regions.is_empty(), lang) {
            (false, Lang::Id) => format!(
                "Pastikan jumlah dan jadwal pasokan {names} dari {regions} melalui kerja sama antardaerah (KAD)."
            ),
            (true, Lang::Id) => {
                format!(
                    "Minta distributor dan Bulog melaporkan jumlah dan jadwal pasokan {names}; daerah pemasoknya belum tercatat."
                )
            }
            (false, Lang::En) => format!(
                "Make sure of quantity and schedule of the supply of {names} from {regions} by agreements between regions (KAD)."
            ),
            (true, Lang::En) => {
                format!(
                    "Ask distributors and Bulog for quantity and schedule of the supply of {names}; where it comes from is not recorded."
                )
            }
        }
    });
    let evidence = Bilingual::of(|lang| {
        let told: Vec<String> = wanting.iter().map(|line| outlook(line, lang)).collect();
        format!("{}.", super::sentences::capitalised(&told.join("; ")))
    });
    let urgent = wanting.iter().any(|line| line.warned() == Some(WarningLevel::Awas));
    let what = (Heading::Availability, "supply");
    Some(grounds.proposal(what, Some(&first.row.id), urgent, (decision, evidence)))
}

/// What is expected of a price, or its warning.
fn outlook(line: &Line<'_>, lang: Lang) -> String {
    let name = inner(line, lang);
    let expected = line.row.expectation(14);
    if line.phase == Phase::Calm
        && let Some((expected, level)) = expected.zip(line.level)
    {
        let (chance, level) = (whole_percent(expected.chance), whole_percent(level));
        return match lang {
            Lang::Id => format!("{name}: peluang lonjakan dalam dua minggu {chance}, ambang peringatan dini {level}"),
            Lang::En => format!("{name}: chance of a surge within two weeks {chance}, early warning from {level}"),
        };
    }
    if let Some(expected) = expected {
        let [low, _, high] = expected.price.map(|price| rupiah_per(price, &line.row.unit, lang));
        return match lang {
            Lang::Id => format!("{name}: harga 14 hari lagi diperkirakan {low} sampai {high} (peluang 80%)"),
            Lang::En => format!("{name}: expected at {low} to {high} in 14 days (a chance of 80%)"),
        };
    }
    figures(line, lang)
}

/// A stock that is short.
fn stock(grounds: &Grounds<'_, '_>) -> Option<Proposal> {
    let short = grounds.stocks.iter().find(|stock| stock.days.is_some_and(|days| days < SHORT_STOCK))?;
    let days = short.days?;
    let decision = Bilingual::of(|lang| {
        let name = decapitalised(short.name.get(lang));
        match lang {
            Lang::Id => format!("Tambah stok {name} di {}.", short.place),
            Lang::En => format!("Raise the stock of {name} in {}.", short.place),
        }
    });
    let evidence = Bilingual::of(|lang| {
        let (name, date) = (decapitalised(short.name.get(lang)), date_long(short.date, lang));
        match lang {
            Lang::Id => format!("Stok {name} pada {date} cukup untuk {} hari; batasnya 7 hari.", tenth(days, lang)),
            Lang::En => format!("On {date} the stock of {name} lasts {} days; the bound is 7 days.", tenth(days, lang)),
        }
    });
    Some(grounds.proposal((Heading::Availability, "stock"), None, true, (decision, evidence)))
}

fn tenth(value: f64, lang: Lang) -> String {
    let text = format!("{value:.1}");
    lang.pick(text.replace('.', ","), text)
}

/// Markets that lie further apart than what is called a surge.
fn apart(grounds: &Grounds<'_, '_>) -> Option<Proposal> {
    let spread = grounds.spreads.iter().find(|spread| {
        let line = grounds.lines.iter().find(|line| line.row.id == spread.id);
        spread.disparity >= line.and_then(|line| line.theta).map_or(APART, |theta| theta.max(APART))
    })?;
    let decision = Bilingual::of(|lang| {
        let name = decapitalised(spread.name.get(lang));
        match lang {
            Lang::Id => format!("Periksa pasokan dan margin pedagang {name} di {}.", spread.dearest.0),
            Lang::En => format!("Look into supply and margins of {name} at {}.", spread.dearest.0),
        }
    });
    let evidence = Bilingual::of(|lang| {
        let price = |(_, price): &(String, f64)| rupiah_per(*price, &spread.unit, lang);
        let (dear, cheap) = (price(&spread.dearest), price(&spread.cheapest));
        let (share, date) = (percent(spread.disparity, lang), date_long(spread.date, lang));
        match lang {
            Lang::Id => format!(
                "Pada {date} harga {} di {} {dear}, {share} di atas {} ({cheap}).",
                decapitalised(spread.name.get(lang)),
                spread.dearest.0,
                spread.cheapest.0
            ),
            Lang::En => format!(
                "On {date} {} was {dear} at {}, {share} above {} ({cheap}).",
                decapitalised(spread.name.get(lang)),
                spread.dearest.0,
                spread.cheapest.0
            ),
        }
    });
    Some(grounds.proposal((Heading::Distribution, "apart"), Some(&spread.id), false, (decision, evidence)))
}

/// Prices that surge, confirmed: tell people, and where it is cheapest.
fn tell(grounds: &Grounds<'_, '_>) -> Option<Proposal> {
    let grave = grounds.those(Line::wants_action);
    let first = grave.first()?;
    let cheapest = grounds.spreads.iter().find(|spread| spread.id == first.row.id);
    let decision = Bilingual::of(|lang| {
        let names = listed(&grave, lang);
        let place = cheapest.map(|spread| {
            let price = rupiah_per(spread.cheapest.1, &spread.unit, lang);
            match lang {
                Lang::Id => format!(", dan pasar dengan harga terendah ({}, {price})", spread.cheapest.0),
                Lang::En => format!(", and the market with the lowest price ({}, {price})", spread.cheapest.0),
            }
        });
        let place = place.unwrap_or_default();
        match lang {
            Lang::Id => {
                format!("Sampaikan kepada masyarakat perkembangan harga {names}{place}, agar belanja tetap wajar.")
            }
            Lang::En => {
                format!("Tell the public how the price of {names} develops{place}, so that people buy as usual.")
            }
        }
    });
    let evidence = Bilingual::of(|lang| {
        let told: Vec<String> = grave.iter().filter_map(|line| status(line, lang)).collect();
        format!("{}.", super::sentences::capitalised(&told.join("; ")))
    });
    let what = (Heading::Communication, "tell");
    Some(grounds.proposal(what, Some(&first.row.id), false, (decision, evidence)))
}

/// A feast that is near and before which prices usually rise.
fn prepare(grounds: &Grounds<'_, '_>) -> Option<Proposal> {
    let feast = grounds.feast.filter(|feast| feast.days <= FEAST_AHEAD)?;
    let rising: Vec<_> = feast.moves.iter().filter(|found| found.rises).take(NAMED).collect();
    if rising.is_empty() {
        return None;
    }
    let decision = Bilingual::of(|lang| {
        let names: Vec<String> = rising.iter().map(|found| decapitalised(found.name.get(lang))).collect();
        let (names, feast_name) = (enumerated(&names, lang), feast.name.get(lang));
        match lang {
            Lang::Id => format!("Umumkan rencana pengendalian harga {names} menjelang {feast_name}."),
            Lang::En => format!("Announce how the price of {names} will be kept before {feast_name}."),
        }
    });
    Some(grounds.proposal((Heading::Communication, "prepare"), None, false, (decision, feast.sentence.clone())))
}

/// Markets that did not report.
fn report(grounds: &Grounds<'_, '_>) -> Option<Proposal> {
    let silent = &grounds.quality.silent;
    if silent.is_empty() {
        return None;
    }
    let names: Vec<String> = silent.iter().map(|(name, _)| name.clone()).collect();
    let decision = Bilingual::of(|lang| {
        let names = enumerated(&names, lang);
        match lang {
            Lang::Id => format!("Minta petugas {names} kembali melaporkan harga."),
            Lang::En => format!("Ask the officers of {names} to report prices again."),
        }
    });
    let evidence = Bilingual::of(|lang| {
        let told: Vec<String> = silent
            .iter()
            .map(|(name, last)| match lang {
                Lang::Id => format!("{name} terakhir melapor {}", date_long(*last, lang)),
                Lang::En => format!("{name} reported last on {}", date_long(*last, lang)),
            })
            .collect();
        format!("{}.", told.join("; "))
    });
    Some(grounds.proposal((Heading::Communication, "report"), None, false, (decision, evidence)))
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::line;
    use super::*;
    use lumbung_data::granary::Granary;
    use lumbung_data::model::IsoWeek;
    use lumbung_data::model::sheet::SheetWarning;
    use lumbung_data::profile::Profile;

    fn quality(silent: &[&str]) -> SheetQuality {
        SheetQuality {
            days: 5,
            reported: Vec::new(),
            silent: silent.iter().map(|name| ((*name).to_owned(), "2023-10-02".parse().unwrap())).collect(),
            unpriced: Vec::new(),
            suspects: Vec::new(),
            simulated: false,
            lines: Vec::new(),
        }
    }

    fn of(lines: &[Line<'static>], spreads: &[MarketSpread], stocks: &[SheetStock], silent: &[&str]) -> Vec<Proposal> {
        let (granary, profile) = (Granary::default(), Profile::load("bandung").unwrap());
        let week = IsoWeek::parse("2023-W45").unwrap();
        let known = Known { granary: &granary, profile: &profile, week, on: week.sunday() };
        let order: Vec<usize> = (0..lines.len()).collect();
        let quality = quality(silent);
        let grounds = Grounds { known: &known, lines, order: &order, spreads, stocks, feast: None, quality: &quality };
        proposals(&grounds)
    }

    fn spread(disparity: f64) -> MarketSpread {
        let week = IsoWeek::parse("2023-W45").unwrap();
        MarketSpread {
            id: CommodityId::parse("bawang-merah").unwrap(),
            name: Bilingual { id: "Bawang merah".to_owned(), en: "Shallots".to_owned() },
            unit: "kg".to_owned(),
            date: week.sunday(),
            markets: 2,
            cheapest: ("Pasar Andir".to_owned(), 40_000.0),
            dearest: ("Pasar Baru".to_owned(), 40_000.0 * (1.0 + disparity)),
            disparity,
        }
    }

    #[test]
    fn a_calm_week_gives_no_proposal() {
        assert_eq!(of(&[line("Bawang merah", Some(0.002))], &[spread(0.05)], &[], &[]), []);
    }

    #[test]
    fn a_surge_that_comes_down_calls_for_nothing() {
        let mut falling = line("Bawang merah", Some(-0.05));
        falling.phase = Phase::Running;
        let onset = "2023-10-06".parse().unwrap();
        falling.row.warning = Some(SheetWarning {
            kind: WarningKind::Surge,
            level: WarningLevel::Siaga,
            onset,
            reason: Bilingual::default(),
        });
        assert_eq!(of(&[falling], &[], &[], &[]), []);
    }

    #[test]
    fn a_confirmed_surge_is_answered_under_three_headings_by_wednesday_where_it_is_gravest() {
        let mut grave = line("Bawang merah", Some(0.2));
        grave.phase = Phase::Running;
        let onset = "2023-11-06".parse().unwrap();
        grave.row.warning = Some(SheetWarning {
            kind: WarningKind::Surge,
            level: WarningLevel::Awas,
            onset,
            reason: Bilingual::default(),
        });
        let found = of(&[grave], &[spread(0.02)], &[], &[]);
        let rules: Vec<_> = found.iter().map(|proposal| (proposal.rule.as_str(), proposal.due.to_string())).collect();
        assert_eq!(
            rules,
            [
                ("cheap-market", "2023-11-15".to_owned()),
                ("supply", "2023-11-15".to_owned()),
                ("tell", "2023-11-17".to_owned())
            ]
        );
        assert!(found[0].decision.id.contains("dimulai di sekitar Pasar Baru"), "{}", found[0].decision.id);
        assert_eq!(
            found[0].evidence.id,
            "Bawang merah Rp50.000/kg, naik 20,0% dalam seminggu, Awas sejak 6 November 2023."
        );
        assert!(found[0].responsible.id.contains("Disdagin"));
    }

    #[test]
    fn markets_far_apart_a_short_stock_and_silence_are_each_a_proposal() {
        let stock = SheetStock {
            name: Bilingual { id: "Beras medium".to_owned(), en: "Rice".to_owned() },
            place: "Kota Bandung".to_owned(),
            date: "2023-11-10".parse().unwrap(),
            days: Some(5.25),
        };
        let found = of(&[line("Bawang merah", Some(0.0))], &[spread(0.31)], &[stock], &["Pasar Baru"]);
        let told: Vec<&str> = found.iter().map(|proposal| proposal.decision.id.as_str()).collect();
        assert_eq!(
            told,
            [
                "Tambah stok beras medium di Kota Bandung.",
                "Periksa pasokan dan margin pedagang bawang merah di Pasar Baru.",
                "Minta petugas Pasar Baru kembali melaporkan harga."
            ]
        );
        assert!(found[1].evidence.id.contains("31,0% di atas Pasar Andir (Rp40.000/kg)"), "{}", found[1].evidence.id);
    }
}
