//! 評価票 and its cover 概要: ex-ante, mid-term and ex-post evaluation of one project.
//!
//! The decision to question: **a sheet states facts and asks for judgements.** Whatever the store knows is filled; progress, criteria, answers to
//! findings and the outcome are fields that say who has to fill them, and nothing here words them.
//!
//! Headings and tables are those of sheets that the committee has published (mid-term and ex-post). Of the ex-ante sheet no published form
//! was at hand: it has the cover, the relation to the plan and the criteria, which are fixed at that evaluation, and says so.

use super::annex::{Counted, counted, counted_table};
use super::indicator_table::lead;
use super::project_card::{Budget, EvaluationLine, ProjectCard, budget_table, card};
use super::readings::{Line, column, head, table};
use super::{About, Described, Kind, Made, Subject, as_json};
use crate::words;
use crate::{Align, Block, Cell, Document, Error, Facts, Field, Inline, Paragraph, Row, Style, Table};
use plan::{EvaluationKind, IndicatorKind, Project};
use serde::Serialize;

/// What the fields of these forms mean.
const FIELDS: &[Described] = &[
    Described { id: "period", says: ["課題実施期間", "the project's years"] },
    Described { id: "times.", says: ["評価時期の表", "the years of its evaluations"] },
    Described { id: "purpose", says: ["研究開発目的・概要", "purpose and summary"] },
    Described { id: "need", says: ["研究開発の必要性等（記入）", "why it is needed (to be filled)"] },
    Described { id: "budget.", says: ["予算（執行額）の変遷", "executed budget over the years"] },
    Described { id: "operator", says: ["課題実施機関", "who runs it"] },
    Described { id: "organisation", says: ["体制（記入）", "how it is organised (to be filled)"] },
    Described {
        id: "cover-other", says: ["概要のその他（記入）", "anything else of the cover (to be filled)"]
    },
    Described { id: "relation.", says: ["プランとの関係の表", "its place in the plan"] },
    Described { id: "output.", says: ["関係するアウトプット指標", "output indicators it bears on"] },
    Described { id: "outcome.", says: ["関係するアウトカム指標", "outcome indicators it bears on"] },
    Described { id: "own.", says: ["課題自身の指標", "the project's own indicators"] },
    Described { id: "counted.", says: ["根拠の種類ごとの件数", "records by kind and year"] },
    Described { id: "progress", says: ["課題の進捗・達成状況（記入）", "progress (to be filled)"] },
    Described {
        id: "criteria.", says: ["評価項目・評価基準の表（記入）", "items and standards (to be filled)"]
    },
    Described { id: "necessity", says: ["必要性の評価（記入）", "necessity (to be filled)"] },
    Described { id: "effectiveness", says: ["有効性の評価（記入）", "effectiveness (to be filled)"] },
    Described { id: "efficiency", says: ["効率性の評価（記入）", "efficiency (to be filled)"] },
    Described {
        id: "contribution", says: ["上位施策への貢献（記入）", "contribution to the policies (to be filled)"]
    },
    Described {
        id: "findings", says: ["指摘事項とその対応状況（記入）", "findings and responses (to be filled)"]
    },
    Described {
        id: "outcome-of-evaluation", says: ["今後の方向性又は総合評価（記入）", "the outcome (to be filled)"]
    },
    Described { id: "other", says: ["その他（記入）", "anything else (to be filled)"] },
];

macro_rules! kind {
    ($name:ident, $form:literal, $ja:literal, $en:literal, $kind:ident) => {
        pub const $name: Kind = Kind {
            name: $form,
            title: [concat!($ja, "評価票"), concat!($en, " evaluation sheet")],
            says: [
                "一つの研究開発課題の評価票と概要。ストアにある事実を記入し、判断にわたる欄は空けて記入者を示す。",
                "The evaluation sheet of one project with its cover: facts are filled, judgements left to whom they belong.",
            ],
            about: Subject::Project,
            years: 5,
            is_drawn: false,
            fields: FIELDS,
            make: |facts, about| make(EvaluationKind::$kind, $form, facts, about),
        };
    };
}

kind!(EX_ANTE, "evaluation-ex-ante", "事前", "Ex-ante", ExAnte);
kind!(MID_TERM, "evaluation-mid-term", "中間", "Mid-term", MidTerm);
kind!(EX_POST, "evaluation-ex-post", "事後", "Ex-post", ExPost);

