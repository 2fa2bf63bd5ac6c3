//! `shirube plan export`.

use crate::language_option::LanguageOption;
use crate::plan_option::PlanOption;
use crate::store_option::StoreOption;
use crate::{exit, plan_folder, plan_option};
use evidence::{JoinDecision, Verdict};
use plan::{Basis, Join, Plan};
use std::path::PathBuf;
use store::Store;

/// Writes a plan as a folder of TOML in its canonical form: reading it gives the same plan again.
///
/// From a store, the decisions on joins that are in force are written into joins.toml, and `parent` names the revision, so that
/// the folder can be changed and published. The folder is written whole or not at all.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder, new or empty.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    plan: PlanOption,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    language: LanguageOption,
    /// Replace the plan that the folder holds, with everything else in it. Cannot be undone.
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let mut store = plan_option::store_if_any(&arguments.store, "shirube plan export")?;
    let chosen = arguments.plan.choose_with_revision(store.as_mut(), language)?;
    let mut plan = chosen.plan;
    if let (Some(store), Some(revision)) = (&mut store, chosen.revision) {
        plan.parent = Some(revision.digest);
        for line in decide(&mut plan, store)? {
            eprintln!("{}", language.of(line[0].as_str(), line[1].as_str()));
        }
    }
    let files = plan_folder::write(&plan, &arguments.folder, arguments.force)?;
    let folder = arguments.folder.display();
    eprintln!(
        "{}",
        language.of(format!("`{folder}` に{files}ファイルを書いた"), format!("wrote {files} files into `{folder}`"))
    );
    Ok(exit::DONE)
}

fn decide(plan: &mut Plan, store: &mut Store) -> anyhow::Result<Vec<[String; 2]>> {
    let change = store.change()?;
    Ok(store
        .join_decisions(change)?
        .into_iter()
        .filter(|one| one.until.is_none())
        .map(|one| apply(plan, one))
        .collect())
}

/// Writes a person's word on a join into the plan; says what was done.
fn apply(plan: &mut Plan, decision: JoinDecision) -> [String; 2] {
    let at = plan.joins.iter().position(|join| join.subject == decision.subject && join.project == decision.project);
    let (words, project) = (decision.subject.words().to_owned(), decision.project.clone());
    match decision.verdict {
        Verdict::Accept => {
            let basis = Basis::Confirmed { by: decision.by, on: decision.on, because: decision.because };
            match at {
                Some(at) => plan.joins[at].basis = basis,
                None => plan.joins.push(Join {
                    subject: decision.subject,
                    project: decision.project,
                    from: None,
                    until: None,
                    basis,
                }),
            }
            [
                format!("対応 `{words}` ↔ `{project}`: 確認済みと書いた"),
                format!("join `{words}` ↔ `{project}`: written as confirmed"),
            ]
        }
        Verdict::Reject => {
            if let Some(at) = at {
                plan.joins.remove(at);
            }
            [
                format!("対応 `{words}` ↔ `{project}`: 退けられたので書かない"),
                format!("join `{words}` ↔ `{project}`: refused, so left out"),
            ]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plan::JoinSubject;

    fn decision(subject: JoinSubject, project: &str, verdict: Verdict) -> JoinDecision {
        let on = jiff::civil::date(2026, 11, 1);
        let (by, because) = ("Ann Arden".to_owned(), "She asked them.".to_owned());
        JoinDecision { subject, project: project.to_owned(), verdict, by, because, on, since: 7, until: None }
    }

    #[test]
    fn a_decision_is_written_into_the_join_or_makes_one_and_a_refusal_takes_it_out() {
        let mut plan = plan::builtin();
        let join = plan.joins.iter().find(|join| !join.basis.counts()).expect("an unconfirmed join").clone();
        let count = plan.joins.len();
        apply(&mut plan, decision(join.subject.clone(), &join.project, Verdict::Accept));
        let confirmed = plan.joins.iter().find(|one| one.subject == join.subject && one.project == join.project);
        assert!(confirmed.is_some_and(|one| one.basis.counts() && (one.from, one.until) == (join.from, join.until)));
        assert_eq!(plan.joins.len(), count);
        apply(&mut plan, decision(join.subject.clone(), &join.project, Verdict::Reject));
        assert_eq!(plan.joins.len(), count - 1);
        let new = JoinSubject::Prefix("amed:zz99".to_owned());
        apply(&mut plan, decision(new.clone(), &join.project, Verdict::Accept));
        assert!(plan.joins.iter().any(|one| one.subject == new && one.basis.counts()));
    }
}
