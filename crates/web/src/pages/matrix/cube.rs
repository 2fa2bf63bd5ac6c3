//! The register of grants, added up along two of its axes: counts of distinct grants and yen, with their totals.
//!
//! The decision to question: **what does not open is in no cell.** A confidential row that counted in one cell could be worked out from the
//! totals around it, and hiding a second cell for each would leave a table of holes. So the cells and their totals hold the rows that open,
//! and those that do not are told beside them, all of a year together, from the register's threshold on.

use indicator::Row;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The register's id.
pub const REGISTER: &str = "grants";
/// Its source.
const SOURCE: &str = "register:grants";
/// Stands for "the row does not say"; no code of the register.
pub const NOT_SAID: &str = "not-said";

/// What the rows are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Fiscal year.
    Year,
    /// Integrated project.
    Integrated,
    /// Disease area.
    Area,
    /// Purpose.
    Purpose,
}

impl Axis {
    /// The column of the register.
    pub fn column(self) -> &'static str {
        match self {
            Self::Year => "fiscal-year",
            Self::Integrated => "integrated-project",
            Self::Area => "disease-area",
            Self::Purpose => "purpose",
        }
    }

    /// The places of a row on this axis: several where it names several, [`NOT_SAID`] where it names none.
    pub fn places(self, row: &Row) -> BTreeSet<&str> {
        let named: BTreeSet<&str> = values(row, self.column()).iter().map(|value| &**value).collect();
        if named.is_empty() { BTreeSet::from([NOT_SAID]) } else { named }
    }
}

/// What stands in a column of a row.
pub fn values<'r>(row: &'r Row, column: &str) -> &'r [Arc<str>] {
    row.attributes.get(column).map_or(&[], Vec::as_slice)
}

/// The first value of a column.
pub fn value<'r>(row: &'r Row, column: &str) -> Option<&'r str> {
    values(row, column).first().map(|value| &**value)
}

/// The yen of a row: its amount, else direct and indirect costs together where both are there.
pub fn yen(row: &Row) -> Option<i128> {
    let number = |column: &str| value(row, column)?.parse::<i128>().ok();
    number("amount").or_else(|| number("direct")?.checked_add(number("indirect")?))
}

/// The rows of the register, whether they open or not.
pub fn of_register(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|row| &*row.source == SOURCE && !row.retracted)
}

/// What rows add up to.
#[derive(Debug, Clone, Default)]
pub struct Sum<'r> {
    grants: HashSet<&'r str>,
    /// Yen of those that say any.
    pub yen: i128,
    /// Rows.
    pub rows: usize,
    /// Rows without an amount.
    pub without_yen: usize,
}

impl<'r> Sum<'r> {
    fn add(&mut self, row: &'r Row) {
        // A row without a number is a grant of its own.
        self.grants.insert(value(row, "grant").unwrap_or(&row.record));
        self.rows += 1;
        match yen(row) {
            Some(yen) => self.yen = self.yen.saturating_add(yen),
            None => self.without_yen += 1,
        }
    }

    /// Distinct grants.
    pub fn grants(&self) -> i128 {
        i128::try_from(self.grants.len()).unwrap_or(i128::MAX)
    }
}

/// What rows that open add up to.
pub fn sum<'r>(rows: impl Iterator<Item = &'r Row>) -> Sum<'r> {
    rows.fold(Sum::default(), |mut sum, row| {
        sum.add(row);
        sum
    })
}

/// What is shown of each sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Distinct grants.
    Grants,
    /// Yen.
    Yen,
}

impl Measure {
    /// Of this sum.
    pub fn of(self, sum: &Sum<'_>) -> i128 {
        match self {
            Self::Grants => sum.grants(),
            Self::Yen => sum.yen,
        }
    }
}

/// Rows along two axes; `None` on an axis is the whole of it.
pub struct Grid<'r> {
    sums: HashMap<(Option<&'r str>, Option<&'r str>), Sum<'r>>,
    /// Places that rows name on the first axis.
    pub lines: BTreeSet<&'r str>,
    /// Places that rows name on the second.
    pub columns: BTreeSet<&'r str>,
}

