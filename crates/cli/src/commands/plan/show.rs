//! `shirube plan show`: the plan as it reads in a terminal.

use crate::language_option::LanguageOption;
use crate::plan_option::PlanOption;
use crate::store_option::StoreOption;
use crate::{exit, plan_option};
use anyhow::bail;
use plan::{
    Basis, End, EvaluationKind, EvaluationMark, Indicator, IndicatorKind, Language, Method, Plan, Programme, Project,
    Text, YearClaim,
};
use std::fmt::Write as _;

/// Shows a plan: its head, policies, programmes, projects with years and evaluations, and indicators. With an id, that
/// programme or project alone. Reads only.
#[derive(clap::Args)]
pub struct Arguments {
    /// A plan (folder, `builtin` or revision), or the id of a programme or project of the plan in use.
    #[arg(value_name = "DIR|REVISION|ID")]
    what: Option<String>,
    #[command(flatten)]
    plan: PlanOption,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    language: LanguageOption,
}

pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let mut store = plan_option::store_if_any(&arguments.store, "shirube plan show")?;
    let page = Page { language };
    let Some(what) = &arguments.what else {
        let plan = arguments.plan.choose(store.as_mut(), language)?;
        print!("{}", page.plan(&plan));
        return Ok(exit::DONE);
    };
    if plan_option::names_a_plan(what) {
        print!("{}", page.plan(&plan_option::named(what, store.as_mut(), language)?.plan));
        return Ok(exit::DONE);
    }
    let chosen = arguments.plan.choose(store.as_mut(), language)?;
    if let Some((programme, project)) = chosen.project(what) {
        print!("{}", page.project(&chosen, programme, project));
    } else if let Some(programme) = chosen.programme(what) {
        print!("{}", page.programme(programme));
    } else {
        match store.as_mut().map(|store| store.revision(what)).transpose()?.flatten() {
            Some(revision) => print!("{}", page.plan(&revision.plan)),
            None => bail!(language.of(
                format!("`{what}` というプラン、プログラム、課題はない"),
                format!("expected a plan, or the id of a programme or project, found `{what}`"),
            )),
        }
    }
    Ok(exit::DONE)
}

/// The plan's words in one language.
struct Page {
    language: Language,
}

