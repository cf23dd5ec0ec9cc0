//! Secrets that are handed out once: session cookies, one-time links, tokens,
//! recovery codes. They come from the operating system's random source, and
//! only their SHA-256 is kept: they are too long to be guessed from it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// How every API token begins, so that a leaked one is recognised.
pub const TOKEN_PREFIX: &str = "lumbung_";

/// A new secret of 256 bits, in letters that any address can hold.
///
/// # Panics
/// When the operating system has no random source.
#[must_use]
pub fn new() -> String {
    URL_SAFE_NO_PAD.encode(random::<32>())
}

/// A new API token.
#[must_use]
pub fn new_token() -> String {
    format!("{TOKEN_PREFIX}{}", new())
}

/// A new recovery code of 120 bits, in six groups of four letters and digits
/// without the ones that look alike. Above 112 bits a plain digest may be kept.
#[must_use]
pub fn new_recovery_code() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567890";
    let letters: Vec<char> = random::<24>().iter().map(|byte| LETTERS[usize::from(byte % 32)].into()).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What is kept of a secret.
#[must_use]
pub fn digest(secret: &str) -> String {
    lumbung_data::source::sha256(secret.as_bytes())
}

/// Random bytes.
pub(super) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system has a random source");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_secrets_are_alike_and_each_has_256_bits() {
        let (one, other) = (new(), new());
        assert_ne!(one, other);
        assert_eq!(URL_SAFE_NO_PAD.decode(&one).unwrap().len(), 32);
        assert!(new_token().starts_with(TOKEN_PREFIX));
    }

    #[test]
    fn a_recovery_code_can_be_read_aloud() {
        let code = new_recovery_code();
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4; 6]);
        assert!(!code.contains(['i', 'l', 'o', '1']));
    }
}
