//! What was decided about a value, in a sentence.

use crate::i18n::words;
use lumbung_data::model::{Lang, Ruling, rupiah_per};

/// The decision, with the figure that it is about; none is one that was taken
/// back.
pub(crate) fn sentence(ruling: Option<Ruling>, reported: f64, unit: &str, lang: Lang) -> String {
    let price = |value| rupiah_per(value, unit, lang);
    match ruling {
        Some(Ruling::Accept) => words!(lang, ruling.accepted, value = price(reported)),
        Some(Ruling::Correct(right)) => {
            words!(lang, ruling.corrected, value = price(reported), right = price(right))
        }
        Some(Ruling::Reject) => words!(lang, ruling.rejected, value = price(reported)),
        None => words!(lang, ruling.undone, value = price(reported)),
    }
}
