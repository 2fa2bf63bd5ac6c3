//! A request: the sheet of a register for one project and fiscal year, opened with what is known already and what was found.
//!
//! The decision to question: **what was found is not handed in by being handed back.** Rows that stand in the register come as they are and change
//! nothing; a row that only the literature speaks of is marked as a candidate and is read once somebody takes the mark away. So a sheet that nobody
//! looked at adds nothing that nobody said.

use indicator::{Row, Standing};
use plan::{FiscalYear, Language, Plan};
use register::{Entry, Holds, PROJECTS, Register, RequestRow, TemplateError, Value, bearing};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{EntryPage, Head, Store};

/// Records named in the note of one row.
const MOST_NAMED: usize = 3;
/// Most candidates of one request: more are no help to whoever looks at them.
const MOST_CANDIDATES: usize = 200;

/// Most records of the literature that are opened for the numbers they name.
const MOST_OPENED: usize = 1_000;
/// Schemes whose numbers are grants.
const FUNDERS: [&str; 7] = ["amed", "kakenhi", "jst", "mhlw", "nedo", "mext", "erca"];

/// What a request is about.
#[derive(Clone, Copy)]
pub struct RequestAsked<'a> {
    /// The register.
    pub register: &'a Register,
    /// The project's id.
    pub project: &'a str,
    /// The fiscal year.
    pub year: FiscalYear,
    /// The language of the first sheet.
    pub language: Language,
}

/// A request that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// Rows that stand in the register.
    pub confirmed: usize,
    /// Candidates that were found.
    pub found: usize,
}

/// Why there is no request.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// The plan has no such project.
    #[error("the plan has no project `{0}`")]
    NoProject(String),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Excel cannot hold it.
    #[error(transparent)]
    Template(#[from] TemplateError),
}

/// Makes a request of a state, as far as whoever the store sees as may see it.
///
/// # Errors
/// If the plan has no such project, or the store refuses.
pub fn request(
    store: &mut Store,
    facts: indicator::Facts<'_>,
    asked: &RequestAsked<'_>,
) -> Result<Request, RequestError> {
    let RequestAsked { register, project, year, language } = *asked;
    if facts.plan.project(project).is_none() {
        return Err(RequestError::NoProject(project.to_owned()));
    }
    let known: Vec<Entry> = store
        .entries(&register.id, facts.as_of)?
        .iter()
        .filter(|page| !page.withheld)
        .map(|page| entry(register, page))
        .filter(|entry| belongs(register, entry, project, year))
        .collect();
    let literature = Literature::of(store, &facts, asked)?;
    let mut rows: Vec<RequestRow> = Vec::new();
    let mut named: Vec<Vec<Arc<str>>> = Vec::new();
    for entry in known {
        named.push(literature.naming(register, &entry));
        rows.push(RequestRow { entry, ..RequestRow::default() });
    }
    let confirmed = rows.len();
    for (entry, records) in literature.candidates(asked, &rows) {
        named.push(records);
        rows.push(RequestRow { entry, is_candidate: true, ..RequestRow::default() });
    }
    let found = rows.len() - confirmed;
    let wanted: BTreeSet<Arc<str>> = named.iter().flatten().cloned().collect();
    let heads = store.heads(&wanted.into_iter().collect::<Vec<_>>(), facts.as_of)?;
    let heads: BTreeMap<&str, &Head> = heads.iter().map(|head| (head.id.as_str(), head)).collect();
    for (row, records) in rows.iter_mut().zip(&named) {
        let lines = records.iter().filter_map(|record| heads.get(&**record)).map(|head| in_words(head, language));
        row.note = lines.collect::<Vec<_>>().join("\n");
        if row.is_candidate {
            name_candidate(register, row, records, &heads);
        }
    }
    let closing = closing(facts.plan, asked, confirmed, found);
    let bytes = register::request(register, facts.plan, &rows, &closing, language)?;
    Ok(Request { bytes, confirmed, found })
}

