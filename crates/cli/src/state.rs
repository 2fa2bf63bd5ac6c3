//! The state that a command reads: a store at one change, and the plan that goes with it.

use crate::language_option::LanguageOption;
use crate::plan_option::{PlanOption, today};
use crate::store_option::StoreOption;
use access::Actor;
use anyhow::bail;
use indicator::{Amount, Change, Coverage, Facts, HandIn, Reading, Row};
use jiff::civil::Date;
use plan::{FiscalYear, Indicator, Language, Plan};
use serde_json::{Value, json};
use std::path::Path;
use std::str::FromStr;
use store::{Revision, Store};

/// The options of every command that reads readings.
#[derive(Debug, Clone, clap::Args)]
pub struct StateOption {
    /// The state to read: a change number, or a date (the end of that day in Japan). Default: now.
    #[arg(long, value_name = "CHANGE|DATE")]
    as_of: Option<AsOf>,
    /// As the public sees it: confidential rows do not open, and count from their register's threshold on.
    #[arg(long)]
    public: bool,
    #[command(flatten)]
    plan: PlanOption,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    lang: LanguageOption,
}

/// How a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Columns for people.
    Table,
    /// Comma-separated values.
    Csv,
    /// JSON, documented in docs/reference/indicators-json.md.
    Json,
}

/// A change number or a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AsOf {
    Change(Change),
    Day(Date),
}

impl FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(change) = text.parse() {
            return Ok(Self::Change(change));
        }
        let day =
            text.parse().map_err(|_| format!("expected a change number or a date such as 2026-03-31, found `{text}`"));
        day.map(Self::Day)
    }
}

/// A store as it was at one change.
pub struct State {
    /// The store, for what is read besides.
    pub store: Store,
    /// The plan.
    pub plan: Plan,
    /// The change.
    pub change: Change,
    /// The language of words.
    pub language: Language,
    /// The revision that the plan is, if it is from a store.
    pub revision: Option<Revision>,
    day: Date,
    rows: Vec<Row>,
    coverage: Vec<Coverage>,
    hand_ins: Vec<HandIn>,
}

impl StateOption {
    /// Reads the state. A change or a day that has not come is refused.
    pub fn read(&self, who: &str) -> anyhow::Result<State> {
        // Whoever can run a command on the store is the office.
        self.read_as_of(who, self.as_of, if self.public { Actor::Public } else { Actor::Office })
    }

    /// As the public sees it, whoever asks, since what is read goes out. Where nothing is said, the last change on its own day, and not
    /// today: the same store gives the same state whenever it is read.
    pub fn read_to_go_out(&self, who: &str) -> anyhow::Result<State> {
        let last = || -> anyhow::Result<AsOf> { Ok(AsOf::Change(self.store.open_existing(who)?.change()?)) };
        self.read_as_of(who, Some(self.as_of.map_or_else(last, Ok)?), Actor::Public)
    }

    fn read_as_of(&self, who: &str, as_of: Option<AsOf>, actor: Actor) -> anyhow::Result<State> {
        let language = self.lang.choose();
        let mut store = self.store.open_existing(who)?;
        store.see_as(actor);
        let (now, today) = (store.change()?, today());
        let (change, day) = match as_of {
            None => (now, today),
            Some(AsOf::Change(change)) if change > now => bail!(language.of(
                format!("変更番号は{now}までしかないが、`{change}` が求められた"),
                format!("expected a change up to {now}, found `{change}`"),
            )),
            Some(AsOf::Change(change)) => (change, store.day_of(change)?.unwrap_or(today)),
            Some(AsOf::Day(day)) if day > today => bail!(language.of(
                format!("今日（{today}）までの日を期待したが、`{day}` が求められた"),
                format!("expected a day up to today ({today}), found `{day}`"),
            )),
            Some(AsOf::Day(day)) => (store.change_at(day)?, day),
        };
        let chosen = self.plan.choose_as_of(&mut store, day, change, language)?;
        Ok(State {
            rows: store.rows(change)?,
            coverage: store.coverage(change)?,
            hand_ins: store.hand_ins(change)?,
            store,
            revision: chosen.revision,
            plan: chosen.plan,
            change,
            language,
            day,
        })
    }
}

