//! The text of a plan as items in order: what a comparison table sets side by side.
//!
//! An item is known by the thing it belongs to and the key that it says, so that it stays the same item under another name.

use plan::{
    End, EvaluationMark, FiscalYear, Indicator, IndicatorKind, Language, Plan, PlanDecisionKind, Policy, Programme,
    Project, Text, Unit,
};

/// Which thing an item belongs to.
pub type Owner = (Unit, String);

/// An item of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The thing and, inside it, what is said of it: `title`, `description`.
    pub owner: Owner,
    /// See `owner`.
    pub field: &'static str,
    /// The things it stands in, from the outside in, the owner last.
    pub inside: Vec<Owner>,
    /// How deep it stands: 0 for the plan's own lines.
    pub level: u8,
    /// Whether it names what stands below it.
    pub heading: bool,
    /// What stands before the words (標記): a number, a kind.
    pub label: String,
    /// The words.
    pub words: String,
    /// Elements of a table behind the words: years, marks of evaluations, targets.
    pub elements: Vec<String>,
}

impl Item {
    /// The item as a line of text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{}{}", self.label, self.words);
        for element in &self.elements {
            text.push('　');
            text.push_str(element);
        }
        text
    }
}

/// Every item of a plan in the order of its text.
#[must_use]
pub fn items(plan: &Plan, language: Language) -> Vec<Item> {
    let mut text = Writer { language, items: Vec::new(), inside: vec![(Unit::Plan, String::new())] };
    text.plan(plan);
    text.items
}

struct Writer {
    language: Language,
    items: Vec<Item>,
    inside: Vec<Owner>,
}

impl Writer {
    fn of(&self, text: &Text) -> String {
        self.language.of(&text.ja, if text.en.is_empty() { &text.ja } else { &text.en }).clone()
    }

    fn year(&self, year: FiscalYear) -> String {
        self.language.of(format!("{year}年度"), format!("FY{year}"))
    }

    /// An item of what is being written; nothing where there are no words.
    fn item(&mut self, field: &'static str, label: &str, words: String, elements: Vec<String>) {
        if words.is_empty() && elements.is_empty() {
            return;
        }
        let level = u8::try_from(self.inside.len() - 1).unwrap_or(u8::MAX);
        let heading = matches!(field, "title" | "section");
        let owner = self.inside.last().cloned().unwrap_or((Unit::Plan, String::new()));
        let (inside, label) = (self.inside.clone(), label.to_owned());
        self.items.push(Item { owner, field, inside, level, heading, label, words, elements });
    }

    fn within(&mut self, unit: Unit, id: &str, write: impl FnOnce(&mut Self)) {
        self.inside.push((unit, id.to_owned()));
        write(self);
        self.inside.pop();
    }

    /// A heading of our own, the same on both sides.
    fn section(&mut self, id: &str, words: [&str; 2], write: impl FnOnce(&mut Self)) {
        self.within(Unit::Plan, id, |text| {
            text.item("section", "", text.language.of(words[0], words[1]).to_owned(), Vec::new());
            write(text);
        });
    }

    fn plan(&mut self, plan: &Plan) {
        let language = self.language;
        self.item("title", "", self.of(&plan.title), Vec::new());
        for one in &plan.decisions {
            let what = match one.kind {
                PlanDecisionKind::Adopted => language.of("策定", "adopted"),
                PlanDecisionKind::Amended => language.of("一部改訂", "amended"),
            };
            let id = format!("{} {what}", one.on);
            let by = self.of(&one.by);
            let words = language.of(format!("　{what}（{by}）"), format!(" {what} ({by})"));
            let date = crate::words::era_date(one.on, language);
            self.within(Unit::Decision, &id, |text| text.item("decision", "", format!("{date}{words}"), Vec::new()));
        }
        let goal =
            language.of(format!("施策目標{}　", plan.goal_number), format!("Policy goal {}: ", plan.goal_number));
        self.item("goal", &goal, self.of(&plan.goal), Vec::new());
        self.item("summary", language.of("概要　", "Summary: "), self.of(&plan.summary), Vec::new());
        self.section("programmes", ["研究開発プログラム", "Programmes"], |text| {
            plan.programmes.iter().for_each(|one| text.programme(one));
        });
        self.section(
            "cross-cuts",
            ["統合プロジェクト及び疾患領域", "Integrated projects and disease areas"],
            |text| {
                for one in &plan.integrated_projects {
                    let years = text.language.of(
                        format!("{}～{}", one.first_year, text.year(one.last_year)),
                        format!("{}–{}", text.year(one.first_year), one.last_year),
                    );
                    text.within(Unit::IntegratedProject, &one.id, |text| {
                        text.item("title", "", text.of(&one.title), vec![years]);
                        text.item("description", "", text.of(&one.description), Vec::new());
                    });
                }
                for one in &plan.disease_areas {
                    text.within(Unit::DiseaseArea, &one.id, |text| {
                        text.item("title", "", text.of(&one.title), Vec::new());
                        text.item("description", "", text.of(&one.description), Vec::new());
                    });
                }
            },
        );
        self.section("policies", ["上位施策", "Policies that the plan answers to"], |text| {
            plan.policies.iter().for_each(|one| text.policy(one));
        });
    }

