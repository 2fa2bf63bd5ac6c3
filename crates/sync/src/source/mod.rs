//! The sources: where their files are, how they are listed, and how often they may be asked.

pub(crate) mod clinicaltrials;
pub(crate) mod crossref;
pub(crate) mod openalex;
pub(crate) mod pmc;
pub(crate) mod pubmed;

use std::time::Duration;

/// A source of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// PubMed's yearly files.
    PubmedBaseline,
    /// PubMed's daily files.
    PubmedUpdates,
    /// OpenAlex' works, as its quarterly snapshot.
    Openalex,
    /// Crossref's works, by its REST API.
    Crossref,
    /// The studies of ClinicalTrials.gov, by its API.
    Clinicaltrials,
    /// Full texts of PubMed Central's article datasets.
    PmcOa,
}

impl Source {
    /// All of them, in the order of the guide.
    pub const ALL: [Self; 6] =
        [Self::PubmedBaseline, Self::PubmedUpdates, Self::Openalex, Self::Crossref, Self::Clinicaltrials, Self::PmcOa];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PubmedBaseline => "pubmed-baseline",
            Self::PubmedUpdates => "pubmed-updates",
            Self::Openalex => "openalex",
            Self::Crossref => "crossref",
            Self::Clinicaltrials => "clinicaltrials",
            Self::PmcOa => "pmc-oa",
        }
    }

    /// The address that everything else is below.
    #[must_use]
    pub fn base_url(self) -> &'static str {
        match self {
            Self::PubmedBaseline => "https://ftp.ncbi.nlm.nih.gov/pubmed/baseline/",
            Self::PubmedUpdates => "https://ftp.ncbi.nlm.nih.gov/pubmed/updatefiles/",
            Self::Openalex => "https://openalex.s3.amazonaws.com/",
            Self::Crossref => "https://api.crossref.org/",
            Self::Clinicaltrials => "https://clinicaltrials.gov/api/v2/",
            Self::PmcOa => "https://pmc-oa-opendata.s3.amazonaws.com/",
        }
    }

    /// The most requests at a time. The two APIs are read by marks, one after the other; Crossref's polite pool takes three.
    #[must_use]
    pub fn most_parallel(self) -> usize {
        match self {
            Self::PubmedBaseline | Self::PubmedUpdates => 4,
            Self::Openalex => 8,
            Self::Crossref | Self::Clinicaltrials => 1,
            Self::PmcOa => 32,
        }
    }

    /// Requests at a time if nobody says otherwise.
    #[must_use]
    pub fn usual_parallel(self) -> usize {
        match self {
            Self::PubmedBaseline | Self::PubmedUpdates => 2,
            Self::Openalex => 4,
            Self::Crossref | Self::Clinicaltrials => 1,
            Self::PmcOa => 8,
        }
    }

    /// The least time between two requests. NCBI asks scripts for at most three a second; Crossref's polite pool takes three
    /// lists a second; `robots.txt` of ClinicalTrials.gov asks for a second; S3 sets no limit that one program reaches.
    pub(crate) fn pace(self) -> Duration {
        Duration::from_millis(match self {
            Self::PubmedBaseline | Self::PubmedUpdates => 334,
            Self::Openalex | Self::PmcOa => 0,
            Self::Crossref => 400,
            Self::Clinicaltrials => 1000,
        })
    }

    /// Whether it asks for an address to write to.
    #[must_use]
    pub fn asks_for_mailto(self) -> bool {
        self == Self::Crossref
    }

    /// Whether it takes a filter, and the one it has if none is given.
    #[must_use]
    pub fn usual_filter(self) -> Option<&'static str> {
        match self {
            Self::Crossref => Some("has-funder:true"),
            Self::Clinicaltrials => Some(""),
            _ => None,
        }
    }

    /// Whether it can be asked for what is new or changed since a day.
    #[must_use]
    pub fn takes_from(self) -> bool {
        !matches!(self, Self::PubmedBaseline | Self::PubmedUpdates)
    }
}

/// Text as part of an address's query: everything but letters, digits and `-._~` as `%XX`.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
