//! The plan of Arden: one of everything that a page has to show.

use plan::*;
use std::collections::BTreeMap;

fn text(ja: &str, en: &str) -> Text {
    Text { ja: ja.to_owned(), en: en.to_owned(), en_official: !en.contains('(') }
}

fn stated() -> Basis {
    Basis::Stated { source: "Arden Gazette 12".to_owned() }
}

fn year(year: i16) -> YearClaim {
    YearClaim { year: Some(FiscalYear(year)), basis: stated() }
}

fn unknown() -> YearClaim {
    YearClaim { year: None, basis: Basis::Unknown }
}

fn mark(kind: EvaluationKind, when: YearClaim) -> EvaluationMark {
    EvaluationMark { kind, when, on_chart: true }
}

fn project(id: &str, ja: &str, en: &str, start: YearClaim, end: End, focus: &str) -> Project {
    Project {
        id: id.to_owned(),
        title: text(ja, en),
        title_in_plan: None,
        short: None,
        aliases: Vec::new(),
        description: text("森の薬草から薬の種を探す。", "Looks for seeds of drugs in forest herbs."),
        focus: focus.to_owned(),
        start,
        end,
        origin: None,
        operator: "AMED".to_owned(),
        parts: Vec::new(),
        evaluations: Vec::new(),
        integrated_projects: Vec::new(),
        disease_areas: Vec::new(),
        note: None,
    }
}

/// A definition that counts papers of these projects.
pub fn papers(to: LinkedTo) -> Definition {
    Definition {
        counts: vec!["paper".to_owned()],
        of: Of::Records,
        value: ValueOf::Count,
        reckoning: Reckoning::Flow,
        from: None,
        linked: Linked { to, roles: Vec::new() },
        conditions: Vec::new(),
        of_which: Vec::new(),
        split: Split::Whole,
        date_role: "publication".to_owned(),
        basis: YearBasis::Fiscal,
        excluding_types: vec!["Preprint".to_owned()],
        sources: vec!["abstracts".to_owned()],
    }
}

fn indicator(id: &str, kind: IndicatorKind, ja: &str, en: &str, method: Method) -> Indicator {
    Indicator {
        id: id.to_owned(),
        kind,
        title: text(ja, en),
        aliases: Vec::new(),
        projects: Vec::new(),
        unit: text("報", "papers"),
        direction: Direction::Up,
        reported_by: text("アーデン基金が毎年度報告する。", "The Arden Fund reports it every year."),
        versions: vec![IndicatorVersion {
            number: 1,
            from: None,
            until: None,
            method,
            basis: stated(),
            because: text("最初の定義。", "The first definition."),
            targets: Vec::new(),
        }],
        note: None,
    }
}

