//! 別添: the papers, trials, transfers and grants of one project, with what identifies them; and how many records of each kind there are.

use super::evidence::{cited, title};
use super::indicator_table::lead;
use super::readings::{column, head};
use super::{About, Described, Kind, Made, Subject, as_json};
use crate::words;
use crate::{Align, Block, Cell, Document, Error, Facts, Field, Row, Table};
use indicator::{Standing, amount_in_words, parse_amount};
use plan::{FiscalYear, Term};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the fields of these forms mean.
const FIELDS: &[Described] = &[Described { id: "records.", says: ["一覧の行", "the rows of the list"] }];

macro_rules! kind {
    ($name:ident, $form:literal, $ja:literal, $en:literal, $counts:literal) => {
        pub const $name: Kind = Kind {
            name: $form,
            title: [concat!("別添　", $ja), concat!("Annex: ", $en)],
            says: [
                "一つの研究開発課題に数える記録を、識別子とともに年度順に並べる。",
                "The records that count for one project, with what identifies them, by year.",
            ],
            about: Subject::Project,
            years: 5,
            is_drawn: false,
            fields: FIELDS,
            make: |facts, about| make($counts, $form, [concat!("別添　", $ja), concat!("Annex: ", $en)], facts, about),
        };
    };
}

kind!(PAPERS, "annex-papers", "論文一覧", "papers", "paper");
kind!(TRIALS, "annex-trials", "治験・臨床試験一覧", "trials", "trial");
kind!(TRANSFERS, "annex-transfers", "導出一覧", "transfers", "transfer");
kind!(GRANTS, "annex-grants", "採択課題一覧", "grants", "grant");

/// The facts of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Annex {
    /// The project's id.
    pub project: String,
    /// Its name.
    pub title: String,
    /// Which kind of record.
    pub kind: String,
    /// The fiscal years shown.
    pub fiscal_years: Vec<i16>,
    /// Columns that only this kind has, by their ids; the column ids of its register.
    pub columns: Vec<String>,
    /// What stands at their heads.
    pub heads: Vec<String>,
    /// The records, by day and id.
    pub records: Vec<Listed>,
    /// Records that count and do not open.
    pub withheld: usize,
}

/// A record of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listed {
    /// Its public id.
    pub id: String,
    /// Its title; that it is made up stands before it.
    pub title: String,
    /// The day by which it counts.
    pub date: String,
    /// Authors, or nothing.
    pub authors: String,
    /// Where it was published, or nothing.
    pub journal: String,
    /// What stands in the columns of its kind.
    pub cells: Vec<String>,
    /// Its page, from the root of the site.
    pub page: String,
}

/// How many records of a kind count for a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The kind: `paper`.
    pub kind: String,
    /// In each fiscal year shown.
    pub years: Vec<usize>,
}

