//! What a cell means: its column says what it holds.

mod date;
mod identifier;
mod number;

use super::Reason;
use super::words::{cut, nearest, plain};
use crate::{Code, Column, Holds, Value, fold};
use corpus::{Calendar, Content, Shown};
use mention::{Recogniser, SchemeSet};
use number::Exact;
use plan::Plan;
use std::collections::HashMap;
use std::sync::OnceLock;

pub(super) use number::{Unit, unit_at_end};

/// The longest value, in characters. What an Excel cell can hold is more, and no column asks for an essay.
const LONGEST: usize = 4_000;
/// The most digits that a spreadsheet keeps of a number.
const KEPT_DIGITS: usize = 15;
/// Marks that mean: nothing to be written here.
const NONE_MARKS: [&str; 5] = ["-", "ー", "―", "‐", "−"];

/// What is wrong with a cell, and the words that stand there.
pub(super) type Refused = (Reason, String);

/// What names and codes mean, made once for a file.
pub(super) struct Meanings<'p> {
    plan: &'p Plan,
    /// Ids of projects by their folded names.
    projects: HashMap<String, Vec<&'p str>>,
    /// For each column: its codes by their folded words.
    codes: Vec<HashMap<String, String>>,
    recogniser: OnceLock<Recogniser>,
    calendar: Calendar,
    /// Whether cells have types; a text has none, and a spreadsheet may have been at it before.
    typed: bool,
}

impl<'p> Meanings<'p> {
    pub(super) fn new(columns: &[Column], plan: &'p Plan, calendar: Calendar, typed: bool) -> Self {
        let mut projects: HashMap<String, Vec<&'p str>> = HashMap::new();
        for project in plan.programmes.iter().flat_map(|programme| &programme.projects) {
            let names = [project.id.as_str(), &project.title.ja, &project.title.en]
                .into_iter()
                .chain(project.title_in_plan.as_deref())
                .chain(project.short.as_deref())
                .chain(project.aliases.iter().map(|alias| alias.name.as_str()));
            for name in names.filter(|name| !name.is_empty()) {
                let ids = projects.entry(fold(name)).or_default();
                if !ids.contains(&project.id.as_str()) {
                    ids.push(&project.id);
                }
            }
        }
        let codes = columns.iter().map(|column| match &column.holds {
            Holds::Code(codes) => words_of(codes),
            _ => HashMap::new(),
        });
        Self { plan, projects, codes: codes.collect(), recogniser: OnceLock::new(), calendar, typed }
    }

    fn recogniser(&self) -> &Recogniser {
        self.recogniser.get_or_init(|| Recogniser::new(&SchemeSet::all()))
    }

    /// The values of a cell of the column at `index`; none if it is empty.
    pub(super) fn values(
        &self,
        index: usize,
        column: &Column,
        is_key: bool,
        unit: Option<Unit>,
        content: &Content,
    ) -> Result<Vec<Value>, Refused> {
        match content {
            Content::Empty => Ok(Vec::new()),
            Content::Error(error) => Err((Reason::ErrorValue, error.clone())),
            Content::Unvalued => Err((Reason::FormulaWithoutValue, String::new())),
            Content::Flag(flag) => match column.holds {
                Holds::Flag => Ok(vec![Value::Flag(*flag)]),
                _ => self.texts(index, column, is_key, unit, if *flag { "TRUE" } else { "FALSE" }),
            },
            Content::Text(text) => self.texts(index, column, is_key, unit, text),
            Content::Number { digits, shown } => {
                let value = self.number(index, column, is_key, unit, digits, *shown);
                value.map_err(|(reason, found)| (reason, if found.is_empty() { cut(digits) } else { found }))
            }
        }
    }

