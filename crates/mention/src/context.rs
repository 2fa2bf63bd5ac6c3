//! A text with everything the rules ask about it: the folded view, the names and cues in it, its sentences.
//!
//! The decision to question: whose number it is, is decided by the **nearest** name, Japanese or foreign, not
//! by the presence of a Japanese funder somewhere. So every other funder's name is in the lexicon of cues too:
//! not to be found, but to end the reach of the one before.

use crate::landmark::{Landmark, landmarks, landmarks_of_agency, strongest};
use crate::lexicon::Family;
use crate::pattern::{Match, Pattern, digits_side_by_side};
use crate::sentence::sentences;
use crate::view::View;
use crate::{FieldKind, Passage};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// A passage as the rules see it.
pub(crate) struct Context<'a> {
    pub(crate) kind: FieldKind,
    pub(crate) view: View<'a>,
    /// Names and cues in the text, in order, none inside another.
    pub(crate) landmarks: Vec<Landmark>,
    pub(crate) beside: View<'a>,
    /// The same for what stands beside it.
    pub(crate) beside_landmarks: Vec<Landmark>,
    /// Starts of the sentences.
    sentences: Vec<usize>,
    /// Whose names stand in the text or beside it.
    families: BTreeSet<Family>,
    /// How many digits stand side by side in the text, at most.
    digits_side_by_side: usize,
    /// Which words were asked for, and whether they stand there.
    asked: RefCell<HashMap<&'static str, bool>>,
    /// Why candidates were refused, where somebody asked.
    trace: Option<RefCell<Vec<Refusal>>>,
}

/// A candidate that a rule looked at and refused.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    /// In the view.
    pub(crate) span: Range<usize>,
    /// Code of the reason: a row of `lexicons/refusals.tsv`.
    pub(crate) why: &'static str,
    /// The words that decided it, empty if none did.
    pub(crate) by: String,
}

/// The most that is looked at on either side of a place in a sentence: a text without full stops must not make
/// the work grow with its square.
const SENTENCE_REACH: usize = 4096;

/// How a number belongs to a funder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) family: Family,
    /// How many bytes lie between the funder's name and the number.
    pub(crate) distance: usize,
    /// Where the funder's name stands.
    pub(crate) side: Side,
    /// Its words: start and end in the text, or in what stands beside it.
    words: (usize, usize),
}

/// Where a funder's name stands, seen from its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// In the field beside it.
    Beside,
    /// Before it in the sentence.
    Before,
    /// After it, and the number is said to be from it.
    From,
    /// After it, and nothing more is said.
    After,
}

