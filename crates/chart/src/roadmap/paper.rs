//! The roadmap on sheets of A4, landscape, in black on white: what the page prints and what the form is.
//!
//! The decision to question: **the type is as large as two sheets allow.** One sheet would need 6 pt, three are too many to lay side by side.
//! So the size begins at 8.5 pt for names (7.8 pt for what is small) and goes down in small steps until two sheets hold the plan, never
//! below 7 pt; a plan that then still needs more gets more sheets at a size that is easy to read.

use super::{MARGIN, Setting, View, axis, glyph, key, words};
use crate::bars::Axis;
use crate::measure::{lines, width};
use crate::periods::Span;
use crate::periods::bar;
use crate::{Anchor, Drawing, Shape};
use plan::{EvaluationKind, Programme, Project};

/// A4, in points.
const PAPER: (f64, f64) = (841.9, 595.3);
/// Margins, in points: what every office printer can print.
const EDGE: f64 = 26.0;
/// Points a unit, from the largest to the smallest at which two sheets are tried, and where three or more are needed.
const SCALES: [f64; 12] = [0.654, 0.645, 0.636, 0.627, 0.618, 0.609, 0.6, 0.59, 0.58, 0.57, 0.555, 0.54];
/// See [`SCALES`].
const SCALE_OF_MANY: f64 = 0.618;
/// Air right of the last year.
const BEYOND: f64 = 12.0;
/// What the head of a sheet takes: title, key, years.
const HEAD: f64 = 100.0;
/// What its foot takes.
const FOOT: f64 = 20.0;

/// What stands at the head and foot of each sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads {
    /// The plan's name and what it is: `… 工程表`.
    pub title: String,
    /// Revision and day.
    pub standing: String,
    /// At the foot: where it comes from.
    pub source: String,
}

/// Width of a sheet in millimetres.
pub const WIDTH_MM: f64 = 297.0;

/// A block that stays whole: a focus with its drawing, under the name of its programme where that begins.
struct Part {
    programme: usize,
    heading: Option<String>,
    number: u8,
    focus: String,
    drawing: Drawing,
}

