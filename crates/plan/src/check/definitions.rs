//! Indicators: versions that follow each other, definitions that make sense.

use super::{Found, indicators, kpis};
use crate::diagnostic::{Nonsense, Problem};
use crate::{
    Condition, ConditionOp, Definition, FiscalYear, Indicator, IndicatorKind, IndicatorVersion, Kpi, LinkedTo, Method,
    Of, Plan, Reckoning, Split, ValueOf,
};
use std::collections::BTreeSet;

pub(super) fn check(plan: &Plan, found: &mut Found) {
    for (path, one) in kpis(plan) {
        kpi(one, &path, found);
    }
    for (path, indicator) in indicators(plan) {
        versions(indicator, &path, found);
        twice(&indicator.projects, &format!("{path}.projects"), found);
        match (indicator.kind, indicator.projects.is_empty()) {
            (IndicatorKind::ChartPage, true) => {
                nonsense(Nonsense::ChartPageWithoutProject, format!("{path}.kind"), found)
            }
            (IndicatorKind::Output | IndicatorKind::Outcome, false) => {
                nonsense(Nonsense::ProjectsWithoutChartPage, format!("{path}.projects"), found);
            }
            _ => {}
        }
        for (index, version) in indicator.versions.iter().enumerate() {
            let path = format!("{path}.version[{index}]");
            targets(version, &path, found);
            if let Method::Computed(computed) = &version.method {
                definition(computed, &format!("{path}.computed"), found);
            }
        }
    }
}

fn kpi(kpi: &Kpi, path: &str, found: &mut Found) {
    for (key, figure) in [("yearly", &kpi.yearly), ("total", &kpi.total)] {
        if let Some(figure) = figure.as_ref().filter(|figure| !is_decimal(figure)) {
            found.report(Problem::NotADecimal { found: figure.clone() }, format!("{path}.{key}"));
        }
    }
    twice(&kpi.indicators, &format!("{path}.indicators"), found);
    if let Method::Computed(computed) = &kpi.method {
        if computed.linked.to == LinkedTo::Programme {
            nonsense(Nonsense::KpiOfProgramme, format!("{path}.computed.linked-to"), found);
        }
        definition(computed, &format!("{path}.computed"), found);
    }
}

fn nonsense(why: Nonsense, path: impl Into<String>, found: &mut Found) {
    found.report(Problem::Definition { why }, path);
}

fn versions(indicator: &Indicator, path: &str, found: &mut Found) {
    if indicator.versions.is_empty() {
        let problem = Problem::MissingKey { table: "[[indicator]]".to_owned(), key: "version".to_owned() };
        found.report(problem, format!("{path}.version"));
    }
    for (index, version) in indicator.versions.iter().enumerate() {
        let expected = u16::try_from(index + 1).unwrap_or(u16::MAX);
        if version.number != expected {
            let problem = Problem::VersionNumber { expected, found: version.number };
            found.report(problem, format!("{path}.version[{index}].number"));
        }
        for (earlier_index, earlier) in indicator.versions[..index].iter().enumerate() {
            if let Some(year) = first_common_year(earlier, version) {
                let problem = Problem::VersionsOverlap { first: earlier.number, second: version.number, year: year.0 };
                let key = if version.from.is_some() { ".from" } else { "" };
                found.report_also(
                    problem,
                    format!("{path}.version[{index}]{key}"),
                    format!("{path}.version[{earlier_index}]"),
                );
            }
        }
    }
}

/// The first year to which both apply.
fn first_common_year(a: &IndicatorVersion, b: &IndicatorVersion) -> Option<FiscalYear> {
    let first = a.from.max(b.from).unwrap_or(FiscalYear(i16::MIN));
    let last = [a.until, b.until].into_iter().flatten().min().unwrap_or(FiscalYear(i16::MAX));
    // Without a beginning, the year that is told is one that people know.
    (first <= last).then_some(if first.0 == i16::MIN { last } else { first })
}

fn targets(version: &IndicatorVersion, path: &str, found: &mut Found) {
    for (index, target) in version.targets.iter().enumerate() {
        let path = format!("{path}.targets[{index}]");
        if version.method == Method::Qualitative {
            nonsense(Nonsense::TargetOfQualitative, path.as_str(), found);
        }
        if version.from.is_some_and(|from| target.year < from) || version.until.is_some_and(|until| target.year > until)
        {
            nonsense(Nonsense::TargetOutsideVersion { year: target.year.0 }, format!("{path}.year"), found);
        }
        if !is_decimal(&target.value) {
            found.report(Problem::NotADecimal { found: target.value.clone() }, format!("{path}.value"));
        }
    }
}