impl<'r> Grid<'r> {
    /// Adds rows up. A row that names several places counts whole in each of them and once in the totals.
    pub fn new(rows: &[&'r Row], lines: Axis, columns: Axis) -> Self {
        let mut grid = Self { sums: HashMap::new(), lines: BTreeSet::new(), columns: BTreeSet::new() };
        for row in rows {
            let (across, down) = (columns.places(row), lines.places(row));
            grid.lines.extend(&down);
            grid.columns.extend(&across);
            for line in down.into_iter().map(Some).chain([None]) {
                for column in across.iter().copied().map(Some).chain([None]) {
                    grid.sums.entry((line, column)).or_default().add(row);
                }
            }
        }
        grid
    }

    /// What stands in a cell; 0 where no row is.
    pub fn at(&self, measure: Measure, line: Option<&str>, column: Option<&str>) -> i128 {
        self.sums.get(&(line, column)).map_or(0, |sum| measure.of(sum))
    }

    /// By how much the cells of a line are more than its total, since rows name several columns.
    pub fn twice_in_line(&self, measure: Measure, line: Option<&str>) -> i128 {
        let cells: i128 = self.columns.iter().map(|column| self.at(measure, line, Some(column))).sum();
        cells - self.at(measure, line, None)
    }

    /// By how much the cells of a column are more than its total.
    pub fn twice_in_column(&self, measure: Measure, column: Option<&str>) -> i128 {
        let cells: i128 = self.lines.iter().map(|line| self.at(measure, Some(line), column)).sum();
        cells - self.at(measure, None, column)
    }

    /// The greatest figure of a cell that is no total.
    pub fn greatest(&self, measure: Measure) -> i128 {
        let cells = self.sums.iter().filter(|((line, column), _)| line.is_some() && column.is_some());
        cells.map(|(_, sum)| measure.of(sum)).max().unwrap_or(0)
    }
}

/// Rows that do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// There are none.
    None,
    /// There are fewer than their threshold: nothing more is told.
    TooFew,
    /// So many, with so many yen.
    Rows(usize, i128),
}

/// The rows of a year that do not open.
pub fn withheld(rows: &[&Row]) -> Withheld {
    let closed = || rows.iter().filter(|row| row.withheld);
    let threshold = closed().map(|row| row.threshold).max().unwrap_or(0) as usize;
    match closed().count() {
        0 => Withheld::None,
        few if few < threshold => Withheld::TooFew,
        many => Withheld::Rows(many, sum(closed().copied()).yen),
    }
}

