//! The sentences of the summary, by rules that METHODS.md states. A word such as `naik`
//! stands for a threshold.

use super::lines::{Line, STABLE};
use lumbung_data::model::sheet::{Bilingual, Summary};
use lumbung_data::model::{Lang, WarningLevel, date_long, decapitalised, percent, rupiah, rupiah_per, whole_percent};
use lumbung_data::watch::Phase;
use std::cmp::Ordering;

/// Commodities that a sentence names.
const NAMED: usize = 3;
/// Commodities that the headline names.
const HEADLINED: usize = 2;

/// Words in a row: `a, b, dan c`.
pub(super) fn enumerated(words: &[String], lang: Lang) -> String {
    let and = lang.pick("dan", "and");
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} {and} {two}"),
        [first @ .., last] => format!("{}, {and} {last}", first.join(", ")),
    }
}

/// A text that begins a sentence.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A commodity's name within a sentence.
pub(super) fn inner(line: &Line<'_>, lang: Lang) -> String {
    match lang {
        Lang::Id => decapitalised(&line.row.name.id),
        Lang::En => decapitalised(&line.row.name.en),
    }
}

/// Those that moved one way by enough to be told, those that moved most first.
fn moved<'a, 'b>(lines: &'b [Line<'a>], way: Ordering) -> Vec<&'b Line<'a>> {
    let mut moved: Vec<&Line<'_>> = lines.iter().filter(|line| line.moved() == Some(way)).collect();
    let by = |line: &Line<'_>| line.row.change().map_or(0.0, f64::abs);
    moved.sort_by(|a, b| by(b).total_cmp(&by(a)));
    moved
}

fn share(line: &Line<'_>, lang: Lang) -> String {
    percent(line.row.change().unwrap_or_default().abs(), lang)
}

