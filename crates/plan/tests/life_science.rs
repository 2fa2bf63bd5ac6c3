//! The life-science plan: everything that its source says is in it, and nothing that no source says.

use jiff::civil::Date;
use plan::{
    Basis, EvaluationKind, EvaluationMark, FiscalYear, IndicatorKind, JoinSubject, LinkedTo, Method, Plan, Policy,
    builtin,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every object of the plan that holds words in both languages, as (Japanese, English).
fn texts(value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(ja)), Some(Value::String(en))) = (fields.get("ja"), fields.get("en")) {
                found.push((ja.clone(), en.clone()));
            }
            fields.values().for_each(|field| texts(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        _ => {}
    }
}

/// Every string of the plan.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(words) => found.push(words.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| strings(field, found)),
        _ => {}
    }
}

fn policy<'a>(plan: &'a Plan, id: &str) -> &'a Policy {
    plan.policies.iter().find(|policy| policy.id == id).expect(id)
}

/// Every mark that stands on a chart, those of parts too.
fn marks_on_charts(plan: &Plan) -> impl Iterator<Item = &EvaluationMark> {
    plan.projects()
        .flat_map(|(_, project)| {
            project.evaluations.iter().chain(project.parts.iter().flat_map(|part| &part.evaluations))
        })
        .filter(|mark| mark.on_chart)
}

#[test]
fn the_head_names_five_decisions() {
    let plan = builtin();
    assert_eq!(plan.goal_number, "9-3");
    let days: Vec<String> = plan.decisions.iter().map(|decision| decision.on.to_string()).collect();
    assert_eq!(days, ["2022-06-03", "2022-11-09", "2023-08-08", "2024-08-02", "2025-01-17"]);
    assert!(plan.decisions.iter().all(|decision| decision.by.ja == "ライフサイエンス委員会"));
}

#[test]
fn six_programmes_hold_thirty_four_lines() {
    let plan = builtin();
    let lines: Vec<(&str, usize)> = plan.programmes.iter().map(|one| (one.id.as_str(), one.projects.len())).collect();
    assert_eq!(
        lines,
        [
            ("drugs-devices", 9),
            ("regenerative", 2),
            ("genome-data", 5),
            ("disease-basics", 9),
            ("seeds-base", 6),
            ("research-base", 3),
        ]
    );
}

#[test]
fn sixteen_indicators_stand_in_the_lists_and_five_on_chart_pages_only() {
    let plan = builtin();
    let of_kind = |kind| plan.indicators().filter(|(_, indicator)| indicator.kind == kind).count();
    assert_eq!(of_kind(IndicatorKind::Output), 7);
    assert_eq!(of_kind(IndicatorKind::Outcome), 9);
    assert_eq!(of_kind(IndicatorKind::ChartPage), 5);
    assert_eq!(of_kind(IndicatorKind::ProjectPapers), 34);
}

#[test]
fn what_can_be_read_in_abstracts_is_only_the_papers_of_two_programmes_and_of_each_project() {
    let plan = builtin();
    let mut listed = Vec::new();
    for (_, indicator) in plan.indicators().filter(|(_, indicator)| indicator.kind != IndicatorKind::ProjectPapers) {
        assert!(!indicator.reported_by.ja.is_empty(), "{} names nobody who reports it", indicator.id);
        for version in &indicator.versions {
            assert!(version.targets.is_empty(), "no source sets a target for {}", indicator.id);
            let Method::Computed(definition) = &version.method else { continue };
            if definition.sources == ["abstracts"] {
                listed.push(indicator.id.as_str());
                assert_eq!(definition.linked.to, LinkedTo::Programme);
            }
        }
    }
    assert_eq!(listed, ["genome-data-papers", "disease-basics-papers"]);
}

#[test]
fn transfers_are_counted_in_another_way_from_2025() {
    let plan = builtin();
    for id in ["disease-basics-transfers", "seeds-base-transfers"] {
        let (_, indicator) = plan.indicators().find(|(_, indicator)| indicator.id == id).expect(id);
        let years: Vec<_> = indicator.versions.iter().map(|version| (version.from, version.until)).collect();
        assert_eq!(years, [(None, Some(FiscalYear(2024))), (Some(FiscalYear(2025)), None)], "{id}");
    }
}

#[test]
fn six_policies_with_their_annexes() {
    let plan = builtin();
    let annexes: Vec<(u8, bool)> =
        plan.policies.iter().map(|policy| (policy.annex, policy.shared_between_ministries)).collect();
    assert_eq!(annexes, [(1, false), (1, false), (2, true), (3, true), (4, true), (5, true)]);
    let without: Vec<&str> =
        plan.policies.iter().filter(|policy| !policy.annex_in_text).map(|policy| policy.id.as_str()).collect();
    assert_eq!(without, ["bioeconomy-strategy"]);
    for policy in &plan.policies {
        assert_eq!(policy.points.is_empty(), !policy.annex_in_text, "{}", policy.id);
    }
    let vaccine = policy(&plan, "vaccine-strategy");
    assert_eq!(vaccine.measures.iter().map(|measure| measure.number).collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>());
    assert_eq!(vaccine.bottlenecks.len(), 8);
    assert!(vaccine.measures.iter().all(|measure| measure.answers.is_empty()), "the text ties none to a bottleneck");
}

