//! The audit trail: who saw and did what, when. Each entry's sum holds the sum before it, so the last sum, the **head**, stands for all.
//!
//! The decision to question: the sum is over the content's sum and not over the content. So what somebody once looked at can be
//! forgotten when its time is over, and the chain still holds; only looks may be forgotten, since their kind is in the chain. The content
//! carries a salt that is forgotten with it: what is gone cannot be guessed from its sum.

use crate::{NoRandom, hex, random};
use sha2::{Digest as _, Sha256};

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Somebody looked at what is not public. May be forgotten.
    Look,
    /// Somebody did something. Never forgotten.
    Act,
}

impl Kind {
    /// As the database holds it: `look`, `act`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Act => "act",
        }
    }

    /// From its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Look, Self::Act].into_iter().find(|kind| kind.code() == code)
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The account's sign-in name, or who else: `command line`.
    pub who: String,
    /// What: `signed-in`, `invited`, `decided-link`.
    pub what: String,
    /// To what: an account, a path, a project. May be empty.
    pub subject: String,
    /// More, in words. May be empty.
    pub detail: String,
    /// 128 random bits in hexadecimal.
    pub salt: String,
}

impl Content {
    /// A new content with its salt.
    ///
    /// # Errors
    /// If the system gives no random bytes.
    pub fn new(who: &str, what: &str, subject: &str, detail: &str) -> Result<Self, NoRandom> {
        let [who, what, subject, detail] = [who, what, subject, detail].map(str::to_owned);
        Ok(Self { who, what, subject, detail, salt: hex(&random::<16>()?) })
    }

    fn sum(&self) -> String {
        summed(&[&self.who, &self.what, &self.subject, &self.detail, &self.salt])
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// 1, 2, 3, … without a gap.
    pub number: u64,
    /// When, UTC, to the second, as RFC 3339.
    pub at: String,
    /// What it is.
    pub kind: Kind,
    /// What happened; none where it was forgotten.
    pub content: Option<Content>,
    /// The content's sum, SHA-256 in hexadecimal.
    pub content_sum: String,
    /// SHA-256 over the sum before, number, time, kind and the content's sum.
    pub sum: String,
}

/// The sum before the first entry.
pub const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The entry that follows one with this number and sum; 0 and [`BEGINNING`] for the first.
#[must_use]
pub fn next(number: u64, sum: &str, at: &str, kind: Kind, content: Content) -> Entry {
    let number = number.saturating_add(1);
    let content_sum = content.sum();
    let sum = chained(sum, number, at, kind, &content_sum);
    Entry { number, at: at.to_owned(), kind, content: Some(content), content_sum, sum }
}

/// Why a trail does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// Entries are missing or in another order: this number was expected, that one stands there.
    Order {
        /// Expected.
        expected: u64,
        /// Found.
        found: u64,
    },
    /// The entry's content is not what was entered.
    Content(u64),
    /// The entry's content is gone though it is no look.
    Forgotten(u64),
    /// The entry does not follow from the one before it.
    Chain(u64),
    /// The trail ends before, or does not pass through, a head that was noted elsewhere.
    Head {
        /// The head's number.
        number: u64,
    },
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Order { expected, found } => {
                write!(f, "entry {expected} is missing: entry {found} stands in its place")
            }
            Self::Content(number) => write!(f, "entry {number} was changed after it was entered"),
            Self::Forgotten(number) => write!(f, "entry {number} was emptied, and only looks may be"),
            Self::Chain(number) => write!(f, "entry {number} does not follow from the one before it"),
            Self::Head { number } => {
                write!(f, "the trail does not hold entry {number} as the noted head has it: it was cut or made anew")
            }
        }
    }
}

impl std::error::Error for Broken {}

/// A number and a sum, `12:abc…`: what is printed so that a cut tail shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Number of the last entry; 0 if there is none.
    pub number: u64,
    /// Its sum.
    pub sum: String,
}

impl Head {
    /// As printed.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (number, sum) = text.trim().split_once(':')?;
        let fits = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some(Self { number: number.parse().ok()?, sum: fits.then(|| sum.to_lowercase())? })
    }
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.number, self.sum)
    }
}

