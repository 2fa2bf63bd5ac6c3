//! What a harvester asks, in the words of OAI-PMH 2.0, and what is wrong with it.

use crate::way::decode;
use std::collections::BTreeMap;

/// Formats in which items are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prefix {
    /// Simple Dublin Core, of every item.
    OaiDc,
    /// JPCOAR schema 2.1, of papers and trials.
    Jpcoar,
    /// OpenAIRE's CERIF profile 1.2.
    Cerif,
}

impl Prefix {
    pub const ALL: [Self; 3] = [Self::OaiDc, Self::Jpcoar, Self::Cerif];

    pub fn code(self) -> &'static str {
        match self {
            Self::OaiDc => "oai_dc",
            Self::Jpcoar => "jpcoar_2.1",
            Self::Cerif => "oai_cerif_openaire_v1_2",
        }
    }

    /// Where its schema is, and its namespace.
    pub fn schema(self) -> [&'static str; 2] {
        match self {
            Self::OaiDc => {
                ["http://www.openarchives.org/OAI/2.0/oai_dc.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc/"]
            }
            Self::Jpcoar => [
                "https://raw.githubusercontent.com/JPCOAR/schema/master/2.1/jpcoar_scm.xsd",
                "https://github.com/JPCOAR/schema/blob/master/2.1/",
            ],
            Self::Cerif => [
                "https://www.openaire.eu/schema/cris/1.2/openaire-cerif-profile.xsd",
                "https://www.openaire.eu/cerif-profile/1.2/",
            ],
        }
    }

    fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|prefix| prefix.code() == code)
    }
}

/// A request that can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    Identify,
    ListMetadataFormats {
        identifier: Option<String>,
    },
    ListSets,
    GetRecord {
        identifier: String,
        prefix: Prefix,
    },
    /// `ListIdentifiers` or, with `whole`, `ListRecords`.
    List {
        whole: bool,
        list: Listing,
    },
}

/// Part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub prefix: Prefix,
    /// Empty: every set.
    pub set: String,
    /// First and last second, as datestamps; empty: no limit.
    pub from: String,
    pub until: String,
    /// How many were given before.
    pub given: usize,
    /// Datestamp and identifier of the last one given; none at the beginning.
    pub after: Option<(String, String)>,
}

/// What is wrong: the protocol's code, and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub code: &'static str,
    pub because: String,
}

pub fn wrong(code: &'static str, because: impl Into<String>) -> Wrong {
    Wrong { code, because: because.into() }
}

/// Arguments that a verb needs, and those that it may have.
const VERBS: &[(&str, &[&str], &[&str])] = &[
    ("Identify", &[], &[]),
    ("ListMetadataFormats", &[], &["identifier"]),
    ("ListSets", &[], &["resumptionToken"]),
    ("GetRecord", &["identifier", "metadataPrefix"], &[]),
    ("ListIdentifiers", &["metadataPrefix"], &["from", "until", "set", "resumptionToken"]),
    ("ListRecords", &["metadataPrefix"], &["from", "until", "set", "resumptionToken"]),
];

/// Reads a query, or the body of a form.
pub fn read(query: &str) -> Result<Request, Wrong> {
    let mut arguments: BTreeMap<String, String> = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode(&name.replace('+', " ")), decode(&value.replace('+', " ")));
        if arguments.insert(name.clone(), value).is_some() {
            let code = if name == "verb" { "badVerb" } else { "badArgument" };
            return Err(wrong(code, format!("`{name}` is given more than once")));
        }
    }
    let Some(verb) = arguments.remove("verb") else { return Err(wrong("badVerb", "`verb` is missing")) };
    let Some((_, needed, possible)) = VERBS.iter().find(|(name, _, _)| *name == verb) else {
        return Err(wrong("badVerb", format!("there is no verb `{verb}`")));
    };
    if let Some(name) = arguments.keys().find(|name| !needed.iter().chain(*possible).any(|known| known == name)) {
        return Err(wrong("badArgument", format!("`{verb}` has no argument `{name}`")));
    }
    if let Some(token) = arguments.get("resumptionToken") {
        if arguments.len() > 1 {
            return Err(wrong("badArgument", "`resumptionToken` stands alone"));
        }
        let list = resume(token).filter(|_| verb != "ListSets");
        let list = list.ok_or_else(|| wrong("badResumptionToken", "this token was not given out here"))?;
        return Ok(Request::List { whole: verb == "ListRecords", list });
    }
    if let Some(name) = needed.iter().find(|name| !arguments.contains_key(**name)) {
        return Err(wrong("badArgument", format!("`{verb}` needs `{name}`")));
    }
    let mut take = |name: &str| arguments.remove(name);
    let prefix = |code: Option<String>| {
        let code = code.unwrap_or_default();
        Prefix::read(&code).ok_or_else(|| wrong("cannotDisseminateFormat", format!("there is no format `{code}`")))
    };
    Ok(match verb.as_str() {
        "Identify" => Request::Identify,
        "ListMetadataFormats" => Request::ListMetadataFormats { identifier: take("identifier") },
        "ListSets" => Request::ListSets,
        "GetRecord" => Request::GetRecord {
            identifier: take("identifier").unwrap_or_default(),
            prefix: prefix(take("metadataPrefix"))?,
        },
        _ => {
            let prefix = prefix(take("metadataPrefix"))?;
            let (from, until) = (take("from"), take("until"));
            if let (Some(from), Some(until)) = (&from, &until)
                && from.len() != until.len()
            {
                return Err(wrong("badArgument", "`from` and `until` differ in how exact they are"));
            }
            let from = moment(from, "from", "T00:00:00Z")?;
            let until = moment(until, "until", "T23:59:59Z")?;
            if !from.is_empty() && !until.is_empty() && from > until {
                return Err(wrong("badArgument", "`from` is later than `until`"));
            }
            let set = take("set").unwrap_or_default();
            let list = Listing { prefix, set, from, until, given: 0, after: None };
            Request::List { whole: verb == "ListRecords", list }
        }
    })
}

