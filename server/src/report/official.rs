//! The official figures as they were published, and the house's own index beside them,
//! under its own name.

use super::compose::Known;
use super::named;
use super::sentences::{capitalised, enumerated};
use chrono::NaiveDate;
use lumbung_data::gazetteer;
use lumbung_data::index::Movement;
use lumbung_data::model::sheet::{Bilingual, SheetBasket, SheetIndicator, SheetInflation};
use lumbung_data::model::{CommodityId, Lang, PriceIndicator, day, decapitalised, month_of, signed_percent};
use std::cmp::Ordering;

/// Commodities named for each direction of the basket.
const NAMED: usize = 3;
/// Parts smaller than this round to nothing.
const LEAST_PART: f64 = 0.000_5;

/// The latest release that was published by then.
pub(super) fn indicator(known: &Known<'_>) -> Option<SheetIndicator> {
    let beside = known.granary.beside();
    let release = beside.indicators(&known.profile.code).next_back()?.clone();
    let own = gazetteer::region(&known.profile.code);
    let province = own.and_then(gazetteer::province_of).map(|province| province.name.clone());
    let in_province = |other: &&PriceIndicator| other.region.as_str().get(..2) == release.region.as_str().get(..2);
    let others: Vec<f64> = beside
        .indicators_in((release.year, release.month, release.week))
        .filter(in_province)
        .map(|other| other.change)
        .collect();
    let above = others.iter().filter(|change| **change > release.change).count();
    let rank = (others.len() > 1).then_some((above + 1, others.len()));
    let sentence = Bilingual::of(|lang| iph(&release, rank, province.as_deref(), lang));
    Some(SheetIndicator { release, rank, province, sentence })
}

/// A figure of BPS, two decimals.
fn two(value: f64, lang: Lang) -> String {
    let text = format!("{:.2}", value.abs());
    let text = match lang {
        Lang::Id => text.replace('.', ","),
        Lang::En => text,
    };
    let is_zero = text.bytes().all(|b| matches!(b, b'0' | b'.' | b','));
    if value < 0.0 && !is_zero { format!("−{text}") } else { text }
}

fn iph(release: &PriceIndicator, rank: Option<(usize, usize)>, province: Option<&str>, lang: Lang) -> String {
    // Weeks are numbered as the release has them.
    let month = NaiveDate::from_ymd_opt(release.year, release.month, 1);
    let month = month.map(|month| month_of(month, lang)).unwrap_or_default();
    let week = match lang {
        Lang::Id => format!("minggu ke-{} {month}", release.week),
        Lang::En => format!("week {} of {month}", release.week),
    };
    let change = two(release.change, lang);
    let parts: Vec<String> = release
        .contributions
        .iter()
        .take(NAMED)
        .map(|part| format!("{} ({})", part.commodity.to_lowercase(), two(part.points, lang)))
        .collect();
    let parts = match (parts.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Id) => format!("; andil terbesar {}", enumerated(&parts, lang)),
        (false, Lang::En) => format!("; the largest contributions {}", enumerated(&parts, lang)),
    };
    let rank = match (rank, lang) {
        (None, _) => String::new(),
        (Some((place, of)), Lang::Id) => {
            format!(
                "; perubahan tertinggi ke-{place} dari {of} kabupaten/kota di {} yang termuat",
                province.unwrap_or("provinsi")
            )
        }
        (Some((place, of)), Lang::En) => {
            format!(
                "; number {place} from the highest of the {of} cities and regencies of {} that were loaded",
                province.unwrap_or("the province")
            )
        }
    };
    match lang {
        Lang::Id => format!("IPH BPS {week}: {change}%{parts}{rank}."),
        Lang::En => format!("BPS's IPH, {week}: {change}%{parts}{rank}."),
    }
}

/// The latest month's that was published by then.
pub(super) fn inflation(known: &Known<'_>) -> Option<SheetInflation> {
    let figure = known.granary.beside().inflation(&known.profile.code).next_back()?.clone();
    let target = known.profile.inflation_target.clone();
    let sentence = Bilingual::of(|lang| {
        let month = month_of(figure.month, lang);
        let yearly = figure.yearly.map(|yearly| {
            let against = target.as_ref().map(|target| {
                let side = match (target.compare(yearly), lang) {
                    (Ordering::Less, Lang::Id) => "di bawah",
                    (Ordering::Equal, Lang::Id) => "di dalam",
                    (Ordering::Greater, Lang::Id) => "di atas",
                    (Ordering::Less, Lang::En) => "below",
                    (Ordering::Equal, Lang::En) => "within",
                    (Ordering::Greater, Lang::En) => "above",
                };
                let range = format!("{}–{}%", one(target.low, lang), one(target.high, lang));
                match lang {
                    Lang::Id => format!(", {side} sasaran {range}"),
                    Lang::En => format!(", {side} the target of {range}"),
                }
            });
            let yearly = two(yearly, lang);
            match lang {
                Lang::Id => format!("{yearly}% tahunan (y-on-y){}", against.unwrap_or_default()),
                Lang::En => format!("{yearly}% a year (y-on-y){}", against.unwrap_or_default()),
            }
        });
        let monthly = figure.monthly.map(|monthly| {
            let monthly = two(monthly, lang);
            match lang {
                Lang::Id => format!("{monthly}% terhadap bulan sebelumnya (m-to-m)"),
                Lang::En => format!("{monthly}% against the month before (m-to-m)"),
            }
        });
        let told: Vec<String> = yearly.into_iter().chain(monthly).collect();
        let city = &known.profile.name;
        match lang {
            Lang::Id => format!("Inflasi BPS {city} {month}: {}.", told.join("; ")),
            Lang::En => format!("BPS’s inflation of {city}, {month}: {}.", told.join("; ")),
        }
    });
    (figure.yearly.is_some() || figure.monthly.is_some()).then_some(SheetInflation { figure, target, sentence })
}

