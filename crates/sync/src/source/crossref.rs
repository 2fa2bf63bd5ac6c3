//! Crossref: works by the REST API, a thousand a page.
//!
//! Sources: <https://api.crossref.org/swagger-ui/index.html>,
//! <https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/>,
//! <https://doi.org/10.64000/wadve-3tj60> (the limits since 1 December 2025).
//!
//! The decision to question: a first run goes month by month of creation, which never changes, and later ones day by day
//! of indexing, which changes with every record. A mark lives five minutes, so each window must be small.

use super::encoded;
use crate::pages::{Page, Paged, WindowPlan};
use crate::problem::Problem;
use jiff::civil::{Date, date};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Crossref's first records.
const FIRST_DAY: Date = date(2002, 7, 1);

/// Works that pass a filter.
pub(crate) struct Crossref {
    pub base_url: String,
    pub filter: String,
    pub mailto: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    status: String,
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "total-results")]
    total: u64,
    #[serde(rename = "next-cursor")]
    next: Option<String>,
    items: Vec<IgnoredAny>,
}

impl Crossref {
    fn plan(&self, name: String, kind: &str, from: Date, until: Date) -> WindowPlan {
        let own = if self.filter.is_empty() { String::new() } else { format!("{},", self.filter) };
        WindowPlan { name, query: format!("{own}from-{kind}-date:{from},until-{kind}-date:{until}") }
    }

    fn address(&self, window: &WindowPlan, rows: &str) -> String {
        let mailto = self.mailto.as_deref().map_or_else(String::new, |address| format!("&mailto={}", encoded(address)));
        format!("{}works?filter={}&{rows}{mailto}", self.base_url, encoded(&window.query))
    }
}

impl Paged for Crossref {
    fn name(&self) -> &'static str {
        "crossref"
    }

    fn first_windows(&self, from: Option<Date>, until: Date) -> Vec<WindowPlan> {
        let mut windows = Vec::new();
        let mut start = from.unwrap_or(FIRST_DAY);
        while start <= until {
            let end = start.last_of_month().min(until);
            let name =
                if start.day() == 1 { start.strftime("created-%Y-%m") } else { start.strftime("created-%Y-%m-%d") };
            windows.push(self.plan(name.to_string(), "created", start, end));
            let Ok(next) = start.last_of_month().tomorrow() else { break };
            start = next;
        }
        windows
    }

    fn changes(&self, day: Date) -> WindowPlan {
        self.plan(format!("indexed-{day}"), "index", day, day)
    }

    fn url(&self, window: &WindowPlan, mark: Option<&str>) -> String {
        self.address(window, &format!("rows=1000&cursor={}", encoded(mark.unwrap_or("*"))))
    }

    fn count_url(&self, window: &WindowPlan) -> String {
        self.address(window, "rows=0")
    }

    fn read(&self, bytes: &[u8]) -> Result<Page, Problem> {
        let answer: Option<Answer> = serde_json::from_slice(bytes).ok();
        match answer.filter(|answer| answer.status == "ok") {
            Some(Answer { message, .. }) => {
                Ok(Page { records: message.items.len() as u64, next: message.next, total: Some(message.total) })
            }
            None => Err(Problem::content("a page of Crossref's works", bytes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossref() -> Crossref {
        Crossref {
            base_url: "https://arden.example/".to_owned(),
            filter: "has-funder:true".to_owned(),
            mailto: Some("office@arden.example".to_owned()),
        }
    }

    #[test]
    fn a_first_run_goes_month_by_month_and_later_ones_day_by_day() {
        let windows = crossref().first_windows(Some(date(2026, 9, 15)), date(2026, 11, 23));
        let said: Vec<_> = windows.iter().map(|window| (window.name.as_str(), window.query.as_str())).collect();
        assert_eq!(
            said,
            [
                ("created-2026-09-15", "has-funder:true,from-created-date:2026-09-15,until-created-date:2026-09-30"),
                ("created-2026-10", "has-funder:true,from-created-date:2026-10-01,until-created-date:2026-10-31"),
                ("created-2026-11", "has-funder:true,from-created-date:2026-11-01,until-created-date:2026-11-23"),
            ]
        );
        let day = crossref().changes(date(2026, 11, 24));
        assert_eq!(day.query, "has-funder:true,from-index-date:2026-11-24,until-index-date:2026-11-24");
        assert_eq!(
            crossref().url(&day, Some("a+/=")),
            "https://arden.example/works?filter=has-funder%3Atrue%2Cfrom-index-date%3A2026-11-24%2Cuntil-index-date%3A2026-11-24\
             &rows=1000&cursor=a%2B%2F%3D&mailto=office%40arden.example"
        );
    }

    #[test]
    fn a_page_says_how_many_works_and_what_is_next() {
        let page = br#"{"status":"ok","message":{"total-results":3,"next-cursor":"b","items":[{"DOI":"10.1/a"},{"DOI":"10.1/b"}]}}"#;
        assert_eq!(crossref().read(page), Ok(Page { records: 2, next: Some("b".to_owned()), total: Some(3) }));
        for wrong in [&br#"{"status":"failed","message":[]}"#[..], &page[..40], b"<html>", b""] {
            assert!(matches!(crossref().read(wrong), Err(Problem::Content { .. })));
        }
    }
}