/// A day or a second, as the second it begins or ends with.
fn moment(value: Option<String>, name: &str, rest: &str) -> Result<String, Wrong> {
    let Some(value) = value else { return Ok(String::new()) };
    let is_day = value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok();
    let is_second = value.len() == 20 && value.ends_with('Z') && value.parse::<jiff::Timestamp>().is_ok();
    match (is_day, is_second) {
        (true, _) => Ok(format!("{value}{rest}")),
        (_, true) => Ok(value),
        _ => Err(wrong("badArgument", format!("`{name}` is no day and no second in UTC: `{value}`"))),
    }
}

impl Listing {
    /// What the next part of the list is asked for with. It says where to go on, not how far one was: what changes meanwhile moves to the end, and nothing is missed.
    pub fn token(&self) -> String {
        let (stamp, id) = self.after.clone().unwrap_or_default();
        [self.prefix.code(), &self.set, &self.from, &self.until, &self.given.to_string(), &stamp, &id].join("!")
    }
}

fn resume(token: &str) -> Option<Listing> {
    let parts: Vec<&str> = token.splitn(7, '!').collect();
    let [prefix, set, from, until, given, stamp, id] = parts.as_slice() else { return None };
    let is_second = |text: &str| text.len() == 20 && text.parse::<jiff::Timestamp>().is_ok();
    let fits = is_second(stamp) && [from, until].iter().all(|limit| limit.is_empty() || is_second(limit));
    fits.then_some(())?;
    Some(Listing {
        prefix: Prefix::read(prefix)?,
        set: (*set).to_owned(),
        from: (*from).to_owned(),
        until: (*until).to_owned(),
        given: given.parse().ok()?,
        after: Some(((*stamp).to_owned(), (*id).to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(query: &str, code: &str) {
        assert_eq!(read(query).expect_err("refused").code, code, "{query}");
    }

    #[test]
    fn what_is_wrong_is_said_by_the_codes_of_the_protocol() {
        refused("", "badVerb");
        refused("verb=Harvest", "badVerb");
        refused("verb=Identify&verb=Identify", "badVerb");
        refused("verb=Identify&set=a", "badArgument");
        refused("verb=GetRecord&identifier=a", "badArgument");
        refused("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat");
        refused("verb=ListRecords&metadataPrefix=oai_dc&from=2021-13-01", "badArgument");
        refused("verb=ListRecords&metadataPrefix=oai_dc&from=2021-02-01&until=2021-01-01", "badArgument");
        refused("verb=ListRecords&metadataPrefix=oai_dc&from=2021-02-01&until=2021-03-01T00:00:00Z", "badArgument");
        refused("verb=ListRecords&resumptionToken=abc", "badResumptionToken");
        refused("verb=ListSets&resumptionToken=oai_dc!!!!100!2021-01-01T00:00:00Z!a", "badResumptionToken");
        refused(
            "verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=oai_dc!!!!1!2021-01-01T00:00:00Z!a",
            "badArgument",
        );
    }

    #[test]
    fn a_token_says_the_whole_request_again() {
        let query = "verb=ListRecords&metadataPrefix=oai_dc&set=project%3Amoss&from=2021-01-01";
        let Ok(Request::List { whole: true, list }) = read(query) else { panic!("a list") };
        assert_eq!((list.set.as_str(), list.from.as_str()), ("project:moss", "2021-01-01T00:00:00Z"));
        let later = Listing { given: 100, after: Some(("2021-02-03T04:05:06Z".into(), "oai:a:b!c".into())), ..list };
        let again = read(&format!("verb=ListRecords&resumptionToken={}", crate::way::encode(&later.token())));
        assert_eq!(again, Ok(Request::List { whole: true, list: later }));
    }
}
