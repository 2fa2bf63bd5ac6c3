//! One value of one column, as chance has it.

use super::super::invented::dice::Dice;
use super::super::invented::words::THEMES;
use super::{Of, is_code, subjects};
use jiff::civil::Date;
use plan::FiscalYear;
use register::{Column, Holds, PROJECTS, Precision, Register, SOURCE, Value};
use std::collections::BTreeMap;

/// What the values of a row have in common.
pub struct Row<'a> {
    pub of: &'a Of,
    pub year: i16,
    /// Unique in its register, counted from 1.
    pub number: usize,
    /// Column, name and place of the named thing that the row is about.
    pub subject: Option<(&'static str, &'static str, usize)>,
    pub day: Date,
    pub from: Date,
    pub until: Option<Date>,
}

/// A value of a column; nothing where the project has none, such as a grant without a known prefix.
pub fn value(
    register: &Register,
    column: &Column,
    row: &Row<'_>,
    before: &BTreeMap<String, Vec<Value>>,
    dice: &mut Dice,
) -> Option<Value> {
    match &column.holds {
        Holds::Words if column.id == SOURCE => Some(Value::Words("架空の登録".to_owned())),
        Holds::Words => Some(Value::Words(words(register, column, row, dice))),
        Holds::Code(codes) => {
            let code = match column.id.as_str() {
                "period" => "year",
                // One database of four is not integrated.
                "scope" if row.subject.is_some_and(|(_, _, index)| index == 3) => "source",
                "scope" => "integrated",
                // Those that stand first in a list are met more often.
                _ => &codes[dice.below(codes.len()).min(dice.below(codes.len()))].code,
            };
            Some(Value::Code(code.to_owned()))
        }
        Holds::Date => date(register, column, row, dice).map(|date| Value::Date(date, Precision::Day)),
        Holds::FiscalYear => Some(Value::FiscalYear(FiscalYear(row.year))),
        Holds::Whole => Some(Value::Whole(whole(column, row, dice))),
        Holds::Yen => Some(Value::Whole(yen(column, before, dice))),
        Holds::Decimal => Some(Value::Decimal(format!("{}.{}", 12 + dice.below(20), dice.below(10)))),
        Holds::Flag => Some(Value::Flag(dice.in_hundred(50))),
        Holds::Project if column.id == PROJECTS => Some(Value::Project(row.of.known.project.clone())),
        Holds::Project => None,
        Holds::Grant => row.of.known.grant(row.year, dice).map(|(scheme, value)| Value::Grant(scheme, value)),
        Holds::Identifier(kind) => identifier(kind, row, dice).map(Value::Identifier),
        Holds::Address => Some(Value::Address(column.example.clone())),
    }
}

/// The stage after this one in the list of the register; the last stays.
pub fn next_stage(register: &Register, stage: &[Value]) -> Vec<Value> {
    let Some(column) = register.column("stage").filter(|column| is_code(&column.holds)) else { return stage.to_vec() };
    let Holds::Code(codes) = &column.holds else { return stage.to_vec() };
    let at = codes.iter().position(|code| stage.contains(&Value::Code(code.code.clone()))).unwrap_or(0);
    vec![Value::Code(codes[(at + 1).min(codes.len() - 1)].code.clone())]
}

fn words(register: &Register, column: &Column, row: &Row<'_>, dice: &mut Dice) -> String {
    if let Some((subject, name, _)) = row.subject
        && subject == column.id
    {
        return name.to_owned();
    }
    match column.id.as_str() {
        "title" => title(register, row, dice),
        "budget-project" => format!("99{:05}", row.of.place + 1),
        "release" => format!("{}.1", row.year),
        "institution"
        | "hub"
        | "from-institution"
        | "requester-institution"
        | "applicant-institution"
        | "affiliation" => dice.pick(subjects::INSTITUTIONS).to_owned(),
        "person" | "investigator" | "manager" | "laureate" | "owner" => dice.pick(subjects::PEOPLE).to_owned(),
        // Seeds that are transferred or tried are some of those in the register of seeds.
        "seed-number" if register.id != "seeds" => numbered("B-042", 1 + dice.below(60)),
        id if register.key.iter().any(|key| key == id) => numbered(&column.example, row.number),
        id if id == register.name => format!("{}（{}）", column.example, row.number),
        _ => column.example.clone(),
    }
}

/// The example with another number at its end.
fn numbered(example: &str, number: usize) -> String {
    let stem = example.trim_end_matches(|letter: char| letter.is_ascii_digit());
    format!("{stem}{number:03}")
}

