//! The joins of a plan and the decisions about them, arranged for looking up.

use crate::{JoinDecision, Verdict};
use plan::{End, FiscalYear, JoinSubject, Plan, SchemeKind};
use std::collections::BTreeMap;

/// One join that a mention may take to a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) project: String,
    pub(super) from: Option<FiscalYear>,
    pub(super) until: Option<FiscalYear>,
    /// Whether figures may rely on it.
    pub(super) counts: bool,
    /// Whether a person decided it, in the plan's text or in the store.
    pub(super) decided: bool,
}

impl Candidate {
    pub(super) fn holds(&self, year: FiscalYear) -> bool {
        self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year <= until)
    }

    pub(super) fn dated(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }
}

#[derive(Debug, Clone, Default)]
struct ProjectFacts {
    start: Option<FiscalYear>,
    end: Option<FiscalYear>,
    /// Schemes of numbers that its grants may carry: those of its prefixes, and its operator's.
    numbers: Vec<String>,
    /// Its funding schemes' kinds, each with the years of the join.
    kinds: Vec<(Candidate, SchemeKind)>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Joins {
    /// Scheme of numbers → prefix → joins.
    prefixes: BTreeMap<String, BTreeMap<String, Vec<Candidate>>>,
    names: BTreeMap<String, Vec<Candidate>>,
    projects: BTreeMap<String, ProjectFacts>,
}

impl Joins {
    pub(super) fn new(plan: &Plan, decisions: &[JoinDecision]) -> Self {
        let mut joins = Self::default();
        for (_, project) in plan.projects() {
            let end = match &project.end {
                End::Year(claim) => claim.year,
                End::Open { .. } => None,
            };
            let numbers = vec![project.operator.to_lowercase()];
            let facts = ProjectFacts { start: project.start.year, end, numbers, kinds: Vec::new() };
            joins.projects.insert(project.id.clone(), facts);
        }
        // The last decision about a key is the one in force, should a caller hand in more.
        let decided: BTreeMap<(&JoinSubject, &str), Verdict> = decisions
            .iter()
            .filter(|decision| decision.until.is_none())
            .map(|decision| ((&decision.subject, decision.project.as_str()), decision.verdict))
            .collect();
        for join in &plan.joins {
            let candidate = Candidate {
                project: join.project.clone(),
                from: join.from,
                until: join.until,
                counts: join.basis.counts(),
                decided: matches!(join.basis, plan::Basis::Confirmed { .. }),
            };
            match decided.get(&(&join.subject, join.project.as_str())) {
                Some(Verdict::Reject) => {}
                Some(Verdict::Accept) => {
                    joins.add(plan, &join.subject, Candidate { counts: true, decided: true, ..candidate });
                }
                None => joins.add(plan, &join.subject, candidate),
            }
        }
        for (&(subject, project), &verdict) in &decided {
            let stands_in_plan = plan.joins.iter().any(|join| join.subject == *subject && join.project == project);
            if verdict == Verdict::Accept && !stands_in_plan {
                let project = project.to_owned();
                joins.add(plan, subject, Candidate { project, from: None, until: None, counts: true, decided: true });
            }
        }
        joins
    }

    /// The joins of the longest prefix of a number, or of a name. Empty if there is none.
    pub(super) fn of(&self, scheme: &str, value: &str) -> &[Candidate] {
        if crate::origin::is_name(scheme) {
            return self.names.get(value).map_or(&[], Vec::as_slice);
        }
        let Some(prefixes) = self.prefixes.get(scheme) else { return &[] };
        let mut ends: Vec<usize> = value.char_indices().map(|(index, _)| index).skip(1).collect();
        ends.push(value.len());
        ends.into_iter().rev().find_map(|end| prefixes.get(&value[..end])).map_or(&[], Vec::as_slice)
    }

    pub(super) fn years_of(&self, project: &str) -> (Option<FiscalYear>, Option<FiscalYear>) {
        self.projects.get(project).map_or((None, None), |facts| (facts.start, facts.end))
    }

    pub(super) fn numbers_of(&self, project: &str) -> impl Iterator<Item = &str> {
        self.projects.get(project).into_iter().flat_map(|facts| facts.numbers.iter().map(String::as_str))
    }

    /// What a project's funding schemes do in a year; paying for research unless all of them do
    /// the same other thing.
    pub(super) fn kind_of(&self, project: &str, year: Option<FiscalYear>) -> SchemeKind {
        let Some(facts) = self.projects.get(project) else { return SchemeKind::Fund };
        let in_year: Vec<SchemeKind> = facts
            .kinds
            .iter()
            .filter(|(join, _)| year.is_none_or(|year| join.holds(year)))
            .map(|(_, kind)| *kind)
            .collect();
        let kinds = if in_year.is_empty() { facts.kinds.iter().map(|(_, kind)| *kind).collect() } else { in_year };
        match kinds.split_first() {
            Some((first, others)) if others.iter().all(|kind| kind == first) => *first,
            _ => SchemeKind::Fund,
        }
    }

    fn add(&mut self, plan: &Plan, subject: &JoinSubject, candidate: Candidate) {
        // A join to a project that the plan does not have is `plan check`'s to report.
        let Some(facts) = self.projects.get_mut(&candidate.project) else { return };
        match subject {
            JoinSubject::Prefix(text) => {
                let Some((scheme, prefix)) = text.split_once(':') else { return };
                if !facts.numbers.iter().any(|known| known == scheme) {
                    facts.numbers.push(scheme.to_owned());
                }
                let of_scheme = self.prefixes.entry(scheme.to_owned()).or_default();
                of_scheme.entry(prefix.to_owned()).or_default().push(candidate);
            }
            JoinSubject::Name(name) => self.names.entry(name.clone()).or_default().push(candidate),
            JoinSubject::Scheme(id) => {
                if let Some(scheme) = plan.schemes.iter().find(|scheme| scheme.id == *id) {
                    facts.kinds.push((candidate, scheme.kind));
                }
            }
            JoinSubject::Budget(_) => {}
        }
    }
}
