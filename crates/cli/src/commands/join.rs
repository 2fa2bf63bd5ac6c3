//! `shirube join`: which grant numbers, and which names, belong to which project.

use crate::language_option::LanguageOption;
use crate::store_option::StoreOption;
use crate::{exit, moved, plan_option};
use evidence::{JoinDecision, Verdict};
use plan::{Basis, Join, JoinSubject, Language, Plan};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::fmt::Write as _;
use store::{JoinEvidence, Store};

/// Sentences that are shown; more are counted.
const MOST_SENTENCES: usize = 10;

/// Shows, confirms and refuses joins of a number prefix or a name and a project.
///
/// An unconfirmed join counts for nothing until a person decides. The links of its records are made again in the same
/// step, and the command prints which readings moved. Nothing is overwritten: figures of earlier days stay as they were.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Every join, how it is known, and what was decided.
    List(Listing),
    /// What speaks for the joins of one prefix: sentences in which such a number and a name stand together.
    Show(Showing),
    /// They belong together: the join counts.
    Confirm(Decision),
    /// They do not: nothing is linked by it.
    Refuse(Decision),
    /// Take the decision back; the plan's text decides again.
    Undo(Undoing),
}

#[derive(clap::Args)]
struct Places {
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    plan: plan_option::PlanOption,
    #[command(flatten)]
    language: LanguageOption,
}

#[derive(clap::Args)]
struct Listing {
    #[command(flatten)]
    places: Places,
    /// Only those that wait for a decision.
    #[arg(long)]
    waiting: bool,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(clap::Args)]
struct Showing {
    /// The prefix, with its scheme unless it is AMED's: `am0101`, `jst:JPMJCR`.
    #[arg(value_parser = subject)]
    prefix: JoinSubject,
    #[command(flatten)]
    places: Places,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(clap::Args)]
struct Decision {
    #[command(flatten)]
    about: About,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    because: String,
}

#[derive(clap::Args)]
struct Undoing {
    #[command(flatten)]
    about: About,
    /// Why.
    #[arg(long, default_value = "", value_name = "TEXT")]
    because: String,
}

#[derive(clap::Args)]
struct About {
    /// What is joined: a prefix (`am0101`, `jst:JPMJCR`; without a scheme it is AMED's) or a name (`name:P-CREATE`).
    #[arg(value_parser = subject)]
    subject: JoinSubject,
    /// The project's id.
    project: String,
    /// Who decides.
    #[arg(long, value_name = "WHO")]
    by: String,
    #[command(flatten)]
    places: Places,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table.
    Text,
    /// One JSON object, documented in docs/reference/decisions.md.
    Json,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let (about, verdict, because) = match arguments.action {
        Action::List(listing) => return list(&listing),
        Action::Show(showing) => return show(&showing),
        Action::Confirm(Decision { about, because }) => (about, Some(Verdict::Accept), because),
        Action::Refuse(Decision { about, because }) => (about, Some(Verdict::Reject), because),
        Action::Undo(Undoing { about, because }) => (about, None, because),
    };
    let (mut store, plan) = about.places.open()?;
    moved::by_deciding(&mut store, &plan, about.places.language.choose(), |store| {
        store.decide_join(&about.subject, &about.project, verdict, &about.by, &because, plan_option::today(), &plan)
    })
}

impl Places {
    fn open(&self) -> anyhow::Result<(Store, Plan)> {
        let mut store = self.store.open_existing("shirube join")?;
        let plan = self.plan.choose(Some(&mut store), self.language.choose())?;
        Ok((store, plan))
    }
}

/// `am0101` is AMED's prefix; `jst:JPMJCR` another's; `name:`, `scheme:` and `budget:` are what they say.
fn subject(text: &str) -> Result<JoinSubject, Infallible> {
    Ok(match text.split_once(':') {
        Some(("name", name)) => JoinSubject::Name(name.to_owned()),
        Some(("scheme", scheme)) => JoinSubject::Scheme(scheme.to_owned()),
        Some(("budget", budget)) => JoinSubject::Budget(budget.to_owned()),
        Some(_) => JoinSubject::Prefix(text.to_owned()),
        None => JoinSubject::Prefix(format!("amed:{text}")),
    })
}

/// As it is written on the command line.
fn written(subject: &JoinSubject) -> String {
    match subject {
        JoinSubject::Prefix(prefix) => prefix.clone(),
        JoinSubject::Name(name) => format!("name:{name}"),
        JoinSubject::Scheme(scheme) => format!("scheme:{scheme}"),
        JoinSubject::Budget(budget) => format!("budget:{budget}"),
    }
}

