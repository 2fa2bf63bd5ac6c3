//! Links between records and projects, and what people decided about them.

use indicator::{Change, Standing};
use jiff::civil::Date;
use mention::Mention;
use plan::Role;
use serde::{Deserialize, Serialize};

/// A mention with the field it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundMention {
    /// Name of the field: `grant[1].id`.
    pub field: String,
    /// Kind of the field.
    pub field_kind: mention::FieldKind,
    /// The mention; its span points into that field's text.
    pub mention: Mention,
    /// The very words: `text[span]`.
    pub raw: String,
    /// Whose it is.
    pub scope: Scope,
    /// Projects it names, by number or name; several if the prefix is joined to several.
    pub projects: Vec<String>,
}

/// Whose a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Of a project of the plan.
    Plan,
    /// A Japanese funder's, but of no project of the plan.
    Outside,
    /// Neither.
    None,
}

/// What a decision is about. Never a row id, a span or a work, so that decisions
/// survive re-scans, new rules and re-joins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LinkKey {
    /// Source record id.
    pub record: String,
    /// Scheme of the mention that justifies it.
    pub scheme: String,
    /// Its normal form.
    pub value: String,
    /// The project.
    pub project: String,
}

/// Record ↔ project, by a rule or a person, with the mention that justifies it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its key.
    pub key: LinkKey,
    /// What the project was to the record.
    pub role: Role,
    /// Whether the rules count it, before any decision.
    pub standing: Standing,
    /// The rule that made it, `link.prefix@1`.
    pub rule: String,
    /// Codes of what a reader should know: `after-end`, `name-and-number-disagree`, `several-projects`.
    pub flags: Vec<String>,
}

/// A person's word on a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// About which link.
    pub key: LinkKey,
    /// What was decided.
    pub verdict: Verdict,
    /// Who.
    pub by: String,
    /// Why.
    pub because: String,
    /// When.
    pub on: Date,
    /// First change at which it holds.
    pub since: Change,
    /// First change at which it no longer holds.
    pub until: Option<Change>,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It counts.
    Accept,
    /// It does not.
    Reject,
}

/// A person's word on a join of the plan. Overrides what the plan's text says
/// about the same `(subject, project)`, or adds a join that the text lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinDecision {
    /// What is joined.
    pub subject: plan::JoinSubject,
    /// The project's id.
    pub project: String,
    /// Confirmed or refused.
    pub verdict: Verdict,
    /// Who.
    pub by: String,
    /// Why.
    pub because: String,
    /// When.
    pub on: Date,
    /// First change at which it holds.
    pub since: Change,
    /// First change at which it no longer holds.
    pub until: Option<Change>,
}

/// A person's word on whether two records are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SameVerdict {
    /// They are one work.
    Same,
    /// They are two, whatever sources say.
    Different,
}

/// A person's word on two records, by their ids in either order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameDecision {
    /// One id, the lesser of the two.
    pub left: String,
    /// The other.
    pub right: String,
    /// What was decided.
    pub verdict: SameVerdict,
    /// Who.
    pub by: String,
    /// Why.
    pub because: String,
    /// When.
    pub on: Date,
    /// First change at which it holds.
    pub since: Change,
    /// First change at which it no longer holds.
    pub until: Option<Change>,
}

/// What a link counts as after what a person said: their word, or else the rule's.
#[must_use]
pub fn effective(standing: Standing, verdict: Option<Verdict>) -> Standing {
    match verdict {
        Some(Verdict::Accept) => Standing::Counted,
        Some(Verdict::Reject) => Standing::Refused,
        None => standing,
    }
}
