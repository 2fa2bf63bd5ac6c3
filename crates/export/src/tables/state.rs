//! Which state was exported, of which plan.

use crate::line::{Line, code};
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use crate::{Error, Export};
use Sort::{Date, Integer, Text};

pub(super) fn tables() -> Vec<Table> {
    vec![
        Table::new("state", ["書き出した状態。1行のみ", "The state that was exported; one row"], Origin::Shirube)
            .key(
                "change",
                Integer,
                ["変更番号。これまでの変更をすべて含む", "The change number: every change up to it is in"],
            )
            .full("as_of", Date, ["値の基準日（日本時間）", "The day of the readings, in Japan"])
            .full("plan", Text, ["プランのID", "Id of the plan"])
            .words("plan_title", ["プランの名称", "Name of the plan"])
            .from(Origin::Plan)
            .full("plan_digest", Text, ["プランの内容のSHA-256", "SHA-256 of all that the plan says"])
            .full("plan_source", Text, ["プランの文言の出典", "Where the plan's words are from"])
            .may(
                "revision",
                Integer,
                [
                    "プランの版の番号（保存先に公開した版の場合）",
                    "Number of the revision, if it was published into the store",
                ],
            )
            .may("revision_decided_on", Date, ["版の決定日", "Day of the decision on the revision"])
            .may("revision_decided_by", Text, ["版を決定した者", "Who decided the revision"]),
        Table::new("plan_decision", ["プランの策定・改訂", "Adoption and amendments of the plan"], Origin::Plan)
            .key("place", Integer, ["古い順の番号", "Its number, oldest first"])
            .full("decided_on", Date, ["決定日", "Day of the decision"])
            .full("kind", Text, ["adopted（策定）または amended（改訂）", "`adopted` or `amended`"])
            .words("decided_by", ["決定した者", "Who decided"])
            .basis(),
    ]
}

pub(super) fn fill(writers: &mut Writers, export: &Export<'_>) -> Result<(), Error> {
    let plan = export.facts.plan;
    let line = Line::new()
        .with(export.facts.as_of)
        .with(export.facts.today)
        .with(&plan.id)
        .words(&plan.title)
        .with(plan::digest(plan))
        .with(&plan.source)
        .with(export.revision.map(|revision| revision.number))
        .with(export.revision.map(|revision| revision.decided_on))
        .with(export.revision.map(|revision| revision.decided_by.as_str()));
    writers.push("state", line.0)?;
    for (place, decision) in (1_u64..).zip(&plan.decisions) {
        let line = Line::new().with(place).with(decision.on).with(code(&decision.kind));
        writers.push("plan_decision", line.words(&decision.by).basis(&decision.basis).0)?;
    }
    Ok(())
}
