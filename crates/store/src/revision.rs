//! Revisions of the plan: published once, whole, and never changed.

use crate::connection::Row;
use crate::store::NewChange;
use crate::write::relink_everything;
use crate::{Error, Revision, Store};
use indicator::Change;
use jiff::civil::Date;
use plan::Plan;
use std::sync::Arc;

/// Fewer signs of a digest name nothing.
const LEAST_OF_A_DIGEST: usize = 6;

const REVISION: &str = "select revision_id, digest, decided_on, decided_by, since, plan from revision";

fn revision(row: &Row<'_>) -> Result<Revision, Error> {
    let plan: Plan = serde_json::from_str(row.text(5)?)
        .map_err(|error| Error::Damaged(format!("the plan of a revision cannot be read: {error}")))?;
    Ok(Revision {
        number: row.number(0)?,
        digest: row.text(1)?.to_owned(),
        decided_on: row.parsed(2, |day| day.parse().ok())?,
        decided_by: row.text(3)?.to_owned(),
        change: row.number(4)?,
        plan: Arc::new(plan),
    })
}

impl Store {
    /// Publishes a revision of the plan, decided by `decided_by`, and makes every link again under its joins. `by` publishes it.
    ///
    /// # Errors
    /// If its parent is not the latest revision, or it says the same.
    pub fn publish(&mut self, plan: &Plan, decided_on: Date, decided_by: &str, by: &str) -> Result<Revision, Error> {
        let digest = plan::digest(plan);
        let json = serde_json::to_string(plan).map_err(|error| Error::Damaged(error.to_string()))?;
        self.writing(|connection, clock| {
            let sql = "select revision_id, digest from revision order by revision_id desc limit 1";
            let latest = connection.first(sql, &[], |row| Ok((row.number(0)?, row.text(1)?.to_owned())))?;
            let (number, latest) = latest.map_or((0, None), |(number, digest)| (number, Some(digest)));
            if latest != plan.parent {
                return Err(Error::Parent { latest, found: plan.parent.clone() });
            }
            if latest.as_ref() == Some(&digest) {
                return Err(Error::SameRevision(number));
            }
            let number = number + 1;
            let change = clock.enter(connection, NewChange { kind: "revision", who: by, because: decided_by })?;
            let row = vec![
                number.into(),
                (&digest).into(),
                plan.parent.as_ref().into(),
                decided_on.to_string().into(),
                decided_by.into(),
                json.into(),
                change.into(),
            ];
            let columns = ["revision_id", "digest", "parent", "decided_on", "decided_by", "plan", "since"];
            connection.insert("revision", &columns, &[row])?;
            relink_everything(connection, plan, change)?;
            let plan = Arc::new(plan.clone());
            Ok(Revision { digest, number, decided_on, decided_by: decided_by.to_owned(), change, plan })
        })
    }

    /// Every revision, oldest first.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn revisions(&mut self) -> Result<Vec<Revision>, Error> {
        self.connection()?.list(&format!("{REVISION} order by revision_id"), &[], revision)
    }

    /// The revision of that number, or of that digest or a beginning of it that no other digest has; of several that say the same, the
    /// last one.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn revision(&mut self, id: &str) -> Result<Option<Revision>, Error> {
        let sql = "select revision_id, digest from revision order by revision_id desc";
        let names = self.connection()?.list(sql, &[], |row| Ok((row.int(0)?, row.text(1)?.to_owned())))?;
        let by_number = names.iter().find(|(number, _)| number.to_string() == id);
        let by_digest = names.iter().find(|(_, digest)| id.len() >= LEAST_OF_A_DIGEST && digest.starts_with(id));
        let Some((number, digest)) = by_number.or(by_digest) else { return Ok(None) };
        if by_number.is_none() && names.iter().any(|(_, other)| other.starts_with(id) && other != digest) {
            return Ok(None);
        }
        self.connection()?.first(&format!("{REVISION} where revision_id = ?1"), &[(*number).into()], revision)
    }

    /// The revision in force on a day; none before the first one.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn in_force(&mut self, day: Date) -> Result<Option<Revision>, Error> {
        let now = self.change()?;
        self.in_force_as_of(day, now)
    }

    /// The revision in force on a day, as it was known at a change: one that came later does not alter an earlier state.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn in_force_as_of(&mut self, day: Date, as_of: Change) -> Result<Option<Revision>, Error> {
        let sql = format!(
            "{REVISION} where since <= ?1 and decided_on <= ?2 order by decided_on desc, revision_id desc limit 1"
        );
        self.connection()?.first(&sql, &[as_of.into(), day.to_string().into()], revision)
    }
}