/// A join with the word that holds.
struct Listed {
    subject: String,
    project: String,
    years: String,
    state: &'static str,
    /// The source, or who decided and why.
    source: String,
    waits: bool,
}

fn list(listing: &Listing) -> anyhow::Result<u8> {
    let (mut store, plan) = listing.places.open()?;
    let change = store.change()?;
    let mut joins = listed(&plan, &store.join_decisions(change)?);
    joins.retain(|join| !listing.waiting || join.waits);
    match listing.format {
        Format::Json => {
            let rows: Value = joins
                .iter()
                .map(|join| {
                    json!({
                        "subject": join.subject, "project": join.project, "years": join.years, "state": join.state,
                        "source": join.source, "waits": join.waits,
                    })
                })
                .collect();
            println!("{:#}", json!({"joins": rows, "meta": {"change": change}}));
        }
        Format::Text => {
            let language = listing.places.language.choose();
            let width = |of: fn(&Listed) -> &str| joins.iter().map(|join| of(join).len()).max().unwrap_or(0);
            let (first, second) = (width(|join| &join.subject), width(|join| &join.project));
            let mut out = String::new();
            for Listed { subject, project, years, state, source, .. } in &joins {
                let state = in_words(state, language);
                let line = format!("{subject:<first$}  {project:<second$}  {years:<9}  {state:<11}  {source}");
                let _ = writeln!(out, "{}", line.trim_end());
            }
            print!("{out}");
            let waiting = joins.iter().filter(|join| join.waits).count();
            let all = joins.len();
            let ja = format!("結合 {all}件、うち判断待ち {waiting}件");
            eprintln!("{}", language.of(ja, format!("{all} joins, {waiting} wait for a decision")));
        }
    }
    Ok(exit::DONE)
}

/// The plan's joins with the decisions about them, then those that only a decision makes.
fn listed(plan: &Plan, decisions: &[JoinDecision]) -> Vec<Listed> {
    let about = |subject: &JoinSubject, project: &str| {
        decisions.iter().find(|decision| decision.subject == *subject && decision.project == project)
    };
    let of_plan = plan.joins.iter().map(|join| match about(&join.subject, &join.project) {
        Some(decision) => decided(decision, years(join)),
        None => {
            let (state, source) = basis(&join.basis);
            Listed {
                subject: written(&join.subject),
                project: join.project.clone(),
                years: years(join),
                state,
                source,
                waits: !join.basis.counts(),
            }
        }
    });
    let of_people = decisions
        .iter()
        .filter(|decision| {
            !plan.joins.iter().any(|join| join.subject == decision.subject && join.project == decision.project)
        })
        .map(|decision| decided(decision, String::new()));
    of_plan.chain(of_people).collect()
}

fn decided(decision: &JoinDecision, years: String) -> Listed {
    Listed {
        subject: written(&decision.subject),
        project: decision.project.clone(),
        years,
        state: match decision.verdict {
            Verdict::Accept => "confirmed",
            Verdict::Reject => "refused",
        },
        source: format!("{}, {}: {}", decision.by, decision.on, decision.because),
        waits: false,
    }
}

/// `2014-2018`, `2019-`, `-2018`; nothing if it is not limited.
fn years(join: &Join) -> String {
    let year = |year: Option<plan::FiscalYear>| year.map_or_else(String::new, |year| year.to_string());
    match (join.from, join.until) {
        (None, None) => String::new(),
        (from, until) => format!("{}-{}", year(from), year(until)),
    }
}

fn basis(basis: &Basis) -> (&'static str, String) {
    match basis {
        Basis::Stated { source } => ("stated", source.clone()),
        Basis::Confirmed { by, on, because } => ("confirmed", format!("{by}, {on}: {because}")),
        Basis::Inferred { rule } => ("inferred", rule.clone()),
        Basis::Unconfirmed { source } => ("unconfirmed", source.clone().unwrap_or_default()),
        Basis::Unknown => ("unknown", String::new()),
    }
}