/// Checks a whole trail, and that it holds a head noted earlier. Gives the head that it has now.
///
/// # Errors
/// At the first entry that does not hold.
pub fn verify(entries: &[Entry], noted: Option<&Head>) -> Result<Head, Broken> {
    let mut head = Head { number: 0, sum: BEGINNING.to_owned() };
    let mut met = noted.is_none_or(|noted| *noted == head);
    for entry in entries {
        let expected = head.number + 1;
        if entry.number != expected {
            return Err(Broken::Order { expected, found: entry.number });
        }
        match &entry.content {
            Some(content) if content.sum() != entry.content_sum => return Err(Broken::Content(entry.number)),
            None if entry.kind != Kind::Look => return Err(Broken::Forgotten(entry.number)),
            _ => {}
        }
        if entry.sum != chained(&head.sum, entry.number, &entry.at, entry.kind, &entry.content_sum) {
            return Err(Broken::Chain(entry.number));
        }
        head = Head { number: entry.number, sum: entry.sum.clone() };
        met = met || noted == Some(&head);
    }
    match noted {
        Some(noted) if !met => Err(Broken::Head { number: noted.number }),
        _ => Ok(head),
    }
}

fn chained(before: &str, number: u64, at: &str, kind: Kind, content_sum: &str) -> String {
    summed(&[before, &number.to_string(), at, kind.code(), content_sum])
}

/// SHA-256 over texts, each with its length before it, so that no two lists of texts are the same bytes.
fn summed(texts: &[&str]) -> String {
    let mut sum = Sha256::new();
    for text in texts {
        sum.update((text.len() as u64).to_be_bytes());
        sum.update(text.as_bytes());
    }
    hex(&sum.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn trail(length: u64) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for number in 0..length {
            let kind = if number % 3 == 0 { Kind::Look } else { Kind::Act };
            let content = Content::new("moss", "saw", &format!("project {number}"), "").expect("random bytes");
            let before = entries.last().map_or(BEGINNING, |entry| entry.sum.as_str()).to_owned();
            entries.push(next(number, &before, "2026-11-25T00:00:00Z", kind, content));
        }
        entries
    }

    #[test]
    fn an_untouched_trail_holds_and_gives_its_head() {
        let entries = trail(5);
        let head = verify(&entries, None).expect("whole");
        assert_eq!(head.number, 5);
        assert_eq!(Head::read(&head.to_string()), Some(head.clone()));
        assert_eq!(verify(&entries, Some(&head)), Ok(head));
        assert_eq!(verify(&[], None).expect("empty").number, 0);
    }

    #[test]
    fn a_look_may_be_forgotten_and_an_act_may_not() {
        let mut entries = trail(5);
        entries[3].content = None;
        assert!(verify(&entries, None).is_ok());
        entries[4].content = None;
        assert_eq!(verify(&entries, None), Err(Broken::Forgotten(5)));
    }

    #[test]
    fn a_trail_made_anew_does_not_hold_the_noted_head() {
        let head = verify(&trail(5), None).expect("whole");
        assert_eq!(verify(&trail(9), Some(&head)), Err(Broken::Head { number: 5 }));
    }

    proptest! {
        #[test]
        fn any_single_changed_removed_reordered_or_cut_entry_is_found(
            length in 2_u64..30, at in 0_usize..30, way in 0_usize..9, by in 1_usize..29
        ) {
            let entries = trail(length);
            let head = verify(&entries, None).expect("whole");
            let at = at % entries.len();
            let mut touched = entries.clone();
            match way {
                0 => { touched.remove(at); }
                1 => touched.truncate(at),
                2 => touched.swap(at, (at + 1 + by % (entries.len() - 1)) % entries.len()),
                3 => touched[at].at = "2026-11-26T00:00:00Z".to_owned(),
                4 => if let Some(content) = &mut touched[at].content { content.who.push('x') },
                5 => if let Some(content) = &mut touched[at].content { content.subject = "another".to_owned() },
                6 => touched[at].kind = if touched[at].kind == Kind::Look { Kind::Act } else { Kind::Look },
                7 => touched[at].content_sum = BEGINNING.to_owned(),
                _ => touched.insert(at, entries[at].clone()),
            }
            prop_assert!(verify(&touched, Some(&head)).is_err(), "way {way} at {at}");
        }
    }
}
