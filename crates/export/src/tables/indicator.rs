//! Indicators, their definitions in the words of the algebra, and their targets.
//!
//! The decision to question: **definitions are exported as rows, not as text alone**, so that the SQL in `src/views/` computes whatever the plan defines and
//! holds no indicator by name.

use crate::Error;
use crate::line::{Line, code};
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Flag, Integer, Number, Text};
use indicator::{date_roles, definition_in_words, parse_amount, projects_counted};
use plan::{Condition, Definition, Indicator, IndicatorVersion, Language, LinkedTo, Method, Of, Plan, ValueOf};

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::Plan);
    let indicator = ["指標のID", "Id of the indicator"];
    let of_version = |name, meaning| {
        table(name, meaning).key("indicator", Text, indicator).of("indicator").key(
            "version",
            Integer,
            ["定義の番号", "Number of the definition"],
        )
    };
    vec![
        table("indicator", ["指標", "Indicators"])
            .key("indicator", Text, indicator)
            .full("programme", Text, ["プログラムのID", "Id of the programme"])
            .of("programme")
            .full("place", Integer, ["プログラムでの順", "Its place in the programme"])
            .full(
                "kind",
                Text,
                [
                    "output（アウトプット指標）、outcome（アウトカム指標）、chart-page（チャートのみ）、project-papers（しるべが課題ごとに数える論文）",
                    "`output`, `outcome`, `chart-page`, or `project-papers`: papers that Shirube counts for each project",
                ],
            )
            .words("title", ["名称", "Its wording"])
            .words("unit", ["単位", "What one is"])
            .full("direction", Text, ["up（多いほどよい）、down（少ないほどよい）、none", "Which way is better: `up`, `down` or `none`"])
            .words("reported_by", ["報告する者", "Who reports it today"])
            .words("note", ["注記", "A note"]),
        table("indicator_alias", ["指標の別の表記", "Other wordings of indicators"])
            .key("indicator", Text, indicator)
            .of("indicator")
            .key("place", Integer, ["順", "Its place"])
            .full("alias", Text, ["表記", "The wording"]),
        of_version("indicator_version", ["指標の定義", "Definitions of indicators; the fiscal year reported chooses"])
            .may("first_year", Integer, ["適用する最初の年度（空欄は当初から）", "First fiscal year it applies to; empty: from the beginning"])
            .may("last_year", Integer, ["適用する最後の年度（空欄は現在も）", "Last fiscal year it applies to; empty: still"])
            .full("method", Text, ["computed（記録から計算）、reported（報告値）、qualitative（定性）", "`computed` from records, `reported` or `qualitative`"])
            .may("counted_attribute", Text, ["数えるもの（空欄は記録、ほかは属性の異なり）", "Distinct what is counted: an attribute; empty: records"])
            .may("value", Text, ["count（数）、sum（合計）、last（最後の値）、max（最大の値）", "`count`, `sum`, `last` or `max`"])
            .may("value_attribute", Text, ["合計などをとる属性", "The attribute that is added up or compared"])
            .may("reckoning", Text, ["flow（年度内）、stock（年度末時点）、active（年度中に有効）、cumulative（累計）", "`flow`, `stock`, `active` or `cumulative`"])
            .may("counted_from_year", Integer, ["累計の最初の年度", "First fiscal year of a cumulative count"])
            .may("start_role", Text, ["年度を決める日付の種類", "Role of the date that decides the year"])
            .may("end_role", Text, ["効力の終わる日付の種類", "Role of the date until which it is in force"])
            .may("split", Text, ["whole（各課題に1）、fractional（課題で等分）", "`whole`: one for each project, or `fractional`: equal parts"])
            .may("year_basis", Text, ["fiscal（年度）、calendar（暦年）", "`fiscal` or `calendar`"])
            .may("linked_to", Text, ["programme（プログラムの課題）、projects（指定の課題）、plan（全課題）", "`programme`, `projects` or `plan`"])
            .may("definition_ja", Text, ["定義の説明（日本語）", "The definition in words, in Japanese"])
            .from(Origin::Shirube)
            .may("definition_en", Text, ["定義の説明（英語）", "The definition in words, in English"])
            .from(Origin::Shirube)
            .words("because", ["そう定めた理由", "Why it was set so"])
            .basis(),
        of_version("indicator_version_kind", ["定義の数える記録の種類", "Kinds of record that a definition counts"])
            .key("kind", Text, ["記録の種類", "The kind"]),
        of_version("indicator_version_excluded_type", ["定義の除く出版種別", "Publication types that a definition leaves out"])
            .key("type", Text, ["出版種別", "The type"]),
        of_version("indicator_version_project", ["定義の数える課題", "Projects whose links a definition counts"])
            .key("project", Text, ["課題のID", "Id of the project"]),
        of_version("indicator_version_role", ["定義の数える関わり（行がなければ問わない）", "Roles that a definition counts; none: any"])
            .key("role", Text, ["funded（助成）、supported（支援）、used（利用）", "`funded`, `supported` or `used`"]),
        of_version("indicator_version_source", ["定義の必要とする出典の種類（1つ以上を読んでいること）", "Source classes, one of which must have been read"])
            .key("class", Text, ["出典の種類", "The class"]),
        of_version("indicator_version_condition", ["定義の条件（すべて満たすこと）", "Conditions of a definition, all of which must be met"])
            .key("part", Text, ["where（条件）または of-which（うち数の条件）", "`where`, or `of-which` for the part that is the reading"])
            .key("place", Integer, ["順", "Its place"])
            .full("attribute", Text, ["属性", "The attribute"])
            .full("op", Text, ["in、not-in、present、at-least", "`in`, `not-in`, `present` or `at-least`"])
            .may("least", Number, ["at-least の下限", "The least value of `at-least`"]),
        of_version("indicator_version_condition_value", ["条件の値", "Values of conditions"])
            .key("part", Text, ["where または of-which", "`where` or `of-which`"])
            .key("place", Integer, ["条件の順", "Place of the condition"])
            .key("value", Text, ["値", "The value"]),
        of_version("target", ["目標値", "Targets"])
            .key("fiscal_year", Integer, ["年度", "The fiscal year"])
            .full("target", Text, ["目標値（正確な値）", "The figure to reach, exact"])
            .may("target_number", Number, ["目標値（数値）", "The same as a number"])
            .basis(),
        table("indicator_project", ["チャート上で指標の添えられた課題", "Projects beside which an indicator stands on the chart"])
            .key("indicator", Text, indicator)
            .of("indicator")
            .key("project", Text, ["課題のID", "Id of the project"])
            .full("is_listed", Flag, ["プランにその課題があるか", "Whether the plan has that project"])
            .from(Origin::Shirube),
    ]
}