#[test]
fn what_was_promised_for_a_year_waits_for_a_source() {
    let plan = builtin();
    let promised: Vec<(&str, i16)> = plan
        .policies
        .iter()
        .flat_map(|policy| &policy.commitments)
        .inspect(|commitment| assert_eq!(commitment.basis, Basis::Unknown, "{}", commitment.id))
        .map(|commitment| (commitment.id.as_str(), commitment.due.expect("a year").0))
        .collect();
    assert_eq!(promised, [("materials-platform-2023", 2023), ("in-house-themes-2020", 2020)]);
}

#[test]
fn two_divisions_of_integrated_projects_and_one_of_disease_areas() {
    let plan = builtin();
    let of_term = |year| plan.integrated_projects.iter().filter(|one| one.first_year.0 == year).count();
    assert_eq!((of_term(2020), of_term(2025), plan.integrated_projects.len()), (6, 8, 14));
    assert_eq!(plan.disease_areas.len(), 7);
    let roles = plan.integrated_projects.iter().flat_map(|one| &one.roles);
    let roles: Vec<_> = roles.chain(plan.disease_areas.iter().flat_map(|area| &area.roles)).collect();
    assert_eq!(roles.len(), 21);
    assert!(roles.iter().all(|role| role.person.is_empty() && role.from.is_some()), "no source at hand names anybody");
}

#[test]
fn every_text_has_english() {
    let plan = serde_json::to_value(builtin()).expect("the plan serialises");
    let mut found = Vec::new();
    texts(&plan, &mut found);
    assert!(found.len() > 400, "{}", found.len());
    let missing: Vec<&String> =
        found.iter().filter(|(ja, en)| !ja.is_empty() && en.is_empty()).map(|(ja, _)| ja).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn names_are_those_of_the_lexicon() {
    let lexicon = std::fs::read_to_string(root().join("lexicons/names.tsv")).expect("the lexicon");
    let short: BTreeSet<&str> = lexicon
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|cells| cells.len() > 2 && matches!(cells[2], "scheme" | "resource"))
        .map(|cells| cells[1])
        .collect();
    let plan = builtin();
    for join in &plan.joins {
        if let JoinSubject::Name(name) = &join.subject {
            assert!(short.contains(name.as_str()), "{name} is no short name of lexicons/names.tsv");
        }
    }
}

#[test]
fn joins_without_a_source_wait() {
    let plan = builtin();
    let counts: BTreeMap<&str, bool> = plan
        .joins
        .iter()
        .filter_map(|join| match &join.subject {
            JoinSubject::Prefix(prefix) => Some((prefix.as_str(), join.basis.counts())),
            _ => None,
        })
        .collect();
    let counting: Vec<&str> = counts.iter().filter(|(_, counts)| **counts).map(|(prefix, _)| *prefix).collect();
    assert_eq!(counting, ["amed:am0101", "amed:ama121", "amed:dm0307"]);
    // Numbers with this prefix occur in the real citations of 2021, so that something waits from the first day on.
    assert_eq!(counts.get("amed:dm0107"), Some(&false));
}

#[test]
fn words_are_in_ordinary_characters() {
    let mut found = Vec::new();
    strings(&serde_json::to_value(builtin()).expect("the plan serialises"), &mut found);
    let odd = |c: &char| matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{e000}'..='\u{f8ff}');
    for words in found {
        assert_eq!(words.chars().find(odd), None, "{words}");
    }
}

