//! TOML out, in one canonical form: the same plan always gives the same bytes, and reading them gives the same plan.
//!
//! The indicators that reading adds are left out.

mod value;

use crate::*;
use value::{Table, basis_in_table, by_year, claim, end, inline, list, text, words};

/// The files of a plan: path in the folder (with `/`) and text.
///
/// A file that would be empty is left out. Reading the files gives the same plan again, if [`check`] finds no error
/// in it.
#[must_use]
pub fn write(plan: &Plan) -> Vec<(String, String)> {
    let mut files = vec![("plan.toml".to_owned(), head(plan))];
    for (index, one) in plan.policies.iter().enumerate() {
        files.push((format!("policies/{}-{}.toml", index + 1, one.id), policy(one)));
    }
    for one in &plan.programmes {
        files.push((format!("programmes/{}-{}.toml", one.number, one.id), programme(one)));
    }
    let mut file = |name: &str, text: String| {
        if !text.is_empty() {
            files.push((name.to_owned(), text));
        }
    };
    file("integrated-projects.toml", tables(&plan.integrated_projects, "integrated-project", integrated_project));
    file("disease-areas.toml", tables(&plan.disease_areas, "disease-area", disease_area));
    file("lineage.toml", tables(&plan.successions, "succession", succession));
    let mut joins = vec![
        tables(&plan.budget_projects, "budget-project", budget_project),
        tables(&plan.schemes, "scheme", scheme),
        tables(&plan.joins, "join", join),
    ];
    joins.retain(|text| !text.is_empty());
    file("joins.toml", joins.join("\n"));
    files
}