/// A row of the register as it was handed in.
fn entry(register: &Register, page: &EntryPage) -> Entry {
    let values = page.values.iter().filter_map(|value| {
        let holds = &register.column(&value.column)?.holds;
        let values: Vec<Value> = value.values.iter().filter_map(|one| Value::printed(holds, one)).collect();
        (!values.is_empty()).then(|| (value.column.clone(), values))
    });
    Entry { key: page.key.clone(), values: values.collect(), ..Entry::default() }
}

/// Whether a row is the project's and of the year: its event lies in it, or what it says is in force in it. A row without days is of every year.
fn belongs(register: &Register, entry: &Entry, project: &str, year: FiscalYear) -> bool {
    let bearing = bearing(register, &entry.values);
    if !bearing.projects.iter().any(|one| one == project) {
        return false;
    }
    let day = |role: &str| bearing.dates.get(role).copied();
    match (day("event"), day("from"), day("until")) {
        (Some(event), ..) => FiscalYear::of(event) == year,
        (None, None, None) => true,
        (None, from, until) => {
            from.is_none_or(|from| FiscalYear::of(from) <= year)
                && until.is_none_or(|until| FiscalYear::of(until) >= year)
        }
    }
}

/// Records of the literature that bear on the project in the year, each with the grants by which it does.
struct Literature<'a> {
    rows: Vec<(&'a Row, Vec<String>)>,
}

impl<'a> Literature<'a> {
    fn of(store: &mut Store, facts: &indicator::Facts<'a>, asked: &RequestAsked<'_>) -> Result<Self, store::Error> {
        let RequestAsked { register, project, year, .. } = *asked;
        let as_of = facts.as_of;
        let holds = |since: u64, until: Option<u64>| since <= as_of && until.is_none_or(|until| as_of < until);
        let bears = |row: &&Row| {
            !row.source.starts_with("register:")
                && !row.retracted
                && !row.withheld
                && holds(row.since, row.until)
                && row.dates.get("publication").is_some_and(|day| FiscalYear::of(*day) == year)
                && row.links.iter().any(|link| {
                    *link.project == *project && link.standing != Standing::Refused && holds(link.since, link.until)
                })
        };
        let names_grants = register.columns.iter().any(|column| column.holds == Holds::Grant);
        let mut rows = Vec::new();
        for row in facts.rows.iter().filter(bears).take(MOST_OPENED) {
            let page = if names_grants { store.record(&row.record, as_of)? } else { None };
            let links = page.iter().flat_map(|page| {
                page.links.iter().chain(page.others.iter().flat_map(|other| &other.links)).map(|link| &link.link.key)
            });
            let mut grants: Vec<String> = links
                .filter(|key| key.project == project && FUNDERS.contains(&key.scheme.as_str()))
                .map(|key| format!("{}:{}", key.scheme, key.value))
                .collect();
            grants.sort_unstable();
            grants.dedup();
            rows.push((row, grants));
        }
        Ok(Self { rows })
    }

    /// The records that name a grant of a row, or are what it names.
    fn naming(&self, register: &Register, entry: &Entry) -> Vec<Arc<str>> {
        let values = register.columns.iter().filter_map(|column| Some((column, entry.values.get(&column.id)?)));
        let mut grants: BTreeSet<String> = BTreeSet::new();
        let mut records: BTreeSet<String> = BTreeSet::new();
        for (column, values) in values {
            for value in values {
                match (&column.holds, value) {
                    (Holds::Grant, value) => drop(grants.insert(value.to_string())),
                    (Holds::Identifier(kind), value) => drop(records.insert(format!("{kind}:{value}"))),
                    _ => {}
                }
            }
        }
        let names = |(row, named): &&(&Row, Vec<String>)| {
            records.contains(&*row.record) || named.iter().any(|one| grants.contains(one))
        };
        self.rows.iter().filter(names).take(MOST_NAMED).map(|(row, _)| Arc::clone(&row.record)).collect()
    }