impl Page {
    /// The words; Japanese where there are no others.
    fn text<'a>(&self, text: &'a Text) -> &'a str {
        self.language.of(&text.ja, if text.en.is_empty() { &text.ja } else { &text.en })
    }

    fn plan(&self, plan: &Plan) -> String {
        let language = self.language;
        let mut out = format!("{}  [{}]\n", self.text(&plan.title), plan.id);
        let goal = language.of("施策目標", "policy goal");
        let _ = writeln!(out, "{goal} {}: {}", plan.goal_number, self.text(&plan.goal));
        for decision in &plan.decisions {
            let kind = match decision.kind {
                plan::PlanDecisionKind::Adopted => language.of("策定", "adopted"),
                plan::PlanDecisionKind::Amended => language.of("一部改訂", "amended"),
            };
            let _ = writeln!(out, "{}  {kind}  {}", decision.on, self.text(&decision.by));
        }
        if !plan.policies.is_empty() {
            let _ = writeln!(out, "\n{}", language.of("上位施策", "Policies"));
        }
        for policy in &plan.policies {
            let shared = if policy.shared_between_ministries { "*" } else { "" };
            let by = self.text(&policy.decided_by);
            let _ = writeln!(out, "  {}{shared}  ({}, {by})", self.text(&policy.title), policy.decided_on);
        }
        for programme in &plan.programmes {
            out.push('\n');
            out.push_str(&self.programme(programme));
        }
        out
    }

    fn programme(&self, programme: &Programme) -> String {
        let language = self.language;
        let mut out = format!("{}. {}  [{}]\n", programme.number, self.text(&programme.title), programme.id);
        for focus in &programme.focuses {
            let _ = writeln!(out, "  ○ {}", self.text(&focus.text));
            for project in programme.projects.iter().filter(|project| project.focus == focus.id) {
                let _ = writeln!(out, "    {}", self.line(&project.id, &project.title, &project.start, &project.end));
                self.marks(&mut out, &project.evaluations, "      ");
                for part in &project.parts {
                    let _ = writeln!(out, "      - {}", self.line(&part.id, &part.title, &part.start, &part.end));
                    self.marks(&mut out, &part.evaluations, "        ");
                }
            }
        }
        let own: Vec<&Indicator> =
            programme.indicators.iter().filter(|one| one.kind != IndicatorKind::ProjectPapers).collect();
        if !own.is_empty() {
            let _ = writeln!(out, "  {}", language.of("指標", "Indicators"));
        }
        for indicator in own {
            let _ = writeln!(out, "    {}", self.indicator(indicator));
        }
        out
    }

    fn indicator(&self, indicator: &Indicator) -> String {
        let language = self.language;
        let kind = match indicator.kind {
            IndicatorKind::Output => language.of("アウトプット", "output"),
            IndicatorKind::Outcome => language.of("アウトカム", "outcome"),
            IndicatorKind::ChartPage => language.of("図のみ", "chart only"),
            IndicatorKind::ProjectPapers => language.of("論文", "papers"),
        };
        let method = match indicator.versions.last().map(|version| &version.method) {
            Some(Method::Computed(_)) => language.of("計算", "computed"),
            Some(Method::Qualitative) => language.of("定性", "qualitative"),
            Some(Method::Reported) | None => language.of("報告", "reported"),
        };
        format!("{}  [{}]  {kind}, {method}", self.text(&indicator.title), indicator.id)
    }

    fn line(&self, id: &str, title: &Text, start: &YearClaim, end: &End) -> String {
        format!("{}  {}  [{id}]", self.years(start, end), self.text(title))
    }

    fn years(&self, start: &YearClaim, end: &End) -> String {
        let end = match end {
            End::Year(claim) => self.year(claim),
            End::Open { .. } => String::new(),
        };
        format!("{}–{end}", self.year(start))
    }

    /// The year; with a question mark if no source that opens says so.
    fn year(&self, claim: &YearClaim) -> String {
        let doubt = if claim.basis.counts() { "" } else { "?" };
        claim.year.map_or_else(|| "?".to_owned(), |year| format!("{year}{doubt}"))
    }

    fn marks(&self, out: &mut String, marks: &[EvaluationMark], indent: &str) {
        if marks.is_empty() {
            return;
        }
        let words: Vec<String> = marks
            .iter()
            .map(|mark| {
                let kind = match mark.kind {
                    EvaluationKind::ExAnte => self.language.of("前", "ex-ante"),
                    EvaluationKind::MidTerm => self.language.of("中", "mid-term"),
                    EvaluationKind::ExPost => self.language.of("後", "ex-post"),
                    EvaluationKind::FollowUp => self.language.of("追跡", "follow-up"),
                };
                format!("{kind} {}", self.year(&mark.when))
            })
            .collect();
        let _ = writeln!(out, "{indent}{}", words.join("  "));
    }

    fn project(&self, plan: &Plan, programme: &Programme, project: &Project) -> String {
        let language = self.language;
        let mut out = format!("{}  [{}]\n", self.text(&project.title), project.id);
        let mut row = |label: &str, words: &str| {
            if !words.is_empty() {
                let _ = writeln!(out, "  {label}: {words}");
            }
        };
        row(
            language.of("プランでの表記", "as the plan prints it"),
            project.title_in_plan.as_deref().unwrap_or_default(),
        );
        row(language.of("略称", "short"), project.short.as_deref().unwrap_or_default());
        row(language.of("プログラム", "programme"), self.text(&programme.title));
        row(language.of("実施機関", "operator"), &project.operator);
        let end_basis = match &project.end {
            End::Year(claim) => &claim.basis,
            End::Open { basis } => basis,
        };
        let years = self.years(&project.start, &project.end);
        row(language.of("期間", "years"), &years);
        row(language.of("  開始の根拠", "  start"), &self.basis(&project.start.basis));
        row(language.of("  終了の根拠", "  end"), &self.basis(end_basis));
        row(language.of("説明", "description"), self.text(&project.description));
        row(language.of("注記", "note"), project.note.as_ref().map_or("", |note| self.text(note)));
        for mark in &project.evaluations {
            let (kind, year) = (mark.kind.word(language), self.year(&mark.when));
            row(kind, &format!("{year} ({})", self.basis(&mark.when.basis)));
        }
        for part in &project.parts {
            row(language.of("内訳", "part"), &self.line(&part.id, &part.title, &part.start, &part.end));
        }
        for succession in &plan.successions {
            let from = succession.from.as_deref().or(succession.from_name.as_deref()).unwrap_or_default();
            if succession.to == project.id {
                row(language.of("前身", "follows"), from);
            } else if from == project.id {
                row(language.of("後継", "followed by"), &succession.to);
            }
        }
        for join in plan.joins.iter().filter(|join| join.project == project.id) {
            let words = format!("{} {} ({})", join.subject.key(), join.subject.words(), self.basis(&join.basis));
            row(language.of("対応", "join"), &words);
        }
        out
    }

    fn basis(&self, basis: &Basis) -> String {
        let language = self.language;
        match basis {
            Basis::Stated { source } => source.clone(),
            Basis::Confirmed { by, on, .. } => {
                language.of(format!("{by}が{on}に確認"), format!("confirmed by {by} on {on}"))
            }
            Basis::Inferred { rule } => language.of(format!("推定: {rule}"), format!("inferred: {rule}")),
            Basis::Unconfirmed { source: Some(source) } => {
                language.of(format!("未確認: {source}"), format!("unconfirmed: {source}"))
            }
            Basis::Unconfirmed { source: None } => language.of("未確認", "unconfirmed").to_owned(),
            Basis::Unknown => language.of("不明", "unknown").to_owned(),
        }
    }
}
