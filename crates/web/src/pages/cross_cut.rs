//! What the two cross-cuts share: people in dated roles, and the projects that belong to a division.

use crate::language::Shown;
use crate::pages::show;
use crate::table::Table;
use crate::visit::Visit;
use crate::words::PolicyWords;
use plan::{DatedRole, Project};

/// A person in a role.
pub struct RoleRow {
    /// The role in words.
    pub role: String,
    /// Who; said where nobody is known.
    pub person: String,
    /// When.
    pub years: String,
    /// How it is known.
    pub basis: String,
}

/// A project that belongs to a division.
pub struct Member {
    /// Its name.
    pub title: Shown,
    /// Where it opens.
    pub href: String,
    /// Number of its programme.
    pub number: u8,
}

/// The roles in the order of the plan.
pub fn roles(visit: &Visit<'_>, roles: &[DatedRole]) -> Vec<RoleRow> {
    let (words, language) = (PolicyWords::of(visit.language()), visit.language());
    let year = |year: Option<plan::FiscalYear>| year.map(|year| language.year(year)).unwrap_or_default();
    let row = |one: &DatedRole| RoleRow {
        role: match one.role.as_str() {
            "programme-director" => words.role_director.to_owned(),
            "disease-coordinator" => words.role_coordinator.to_owned(),
            other => other.to_owned(),
        },
        person: if one.person.is_empty() { words.person_unknown.to_owned() } else { one.person.clone() },
        years: match (one.from, one.until) {
            (None, None) => words.years_unknown.to_owned(),
            (from, until) => format!("{}–{}", year(from), year(until)),
        },
        basis: show::basis_in_full(&one.basis, language),
    };
    roles.iter().map(row).collect()
}

/// The projects for which `belongs` holds, in the plan's order.
pub fn members(visit: &Visit<'_>, belongs: impl Fn(&Project) -> bool) -> Vec<Member> {
    let projects = visit.snapshot.plan.projects().filter(|(_, project)| belongs(project));
    projects
        .map(|(programme, project)| Member {
            title: visit.language().text(&project.title),
            href: visit.to(&format!("/projects/{}", project.id)),
            number: programme.number,
        })
        .collect()
}

/// An empty table of roles.
pub fn roles_table() -> Table {
    Table::new("roles", &["of", "role", "person", "from", "until", "known"])
}

/// Adds the roles of one division.
pub fn push_roles(table: &mut Table, of: &str, roles: &[DatedRole]) {
    for one in roles {
        table.push(vec![
            of.into(),
            one.role.as_str().into(),
            one.person.as_str().into(),
            one.from.into(),
            one.until.into(),
            show::basis_code(&one.basis).into(),
        ]);
    }
}

/// Which project belongs to which division.
pub fn members_table(visit: &Visit<'_>, of: impl Fn(&Project) -> &[String]) -> Table {
    let mut table = Table::new("members", &["of", "project"]);
    for (_, project) in visit.snapshot.plan.projects() {
        for id in of(project) {
            table.push(vec![id.as_str().into(), project.id.as_str().into()]);
        }
    }
    table
}
