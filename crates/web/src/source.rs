//! What the pages need from the store, in the shapes that pages show. One place where the two rooms meet.

use crate::snapshot::Parts;
use crate::visit::Problem;
use corpus::{PublicationDate, Record};
use evidence::{Decision, FoundMention, Link, LinkKey, Verdict};
use indicator::{Change, Standing};
use jiff::civil::Date;
use plan::{JoinSubject, Plan};
use std::sync::Arc;

/// A record as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// `paper`, `trial` …
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Authors in a line.
    pub authors: String,
    /// Where it was published.
    pub journal: String,
    /// When, if known.
    pub date: Option<Date>,
    /// Whether it is made up.
    pub invented: bool,
    /// The words of its mentions.
    pub words: Vec<String>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its number.
    pub number: u64,
    /// The file's name.
    pub file: String,
    /// Its edition.
    pub edition: String,
    /// When it was read.
    pub on: Date,
    /// Records read.
    pub read: u64,
    /// Records kept.
    pub kept: u64,
}

/// Words that wait for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The link it is about.
    pub key: LinkKey,
    /// The code of the reason.
    pub reason: String,
    /// The field.
    pub field: String,
    /// The sentence before the words, the words, and the sentence after.
    pub sentence: [String; 3],
    /// The rule that found them.
    pub rule: String,
    /// The record.
    pub head: Head,
}

/// A record with everything that its page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordPage {
    /// The record; its fields are those that were kept.
    pub record: Record,
    /// The date by which it is counted.
    pub published: Option<PublicationDate>,
    /// Its mentions, by field and place.
    pub mentions: Vec<FoundMention>,
    /// Its links.
    pub links: Vec<LinkState>,
    /// What happened to it, newest first.
    pub history: Vec<Event>,
}

/// A link with what a person said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkState {
    /// The link as the rules made it.
    pub link: Link,
    /// Whether it counts now.
    pub standing: Standing,
    /// The decision in force.
    pub decision: Option<Decision>,
}

/// Something that happened to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A file was read that holds it.
    Read {
        /// When.
        on: Date,
        /// Number of the batch.
        batch: u64,
        /// The file's name.
        file: String,
    },
    /// A person decided on one of its links.
    Decided(Decision),
}

impl Event {
    /// When it happened.
    pub fn on(&self) -> Date {
        match self {
            Self::Read { on, .. } => *on,
            Self::Decided(decision) => decision.on,
        }
    }
}

/// What speaks for a join.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JoinEvidence {
    /// Every record with a number of that prefix.
    pub records: Vec<Arc<str>>,
    /// Places where such a number and a programme's name stand together.
    pub together: Vec<Together>,
}

/// A number and a name in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// The record.
    pub head: Head,
    /// The name's words.
    pub name: String,
    /// The number's words.
    pub number: String,
    /// Their sentence.
    pub sentence: String,
    /// The projects that the name leads to.
    pub projects: Vec<String>,
}

/// A join with what a person said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinState {
    /// What is joined.
    pub subject: JoinSubject,
    /// To which project.
    pub project: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Who.
    pub by: String,
    /// Why.
    pub because: String,
    /// When.
    pub on: Date,
}

/// The store behind the pages.
pub struct Source {
    plan: Arc<Plan>,
}

impl Source {
    /// A store for this plan.
    pub fn new(plan: Plan) -> Self {
        Self { plan: Arc::new(plan) }
    }

    /// The change number of now.
    pub fn change(&mut self) -> Result<Change, Problem> {
        Ok(0)
    }

    /// The last change of a day.
    pub fn change_at(&mut self, _day: Date) -> Result<Change, Problem> {
        Ok(0)
    }

    /// The day of a change.
    pub fn day_of(&mut self, _change: Change) -> Result<Option<Date>, Problem> {
        Ok(None)
    }

    /// Everything a summary is made of.
    pub fn parts(&mut self, change: Change, day: Date) -> Result<Parts, Problem> {
        Ok(Parts {
            plan: Arc::clone(&self.plan),
            change,
            day,
            rows: Vec::new(),
            coverage: Vec::new(),
            hand_ins: Vec::new(),
            waiting: Vec::new(),
            joins: Vec::new(),
            decisions: Vec::new(),
            batches: Vec::new(),
            newest: Vec::new(),
        })
    }

    /// Heads of records, in the order asked for.
    pub fn heads(&mut self, _ids: &[Arc<str>], _change: Change) -> Result<Vec<Head>, Problem> {
        Ok(Vec::new())
    }

    /// A record with everything kept of it.
    pub fn record(&mut self, _id: &str, _change: Change) -> Result<Option<RecordPage>, Problem> {
        Ok(None)
    }

    /// Records whose title, authors, identifiers or kept words hold what was typed, best first.
    pub fn search(&mut self, _typed: &str, _limit: usize) -> Result<Vec<Arc<str>>, Problem> {
        Ok(Vec::new())
    }

    /// What speaks for the joins of a prefix.
    pub fn join_evidence(&mut self, _prefix: &str, _change: Change) -> Result<JoinEvidence, Problem> {
        Ok(JoinEvidence::default())
    }

    /// Records a decision on a link.
    pub fn decide(
        &mut self,
        _key: &LinkKey,
        _verdict: Option<Verdict>,
        _by: &str,
        _because: &str,
    ) -> Result<(), Problem> {
        Err(Problem::NotAllowed)
    }

    /// Records a decision on a join.
    pub fn decide_join(
        &mut self,
        _subject: &JoinSubject,
        _project: &str,
        _verdict: Option<Verdict>,
        _by: &str,
        _because: &str,
        _plan: &Plan,
    ) -> Result<(), Problem> {
        Err(Problem::NotAllowed)
    }
}