fn title(register: &Register, row: &Row<'_>, dice: &mut Dice) -> String {
    let theme = &THEMES[row.of.programme % THEMES.len()];
    let (_, material) = dice.pick(theme.materials);
    let (_, process) = dice.pick(theme.processes);
    let (_, system) = dice.pick(theme.systems);
    match register.id.as_str() {
        "seeds" => format!("{material}による{process}の制御"),
        "transfers" => format!("{material}を用いた{process}の技術"),
        "provisions" | "support-requests" => format!("{system}の{process}に対する{material}の探索"),
        "trial-notifications" => format!("{material}が{process}に及ぼす作用を調べる治験"),
        "gene-candidates" => format!("{system}における{process}の関連遺伝子"),
        "agreements" => format!("アーデンとの協力覚書（第{}号）", row.number),
        "bioresource-centres" => format!("{material} 中核的拠点"),
        "budgets" => format!("アーデン{process}事業"),
        "biobanks" => format!("{system}のコレクション"),
        "people-trained" => format!("{process}の研修"),
        _ => format!("{system}における{material}と{process}"),
    }
}

fn date(register: &Register, column: &Column, row: &Row<'_>, dice: &mut Dice) -> Option<Date> {
    let is = |role: &str| register.dates.get(role) == Some(&column.id);
    let moved = |day: Date, days: i64| day.checked_add(jiff::Span::new().days(days)).ok();
    let days = i64::try_from(dice.below(60)).unwrap_or(0);
    match column.id.as_str() {
        // A year's figures speak of the whole year.
        "from" if register.id == "database-usage" => Some(FiscalYear(row.year).first_day()),
        "until" if register.id == "database-usage" => Some(FiscalYear(row.year).last_day()),
        _ if is("event") => Some(row.day),
        _ if is("from") => Some(row.from),
        _ if is("until") => row.until,
        "accepted" => moved(row.day, -10 - days),
        "signed" => moved(row.from, -days),
        _ => moved(row.day, days),
    }
}

/// Of the size of the example; what is gathered grows by a sixth a year.
fn whole(column: &Column, row: &Row<'_>, dice: &mut Dice) -> i64 {
    const GROWING: &[&str] =
        &["bytes", "entries", "users", "requests", "requests-raw", "downloads", "participants", "samples", "strains"];
    if matches!(column.id.as_str(), "branch" | "times") {
        return 1;
    }
    let size: i64 = column.example.parse().unwrap_or(10);
    if GROWING.contains(&column.id.as_str()) {
        let years = row.year - super::FIRST_YEAR;
        let mut grown = size / 4 + i64::try_from(row.subject.map_or(0, |(_, _, index)| index)).unwrap_or(0) * size / 9;
        for _ in 0..years {
            grown += grown / 6;
        }
        return grown;
    }
    size / 2 + i64::try_from(dice.below(usize::try_from(size).unwrap_or(1) + 1)).unwrap_or(0)
}

fn yen(column: &Column, before: &BTreeMap<String, Vec<Value>>, dice: &mut Dice) -> i64 {
    let known = |id: &str| match before.get(id).and_then(|values| values.first()) {
        Some(Value::Whole(yen)) => Some(*yen),
        _ => None,
    };
    match (column.id.as_str(), known("direct")) {
        ("indirect", Some(direct)) => direct / 10 * 3,
        ("amount", Some(direct)) => direct + known("indirect").unwrap_or(0),
        _ => {
            let size: i64 = column.example.parse().unwrap_or(1_000_000);
            let thousands = usize::try_from(size / 1000).unwrap_or(1);
            size / 2000 * 1000 + i64::try_from(dice.below(thousands + 1)).unwrap_or(0) * 1000
        }
    }
}

/// Identifiers that nobody has: numbers beyond those given, and prefixes set apart for examples.
fn identifier(kind: &str, row: &Row<'_>, dice: &mut Dice) -> Option<String> {
    let (year, number) = (row.year.rem_euclid(100), row.number);
    match kind {
        "doi" => Some(format!("10.5555/arden.{year:02}.{number}")),
        "hgnc" => Some(format!("HGNC:{}", 990_001 + dice.below(45))),
        "mondo" => Some(format!("MONDO:{:07}", 9_900_001 + dice.below(12))),
        "jrct" => Some(format!("jRCT2099{year:02}9{:03}", number % 1000)),
        "patent" => Some(format!("JP{}9{:05}A", row.year, number % 100_000)),
        "rrid" => Some(format!("RRID:ARDEN_{number:04}")),
        _ => None,
    }
}