/// A live row that counts for a project, with its day and fiscal year.
fn rows<'a>(
    facts: &Facts<'a>,
    project: &str,
) -> impl Iterator<Item = (&'a indicator::Row, jiff::civil::Date)> + use<'a> {
    let (as_of, project) = (facts.readings.as_of, project.to_owned());
    let holds = move |since: u64, until: Option<u64>| since <= as_of && until.is_none_or(|until| as_of < until);
    facts
        .readings
        .rows
        .iter()
        .filter(move |row| holds(row.since, row.until) && !row.retracted)
        .filter(move |row| {
            row.links.iter().any(|link| {
                *link.project == *project && link.standing == Standing::Counted && holds(link.since, link.until)
            })
        })
        .filter_map(|row| Some((row, day(row)?)))
}

/// The day by which a record belongs to a year: its publication or event, else its beginning.
fn day(row: &indicator::Row) -> Option<jiff::civil::Date> {
    ["publication", "event", "from"].iter().find_map(|role| row.dates.get(role).copied())
}

/// How many records of each kind count for a project in each year shown; kinds without any are left out.
pub fn counted(facts: &Facts<'_>, project: &str) -> Vec<Counted> {
    let years: Vec<FiscalYear> = facts.all_years().collect();
    let mut found: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
    for (row, day) in rows(facts, project) {
        let Some(at) = years.iter().position(|year| *year == FiscalYear::of(day)) else { continue };
        found.entry(Arc::clone(&row.kind)).or_insert_with(|| vec![0; years.len()])[at] += 1;
    }
    found.into_iter().map(|(kind, years)| Counted { kind: kind.to_string(), years }).collect()
}

/// The same as a table.
pub fn counted_table(facts: &Facts<'_>, counted: &[Counted]) -> Table {
    let language = facts.language;
    let mut heads = vec![language.of("記録の種類", "Kind of record").to_owned()];
    heads.extend(facts.all_years().map(|year| words::year_head(year, language)));
    let mut columns = vec![column("kind", 30, Align::Left)];
    columns.extend((1..heads.len()).map(|at| column(&format!("year-{at}"), 14, Align::Right)));
    let row = |one: &Counted| {
        let field = |name: &str, value: String| Field::new(format!("counted.{name}"), value).of(one.kind.as_str());
        let mut cells = vec![Cell::field(field("kind", words::record_kind(&one.kind, language).to_owned()))];
        cells.extend(one.years.iter().enumerate().map(|(at, count)| {
            let number = i128::try_from(*count).ok().map(indicator::Amount::from_integer);
            Cell::field(Field { number, ..field(&format!("year-{}", at + 1), count.to_string()) })
        }));
        Row { key: one.kind.clone(), cells }
    };
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    Table {
        name: "counted",
        caption: language.of("本課題に数える記録", "Records that count for the project").to_owned(),
        columns,
        head: head(&heads),
        rows: counted.iter().map(row).collect(),
        repeats: true,
        empty: language.of("本課題に数える記録はまだない。", "No record counts for the project yet.").to_owned(),
        ..Table::default()
    }
}

fn make(
    kind: &'static str,
    form: &'static str,
    titles: [&'static str; 2],
    facts: &Facts<'_>,
    about: &About<'_>,
) -> Result<Made, Error> {
    let About::Project(project) = about else {
        return Err(Error::NoSubject {
            form,
            what: "a project of the plan",
            found: String::new(),
            hint: "--subject ID".to_owned(),
        });
    };
    let mut chosen: Vec<(&indicator::Row, jiff::civil::Date)> = rows(facts, &project.id)
        .filter(|(row, day)| *row.kind == *kind && facts.years.contains(&FiscalYear::of(*day)))
        .collect();
    chosen.sort_by(|(one, day), (other, later)| day.cmp(later).then_with(|| one.record.cmp(&other.record)));
    let withheld = chosen.iter().filter(|(row, _)| row.withheld).count();
    chosen.retain(|(row, _)| !row.withheld);
    let known = cited(facts, chosen.iter().map(|(row, _)| Arc::clone(&row.record)))?;
    let columns = columns_of(kind, &chosen);
    let listed = |(row, day): &(&indicator::Row, jiff::civil::Date)| {
        let citation = known.get(&*row.record);
        Listed {
            id: row.record.to_string(),
            title: citation.map(|one| title(facts, one)).unwrap_or_default(),
            date: day.to_string(),
            authors: citation.map(|one| one.authors.clone()).unwrap_or_default(),
            journal: citation.map(|one| one.journal.clone()).unwrap_or_default(),
            cells: columns.iter().map(|column| cell(facts, row, column)).collect(),
            page: facts.path(&format!("/records/{}", row.record)),
        }
    };
    let source = chosen.iter().map(|(row, _)| &*row.source).find(|source| source.starts_with("register:"));
    let named = |column: &String| {
        let words = source.and_then(|source| (facts.say)(source, Term::Column(column)));
        words.map_or_else(|| column.clone(), |words| facts.text_of(&words))
    };
    let annex = Annex {
        heads: columns.iter().map(named).collect(),
        project: project.id.clone(),
        title: facts.text_of(&project.title),
        kind: kind.to_owned(),
        fiscal_years: facts.all_years().map(|year| year.0).collect(),
        records: chosen.iter().map(listed).collect(),
        columns,
        withheld,
    };
    Ok(Made::new(as_json(&annex)?, document(form, titles, facts, &annex)))
}

/// What a list of this kind shows besides day and title, as far as any of its records says it.
fn columns_of(kind: &str, rows: &[(&indicator::Row, jiff::civil::Date)]) -> Vec<String> {
    let wanted: &[&str] = match kind {
        "trial" => &["notification", "sponsor", "phase", "jrct", "nct"],
        "transfer" => &["kind", "recipient", "seed-number", "grant"],
        "grant" => &["grant", "institution", "fiscal-year", "amount"],
        _ => &[],
    };
    let said: BTreeSet<&str> =
        rows.iter().flat_map(|(row, _)| row.attributes.iter().map(|(name, _)| name)).map(|name| &**name).collect();
    wanted.iter().filter(|column| said.contains(**column)).map(|column| (*column).to_owned()).collect()
}

/// What stands in a column: the words of a code, the value where it has none.
fn cell(facts: &Facts<'_>, row: &indicator::Row, column: &str) -> String {
    let said = |value: &Arc<str>| {
        let words = (facts.say)(&row.source, Term::Code(column, value));
        match parse_amount(value).filter(|_| is_amount(column)) {
            Some(amount) => amount_in_words(&amount),
            None => words.map_or_else(|| value.to_string(), |words| facts.text_of(&words)),
        }
    };
    let values = row.attributes.get(column).map_or(&[][..], Vec::as_slice);
    values.iter().map(said).collect::<Vec<_>>().join("\n")
}

/// Whether a column holds amounts: their thousands are parted, and they stand at the right.
fn is_amount(column: &str) -> bool {
    column == "amount"
}

fn document(form: &'static str, titles: [&'static str; 2], facts: &Facts<'_>, annex: &Annex) -> Document {
    let language = facts.language;
    let is_paper = annex.kind == "paper";
    let mut heads = language.of(vec!["日付", "識別子", "題名"], vec!["Day", "Identifier", "Title"]);
    let mut columns =
        vec![column("date", 12, Align::Left), column("record", 18, Align::Left), column("title", 40, Align::Left)];
    if is_paper {
        heads.extend(language.of(["著者", "掲載誌"], ["Authors", "Published in"]));
        columns.extend([column("authors", 20, Align::Left), column("journal", 14, Align::Left)]);
    }
    heads.extend(annex.heads.iter().map(String::as_str));
    let side = |name: &str| if is_amount(name) { Align::Right } else { Align::Left };
    columns.extend(annex.columns.iter().map(|name| column(name, 14, side(name))));
    let row = |one: &Listed| {
        let field = |name: &str, value: &str| Field::new(format!("records.{name}"), value).of(one.id.as_str());
        let address = facts.address(&format!("/records/{}", one.id));
        let mut cells = vec![
            Cell::field(field("date", &one.date)),
            Cell::field(Field { address, ..field("record", &one.id) }),
            Cell::field(field("title", &one.title)),
        ];
        if is_paper {
            cells.extend([Cell::field(field("authors", &one.authors)), Cell::field(field("journal", &one.journal))]);
        }
        cells.extend(annex.columns.iter().zip(&one.cells).map(|(name, value)| Cell::field(field(name, value))));
        Row { key: one.id.clone(), cells }
    };
    let mut blocks = vec![Block::Table(Table {
        name: "records",
        sheet: language.of("一覧", "List").to_owned(),
        columns,
        head: head(&heads),
        rows: annex.records.iter().map(row).collect(),
        repeats: true,
        empty: language.of("この期間の記録はない。", "There is no record in these years.").to_owned(),
        ..Table::default()
    })];
    if annex.withheld > 0 {
        let note = language.of(
            "この課題には、公開前のため一覧に載せていない記録がある。".to_owned(),
            "Some records of this project may not be shown yet and are not listed.".to_owned(),
        );
        blocks.push(Block::Paragraph(crate::Paragraph::styled(crate::Style::Note, note)));
    }
    Document {
        form,
        subject: annex.project.clone(),
        language,
        title: language.of(titles[0], titles[1]).to_owned(),
        lead: lead(facts, &annex.title),
        landscape: true,
        blocks,
        standing: facts.standing(),
    }
}
