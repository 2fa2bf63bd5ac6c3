//! What goes in and what comes out, in the shapes that doors use.

use corpus::{FileSummary, PublicationDate, Record};
use evidence::{Decision, FoundMention, Keep, Link, LinkKey, Relation, SameDecision, Strength, Verdict};
use indicator::{Change, Standing};
use jiff::civil::Date;
use plan::{JoinSubject, Plan};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// A file that was read and checked to its end, ready to be written.
#[derive(Debug, Clone, Copy)]
pub struct FileToWrite<'a> {
    /// As named on the command line.
    pub file: &'a str,
    /// Checksum, edition, format and counts.
    pub summary: &'a FileSummary,
    /// What is kept, in the order of the file.
    pub records: &'a [KeptRecord],
    /// Every citation of a file of PubMed's, kept or not: PMID and version.
    pub seen: &'a [(u32, u32)],
    /// Every record of a file of another source, kept or not: its id and version.
    pub seen_elsewhere: &'a [(String, u32)],
    /// What the file takes back: PMID and version.
    pub deleted: &'a [(u32, u32)],
    /// Records with any mention, kept or not.
    pub with_mentions: u64,
    /// Rules and versions that read it, sorted.
    pub rules: &'a [String],
    /// What was kept of it.
    pub keep: Keep,
}

/// A record that is kept. It is linked when it is written, under the decisions of that moment.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptRecord {
    /// The record with the fields that hold a mention.
    pub record: Record,
    /// The date by which it is counted.
    pub published: Option<PublicationDate>,
    /// Its mentions, by field and place.
    pub mentions: Vec<FoundMention>,
}

/// What came of writing a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileOutcome {
    /// The change number it got; absent if nothing changed.
    pub change: Option<Change>,
    /// Number of its batch.
    pub batch: u64,
    /// Whether a later baseline is in the store, so that nothing of this file counts.
    pub superseded: bool,
    /// Mentions in the records kept.
    pub mentions: u64,
    /// Links to projects that the records of this file have.
    pub links: u64,
    /// Rules that gained or lost something or fell silent, by name; empty if nothing changed.
    pub rules: Vec<RuleChange>,
}

/// What a file changed of what one rule finds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleChange {
    /// The rule without its version: `amed.systematic`.
    pub rule: String,
    /// Mentions that it found in what is kept of the file.
    pub found: u64,
    /// What it found in the file whose place this one took; none if it took none's.
    pub found_before: Option<u64>,
    /// Numbers and names of records that it holds now and did not hold before.
    pub gained: u64,
    /// Those that it no longer holds.
    pub lost: u64,
    /// The first of those gained, by record.
    pub gains: Vec<MentionChange>,
    /// The first of those lost, by record.
    pub losses: Vec<MentionChange>,
    /// Whether it found nothing where it used to find something: in the file that this one replaces, or in every one of the last five files of the source.
    pub silent: bool,
}

/// A number or name in a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionChange {
    /// The record.
    pub record: String,
    /// The scheme.
    pub scheme: String,
    /// The normal form.
    pub value: String,
}

/// A plan as it was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// SHA-256 of all that it says ([`plan::digest`]): its name, for ever.
    pub digest: String,
    /// 1 for the first one.
    pub number: u64,
    /// The day of the decision: from then on it is in force.
    pub decided_on: Date,
    /// Who decided.
    pub decided_by: String,
    /// The change that brought it.
    pub change: Change,
    /// The plan.
    pub plan: Arc<Plan>,
}

/// A record as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its public id.
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
    /// Whether it is confidential and its title is not told.
    pub withheld: bool,
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
    /// Hex SHA-256 of the file.
    pub sha256: String,
    /// Whose file it is: `pubmed`, `crossref` …; `texts` where nobody knows.
    pub source: String,
    /// Its edition; empty where the source has none.
    pub edition: String,
    /// When it was read.
    pub on: Date,
    /// Records read.
    pub read: u64,
    /// Records kept.
    pub kept: u64,
    /// Whether all that it holds is made up.
    pub invented: bool,
}

/// Words that wait for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The link it is about.
    pub key: LinkKey,
    /// The code of the reason: of the doubtful mention, else of the link's flag.
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

/// A work with everything that its page shows. Its first record is the one that comes first in [`evidence::id_order`].
#[derive(Debug, Clone, PartialEq)]
pub struct RecordPage {
    /// Public id of the work; the id asked for may be another.
    pub id: String,
    /// Every id of the work, in the order of [`evidence::id_order`].
    pub ids: Vec<String>,
    /// Who gave the first record: `pubmed`.
    pub source: String,
    /// The first record; its fields are those that were kept.
    pub record: Record,
    /// The date by which it is counted.
    pub published: Option<PublicationDate>,
    /// Its mentions, by field and place.
    pub mentions: Vec<FoundMention>,
    /// Its links.
    pub links: Vec<LinkState>,
    /// The other records of the work, in the order of [`evidence::id_order`].
    pub others: Vec<SourceRecord>,
    /// What ties the ids together, asks, or keeps others apart, by pair of ids.
    pub ties: Vec<Tie>,
    /// Works that it bears on: preprint, correction, retraction, comment.
    pub related: Vec<Related>,
    /// The row of a register that it is, if it is one; `record` then holds its title alone.
    pub entry: Option<crate::EntryPage>,
    /// What happened to its records, newest first.
    pub history: Vec<Event>,
}

/// One more record of a work, with its own words.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRecord {
    /// Who gave it: `crossref`.
    pub source: String,
    /// The record; its fields are those that were kept.
    pub record: Record,
    /// The date by which it would be counted if it were alone.
    pub published: Option<PublicationDate>,
    /// Its mentions, by field and place.
    pub mentions: Vec<FoundMention>,
    /// Its links.
    pub links: Vec<LinkState>,
}

/// Two ids that sources, a rule or a person tie together or keep apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// One id, the lesser of the two.
    pub left: String,
    /// The other.
    pub right: String,
    /// The surest of what is said.
    pub strength: Strength,
    /// Who says that they are one; empty if only a person says anything.
    pub said_by: Vec<TiedBy>,
    /// What comes of it.
    pub state: TieState,
    /// A person's word in force.
    pub decision: Option<SameDecision>,
}

/// What comes of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieState {
    /// The two are one work.
    Joins,
    /// They are not, until a person says so: two PMIDs or DOIs would meet, or they only resemble each other.
    Asking,
    /// They are not, since a person said so.
    KeptApart,
}

/// Who says that two ids are of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiedBy {
    /// The source: `pubmed`.
    pub source: String,
    /// Its record.
    pub record: String,
    /// The rule, with its version: `same.stated@1`.
    pub rule: String,
}

/// A work that another one bears on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What the page's work is to it; none if the source's word is not known.
    pub relation: Option<Relation>,
    /// The source's word.
    pub word: String,
    /// Public id of the other work, or what the source calls it.
    pub id: String,
    /// The other work, if it is kept.
    pub head: Option<Head>,
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
    #[must_use]
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
    /// Every record with a number of that prefix, by public id, sorted.
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

/// A record that a search found, with why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub head: Head,
    /// Where the words stand: `title`, `authors`, `journal`, `identifiers`, or the name of a field with a mention.
    pub field: String,
    /// The text there: a whole title, or the sentence around a mention.
    pub text: String,
    /// The words in that text, in bytes.
    pub marks: Vec<Range<usize>>,
}
