//! Drawings as SVG from the server.
//!
//! A drawing is first a list of shapes and texts with measured boxes, then text: so that a test can compare
//! the boxes of all labels and marks pair by pair, and nothing overlaps by accident. Colours are classes
//! only (the style sheet knows light, dark and print), since the content policy allows no style attributes.

pub mod bars;
mod ink;
pub mod measure;
pub mod periods;
pub mod roadmap;

use measure::width;
use std::fmt::Write as _;

/// Where a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At its start.
    Start,
    /// At its middle.
    Middle,
    /// At its end.
    End,
}

/// One thing in a drawing. Coordinates are CSS pixels at the drawing's natural size.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled or outlined box.
    Rect {
        /// Left, top, width, height.
        at: [f64; 4],
        /// Its class.
        class: &'static str,
    },
    /// A straight line.
    Line {
        /// x1, y1, x2, y2.
        at: [f64; 4],
        /// Its class.
        class: &'static str,
    },
    /// Any path.
    Path {
        /// Its commands.
        data: String,
        /// Its class.
        class: &'static str,
    },
    /// Words turned by a quarter, read from below.
    Turned {
        /// Where they begin, on the base line.
        at: [f64; 2],
        /// Their class.
        class: &'static str,
        /// The words, 12 px.
        words: String,
    },
    /// A circled sign.
    Mark {
        /// Centre and radius.
        at: [f64; 3],
        /// The one character in it.
        glyph: String,
        /// Its class.
        class: &'static str,
        /// What it says when asked.
        title: String,
    },
    /// A name in one or more lines, one link. Its lines begin at the same place.
    Name {
        /// Where the lines begin.
        left: f64,
        /// The lines with their base lines, top to bottom.
        lines: Vec<(f64, String)>,
        /// Font size.
        size: f64,
        /// Its class.
        class: &'static str,
        /// Where it leads; empty for nowhere.
        href: String,
        /// Its language where it is not the page's, else empty.
        lang: &'static str,
    },
    /// Shapes of another drawing, moved.
    Group {
        /// By how much, to the right and down.
        at: [f64; 2],
        /// The shapes.
        shapes: Vec<Shape>,
    },
    /// Words.
    Text {
        /// Where the anchor stands, on the base line.
        at: [f64; 2],
        /// Which end is held.
        anchor: Anchor,
        /// Font size.
        size: f64,
        /// Its class.
        class: &'static str,
        /// The words.
        words: String,
    },
}

/// A drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Natural width.
    pub width: f64,
    /// Natural height.
    pub height: f64,
    /// What it is, for who cannot see it.
    pub title: String,
    /// What it says, in a sentence.
    pub description: String,
    /// Its class.
    pub class: &'static str,
    /// In the order of drawing.
    pub shapes: Vec<Shape>,
}

impl Drawing {
    /// An empty drawing.
    #[must_use]
    pub fn new(width: f64, height: f64, title: impl Into<String>) -> Self {
        Self { width, height, title: title.into(), description: String::new(), class: "chart", shapes: Vec::new() }
    }

