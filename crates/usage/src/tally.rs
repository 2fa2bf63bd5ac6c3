//! Two series side by side, by month and by fiscal year, and how many users there were.

use crate::line::days;
use jiff::civil::{Date, date};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher, RandomState};

/// Requests of one month or one fiscal year. Each request is in exactly one of the last six.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Requests {
    /// Every line that could be read.
    pub all: u64,
    /// Those that people made, as far as can be told: the figure to report.
    pub counted: u64,
    /// Refused, redirected or failed: any status but 200 and 304.
    pub failed: u64,
    /// Neither `GET` nor `POST`.
    pub other_methods: u64,
    /// Parts of pages (images, styles, scripts), or outside the paths asked for.
    pub parts: u64,
    /// Made by a program on the list of robots.
    pub robots: u64,
    /// First of two clicks within thirty seconds.
    pub double_clicks: u64,
}

/// A month or a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Period {
    /// Its requests.
    #[serde(flatten)]
    pub requests: Requests,
    /// Distinct users behind the requests counted. Never the sum of shorter periods.
    pub users: u64,
    /// Distinct users behind all requests.
    pub users_all: u64,
}

/// What a line is counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Failed,
    OtherMethod,
    Part,
    Robot,
    Person,
}

/// Hashes are spread evenly already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

type Users = HashSet<u64, BuildHasherDefault<AsItIs>>;

#[derive(Default)]
struct Gathered {
    requests: Requests,
    users: Users,
    users_all: Users,
}

impl Gathered {
    fn period(&self) -> Period {
        let number = |users: &Users| users.len() as u64;
        Period { requests: self.requests, users: number(&self.users), users_all: number(&self.users_all) }
    }
}

/// A month as a number: 24303 is April 2025.
type Month = i64;

/// The series as they grow.
#[derive(Default)]
pub(crate) struct Tally {
    months: BTreeMap<Month, Gathered>,
    years: BTreeMap<i16, Gathered>,
    /// The key of each fiscal year's hashes, drawn when its first line comes.
    keys: BTreeMap<i16, RandomState>,
    /// The day of the last line, which the next one mostly shares.
    last: Option<(i64, Month, i16)>,
}

impl Tally {
    /// The hash of a user in the fiscal year of a time.
    pub(crate) fn user(&mut self, at: i64, address: &[u8], user: &[u8], agent: &[u8]) -> u64 {
        let (_, year) = self.place(at);
        let key = self.keys.entry(year).or_default();
        // A user whom the server knows is one, wherever from; anybody else is an address with a program.
        if user.is_empty() { key.hash_one((address, agent)) } else { key.hash_one(("", user)) }
    }

    /// Counts a line among all.
    pub(crate) fn line(&mut self, at: i64, sort: Sort, user: u64) {
        self.each(at, |requests| {
            requests.all += 1;
            match sort {
                Sort::Failed => requests.failed += 1,
                Sort::OtherMethod => requests.other_methods += 1,
                Sort::Part => requests.parts += 1,
                Sort::Robot => requests.robots += 1,
                Sort::Person => {}
            }
        });
        self.insert(at, user, |gathered| &mut gathered.users_all);
    }

    /// Counts a person's request.
    pub(crate) fn counted(&mut self, at: i64, user: u64) {
        self.each(at, |requests| requests.counted += 1);
        self.insert(at, user, |gathered| &mut gathered.users);
    }

    /// Takes back a request that a second click replaces.
    pub(crate) fn replaced(&mut self, at: i64) {
        self.each(at, |requests| {
            requests.counted = requests.counted.saturating_sub(1);
            requests.double_clicks += 1;
        });
    }

    fn each(&mut self, at: i64, change: impl Fn(&mut Requests)) {
        let (month, year) = self.place(at);
        change(&mut self.months.entry(month).or_default().requests);
        change(&mut self.years.entry(year).or_default().requests);
    }

    /// Adds a user. Whom a month knows, its fiscal year knows: the larger set, which fits no cache, is asked for new ones only.
    fn insert(&mut self, at: i64, user: u64, users: impl Fn(&mut Gathered) -> &mut Users) {
        let (month, year) = self.place(at);
        if users(self.months.entry(month).or_default()).insert(user) {
            users(self.years.entry(year).or_default()).insert(user);
        }
    }

    fn place(&mut self, at: i64) -> (Month, i16) {
        // Japan has no summer time: its day begins nine hours before that of UTC.
        let day = (at + 9 * 3600).div_euclid(86_400);
        if let Some((last, month, year)) = self.last.filter(|(last, ..)| *last == day) {
            debug_assert_eq!(last, day);
            return (month, year);
        }
        let date = day_of(day);
        let month = i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
        let year = if date.month() >= 4 { date.year() } else { date.year() - 1 };
        self.last = Some((day, month, year));
        (month, year)
    }

    /// By month (`2024-04`) and by fiscal year.
    pub(crate) fn series(&self) -> (BTreeMap<String, Period>, BTreeMap<i16, Period>) {
        let name = |month: Month| format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
        (
            self.months.iter().map(|(month, gathered)| (name(*month), gathered.period())).collect(),
            self.years.iter().map(|(year, gathered)| (*year, gathered.period())).collect(),
        )
    }
}

/// The date of so many days after 1 January 1970; the last one that a calendar has, for more.
fn day_of(day: i64) -> Date {
    let epoch = date(1970, 1, 1);
    debug_assert_eq!(days(epoch), 0);
    let span = jiff::Span::new().try_days(day);
    span.and_then(|span| epoch.checked_add(span)).unwrap_or(if day < 0 { Date::MIN } else { Date::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_at_midnight_in_japan() {
        let check = |at: i64, month: &str, year: i16| {
            let mut tally = Tally::default();
            tally.line(at, Sort::Person, 1);
            let (months, years) = tally.series();
            assert_eq!((months.keys().next().map(String::as_str), years.keys().next()), (Some(month), Some(&year)));
        };
        // 31 March 2024, 23:59:59 in Japan, and a second later.
        check(1_711_897_199, "2024-03", 2023);
        check(1_711_897_200, "2024-04", 2024);
    }

    #[test]
    fn a_user_of_two_months_is_one_of_the_year() {
        let mut tally = Tally::default();
        for at in [1_711_897_200, 1_711_897_200 + 40 * 86_400] {
            let user = tally.user(at, b"192.0.2.7", b"", b"Firefox");
            tally.counted(at, user);
        }
        let (months, years) = tally.series();
        assert_eq!(months.values().map(|month| month.users).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(years[&2024].users, 1);
    }

    #[test]
    fn a_hash_of_one_year_tells_nothing_of_another_and_a_known_user_is_one_from_anywhere() {
        let mut tally = Tally::default();
        let (one_year, next) = (1_711_897_200, 1_711_897_200 + 366 * 86_400);
        let hash = |tally: &mut Tally, at, address: &[u8], user: &[u8]| tally.user(at, address, user, b"Firefox");
        assert_ne!(hash(&mut tally, one_year, b"192.0.2.7", b""), hash(&mut tally, next, b"192.0.2.7", b""));
        assert_ne!(hash(&mut tally, one_year, b"192.0.2.7", b""), hash(&mut tally, one_year, b"192.0.2.8", b""));
        assert_eq!(
            hash(&mut tally, one_year, b"192.0.2.7", b"mori"),
            hash(&mut tally, one_year, b"192.0.2.8", b"mori")
        );
    }
}