pub(super) fn fill(writers: &mut Writers, plan: &Plan) -> Result<(), Error> {
    for programme in &plan.programmes {
        for (place, one) in (1_u64..).zip(&programme.indicators) {
            let line = Line::new()
                .with(&one.id)
                .with(&programme.id)
                .with(place)
                .with(code(&one.kind))
                .words(&one.title)
                .words(&one.unit)
                .with(code(&one.direction))
                .words(&one.reported_by)
                .maybe_words(one.note.as_ref());
            writers.push("indicator", line.0)?;
            for (place, alias) in (1_u64..).zip(&one.aliases) {
                writers.push("indicator_alias", Line::new().with(&one.id).with(place).with(alias).0)?;
            }
            for id in &one.projects {
                let line = Line::new().with(&one.id).with(id).with(plan.project(id).is_some());
                writers.push("indicator_project", line.0)?;
            }
            for version in &one.versions {
                self::version(writers, plan, one, version)?;
            }
        }
    }
    Ok(())
}

fn version(writers: &mut Writers, plan: &Plan, one: &Indicator, version: &IndicatorVersion) -> Result<(), Error> {
    let key = || Line::new().with(&one.id).with(version.number);
    let line = key().with(version.from).with(version.until);
    let line = match &version.method {
        Method::Computed(definition) => with_definition(line.with("computed"), definition),
        Method::Reported => without_definition(line.with("reported")),
        Method::Qualitative => without_definition(line.with("qualitative")),
    };
    let line = line
        .with(definition_in_words(version, plan, &register::say, Language::Ja))
        .with(definition_in_words(version, plan, &register::say, Language::En))
        .words(&version.because)
        .basis(&version.basis);
    writers.push("indicator_version", line.0)?;
    for target in &version.targets {
        let number = parse_amount(&target.value).as_ref().map(super::reading::number);
        let line = key().with(target.year).with(&target.value).with(number);
        writers.push("target", line.basis(&target.basis).0)?;
    }
    let Method::Computed(definition) = &version.method else { return Ok(()) };
    for kind in distinct(&definition.counts) {
        writers.push("indicator_version_kind", key().with(kind).0)?;
    }
    for sort in distinct(&definition.excluding_types) {
        writers.push("indicator_version_excluded_type", key().with(sort).0)?;
    }
    let projects: Vec<String> = projects_counted(one, definition, plan).into_iter().map(str::to_owned).collect();
    for project in distinct(&projects) {
        writers.push("indicator_version_project", key().with(project).0)?;
    }
    let roles: Vec<String> = definition.linked.roles.iter().map(code).collect();
    for role in distinct(&roles) {
        writers.push("indicator_version_role", key().with(role).0)?;
    }
    for class in distinct(&definition.sources) {
        writers.push("indicator_version_source", key().with(class).0)?;
    }
    conditions(writers, &key, "where", &definition.conditions)?;
    conditions(writers, &key, "of-which", &definition.of_which)
}

