//! A row being put together, in the order of its table's columns.

use crate::table::Cell;
use plan::{Basis, End, Text, YearClaim};

/// A row.
#[derive(Debug, Default)]
pub(crate) struct Line(pub(crate) Vec<Cell>);

impl Line {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// One more cell.
    pub(crate) fn with(mut self, value: impl Into<Cell>) -> Self {
        self.0.push(value.into());
        self
    }

    /// The three cells of [`crate::table::Table::words`].
    pub(crate) fn words(self, text: &Text) -> Self {
        self.with(&text.ja).with(&text.en).with(text.en_official)
    }

    /// The same where there may be no text.
    pub(crate) fn maybe_words(self, text: Option<&Text>) -> Self {
        self.words(text.unwrap_or(&Text::default()))
    }

    /// The two cells of [`crate::table::Table::basis`].
    pub(crate) fn basis(self, basis: &Basis) -> Self {
        let (state, source) = match basis {
            Basis::Stated { source } => ("stated", source.clone()),
            Basis::Confirmed { by, on, because } => ("confirmed", format!("{by}, {on}: {because}")),
            Basis::Inferred { rule } => ("inferred", rule.clone()),
            Basis::Unconfirmed { source } => ("unconfirmed", source.clone().unwrap_or_default()),
            Basis::Unknown => ("unknown", String::new()),
        };
        self.with(state).with(source)
    }

    /// First year, and how it is known; then last year, whether none is planned, and how that is known.
    pub(crate) fn period(self, start: &YearClaim, end: &End) -> Self {
        let line = self.with(start.year).basis(&start.basis);
        match end {
            End::Year(claim) => line.with(claim.year).with(false).basis(&claim.basis),
            End::Open { basis } => line.with(None::<u8>).with(true).basis(basis),
        }
    }
}

/// The word that JSON has for a value of a plain enumeration: `ex-ante`.
pub(crate) fn code(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::cells;
    use plan::FiscalYear;

    #[test]
    fn a_period_without_an_end_and_one_with_an_unknown_end_stay_apart() {
        let claim = |year: Option<i16>| YearClaim { year: year.map(FiscalYear), basis: Basis::Unknown };
        let open = Line::new().period(&claim(Some(2015)), &End::Open { basis: Basis::Unknown });
        assert_eq!(open.0, cells![2015_i16, "unknown", "", None::<u8>, true, "unknown", ""]);
        let unknown = Line::new().period(&claim(None), &End::Year(claim(None)));
        assert_eq!(unknown.0, cells![None::<u8>, "unknown", "", None::<u8>, false, "unknown", ""]);
    }

    #[test]
    fn codes_are_those_of_json() {
        assert_eq!(code(&plan::EvaluationKind::ExAnte), "ex-ante");
        assert_eq!(code(&plan::YearBasis::Fiscal), "fiscal");
    }
}
