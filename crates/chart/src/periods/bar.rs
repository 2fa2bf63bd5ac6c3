//! A bar of time: solid to today, outlined after it, hatched where a year is not known.

use super::Span;
use crate::bars::Axis;
use crate::{Drawing, Shape};
use jiff::civil::Date;
use std::fmt::Write as _;

/// The bar of a span, `thick` high around `middle`.
pub fn bar(drawing: &mut Drawing, axis: &Axis, today: Date, span: &Span, (middle, thick): (f64, f64)) {
    if !span.visible() {
        return;
    }
    let top = middle - thick / 2.0;
    let tip = (axis.right() + 1.0).min(drawing.width - 7.0);
    let now = axis.day(today);
    // A gap at the ends keeps two bars of one lineage apart; a line of succession bridges it.
    let gap = axis.step * 0.03;
    let ends = |at: f64| {
        if at == span.from && !span.notched {
            at + gap
        } else if at == span.to {
            if span.open { at.min(tip) - gap } else { at - gap }
        } else {
            at
        }
    };
    for (from, to) in solid(span) {
        let (from, to) = (ends(from), ends(to));
        let done = now.clamp(from, to);
        if done > from {
            drawing.rect(from, top, done - from, thick, "time");
        }
        if to - done > 1.5 {
            drawing.rect(done + 0.75, top + 0.75, to - done - 1.5, thick - 1.5, "time planned");
        }
    }
    for (from, to) in &span.hatched {
        let (from, to) = (ends(*from), ends(*to));
        drawing.rect(from + 0.5, top + 0.5, to - from - 1.0, thick - 1.0, "unknown");
        drawing.shapes.push(Shape::Path { data: hatch(from, to, top, thick), class: "hatch" });
    }
    if span.notched {
        let (x, half) = (axis.left, thick / 2.0);
        let data = format!("M{:.1} {:.1}l{half:.1} {half:.1}l-{half:.1} {half:.1}z", x - 0.5, top);
        drawing.shapes.push(Shape::Path { data, class: "notch" });
    }
    if span.open {
        let data = format!("M{tip:.1} {:.1}l6 6l-6 6", middle - 6.0);
        drawing.shapes.push(Shape::Path { data, class: "arrow" });
    }
}

/// What of a bar is known.
fn solid(span: &Span) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    let mut from = span.from;
    for (left, right) in &span.hatched {
        if *left > from {
            found.push((from, *left));
        }
        from = from.max(*right);
    }
    if span.to > from {
        found.push((from, span.to));
    }
    found
}

/// Lines at 45°, cut at the edges.
fn hatch(from: f64, to: f64, top: f64, thick: f64) -> String {
    let mut data = String::new();
    let mut x = from - thick + 3.0;
    while x < to {
        let (left, right) = (x.max(from), (x + thick).min(to));
        if right > left {
            let (low, high) = (top + thick - (left - x), top + thick - (right - x));
            let _ = write!(data, "M{left:.1} {low:.1}L{right:.1} {high:.1}");
        }
        x += 6.0;
    }
    data
}
