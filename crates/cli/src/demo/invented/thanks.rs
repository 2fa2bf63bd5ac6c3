//! How a paper thanks a project: what the plan's joins say about its names and numbers, and the many ways to write them.

use super::citation::Citation;
use super::dice::Dice;
use mention::{Name, NameKind, names};
use plan::{End, FiscalYear, JoinSubject, Plan, Project};

/// No AMED number exists before; what was paid earlier was paid by the ministry under other numbers.
const FIRST_AMED_YEAR: i16 = 2015;

const AGENCIES: &[&str] = &[
    "Japan Agency for Medical Research and Development",
    "Japan Agency for Medical Research and Development",
    "AMED",
    "日本医療研究開発機構",
];

/// Fiscal years, first and last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    pub first: i16,
    pub last: i16,
}

impl Years {
    fn within(self, from: Option<FiscalYear>, until: Option<FiscalYear>) -> Self {
        Self {
            first: self.first.max(from.map_or(self.first, |year| year.0)),
            last: self.last.min(until.map_or(self.last, |year| year.0)),
        }
    }
}

/// By what papers know a project.
#[derive(Debug, Clone)]
pub struct Known {
    pub project: String,
    /// The years in which it runs; what is unknown is left open.
    pub years: Years,
    /// Prefixes of its numbers, each with the years for which it is joined to the project.
    prefixes: Vec<(Prefix, Years)>,
    /// Its names' spellings, each with the years for which they are joined to the project.
    spellings: Vec<(&'static Name, Years)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Prefix {
    scheme: String,
    text: String,
}

/// How a paper names a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The number in the list of grants.
    List,
    /// The number in the abstract.
    Number,
    /// The name in the abstract.
    Name,
    /// Name and number in one sentence of the abstract.
    Both,
    /// The number in the list; the name only in an affiliation, beside the number.
    Affiliation,
    /// The name, only in the statement of interests: somebody has to look.
    Interests,
    /// The number with a letter that was scanned for a digit: doubtful.
    Scanned,
}

impl Known {
    /// What the plan knows of a project.
    pub fn of(plan: &Plan, project: &Project) -> Self {
        let first = project.start.year.map_or(i16::MIN, |year| year.0);
        let last = match &project.end {
            End::Year(claim) => claim.year.map_or(i16::MAX, |year| year.0),
            End::Open { .. } => i16::MAX,
        };
        let years = Years { first, last };
        let mut known = Self { project: project.id.clone(), years, prefixes: Vec::new(), spellings: Vec::new() };
        for join in plan.joins.iter().filter(|join| join.project == project.id) {
            let years = years.within(join.from, join.until);
            match &join.subject {
                JoinSubject::Prefix(subject) => {
                    let Some((scheme, text)) = subject.split_once(':') else { continue };
                    let prefix = Prefix { scheme: scheme.to_owned(), text: text.to_owned() };
                    if ["amed", "jst"].contains(&scheme) {
                        known.prefixes.push((prefix, years));
                    }
                }
                JoinSubject::Name(short) => {
                    known.spellings.extend(names().iter().filter(|name| name.short == short).map(|name| (name, years)));
                }
                JoinSubject::Scheme(_) | JoinSubject::Budget(_) => {}
            }
        }
        known
    }

    /// Whether any paper could name it.
    pub fn can_be_named(&self) -> bool {
        !(self.prefixes.is_empty() && self.spellings.is_empty())
    }

    pub fn has_prefix(&self, subject: &str) -> bool {
        self.prefixes.iter().any(|(prefix, _)| format!("{}:{}", prefix.scheme, prefix.text) == subject)
    }

    /// Writes into a citation of that fiscal year that the project paid for it. `false` if nothing of that year can say so.
    pub fn thank(&self, citation: &mut Citation, way: Way, year: i16, dice: &mut Dice) -> bool {
        let number = self.number(year, dice);
        let spelling = self.spelling(year, dice);
        match (way, number, spelling) {
            (Way::List, Some(number), _) => number.in_list(citation, dice),
            (Way::Number, Some(number), _) => number.in_text(citation, dice),
            (Way::Scanned, Some(number), _) => number.scanned(citation),
            (Way::Both, Some(number), Some(name)) => number.beside(name, citation),
            (Way::Affiliation, Some(number), Some(name)) => {
                number.in_list(citation, dice);
                number.in_affiliation(name, citation);
            }
            (Way::Interests, _, Some(name)) => in_interests(name, citation),
            (Way::Name | Way::Both | Way::Affiliation, None, Some(name)) | (Way::Name, _, Some(name)) => {
                named(name, year, citation, dice);
            }
            (Way::Name | Way::Both | Way::Affiliation | Way::Interests, Some(number), None) => {
                number.in_list(citation, dice);
            }
            (_, None, Some(name)) => named(name, year, citation, dice),
            (_, None, None) => return false,
        }
        true
    }

