//! The years above the bands, and today behind them.

use crate::visit::Visit;
use chart::bars::Axis;

/// The years above bands, wide and narrow.
pub fn heads(visit: &Visit<'_>, axes: &[Axis; 2]) -> [String; 2] {
    [head(visit, &axes[0], false), head(visit, &axes[1], true)]
}

fn head(visit: &Visit<'_>, axis: &Axis, narrow: bool) -> String {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let mut out = format!(
        "<svg class=\"chart years\" viewBox=\"0 0 {0} 58\" width=\"{0}\" height=\"58\" aria-hidden=\"true\">",
        axis.right()
    );
    let now = axis.day(snapshot.day);
    let label = format!("{} {}", words.today, language.short_date(snapshot.day));
    let half = chart::measure::width(&label, 13.0) / 2.0;
    let at = now.clamp(half, axis.right() - half);
    out.push_str(&format!(
        "<text x=\"{at:.1}\" y=\"13\" text-anchor=\"middle\" font-size=\"13\" class=\"today-word\">{label}</text>"
    ));
    for year in axis.years() {
        if narrow && (year.0 - axis.first) % 4 != 0 && year != snapshot.this_year() {
            continue;
        }
        if narrow && year != snapshot.this_year() && (year.0 - snapshot.this_year().0).abs() < 2 {
            continue;
        }
        let x = axis.x(year.0) + axis.step / 2.0;
        let x = if narrow { x.clamp(14.0, axis.right() - 14.0) } else { x };
        let class = if year == snapshot.this_year() { "axis now" } else { "axis" };
        out.push_str(&format!(
            "<text x=\"{x:.1}\" y=\"34\" text-anchor=\"middle\" font-size=\"12\" class=\"{class}\">{year}</text>\
             <text x=\"{x:.1}\" y=\"51\" text-anchor=\"middle\" font-size=\"12\" class=\"{class} era\">{}</text>",
            language.era_short(year)
        ));
    }
    out.push_str("</svg>");
    out
}

/// This year's column and today's line, to be stretched over a band.
pub fn line(visit: &Visit<'_>, axis: &Axis) -> String {
    let x = axis.day(visit.snapshot.day);
    let (left, step) = (axis.x(visit.snapshot.this_year().0), axis.step);
    format!(
        "<svg class=\"today\" viewBox=\"0 0 {0} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">\
         <rect x=\"{left:.1}\" y=\"0\" width=\"{step:.1}\" height=\"10\" class=\"this-year\"/>\
         <line x1=\"{x:.1}\" y1=\"0\" x2=\"{x:.1}\" y2=\"10\" vector-effect=\"non-scaling-stroke\"/></svg>",
        axis.right()
    )
}
