//! The summary from which pages are answered: one state of the plan and its evidence, with every reading.
//!
//! It is rebuilt when the change number moves, and pages never ask the store for what it holds. A page is
//! therefore as consistent as one transaction, and as fast as memory.

use crate::findable::Findable;
use crate::harvest::Items;
use crate::language::Language;
use crate::phrase::say;
use crate::source::{Batch, Head, JoinEvidence, JoinState, Source, Waiting};
use evidence::Decision;
use indicator::{Coverage, Facts, HandIn, Index, Reading, Row, Sighted, Standing};
use jiff::civil::Date;
use plan::{FiscalYear, Indicator, IndicatorKind, JoinSubject, Method, Plan};
use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// First fiscal year of every chart and table.
pub const FIRST_YEAR: i16 = chart::roadmap::FIRST_YEAR;

/// What a snapshot is made of.
pub struct Parts {
    /// The plan in force.
    pub plan: Arc<Plan>,
    /// The change shown.
    pub change: indicator::Change,
    /// The day shown: today, or the day of an as-of.
    pub day: Date,
    /// Every row.
    pub rows: Vec<Row>,
    /// What has been read.
    pub coverage: Vec<Coverage>,
    /// What was handed in.
    pub hand_ins: Vec<HandIn>,
    /// What awaits a person.
    pub waiting: Vec<Waiting>,
    /// What was decided on joins.
    pub joins: Vec<JoinState>,
    /// Every decision on a link in force.
    pub decisions: Vec<Decision>,
    /// The batches, oldest first.
    pub batches: Vec<Batch>,
    /// Newest evidence first.
    pub newest: Vec<Head>,
}

/// Readings of one indicator over all years, in order.
pub type Readings = Vec<(FiscalYear, Reading)>;

/// What records stand behind: an indicator, a year, and whether they wait.
type Behind = (String, FiscalYear, bool);

/// Readings of one indicator for each project that it counts.
pub type ByProject = Vec<(String, Readings)>;

/// How many rows there are, by what a reader asks of the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// By kind: real ones and invented ones.
    pub kinds: BTreeMap<String, (usize, usize)>,
    /// Rows that count for a project.
    pub counted: usize,
    /// Rows that do not yet, but wait to.
    pub waiting: usize,
    /// Rows that are tied to no project of the plan.
    pub outside: usize,
    /// Retracted ones.
    pub retracted: usize,
}

impl Counts {
    fn of(rows: &[Row]) -> Self {
        let mut counts = Self::default();
        for row in rows.iter().filter(|row| !row.withheld) {
            let kind = counts.kinds.entry(row.kind.to_string()).or_default();
            if row.invented {
                kind.1 += 1
            } else {
                kind.0 += 1
            }
            counts.retracted += usize::from(row.retracted);
            let any = |standing: Standing| row.links.iter().any(|link| link.standing == standing);
            if any(Standing::Counted) {
                counts.counted += 1;
            } else if any(Standing::AwaitingMention) || any(Standing::AwaitingJoin) {
                counts.waiting += 1;
            } else {
                counts.outside += 1;
            }
        }
        counts
    }
}

/// One state of the plan and its evidence.
pub struct Snapshot {
    /// The plan in force.
    pub plan: Arc<Plan>,
    /// The change shown.
    pub change: indicator::Change,
    /// The day shown.
    pub day: Date,
    /// Every row at this state.
    pub rows: Vec<Row>,
    /// What has been read.
    pub coverage: Vec<Coverage>,
    /// What was handed in.
    pub hand_ins: Vec<HandIn>,
    /// What awaits a person.
    pub waiting: Vec<Waiting>,
    /// Joins with their decisions.
    pub joins: Vec<JoinState>,
    /// Every decision on a link in force.
    pub decisions: Vec<Decision>,
    /// The batches, oldest first.
    pub batches: Vec<Batch>,
    /// Newest evidence.
    pub newest: Vec<Head>,
    sighted: OnceLock<Vec<Sighted>>,
    harvested: OnceLock<Arc<Items>>,
    /// Whether any row is invented.
    pub invented: bool,
    /// The plan's texts, to be found.
    pub findable: Findable,
    /// How many rows of what.
    pub counts: Counts,
    readings: BTreeMap<String, Readings>,
    by_record: HashMap<Arc<str>, usize>,
    by_date: Vec<usize>,
    by_grant: HashMap<Arc<str>, Vec<usize>>,
    grants: HashMap<String, Vec<(Arc<str>, usize)>>,
    behind: Mutex<HashMap<Behind, Arc<Vec<Arc<str>>>>>,
    join_evidence: Mutex<HashMap<String, Arc<JoinEvidence>>>,
    split: HashMap<String, OnceLock<Arc<ByProject>>>,
    /// The whole roadmap on paper, by language; its largest drawing, and the same for every reader.
    roadmap_on_paper: [OnceLock<Arc<Vec<String>>>; 2],
    index: Index,
}

