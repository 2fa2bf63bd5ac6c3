//! Words in records that name something, and the links that rest on them.

use super::record::RECORD;
use crate::Error;
use crate::line::{Line, code};
use crate::passage::passage;
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Flag, Integer, Text};
use mention::Certainty;
use std::collections::BTreeSet;
use store::WholeRecord;

const INVENTED: [&str; 2] = ["架空か", "Whether it was made up for a demonstration"];
const SCHEME: [&str; 2] = ["番号体系・名称の種類（amed、kakenhi、name など）", "`amed`, `kakenhi`, `name` …"];

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::Shirube);
    vec![
        table("mention", ["言及：何かを名指しする語句", "Mentions: words in a record that name something"])
            .key("record", Text, RECORD)
            .of("record")
            .key("place", Integer, ["記録での順", "Its place in the record"])
            .full("scheme", Text, SCHEME)
            .full("value", Text, ["正規形", "The normal form"])
            .full("words", Text, ["語句（原文どおり）", "The very words"])
            .from(Origin::Literature)
            .may(
                "sentence",
                Text,
                [
                    "語句の立つ文。電子メールのアドレスは伏せる",
                    "The sentence in which they stand; e-mail addresses are blanked out",
                ],
            )
            .from(Origin::Literature)
            .full("field", Text, ["記録の中の場所", "The field: `grant[1].id`"])
            .may("fiscal_year", Integer, ["番号の示す年度", "The fiscal year written in the number"])
            .full("rule", Text, ["見つけた規則と版", "Rule and version that found them"])
            .may("doubt", Text, ["疑わしい理由の記号（空欄は確実）", "Code of why they are doubtful; empty: certain"])
            .full(
                "scope",
                Text,
                ["plan（このプランのもの）、outside（国内の他のもの）、none", "`plan`, `outside` or `none`"],
            )
            .full("invented", Flag, INVENTED),
        table("mention_project", ["言及の名指しする課題", "Projects that a mention names"])
            .key("record", Text, RECORD)
            .of("record")
            .key("place", Integer, ["言及の順", "Place of the mention"])
            .key("project", Text, ["課題のID", "Id of the project"])
            .full("invented", Flag, INVENTED),
        table("link", ["記録と課題の対応とその根拠", "Links of records and projects, with what justifies each"])
            .key("record", Text, RECORD)
            .of("record")
            .key("scheme", Text, SCHEME)
            .key("value", Text, ["言及の正規形", "Normal form of the mention"])
            .key("project", Text, ["課題のID", "Id of the project"])
            .full("role", Text, ["funded（助成）、supported（支援）、used（利用）", "`funded`, `supported` or `used`"])
            .full(
                "standing",
                Text,
                [
                    "現在の扱い：counted（数える）、awaiting-join、awaiting-mention、refused（採らない）",
                    "Whether it counts now: `counted`, `awaiting-join`, `awaiting-mention` or `refused`",
                ],
            )
            .full("standing_by_rule", Text, ["人の判断の前の扱い", "Whether the rules count it, before any decision"])
            .full("rule", Text, ["対応付けた規則と版", "Rule and version that made it"])
            .may("flags", Text, ["注意の記号（空白区切り）", "Codes of what a reader should know, separated by blanks"])
            .may(
                "verdict",
                Text,
                [
                    "人の判断：accept または reject。詳細は表 link_decision",
                    "A person's word: `accept` or `reject`; more in `link_decision`",
                ],
            )
            .from(Origin::People)
            .full("invented", Flag, INVENTED),
    ]
}

/// Writes the mentions and links of a record.
pub(super) fn push(writers: &mut Writers, whole: &WholeRecord) -> Result<(), Error> {
    let record = &whole.source.record;
    for (place, found) in (1_u64..).zip(&whole.source.mentions) {
        let field = record.fields.iter().find(|field| field.name == found.field);
        let doubt = match &found.mention.certainty {
            Certainty::Certain => None,
            Certainty::Doubtful { reason } => Some(reason.as_ref()),
        };
        let line = Line::new()
            .with(&record.id)
            .with(place)
            .with(found.mention.scheme.as_ref())
            .with(&found.mention.value)
            .with(&found.raw)
            .with(field.map(|field| passage(&field.text, &found.mention.span)))
            .with(&found.field)
            .with(found.mention.fiscal_year)
            .with(found.mention.rule.as_ref())
            .with(doubt)
            .with(code(&found.scope))
            .with(record.invented);
        writers.push("mention", line.0)?;
        for project in found.projects.iter().collect::<BTreeSet<_>>() {
            let line = Line::new().with(&record.id).with(place).with(project).with(record.invented);
            writers.push("mention_project", line.0)?;
        }
    }
    for one in &whole.source.links {
        let key = &one.link.key;
        let line = Line::new()
            .with(&record.id)
            .with(&key.scheme)
            .with(&key.value)
            .with(&key.project)
            .with(code(&one.link.role))
            .with(code(&one.standing))
            .with(code(&one.link.standing))
            .with(&one.link.rule)
            .with(one.link.flags.join(" "))
            .with(one.decision.as_ref().map(|decision| code(&decision.verdict)))
            .with(record.invented);
        writers.push("link", line.0)?;
    }
    Ok(())
}
