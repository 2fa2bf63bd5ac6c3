//! The links: to which projects a work is linked, by which words and whom, and the forms that decide.

use crate::figure;
use crate::language::Language;
use crate::pages::show;
use crate::phrase::say;
use crate::source::{LinkState, RecordPage};
use crate::visit::{Visit, own};
use evidence::{FoundMention, Verdict};
use indicator::{Amount, Reading, Standing};
use plan::FiscalYear;

/// A link with its forms.
pub(super) struct LinkRow {
    pub(super) title: crate::language::Shown,
    pub(super) href: String,
    pub(super) role: &'static str,
    /// Numbers of the words that justify it.
    pub(super) numbers: String,
    /// The source whose words they are; empty where there is one alone.
    pub(super) source: String,
    pub(super) why: String,
    pub(super) who: String,
    pub(super) standing: &'static str,
    pub(super) waits: bool,
    pub(super) decided: bool,
    pub(super) scheme: String,
    pub(super) value: String,
    pub(super) project: String,
    pub(super) record: String,
}

/// A link of one of the records. `source` is named where the work has several.
pub(super) fn link_row(
    visit: &Visit<'_>,
    state: &LinkState,
    mentions: &[FoundMention],
    numbers: &[usize],
    source: String,
) -> LinkRow {
    let (words, language, plan) = (visit.words(), visit.language(), &visit.snapshot.plan);
    let key = &state.link.key;
    let title = plan
        .project(&key.project)
        .map_or_else(|| own(key.project.clone()), |(_, project)| language.text(&project.title));
    let mut behind: Vec<usize> = mentions
        .iter()
        .zip(numbers)
        .filter(|(found, _)| found.mention.scheme == key.scheme && found.mention.value == key.value)
        .map(|(_, number)| *number)
        .collect();
    behind.sort_unstable();
    behind.dedup();
    let flags: Vec<&str> = state
        .link
        .flags
        .iter()
        .filter_map(|code| evidence::flag(code))
        .map(|flag| if language == Language::Ja { flag.ja } else { flag.en })
        .collect();
    let separator = if language == Language::Ja { "。" } else { "; " };
    let label = mention::scheme_info(&key.scheme).map_or(key.scheme.as_str(), |info| info.label(language.code()));
    let why = if flags.is_empty() { format!("{label} {}", key.value) } else { flags.join(separator) };
    let who = match &state.decision {
        Some(decision) => {
            let verdict =
                if decision.verdict == Verdict::Accept { words.record_accepted } else { words.record_rejected };
            format!("{} · {} {verdict} “{}”", decision.by, language.date(decision.on), decision.because)
        }
        None if state.standing == Standing::Counted => format!("{} ({})", words.record_by_rule, state.link.rule),
        None => words.record_undecided.to_owned(),
    };
    LinkRow {
        title,
        href: visit.to(&format!("/projects/{}", key.project)),
        role: show::role(state.link.role, words),
        source,
        numbers: behind.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        why,
        who,
        standing: show::standing(state.standing, words),
        waits: matches!(state.standing, Standing::AwaitingMention | Standing::AwaitingJoin),
        decided: state.decision.is_some(),
        scheme: key.scheme.clone(),
        value: key.value.clone(),
        project: key.project.clone(),
        record: key.record.clone(),
    }
}

/// What accepting the first waiting link does to its project's papers.
pub(super) fn effect(visit: &Visit<'_>, found: &RecordPage) -> String {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let links = || found.links.iter().chain(found.others.iter().flat_map(|other| &other.links));
    let Some(state) =
        links().find(|state| matches!(state.standing, Standing::AwaitingMention | Standing::AwaitingJoin))
    else {
        return String::new();
    };
    let Some(year) = found.published.as_ref().map(|date| FiscalYear::of(date.date)) else { return String::new() };
    let project = &state.link.key.project;
    let Some((_, of)) = snapshot.plan.project(project) else { return String::new() };
    let Some(Reading::Number(now)) = snapshot.reading(&format!("papers-of-{project}"), year) else {
        return String::new();
    };
    let counted = now.records.binary_search_by(|record| (**record).cmp(&found.id)).is_ok();
    let after = if counted { now.confirmed } else { now.confirmed + Amount::from_integer(1) };
    say(
        words.record_effect,
        &[
            ("project", &language.plain(&of.title)),
            ("year", &language.year(year)),
            ("before", &figure::amount(&now.confirmed)),
            ("after", &figure::amount(&after)),
        ],
    )
}
