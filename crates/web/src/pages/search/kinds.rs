//! The kinds of hits: their codes in addresses and tables, and their words.

use crate::findable::{Kind, What};
use crate::language::Language;
use crate::words::SearchWords;

/// Every kind with its code in addresses, CSV and JSON.
const KINDS: [(Kind, &str); 17] = [
    (Kind::Plan, "plan"),
    (Kind::Programme, "programme"),
    (Kind::Project, "project"),
    (Kind::Part, "part"),
    (Kind::Indicator, "indicator"),
    (Kind::Policy, "policy"),
    (Kind::Integrated, "integrated-project"),
    (Kind::Disease, "disease-area"),
    (Kind::Focus, "focus"),
    (Kind::Measure, "measure"),
    (Kind::Bottleneck, "bottleneck"),
    (Kind::Commitment, "commitment"),
    (Kind::Point, "point"),
    (Kind::Scheme, "scheme"),
    (Kind::Budget, "budget-project"),
    (Kind::Prefix, "prefix"),
    (Kind::Lineage, "predecessor"),
];

pub fn kind_code(kind: Kind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, code)| code)
}

pub fn kind_of_code(code: &str) -> Option<Kind> {
    KINDS.iter().find(|(_, known)| *known == code).map(|(kind, _)| *kind)
}

/// The kind of a hit, in words.
pub fn kind_in_words(kind: Kind, language: Language) -> &'static str {
    let words = SearchWords::of(language);
    match kind {
        Kind::Plan => words.kind_plan,
        Kind::Programme => words.kind_programme,
        Kind::Project => words.kind_project,
        Kind::Part => words.kind_part,
        Kind::Indicator => words.kind_indicator,
        Kind::Policy => words.kind_policy,
        Kind::Integrated => words.kind_integrated,
        Kind::Disease => words.kind_disease,
        Kind::Focus => words.kind_focus,
        Kind::Measure => words.kind_measure,
        Kind::Bottleneck => words.kind_bottleneck,
        Kind::Commitment => words.kind_commitment,
        Kind::Point => words.kind_point,
        Kind::Scheme => words.kind_scheme,
        Kind::Budget => words.kind_budget,
        Kind::Prefix => words.kind_prefix,
        Kind::Lineage => words.kind_lineage,
    }
}

pub fn what_in_words(what: What, language: Language) -> &'static str {
    let words = SearchWords::of(language);
    match what {
        What::Title => words.why_name,
        What::Id => words.why_id,
        What::Short => words.why_short,
        What::Alias => words.why_alias,
        What::InPlan => words.why_in_plan,
        What::Description => words.why_description,
        What::Note => words.why_note,
        What::Person => words.why_person,
        What::ReportedBy => words.why_reported_by,
    }
}
