//! TOML in. Everything wrong is reported at once, each with its place: tables are read leniently, what
//! cannot be read becomes an empty or unknown value, and no later check speaks of such a value again.

mod claims;
mod cross_cuts;
mod indicators;
mod joins;
mod policies;
mod programmes;
mod table;

use crate::diagnostic::{Diagnostic, Problem, Severity, Warned, nearest};
use crate::keys;
use crate::{Plan, PlanDecision};
use table::{Reader, Table};
use toml::Spanned;
use toml::de::DeTable;

/// The files of a plan that stand alone.
const SINGLE_FILES: &[&str] =
    &["plan.toml", "integrated-projects.toml", "disease-areas.toml", "lineage.toml", "joins.toml"];

/// Reads a plan from its files: path in the folder (with `/`) and text.
///
/// Files that are no TOML by name are left alone. Policies and programmes come in the order of the number with which
/// their file names begin. The indicator `papers-of-<project>` is added to each project's programme.
///
/// # Errors
///
/// Everything that is wrong, with the warnings, in the order of files and lines.
pub fn read(files: &[(String, String)]) -> Result<Warned<Plan>, Vec<Diagnostic>> {
    let mut reader = Reader::new(files);
    let mut documents: Vec<(usize, Spanned<DeTable<'_>>)> = Vec::new();
    let mut all_parsed = true;
    for (index, (path, text)) in files.iter().enumerate() {
        if !path.ends_with(".toml") {
            continue;
        }
        let (document, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            documents.push((index, document));
            continue;
        }
        all_parsed = false;
        for error in errors {
            let problem = match error.message() {
                "duplicate key" => Problem::RepeatedKey,
                message => Problem::Syntax { message: message.to_owned() },
            };
            reader.report_at(problem, path, index, error.span().unwrap_or(0..0));
        }
    }
    let plan = folder(&mut reader, &documents, all_parsed);
    let mut diagnostics = reader.finish(&plan, all_parsed);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(diagnostics);
    }
    let mut plan = plan;
    crate::papers::add(&mut plan);
    diagnostics.shrink_to_fit();
    Ok(Warned { value: plan, warnings: diagnostics })
}

/// The number with which a file's name begins.
fn leading_number(name: &str) -> u64 {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u64::MAX)
}

fn folder<'a>(reader: &mut Reader<'a>, documents: &'a [(usize, Spanned<DeTable<'a>>)], all_parsed: bool) -> Plan {
    let names: Vec<&str> = documents.iter().map(|(index, _)| reader.name(*index)).collect();
    let inside = |folder: &str| {
        let mut found: Vec<(u64, &str, usize)> = names
            .iter()
            .enumerate()
            .filter_map(|(at, path)| {
                let name = path.strip_prefix(folder)?.strip_prefix('/')?;
                (!name.contains('/')).then(|| (leading_number(name), name, at))
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, _, at)| at).collect::<Vec<_>>()
    };
    let (policies, programmes) = (inside("policies"), inside("programmes"));
    for (at, path) in names.iter().enumerate() {
        if !SINGLE_FILES.contains(path) && !policies.contains(&at) && !programmes.contains(&at) {
            let problem =
                Problem::UnknownFile { file: (*path).to_owned(), nearest: nearest(path, SINGLE_FILES.iter().copied()) };
            reader.report_at(problem, path, documents[at].0, 0..0);
        }
    }
    let mut plan = empty();
    let single = |name: &str| names.iter().position(|path| *path == name);
    match single("plan.toml") {
        Some(at) => head(reader, &documents[at], &mut plan),
        // A file that is no TOML has been reported as such.
        None if all_parsed || !reader.has("plan.toml") => {
            reader.report(Problem::MissingFile { file: "plan.toml".to_owned() }, "plan.toml");
        }
        None => {}
    }
    for (number, at) in policies.into_iter().enumerate() {
        let table = reader.root(&keys::POLICY, format!("policy[{number}]"), &documents[at]);
        plan.policies.push(policies::policy(reader, &table));
    }
    for (number, at) in programmes.into_iter().enumerate() {
        let table = reader.root(&keys::PROGRAMME, format!("programme[{number}]"), &documents[at]);
        plan.programmes.push(programmes::programme(reader, &table));
    }
    if let Some(at) = single("integrated-projects.toml") {
        let table = reader.root(&keys::INTEGRATED_FILE, String::new(), &documents[at]);
        plan.integrated_projects = reader.tables(&table, "integrated-project", cross_cuts::integrated_project);
    }
    if let Some(at) = single("disease-areas.toml") {
        let table = reader.root(&keys::DISEASE_FILE, String::new(), &documents[at]);
        plan.disease_areas = reader.tables(&table, "disease-area", cross_cuts::disease_area);
    }
    if let Some(at) = single("lineage.toml") {
        let table = reader.root(&keys::LINEAGE_FILE, String::new(), &documents[at]);
        plan.successions = reader.tables(&table, "succession", cross_cuts::succession);
    }
    if let Some(at) = single("joins.toml") {
        let table = reader.root(&keys::JOINS_FILE, String::new(), &documents[at]);
        plan.budget_projects = reader.tables(&table, "budget-project", joins::budget_project);
        plan.schemes = reader.tables(&table, "scheme", joins::scheme);
        plan.joins = reader.tables(&table, "join", joins::join);
    }
    plan
}

fn head<'a>(reader: &mut Reader<'a>, document: &'a (usize, Spanned<DeTable<'a>>), plan: &mut Plan) {
    let table = reader.root(&keys::PLAN, "plan".to_owned(), document);
    plan.id = reader.words(&table, "id");
    plan.title = reader.text(&table, "title");
    plan.goal_number = reader.words(&table, "goal-number");
    plan.goal = reader.text(&table, "goal");
    plan.summary = reader.text(&table, "summary");
    plan.source = reader.words(&table, "source");
    plan.parent = reader.optional_words(&table, "parent");
    plan.decisions = reader.tables(&table, "decision", decision);
}

fn decision<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> PlanDecision {
    PlanDecision {
        on: reader.date(table, "on"),
        kind: reader.choice(table, "kind").unwrap_or(crate::PlanDecisionKind::Amended),
        by: reader.text(table, "by"),
        basis: reader.basis(table),
    }
}

/// A plan in which nothing stands yet.
fn empty() -> Plan {
    Plan {
        id: String::new(),
        title: crate::Text::default(),
        goal_number: String::new(),
        goal: crate::Text::default(),
        summary: crate::Text::default(),
        decisions: Vec::new(),
        parent: None,
        source: String::new(),
        policies: Vec::new(),
        programmes: Vec::new(),
        integrated_projects: Vec::new(),
        disease_areas: Vec::new(),
        successions: Vec::new(),
        budget_projects: Vec::new(),
        schemes: Vec::new(),
        joins: Vec::new(),
    }
}
