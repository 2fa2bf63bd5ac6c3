//! Works: one piece of evidence each, as the readings count them.

use crate::Error;
use crate::line::{Line, code};
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Date, Flag, Integer, Number, Text};
use corpus::Record;
use indicator::{Row, parse_amount};
use std::collections::{BTreeMap, BTreeSet};

const WORK: [&str; 2] = ["著作（根拠）の公開ID", "Public id of the work"];
const INVENTED: [&str; 2] = ["架空か", "Whether it was made up for a demonstration"];

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::Literature);
    let of_work = |name, meaning| table(name, meaning).key("work", Text, WORK).of("work");
    vec![
        table(
            "work",
            [
                "著作（根拠）：同じものを指す記録をまとめた1件",
                "Works: pieces of evidence, each the records of one thing",
            ],
        )
        .key("work", Text, WORK)
        .full("kind", Text, ["種類：paper（論文）、trial（試験）など", "`paper`, `trial` …"])
        .full("source", Text, ["最初の記録の出典", "Source of its first record"])
        .may("title", Text, ["題名", "Title"])
        .may("journal", Text, ["掲載誌", "Journal"])
        .may("published", Date, ["公表日", "Day of publication by which it is counted"])
        .full("retracted", Flag, ["撤回されたか（値に数えない）", "Whether it was retracted: then it is not counted"])
        .full("since", Integer, ["この状態になった変更番号", "The change since which it is so"])
        .full("invented", Flag, INVENTED),
        of_work("work_date", ["著作の日付", "Dates of works by role"])
            .key(
                "role",
                Text,
                ["種類：publication（公表）、event、from、until", "`publication`, `event`, `from` or `until`"],
            )
            .full("date", Date, ["日付", "The day"])
            .full("invented", Flag, INVENTED),
        of_work("work_type", ["著作の出版種別", "Publication types of works"])
            .key("type", Text, ["出版種別", "The type as printed"])
            .full("invented", Flag, INVENTED),
        of_work("work_attribute", ["著作の属性", "Attributes of works, as definitions of indicators name them"])
            .key("attribute", Text, ["属性", "The attribute"])
            .key("place", Integer, ["値の順", "Place of the value"])
            .full("value", Text, ["値", "The value"])
            .may("number", Number, ["数値として読める場合の値", "The same as a number, if it is one"])
            .full("invented", Flag, INVENTED),
        of_work(
            "work_link",
            ["著作と課題の対応。値はこれから計算する", "Works and projects: readings are made of these"],
        )
        .key("project", Text, ["課題のID", "Id of the project"])
        .key("role", Text, ["funded（助成）、supported（支援）、used（利用）", "`funded`, `supported` or `used`"])
        .key(
            "standing",
            Text,
            [
                "counted（数える）、awaiting-join（対応付け待ち）、awaiting-mention（言及待ち）、refused（採らない）",
                "`counted`, `awaiting-join`, `awaiting-mention` or `refused`",
            ],
        )
        .from(Origin::Shirube)
        .full("since", Integer, ["この状態になった変更番号", "The change since which it is so"])
        .full("invented", Flag, INVENTED),
    ]
}

/// Writes a work with what its readings depend on.
pub(super) fn push(writers: &mut Writers, row: &Row, title: &str) -> Result<(), Error> {
    let (id, invented) = (&row.record, row.invented);
    let journal = row.attributes.get("journal").and_then(|values| values.first());
    let line = Line::new()
        .with(id)
        .with(&row.kind)
        .with(&row.source)
        .with(title)
        .with(journal)
        .with(row.dates.get("publication").copied())
        .with(row.retracted)
        .with(row.since)
        .with(invented);
    writers.push("work", line.0)?;
    for (role, date) in &row.dates {
        writers.push("work_date", Line::new().with(id).with(role).with(*date).with(invented).0)?;
    }
    for sort in row.types.iter().filter(|sort| !sort.is_empty()).collect::<BTreeSet<_>>() {
        writers.push("work_type", Line::new().with(id).with(sort).with(invented).0)?;
    }
    for (attribute, values) in &row.attributes {
        let values = values.iter().filter(|value| !value.is_empty());
        for (place, value) in (1_u64..).zip(values) {
            let number = parse_amount(value).as_ref().map(super::reading::number);
            let line = Line::new().with(id).with(attribute).with(place).with(value).with(number);
            writers.push("work_attribute", line.with(invented).0)?;
        }
    }
    let mut links = BTreeMap::new();
    for link in &row.links {
        let key = (&link.project, code(&link.role), code(&link.standing));
        let since = links.entry(key).or_insert(link.since);
        *since = link.since.min(*since);
    }
    for ((project, role, standing), since) in links {
        let line = Line::new().with(id).with(project).with(role).with(standing).with(since).with(invented);
        writers.push("work_link", line.0)?;
    }
    Ok(())
}

/// The title as shown; the original one where there is no other.
pub(super) fn title(record: &Record) -> &str {
    match &record.vernacular_title {
        Some(original) if record.title.is_empty() => original,
        _ => &record.title,
    }
}
