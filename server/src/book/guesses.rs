//! Wrong guesses at passwords and codes, and how long to wait after them. A
//! name that nobody has is treated like any other.

use super::trail::{Entry, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::{Who, secret};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use sqlx::SqliteConnection;

/// What is guessed at, and how much guessing it bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    key: String,
    free: u32,
    first_wait: TimeDelta,
    /// Whether guesses from anywhere count.
    everywhere: bool,
}

impl Target {
    /// A name's password, guessed from one address: five free, then half a
    /// minute, doubled by each further one.
    #[must_use]
    pub fn password_from(name: &str, address: &str) -> Self {
        let key = secret::digest(&format!("password\n{name}\n{address}"));
        Self { key, free: 5, first_wait: TimeDelta::seconds(30), everywhere: false }
    }

    /// A name's password, guessed from anywhere: many hands make no more.
    #[must_use]
    pub fn password(name: &str) -> Self {
        let key = secret::digest(&format!("password\n{name}"));
        Self { key, free: 50, first_wait: TimeDelta::minutes(15), everywhere: true }
    }

    /// A person's second factor. The password was right already.
    #[must_use]
    pub fn code(person: i64) -> Self {
        Self {
            key: secret::digest(&format!("code\n{person}")),
            free: 5,
            first_wait: TimeDelta::seconds(30),
            everywhere: false,
        }
    }

    /// How long to wait after so many failures.
    fn wait(&self, failures: u32) -> Option<TimeDelta> {
        let beyond = failures.checked_sub(self.free)?;
        Some((self.first_wait * (1 << beyond.min(10))).min(LONGEST_WAIT))
    }
}

/// The longest wait.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// Failures are forgotten after so long without one.
const FORGOTTEN: TimeDelta = TimeDelta::hours(1);

impl Book {
    /// Lets somebody guess at targets, or says how long they have to wait. A
    /// guess counts as wrong until it proves right, so that many at once are
    /// no more than many in turn.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn try_guess(&self, targets: &[Target], now: DateTime<Utc>) -> Result<Option<TimeDelta>, BookError> {
        let mut tx = self.begin().await?;
        sqlx::query("delete from guess where last < ?").bind(stamp(now - FORGOTTEN)).execute(&mut *tx).await?;
        let mut longest = None;
        for target in targets {
            let query = sqlx::query_scalar("select until from guess where key = ?").bind(&target.key);
            let until: Option<String> = query.fetch_optional(&mut *tx).await?.flatten();
            let left = until.map(|until| moment(&until) - now).filter(|left| *left > TimeDelta::zero());
            longest = longest.max(left);
        }
        if longest.is_some() {
            return Ok(longest);
        }
        for target in targets {
            let failures = count(&mut tx, &target.key, now).await?;
            if let Some(wait) = target.wait(u32::try_from(failures).unwrap_or(u32::MAX)) {
                let rest = sqlx::query("update guess set until = ? where key = ?").bind(stamp(now + wait));
                rest.bind(&target.key).execute(&mut *tx).await?;
            }
        }
        tx.commit().await?;
        Ok(None)
    }

    /// Takes back that a guess was wrong: it was right. What was guessed at
    /// from here is forgotten; guesses from elsewhere stay counted.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn guessed_right(&self, targets: &[Target]) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        for target in targets {
            let query = if target.everywhere {
                "update guess set failures = failures - 1, until = null where key = ?"
            } else {
                "delete from guess where key = ?"
            };
            sqlx::query(query).bind(&target.key).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Records that somebody who has not signed in was refused. Of many from one
    /// household only the first five and then every doubling are recorded, with
    /// how many there were: strangers must not be able to fill the log.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_refusal(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        subject: &str,
        household: &str,
    ) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        let key = secret::digest(&format!("refused\n{subject}\n{household}"));
        let times = count(&mut tx, &key, now).await?;
        if is_recorded(times.unsigned_abs()) {
            let entry = Entry::of("sign-in-refused", subject).changed(None, json!({ "times": times }));
            record(&mut tx, who, now, &entry).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Forgets every wrong guess, so that nobody has to wait.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_guesses(&self, who: &Who, now: DateTime<Utc>) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        sqlx::query("delete from guess").execute(&mut *tx).await?;
        record(&mut tx, who, now, &Entry::of("waits-ended", "all")).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Counts once more under a key, and gives how often that was.
async fn count(tx: &mut SqliteConnection, key: &str, now: DateTime<Utc>) -> Result<i64, BookError> {
    let query = "insert into guess (key, failures, last) values (?1, 1, ?2)
        on conflict (key) do update set failures = failures + 1, last = ?2 returning failures";
    Ok(sqlx::query_scalar(query).bind(key).bind(stamp(now)).fetch_one(tx).await?)
}

/// Whether the so-manieth refusal is recorded.
fn is_recorded(times: u64) -> bool {
    times <= 5 || times.is_power_of_two()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_refusals_ever_fewer_are_recorded() {
        let recorded: Vec<u64> = (1..=100).filter(|times| is_recorded(*times)).collect();
        assert_eq!(recorded, [1, 2, 3, 4, 5, 8, 16, 32, 64]);
    }

    #[test]
    fn the_wait_doubles_and_ends_at_a_quarter_of_an_hour() {
        let target = Target::password_from("siti", "10.0.0.1");
        let waits: Vec<_> =
            (4..12).map(|failures| target.wait(failures).map_or(0, |wait| wait.num_seconds())).collect();
        assert_eq!(waits, [0, 30, 60, 120, 240, 480, 900, 900]);
        assert_eq!(target.wait(u32::MAX), Some(LONGEST_WAIT));
    }
}