/// The facts of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvaluationSheet {
    /// Which evaluation: `ex-ante`, `mid-term`, `ex-post`.
    pub evaluation: EvaluationKind,
    /// What the project is, with budget and evaluations.
    pub project: ProjectCard,
    /// The policy goal, with its number.
    pub goal: String,
    /// The programme's summary.
    pub programme_summary: String,
    /// The focus under which the project stands.
    pub focus: String,
    /// The policies that the plan answers to.
    pub policies: Vec<String>,
    /// The programme's output indicators.
    pub output: Vec<Line>,
    /// The programme's outcome indicators.
    pub outcome: Vec<Line>,
    /// Records that count for the project, by kind and year.
    pub counted: Vec<Counted>,
}

fn make(kind: EvaluationKind, form: &'static str, facts: &Facts<'_>, about: &About<'_>) -> Result<Made, Error> {
    let About::Project(project) = about else {
        return Err(Error::NoSubject {
            form,
            what: "a project of the plan",
            found: String::new(),
            hint: "--subject ID".to_owned(),
        });
    };
    let sheet = fill(kind, facts, project);
    Ok(Made::new(as_json(&sheet)?, document(form, facts, &sheet)))
}

fn fill(kind: EvaluationKind, facts: &Facts<'_>, project: &Project) -> EvaluationSheet {
    let plan = facts.plan();
    let programme = plan.project(&project.id).map(|(programme, _)| programme);
    let of = |kind: IndicatorKind| {
        let indicators = programme.into_iter().flat_map(|programme| &programme.indicators);
        let chosen: Vec<&plan::Indicator> = indicators.filter(|indicator| indicator.kind == kind).collect();
        super::readings::lines(facts, &chosen)
    };
    let focuses = programme.into_iter().flat_map(|programme| &programme.focuses);
    EvaluationSheet {
        evaluation: kind,
        project: card(facts, project),
        goal: format!("{}　{}", plan.goal_number, facts.text_of(&plan.goal)),
        programme_summary: programme.map(|programme| facts.text_of(&programme.summary)).unwrap_or_default(),
        focus: focuses.filter(|focus| focus.id == project.focus).map(|focus| facts.text_of(&focus.text)).collect(),
        policies: plan.policies.iter().map(|policy| facts.text_of(&policy.title)).collect(),
        output: of(IndicatorKind::Output),
        outcome: of(IndicatorKind::Outcome),
        counted: counted(facts, &project.id),
    }
}

fn document(form: &'static str, facts: &Facts<'_>, sheet: &EvaluationSheet) -> Document {
    let language = facts.language;
    let name = words::evaluation(sheet.evaluation, language);
    let mut blocks = cover(facts, sheet);
    blocks.push(Block::PageBreak);
    blocks.extend(relation(facts, sheet));
    blocks.extend(results(facts, sheet));
    let title = &sheet.project.title;
    Document {
        form,
        subject: sheet.project.project.clone(),
        language,
        title: language.of(format!("「{title}」{name}票"), format!("{name} of {title}")),
        lead: lead(facts, ""),
        landscape: false,
        blocks,
        standing: facts.standing(),
    }
}

fn heading(level: u8, words: impl Into<String>) -> Block {
    Block::Heading(level, words.into())
}

fn paragraph(field: Field) -> Block {
    Block::Paragraph(Paragraph { style: Style::Body, inlines: vec![Inline::Field(field)] })
}

/// 概要
fn cover(facts: &Facts<'_>, sheet: &EvaluationSheet) -> Vec<Block> {
    let language = facts.language;
    let (card, office) = (&sheet.project, language.of("文部科学省の担当課", "the ministry's division"));
    let mut blocks = vec![
        heading(1, language.of("概要", "Summary")),
        heading(2, language.of("1　課題実施期間及び評価時期", "1  Period and times of evaluation")),
        paragraph(Field::new("period", card.period.clone())),
        Block::Table(times_table(facts, &card.evaluations)),
        heading(2, language.of("2　研究開発目的・概要", "2  Purpose and summary")),
        paragraph(known_or(Field::new("purpose", card.description.clone()), office)),
        heading(2, language.of("3　研究開発の必要性等", "3  Why it is needed")),
        paragraph(Field::to_fill("need", office)),
        heading(2, language.of("4　予算（執行額）の変遷", "4  Executed budget over the years")),
    ];
    if card.budget.is_empty() {
        blocks.push(paragraph(Field::to_fill("budget.none", office)));
    } else {
        blocks.push(Block::Table(with_total(facts, budget_table(facts, &card.budget, ""), &card.budget)));
    }
    blocks.extend([
        heading(2, language.of("5　課題実施機関・体制", "5  Who carries it out")),
        paragraph(Field::new("operator", card.operator.clone())),
        paragraph(Field::to_fill(
            "organisation",
            language.of("実施機関（別紙でも可）", "who carries it out (may be an annex)"),
        )),
        heading(2, language.of("6　その他", "6  Anything else")),
        paragraph(Field::to_fill("cover-other", office)),
    ]);
    blocks
}

