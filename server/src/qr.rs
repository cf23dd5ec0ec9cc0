//! Addresses as QR codes.

use qrcode::{Color, EcLevel, QrCode};

/// The light border that readers of the picture need.
const QUIET: usize = 4;

/// A text as a QR code: the side of its square in modules, and the path of the dark ones;
/// none where it is too long for one.
#[must_use]
pub fn path(text: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let path = code
        .to_colors()
        .chunks(width)
        .enumerate()
        .flat_map(|(y, row)| {
            let dark = row.iter().enumerate().filter(|(_, color)| **color == Color::Dark);
            dark.map(move |(x, _)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET))
        })
        .collect();
    Some((width + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_a_square_with_a_quiet_border() {
        let (size, path) = path("https://lumbung.bandung.go.id/pekan/2025-W50").unwrap();
        assert!(size > 25 + 2 * QUIET && path.starts_with("M4 4h1v1h-1z"));
        assert_eq!(super::path(&"a".repeat(5_000)), None);
    }
}