impl Snapshot {
    /// Adds everything up.
    #[must_use]
    pub fn build(parts: Parts) -> Self {
        let Parts { plan, change, day, rows, coverage, hand_ins, waiting, joins, decisions, batches, newest } = parts;
        let mut by_record = HashMap::with_capacity(rows.len());
        let mut by_grant: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
        // Rows that do not open are in the figures and nowhere else.
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.withheld) {
            by_record.insert(Arc::clone(&row.record), index);
            for number in row.attributes.get("grant").into_iter().flatten() {
                by_grant.entry(Arc::clone(number)).or_default().push(index);
            }
        }
        let mut by_date: Vec<usize> = (0..rows.len()).filter(|&index| !rows[index].withheld).collect();
        by_date.sort_by(|a, b| {
            publication(&rows[*b]).cmp(&publication(&rows[*a])).then_with(|| rows[*a].record.cmp(&rows[*b].record))
        });
        let invented = rows.iter().any(|row| row.invented);
        let counts = Counts::of(&rows);
        let grants = grants(&rows);
        let index = Index::new(&plan, &rows, change);
        let split = plan.indicators().map(|(_, indicator)| (indicator.id.clone(), OnceLock::new())).collect();
        let mut snapshot = Self {
            findable: Findable::new(&plan),
            counts,
            plan,
            change,
            day,
            rows,
            coverage,
            hand_ins,
            waiting,
            joins,
            decisions,
            batches,
            newest,
            sighted: OnceLock::new(),
            harvested: OnceLock::new(),
            invented,
            readings: BTreeMap::new(),
            by_record,
            by_date,
            by_grant,
            grants,
            behind: Mutex::new(HashMap::new()),
            join_evidence: Mutex::new(HashMap::new()),
            split,
            roadmap_on_paper: Default::default(),
            index,
        };
        let plan = Arc::clone(&snapshot.plan);
        let indicators: Vec<&Indicator> = plan.indicators().map(|(_, indicator)| indicator).collect();
        let readings = snapshot.read(&indicators);
        snapshot.readings = indicators.iter().map(|indicator| indicator.id.clone()).zip(readings).collect();
        snapshot
    }

    fn read(&self, indicators: &[&Indicator]) -> Vec<Readings> {
        indicator::readings_with(&self.facts(), &self.index, indicators, self.years())
    }

    /// What readings depend on.
    #[must_use]
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

    /// The index over its rows.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Makes what the pages of indicators need besides, before a reader has to wait for it.
    pub fn warm(&self) {
        for (_, indicator) in self.plan.indicators() {
            let _ = self.by_project(indicator);
            for awaiting in [false, true] {
                let _ = self.records_behind(&indicator.id, self.last_year(), awaiting);
            }
        }
    }

    /// What speaks for the joins of a prefix, if it was asked for before.
    #[must_use]
    pub fn join_evidence(&self, prefix: &str) -> Option<Arc<JoinEvidence>> {
        self.join_evidence.lock().unwrap_or_else(PoisonError::into_inner).get(prefix).map(Arc::clone)
    }

    /// Keeps it for the next reader.
    pub fn keep_join_evidence(&self, prefix: &str, found: &Arc<JoinEvidence>) {
        self.join_evidence.lock().unwrap_or_else(PoisonError::into_inner).insert(prefix.to_owned(), Arc::clone(found));
    }

    /// The sheets of the whole roadmap, made by the first who asks.
    pub fn roadmap_on_paper(&self, language: Language, make: impl FnOnce() -> Vec<String>) -> Arc<Vec<String>> {
        let kept = &self.roadmap_on_paper[usize::from(language == Language::En)];
        Arc::clone(kept.get_or_init(|| Arc::new(make())))
    }

    /// Prefixes with a join that awaits confirmation.
    pub fn waiting_prefixes(&self) -> impl Iterator<Item = &str> {
        self.plan.joins.iter().filter(|join| !join.basis.counts()).filter_map(|join| match &join.subject {
            JoinSubject::Prefix(prefix) => Some(prefix.as_str()),
            _ => None,
        })
    }

    /// The fiscal year of the day shown.
    #[must_use]
    pub fn this_year(&self) -> FiscalYear {
        FiscalYear::of(self.day)
    }

    /// The last fiscal year that is over.
    #[must_use]
    pub fn last_year(&self) -> FiscalYear {
        FiscalYear(self.this_year().0 - 1)
    }

    /// Every year with a reading.
    #[must_use]
    pub fn years(&self) -> RangeInclusive<FiscalYear> {
        FiscalYear(FIRST_YEAR)..=FiscalYear(self.this_year().0.max(FIRST_YEAR))
    }

    /// Last year of the axis of periods: to the last known end, at least four years ahead.
    #[must_use]
    pub fn last_axis_year(&self) -> i16 {
        chart::roadmap::last_year(&self.plan, self.this_year())
    }

    /// The day of the plan's revision.
    #[must_use]
    pub fn revision_date(&self) -> Option<Date> {
        self.plan.decisions.last().map(|decision| decision.on)
    }

    /// An indicator's readings, oldest year first; empty for an unknown indicator.
    #[must_use]
    pub fn readings(&self, indicator: &str) -> &[(FiscalYear, Reading)] {
        self.readings.get(indicator).map_or(&[], Vec::as_slice)
    }

    /// What PubMed and the full texts found each by itself. The first who asks pays for looking at what both hold.
    ///
    /// # Errors
    /// If the store refuses.
    pub fn sighted(&self, source: &Source) -> Result<&[Sighted], store::Error> {
        if let Some(sighted) = self.sighted.get() {
            return Ok(sighted);
        }
        let found = source.sighted(self.change)?;
        Ok(self.sighted.get_or_init(|| found))
    }

    /// What harvesters are given. The first who asks pays for gathering it.
    ///
    /// # Errors
    /// If the store refuses.
    pub fn harvested(&self, source: &Source) -> Result<Arc<Items>, crate::visit::Problem> {
        if let Some(known) = self.harvested.get() {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(Items::gather(self, source)?);
        Ok(Arc::clone(self.harvested.get_or_init(|| found)))
    }

    /// One reading.
    #[must_use]
    pub fn reading(&self, indicator: &str, year: FiscalYear) -> Option<&Reading> {
        self.readings(indicator).iter().find(|(there, _)| *there == year).map(|(_, reading)| reading)
    }

    /// The row of a record.
    #[must_use]
    pub fn row(&self, record: &str) -> Option<&Row> {
        self.by_record.get(record).map(|index| &self.rows[*index])
    }

    /// The grants named by the rows that count for a project, each with how many name it, most first.
    #[must_use]
    pub fn grants_of(&self, project: &str) -> &[(Arc<str>, usize)] {
        self.grants.get(project).map_or(&[], Vec::as_slice)
    }

    /// The rows that name a grant's number in its normal form.
    pub fn naming<'a>(&'a self, number: &str) -> impl Iterator<Item = &'a Row> + use<'a> {
        self.by_grant.get(number).into_iter().flatten().map(|index| &self.rows[*index])
    }

    /// How many rows open.
    #[must_use]
    pub fn open_rows(&self) -> usize {
        self.by_date.len()
    }

    /// Every row that opens, newest first by publication date, then by id.
    pub fn rows_newest_first(&self) -> impl Iterator<Item = &Row> {
        self.by_date.iter().map(|index| &self.rows[*index])
    }

    /// The records behind a figure, or those that wait to be, newest first by publication date, then by id; kept once made.
    #[must_use]
    pub fn records_behind(&self, indicator: &str, year: FiscalYear, awaiting: bool) -> Arc<Vec<Arc<str>>> {
        let key = (indicator.to_owned(), year, awaiting);
        let mut kept = self.behind.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.get(&key) {
            return Arc::clone(found);
        }
        let made = Arc::new(self.sorted_behind(indicator, year, awaiting));
        kept.insert(key, Arc::clone(&made));
        made
    }

    fn sorted_behind(&self, indicator: &str, year: FiscalYear, awaiting: bool) -> Vec<Arc<str>> {
        let Some(Reading::Number(figure)) = self.reading(indicator, year) else { return Vec::new() };
        let records: Vec<&Arc<str>> = if awaiting {
            figure.awaiting_mention_records.iter().chain(&figure.awaiting_join_records).collect()
        } else {
            figure.records.iter().collect()
        };
        let mut dated: Vec<(Option<Date>, &Arc<str>)> =
            records.into_iter().map(|record| (self.row(record).and_then(publication), record)).collect();
        dated.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        dated.dedup();
        dated.into_iter().map(|(_, record)| Arc::clone(record)).collect()
    }

    /// The projects that an indicator counts, with its readings narrowed to each; kept once made.
    #[must_use]
    pub fn by_project(&self, indicator: &Indicator) -> Arc<ByProject> {
        let make = || {
            let narrowed = self.narrowed(indicator);
            let indicators: Vec<&Indicator> = narrowed.iter().map(|(_, indicator)| indicator).collect();
            let readings = self.read(&indicators);
            Arc::new(narrowed.iter().map(|(project, _)| project.clone()).zip(readings).collect())
        };
        // Whoever asks for the same one meanwhile waits for it, and nobody else.
        self.split.get(&indicator.id).map_or_else(make, |made| Arc::clone(made.get_or_init(make)))
    }

    /// The same definition for each of the projects that it counts, one by one.
    fn narrowed(&self, indicator: &Indicator) -> Vec<(String, Indicator)> {
        let Some((programme, _)) = self.plan.indicators().find(|(_, other)| other.id == indicator.id) else {
            return Vec::new();
        };
        let mut projects: Vec<String> = Vec::new();
        for version in &indicator.versions {
            let Method::Computed(definition) = &version.method else { continue };
            let of = match &definition.linked.to {
                plan::LinkedTo::Programme => programme.projects.iter().map(|project| project.id.clone()).collect(),
                plan::LinkedTo::Projects(ids) => ids.clone(),
                plan::LinkedTo::Plan => self.plan.projects().map(|(_, project)| project.id.clone()).collect(),
            };
            for id in of {
                if !projects.contains(&id) {
                    projects.push(id);
                }
            }
        }
        if projects.len() < 2 {
            return Vec::new();
        }
        let narrow = |project: String| {
            let mut narrowed = indicator.clone();
            for version in &mut narrowed.versions {
                if let Method::Computed(definition) = &mut version.method {
                    definition.linked.to = plan::LinkedTo::Projects(vec![project.clone()]);
                }
            }
            (project, narrowed)
        };
        projects.into_iter().map(narrow).collect()
    }

    /// The plan's own indicators, without those made for each project.
    pub fn own_indicators(&self) -> impl Iterator<Item = (&plan::Programme, &Indicator)> {
        self.plan.indicators().filter(|(_, indicator)| indicator.kind != IndicatorKind::ProjectPapers)
    }

    /// Sources with licence and date, for the footer.
    #[must_use]
    pub fn sources_in_words(&self, language: Language) -> Vec<String> {
        let words = language.words();
        let date = self.batches.last().map(|batch| language.date(batch.on)).unwrap_or_default();
        let mut seen = Vec::new();
        for coverage in &self.coverage {
            let name = language.source(&coverage.source);
            let licence = if coverage.source == "pubmed" { words.footer_license_public } else { words.unknown };
            let text = if coverage.invented {
                format!("{name} · {}", words.invented)
            } else {
                say(words.footer_licence, &[("source", &name), ("licence", licence), ("date", &date)])
            };
            if !seen.contains(&text) {
                seen.push(text);
            }
        }
        seen
    }
}

