//! Open data: every table with its meaning, formats, source and licence, one file each and everything as one archive.

use crate::figure::grouped;
use crate::open_data::{ARCHIVE, Files, PATH};
use crate::phrase::say;
use crate::table::{Cell, Table};
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::OpenDataWords;
use askama::Template;
use export::Origin;

const TABLES: &[&str] = &["tables"];

/// The page.
#[derive(Template)]
#[template(path = "open_data.html")]
struct Page {
    frame: Frame,
    words: &'static OpenDataWords,
    lead: String,
    /// Everything at once.
    whole: Vec<FileLink>,
    /// The tables, by where they come from.
    parts: Vec<Part>,
    /// What tells about them.
    about: Vec<FileLink>,
}

/// A file.
struct FileLink {
    name: &'static str,
    says: &'static str,
    href: String,
    /// Empty until the files are made.
    size: String,
}

/// Tables of one origin.
struct Part {
    id: String,
    source: &'static str,
    licence: String,
    tables: Vec<Row>,
}

/// A table.
struct Row {
    name: String,
    meaning: String,
    /// Empty until the files are made.
    rows: String,
    csv: String,
    json_lines: String,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    // Files are of now, whatever state the reader looks at.
    let now = visit.site.current();
    let files = visit.site.open_data().files(now.change);
    let files = files.as_deref();
    if visit.wants_tables() {
        return visit.tables("open-data", &[table(files)]);
    }
    let (words, language) = (OpenDataWords::of(visit.language()), visit.language());
    let at = usize::from(language == crate::language::Language::En);
    let link = |(name, says): (&'static str, &'static str)| FileLink {
        name,
        says,
        href: format!("{PATH}{name}"),
        size: files.and_then(|files| files.sizes.get(name)).map_or_else(String::new, |size| in_words(*size)),
    };
    let tables = export::tables();
    let part = |(number, origin): (usize, Origin)| Part {
        id: format!("part-{}", number + 1),
        source: origin.source()[at],
        licence: say(words.licence, &[("licence", origin.licence()[at])]),
        tables: tables.iter().filter(|table| table.origin == origin).map(|table| row(table, files, at)).collect(),
    };
    let day = files.map_or(now.day, |files| files.day);
    let page = Page {
        frame: visit.frame(
            words.title,
            Section::About,
            vec![
                visit.plan_crumb(),
                visit.crumb(own(visit.words().nav_about), "/about"),
                visit.crumb(own(words.title), ""),
            ],
            TABLES,
        ),
        words,
        lead: say(words.lead, &[("change", &now.change.to_string()), ("date", &language.date(day))]),
        whole: [(ARCHIVE, words.whole_archive), (export::SQLITE, words.whole_sqlite)].map(link).into(),
        parts: Origin::ALL.into_iter().enumerate().map(part).filter(|part| !part.tables.is_empty()).collect(),
        about: [
            ("README.md", words.about_readme),
            ("DICTIONARY.md", words.about_dictionary),
            ("LICENCES.md", words.about_licences),
            ("csv/csv-metadata.json", words.about_csvw),
            ("csv/datapackage.json", words.about_package),
            ("recompute.sql", words.about_recompute),
            ("SHA256SUMS", words.about_sums),
        ]
        .map(link)
        .into(),
    };
    visit.html(&page)
}

fn row(table: &export::Table, files: Option<&Files>, at: usize) -> Row {
    let rows = files.and_then(|files| files.rows.get(&table.name));
    Row {
        meaning: table.meaning[at].clone(),
        rows: rows.map_or_else(String::new, |rows| grouped(i128::from(*rows))),
        csv: address(export::CSV, &table.name, "csv"),
        json_lines: address(export::JSON_LINES, &table.name, "jsonl"),
        name: table.name.clone(),
    }
}

fn address(folder: &str, table: &str, end: &str) -> String {
    format!("{PATH}{folder}/{table}.{end}")
}

/// Bytes as people say them.
fn in_words(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", grouped(i128::from(bytes.div_ceil(1000)))),
        _ => format!("{} MB", grouped(i128::from(bytes.div_ceil(1_000_000)))),
    }
}

fn table(files: Option<&Files>) -> Table {
    let columns = &[
        "table",
        "meaning_ja",
        "meaning_en",
        "source_ja",
        "source_en",
        "licence_ja",
        "licence_en",
        "rows",
        "csv",
        "json_lines",
    ];
    let mut out = Table::new("tables", columns);
    for table in export::tables() {
        let rows = files.and_then(|files| files.rows.get(&table.name)).map(ToString::to_string);
        let (source, licence) = (table.origin.source(), table.origin.licence());
        out.push(vec![
            table.name.as_str().into(),
            table.meaning[0].as_str().into(),
            table.meaning[1].as_str().into(),
            source[0].into(),
            source[1].into(),
            licence[0].into(),
            licence[1].into(),
            Cell::from(rows.unwrap_or_default()),
            address(export::CSV, &table.name, "csv").into(),
            address(export::JSON_LINES, &table.name, "jsonl").into(),
        ]);
    }
    out
}
