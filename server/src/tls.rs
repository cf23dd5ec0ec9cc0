//! The cryptography that TLS uses in this process.
//!
//! The HTTP client is built without a provider of its own, so that the program
//! holds one implementation and not two. Which one that is, is said here and
//! nowhere else. Certificates, protocol versions and hosts are left to the
//! clients.

use std::sync::Once;

/// Makes `ring` the process-wide provider of cryptography for TLS.
///
/// May be called any number of times, and from everything that is about to
/// build a client. Where the program has already chosen a provider, that choice
/// stands.
pub fn tls() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // An error says only that somebody chose before us.
        rustls::crypto::ring::default_provider().install_default().ok();
    });
}