    /// What the literature names and no row of the register does, with the records that name it: grants where a row is one's, and records of
    /// the register's own kind by their identifier.
    fn candidates(&self, asked: &RequestAsked<'_>, rows: &[RequestRow]) -> Vec<(Entry, Vec<Arc<str>>)> {
        let RequestAsked { register, project, year, .. } = *asked;
        let mut found: BTreeMap<(String, String), Vec<Arc<str>>> = BTreeMap::new();
        for column in &register.columns {
            let known: BTreeSet<String> = rows
                .iter()
                .flat_map(|row| row.entry.values.get(&column.id).into_iter().flatten())
                .map(ToString::to_string)
                .collect();
            for (row, grants) in &self.rows {
                let named: Vec<String> = match &column.holds {
                    Holds::Grant if register.key.contains(&column.id) => grants.clone(),
                    Holds::Identifier(kind) if *row.kind == *register.kind => {
                        let own = row.record.split_once(':').filter(|(scheme, _)| scheme == kind);
                        own.map(|(_, number)| number.to_owned()).into_iter().collect()
                    }
                    _ => Vec::new(),
                };
                for value in named.into_iter().filter(|value| !known.contains(value)) {
                    let records = found.entry((column.id.clone(), value)).or_default();
                    if records.len() < MOST_NAMED {
                        records.push(Arc::clone(&row.record));
                    }
                }
            }
        }
        let made = |((column, value), records): ((String, String), Vec<Arc<str>>)| {
            let holds = &register.column(&column)?.holds;
            let mut values = BTreeMap::from([
                (column, vec![Value::printed(holds, &value)?]),
                (PROJECTS.to_owned(), vec![Value::Project(project.to_owned())]),
            ]);
            for column in register.columns.iter().filter(|column| column.holds == Holds::FiscalYear) {
                values.entry(column.id.clone()).or_insert_with(|| vec![Value::FiscalYear(year)]);
            }
            Some((Entry { values, ..Entry::default() }, records))
        };
        found.into_iter().filter_map(made).take(MOST_CANDIDATES).collect()
    }
}

/// A candidate that is a record of its own bears its title.
fn name_candidate(register: &Register, row: &mut RequestRow, records: &[Arc<str>], heads: &BTreeMap<&str, &Head>) {
    let own = records.first().and_then(|record| heads.get(&**record)).filter(|head| head.kind == register.kind);
    let is_words = register.column(&register.name).is_some_and(|column| column.holds == Holds::Words);
    if let Some(head) = own.filter(|head| is_words && !head.title.is_empty()) {
        row.entry.values.entry(register.name.clone()).or_insert_with(|| vec![Value::Words(head.title.clone())]);
    }
}

/// `pmid:1 (2024-05-01) 「JP24ama121001」 A study of moss`
fn in_words(head: &Head, language: Language) -> String {
    let day = head.date.map(|day| format!(" ({day})")).unwrap_or_default();
    let words = head.words.join(language.of("」「", "”, “"));
    let words = if words.is_empty() {
        String::new()
    } else {
        language.of(format!(" 「{words}」"), format!(" “{words}”"))
    };
    let invented = if head.invented { language.of("【架空】", "[invented] ") } else { "" };
    format!("{}{day}{words} {invented}{}", head.id, head.title)
}

/// Which share was confirmed, found, and is for somebody to type.
fn closing(plan: &Plan, asked: &RequestAsked<'_>, confirmed: usize, found: usize) -> String {
    let language = asked.language;
    let title = plan.project(asked.project).map(|(_, project)| match language {
        Language::En if !project.title.en.is_empty() => project.title.en.as_str(),
        _ => project.title.ja.as_str(),
    });
    let (title, year) = (title.unwrap_or(asked.project), asked.year);
    language.of(
        format!(
            "{title}、{year}年度：提出済み {confirmed} 行、文献から見つかった候補 {found} 行、記入 0 行。「候補」の行は左端の「候補」を消すと読み込まれる。\
             足りない行はこの下に記入する。"
        ),
        format!(
            "{title}, fiscal year {year}: {confirmed} rows confirmed, {found} found in the literature, 0 typed. A row marked “Found” is read once its mark is \
             taken away. Type what is missing below."
        ),
    )
}
