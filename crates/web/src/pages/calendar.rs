//! Evaluations due: which, when, and what says so: the plan's own mark, or a rule where it has none.

use crate::language::Shown;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::CalendarWords;
use askama::Template;
use evaluation::{Calendar, Due, Ground, Standing, Subject};
use plan::FiscalYear;

const TABLES: &[&str] = &["due", "unknown"];
/// Years after this one that are shown year by year.
const AHEAD: i16 = 5;

/// The calendar.
#[derive(Template)]
#[template(path = "calendar.html")]
struct Page {
    frame: Frame,
    words: &'static CalendarWords,
    /// How many are due.
    lead: Phrase,
    /// Programmes to choose from: words, address, whether chosen.
    choices: Vec<(String, String, bool)>,
    /// What the rules wanted in years that have passed.
    overdue: Vec<Entry>,
    /// This year and the next.
    years: Vec<YearSection>,
    /// Marks of years that have passed, newest first.
    past: Vec<Entry>,
    /// Marks without a year.
    unknown: Vec<Entry>,
    /// Rules with their sources: words, source, address.
    rules: Vec<(String, &'static str, &'static str)>,
    /// The same for other programs.
    ics_href: String,
}

/// What is due in a year.
struct YearSection {
    id: i16,
    heading: String,
    entries: Vec<Entry>,
}

/// One evaluation.
struct Entry {
    year: String,
    kind: &'static str,
    unit: &'static str,
    title: Shown,
    href: String,
    /// Number of its programme.
    number: u8,
    ground: &'static str,
    says: String,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let chosen = visit.asked("programme").map(str::to_owned);
    if let Some(id) = chosen.as_ref().filter(|id| snapshot.plan.programme(id).is_none()) {
        return Err(Problem::NotFound(id.clone()));
    }
    let today = snapshot.this_year();
    let mut calendar = evaluation::calendar(&snapshot.plan, today);
    if let Some(id) = &chosen {
        calendar.due.retain(|due| due.subject.programme().id == *id);
        calendar.unknown.retain(|one| one.subject.programme().id == *id);
    }
    if visit.wants_tables() {
        return visit.tables("calendar", &tables(&calendar));
    }
    let words = CalendarWords::of(visit.language());
    let entries = |holds: &dyn Fn(&Due<'_>) -> bool| -> Vec<Entry> {
        calendar.due.iter().filter(|due| holds(due)).map(|due| entry(visit, due)).collect()
    };
    let years = (today.0..=today.0 + AHEAD).map(|year| YearSection {
        id: year,
        heading: match year == today.0 {
            true => say(words.this_year, &[("year", &in_both_eras(visit, FiscalYear(year)))]),
            false => in_both_eras(visit, FiscalYear(year)),
        },
        // What may be held in one of several years stands in the first of them that has not passed.
        entries: entries(&|due| {
            due.years.start().0.max(today.0) == year
                && due.standing != Standing::Overdue
                && due.years.end().0 >= today.0
        }),
    });
    let mut past = entries(&|due| due.standing == Standing::Past);
    past.reverse();
    let page = Page {
        frame: visit.frame(
            words.title,
            Section::Calendar,
            vec![visit.plan_crumb(), visit.crumb(own(words.title), "")],
            TABLES,
        ),
        words,
        lead: lead(visit, &calendar, today),
        choices: choices(visit, chosen.as_deref()),
        overdue: entries(&|due| due.standing == Standing::Overdue),
        years: years.collect(),
        past,
        unknown: calendar.unknown.iter().map(|one| unknown(visit, one.subject, one.kind)).collect(),
        rules: rules(visit),
        ics_href: ics_address(visit, chosen.as_deref()),
    };
    visit.html(&page)
}

/// The same as iCalendar.
pub fn ics(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let language = visit.language().into();
    let mut calendar = evaluation::calendar(&snapshot.plan, snapshot.this_year());
    if let Some(id) = visit.asked("programme") {
        if snapshot.plan.programme(id).is_none() {
            return Err(Problem::NotFound(id.to_owned()));
        }
        calendar.due.retain(|due| due.subject.programme().id == id);
    }
    let address = |subject: Subject<'_>| format!("{}{}", visit.address(), visit.to(&path_of(subject)));
    let stamp = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let body = evaluation::ics(
        &visit.language().plain(&snapshot.plan.title),
        &stamp,
        &evaluation::events(&calendar, language, &address),
    );
    Ok(Answer { status: 200, media_type: "text/calendar; charset=utf-8", body })
}

fn ics_address(visit: &Visit<'_>, chosen: Option<&str>) -> String {
    visit.to(&chosen.map_or_else(|| "/calendar.ics".to_owned(), |id| format!("/calendar.ics?programme={id}")))
}

/// The page of whatever is evaluated.
pub fn path_of(subject: Subject<'_>) -> String {
    match subject {
        Subject::Programme(programme) => format!("/programmes/{}", programme.id),
        Subject::Project(_, project) | Subject::Part(_, project, _) => format!("/projects/{}", project.id),
    }
}

fn in_both_eras(visit: &Visit<'_>, year: FiscalYear) -> String {
    match plan::Language::from(visit.language()) {
        plan::Language::Ja => format!("{}年度（{}）", year.0, year.era_ja()),
        plan::Language::En => format!("FY{} ({})", year.0, year.era_en()),
    }
}

