//! Which papers there are: so many of each project in each year, and a few that nobody should count.

use super::citation::{Citation, DateStyle};
use super::dice::Dice;
use super::thanks::{Known, Way};
use super::words::{AFFILIATIONS, FAMILIES, GIVEN, JOURNALS, NEAR_MISSES, OPENINGS, THEMES, Theme};
use jiff::civil::{Date, date};
use plan::Plan;

const SEED: u64 = 20_260_401;
const FIRST_YEAR: i16 = 2014;
/// The last month with papers: fixed, so that the demo is the same whenever it runs.
const LAST: Date = date(2026, 10, 28);
/// Far above every PMID there is (40 million in 2026).
const FIRST_PMID: u32 = 900_000_001;
/// The most papers in one year of a project that began before 2015.
const MOST_A_YEAR: usize = 12;

/// A prefix that waits for the plan's owner although its papers make the case: name and number stand together, but in
/// an affiliation, where a name alone counts for nothing. So the project's whole reading waits (0 + n).
pub const WAITING_PREFIX: &str = "amed:gm5010";

/// Every invented paper, by PMID.
pub fn papers(plan: &Plan) -> Vec<Citation> {
    let mut press = Press { dice: Dice::new(SEED), citations: Vec::new() };
    let known: Vec<(usize, Known)> = plan
        .programmes
        .iter()
        .enumerate()
        .flat_map(|(index, programme)| programme.projects.iter().map(move |project| (index, Known::of(plan, project))))
        .filter(|(_, known)| known.can_be_named())
        .collect();
    for (theme, project) in &known {
        for year in FIRST_YEAR..=fiscal_year(LAST) {
            for _ in 0..press.how_many(project, year) {
                press.paper(*theme, project, &known, year);
            }
        }
    }
    press.contradictions(&known);
    press.of_others();
    press.near_misses();
    press.citations
}

/// Puts papers out, one after the other.
struct Press {
    dice: Dice,
    citations: Vec<Citation>,
}

impl Press {
    /// A project's papers begin slowly, are many in the middle, and go on for three years after its end.
    fn how_many(&mut self, project: &Known, year: i16) -> usize {
        let size: usize = project.project.bytes().fold(7, |size, byte| (size * 31 + usize::from(byte)) % 1009);
        // Later projects are larger, so that what runs now has something to show.
        let growth = usize::try_from(project.years.first.clamp(2014, 2024) - 2014).unwrap_or(0);
        let most = 4 + size % (MOST_A_YEAR - 3) + growth;
        let share = match (year - project.years.first.max(2004), year.saturating_sub(project.years.last)) {
            (..0, _) => 0,
            (_, 1) => 70,
            (_, 2) => 35,
            (_, 3) => 15,
            (_, 4..) => 0,
            (0, _) => 25,
            (1, _) => 70,
            _ => 100,
        };
        // The last year is not over.
        let share = if year == fiscal_year(LAST) { share * 6 / 10 } else { share };
        let jitter = 80 + self.dice.below(41);
        (most * share * jitter + 5_000) / 10_000
    }

    fn paper(&mut self, theme: usize, project: &Known, others: &[(usize, Known)], year: i16) {
        let mut citation = self.draft(theme, year);
        let way = if project.has_prefix(WAITING_PREFIX) {
            if self.dice.in_hundred(40) { Way::Affiliation } else { Way::List }
        } else {
            match self.dice.below(100) {
                0..34 => Way::List,
                34..56 => Way::Number,
                56..76 => Way::Name,
                76..95 => Way::Both,
                95..97 => Way::Interests,
                _ => Way::Scanned,
            }
        };
        if !project.thank(&mut citation, way, year, &mut self.dice) {
            return;
        }
        if self.dice.in_hundred(5) && !project.has_prefix(WAITING_PREFIX) {
            let (_, other) = &others[self.dice.below(others.len())];
            if !other.has_prefix(WAITING_PREFIX) && other.years.first <= year && year <= other.years.last {
                other.thank(&mut citation, Way::List, year, &mut self.dice);
            }
        }
        match self.dice.below(160) {
            0 => {
                citation.retracted = true;
                citation.types.push("Retracted Publication");
            }
            1 => citation.types.push("Published Erratum"),
            2 => citation.types.push("Preprint"),
            3..16 => citation.types.push("Review"),
            _ => {}
        }
        self.publish(citation);
    }

