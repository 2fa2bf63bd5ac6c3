//! A hand-in: what it would change, and changing it, in one transaction under one change number.

use super::cell::{self, Cell};
use super::model::{ColumnChange, HandInOptions, HandInOutcome, Preview, RowChange};
use super::private::Names;
use super::said;
use super::shape::{self, Shape};
use super::version::{self, Content, New, PORTION, Version, Wanted};
use crate::connection::{Connection, Value};
use crate::store::NewChange;
use crate::{Error, Store};
use indicator::Change;
use jiff::civil::Date;
use plan::FiscalYear;
use register::{Column, Entry, Holds, Register};
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

impl Store {
    /// What a hand-in would change. Nothing is written. `entries` are gone through twice.
    ///
    /// # Errors
    /// If the private half of the store is not there, or the register cannot be kept.
    pub fn preview_hand_in(
        &mut self,
        register: &Register,
        entries: impl IntoIterator<Item: Borrow<Entry>, IntoIter: Clone>,
        options: &HandInOptions<'_>,
    ) -> Result<Preview, Error> {
        let entries = entries.into_iter();
        self.reading(|connection| {
            let known = shape::shape(connection, &register.id)?;
            let wanted = shape::wanted(register, known.as_ref())?;
            let kept = Kept { shape: known.as_ref(), wanted: &wanted, register };
            Ok(Plan::new(connection, &kept, entries, options)?.preview)
        })
    }

    /// Takes rows of a register: new keys are added, known keys say from now on what the rows say, rows that say the same stay, and rows
    /// that are not named stay as they are. All of it or nothing, under one change number; what changes nothing gets none.
    ///
    /// `entries` are gone through three times, so that packed ones ([`register::Entries`]) never stand in memory unpacked all at once: beside
    /// them, memory is needed for a portion of rows and for the keys.
    ///
    /// # Errors
    /// As [`Self::preview_hand_in`], and if another program writes.
    pub fn hand_in(
        &mut self,
        register: &Register,
        entries: impl IntoIterator<Item: Borrow<Entry>, IntoIter: Clone>,
        options: &HandInOptions<'_>,
    ) -> Result<HandInOutcome, Error> {
        let entries = entries.into_iter();
        self.writing(|connection, clock| {
            let shape = shape::ensure(connection, register)?;
            let kept = Kept { shape: Some(&shape), wanted: &shape, register };
            let plan = Plan::new(connection, &kept, entries.clone(), options)?;
            if !plan.preview.changes_anything {
                return Ok(HandInOutcome { change: None, preview: plan.preview });
            }
            let new = NewChange { kind: "hand-in", who: options.by, because: options.because };
            let change = clock.enter(connection, new)?;
            let batch = connection.next_number("batch")?;
            write_batch(connection, &shape, &plan, batch, options, change)?;
            let Plan { preview, said, begins, ends, .. } = plan;
            version::end(connection, &ends, change)?;
            said::say(connection, batch, &said)?;
            let mut begins = begins.into_iter().peekable();
            let mut news: Vec<New> = Vec::new();
            let write = |connection: &mut Connection, news: &mut Vec<New>| {
                let numbers = version::begin(connection, &shape, news, options.today, change)?;
                let said: Vec<(String, Option<i64>)> =
                    news.drain(..).zip(numbers).map(|(new, number)| (new.entry, Some(number))).collect();
                said::say(connection, batch, &said)
            };
            for (at, entry) in entries.enumerate() {
                let Some((_, name)) = begins.next_if(|(begins_at, _)| *begins_at == at) else { continue };
                let entry: &Entry = entry.borrow();
                let content = Content { key: entry.key.clone(), cells: cell::cells_of(&shape, entry)? };
                news.push(New { entry: name, batch, invented: options.invented, content });
                if news.len() == PORTION {
                    write(connection, &mut news)?;
                }
            }
            write(connection, &mut news)?;
            Ok(HandInOutcome { change: Some(change), preview })
        })
    }
}

/// How the store keeps a register, and how the definition wants it kept.
struct Kept<'a> {
    /// None before the first hand-in.
    shape: Option<&'a Shape>,
    wanted: &'a Shape,
    register: &'a Register,
}

