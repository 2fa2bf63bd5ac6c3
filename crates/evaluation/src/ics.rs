//! Evaluations as a calendar of other programs: iCalendar (RFC 5545).

use jiff::civil::Date;
use std::fmt::Write as _;

/// Octets of a line before it is folded.
const LINE: usize = 75;

/// One entry: whole days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for the same evaluation for ever: `midterm-binds-2-2024@shirube`.
    pub id: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// What is due.
    pub summary: String,
    /// What says so.
    pub description: String,
    /// Where it opens; empty for nowhere.
    pub url: String,
}

/// A calendar by its name, as of a moment in UTC (`20261125T090000Z`): CRLF at the end of each line, lines folded at 75 octets, never within a character.
#[must_use]
pub fn ics(name: &str, stamp: &str, events: &[Event]) -> String {
    let mut out = String::new();
    let mut line = |words: &str| fold(words, &mut out);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Shirube//evaluation calendar//JA");
    line("CALSCALE:GREGORIAN");
    line(&format!("X-WR-CALNAME:{}", text(name)));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", text(&event.id)));
        line(&format!("DTSTAMP:{stamp}"));
        line(&format!("DTSTART;VALUE=DATE:{}", event.from.strftime("%Y%m%d")));
        // The end of a day that is not part of it any more.
        let after = event.until.tomorrow().unwrap_or(event.until);
        line(&format!("DTEND;VALUE=DATE:{}", after.strftime("%Y%m%d")));
        line(&format!("SUMMARY:{}", text(&event.summary)));
        line(&format!("DESCRIPTION:{}", text(&event.description)));
        if !event.url.is_empty() {
            let safe: String = event.url.chars().filter(char::is_ascii_graphic).collect();
            line(&format!("URL:{safe}"));
        }
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

/// A text with what has a meaning of its own escaped; control characters go.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

fn fold(words: &str, out: &mut String) {
    let mut room = LINE;
    for character in words.chars() {
        if character.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= character.len_utf8();
        let _ = out.write_char(character);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn event(summary: &str) -> Event {
        Event {
            id: "a@shirube".into(),
            from: date(2026, 4, 1),
            until: date(2027, 3, 31),
            summary: summary.into(),
            description: "規則; 例外, など".into(),
            url: String::new(),
        }
    }

    #[test]
    fn a_fiscal_year_is_whole_days_and_its_words_are_escaped() {
        let calendar = ics("計画", "20261125T090000Z", &[event("中間評価: 苔, 樫")]);
        for line in [
            "DTSTART;VALUE=DATE:20260401\r\n",
            "DTEND;VALUE=DATE:20270401\r\n",
            "SUMMARY:中間評価: 苔\\, 樫\r\n",
            "DESCRIPTION:規則\\; 例外\\, など\r\n",
        ] {
            assert!(calendar.contains(line), "{line}: {calendar}");
        }
    }

    proptest! {
        #[test]
        fn a_folded_line_is_short_and_says_the_same(words in "\\PC{0,200}") {
            let calendar = ics("x", "20261125T090000Z", &[event(&words)]);
            let short = calendar.split("\r\n").all(|line| line.len() <= LINE);
            let whole = calendar.replace("\r\n ", "").contains(&format!("SUMMARY:{}\r\n", text(&words)));
            prop_assert!(short && whole, "{}", calendar);
        }
    }
}
