//! What can happen to an evaluation: the entries that it consists of.

use crate::packet::Packet;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Longest text that a person enters at once, in characters: a form of that length in Japanese still fits into what the server takes.
pub const LONGEST: usize = 5_000;

/// One entry. Entries are added and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub enum Entry {
    /// It was opened.
    Opened {
        /// What is evaluated: the id of a project or a programme.
        subject: String,
        /// `mid-term`.
        phase: String,
        /// The fiscal year.
        year: i16,
        /// The criteria, as TOML.
        criteria: String,
        /// Why they are not those of the subject's evaluation before; empty where they are.
        criteria_because: String,
        /// Sign-in names of those who comment.
        members: Vec<String>,
        /// Sign-in name of who settles it.
        chair: String,
        /// When members see each other's comments.
        sharing: Sharing,
        /// Whether all of it is invented (架空).
        invented: bool,
    },
    /// A version of the packet was frozen; versions are numbered from 1.
    Froze {
        /// What it holds.
        packet: Packet,
    },
    /// A member keeps a draft that nobody else sees.
    Drafted {
        /// The version of the packet that it is about.
        version: usize,
        /// The words.
        words: String,
    },
    /// A member hands a comment in. A later one takes its place; both are kept.
    HandedIn {
        /// The version of the packet that it is about.
        version: usize,
        /// Whether the member knows that there is a newer one.
        knows_of_newer: bool,
        /// The words.
        words: String,
    },
    /// A member asks the project.
    Asked {
        /// The question.
        words: String,
    },
    /// The project answers, once, for all.
    Answered {
        /// Number of the question's entry.
        question: u64,
        /// The answer.
        words: String,
    },
    /// The secretariat's draft of the result.
    Composed {
        /// What is decided: the id of an outcome.
        outcome: String,
        /// Its sentences.
        sentences: Vec<Sentence>,
    },
    /// The result. A later one is a corrigendum: both are kept.
    Settled {
        /// What is decided: the id of an outcome.
        outcome: String,
        /// Its sentences.
        sentences: Vec<Sentence>,
        /// The day from which everybody may read it.
        opens: Date,
        /// Why it is corrected; empty for the first one.
        because: String,
    },
    /// A finding: what somebody has to do.
    Found {
        /// What is to be done.
        words: String,
        /// Who has to.
        owner: String,
        /// By when.
        due: Date,
    },
    /// What was done about a finding.
    Responded {
        /// Number of the finding's entry.
        finding: u64,
        /// How it stands now.
        state: FindingState,
        /// What was done.
        words: String,
        /// Where that can be seen: records, addresses.
        evidence: String,
    },
}

/// When members see each other's comments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sharing {
    /// Once their own is handed in.
    #[default]
    AfterOwn,
    /// Once the result is settled.
    AfterSettled,
}

/// How a finding stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingState {
    /// Nothing was done yet.
    #[default]
    Open,
    /// Being done.
    UnderWay,
    /// Done.
    Done,
    /// It will not be done; the response says why.
    Declined,
}

impl FindingState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::UnderWay, Self::Done, Self::Declined];

    /// As it is stored and sent: `under-way`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::UnderWay => "under-way",
            Self::Done => "done",
            Self::Declined => "declined",
        }
    }

    /// From its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether something is still to be done.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::UnderWay)
    }
}

/// A sentence of the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// The words.
    pub words: String,
    /// What it comes from: `c3` a comment, `q4` a question with its answer (each by the number of its entry), `p1` a version of the packet.
    pub sources: Vec<String>,
}

/// A text as sentences, one a line; what stands in brackets at the end of a line is its sources: `着実に進んでいる。[c3 p1]`.
#[must_use]
pub fn sentences(text: &str) -> Vec<Sentence> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let sources = line.strip_suffix(']').and_then(|line| line.rsplit_once('['));
            let sources = sources.filter(|(_, list)| !list.trim().is_empty() && names(list).all(is_source));
            match sources {
                Some((words, list)) => {
                    Sentence { words: words.trim().to_owned(), sources: names(list).map(str::to_owned).collect() }
                }
                None => Sentence { words: line.to_owned(), sources: Vec::new() },
            }
        })
        .collect()
}

fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split([' ', ',', '、', '　']).filter(|name| !name.is_empty())
}

/// Whether it is spelt like a source.
fn is_source(name: &str) -> bool {
    let number = name.strip_prefix(['c', 'q', 'p']).unwrap_or_default();
    !number.is_empty() && number.len() < 10 && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_its_sources_at_its_end_and_other_brackets_are_words() {
        let found = sentences("着実に進んでいる。[c3、p1]\n\n  See [1]\nThe ferry sails. [q12]\n[]");
        let of = |words: &str, sources: &[&str]| Sentence {
            words: words.to_owned(),
            sources: sources.iter().map(|&one| one.to_owned()).collect(),
        };
        assert_eq!(
            found,
            [
                of("着実に進んでいる。", &["c3", "p1"]),
                of("See [1]", &[]),
                of("The ferry sails.", &["q12"]),
                of("[]", &[])
            ]
        );
    }

    #[test]
    fn codes_of_states_are_read_back() {
        for state in FindingState::ALL {
            assert_eq!(FindingState::from_code(state.code()), Some(state));
        }
        assert_eq!(FindingState::from_code("lost"), None);
    }
}