    /// Writes a sentence in which this project's name stands beside a number of the other one. `false` if that cannot be.
    pub fn contradict(&self, other: &Self, citation: &mut Citation, year: i16, dice: &mut Dice) -> bool {
        let (Some(name), Some(number)) = (self.spelling(year, dice), other.number(year, dice)) else { return false };
        number.beside(name, citation);
        true
    }

    /// A number of a grant that ran in that year or shortly before.
    fn number(&self, year: i16, dice: &mut Dice) -> Option<Number> {
        let possible: Vec<(&Prefix, Years)> = self
            .prefixes
            .iter()
            .map(|(prefix, years)| {
                let first = if prefix.scheme == "amed" { years.first.max(FIRST_AMED_YEAR) } else { years.first };
                (prefix, Years { first, last: years.last.min(year) })
            })
            .filter(|(_, years)| years.first <= years.last)
            .collect();
        if possible.is_empty() {
            return None;
        }
        let (prefix, years) = dice.pick(&possible);
        let fiscal_year = (years.last - i16::try_from(dice.below(3)).unwrap_or(0)).max(years.first);
        Some(Number::new(prefix, fiscal_year, dice))
    }

    /// Scheme and normal form of a grant that ran in that year or shortly before.
    pub fn grant(&self, year: i16, dice: &mut Dice) -> Option<(String, String)> {
        self.number(year, dice).map(|number| (number.scheme, number.value))
    }

    fn spelling(&self, year: i16, dice: &mut Dice) -> Option<&'static Name> {
        // A name outlives its project in papers. Before there was AMED, none could be spelt with its help. What needs other words
        // beside it than these would not be clear in the sentences that are written here.
        let of_its_time = |name: &Name| {
            let with = |word| name.with.contains(&word);
            let had_amed = year >= FIRST_AMED_YEAR;
            (had_amed || !name.form.contains("AMED"))
                && (name.with.is_empty() || with("Japan") || had_amed && with("AMED"))
        };
        let possible: Vec<&'static Name> = self
            .spellings
            .iter()
            .filter(|(name, years)| years.first <= year && of_its_time(name))
            .map(|(name, _)| *name)
            .collect();
        (!possible.is_empty()).then(|| dice.pick(&possible))
    }
}

/// A grant number in one paper.
#[derive(Debug, Clone)]
struct Number {
    scheme: String,
    /// The normal form, by which the grant is known.
    value: String,
    /// The normal form with `JP` and year, where the scheme has them.
    printed: String,
}

impl Number {
    fn new(prefix: &Prefix, fiscal_year: i16, dice: &mut Dice) -> Self {
        let serial = 901 + dice.below(40);
        if prefix.scheme == "jst" {
            let printed = format!("{}{:02}{:02}", prefix.text, fiscal_year % 100, 91 + dice.below(8));
            return Self { scheme: prefix.scheme.clone(), value: printed.clone(), printed };
        }
        // Nine characters are the grant's; what the prefix leaves of them is filled with noughts before the serial number.
        let value = format!("{}{serial:0width$}", prefix.text, width = 9_usize.saturating_sub(prefix.text.len()));
        let printed = format!("JP{:02}{value}", fiscal_year % 100);
        Self { scheme: prefix.scheme.clone(), value, printed }
    }

    fn is_amed(&self) -> bool {
        self.scheme == "amed"
    }