/// The week in one line.
pub(super) fn headline(lines: &[Line<'_>]) -> Bilingual {
    Bilingual::of(|lang| {
        if lines.iter().all(|line| line.row.price.is_none()) {
            return lang
                .pick("Tidak ada harga yang dilaporkan pada minggu ini", "No price was reported in this week")
                .to_owned();
        }
        format!("{}; {}", moves(lines, lang), warned(lines, lang))
    })
}

fn moves(lines: &[Line<'_>], lang: Lang) -> String {
    if lines.iter().all(|line| line.moved().is_none()) {
        return lang
            .pick(
                "Perubahan dari minggu sebelumnya belum dapat dihitung",
                "No change against the week before is known yet",
            )
            .to_owned();
    }
    let told = |way, word: &str| -> Option<String> {
        let moved = moved(lines, way);
        let named = moved.iter().take(HEADLINED);
        let words: Vec<String> =
            named.map(|line| format!("{} {word} {}", inner(line, lang), share(line, lang))).collect();
        (!words.is_empty()).then(|| enumerated(&words, lang))
    };
    let risen = told(Ordering::Greater, lang.pick("naik", "rose"));
    let fallen = told(Ordering::Less, lang.pick("turun", "fell"));
    match (risen, fallen) {
        (Some(risen), _) => capitalised(&risen),
        (None, Some(fallen)) => match lang {
            Lang::Id => format!("Tidak ada kenaikan yang melewati ambang sebut; {fallen}"),
            Lang::En => format!("Nothing rose by enough to be told; {fallen}"),
        },
        (None, None) => lang
            .pick("Tidak ada harga yang berubah melewati ambang sebut", "No price changed by enough to be told")
            .to_owned(),
    }
}

/// How many commodities are at which level.
fn warned(lines: &[Line<'_>], lang: Lang) -> String {
    let levels = [WarningLevel::Awas, WarningLevel::Siaga, WarningLevel::Waspada];
    let counts: Vec<String> = levels
        .into_iter()
        .map(|level| (level, lines.iter().filter(|line| line.warned() == Some(level)).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| format!("{count} {}", level.word()))
        .collect();
    if counts.is_empty() {
        return lang.pick("tidak ada peringatan yang berlaku", "no warning is in force").to_owned();
    }
    match lang {
        Lang::Id => format!("peringatan: {}", enumerated(&counts, lang)),
        Lang::En => format!("warnings: {}", enumerated(&counts, lang)),
    }
}

/// The three lines.
pub(super) fn summary(lines: &[Line<'_>]) -> Summary {
    Summary {
        risen: Bilingual::of(|lang| risen(lines, lang)),
        fallen: Bilingual::of(|lang| fallen(lines, lang)),
        at_risk: Bilingual::of(|lang| at_risk(lines, lang)),
    }
}

fn risen(lines: &[Line<'_>], lang: Lang) -> String {
    if lines.iter().all(|line| line.moved().is_none()) {
        return lang
            .pick(
                "Perubahan belum dapat dihitung: tidak ada komoditas yang berharga pada minggu ini dan minggu sebelumnya.",
                "Changes cannot be told: no commodity has a price in both this week and the week before.",
            )
            .to_owned();
    }
    told(lines, Ordering::Greater, lang).unwrap_or_else(|| {
        lang.pick("Tidak ada komoditas yang naik melewati ambang sebut.", "No commodity rose by enough to be told.")
            .to_owned()
    })
}

fn fallen(lines: &[Line<'_>], lang: Lang) -> String {
    let stable = lines.iter().filter(|line| line.change().is_some_and(|change| change.abs() < STABLE)).count();
    let stable = match (stable, lang) {
        (0, _) => String::new(),
        (count, Lang::Id) => format!(" {count} komoditas relatif stabil (berubah kurang dari 1%)."),
        (1, Lang::En) => " 1 commodity was about stable (less than 1%).".to_owned(),
        (count, Lang::En) => format!(" {count} commodities were about stable (less than 1%)."),
    };
    let fallen = told(lines, Ordering::Less, lang).unwrap_or_else(|| {
        lang.pick("Tidak ada komoditas yang turun melewati ambang sebut.", "No commodity fell by enough to be told.")
            .to_owned()
    });
    let unpriced = lines.iter().filter(|line| line.row.price.is_none()).count();
    let unpriced = match (unpriced, lang) {
        (0, _) => String::new(),
        (count, Lang::Id) => format!(" {count} komoditas tanpa harga minggu ini."),
        (count, Lang::En) => format!(" {count} without a price this week."),
    };
    format!("{fallen}{stable}{unpriced}")
}

/// Those that moved one way, each with its change and its price; none without any.
fn told(lines: &[Line<'_>], way: Ordering, lang: Lang) -> Option<String> {
    let moved = moved(lines, way);
    let named: Vec<String> = moved
        .iter()
        .take(NAMED)
        .map(|line| {
            let price = rupiah_per(line.row.price.unwrap_or_default(), &line.row.unit, lang);
            let (name, share) = (inner(line, lang), share(line, lang));
            match lang {
                Lang::Id => format!("{name} {share} menjadi {price}"),
                Lang::En => format!("{name} by {share} to {price}"),
            }
        })
        .collect();
    if named.is_empty() {
        return None;
    }
    let word = match (way, lang) {
        (Ordering::Less, Lang::Id) => "Turun",
        (Ordering::Less, Lang::En) => "Fell",
        (_, Lang::Id) => "Naik",
        (_, Lang::En) => "Rose",
    };
    let rest = match (moved.len().saturating_sub(NAMED), lang) {
        (0, _) => String::new(),
        (count, Lang::Id) => format!("; {count} komoditas lainnya juga {}", word.to_lowercase()),
        (count, Lang::En) => format!("; so did {count} more"),
    };
    Some(format!("{word}: {}{rest}.", enumerated(&named, lang)))
}

fn at_risk(lines: &[Line<'_>], lang: Lang) -> String {
    let surging: Vec<String> = lines
        .iter()
        .filter(|line| line.phase != Phase::Calm && line.row.price.is_some())
        .map(|line| surging(line, lang))
        .collect();
    let mut likely: Vec<&Line<'_>> = lines.iter().filter(|line| line.is_likely()).collect();
    let chance = |line: &Line<'_>| line.chance().unwrap_or_default();
    likely.sort_by(|a, b| chance(b).total_cmp(&chance(a)));
    let likely: Vec<String> = likely.into_iter().map(|line| likely_to(line, lang)).collect();
    let all: Vec<String> = surging.into_iter().chain(likely).collect();
    if !all.is_empty() {
        let named: Vec<String> = all.iter().take(NAMED).cloned().collect();
        let rest = match (all.len() - named.len(), lang) {
            (0, _) => String::new(),
            (count, Lang::Id) => format!("; serta {count} komoditas lainnya"),
            (count, Lang::En) => format!("; and {count} more"),
        };
        let risk = lang.pick("Berisiko dalam dua minggu ke depan", "At risk in the next two weeks");
        return format!("{risk}: {}{rest}.", named.join("; "));
    }
    let highest = lines.iter().filter(|line| line.chance().is_some()).max_by(|a, b| chance(a).total_cmp(&chance(b)));
    let Some((highest, level)) = highest.and_then(|line| Some((line, line.level?))) else {
        return lang
            .pick(
                "Peluang lonjakan dua minggu ke depan belum dapat dihitung: riwayat harganya belum cukup.",
                "The chance of a surge in the next two weeks is not known: too little is known of the past.",
            )
            .to_owned();
    };
    let (name, chance, level) = (inner(highest, lang), whole_percent(chance(highest)), whole_percent(level));
    match lang {
        Lang::Id => format!(
            "Dua minggu ke depan tidak ada komoditas yang peluang lonjakannya mencapai ambang peringatan dini ({level}); \
             yang tertinggi {name}, {chance}."
        ),
        Lang::En => format!(
            "In the next two weeks no chance of a surge reaches the level of an early warning ({level}); the highest is \
             that of {name}, {chance}."
        ),
    }
}

/// `cabai rawit merah (lonjakan sejak 12 Desember 2023; …)`.
fn surging(line: &Line<'_>, lang: Lang) -> String {
    let name = inner(line, lang);
    let since = line.row.warning.as_ref().map(|warning| date_long(warning.onset, lang));
    let word = match (line.phase, lang) {
        (Phase::Pending, Lang::Id) => "lonjakan menunggu konfirmasi",
        (Phase::Pending, Lang::En) => "a surge waits for confirmation",
        (_, Lang::Id) => "lonjakan berlangsung",
        (_, Lang::En) => "a surge runs",
    };
    let since = match (since, lang) {
        (None, _) => String::new(),
        (Some(day), Lang::Id) => format!(" sejak {day}"),
        (Some(day), Lang::En) => format!(" since {day}"),
    };
    let range = line.row.expectation(14).map(|expected| {
        let [low, _, high] = expected.price.map(|price| rupiah(price, lang));
        match lang {
            Lang::Id => format!(", harga 14 hari lagi {low} sampai {high} dengan peluang 80%"),
            Lang::En => format!(", its price in 14 days {low} to {high} with a chance of 80%"),
        }
    });
    format!("{name} ({word}{since}{})", range.unwrap_or_default())
}

/// `bawang merah (peluang lonjakan 46%, ambang 40%)`.
fn likely_to(line: &Line<'_>, lang: Lang) -> String {
    let name = inner(line, lang);
    let (chance, level) = (line.chance().unwrap_or_default(), line.level.unwrap_or_default());
    let (chance, level) = (whole_percent(chance), whole_percent(level));
    match lang {
        Lang::Id => format!("{name} (peluang lonjakan {chance}, ambang peringatan dini {level})"),
        Lang::En => format!("{name} (chance of a surge {chance}, early warning from {level})"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::line;
    use super::*;
    use lumbung_data::model::sheet::{SheetExpectation, SheetWarning};
    use lumbung_data::model::{IsoWeek, WarningKind};

    fn likely(name: &str, chance: f64) -> Line<'static> {
        let mut line = line(name, Some(0.0));
        let until = IsoWeek::parse("2023-W47").unwrap().monday();
        line.row.expected = vec![SheetExpectation { days: 14, until, chance, price: [45_000.0, 50_000.0, 60_000.0] }];
        line.level = Some(0.4);
        line
    }

    fn warned_of(name: &str, level: WarningLevel) -> Line<'static> {
        let mut line = line(name, Some(0.3));
        let onset = "2023-11-06".parse().unwrap();
        line.row.warning = Some(SheetWarning { kind: WarningKind::Surge, level, onset, reason: Bilingual::default() });
        line
    }

    #[test]
    fn what_rose_is_told_with_its_change_and_its_price() {
        let lines = [line("Bawang merah", Some(0.041)), line("Cabai rawit", Some(0.123)), line("Telur", Some(-0.02))];
        let summary = summary(&lines);
        assert_eq!(
            summary.risen.id,
            "Naik: cabai rawit 12,3% menjadi Rp50.000/kg dan bawang merah 4,1% menjadi Rp50.000/kg."
        );
        assert_eq!(summary.fallen.id, "Turun: telur 2,0% menjadi Rp50.000/kg.");
        assert_eq!(summary.fallen.en, "Fell: telur by 2.0% to Rp50,000/kg.");
    }

    #[test]
    fn no_more_than_three_are_named_and_the_rest_is_counted() {
        let lines: Vec<_> = ["a", "b", "c", "d", "e"].map(|name| line(name, Some(0.05))).into();
        let told = summary(&lines).risen.id;
        assert!(told.ends_with("dan c 5,0% menjadi Rp50.000/kg; 2 komoditas lainnya juga naik."), "{told}");
    }

    #[test]
    fn what_changed_by_less_than_one_per_cent_is_about_stable() {
        let lines = [line("a", Some(0.004)), line("b", Some(-0.009)), line("c", Some(0.0))];
        let summary = summary(&lines);
        assert_eq!(summary.risen.id, "Tidak ada komoditas yang naik melewati ambang sebut.");
        assert_eq!(
            summary.fallen.id,
            "Tidak ada komoditas yang turun melewati ambang sebut. 3 komoditas relatif stabil (berubah kurang dari 1%)."
        );
        assert_eq!(
            headline(&lines).id,
            "Tidak ada harga yang berubah melewati ambang sebut; tidak ada peringatan yang berlaku"
        );
    }

    #[test]
    fn without_a_week_before_no_change_is_told() {
        let lines = [line("a", None)];
        assert!(summary(&lines).risen.id.starts_with("Perubahan belum dapat dihitung"));
        assert_eq!(summary(&lines).fallen.id, "Tidak ada komoditas yang turun melewati ambang sebut.");
        assert!(headline(&lines).id.starts_with("Perubahan dari minggu sebelumnya belum dapat dihitung;"));
    }

    #[test]
    fn a_week_without_prices_is_told_as_one() {
        let mut silent = line("a", None);
        silent.row.price = None;
        assert_eq!(headline(&[silent]).id, "Tidak ada harga yang dilaporkan pada minggu ini");
        assert_eq!(headline(&[]).en, "No price was reported in this week");
    }

    #[test]
    fn the_headline_names_two_and_counts_the_warnings() {
        let lines = [
            warned_of("Cabai rawit merah", WarningLevel::Awas),
            warned_of("Bawang merah", WarningLevel::Siaga),
            line("Telur", Some(-0.04)),
        ];
        assert_eq!(
            headline(&lines).id,
            "Cabai rawit merah naik 30,0% dan bawang merah naik 30,0%; peringatan: 1 Awas dan 1 Siaga"
        );
        assert!(
            headline(&[line("Telur", Some(-0.04))])
                .id
                .starts_with("Tidak ada kenaikan yang melewati ambang sebut; telur turun 4,0%;")
        );
    }

    #[test]
    fn a_chance_is_a_risk_from_the_level_of_an_early_warning_on() {
        let told = |chance| at_risk(&[likely("Bawang merah", chance), likely("Telur", 0.02)], Lang::Id);
        assert_eq!(
            told(0.46),
            "Berisiko dalam dua minggu ke depan: bawang merah (peluang lonjakan 46%, ambang peringatan dini 40%)."
        );
        assert_eq!(
            told(0.39),
            "Dua minggu ke depan tidak ada komoditas yang peluang lonjakannya mencapai ambang peringatan dini (40%); yang \
             tertinggi bawang merah, 39%."
        );
        assert!(at_risk(&[line("a", None)], Lang::Id).starts_with("Peluang lonjakan dua minggu ke depan belum dapat"));
    }

    #[test]
    fn of_a_price_that_surges_its_range_is_told_and_not_the_chance_of_another_surge() {
        let mut line = likely("Cabai rawit", 0.9);
        line.phase = Phase::Running;
        line.row.warning = warned_of("x", WarningLevel::Awas).row.warning;
        assert_eq!(
            at_risk(&[line], Lang::Id),
            "Berisiko dalam dua minggu ke depan: cabai rawit (lonjakan berlangsung sejak 6 November 2023, harga 14 hari \
             lagi Rp45.000 sampai Rp60.000 dengan peluang 80%)."
        );
    }

    #[test]
    fn words_in_a_row_are_joined_as_each_language_does() {
        let words: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!([0, 1, 2, 3].map(|n| enumerated(&words[..n], Lang::Id)), ["", "a", "a dan b", "a, b, dan c"]);
    }
}
