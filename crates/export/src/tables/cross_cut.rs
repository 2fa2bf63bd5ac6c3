//! The plan's two cross-cuts: integrated projects and disease areas.

use crate::Error;
use crate::line::Line;
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Integer, Text};
use plan::{DatedRole, Plan};

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::Plan);
    let integrated = ["統合プロジェクトのID（期を含む）", "Id of the integrated project, with its term"];
    let disease = ["疾患領域のID", "Id of the disease area"];
    vec![
        table("integrated_project", ["統合プロジェクト", "Integrated projects"])
            .key("integrated_project", Text, integrated)
            .words("title", ["名称", "Name"])
            .words("description", ["説明", "Description"])
            .full("first_year", Integer, ["期の最初の年度", "First fiscal year of its term"])
            .full("last_year", Integer, ["期の最後の年度", "Last fiscal year of its term"])
            .basis(),
        table("integrated_project_before", ["統合プロジェクトの前身", "What integrated projects came from"])
            .key("integrated_project", Text, integrated)
            .of("integrated_project")
            .key("came_from", Text, ["前の期の統合プロジェクトのID", "Id of one of the term before"]),
        table("disease_area", ["疾患領域", "Disease areas"])
            .key("disease_area", Text, disease)
            .words("title", ["名称", "Name"])
            .words("description", ["説明", "Description"])
            .full("first_year", Integer, ["区分の最初の年度", "First fiscal year of the division"])
            .may("last_year", Integer, ["区分の最後の年度", "Last fiscal year of the division"])
            .basis(),
        table(
            "project_integrated_project",
            ["課題の属する統合プロジェクト", "Integrated projects that projects belong to"],
        )
        .key("project", Text, ["課題のID", "Id of the project"])
        .of("project")
        .key("integrated_project", Text, integrated)
        .of("integrated_project"),
        table("project_disease_area", ["課題の属する疾患領域", "Disease areas that projects belong to"])
            .key("project", Text, ["課題のID", "Id of the project"])
            .of("project")
            .key("disease_area", Text, disease)
            .of("disease_area"),
        table("dated_role", ["統合プロジェクト・疾患領域の役職", "Roles in integrated projects and disease areas"])
            .key("unit", Text, ["integrated-project または disease-area", "`integrated-project` or `disease-area`"])
            .key("held_in", Text, ["そのID", "Its id"])
            .key("place", Integer, ["順", "Its place"])
            .full("role", Text, ["役職", "The role"])
            .may("person", Text, ["氏名（空欄は出典に記載なし）", "The name; empty: no source names anybody"])
            .may("first_year", Integer, ["最初の年度", "First fiscal year"])
            .may("last_year", Integer, ["最後の年度", "Last fiscal year"])
            .basis(),
    ]
}

pub(super) fn fill(writers: &mut Writers, plan: &Plan) -> Result<(), Error> {
    for one in &plan.integrated_projects {
        let line = Line::new().with(&one.id).words(&one.title).words(&one.description);
        writers.push("integrated_project", line.with(one.first_year).with(one.last_year).basis(&one.basis).0)?;
        for before in &one.follows {
            writers.push("integrated_project_before", Line::new().with(&one.id).with(before).0)?;
        }
        roles(writers, "integrated-project", &one.id, &one.roles)?;
    }
    for one in &plan.disease_areas {
        let line = Line::new().with(&one.id).words(&one.title).words(&one.description);
        writers.push("disease_area", line.with(one.first_year).with(one.last_year).basis(&one.basis).0)?;
        roles(writers, "disease-area", &one.id, &one.roles)?;
    }
    for (_, project) in plan.projects() {
        for id in &project.integrated_projects {
            writers.push("project_integrated_project", Line::new().with(&project.id).with(id).0)?;
        }
        for id in &project.disease_areas {
            writers.push("project_disease_area", Line::new().with(&project.id).with(id).0)?;
        }
    }
    Ok(())
}

fn roles(writers: &mut Writers, unit: &str, id: &str, roles: &[DatedRole]) -> Result<(), Error> {
    for (place, role) in (1_u64..).zip(roles) {
        let line = Line::new().with(unit).with(id).with(place).with(&role.role).with(&role.person);
        writers.push("dated_role", line.with(role.from).with(role.until).basis(&role.basis).0)?;
    }
    Ok(())
}
