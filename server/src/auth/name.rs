//! Names to sign in with and addresses to write to.

/// Whether a text can be a name to sign in with.
#[must_use]
pub fn is_name(name: &str) -> bool {
    (3..=40).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b))
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
        assert!(is_email("siti@bandung.go.id"));
        for bad in ["siti", "@b.id", "siti@localhost", "a@b.id\r\nBcc: x@y.id", "a@b@c.id", "<a@b.id>"] {
            assert!(!is_email(bad), "{bad:?}");
        }
    }
}
