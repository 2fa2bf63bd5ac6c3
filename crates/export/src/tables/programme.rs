//! Programmes with their projects, parts and evaluations.

use crate::Error;
use crate::line::{Line, code};
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Flag, Integer, Text};
use plan::{EvaluationMark, Plan, Project};

const PROJECT: [&str; 2] = ["課題のID", "Id of the project"];

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::Plan);
    vec![
        table("programme", ["研究開発プログラム", "Programmes"])
            .key("programme", Text, ["プログラムのID", "Id of the programme"])
            .full("number", Integer, ["プランでの番号", "Its number in the plan"])
            .words("title", ["名称", "Name"])
            .words("summary", ["概要", "Summary"]),
        table("focus", ["重点的に推進すべき取組", "The sentences under which projects stand"])
            .key("focus", Text, ["取組のID", "Id of the focus"])
            .full("programme", Text, ["プログラムのID", "Id of the programme"])
            .of("programme")
            .full("page", Integer, ["プランのページ", "Page of the plan"])
            .words("text", ["文言", "Its words"]),
        table("project", ["研究開発課題・事業（チャートの1行）", "Projects: the lines of the chart"])
            .key("project", Text, PROJECT)
            .full("programme", Text, ["プログラムのID", "Id of the programme"])
            .of("programme")
            .full("place", Integer, ["プログラムでの順", "Its place in the programme"])
            .words("title", ["名称", "Name"])
            .may(
                "title_in_plan",
                Text,
                ["プランでの表記（名称と異なる場合）", "The name as the plan prints it, where it differs"],
            )
            .may("short", Text, ["略称", "How people call it"])
            .words("description", ["概要", "Description"])
            .may("focus", Text, ["取組のID", "Id of the focus under which it stands"])
            .of("focus")
            .period()
            .may(
                "origin_year",
                Integer,
                ["前身の開始年度（チャートの余白）", "The year in which its lineage began, in the chart's margin"],
            )
            .may("operator", Text, ["実施機関", "Who runs it"])
            .words("note", ["注記", "A note"]),
        table("project_alias", ["課題の別名", "Other names of projects"])
            .key("project", Text, PROJECT)
            .of("project")
            .key("alias", Text, ["別名", "The name"])
            .basis(),
        table("part", ["課題の内訳（チャートの内側の線）", "Parts of projects: the inner bars of the chart"])
            .key("part", Text, ["内訳のID", "Id of the part"])
            .full("project", Text, PROJECT)
            .of("project")
            .full("place", Integer, ["課題での順", "Its place in the project"])
            .words("title", ["名称", "Name"])
            .may(
                "title_in_plan",
                Text,
                ["プランでの表記（名称と異なる場合）", "The name as the plan prints it, where it differs"],
            )
            .words("description", ["概要", "Description"])
            .period(),
        table("evaluation", ["評価の予定（前・中・後・追跡）", "Evaluations: the marks of the chart"])
            .key(
                "unit",
                Text,
                ["評価の単位：programme、project、part", "What is evaluated: `programme`, `project` or `part`"],
            )
            .key("evaluated", Text, ["その単位のID", "Its id"])
            .key("place", Integer, ["順", "Its place"])
            .full(
                "kind",
                Text,
                [
                    "ex-ante（前）、mid-term（中）、ex-post（後）、follow-up（追跡）",
                    "`ex-ante`, `mid-term`, `ex-post` or `follow-up`",
                ],
            )
            .may("fiscal_year", Integer, ["年度（空欄は不明）", "The fiscal year; empty: unknown"])
            .full("on_chart", Flag, ["チャートに印があるか", "Whether the mark stands on the plan's chart"])
            .basis(),
        table("succession", ["課題の前身と後継", "What followed what"])
            .key("place", Integer, ["順", "Its place"])
            .may("predecessor", Text, ["前身の課題または内訳のID", "Id of the project or part before"])
            .may(
                "predecessor_name",
                Text,
                ["前身の名称（プランにない場合）", "Its name, where the plan does not list it"],
            )
            .full("project", Text, ["後継の課題のID", "Id of the project after"])
            .of("project")
            .full(
                "kind",
                Text,
                [
                    "follows（後継）、merges（統合）、becomes-part（一部となる）",
                    "`follows`, `merges` or `becomes-part`",
                ],
            )
            .basis(),
    ]
}

pub(super) fn fill(writers: &mut Writers, plan: &Plan) -> Result<(), Error> {
    for programme in &plan.programmes {
        let line = Line::new().with(&programme.id).with(programme.number);
        writers.push("programme", line.words(&programme.title).words(&programme.summary).0)?;
        evaluations(writers, "programme", &programme.id, &programme.evaluations)?;
        for focus in &programme.focuses {
            let line = Line::new().with(&focus.id).with(&programme.id).with(focus.page);
            writers.push("focus", line.words(&focus.text).0)?;
        }
        for (place, one) in (1_u64..).zip(&programme.projects) {
            let line = Line::new()
                .with(&one.id)
                .with(&programme.id)
                .with(place)
                .words(&one.title)
                .with(one.title_in_plan.as_ref())
                .with(one.short.as_ref())
                .words(&one.description)
                .with(&one.focus)
                .period(&one.start, &one.end)
                .with(one.origin.as_ref().and_then(|claim| claim.year))
                .with(&one.operator)
                .maybe_words(one.note.as_ref());
            writers.push("project", line.0)?;
            inside(writers, one)?;
        }
    }
    for (place, one) in (1_u64..).zip(&plan.successions) {
        let line = Line::new().with(place).with(one.from.as_ref()).with(one.from_name.as_ref()).with(&one.to);
        writers.push("succession", line.with(code(&one.kind)).basis(&one.basis).0)?;
    }
    Ok(())
}

fn inside(writers: &mut Writers, project: &Project) -> Result<(), Error> {
    for alias in &project.aliases {
        let line = Line::new().with(&project.id).with(&alias.name).basis(&alias.basis);
        writers.push("project_alias", line.0)?;
    }
    evaluations(writers, "project", &project.id, &project.evaluations)?;
    for (place, part) in (1_u64..).zip(&project.parts) {
        let line = Line::new()
            .with(&part.id)
            .with(&project.id)
            .with(place)
            .words(&part.title)
            .with(part.title_in_plan.as_ref())
            .words(&part.description)
            .period(&part.start, &part.end);
        writers.push("part", line.0)?;
        evaluations(writers, "part", &part.id, &part.evaluations)?;
    }
    Ok(())
}

fn evaluations(writers: &mut Writers, unit: &str, id: &str, marks: &[EvaluationMark]) -> Result<(), Error> {
    for (place, mark) in (1_u64..).zip(marks) {
        let line = Line::new().with(unit).with(id).with(place).with(code(&mark.kind)).with(mark.when.year);
        writers.push("evaluation", line.with(mark.on_chart).basis(&mark.when.basis).0)?;
    }
    Ok(())
}
