//! Names to sign in with and addresses to write to.

/// Who did something without having signed in, in the audit log.
pub const ANONYMOUS: &str = "anonymous";

/// Whether a text can be a name to sign in with.
#[must_use]
pub fn is_name(name: &str) -> bool {
    (3..=40).contains(&name.len())
        && name != ANONYMOUS
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b))
}

/// Whether a text can be a name to be called by: nothing in it may break a line,
/// hide, or turn the order of what stands beside it.
#[must_use]
pub fn is_full_name(text: &str) -> bool {
    let hides =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !text.trim().is_empty() && !text.chars().any(|c| c.is_control() || hides(c))
}

/// Whether a text looks like an e-mail address; mail shows whether it is one.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    text.len() <= 254
        && parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_have_their_form() {
        assert!(is_name("siti.nur-2") && !is_name("Siti") && !is_name("si") && !is_name("siti nur"));
        assert!(!is_name(ANONYMOUS), "nobody bears the name of nobody");
        assert!(is_full_name("Siti Aminah, S.E.") && is_full_name("O’Neill"));
        for bad in ["", " ", "Siti\nAminah", "\u{202e}imanA itiS", "Si\u{200b}ti"] {
            assert!(!is_full_name(bad), "{bad:?}");
        }
        assert!(is_email("siti@bandung.go.id"));
        for bad in ["siti", "@b.id", "siti@localhost", "a@b.id\r\nBcc: x@y.id", "a@b@c.id", "<a@b.id>"] {
            assert!(!is_email(bad), "{bad:?}");
        }
    }
}