/// A state's code as the language says it.
fn in_words(state: &'static str, language: Language) -> &'static str {
    let ja = match state {
        "stated" => "明記",
        "confirmed" => "確認済み",
        "refused" => "否認",
        "inferred" => "推定",
        "unconfirmed" => "未確認",
        _ => "不明",
    };
    language.of(ja, state)
}

fn show(showing: &Showing) -> anyhow::Result<u8> {
    let JoinSubject::Prefix(prefix) = &showing.prefix else {
        anyhow::bail!("expected a prefix of numbers such as `am0101`, found `{}`", written(&showing.prefix));
    };
    let (mut store, plan) = showing.places.open()?;
    let change = store.change()?;
    let evidence = store.join_evidence(prefix, change)?;
    let joins: Vec<Listed> =
        listed(&plan, &store.join_decisions(change)?).into_iter().filter(|join| join.subject == *prefix).collect();
    match showing.format {
        Format::Text => {
            print!("{}", evidence_as_text(prefix, &joins, &evidence, showing.places.language.choose()));
        }
        Format::Json => println!("{:#}", evidence_as_json(prefix, &joins, &evidence, change)),
    }
    Ok(exit::DONE)
}

fn evidence_as_text(prefix: &str, joins: &[Listed], evidence: &JoinEvidence, language: Language) -> String {
    let mut out = String::new();
    let (records, places) = (evidence.records.len(), evidence.together.len());
    let ja = format!("{prefix}: レコード {records}件。名称がこの番号と同じ文にある箇所 {places}件");
    let en = format!("{prefix}: {records} records; a name stands beside such a number in {places} places");
    let _ = writeln!(out, "{}", language.of(ja, en));
    for join in joins {
        let _ = writeln!(out, "  {} {} ({})", join.project, join.years, in_words(join.state, language));
    }
    for together in evidence.together.iter().take(MOST_SENTENCES) {
        let none = || language.of("該当事業なし", "no project").to_owned();
        let projects = if together.projects.is_empty() { none() } else { together.projects.join(", ") };
        let _ = writeln!(out, "\n{}  {} → {projects}", together.head.id, together.name);
        let _ = writeln!(out, "  {}", together.sentence.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    if evidence.together.len() > MOST_SENTENCES {
        let more = places - MOST_SENTENCES;
        let _ = writeln!(out, "\n{}", language.of(format!("ほか{more}か所"), format!("and {more} more places")));
    }
    out
}

fn evidence_as_json(prefix: &str, joins: &[Listed], evidence: &JoinEvidence, change: u64) -> Value {
    json!({
        "prefix": prefix,
        "joins": joins.iter().map(|join| json!({"project": join.project, "years": join.years, "state": join.state})).collect::<Value>(),
        "records": evidence.records.iter().map(|record| &**record).collect::<Vec<&str>>(),
        "together": evidence.together.iter().map(|together| json!({
            "record": together.head.id, "name": together.name, "number": together.number, "sentence": together.sentence,
            "projects": together.projects,
        })).collect::<Value>(),
        "meta": {"change": change},
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use plan::FiscalYear;

    #[test]
    fn what_is_joined_is_written_and_read_alike() {
        for text in ["amed:am0101", "jst:JPMJCR", "name:P-CREATE", "scheme:leap", "budget:6842"] {
            assert_eq!(written(&subject(text).unwrap_or_else(|never| match never {})), text);
        }
        assert_eq!(subject("am0101"), subject("amed:am0101"));
        assert_ne!(subject("am0101"), subject("name:am0101"));
    }

    #[test]
    fn a_decision_takes_the_place_of_the_plans_own_word_and_may_stand_alone() {
        let join = |prefix: &str, basis| Join {
            subject: JoinSubject::Prefix(prefix.to_owned()),
            project: "lakes".to_owned(),
            from: Some(FiscalYear(2019)),
            until: None,
            basis,
        };
        let mut plan = plan::builtin();
        plan.joins = vec![
            join("amed:aa0001", Basis::Unconfirmed { source: None }),
            join("amed:aa0002", Basis::Unconfirmed { source: None }),
            join("amed:aa0003", Basis::Stated { source: "call of 2019".to_owned() }),
        ];
        let decision = |prefix: &str, verdict| JoinDecision {
            subject: JoinSubject::Prefix(prefix.to_owned()),
            project: "lakes".to_owned(),
            verdict,
            by: "Mira Ode".to_owned(),
            because: "read".to_owned(),
            on: jiff::civil::date(2026, 4, 1),
            since: 3,
            until: None,
        };
        let decisions = [decision("amed:aa0001", Verdict::Accept), decision("amed:aa0009", Verdict::Reject)];
        let rows: Vec<(String, &str, bool)> =
            listed(&plan, &decisions).into_iter().map(|join| (join.subject, join.state, join.waits)).collect();
        let expected = [
            ("amed:aa0001", "confirmed", false),
            ("amed:aa0002", "unconfirmed", true),
            ("amed:aa0003", "stated", false),
            ("amed:aa0009", "refused", false),
        ];
        assert_eq!(rows, expected.map(|(subject, state, waits)| (subject.to_owned(), state, waits)));
    }
}
