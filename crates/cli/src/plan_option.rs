//! Which plan a command means: `--plan`, else the store's revision in force, else the built-in life-science plan.

use crate::plan_folder;
use crate::store_option::StoreOption;
use anyhow::bail;
use jiff::civil::Date;
use jiff::tz::Offset;
use plan::{Language, Plan};
use std::path::Path;
use store::{Error, Revision, Store};

/// The word for the plan that is compiled in.
const BUILT_IN: &str = "builtin";

/// The option that every command with a plan takes.
#[derive(Debug, Clone, clap::Args)]
pub struct PlanOption {
    /// The plan: a folder of TOML, a revision of the store (number or digest), or `builtin`. Default: the store's revision
    /// in force, else the built-in life-science plan.
    #[arg(long = "plan", visible_alias = "revision", value_name = "DIR|REVISION")]
    plan: Option<String>,
}

impl PlanOption {
    /// The plan, and on stderr which one it is.
    pub fn choose(&self, store: Option<&mut Store>, language: Language) -> anyhow::Result<Plan> {
        Ok(self.choose_with_revision(store, language)?.plan)
    }

    /// As `choose`, but where no plan is named the revision that was in force on that day, as known at that change.
    pub fn choose_as_of(
        &self,
        store: &mut Store,
        day: Date,
        as_of: indicator::Change,
        language: Language,
    ) -> anyhow::Result<Chosen> {
        if self.plan.is_some() {
            return self.choose_with_revision(Some(store), language);
        }
        let chosen = store.in_force_as_of(day, as_of)?.map_or_else(built_in, of_revision);
        eprintln!("plan: {}", chosen.which(language));
        Ok(chosen)
    }

    /// As `choose`, with the revision that it is.
    pub fn choose_with_revision(&self, store: Option<&mut Store>, language: Language) -> anyhow::Result<Chosen> {
        let chosen = match &self.plan {
            Some(wanted) => named(wanted, store, language)?,
            None => default(store)?,
        };
        eprintln!("plan: {}", chosen.which(language));
        Ok(chosen)
    }
}

/// A plan with where it is from.
pub struct Chosen {
    /// The plan.
    pub plan: Plan,
    /// The revision that it is, if it is from a store.
    pub revision: Option<Revision>,
    folder: Option<String>,
}

impl Chosen {
    /// Where it is from, in words.
    pub fn which(&self, language: Language) -> String {
        match (&self.revision, &self.folder) {
            (Some(revision), _) => language.of(
                format!("保存先の第{}版（{}決定）", revision.number, revision.decided_on),
                format!("revision {} of {}", revision.number, revision.decided_on),
            ),
            (None, Some(folder)) => language.of(format!("フォルダ `{folder}`"), format!("the folder `{folder}`")),
            (None, None) => {
                language.of("内蔵のライフサイエンス分野のプラン", "the built-in life-science plan").to_owned()
            }
        }
    }
}

fn built_in() -> Chosen {
    Chosen { plan: plan::builtin(), revision: None, folder: None }
}

fn of_revision(revision: Revision) -> Chosen {
    Chosen { plan: Plan::clone(&revision.plan), revision: Some(revision), folder: None }
}

/// The store's revision in force today, else the built-in plan.
pub fn default(store: Option<&mut Store>) -> anyhow::Result<Chosen> {
    let in_force = store.map(|store| store.in_force(today())).transpose()?.flatten();
    Ok(in_force.map_or_else(built_in, of_revision))
}

/// The plan that a word names: `builtin`, a folder, or a revision of the store.
pub fn named(wanted: &str, store: Option<&mut Store>, language: Language) -> anyhow::Result<Chosen> {
    if wanted == BUILT_IN {
        return Ok(built_in());
    }
    if Path::new(wanted).is_dir() {
        let plan = plan_folder::read_sound(Path::new(wanted), language)?;
        return Ok(Chosen { plan, revision: None, folder: Some(wanted.to_owned()) });
    }
    match store.map(|store| store.revision(wanted)).transpose()?.flatten() {
        Some(revision) => Ok(of_revision(revision)),
        None => bail!(language.of(
            format!("プランとしてフォルダ、`builtin`、保存先の版のどれかを期待したが、`{wanted}` はどれでもない"),
            format!("expected a folder, `builtin` or a revision of the store as the plan, found `{wanted}`"),
        )),
    }
}

/// Whether a word names a plan without a look into a store.
pub fn names_a_plan(word: &str) -> bool {
    word == BUILT_IN || Path::new(word).is_dir()
}

/// The store, if there is one; that there is none is no failure, unless it was asked for.
pub fn store_if_any(store: &StoreOption, who: &str) -> Result<Option<Store>, Error> {
    match store.open_existing(who) {
        Ok(store) => Ok(Some(store)),
        Err(Error::Missing(_) | Error::NoDataFolder) if !store.is_named() => Ok(None),
        Err(error) => Err(error),
    }
}

/// The day in Tokyo, by which fiscal years are meant.
pub fn today() -> Date {
    Offset::constant(9).to_datetime(jiff::Timestamp::now()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_word_it_is_the_built_in_plan_and_a_folder_is_read() {
        let chosen = default(None).expect("the built-in plan");
        assert_eq!(chosen.which(Language::En), "the built-in life-science plan");
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../plans/life-science");
        let from_folder = named(folder, None, Language::En).expect("the same plan as a folder");
        assert_eq!(from_folder.plan, chosen.plan);
        assert_eq!(from_folder.which(Language::En), format!("the folder `{folder}`"));
    }

    #[test]
    fn what_is_neither_is_said_and_a_wrong_folder_with_everything_wrong_in_it() {
        let error = named("arden", None, Language::En).err().expect("neither").to_string();
        assert_eq!(error, "expected a folder, `builtin` or a revision of the store as the plan, found `arden`");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("plan.toml"), "id = 1\n").expect("written");
        let error = named(&folder.path().display().to_string(), None, Language::En).err().expect("no plan").to_string();
        assert!(error.contains("plan.toml:1:6") && error.contains("lacks `title`"), "{error}");
    }
}
