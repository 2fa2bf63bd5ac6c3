//! Decisions in force, and what was handed in.

use super::key_of;
use crate::code::{subject_of, value_of};
use crate::connection::{Connection, Row};
use crate::store::holds;
use crate::{Error, JoinState, Store};
use evidence::{Decision, JoinDecision, SameDecision};
use indicator::{Change, Declared, HandIn};
use plan::FiscalYear;

/// Columns of `link_decision` that [`decision_of`] reads.
pub(super) const DECISION: &str = "link_decision.record, link_decision.scheme, link_decision.value, link_decision.project, \
    link_decision.verdict, link_decision.who, link_decision.because, link_decision.decided_on, link_decision.since, link_decision.until";

pub(super) fn decision_of(row: &Row<'_>) -> Result<Decision, Error> {
    Ok(Decision {
        key: key_of(row)?,
        verdict: row.parsed(4, value_of)?,
        by: row.text(5)?.to_owned(),
        because: row.text(6)?.to_owned(),
        on: row.parsed(7, |day| day.parse().ok())?,
        since: row.number(8)?,
        until: row.maybe_number(9)?,
    })
}

pub(super) fn decisions_in(connection: &mut Connection, as_of: Change) -> Result<Vec<Decision>, Error> {
    let sql =
        format!("select {DECISION} from link_decision where {} order by link_decision_id", holds!("link_decision"));
    connection.list(&sql, &[as_of.into()], |row| Ok(as_known(decision_of(row)?, as_of)))
}

/// Columns of `same_decision` that [`same_decision_of`] reads, the first eight of a row.
pub(super) const SAME_DECISION: &str = "same_decision.left_id, same_decision.right_id, same_decision.verdict, \
    same_decision.who, same_decision.because, same_decision.decided_on, same_decision.since, same_decision.until";

/// A decision in force.
pub(super) fn same_decision_of(row: &Row<'_>) -> Result<SameDecision, Error> {
    Ok(SameDecision {
        left: row.text(0)?.to_owned(),
        right: row.text(1)?.to_owned(),
        verdict: row.parsed(2, value_of)?,
        by: row.text(3)?.to_owned(),
        because: row.text(4)?.to_owned(),
        on: row.parsed(5, |day| day.parse().ok())?,
        since: row.number(6)?,
        until: None,
    })
}

/// As of a change, nobody knows of an end that came later.
fn as_known(decision: Decision, as_of: Change) -> Decision {
    Decision { until: decision.until.filter(|&until| until <= as_of), ..decision }
}

/// Decisions on joins in force, as [`evidence::Linker`] takes them.
pub(crate) fn join_decisions_in(connection: &mut Connection, as_of: Change) -> Result<Vec<JoinDecision>, Error> {
    let sql = concat!(
        "select subject_kind, subject, project, verdict, who, because, decided_on, since from join_decision where ",
        holds!("join_decision"),
        " order by join_decision_id"
    );
    connection.list(sql, &[as_of.into()], |row| {
        let kind = row.text(0)?.to_owned();
        Ok(JoinDecision {
            subject: row.parsed(1, |id| subject_of(&kind, id))?,
            project: row.text(2)?.to_owned(),
            verdict: row.parsed(3, value_of)?,
            by: row.text(4)?.to_owned(),
            because: row.text(5)?.to_owned(),
            on: row.parsed(6, |day| day.parse().ok())?,
            since: row.number(7)?,
            until: None,
        })
    })
}

impl Store {
    /// Every decision on a link in force, in the order in which they were made.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn decisions(&mut self, as_of: Change) -> Result<Vec<Decision>, Error> {
        self.reading(|connection| decisions_in(connection, as_of))
    }

    /// Every decision on a join in force, in the order in which they were made.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn join_decisions(&mut self, as_of: Change) -> Result<Vec<JoinDecision>, Error> {
        self.reading(|connection| join_decisions_in(connection, as_of))
    }

    /// Every decision on whether two records are one, in force, in the order in which they were made.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn same_decisions(&mut self, as_of: Change) -> Result<Vec<SameDecision>, Error> {
        let sql = format!(
            "select {SAME_DECISION} from same_decision where {} order by same_decision_id",
            holds!("same_decision")
        );
        self.connection()?.list(&sql, &[as_of.into()], same_decision_of)
    }

    /// Decisions on joins as pages show them.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn join_states(&mut self, as_of: Change) -> Result<Vec<JoinState>, Error> {
        let decisions = self.join_decisions(as_of)?;
        let state = |decision: JoinDecision| {
            let JoinDecision { subject, project, verdict, by, because, on, .. } = decision;
            JoinState { subject, project, verdict, by, because, on }
        };
        Ok(decisions.into_iter().map(state).collect())
    }

    /// What was handed in and holds, by indicator and year.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn hand_ins(&mut self, as_of: Change) -> Result<Vec<HandIn>, Error> {
        let sql = concat!(
            "select indicator, fiscal_year, declared, content, who, remark, since from hand_in where ",
            holds!("hand_in"),
            " order by indicator, fiscal_year"
        );
        self.connection()?.list(sql, &[as_of.into()], |row| {
            let content = row.text(3)?.to_owned();
            Ok(HandIn {
                indicator: row.text(0)?.to_owned(),
                year: FiscalYear(i16::try_from(row.int(1)?).unwrap_or(i16::MAX)),
                declared: row.parsed(2, |sort| match sort {
                    "figure" => Some(Declared::Figure(content.clone())),
                    "none" => Some(Declared::None),
                    "words" => Some(Declared::Words(content.clone())),
                    "withheld" => Some(Declared::Withheld),
                    _ => None,
                })?,
                by: row.text(4)?.to_owned(),
                comment: row.text(5)?.to_owned(),
                since: row.number(6)?,
                until: None,
            })
        })
    }
}