/// As the source is compared: compatibility characters made ordinary, blanks left out.
fn normalised(text: &str) -> String {
    text.nfkc()
        .map(|c| match c {
            // Radicals that NFKC leaves alone.
            '\u{2ea0}' => '民',
            '\u{2ed1}' => '長',
            other => other,
        })
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// `令和4年6月3日`
fn in_words(day: Date) -> String {
    format!("令和{}年{}月{}日", day.year() - 2018, day.month(), day.day())
}

/// Words that the source sets around what it says.
const FRAME: &[&str] = &[
    "1.プランを推進するにあたっての大目標:",
    "概要:",
    "上位施策:",
    "上位施策抜粋",
    "「重点的に推進すべき取組」と「該当する研究開発課題」",
    "アウトプット指標:",
    "アウトカム指標:",
    "閣議決定",
    "決定",
    "策定",
    "一部変更",
    "一部改訂",
    "\u{f06c}",
    "*",
    "●",
    "○",
    "〇",
    "•",
    "「",
    "」",
    "【",
    "】",
    "(",
    ")",
    "(1)",
    "(2)",
    "/",
    "、",
];

/// Everything that the plan says, in one text.
struct Said(String);

impl Said {
    fn of(plan: &Plan) -> Self {
        let mut said = Vec::new();
        strings(&serde_json::to_value(plan).expect("the plan serialises"), &mut said);
        said.push(format!("施策目標{}", plan.goal_number));
        said.extend(plan.decisions.iter().map(|decision| in_words(decision.on)));
        for policy in &plan.policies {
            said.extend(policy.amended_on.iter().chain([&policy.decided_on]).map(|day| in_words(*day)));
            said.push(format!("【別添{}】", policy.annex));
            said.extend(policy.measures.iter().map(|measure| format!("{}{}", measure.number, measure.title.ja)));
        }
        said.extend(plan.programmes.iter().map(|one| format!("2-{}.プログラム名:{}", one.number, one.title.ja)));
        Self(said.iter().map(|words| normalised(words)).collect::<Vec<_>>().join("\n"))
    }

    /// Whether `line` is part of what the plan says, whole, or cut into frame and pieces of four characters or more.
    fn covers(&self, line: &str) -> bool {
        if self.0.contains(line) {
            return true;
        }
        let mut rest = line;
        while !rest.is_empty() {
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
            let piece = ends.skip(3).filter(|&end| self.0.contains(&rest[..end])).last();
            let frame = FRAME.iter().filter(|frame| rest.starts_with(**frame)).map(|frame| frame.len()).max();
            let Some(end) = piece.max(frame) else { return false };
            rest = &rest[end..];
        }
        true
    }
}

/// Marks, years of the axis and page numbers: drawn, not said.
fn is_drawn(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '前' | '中' | '後' | '0'..='9' | '(' | ')' | 'F' | 'Y'))
}

#[test]
fn a_line_that_the_plan_does_not_say_is_not_covered() {
    let said = Said::of(&builtin());
    assert!(said.covers("再生医療の実用化ハイウェイ"));
    assert!(!said.covers("再生医療の実用化ハイウエイ"));
    assert!(!said.covers("○アウトカム指標:ノーベル賞の数"));
    assert!(!said.covers("令和4年6月4日一部改訂"));
}

#[test]
fn every_line_of_the_source_is_in_the_plan() {
    let path = root().join("../shared/plan/life-science-plan.txt");
    let Ok(source) = std::fs::read_to_string(&path) else {
        println!("SKIPPED: no {}", path.display());
        return;
    };
    let plan = builtin();
    let said = Said::of(&plan);
    let mut missing = Vec::new();
    let mut marks = BTreeMap::from([('前', 0), ('中', 0), ('後', 0)]);
    for (index, line) in source.lines().enumerate() {
        let line = normalised(line);
        if is_drawn(&line) {
            line.chars().filter_map(|c| marks.get_mut(&c).map(|count| *count += 1)).for_each(drop);
        } else if !said.covers(line.trim_end_matches(|c: char| c.is_ascii_digit())) && !said.covers(&line) {
            missing.push(format!("{}: {line}", index + 1));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    let kinds = [('前', EvaluationKind::ExAnte), ('中', EvaluationKind::MidTerm), ('後', EvaluationKind::ExPost)];
    for (mark, kind) in kinds {
        let drawn = marks_on_charts(&plan).filter(|mark| mark.kind == kind).count();
        assert_eq!(drawn, marks[&mark], "{mark} on the charts of the source");
    }
}

#[test]
fn what_is_set_for_all_of_amed_is_nowhere_the_plans_own_target() {
    let plan = builtin();
    let kpis: Vec<_> = plan.policies.iter().flat_map(|policy| &policy.kpis).collect();
    assert!(kpis.len() >= 8, "{}", kpis.len());
    for kpi in &kpis {
        assert!(kpi.indicator().versions.iter().all(|version| version.targets.is_empty()), "{}", kpi.id);
        assert!(plan.indicators().all(|(_, indicator)| indicator.id != kpi.id), "{}", kpi.id);
        // A term of five years: where both are set, the total is five times the figure of a year.
        let number = |figure: &Option<String>| figure.as_ref().and_then(|figure| figure.parse::<i64>().ok());
        if let (Some(yearly), Some(total)) = (number(&kpi.yearly), number(&kpi.total)) {
            assert_eq!(yearly * i64::from(kpi.last_year.0 - kpi.first_year.0 + 1), total, "{}", kpi.id);
        }
    }
    let targets: Vec<&str> = plan
        .indicators()
        .flat_map(|(_, indicator)| &indicator.versions)
        .flat_map(|version| &version.targets)
        .map(|target| target.value.as_str())
        .collect();
    let set = kpis.iter().flat_map(|kpi| [&kpi.yearly, &kpi.total]).flatten();
    set.for_each(|figure| assert!(!targets.contains(&figure.as_str()), "{figure}"));
}