    fn number(
        &self,
        index: usize,
        column: &Column,
        is_key: bool,
        unit: Option<Unit>,
        digits: &str,
        shown: Shown,
    ) -> Result<Vec<Value>, Refused> {
        let plain_refusal = |reason| (reason, String::new());
        match (&column.holds, shown) {
            (Holds::Date, Shown::Day { year, month, day }) => {
                let on = self.calendar.day(digits);
                let found = on.map_or_else(|| cut(digits), |on| on.to_string());
                let (date, precision) = date::shown_date(on, (year, month, day)).map_err(|reason| (reason, found))?;
                Ok(vec![Value::Date(date, precision)])
            }
            (Holds::Date, Shown::Plain | Shown::Padded(_)) => {
                // 2024 is a year, 202404 a month and 20240401 a day; what lies between 1990 and 2199 as a serial number is a day that
                // lost its format.
                let on = self.calendar.day(digits).filter(|on| digits.len() == 5 && on.year() >= 1990);
                let (date, precision) = match on {
                    Some(on) => (on, crate::Precision::Day),
                    None if digits.contains('.') => return Err(plain_refusal(Reason::MonthAsNumber)),
                    None => date::date(digits).map_err(plain_refusal)?,
                };
                Ok(vec![Value::Date(date, precision)])
            }
            (Holds::Date, _) => Err(plain_refusal(Reason::NotADate)),
            (Holds::FiscalYear, Shown::Day { .. }) => {
                let on = self.calendar.day(digits).map_or_else(|| cut(digits), |on| on.to_string());
                Err((Reason::DateForFiscalYear, on))
            }
            (Holds::Whole | Holds::Decimal | Holds::Yen, Shown::Plain | Shown::Padded(_) | Shown::Scientific) => {
                let exact = Exact::of_workbook(digits).map_err(plain_refusal)?;
                amount(&column.holds, &exact, unit).map(|value| vec![value]).map_err(plain_refusal)
            }
            (Holds::Whole | Holds::Decimal | Holds::Yen, Shown::Thousands(_)) => {
                Err(plain_refusal(Reason::ScaledFormat))
            }
            (Holds::Whole | Holds::Decimal | Holds::Yen, Shown::Percent) => Err(plain_refusal(Reason::PercentFormat)),
            (_, Shown::Day { .. }) => {
                let on = self.calendar.day(digits).map_or_else(|| cut(digits), |on| on.to_string());
                Err((Reason::TurnedIntoDate, on))
            }
            (Holds::Whole | Holds::Decimal | Holds::Yen, Shown::Time) | (_, Shown::Time) => {
                Err(plain_refusal(Reason::TurnedIntoDate))
            }
            (_, Shown::Scientific) => Err(plain_refusal(Reason::Scientific)),
            (_, Shown::Thousands(_) | Shown::Percent | Shown::Plain | Shown::Padded(_)) => {
                let exact = Exact::of_workbook(digits).map_err(plain_refusal)?.decimal();
                if exact.bytes().filter(u8::is_ascii_digit).count() > KEPT_DIGITS {
                    return Err((Reason::TooManyDigits, exact));
                }
                let text = match shown {
                    Shown::Padded(digits) => format!("{exact:0>digits$}"),
                    _ => exact,
                };
                self.texts(index, column, is_key, unit, &text)
            }
        }
    }

