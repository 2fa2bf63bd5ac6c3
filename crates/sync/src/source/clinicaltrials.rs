//! ClinicalTrials.gov: studies by the API, version 2.
//!
//! Source: <https://clinicaltrials.gov/data-api/api>.

use super::encoded;
use crate::pages::{Page, Paged, WindowPlan};
use crate::problem::Problem;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Studies that pass a filter, in the registry's own language: `AREA[LocationCountry]Japan`.
pub(crate) struct Clinicaltrials {
    pub base_url: String,
    pub filter: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    studies: Vec<IgnoredAny>,
    next_page_token: Option<String>,
    total_count: Option<u64>,
}

impl Clinicaltrials {
    fn plan(&self, name: String, dates: Option<String>) -> WindowPlan {
        let own = (!self.filter.is_empty()).then(|| self.filter.clone());
        let query = match (own, dates) {
            (Some(own), Some(dates)) => format!("({own}) AND {dates}"),
            (own, dates) => own.or(dates).unwrap_or_default(),
        };
        WindowPlan { name, query }
    }

    fn address(&self, window: &WindowPlan, page_size: u32) -> String {
        let mut url = format!("{}studies?format=json&pageSize={page_size}&countTotal=true", self.base_url);
        if !window.query.is_empty() {
            url.push_str(&format!("&filter.advanced={}", encoded(&window.query)));
        }
        url
    }
}

impl Paged for Clinicaltrials {
    fn name(&self) -> &'static str {
        "clinicaltrials"
    }

    fn first_windows(&self, from: Option<Date>, _: Date) -> Vec<WindowPlan> {
        vec![match from {
            None => self.plan("all".to_owned(), None),
            Some(day) => self.plan(format!("since-{day}"), Some(format!("AREA[LastUpdatePostDate]RANGE[{day},MAX]"))),
        }]
    }

    fn changes(&self, day: Date) -> WindowPlan {
        self.plan(format!("updated-{day}"), Some(format!("AREA[LastUpdatePostDate]RANGE[{day},{day}]")))
    }

    fn url(&self, window: &WindowPlan, mark: Option<&str>) -> String {
        let mut url = self.address(window, 500);
        if let Some(mark) = mark {
            url.push_str(&format!("&pageToken={}", encoded(mark)));
        }
        url
    }

    fn count_url(&self, window: &WindowPlan) -> String {
        self.address(window, 1)
    }

    fn read(&self, bytes: &[u8]) -> Result<Page, Problem> {
        let answer: Answer = serde_json::from_slice(bytes).map_err(|_| Problem::content("a page of studies", bytes))?;
        Ok(Page { records: answer.studies.len() as u64, next: answer.next_page_token, total: answer.total_count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_filter_and_a_day_stand_together() {
        let mut source = Clinicaltrials { base_url: "https://arden.example/".to_owned(), filter: String::new() };
        let all = &source.first_windows(None, date(2026, 11, 23))[0];
        assert_eq!(source.url(all, None), "https://arden.example/studies?format=json&pageSize=500&countTotal=true");
        source.filter = "AREA[LocationCountry]Japan OR AREA[LocationCountry]Arden".to_owned();
        assert_eq!(
            source.changes(date(2026, 11, 23)).query,
            "(AREA[LocationCountry]Japan OR AREA[LocationCountry]Arden) AND \
             AREA[LastUpdatePostDate]RANGE[2026-11-23,2026-11-23]"
        );
        assert!(source.url(all, Some("a b")).ends_with("&pageToken=a%20b"));
    }

    #[test]
    fn a_page_says_how_many_studies_and_what_is_next() {
        let source = Clinicaltrials { base_url: String::new(), filter: String::new() };
        let page = source.read(br#"{"totalCount":3,"studies":[{},{}],"nextPageToken":"b"}"#);
        assert_eq!(page, Ok(Page { records: 2, next: Some("b".to_owned()), total: Some(3) }));
        let last = source.read(br#"{"studies":[{}]}"#);
        assert_eq!(last, Ok(Page { records: 1, next: None, total: None }));
        assert!(matches!(source.read(b"<html>"), Err(Problem::Content { .. })));
    }
}