/// The plan.
pub fn plan() -> Plan {
    let end = |y| End::Year(year(y));
    let mut herbs =
        project("herbs-2", "薬草創薬<発展>事業", "Herbal Drugs Programme, phase 2", year(2021), end(2028), "f-1");
    herbs.short = Some("HERBS".to_owned());
    herbs.evaluations = vec![
        mark(EvaluationKind::ExAnte, year(2020)),
        mark(EvaluationKind::MidTerm, year(2024)),
        mark(EvaluationKind::MidTerm, year(2026)),
        mark(EvaluationKind::ExPost, year(2028)),
    ];
    herbs.integrated_projects = vec!["leaves-2020".to_owned()];
    herbs.disease_areas = vec!["hay-fever".to_owned()];
    herbs.title_in_plan = Some("薬草創薬(発展)事業".to_owned());
    let mut brains = project(
        "brains",
        "脳と心の研究プログラム",
        "Brain and Mind Research Programme (unofficial)",
        year(2012),
        End::Open { basis: stated() },
        "f-2",
    );
    brains.parts = vec![Part {
        id: "brains-mapping".to_owned(),
        title: text("脳地図", "Mapping"),
        title_in_plan: None,
        description: text("", ""),
        start: year(2015),
        end: end(2019),
        evaluations: Vec::new(),
    }];
    let programmes = vec![
        Programme {
            id: "drugs".to_owned(),
            number: 1,
            title: text("医薬品・医療機器・ヘルスケアプログラム", "Drugs and Devices Programme"),
            summary: text("森の国の薬をつくる。", "Makes the drugs of a country of forests."),
            focuses: vec![Focus {
                id: "f-1".to_owned(),
                text: text("革新的な薬の創出に資する研究を進める。", "Promotes research for new drugs."),
                page: 12,
            }],
            projects: vec![
                project("herbs-1", "薬草創薬事業", "Herbal Drugs Programme", year(2014), end(2020), "f-1"),
                herbs,
                project("moss", "苔の再生医療ネットワークプログラム", "", unknown(), end(2019), "f-1"),
            ],
            evaluations: Vec::new(),
            indicators: vec![
                indicator(
                    "drug-papers",
                    IndicatorKind::Output,
                    "科学誌に論文が掲載された研究成果の数",
                    "Research results published as papers",
                    Method::Computed(Box::new(papers(LinkedTo::Programme))),
                ),
                indicator(
                    "compounds",
                    IndicatorKind::Outcome,
                    "化合物提供件数",
                    "Compounds provided",
                    Method::Reported,
                ),
                indicator(
                    "papers-of-herbs-1",
                    IndicatorKind::ProjectPapers,
                    "薬草創薬事業の論文",
                    "Papers of Herbal Drugs",
                    Method::Computed(Box::new(papers(LinkedTo::Projects(vec!["herbs-1".to_owned()])))),
                ),
                indicator(
                    "papers-of-moss",
                    IndicatorKind::ProjectPapers,
                    "苔の論文",
                    "Papers of Moss",
                    Method::Computed(Box::new(papers(LinkedTo::Projects(vec!["moss".to_owned()])))),
                ),
                indicator(
                    "papers-of-herbs-2",
                    IndicatorKind::ProjectPapers,
                    "薬草創薬<発展>事業の論文",
                    "Papers of Herbal Drugs 2",
                    Method::Computed(Box::new(papers(LinkedTo::Projects(vec!["herbs-2".to_owned()])))),
                ),
            ],
        },
        Programme {
            id: "basic".to_owned(),
            number: 2,
            title: text("疾患基礎研究プログラム", "Basic Research on Diseases (unofficial)"),
            summary: text("脳と心を調べる。", "Studies brain and mind."),
            focuses: vec![Focus {
                id: "f-2".to_owned(),
                text: text("脳の研究を進める。", "Promotes brain research."),
                page: 15,
            }],
            projects: vec![brains],
            evaluations: Vec::new(),
            indicators: vec![
                indicator(
                    "brain-papers",
                    IndicatorKind::Output,
                    "脳の論文数",
                    "Brain papers",
                    Method::Computed(Box::new(papers(LinkedTo::Programme))),
                ),
                indicator(
                    "papers-of-brains",
                    IndicatorKind::ProjectPapers,
                    "脳と心の論文",
                    "Papers of Brain and Mind",
                    Method::Computed(Box::new(papers(LinkedTo::Projects(vec!["brains".to_owned()])))),
                ),
            ],
        },
    ];
    Plan {
        id: "arden".to_owned(),
        title: text("アーデン研究開発プラン", "Research Plan of Arden"),
        goal_number: "9-3".to_owned(),
        goal: text("健康な森", "A healthy forest"),
        summary: text("森の国の計画。", "The plan of a country of forests."),
        decisions: vec![PlanDecision {
            on: jiff::civil::date(2025, 1, 17),
            kind: PlanDecisionKind::Amended,
            by: text("森林評議会", "Forest Council"),
            basis: stated(),
        }],
        parent: None,
        source: "Arden Gazette 12".to_owned(),
        policies: policies(),
        programmes,
        integrated_projects: vec![
            integrated("leaves-2020", "葉の統合プロジェクト", "Leaves", 2020, &[]),
            integrated("roots-2025", "根と葉の統合プロジェクト", "Roots and Leaves", 2025, &["leaves-2020"]),
        ],
        disease_areas: vec![DiseaseArea {
            id: "hay-fever".to_owned(),
            title: text("花粉症", "Hay fever"),
            description: text("春の森の病。", "An illness of the forest in spring."),
            first_year: FiscalYear(2020),
            last_year: None,
            basis: stated(),
            roles: vec![role("disease-coordinator", "")],
        }],
        successions: vec![Succession {
            from: Some("herbs-1".to_owned()),
            from_name: None,
            to: "herbs-2".to_owned(),
            kind: SuccessionKind::Follows,
            basis: stated(),
        }],
        budget_projects: vec![BudgetProject {
            id: "0123".to_owned(),
            title: text("薬草事業費", "Herbs budget"),
            start: Some(FiscalYear(2014)),
            end: None,
            executed_million_yen: BTreeMap::from([(FiscalYear(2023), 1234), (FiscalYear(2024), 2345)]),
            basis: stated(),
        }],
        schemes: vec![Scheme {
            id: "arden-herbs".to_owned(),
            title: text("アーデン薬草事業", "Arden herbs scheme"),
            funder: "amed".to_owned(),
            kind: SchemeKind::Fund,
            url: None,
            basis: stated(),
        }],
        joins: vec![
            Join {
                subject: JoinSubject::Prefix("amed:ah0101".to_owned()),
                project: "herbs-2".to_owned(),
                from: None,
                until: None,
                basis: stated(),
            },
            Join {
                subject: JoinSubject::Prefix("amed:ah0202".to_owned()),
                project: "brains".to_owned(),
                from: None,
                until: None,
                basis: Basis::Unconfirmed { source: None },
            },
            Join {
                subject: JoinSubject::Budget("0123".to_owned()),
                project: "herbs-2".to_owned(),
                from: None,
                until: None,
                basis: stated(),
            },
            Join {
                subject: JoinSubject::Scheme("arden-herbs".to_owned()),
                project: "herbs-2".to_owned(),
                from: None,
                until: None,
                basis: stated(),
            },
            Join {
                subject: JoinSubject::Name("HERBS".to_owned()),
                project: "herbs-2".to_owned(),
                from: None,
                until: None,
                basis: stated(),
            },
            // A name that the lexicon knows, lent to Arden.
            Join {
                subject: JoinSubject::Name("BINDS".to_owned()),
                project: "brains".to_owned(),
                from: None,
                until: None,
                basis: stated(),
            },
        ],
    }
}

