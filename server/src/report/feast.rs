//! The next feast, and what usually came before it.

use super::compose::Known;
use super::named;
use super::sentences::enumerated;
use crate::pages::feast_block;
use lumbung_data::model::sheet::{Bilingual, SheetFeast, SheetFeastMove};
use lumbung_data::model::{Lang, date_long, decapitalised, percent};

/// Commodities that the sentence names.
const NAMED: usize = 3;

/// The next feast from the Monday after the week on, on which the sheet is read.
pub(super) fn feast(known: &Known<'_>) -> Option<SheetFeast> {
    let block = feast_block(known.granary, known.profile, known.week.next().monday(), Lang::Id)?;
    let holiday = known.profile.holidays.iter().find(|holiday| holiday.date == block.next.date)?;
    let moves: Vec<SheetFeastMove> = block
        .moves
        .iter()
        .map(|found| SheetFeastMove {
            name: named(known.profile, &found.id),
            rises: found.rises,
            count: found.count,
            years: found.years.len(),
            median: found.median,
        })
        .collect();
    let mut feast = SheetFeast {
        name: Bilingual::of(|lang| holiday.name(lang).to_owned()),
        date: block.next.date,
        days: block.next.days,
        tentative: block.next.tentative,
        sentence: Bilingual::default(),
        moves,
    };
    feast.sentence = Bilingual::of(|lang| sentence(&feast, lang));
    Some(feast)
}

fn sentence(feast: &SheetFeast, lang: Lang) -> String {
    let (name, date) = (feast.name.get(lang), date_long(feast.date, lang));
    let tentative = match (feast.tentative, lang) {
        (false, _) => "",
        (true, Lang::Id) => ", menunggu penetapan",
        (true, Lang::En) => ", not decided yet",
    };
    let coming = match (feast.days, lang) {
        (0, Lang::Id) => format!("{name} jatuh pada hari rapat Senin ({date}{tentative})."),
        (0, Lang::En) => format!("{name} is on this Monday ({date}{tentative})."),
        (days, Lang::Id) => format!("Hari rapat Senin adalah H-{days} {name} ({date}{tentative})."),
        (days, Lang::En) => format!("On Monday’s meeting {name} is {days} days away ({date}{tentative})."),
    };
    let usual: Vec<String> = feast
        .moves
        .iter()
        .take(NAMED)
        .map(|found| {
            let (name, share) = (decapitalised(found.name.get(lang)), percent(found.median.abs(), lang));
            let (count, years) = (found.count, found.years);
            match (found.rises, lang) {
                (true, Lang::Id) => format!("{name} naik (median {share}; {count} dari {years} tahun)"),
                (false, Lang::Id) => format!("{name} turun (median {share}; {count} dari {years} tahun)"),
                (true, Lang::En) => format!("{name} rises (a median of {share}; {count} of {years} years)"),
                (false, Lang::En) => format!("{name} falls (a median of {share}; {count} of {years} years)"),
            }
        })
        .collect();
    let usual = match (usual.is_empty(), lang) {
        (true, Lang::Id) => " Belum ada pola harga menjelang hari itu yang sama pada sebagian besar tahun.".to_owned(),
        (true, Lang::En) => " No price is known to move the same way before it in most years.".to_owned(),
        (false, Lang::Id) => format!(" Biasanya {} menjelang hari itu.", enumerated(&usual, lang)),
        (false, Lang::En) => format!(" Usually {} before it.", enumerated(&usual, lang)),
    };
    format!("{coming}{usual}")
}
