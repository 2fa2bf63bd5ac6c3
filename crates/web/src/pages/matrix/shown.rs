//! Grids and grants as the page shows them.

use super::Chosen;
use super::cube::{self, Axis, Grid, Measure};
use super::name::Names;
use crate::figure::grouped;
use crate::phrase::say;
use crate::visit::Visit;
use crate::way::encode;
use crate::words::MatrixWords;
use indicator::Row;
use plan::FiscalYear;

/// Rows of the list on one page.
const ROWS_A_PAGE: usize = 100;

/// What a table is to show.
pub struct Shape {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub heading: String,
    /// The word above its lines.
    pub head: &'static str,
    /// What its lines are.
    pub lines: Axis,
    /// What its columns are.
    pub columns: Axis,
    /// What its figures are.
    pub measure: Measure,
    /// The year, whose places stand in it even where they are empty.
    pub year: FiscalYear,
    /// Whether lines have a total. Over years they have none: grants run for several.
    pub has_total: bool,
}

/// A table as it is shown.
pub struct Shown {
    pub id: &'static str,
    pub heading: String,
    pub note: String,
    pub head: &'static str,
    /// Words above the columns.
    pub columns: Vec<String>,
    pub lines: Vec<Line>,
}

/// A line.
pub struct Line {
    pub name: String,
    /// Where it came from, if a source says so.
    pub second: String,
    /// Whether it is the total.
    pub is_total: bool,
    pub cells: Vec<Figure>,
}

/// A figure.
#[derive(Default)]
pub struct Figure {
    /// The number; empty where nothing can stand.
    pub words: String,
    /// Its share of the whole; empty where none is told.
    pub share: String,
    /// Where it opens; empty where there is nothing.
    pub href: String,
    /// How dark its ground is, 0 to 4.
    pub heat: u8,
}

/// A grid as a table. `years` are its columns where they are years.
pub fn shown(
    shape: &Shape,
    grid: &Grid<'_>,
    names: &Names<'_>,
    words: &MatrixWords,
    years: &[String],
    to: &dyn Fn(Option<&str>, Option<&str>) -> String,
) -> Shown {
    let Shape { measure, lines: axis, .. } = *shape;
    let lines = if shape.columns == Axis::Year {
        names.ever(axis, &grid.lines)
    } else {
        names.known(axis, shape.year, &grid.lines)
    };
    let columns: Vec<(String, String)> = if shape.columns == Axis::Year {
        years.iter().map(|year| (year.clone(), names.of(Axis::Year, year))).collect()
    } else {
        names.known(shape.columns, shape.year, &grid.columns)
    };
    let greatest = grid.greatest(measure);
    let figure = |line: Option<&str>, column: Option<&str>| {
        let value = grid.at(measure, line, column);
        let whole = grid.at(measure, None, column.filter(|_| shape.columns == Axis::Year));
        let is_cell = line.is_some() && column.is_some();
        let outside =
            |line: &str, year: &str| year.parse().is_ok_and(|year| !names.holds_in(axis, line, FiscalYear(year)));
        match (line, column) {
            // An integrated project outside its term.
            (Some(line), Some(year)) if shape.columns == Axis::Year && value == 0 && outside(line, year) => {
                Figure::default()
            }
            _ => Figure {
                words: grouped(value),
                share: if value > 0 && line.is_some() { share(value, whole) } else { String::new() },
                href: if value > 0 { to(line, column) } else { String::new() },
                heat: if is_cell { heat(value, greatest) } else { 0 },
            },
        }
    };
    let twice = |value: i128| Figure { words: grouped(value), ..Figure::default() };
    let all_lines = || lines.iter().map(|(line, _)| Some(line.as_str())).chain([None]);
    let twice_in_lines = shape.has_total && all_lines().any(|line| grid.twice_in_line(measure, line) != 0);
    let column_places = || columns.iter().map(|(column, _)| Some(column.as_str()));
    let totals = || column_places().chain(shape.has_total.then_some(None));
    let twice_in_columns = totals().any(|column| grid.twice_in_column(measure, column) != 0);
    let cells = |line: Option<&str>| {
        let mut cells: Vec<Figure> = column_places().map(|column| figure(line, column)).collect();
        if twice_in_lines {
            cells.push(twice(grid.twice_in_line(measure, line)));
        }
        if shape.has_total {
            cells.push(figure(line, None));
        }
        cells
    };
    let mut shown: Vec<Line> = lines
        .iter()
        .map(|(line, name)| Line {
            name: name.clone(),
            second: names.follows(axis, line),
            is_total: false,
            cells: cells(Some(line)),
        })
        .collect();
    if twice_in_columns {
        let mut cells: Vec<Figure> =
            column_places().map(|column| twice(grid.twice_in_column(measure, column))).collect();
        if twice_in_lines {
            cells.push(Figure::default());
        }
        if shape.has_total {
            cells.push(twice(grid.twice_in_column(measure, None)));
        }
        shown.push(Line { name: words.twice.to_owned(), second: String::new(), is_total: false, cells });
    }
    shown.push(Line { name: words.total.to_owned(), second: String::new(), is_total: true, cells: cells(None) });
    let heads = columns.iter().map(|(_, name)| name.clone());
    Shown {
        id: shape.id,
        heading: shape.heading.clone(),
        note: String::new(),
        head: shape.head,
        columns: heads
            .chain(twice_in_lines.then(|| words.twice.to_owned()))
            .chain(shape.has_total.then(|| words.total.to_owned()))
            .collect(),
        lines: shown,
    }
}