fn one(value: f64, lang: Lang) -> String {
    let text = format!("{value:.1}");
    match lang {
        Lang::Id => text.replace('.', ","),
        Lang::En => text,
    }
}

/// The house's own index of the week.
pub(super) fn basket(known: &Known<'_>) -> Option<SheetBasket> {
    let basket = known.granary.basket(known.profile)?;
    let movement = basket.week.as_ref().ok().filter(|week| week.from == day::of(known.week.monday()));
    let part = |(id, part): &(CommodityId, f64)| (named(known.profile, id), *part);
    let parts = movement.map(|movement| movement.contributions.as_slice()).unwrap_or_default();
    let up: Vec<_> = parts.iter().take_while(|(_, part)| *part >= LEAST_PART).take(NAMED).map(part).collect();
    let down: Vec<_> = parts.iter().rev().take_while(|(_, part)| *part <= -LEAST_PART).take(NAMED).map(part).collect();
    let sentence = Bilingual::of(|lang| index(movement, basket.commodities, (&up, &down), lang));
    Some(SheetBasket {
        change: movement.map(|movement| movement.change),
        compared: movement.map_or(0, Movement::matched),
        commodities: basket.commodities,
        up,
        down,
        sentence,
    })
}

type Parts = [(Bilingual, f64)];

fn index(movement: Option<&Movement>, commodities: usize, (up, down): (&Parts, &Parts), lang: Lang) -> String {
    let name = lang.pick(
        "Indeks Harga Pangan (perkiraan internal, bukan IPH BPS)",
        "Food price index (our own estimate, not BPS’s IPH)",
    );
    let Some(movement) = movement else {
        return match lang {
            Lang::Id => format!("{name}: belum dapat dihitung untuk minggu ini."),
            Lang::En => format!("{name}: cannot be computed for this week."),
        };
    };
    let listed = |parts: &Parts| {
        let parts = parts.iter().map(|(name, part)| {
            format!("{} ({})", decapitalised(name.get(lang)), signed_percent(*part, lang).trim_end_matches('%'))
        });
        enumerated(&parts.collect::<Vec<_>>(), lang)
    };
    let pulled = |parts: &Parts, id: &str, en: &str| {
        (!parts.is_empty()).then(|| format!("{} {}", lang.pick(id, en), listed(parts)))
    };
    let pulled: Vec<String> = [pulled(up, "pendorong", "pushed up by"), pulled(down, "penahan", "pulled down by")]
        .into_iter()
        .flatten()
        .collect();
    let pulled = if pulled.is_empty() { String::new() } else { format!("; {}", pulled.join("; ")) };
    let (change, matched) = (signed_percent(movement.change, lang), movement.matched());
    let told = match lang {
        Lang::Id => format!(
            "{name}: {change} dibandingkan dengan minggu sebelumnya, dari {matched} di antara {commodities} komoditas (andil dalam poin persen{pulled})."
        ),
        Lang::En => format!(
            "{name}: {change} against the week before, over {matched} of {commodities} commodities (parts in percentage points{pulled})."
        ),
    };
    capitalised(&told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lumbung_data::model::{Contribution, PlaceCode};

    #[test]
    fn a_release_is_told_with_its_week_its_parts_and_its_place() {
        let part = |commodity: &str, points| Contribution { commodity: commodity.to_owned(), points };
        let release = PriceIndicator {
            region: PlaceCode::parse("3273").unwrap(),
            year: 2025,
            month: 12,
            week: 2,
            change: -1.34,
            contributions: vec![part("CABAI RAWIT", 0.3024), part("GULA PASIR", -0.052)],
            most_volatile: None,
            variation: None,
        };
        assert_eq!(
            iph(&release, Some((3, 27)), Some("Jawa Barat"), Lang::Id),
            "IPH BPS minggu ke-2 Desember 2025: −1,34%; andil terbesar cabai rawit (0,30) dan gula pasir (−0,05); \
             perubahan tertinggi ke-3 dari 27 kabupaten/kota di Jawa Barat yang termuat."
        );
    }

    #[test]
    fn an_index_that_cannot_be_computed_says_so_under_its_own_name() {
        let told = index(None, 21, (&[], &[]), Lang::Id);
        assert!(told.contains("bukan IPH BPS") && told.ends_with("belum dapat dihitung untuk minggu ini."));
        let movement = Movement { against: 0, from: 7, change: 0.012, contributions: Vec::new(), covered: 1.0 };
        let up = [(Bilingual { id: "Bawang merah".to_owned(), en: "Shallots".to_owned() }, 0.008)];
        let told = index(Some(&movement), 21, (&up, &[]), Lang::Id);
        assert!(told.contains(": +1,2% dibandingkan") && told.contains("pendorong bawang merah (+0,8)"), "{told}");
    }
}
