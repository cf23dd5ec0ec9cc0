//! The flows that were begun and are not finished.
//!
//! Only keeps them, each for one use. What a flow is good for, and that it comes
//! back to the browser it was begun in, is left to the callers.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{Nonce, PkceCodeVerifier};

/// How many flows wait at most. Anyone may begin one, so there must be an end.
pub(super) const MOST: usize = 1_000;

/// How long a person may take at the provider.
const OLDEST: TimeDelta = TimeDelta::minutes(10);

/// What must be remembered to finish a flow.
pub(super) struct Flow {
    pub(super) verifier: PkceCodeVerifier,
    pub(super) nonce: Nonce,
    pub(super) begun: DateTime<Utc>,
}

/// The waiting flows under their states, oldest first.
#[derive(Default)]
pub(super) struct Pending(Mutex<VecDeque<(String, Flow)>>);

impl Pending {
    /// Remembers a flow, and forgets the oldest if there are too many.
    pub(super) fn put(&self, state: String, flow: Flow) {
        let mut flows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if flows.len() >= MOST {
            flows.pop_front();
        }
        flows.push_back((state, flow));
    }

    /// Takes the flow of a state out, if there is one that is not too old.
    pub(super) fn take(&self, state: &str, now: DateTime<Utc>) -> Option<Flow> {
        let mut flows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = flows.iter().position(|(known, _)| known == state)?;
        let (_, flow) = flows.remove(at)?;
        (now - flow.begun <= OLDEST).then_some(flow)
    }
}
