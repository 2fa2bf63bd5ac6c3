//! Amounts by fiscal year: the small bars of a row, the large chart of an indicator, the rows by project.
//!
//! Bars begin at zero and are always slate; hue belongs to projects. What is no number is a word in the
//! gap, never a bar of height zero: zero, none and not reported lead to different decisions.

use super::measure::width;
use super::{Anchor, Drawing};
use plan::FiscalYear;

/// Years on a horizontal axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// First year shown.
    pub first: i16,
    /// Last year shown.
    pub last: i16,
    /// Pixels a year.
    pub step: f64,
    /// Where the first year begins.
    pub left: f64,
}

impl Axis {
    /// Where a year begins.
    #[must_use]
    pub fn x(&self, year: i16) -> f64 {
        self.left + f64::from(year - self.first) * self.step
    }

    /// Where the last year ends.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x(self.last + 1)
    }

    /// Where a day stands.
    #[must_use]
    pub fn day(&self, date: jiff::civil::Date) -> f64 {
        let year = FiscalYear::of(date);
        let passed = (date - year.first_day()).get_days();
        self.x(year.0) + f64::from(passed) / 366.0 * self.step
    }

    /// The years shown.
    pub fn years(&self) -> impl Iterator<Item = FiscalYear> + use<> {
        (self.first..=self.last).map(FiscalYear)
    }
}

/// What stands in one year's column.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// A figure: its size for the bar and its words.
    Figure(f64, String),
    /// Declared none, with the word.
    None(String),
    /// No figure, with the word why.
    Gap(String),
    /// Nothing to say (a year to come).
    Empty,
}

/// One year of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    /// The year.
    pub year: FiscalYear,
    /// What stands there.
    pub column: Column,
    /// A part year: until when, in words.
    pub part: Option<String>,
}

impl Year {
    fn size(&self) -> Option<f64> {
        match self.column {
            Column::Figure(size, _) => Some(size),
            _ => None,
        }
    }
}

/// `2,702`, with a real minus.
#[must_use]
pub fn grouped(value: i128) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0 { format!("−{out}") } else { out }
}

/// Runs of neighbouring gaps with the same word.
fn gaps(years: &[Year]) -> Vec<(i16, i16, &str)> {
    let mut runs: Vec<(i16, i16, &str)> = Vec::new();
    for year in years {
        let Column::Gap(word) = &year.column else { continue };
        match runs.last_mut() {
            Some((_, last, same)) if *last + 1 == year.year.0 && same == word => *last = year.year.0,
            _ => runs.push((year.year.0, year.year.0, word)),
        }
    }
    runs
}

/// The small bars of a row: 60 % of the column, the year `strong` dark, others paler.
#[must_use]
pub fn small(axis: &Axis, years: &[Year], strong: FiscalYear, title: String, description: String) -> Drawing {
    const SIZE: f64 = 12.0;
    let runs = gaps(years);
    let fits = |run: &(i16, i16, &str)| width(run.2, SIZE) <= f64::from(run.1 - run.0 + 1) * axis.step;
    let none_fits = |word: &str| width(word, SIZE) <= axis.step;
    let band = if runs.iter().all(fits) && years.iter().all(|y| !matches!(&y.column, Column::None(w) if !none_fits(w)))
    {
        0.0
    } else {
        16.0
    };
    let height = 32.0 + band;
    let base = height - 2.0;
    let mut drawing = Drawing::new(axis.right(), height, title);
    drawing.description = description;
    drawing.class = "chart small";
    let most = years.iter().filter_map(Year::size).fold(0.0, f64::max);
    let mut above_until = f64::NEG_INFINITY;
    let above = |drawing: &mut Drawing, middle: f64, word: &str, above_until: &mut f64| {
        let wide = width(word, SIZE);
        let left = (middle - wide / 2.0).clamp(0.0, (axis.right() - wide).max(0.0));
        if left >= *above_until {
            drawing.line(middle, 15.0, middle, base - 3.0, "leader");
            drawing.text(left, 11.0, Anchor::Start, SIZE, "note", word);
            *above_until = left + wide + 6.0;
        }
    };
    for year in years {
        let (left, bar) = (axis.x(year.year.0) + axis.step * 0.2, axis.step * 0.6);
        match &year.column {
            Column::Figure(size, _) => {
                let tall = if most > 0.0 { (size / most * 26.0).max(if *size > 0.0 { 1.0 } else { 0.0 }) } else { 0.0 };
                let class = match (&year.part, year.year == strong) {
                    (Some(_), _) => "bar part",
                    (None, true) => "bar strong",
                    (None, false) => "bar",
                };
                if *size > 0.0 {
                    drawing.rect(left, base - tall, bar, tall, class);
                } else {
                    drawing.line(left, base - 0.5, left + bar, base - 0.5, "zero");
                }
            }
            Column::None(word) => {
                drawing.rect(left, base - 2.5, bar, 2.5, "foot");
                let middle = left + bar / 2.0;
                if none_fits(word) {
                    drawing.text(middle, base - 6.0, Anchor::Middle, SIZE, "note", word.as_str());
                } else {
                    above(&mut drawing, middle, word, &mut above_until);
                }
            }
            Column::Gap(_) | Column::Empty => {}
        }
    }
    for run in &runs {
        let (left, right) = (axis.x(run.0) + 2.0, axis.x(run.1 + 1) - 2.0);
        drawing.line(left, base - 0.5, right, base - 0.5, "dotted");
        if fits(run) {
            drawing.text(f64::midpoint(left, right), base - 6.0, Anchor::Middle, SIZE, "note", run.2);
        } else {
            above(&mut drawing, f64::midpoint(left, right), run.2, &mut above_until);
        }
    }
    drawing
}

