//! What is proposed, and what became of what the sheet before said.

use super::words::filled;
use lumbung_data::model::sheet::{Heading, Sheet};
use lumbung_data::model::{Lang, date_short};
use serde::Serialize;

/// The proposals under one heading.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub heading: &'static str,
    pub proposals: Vec<Proposal>,
}

/// A proposed decision.
#[derive(Debug, Serialize)]
pub(super) struct Proposal {
    pub decision: String,
    pub evidence: String,
    pub responsible: String,
    pub due: String,
}

/// A proposal of the sheet before, and what the figures say of it now.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    pub decision: String,
    pub outcome: String,
}

/// The sheet before against what came.
#[derive(Debug, Serialize)]
pub(super) struct Reckoning {
    pub title: String,
    pub sentence: String,
    pub outcomes: Vec<Outcome>,
}

/// The proposals by heading; a heading without any is left out.
pub(super) fn proposals(sheet: &Sheet, lang: Lang) -> Vec<Group> {
    Heading::ALL
        .into_iter()
        .map(|heading| Group {
            heading: heading.name(lang),
            proposals: sheet
                .proposals
                .iter()
                .filter(|proposal| proposal.heading == heading)
                .map(|proposal| Proposal {
                    decision: proposal.decision.get(lang).to_owned(),
                    evidence: proposal.evidence.get(lang).to_owned(),
                    responsible: proposal.responsible.get(lang).to_owned(),
                    due: date_short(proposal.due, lang),
                })
                .collect(),
        })
        .filter(|group| !group.proposals.is_empty())
        .collect()
}

/// What became of what the sheet before said; none where there was none.
pub(super) fn reckoning(sheet: &Sheet, lang: Lang) -> Option<Reckoning> {
    let reckoning = sheet.reckoning.as_ref()?;
    let outcomes = reckoning.proposals.iter().map(|outcome| Outcome {
        decision: outcome.decision.get(lang).to_owned(),
        outcome: outcome.outcome.get(lang).to_owned(),
    });
    Some(Reckoning {
        title: filled("sheet.reckoning", lang, &[("week", &reckoning.week.label(lang))]),
        sentence: reckoning.sentence.get(lang).to_owned(),
        outcomes: outcomes.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    #[test]
    fn only_headings_with_proposals_stand_on_the_sheet() {
        let mut sheet = specimen::sheet();
        sheet.proposals.retain(|proposal| proposal.heading == Heading::Distribution);
        let groups = proposals(&sheet, Lang::Id);
        assert_eq!(groups.iter().map(|group| group.heading).collect::<Vec<_>>(), ["Kelancaran distribusi"]);
    }
}