    /// Adds a box.
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, class: &'static str) {
        self.shapes.push(Shape::Rect { at: [x, y, width, height], class });
    }

    /// Adds a line.
    pub fn line(&mut self, x1: f64, y1: f64, x2: f64, y2: f64, class: &'static str) {
        self.shapes.push(Shape::Line { at: [x1, y1, x2, y2], class });
    }

    /// Adds words.
    pub fn text(&mut self, x: f64, y: f64, anchor: Anchor, size: f64, class: &'static str, words: impl Into<String>) {
        self.shapes.push(Shape::Text { at: [x, y], anchor, size, class, words: words.into() });
    }

    /// Adds a name, one link however many lines it has.
    pub fn name(
        &mut self,
        left: f64,
        lines: Vec<(f64, String)>,
        size: f64,
        class: &'static str,
        href: impl Into<String>,
        lang: &'static str,
    ) {
        self.shapes.push(Shape::Name { left, lines, size, class, href: href.into(), lang });
    }

    /// Adds a circled sign.
    pub fn mark(
        &mut self,
        x: f64,
        y: f64,
        radius: f64,
        glyph: impl Into<String>,
        class: &'static str,
        title: impl Into<String>,
    ) {
        self.shapes.push(Shape::Mark { at: [x, y, radius], glyph: glyph.into(), class, title: title.into() });
    }

    /// Adds the shapes of another drawing, moved to the right and down.
    pub fn place(&mut self, other: Self, x: f64, y: f64) {
        self.shapes.push(Shape::Group { at: [x, y], shapes: other.shapes });
    }

    /// The SVG. `id` makes the ids of title and description unique on the page. A drawing with links is a group,
    /// since what stands inside an image cannot be reached by who does not see it.
    #[must_use]
    pub fn svg(&self, id: &str) -> String {
        let mut out = String::with_capacity(self.shapes.len() * 96 + 256);
        let (w, h) = (number(self.width), number(self.height));
        let links = self.shapes.iter().any(Shape::leads);
        let role = if links { "group" } else { "img" };
        let _ = write!(
            out,
            "<svg class=\"{}\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" role=\"{role}\" aria-labelledby=\"{id}-t{}\"><title id=\"{id}-t\">{}</title>",
            self.class,
            if self.description.is_empty() { String::new() } else { format!(" {id}-d") },
            escape(&self.title)
        );
        if !self.description.is_empty() {
            let _ = write!(out, "<desc id=\"{id}-d\">{}</desc>", escape(&self.description));
        }
        for shape in &self.shapes {
            shape.write(&mut out);
        }
        out.push_str("</svg>");
        out
    }

    /// How many names it holds, for tests.
    #[must_use]
    pub fn names(&self) -> usize {
        fn of(shapes: &[Shape]) -> usize {
            let name = |shape: &Shape| match shape {
                Shape::Name { .. } => 1,
                Shape::Group { shapes, .. } => of(shapes),
                _ => 0,
            };
            shapes.iter().map(name).sum()
        }
        of(&self.shapes)
    }

    /// The boxes of all labels and marks with their words: left, top, right, bottom.
    #[must_use]
    pub fn label_boxes(&self) -> Vec<(String, [f64; 4])> {
        self.shapes.iter().flat_map(Shape::label_boxes).collect()
    }

    /// Every pair of labels or marks whose boxes meet: none, if the drawing is well set.
    #[must_use]
    pub fn overlaps(&self) -> Vec<(String, String)> {
        let boxes = self.label_boxes();
        let mut found = Vec::new();
        for (index, (first, a)) in boxes.iter().enumerate() {
            for (second, b) in &boxes[index + 1..] {
                if a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3] {
                    found.push((first.clone(), second.clone()));
                }
            }
        }
        found
    }

    /// Labels that stick out of the drawing.
    #[must_use]
    pub fn outside(&self) -> Vec<String> {
        let sticks_out =
            |b: &[f64; 4]| b[0] < -0.5 || b[1] < -0.5 || b[2] > self.width + 0.5 || b[3] > self.height + 0.5;
        self.label_boxes().into_iter().filter(|(_, b)| sticks_out(b)).map(|(words, _)| words).collect()
    }

    /// Everything that may not happen in a drawing, in words: labels or marks that meet, that stick out, that a
    /// succession crosses. None, if it is well set; for tests, which compare all pairs.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = self.overlaps().into_iter().map(|(a, b)| format!("`{a}` meets `{b}`")).collect();
        faults.extend(self.outside().into_iter().map(|words| format!("`{words}` sticks out")));
        let legs = self.successions();
        for (words, b) in self.label_boxes() {
            let crosses = |a: &&[f64; 4]| {
                a[0] < b[2] && b[0] < a[2].max(a[0] + 0.1) && a[1] < b[3] && b[1] < a[3].max(a[1] + 0.1)
            };
            faults.extend(legs.iter().filter(crosses).map(|_| format!("a succession crosses `{words}`")));
        }
        faults
    }

    /// The legs of the lines of succession as boxes.
    #[must_use]
    pub fn successions(&self) -> Vec<[f64; 4]> {
        self.shapes.iter().flat_map(Shape::successions).collect()
    }
}

