//! A diagnostic as lines for people.

use super::{Diagnostic, Place, Severity, Words};
use crate::Language;
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Cells of a source line that are shown; a longer one is cut around the words meant.
const SHOWN_CELLS: usize = 100;

pub(super) fn text(diagnostic: &Diagnostic, language: Language) -> String {
    let words = diagnostic.words(language);
    let place = diagnostic.place.as_ref();
    let mut out = lines(&words, diagnostic.severity, &at(place, &diagnostic.path), place, language);
    if let Some((path, place)) = &diagnostic.also
        && diagnostic.severity != Severity::Note
    {
        let _ = writeln!(out, "  {}: {}", language.of("関連", "see"), at(place.as_ref(), path));
    }
    out
}

impl Words {
    /// The whole of it as lines: place and problem, the source line with the words underlined, what was expected, what
    /// was found, what to do. Ends with a newline.
    #[must_use]
    pub fn text(&self, severity: Severity, place: &Place, language: Language) -> String {
        lines(self, severity, &at(Some(place), ""), Some(place), language)
    }
}

fn lines(words: &Words, severity: Severity, at: &str, place: Option<&Place>, language: Language) -> String {
    let weight = match severity {
        Severity::Error => language.of("誤り", "error"),
        Severity::Warning => language.of("注意", "warning"),
        Severity::Note => language.of("参考", "note"),
    };
    let mut out = String::new();
    let _ = writeln!(out, "{at}: {weight}: {}", words.problem);
    // One line is enough for what is merely unknown.
    if severity == Severity::Note {
        return out;
    }
    if let Some(place) = place {
        source(&mut out, place);
    }
    let labels = [
        (language.of("期待", "expected"), &words.expected),
        (language.of("実際", "found"), &words.found),
        (language.of("対処", "hint"), &words.hint),
    ];
    for (label, words) in labels.into_iter().filter(|(_, words)| !words.is_empty()) {
        let _ = writeln!(out, "  {label}: {words}");
    }
    out
}

fn at(place: Option<&Place>, path: &str) -> String {
    match place {
        Some(Place { file, line, column, .. }) => format!("{file}:{line}:{column}"),
        None => path.to_owned(),
    }
}

/// The source line and the underline, aligned in terminal cells.
fn source(out: &mut String, place: &Place) {
    if place.source_line.is_empty() {
        return;
    }
    let (before, rest) = place.source_line.split_at(place.start);
    let (meant, after) = rest.split_at(place.end - place.start);
    let before = cut_front(&one_cell_a_tab(before), SHOWN_CELLS / 2);
    let meant = cut_back(&one_cell_a_tab(meant), SHOWN_CELLS);
    let left = SHOWN_CELLS.saturating_sub(before.width() + meant.width());
    let after = cut_back(&one_cell_a_tab(after), left);
    let number = place.line.to_string();
    let _ = writeln!(out, "  {number} | {before}{meant}{after}");
    let blank = " ".repeat(number.len());
    let _ = writeln!(out, "  {blank} | {}{}", " ".repeat(before.width()), "^".repeat(meant.width().max(1)));
}

fn one_cell_a_tab(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

fn cut_front(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut kept = Vec::new();
    let mut width = 1;
    for character in text.chars().rev() {
        width += character.width().unwrap_or(0);
        if width > cells {
            break;
        }
        kept.push(character);
    }
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

fn cut_back(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut width = 1;
    for character in text.chars() {
        width += character.width().unwrap_or(0);
        if width > cells {
            break;
        }
        kept.push(character);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, meant: &str, expected: &str) {
        let start = line.find(meant).expect("the words stand in the line");
        let place = Place {
            file: "plan.toml".to_owned(),
            line: 7,
            column: 1,
            source_line: line.to_owned(),
            start,
            end: start + meant.len(),
        };
        let mut out = String::new();
        source(&mut out, &place);
        assert_eq!(out, expected);
    }

    #[test]
    fn a_full_width_character_is_underlined_by_two_columns() {
        check("a = 'moss'", "'moss'", "  7 | a = 'moss'\n    |     ^^^^^^\n");
        check("題 = '苔'", "'苔'", "  7 | 題 = '苔'\n    |      ^^^^\n");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides_of_the_words() {
        let line = format!("{}HERE{}", "森".repeat(60), "x".repeat(90));
        check(
            &line,
            "HERE",
            &format!("  7 | …{}HERE{}…\n    | {}^^^^\n", "森".repeat(24), "x".repeat(46), " ".repeat(49)),
        );
    }
}
