//! The rules of the evaluation calendar, each with a hit and a near miss: the plan of Arden with a few words changed.

mod folder;

use folder::{arden, arden_with};
use plan::{CalendarRule, Diagnostic, Language, Problem, Severity, read};

fn warnings(files: &[(String, String)]) -> Vec<Diagnostic> {
    let read = read(files);
    read.unwrap_or_else(|found| panic!("{}", found.iter().map(|one| one.text(Language::En)).collect::<String>()))
        .warnings
}

/// Which rules warn of which unit.
fn rules(files: &[(String, String)]) -> Vec<(CalendarRule, String)> {
    let warned = warnings(files).into_iter().filter_map(|one| match one.problem {
        Problem::Calendar { rule, id, .. } => Some((rule, id)),
        _ => None,
    });
    warned.collect()
}

#[track_caller]
fn warns(behind: &str, from: &str, to: &str, rule: CalendarRule, id: &str) {
    assert_eq!(rules(&arden_with(behind, from, to)), [(rule, id.to_owned())]);
}

#[track_caller]
fn is_silent(behind: &str, from: &str, to: &str) {
    assert_eq!(rules(&arden_with(behind, from, to)), []);
}

const HERBS: &str = "id = \"herbs-2\"";
const BRAINS: &str = "short = \"Brain/ARDEN\"";

#[test]
fn arden_keeps_its_calendar() {
    assert_eq!(rules(&arden()), []);
}

#[test]
fn a_long_project_has_a_mid_term_about_every_three_years() {
    use CalendarRule::MidTermAboutEveryThreeYears as Rule;
    let second = "  { kind = \"mid-term\", year = 2024, inferred = \"mid-term-in-sixth-year\" },\n";
    // 2019–2025 with a mid-term in 2021 alone: four years to the end are about three, five are not.
    is_silent(HERBS, second, "");
    warns(
        HERBS,
        "{ kind = \"mid-term\", year = 2021, inferred = \"mid-term-in-third-year\" },\n",
        "\n",
        Rule,
        "herbs-2",
    );
    // Five years without one, and four.
    warns(
        "id = \"herbs-1\"",
        "  { kind = \"mid-term\", year = 2016, inferred = \"mid-term-in-third-year\" },\n",
        "",
        Rule,
        "herbs-1",
    );
    let four_years = arden_with("id = \"stocks\"", "year = 2017, stated", "year = 2018, stated");
    let four_years: Vec<(String, String)> = four_years
        .into_iter()
        .map(|(path, text)| {
            let text = text.replace("year = 2016, inferred = \"ex-ante", "year = 2017, inferred = \"ex-ante");
            (
                path,
                text.replace(
                    "year = 2020, inferred = \"ex-post-in-year-before-last\"",
                    "year = 2021, unconfirmed = true",
                ),
            )
        })
        .collect();
    assert_eq!(rules(&four_years), []);
}

#[test]
fn one_without_end_is_looked_at_up_to_the_year_of_the_plan() {
    use CalendarRule::MidTermAboutEveryThreeYears as Rule;
    // The plan is of FY2024: from 2020 to 2024 are about three years, from 2017 they are not.
    is_silent(BRAINS, "  { kind = \"mid-term\", year = 2023, stated = \"Arden Gazette 11\" },\n", "");
    warns(
        BRAINS,
        "{ kind = \"mid-term\", year = 2020, inferred = \"mid-term-in-sixth-year\" },\n",
        "\n",
        Rule,
        "brains",
    );
}

#[test]
fn an_ex_post_before_the_end_stands_in_for_the_mid_term_of_about_five_years() {
    use CalendarRule::MidTermAboutEveryThreeYears as Rule;
    let stocks = "id = \"stocks\"";
    warns(
        stocks,
        "year = 2020, inferred = \"ex-post-in-year-before-last\"",
        "year = 2021, inferred = \"ex-post-in-last-year\"",
        Rule,
        "stocks",
    );
    // Ten years are not about five, whatever comes before their end; but the parts' own mid-terms count.
    let without_parts = |files: &mut Vec<(String, String)>| {
        for (_, text) in files {
            *text = text.replace("  { kind = \"mid-term\", year = 2019, stated = \"Arden Gazette 6\" },\n", "");
            *text =
                text.replace("  { kind = \"mid-term\", year = 2018, inferred = \"mid-term-in-third-year\" },\n", "");
        }
    };
    let mut files = arden();
    without_parts(&mut files);
    assert_eq!(rules(&files), [(Rule, "moss".to_owned())]);
}

