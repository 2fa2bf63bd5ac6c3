//! What is frozen into a packet: the sheet of the evaluation in both languages, the lists of evidence that are public, and the findings of earlier evaluations.
//!
//! The decision to question: the sheet holds what offices wrote into it, but evidence is listed as the public sees it, since a committee's member may not
//! see confidential rows; their number stands in the figures.

use super::Held;
use crate::language::Language;
use crate::visit::{Problem, Visit};
use crate::words::EvaluationWords;
use access::Actor;
use documents::{Block, Document, Inline, Kind, Listed, Table};
use evaluation::{Cell, Course, Line, LineKind, Packet};
use forms::Asked;
use plan::{EvaluationKind, FiscalYear};

/// Forms whose rows are the evidence of a project.
const ANNEXES: [&str; 4] = ["annex-papers", "annex-trials", "annex-transfers", "annex-grants"];

/// Makes the packet of an evaluation from the facts of now.
pub fn packet(visit: &Visit<'_>, course: &Course, all: &[Held]) -> Result<Packet, Problem> {
    let source = visit.site.source();
    let head = source.read_people(store::Store::audit_head)?;
    let snapshot = &visit.snapshot;
    let mut packet = Packet {
        change: snapshot.change,
        revision: snapshot.revision_date().map(|day| day.to_string()).unwrap_or_default(),
        audit_head: format!("{} {}", head.number, head.sum),
        ..Packet::default()
    };
    for language in [Language::Ja, Language::En] {
        let mut lines = Vec::new();
        let is_project = snapshot.plan.project(&course.subject).is_some();
        let mut forms = vec![sheet(course.phase, is_project)];
        if is_project {
            forms.extend(ANNEXES);
        }
        for (number, name) in forms.into_iter().enumerate() {
            let kind = documents::form(name).map_err(|error| Problem::Failed(error.to_string()))?;
            let actor = if number == 0 { Actor::Office } else { Actor::Public };
            flatten(&made(visit, kind, course, actor, language)?, &visit.host, &mut lines);
        }
        earlier(course, all, language, &mut lines);
        match language {
            Language::Ja => packet.ja = lines,
            Language::En => packet.en = lines,
        }
    }
    Ok(packet)
}

fn sheet(phase: EvaluationKind, is_project: bool) -> &'static str {
    match phase {
        _ if !is_project => "programme-evaluation",
        EvaluationKind::ExAnte => "evaluation-ex-ante",
        EvaluationKind::MidTerm => "evaluation-mid-term",
        EvaluationKind::ExPost => "evaluation-ex-post",
        EvaluationKind::FollowUp => "project-card",
    }
}

fn made(
    visit: &Visit<'_>,
    kind: &'static Kind,
    course: &Course,
    actor: Actor,
    language: Language,
) -> Result<Document, Problem> {
    let year = FiscalYear(course.year.min(visit.snapshot.last_year().0));
    let asked = Asked {
        kind,
        subject: &course.subject,
        years: year..=year,
        language: language.into(),
        site: Some(&visit.host),
        evidence: Listed::None,
        against: None,
    };
    let made = visit.site.source().form(actor, &visit.snapshot, &asked)?;
    made.map(|made| made.document).map_err(|error| Problem::BadRequest(error.to_string()))
}

fn words(kind: LineKind, key: String, words: &str) -> Line {
    Line { kind, key, cells: vec![Cell { words: words.to_owned(), path: String::new(), columns: 1, rows: 1 }] }
}

/// A document as lines. What moves by itself (the day it was made) is left out, so that only facts make a new version.
fn flatten(document: &Document, host: &str, lines: &mut Vec<Line>) {
    lines.push(words(LineKind::Heading, document.title.clone(), &document.title));
    blocks(document, &document.blocks, &mut document.title.clone(), host, lines);
    for sentence in &document.standing.coverage {
        let key = format!("{} › coverage", document.title);
        lines.push(words(LineKind::Words, key, sentence));
    }
}