/// Digits with at most one point between them, perhaps with a sign before them.
fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}

fn definition(definition: &Definition, path: &str, found: &mut Found) {
    let at = |key: &str| format!("{path}.{key}");
    if definition.counts.is_empty() {
        nonsense(Nonsense::CountsNothing, at("counts"), found);
    }
    twice(&definition.counts, &at("counts"), found);
    twice(&definition.sources, &at("sources"), found);
    twice(&definition.excluding_types, &at("excluding-types"), found);
    if definition.from.is_some() && definition.reckoning != Reckoning::Cumulative {
        nonsense(Nonsense::FromWithoutCumulative, at("from"), found);
    }
    match definition.reckoning {
        Reckoning::Stock | Reckoning::Active if !matches!(definition.date_role.as_str(), "from" | "until") => {
            nonsense(Nonsense::StockByOtherDate { role: definition.date_role.clone() }, at("date-role"), found);
        }
        Reckoning::Flow | Reckoning::Cumulative if definition.date_role == "until" => {
            nonsense(Nonsense::FlowByUntil, at("date-role"), found);
        }
        _ => {}
    }
    if matches!(definition.of, Of::Attribute(_)) {
        if matches!(definition.value, ValueOf::Sum(_)) {
            nonsense(Nonsense::ValueOfDistinctAttribute, at("value"), found);
        }
        if definition.split == Split::Fractional {
            nonsense(Nonsense::FractionOfAttribute, at("split"), found);
        }
    }
    if definition.split == Split::Fractional && matches!(definition.value, ValueOf::Last(_) | ValueOf::Max(_)) {
        nonsense(Nonsense::FractionOfLastOrMax, at("split"), found);
    }
    if !definition.excluding_types.is_empty() && !definition.counts.iter().any(|kind| kind == "paper") {
        nonsense(Nonsense::ExcludesTypesWithoutPapers, at("excluding-types"), found);
    }
    if definition.sources.is_empty() {
        nonsense(Nonsense::NoSource, at("sources"), found);
    }
    for (index, source) in definition.sources.iter().enumerate() {
        let register = source.strip_prefix("register:").is_some_and(|name| !name.is_empty() && !name.contains(' '));
        if !register && source != "abstracts" && source != "full-text" {
            nonsense(Nonsense::SourceForm { source: source.clone() }, format!("{path}.sources[{index}]"), found);
        }
    }
    if let LinkedTo::Projects(projects) = &definition.linked.to {
        if projects.is_empty() {
            nonsense(Nonsense::LinkedToNothing, at("linked-to"), found);
        }
        twice(projects, &at("linked-to"), found);
    }
    conditions(&definition.conditions, &at("conditions"), found);
    conditions(&definition.of_which, &at("of-which"), found);
}

fn conditions(conditions: &[Condition], path: &str, found: &mut Found) {
    for (index, condition) in conditions.iter().enumerate() {
        let (op, fits) = match condition.op {
            ConditionOp::In => ("in", !condition.values.is_empty()),
            ConditionOp::NotIn => ("not-in", !condition.values.is_empty()),
            ConditionOp::Present => ("present", condition.values.is_empty()),
            ConditionOp::AtLeast => ("at-least", condition.values.len() == 1),
        };
        if !fits {
            let why = Nonsense::ConditionValues { op: op.to_owned(), found: condition.values.len() };
            nonsense(why, format!("{path}[{index}]"), found);
        } else if condition.op == ConditionOp::AtLeast && !is_decimal(&condition.values[0]) {
            let why = Nonsense::ConditionNotANumber { value: condition.values[0].clone() };
            nonsense(why, format!("{path}[{index}].values[0]"), found);
        }
    }
}

fn twice(words: &[String], path: &str, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for (index, word) in words.iter().enumerate() {
        if !seen.insert(word) {
            nonsense(Nonsense::Twice { word: word.clone() }, format!("{path}[{index}]"), found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_decimal;

    #[test]
    fn a_decimal_is_digits_with_a_point_between() {
        for text in ["40", "0.5", "-3", "1340"] {
            assert!(is_decimal(text), "{text}");
        }
        for text in ["", ".", ".5", "5.", "1,340", "1.2.3", "４０", "ca. 40", "--1"] {
            assert!(!is_decimal(text), "{text}");
        }
    }
}