fn with_definition(line: Line, definition: &Definition) -> Line {
    let attribute = match &definition.of {
        Of::Records => None,
        Of::Attribute(attribute) => Some(attribute),
    };
    let (value, of) = match &definition.value {
        ValueOf::Count => ("count", None),
        ValueOf::Sum(attribute) => ("sum", Some(attribute)),
        ValueOf::Last(attribute) => ("last", Some(attribute)),
        ValueOf::Max(attribute) => ("max", Some(attribute)),
    };
    let to = match &definition.linked.to {
        LinkedTo::Programme => "programme",
        LinkedTo::Projects(_) => "projects",
        LinkedTo::Plan => "plan",
    };
    let (start, end) = date_roles(definition);
    line.with(attribute)
        .with(value)
        .with(of)
        .with(code(&definition.reckoning))
        .with(definition.from)
        .with(start)
        .with(end)
        .with(code(&definition.split))
        .with(code(&definition.basis))
        .with(to)
}

fn without_definition(line: Line) -> Line {
    (0..10).fold(line, |line, _| line.with(None::<u8>))
}

fn conditions(
    writers: &mut Writers,
    key: &impl Fn() -> Line,
    part: &str,
    conditions: &[Condition],
) -> Result<(), Error> {
    for (place, condition) in (1_u64..).zip(conditions) {
        let number = condition.values.first().and_then(|value| parse_amount(value));
        let line = key().with(part).with(place).with(&condition.attribute).with(code(&condition.op));
        writers.push("indicator_version_condition", line.with(number.as_ref().map(super::reading::number)).0)?;
        for value in distinct(&condition.values) {
            writers.push("indicator_version_condition_value", key().with(part).with(place).with(value).0)?;
        }
    }
    Ok(())
}

/// Each once, in order.
fn distinct(values: &[String]) -> Vec<&String> {
    let mut found: Vec<&String> = Vec::new();
    for value in values.iter().filter(|value| !value.is_empty()) {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}