/// The box of words that begin at `left`, for the eye: without the air above and below.
#[must_use]
pub fn words_box(left: f64, baseline: f64, size: f64, words: &str) -> [f64; 4] {
    [left, baseline - size * 0.82, left + width(words, size), baseline + size * 0.16]
}

fn moved([left, top, right, bottom]: [f64; 4], [x, y]: [f64; 2]) -> [f64; 4] {
    [left + x, top + y, right + x, bottom + y]
}

impl Shape {
    /// Whether any of it is a link.
    fn leads(&self) -> bool {
        match self {
            Self::Name { href, .. } => !href.is_empty(),
            Self::Group { shapes, .. } => shapes.iter().any(Self::leads),
            _ => false,
        }
    }

    /// The legs of a line of succession as boxes.
    fn successions(&self) -> Vec<[f64; 4]> {
        match self {
            Self::Path { data, class: "succession" | "succession doubtful" } => {
                let point = |point: &str| {
                    let (x, y) = point.split_once(' ')?;
                    Some((x.parse().ok()?, y.parse().ok()?))
                };
                let points: Vec<(f64, f64)> = data.split(['M', 'L']).filter_map(point).collect();
                let leg = |leg: &[(f64, f64)]| {
                    let ((a, b), (c, d)) = (leg[0], leg[1]);
                    [a.min(c), b.min(d), a.max(c), b.max(d)]
                };
                points.windows(2).map(leg).collect()
            }
            Self::Group { at, shapes } => shapes.iter().flat_map(Self::successions).map(|b| moved(b, *at)).collect(),
            _ => Vec::new(),
        }
    }

