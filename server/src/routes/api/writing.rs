//! How many large files are written at once: each holds a thread until its reader has all of
//! it, and nobody gets them all.

use crate::routes::address::household;
use crate::routes::refusal::Refusal;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Files that are written at once.
const AT_ONCE: usize = 8;
/// Files of one household among them. Programs on this machine may have all.
const OF_ONE: usize = 3;
/// Seconds after which somebody may try again who was one too many.
const AGAIN: u64 = 10;

/// How many files each household has.
type Each = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// The files that are being written.
#[derive(Debug, Clone)]
pub(in crate::routes) struct Writing {
    all: Arc<Semaphore>,
    each: Each,
}

impl Default for Writing {
    fn default() -> Self {
        Self { all: Arc::new(Semaphore::new(AT_ONCE)), each: Arc::default() }
    }
}

/// The right to write one file, until it is dropped.
#[derive(Debug)]
pub(in crate::routes) struct Permit {
    _one: OwnedSemaphorePermit,
    of: Option<(IpAddr, Each)>,
}

impl Writing {
    /// Lets somebody at an address write a file.
    ///
    /// # Errors
    /// While they, or all together, write as many as may be: when to come again.
    pub fn begin(&self, address: IpAddr) -> Result<Permit, Refusal> {
        let one = Arc::clone(&self.all).try_acquire_owned().map_err(|_| Refusal::TooMany(AGAIN))?;
        if address.is_loopback() {
            return Ok(Permit { _one: one, of: None });
        }
        let house = household(address);
        let mut each = self.each.lock().unwrap_or_else(PoisonError::into_inner);
        let written = each.entry(house).or_default();
        if *written >= OF_ONE {
            return Err(Refusal::TooMany(AGAIN));
        }
        *written += 1;
        drop(each);
        Ok(Permit { _one: one, of: Some((house, Arc::clone(&self.each))) })
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let Some((house, each)) = &self.of else { return };
        let mut each = each.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(written) = each.get_mut(house) {
            *written -= 1;
            if *written == 0 {
                each.remove(house);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_household_leaves_files_to_the_others() {
        let (writing, one, two) =
            (Writing::default(), "198.51.100.1".parse().unwrap(), "198.51.100.2".parse().unwrap());
        let mut held: Vec<Permit> = (0..OF_ONE).map(|_| writing.begin(one).unwrap()).collect();
        assert!(writing.begin(one).is_err());
        let other = writing.begin(two).unwrap();
        held.pop();
        let again = writing.begin(one).unwrap();
        drop((held, other, again));
        assert!(writing.each.lock().unwrap().is_empty());
        let here = "127.0.0.1".parse().unwrap();
        let all: Vec<Result<Permit, Refusal>> = (0..=AT_ONCE).map(|_| writing.begin(here)).collect();
        assert_eq!(all.iter().flatten().count(), AT_ONCE);
    }
}