/// What the large chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Large {
    /// What it is.
    pub title: String,
    /// What it says.
    pub description: String,
    /// Unit at the axis.
    pub unit: String,
    /// Computed, one a year, in order.
    pub computed: Vec<Year>,
    /// Reported, the same years; empty where nothing was ever reported.
    pub reported: Vec<Year>,
    /// The last complete year.
    pub strong: FiscalYear,
    /// First years of new definitions, with the words left and right of the rule.
    pub definitions: Vec<(FiscalYear, String, String)>,
}

/// The large chart, 1200 wide: its columns stand on the columns of the table below, whose row heads take 160.
#[must_use]
pub fn large(chart: &Large) -> Drawing {
    const WIDE: f64 = 1200.0;
    const HEAD: f64 = 160.0;
    let most = chart.computed.iter().chain(&chart.reported).filter_map(Year::size).fold(0.0, f64::max);
    // Without a figure above zero there is only room for words.
    let tall = if most > 0.0 { 304.0 } else { 160.0 };
    let (first, last) = match (chart.computed.first(), chart.computed.last()) {
        (Some(first), Some(last)) => (first.year.0, last.year.0),
        _ => (2014, 2014),
    };
    let axis = Axis { first, last, step: (WIDE - HEAD) / f64::from(last - first + 1), left: HEAD };
    let mut drawing = Drawing::new(WIDE, tall, chart.title.clone());
    drawing.description.clone_from(&chart.description);
    drawing.class = "chart large";
    let base = tall - 8.0;
    let top = 64.0;
    let (tick, ceiling) = ticks(most);
    let y = |size: f64| base - size / ceiling * (base - top);
    let mut at = 0.0;
    while at <= ceiling + tick / 2.0 && most > 0.0 {
        if at > 0.0 {
            drawing.line(HEAD, y(at), WIDE, y(at), "grid");
        }
        drawing.text(HEAD - 12.0, y(at) + 4.5, Anchor::End, 13.0, "axis", grouped(at.round() as i128));
        at += tick;
    }
    if most > 0.0 {
        drawing.text(HEAD - 12.0, y(ceiling) - 16.0, Anchor::End, 13.0, "axis", chart.unit.as_str());
    }
    drawing.line(HEAD, base, WIDE, base, "base");
    let both = !chart.reported.is_empty();
    let bar = if both { axis.step * 0.35 } else { axis.step * 0.5 };
    // A run of years without a figure carries its word once, where no other series stands between.
    let runs: Vec<(i16, i16, &str)> = if both { Vec::new() } else { gaps(&chart.computed) };
    let runs: Vec<(i16, i16, &str)> = runs.into_iter().filter(|(first, last, _)| first < last).collect();
    for (first, last, word) in &runs {
        let (left, right) = (axis.x(*first) + 12.0, axis.x(last + 1) - 12.0);
        drawing.line(left, base - 0.5, right, base - 0.5, "dotted");
        drawing.text(f64::midpoint(left, right), base - 9.0, Anchor::Middle, 12.0, "note", *word);
    }
    for (index, year) in chart.computed.iter().enumerate() {
        if runs.iter().any(|(first, last, _)| (*first..=*last).contains(&year.year.0)) {
            continue;
        }
        let middle = axis.x(year.year.0) + axis.step / 2.0;
        let left = if both { middle - bar - 1.0 } else { middle - bar / 2.0 };
        column(&mut drawing, year, left, bar, base, &y, year.year == chart.strong, false, both);
        if let Some(words) = &year.part
            && let Column::Figure(size, _) = year.column
        {
            let wide = width(words, 12.0);
            let x = (left + bar / 2.0 + wide / 2.0).min(WIDE) - wide;
            drawing.text(x, y(size) - 22.0, Anchor::Start, 12.0, "note", words.as_str());
        }
        if let Some(reported) = chart.reported.get(index)
            && year.part.is_none()
        {
            column(&mut drawing, reported, middle + 1.0, bar, base, &y, false, true, true);
        }
    }
    for (year, before, after) in &chart.definitions {
        let x = axis.x(year.0);
        drawing.line(x, 12.0, x, base, "rule");
        drawing.text(x - 8.0, 22.0, Anchor::End, 13.0, "note", before.as_str());
        drawing.text(x + 8.0, 22.0, Anchor::Start, 13.0, "note", after.as_str());
    }
    drawing
}

