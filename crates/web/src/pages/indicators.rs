//! Indicators: every one of the plan with its years, by programme; narrowed by how its figures come about.

use crate::language::Shown;
use crate::pages::overview::{in_lists, readings_table};
use crate::pages::programme;
use crate::phrase::say;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use askama::Template;
use indicator::Reading;
use plan::{Indicator, Method};

/// Every indicator.
#[derive(Template)]
#[template(path = "indicators.html")]
struct ListPage {
    frame: Frame,
    heading: String,
    lead: String,
    head: [String; 2],
    reading_year: String,
    programmes: Vec<ListProgramme>,
}

/// A programme's indicators.
struct ListProgramme {
    number: u8,
    title: Shown,
    href: String,
    groups: Vec<programme::Group>,
}

/// Builds the list; `?how=computed|reported|without` narrows it.
pub fn list(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let how = visit.asked("how");
    let has = |indicator: &Indicator| {
        snapshot
            .readings(&indicator.id)
            .iter()
            .any(|(_, reading)| matches!(reading, Reading::Number(_) | Reading::DeclaredNone { .. }))
    };
    let wanted = |indicator: &Indicator| {
        let computed = matches!(indicator.versions.last().map(|version| &version.method), Some(Method::Computed(_)));
        match how {
            Some("computed") => in_lists(indicator) && computed && has(indicator),
            Some("reported") => in_lists(indicator) && !computed && has(indicator),
            Some("without") => in_lists(indicator) && !has(indicator),
            _ => true,
        }
    };
    if visit.wants_tables() {
        let all: Vec<&Indicator> =
            snapshot.plan.indicators().map(|(_, indicator)| indicator).filter(|i| wanted(i)).collect();
        return visit.tables("indicators", &[readings_table(visit, &all)]);
    }
    let (words, language) = (visit.words(), visit.language());
    let axes = programme::axes(visit);
    let year = language.year(snapshot.last_year());
    let programmes = snapshot
        .plan
        .programmes
        .iter()
        .map(|one| ListProgramme {
            number: one.number,
            title: language.text(&one.title),
            href: visit.to(&format!("/programmes/{}", one.id)),
            groups: programme::groups(visit, &one.indicators.iter().filter(|i| wanted(i)).collect::<Vec<_>>(), &axes),
        })
        .filter(|one| !one.groups.is_empty())
        .collect();
    let page = ListPage {
        frame: visit.frame(
            words.indicators_title,
            Section::Indicators,
            vec![visit.plan_crumb(), visit.crumb(own(words.nav_indicators), "")],
            &["readings"],
        ),
        heading: words.indicators_title.to_owned(),
        lead: say(words.indicators_lead, &[("year", &year)]),
        head: crate::pages::overview::heads(visit, &axes),
        reading_year: year,
        programmes,
    };
    visit.html(&page)
}
