//! Brotli and gzip copies beside the static files, so that the server never
//! compresses the same bytes twice.

use crate::shell::is_fresh;
use crate::site::write_whole;
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The sizes of a file and its two copies, in bytes.
pub struct Sizes {
    pub raw: u64,
    pub brotli: u64,
    pub gzip: u64,
}

/// The paths of a file's copies: `.br`, then `.gz`.
pub fn names(path: &Path) -> [PathBuf; 2] {
    ["br", "gz"].map(|suffix| {
        let mut name = OsString::from(path);
        name.push(".");
        name.push(suffix);
        name.into()
    })
}

/// Makes the copies of a file that are missing or older than it.
pub fn beside(path: &Path) -> Result<Sizes> {
    let [br, gz] = names(path);
    if !is_fresh(&br, &[path]) || !is_fresh(&gz, &[path]) {
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        write_whole(&br, &brotli(&bytes)?)?;
        write_whole(&gz, &gzip(&bytes)?)?;
    }
    let length = |path: &Path| Ok::<_, anyhow::Error>(path.metadata()?.len());
    Ok(Sizes { raw: length(path)?, brotli: length(&br)?, gzip: length(&gz)? })
}

fn brotli(mut bytes: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut packed, &params)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_copies_unpack_to_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lumbung.css");
        let text = "body { color: CanvasText } ".repeat(500);
        fs::write(&path, &text).unwrap();
        let sizes = beside(&path).unwrap();
        assert!(sizes.brotli < sizes.raw / 10 && sizes.gzip < sizes.raw / 10);

        let [br, gz] = names(&path).map(|path| fs::read(path).unwrap());
        let (mut from_br, mut from_gz) = (String::new(), String::new());
        brotli::Decompressor::new(&br[..], 4096).read_to_string(&mut from_br).unwrap();
        flate2::read::GzDecoder::new(&gz[..]).read_to_string(&mut from_gz).unwrap();
        assert_eq!((from_br, from_gz), (text.clone(), text));
    }
}
