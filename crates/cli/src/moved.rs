//! Which readings moved: what an ingest or a decision did to the figures, before and after.

use crate::exit;
use crate::plan_option::today;
use indicator::{Amount, Change, Reading};
use plan::{FiscalYear, Indicator, Language, Plan};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use store::Store;

/// Earliest year that is read where the plan names none.
const FIRST_YEAR: FiscalYear = FiscalYear(2014);

/// Readings that are listed; more are counted.
const MOST_LISTED: usize = 20;

/// Every reading at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readings(BTreeMap<(String, FiscalYear), Said>);

/// What a reading says, as far as it can move.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Number { confirmed: Amount, awaiting: Amount },
    None,
    NotReported,
    NotCollected,
    Words(String),
    Withheld,
}

/// A reading that is another one now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    indicator: String,
    year: FiscalYear,
    before: Said,
    after: Said,
}

impl Readings {
    /// The readings of a store as it is.
    pub fn now(store: &mut Store, plan: &Plan) -> Result<Self, store::Error> {
        let change = store.change()?;
        let (coverage, hand_ins) = (store.coverage(change)?, store.hand_ins(change)?);
        let today = today();
        let indicators: Vec<&Indicator> = plan.programmes.iter().flat_map(|programme| &programme.indicators).collect();
        let rows = store.rows_with(change, &indicator::attributes_of(&indicators))?;
        let first = plan.projects().filter_map(|(_, project)| project.start.year).min().unwrap_or(FIRST_YEAR);
        let years = first..=FiscalYear::of(today).max(first);
        let readings = indicator::readings(&indicators, plan, &rows, &coverage, &hand_ins, years, change, today);
        let named = indicators.iter().zip(readings).flat_map(|(indicator, readings)| {
            readings.into_iter().map(|(year, reading)| ((indicator.id.clone(), year), Said::from(&reading)))
        });
        Ok(Self(named.collect()))
    }

    /// What is another reading in `after`, in order of indicator and year.
    pub fn moved_to(&self, after: &Self) -> Vec<Moved> {
        let moved = after.0.iter().filter_map(|(key, after)| {
            let before = self.0.get(key).unwrap_or(&Said::NotCollected);
            (before != after).then(|| Moved {
                indicator: key.0.clone(),
                year: key.1,
                before: before.clone(),
                after: after.clone(),
            })
        });
        moved.collect()
    }
}

/// Decides something, and prints which readings that moved (stdout) and its change number (stderr).
pub fn by_deciding(
    store: &mut Store,
    plan: &Plan,
    language: Language,
    decide: impl FnOnce(&mut Store) -> Result<Change, store::Error>,
) -> anyhow::Result<u8> {
    let before = Readings::now(store, plan)?;
    let change = decide(store)?;
    let after = Readings::now(store, plan)?;
    print!("{}", as_text(&before.moved_to(&after), language));
    eprintln!("{} {change}", language.of("変更番号", "change"));
    Ok(exit::DONE)
}

/// What moved, as text: a line each, the rest counted. Years that are merely 0 now that somebody looked are counted only.
pub fn as_text(moved: &[Moved], language: Language) -> String {
    if moved.is_empty() {
        return language.of("動いた指標値はありません\n", "no reading moved\n").to_owned();
    }
    let (zeros, told): (Vec<&Moved>, Vec<&Moved>) = moved.iter().partition(|one| one.is_first_zero());
    let mut out = String::new();
    let width = told.iter().take(MOST_LISTED).map(|one| one.indicator.len()).max().unwrap_or(0);
    for Moved { indicator, year, before, after } in told.iter().take(MOST_LISTED) {
        let (before, after) = (before.in_words(language), after.in_words(language));
        let year = language.of(format!("{year}年度"), format!("FY{year}"));
        let _ = writeln!(out, "{indicator:<width$}  {year}  {before} → {after}");
    }
    if told.len() > MOST_LISTED {
        let more = told.len() - MOST_LISTED;
        let _ = writeln!(out, "{}", language.of(format!("ほか{more}件の指標値"), format!("and {more} more readings")));
    }
    if !zeros.is_empty() {
        let zeros = zeros.len();
        let ja = format!("新たに収集範囲に入り、0 と分かった指標値が{zeros}件あります");
        let en = format!("{zeros} readings are 0 now that their years have been looked at");
        let _ = writeln!(out, "{}", language.of(ja, en));
    }
    out
}

/// What moved, for programs.
pub fn as_json(moved: &[Moved]) -> Value {
    let rows = moved.iter().map(|one| {
        json!({
            "indicator": one.indicator,
            "fiscal_year": one.year.0,
            "before": one.before.as_json(),
            "after": one.after.as_json(),
        })
    });
    rows.collect()
}

impl Moved {
    fn is_first_zero(&self) -> bool {
        let zero = Said::Number { confirmed: Amount::from_integer(0), awaiting: Amount::from_integer(0) };
        matches!(self.before, Said::NotCollected | Said::NotReported) && self.after == zero
    }
}