fn role(role: &str, person: &str) -> DatedRole {
    DatedRole {
        role: role.to_owned(),
        person: person.to_owned(),
        from: Some(FiscalYear(2020)),
        until: None,
        basis: stated(),
    }
}

fn integrated(id: &str, ja: &str, en: &str, first: i16, follows: &[&str]) -> IntegratedProject {
    IntegratedProject {
        id: id.to_owned(),
        title: text(ja, en),
        description: text("", ""),
        first_year: FiscalYear(first),
        last_year: FiscalYear(first + 4),
        basis: stated(),
        roles: vec![role("programme-director", "Mira Ode")],
        follows: follows.iter().map(|id| (*id).to_owned()).collect(),
    }
}

/// One policy with everything a policy may have, and one whose annex is not at hand.
fn policies() -> Vec<Policy> {
    let point = |id: &str, level, heading, ja: &str, en: &str, programmes: &[&str]| PolicyPoint {
        id: id.to_owned(),
        level,
        heading,
        text: text(ja, en),
        programmes: programmes.iter().map(|id| (*id).to_owned()).collect(),
    };
    let commitment = |id: &str, due, ja: &str, en: &str, progress: Text| Commitment {
        id: id.to_owned(),
        text: text(ja, en),
        due,
        progress,
        basis: stated(),
    };
    let measure = |number: u8, ja: &str, en: &str, answers: &[&str]| Measure {
        id: format!("measure-{number}"),
        number,
        title: text(ja, en),
        points: vec![text("苗床を作る。", "Make a seedbed.")],
        answers: answers.iter().map(|id| (*id).to_owned()).collect(),
    };
    let policy = |id: &str, ja: &str, en: &str, annex| Policy {
        id: id.to_owned(),
        title: text(ja, en),
        decided_by: text("森林評議会", "Forest Council"),
        decided_on: jiff::civil::date(2021, 6, 1),
        amended_on: Vec::new(),
        shared_between_ministries: false,
        annex,
        annex_in_text: true,
        first_year: Some(FiscalYear(2021)),
        last_year: Some(FiscalYear(2025)),
        note: None,
        points: Vec::new(),
        commitments: Vec::new(),
        measures: Vec::new(),
        bottlenecks: Vec::new(),
        kpis: Vec::new(),
    };
    vec![
        Policy {
            amended_on: vec![jiff::civil::date(2023, 4, 9)],
            shared_between_ministries: true,
            note: Some(text("森の国の戦略。", "The strategy of a country of forests.")),
            points: vec![
                point("p-1", 1, true, "第１章 森の健康", "Chapter 1: The health of the forest", &[]),
                // The print skips a level here; the page's outline does not.
                point("p-1-1", 3, true, "（１）薬草", "(1) Herbs", &["drugs"]),
                point("p-1-1-a", 4, false, "薬草の苗床を整備する。", "Seedbeds of herbs are set up.", &[]),
                point("p-1-1-b", 5, false, "苗床を共用する。", "Seedbeds are shared.", &["drugs"]),
            ],
            commitments: vec![
                commitment(
                    "seedbeds",
                    Some(FiscalYear(2023)),
                    "2023年度までに苗床の試験運用を始める。",
                    "Trial operation of the seedbeds begins by FY2023.",
                    text("始まった。", "Begun."),
                ),
                commitment("census", None, "薬草を数える。", "Herbs are counted.", text("", "")),
            ],
            measures: vec![
                measure(1, "苗床の拠点", "A centre of seedbeds", &["few-seeds"]),
                measure(2, "種の備蓄", "A store of seeds", &[]),
            ],
            bottlenecks: vec![
                Bottleneck { id: "few-seeds".to_owned(), text: text("種が足りない", "Too few seeds") },
                Bottleneck { id: "few-hands".to_owned(), text: text("人手が足りない", "Too few hands") },
            ],
            ..policy("forest-strategy", "森林健康戦略", "Forest Health Strategy", 1)
        },
        Policy {
            annex_in_text: false,
            first_year: None,
            last_year: None,
            ..policy("moss-economy", "苔経済戦略", "Moss Economy Strategy (unofficial)", 2)
        },
    ]
}
