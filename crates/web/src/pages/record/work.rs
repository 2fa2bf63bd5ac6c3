//! The work behind the page: its source records, which of them each field comes from, why they are one work, and on which other works it bears.

use super::Part;
use super::facts::{as_precise, authors, identifier, journal};
use crate::language::Language;
use crate::phrase::say;
use crate::source::{RecordPage, Related, Tie, TieState};
use crate::visit::Visit;
use crate::way::encode;
use crate::words::WorkWords;
use evidence::{Relation, SAME_RULES, SameVerdict, plain};
use mention::FieldKind;

/// What the page says of the work.
pub(super) struct WorkView {
    /// Its words.
    pub(super) words: &'static WorkWords,
    /// In a sentence or two: how many records, whether anything is asked.
    pub(super) lead: String,
    /// Whether there is more than one record, a question or a decision: then it stands open.
    pub(super) open: bool,
    /// The source records, the first one first.
    pub(super) sources: Vec<SourceRow>,
    /// Which source each field comes from; empty where there is one source alone.
    pub(super) fields: Vec<FieldRow>,
    /// The rule that chose.
    pub(super) rule: String,
    /// Why the ids are one work, what is asked, what a person said.
    pub(super) ties: Vec<TieRow>,
    /// Works that it bears on.
    pub(super) related: Vec<RelatedRow>,
    /// Where a decision is sent.
    pub(super) act_href: String,
}

/// A source record.
pub(super) struct SourceRow {
    pub(super) source: String,
    /// `PMID 34096078`.
    pub(super) id: String,
    /// Where it leads outside; empty if nowhere safe.
    pub(super) href: String,
    /// The date that this source gives.
    pub(super) published: String,
    /// How many words with a meaning it holds.
    pub(super) mentions: String,
}

/// A field with the source that it comes from.
pub(super) struct FieldRow {
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) source: String,
    /// What other sources say otherwise: source and value.
    pub(super) others: Vec<(String, String)>,
}

/// Two ids and what ties them.
pub(super) struct TieRow {
    pub(super) left: String,
    pub(super) right: String,
    /// Where each leads; empty if it is this page, or nowhere.
    pub(super) left_href: String,
    pub(super) right_href: String,
    /// `PubMed: the source names the other identifier (same.stated@1)`.
    pub(super) said: Vec<String>,
    /// What a person said, who, when and why; empty if nobody did.
    pub(super) who: String,
    pub(super) state: &'static str,
    pub(super) asks: bool,
    /// Whether a person may say that they are the same.
    pub(super) may_join: bool,
    /// Whether a person may say that they are different.
    pub(super) may_part: bool,
    /// Whether there is a decision to take back.
    pub(super) decided: bool,
}

/// A work on which this one bears.
pub(super) struct RelatedRow {
    pub(super) relation: String,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) kept: bool,
}

/// What a source says of a field, and by what it is compared with another's.
pub(super) struct Said {
    pub(super) value: String,
    /// None where differences are only in spelling: authors cut after some, abbreviated journals.
    compare: Option<String>,
}

/// What a record says of a field, in a language.
pub(super) type Field = fn(&Part<'_>, Language) -> Said;

/// The fields in the order of the page, each with what a record says of it; an empty value says nothing.
pub(super) const FIELDS: &[(&str, Field)] = &[
    ("title", title),
    ("authors", |part, language| Said { value: authors(part.record, language.words()), compare: None }),
    ("journal", |part, _| Said { value: journal(part.record), compare: None }),
    ("published", published),
    ("types", |part, language| Said {
        value: part.record.publication_types.join(language.words().comma),
        compare: None,
    }),
    ("funder", funder),
];

fn title(part: &Part<'_>, _: Language) -> Said {
    let value = super::title_of(part.record).to_owned();
    Said { compare: Some(plain(&value)), value }
}

fn published(part: &Part<'_>, language: Language) -> Said {
    match part.published {
        Some(date) => Said { value: as_precise(date, language), compare: Some(date.date.year().to_string()) },
        None => Said { value: String::new(), compare: None },
    }
}

/// The funders that stand beside the grants that were kept.
fn funder(part: &Part<'_>, language: Language) -> Said {
    let mut names: Vec<&str> = part
        .record
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::GrantAgency)
        .map(|field| field.text.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let compare = names.iter().map(|name| plain(name)).collect::<Vec<_>>().join(" ");
    Said { value: names.join(language.words().comma), compare: Some(compare) }
}

/// What each record says of a field that says anything, the one that is shown first.
pub(super) fn said<'p, 'f>(parts: &'p [Part<'f>], field: Field, language: Language) -> Vec<(&'p Part<'f>, Said)> {
    parts.iter().map(|part| (part, field(part, language))).filter(|(_, said)| !said.value.is_empty()).collect()
}

/// Whether two sources disagree on a field.
pub(super) fn differs(shown: &Said, other: &Said) -> bool {
    matches!((&shown.compare, &other.compare), (Some(one), Some(other)) if one != other)
}