/// The SHA-256 of everything a plan says, in hexadecimal: the id of a revision, and what its successor names as `parent`.
/// The plan's own `parent` is no part of it, so that an exported plan without a change has the digest of the one in the store.
#[must_use]
pub fn digest(plan: &Plan) -> String {
    use sha2::{Digest as _, Sha256};
    use std::fmt::Write as _;
    let mut hash = Sha256::new();
    let without_parent = Plan { parent: None, ..plan.clone() };
    for (path, text) in write(&without_parent) {
        // Lengths keep two files from being taken for one.
        hash.update(format!("{path}\n{}\n", text.len()));
        hash.update(text);
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Each as a table with that heading, a blank line between two.
fn tables<T>(items: &[T], heading: &str, mut fill: impl FnMut(&T, &mut Table)) -> String {
    let mut parts = Vec::new();
    for item in items {
        let mut table = Table::headed(heading);
        fill(item, &mut table);
        parts.push(table.finish());
    }
    parts.join("\n")
}

/// The parts that are not empty, a blank line between two.
fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn head(plan: &Plan) -> String {
    let mut table = Table::default();
    table.words("id", &plan.id);
    table.text("title", &plan.title);
    table.words("goal-number", &plan.goal_number);
    table.text("goal", &plan.goal);
    table.text("summary", &plan.summary);
    table.words("source", &plan.source);
    table.optional_words("parent", plan.parent.as_deref());
    let decisions = tables(&plan.decisions, "decision", |decision, table| {
        table.put("on", decision.on.to_string());
        table.word("kind", decision.kind);
        table.text("by", &decision.by);
        table.basis_not_confirmed(&decision.basis);
    });
    joined([table.finish(), decisions])
}

fn policy(policy: &Policy) -> String {
    let mut table = Table::default();
    table.words("id", &policy.id);
    table.text("title", &policy.title);
    table.text("decided-by", &policy.decided_by);
    table.put("decided-on", policy.decided_on.to_string());
    if !policy.amended_on.is_empty() {
        table.put("amended-on", list(policy.amended_on.iter().map(ToString::to_string)));
    }
    table.flag("shared-between-ministries", policy.shared_between_ministries, false);
    table.put("annex", policy.annex.to_string());
    table.flag("annex-in-text", policy.annex_in_text, true);
    table.year("first-year", policy.first_year);
    table.year("last-year", policy.last_year);
    table.optional_text("note", policy.note.as_ref());
    let points = tables(&policy.points, "point", |point, table| {
        table.words("id", &point.id);
        table.put("level", point.level.to_string());
        table.flag("heading", point.heading, false);
        table.text("text", &point.text);
        table.list("programmes", &point.programmes);
    });
    let commitments = tables(&policy.commitments, "commitment", |commitment, table| {
        table.words("id", &commitment.id);
        table.text("text", &commitment.text);
        table.year("due", commitment.due);
        table.text("progress", &commitment.progress);
        table.basis(&commitment.basis);
    });
    let measures = tables(&policy.measures, "measure", |measure, table| {
        table.words("id", &measure.id);
        table.put("number", measure.number.to_string());
        table.text("title", &measure.title);
        table.items("points", measure.points.iter().map(text));
        table.list("answers", &measure.answers);
    });
    let bottlenecks = tables(&policy.bottlenecks, "bottleneck", |bottleneck, table| {
        table.words("id", &bottleneck.id);
        table.text("text", &bottleneck.text);
    });
    joined([table.finish(), points, commitments, measures, bottlenecks, joined(policy.kpis.iter().map(kpi))])
}

fn kpi(kpi: &Kpi) -> String {
    let mut table = Table::headed("kpi");
    table.words("id", &kpi.id);
    table.text("title", &kpi.title);
    table.text("of", &kpi.of);
    table.text("set-by", &kpi.set_by);
    table.text("unit", &kpi.unit);
    table.word("direction", kpi.direction);
    table.year("first-year", Some(kpi.first_year));
    table.year("last-year", Some(kpi.last_year));
    for (key, figure) in [("yearly", &kpi.yearly), ("total", &kpi.total)] {
        if let Some(figure) = figure {
            table.put(key, words(figure));
        }
    }
    table.text("because", &kpi.because);
    table.list("indicators", &kpi.indicators);
    table.optional_text("note", kpi.note.as_ref());
    let computed = method(&kpi.method, &mut table, "kpi.computed");
    table.basis_not_confirmed(&kpi.basis);
    joined([table.finish(), computed])
}

fn programme(programme: &Programme) -> String {
    let mut table = Table::default();
    table.words("id", &programme.id);
    table.put("number", programme.number.to_string());
    table.text("title", &programme.title);
    table.text("summary", &programme.summary);
    table.items("evaluations", programme.evaluations.iter().map(mark));
    let focuses = tables(&programme.focuses, "focus", |focus, table| {
        table.words("id", &focus.id);
        table.text("text", &focus.text);
        table.put("page", focus.page.to_string());
    });
    let projects = joined(programme.projects.iter().map(project));
    let own = programme.indicators.iter().filter(|indicator| indicator.kind != IndicatorKind::ProjectPapers);
    joined([table.finish(), focuses, projects, joined(own.map(indicator))])
}

fn mark(mark: &EvaluationMark) -> String {
    let mut pairs = vec![("kind", value::word(mark.kind))];
    pairs.extend(mark.when.year.map(|year| ("year", year.to_string())));
    pairs.extend(basis_in_table(&mark.when.basis));
    if !mark.on_chart {
        pairs.push(("on-chart", "false".to_owned()));
    }
    inline(pairs)
}

fn project(project: &Project) -> String {
    let mut table = Table::headed("project");
    table.words("id", &project.id);
    table.text("title", &project.title);
    table.optional_words("title-in-plan", project.title_in_plan.as_deref());
    table.optional_words("short", project.short.as_deref());
    table.items(
        "aliases",
        project
            .aliases
            .iter()
            .map(|alias| inline(std::iter::once(("name", words(&alias.name))).chain(basis_in_table(&alias.basis)))),
    );
    table.text("description", &project.description);
    table.words("focus", &project.focus);
    table.put("start", claim(&project.start));
    table.put("end", end(&project.end));
    if let Some(origin) = &project.origin {
        table.put("origin", claim(origin));
    }
    table.words("operator", &project.operator);
    table.items("evaluations", project.evaluations.iter().map(mark));
    table.list("integrated-projects", &project.integrated_projects);
    table.list("disease-areas", &project.disease_areas);
    table.optional_text("note", project.note.as_ref());
    let parts = tables(&project.parts, "project.part", |part, table| {
        table.words("id", &part.id);
        table.text("title", &part.title);
        table.optional_words("title-in-plan", part.title_in_plan.as_deref());
        table.text("description", &part.description);
        table.put("start", claim(&part.start));
        table.put("end", end(&part.end));
        table.items("evaluations", part.evaluations.iter().map(mark));
    });
    joined([table.finish(), parts])
}

fn indicator(indicator: &Indicator) -> String {
    let mut table = Table::headed("indicator");
    table.words("id", &indicator.id);
    table.word("kind", indicator.kind);
    table.text("title", &indicator.title);
    table.list("aliases", &indicator.aliases);
    table.list("projects", &indicator.projects);
    table.text("unit", &indicator.unit);
    table.word("direction", indicator.direction);
    table.text("reported-by", &indicator.reported_by);
    table.optional_text("note", indicator.note.as_ref());
    joined([table.finish(), joined(indicator.versions.iter().map(version))])
}

fn version(version: &IndicatorVersion) -> String {
    let mut table = Table::headed("indicator.version");
    table.put("number", version.number.to_string());
    table.year("from", version.from);
    table.year("until", version.until);
    table.text("because", &version.because);
    table.items(
        "targets",
        version.targets.iter().map(|target| {
            let pairs = [("year", target.year.to_string()), ("value", words(&target.value))];
            inline(pairs.into_iter().chain(basis_in_table(&target.basis)))
        }),
    );
    let computed = method(&version.method, &mut table, "indicator.version.computed");
    table.basis_not_confirmed(&version.basis);
    joined([table.finish(), computed])
}

/// The method in its table, and the table of the definition that stands below.
fn method(method: &Method, table: &mut Table, heading: &str) -> String {
    match method {
        Method::Reported => table.put("reported", "true".to_owned()),
        Method::Qualitative => table.put("qualitative", "true".to_owned()),
        Method::Computed(definition) => return computed(definition, heading),
    }
    String::new()
}

fn computed(definition: &Definition, heading: &str) -> String {
    let mut table = Table::one(heading);
    table.put("counts", list(definition.counts.iter().map(|kind| words(kind))));
    table.put(
        "of",
        match &definition.of {
            Of::Records => words("records"),
            Of::Attribute(attribute) => inline([("attribute", words(attribute))]),
        },
    );
    table.put(
        "value",
        match &definition.value {
            ValueOf::Count => words("count"),
            ValueOf::Sum(attribute) => inline([("sum", words(attribute))]),
            ValueOf::Last(attribute) => inline([("last", words(attribute))]),
            ValueOf::Max(attribute) => inline([("max", words(attribute))]),
        },
    );
    table.word("reckoning", definition.reckoning);
    table.year("from", definition.from);
    table.put(
        "linked-to",
        match &definition.linked.to {
            LinkedTo::Programme => words("programme"),
            LinkedTo::Plan => words("plan"),
            LinkedTo::Projects(projects) => list(projects.iter().map(|id| words(id))),
        },
    );
    if !definition.linked.roles.is_empty() {
        table.put("roles", list(definition.linked.roles.iter().map(|role| value::word(*role))));
    }
    table.items("conditions", definition.conditions.iter().map(condition));
    table.items("of-which", definition.of_which.iter().map(condition));
    table.word("split", definition.split);
    table.words("date-role", &definition.date_role);
    table.word("basis-year", definition.basis);
    table.list("excluding-types", &definition.excluding_types);
    table.list("sources", &definition.sources);
    table.finish()
}

fn condition(condition: &Condition) -> String {
    let mut pairs = vec![("attribute", words(&condition.attribute)), ("op", value::word(condition.op))];
    if !condition.values.is_empty() {
        pairs.push(("values", list(condition.values.iter().map(|word| words(word)))));
    }
    inline(pairs)
}

fn roles(roles: &[DatedRole], table: &mut Table) {
    table.items(
        "roles",
        roles.iter().map(|role| {
            let mut pairs = vec![("role", words(&role.role))];
            if !role.person.is_empty() {
                pairs.push(("person", words(&role.person)));
            }
            pairs.extend(role.from.map(|year| ("from", year.to_string())));
            pairs.extend(role.until.map(|year| ("until", year.to_string())));
            pairs.extend(basis_in_table(&role.basis));
            inline(pairs)
        }),
    );
}

fn integrated_project(integrated: &IntegratedProject, table: &mut Table) {
    table.words("id", &integrated.id);
    table.text("title", &integrated.title);
    table.text("description", &integrated.description);
    table.year("first-year", Some(integrated.first_year));
    table.year("last-year", Some(integrated.last_year));
    roles(&integrated.roles, table);
    table.list("follows", &integrated.follows);
    table.basis(&integrated.basis);
}

fn disease_area(area: &DiseaseArea, table: &mut Table) {
    table.words("id", &area.id);
    table.text("title", &area.title);
    table.text("description", &area.description);
    table.year("first-year", Some(area.first_year));
    table.year("last-year", area.last_year);
    roles(&area.roles, table);
    table.basis(&area.basis);
}

fn succession(succession: &Succession, table: &mut Table) {
    table.optional_words("from", succession.from.as_deref());
    table.optional_words("from-name", succession.from_name.as_deref());
    table.words("to", &succession.to);
    table.word("kind", succession.kind);
    table.basis(&succession.basis);
}

fn budget_project(budget: &BudgetProject, table: &mut Table) {
    table.words("id", &budget.id);
    table.text("title", &budget.title);
    table.year("start", budget.start);
    table.year("end", budget.end);
    if !budget.executed_million_yen.is_empty() {
        table.put("executed-million-yen", by_year(&budget.executed_million_yen));
    }
    table.basis(&budget.basis);
}

fn scheme(scheme: &Scheme, table: &mut Table) {
    table.words("id", &scheme.id);
    table.text("title", &scheme.title);
    table.words("funder", &scheme.funder);
    table.word("kind", scheme.kind);
    table.optional_words("url", scheme.url.as_deref());
    table.basis(&scheme.basis);
}

fn join(join: &Join, table: &mut Table) {
    table.words(join.subject.key(), join.subject.words());
    table.words("project", &join.project);
    table.year("from", join.from);
    table.year("until", join.until);
    table.basis(&join.basis);
}