impl Kept<'_> {
    /// What holds now of these rows, in the shape that is wanted: what the definition has anew has no column yet, so every row has
    /// nothing there.
    fn holding(&self, connection: &mut Connection, entries: &[String]) -> Result<HashMap<String, Version>, Error> {
        let Some(shape) = self.shape else { return Ok(HashMap::new()) };
        let versions = version::versions(connection, shape, &Wanted::HoldingOf(entries))?;
        let of_entry = |version: Version| {
            let version = if shape == self.wanted { version } else { in_shape(version, shape, self.wanted) };
            (version.entry.clone(), version)
        };
        Ok(versions.into_iter().map(of_entry).collect())
    }
}

/// The versions in force.
pub(super) fn current(connection: &mut Connection, shape: &Shape) -> Result<Vec<Version>, Error> {
    let now = connection.first("select coalesce(max(change_id), 0) from change", &[], |row| row.number(0))?;
    version::versions(connection, shape, &Wanted::At(now.unwrap_or(0)))
}

/// A version as another shape has it.
fn in_shape(mut version: Version, from: &Shape, to: &Shape) -> Version {
    let cell = |sql: &String| {
        let at = from.columns.iter().position(|column| column.sql == *sql);
        at.map_or(Cell::Null, |at| version.content.cells[at].clone())
    };
    version.content.cells = to.columns.iter().map(|column| cell(&column.sql)).collect();
    version
}

/// What is to be done.
struct Plan {
    preview: Preview,
    /// What the hand-in says of rows that stay as they are or are withdrawn.
    said: Vec<(String, Option<i64>)>,
    /// Rows that begin: where they stand among the entries, and their names.
    begins: Vec<(usize, String)>,
    /// Versions that end.
    ends: Vec<i64>,
    /// Rows by fiscal year, every year that the hand-in speaks for.
    by_year: BTreeMap<i16, u64>,
    rows: u64,
}

/// A row that is looked at.
struct Looked {
    at: usize,
    /// Its name in the public half.
    entry: String,
    content: Content,
}

impl Plan {
    fn new<E: Borrow<Entry>>(
        connection: &mut Connection,
        kept: &Kept<'_>,
        entries: impl Iterator<Item = E> + Clone,
        options: &HandInOptions<'_>,
    ) -> Result<Self, Error> {
        let names = Names::read(connection)?;
        let register = &kept.wanted.register;
        let mut plan = Self {
            preview: Preview::default(),
            said: Vec::new(),
            begins: Vec::new(),
            ends: Vec::new(),
            by_year: BTreeMap::new(),
            rows: 0,
        };
        let mut last: HashMap<String, usize> = HashMap::new();
        for (at, entry) in entries.clone().enumerate() {
            last.insert(entry.borrow().key.clone(), at);
        }
        let mut years = Years::default();
        let mut portion: Vec<Looked> = Vec::new();
        for (at, entry) in entries.enumerate() {
            let entry: &Entry = entry.borrow();
            if last.get(&entry.key) != Some(&at) {
                plan.preview.repeated.push(entry.key.clone());
                continue;
            }
            let content = Content { key: entry.key.clone(), cells: cell::cells_of(kept.wanted, entry)? };
            years.add(kept.wanted, &content.cells, options.today, is_part_of_year(kept.register, entry));
            portion.push(Looked { at, entry: names.of(register, &entry.key), content });
            if portion.len() == PORTION {
                plan.rows(connection, kept, &mut portion, options)?;
            }
        }
        plan.rows(connection, kept, &mut portion, options)?;
        let withdrawn: Vec<(&String, String)> = options
            .withdraw
            .iter()
            .filter(|key| !last.contains_key(*key))
            .map(|key| (key, names.of(register, key)))
            .collect();
        let entries: Vec<String> = withdrawn.iter().map(|(_, entry)| entry.clone()).collect();
        let mut holding = kept.holding(connection, &entries)?;
        for (key, entry) in withdrawn {
            match holding.remove(&entry) {
                Some(version) => {
                    plan.ends.push(version.number);
                    plan.said.push((entry, None));
                    plan.preview.withdrawn.push(key.clone());
                }
                None => plan.preview.not_there.push(key.clone()),
            }
        }
        let spoken_for = options.years.clone().or_else(|| years.span());
        if let Some(span) = &spoken_for {
            plan.by_year = years.within(span);
        }
        let news = !plan.begins.is_empty() || !plan.ends.is_empty();
        plan.preview.changes_anything = news || !are_covered(connection, kept.wanted, spoken_for.as_ref())?;
        plan.preview.years = spoken_for;
        Ok(plan)
    }

