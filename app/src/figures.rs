//! Figures that pages and islands alike write: sizes of files.

use lumbung_data::model::Lang;

/// The size of a file: `512 B`, `3,4 kB`, `20 MB`. Decimal, as the file
/// managers of offices count, and rounded down, so that no limit is overstated.
pub(crate) fn size(bytes: u64, lang: Lang) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} B"),
        1_000..1_000_000 => (1_000, "kB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let tenths = bytes.saturating_mul(10) / unit;
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {name}"),
        (whole, tenth) => format!("{whole}{}{tenth} {name}", lang.pick(',', '.')),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_at_most_one_decimal() {
        let written = [0, 999, 1_000, 3_350, 20_000_000, 1_500_000_000].map(|bytes| size(bytes, Lang::Id));
        assert_eq!(written, ["0 B", "999 B", "1 kB", "3,3 kB", "20 MB", "1,5 GB"]);
        assert_eq!(size(1_500, Lang::En), "1.5 kB");
    }
}
