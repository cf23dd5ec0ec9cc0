//! Answers of the series API that were given, kept while they are asked for again: a chart
//! that a whole office looks at is written once a version.

use axum::body::Bytes;
use axum::http::HeaderValue;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::Arc;

/// Bytes of all answers that are kept.
const ROOM: u64 = 16 * 1024 * 1024;
/// The longest answer that is kept: a daily series of thirty years is shorter.
const LONGEST: usize = 512 * 1024;
/// What an answer is expected to take, address and table entry included.
const USUAL: u64 = 16 * 1024;

/// An answer without what follows from its version and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// The media type.
    pub kind: &'static str,
    /// How it is to be taken, with the name of the file.
    pub disposition: HeaderValue,
    /// The body.
    pub bytes: Bytes,
}

/// A version, and the path and query that were asked for.
type Key = (i64, Arc<str>);

#[derive(Debug, Clone)]
struct Weight;

impl Weighter<Key, Answer> for Weight {
    fn weight(&self, (_, address): &Key, answer: &Answer) -> u64 {
        (address.len() + answer.bytes.len() + answer.disposition.len() + size_of::<(Key, Answer)>()) as u64
    }
}

/// The answers that are kept. What is asked for least makes room, and so do, in time, those
/// of versions that are over.
#[derive(Debug)]
pub(super) struct Answers(Cache<Key, Answer, Weight>);

impl Default for Answers {
    fn default() -> Self {
        Self(Cache::with_weighter((ROOM / USUAL) as usize, ROOM, Weight))
    }
}

impl Answers {
    /// The answer to an address as of a version, if it is kept.
    pub fn of(&self, version: i64, address: &str) -> Option<Answer> {
        self.0.get(&(version, Arc::from(address)))
    }

    /// Keeps an answer, unless it is long.
    pub fn keep(&self, version: i64, address: &str, answer: &Answer) {
        if answer.bytes.len() <= LONGEST {
            self.0.insert((version, Arc::from(address)), answer.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(length: usize) -> Answer {
        let disposition = HeaderValue::from_static("inline");
        Answer { kind: "text/csv", disposition, bytes: Bytes::from(vec![b'1'; length]) }
    }

    #[test]
    fn an_answer_is_that_of_its_version_and_address() {
        let answers = Answers::default();
        answers.keep(2, "/a?x=1", &answer(3));
        assert_eq!(answers.of(2, "/a?x=1"), Some(answer(3)));
        assert_eq!(answers.of(3, "/a?x=1"), None);
        assert_eq!(answers.of(2, "/a?x=2"), None);
    }

    #[test]
    fn whatever_is_asked_for_the_room_is_not_exceeded() {
        let answers = Answers::default();
        for at in 0..200 {
            answers.keep(2, &format!("/{at}"), &answer(LONGEST));
        }
        assert!(answers.0.weight() <= ROOM, "{}", answers.0.weight());
        answers.keep(2, "/long", &answer(LONGEST + 1));
        assert_eq!(answers.of(2, "/long"), None);
    }
}