/// The field as it is, or to be filled where nothing is known.
fn known_or(field: Field, by: &str) -> Field {
    if field.value.is_empty() { Field::to_fill(field.id, by) } else { field }
}

fn times_table(facts: &Facts<'_>, evaluations: &[EvaluationLine]) -> Table {
    let language = facts.language;
    let row = |(at, one): (usize, &EvaluationLine)| {
        let key = (at + 1).to_string();
        let field = |name: &str, value: &str| Cell::field(Field::new(format!("times.{name}"), value).of(key.as_str()));
        Row { cells: vec![field("kind", &one.kind), field("year", &one.year), field("part", &one.part)], key }
    };
    Table {
        name: "times",
        columns: vec![
            column("kind", 24, Align::Left),
            column("year", 36, Align::Left),
            column("part", 40, Align::Left),
        ],
        head: head(&language.of(["評価", "年度", "区分"], ["Evaluation", "Fiscal year", "Part"])),
        rows: evaluations.iter().enumerate().map(row).collect(),
        repeats: true,
        empty: language.of("評価の予定は示されていない。", "The plan shows no evaluation.").to_owned(),
        ..Table::default()
    }
}

/// Adds 総額: the sum over the years of which every one is known; otherwise that it is not known.
fn with_total(facts: &Facts<'_>, mut table: Table, budget: &[Budget]) -> Table {
    let language = facts.language;
    table.columns.push(column("total", 14, Align::Right));
    if let Some(head) = table.head.first_mut() {
        head.cells.push(Cell::head(language.of("総額", "Total")));
    }
    for (row, one) in table.rows.iter_mut().zip(budget) {
        let total =
            one.executed_million_yen.iter().copied().collect::<Option<Vec<i64>>>().map(|all| all.iter().sum::<i64>());
        let shown = total.map_or_else(|| language.of("不明", "unknown").to_owned(), words::whole);
        let number = total.map(|total| indicator::Amount::from_integer(total.into()));
        row.cells.push(Cell::field(Field { number, ..Field::new("budget.total", shown).of(one.id.as_str()) }));
    }
    table
}

/// 評価票 1 and 2.
fn relation(facts: &Facts<'_>, sheet: &EvaluationSheet) -> Vec<Block> {
    let language = facts.language;
    let name = words::evaluation(sheet.evaluation, language);
    let month = language.of(
        format!("（{}現在）", words::era_date(facts.readings.today, language)),
        format!("(as of {})", words::era_date(facts.readings.today, language)),
    );
    let row = |id: &str, name: &str, value: String| Row {
        key: id.to_owned(),
        cells: vec![Cell::head(name), Cell::field(Field::new(format!("relation.{id}"), value))],
    };
    let card = &sheet.project;
    let mut blocks = vec![
        heading(1, language.of(format!("{name}票"), format!("{name} sheet"))),
        Block::Paragraph(Paragraph::styled(Style::Right, month)),
        heading(2, language.of("1　課題名", "1  Project")),
        paragraph(Field::new("project", card.title.clone())),
        heading(2, language.of("2　研究開発プランとの関係", "2  Its place in the plan")),
        Block::Table(Table {
            name: "relation",
            columns: vec![column("what", 24, Align::Left), column("value", 76, Align::Left)],
            rows: vec![
                row("goal", language.of("施策目標", "Policy goal"), sheet.goal.clone()),
                row("programme", language.of("プログラム名", "Programme"), card.programme.clone()),
                row("summary", language.of("プログラムの概要", "Its summary"), sheet.programme_summary.clone()),
                row(
                    "focus",
                    language.of("重点的に推進すべき取組", "What is pursued with priority"),
                    sheet.focus.clone(),
                ),
            ],
            ..Table::default()
        }),
    ];
    for (name, caption, lines) in [
        (
            "output",
            language.of("本課題が関係するアウトプット指標", "Output indicators that it bears on"),
            &sheet.output,
        ),
        (
            "outcome",
            language.of("本課題が関係するアウトカム指標", "Outcome indicators that it bears on"),
            &sheet.outcome,
        ),
        ("own", language.of("本課題自身の指標", "The project's own indicators"), &card.figures),
    ] {
        if !lines.is_empty() {
            blocks.push(Block::Table(table(facts, name, caption, "", lines)));
        }
    }
    let note = language.of(
        "プログラムの指標の値はプログラム全体のもので、本課題だけの値ではない。",
        "Figures of the programme's indicators are of the whole programme and not of this project alone.",
    );
    blocks.push(Block::Paragraph(Paragraph::styled(Style::Note, note)));
    blocks
}