pub(super) fn view(visit: &Visit<'_>, found: &RecordPage, parts: &[Part<'_>]) -> WorkView {
    let (words, language) = (WorkWords::of(visit.language()), visit.language());
    let asking = found.ties.iter().filter(|tie| tie.state == TieState::Asking).count();
    let decided = found.ties.iter().any(|tie| tie.decision.is_some());
    let several = parts.len() > 1;
    let mut lead = match parts.first() {
        Some(first) if !several => say(words.single, &[("source", &language.source(first.source))]),
        _ => say(words.several, &[("n", &visit.count(words.n_records, parts.len()))]),
    };
    if asking > 0 {
        lead.push_str(if language == Language::En { " " } else { "" });
        lead.push_str(&say(words.asks, &[("n", &visit.count(words.n_places, asking))]));
    }
    WorkView {
        words,
        lead,
        open: several || asking > 0 || decided,
        sources: parts.iter().map(|part| source_row(part, language)).collect(),
        fields: if several { fields(parts, language, words) } else { Vec::new() },
        rule: say(words.rule, &[("order", &order(visit, words)), ("rule", evidence::FIELD_RULE)]),
        ties: found.ties.iter().map(|tie| tie_row(visit, found, tie)).collect(),
        related: found.related.iter().map(|related| related_row(visit, related, words)).collect(),
        act_href: visit.to("/same/decide"),
    }
}

/// The order in which sources are asked for a field.
fn order(visit: &Visit<'_>, words: &'static WorkWords) -> String {
    let mut names: Vec<String> = evidence::ID_ORDER.iter().map(|(_, source)| visit.language().source(source)).collect();
    names.push(words.others.to_owned());
    names.join(visit.words().comma)
}

fn source_row(part: &Part<'_>, language: Language) -> SourceRow {
    let (label, value, href) = identifier(&part.record.id);
    SourceRow {
        source: language.source(part.source),
        id: format!("{label} {value}"),
        href,
        published: part.published.as_ref().map(|date| as_precise(date, language)).unwrap_or_default(),
        mentions: part.mentions.len().to_string(),
    }
}

fn fields(parts: &[Part<'_>], language: Language, words: &'static WorkWords) -> Vec<FieldRow> {
    let row = |(name, field): &(&'static str, Field)| {
        let mut said = said(parts, *field, language).into_iter();
        let (part, shown) = said.next()?;
        let others = said
            .filter(|(_, other)| differs(&shown, other))
            .map(|(part, other)| (language.source(part.source), other.value))
            .collect();
        let source = language.source(part.source);
        Some(FieldRow { name: field_name(name, words), value: shown.value, source, others })
    };
    FIELDS.iter().filter_map(row).collect()
}

fn field_name(code: &str, words: &'static WorkWords) -> &'static str {
    match code {
        "title" => words.field_title,
        "authors" => words.field_authors,
        "journal" => words.field_journal,
        "published" => words.field_published,
        "types" => words.field_types,
        _ => words.field_funder,
    }
}

fn tie_row(visit: &Visit<'_>, found: &RecordPage, tie: &Tie) -> TieRow {
    let (words, language) = (WorkWords::of(visit.language()), visit.language());
    // An id that no record has leads to no page.
    let leads = |id: &str| {
        let elsewhere = !found.ids.iter().any(|own| own == id) && tie.said_by.iter().any(|said| said.record == id);
        if elsewhere { visit.to(&format!("/records/{}", encode(id))) } else { String::new() }
    };
    let said = tie.said_by.iter().map(|said| {
        let rule = rule_in_words(&said.rule, language);
        say(words.says, &[("source", &language.source(&said.source)), ("words", rule), ("rule", &said.rule)])
    });
    let who = tie.decision.as_ref().map(|decision| {
        let verdict = match decision.verdict {
            SameVerdict::Same => words.said_same,
            SameVerdict::Different => words.said_different,
        };
        format!("{} · {} {verdict} “{}”", decision.by, language.date(decision.on), decision.because)
    });
    TieRow {
        left: tie.left.clone(),
        right: tie.right.clone(),
        left_href: leads(&tie.left),
        right_href: leads(&tie.right),
        said: said.collect(),
        who: who.unwrap_or_default(),
        state: match tie.state {
            TieState::Joins => words.state_joins,
            TieState::Asking => words.state_asking,
            TieState::KeptApart => words.state_apart,
        },
        asks: tie.state == TieState::Asking,
        may_join: tie.decision.is_none() && tie.state == TieState::Asking,
        may_part: tie.decision.is_none() && tie.state != TieState::KeptApart,
        decided: tie.decision.is_some(),
    }
}

fn rule_in_words(id: &str, language: Language) -> &'static str {
    let rule = SAME_RULES.iter().find(|rule| rule.id == id);
    rule.map_or("", |rule| if language == Language::Ja { rule.ja } else { rule.en })
}

fn related_row(visit: &Visit<'_>, related: &Related, words: &'static WorkWords) -> RelatedRow {
    let relation = related.relation.map_or_else(|| related.word.clone(), |it| relation_in_words(it, words).to_owned());
    match &related.head {
        Some(head) => RelatedRow {
            relation,
            title: if head.title.is_empty() { head.id.clone() } else { head.title.clone() },
            href: visit.to(&format!("/records/{}", encode(&head.id))),
            kept: true,
        },
        None => {
            let (label, value, href) = identifier(&related.id);
            RelatedRow { relation, title: format!("{label} {value}").trim().to_owned(), href, kept: false }
        }
    }
}

fn relation_in_words(relation: Relation, words: &'static WorkWords) -> &'static str {
    match relation {
        Relation::PreprintOf => words.preprint_of,
        Relation::HasPreprint => words.has_preprint,
        Relation::Corrects => words.corrects,
        Relation::CorrectedBy => words.corrected_by,
        Relation::Retracts => words.retracts,
        Relation::RetractedBy => words.retracted_by,
        Relation::DoubtsOf => words.doubts_of,
        Relation::DoubtedBy => words.doubted_by,
        Relation::Updates => words.updates,
        Relation::UpdatedBy => words.updated_by,
        Relation::CommentsOn => words.comments_on,
        Relation::CommentedBy => words.commented_by,
    }
}
