//! What people say: on links, on joins, and in figures that they hand in.

use crate::code::{code, subject_columns};
use crate::connection::{Connection, Value};
use crate::read::{join_decisions_in, versions_with};
use crate::store::NewChange;
use crate::write::relink;
use crate::{Error, Store};
use evidence::{LinkKey, Linker, Verdict};
use indicator::{Change, Declared};
use jiff::civil::Date;
use plan::{FiscalYear, JoinSubject, Plan};
use std::collections::BTreeSet;

impl Store {
    /// Records a person's word on a link; `None` takes back the one in force. It holds for the key, so that it survives every
    /// re-scan and every new rule.
    ///
    /// # Errors
    /// If there is no such link, or nothing to take back.
    pub fn decide_link(
        &mut self,
        key: &LinkKey,
        verdict: Option<Verdict>,
        by: &str,
        because: &str,
        on: Date,
    ) -> Result<Change, Error> {
        self.writing(|connection, clock| {
            let change = clock.enter(connection, NewChange { kind: "link-decision", who: by, because })?;
            let keys: [Value<'_>; 4] =
                [(&key.record).into(), (&key.scheme).into(), (&key.value).into(), (&key.project).into()];
            let of_key = "record = ?1 and scheme = ?2 and value = ?3 and project = ?4";
            if verdict.is_some() {
                let sql = format!("select count(*) from link where {of_key} and until is null");
                if connection.first(&sql, &keys, |row| row.int(0))? == Some(0) {
                    return Err(Error::NoLink(key.clone()));
                }
            }
            let mut values = keys.to_vec();
            values.push(change.into());
            let sql = format!("update link_decision set until = ?5 where {of_key} and until is null");
            let ended = connection.execute(&sql, &values)?;
            let Some(verdict) = verdict else {
                return if ended == 0 { Err(Error::NothingToUndo) } else { Ok(change) };
            };
            let mut row = vec![connection.next_number("link_decision")?.into()];
            row.extend(keys);
            row.extend([code(&verdict)?.into(), by.into(), because.into(), on.to_string().into(), change.into()]);
            let columns = [
                "link_decision_id",
                "record",
                "scheme",
                "value",
                "project",
                "verdict",
                "who",
                "because",
                "decided_on",
                "since",
            ];
            connection.insert("link_decision", &columns, &[row])?;
            Ok(change)
        })
    }

    /// Records a person's word on a join and makes the links again that it touches, in the same transaction; `None` takes back
    /// the one in force.
    ///
    /// # Errors
    /// If the plan has no such project, or there is nothing to take back.
    #[expect(clippy::too_many_arguments, reason = "each is one fact of the decision")]
    pub fn decide_join(
        &mut self,
        subject: &JoinSubject,
        project: &str,
        verdict: Option<Verdict>,
        by: &str,
        because: &str,
        on: Date,
        plan: &Plan,
    ) -> Result<Change, Error> {
        if plan.project(project).is_none() {
            return Err(Error::NoProject(project.to_owned()));
        }
        self.writing(|connection, clock| {
            let change = clock.enter(connection, NewChange { kind: "join-decision", who: by, because })?;
            let (kind, id) = subject_columns(subject);
            let keys: [Value<'_>; 4] = [kind.into(), id.into(), project.into(), change.into()];
            let sql = "update join_decision set until = ?4
                       where subject_kind = ?1 and subject = ?2 and project = ?3 and until is null";
            let ended = connection.execute(sql, &keys)?;
            match verdict {
                None if ended == 0 => return Err(Error::NothingToUndo),
                None => {}
                Some(verdict) => {
                    let row = vec![
                        connection.next_number("join_decision")?.into(),
                        kind.into(),
                        id.into(),
                        project.into(),
                        code(&verdict)?.into(),
                        by.into(),
                        because.into(),
                        on.to_string().into(),
                        change.into(),
                    ];
                    let columns = [
                        "join_decision_id",
                        "subject_kind",
                        "subject",
                        "project",
                        "verdict",
                        "who",
                        "because",
                        "decided_on",
                        "since",
                    ];
                    connection.insert("join_decision", &columns, &[row])?;
                }
            }
            let decisions = join_decisions_in(connection, change)?;
            let decided = decisions.iter().filter(|one| one.project == project).map(|one| &one.subject);
            let joined = plan.joins.iter().filter(|join| join.project == project).map(|join| &join.subject);
            let subjects: BTreeSet<&JoinSubject> = decided.chain(joined).chain([subject]).collect();
            let touched = touched(connection, &subjects, project, change)?;
            relink(connection, &Linker::new(plan, &decisions), &touched, change)?;
            Ok(change)
        })
    }

    /// Takes a figure or a declaration; it takes the place of the one for the same indicator and year.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn put_hand_in(
        &mut self,
        indicator: &str,
        year: FiscalYear,
        declared: &Declared,
        by: &str,
        comment: &str,
    ) -> Result<Change, Error> {
        self.writing(|connection, clock| {
            let change = clock.enter(connection, NewChange { kind: "hand-in", who: by, because: comment })?;
            let year = i64::from(year.0);
            let sql = "update hand_in set until = ?3 where indicator = ?1 and fiscal_year = ?2 and until is null";
            connection.execute(sql, &[indicator.into(), year.into(), change.into()])?;
            let (sort, content) = match declared {
                Declared::Figure(figure) => ("figure", figure.as_str()),
                Declared::None => ("none", ""),
                Declared::Words(words) => ("words", words.as_str()),
                Declared::Withheld => ("withheld", ""),
            };
            let row = vec![
                connection.next_number("hand_in")?.into(),
                indicator.into(),
                year.into(),
                sort.into(),
                content.into(),
                by.into(),
                comment.into(),
                change.into(),
            ];
            let columns = ["hand_in_id", "indicator", "fiscal_year", "declared", "content", "who", "remark", "since"];
            connection.insert("hand_in", &columns, &[row])?;
            Ok(change)
        })
    }
}

/// Versions in force whose links a decision on a join can change: those with such a number or name, and those that name its
/// project in another way (`subjects` are all of its joins), since names and numbers decide on each other.
fn touched(
    connection: &mut Connection,
    subjects: &BTreeSet<&JoinSubject>,
    project: &str,
    change: Change,
) -> Result<Vec<i64>, Error> {
    let mut touched = BTreeSet::new();
    for subject in subjects {
        let found = match subject {
            JoinSubject::Prefix(text) => match text.split_once(':') {
                Some((scheme, prefix)) => versions_with(connection, scheme, prefix, change)?,
                None => Vec::new(),
            },
            JoinSubject::Name(name) => {
                let sql = "select distinct record_version_id, scheme from mention
                           where until is null and scheme = 'name' and value = ?1";
                connection.list(sql, &[name.into()], |row| Ok((row.int(0)?, row.text(1)?.to_owned())))?
            }
            // What a funding scheme does decides only on links to its project, which are found below.
            JoinSubject::Scheme(_) | JoinSubject::Budget(_) => Vec::new(),
        };
        touched.extend(found.into_iter().map(|(number, _)| number));
    }
    let sql = "select distinct record_version_id from link where until is null and project = ?1";
    touched.extend(connection.list(sql, &[project.into()], |row| row.int(0))?);
    Ok(touched.into_iter().collect())
}