    /// Looks at a portion of rows, and forgets what they say.
    fn rows(
        &mut self,
        connection: &mut Connection,
        kept: &Kept<'_>,
        portion: &mut Vec<Looked>,
        options: &HandInOptions<'_>,
    ) -> Result<(), Error> {
        let entries: Vec<String> = portion.iter().map(|row| row.entry.clone()).collect();
        let holding = kept.holding(connection, &entries)?;
        self.rows += portion.len() as u64;
        for row in portion.drain(..) {
            self.row(kept.wanted, &holding, row, options);
        }
        Ok(())
    }

    fn row(&mut self, shape: &Shape, holding: &HashMap<String, Version>, row: Looked, options: &HandInOptions<'_>) {
        let Looked { at, entry, content } = row;
        let until = version::confidential_until(shape, &content.cells, options.today);
        self.preview.confidential += u64::from(until.is_some());
        let Some(known) = holding.get(&entry) else {
            self.preview.added.push(content.key);
            self.begins.push((at, entry));
            return;
        };
        let columns = differences(shape, &known.content.cells, &content.cells, |_| true);
        let same = columns.is_empty() && known.confidential_until == until && known.invented == options.invented;
        if same && known.content.key == content.key {
            self.preview.unchanged += 1;
            self.said.push((entry, Some(known.number)));
        } else {
            self.preview.changed.push(RowChange { key: content.key, columns });
            self.ends.push(known.number);
            self.begins.push((at, entry));
        }
    }
}

/// Columns that differ and that may be told.
pub(super) fn differences(
    shape: &Shape,
    old: &[Cell],
    new: &[Cell],
    may_tell: impl Fn(&shape::ShapeColumn) -> bool,
) -> Vec<ColumnChange> {
    let cells = old.iter().zip(new).zip(&shape.columns);
    let differs = cells.filter(|((old, new), column)| old != new && !column.hidden && may_tell(column));
    differs
        .map(|((old, new), column)| ColumnChange {
            column: column.id.clone(),
            old: cell::shown(old),
            new: cell::shown(new),
        })
        .collect()
}

/// Fiscal years of rows.
#[derive(Default)]
struct Years {
    of_rows: Vec<RangeInclusive<i16>>,
    /// Those of rows that speak for a part of a year only.
    of_parts: BTreeSet<i16>,
}

/// Whether a row speaks for a part of its fiscal year only, as a code of its register says.
fn is_part_of_year(register: &Register, entry: &Entry) -> bool {
    let is_part = |column: &Column, value: &register::Value| match (&column.holds, value) {
        (Holds::Code(codes), register::Value::Code(code)) => {
            codes.iter().any(|one| one.part_of_year && one.code == *code)
        }
        _ => false,
    };
    let mut columns = register.columns.iter().filter_map(|column| Some((column, entry.values.get(&column.id)?)));
    columns.any(|(column, values)| values.iter().any(|value| is_part(column, value)))
}

impl Years {
    /// What is in force speaks for every year up to its end, or to today. A row of a part of a year speaks for no year.
    fn add(&mut self, shape: &Shape, cells: &[Cell], today: Date, is_part: bool) {
        let dates: BTreeMap<&str, Date> = version::dates(shape, cells).collect();
        let year = |date: Date| FiscalYear::of(date).0;
        let event = dates.get("event").map(|&date| year(date)..=year(date));
        let in_force = dates.get("from").map(|&from| {
            let until = dates.get("until").map_or(today, |&until| until.min(today));
            year(from)..=year(until.max(from))
        });
        let years = event
            .into_iter()
            .chain(in_force)
            .reduce(|one, other| *one.start().min(other.start())..=*one.end().max(other.end()));
        match years {
            Some(years) if is_part => self.of_parts.extend(years),
            years => self.of_rows.extend(years),
        }
    }

    fn span(&self) -> Option<RangeInclusive<FiscalYear>> {
        let first = self.of_rows.iter().map(|years| *years.start()).min()?;
        let last = self.of_rows.iter().map(|years| *years.end()).max()?;
        Some(FiscalYear(first)..=FiscalYear(last))
    }

