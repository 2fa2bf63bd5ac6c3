//! KPIs of the policies above the plan: figures that others set, and what this plan adds to them.

use crate::{Basis, Direction, FiscalYear, Indicator, IndicatorKind, IndicatorVersion, Method, Text};
use serde::{Deserialize, Serialize};

/// A figure that a policy sets for a whole of which the plan is a part, such as all of AMED.
///
/// The decision to question: **it is no [`Indicator`], and its figures are no [`crate::Target`]s.** The plan has to answer for a part that
/// nobody has set, so nothing may show the whole's figure as what the plan should reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kpi {
    /// Unique within the policy; no indicator's id.
    pub id: String,
    /// Its wording.
    pub title: Text,
    /// Whose figure it is: AMED全体.
    pub of: Text,
    /// Which document set it, and when.
    pub set_by: Text,
    /// What one is: 件.
    pub unit: Text,
    /// Whether more is better.
    pub direction: Direction,
    /// First fiscal year of the term.
    pub first_year: FiscalYear,
    /// Last fiscal year of the term.
    pub last_year: FiscalYear,
    /// The figure for each year, an exact decimal in words; `None` where only a total or nothing is set.
    pub yearly: Option<String>,
    /// The figure for the whole term.
    pub total: Option<String>,
    /// How the plan's part of it is counted. A definition links to the plan or to named projects.
    pub method: Method,
    /// Why it is counted so.
    pub because: Text,
    /// Indicators of the plan that count the same in their programmes.
    pub indicators: Vec<String>,
    /// Anything a reader should know.
    pub note: Option<Text>,
    /// Where the figures come from.
    pub basis: Basis,
}

impl Kpi {
    /// The plan's part of it as an indicator, of which readings can be made: without any target, for the years of the term.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        let version = IndicatorVersion {
            number: 1,
            from: Some(self.first_year),
            until: Some(self.last_year),
            method: self.method.clone(),
            basis: self.basis.clone(),
            because: self.because.clone(),
            targets: Vec::new(),
        };
        Indicator {
            id: self.id.clone(),
            kind: IndicatorKind::Output,
            title: self.title.clone(),
            aliases: Vec::new(),
            projects: Vec::new(),
            unit: self.unit.clone(),
            direction: self.direction,
            reported_by: Text::default(),
            versions: vec![version],
            note: self.note.clone(),
        }
    }
}