    fn texts(
        &self,
        index: usize,
        column: &Column,
        is_key: bool,
        unit: Option<Unit>,
        text: &str,
    ) -> Result<Vec<Value>, Refused> {
        let text = text.trim();
        // What a template in CSV guards from being worked out.
        let guarded = !self.typed && text.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
        let text = text.strip_prefix('\'').filter(|_| guarded).unwrap_or(text);
        if text.is_empty() || NONE_MARKS.contains(&text) || text == "－" {
            return Ok(Vec::new());
        }
        let refused = |reason| (reason, cut(text));
        if text.chars().any(|sign| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t')) {
            return Err(refused(Reason::ControlCharacter));
        }
        if text.len() > LONGEST && text.chars().count() > LONGEST {
            return Err(refused(Reason::TooLong { most: LONGEST }));
        }
        if matches!(text, "〃" | "々" | "同上" | "同左" | "″" | "ditto" | "Ditto") {
            return Err(refused(Reason::Ditto));
        }
        if text.starts_with('#') && is_error(text) {
            return Err(refused(Reason::ErrorValue));
        }
        if !column.many {
            let value = self.one(index, column, is_key, unit, text);
            return value.map(|value| vec![value]).map_err(|reason| {
                // Several values where one is due are told as such.
                let parts: Vec<&str> = parts_of(text).collect();
                let each = |part: &&str| self.one(index, column, is_key, unit, part).is_ok();
                if parts.len() > 1 && parts.iter().all(each) { refused(Reason::SeveralValues) } else { refused(reason) }
            });
        }
        let mut values: Vec<Value> = Vec::new();
        // A name may hold what parts values elsewhere.
        if let (Holds::Code(_) | Holds::Project, Ok(value)) =
            (&column.holds, self.one(index, column, is_key, unit, text))
        {
            return Ok(vec![value]);
        }
        for part in parts_of(text) {
            let value = self.one(index, column, is_key, unit, part).map_err(|reason| (reason, cut(part)))?;
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Ok(values)
    }

    fn one(
        &self,
        index: usize,
        column: &Column,
        is_key: bool,
        unit: Option<Unit>,
        text: &str,
    ) -> Result<Value, Reason> {
        let exact = || Exact::of_text(text);
        match &column.holds {
            Holds::Words => self.words(is_key, text).map(Value::Words),
            Holds::Code(codes) => self.code(index, codes, text).map(Value::Code),
            Holds::Date => date::date(text).map(|(date, precision)| Value::Date(date, precision)),
            Holds::FiscalYear => date::fiscal_year(text).map(Value::FiscalYear),
            Holds::Whole | Holds::Decimal => amount(&column.holds, &exact()?, None),
            Holds::Yen => {
                let words = plain(text);
                match unit_at_end(&words) {
                    Some((bare, said)) => match unit {
                        Some(head) if head.yen != said.yen => Err(Reason::UnitDiffers { head: head.name.to_owned() }),
                        _ => amount(&column.holds, &Exact::of_text(bare)?, Some(said)),
                    },
                    None => amount(&column.holds, &exact()?, unit),
                }
            }
            Holds::Flag => flag(text).map(Value::Flag),
            Holds::Project => self.project(text).map(Value::Project),
            Holds::Grant => {
                self.turned(text)?;
                identifier::grant(self.recogniser(), text).map(|(scheme, value)| Value::Grant(scheme, value))
            }
            Holds::Identifier(kind) => {
                self.turned(text)?;
                identifier::identifier(self.recogniser(), kind, text).map(Value::Identifier)
            }
            Holds::Address => identifier::address(text).map(Value::Address),
        }
    }

    fn words(&self, is_key: bool, text: &str) -> Result<String, Reason> {
        if is_key {
            self.turned(text)?;
        }
        Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() })
    }

    /// Refuses what a spreadsheet made of an identifier before it was saved as text.
    fn turned(&self, text: &str) -> Result<(), Reason> {
        if number::is_scientific(text) && !self.typed {
            return Err(Reason::Scientific);
        }
        let is_day = |day: &str| (1..=2).contains(&day.len()) && day.bytes().all(|byte| byte.is_ascii_digit());
        let is_month = |month: &str| {
            let lower = month.to_ascii_lowercase();
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
                .contains(&lower.as_str())
        };
        let english = text
            .split_once('-')
            .is_some_and(|(one, other)| is_day(one) && is_month(other) || is_month(one) && is_day(other));
        let japanese = text
            .strip_suffix('日')
            .and_then(|rest| rest.split_once('月'))
            .is_some_and(|(month, day)| is_day(month) && is_day(day));
        if english || japanese { Err(Reason::TurnedIntoDate) } else { Ok(()) }
    }

    fn code(&self, index: usize, codes: &[Code], text: &str) -> Result<String, Reason> {
        let known = self.codes.get(index).and_then(|words| words.get(&fold(text)));
        known.cloned().ok_or_else(|| {
            let words: Vec<(String, &str)> = codes
                .iter()
                .flat_map(|code| {
                    let names = [&code.code, &code.title.ja, &code.title.en].into_iter().chain(&code.also);
                    names.map(|name| (fold(name), code.title.ja.as_str()))
                })
                .collect();
            Reason::UnknownCode {
                titles: codes.iter().take(12).map(|code| code.title.ja.clone()).collect(),
                nearest: nearest(text, words.iter().map(|(word, said)| (word.as_str(), *said))),
            }
        })
    }

    fn project(&self, text: &str) -> Result<String, Reason> {
        match self.projects.get(&fold(text)).map(Vec::as_slice) {
            Some([id]) => Ok((*id).to_owned()),
            Some(ids) => Err(Reason::AmbiguousProject { ids: ids.iter().map(|id| (*id).to_owned()).collect() }),
            None => {
                let mut words: Vec<(&str, &str)> = self
                    .projects
                    .iter()
                    .filter_map(|(word, ids)| Some((word.as_str(), self.title_of(ids.first()?))))
                    .collect();
                words.sort_unstable();
                Err(Reason::UnknownProject { nearest: nearest(text, words.into_iter()) })
            }
        }
    }

    fn title_of(&self, id: &'p str) -> &'p str {
        let mut projects = self.plan.programmes.iter().flat_map(|programme| &programme.projects);
        projects.find(|project| project.id == id).map_or(id, |project| &project.title.ja)
    }
}

