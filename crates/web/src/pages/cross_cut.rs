//! What the two cross-cuts share: people in dated roles, and the projects that belong to a division.

use crate::language::Shown;
use crate::pages::show;
use crate::table::Table;
use crate::visit::Visit;
use crate::words::PolicyWords;
use plan::{DatedRole, Project};

/// An integrated project or a disease area.
pub struct Division {
    /// Its anchor.
    pub id: String,
    /// Its name.
    pub title: Shown,
    /// When it holds, where that differs between the divisions of a list.
    pub years: String,
    /// What it is; empty words where no source says.
    pub description: Shown,
    /// How it is known.
    pub basis: String,
    /// People in dated roles.
    pub roles: Vec<RoleRow>,
    /// The projects that belong to it.
    pub members: Vec<Member>,
    /// From which of the term before it came, with their anchors.
    pub follows: Vec<(Shown, String)>,
    /// What of the next term came from it.
    pub followed: Vec<(Shown, String)>,
}

/// A list of divisions. What no source says of any of them is said once, above.
pub struct Divisions {
    /// The divisions.
    pub list: Vec<Division>,
    /// What is said once.
    pub notes: Vec<String>,
    /// Whether each says what follows what.
    pub says_follows: bool,
    /// Whether each says what it is.
    pub says_description: bool,
    /// Whether each says who has which role.
    pub says_people: bool,
    /// Whether each says how it is known.
    pub says_basis: bool,
}

impl Divisions {
    /// Divisions of one list; `later` where there was a term before.
    pub fn new(list: Vec<Division>, later: bool, words: &PolicyWords) -> Self {
        let any = |holds: &dyn Fn(&Division) -> bool| list.iter().any(holds);
        let says_follows = later && any(&|one| !one.follows.is_empty());
        let says_description = any(&|one| !one.description.words.is_empty());
        let says_people = any(&|one| one.roles.iter().any(|role| role.known));
        let says_members = any(&|one| !one.members.is_empty());
        let lacks_members = any(&|one| one.members.is_empty());
        let basis = list.first().map(|one| one.basis.clone()).unwrap_or_default();
        let says_basis = any(&|one| one.basis != basis);
        let mut notes: Vec<String> = Vec::new();
        let unsaid = [
            (later && !says_follows, words.follows_none),
            (!says_description, words.no_description),
            (!says_members, words.members_none),
            (says_members && lacks_members, words.members_some),
            (!says_people, words.people_none),
        ];
        notes.extend(unsaid.into_iter().filter(|(unsaid, _)| *unsaid).map(|(_, note)| note.to_owned()));
        if !says_basis && !basis.is_empty() {
            notes.push(basis);
        }
        Self { list, notes, says_follows, says_description, says_people, says_basis }
    }
}

/// A person in a role.
pub struct RoleRow {
    /// The role in words.
    pub role: String,
    /// Who; said where nobody is known.
    pub person: String,
    /// Whether anybody is known.
    pub known: bool,
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
        known: !one.person.is_empty(),
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
