//! Pictures without what cameras write beside them: place, time, serial numbers.

/// The largest picture that is taken, in bytes.
pub const MOST_BYTES: usize = 1_000_000;

/// A JPEG without its metadata: every application segment but JFIF's and Adobe's, which say
/// how colours are coded, and every comment are dropped. The picture itself stays bit for
/// bit. None where the bytes are no JPEG.
#[must_use]
pub fn without_metadata(jpeg: &[u8]) -> Option<Vec<u8>> {
    const JFIF: u8 = 0xe0;
    const ADOBE: u8 = 0xee;
    const COMMENT: u8 = 0xfe;
    const SCAN: u8 = 0xda;
    let mut rest = jpeg.strip_prefix(&[0xff, 0xd8])?;
    let mut clean = vec![0xff, 0xd8];
    loop {
        let [0xff, marker, ..] = *rest else { return None };
        // Bytes of 0xff may fill the room before a marker.
        if marker == 0xff {
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
        let segment = rest.get(..2 + length).filter(|_| length >= 2)?;
        if marker == SCAN {
            // What follows the end of the picture is no part of it.
            let end = rest.windows(2).rposition(|two| two == [0xff, 0xd9])?;
            clean.extend_from_slice(&rest[..end + 2]);
            return Some(clean);
        }
        let dropped = matches!(marker, 0xe0..=0xef) && !matches!(marker, JFIF | ADOBE) || marker == COMMENT;
        if !dropped {
            clean.extend_from_slice(segment);
        }
        rest = &rest[2 + length..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], content].concat()
    }

    #[test]
    fn place_time_and_comments_go_and_the_picture_stays() {
        let start = [0xff, 0xd8];
        let jfif = segment(0xe0, b"JFIF\0");
        let tables = segment(0xdb, &[1; 8]);
        let scan = [segment(0xda, &[0; 3]), vec![1, 2, 0xff, 0, 3, 0xff, 0xd9]].concat();
        let exif = segment(0xe1, b"Exif\0\0GPS -6.9 107.6");
        let comment = segment(0xfe, b"Siti");
        let taken = [&start[..], &jfif, &exif, &comment, &tables, &scan, b"GPS again"].concat();
        assert_eq!(without_metadata(&taken), Some([&start[..], &jfif, &tables, &scan].concat()));
    }

    #[test]
    fn what_is_no_jpeg_is_refused() {
        for bytes in [&b"GIF89a"[..], &[0xff, 0xd8], &[0xff, 0xd8, 0xff, 0xe1, 0, 9, 1], &[0xff, 0xd8, 1, 2, 3, 4]] {
            assert_eq!(without_metadata(bytes), None);
        }
    }
}
