//! What became of what the sheet before expected and proposed.

use super::compose::Known;
use super::lines::Line;
use super::sentences::enumerated;
use lumbung_data::model::sheet::{Bilingual, Proposal, ProposalOutcome, Reckoned, Reckoning, Sheet, SheetRow};
use lumbung_data::model::{Lang, PriceLevel, day, decapitalised, percent, rupiah, rupiah_per};

/// The horizon that is over by now.
const HORIZON: u32 = 7;
/// Expectations that miss and are named.
const NAMED: usize = 3;

/// The reckoning with a sheet; none where it is not that of the week before.
pub(super) fn reckoning(known: &Known<'_>, lines: &[Line<'_>], before: &Sheet) -> Option<Reckoning> {
    if before.week != known.week.before(1) {
        return None;
    }
    let expectations: Vec<Reckoned> = before.rows.iter().filter_map(|row| reckoned(known, row)).collect();
    let sentence = Bilingual::of(|lang| sentence(&expectations, lang));
    let proposals = before.proposals.iter().map(|proposal| outcome(proposal, lines)).collect();
    Some(Reckoning { week: before.week, sentence, expectations, proposals })
}

/// What came of what was expected within a week; none where nothing came.
fn reckoned(known: &Known<'_>, row: &SheetRow) -> Option<Reckoned> {
    let expected = row.expectation(HORIZON)?;
    let region = &known.profile.code;
    let city = known.granary.from_source(&row.id, region, PriceLevel::Retail, row.source.as_ref()?)?;
    let (days, prices) = city.price().survey_days_by(day::of(expected.until));
    let said = day::of(expected.until) - i32::try_from(HORIZON).ok()?;
    let came = prices.last().filter(|_| days.last().is_some_and(|last| *last > said)).copied()?;
    let [low, _, high] = expected.price;
    Some(Reckoned {
        name: row.name.clone(),
        unit: row.unit.clone(),
        until: expected.until,
        range: (low, high),
        came,
        within: (low..=high).contains(&came),
    })
}

fn sentence(all: &[Reckoned], lang: Lang) -> String {
    let within = all.iter().filter(|one| one.within).count();
    let count = all.len();
    if count == 0 {
        return lang
            .pick(
                "Belum ada perkiraan minggu sebelumnya yang dapat dibandingkan dengan kenyataannya.",
                "No expectation of the week before can be compared with what came.",
            )
            .to_owned();
    }
    #[expect(clippy::cast_precision_loss, reason = "a few commodities")]
    let share = percent(within as f64 / count as f64, lang);
    let missed: Vec<&Reckoned> = all.iter().filter(|one| !one.within).collect();
    let named: Vec<String> = missed
        .iter()
        .take(NAMED)
        .map(|one| {
            let (name, came) = (decapitalised(one.name.get(lang)), rupiah_per(one.came, &one.unit, lang));
            let (low, high) = (rupiah(one.range.0, lang), rupiah(one.range.1, lang));
            match lang {
                Lang::Id => format!("{name} ({came}, perkiraan {low} sampai {high})"),
                Lang::En => format!("{name} ({came}, expected {low} to {high})"),
            }
        })
        .collect();
    let rest = match (missed.len().saturating_sub(NAMED), lang) {
        (0, _) => String::new(),
        (count, Lang::Id) => format!(", dan {count} lainnya"),
        (count, Lang::En) => format!(", and {count} more"),
    };
    let outside = match (named.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Id) => format!(" Di luar kisaran: {}{rest}.", enumerated(&named, lang)),
        (false, Lang::En) => format!(" Outside: {}{rest}.", enumerated(&named, lang)),
    };
    match lang {
        Lang::Id => format!(
            "Dari {count} perkiraan harga seminggu ke depan, {within} ({share}) terjadi dalam kisarannya; yang dituju 80%.{outside}"
        ),
        Lang::En => format!(
            "Of {count} expectations of prices a week on, {within} ({share}) came within their range; 80% are aimed at.{outside}"
        ),
    }
}

