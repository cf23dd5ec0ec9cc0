//! How wide a text will be. The reader's font is unknown, so this follows the
//! advance widths of Helvetica and adds a little.

/// The usual text size in view-box units.
pub const SIZE: f64 = 13.0;

/// The height of a line of text of the usual size.
pub const LINE: f64 = 16.0;

/// Advance widths of U+0020 to U+007E in thousandths of an em, from the
/// published font metrics of Helvetica.
#[rustfmt::skip]
const ADVANCE: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Other characters: about the widest usual letter.
const OTHER: u16 = 667;

/// Room for the wider fonts that systems come with.
const ALLOWANCE: f64 = 1.14;

/// Bold letters are wider.
const BOLD: f64 = 1.08;

/// The width of a text in the unit of its size.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(advance).map(u32::from).sum();
    f64::from(thousandths) / 1000.0 * size * ALLOWANCE * if bold { BOLD } else { 1.0 }
}

fn advance(c: char) -> u16 {
    u32::from(c)
        .checked_sub(0x20)
        .and_then(|offset| usize::try_from(offset).ok())
        .and_then(|offset| ADVANCE.get(offset).copied())
        .unwrap_or(OTHER)
}

/// The text, or as much of its start as fits, with an ellipsis.
pub fn fit(text: &str, size: f64, bold: bool, room: f64) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width(&kept, size, bold) + width("…", size, bold) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_count_for_more() {
        assert!(width("WWW", SIZE, false) > 3.0 * width("i", SIZE, false) * 3.0);
        assert!(width("Bandung", SIZE, true) > width("Bandung", SIZE, false));
        assert!(width("", SIZE, false).abs() < f64::EPSILON);
    }

    #[test]
    fn a_long_text_is_cut_to_its_room() {
        let cut = fit("Pasar Induk Caringin Kota Bandung", SIZE, false, 100.0);
        assert!(cut.ends_with('…') && width(&cut, SIZE, false) <= 100.0);
        assert_eq!(fit("Kosambi", SIZE, false, 100.0), "Kosambi");
        assert_eq!(fit("Kosambi", SIZE, false, 0.0), "…");
    }
}