    fn funder(&self) -> &'static str {
        if self.is_amed() { "AMED" } else { "JST" }
    }

    fn agency(&self, dice: &mut Dice) -> &'static str {
        if self.is_amed() { dice.pick(AGENCIES) } else { "Japan Science and Technology Agency" }
    }

    fn note(&self, citation: &mut Citation) {
        citation.name(&self.scheme, &self.value);
    }

    /// As it is, without `JP`, or with the share's branch behind it.
    fn in_list(&self, citation: &mut Citation, dice: &mut Dice) {
        let agency = self.agency(dice);
        let printed = match dice.below(6) {
            0 if self.is_amed() => self.printed[2..].to_owned(),
            1 if self.is_amed() => format!("{}h0001", self.printed),
            2 if self.is_amed() => format!("{}j0003", &self.printed[2..]),
            _ => self.printed.clone(),
        };
        citation.grants.push((printed, agency.to_owned()));
        citation.name("name", self.funder());
        self.note(citation);
    }

    fn in_text(&self, citation: &mut Citation, dice: &mut Dice) {
        let (funder, printed) = (self.funder(), &self.printed);
        let sentence = match dice.below(5) {
            0 => format!("This work was supported by {funder} under Grant Number {printed}."),
            1 => format!("Supported by {funder} (grant no. {printed})."),
            2 if self.is_amed() => format!("Funding: {funder} {}.", printed.replacen("JP", "JP ", 1)),
            3 if self.is_amed() => {
                citation.japanese.push(format!("本研究は日本医療研究開発機構（課題番号{printed}）の支援を受けた。"));
                self.note(citation);
                citation.name("name", "AMED");
                return;
            }
            4 if self.is_amed() => format!("This study received a grant from {funder} ({printed}h0002)."),
            _ => format!("This study received a grant from {funder} ({printed})."),
        };
        citation.sentences.push(sentence);
        citation.name("name", funder);
        self.note(citation);
    }

    fn scanned(&self, citation: &mut Citation) {
        // Only AMED's rule knows scanned letters, in numbers of two letters and seven digits, where a digit looks like one.
        let serial = self.printed.len() - 3;
        let seven_digits = self.is_amed() && self.value[2..].bytes().all(|byte| byte.is_ascii_digit());
        let Some(at) = self.printed.rfind(['0', '1']).filter(|&at| seven_digits && at >= serial) else {
            return self.in_text(citation, &mut Dice::new(0));
        };
        let letter = if &self.printed[at..=at] == "0" { "O" } else { "l" };
        let printed = format!("{}{letter}{}", &self.printed[..at], &self.printed[at + 1..]);
        citation.sentences.push(format!("This work was supported by AMED {printed}."));
        citation.name("name", "AMED");
        self.note(citation);
        citation.doubtful.push((self.scheme.clone(), self.value.clone()));
    }

    fn beside(&self, name: &Name, citation: &mut Citation) {
        let (funder, printed) = (self.funder(), &self.printed);
        let sentence = if is_japanese(name.form) {
            format!("本研究は{funder}の{}（課題番号{printed}）により実施した。", name.form)
        } else {
            format!("This research was supported by {} of {funder}, Japan (Grant Number {printed}).", name.form)
        };
        if is_japanese(name.form) {
            citation.japanese.push(sentence);
        } else {
            citation.sentences.push(sentence);
        }
        citation.name("name", funder);
        citation.name("name", name.short);
        self.note(citation);
    }

    fn in_affiliation(&self, name: &Name, citation: &mut Citation) {
        citation.affiliation = format!("{}, AMED, Japan ({}); {}", name.form, self.printed, citation.affiliation);
        citation.name("name", name.short);
        citation.name("name", "AMED");
        self.note(citation);
    }
}

fn in_interests(name: &Name, citation: &mut Citation) {
    let (family, given) = citation.authors[0];
    citation.interests = Some(format!(
        "{given} {family} received a research grant from {} (AMED, Japan). The others declare no competing interests.",
        name.form
    ));
    citation.name("name", name.short);
    citation.name("name", "AMED");
}

/// A name without a number: a programme paid, or a resource was used. Before AMED there was the ministry.
fn named(name: &Name, year: i16, citation: &mut Citation, dice: &mut Dice) {
    let form = name.form;
    let resource = name.kind == NameKind::Resource;
    let by_ministry = year < FIRST_AMED_YEAR || resource;
    let (funder, funder_ja) =
        if by_ministry { ("MEXT", "文部科学省") } else { ("AMED", "日本医療研究開発機構") };
    if is_japanese(form) {
        let end = if resource { "から系統の提供を受けた" } else { "の支援を受けた" };
        citation.japanese.push(format!("本研究は{funder_ja}の{form}{end}。"));
    } else if resource {
        citation.sentences.push(match dice.below(2) {
            0 => format!("Strains were provided by {form} ({funder}, Japan)."),
            _ => format!("Stocks used here were obtained from {form}, {funder}, Japan."),
        });
    } else {
        citation.sentences.push(match dice.below(3) {
            0 => format!("This work was supported by {form} from {funder}, Japan."),
            1 => format!("Supported by {form}, {funder}, Japan."),
            _ => format!("The study was performed as part of {form} funded by {funder} of Japan."),
        });
    }
    citation.name("name", funder);
    citation.name("name", name.short);
}

fn is_japanese(text: &str) -> bool {
    text.chars().any(|character| character > '\u{2fff}')
}