/// Codes by each of their folded words.
fn words_of(codes: &[Code]) -> HashMap<String, String> {
    let mut words = HashMap::new();
    for code in codes {
        for name in [&code.code, &code.title.ja, &code.title.en].into_iter().chain(&code.also) {
            words.entry(fold(name)).or_insert_with(|| code.code.clone());
        }
    }
    words.remove("");
    words
}

/// The values of a cell: one a line, or parted by `;` or `、`.
fn parts_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r', ';', '；', '、']).map(str::trim).filter(|part| !part.is_empty())
}

/// Whether a text is an error of a spreadsheet, or a cell too narrow for its number.
fn is_error(text: &str) -> bool {
    matches!(
        text,
        "#REF!"
            | "#N/A"
            | "#VALUE!"
            | "#NAME?"
            | "#DIV/0!"
            | "#NULL!"
            | "#NUM!"
            | "#SPILL!"
            | "#CALC!"
            | "#GETTING_DATA"
    ) || text.len() >= 3 && text.bytes().all(|byte| byte == b'#')
}

fn amount(holds: &Holds, exact: &Exact, unit: Option<Unit>) -> Result<Value, Reason> {
    match holds {
        Holds::Yen => {
            let yen = exact.times(unit.map_or(1, |unit| unit.yen));
            yen.map(Value::Whole)
                .map_err(|reason| if reason == Reason::NotWhole { Reason::NotWholeYen } else { reason })
        }
        Holds::Whole if exact.is_negative() => Err(Reason::Negative),
        Holds::Whole => exact.times(1).map(Value::Whole),
        _ => Ok(Value::Decimal(exact.decimal())),
    }
}

fn flag(text: &str) -> Result<bool, Reason> {
    match fold(text).as_str() {
        "はい" | "有" | "有り" | "あり" | "○" | "〇" | "◯" | "●" | "yes" | "y" | "true" | "1" | "該当" | "✓" | "レ"
        | "済" => Ok(true),
        "いいえ" | "無" | "無し" | "なし" | "×" | "✕" | "no" | "n" | "false" | "0" | "非該当" | "未" => {
            Ok(false)
        }
        _ => Err(Reason::NotAFlag),
    }
}