fn lead(visit: &Visit<'_>, calendar: &Calendar<'_>, today: FiscalYear) -> Phrase {
    let words = CalendarWords::of(visit.language());
    let count = |holds: &dyn Fn(&Due<'_>) -> bool| calendar.due.iter().filter(|due| holds(due)).count();
    let overdue = match count(&|due| due.standing == Standing::Overdue) {
        0 => words.lead_overdue_none.to_owned(),
        n => say(words.lead_overdue, &[("n", &visit.count(words.n_items, n))]),
    };
    let now = count(&|due| due.standing == Standing::Now);
    let ahead = count(&|due| due.standing == Standing::Ahead && due.years.start().0 <= today.0 + AHEAD);
    fill(
        words.lead,
        &[
            ("year", word(visit.language().year(today))),
            ("now", link(visit.count(words.n_evaluations, now), format!("#y{}", today.0))),
            ("ahead", word(visit.count(words.n_items, ahead))),
            ("overdue", word(overdue)),
        ],
    )
}

fn choices(visit: &Visit<'_>, chosen: Option<&str>) -> Vec<(String, String, bool)> {
    let words = CalendarWords::of(visit.language());
    let all = (words.filter_all.to_owned(), visit.to("/calendar"), chosen.is_none());
    let programmes = visit.snapshot.plan.programmes.iter().map(|programme| {
        let href = visit.to(&format!("/calendar?programme={}", programme.id));
        (visit.language().plain(&programme.title), href, chosen == Some(programme.id.as_str()))
    });
    std::iter::once(all).chain(programmes).collect()
}

fn entry(visit: &Visit<'_>, due: &Due<'_>) -> Entry {
    let language = visit.language().into();
    Entry {
        year: evaluation::years_in_words(&due.years, language),
        kind: evaluation::kind_in_words(due.kind, language),
        unit: evaluation::unit_in_words(due.subject, language),
        title: visit.language().text(due.subject.title()),
        href: visit.to(&path_of(due.subject)),
        number: due.subject.programme().number,
        ground: evaluation::ground_in_words(due, language),
        says: evaluation::says_in_words(due, language),
    }
}

fn unknown(visit: &Visit<'_>, subject: Subject<'_>, kind: plan::EvaluationKind) -> Entry {
    let language = visit.language().into();
    Entry {
        year: String::new(),
        kind: evaluation::kind_in_words(kind, language),
        unit: evaluation::unit_in_words(subject, language),
        title: visit.language().text(subject.title()),
        href: visit.to(&path_of(subject)),
        number: subject.programme().number,
        ground: "",
        says: String::new(),
    }
}

fn rules(visit: &Visit<'_>) -> Vec<(String, &'static str, &'static str)> {
    let language = visit.language().into();
    let follow_up = evaluation::FOLLOW_UP[usize::from(language == plan::Language::En)];
    evaluation::RULES
        .iter()
        .map(|&rule| {
            let source = evaluation::source_of(rule, language);
            (rule.words(language).to_owned(), source.words, source.address)
        })
        .chain([(follow_up.to_owned(), CalendarWords::of(visit.language()).follow_source, "")])
        .collect()
}

/// Columns of the table of what is due.
const DUE: &[&str] = &[
    "first_fiscal_year",
    "last_fiscal_year",
    "kind",
    "unit",
    "subject",
    "title",
    "programme",
    "ground",
    "known",
    "rule_first_fiscal_year",
    "rule_last_fiscal_year",
    "standing",
];

/// What is due as a table, one row an evaluation.
pub fn due_table(entries: &[Due<'_>]) -> Table {
    let mut due = Table::new("due", DUE);
    for one in entries {
        let rule = match &one.says {
            evaluation::Says::Otherwise(years) => Some(years.clone()),
            _ => None,
        };
        let (ground, known) = match one.ground {
            Ground::Mark(mark) => ("mark", crate::pages::show::basis_code(&mark.when.basis)),
            Ground::Rule => ("rule", ""),
        };
        due.push(vec![
            Some(*one.years.start()).into(),
            Some(*one.years.end()).into(),
            evaluation::kind_code(one.kind).into(),
            unit_code(one.subject).into(),
            one.subject.id().as_str().into(),
            one.subject.title().ja.as_str().into(),
            one.subject.programme().id.as_str().into(),
            ground.into(),
            known.into(),
            rule.as_ref().map(|years| *years.start()).into(),
            rule.as_ref().map(|years| *years.end()).into(),
            evaluation::standing_code(one.standing).into(),
        ]);
    }
    due
}

fn tables(calendar: &Calendar<'_>) -> Vec<Table> {
    let mut unknown = Table::new("unknown", &["kind", "unit", "subject", "programme"]);
    for one in &calendar.unknown {
        unknown.push(vec![
            evaluation::kind_code(one.kind).into(),
            unit_code(one.subject).into(),
            one.subject.id().as_str().into(),
            one.subject.programme().id.as_str().into(),
        ]);
    }
    vec![due_table(&calendar.due), unknown]
}

fn unit_code(subject: Subject<'_>) -> &'static str {
    match subject {
        Subject::Programme(_) => "programme",
        Subject::Project(..) => "project",
        Subject::Part(..) => "part",
    }
}
