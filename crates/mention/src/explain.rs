//! Why something was found, and why something was not: for a person who debugs a pattern.
//!
//! The decision to question: rules report their refusals themselves, at the line where they refuse, into a trace that is absent in
//! a scan. A second set of patterns that guesses why the first found nothing would sooner or later say something untrue.

use crate::context::Context;
use crate::lexicon::{Refusal as Words, refusal_info};
use crate::recogniser::Standing;
use crate::rule::RuleInfo;
use crate::{FieldKind, Mention, Passage, Recogniser};
use std::ops::Range;

/// What a passage names, and what it only seems to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What [`Recogniser::mentions`] finds.
    pub mentions: Vec<Mention>,
    /// What was looked at and refused, in text order.
    pub refused: Vec<Refused>,
    /// Whether one of the words without which nothing is looked for stands in the text or beside it. If not, the refused are what
    /// would have been found, and what would not.
    pub anchored: bool,
}

/// Words that look like a mention and are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// UTF-8 byte offsets into the text.
    pub span: Range<usize>,
    /// The rule that refused them, with its version and words.
    pub rule: RuleInfo,
    /// Code of the reason, a row of `lexicons/refusals.tsv`.
    pub why: &'static str,
    /// The words that decided it: the nearer funder, the words of which one should stand near. Empty if none did.
    pub by: String,
}

impl Refused {
    /// The reason in words, in `ja` or else in English, with the words that decided it.
    #[must_use]
    pub fn words(&self, language: &str) -> String {
        let words = refusal_info(self.why).map_or(self.why, |info: &Words| info.words(language));
        match (self.by.as_str(), language) {
            ("", _) => words.to_owned(),
            (by, "ja") => format!("{words}：`{by}`"),
            (by, _) => format!("{words}: `{by}`"),
        }
    }
}

impl Recogniser {
    /// What the passage names and why the rest is nothing. Costs several times what [`Recogniser::mentions`] does.
    ///
    /// ```
    /// use mention::{FieldKind, Passage, Recogniser};
    ///
    /// let text = "Supported by JSPS, and by BMBF (18H00001).";
    /// let explained = Recogniser::default().explain(Passage { text, kind: FieldKind::Text, beside: "" });
    ///
    /// assert!(explained.mentions.iter().any(|mention| mention.value == "JSPS"));
    /// ```
    #[must_use]
    pub fn explain(&self, passage: Passage<'_>) -> Explanation {
        let anchored = self.is_anchored(passage);
        let context = Context::traced(passage);
        let mut found = Vec::new();
        let mut refused = Vec::new();
        for rule in self.chosen() {
            let mut new = Vec::new();
            (rule.find)(&context, &mut new);
            new.retain(|one| self.contains(one.scheme) && !one.span.is_empty());
            crate::rules::near::note(&context, rule.info.id);
            let refuse = |span, why, by| Refused { span, rule: rule.info.clone(), why, by };
            refused.extend(context.take_refusals().into_iter().map(|one| refuse(one.span, one.why, one.by)));
            if !anchored {
                refused.extend(new.into_iter().map(|one| refuse(one.span, "no-anchor", String::new())));
            } else if passage.kind == FieldKind::Reference && rule.info.schemes == ["name"] {
                refused.extend(new.into_iter().map(|one| refuse(one.span, "in-reference-list", String::new())));
            } else {
                found.extend(new.into_iter().map(|one| (one, &rule.info)));
            }
        }
        let standing = Standing::of(found);
        for (one, rule, winner) in &standing.covered {
            let by = context.text()[winner.clone()].to_owned();
            refused.push(Refused { span: one.span.clone(), rule: (*rule).clone(), why: "in-longer-mention", by });
        }
        let spans: Vec<Range<usize>> = standing.found.iter().map(|(one, _)| one.span.clone()).collect();
        let mut refused = only_telling(refused, &spans);
        for one in &mut refused {
            one.span = context.view.original(one.span.clone());
        }
        Explanation { mentions: standing.mentions(&context), refused, anchored }
    }
}

/// Without what stands as a mention after all, and without pieces of what is refused whole.
fn only_telling(refused: Vec<Refused>, standing: &[Range<usize>]) -> Vec<Refused> {
    let overlap = |one: &Range<usize>, other: &Range<usize>| one.start < other.end && other.start < one.end;
    let covers =
        |whole: &Range<usize>, part: &Range<usize>| whole.start <= part.start && part.end <= whole.end && whole != part;
    let mut kept: Vec<Refused> = Vec::new();
    for one in &refused {
        let stands = one.why != "in-longer-mention" && standing.iter().any(|span| overlap(span, &one.span));
        // A number that is refused whole says more than that a digit touches its first six.
        let is_piece = refused.iter().any(|other| {
            let says_less = other.rule.id == one.rule.id || one.why == "touches-letter-or-digit";
            says_less && covers(&other.span, &one.span)
        });
        let told = kept.iter().any(|other| other.rule.id == one.rule.id && other.span == one.span);
        if !one.span.is_empty() && !stands && !is_piece && !told {
            kept.push(one.clone());
        }
    }
    kept.sort_by(|one, other| {
        (one.span.start, one.span.end, one.rule.id).cmp(&(other.span.start, other.span.end, other.rule.id))
    });
    kept
}
