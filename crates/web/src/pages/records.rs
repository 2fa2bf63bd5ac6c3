//! Records in lists: all of them, newest first, and those behind one figure.

use crate::figure;
use crate::pages::show;
use crate::phrase::say;
use crate::snapshot::publication;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::way::encode;
use askama::Template;
use indicator::Standing;
use plan::{Indicator, Method, Programme};
use std::sync::Arc;

/// A record behind the figure.
pub struct RowItem {
    /// Publication date.
    pub date: String,
    /// Its title.
    pub title: String,
    /// Where it opens.
    pub href: String,
    /// Where it was published.
    pub journal: String,
    /// Its projects.
    pub projects: Vec<(String, String)>,
    /// The words that show it.
    pub words: Vec<String>,
    /// Why it waits, or the rule.
    pub why: String,
    /// Whether it is made up.
    pub invented: bool,
}

/// The rows of a figure, in the order given.
pub fn row_items(
    visit: &Visit<'_>,
    indicator: &Indicator,
    programme: &Programme,
    ids: &[Arc<str>],
    awaiting: bool,
) -> Result<Vec<RowItem>, Problem> {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let counts = |project: &str| match &indicator.versions.last().map(|version| &version.method) {
        Some(Method::Computed(definition)) => match &definition.linked.to {
            plan::LinkedTo::Programme => programme.projects.iter().any(|one| one.id == project),
            plan::LinkedTo::Projects(ids) => ids.iter().any(|id| id == project),
            plan::LinkedTo::Plan => true,
        },
        _ => true,
    };
    let heads = visit.site.heads(ids, snapshot.change)?;
    let items = heads
        .into_iter()
        .map(|head| {
            let row = snapshot.row(&head.id);
            let wanted = |standing: Standing| match standing {
                Standing::Counted => !awaiting,
                Standing::AwaitingMention | Standing::AwaitingJoin => awaiting,
                Standing::Refused => false,
            };
            let links: Vec<_> = row
                .map(|row| row.links.iter().filter(|link| wanted(link.standing) && counts(&link.project)).collect())
                .unwrap_or_default();
            let mut projects: Vec<(String, String)> = Vec::new();
            for link in &links {
                if let Some((_, project)) = snapshot.plan.project(&link.project) {
                    let pair = (language.plain(&project.title), visit.to(&format!("/projects/{}", project.id)));
                    if !projects.contains(&pair) {
                        projects.push(pair);
                    }
                }
            }
            let why = match links.first().map(|link| link.standing) {
                Some(Standing::AwaitingMention) => words.indicator_awaiting_mention.to_owned(),
                Some(Standing::AwaitingJoin) => words.indicator_awaiting_join.to_owned(),
                _ => links.first().map(|link| show::role(link.role, words).to_owned()).unwrap_or_default(),
            };
            RowItem {
                date: head.date.or_else(|| row.and_then(publication)).map(|date| date.to_string()).unwrap_or_default(),
                href: visit.to(&format!("/records/{}", encode(&head.id))),
                title: if head.title.is_empty() { head.id.clone() } else { head.title },
                journal: head.journal,
                projects,
                words: head.words.into_iter().take(3).collect(),
                why,
                invented: head.invented,
            }
        })
        .collect();
    Ok(items)
}

/// Every record, newest first.
#[derive(Template)]
#[template(path = "records.html")]
struct ListPage {
    frame: Frame,
    heading: String,
    /// Which of how many.
    position: String,
    rows: Vec<RowItem>,
    next_href: String,
    next_words: String,
    previous_href: String,
    previous_words: String,
}

const RECORDS_A_PAGE: usize = 50;

/// Builds the list of records.
pub fn list(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let (words, language) = (visit.words(), visit.language());
    let total = snapshot.open_rows();
    let pages = total.div_ceil(RECORDS_A_PAGE).max(1);
    let number = visit.asked("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).clamp(1, pages);
    let from = (number - 1) * RECORDS_A_PAGE;
    if visit.wants_tables() {
        let mut table = Table::new("records", &["record", "kind", "published", "projects", "invented"]);
        for row in snapshot.rows_newest_first() {
            let mut projects: Vec<&str> =
                row.links.iter().filter(|link| link.standing == Standing::Counted).map(|link| &*link.project).collect();
            projects.dedup();
            table.push(vec![
                row.record.as_ref().into(),
                row.kind.as_ref().into(),
                crate::snapshot::publication(row).map(|date| date.to_string()).into(),
                projects.join(" ").into(),
                if row.invented { "yes" } else { "no" }.into(),
            ]);
        }
        return visit.tables("records", &[table]);
    }
    let ids: Vec<std::sync::Arc<str>> = snapshot
        .rows_newest_first()
        .skip(from)
        .take(RECORDS_A_PAGE)
        .map(|row| std::sync::Arc::clone(&row.record))
        .collect();
    let rows = visit
        .site
        .heads(&ids, snapshot.change)?
        .into_iter()
        .map(|head| {
            let row = snapshot.row(&head.id);
            let mut projects: Vec<(String, String)> = Vec::new();
            for link in row.into_iter().flat_map(|row| &row.links).filter(|link| link.standing != Standing::Refused) {
                if let Some((_, project)) = snapshot.plan.project(&link.project) {
                    let pair = (language.plain(&project.title), visit.to(&format!("/projects/{}", project.id)));
                    if !projects.contains(&pair) {
                        projects.push(pair);
                    }
                }
            }
            RowItem {
                date: head.date.map(|date| date.to_string()).unwrap_or_default(),
                title: if head.title.is_empty() { head.id.clone() } else { head.title },
                href: visit.to(&format!("/records/{}", encode(&head.id))),
                journal: head.journal,
                why: if projects.is_empty() { words.record_outside.to_owned() } else { String::new() },
                projects,
                words: head.words.into_iter().take(3).collect(),
                invented: head.invented,
            }
        })
        .collect();
    let grouped = |n: usize| figure::grouped(n as i128);
    let page = ListPage {
        frame: visit.frame(
            words.records_title,
            Section::Records,
            vec![visit.plan_crumb(), visit.crumb(own(words.nav_records), "")],
            &["records"],
        ),
        heading: words.records_title.to_owned(),
        position: if total == 0 {
            String::new()
        } else {
            say(
                words.indicator_newest,
                &[
                    ("from", &grouped(from + 1)),
                    ("to", &grouped((from + RECORDS_A_PAGE).min(total))),
                    ("n", &grouped(total)),
                ],
            )
        },
        rows,
        next_href: if number < pages { visit.to(&format!("/records?page={}", number + 1)) } else { String::new() },
        next_words: say(words.next_page, &[("n", &RECORDS_A_PAGE.to_string())]),
        previous_href: if number > 1 { visit.to(&format!("/records?page={}", number - 1)) } else { String::new() },
        previous_words: say(words.previous_page, &[("n", &RECORDS_A_PAGE.to_string())]),
    };
    visit.html(&page)
}
