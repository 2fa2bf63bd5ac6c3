//! Which records are kept (RULES: what is kept).
//!
//! Policy looks at mentions alone, not at links: a paper that names a Japanese grant outside
//! this plan is kept too, so that a new join or a new plan finds it without reading the files again.

use crate::{FoundMention, Scope};
use mention::FieldKind;
use serde::{Deserialize, Serialize};

/// What is kept of what was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keep {
    /// Records that name a Japanese funder, number, scheme, programme or resource, certain or doubtful.
    #[default]
    Japanese,
    /// Records with any mention: foreign grants and trial numbers alone too.
    All,
}

/// Whether a record with these mentions is kept. A mention in a reference list keeps nothing:
/// there another paper names the grant.
#[must_use]
pub fn keep(mentions: &[FoundMention], policy: Keep) -> bool {
    mentions
        .iter()
        .filter(|found| found.field_kind != FieldKind::Reference)
        .any(|found| policy == Keep::All || found.scope != Scope::None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mention::{Certainty, Mention};

    fn found(scheme: &'static str, scope: Scope, field_kind: FieldKind, certainty: Certainty) -> FoundMention {
        FoundMention {
            field: "abstract".into(),
            field_kind,
            mention: Mention {
                scheme: scheme.into(),
                value: "x".into(),
                span: 0..1,
                fiscal_year: None,
                rule: "test@1".into(),
                certainty,
            },
            raw: "x".into(),
            scope,
            projects: Vec::new(),
        }
    }

    #[test]
    fn a_japanese_mention_keeps_a_record_even_if_doubtful_and_outside_the_plan() {
        let doubtful = Certainty::Doubtful { reason: "shape-only".into() };
        assert!(keep(&[found("kakenhi", Scope::Outside, FieldKind::Abstract, doubtful)], Keep::Japanese));
    }

    #[test]
    fn a_foreign_grant_or_a_trial_alone_is_kept_only_with_all() {
        let trial = [found("nct", Scope::None, FieldKind::Abstract, Certainty::Certain)];
        assert!(!keep(&trial, Keep::Japanese));
        assert!(keep(&trial, Keep::All));
    }

    #[test]
    fn a_reference_list_keeps_nothing_and_neither_does_a_record_without_mentions() {
        let reference = [found("amed", Scope::Plan, FieldKind::Reference, Certainty::Certain)];
        assert!(!keep(&reference, Keep::All));
        assert!(!keep(&[], Keep::All));
    }
}