impl State {
    /// What the readings depend on.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            plan: &self.plan,
            rows: &self.rows,
            coverage: &self.coverage,
            hand_ins: &self.hand_ins,
            as_of: self.change,
            today: self.day,
        }
    }

    /// Writes everything public of the state into a folder; `run` is what changes from run to run.
    pub fn export(&mut self, folder: &Path, run: &Value) -> Result<export::Written, export::Error> {
        let facts = Facts {
            plan: &self.plan,
            rows: &self.rows,
            coverage: &self.coverage,
            hand_ins: &self.hand_ins,
            as_of: self.change,
            today: self.day,
        };
        export::write(&mut self.store, &export::Export { facts, revision: self.revision.as_ref() }, folder, run)
    }

    /// The store and the facts at once: a form looks records up while it is made.
    pub fn split(&mut self) -> (&mut Store, Facts<'_>, Language) {
        let facts = Facts {
            plan: &self.plan,
            rows: &self.rows,
            coverage: &self.coverage,
            hand_ins: &self.hand_ins,
            as_of: self.change,
            today: self.day,
        };
        (&mut self.store, facts, self.language)
    }

    /// The last fiscal year that is over on the day shown.
    pub fn last_year(&self) -> FiscalYear {
        FiscalYear(FiscalYear::of(self.day).0 - 1)
    }

    /// The indicator of that id, or which one may have been meant.
    pub fn indicator(&self, id: &str) -> Result<&Indicator, String> {
        if let Some((_, indicator)) = self.plan.indicators().find(|(_, indicator)| indicator.id == id) {
            return Ok(indicator);
        }
        let ids = self.plan.indicators().map(|(_, indicator)| indicator.id.as_str());
        Err(unknown(self.language, self.language.of("指標", "indicator"), id, ids))
    }

    /// What may change from run to run.
    pub fn meta(&self) -> Value {
        json!({"change": self.change, "as_of": self.day.to_string(), "plan": self.plan.id, "revision": self.revision.as_ref().map(|one| &one.digest)})
    }

    /// The words of the plan in the language chosen; Japanese where there is no English.
    pub fn text<'a>(&self, text: &'a plan::Text) -> &'a str {
        if self.language == Language::En && !text.en.is_empty() { &text.en } else { &text.ja }
    }
}

/// That there is no such thing, with the nearest one if one is near.
pub fn unknown<'a>(language: Language, what: &str, wanted: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = known.map(|id| (distance(wanted, id), id)).min().filter(|(far, _)| *far <= wanted.len().max(6) / 3);
    let hint = near.map_or_else(String::new, |(_, id)| {
        language.of(format!("\nhint: `{id}` のことか"), format!("\nhint: did you mean `{id}`?"))
    });
    language.of(
        format!("`{wanted}` という{what}はこのプランにない{hint}"),
        format!("the plan has no {what} `{wanted}`{hint}"),
    )
}

/// How many letters must be added, left out or changed.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.chars().enumerate() {
        let mut now = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let changed = before[column] + usize::from(letter != *other);
            now.push(changed.min(before[column + 1] + 1).min(now[column] + 1));
        }
        before = now;
    }
    before[right.len()]
}

/// The code of a reading's kind, the same as on the pages.
pub fn state_code(reading: &Reading) -> &'static str {
    match reading {
        Reading::Number(_) => "number",
        Reading::DeclaredNone { .. } => "none",
        Reading::NotReported => "not-reported",
        Reading::NotCollected => "not-collected",
        Reading::Qualitative { .. } => "qualitative",
        Reading::Withheld => "withheld",
    }
}

/// The number, or the word that stands in its place.
pub fn in_words(reading: &Reading, language: Language) -> String {
    match reading {
        Reading::Number(figure) => indicator::amount_in_words(&figure.confirmed),
        Reading::DeclaredNone { .. } => language.of("なし", "none").to_owned(),
        Reading::NotReported => language.of("未報告", "not reported").to_owned(),
        Reading::NotCollected => language.of("未収集", "not collected").to_owned(),
        Reading::Qualitative { .. } => language.of("定性", "in words").to_owned(),
        Reading::Withheld => language.of("秘匿", "withheld").to_owned(),
    }
}

/// Exact: `5`, `7/2`.
pub fn exact(amount: &Amount) -> String {
    amount.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_as_of_is_a_change_or_a_day() {
        assert_eq!("17".parse(), Ok(AsOf::Change(17)));
        assert_eq!("2026-03-31".parse(), Ok(AsOf::Day(jiff::civil::date(2026, 3, 31))));
        for wrong in ["2026-02-30", "yesterday", ""] {
            assert!(wrong.parse::<AsOf>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_unknown_is_named_with_what_is_near_and_nothing_far_is_guessed() {
        let known = || ["papers-of-moss", "compounds"].into_iter();
        let near = unknown(Language::En, "indicator", "paper-of-mos", known());
        assert_eq!(near, "the plan has no indicator `paper-of-mos`\nhint: did you mean `papers-of-moss`?");
        assert_eq!(unknown(Language::En, "indicator", "trials", known()), "the plan has no indicator `trials`");
        assert!(unknown(Language::Ja, "指標", "compound", known()).contains("`compounds` のことか"));
    }
}