    /// How many rows each of these years has; 0 where none has it. A year of which there are parts and nothing whole is none of them: its
    /// parts say that it is not over or not reported, and a figure of it would read 0.
    fn within(&self, span: &RangeInclusive<FiscalYear>) -> BTreeMap<i16, u64> {
        let mut by_year: BTreeMap<i16, u64> = (span.start().0..=span.end().0).map(|year| (year, 0)).collect();
        for years in &self.of_rows {
            let (first, last) = (*years.start().max(&span.start().0), *years.end().min(&span.end().0));
            if first <= last {
                by_year.range_mut(first..=last).for_each(|(_, count)| *count += 1);
            }
        }
        by_year.retain(|year, rows| *rows > 0 || !self.of_parts.contains(year));
        by_year
    }
}

/// Whether hand-ins in force speak for all of these years already.
fn are_covered(
    connection: &mut Connection,
    shape: &Shape,
    years: Option<&RangeInclusive<FiscalYear>>,
) -> Result<bool, Error> {
    let Some(years) = years else { return Ok(true) };
    let mut covered: BTreeSet<i64> = BTreeSet::new();
    let sql = "select first_fiscal_year, last_fiscal_year from register_hand_in
               join batch on batch.batch_id = register_hand_in_id
               where register = ?1 and until is null and first_fiscal_year is not null";
    connection.each(sql, &[(&shape.register).into()], &mut |row| {
        covered.extend(row.int(0)?..=row.int(1)?);
        Ok(())
    })?;
    Ok((years.start().0..=years.end().0).all(|year| covered.contains(&year.into())))
}

/// The batch of a hand-in, with what it counts.
fn write_batch(
    connection: &mut Connection,
    shape: &Shape,
    plan: &Plan,
    batch: i64,
    options: &HandInOptions<'_>,
    change: Change,
) -> Result<(), Error> {
    let json = |map: &BTreeMap<i16, u64>| serde_json::to_string(map).map_err(|error| Error::Damaged(error.to_string()));
    // A calendar year lies in two fiscal years; it is covered if both are. Its rows are counted by the year that has nine of its months.
    let calendar: BTreeMap<i16, u64> = plan
        .by_year
        .iter()
        .filter(|(year, _)| plan.by_year.contains_key(&(**year - 1)))
        .map(|(year, rows)| (*year, *rows))
        .collect();
    let row: Vec<(&str, Value<'_>)> = vec![
        ("batch_id", batch.into()),
        ("file", options.file.into()),
        ("sha256", options.sha256.into()),
        ("bytes", 0_i64.into()),
        ("bytes_inflated", 0_i64.into()),
        ("format", "hand-in".into()),
        ("source", shape.source().into()),
        // No record of a source is ever measured against a hand-in.
        ("version_high", (-1_i64).into()),
        ("reader", concat!("shirube ", env!("CARGO_PKG_VERSION")).into()),
        ("rules", super::RULE.into()),
        ("keep", "all".into()),
        ("plan_digest", "".into()),
        ("records_read", plan.rows.into()),
        ("records_with_mentions", 0_i64.into()),
        ("records_kept", plan.rows.into()),
        ("records_deleted", (plan.preview.withdrawn.len() as u64).into()),
        ("records_without_date", 0_i64.into()),
        ("records_by_fiscal_year", json(&plan.by_year)?.into()),
        ("records_by_calendar_year", json(&calendar)?.into()),
        ("invented", options.invented.into()),
        ("since", change.into()),
    ];
    let (columns, values): (Vec<&str>, Vec<Value<'_>>) = row.into_iter().unzip();
    connection.insert("batch", &columns, &[values])?;
    let Preview { years, added, changed, withdrawn, unchanged, .. } = &plan.preview;
    let year = |year: Option<FiscalYear>| -> Value<'_> { year.map(|year| i64::from(year.0)).into() };
    let row: Vec<Value<'_>> = vec![
        batch.into(),
        (&shape.register).into(),
        year(years.as_ref().map(|years| *years.start())),
        year(years.as_ref().map(|years| *years.end())),
        (added.len() as u64).into(),
        (changed.len() as u64).into(),
        (withdrawn.len() as u64).into(),
        (*unchanged).into(),
    ];
    let columns = [
        "register_hand_in_id",
        "register",
        "first_fiscal_year",
        "last_fiscal_year",
        "rows_added",
        "rows_changed",
        "rows_withdrawn",
        "rows_unchanged",
    ];
    connection.insert("register_hand_in", &columns, &[row])
}
