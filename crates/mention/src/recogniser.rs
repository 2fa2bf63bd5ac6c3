//! Applies the rules to a passage and settles which of what they found stands.

use crate::anchor::Anchors;
use crate::context::Context;
use crate::rule::{Found, Rule, RuleInfo};
use crate::{Certainty, FieldKind, Mention, Passage, SchemeSet, rules};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Finds the funders, grants, trials and resources that a text names.
///
/// Mentions come in text order and never overlap; where two could cover the same words, the longer one wins.
/// Spans are byte offsets into the text as it was given, so `&text[mention.span.clone()]` is the wording on the page.
/// Never fails and never panics: a text with nothing to find gives an empty list.
///
/// ```
/// use mention::{FieldKind, Passage, Recogniser};
///
/// let text = "Supported by AMED (JP19aa0001002) in Arden.";
/// let passage = Passage { text, kind: FieldKind::Acknowledgement, beside: "" };
/// let found = Recogniser::default().mentions(passage);
///
/// assert_eq!(found[1].scheme, "amed");
/// assert_eq!(found[1].value, "aa0001002");
/// assert_eq!(&text[found[1].span.clone()], "JP19aa0001002");
/// ```
#[derive(Debug, Clone)]
pub struct Recogniser {
    set: SchemeSet,
    anchors: Anchors,
    /// Those that can find anything of the set: asked for at every text.
    rules: Vec<&'static Rule>,
}

impl Default for Recogniser {
    fn default() -> Self {
        Self::new(&SchemeSet::all())
    }
}

impl Recogniser {
    /// For the mentions of these schemes. Cheap enough to make one a thread, not one a record.
    #[must_use]
    pub fn new(set: &SchemeSet) -> Self {
        let finds = |rule: &&Rule| rule.info.schemes.iter().any(|scheme| set.contains(scheme));
        Self { set: set.clone(), anchors: Anchors::new(set), rules: rules::all().filter(finds).collect() }
    }

    /// Makes ready what all recognisers share, the lexicons and the shapes of numbers, by recognising each rule's own example. The first
    /// texts wait for it otherwise: some milliseconds, which another thread can spend while a program does something else.
    pub fn prepare(&self) {
        for rule in self.chosen() {
            let _ = self.mentions(rule.info.hit.passage());
        }
    }

    /// What the passage names.
    #[must_use]
    pub fn mentions(&self, passage: Passage<'_>) -> Vec<Mention> {
        if !self.is_anchored(passage) {
            return Vec::new();
        }
        let context = Context::new(passage);
        let mut found: Vec<(Found, &'static RuleInfo)> = Vec::new();
        let mut new = Vec::new();
        for rule in self.applicable(passage.kind) {
            (rule.find)(&context, &mut new);
            found.extend(new.drain(..).filter(|one| self.contains(one.scheme)).map(|one| (one, &rule.info)));
        }
        Standing::of(found).mentions(&context)
    }

    /// The gate that the prefilter's proof rests on: see `crate::anchor`.
    ///
    /// A number in a list of numbers without a register's name beside it is a trial's own: such a list is short, always read with its
    /// trial, and the number says nothing but itself.
    pub(crate) fn is_anchored(&self, passage: Passage<'_>) -> bool {
        passage.is_own_number() || self.anchors.stand_in(passage.text) || self.anchors.stand_in(passage.beside)
    }

    pub(crate) fn contains(&self, scheme: &str) -> bool {
        self.set.contains(scheme)
    }

    /// The rules that this recogniser applies: identifier, version and words.
    #[must_use]
    pub fn rules(&self) -> Vec<RuleInfo> {
        self.chosen().map(|rule| rule.info.clone()).collect()
    }

    pub(crate) fn chosen(&self) -> impl Iterator<Item = &'static Rule> {
        self.rules.iter().copied()
    }

    /// A reference list names nobody's grant; only trials are looked for there, and they count for nothing either.
    fn applicable(&self, kind: FieldKind) -> impl Iterator<Item = &'static Rule> {
        self.chosen().filter(move |rule| kind != FieldKind::Reference || rule.info.schemes != ["name"])
    }
}

/// What stands of all that was found: the longest of what overlaps (the certain one of two equals, then the earlier rule).
pub(crate) struct Standing {
    /// In text order.
    pub(crate) found: Vec<(Found, &'static RuleInfo)>,
    /// What gave way, and to which words.
    pub(crate) covered: Vec<(Found, &'static RuleInfo, Range<usize>)>,
}

impl Standing {
    pub(crate) fn of(mut found: Vec<(Found, &'static RuleInfo)>) -> Self {
        found.retain(|(one, _)| !one.span.is_empty());
        found.sort_by_key(|(one, _)| (usize::MAX - one.span.len(), !one.doubt.is_empty(), one.span.start));
        let mut standing: BTreeMap<usize, (Found, &'static RuleInfo)> = BTreeMap::new();
        let mut covered = Vec::new();
        for (one, rule) in found {
            let before = standing.range(..one.span.end).next_back().map(|(_, (before, _))| before.span.clone());
            match before.filter(|before| before.end > one.span.start) {
                Some(winner) => covered.push((one, rule, winner)),
                None => {
                    standing.insert(one.span.start, (one, rule));
                }
            }
        }
        Self { found: standing.into_values().collect(), covered }
    }

    /// As the recogniser answers it, with spans in the text as printed.
    pub(crate) fn mentions(self, context: &Context<'_>) -> Vec<Mention> {
        self.found
            .into_iter()
            .map(|(one, rule)| Mention {
                scheme: Cow::Borrowed(one.scheme),
                value: one.value,
                span: context.view.original(one.span),
                fiscal_year: one.fiscal_year,
                rule: Cow::Borrowed(rule.id),
                certainty: match one.doubt {
                    "" => Certainty::Certain,
                    reason => Certainty::Doubtful { reason: Cow::Borrowed(reason) },
                },
            })
            .collect()
    }
}
