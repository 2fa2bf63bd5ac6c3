//! Editions of PubMed's files.
//!
//! The decision to question: the edition comes from the file's name, never from its content, since the XML
//! does not hold it.
//!
//! A sample (`pubmed-sample-1.xml`: some citations, cut or made for a demonstration) has an edition, too. It is lower than
//! that of any file of PubMed's, so whatever PubMed says of the same citation takes the sample's place.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Which of PubMed's files: the year of the baseline and the number. Later files are greater.
///
/// ```
/// use corpus::Edition;
///
/// let edition = Edition::of_file_name("pubmed21n1298.xml.gz").unwrap();
/// assert_eq!(edition.to_string(), "2021-1298");
/// assert_eq!("2021-1298".parse(), Ok(edition));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Edition {
    /// Year of the baseline; 0 for a sample.
    pub year: u16,
    /// Number of the file within it.
    pub number: u32,
}

impl Edition {
    /// Whether it is a sample and no file of PubMed's.
    #[must_use]
    pub fn is_sample(self) -> bool {
        self.year == 0
    }

    /// The edition in a name such as `pubmed21n1298.xml.gz` or `pubmed-sample-1.xml`; none if the name tells none.
    #[must_use]
    pub fn of_file_name(name: &str) -> Option<Self> {
        if let Some(rest) = name.strip_prefix("pubmed-sample-") {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            return Some(Self { year: 0, number: rest[..digits].parse().ok()? });
        }
        let rest = name.strip_prefix("pubmed").or_else(|| name.strip_prefix("medline"))?;
        let (year, rest) = (rest.get(..2)?, rest.get(2..)?.strip_prefix('n')?);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits < 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Self { year: 2000 + year.parse::<u16>().ok()?, number: rest[..digits].parse().ok()? })
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_sample() {
            return write!(formatter, "sample-{}", self.number);
        }
        write!(formatter, "{}-{}", self.year, self.number)
    }
}

/// A text that names no edition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an edition such as `2021-1298` (year of the baseline, number of the file), found `{0}`")]
pub struct NoEdition(String);

impl FromStr for Edition {
    type Err = NoEdition;

    fn from_str(text: &str) -> Result<Self, NoEdition> {
        let wrong = || NoEdition(text.to_owned());
        if let Some(number) = text.strip_prefix("sample-") {
            return Ok(Self { year: 0, number: number.parse().map_err(|_| wrong())? });
        }
        let (year, number) = text.split_once('-').ok_or_else(wrong)?;
        if year.len() != 4 || year == "0000" {
            return Err(wrong());
        }
        Ok(Self { year: year.parse().map_err(|_| wrong())?, number: number.parse().map_err(|_| wrong())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_read_from_the_name_of_a_pubmed_file_and_from_no_other() {
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(Edition::of_file_name(name).map(|edition| edition.to_string()).as_deref(), expected, "{name}");
        };
        check("pubmed21n1298.xml.gz", Some("2021-1298"));
        check("pubmed21n1298-even.xml.gz", Some("2021-1298"));
        check("pubmed26n0001.xml", Some("2026-1"));
        check("medline17n0812.xml.gz", Some("2017-812"));
        check("pubmed21.xml.gz", None);
        check("pubmedxxn1298.xml.gz", None);
        check("arden21n1298.xml.gz", None);
        check("pubmed21n", None);
        check("pubmed-sample-1.xml", Some("sample-1"));
        check("pubmed-sample.xml", None);
    }

    #[test]
    fn a_written_edition_is_a_year_and_a_number() {
        assert!("2021-1298".parse::<Edition>().is_ok());
        assert_eq!("sample-1".parse(), Ok(Edition { year: 0, number: 1 }));
        for wrong in ["2021", "21-1298", "2021-x", "0000-1", "sample-", "-", ""] {
            assert!(wrong.parse::<Edition>().unwrap_err().to_string().contains("2021-1298"), "{wrong}");
        }
    }

    #[test]
    fn a_later_file_is_greater_and_a_later_year_greater_still() {
        let edition = |text: &str| text.parse::<Edition>().expect("an edition");
        assert!(edition("2021-1298") > edition("2021-1297"));
        assert!(edition("2022-1") > edition("2021-1298"));
    }

    #[test]
    fn a_sample_is_less_than_any_file_of_pubmeds() {
        let edition = |text: &str| text.parse::<Edition>().expect("an edition");
        assert!(edition("sample-99") < edition("2002-1"));
        assert!(edition("sample-1").is_sample() && !edition("2021-1298").is_sample());
    }
}
