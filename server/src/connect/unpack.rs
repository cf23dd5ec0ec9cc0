//! An answer's body as it comes, unpacked where it is packed, never larger than
//! allowed: neither on the wire nor unpacked.

use flate2::write::MultiGzDecoder;
use std::io::{self, Write};

/// Why a body is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overflow {
    /// It is larger than allowed.
    TooLarge,
    /// It cannot be unpacked.
    Broken,
}

/// Bytes up to a number.
struct Capped {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Capped {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if part.len() > self.most - self.bytes.len() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

enum Packing {
    None(Capped),
    Gzip(Box<MultiGzDecoder<Capped>>),
}

/// A body that comes in parts.
pub(super) struct Unpacked {
    packing: Packing,
    /// What may still come over the wire.
    left: usize,
}

impl Unpacked {
    /// A body packed as its `Content-Encoding` says; none where that is
    /// nothing that was asked for.
    pub fn new(encoding: &str, most: usize) -> Option<Self> {
        let capped = Capped { bytes: Vec::new(), most };
        let packing = match encoding.trim().to_lowercase().as_str() {
            "" | "identity" => Packing::None(capped),
            "gzip" | "x-gzip" => Packing::Gzip(Box::new(MultiGzDecoder::new(capped))),
            _ => return None,
        };
        Some(Self { packing, left: most })
    }

    /// Takes a part.
    pub fn push(&mut self, part: &[u8]) -> Result<(), Overflow> {
        self.left = self.left.checked_sub(part.len()).ok_or(Overflow::TooLarge)?;
        match &mut self.packing {
            Packing::None(body) => body.write_all(part),
            Packing::Gzip(body) => body.write_all(part),
        }
        .map_err(|error| fault(&error))
    }

    /// The whole body.
    pub fn finish(self) -> Result<Vec<u8>, Overflow> {
        match self.packing {
            Packing::None(body) => Ok(body.bytes),
            Packing::Gzip(body) => body.finish().map(|body| body.bytes).map_err(|error| fault(&error)),
        }
    }
}

fn fault(error: &io::Error) -> Overflow {
    if error.kind() == io::ErrorKind::FileTooLarge { Overflow::TooLarge } else { Overflow::Broken }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unpack(encoding: &str, parts: &[u8], most: usize) -> Result<Vec<u8>, Overflow> {
        let mut body = Unpacked::new(encoding, most).unwrap();
        for part in parts.chunks(7) {
            body.push(part)?;
        }
        body.finish()
    }

    #[test]
    fn a_packed_body_is_unpacked_as_it_comes() {
        assert_eq!(unpack("", b"harga", 5), Ok(b"harga".to_vec()));
        assert_eq!(unpack("gzip", &packed(b"harga"), 100), Ok(b"harga".to_vec()));
    }

    #[test]
    fn a_small_body_that_unpacks_to_a_large_one_is_refused() {
        let bomb = packed(&vec![b'0'; 10_000_000]);
        assert!(bomb.len() < 20_000);
        assert_eq!(unpack("gzip", &bomb, 100_000), Err(Overflow::TooLarge));
        assert_eq!(unpack("", b"harga", 4), Err(Overflow::TooLarge));
    }

    #[test]
    fn a_body_that_breaks_off_is_broken() {
        let packed = packed(b"harga beras");
        assert_eq!(unpack("gzip", &packed[..packed.len() - 4], 100), Err(Overflow::Broken));
        assert_eq!(unpack("gzip", b"harga", 100), Err(Overflow::Broken));
    }

    #[test]
    fn a_packing_that_was_not_asked_for_is_none() {
        assert!(Unpacked::new("br", 100).is_none());
        assert!(Unpacked::new("gzip, gzip", 100).is_none());
    }
}