impl From<&Reading> for Said {
    fn from(reading: &Reading) -> Self {
        match reading {
            Reading::Number(figure) => {
                Self::Number { confirmed: figure.confirmed, awaiting: figure.awaiting_mentions + figure.awaiting_joins }
            }
            Reading::DeclaredNone { .. } => Self::None,
            Reading::NotReported => Self::NotReported,
            Reading::NotCollected => Self::NotCollected,
            Reading::Qualitative { words, .. } => Self::Words(words.clone()),
            Reading::Withheld => Self::Withheld,
        }
    }
}

impl Said {
    fn as_json(&self) -> Value {
        let state = match self {
            Self::Number { confirmed, awaiting } => {
                return json!({"state": "number", "confirmed": number(confirmed), "awaiting": number(awaiting)});
            }
            Self::None => "none",
            Self::NotReported => "not-reported",
            Self::NotCollected => "not-collected",
            Self::Words(_) => "qualitative",
            Self::Withheld => "withheld",
        };
        json!({"state": state})
    }
}

/// Whole as a number, a fraction exactly as text.
fn number(amount: &Amount) -> Value {
    match i64::try_from(amount.to_integer()) {
        Ok(whole) if amount.is_integer() => json!(whole),
        _ => json!(amount.to_string()),
    }
}

impl Said {
    fn in_words(&self, language: Language) -> String {
        match self {
            Self::Number { confirmed, awaiting } if *awaiting == Amount::from_integer(0) => confirmed.to_string(),
            Self::Number { confirmed, awaiting } => language.of(
                format!("{confirmed}（ほか判断待ち {awaiting}）"),
                format!("{confirmed} (and {awaiting} awaiting)"),
            ),
            Self::None => language.of("なし", "none").to_owned(),
            Self::NotReported => language.of("未報告", "not reported").to_owned(),
            Self::NotCollected => language.of("未収集", "not collected").to_owned(),
            Self::Words(words) => language.of(format!("「{words}」"), format!("“{words}”")),
            Self::Withheld => language.of("秘匿", "withheld").to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(confirmed: i128, awaiting: i128) -> Said {
        Said::Number { confirmed: Amount::from_integer(confirmed), awaiting: Amount::from_integer(awaiting) }
    }

    fn readings(said: &[(&str, i16, Said)]) -> Readings {
        Readings(said.iter().map(|(id, year, said)| ((String::from(*id), FiscalYear(*year)), said.clone())).collect())
    }

    #[test]
    fn only_readings_that_are_another_now_are_told_with_what_awaits() {
        let before =
            readings(&[("papers-of-lakes", 2021, number_of(0, 3)), ("papers-of-reeds", 2021, number_of(5, 0))]);
        let after = readings(&[
            ("papers-of-lakes", 2021, number_of(3, 0)),
            ("papers-of-lakes", 2022, number_of(1, 0)),
            ("papers-of-reeds", 2021, number_of(5, 0)),
        ]);
        let moved = before.moved_to(&after);
        assert_eq!(
            as_text(&moved, Language::En),
            "papers-of-lakes  FY2021  0 (and 3 awaiting) → 3\npapers-of-lakes  FY2022  not collected → 1\n"
        );
        assert_eq!(
            as_text(&moved, Language::Ja),
            "papers-of-lakes  2021年度  0（ほか判断待ち 3） → 3\npapers-of-lakes  2022年度  未収集 → 1\n"
        );
        assert_eq!(as_json(&moved)[0]["before"], json!({"state": "number", "confirmed": 0, "awaiting": 3}));
        assert_eq!(as_text(&after.moved_to(&after), Language::En), "no reading moved\n");
    }

    #[test]
    fn a_year_that_is_merely_looked_at_is_only_counted() {
        let after = readings(&[("papers-of-lakes", 2021, number_of(0, 0)), ("papers-of-lakes", 2022, number_of(0, 1))]);
        assert_eq!(
            as_text(&Readings::default().moved_to(&after), Language::En),
            "papers-of-lakes  FY2022  not collected → 0 (and 1 awaiting)\n\
             1 readings are 0 now that their years have been looked at\n"
        );
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let ids: Vec<String> = (0..MOST_LISTED + 5).map(|number| format!("i{number}")).collect();
        let after: Vec<(&str, i16, Said)> = ids.iter().map(|id| (id.as_str(), 2021, number_of(1, 0))).collect();
        let text = as_text(&Readings::default().moved_to(&readings(&after)), Language::En);
        assert_eq!(text.lines().count(), MOST_LISTED + 1);
        assert!(text.ends_with("and 5 more readings\n"));
    }

    #[test]
    fn a_fraction_stays_exact() {
        assert_eq!(number(&Amount::new(7, 2)), json!("7/2"));
        assert_eq!(number(&Amount::from_integer(7)), json!(7));
    }
}
