//! One line of an access log: common and combined format of Apache and nginx, with or without a host before it.
//!
//! The decision to question: a line is cut by hand, not by a regular expression. Ten million lines are counted in the time in which they
//! can be inflated, and quotes inside quotes are the one thing that expressions for this format get wrong.

use memchr::{memchr, memchr2};

/// What counting needs of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// Who asked, as the log has it: an address or a host's name.
    pub address: &'a [u8],
    /// Whom the server knows it to be; empty if nobody.
    pub user: &'a [u8],
    /// Seconds since 1970, UTC.
    pub at: i64,
    /// `GET`.
    pub method: &'a [u8],
    /// What was asked for, without the part after `?`.
    pub path: &'a [u8],
    /// The part after `?`.
    pub query: &'a [u8],
    /// 200.
    pub status: u16,
    /// What the program calls itself; none in the common format.
    pub agent: Option<&'a [u8]>,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unreadable {
    /// No time in brackets.
    Time,
    /// No request in quotes.
    Request,
    /// No status of three digits after it.
    Status,
}

impl<'a> Line<'a> {
    /// Cuts a line. Cost: one pass.
    pub(crate) fn read(line: &'a [u8]) -> Result<Self, Unreadable> {
        let open = memchr(b'[', line).ok_or(Unreadable::Time)?;
        let (before, rest) = line.split_at(open);
        let close = memchr(b']', rest).ok_or(Unreadable::Time)?;
        let at = time(&rest[1..close]).ok_or(Unreadable::Time)?;
        let mut words = before.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).rev();
        let user = words.next().filter(|user| *user != b"-").unwrap_or_default();
        words.next();
        let address = words.next().ok_or(Unreadable::Time)?;
        let (request, rest) = quoted(&rest[close + 1..]).ok_or(Unreadable::Request)?;
        let mut parts = request.split(|byte| *byte == b' ').filter(|part| !part.is_empty());
        // A request that is no HTTP at all stands there too, as `-` or as bytes of TLS: it is a request, and it failed.
        let (method, target) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let cut = memchr2(b'?', b'#', target).unwrap_or(target.len());
        let (path, query) = target.split_at(cut);
        let (status, rest) = status(rest).ok_or(Unreadable::Status)?;
        let agent = quoted(rest).and_then(|(_, rest)| quoted(rest)).map(|(agent, _)| agent);
        Ok(Self { address, user, at, method, path, query: query.get(1..).unwrap_or_default(), status, agent })
    }
}

/// The first text in quotes, and what follows it. A quote after a backslash belongs to the text.
fn quoted(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = memchr(b'"', text)? + 1;
    let mut at = start;
    loop {
        at += memchr2(b'"', b'\\', text.get(at..)?)?;
        if text[at] == b'"' {
            return Some((&text[start..at], &text[at + 1..]));
        }
        at += 2;
    }
}

fn status(text: &[u8]) -> Option<(u16, &[u8])> {
    let text = text.strip_prefix(b" ")?;
    let digits = text.get(..3).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
    let number = digits.iter().fold(0, |number, digit| number * 10 + u16::from(digit - b'0'));
    let rest = &text[3..];
    (rest.is_empty() || rest[0] == b' ').then_some((number, rest))
}

/// `17/May/2015:10:05:03 +0000` as seconds since 1970.
fn time(text: &[u8]) -> Option<i64> {
    let number = |from: usize, to: usize| -> Option<i64> {
        let digits = text.get(from..to)?;
        digits.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
    };
    let marks = [(2, b'/'), (6, b'/'), (11, b':'), (14, b':'), (17, b':'), (20, b' ')];
    if text.len() != 26 || marks.iter().any(|(at, mark)| text[*at] != *mark) {
        return None;
    }
    const MONTHS: [&[u8]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    let name = text[3..6].to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| **month == *name)?;
    let date = jiff::civil::Date::new(
        i16::try_from(number(7, 11)?).ok()?,
        i8::try_from(month + 1).ok()?,
        i8::try_from(number(0, 2)?).ok()?,
    )
    .ok()?;
    let (hour, minute, second) = (number(12, 14)?, number(15, 17)?, number(18, 20)?);
    let offset = number(22, 24)? * 3600 + number(24, 26)? * 60;
    let east = match text[21] {
        b'+' => offset,
        b'-' => -offset,
        _ => return None,
    };
    // A leap second is written as 60.
    (hour < 24 && minute < 60 && second <= 60).then(|| days(date) * 86_400 + hour * 3600 + minute * 60 + second - east)
}

/// Days since 1 January 1970.
pub(crate) fn days(date: jiff::civil::Date) -> i64 {
    // Counted from 1 March, so that a leap day ends its year (H. Hinnant, "chrono-compatible low-level date algorithms").
    let (month, day) = (i64::from(date.month()), i64::from(date.day()));
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const COMBINED: &str = r#"192.0.2.7 - - [17/May/2015:10:05:03 +0900] "GET /entry/42?view=full HTTP/1.1" 200 2032 "http://arden.example/" "Mozilla/5.0 (say \"hello\") X""#;

    #[test]
    fn a_combined_line_is_cut_into_its_parts() {
        let line = Line::read(COMBINED.as_bytes()).expect("a line");
        assert_eq!((line.address, line.user), (&b"192.0.2.7"[..], &b""[..]));
        assert_eq!((line.method, line.path, line.query), (&b"GET"[..], &b"/entry/42"[..], &b"view=full"[..]));
        assert_eq!(line.status, 200);
        assert_eq!(line.agent, Some(&br#"Mozilla/5.0 (say \"hello\") X"#[..]));
        assert_eq!(line.at, 1_431_824_703);
    }

    #[test]
    fn a_host_before_a_user_who_signed_in_and_the_common_format_are_read() {
        let line = Line::read(
            br#"db.arden.example:443 2001:db8::1 - mori [01/Apr/2024:00:00:00 +0900] "GET / HTTP/2.0" 304 -"#,
        )
        .expect("a line");
        assert_eq!((line.address, line.user), (&b"2001:db8::1"[..], &b"mori"[..]));
        assert_eq!((line.status, line.agent), (304, None));
    }

    #[test]
    fn what_is_no_line_is_told_apart() {
        let check = |text: &str, expected| assert_eq!(Line::read(text.as_bytes()), Err(expected), "{text}");
        check("<html><body>502 Bad Gateway</body></html>", Unreadable::Time);
        check(r#"192.0.2.7 - - [17/Mai/2015:10:05:03 +0900] "GET / HTTP/1.1" 200 1"#, Unreadable::Time);
        check(r#"192.0.2.7 - - [31/Feb/2015:10:05:03 +0900] "GET / HTTP/1.1" 200 1"#, Unreadable::Time);
        check(r#"192.0.2.7 - - [17/May/2015:10:05:03 +0900] "GET / HTTP"#, Unreadable::Request);
        check(r#"192.0.2.7 - - [17/May/2015:10:05:03 +0900] "GET / \"#, Unreadable::Request);
        check(r#"192.0.2.7 - - [17/May/2015:10:05:03 +0900] "GET / HTTP/1.1" 2000 1"#, Unreadable::Status);
        check(r#"192.0.2.7 - - [17/May/2015:10:05:03 +0900] "GET / HTTP/1.1""#, Unreadable::Status);
    }

    #[test]
    fn days_are_counted_as_the_calendar_counts_them() {
        let check = |day, expected| assert_eq!(days(day), expected, "{day}");
        check(date(1970, 1, 1), 0);
        check(date(1969, 12, 31), -1);
        check(date(2000, 2, 29), 11_016);
        check(date(2024, 4, 1), 19_814);
    }
}
