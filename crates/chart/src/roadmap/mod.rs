//! What runs when, and what follows what: the plan's own chart, one sheet for each focus.
//!
//! Each row has two storeys, names above and bars below, so that a name never meets a bar or a mark. A name starts where
//! its bar starts; all widths are measured before anything is placed. A succession is a line only where a line can go
//! without crossing a word, a mark or another bar, and else it is said in words: nothing is drawn over anything.
//!
//! `of_plan` makes lines of a plan, `rows` says what stands in which row, `labels` sets the names, `lines` finds the
//! ways of successions, `paint` makes the drawing.

mod labels;
mod lines;
mod of_plan;
mod paint;
mod paper;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use super::Drawing;
use super::bars::Axis;
use super::periods::Span;
use jiff::civil::Date;
use plan::{End, FiscalYear, Plan};

pub use of_plan::{View, focuses, follows, line, look, part_line};
pub use paper::{Heads, WIDTH_MM, paper};
pub use words::{Key, era, glyph, key, open};

/// What is drawn on one sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The years.
    pub axis: Axis,
    /// Today: solid up to it, outlined after it.
    pub today: Date,
    /// The projects in the plan's order.
    pub lines: Vec<Line>,
    /// What follows what, among `lines`.
    pub follows: Vec<Follow>,
    /// Says that a line follows `{name}`, where no line can be drawn.
    pub follows_words: &'static str,
    /// Between two notes.
    pub comma: &'static str,
    /// How tightly it is set.
    pub setting: Setting,
}

/// A project or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name as it is shown.
    pub name: String,
    /// The name in Japanese without what is only shown, by which a part is known as what it took in.
    pub known_as: String,
    /// Language of the name where it is not the page's, else empty.
    pub lang: &'static str,
    /// Where it opens; empty for nowhere.
    pub href: String,
    /// Whether it runs now.
    pub running: bool,
    /// Its bar.
    pub span: Span,
    /// What is said after the name: unknown years, no end, marks that have no place on the bar.
    pub notes: Vec<String>,
    /// The mark before the name: 前.
    pub before: Option<Sign>,
    /// Marks within the years of the bar, at most [`MOST_MARKS`] a year.
    pub marks: Vec<Sign>,
    /// The year of its beginning for the left margin, where that is before the first year; else empty.
    pub margin: String,
    /// Its parts, drawn as inner bars.
    pub parts: Vec<Line>,
}

/// A circled mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// Its year; `None` only for a mark before the name.
    pub year: Option<FiscalYear>,
    /// Its character.
    pub glyph: &'static str,
    /// Its look: `past`, `now`, `planned`, each with `inferred` where a rule gave the year.
    pub class: &'static str,
    /// What it says in words.
    pub title: String,
}

/// A line of a sheet, or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index of the project.
    pub project: usize,
    /// Index of the part in it.
    pub part: Option<usize>,
}

/// One thing followed another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follow {
    /// What came before.
    pub from: Place,
    /// What came after.
    pub to: Place,
    /// Whether it went on as a part.
    pub becomes_part: bool,
    /// Whether a source or a person says so; otherwise its line is dashed.
    pub certain: bool,
}

/// Sizes of a sheet, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Type size of a name and the height of its line.
    pub name: (f64, f64),
    /// Type size of a part's name or a note and the height of its line.
    pub small: (f64, f64),
    /// Height of the storey of bars with marks.
    pub bars: f64,
    /// Height of the storey of bars without marks.
    pub bare: f64,
    /// Air between rows.
    pub gap: f64,
    /// Radius of a mark.
    pub radius: f64,
}

impl Setting {
    /// For the screen.
    pub const SCREEN: Self =
        Self { name: (13.0, 19.0), small: (12.0, 17.0), bars: 20.0, bare: 9.0, gap: 9.0, radius: 9.0 };
    /// For paper: the same type, as little air as reads well, so that the plan takes two sheets.
    pub const PAPER: Self =
        Self { name: (13.0, 16.5), small: (12.0, 14.0), bars: 16.0, bare: 8.0, gap: 1.0, radius: 8.0 };
}

/// Left of the first year, where a year before it hangs.
pub const MARGIN: f64 = 36.0;
/// Right of the last year, where a bar without end points on.
const BEYOND: f64 = 12.0;
/// So many marks have room in one year of a bar.
pub const MOST_MARKS: usize = 3;

/// First fiscal year of every roadmap.
pub const FIRST_YEAR: i16 = 2014;

/// Last year of a roadmap of a plan: to the last known end, at least four years ahead and at most eight.
#[must_use]
pub fn last_year(plan: &Plan, this_year: FiscalYear) -> i16 {
    let ends = plan.projects().filter_map(|(_, project)| match &project.end {
        End::Year(claim) => claim.year.map(|year| year.0),
        End::Open { .. } => None,
    });
    ends.chain([this_year.0 + 4]).max().unwrap_or(FIRST_YEAR).min(this_year.0 + 8)
}

/// The axis of a roadmap.
#[must_use]
pub fn axis(first: i16, last: i16) -> Axis {
    Axis { first, last, step: 70.0, left: MARGIN }
}

/// Width of a sheet.
#[must_use]
pub fn width(axis: &Axis) -> f64 {
    axis.right() + BEYOND
}

impl Sheet {
    /// The line of a place.
    fn line(&self, place: Place) -> &Line {
        let project = &self.lines[place.project];
        place.part.map_or(project, |part| &project.parts[part])
    }

    /// From where to where a project with its parts reaches.
    fn reach(&self, project: usize) -> (f64, f64) {
        let line = &self.lines[project];
        let spans = || line.parts.iter().map(|part| &part.span).chain([&line.span]).filter(|span| span.visible());
        let from = spans().map(|span| span.from).fold(line.span.from, f64::min);
        (from, spans().map(|span| span.to).fold(line.span.to, f64::max))
    }

    /// The drawing. `title` and `description` are for who cannot see it.
    #[must_use]
    pub fn draw(&self, title: String, description: String) -> Drawing {
        let grid = rows::arrange(self);
        let mut in_words = grid.unlined.clone();
        loop {
            let page = labels::set(self, &grid, &in_words);
            let routes = lines::routes(self, &grid, &page, &in_words);
            if routes.blocked.is_empty() {
                return paint::paint(self, &grid, &page, &routes, title, description);
            }
            // Each round says at least one more succession in words, so it ends.
            in_words.extend(routes.blocked);
        }
    }
}