/// The sheets: no two words or marks on them meet. Empty without projects.
#[must_use]
pub fn paper(
    view: &View<'_>,
    chosen: &[(&Programme, Vec<&Project>)],
    years: (i16, i16),
    heads: &Heads,
) -> Vec<Drawing> {
    // A smaller type never needs more sheets, so the largest that does is found by halving: a layout costs milliseconds.
    let (mut from, mut to) = (0, SCALES.len());
    let mut found = None;
    while from < to {
        let middle = from.midpoint(to);
        let sheets = at_scale(view, chosen, years, heads, SCALES[middle]);
        if sheets.len() <= 2 {
            found = Some(sheets);
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    found.unwrap_or_else(|| at_scale(view, chosen, years, heads, SCALE_OF_MANY))
}

fn at_scale(
    view: &View<'_>,
    chosen: &[(&Programme, Vec<&Project>)],
    (first, last): (i16, i16),
    heads: &Heads,
    scale: f64,
) -> Vec<Drawing> {
    let size = (PAPER.0 / scale, PAPER.1 / scale);
    let edge = EDGE / scale;
    let inner = size.0 - 2.0 * edge;
    let count = f64::from(last - first + 1);
    let axis = Axis { step: (inner - MARGIN - BEYOND) / count, ..axis(first, last) };
    let parts = parts(view, chosen, &axis);
    let room = size.1 - 2.0 * edge - HEAD - FOOT;
    let pages = paginate(parts, room, inner);
    let total = pages.len();
    let sheet = |(at, page): (usize, Vec<Part>)| {
        let mut sheet = Drawing::new(size.0, size.1, heads.title.clone());
        sheet.class = "chart roadmap paper";
        sheet.description = heads.standing.clone();
        let mut inside = Drawing::new(inner, size.1 - 2.0 * edge, "");
        head(view, &mut inside, &axis, heads, room);
        let mut y = HEAD;
        for part in page {
            y = part.place(&mut inside, y);
        }
        let foot = inside.height - 3.0;
        inside.text(0.0, foot, Anchor::Start, 12.0, "foot", heads.source.as_str());
        inside.text(inner, foot, Anchor::End, 12.0, "foot", format!("{} / {total}", at + 1));
        sheet.place(inside, edge, edge);
        sheet
    };
    pages.into_iter().enumerate().map(sheet).collect()
}

fn parts(view: &View<'_>, chosen: &[(&Programme, Vec<&Project>)], axis: &Axis) -> Vec<Part> {
    let view = View { terse: true, href: &|_| String::new(), ..*view };
    let mut parts = Vec::new();
    for (index, (programme, projects)) in chosen.iter().enumerate() {
        let mut heading = Some(view.text(&programme.title).0);
        let mut said = String::new();
        for (focus, projects) in view.by_focus(programme, projects) {
            let text = programme.focuses.iter().find(|known| known.id == focus).map(|known| view.text(&known.text).0);
            let mut focus = text.unwrap_or_default();
            // Two chart pages of one programme may bear the same sentence: once is enough.
            if focus == said {
                focus.clear();
            } else {
                said.clone_from(&focus);
            }
            let drawing = view.sheet(&projects, axis, Setting::PAPER).draw(String::new(), String::new());
            parts.push(Part { programme: index, heading: heading.take(), number: programme.number, focus, drawing });
        }
    }
    parts
}

impl Part {
    /// Height of the lines above the drawing.
    fn lines(&self, inner: f64) -> (Vec<String>, f64) {
        let beside = self.heading.as_ref().map_or(0.0, |words| 24.0 + width(words, 14.0) + 20.0);
        let fits = !self.focus.is_empty() && width(&self.focus, 12.0) <= inner - beside - 4.0;
        let below = if self.focus.is_empty() || (fits && beside > 0.0) {
            Vec::new()
        } else {
            lines(&self.focus, 12.0, inner - 24.0)
        };
        let heading = if self.heading.is_some() { 21.0 } else { 4.0 };
        #[allow(clippy::cast_precision_loss, reason = "a few lines")]
        let height = heading + below.len() as f64 * 15.0;
        (below, height)
    }

    fn height(&self, inner: f64) -> f64 {
        self.lines(inner).1 + self.drawing.height + 3.0
    }

    /// Puts it on a sheet; where the next one begins.
    fn place(self, sheet: &mut Drawing, y: f64) -> f64 {
        let (below, above) = self.lines(sheet.width);
        let mut baseline = y + 16.0;
        if let Some(heading) = &self.heading {
            let words = format!("{}　{heading}", self.number);
            sheet.rect(0.0, y + 3.0, 3.0, 16.0, "edge");
            sheet.text(10.0, baseline, Anchor::Start, 14.0, "heading", words.as_str());
            if below.is_empty() && !self.focus.is_empty() {
                let x = 10.0 + width(&words, 14.0) + 16.0;
                sheet.text(x, baseline, Anchor::Start, 12.0, "focus", self.focus.as_str());
            }
            baseline += 15.0;
        }
        for line in &below {
            sheet.text(10.0, baseline, Anchor::Start, 12.0, "focus", line.as_str());
            baseline += 15.0;
        }
        let height = self.drawing.height;
        sheet.place(self.drawing, 0.0, y + above);
        y + above + height + 3.0
    }
}

/// Which parts stand on which sheet: on as few as hold them, and on those as evenly as may be, programmes whole where that costs nothing.
fn paginate(parts: Vec<Part>, room: f64, inner: f64) -> Vec<Vec<Part>> {
    let heights: Vec<f64> = parts.iter().map(|part| part.height(inner)).collect();
    let pages = |most: f64, whole: bool| {
        let mut breaks = Vec::new();
        let mut used = 0.0;
        for (at, height) in heights.iter().enumerate() {
            let programme = parts[at].programme;
            let rest: f64 = heights[at..]
                .iter()
                .zip(&parts[at..])
                .filter(|(_, part)| part.programme == programme)
                .map(|(h, _)| h)
                .sum();
            let begins = at == 0 || parts[at - 1].programme != programme;
            let needs = if whole && begins && rest <= room { rest } else { *height };
            if at > 0 && used > 0.0 && used + needs > most {
                breaks.push(at);
                used = 0.0;
            }
            used += height;
        }
        breaks
    };
    let fewest = pages(room, false).len();
    let whole = pages(room, true).len() == fewest;
    // As evenly as may be: the least height at which no more sheets are needed.
    let mut most = room;
    while most > 40.0 && pages(most - 8.0, whole).len() == fewest {
        most -= 8.0;
    }
    let breaks = pages(most, whole);
    let mut found: Vec<Vec<Part>> = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        match found.last_mut() {
            Some(page) if !breaks.contains(&at) => page.push(part),
            _ => found.push(vec![part]),
        }
    }
    found
}

/// Title, key and years; the grid, this year's column and today's line behind everything below them.
fn head(view: &View<'_>, sheet: &mut Drawing, axis: &Axis, heads: &Heads, room: f64) {
    let inner = sheet.width;
    sheet.text(0.0, 16.0, Anchor::Start, 17.0, "heading", heads.title.as_str());
    let beside = width(&heads.title, 17.0) + 20.0;
    if beside + width(&heads.standing, 12.0) <= inner {
        sheet.text(beside, 16.0, Anchor::Start, 12.0, "note", heads.standing.as_str());
    }
    signs(view, sheet, 34.0);
    let (top, bottom) = (HEAD - 2.0, HEAD + room);
    let now = view.this_year();
    if (axis.first..=axis.last).contains(&now.0) {
        sheet.rect(axis.x(now.0), top, axis.step, bottom - top, "this-year");
    }
    for year in axis.first..=axis.last + 1 {
        sheet.line(axis.x(year), top, axis.x(year), bottom, "grid");
    }
    sheet.line(axis.left, top, axis.right(), top, "rule");
    let at = axis.day(view.today);
    if (axis.left..=axis.right()).contains(&at) {
        let date = view.today;
        let said = view.language.of(
            format!("今日 {}月{}日", date.month(), date.day()),
            format!("today, {} {}", date.day(), MONTHS[usize::from(date.month().unsigned_abs()).clamp(1, 12) - 1]),
        );
        let half = width(&said, 12.0) / 2.0;
        sheet.line(at, top, at, bottom, "today");
        sheet.text(at.clamp(half, inner - half), 57.0, Anchor::Middle, 12.0, "today-word", said);
    }
    for year in axis.years() {
        let x = axis.x(year.0) + axis.step / 2.0;
        let [number, era] = if year == now { ["axis now year", "axis now era"] } else { ["axis year", "axis era"] };
        sheet.text(x, 76.0, Anchor::Middle, 13.0, number, year.to_string());
        sheet.text(x, 92.0, Anchor::Middle, 11.5, era, words::era(year, view.language));
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The key in one line: each sign with its words.
fn signs(view: &View<'_>, sheet: &mut Drawing, middle: f64) {
    const SIZE: f64 = 12.0;
    let said = key(view.language);
    let mut x = 0.0;
    let word = |sheet: &mut Drawing, x: &mut f64, words: &str| {
        sheet.text(*x, middle + 4.3, Anchor::Start, SIZE, "key", words);
        *x += width(words, SIZE) + 14.0;
    };
    let kinds = [EvaluationKind::ExAnte, EvaluationKind::MidTerm, EvaluationKind::ExPost];
    let marks: [(&[EvaluationKind], &'static str, &'static str); 4] = [
        (&kinds, "past", said.done),
        (&kinds[1..2], "now", said.now),
        (&kinds[2..3], "planned", said.planned),
        (&kinds[1..2], "past inferred", said.inferred),
    ];
    for (kinds, class, words) in marks {
        for kind in kinds {
            sheet.mark(x + 9.0, middle, 9.0, glyph(*kind), class, words);
            x += 20.0;
        }
        x += 2.0;
        word(sheet, &mut x, words);
    }
    let axis = Axis { first: 2000, last: 2001, step: 15.0, left: 0.0 };
    let sample = |sheet: &mut Drawing, x: &mut f64, span: &Span, words: &str, succession: Option<&'static str>| {
        let mut drawing = Drawing::new(60.0, 24.0, "");
        bar(&mut drawing, &axis, jiff::civil::date(2001, 4, 1), span, (0.0, 9.0));
        if let Some(class) = succession {
            drawing.shapes.push(Shape::Path { data: "M0 0L30 0".to_owned(), class });
        }
        sheet.place(drawing, *x, middle);
        *x += 42.0;
        word(sheet, x, words);
    };
    let span = |from: f64, to: f64, hatched: bool, open: bool| Span {
        from,
        to,
        hatched: if hatched { vec![(from, to)] } else { Vec::new() },
        notched: false,
        open,
    };
    sample(sheet, &mut x, &span(0.0, 30.0, false, false), said.bar, None);
    sample(sheet, &mut x, &span(0.0, 30.0, true, false), said.unknown, None);
    sample(sheet, &mut x, &span(8.0, 24.0, false, true), said.open, None);
    sample(sheet, &mut x, &Span::default(), said.follows, Some("succession"));
    let doubtful = view.plan.successions.iter().any(|one| one.from.is_some() && !one.basis.counts());
    if doubtful {
        sample(sheet, &mut x, &Span::default(), said.follows_doubtful, Some("succession doubtful"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plan::Language;

    fn sheets(plan: &plan::Plan, language: Language) -> Vec<Drawing> {
        let view =
            View { plan, language, today: jiff::civil::date(2026, 11, 23), href: &|_| String::new(), terse: false };
        let chosen: Vec<(&Programme, Vec<&Project>)> =
            plan.programmes.iter().map(|programme| (programme, programme.projects.iter().collect())).collect();
        let heads = Heads {
            title: language.of("ライフサイエンス分野研究開発プラン　工程表", "Life sciences: roadmap").to_owned(),
            standing: "2026-11-23".to_owned(),
            source: "shirube".to_owned(),
        };
        paper(&view, &chosen, (2014, 2030), &heads)
    }

    #[test]
    fn the_life_science_plan_takes_two_sheets_in_both_languages_and_nothing_on_them_meets() {
        let plan = plan::builtin();
        for language in [Language::Ja, Language::En] {
            let sheets = sheets(&plan, language);
            assert_eq!(sheets.len(), 2, "{language:?}");
            for sheet in &sheets {
                assert_eq!(sheet.faults(), [""; 0], "{language:?}");
                // Names are 13 units: never below 7 pt.
                assert!(PAPER.0 / sheet.width * 13.0 >= 7.0, "{language:?}: {} pt", PAPER.0 / sheet.width * 13.0);
            }
            let names: usize = sheets.iter().map(|sheet| sheet.names()).sum();
            let all: usize = plan.projects().map(|(_, project)| 1 + project.parts.len()).sum();
            assert_eq!(names, all, "every project and part is named once");
        }
    }

    #[test]
    fn the_ink_has_no_colour_and_no_style_sheet() {
        let svg = Drawing::sheets_in_ink(&sheets(&plan::builtin(), Language::Ja), WIDTH_MM);
        assert!(svg.starts_with("<svg xmlns=") && svg.contains("height=\"420"), "two sheets of 210 mm");
        assert!(!svg.contains("class=") && !svg.contains("<style") && !svg.contains("var("));
        for colour in svg.split("=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(colour.chars().all(|one| colour.starts_with(one)), "#{colour} is no grey");
        }
    }

    #[test]
    fn a_plan_without_projects_has_no_sheet_and_a_small_one_a_single_one() {
        let mut plan = plan::builtin();
        plan.programmes.truncate(1);
        assert_eq!(sheets(&plan, Language::Ja).len(), 1);
        plan.programmes.clear();
        assert!(sheets(&plan, Language::Ja).is_empty());
    }
}
