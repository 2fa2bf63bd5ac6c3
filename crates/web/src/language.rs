//! The two languages. Japanese comes first, English is equal: neither is a fallback for the other in
//! our own words; only the plan's own text may lack English, and a page then shows the Japanese and says so.

use crate::words::Words;
use jiff::civil::Date;
use plan::{FiscalYear, Text};

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// 日本語
    Ja,
    /// English
    En,
}

impl From<Language> for plan::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Ja => Self::Ja,
            Language::En => Self::En,
        }
    }
}

/// Words with the language they are really in, and whether they are an unofficial translation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// The words.
    pub words: String,
    /// `ja` or `en` where it differs from the page's language, else empty.
    pub lang: &'static str,
    /// Whether the words are English that no source gives.
    pub unofficial: bool,
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

impl Language {
    /// `ja` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }

    /// What a browser asks for; Japanese where it asks for neither. Weights count, order breaks ties.
    #[must_use]
    pub fn accepted(header: Option<&str>) -> Self {
        let mut best = (Self::Ja, 0.0_f32);
        for part in header.unwrap_or_default().split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()))
                .unwrap_or(1.0);
            let language = match tag.split('-').next() {
                Some("ja") => Self::Ja,
                Some("en") => Self::En,
                _ => continue,
            };
            if weight > best.1 {
                best = (language, weight);
            }
        }
        best.0
    }

    /// The same language as other rooms call it.
    #[must_use]
    pub fn of_plan(self) -> plan::Language {
        match self {
            Self::Ja => plan::Language::Ja,
            Self::En => plan::Language::En,
        }
    }

    /// Our words in this language.
    #[must_use]
    pub fn words(self) -> &'static Words {
        Words::of(self)
    }

    /// The plan's words in this language, or in Japanese with its mark where there is no English.
    #[must_use]
    pub fn text(self, text: &Text) -> Shown {
        match self {
            Self::Ja => Shown { words: text.ja.clone(), lang: "", unofficial: false },
            Self::En if text.en.is_empty() => Shown { words: text.ja.clone(), lang: "ja", unofficial: false },
            Self::En => Shown { words: text.en.clone(), lang: "", unofficial: !text.en_official },
        }
    }

    /// Just the words of [`Language::text`], where no mark can stand (titles, drawings, CSV).
    #[must_use]
    pub fn plain(self, text: &Text) -> String {
        self.text(text).words
    }

    /// `2026年11月23日`, `23 November 2026`.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        match self {
            Self::Ja => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Self::En => format!("{} {} {}", date.day(), month(date), date.year()),
        }
    }

    /// `2026年11月`, `November 2026`.
    #[must_use]
    pub fn month(self, date: Date) -> String {
        match self {
            Self::Ja => format!("{}年{}月", date.year(), date.month()),
            Self::En => format!("{} {}", month(date), date.year()),
        }
    }

    /// `11月23日`, `23 Nov`.
    #[must_use]
    pub fn short_date(self, date: Date) -> String {
        match self {
            Self::Ja => format!("{}月{}日", date.month(), date.day()),
            Self::En => format!("{} {}", date.day(), &month(date)[..3]),
        }
    }

    /// `令和7年1月17日`; in English the common calendar.
    #[must_use]
    pub fn era_date(self, date: Date) -> String {
        match self {
            Self::Ja => {
                let (era, first) = match (date.year(), date.month(), date.day()) {
                    (y, m, _) if y > 2019 || (y == 2019 && m >= 5) => ("令和", 2018),
                    (y, m, d) if y > 1989 || (y == 1989 && (m > 1 || d >= 8)) => ("平成", 1988),
                    _ => ("昭和", 1925),
                };
                let year = date.year() - first;
                let year = if year == 1 { "元".to_owned() } else { year.to_string() };
                format!("{era}{year}年{}月{}日", date.month(), date.day())
            }
            Self::En => self.date(date),
        }
    }

    /// `2025年度（令和7年度）`, `fiscal year 2025 (Reiwa 7)`.
    #[must_use]
    pub fn year_in_full(self, year: FiscalYear) -> String {
        match self {
            Self::Ja => format!("{year}年度（{}）", year.era_ja()),
            Self::En => format!("fiscal year {year} ({})", year.era_en()),
        }
    }

    /// The name of a source: `pubmed` is PubMed.
    #[must_use]
    pub fn source(self, source: &str) -> String {
        match register::say(source, plan::Term::Source) {
            Some(title) => match self {
                Self::Ja => format!("台帳「{}」", self.plain(&title)),
                Self::En => format!("register “{}”", self.plain(&title)),
            },
            None => indicator::source_in_words(source, self.into()),
        }
    }

    /// `2025年度`, `FY2025`.
    #[must_use]
    pub fn year(self, year: FiscalYear) -> String {
        match self {
            Self::Ja => format!("{year}年度"),
            Self::En => format!("FY{year}"),
        }
    }

    /// The era on a chart axis: `令7`, `R7`. In English a single letter with its number, the word in the title.
    #[must_use]
    pub fn era_short(self, year: FiscalYear) -> String {
        match self {
            Self::Ja => year.era_short_ja(),
            Self::En => year.era_en().replace("Reiwa ", "R").replace("Heisei ", "H").replace("Showa ", "S"),
        }
    }
}

fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS[usize::from(date.month().unsigned_abs()).clamp(1, 12) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_browsers_wish_is_heard_and_japanese_is_the_default() {
        assert_eq!(Language::accepted(None), Language::Ja);
        assert_eq!(Language::accepted(Some("fr,de;q=0.8")), Language::Ja);
        assert_eq!(Language::accepted(Some("en-GB,en;q=0.9,ja;q=0.8")), Language::En);
        assert_eq!(Language::accepted(Some("en;q=0.5, ja")), Language::Ja);
    }

    #[test]
    fn eras_change_on_their_day() {
        assert_eq!(Language::Ja.era_date(date(2019, 4, 30)), "平成31年4月30日");
        assert_eq!(Language::Ja.era_date(date(2019, 5, 1)), "令和元年5月1日");
        assert_eq!(Language::Ja.era_date(date(2025, 1, 17)), "令和7年1月17日");
        assert_eq!(Language::En.era_date(date(2025, 1, 17)), "17 January 2025");
    }
}
