//! Passwords: what is accepted, and how they are kept.
//!
//! The rules are those of OWASP ASVS 5.0, 6.2: length counts, common and easily
//! guessed ones are refused, nothing is demanded of their letters. They are kept
//! as argon2id with the parameters that OWASP's Password Storage Cheat Sheet
//! gives as the least: 19 MiB, 2 passes, 1 lane.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use lumbung_data::model::office::What;
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// The least length, in characters.
pub const LEAST: usize = 12;
/// The greatest length, in characters: beyond it hashing would be a burden.
pub const MOST: usize = 256;
/// Guesses that a password must withstand, as a power of ten, in zxcvbn's
/// estimate: beyond what an online guesser can try in years.
const LEAST_GUESSES_LOG10: f64 = 8.0;
/// How much of a password the estimate looks at.
const LOOKED_AT: usize = 100;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Whether a password is accepted for somebody of these names.
///
/// # Errors
/// Why it is not.
pub fn check(password: &str, names: &[&str]) -> Result<(), What> {
    let length = password.chars().count();
    if length < LEAST {
        return Err(What::PasswordShort(LEAST));
    }
    if length > MOST {
        return Err(What::PasswordLong(MOST));
    }
    let start: String = password.chars().take(LOOKED_AT).collect();
    let context: Vec<&str> = names.iter().copied().chain(["lumbung", "inflasi", "bandung", "katasandi"]).collect();
    if zxcvbn::zxcvbn(&start, &context).guesses_log10() < LEAST_GUESSES_LOG10 {
        return Err(What::PasswordCommon);
    }
    Ok(())
}

/// Hashes and compares passwords, few at a time: each takes 19 MiB.
#[derive(Debug, Clone)]
pub struct Hasher {
    slots: Arc<Semaphore>,
}

/// Hashing that could not be done.
#[derive(Debug, thiserror::Error)]
#[error("a password could not be hashed: {0}")]
pub struct HashError(String);

/// What is compared with where there is no account, so that this takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash(&super::secret::new()).unwrap_or_default());

impl Default for Hasher {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { slots: Arc::new(Semaphore::new(cores)) }
    }
}

impl Hasher {
    /// The password as it is kept.
    ///
    /// # Errors
    /// When there is no memory or no random source.
    pub async fn hash(&self, password: &str) -> Result<String, HashError> {
        let password = password.to_owned();
        self.run(move || hash(&password)).await?
    }

    /// Whether a password is the one that is kept. Without one it takes as long
    /// and is not.
    ///
    /// # Errors
    /// When there is no memory.
    pub async fn matches(&self, password: &str, kept: Option<&str>) -> Result<bool, HashError> {
        let (password, kept) = (password.to_owned(), kept.map(str::to_owned));
        self.run(move || {
            let real = kept.is_some();
            let kept = kept.unwrap_or_else(|| NOBODY.clone());
            // A longer one was never accepted, and is not hashed whole.
            let fits = password.chars().count() <= MOST;
            let start: String = password.chars().take(MOST).collect();
            let same = PasswordHash::new(&kept)
                .is_ok_and(|kept| argon2().is_ok_and(|argon2| argon2.verify_password(start.as_bytes(), &kept).is_ok()));
            real & fits & same
        })
        .await
    }

    /// Whether a password is accepted for somebody of these names, see [`check`],
    /// which takes a moment.
    ///
    /// # Errors
    /// When it could not be looked at.
    pub async fn check(&self, password: &str, names: &[&str]) -> Result<Result<(), What>, HashError> {
        let password = password.to_owned();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        self.run(move || check(&password, &names.iter().map(String::as_str).collect::<Vec<_>>())).await
    }

    /// Makes the hash that stands for nobody, so that the first sign-in does
    /// not take longer than the others.
    pub async fn warm_up(&self) {
        // A failure shows at the first sign-in.
        let _ = self.run(|| NOBODY.len()).await;
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashError> {
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(|error| HashError(error.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(slot);
            done
        });
        done.await.map_err(|error| HashError(error.to_string()))
    }
}

fn argon2() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| HashError(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> Result<String, HashError> {
    let hashed = argon2()?.hash_password(password.as_bytes()).map_err(|error| HashError(error.to_string()))?;
    Ok(hashed.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_and_letters_are_free() {
        assert_eq!(check("pendek saja", &[]), Err(What::PasswordShort(LEAST)));
        assert_eq!(check("beras sebakul di lumbung tua", &[]), Ok(()));
        assert_eq!(check("ayam jago naik becak", &[]), Ok(()));
        assert_eq!(check(&"é7 ".repeat(MOST), &[]), Err(What::PasswordLong(MOST)));
        assert_eq!(check("tujuhpuluhempat kereta melaju ke arah timur tanpa berhenti sekali pun", &[]), Ok(()));
    }

    #[test]
    fn common_and_easily_guessed_passwords_are_refused() {
        for bad in
            ["passwordpassword", "123456789012", "qwertyuiop12", "aaaaaaaaaaaaaaaa", "lumbunglumbung", "iloveyou1234"]
        {
            assert_eq!(check(bad, &[]), Err(What::PasswordCommon), "{bad}");
        }
        assert_eq!(check("siti.nurhaliza", &["siti.nurhaliza", "Siti Nurhaliza"]), Err(What::PasswordCommon));
    }

    #[tokio::test]
    async fn a_password_is_known_again_and_no_other_is() {
        let hasher = Hasher::default();
        let kept = hasher.hash("beras sebakul di lumbung").await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(hasher.matches("beras sebakul di lumbung", Some(&kept)).await.unwrap());
        assert!(!hasher.matches("beras sebakul di lumbunG", Some(&kept)).await.unwrap());
        assert!(!hasher.matches("", None).await.unwrap());
    }
}
