//! Names as people write them: one form to compare by, and the nearest known
//! names where one is not known.
//!
//! Files spell the same thing in many ways (`Cabe Rawit Merah`,
//! `Cabai Merah Keriting ` with a trailing blank). What differs only in
//! capitals, blanks or these two spellings is the same name; everything else
//! has to be listed as an alias.

/// A name that is not known, with the known names that come nearest.
///
/// Finding the nearest names costs a comparison with each of them, so a reader
/// of many rows should ask once a distinct name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Up to three known names, the most alike first; empty where none is.
    pub nearest: Vec<String>,
}

impl Unknown {
    const COUNT: usize = 3;
    /// Below this likeness (Jaro-Winkler, 0 to 1) a suggestion only confuses.
    const ALIKE: f64 = 0.6;
    /// A hostile name may be megabytes long, and comparing is quadratic.
    const LONGEST: usize = 64;

    /// The nearest of `known` names to `name`, each a pair of the form to
    /// compare by and the name to show.
    pub(crate) fn among<'a>(name: &str, known: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let name: String = name.chars().take(Self::LONGEST).collect();
        let mut alike: Vec<(f64, &str)> = known
            .map(|(key, shown)| (strsim::jaro_winkler(&name, key), shown))
            .filter(|(likeness, _)| *likeness >= Self::ALIKE)
            .collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let mut nearest: Vec<String> = Vec::with_capacity(Self::COUNT);
        for (_, shown) in alike {
            if nearest.len() == Self::COUNT {
                break;
            }
            if !nearest.iter().any(|known| known == shown) {
                nearest.push(shown.to_owned());
            }
        }
        Self { nearest }
    }
}

/// The form by which names are compared: lower case, single blanks, `cabai`
/// for `cabe` and `telur` for `telor`.
///
/// ```
/// use lumbung_data::names::normal;
/// assert_eq!(normal(" Cabe  Merah Keriting "), "cabai merah keriting");
/// ```
#[must_use]
pub fn normal(name: &str) -> String {
    let mut form = String::with_capacity(name.len());
    for word in name.to_lowercase().split_whitespace() {
        if !form.is_empty() {
            form.push(' ');
        }
        form.push_str(match word {
            "cabe" => "cabai",
            "telor" => "telur",
            _ => word,
        });
    }
    form
}

/// The form by which market names are compared: as [`normal`], without the
/// word Pasar in front.
#[must_use]
pub(crate) fn normal_market(name: &str) -> String {
    let form = normal(name);
    form.strip_prefix("pasar ").map(str::to_owned).unwrap_or(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_neither_by_capitals_nor_by_blanks_nor_by_the_old_spelling() {
        assert_eq!(normal("CABE RAWIT\u{a0}MERAH"), normal("cabai rawit merah "));
        assert_eq!(normal("Telor Ayam"), "telur ayam");
        assert_eq!(normal("  "), "");
    }

    #[test]
    fn a_market_is_known_with_and_without_the_word_pasar() {
        assert_eq!(normal_market("Pasar Kosambi"), normal_market("kosambi"));
        assert_eq!(normal_market("Pasaraya"), "pasaraya");
    }

    #[test]
    fn the_most_alike_names_come_first_and_each_once() {
        let known = [("kosambi", "Pasar Kosambi"), ("kosambi baru", "Pasar Kosambi"), ("kramat", "Pasar Kramat")];
        let unknown = Unknown::among("kosanbi", known.into_iter());
        assert_eq!(unknown.nearest.first().map(String::as_str), Some("Pasar Kosambi"));
        assert!(unknown.nearest.len() <= 2);
        assert_eq!(Unknown::among("xyz", known.into_iter()), Unknown::default());
    }
}