#[allow(clippy::too_many_arguments, reason = "one column with its place and its look")]
fn column(
    drawing: &mut Drawing,
    year: &Year,
    left: f64,
    bar: f64,
    base: f64,
    y: &impl Fn(f64) -> f64,
    strong: bool,
    outline: bool,
    narrow: bool,
) {
    let middle = left + bar / 2.0;
    match &year.column {
        Column::Figure(size, words) => {
            let class = match (outline, &year.part) {
                (true, _) => "bar outline",
                (false, Some(_)) => "bar part",
                (false, None) => "bar strong",
            };
            if *size > 0.0 {
                drawing.rect(left, y(*size), bar, (base - y(*size)).max(1.0), class);
            }
            // The reported figure stands in the table only: two numbers over one column would meet.
            if !outline {
                let class = if strong { "value now" } else { "value" };
                drawing.text(middle, y(*size) - 7.0, Anchor::Middle, 13.0, class, words.as_str());
            }
        }
        Column::None(word) => {
            drawing.rect(left, base - 3.0, bar, 3.0, "foot");
            if width(word, 12.0) <= bar + 6.0 || !narrow {
                drawing.text(middle, base - 8.0, Anchor::Middle, 12.0, "note", word.as_str());
            }
        }
        Column::Gap(word) => upright(drawing, word, middle, base, bar),
        Column::Empty => {}
    }
}

/// A word upright in the gap of its column, on a dotted base.
fn upright(drawing: &mut Drawing, word: &str, middle: f64, base: f64, bar: f64) {
    drawing.line(middle - bar / 2.0, base - 0.5, middle + bar / 2.0, base - 0.5, "dotted");
    if word.is_ascii() {
        // Turned by a quarter; its box is bar wide and the word tall, so it meets nothing.
        drawing.shapes.push(super::Shape::Turned {
            at: [middle + 4.0, base - 8.0],
            class: "note",
            words: word.to_owned(),
        });
    } else {
        let count = word.chars().count();
        for (index, character) in word.chars().enumerate() {
            let up = f64::from(u8::try_from(count - 1 - index).unwrap_or(0)) * 14.0;
            drawing.text(middle, base - 9.0 - up, Anchor::Middle, 12.0, "note", character.to_string());
        }
    }
}

/// A round tick and the highest one: at most five ticks.
fn ticks(most: f64) -> (f64, f64) {
    if most <= 0.0 {
        return (1.0, 1.0);
    }
    let mut tick = 1.0;
    loop {
        for factor in [1.0, 2.0, 5.0] {
            if most / (tick * factor) <= 5.0 {
                let tick = tick * factor;
                return (tick, (most / tick).ceil() * tick);
            }
        }
        tick *= 10.0;
    }
}

