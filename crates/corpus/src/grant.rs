//! What is known of a grant beyond its texts.

use serde::{Deserialize, Serialize};

/// A grant: whose number it is, when it runs and what it costs. Years are Japanese fiscal years, amounts whole yen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grant {
    /// Its number, as its funder writes it, without `JP`: `19KK0341`.
    pub number: String,
    /// The kind of grant, in each language the source gives.
    pub categories: Vec<String>,
    /// The first fiscal year.
    pub start_fiscal_year: Option<i16>,
    /// The last fiscal year; of a grant that runs, the planned one.
    pub end_fiscal_year: Option<i16>,
    /// Direct cost over all years, in yen.
    pub direct_yen: Option<i64>,
    /// Indirect cost over all years, in yen.
    pub indirect_yen: Option<i64>,
    /// Both together as the source gives it, in yen.
    pub total_yen: Option<i64>,
    /// The state as the source writes it: `project_closed`, `granted`.
    pub status: String,
    /// Who works with it, in the order of the source.
    pub members: Vec<GrantMember>,
}

/// Somebody who works with a grant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantMember {
    /// The name as printed.
    pub name: String,
    /// The role as the source writes it: `principal_investigator`.
    pub role: String,
    /// The number that e-Rad gave the person; empty if the source gives none.
    pub researcher_number: String,
    /// Where the person works, as printed.
    pub institution: String,
}
