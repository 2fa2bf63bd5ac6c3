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
            batches: Vec::new(),
            newest: Vec::new(),
        };
        Self { editor, demo, current: RwLock::new(Arc::new(Snapshot::build(parts))) }
    }

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
}