    fn policy(&mut self, policy: &Policy) {
        self.within(Unit::Policy, &policy.id, |text| {
            let language = text.language;
            let dates = [(policy.decided_on, language.of("決定", "decided"))]
                .into_iter()
                .chain(policy.amended_on.iter().map(|on| (*on, language.of("改定", "amended"))));
            let dates = dates.map(|(on, what)| {
                let date = crate::words::era_date(on, language);
                language.of(format!("{date}{what}"), format!("{what} {date}"))
            });
            let label = language.of(format!("別添{}　", policy.annex), format!("Annex {}: ", policy.annex));
            text.item("title", &label, text.of(&policy.title), dates.collect());
            for one in &policy.points {
                let id = format!("{}/{}", policy.id, one.id);
                text.within(Unit::PolicyPoint, &id, |text| {
                    let field = if one.heading { "title" } else { "text" };
                    text.item(field, "", text.of(&one.text), Vec::new());
                });
            }
            for one in &policy.commitments {
                let id = format!("{}/{}", policy.id, one.id);
                text.within(Unit::Commitment, &id, |text| {
                    let due = one
                        .due
                        .map(|due| language.of(format!("期限 {}", text.year(due)), format!("due {}", text.year(due))));
                    text.item("text", "", text.of(&one.text), due.into_iter().collect());
                    text.item("progress", language.of("進捗　", "Progress: "), text.of(&one.progress), Vec::new());
                });
            }
            for one in &policy.bottlenecks {
                let id = format!("{}/{}", policy.id, one.id);
                text.within(Unit::Bottleneck, &id, |text| text.item("text", "", text.of(&one.text), Vec::new()));
            }
            for one in &policy.measures {
                let id = format!("{}/{}", policy.id, one.id);
                text.within(Unit::Measure, &id, |text| {
                    text.item("title", &format!("{} ", one.number), text.of(&one.title), Vec::new());
                    let points: Vec<String> = one.points.iter().map(|point| text.of(point)).collect();
                    text.item("points", "", points.join("\n"), Vec::new());
                });
            }
        });
    }

    fn programme(&mut self, programme: &Programme) {
        self.within(Unit::Programme, &programme.id, |text| {
            let marks = text.marks(&programme.evaluations);
            text.item("title", &format!("{}　", programme.number), text.of(&programme.title), marks);
            text.item("summary", text.language.of("概要　", "Summary: "), text.of(&programme.summary), Vec::new());
            for focus in &programme.focuses {
                text.within(Unit::Focus, &focus.id, |text| {
                    text.item(
                        "title",
                        text.language.of("重点的に推進すべき取組　", "Focus: "),
                        text.of(&focus.text),
                        Vec::new(),
                    );
                    let projects = programme.projects.iter().filter(|project| project.focus == focus.id);
                    projects.for_each(|project| text.project(project));
                });
            }
            // `check` lets no such project pass; a table that lost it would be worse than one that shows it here.
            let astray = |project: &&Project| programme.focuses.iter().all(|focus| focus.id != project.focus);
            programme.projects.iter().filter(astray).for_each(|project| text.project(project));
            let listed = programme.indicators.iter().filter(|one| one.kind != IndicatorKind::ProjectPapers);
            listed.for_each(|indicator| text.indicator(indicator));
        });
    }

    fn project(&mut self, project: &Project) {
        self.within(Unit::Project, &project.id, |text| {
            let mut elements = vec![text.years(project.start.year, &project.end)];
            elements.extend(text.marks(&project.evaluations));
            text.item("title", "", text.of(&project.title), elements);
            text.item("description", "", text.of(&project.description), Vec::new());
            for part in &project.parts {
                text.within(Unit::Part, &part.id, |text| {
                    let mut elements = vec![text.years(part.start.year, &part.end)];
                    elements.extend(text.marks(&part.evaluations));
                    text.item("title", "", text.of(&part.title), elements);
                    text.item("description", "", text.of(&part.description), Vec::new());
                });
            }
        });
    }

    fn indicator(&mut self, indicator: &Indicator) {
        let language = self.language;
        let label = match indicator.kind {
            IndicatorKind::Output => language.of("アウトプット指標　", "Output indicator: "),
            IndicatorKind::Outcome => language.of("アウトカム指標　", "Outcome indicator: "),
            IndicatorKind::ChartPage | IndicatorKind::ProjectPapers => {
                language.of("工程表の指標　", "Indicator on the chart page: ")
            }
        };
        let unit = self.of(&indicator.unit);
        let targets = indicator.versions.iter().flat_map(|version| &version.targets).map(|target| {
            let year = self.year(target.year);
            language
                .of(format!("目標 {year} {}{unit}", target.value), format!("target {year}: {} {unit}", target.value))
        });
        let targets: Vec<String> = targets.collect();
        let words = self.of(&indicator.title);
        self.within(Unit::Indicator, &indicator.id, |text| text.item("title", label, words, targets));
    }

    fn years(&self, start: Option<FiscalYear>, end: &End) -> String {
        let language = self.language;
        let unknown = language.of("不明", "unknown");
        let start = start.map_or_else(|| unknown.to_owned(), |year| language.of(year.to_string(), self.year(year)));
        let end = match end {
            End::Year(claim) => {
                claim.year.map_or_else(|| unknown.to_owned(), |year| language.of(self.year(year), year.to_string()))
            }
            End::Open { .. } => language.of("終了予定なし", "without end").to_owned(),
        };
        language.of(format!("{start}～{end}"), format!("{start}–{end}"))
    }

    fn marks(&self, marks: &[EvaluationMark]) -> Vec<String> {
        let language = self.language;
        let words = |mark: &EvaluationMark| {
            let kind = mark.kind.word(language);
            match mark.when.year {
                Some(year) => language.of(format!("{kind} {}", self.year(year)), format!("{kind} {}", self.year(year))),
                None => language.of(format!("{kind}（年度不明）"), format!("{kind} (year unknown)")),
            }
        };
        marks.iter().map(words).collect()
    }
}
