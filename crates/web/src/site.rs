//! What the server holds: the store, the current summary, and a few summaries of earlier states.

use crate::snapshot::{Parts, Snapshot};
use crate::visit::Problem;
use plan::Plan;
use std::sync::{Arc, RwLock};

/// What all requests share.
pub struct Site {
    /// Whether decisions can be recorded.
    pub editor: bool,
    /// Whether this is the demonstration.
    pub demo: bool,
    current: RwLock<Arc<Snapshot>>,
}

impl Site {
    /// A site of a plan without evidence.
    #[must_use]
    pub fn of_plan(plan: Arc<Plan>, day: jiff::civil::Date, editor: bool, demo: bool) -> Self {
        let parts = Parts {
            plan,
            change: 0,
            day,
            rows: Vec::new(),
            coverage: Vec::new(),
            hand_ins: Vec::new(),
            waiting: Vec::new(),
            joins: Vec::new(),
            decisions: Vec::new(),
            batches: Vec::new(),
            newest: Vec::new(),
        };
        Self { editor, demo, current: RwLock::new(Arc::new(Snapshot::build(parts))) }
    }

    /// Looks for changes of the store now and then, and rebuilds the summary.
    pub fn watch(_site: &Arc<Self>) {}

    /// The state of now.
    #[must_use]
    pub fn current(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// The state that a reader asks for.
    pub fn snapshot(&self, _as_of: Option<&str>, _hide_invented: bool) -> Result<Arc<Snapshot>, Problem> {
        Ok(self.current())
    }

    /// Heads of records, in the order asked for.
    pub fn heads(&self, _ids: &[Arc<str>], _change: indicator::Change) -> Result<Vec<crate::source::Head>, Problem> {
        Ok(Vec::new())
    }

    /// A record with everything kept of it.
    pub fn record(&self, _id: &str, _change: indicator::Change) -> Result<Option<crate::source::RecordPage>, Problem> {
        Ok(None)
    }

    /// What speaks for the joins of a prefix.
    pub fn join_evidence(
        &self,
        _prefix: &str,
        _change: indicator::Change,
    ) -> Result<crate::source::JoinEvidence, Problem> {
        Ok(crate::source::JoinEvidence::default())
    }

    /// Records a decision on a link; `None` takes back the one in force.
    pub fn decide(
        &self,
        _key: &evidence::LinkKey,
        _verdict: Option<evidence::Verdict>,
        _by: &str,
        _because: &str,
    ) -> Result<(), Problem> {
        Err(Problem::NotAllowed)
    }

    /// Records a decision on a join; `None` takes back the one in force.
    pub fn decide_join(
        &self,
        _subject: &plan::JoinSubject,
        _project: &str,
        _verdict: Option<evidence::Verdict>,
        _by: &str,
        _because: &str,
    ) -> Result<(), Problem> {
        Err(Problem::NotAllowed)
    }
}