    /// Papers whose name says one project and whose number another.
    fn contradictions(&mut self, known: &[(usize, Known)]) {
        for _ in 0..8 {
            let (theme, one) = &known[self.dice.below(known.len())];
            let (_, other) = &known[self.dice.below(known.len())];
            let year = 2017 + i16::try_from(self.dice.below(9)).unwrap_or(0);
            let waiting = one.has_prefix(WAITING_PREFIX) || other.has_prefix(WAITING_PREFIX);
            if one.project != other.project && !waiting {
                let mut citation = self.draft(*theme, year);
                if one.contradict(other, &mut citation, year, &mut self.dice) {
                    self.publish(citation);
                }
            }
        }
    }

    /// Papers of Japanese funders outside the plan: kept, and counted for no project.
    fn of_others(&mut self) {
        for index in 0..60_usize {
            // Both schemes have had numbers of this shape since 2015.
            let year = 2015 + i16::try_from(index % 11).unwrap_or(0);
            let mut citation = self.draft(index, year);
            let number = 90_001 + index;
            if index % 3 == 0 {
                let serial = 901 + index;
                citation.grants.push((format!("JP{:02}ek0109{serial}", year % 100), "AMED".to_owned()));
                citation.name("name", "AMED");
                citation.name("amed", &format!("ek0109{serial}"));
            } else {
                let value = format!("{:02}K{number}", year % 100);
                citation.grants.push((format!("JP{value}"), "JSPS".to_owned()));
                citation.name("name", "JSPS");
                citation.name("kakenhi", &value);
            }
            self.publish(citation);
        }
    }

    /// Papers that seem to name somebody's grant and do not: read, and not kept.
    fn near_misses(&mut self) {
        for index in 0..40_usize {
            let mut citation = self.draft(index, FIRST_YEAR + i16::try_from(index % 12).unwrap_or(0));
            citation.sentences.push(NEAR_MISSES[index % NEAR_MISSES.len()].to_owned());
            self.publish(citation);
        }
    }

    /// A paper of that fiscal year that names nobody yet.
    fn draft(&mut self, theme: usize, year: i16) -> Citation {
        let published = self.day_in(year);
        let date = match self.dice.below(10) {
            0 => DateStyle::Year,
            1..5 => DateStyle::OnlineFirst,
            _ => DateStyle::Month,
        };
        let (title, vernacular) = self.title(&THEMES[theme % THEMES.len()]);
        let in_japanese = self.dice.in_hundred(12);
        let authors = (0..=self.dice.below(5)).map(|_| (self.dice.pick(FAMILIES), self.dice.pick(GIVEN))).collect();
        let opening = self.dice.below(OPENINGS.len());
        Citation {
            pmid: 0,
            title,
            vernacular_title: in_japanese.then_some(vernacular),
            sentences: vec![OPENINGS[opening].to_owned(), OPENINGS[(opening + 1) % OPENINGS.len()].to_owned()],
            japanese: Vec::new(),
            authors,
            affiliation: self.dice.pick(AFFILIATIONS).to_owned(),
            journal: self.dice.pick(JOURNALS),
            published,
            date,
            grants: Vec::new(),
            interests: None,
            types: Vec::new(),
            retracted: false,
            named: Vec::new(),
            doubtful: Vec::new(),
        }
    }

    fn day_in(&mut self, year: i16) -> Date {
        loop {
            let month = self.dice.below(12);
            let day = i8::try_from(1 + self.dice.below(28)).unwrap_or(1);
            let month_of_year = i8::try_from((month + 3) % 12 + 1).unwrap_or(1);
            let day = date(if month < 9 { year } else { year + 1 }, month_of_year, day);
            if day <= LAST {
                return day;
            }
        }
    }

    fn title(&mut self, theme: &Theme) -> (String, String) {
        let (material, material_ja) = self.dice.pick(theme.materials);
        let (process, process_ja) = self.dice.pick(theme.processes);
        let (system, system_ja) = self.dice.pick(theme.systems);
        let capital = |text: &str| text[..1].to_uppercase() + &text[1..];
        let english = match self.dice.below(5) {
            0 => format!("{} and {process} in {system}", capital(material)),
            1 => format!("{} in {system}: what {material} can do", capital(process)),
            2 => format!("How {material} changed {process} in {system}"),
            3 => format!("{}, {material} and {system}: a study over four seasons", capital(process)),
            _ => format!("No effect of {material} on {process} in {system}"),
        };
        (english, format!("{system_ja}における{process_ja}と{material_ja}"))
    }

    fn publish(&mut self, mut citation: Citation) {
        citation.named.sort();
        citation.named.dedup();
        citation.pmid = FIRST_PMID + u32::try_from(self.citations.len()).unwrap_or(0);
        self.citations.push(citation);
    }
}

fn fiscal_year(day: Date) -> i16 {
    corpus::fiscal_year(day)
}
