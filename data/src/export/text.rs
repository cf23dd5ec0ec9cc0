//! Text cells that no spreadsheet takes for a formula.

use std::borrow::Cow;

/// What makes a spreadsheet, or an import into one, compute a text.
const DANGEROUS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\0'];

/// A text with an apostrophe in front where it would be computed otherwise.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(DANGEROUS) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_begins_like_a_formula_and_all_of_it_is_kept(text in "[=+@\t\r\0-]?.{0,12}") {
            let cell = harmless(&text);
            prop_assert!(!cell.starts_with(DANGEROUS));
            prop_assert!(cell.ends_with(text.as_str()) && cell.len() <= text.len() + 1);
        }
    }
}
