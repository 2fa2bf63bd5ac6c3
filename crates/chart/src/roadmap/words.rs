//! The words that stand in the drawing itself, so that page and paper cannot differ.

use plan::{Basis, EvaluationKind, FiscalYear, Language};

/// The character of a mark, the same in both languages.
#[must_use]
pub fn glyph(kind: EvaluationKind) -> &'static str {
    match kind {
        EvaluationKind::ExAnte => "前",
        EvaluationKind::MidTerm => "中",
        EvaluationKind::ExPost => "後",
        EvaluationKind::FollowUp => "追",
    }
}

/// How a claim is known, in a word or two.
fn basis(basis: &Basis, language: Language) -> &'static str {
    match basis {
        Basis::Stated { .. } => language.of("出典あり", "stated"),
        Basis::Confirmed { .. } => language.of("確認済み", "confirmed"),
        Basis::Inferred { .. } => language.of("規則による推定", "inferred by rule"),
        Basis::Unconfirmed { .. } => language.of("未確認の記述", "unconfirmed"),
        Basis::Unknown => language.of("分からない", "unknown"),
    }
}

/// `2025年度`, `FY2025`.
pub(super) fn year(year: FiscalYear, language: Language) -> String {
    language.of(format!("{year}年度"), format!("FY{year}"))
}

/// What a mark says when asked.
pub(super) fn mark(kind: EvaluationKind, when: FiscalYear, how: &Basis, language: Language) -> String {
    let (kind, when, how) = (kind.word(language), year(when, language), basis(how, language));
    language.of(format!("{when} {kind}（{how}）"), format!("{when}: {kind} ({how})"))
}

/// A mark that has no place on its bar.
pub(super) fn mark_elsewhere(kind: EvaluationKind, when: FiscalYear, language: Language) -> String {
    let (kind, when) = (kind.word(language), year(when, language));
    language.of(format!("{kind}は{when}"), format!("{kind} {when}"))
}

/// Marks whose years nobody knows.
pub(super) fn marks_unknown(glyphs: &[&str], language: Language) -> String {
    let glyphs = glyphs.join(language.of("・", ", "));
    language.of(format!("{glyphs}の年度は未確認"), format!("year of {glyphs} not known"))
}

/// What is not known of the years.
pub(super) enum Doubt {
    Start,
    End,
    Both,
    Years,
    Parts,
}

/// The same in words.
pub(super) fn doubt(doubt: &Doubt, language: Language) -> &'static str {
    match doubt {
        Doubt::Start => language.of("開始年度は未確認", "start not confirmed"),
        Doubt::End => language.of("終了年度は未確認", "end not confirmed"),
        Doubt::Both => language.of("開始と終了の年度は未確認", "start and end not confirmed"),
        Doubt::Years => language.of("年度は未確認", "years not known"),
        Doubt::Parts => language.of("中の課題の年度は未確認", "years of its parts not known"),
    }
}

/// No planned end.
#[must_use]
pub fn open(language: Language) -> &'static str {
    language.of("終わりの定めなし", "no planned end")
}

/// The words of the key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Evaluations that are done.
    pub done: &'static str,
    /// Evaluations of this year.
    pub now: &'static str,
    /// Evaluations to come.
    pub planned: &'static str,
    /// A year that a rule gave.
    pub inferred: &'static str,
    /// A bar up to today and after it.
    pub bar: &'static str,
    /// Years that nobody confirms.
    pub unknown: &'static str,
    /// A succession.
    pub follows: &'static str,
    /// A succession that nobody confirms.
    pub follows_doubtful: &'static str,
    /// No planned end.
    pub open: &'static str,
}

/// What the signs mean.
#[must_use]
pub fn key(language: Language) -> Key {
    Key {
        done: language.of("事前・中間・事後評価（済み）", "ex-ante, mid-term, ex-post (done)"),
        now: language.of("今年度に行う", "this year"),
        planned: language.of("これから", "to come"),
        inferred: language.of("年度は推定", "year inferred, not stated"),
        bar: language.of("今日まで／これから", "to today / planned"),
        unknown: language.of("年度が未確認", "year not confirmed"),
        follows: language.of("引き継ぐ", "followed by"),
        follows_doubtful: language.of("後継かは未確認", "perhaps followed by"),
        open: open(language),
    }
}

/// The era as a head of a column: its name in full, and both for the year in which it changed.
#[must_use]
pub fn era(year: FiscalYear, language: Language) -> String {
    match year.0 {
        2019 => language.of("平31・令元", "H31 · R1").to_owned(),
        _ => language.of(year.era_ja().trim_end_matches("年度").to_owned(), year.era_en()),
    }
}