fn blocks(document: &Document, all: &[Block], above: &mut String, host: &str, lines: &mut Vec<Line>) {
    for block in all {
        match block {
            Block::Heading(_, heading) => {
                *above = format!("{} › {heading}", document.title);
                lines.push(words(LineKind::Heading, above.clone(), heading));
            }
            Block::Paragraph(paragraph) => {
                let said = cell(document, &paragraph.inlines, host);
                if !said.words.trim().is_empty() {
                    lines.push(Line { kind: LineKind::Words, key: above.clone(), cells: vec![said] });
                }
            }
            Block::Table(table) => rows(document, table, above, host, lines),
            Block::Section(section) => blocks(document, &section.blocks, above, host, lines),
            Block::PageBreak => {}
        }
    }
}

fn rows(document: &Document, table: &Table, above: &str, host: &str, lines: &mut Vec<Line>) {
    let name = if table.caption.is_empty() { table.name } else { &table.caption };
    let key = format!("{above} › {name}");
    if !table.caption.is_empty() {
        lines.push(words(LineKind::Words, key.clone(), &table.caption));
    }
    if table.rows.is_empty() && !table.empty.is_empty() {
        lines.push(words(LineKind::Words, key.clone(), &table.empty));
        return;
    }
    let heads = table.head.iter().map(|row| (LineKind::Head, row));
    for (kind, row) in heads.chain(table.rows.iter().map(|row| (LineKind::Row, row))) {
        let cells: Vec<Cell> = row
            .cells
            .iter()
            .map(|one| Cell { columns: one.columns, rows: one.rows, ..cell(document, &one.inlines, host) })
            .collect();
        let first = cells.first().map(|cell| cell.words.clone()).unwrap_or_default();
        let about = if row.key.is_empty() { first } else { row.key.clone() };
        lines.push(Line { kind, key: format!("{key} › {about}"), cells });
    }
}

fn cell(document: &Document, inlines: &[Inline], host: &str) -> Cell {
    let mut cell = Cell { words: String::new(), path: String::new(), columns: 1, rows: 1 };
    for inline in inlines {
        let address = match inline {
            Inline::Words(words) | Inline::Marked(words, _) => {
                cell.words.push_str(words);
                None
            }
            Inline::Link { words, address } => {
                cell.words.push_str(words);
                Some(address.as_str())
            }
            Inline::Field(field) => {
                cell.words.push_str(&field.shown(document.language));
                if !field.beside.is_empty() {
                    cell.words.push('\n');
                    cell.words.push_str(&field.beside);
                }
                field.address.as_deref()
            }
            Inline::Break => {
                cell.words.push('\n');
                None
            }
        };
        // Only pages of this site: they open as of the change that the packet was made at.
        if let Some(path) = address.and_then(|address| address.strip_prefix(host)).filter(|path| is_page(path)) {
            path.clone_into(&mut cell.path);
        }
    }
    cell
}

/// Whether an address from the root of the site is one of its pages.
pub(super) fn is_page(path: &str) -> bool {
    path.starts_with("/ja/") || path.starts_with("/en/")
}

/// Findings of settled evaluations of the same subject: what the sheet's item (4) asks for.
fn earlier(course: &Course, all: &[Held], language: Language, lines: &mut Vec<Line>) {
    let own = EvaluationWords::of(language);
    let before = all.iter().map(|held| &held.course);
    let before =
        before.filter(|one| one.subject == course.subject && one.year < course.year && !one.findings.is_empty());
    let found: Vec<_> = before.flat_map(|one| one.findings.iter().map(move |finding| (one, finding))).collect();
    if found.is_empty() {
        return;
    }
    let heading = own.earlier_findings;
    lines.push(words(LineKind::Heading, heading.to_owned(), heading));
    let line = |kind, key: String, cells: [&str; 4]| Line {
        kind,
        key,
        cells: cells
            .map(|said| Cell { words: said.to_owned(), path: String::new(), columns: 1, rows: 1 })
            .into_iter()
            .collect(),
    };
    lines.push(line(
        LineKind::Head,
        format!("{heading} › head"),
        [own.col_year, own.col_finding, own.col_state, own.col_response],
    ));
    for (one, finding) in found {
        let key = format!("{heading} › {} › {}", one.year, finding.stamp.number);
        let response = finding.responses.last().map(|(_, _, words, _)| words.as_str()).unwrap_or_default();
        let state = super::finding_state(finding.state, own);
        lines.push(line(LineKind::Row, key, [&one.year.to_string(), &finding.words, state, response]));
    }
}