impl Owner {
    /// Whether the number is this family's, with the name beside it, at most `reach` bytes before it, or said to
    /// be where it is from.
    pub(crate) fn gives(self, family: Family, reach: usize) -> bool {
        self.family == family && self.side != Side::After && self.distance <= reach
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(passage: Passage<'a>) -> Self {
        let view = View::new(passage.text);
        let beside = View::new(passage.beside);
        let landmarks = landmarks(&view.text);
        let beside_landmarks = landmarks_of_agency(&beside.text);
        let sentences = sentences(&view.text);
        let families = landmarks.iter().chain(&beside_landmarks).map(|landmark| landmark.family).collect();
        let asked = RefCell::default();
        let digits_side_by_side = digits_side_by_side(&view.text);
        Self {
            kind: passage.kind,
            view,
            landmarks,
            beside,
            beside_landmarks,
            sentences,
            families,
            digits_side_by_side,
            asked,
            trace: None,
        }
    }

    /// The same, and what is refused is noted.
    pub(crate) fn traced(passage: Passage<'a>) -> Self {
        Self { trace: Some(RefCell::default()), ..Self::new(passage) }
    }

    /// Whether somebody asked why.
    pub(crate) fn is_traced(&self) -> bool {
        self.trace.is_some()
    }

    /// What was refused since this was last asked; nothing unless it is traced.
    pub(crate) fn take_refusals(&self) -> Vec<Refusal> {
        self.trace.as_ref().map(RefCell::take).unwrap_or_default()
    }

    /// Notes why a candidate is no mention: `why` is a row of `lexicons/refusals.tsv`. Costs a comparison unless it is
    /// traced.
    pub(crate) fn refuse(&self, span: &Range<usize>, why: &'static str) {
        self.refuse_by(span, why, String::new);
    }

    /// The same, with the words that decided it.
    pub(crate) fn refuse_by(&self, span: &Range<usize>, why: &'static str, by: impl FnOnce() -> String) {
        if let Some(trace) = &self.trace {
            trace.borrow_mut().push(Refusal { span: span.clone(), why, by: by() });
        }
    }

    /// Notes that a candidate belongs to none of these families, or not closely enough.
    pub(crate) fn refuse_owner(&self, span: &Range<usize>, owner: Option<Owner>, wanted: &[Family]) {
        let why = match owner {
            None => "no-funder-near",
            Some(owner) if !wanted.contains(&owner.family) => "other-funder-nearer",
            Some(owner) if owner.side == Side::After => "funder-only-after",
            Some(_) => "funder-too-far",
        };
        self.refuse_by(span, why, || owner.map_or_else(String::new, |owner| self.words(owner).to_owned()));
    }

    /// The words of an owner.
    fn words(&self, owner: Owner) -> &str {
        let text = if owner.side == Side::Beside { &self.beside.text } else { &self.view.text };
        text.get(owner.words.0..owner.words.1).unwrap_or_default()
    }

    /// Every place where a shape stands by itself in the text.
    pub(crate) fn candidates<'t>(&'t self, pattern: &'t Pattern) -> impl Iterator<Item = Match<'t>> {
        let text = if pattern.may_stand_among(self.digits_side_by_side) { self.text() } else { "" };
        pattern.all(text).filter(|hit| {
            let alone = stands_alone(self.text(), &hit.span);
            if !alone {
                self.refuse(&hit.span, "touches-letter-or-digit");
            }
            alone
        })
    }

    pub(crate) fn text(&self) -> &str {
        &self.view.text
    }

    /// The sentence around a place, or as much of it as is near.
    pub(crate) fn sentence(&self, at: usize) -> Range<usize> {
        let text = self.text();
        let after = self.sentences.partition_point(|start| *start <= at);
        let start = if after == 0 { 0 } else { self.sentences[after - 1] };
        let end = self.sentences.get(after).copied().unwrap_or(text.len());
        let mut start = start.max(at.saturating_sub(SENTENCE_REACH));
        let mut end = end.min(at.saturating_add(SENTENCE_REACH)).max(at);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        start..end
    }

    /// Whose number stands at `span`.
    ///
    /// In a list of grants the agency decides, or else the words before the number. In other text: a funder
    /// that the number is said to be *from*; else the nearest name before it in the same sentence; else
    /// the nearest one after it in the same sentence.
    pub(crate) fn owner(&self, span: &Range<usize>) -> Option<Owner> {
        if !self.beside_landmarks.is_empty() {
            let family = strongest(&self.beside_landmarks);
            let inside = self.landmarks.iter().find(|landmark| landmark.family != Family::Other);
            let family =
                if family == Family::Other { inside.map_or(family, |landmark| landmark.family) } else { family };
            return Some(Owner { family, distance: 0, side: Side::Beside, words: (0, self.beside.text.len()) });
        }
        let sentence = self.sentence(span.start);
        let within = |landmark: &&Landmark| landmark.span.start >= sentence.start && landmark.span.end <= sentence.end;
        let before = self.landmarks.partition_point(|landmark| landmark.span.end <= span.start);
        let after = self.landmarks.partition_point(|landmark| landmark.span.start < span.end);
        let before = self.landmarks[..before].last().filter(within).map(|last| self.giver(before - 1, last));
        let after = self.landmarks.get(after).filter(within);
        let from = after.filter(|landmark| self.is_from(span.end, landmark.span.start));
        let owner = |landmark: &Landmark, distance, side| {
            let words = (landmark.span.start, landmark.span.end);
            Owner { family: landmark.family, distance, side, words }
        };
        if let Some(from) = from {
            // `Arden Fund (1, 2) from the Ministry`: both may be right; a cue that says nothing by itself gives way.
            let keeps = before.is_some_and(|landmark| !matches!(landmark.family, Family::Other | Family::GrantInAid));
            let near = before.is_some_and(|landmark| span.start - landmark.span.end < 60);
            if !(keeps && near) {
                return Some(owner(from, from.span.start - span.end, Side::From));
            }
        }
        if let Some(before) = before {
            return Some(owner(before, span.start - before.span.end, Side::Before));
        }
        after.map(|landmark| owner(landmark, landmark.span.start - span.end, Side::After))
    }

    /// `Ministry of Health, Labour and Welfare Grants-in-Aid`: the words before say whose Grant-in-Aid it is.
    fn giver<'l>(&'l self, index: usize, landmark: &'l Landmark) -> &'l Landmark {
        let previous = index.checked_sub(1).map(|index| &self.landmarks[index]);
        match previous {
            Some(giver)
                if landmark.family == Family::GrantInAid
                    && giver.family == Family::Mhlw
                    && landmark.span.start - giver.span.end <= 12 =>
            {
                giver
            }
            _ => landmark,
        }
    }

    /// Whether `from`, `of` or `by` leads from a number (and the rest of its list) to a name.
    fn is_from(&self, start: usize, end: usize) -> bool {
        let between = &self.text()[start..end];
        between.len() < 120
            && [" from ", " of ", " by ", " funded "].iter().any(|word| between.contains(word))
            && !between.contains(';')
    }

    /// Whether a number may turn out to be this family's, or somebody asked why not.
    pub(crate) fn may_be_of(&self, family: Family) -> bool {
        self.is_traced() || self.families.contains(&family)
    }

    /// Whether any name or cue of a family stands in the text or beside it.
    pub(crate) fn names_family(&self, families: &[Family]) -> bool {
        families.iter().any(|family| self.families.contains(family))
    }

    /// Whether a name or cue of a family stands in the sentence around `at`, or beside the text.
    pub(crate) fn sentence_names(&self, at: usize, families: &[Family]) -> bool {
        let sentence = self.sentence(at);
        let first = self.landmarks.partition_point(|landmark| landmark.span.start < sentence.start);
        self.landmarks[first..]
            .iter()
            .take_while(|landmark| landmark.span.end <= sentence.end)
            .chain(&self.beside_landmarks)
            .any(|landmark| families.contains(&landmark.family))
    }

    /// Whether a word, or one that begins with it, stands in the text or beside it.
    pub(crate) fn has(&self, word: &'static str) -> bool {
        if let Some(known) = self.asked.borrow().get(word) {
            return *known;
        }
        let begins = |text: &str| {
            memchr::memmem::find_iter(text.as_bytes(), word.as_bytes())
                .any(|at| stands_alone(&text[..at + word.len()], &(at..at + word.len())))
        };
        let stands = begins(&self.view.text) || begins(&self.beside.text);
        self.asked.borrow_mut().insert(word, stands);
        stands
    }
}

/// Whether `word` stands in `text` as a word of its own.
pub(crate) fn contains_word(text: &str, word: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).any(|at| stands_alone(text, &(at..at + word.len())))
}

/// Whether no ASCII letter or digit touches a span that itself ends in one.
pub(crate) fn stands_alone(text: &str, span: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let before = span.start.checked_sub(1).map(|at| bytes[at]);
    let after = bytes.get(span.end).copied();
    let touches = |outer: Option<u8>, inner: u8| {
        inner.is_ascii_alphanumeric() && outer.is_some_and(|byte| byte.is_ascii_alphanumeric())
    };
    !touches(before, bytes[span.start]) && !touches(after, bytes[span.end - 1])
}