/// Rows by every place that they name on the four axes, for the table: `[year, integrated, area, purpose]`.
pub fn cube<'r>(rows: &[&'r Row]) -> BTreeMap<[&'r str; 4], Sum<'r>> {
    let mut cube: BTreeMap<[&str; 4], Sum<'_>> = BTreeMap::new();
    for row in rows {
        for year in Axis::Year.places(row) {
            for integrated in Axis::Integrated.places(row) {
                for area in Axis::Area.places(row) {
                    for purpose in Axis::Purpose.places(row) {
                        cube.entry([year, integrated, area, purpose]).or_default().add(row);
                    }
                }
            }
        }
    }
    cube
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(record: &str, columns: &[(&str, &[&str])], threshold: u32) -> Row {
        let values = |values: &[&str]| values.iter().map(|value| Arc::from(*value)).collect::<Vec<Arc<str>>>();
        Row {
            record: record.into(),
            kind: "grant".into(),
            source: SOURCE.into(),
            dates: [].into_iter().collect(),
            attributes: columns.iter().map(|(column, all)| (Arc::from(*column), values(all))).collect(),
            types: Vec::new(),
            links: Vec::new(),
            since: 1,
            until: None,
            retracted: false,
            withheld: threshold > 0,
            threshold,
            invented: false,
        }
    }

    /// Moss is one grant of two institutions, for cancer and for children; fern says no area.
    fn rows() -> Vec<Row> {
        let drugs = ("integrated-project", &["drugs-2025"][..]);
        vec![
            row(
                "grants:1",
                &[("grant", &["moss"]), drugs, ("disease-area", &["cancer", "child-health"]), ("amount", &["300"])],
                0,
            ),
            row("grants:2", &[("grant", &["moss"]), drugs, ("disease-area", &["cancer"]), ("amount", &["50"])], 0),
            row("grants:3", &[("grant", &["fern"]), drugs, ("direct", &["10"]), ("indirect", &["3"])], 0),
            row("grants:4", &[("grant", &["reed"]), ("disease-area", &["cancer"]), ("direct", &["10"])], 0),
        ]
    }

    #[test]
    fn a_grant_counts_once_in_a_cell_and_once_in_the_total() {
        let rows = rows();
        let all: Vec<&Row> = of_register(&rows).collect();
        let grid = Grid::new(&all, Axis::Integrated, Axis::Area);
        let at = |measure, line, column| grid.at(measure, line, column);
        assert_eq!(at(Measure::Grants, Some("drugs-2025"), Some("cancer")), 1, "two institutions, one grant");
        assert_eq!(at(Measure::Yen, Some("drugs-2025"), Some("cancer")), 350);
        assert_eq!(at(Measure::Grants, Some("drugs-2025"), Some("child-health")), 1);
        assert_eq!(at(Measure::Grants, None, None), 3);
        assert_eq!(at(Measure::Yen, None, None), 363, "a direct cost alone is no amount");
        assert_eq!(grid.at(Measure::Grants, Some("devices-2025"), None), 0);
    }

    #[test]
    fn what_a_row_does_not_say_has_a_place_of_its_own() {
        let rows = rows();
        let all: Vec<&Row> = of_register(&rows).collect();
        let grid = Grid::new(&all, Axis::Integrated, Axis::Area);
        assert_eq!(grid.at(Measure::Grants, Some("drugs-2025"), Some(NOT_SAID)), 1);
        assert_eq!(grid.at(Measure::Yen, Some("drugs-2025"), Some(NOT_SAID)), 13);
        assert_eq!(grid.at(Measure::Grants, Some(NOT_SAID), Some("cancer")), 1);
        assert_eq!(grid.at(Measure::Grants, Some(NOT_SAID), Some(NOT_SAID)), 0);
    }

    #[test]
    fn cells_less_what_counts_twice_are_the_totals() {
        let rows = rows();
        let all: Vec<&Row> = of_register(&rows).collect();
        let grid = Grid::new(&all, Axis::Integrated, Axis::Area);
        for measure in [Measure::Grants, Measure::Yen] {
            for line in [Some("drugs-2025"), Some(NOT_SAID), None] {
                let cells: i128 = grid.columns.iter().map(|column| grid.at(measure, line, Some(column))).sum();
                assert_eq!(cells - grid.twice_in_line(measure, line), grid.at(measure, line, None));
            }
        }
        assert_eq!(grid.twice_in_line(Measure::Yen, Some("drugs-2025")), 300, "moss is in two areas");
        assert_eq!(grid.twice_in_line(Measure::Yen, Some(NOT_SAID)), 0);
        assert_eq!(grid.twice_in_column(Measure::Grants, Some("cancer")), 0);
        assert_eq!(cube(&all).len(), 4);
    }

    #[test]
    fn rows_that_do_not_open_are_told_together_or_not_at_all() {
        let closed: Vec<Row> =
            (0..5).map(|number| row(&format!("grants:withheld-{number}"), &[("amount", &["7"])], 5)).collect();
        let all: Vec<&Row> = closed.iter().collect();
        assert_eq!(withheld(&all), Withheld::Rows(5, 35));
        assert_eq!(withheld(&all[..4]), Withheld::TooFew);
        assert_eq!(withheld(&all[..0]), Withheld::None);
        let open = rows();
        assert_eq!(withheld(&open.iter().collect::<Vec<_>>()), Withheld::None);
    }
}
