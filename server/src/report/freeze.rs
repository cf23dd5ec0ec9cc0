//! Sheets by the clock: what is due is made from what is known at the end of its week and
//! kept for ever; and the draft of the running week.

use super::notice::notice;
use super::pdf::{self, PdfError};
use super::{Setting, compose, has_data, html};
use crate::auth::Who;
use crate::book::NewSheet;
use crate::clock::Clock;
use crate::jobs::Stop;
use crate::live::Live;
use crate::notify::Notice;
use crate::store::StoreError;
use crate::wib;
use chrono::{DateTime, NaiveDateTime, Utc};
use lumbung_data::backtest;
use lumbung_data::granary::Granary;
use lumbung_data::model::sheet::Sheet;
use lumbung_data::model::{IsoWeek, Lang, day};
use lumbung_data::profile::{Profile, SheetPlan};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::MissedTickBehavior;

/// How often it is looked whether a week is due, which costs nothing while none is.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often the outlook of the version that is shown is waited for, before the sheet's own
/// is computed.
const WAITS: u32 = 600;
/// The outlook takes one core: the others are for requests.
const WORKERS: NonZeroUsize = NonZeroUsize::MIN;

/// What is known at the end of a week, with the outlook of its last day. That of the
/// granary is taken over where it is of this version and no day is left out.
#[must_use]
pub fn known_at(
    granary: &Granary,
    profile: &Profile,
    week: IsoWeek,
    is_foreseen: bool,
    workers: NonZeroUsize,
) -> Granary {
    let known = granary.until(week.sunday());
    if is_foreseen && !known.prospects().is_empty() {
        return known;
    }
    if let Some(last) = known.last_day(profile) {
        known.expect(Arc::new(backtest::prospects(&known, profile, day::of(last), workers)));
    }
    known
}

/// A model with what is drawn of it; the PDF and the picture are in Indonesian.
#[must_use]
pub fn drawn(sheet: Sheet) -> NewSheet {
    let [html_id, html_en] = [Lang::Id, Lang::En].map(|lang| html::document_of(&sheet, lang));
    let week = sheet.week;
    // A sheet without its paper is still one: the page must not wait for it.
    let made = |drawn: Result<Vec<u8>, PdfError>| {
        drawn.inspect_err(|error| tracing::error!(%error, %week, "a sheet could not be put on paper")).ok()
    };
    let (pdf, png) = (made(pdf::pdf(&sheet, Lang::Id)), made(pdf::png(&sheet, Lang::Id)));
    NewSheet { sheet, html_id, html_en, pdf, png }
}

/// The weeks whose sheets are due and not frozen, oldest first: from the first frozen one
/// on, else the last alone.
#[must_use]
pub fn due(plan: &SheetPlan, frozen: &[IsoWeek], now: NaiveDateTime) -> Vec<IsoWeek> {
    let last = last_due(plan, now);
    let Some(first) = frozen.iter().min() else { return vec![last] };
    let weeks = std::iter::successors(Some(first.next()), |week| Some(week.next()));
    weeks.take_while(|week| *week <= last).filter(|week| !frozen.contains(week)).collect()
}

/// The last week whose moment has come.
pub(crate) fn last_due(plan: &SheetPlan, now: NaiveDateTime) -> IsoWeek {
    // The moment lies in the week itself or in the one after.
    let this = IsoWeek::of(now.date());
    [this, this.before(1)].into_iter().find(|week| plan.moment(*week) <= now).unwrap_or_else(|| this.before(2))
}

/// Makes and keeps the sheets of a server.
#[derive(Debug)]
pub struct Sheets {
    live: Arc<Live>,
    /// Scheme and host under which others reach this Lumbung, where that is set.
    site: Option<String>,
    draft: Mutex<Option<Draft>>,
}

/// The draft that was made last, with what it was made from.
#[derive(Debug, Clone)]
struct Draft {
    version: i64,
    foreseen: i64,
    /// The stamp of the interventions.
    stamp: i64,
    sheet: Arc<Sheet>,
}

impl Sheets {
    /// Sheets of what a server shows.
    #[must_use]
    pub fn new(live: Arc<Live>, site: Option<String>) -> Self {
        Self { live, site, draft: Mutex::default() }
    }

    /// The week of the latest data: the one whose draft is shown.
    #[must_use]
    pub fn running(&self) -> Option<IsoWeek> {
        crate::pages::latest(&self.live.granary(), &self.live.profile).map(IsoWeek::of)
    }

    /// When a week is frozen by itself, in western Indonesia; none where that is past.
    #[must_use]
    pub fn due_at(&self, week: IsoWeek, now: DateTime<Utc>) -> Option<NaiveDateTime> {
        let moment = self.live.profile.sheet.moment(week);
        (moment > wib::local(now).naive_local()).then_some(moment)
    }

