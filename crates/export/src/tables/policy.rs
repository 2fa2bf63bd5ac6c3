//! What the plan answers to.

use crate::Error;
use crate::line::Line;
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Date, Flag, Integer, Text};
use plan::{Plan, Policy};

const POLICY: [&str; 2] = ["上位施策のID", "Id of the policy"];

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::Plan);
    let of_policy = |name, meaning| table(name, meaning).key("policy", Text, POLICY).of("policy");
    vec![
        table("policy", ["上位施策", "What the plan answers to"])
            .key("policy", Text, POLICY)
            .full("place", Integer, ["プランでの順", "Its place in the plan"])
            .words("title", ["名称", "Name"])
            .words("decided_by", ["決定した者", "Who decided it"])
            .full("decided_on", Date, ["決定日", "Day of the decision"])
            .full(
                "shared_between_ministries",
                Flag,
                ["複数府省にまたがるか（プランの「＊」）", "Whether it is shared between ministries (the plan's `*`)"],
            )
            .full("annex", Integer, ["別添の番号", "Number of the annex"])
            .full("annex_in_text", Flag, ["別添が手元の文書にあるか", "Whether the annex is in the text at hand"])
            .may("first_year", Integer, ["対象期間の最初の年度", "First fiscal year of its period"])
            .may("last_year", Integer, ["対象期間の最後の年度", "Last fiscal year of its period"])
            .words("note", ["注記", "A note"]),
        of_policy("policy_amendment", ["上位施策の改訂", "Amendments of policies"]).key(
            "amended_on",
            Date,
            ["改訂日", "Day of the amendment"],
        ),
        of_policy("policy_point", ["上位施策の見出しと項目", "Headings and points of policies"])
            .key("point", Text, ["項目のID（施策の中で一意）", "Id of the point, unique within its policy"])
            .full("place", Integer, ["別添での順", "Its place in the annex"])
            .full("level", Integer, ["階層（1が章）", "Its level: 1 is a chapter"])
            .full("is_heading", Flag, ["見出しか", "Whether it is a heading"])
            .words("text", ["文言", "Its words"]),
        of_policy("policy_point_programme", ["項目に応えるプログラム", "Programmes that answer a point"])
            .key("point", Text, ["項目のID", "Id of the point"])
            .key("programme", Text, ["プログラムのID", "Id of the programme"])
            .of("programme"),
        of_policy("commitment", ["期限のある約束", "Dated commitments"])
            .key("commitment", Text, ["約束のID（施策の中で一意）", "Id of the commitment, unique within its policy"])
            .words("text", ["約束の内容", "What was promised"])
            .may("due_year", Integer, ["期限の年度（年度末まで）", "The fiscal year by whose end it is due"])
            .words("progress", ["進捗", "Whether it was met, as far as known"])
            .basis(),
        of_policy("measure", ["番号のついた施策", "Numbered measures"])
            .key("measure", Text, ["施策のID（上位施策の中で一意）", "Id of the measure, unique within its policy"])
            .full("number", Integer, ["番号", "Its number as printed"])
            .words("title", ["題名", "Its title"]),
        of_policy("measure_point", ["施策の項目", "Points of measures"])
            .key("measure", Text, ["施策のID", "Id of the measure"])
            .key("place", Integer, ["順", "Its place"])
            .words("text", ["文言", "Its words"]),
        of_policy("bottleneck", ["施策が応える課題（隘路）", "Bottlenecks that measures answer"])
            .key(
                "bottleneck",
                Text,
                ["隘路のID（上位施策の中で一意）", "Id of the bottleneck, unique within its policy"],
            )
            .words("text", ["文言", "Its words"]),
        of_policy("measure_bottleneck", ["どの施策がどの隘路に応えるか", "Which measure answers which bottleneck"])
            .key("measure", Text, ["施策のID", "Id of the measure"])
            .key("bottleneck", Text, ["隘路のID", "Id of the bottleneck"]),
    ]
}

pub(super) fn fill(writers: &mut Writers, plan: &Plan) -> Result<(), Error> {
    for (place, policy) in (1_u64..).zip(&plan.policies) {
        let line = Line::new()
            .with(&policy.id)
            .with(place)
            .words(&policy.title)
            .words(&policy.decided_by)
            .with(policy.decided_on)
            .with(policy.shared_between_ministries)
            .with(policy.annex)
            .with(policy.annex_in_text)
            .with(policy.first_year)
            .with(policy.last_year)
            .maybe_words(policy.note.as_ref());
        writers.push("policy", line.0)?;
        inside(writers, policy)?;
    }
    Ok(())
}

fn inside(writers: &mut Writers, policy: &Policy) -> Result<(), Error> {
    let line = || Line::new().with(&policy.id);
    for day in &policy.amended_on {
        writers.push("policy_amendment", line().with(*day).0)?;
    }
    for (place, point) in (1_u64..).zip(&policy.points) {
        let row = line().with(&point.id).with(place).with(point.level).with(point.heading).words(&point.text);
        writers.push("policy_point", row.0)?;
        for programme in &point.programmes {
            writers.push("policy_point_programme", line().with(&point.id).with(programme).0)?;
        }
    }
    for commitment in &policy.commitments {
        let row = line().with(&commitment.id).words(&commitment.text).with(commitment.due);
        writers.push("commitment", row.words(&commitment.progress).basis(&commitment.basis).0)?;
    }
    for bottleneck in &policy.bottlenecks {
        writers.push("bottleneck", line().with(&bottleneck.id).words(&bottleneck.text).0)?;
    }
    for measure in &policy.measures {
        writers.push("measure", line().with(&measure.id).with(measure.number).words(&measure.title).0)?;
        for (place, point) in (1_u64..).zip(&measure.points) {
            writers.push("measure_point", line().with(&measure.id).with(place).words(point).0)?;
        }
        for bottleneck in &measure.answers {
            writers.push("measure_bottleneck", line().with(&measure.id).with(bottleneck).0)?;
        }
    }
    Ok(())
}