#[test]
fn an_unknown_year_is_named_in_one_line_and_never_called_wrong() {
    let files = arden_with("id = \"herbs-1\"", "year = 2016, inferred = \"mid-term-in-third-year\"", "unknown = true");
    assert_eq!(rules(&files), []);
    let notes: Vec<String> = warnings(&files)
        .iter()
        .filter(|one| one.severity == Severity::Note)
        .map(|one| one.text(Language::Ja))
        .collect();
    let of = |id: &str| notes.iter().filter(|note| note.contains(&format!("`{id}`"))).count();
    assert_eq!((of("herbs-1"), of("ageing"), of("herbs-2")), (1, 1, 0), "{notes:?}");
    assert!(notes.iter().all(|note| note.lines().count() == 1), "{notes:?}");
}

#[test]
fn an_ex_ante_is_in_the_year_before_the_start() {
    use CalendarRule::ExAnteInYearBeforeStart as Rule;
    warns(HERBS, "year = 2018, stated", "year = 2017, stated", Rule, "herbs-2");
    warns(HERBS, "year = 2018, stated", "year = 2019, stated", Rule, "herbs-2");
    is_silent(HERBS, "year = 2018, stated", "year = 2018, unconfirmed");
}

#[test]
fn an_ex_post_is_in_the_last_year_or_the_year_before() {
    use CalendarRule::ExPostInLastYearOrYearBefore as Rule;
    let mark = "year = 2025, inferred = \"ex-post-in-last-year\"";
    warns(HERBS, mark, "year = 2026, unconfirmed = true", Rule, "herbs-2");
    warns(HERBS, mark, "year = 2023, unconfirmed = true", Rule, "herbs-2");
    is_silent(HERBS, mark, "year = 2024, unconfirmed = true");
}

#[test]
fn a_billion_yen_of_its_own_makes_the_ex_ante_a_duty() {
    use CalendarRule::ExAnteFromOneBillionYen as Rule;
    let mark = "  { kind = \"ex-ante\", year = 2018, stated = \"Arden Gazette 5\" },\n";
    // 600 + 700 million are more than a billion; 599 + 400 are not.
    warns(HERBS, mark, "", Rule, "herbs-2");
    let mut files = arden_with(HERBS, mark, "");
    for (_, text) in &mut files {
        *text = text.replace("2023 = 600, 2024 = 700", "2023 = 599, 2024 = 400");
    }
    assert_eq!(rules(&files), []);
    // What two projects share in a year belongs to neither: the 900 of 2016, even as 9000.
    let mut files = arden_with(
        "id = \"herbs-1\"",
        "  { kind = \"ex-ante\", year = 2013, inferred = \"ex-ante-in-year-before-start\" },\n",
        "",
    );
    for (_, text) in &mut files {
        *text = text.replace("2016 = 900", "2016 = 9000");
    }
    assert_eq!(rules(&files), []);
    for (_, text) in &mut files {
        *text = text.replace("budget = \"0456\"\nproject = \"moss\"", "budget = \"0456\"\nproject = \"stocks\"");
    }
    assert_eq!(rules(&files), [(Rule, "herbs-1".to_owned())]);
}

#[test]
fn a_programme_has_a_mid_term_about_every_five_years() {
    use CalendarRule::ProgrammeMidTermAboutEveryFiveYears as Rule;
    // Adopted in FY2022. Were it amended in FY2028, programmes without a mid-term since would be about five years
    // without one; in FY2029 they would not. `drugs` had one in 2024.
    let programmes = |year: i16| -> Vec<String> {
        let files = arden_with("", "on = 2025-01-17", &format!("on = {year}-06-01"));
        let of_rule = rules(&files).into_iter().filter(|(rule, _)| *rule == Rule);
        of_rule.map(|(_, id)| id).collect()
    };
    assert_eq!(programmes(2028), Vec::<String>::new());
    assert_eq!(programmes(2029), ["basic", "base"]);
}

#[test]
fn a_prefix_that_is_certain_for_two_projects_at_once_is_certain_for_none() {
    let shared = |years: &str| {
        let files = arden_with(
            "",
            "prefix = \"amed:zz02\"\nproject = \"herbs-2\"\nfrom = 2019\nunconfirmed",
            &format!("prefix = \"amed:zz01\"\nproject = \"herbs-2\"\nfrom = {years}\nstated"),
        );
        warnings(&files).iter().filter(|one| matches!(one.problem, Problem::PrefixOfSeveral { .. })).count()
    };
    assert_eq!((shared("2018"), shared("2019")), (1, 0));
}