/// What the figures say of a proposal now.
fn outcome(proposal: &Proposal, lines: &[Line<'_>]) -> ProposalOutcome {
    let line = proposal.commodity.as_ref().and_then(|id| lines.iter().find(|line| line.row.id == *id));
    let outcome = Bilingual::of(|lang| {
        let since = line.and_then(|line| since(line, lang)).map(|since| format!("{since} "));
        let open = lang
            .pick("Pelaksanaannya belum tercatat di sistem ini.", "Whether it was carried out is not recorded here.");
        format!("{}{open}", since.unwrap_or_default())
    });
    ProposalOutcome { heading: proposal.heading, decision: proposal.decision.clone(), due: proposal.due, outcome }
}

/// How the price went since.
fn since(line: &Line<'_>, lang: Lang) -> Option<String> {
    let (price, change) = (line.row.price?, line.row.change()?);
    let (name, price) = (decapitalised(line.row.name.get(lang)), rupiah_per(price, &line.row.unit, lang));
    let share = percent(change.abs(), lang);
    let moved = match (change >= 0.0, lang) {
        (true, Lang::Id) => format!("Sejak itu harga {name} naik {share} menjadi {price}"),
        (false, Lang::Id) => format!("Sejak itu harga {name} turun {share} menjadi {price}"),
        (true, Lang::En) => format!("Since then the price of {name} rose by {share} to {price}"),
        (false, Lang::En) => format!("Since then the price of {name} fell by {share} to {price}"),
    };
    let stands = match (line.warned(), lang) {
        (Some(level), Lang::Id) => format!("dan masih berstatus {}.", level.word()),
        (Some(level), Lang::En) => format!("and is still at {}.", level.word()),
        (None, Lang::Id) => "dan tidak ada lagi peringatan yang berlaku.".to_owned(),
        (None, Lang::En) => "and no warning is in force any more.".to_owned(),
    };
    Some(format!("{moved} {stands}"))
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::line;
    use super::*;
    use lumbung_data::model::sheet::Heading;

    fn reckoned(came: f64) -> Reckoned {
        Reckoned {
            name: Bilingual { id: "Bawang merah".to_owned(), en: "Shallots".to_owned() },
            unit: "kg".to_owned(),
            until: "2023-11-12".parse().unwrap(),
            range: (30_000.0, 40_000.0),
            came,
            within: (30_000.0..=40_000.0).contains(&came),
        }
    }

    #[test]
    fn expectations_that_missed_are_named_with_their_range() {
        assert_eq!(
            sentence(&[reckoned(35_000.0), reckoned(41_000.0)], Lang::Id),
            "Dari 2 perkiraan harga seminggu ke depan, 1 (50,0%) terjadi dalam kisarannya; yang dituju 80%. Di luar \
             kisaran: bawang merah (Rp41.000/kg, perkiraan Rp30.000 sampai Rp40.000)."
        );
        assert!(sentence(&[], Lang::En).starts_with("No expectation"));
    }

    #[test]
    fn a_proposal_is_followed_by_what_its_price_did_and_never_called_done() {
        let lines = [line("Bawang merah", Some(-0.04))];
        let proposal = Proposal {
            heading: Heading::Affordability,
            rule: "cheap-market".to_owned(),
            commodity: Some(lines[0].row.id.clone()),
            decision: Bilingual::default(),
            evidence: Bilingual::default(),
            responsible: Bilingual::default(),
            due: "2023-11-15".parse().unwrap(),
        };
        assert_eq!(
            outcome(&proposal, &lines).outcome.id,
            "Sejak itu harga bawang merah turun 4,0% menjadi Rp50.000/kg dan tidak ada lagi peringatan yang berlaku. \
             Pelaksanaannya belum tercatat di sistem ini."
        );
        let other = Proposal { commodity: None, ..proposal };
        assert_eq!(outcome(&other, &lines).outcome.id, "Pelaksanaannya belum tercatat di sistem ini.");
    }
}