/// By project, the grants named by the rows that count for it.
fn grants(rows: &[Row]) -> HashMap<String, Vec<(Arc<str>, usize)>> {
    let mut counted: HashMap<&Arc<str>, HashMap<&Arc<str>, usize>> = HashMap::new();
    for row in rows.iter().filter(|row| !row.withheld) {
        let Some(numbers) = row.attributes.get("grant") else { continue };
        let mut projects: Vec<&Arc<str>> =
            row.links.iter().filter(|link| link.standing == Standing::Counted).map(|link| &link.project).collect();
        projects.sort_unstable();
        projects.dedup();
        for project in projects {
            let of_project = counted.entry(project).or_default();
            numbers.iter().for_each(|number| *of_project.entry(number).or_default() += 1);
        }
    }
    let sorted = |grants: HashMap<&Arc<str>, usize>| {
        let mut grants: Vec<(Arc<str>, usize)> = grants.into_iter().map(|(one, n)| (Arc::clone(one), n)).collect();
        grants.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        grants
    };
    counted.into_iter().map(|(project, grants)| (project.to_string(), sorted(grants))).collect()
}

/// The publication date of a row, else its earliest date.
#[must_use]
pub fn publication(row: &Row) -> Option<Date> {
    row.dates.get("publication").copied().or_else(|| row.dates.values().min().copied())
}