    /// The draft of the running week; none of any other. It rests on the outlook that is
    /// shown, and has none while that is computed.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub async fn draft(&self, week: IsoWeek, now: DateTime<Utc>) -> Result<Option<Arc<Sheet>>, StoreError> {
        if self.running() != Some(week) {
            return Ok(None);
        }
        let (granary, foreseen, acts) = (self.live.granary(), self.live.foreseen(), self.live.interventions());
        let version = granary.version();
        let kept = self.draft.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let of = (version, foreseen, acts.stamp);
        let is_same = |kept: &Draft| (kept.version, kept.foreseen, kept.stamp) == of && kept.sheet.week == week;
        if let Some(kept) = kept.filter(is_same) {
            return Ok(Some(kept.sheet));
        }
        let before = self.live.store.book.frozen_sheet(week.before(1)).await?;
        let (profile, site) = (Arc::clone(&self.live.profile), self.site.clone());
        let sheet = tokio::task::spawn_blocking(move || {
            let known = granary.until(week.sunday());
            let interventions = &acts.entries;
            let before = before.as_ref();
            let setting = Setting { week, now, draft: true, site: site.as_deref(), before, interventions };
            Arc::new(compose(&known, &profile, &setting))
        })
        .await?;
        let draft = Draft { version, foreseen, stamp: of.2, sheet: Arc::clone(&sheet) };
        *self.draft.lock().unwrap_or_else(PoisonError::into_inner) = Some(draft);
        Ok(Some(sheet))
    }

    /// Whether a week can be frozen: it has begun and has data.
    #[must_use]
    pub fn can_freeze(&self, week: IsoWeek, now: DateTime<Utc>) -> bool {
        week.monday() <= wib::local(now).date_naive() && has_data(&self.live.granary(), &self.live.profile, week)
    }

    /// Freezes the sheet of a week and has subscribers told, in one transaction; false where
    /// it was frozen before. Of a week that is made up for, and of simulated prices, nobody
    /// is told.
    ///
    /// # Errors
    /// When the book cannot be read or written; nothing is frozen then.
    pub async fn freeze(&self, week: IsoWeek, who: &Who, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let book = &self.live.store.book;
        let before = book.frozen_sheet(week.before(1)).await?;
        let (granary, profile, site) = (self.live.granary(), Arc::clone(&self.live.profile), self.site.clone());
        let is_foreseen = self.live.foreseen() == granary.version();
        let acts = book.interventions().await?;
        let is_news = week >= last_due(&profile.sheet, wib::local(now).naive_local());
        let (new, told): (NewSheet, Option<Notice>) = tokio::task::spawn_blocking(move || {
            let known = known_at(&granary, &profile, week, is_foreseen, WORKERS);
            let (before, interventions) = (before.as_ref(), &acts[..]);
            let setting = Setting { week, now, draft: false, site: site.as_deref(), before, interventions };
            let new = drawn(compose(&known, &profile, &setting));
            let told = (is_news && !new.sheet.simulated).then(|| notice(&new));
            (new, told)
        })
        .await?;
        let is_new = book.freeze(&new, told.as_ref(), who, now).await?;
        if is_new {
            tracing::info!(%week, version = new.sheet.version, "the weekly sheet is frozen");
        }
        Ok(is_new)
    }

    /// Freezes what is due and has data, the oldest first. Gives how many were frozen.
    ///
    /// # Errors
    /// When the book cannot be read or written.
    pub async fn catch_up(&self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        let frozen: Vec<IsoWeek> = self.live.store.book.frozen_weeks().await?.iter().map(|one| one.week).collect();
        let due = due(&self.live.profile.sheet, &frozen, wib::local(now).naive_local());
        let mut made = 0;
        for week in due {
            if has_data(&self.live.granary(), &self.live.profile, week) {
                made += usize::from(self.freeze(week, &Who::lumbung(), now).await?);
            }
        }
        Ok(made)
    }

    /// Freezes by the clock for ever. What fails is logged and tried again.
    pub async fn follow(self: Arc<Self>, clock: Clock, mut stop: Stop) {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut done, mut waited) = (None, 0);
        while stop.or(ticks.tick()).await.is_some() {
            let now = clock.now();
            let week = last_due(&self.live.profile.sheet, wib::local(now).naive_local());
            let version = self.live.granary().version();
            if done == Some((week, version)) {
                continue;
            }
            // The outlook of this version is on its way, and serves the sheet too.
            let is_foreseen = self.live.foreseen() == version || self.running().is_none();
            if !is_foreseen && waited < WAITS {
                waited += 1;
                continue;
            }
            waited = 0;
            match self.catch_up(now).await {
                Ok(_) => done = Some((week, version)),
                Err(error) => tracing::error!(%error, "the weekly sheet cannot be frozen"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(text: &str) -> IsoWeek {
        IsoWeek::parse(text).unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn before_its_hour_on_sunday_a_week_is_not_due() {
        let plan = SheetPlan::default();
        assert_eq!(due(&plan, &[], at("2025-12-14T19:59:59")), [week("2025-W49")]);
        assert_eq!(due(&plan, &[], at("2025-12-14T20:00:00")), [week("2025-W50")]);
        assert_eq!(due(&plan, &[], at("2025-12-15T00:00:00")), [week("2025-W50")]);
    }

    #[test]
    fn weeks_that_were_missed_since_the_first_frozen_one_are_due_oldest_first() {
        let frozen = [week("2025-W50"), week("2025-W47")];
        let found = due(&SheetPlan::default(), &frozen, at("2025-12-28T20:00:00"));
        assert_eq!(found, ["2025-W48", "2025-W49", "2025-W51", "2025-W52"].map(week));
        assert_eq!(due(&SheetPlan::default(), &[week("2025-W50")], at("2025-12-16T08:00:00")), []);
    }
}
