//! What people decided and handed in, as far as it is in force.

use crate::Error;
use crate::line::{Line, code};
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Date, Integer, Text};
use indicator::{Declared, Facts};
use store::Store;

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::People);
    let verdict = ["accept（採る）または reject（採らない）", "`accept` or `reject`"];
    let tail = |table: Table| {
        table
            .full("decided_by", Text, ["判断した人", "Who decided"])
            .may("because", Text, ["理由", "Why"])
            .full("decided_on", Date, ["判断した日", "When"])
            .full("since", Integer, ["変更番号", "The change that brought it"])
    };
    vec![
        tail(
            table("link_decision", ["対応付けへの判断", "Decisions on links"])
                .key("record", Text, ["記録のID", "Id of the source record"])
                .key("scheme", Text, ["言及の番号体系", "Scheme of the mention"])
                .key("value", Text, ["言及の正規形", "Its normal form"])
                .key("project", Text, ["課題のID", "Id of the project"])
                .full("verdict", Text, verdict),
        ),
        tail(
            table(
                "join_decision",
                [
                    "番号・名称と課題の対応への判断。プランの文言に優先する",
                    "Decisions on joins; they stand above the plan's text",
                ],
            )
            .key("subject_kind", Text, ["prefix、name、scheme、budget", "`prefix`, `name`, `scheme` or `budget`"])
            .key("subject", Text, ["対応付けるもの", "What is joined"])
            .key("project", Text, ["課題のID", "Id of the project"])
            .full("verdict", Text, verdict),
        ),
        tail(
            table("same_decision", ["2つの記録が同じ著作かの判断", "Decisions on whether two records are one work"])
                .key("left_id", Text, ["一方のID", "One id, the lesser of the two"])
                .key("right_id", Text, ["他方のID", "The other"])
                .full("verdict", Text, ["same（同じ）または different（別）", "`same` or `different`"]),
        ),
        table("hand_in", ["報告された値・申告", "Figures and declarations that somebody handed in"])
            .key("indicator", Text, ["指標のID", "Id of the indicator"])
            .key("fiscal_year", Integer, ["年度", "The fiscal year"])
            .full(
                "declared",
                Text,
                [
                    "figure（値）、none（なし）、words（定性）、withheld（秘匿）",
                    "`figure`, `none`, `words` or `withheld`",
                ],
            )
            .may("content", Text, ["値または文章。秘匿は空欄", "The figure, exact, or the words; empty if withheld"])
            .full("handed_in_by", Text, ["報告した者", "Who handed it in"])
            .may("remark", Text, ["備考", "A remark that travels with it"])
            .full("since", Integer, ["変更番号", "The change that brought it"]),
    ]
}

pub(super) fn fill(writers: &mut Writers, store: &mut Store, facts: &Facts<'_>) -> Result<(), Error> {
    // A decision is about a record; one on a record that is not public would tell that there is one.
    let withheld: std::collections::HashSet<&str> =
        facts.rows.iter().filter(|row| row.withheld).map(|row| &*row.record).collect();
    for one in store.decisions(facts.as_of)? {
        if withheld.contains(one.key.record.as_str()) {
            continue;
        }
        let key = Line::new().with(&one.key.record).with(&one.key.scheme).with(&one.key.value).with(&one.key.project);
        let line = key.with(code(&one.verdict)).with(&one.by).with(&one.because).with(one.on).with(one.since);
        writers.push("link_decision", line.0)?;
    }
    for one in store.join_decisions(facts.as_of)? {
        let [kind, subject] = super::money::subject(&one.subject);
        let line = Line::new().with(kind).with(subject).with(&one.project).with(code(&one.verdict));
        writers.push("join_decision", line.with(&one.by).with(&one.because).with(one.on).with(one.since).0)?;
    }
    for one in store.same_decisions(facts.as_of)? {
        if [&one.left, &one.right].into_iter().any(|id| withheld.contains(id.as_str())) {
            continue;
        }
        let line = Line::new().with(&one.left).with(&one.right).with(code(&one.verdict));
        writers.push("same_decision", line.with(&one.by).with(&one.because).with(one.on).with(one.since).0)?;
    }
    for one in facts
        .hand_ins
        .iter()
        .filter(|one| one.since <= facts.as_of && one.until.is_none_or(|until| facts.as_of < until))
    {
        let (declared, content) = match &one.declared {
            Declared::Figure(figure) => ("figure", figure.as_str()),
            Declared::None => ("none", ""),
            Declared::Words(words) => ("words", words.as_str()),
            Declared::Withheld => ("withheld", ""),
        };
        let line = Line::new().with(&one.indicator).with(one.year).with(declared).with(content);
        writers.push("hand_in", line.with(&one.by).with(&one.comment).with(one.since).0)?;
    }
    Ok(())
}
