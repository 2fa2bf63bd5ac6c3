//! Budget projects, schemes, and what joins them to projects.

use crate::Error;
use crate::line::{Line, code};
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Flag, Integer, Text};
use plan::{JoinSubject, Plan};

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::Plan);
    vec![
        table("budget_project", ["予算事業", "Budget projects"])
            .key("budget_project", Text, ["予算事業ID", "Id of the budget project"])
            .words("title", ["名称", "Name"])
            .may("start_year", Integer, ["開始年度", "First fiscal year"])
            .may("end_year", Integer, ["終了年度", "Last fiscal year"])
            .basis(),
        table("budget", ["予算事業の年度別執行額", "Executed budget by budget project and year"])
            .key("budget_project", Text, ["予算事業ID", "Id of the budget project"])
            .of("budget_project")
            .key("fiscal_year", Integer, ["年度", "The fiscal year"])
            .full("executed", Integer, ["執行額", "What was spent"])
            .in_units(["百万円", "million yen"]),
        table("scheme", ["配分機関の事業", "The agencies' funding schemes"])
            .key("scheme", Text, ["事業のID", "Id of the scheme"])
            .words("title", ["名称", "Name"])
            .full("funder", Text, ["配分機関", "The agency"])
            .full("kind", Text, ["fund（助成）、support（支援）、resource（資源）", "`fund`, `support` or `resource`"])
            .may("url", Text, ["ページ", "Its page"])
            .basis(),
        table(
            "plan_join",
            [
                "課題と予算事業・事業・番号・名称の対応",
                "What joins projects to budget projects, schemes, number prefixes and names",
            ],
        )
        .key("place", Integer, ["順", "Its place"])
        .full(
            "subject_kind",
            Text,
            [
                "prefix（番号の先頭）、name（名称）、scheme（事業）、budget（予算事業）",
                "`prefix`, `name`, `scheme` or `budget`",
            ],
        )
        .full("subject", Text, ["対応付けるもの", "What is joined"])
        .full("project", Text, ["課題のID", "Id of the project"])
        .of("project")
        .may("first_year", Integer, ["最初の年度（空欄は限定なし）", "First fiscal year; empty: not limited"])
        .may("last_year", Integer, ["最後の年度（空欄は限定なし）", "Last fiscal year; empty: not limited"])
        .full(
            "counts",
            Flag,
            [
                "プランの文言で確定しているか。人の判断は表 join_decision",
                "Whether the plan's text makes it count; what people decided stands in `join_decision`",
            ],
        )
        .basis(),
    ]
}

pub(super) fn fill(writers: &mut Writers, plan: &Plan) -> Result<(), Error> {
    for one in &plan.budget_projects {
        let line = Line::new().with(&one.id).words(&one.title).with(one.start).with(one.end).basis(&one.basis);
        writers.push("budget_project", line.0)?;
        for (year, executed) in &one.executed_million_yen {
            writers.push("budget", Line::new().with(&one.id).with(*year).with(*executed).0)?;
        }
    }
    for one in &plan.schemes {
        let line = Line::new().with(&one.id).words(&one.title).with(&one.funder).with(code(&one.kind));
        writers.push("scheme", line.with(one.url.as_ref()).basis(&one.basis).0)?;
    }
    for (place, join) in (1_u64..).zip(&plan.joins) {
        let [kind, subject] = subject(&join.subject);
        let line =
            Line::new().with(place).with(kind).with(subject).with(&join.project).with(join.from).with(join.until);
        writers.push("plan_join", line.with(join.basis.counts()).basis(&join.basis).0)?;
    }
    Ok(())
}

/// What is joined: its kind and its id.
pub(super) fn subject(subject: &JoinSubject) -> [&str; 2] {
    match subject {
        JoinSubject::Prefix(id) => ["prefix", id],
        JoinSubject::Name(id) => ["name", id],
        JoinSubject::Scheme(id) => ["scheme", id],
        JoinSubject::Budget(id) => ["budget", id],
    }
}