    /// Left, top, right, bottom of a label or mark, one box for each line.
    fn label_boxes(&self) -> Vec<(String, [f64; 4])> {
        match self {
            Self::Text { at: [x, y], anchor, size, words, .. } => {
                let wide = width(words, *size);
                let left = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - wide / 2.0,
                    Anchor::End => x - wide,
                };
                vec![(words.clone(), words_box(left, *y, *size, words))]
            }
            Self::Name { left, lines, size, .. } => {
                lines.iter().map(|(y, words)| (words.clone(), words_box(*left, *y, *size, words))).collect()
            }
            Self::Turned { at: [x, y], words, .. } => {
                vec![(words.clone(), [x - 10.0, y - width(words, 12.0), x + 2.0, *y])]
            }
            Self::Mark { at: [x, y, r], glyph, .. } => vec![(glyph.clone(), [x - r, y - r, x + r, y + r])],
            Self::Group { at, shapes } => {
                shapes.iter().flat_map(Self::label_boxes).map(|(words, b)| (words, moved(b, *at))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn write(&self, out: &mut String) {
        let _ = match self {
            Self::Rect { at: [x, y, w, h], class } => write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{class}\"/>",
                number(*x),
                number(*y),
                number(w.max(0.0)),
                number(h.max(0.0))
            ),
            Self::Line { at: [x1, y1, x2, y2], class } => write!(
                out,
                "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{class}\"/>",
                number(*x1),
                number(*y1),
                number(*x2),
                number(*y2)
            ),
            Self::Path { data, class } => write!(out, "<path d=\"{data}\" class=\"{class}\"/>"),
            Self::Mark { at: [x, y, r], glyph, class, title } => write!(
                out,
                "<g class=\"mark {class}\"><title>{}</title><circle cx=\"{}\" cy=\"{}\" r=\"{}\"/><text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"middle\" lang=\"ja\">{}</text></g>",
                escape(title),
                number(*x),
                number(*y),
                number(*r),
                number(*x),
                number(y + r * 0.478),
                number(r * 4.0 / 3.0),
                escape(glyph)
            ),
            Self::Turned { at: [x, y], class, words } => write!(
                out,
                "<text transform=\"translate({} {}) rotate(-90)\" font-size=\"12\" class=\"{class}\">{}</text>",
                number(*x),
                number(*y),
                escape(words)
            ),
            Self::Group { at: [x, y], shapes } => {
                let _ = write!(out, "<g transform=\"translate({} {})\">", number(*x), number(*y));
                shapes.iter().for_each(|shape| shape.write(out));
                write!(out, "</g>")
            }
            Self::Name { left, lines, size, class, href, lang } => {
                write_name(out, *left, lines, *size, class, href, lang)
            }
            Self::Text { at: [x, y], anchor, size, class, words } => {
                let anchor = match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                };
                write!(
                    out,
                    "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\" class=\"{class}\">{}</text>",
                    number(*x),
                    number(*y),
                    number(*size),
                    escape(words)
                )
            }
        };
    }
}

fn write_name(
    out: &mut String,
    left: f64,
    lines: &[(f64, String)],
    size: f64,
    class: &str,
    href: &str,
    lang: &str,
) -> std::fmt::Result {
    if !href.is_empty() {
        write!(out, "<a href=\"{}\">", escape(href))?;
    }
    let lang = if lang.is_empty() { String::new() } else { format!(" lang=\"{lang}\"") };
    write!(out, "<text font-size=\"{}\" class=\"{class}\"{lang}>", number(size))?;
    for (index, (y, words)) in lines.iter().enumerate() {
        // The blank at which a Latin name was broken, so that who hears it hears two words.
        let more = index + 1 < lines.len() && words.ends_with(|last: char| last.is_ascii());
        let blank = if more { " " } else { "" };
        write!(out, "<tspan x=\"{}\" y=\"{}\">{}{blank}</tspan>", number(left), number(*y), escape(words))?;
    }
    out.push_str("</text>");
    if !href.is_empty() {
        out.push_str("</a>");
    }
    Ok(())
}

/// At most two digits after the point: enough for the eye, and the bytes stay the same everywhere.
fn number(value: f64) -> String {
    // By whole hundredths: a drawing has thousands of coordinates, and exact decimals of floats were a quarter of its cost.
    #[allow(clippy::cast_possible_truncation, reason = "coordinates of a drawing; a cast saturates")]
    let hundredths = (value * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", rest / 10),
        _ => format!("{sign}{whole}.{rest:02}"),
    }
}

/// Escapes words for HTML and SVG.
#[must_use]
pub fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    let mut plain = 0;
    for (at, byte) in words.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        escaped.push_str(&words[plain..at]);
        escaped.push_str(entity);
        plain = at + 1;
    }
    escaped.push_str(&words[plain..]);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_at_most_two_places_and_no_zeros_behind() {
        let written = [12.0, 12.5, 12.345, 0.05, -0.001, -3.25, 100.0].map(number);
        assert_eq!(written, ["12", "12.5", "12.35", "0.05", "0", "-3.25", "100"]);
    }

    #[test]
    fn words_are_escaped_wherever_they_need_it() {
        assert_eq!(escape("<再生 & \"x'>"), "&lt;再生 &amp; &quot;x&#39;&gt;");
        assert_eq!(escape("再生"), "再生");
    }

    #[test]
    fn two_labels_that_meet_are_found_and_two_that_do_not_are_not() {
        let mut drawing = Drawing::new(200.0, 40.0, "t");
        drawing.text(10.0, 20.0, Anchor::Start, 13.0, "", "未報告");
        drawing.text(60.0, 20.0, Anchor::Start, 13.0, "", "なし");
        assert!(drawing.overlaps().is_empty());
        drawing.mark(70.0, 18.0, 9.0, "中", "", "t");
        assert_eq!(drawing.overlaps(), [("なし".to_owned(), "中".to_owned())]);
    }

    #[test]
    fn words_are_escaped() {
        let mut drawing = Drawing::new(10.0, 10.0, "<&>");
        drawing.name(0.0, vec![(9.0, "\"<b>\"".to_owned())], 9.0, "", "/x?a=1&b=2", "");
        let svg = drawing.svg("c");
        assert!(
            svg.contains("&lt;&amp;&gt;") && svg.contains("&quot;&lt;b&gt;&quot;") && svg.contains("a=1&amp;b=2"),
            "{svg}"
        );
    }
}