/// 評価票 3.
fn results(facts: &Facts<'_>, sheet: &EvaluationSheet) -> Vec<Block> {
    let language = facts.language;
    let (office, committee) =
        (language.of("文部科学省の担当課", "the ministry's division"), language.of("評価委員会", "the committee"));
    let ex_ante = sheet.evaluation == EvaluationKind::ExAnte;
    let mut blocks = vec![heading(2, language.of("3　評価結果", "3  Results"))];
    let mut number = 0;
    let mut next = |ja: &str, en: &str| {
        number += 1;
        heading(3, language.of(format!("（{number}）{ja}"), format!("({number}) {en}")))
    };
    if ex_ante {
        let note = language.of(
            "事前評価票の様式は公開資料で確認できていない。評価項目・評価基準はこの評価で定め、中間・事後評価でも用いる。",
            "No published form of the ex-ante sheet was at hand. Items and standards are fixed here and used again later.",
        );
        blocks.push(Block::Paragraph(Paragraph::styled(Style::Note, note)));
    } else {
        blocks.push(next("課題の進捗・達成状況", "Progress and achievement"));
        blocks.push(Block::Table(counted_table(facts, &sheet.counted)));
        blocks.push(paragraph(Field::to_fill("progress", office)));
    }
    blocks.push(if ex_ante {
        next("各観点の評価", "Evaluation by criterion")
    } else {
        next("各観点の再評価", "Evaluation by criterion, again")
    });
    for (id, ja, en) in [
        ("necessity", "必要性", "Necessity"),
        ("effectiveness", "有効性", "Effectiveness"),
        ("efficiency", "効率性", "Efficiency"),
    ] {
        blocks.push(Block::Table(criteria_table(facts, id, language.of(ja, en))));
        blocks.push(paragraph(Field::to_fill(id, committee)));
    }
    blocks.push(next("基本計画等の上位施策への貢献", "Contribution to the policies above"));
    let policies = sheet.policies.join(language.of("、", "; "));
    let lead =
        language.of(format!("プランの上位施策：{policies}"), format!("Policies that the plan answers to: {policies}"));
    blocks.push(Block::Paragraph(Paragraph::styled(Style::Note, lead)));
    blocks.push(paragraph(Field::to_fill("contribution", office)));
    if !ex_ante {
        blocks.push(match sheet.evaluation {
            EvaluationKind::MidTerm => {
                next("事前評価の指摘事項とその対応状況", "Findings of the ex-ante evaluation, and responses")
            }
            _ => next("直近の評価の指摘事項とその対応状況", "Findings of the last evaluation, and responses"),
        });
        blocks.push(paragraph(Field::to_fill("findings", office)));
    }
    blocks.push(match sheet.evaluation {
        EvaluationKind::MidTerm => next("今後の研究開発の方向性", "How it goes on"),
        EvaluationKind::ExAnte => next("総合評価", "Overall"),
        EvaluationKind::ExPost | EvaluationKind::FollowUp => next("総合評価・今後の展望", "Overall, and outlook"),
    });
    if sheet.evaluation == EvaluationKind::MidTerm {
        let choice = language.of(
            "本課題は「継続」、「中止」、「方向転換」する（いずれかに丸をつける）。",
            "The project is to be continued / stopped / turned in another direction (mark one).",
        );
        blocks.push(Block::Paragraph(Paragraph::words(choice)));
    }
    blocks.push(paragraph(Field::to_fill("outcome-of-evaluation", committee)));
    blocks.push(next("その他", "Anything else"));
    blocks.push(paragraph(Field::to_fill("other", committee)));
    blocks
}

/// Items and standards of a criterion: nobody has fixed them in the store, so a row waits for them.
fn criteria_table(facts: &Facts<'_>, id: &str, name: &str) -> Table {
    let language = facts.language;
    let by = language.of("事前評価で定めたもの", "as fixed ex-ante");
    let field = |column: &str| Cell::field(Field::to_fill(format!("criteria.{column}"), by).of(id));
    Table {
        name: "criteria",
        caption: format!("＜{name}＞"),
        columns: vec![
            column("item", 28, Align::Left),
            column("standard", 40, Align::Left),
            column("sort", 16, Align::Left),
            column("phases", 16, Align::Left),
        ],
        head: head(&language.of(
            ["評価項目", "評価基準", "定性的・定量的", "適用時期（前・中・後）"],
            ["Item", "Standard", "Qualitative or quantitative", "Phases"],
        )),
        rows: vec![Row {
            key: id.to_owned(),
            cells: vec![field("item"), field("standard"), field("sort"), field("phases")],
        }],
        ..Table::default()
    }
}
