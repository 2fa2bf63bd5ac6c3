//! What rows of registers are about: named things that come again every year, and the projects of registers that no indicator counts.

use register::Register;

/// Databases of Arden.
const DATABASES: &[&str] = &["アーデン植物DB", "アーデン動物DB", "湖沼ゲノムDB", "コケ構造DB"];
/// Hospitals and universities of Arden.
pub const INSTITUTIONS: &[&str] = &["アーデン大学", "森林大学", "リードウィック総合病院", "アーデン学士院湖沼研究所"];
/// Research sites abroad.
const SITES: &[&str] = &["アーデン熱研究センター", "湖畔感染症研究センター"];
/// Collections of biobanks.
const COLLECTIONS: &[&str] = &["arden-bb:birth", "arden-bb:lakeside", "arden-bb:disease"];
/// Centres of bioresources.
const CENTRES: &[&str] = &["NBRP-A1", "NBRP-A2", "NBRP-A3"];
/// In-house institutes.
const INSTITUTES: &[&str] = &["アーデン植物研究所", "アーデン湖沼研究所"];
/// People of Arden.
pub const PEOPLE: &[&str] = &["苔野 みどり", "湖山 しずか", "森川 あおい", "葦原 わたる"];

/// The column of a named thing that has a row every year, and the things; nothing for registers of single events.
pub fn of(register: &Register) -> Option<(&'static str, &'static [&'static str])> {
    match register.id.as_str() {
        "databases" | "database-usage" => Some(("database", DATABASES)),
        "hospitals" => Some(("institution", INSTITUTIONS)),
        "overseas-sites" => Some(("site", SITES)),
        "biobanks" => Some(("collection", COLLECTIONS)),
        "bioresource-holdings" => Some(("centre-number", CENTRES)),
        "in-house-institutes" => Some(("institute", INSTITUTES)),
        _ => None,
    }
}

/// How many rows a project has in a year.
pub fn a_year(register: &Register) -> usize {
    match register.id.as_str() {
        "provisions" | "bioresource-provisions" => 6,
        "seeds" | "gene-candidates" | "stage-gates" | "trial-notifications" => 3,
        "transfers" | "device-results" => 2,
        _ => 1,
    }
}

/// The projects of a register that no indicator counts; none: any.
pub fn projects(register: &Register) -> &'static [&'static str] {
    match register.id.as_str() {
        "support-requests" => &["binds-1", "binds-2"],
        "bioresource-holdings" | "bioresource-provisions" => &["nbrp-3", "nbrp-4", "life-science-base"],
        "datasets" | "biobanks" | "access-requests" => &["tmm", "genome-biobank", "b-cure"],
        "overseas-sites" => &["j-grid-2", "j-grid", "infectious-base"],
        "models" => &["brain-minds", "brain-minds-2"],
        "hospitals" => &["tr-network", "tr-strategic", "tr-programme", "medical-research-support"],
        "people-trained" | "regulatory-milestones" => &["tr-strategic", "tr-programme", "regen-acceleration"],
        "international-strategy" => &["international"],
        "moonshot" | "vaccine-measures" | "in-house-institutes" | "integrity-cases" => &["innovative-advanced"],
        "roles" => &["tr-programme", "b-cure", "brain-minds-2"],
        "prizes" | "elsi" => &["innovative-advanced", "b-cure"],
        _ => &[],
    }
}
