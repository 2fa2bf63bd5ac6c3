//! A drawing in black on white, complete in itself: no style sheet, no colour, nothing that a copier loses.
//!
//! The decision to question: every look is written as attributes of the shape, not as a style sheet inside the file. Office programs read
//! SVG with little or no CSS, and a chart that loses its hatching in somebody's Word is wrong and not merely plain.

use super::{Anchor, Drawing, Shape, escape, number, words_box};
use std::fmt::Write as _;

/// Fonts in which both languages are set well, the first that is there.
const FONTS: &str =
    "Noto Sans CJK JP, Noto Sans JP, Hiragino Sans, Yu Gothic, BIZ UDPGothic, IPAexGothic, Meiryo, sans-serif";

impl Drawing {
    /// Sheets of paper below each other as one file, each `width_mm` wide, in black on white. Links are absolute or left out.
    #[must_use]
    pub fn sheets_in_ink(sheets: &[Self], width_mm: f64) -> String {
        let width = sheets.iter().map(|sheet| sheet.width).fold(1.0, f64::max);
        let height: f64 = sheets.iter().map(|sheet| sheet.height).sum();
        let mut out = String::with_capacity(1 << 18);
        let title = sheets.first().map_or("", |sheet| sheet.title.as_str());
        let description = sheets.first().map_or("", |sheet| sheet.description.as_str());
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{mm}mm\" height=\"{tall}mm\" role=\"img\" \
             font-family=\"{FONTS}\"><title>{}</title><desc>{}</desc><rect x=\"0\" y=\"0\" width=\"{w}\" height=\"{h}\" fill=\"#fff\"/>",
            escape(title),
            escape(description),
            w = number(width),
            h = number(height),
            mm = number(width_mm),
            tall = number(width_mm / width * height),
        );
        let mut y = 0.0;
        for (index, sheet) in sheets.iter().enumerate() {
            let _ = write!(out, "<g id=\"sheet-{}\" transform=\"translate(0 {})\">", index + 1, number(y));
            sheet.shapes.iter().for_each(|shape| shape.ink(&mut out));
            out.push_str("</g>");
            y += sheet.height;
        }
        out.push_str("</svg>\n");
        out
    }
}

/// How lines and areas of a class look.
fn area(class: &str) -> &'static str {
    match class {
        "time" | "notch-solid" => "fill=\"#444\"",
        "time planned" => "fill=\"#fff\" stroke=\"#444\" stroke-width=\"1.5\"",
        "unknown" => "fill=\"#fff\" stroke=\"#444\" stroke-width=\"1\"",
        "hatch" => "fill=\"none\" stroke=\"#444\" stroke-width=\"1.5\"",
        "succession" => "fill=\"none\" stroke=\"#000\" stroke-width=\"1.5\"",
        "succession doubtful" => "fill=\"none\" stroke=\"#000\" stroke-width=\"1.5\" stroke-dasharray=\"4 2.5\"",
        "notch" => "fill=\"#fff\"",
        "arrow" => "fill=\"none\" stroke=\"#444\" stroke-width=\"1.5\"",
        "frame" => "fill=\"none\" stroke=\"#777\" stroke-width=\"1\"",
        "this-year" => "fill=\"#eee\"",
        "grid" => "stroke=\"#ccc\" stroke-width=\"0.75\" fill=\"none\"",
        "today" => "stroke=\"#000\" stroke-width=\"1.5\" fill=\"none\"",
        "edge" => "fill=\"#444\"",
        _ => "stroke=\"#000\" stroke-width=\"1\" fill=\"none\"",
    }
}

/// How words of a class look.
fn words(class: &str) -> &'static str {
    match class {
        "name running" | "axis now year" | "heading" | "today-word" => "fill=\"#000\" font-weight=\"700\"",
        "note" | "margin" | "name part" | "axis era" => "fill=\"#333\"",
        "axis now era" => "fill=\"#333\" font-weight=\"700\"",
        _ => "fill=\"#000\"",
    }
}

impl Shape {
    /// The shape with its look; words have the ground behind them, so that grid and today's line pass behind.
    fn ink(&self, out: &mut String) {
        let _ = match self {
            Self::Rect { at: [x, y, w, h], class } => write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}/>",
                number(*x),
                number(*y),
                number(w.max(0.0)),
                number(h.max(0.0)),
                area(class)
            ),
            Self::Line { at: [x1, y1, x2, y2], class } => write!(
                out,
                "<path d=\"M{} {}L{} {}\" {}/>",
                number(*x1),
                number(*y1),
                number(*x2),
                number(*y2),
                area(class)
            ),
            Self::Path { data, class } => write!(out, "<path d=\"{data}\" {}/>", area(class)),
            Self::Turned { at: [x, y], class, words: said } => write!(
                out,
                "<text transform=\"translate({} {}) rotate(-90)\" font-size=\"12\" {}>{}</text>",
                number(*x),
                number(*y),
                words(class),
                escape(said)
            ),
            Self::Mark { at, glyph, class, title } => mark(out, *at, glyph, class, title),
            Self::Group { at: [x, y], shapes } => {
                let _ = write!(out, "<g transform=\"translate({} {})\">", number(*x), number(*y));
                shapes.iter().for_each(|shape| shape.ink(out));
                write!(out, "</g>")
            }
            Self::Name { left, lines, size, class, .. } => lines.iter().try_for_each(|(y, line)| {
                ground(out, words_box(*left, *y, *size, line));
                write!(
                    out,
                    "<text x=\"{}\" y=\"{}\" font-size=\"{}\" {}>{}</text>",
                    number(*left),
                    number(*y),
                    number(*size),
                    words(class),
                    escape(line)
                )
            }),
            Self::Text { at: [x, y], anchor, size, class, words: said } => {
                let (anchor, left) = match anchor {
                    Anchor::Start => ("start", *x),
                    Anchor::Middle => ("middle", x - super::width(said, *size) / 2.0),
                    Anchor::End => ("end", x - super::width(said, *size)),
                };
                if *class == "note" || *class == "focus" {
                    ground(out, words_box(left, *y, *size, said));
                }
                write!(
                    out,
                    "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\" {}>{}</text>",
                    number(*x),
                    number(*y),
                    number(*size),
                    words(class),
                    escape(said)
                )
            }
        };
    }
}

fn ground(out: &mut String, [left, top, right, bottom]: [f64; 4]) {
    let _ = write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#fff\"/>",
        number(left - 1.0),
        number(top),
        number(right - left + 1.0),
        number(bottom - top)
    );
}

/// Done: a ring in ink; this year: filled; to come: a grey ring; where a rule gave the year, dashed.
fn mark(out: &mut String, [x, y, r]: [f64; 3], glyph: &str, class: &str, title: &str) -> std::fmt::Result {
    let (fill, ring, ink) = match class.split(' ').next() {
        Some("now") => ("#000", "#000", "#fff"),
        Some("planned") => ("#fff", "#888", "#444"),
        _ => ("#fff", "#000", "#000"),
    };
    let dashed = if class.ends_with("inferred") { " stroke-dasharray=\"2.5 2\"" } else { "" };
    write!(
        out,
        "<g><title>{}</title><circle cx=\"{x}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\" stroke=\"{ring}\" stroke-width=\"1.25\"{dashed}/>\
         <text x=\"{x}\" y=\"{}\" font-size=\"{}\" text-anchor=\"middle\" fill=\"{ink}\">{}</text></g>",
        escape(title),
        number(y),
        number(r - 0.6),
        number(y + r * 0.478),
        number(r * 4.0 / 3.0),
        escape(glyph),
        x = number(x),
    )
}
