//! What subscribers are told of a sheet.

use super::pdf;
use crate::book::NewSheet;
use crate::notify::{self, Attachment, Notice};
use lumbung_data::model::Lang;
use lumbung_data::model::sheet::Bilingual;

/// The notice of a sheet, with its paper in each language.
#[must_use]
pub fn notice(new: &NewSheet) -> Notice {
    let sheet = &new.sheet;
    let week = sheet.week;
    let both = |text: &Bilingual| [text.id.clone(), text.en.clone()];
    let attached = |name: String, bytes: Vec<u8>| Attachment { name, media_type: "application/pdf".to_owned(), bytes };
    // The one in Indonesian is the one that is kept.
    let english = new.pdf.as_ref().and_then(|_| pdf::pdf(sheet, Lang::En).ok());
    let told = notify::Sheet {
        week: week.to_string(),
        label: [Lang::Id, Lang::En].map(|lang| week.label(lang)),
        headline: both(&sheet.headline),
        summary: [Lang::Id, Lang::En].map(|lang| {
            let lines = sheet.summary.lines().map(|line| line.get(lang).to_owned());
            lines.into_iter().filter(|line| !line.is_empty()).collect()
        }),
        pdf: [
            new.pdf.clone().map(|bytes| attached(format!("lembar-{week}.pdf"), bytes)),
            english.map(|bytes| attached(format!("sheet-{week}.pdf"), bytes)),
        ],
        path: format!("/pekan/{week}"),
    };
    notify::weekly(&sheet.city, &told)
}
