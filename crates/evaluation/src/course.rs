//! How an evaluation stands: its entries, one after the other.
//!
//! The decision to question: **an evaluation is its entries and nothing else.** What stands on its page is told from them each time, so that nothing can
//! be changed without an entry that says who and when, and an auditor reads the same as everybody. Whether an entry may follow is decided here, in
//! [`Course::check`]; who may make it, in `access`.

use crate::criteria::{self, Criteria};
use crate::entry::{Entry, FindingState, LONGEST, Sentence, Sharing};
use crate::packet::Packet;
use crate::refusal::Refusal;
use jiff::civil::Date;
use plan::EvaluationKind;
use std::collections::BTreeMap;

/// Which entry, by whom and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Number of the entry, from 1.
    pub number: u64,
    /// When, UTC.
    pub at: String,
    /// Sign-in name.
    pub who: String,
    /// Name.
    pub name: String,
}

/// In which state it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Opened, without a packet.
    Opened,
    /// The committee reads and comments.
    Reading,
    /// The secretariat has a draft.
    Composing,
    /// Settled.
    Settled,
}

/// A comment that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Whose, and when.
    pub stamp: Stamp,
    /// On which version of the packet.
    pub version: usize,
    /// The words.
    pub words: String,
    /// Whether the same member handed in another one later.
    pub replaced: bool,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Whose, and when.
    pub stamp: Stamp,
    /// The words.
    pub words: String,
    /// The answer, and by whom.
    pub answer: Option<(Stamp, String)>,
}

/// A result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// By whom, and when.
    pub stamp: Stamp,
    /// The id of the outcome.
    pub outcome: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// From which day everybody may read it.
    pub opens: Date,
    /// Why it was corrected; empty for the first one.
    pub because: String,
}

/// A finding with what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// By whom, and when.
    pub stamp: Stamp,
    /// What is to be done.
    pub words: String,
    /// Who has to.
    pub owner: String,
    /// By when.
    pub due: Date,
    /// How it stands.
    pub state: FindingState,
    /// What was done, the oldest first: who, how it stood then, the words, where it can be seen.
    pub responses: Vec<(Stamp, FindingState, String, String)>,
}

