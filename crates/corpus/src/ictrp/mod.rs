//! Exports of WHO's International Clinical Trials Registry Platform: one table of trials, as CSV, as a workbook or as XML.
//!
//! The decision to question: ICTRP's copy of a trial is a record of its own (`ictrp:JPRN-UMIN000012345`), beside the register's.
//! Source records never merge; the register's number among its identifiers makes the two one work.

mod record;
mod xml;

use crate::given::give;
use crate::read::{Candidates, Progress, Sink};
use crate::table::Rows;
use crate::{Problem, ReadError, ReadOptions};
use record::Column;

pub(crate) use xml::TrialsXml;

/// Whether a table with this header is an export of ICTRP.
pub(crate) fn is_header(cells: &[String]) -> bool {
    let has = |name: &str| cells.iter().any(|cell| record::folded(cell) == name);
    has("trialid") && has("publictitle") && has("sourceregister")
}

/// Takes the rows of an export.
pub(crate) struct Trials<'a> {
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
    columns: Vec<Column>,
}

impl<'a> Trials<'a> {
    pub(crate) fn new(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> Self {
        Self { options, candidates, columns: Vec::new() }
    }
}

impl Rows for Trials<'_> {
    fn header(&mut self, cells: &[String]) -> Result<(), Problem> {
        self.columns = cells.iter().map(|cell| Column::new(cell)).collect();
        Ok(())
    }

    fn row(
        &mut self,
        cells: &[String],
        line: u64,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let cells = self.columns.iter().zip(cells).map(|(column, cell)| (column, cell.as_str()));
        let record = record::of(cells).map_err(|problem| problem.on_line(line))?;
        give(record, self.options, self.candidates, progress, sink)
    }

    fn end(&mut self, _: &mut Progress, _: &mut Sink<'_>) -> Result<(), ReadError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
