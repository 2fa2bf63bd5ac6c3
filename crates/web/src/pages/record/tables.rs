//! The tables of the page, as CSV and JSON.

use super::Part;
use super::work::{FIELDS, differs, said};
use crate::language::Language;
use crate::pages::show;
use crate::source::{RecordPage, TieState};
use crate::table::{Cell, Table};
use evidence::{SameVerdict, Scope};
use mention::Certainty;

/// Their names, in the order of [`tables`].
pub(super) const TABLES: &[&str] = &["mentions", "links", "identifiers", "records", "fields", "ties", "related"];

/// Everything that the page shows, for programs.
pub(super) fn tables(found: &RecordPage, parts: &[Part<'_>]) -> Vec<Table> {
    vec![
        mentions(parts),
        links(parts),
        identifiers(found, parts),
        records(parts),
        fields(parts),
        ties(found),
        related(found),
    ]
}

fn mentions(parts: &[Part<'_>]) -> Table {
    let mut mentions = Table::new(
        "mentions",
        &[
            "record",
            "field",
            "start",
            "end",
            "raw",
            "scheme",
            "value",
            "certainty",
            "reason",
            "rule",
            "scope",
            "projects",
        ],
    );
    for (part, one) in parts.iter().flat_map(|part| part.mentions.iter().map(move |one| (part, one))) {
        let (certainty, reason) = match &one.mention.certainty {
            Certainty::Certain => ("certain", ""),
            Certainty::Doubtful { reason } => ("doubtful", reason.as_ref()),
        };
        let scope = match one.scope {
            Scope::Plan => "plan",
            Scope::Outside => "outside",
            Scope::None => "none",
        };
        mentions.push(vec![
            part.record.id.as_str().into(),
            one.field.as_str().into(),
            one.mention.span.start.into(),
            one.mention.span.end.into(),
            one.raw.as_str().into(),
            one.mention.scheme.as_ref().into(),
            one.mention.value.as_str().into(),
            certainty.into(),
            reason.into(),
            one.mention.rule.as_ref().into(),
            scope.into(),
            one.projects.join(" ").into(),
        ]);
    }
    mentions
}

fn links(parts: &[Part<'_>]) -> Table {
    let mut links = Table::new(
        "links",
        &["record", "project", "role", "scheme", "value", "standing", "rule", "flags", "decided_by", "because"],
    );
    for state in parts.iter().flat_map(|part| part.links) {
        let english = Language::En.words();
        links.push(vec![
            state.link.key.record.as_str().into(),
            state.link.key.project.as_str().into(),
            show::role(state.link.role, english).into(),
            state.link.key.scheme.as_str().into(),
            state.link.key.value.as_str().into(),
            show::standing_code(state.standing).into(),
            state.link.rule.as_str().into(),
            state.link.flags.join(" ").into(),
            state.decision.as_ref().map(|decision| decision.by.clone()).into(),
            state.decision.as_ref().map(|decision| decision.because.clone()).into(),
        ]);
    }
    links
}

fn identifiers(found: &RecordPage, parts: &[Part<'_>]) -> Table {
    let mut identifiers = Table::new("identifiers", &["identifier"]);
    for id in super::every_id(found, parts) {
        identifiers.push(vec![id.into()]);
    }
    identifiers
}

fn records(parts: &[Part<'_>]) -> Table {
    let mut records = Table::new("records", &["record", "source", "version", "published", "licence"]);
    for part in parts {
        records.push(vec![
            part.record.id.as_str().into(),
            part.source.into(),
            Cell::Whole(part.record.version.into()),
            part.published.as_ref().map(|date| date.date.to_string()).into(),
            part.record.licence.as_str().into(),
        ]);
    }
    records
}

/// Every value of every field; the shown one first.
fn fields(parts: &[Part<'_>]) -> Table {
    let mut fields = Table::new("fields", &["field", "record", "source", "value", "shown", "disagrees", "rule"]);
    for (name, field) in FIELDS {
        let values = said(parts, *field, Language::En);
        for (index, (part, one)) in values.iter().enumerate() {
            let disagrees = values.first().is_some_and(|(_, shown)| differs(shown, one));
            fields.push(vec![
                (*name).into(),
                part.record.id.as_str().into(),
                part.source.into(),
                one.value.as_str().into(),
                show::yes(index == 0).into(),
                show::yes(disagrees).into(),
                evidence::FIELD_RULE.into(),
            ]);
        }
    }
    fields
}

/// A line for each who says something of two ids, a person or a source.
fn ties(found: &RecordPage) -> Table {
    let mut ties = Table::new("ties", &["left", "right", "state", "source", "record", "rule", "decided_by", "because"]);
    for tie in &found.ties {
        let state = match tie.state {
            TieState::Joins => "joins",
            TieState::Asking => "asking",
            TieState::KeptApart => "kept-apart",
        };
        let mut line = |source: Cell, record: Cell, rule: &str, by: Cell, because: Cell| {
            ties.push(vec![
                tie.left.as_str().into(),
                tie.right.as_str().into(),
                state.into(),
                source,
                record,
                rule.into(),
                by,
                because,
            ]);
        };
        for said in &tie.said_by {
            line(said.source.as_str().into(), said.record.as_str().into(), &said.rule, Cell::Nothing, Cell::Nothing);
        }
        if let Some(decision) = &tie.decision {
            let rule = match decision.verdict {
                SameVerdict::Same => evidence::Strength::Person.rule(),
                SameVerdict::Different => "different",
            };
            let (by, because) = (decision.by.as_str().into(), decision.because.as_str().into());
            line(Cell::Nothing, Cell::Nothing, rule, by, because);
        }
    }
    ties
}

fn related(found: &RecordPage) -> Table {
    let mut related = Table::new("related", &["relation", "word", "record", "kept"]);
    for one in &found.related {
        related.push(vec![
            one.relation.map(|relation| relation.code()).into(),
            one.word.as_str().into(),
            one.id.as_str().into(),
            show::yes(one.head.is_some()).into(),
        ]);
    }
    related
}