/// `12.3%`, rounded half up.
fn share(value: i128, whole: i128) -> String {
    if whole <= 0 {
        return String::new();
    }
    let tenths = value.saturating_mul(2000).saturating_add(whole) / whole.saturating_mul(2);
    format!("{}.{}%", grouped(tenths / 10), tenths % 10)
}

/// Four shades by quarters of the greatest; none for 0.
fn heat(value: i128, greatest: i128) -> u8 {
    if value <= 0 || greatest <= 0 {
        return 0;
    }
    let quarters = (value.saturating_mul(4).saturating_add(greatest - 1)) / greatest;
    u8::try_from(quarters.clamp(1, 4)).unwrap_or(4)
}

/// The grants of what is chosen.
#[derive(Default)]
pub struct Grants {
    pub heading: String,
    pub rows: Vec<GrantRow>,
    /// Which of how many.
    pub position: String,
    pub next_href: String,
    pub previous_href: String,
    /// Takes the choice of cells back; empty where none is chosen.
    pub clear_href: String,
}

/// What one institution has of a grant.
pub struct GrantRow {
    pub grant: String,
    pub href: String,
    pub title: String,
    pub institution: String,
    pub yen: String,
    pub invented: bool,
}

/// The rows of what is chosen, by grant.
pub fn grants(
    visit: &Visit<'_>,
    words: &MatrixWords,
    names: &Names<'_>,
    chosen: &Chosen,
    of_the_year: &[&Row],
) -> Grants {
    let mut rows: Vec<&Row> = of_the_year.iter().copied().filter(|row| in_cell(chosen, row)).collect();
    rows.sort_by_key(|row| (cube::value(row, "grant"), &row.record));
    let number = chosen.year.0.to_string();
    let places = [(Axis::Integrated, &chosen.integrated), (Axis::Area, &chosen.area), (Axis::Purpose, &chosen.purpose)];
    let named = places.iter().filter_map(|(axis, place)| {
        let place = place.as_deref()?;
        let axis_name = match axis {
            Axis::Area => words.area,
            Axis::Purpose => words.purpose,
            Axis::Integrated | Axis::Year => words.integrated,
        };
        let name = names.of(*axis, place);
        Some(if place == cube::NOT_SAID { format!("{axis_name} {name}") } else { name })
    });
    let heading: Vec<String> = [visit.language().year(chosen.year)].into_iter().chain(named).collect();
    let pages = rows.len().div_ceil(ROWS_A_PAGE).max(1);
    let page = visit.asked("page").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, pages);
    let from = (page - 1) * ROWS_A_PAGE;
    let of = [&chosen.integrated, &chosen.area, &chosen.purpose].map(Option::as_deref);
    let to_page = |page: usize| visit.to(&format!("{}&page={page}#grants", chosen.path(&number, of[0], of[1], of[2])));
    let n = |n: usize| grouped(i128::try_from(n).unwrap_or(i128::MAX));
    let position = [("n", &n(rows.len())), ("from", &n(from + 1)), ("to", &n((from + ROWS_A_PAGE).min(rows.len())))];
    Grants {
        heading: say(words.list, &[("chosen", &heading.join(words.comma))]),
        position: if rows.is_empty() {
            String::new()
        } else {
            say(words.list_position, &position.map(|(name, value)| (name, value.as_str())))
        },
        next_href: if page < pages { to_page(page + 1) } else { String::new() },
        previous_href: if page > 1 { to_page(page - 1) } else { String::new() },
        clear_href: if heading.len() > 1 { visit.to(&chosen.path(&number, None, None, None)) } else { String::new() },
        rows: rows.into_iter().skip(from).take(ROWS_A_PAGE).map(|row| grant_row(visit, row)).collect(),
    }
}

/// Whether a row stands in the cell that is chosen.
pub fn in_cell(chosen: &Chosen, row: &Row) -> bool {
    [Axis::Integrated, Axis::Area, Axis::Purpose].into_iter().all(|axis| chosen.holds(axis, row))
}

fn grant_row(visit: &Visit<'_>, row: &Row) -> GrantRow {
    let words = |column: &str| cube::value(row, column).unwrap_or_default().to_owned();
    let number = words("grant");
    GrantRow {
        // The normal form of a funder's number, without its scheme.
        grant: match number.split_once(':') {
            Some((_, value)) => value.to_owned(),
            None => row.record.to_string(),
        },
        href: visit.to(&format!("/records/{}", encode(&row.record))),
        title: words("title"),
        institution: words("institution"),
        yen: cube::yen(row).map(grouped).unwrap_or_default(),
        invented: row.invented,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_and_shades_are_quarters() {
        assert_eq!(
            (share(1, 3), share(2, 3), share(3, 3), share(1, 0)),
            ("33.3%".into(), "66.7%".into(), "100.0%".into(), String::new())
        );
        assert_eq!([0, 1, 25, 26, 75, 76, 100].map(|value| heat(value, 100)), [0, 1, 1, 2, 3, 4, 4]);
        assert_eq!(heat(0, 0), 0);
    }
}
