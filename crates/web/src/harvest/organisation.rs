//! Funders and operators that harvested items name, with the identifiers that registries gave them.

/// An organisation.
#[derive(Debug, PartialEq, Eq)]
pub struct Organisation {
    /// How the plan and this list call it.
    pub code: &'static str,
    pub ja: &'static str,
    pub en: &'static str,
    /// Number in Crossref's Funder Registry; empty if it is not known here.
    pub funder_id: &'static str,
    /// Schemes of numbers that it gives.
    schemes: &'static [&'static str],
}

const ORGANISATIONS: &[Organisation] = &[
    Organisation {
        code: "AMED",
        ja: "国立研究開発法人日本医療研究開発機構",
        en: "Japan Agency for Medical Research and Development",
        funder_id: "100009619",
        schemes: &["amed"],
    },
    Organisation {
        code: "JSPS",
        ja: "独立行政法人日本学術振興会",
        en: "Japan Society for the Promotion of Science",
        funder_id: "501100001691",
        schemes: &["kakenhi", "jsps"],
    },
    Organisation {
        code: "JST",
        ja: "国立研究開発法人科学技術振興機構",
        en: "Japan Science and Technology Agency",
        funder_id: "501100002241",
        schemes: &["jst"],
    },
    Organisation {
        code: "MEXT",
        ja: "文部科学省",
        en: "Ministry of Education, Culture, Sports, Science and Technology",
        funder_id: "501100001700",
        schemes: &["mext"],
    },
    Organisation {
        code: "MHLW",
        ja: "厚生労働省",
        en: "Ministry of Health, Labour and Welfare",
        funder_id: "501100003478",
        schemes: &["mhlw"],
    },
    Organisation {
        code: "NEDO",
        ja: "国立研究開発法人新エネルギー・産業技術総合開発機構",
        en: "New Energy and Industrial Technology Development Organization",
        funder_id: "501100001863",
        schemes: &["nedo"],
    },
];

/// The organisation of that name, or the one that gives numbers of that scheme.
pub fn organisation(name: &str) -> Option<&'static Organisation> {
    ORGANISATIONS.iter().find(|one| one.code == name || one.schemes.contains(&name))
}

/// The whole Japan Grant Number (体系的番号), where it can be told: `JP21am0101001`. The year of a grant of AMED stands in each paper anew, so it comes from the words.
pub fn japan_grant_number(scheme: &str, value: &str, fiscal_year: Option<i16>) -> Option<String> {
    match scheme {
        "amed" => {
            let year = fiscal_year.filter(|year| (2000..2100).contains(year))? - 2000;
            Some(format!("JP{year:02}{value}"))
        }
        "kakenhi" => Some(format!("JP{value}")),
        "mhlw" => Some(format!("JPMH{value}")),
        _ if value.starts_with("JP") => Some(value.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_the_agency_needs_the_year_that_the_paper_prints() {
        assert_eq!(japan_grant_number("amed", "am0101001", Some(2021)).as_deref(), Some("JP21am0101001"));
        assert_eq!(japan_grant_number("amed", "am0101001", None), None);
        assert_eq!(japan_grant_number("kakenhi", "18H02896", None).as_deref(), Some("JP18H02896"));
        assert_eq!(japan_grant_number("jst", "JPMJCR16G3", None).as_deref(), Some("JPMJCR16G3"));
        assert_eq!(japan_grant_number("ncc", "31-A-17", None), None);
    }

    #[test]
    fn an_organisation_is_found_by_its_name_and_by_its_numbers() {
        assert_eq!(organisation("kakenhi"), organisation("JSPS"));
        assert_eq!(organisation("moss"), None);
    }
}