/// One row of "by project": bars with their numbers, the project's period as the base line.
#[must_use]
pub fn by_project(
    axis: &Axis,
    years: &[Year],
    period: (i16, i16),
    most: f64,
    strong: FiscalYear,
    title: String,
    description: String,
) -> Drawing {
    let height = 50.0;
    let base = height - 4.0;
    let mut drawing = Drawing::new(axis.right(), height, title);
    drawing.description = description;
    drawing.class = "chart by-project";
    let (from, until) = (period.0.max(axis.first), period.1.min(axis.last));
    for year in years {
        let left = axis.x(year.year.0) + axis.step * 0.19;
        let bar = axis.step * 0.62;
        let inside = (from..=until).contains(&year.year.0);
        match &year.column {
            Column::Figure(size, words) if *size > 0.0 || inside => {
                let tall = if most > 0.0 { (size / most * 24.0).max(if *size > 0.0 { 1.0 } else { 0.0 }) } else { 0.0 };
                drawing.rect(left, base - tall, bar, tall, if inside { "bar strong" } else { "bar" });
                let class = match (inside, year.year == strong) {
                    (true, true) => "value now",
                    (true, false) => "value",
                    (false, _) => "note",
                };
                if width(words, 12.0) <= axis.step - 1.0 {
                    drawing.text(left + bar / 2.0, base - tall - 5.0, Anchor::Middle, 12.0, class, words.as_str());
                }
            }
            Column::None(word) => {
                drawing.text(left + bar / 2.0, base - 5.0, Anchor::Middle, 12.0, "note", word.as_str())
            }
            Column::Gap(_) | Column::Figure(..) | Column::Empty => {}
        }
    }
    for run in gaps(years) {
        let (left, right) = (axis.x(run.0) + 3.0, axis.x(run.1 + 1) - 3.0);
        drawing.line(left, base - 0.5, right, base - 0.5, "dotted");
        if width(run.2, 12.0) <= right - left {
            drawing.text(f64::midpoint(left, right), base - 6.0, Anchor::Middle, 12.0, "note", run.2);
        }
    }
    if from <= until {
        drawing.line(axis.x(from), base + 0.75, axis.x(until + 1), base + 0.75, "period");
    }
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(year: i16, size: f64) -> Year {
        Year { year: FiscalYear(year), column: Column::Figure(size, grouped(size as i128)), part: None }
    }

    fn gap(year: i16, word: &str) -> Year {
        Year { year: FiscalYear(year), column: Column::Gap(word.to_owned()), part: None }
    }

    fn none(year: i16, word: &str) -> Year {
        Year { year: FiscalYear(year), column: Column::None(word.to_owned()), part: None }
    }

    #[track_caller]
    fn check(drawing: &Drawing) {
        assert_eq!(drawing.overlaps(), [], "{}", drawing.svg("t"));
        assert_eq!(drawing.outside(), [""; 0], "{}", drawing.svg("t"));
    }

    #[test]
    fn no_two_labels_of_a_row_meet_in_either_language_and_width() {
        for (none_word, gap_word) in [("なし", "未報告"), ("none", "not reported"), ("none", "not collected")] {
            for step in [36.0, 21.0] {
                let axis = Axis { first: 2014, last: 2030, step, left: 0.0 };
                let years = vec![
                    none(2014, none_word),
                    none(2015, none_word),
                    figure(2016, 3.0),
                    gap(2017, gap_word),
                    figure(2018, 12345.0),
                    gap(2019, gap_word),
                    gap(2020, gap_word),
                    none(2021, none_word),
                    figure(2022, 0.0),
                    gap(2023, "未収集"),
                    gap(2024, gap_word),
                    figure(2025, 9.0),
                ];
                check(&small(&axis, &years, FiscalYear(2025), "t".into(), "d".into()));
            }
        }
    }

    #[test]
    fn no_two_labels_of_the_large_chart_meet() {
        for (gap_word, none_word, part) in [("未報告", "なし", "11月23日まで"), ("not reported", "none", "to 23 Nov")]
        {
            let mut computed: Vec<Year> = (2014..2026).map(|y| figure(y, f64::from(y - 2013) * 1111.0)).collect();
            computed[3] = gap(2017, gap_word);
            computed.push(Year { part: Some(part.to_owned()), ..figure(2026, 251.0) });
            let mut reported: Vec<Year> = (2014..2027).map(|y| figure(y, f64::from(y - 2012) * 1111.0)).collect();
            reported[1] = none(2015, none_word);
            reported[2] = gap(2016, gap_word);
            let mut chart = Large {
                title: "t".into(),
                description: "d".into(),
                unit: "報".into(),
                computed,
                reported,
                strong: FiscalYear(2025),
                definitions: vec![(FiscalYear(2024), "定義 第1版".into(), "定義 第2版".into())],
            };
            check(&large(&chart));
            chart.reported.clear();
            check(&large(&chart));
            chart.computed[4] = gap(2018, gap_word);
            let drawing = large(&chart);
            check(&drawing);
            let said = drawing.label_boxes().iter().filter(|(words, _)| words == gap_word).count();
            assert_eq!(said, 1, "a run of two years carries its word once");
        }
    }

    #[test]
    fn no_two_labels_of_a_project_row_meet() {
        for step in [64.0, 27.0] {
            let axis = Axis { first: 2014, last: 2026, step, left: 0.0 };
            let mut years: Vec<Year> = (2014..2024).map(|y| figure(y, f64::from(y - 2014) * 400.0)).collect();
            years.push(none(2024, "なし"));
            years.push(gap(2025, "未収集"));
            check(&by_project(&axis, &years, (2016, 2020), 4000.0, FiscalYear(2025), "t".into(), "d".into()));
        }
    }

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(455.0), (100.0, 500.0));
        assert_eq!(ticks(3.0), (1.0, 3.0));
        assert_eq!(ticks(0.0), (1.0, 1.0));
    }
}
