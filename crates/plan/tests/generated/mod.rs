//! Plans made of proptest's choices: every field of the model varies, and `check` finds no error in any of them.

use jiff::civil::{Date, date};
use plan::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A plan without errors.
pub fn plan() -> impl Strategy<Value = Plan> {
    let words = "[ -~\u{3042}-\u{3093}\u{85ac}\u{8349}\n\t\"\\\\\u{7f}\u{1}]{1,9}"
        .prop_filter("blank", |words| !words.trim().is_empty());
    let choices = (prop::collection::vec(any::<u16>(), 1..400), prop::collection::vec(words, 1..12));
    choices.prop_map(|(numbers, words)| Choices { numbers, words, at: 0 }.plan())
}

/// A stream of choices; it begins again at its end.
struct Choices {
    numbers: Vec<u16>,
    words: Vec<String>,
    at: usize,
}

impl Choices {
    fn below(&mut self, most: u16) -> u16 {
        self.at += 1;
        self.numbers[self.at % self.numbers.len()] % most
    }

    fn flip(&mut self) -> bool {
        self.below(2) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[usize::from(self.below(u16::try_from(from.len()).expect("few")))].clone()
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self, u16) -> T) -> Vec<T> {
        let count = self.below(3);
        (0..count).map(|index| item(self, index)).collect()
    }

    fn words(&mut self) -> String {
        let index = usize::from(self.below(1000)) % self.words.len();
        self.words[index].clone()
    }

    fn maybe<T>(&mut self, mut some: impl FnMut(&mut Self) -> T) -> Option<T> {
        self.flip().then(|| some(self))
    }

    fn text(&mut self) -> Text {
        let ja = self.words();
        match self.below(3) {
            0 => Text { ja, en: String::new(), en_official: false },
            1 => Text { ja, en: self.words(), en_official: false },
            _ => Text { ja, en: self.words(), en_official: true },
        }
    }

    /// A text that may be empty.
    fn description(&mut self) -> Text {
        if self.flip() { self.text() } else { Text::default() }
    }

    fn day(&mut self) -> Date {
        date(2026, 1 + i8::try_from(self.below(12)).expect("small"), 1 + i8::try_from(self.below(28)).expect("small"))
    }

    fn known(&mut self) -> Basis {
        match self.below(4) {
            0 => Basis::Stated { source: self.words() },
            1 => Basis::Confirmed { by: self.words(), on: self.day(), because: self.words() },
            2 => Basis::Unconfirmed { source: Some(self.words()) },
            _ => Basis::Unconfirmed { source: None },
        }
    }

    fn basis(&mut self) -> Basis {
        if self.below(5) == 0 { Basis::Unknown } else { self.known() }
    }

    fn claim(&mut self, year: i16) -> YearClaim {
        if self.below(4) == 0 {
            return YearClaim { year: None, basis: Basis::Unknown };
        }
        YearClaim { year: Some(FiscalYear(year)), basis: self.known() }
    }

    fn end(&mut self, year: i16) -> End {
        if self.below(4) == 0 { End::Open { basis: self.basis() } } else { End::Year(self.claim(year)) }
    }

    fn mark(&mut self, start: i16, end: i16) -> EvaluationMark {
        let (kind, year) = self.pick(&[
            (EvaluationKind::ExAnte, start - 1),
            (EvaluationKind::MidTerm, start),
            (EvaluationKind::ExPost, end),
            (EvaluationKind::FollowUp, end + 2),
        ]);
        EvaluationMark { kind, when: self.claim(year), on_chart: self.flip() }
    }

    /// From and until.
    fn span(&mut self) -> (Option<FiscalYear>, Option<FiscalYear>) {
        let from = 2000 + i16::try_from(self.below(10)).expect("small");
        let until = from + i16::try_from(self.below(10)).expect("small");
        (self.maybe(|_| FiscalYear(from)), self.maybe(|_| FiscalYear(until)))
    }

    fn some_of(&mut self, ids: &[String]) -> Vec<String> {
        ids.iter().filter(|_| self.flip()).cloned().collect()
    }

    fn plan(mut self) -> Plan {
        let integrated: Vec<String> = (0..self.below(3)).map(|index| format!("integrated-{index}")).collect();
        let areas: Vec<String> = (0..self.below(3)).map(|index| format!("area-{index}")).collect();
        let mut programmes: Vec<Programme> =
            (0..self.below(3)).map(|index| self.programme(index, &integrated, &areas)).collect();
        let projects: Vec<String> =
            programmes.iter().flat_map(|one| one.projects.iter().map(|project| project.id.clone())).collect();
        for programme in &mut programmes {
            let number = programme.number;
            programme.indicators = self.list(|this, index| this.indicator(number, index, &projects));
        }
        let ids: Vec<String> = programmes.iter().map(|one| one.id.clone()).collect();
        let schemes: Vec<Scheme> = self.list(|this, index| Scheme {
            id: format!("scheme-{index}"),
            title: this.text(),
            funder: "arden-fund".to_owned(),
            kind: this.pick(&[SchemeKind::Fund, SchemeKind::Support, SchemeKind::Resource]),
            url: this.maybe(Self::words),
            basis: this.basis(),
        });
        let budgets = self.list(Self::budget);
        let integrated_projects = integrated.iter().map(|id| self.integrated(id, &integrated)).collect();
        let disease_areas = areas.iter().map(|id| self.area(id)).collect();
        Plan {
            id: "arden".to_owned(),
            title: self.text(),
            goal_number: self.words(),
            goal: self.text(),
            summary: self.text(),
            decisions: self.decisions(),
            parent: self.maybe(Self::words),
            source: self.words(),
            policies: self.list(|this, index| this.policy(index, &ids)),
            successions: self.successions(&projects),
            joins: self.joins(&projects, &schemes, &budgets),
            programmes,
            integrated_projects,
            disease_areas,
            budget_projects: budgets,
            schemes,
        }
    }

    fn decisions(&mut self) -> Vec<PlanDecision> {
        let mut kind = PlanDecisionKind::Adopted;
        (0..1 + self.below(3))
            .map(|index| PlanDecision {
                on: date(2020 + i16::try_from(index).expect("small"), 4, 1),
                kind: std::mem::replace(&mut kind, PlanDecisionKind::Amended),
                by: self.text(),
                basis: self.basis(),
            })
            .collect()
    }

    fn policy(&mut self, index: u16, programmes: &[String]) -> Policy {
        let (first_year, last_year) = self.span();
        let bottlenecks: Vec<Bottleneck> =
            self.list(|this, index| Bottleneck { id: format!("b-{index}"), text: this.text() });
        let ids: Vec<String> = bottlenecks.iter().map(|one| one.id.clone()).collect();
        Policy {
            id: format!("policy-{index}"),
            title: self.text(),
            decided_by: self.text(),
            decided_on: date(2020, 3, 27),
            amended_on: self.list(|_, index| date(2021 + i16::try_from(index).expect("small"), 4, 9)),
            shared_between_ministries: self.flip(),
            annex: 1 + u8::try_from(self.below(5)).expect("small"),
            annex_in_text: self.flip(),
            first_year,
            last_year,
            note: self.maybe(Self::text),
            points: self.list(|this, index| PolicyPoint {
                id: format!("point-{index}"),
                level: 1,
                heading: this.flip(),
                text: this.text(),
                programmes: this.some_of(programmes),
            }),
            commitments: self.list(|this, index| Commitment {
                id: format!("commitment-{index}"),
                text: this.text(),
                due: this.span().0,
                progress: this.description(),
                basis: this.basis(),
            }),
            measures: self.list(|this, index| Measure {
                id: format!("measure-{index}"),
                number: 3,
                title: this.text(),
                points: this.list(|this, _| this.text()),
                answers: this.some_of(&ids),
            }),
            bottlenecks,
            kpis: self.list(Self::kpi),
        }
    }

    fn kpi(&mut self, index: u16) -> Kpi {
        let method = match self.below(3) {
            0 => Method::Reported,
            1 => Method::Qualitative,
            _ => {
                let mut definition = self.definition(&[]);
                definition.linked.to = LinkedTo::Plan;
                Method::Computed(Box::new(definition))
            }
        };
        Kpi {
            id: format!("kpi-{index}"),
            title: self.text(),
            of: self.text(),
            set_by: self.text(),
            unit: self.description(),
            direction: self.pick(&[Direction::Up, Direction::Down, Direction::None]),
            first_year: FiscalYear(2020),
            last_year: FiscalYear(2024),
            yearly: self.maybe(|this| this.pick(&["130", "0.5"]).to_owned()),
            total: self.maybe(|_| "650".to_owned()),
            method,
            because: self.description(),
            indicators: Vec::new(),
            note: self.maybe(Self::text),
            basis: self.basis(),
        }
    }

    fn programme(&mut self, index: u16, integrated: &[String], areas: &[String]) -> Programme {
        let focuses: Vec<Focus> = (0..1 + self.below(2))
            .map(|one| Focus { id: format!("focus-{index}-{one}"), text: self.text(), page: 1 + self.below(90) })
            .collect();
        let focus_ids: Vec<String> = focuses.iter().map(|one| one.id.clone()).collect();
        Programme {
            id: format!("programme-{index}"),
            number: u8::try_from(index + 1).expect("small"),
            title: self.text(),
            summary: self.description(),
            projects: self
                .list(|this, one| this.project(&format!("project-{index}-{one}"), &focus_ids, integrated, areas)),
            focuses,
            evaluations: self.list(|this, _| this.mark(2020, 2025)),
            indicators: Vec::new(),
        }
    }

    fn project(&mut self, id: &str, focuses: &[String], integrated: &[String], areas: &[String]) -> Project {
        let start = 2010 + i16::try_from(self.below(5)).expect("small");
        let end = start + 2 + i16::try_from(self.below(5)).expect("small");
        Project {
            id: id.to_owned(),
            title: self.text(),
            title_in_plan: self.maybe(Self::words),
            short: self.maybe(Self::words),
            aliases: self.list(|this, _| Alias { name: this.words(), basis: this.basis() }),
            description: self.description(),
            focus: self.pick(focuses),
            start: self.claim(start),
            end: self.end(end),
            origin: self.maybe(|this| this.claim(start - 3)),
            operator: self.words(),
            parts: self.list(|this, index| Part {
                id: format!("{id}-part-{index}"),
                title: this.text(),
                title_in_plan: this.maybe(Self::words),
                description: this.description(),
                start: this.claim(start),
                end: this.end(end),
                evaluations: this.list(|this, _| this.mark(start, end)),
            }),
            evaluations: self.list(|this, _| this.mark(start, end)),
            integrated_projects: self.some_of(integrated),
            disease_areas: self.some_of(areas),
            note: self.maybe(Self::text),
        }
    }

    fn indicator(&mut self, programme: u8, index: u16, projects: &[String]) -> Indicator {
        let beside = if projects.is_empty() { Vec::new() } else { vec![self.pick(projects)] };
        let kind = match (self.below(3), beside.is_empty()) {
            (0, false) => IndicatorKind::ChartPage,
            (1, _) => IndicatorKind::Outcome,
            _ => IndicatorKind::Output,
        };
        let first = self.version(1, None, Some(FiscalYear(2019)), projects);
        let mut versions = vec![first];
        if self.flip() {
            versions.push(self.version(2, Some(FiscalYear(2020)), None, projects));
        }
        Indicator {
            id: format!("indicator-{programme}-{index}"),
            kind,
            title: self.text(),
            aliases: self.list(|this, _| this.words()),
            projects: if kind == IndicatorKind::ChartPage { beside } else { Vec::new() },
            unit: self.description(),
            direction: self.pick(&[Direction::Up, Direction::Down, Direction::None]),
            reported_by: self.description(),
            versions,
            note: self.maybe(Self::text),
        }
    }

    fn version(
        &mut self,
        number: u16,
        from: Option<FiscalYear>,
        until: Option<FiscalYear>,
        projects: &[String],
    ) -> IndicatorVersion {
        let method = match self.below(3) {
            0 => Method::Reported,
            1 => Method::Qualitative,
            _ => Method::Computed(Box::new(self.definition(projects))),
        };
        let year = from.or(until).expect("one of the two");
        let targets = match method {
            Method::Qualitative => Vec::new(),
            _ => self.list(|this, _| Target {
                year,
                value: this.pick(&["40", "0.5", "-3"]).to_owned(),
                basis: this.basis(),
            }),
        };
        let basis = match self.below(6) {
            0 => Basis::Inferred { rule: "reading-of-the-wording".to_owned() },
            _ => self.basis(),
        };
        IndicatorVersion { number, from, until, method, basis, because: self.description(), targets }
    }

    fn definition(&mut self, projects: &[String]) -> Definition {
        let reckoning = self.pick(&[Reckoning::Flow, Reckoning::Stock, Reckoning::Active, Reckoning::Cumulative]);
        let in_force = matches!(reckoning, Reckoning::Stock | Reckoning::Active);
        let value = match self.below(4) {
            0 => ValueOf::Count,
            1 => ValueOf::Sum(self.words()),
            2 => ValueOf::Last(self.words()),
            _ => ValueOf::Max(self.words()),
        };
        let counts_things = !matches!(value, ValueOf::Sum(_));
        let to = match (self.below(3), projects.is_empty()) {
            (0, false) => LinkedTo::Projects(vec![self.pick(projects)]),
            (1, _) => LinkedTo::Plan,
            _ => LinkedTo::Programme,
        };
        let from = self.maybe(|_| FiscalYear(2015));
        Definition {
            counts: self.pick(&[vec!["paper".to_owned()], vec!["paper".to_owned(), "seed".to_owned()]]),
            of: if counts_things && self.flip() { Of::Attribute(self.words()) } else { Of::Records },
            value,
            reckoning,
            from: from.filter(|_| reckoning == Reckoning::Cumulative),
            linked: Linked { to, roles: self.pick(&[vec![], vec![Role::Funded], vec![Role::Used, Role::Supported]]) },
            conditions: self.list(Self::condition),
            of_which: self.list(Self::condition),
            split: Split::Whole,
            date_role: if in_force { "from" } else { self.pick(&["publication", "event"]) }.to_owned(),
            basis: self.pick(&[YearBasis::Fiscal, YearBasis::Calendar]),
            excluding_types: self.pick(&[vec![], vec!["News".to_owned(), "Comment".to_owned()]]),
            sources: self
                .pick(&[vec!["abstracts".to_owned()], vec!["register:seeds".to_owned(), "full-text".to_owned()]]),
        }
    }

    fn condition(&mut self, _index: u16) -> Condition {
        let (op, values) = match self.below(4) {
            0 => (ConditionOp::In, vec![self.words()]),
            1 => (ConditionOp::NotIn, vec![self.words(), self.words()]),
            2 => (ConditionOp::Present, Vec::new()),
            _ => (ConditionOp::AtLeast, vec!["20".to_owned()]),
        };
        Condition { attribute: self.words(), op, values }
    }

    fn role(&mut self, _index: u16) -> DatedRole {
        let (from, until) = self.span();
        DatedRole {
            role: "programme-director".to_owned(),
            person: self.maybe(Self::words).unwrap_or_default(),
            from,
            until,
            basis: self.basis(),
        }
    }

    fn integrated(&mut self, id: &str, all: &[String]) -> IntegratedProject {
        IntegratedProject {
            id: id.to_owned(),
            title: self.text(),
            description: self.description(),
            first_year: FiscalYear(2020),
            last_year: FiscalYear(2024),
            basis: self.basis(),
            roles: self.list(Self::role),
            follows: self.some_of(all),
        }
    }

    fn area(&mut self, id: &str) -> DiseaseArea {
        DiseaseArea {
            id: id.to_owned(),
            title: self.text(),
            description: self.description(),
            first_year: FiscalYear(2020),
            last_year: self.maybe(|_| FiscalYear(2024)),
            basis: self.basis(),
            roles: self.list(Self::role),
        }
    }

    fn budget(&mut self, index: u16) -> BudgetProject {
        let (start, end) = self.span();
        BudgetProject {
            id: format!("68{index}"),
            title: self.description(),
            start,
            end,
            executed_million_yen: BTreeMap::from([(FiscalYear(2023), i64::from(self.below(900)))]),
            basis: self.basis(),
        }
    }

    fn successions(&mut self, projects: &[String]) -> Vec<Succession> {
        let mut successions = Vec::new();
        for (index, to) in projects.iter().enumerate() {
            // From an earlier one, so that there is no circle.
            let from = if index > 0 && self.flip() { Some(projects[index - 1].clone()) } else { None };
            let from_name = if from.is_none() { Some(self.words()) } else { None };
            let kind = self.pick(&[SuccessionKind::Follows, SuccessionKind::Merges, SuccessionKind::BecomesPart]);
            successions.push(Succession { from, from_name, to: to.clone(), kind, basis: self.basis() });
        }
        successions
    }

    fn joins(&mut self, projects: &[String], schemes: &[Scheme], budgets: &[BudgetProject]) -> Vec<Join> {
        let mut subjects = vec![JoinSubject::Prefix("amed:zz01".to_owned()), JoinSubject::Name(self.words())];
        subjects.extend(schemes.iter().map(|one| JoinSubject::Scheme(one.id.clone())));
        subjects.extend(budgets.iter().map(|one| JoinSubject::Budget(one.id.clone())));
        let mut joins = Vec::new();
        for project in projects {
            for subject in &subjects {
                if self.below(3) == 0 {
                    let (from, until) = self.span();
                    joins.push(Join {
                        subject: subject.clone(),
                        project: project.clone(),
                        from,
                        until,
                        basis: self.basis(),
                    });
                }
            }
        }
        joins
    }
}
