//! Who wants to be told what: the wishes of a subscriber, and the hours in which
//! nobody is to be disturbed.

use super::{Lang, ParseError, WarningLevel};
use chrono::{Days, NaiveDateTime, NaiveTime};
use std::fmt;

/// How a subscriber is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// By mail.
    Mail,
    /// By a request to an address of theirs.
    Webhook,
}

impl Channel {
    /// Its name in the database and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Webhook => "webhook",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Mail, Self::Webhook].into_iter().find(|one| one.as_str() == text)
    }
}

/// What the body of a request to a subscriber's address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HookFormat {
    /// A JSON object with the message and what it is about.
    #[default]
    Json,
    /// The message alone, as plain text.
    Text,
}

impl HookFormat {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Json, Self::Text];

    /// Its name in the database and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Text => "text",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// How a subscriber wants warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WarningWish {
    /// Not at all.
    Off,
    /// Each as it comes.
    Immediate,
    /// Once a day, all that came since the day before.
    #[default]
    Daily,
}

impl WarningWish {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Daily, Self::Immediate, Self::Off];

    /// Its name in the database and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Immediate => "immediate",
            Self::Daily => "daily",
        }
    }

    /// The one of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let found = Self::ALL.into_iter().find(|one| one.as_str() == text);
        found.ok_or_else(|| ParseError::new(text, "wish", "off, immediate or daily"))
    }
}

impl fmt::Display for WarningWish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The hours of a day, in western Indonesian time, in which no warning is sent. They
/// may go over midnight.
///
/// ```
/// use lumbung_data::model::Quiet;
/// let quiet = Quiet::parse("21:00", "06:00").unwrap();
/// let at = |text: &str| text.parse().unwrap();
/// assert_eq!(quiet.end(at("2023-12-11T22:30:00")), Some(at("2023-12-12T06:00:00")));
/// assert_eq!(quiet.end(at("2023-12-11T12:00:00")), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    from: NaiveTime,
    to: NaiveTime,
}

impl Quiet {
    /// The hours between two times, each as `21:00`; none where they are the same or
    /// no times.
    #[must_use]
    pub fn parse(from: &str, to: &str) -> Option<Self> {
        // Browsers may send seconds as well.
        let time = |text: &str| NaiveTime::parse_from_str(text.get(..5)?, "%H:%M").ok();
        let (from, to) = (time(from)?, time(to)?);
        (from != to).then_some(Self { from, to })
    }

    /// When they begin, as `21:00`.
    #[must_use]
    pub fn from(&self) -> String {
        self.from.format("%H:%M").to_string()
    }

    /// When they end, as `06:00`.
    #[must_use]
    pub fn to(&self) -> String {
        self.to.format("%H:%M").to_string()
    }

    /// The moment at which they end, where a moment lies within them. They begin at
    /// their first minute and are over at their last.
    #[must_use]
    pub fn end(&self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let (day, time) = (at.date(), at.time());
        if self.from < self.to {
            return (self.from <= time && time < self.to).then(|| day.and_time(self.to));
        }
        if time < self.to {
            return Some(day.and_time(self.to));
        }
        (time >= self.from).then(|| day.checked_add_days(Days::new(1)).unwrap_or(day).and_time(self.to))
    }
}

/// What a subscriber wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// In which language.
    pub lang: Lang,
    /// Whether the weekly sheet.
    pub weekly: bool,
    /// How warnings.
    pub warnings: WarningWish,
    /// Only of this level and above.
    pub least: WarningLevel,
    /// When no warning is sent.
    pub quiet: Option<Quiet>,
    /// Whether warnings of the gravest level are sent in these hours too.
    pub awas_anytime: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            lang: Lang::Id,
            weekly: true,
            warnings: WarningWish::default(),
            least: WarningLevel::Siaga,
            quiet: None,
            awas_anytime: false,
        }
    }
}

impl Wishes {
    /// Whether anything is wanted at all.
    #[must_use]
    pub fn any(&self) -> bool {
        self.weekly || self.warnings != WarningWish::Off
    }

    /// Until when a warning of a level, told at a moment of western Indonesia, has to
    /// wait; none where it goes out.
    #[must_use]
    pub fn waits(&self, level: Option<WarningLevel>, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let urgent = self.awas_anytime && level == Some(WarningLevel::Awas);
        self.quiet.filter(|_| !urgent)?.end(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn quiet_hours_over_midnight_end_the_next_morning() {
        let quiet = Quiet::parse("21:00", "06:00").unwrap();
        assert_eq!(quiet.end(at("2023-12-31T21:00:00")), Some(at("2024-01-01T06:00:00")));
        assert_eq!(quiet.end(at("2024-01-01T05:59:59")), Some(at("2024-01-01T06:00:00")));
        assert_eq!(quiet.end(at("2024-01-01T06:00:00")), None);
        assert_eq!(quiet.end(at("2024-01-01T20:59:59")), None);
    }

    #[test]
    fn quiet_hours_within_a_day_end_on_it() {
        let quiet = Quiet::parse("12:00", "13:30").unwrap();
        assert_eq!(quiet.end(at("2023-12-11T12:00:00")), Some(at("2023-12-11T13:30:00")));
        assert_eq!(quiet.end(at("2023-12-11T13:30:00")), None);
        assert_eq!(quiet.end(at("2023-12-11T00:00:00")), None);
    }

    #[test]
    fn what_is_no_time_makes_no_quiet_hours() {
        for (from, to) in [("21:00", ""), ("", "06:00"), ("25:00", "06:00"), ("9", "10"), ("07:00", "07:00")] {
            assert_eq!(Quiet::parse(from, to), None, "{from} {to}");
        }
        assert_eq!(Quiet::parse("21:00:00", "06:15:00").unwrap().to(), "06:15");
    }

    #[test]
    fn only_the_gravest_breaks_the_quiet_and_only_where_it_is_wished() {
        let quiet = Quiet::parse("21:00", "06:00");
        let (night, morning) = (at("2023-12-11T23:00:00"), Some(at("2023-12-12T06:00:00")));
        let wishes = Wishes { quiet, awas_anytime: true, ..Wishes::default() };
        assert_eq!(wishes.waits(Some(WarningLevel::Awas), night), None);
        assert_eq!(wishes.waits(Some(WarningLevel::Siaga), night), morning);
        let sleeper = Wishes { awas_anytime: false, ..wishes };
        assert_eq!(sleeper.waits(Some(WarningLevel::Awas), night), morning);
        assert_eq!(Wishes::default().waits(Some(WarningLevel::Siaga), night), None);
    }
}