/// One evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Who opened it, and when.
    pub opened: Stamp,
    /// What is evaluated.
    pub subject: String,
    /// Which phase.
    pub phase: EvaluationKind,
    /// The fiscal year.
    pub year: i16,
    /// What it judges by.
    pub criteria: Criteria,
    /// The same as it was handed in.
    pub criteria_text: String,
    /// Why it is not what the evaluation before judged by.
    pub criteria_because: String,
    /// Sign-in names of its members.
    pub members: Vec<String>,
    /// Sign-in name of its chair.
    pub chair: String,
    /// When members see each other's comments.
    pub sharing: Sharing,
    /// Whether it is invented.
    pub invented: bool,
    /// Versions of the packet: the first is number 1.
    pub packets: Vec<(Stamp, Packet)>,
    /// What was handed in, the oldest first.
    pub comments: Vec<Comment>,
    /// The newest draft of each member: version and words.
    drafts: BTreeMap<String, (usize, String)>,
    /// Questions, the oldest first.
    pub questions: Vec<Question>,
    /// The secretariat's newest draft of the result: outcome and sentences.
    pub composed: Option<(Stamp, String, Vec<Sentence>)>,
    /// The results: the last one holds, those before were corrected.
    pub settled: Vec<Settled>,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Course {
    /// The id of an evaluation: `mid-term-ferry-2026`.
    #[must_use]
    pub fn id(phase: &str, subject: &str, year: i16) -> String {
        format!("{phase}-{subject}-{year}")
    }

    /// How it stands after these entries; none where the first does not open it. Entries that could not follow (none can be stored) are passed over.
    #[must_use]
    pub fn of(entries: impl IntoIterator<Item = (Stamp, Entry)>) -> Option<Self> {
        let mut entries = entries.into_iter();
        let (stamp, first) = entries.next()?;
        let mut course = Self::begin(stamp, first)?;
        for (stamp, entry) in entries {
            course.take(stamp, entry);
        }
        Some(course)
    }

    fn begin(opened: Stamp, entry: Entry) -> Option<Self> {
        let Entry::Opened { subject, phase, year, criteria, criteria_because, members, chair, sharing, invented } =
            entry
        else {
            return None;
        };
        Some(Self {
            opened,
            subject,
            phase: criteria::phase(&phase)?,
            year,
            criteria: Criteria::read(&criteria).ok()?,
            criteria_text: criteria,
            criteria_because,
            members,
            chair,
            sharing,
            invented,
            packets: Vec::new(),
            comments: Vec::new(),
            drafts: BTreeMap::new(),
            questions: Vec::new(),
            composed: None,
            settled: Vec::new(),
            findings: Vec::new(),
        })
    }

    fn take(&mut self, stamp: Stamp, entry: Entry) {
        match entry {
            Entry::Opened { .. } => {}
            Entry::Froze { packet } => self.packets.push((stamp, packet)),
            Entry::Drafted { version, words } => {
                self.drafts.insert(stamp.who, (version, words));
            }
            Entry::HandedIn { version, words, .. } => {
                self.drafts.remove(&stamp.who);
                for earlier in self.comments.iter_mut().filter(|comment| comment.stamp.who == stamp.who) {
                    earlier.replaced = true;
                }
                self.comments.push(Comment { stamp, version, words, replaced: false });
            }
            Entry::Asked { words } => self.questions.push(Question { stamp, words, answer: None }),
            Entry::Answered { question, words } => {
                if let Some(asked) = self.questions.iter_mut().find(|one| one.stamp.number == question) {
                    asked.answer = Some((stamp, words));
                }
            }
            Entry::Composed { outcome, sentences } => self.composed = Some((stamp, outcome, sentences)),
            Entry::Settled { outcome, sentences, opens, because } => {
                self.settled.push(Settled { stamp, outcome, sentences, opens, because });
            }
            Entry::Found { words, owner, due } => {
                let state = FindingState::Open;
                self.findings.push(Finding { stamp, words, owner, due, state, responses: Vec::new() });
            }
            Entry::Responded { finding, state, words, evidence } => {
                if let Some(found) = self.findings.iter_mut().find(|one| one.stamp.number == finding) {
                    found.state = state;
                    found.responses.push((stamp, state, words, evidence));
                }
            }
        }
    }

    /// Whether an entry may follow. `course` is none where nothing was opened.
    ///
    /// # Errors
    /// Why it may not.
    pub fn check(course: Option<&Self>, entry: &Entry) -> Result<(), Refusal> {
        match (course, entry) {
            (Some(_), Entry::Opened { .. }) => Err(Refusal::AlreadyOpen),
            (None, Entry::Opened { phase, criteria, .. }) => {
                criteria::phase(phase).ok_or_else(|| Refusal::Phase(phase.clone()))?;
                Criteria::read(criteria).map(|_| ()).map_err(Refusal::Criteria)
            }
            (None, _) => Err(Refusal::NotOpen),
            (Some(course), entry) => course.may_follow(entry),
        }
    }

    fn may_follow(&self, entry: &Entry) -> Result<(), Refusal> {
        let before_the_end = || if self.settled.is_empty() { Ok(()) } else { Err(Refusal::Settled) };
        match entry {
            Entry::Opened { .. } => Err(Refusal::AlreadyOpen),
            Entry::Froze { packet } => {
                before_the_end()?;
                match self.packets.last() {
                    Some((_, last)) if last.says_the_same(packet) => Err(Refusal::NothingNew),
                    _ => Ok(()),
                }
            }
            Entry::Drafted { version, words } => {
                before_the_end()?;
                self.version(*version)?;
                if words.chars().count() > LONGEST { Err(Refusal::Long) } else { Ok(()) }
            }
            Entry::HandedIn { version, knows_of_newer, words } => {
                before_the_end()?;
                self.version(*version)?;
                if *version < self.packets.len() && !knows_of_newer {
                    return Err(Refusal::Newer(self.packets.len()));
                }
                fits(words)
            }
            Entry::Asked { words } => {
                before_the_end()?;
                self.version(1)?;
                fits(words)
            }
            Entry::Answered { question, words } => {
                let asked = self.questions.iter().find(|one| one.stamp.number == *question);
                match asked.ok_or(Refusal::NoQuestion(*question))?.answer {
                    Some(_) => Err(Refusal::Answered(*question)),
                    None => fits(words),
                }
            }
            Entry::Composed { outcome, sentences } => {
                before_the_end()?;
                self.result(outcome, sentences)
            }
            Entry::Settled { outcome, sentences, because, .. } => {
                if !self.settled.is_empty() && because.trim().is_empty() {
                    return Err(Refusal::CorrectionNeedsReason);
                }
                self.result(outcome, sentences)
            }
            Entry::Found { words, owner, .. } => {
                if self.settled.is_empty() {
                    return Err(Refusal::NotSettled);
                }
                fits(owner)?;
                fits(words)
            }
            Entry::Responded { finding, words, .. } => {
                let found = self.findings.iter().any(|one| one.stamp.number == *finding);
                if found { fits(words) } else { Err(Refusal::NoFinding(*finding)) }
            }
        }
    }

    fn version(&self, number: usize) -> Result<(), Refusal> {
        match self.packets.len() {
            0 => Err(Refusal::NoPacket),
            most if (1..=most).contains(&number) => Ok(()),
            _ => Err(Refusal::NoVersion(number)),
        }
    }

    fn result(&self, outcome: &str, sentences: &[Sentence]) -> Result<(), Refusal> {
        self.version(1)?;
        if !self.criteria.outcomes.iter().any(|one| one.id == outcome) {
            return Err(Refusal::Outcome(outcome.to_owned()));
        }
        if sentences.is_empty() {
            return Err(Refusal::Empty);
        }
        if sentences.iter().map(|one| one.words.chars().count()).sum::<usize>() > LONGEST {
            return Err(Refusal::Long);
        }
        let wrong = sentences.iter().flat_map(|one| &one.sources).find(|name| !self.is_source(name));
        wrong.map_or(Ok(()), |name| Err(Refusal::Source(name.clone())))
    }

    fn is_source(&self, name: &str) -> bool {
        let Some(number) = name.get(1..).and_then(|number| number.parse::<u64>().ok()) else { return false };
        match name.as_bytes().first() {
            Some(b'c') => self.comments.iter().any(|one| one.stamp.number == number),
            Some(b'q') => self.questions.iter().any(|one| one.stamp.number == number && one.answer.is_some()),
            Some(b'p') => number >= 1 && usize::try_from(number).is_ok_and(|number| number <= self.packets.len()),
            _ => false,
        }
    }

    /// In which state it is.
    #[must_use]
    pub fn state(&self) -> State {
        match (self.settled.is_empty(), self.composed.is_some(), self.packets.is_empty()) {
            (false, ..) => State::Settled,
            (true, true, _) => State::Composing,
            (true, false, false) => State::Reading,
            (true, false, true) => State::Opened,
        }
    }

    /// The result that holds, for whoever may see everything.
    #[must_use]
    pub fn result_in_force(&self) -> Option<&Settled> {
        self.settled.last()
    }

    /// The results that everybody may read on a day: none before the day of the first, then each from its own day.
    #[must_use]
    pub fn open_results(&self, today: Date) -> Vec<&Settled> {
        self.settled.iter().filter(|result| result.opens <= today).collect()
    }

    /// The draft of a member: the version that it is about, and the words. Nobody else's is to be had.
    #[must_use]
    pub fn own_draft(&self, who: &str) -> Option<&(usize, String)> {
        self.drafts.get(who)
    }

    /// The comments that somebody sees: their own always; those of others once their own is handed in or the result is settled, as the evaluation
    /// was opened; `sees_all` is for who composes.
    #[must_use]
    pub fn comments_for(&self, who: &str, sees_all: bool) -> Vec<&Comment> {
        let handed_in = self.comments.iter().any(|one| one.stamp.who == who);
        let all = sees_all || !self.settled.is_empty() || (self.sharing == Sharing::AfterOwn && handed_in);
        self.comments.iter().filter(|one| all || one.stamp.who == who).collect()
    }
}

fn fits(words: &str) -> Result<(), Refusal> {
    match words.trim().is_empty() {
        true => Err(Refusal::Empty),
        false if words.chars().count() > LONGEST => Err(Refusal::Long),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests;
