//! Each thing that can be wrong with a plan, once wrong and once nearly so: the plan of Arden with a few words changed.

mod folder;

use folder::arden_with;
use plan::{Diagnostic, Language, Severity, read};

/// The errors of the plan of Arden in which the first `from` after `behind` is `to`.
#[track_caller]
fn errors(behind: &str, from: &str, to: &str) -> Vec<Diagnostic> {
    match read(&arden_with(behind, from, to)) {
        Ok(_) => Vec::new(),
        Err(found) => found.into_iter().filter(|one| one.severity == Severity::Error).collect(),
    }
}

fn kind(diagnostic: &Diagnostic) -> String {
    let problem = serde_json::to_value(&diagnostic.problem).expect("plain data");
    let why = problem.get("why").and_then(|why| why.get("nonsense"));
    why.unwrap_or(&problem["kind"]).as_str().expect("a kind").to_owned()
}

/// Checks that the change is refused by one problem of that kind, and which words are underlined.
#[track_caller]
fn refused(behind: &str, from: &str, to: &str, expected: &str, underlined: &str) {
    let found = errors(behind, from, to);
    let kinds: Vec<String> = found.iter().map(kind).collect();
    assert_eq!(kinds, [expected], "{}", found.iter().map(|one| one.text(Language::En)).collect::<String>());
    let place = found[0].place.as_ref().expect("a place");
    assert_eq!(&place.source_line[place.start..place.end], underlined, "{place:?}");
    let page = std::fs::read_to_string(folder::root().join("docs/reference/plan-json.md")).expect("the page");
    assert!(page.contains(&format!("`{expected}`")), "docs/reference/plan-json.md lacks `{expected}`");
    for language in [Language::Ja, Language::En] {
        assert!(!found[0].words(language).hint.is_empty(), "{expected} says not what to do");
    }
}

/// Checks that the change is a plan all the same.
#[track_caller]
fn passes(behind: &str, from: &str, to: &str) {
    let found = errors(behind, from, to);
    assert!(found.is_empty(), "{}", found.iter().map(|one| one.text(Language::En)).collect::<String>());
}

const HERBS: &str = "id = \"herbs-2\"";

#[test]
fn keys_are_known_and_those_that_must_be_are_there() {
    refused(HERBS, "short = ", "shrot = ", "unknown-key", "shrot");
    refused(HERBS, "operator = \"Arden Fund\"\n", "", "missing-key", "[[project]]");
    passes(HERBS, "short = \"HERBS-2\"\n", "");
    refused(HERBS, "short = ", "focus = \"new-drugs\"\nshort = ", "repeated-key", "focus");
    refused(HERBS, "short = \"HERBS-2\"", "short = \"HERBS-2", "syntax", "");
}

#[test]
fn values_are_of_their_form() {
    refused(HERBS, "\"HERBS-2\"", "2", "wrong-type", "2");
    refused(HERBS, "\"HERBS-2\"", "\" \"", "empty", "\" \"");
    refused(HERBS, "{ year = 2025, stated = \"Arden Gazette 5\" }", "2025", "wrong-type", "2025");
    refused("id = \"compounds\"", "\"output\"", "\"outptu\"", "unknown-word", "\"outptu\"");
    refused("id = \"compounds\"", "value = \"40\"", "value = \"4O\"", "not-a-decimal", "\"4O\"");
    passes("id = \"compounds\"", "value = \"40\"", "value = 40");
    refused("id = \"new-drugs\"", "page = 2", "page = 0", "number-out-of-range", "0");
    refused("goal-number", "on = 2022-06-03", "on = \"2022-06-03\"", "wrong-type", "\"2022-06-03\"");
    refused(
        "id = \"compounds\"",
        "{ sum = \"compounds\" }",
        "{ mean = \"compounds\" }",
        "unknown-word",
        "{ mean = \"compounds\" }",
    );
    refused("id = \"compounds\"", "\"programme\"", "\"programm\"", "unknown-word", "\"programm\"");
    refused("id = \"0123\"", "2023 = 600", "H35 = 600", "unknown-word", "{ H35 = 600, 2024 = 700 }");
}

#[test]
fn how_it_is_known_is_said_once_and_whole() {
    let (herbs, end) = ("id = \"herbs-2\"", "end = { year = 2025, ");
    refused(
        herbs,
        &format!("{end}stated = \"Arden Gazette 5\" }}"),
        "end = { year = 2025 }",
        "none-of-keys",
        "{ year = 2025 }",
    );
    refused(
        herbs,
        &format!("{end}stated = \"Arden Gazette 5\" }}"),
        "end = { year = 2025, stated = \"x\", unconfirmed = true }",
        "several-keys",
        "{ year = 2025, stated = \"x\", unconfirmed = true }",
    );
    refused(
        "short = \"Brain/ARDEN\"",
        "{ open = true, ",
        "{ open = true, on = 2024-01-01, ",
        "key-without",
        "2024-01-01",
    );
    refused(
        "id = \"moss\"",
        ", on = 2024-11-01",
        "",
        "missing-key",
        "{ year = 2022, confirmed = \"Ann Arden\", because = \"She closed its books.\" }",
    );
    refused(
        "id = \"ageing\"",
        "{ kind = \"mid-term\", unknown = true }",
        "{ kind = \"mid-term\", year = 2019, unknown = true }",
        "year-given-and-unknown",
        "2019",
    );
    refused(
        "id = \"ageing\"",
        "{ kind = \"mid-term\", unknown = true }",
        "{ kind = \"mid-term\", stated = \"x\" }",
        "year-missing",
        "{ kind = \"mid-term\", stated = \"x\" }",
    );
    refused("id = \"ageing\"", "unknown = true", "unknown = false", "flag-only-true", "false");
    refused(
        "title = { ja = \"アーデン研究開発プラン\"",
        ", en = \"Research Plan of Arden\"",
        "",
        "key-without",
        "true",
    );
    refused(
        "id = \"progress\"",
        "qualitative = true",
        "reported = true\nqualitative = true",
        "several-keys",
        "[[indicator.version]]",
    );
    refused("id = \"progress\"", "qualitative = true\n", "", "none-of-keys", "[[indicator.version]]");
}

/// The kinds of all errors, in order.
#[track_caller]
fn kinds(behind: &str, from: &str, to: &str) -> Vec<String> {
    errors(behind, from, to).iter().map(kind).collect()
}

#[test]
fn an_id_has_a_form_and_is_given_once() {
    refused("", "id = \"moss-clinic\"", "id = \"Moss_Clinic\"", "id-form", "\"Moss_Clinic\"");
    refused("", "id = \"moss-clinic\"", "id = \"苔\"", "id-form", "\"苔\"");
    // A succession names projects and parts alike.
    refused("", "id = \"moss-clinic\"", "id = \"herbs-1\"", "duplicate-id", "\"herbs-1\"");
    passes("", "id = \"moss-clinic\"", "id = \"moss-3\"");
    let twice = &errors("", "id = \"moss-clinic\"", "id = \"herbs-1\"")[0];
    let first = twice.also.as_ref().and_then(|(_, place)| place.as_ref()).expect("where it was given first");
    assert_eq!(first.source_line, "id = \"herbs-1\"");
    refused("", "id = \"progress\"", "id = \"compounds\"", "duplicate-id", "\"compounds\"");
    refused("", "id = \"progress\"", "id = \"papers-of-brains\"", "reserved-id", "\"papers-of-brains\"");
    passes("", "id = \"progress\"", "id = \"papers\"");
    assert_eq!(
        kinds("[[budget-project]]", "id = \"0456\"", "id = \"O456\""),
        ["budget-id-form", "unknown-reference", "unknown-reference"]
    );
}

#[test]
fn whatever_is_named_is_there() {
    refused(HERBS, "focus = \"new-drugs\"", "focus = \"minds\"", "unknown-reference", "\"minds\"");
    refused(
        "",
        "integrated-projects = [\"drugs-2020\"]",
        "integrated-projects = [\"drugs-2021\"]",
        "unknown-reference",
        "\"drugs-2021\"",
    );
    refused("", "disease-areas = [\"hay-fever\"]", "disease-areas = [\"hay\"]", "unknown-reference", "\"hay\"");
    refused("", "programmes = [\"drugs\"]", "programmes = [\"drug\"]", "unknown-reference", "\"drug\"");
    refused("", "answers = [\"no-seeds\"]", "answers = [\"seeds\"]", "unknown-reference", "\"seeds\"");
    refused("", "follows = [\"drugs-2015\"]", "follows = [\"drugs-2016\"]", "unknown-reference", "\"drugs-2016\"");
    refused(
        "",
        "projects = [\"herbs-1\", \"herbs-2\"]",
        "projects = [\"herbs-1\", \"moss-cells\"]",
        "unknown-reference",
        "\"moss-cells\"",
    );
    refused("", "linked-to = [\"stocks\"]", "linked-to = [\"stock\"]", "unknown-reference", "\"stock\"");
    refused("from-name", "to = \"herbs-1\"", "to = \"herbs\"", "unknown-reference", "\"herbs\"");
    passes("from-name", "to = \"herbs-1\"", "to = \"moss-cells\"");
    refused("", "scheme = \"arden-herbs\"", "scheme = \"arden-herb\"", "unknown-reference", "\"arden-herb\"");
    refused("name = \"HERBS-1\"", "project = \"herbs-1\"", "project = \"herbs-3\"", "unknown-reference", "\"herbs-3\"");
    let near = errors("name = \"HERBS-1\"", "project = \"herbs-1\"", "project = \"herbs-3\"");
    assert_eq!(near[0].words(Language::En).hint, "write `herbs-1` if that is meant");
}

#[test]
fn years_and_days_are_in_range_and_in_order() {
    refused("", "due = 2023", "due = 35", "year-out-of-range", "35");
    refused("id = \"hay-fever\"", "last-year = 2024", "last-year = 2019", "end-before-start", "2019");
    passes("id = \"hay-fever\"", "last-year = 2024", "last-year = 2020");
    refused(
        "id = \"ageing\"",
        "start = \"unknown\"",
        "start = { year = 2022, stated = \"x\" }",
        "end-before-start",
        "2021",
    );
    refused(
        "id = \"herb-strategy\"",
        "amended-on = [2021-04-09]",
        "amended-on = [2019-04-09]",
        "days-out-of-order",
        "2019-04-09",
    );
    refused("goal-number", "on = 2025-01-17", "on = 2022-06-03", "days-out-of-order", "2022-06-03");
    refused("on = 2025-01-17", "kind = \"amended\"", "kind = \"adopted\"", "adopted-after-amended", "\"adopted\"");
    refused("id = \"base\"", "number = 3", "number = 2", "programme-number", "2");
    refused("id = \"herbs-1\"", "{ year = 2004, unconfirmed", "{ year = 2015, unconfirmed", "end-before-start", "2014");
}

#[test]
fn a_part_lies_within_its_project_and_a_mark_within_its_time() {
    refused(
        "id = \"moss-clinic\"",
        "end = \"unknown\"",
        "end = { year = 2023, stated = \"x\" }",
        "part-outside-project",
        "2023",
    );
    passes("id = \"moss-clinic\"", "end = \"unknown\"", "end = { year = 2022, stated = \"x\" }");
    refused("short = \"Brain/ARDEN\"", "year = 2023, stated", "year = 2014, stated", "mark-outside-period", "2014");
    passes("short = \"Brain/ARDEN\"", "year = 2023, stated", "year = 2015, stated");
    refused("id = \"moss-cells\"", "year = 2019, stated", "year = 2023, stated", "mark-outside-period", "2023");
    refused(
        "id = \"moss\"",
        "{ kind = \"follow-up\", year = 2024",
        "{ kind = \"follow-up\", year = 2022",
        "mark-outside-period",
        "2022",
    );
    passes("id = \"moss\"", "{ kind = \"follow-up\", year = 2024", "{ kind = \"follow-up\", year = 2023");
}

#[test]
fn an_inferred_year_is_what_its_rule_gives() {
    refused(
        "id = \"stocks\"",
        "\"ex-ante-in-year-before-start\"",
        "\"ex-ante-in-year-before\"",
        "unknown-rule",
        "\"ex-ante-in-year-before\"",
    );
    refused("id = \"stocks\"", "year = 2016, inferred", "year = 2015, inferred", "rule-gives-other", "2015");
    refused(
        "id = \"stocks\"",
        "\"ex-post-in-year-before-last\"",
        "\"mid-term-in-third-year\"",
        "rule-for-other",
        "\"mid-term-in-third-year\"",
    );
    // The end is not what its rule gives, and the ex-post evaluation is no longer in the last year.
    assert_eq!(
        kinds("id = \"herbs-1\"", "{ year = 2018, inferred", "{ year = 2017, inferred"),
        ["rule-gives-other", "rule-gives-other"]
    );
    // Nothing can be inferred from a year that nobody knows.
    refused(
        "id = \"ageing\"",
        "{ kind = \"mid-term\", unknown = true }",
        "{ kind = \"mid-term\", year = 2019, inferred = \"mid-term-in-third-year\" }",
        "rule-gives-other",
        "2019",
    );
    refused(
        "id = \"moss-cells\"",
        "end = { year = 2022, inferred",
        "end = { year = 2021, inferred",
        "rule-gives-other",
        "2021",
    );
    refused(
        "from-name",
        "unconfirmed = \"a speech\"",
        "inferred = \"reading-of-the-wording\"",
        "rule-for-other",
        "\"reading-of-the-wording\"",
    );
}

#[test]
fn versions_of_an_indicator_follow_each_other() {
    refused("id = \"compounds\"", "from = 2020", "from = 2019", "versions-overlap", "2019");
    passes("id = \"compounds\"", "from = 2020", "from = 2021");
    refused("id = \"compounds\"", "number = 2", "number = 3", "version-number", "3");
    refused("id = \"compounds\"", "{ year = 2024, value", "{ year = 2019, value", "target-outside-version", "2019");
}

#[test]
fn a_definition_makes_sense() {
    let (compounds, markers, basic) = ("id = \"compounds\"", "id = \"seeds-and-markers\"", "id = \"basic-papers\"");
    refused(compounds, "counts = [\"provision\"]", "counts = []", "counts-nothing", "[]");
    refused(markers, "reckoning = \"cumulative\"", "reckoning = \"flow\"", "from-without-cumulative", "2014");
    refused("id = \"sites\"", "linked-to", "date-role = \"event\"\nlinked-to", "stock-by-other-date", "\"event\"");
    passes("id = \"sites\"", "linked-to", "date-role = \"from\"\nlinked-to");
    refused(markers, "date-role = \"event\"", "date-role = \"until\"", "flow-by-until", "\"until\"");
    refused(
        markers,
        "of = { attribute = \"gene\" }",
        "of = { attribute = \"gene\" }\nvalue = { sum = \"size\" }",
        "value-of-distinct-attribute",
        "{ sum = \"size\" }",
    );
    refused(
        markers,
        "of = { attribute = \"gene\" }",
        "of = { attribute = \"gene\" }\nsplit = \"fractional\"",
        "fraction-of-attribute",
        "\"fractional\"",
    );
    refused(
        compounds,
        "{ sum = \"compounds\" }",
        "{ max = \"compounds\" }",
        "fraction-of-last-or-max",
        "\"fractional\"",
    );
    refused(
        basic,
        "counts = [\"paper\"]",
        "counts = [\"finding\"]",
        "excludes-types-without-papers",
        "[\"Preprint\", \"News\"]",
    );
    passes(basic, "counts = [\"paper\"]", "counts = [\"finding\", \"paper\"]");
    refused(compounds, "sources = [\"register:compounds\"]", "sources = []", "no-source", "[]");
    refused(compounds, "\"register:compounds\"", "\"register\"", "source-form", "\"register\"");
    refused(markers, "linked-to = [\"herbs-1\", \"herbs-2\"]", "linked-to = []", "linked-to-nothing", "[]");
    refused(markers, "linked-to = [\"herbs-1\", \"herbs-2\"]", "linked-to = [\"moss\", \"moss\"]", "twice", "\"moss\"");
    let trials = "id = \"own-trials\"";
    refused(
        trials,
        "{ attribute = \"registered\", op = \"present\" }",
        "{ attribute = \"registered\", op = \"in\" }",
        "condition-values",
        "{ attribute = \"registered\", op = \"in\" }",
    );
    refused(trials, "[\"20\"]", "[\"many\"]", "condition-not-a-number", "\"many\"");
    refused(
        "id = \"progress\"",
        "qualitative = true",
        "targets = [{ year = 2024, value = \"1\", unknown = true }]\nqualitative = true",
        "target-of-qualitative",
        "{ year = 2024, value = \"1\", unknown = true }",
    );
    refused(markers, "projects = [\"herbs-1\", \"herbs-2\"]\n", "", "chart-page-without-project", "\"chart-page\"");
    refused(markers, "\"chart-page\"", "\"output\"", "projects-without-chart-page", "[\"herbs-1\", \"herbs-2\"]");
}

#[test]
fn a_join_stands_once_and_a_succession_goes_forward() {
    refused(
        "prefix = \"amed:zz02\"",
        "project = \"herbs-2\"",
        "project = \"herbs-2\"\nuntil = 2018",
        "end-before-start",
        "2018",
    );
    refused(
        "",
        "prefix = \"amed:zz02\"\nproject = \"herbs-2\"",
        "prefix = \"amed:zz01\"\nproject = \"herbs-1\"",
        "join-twice",
        "\"amed:zz01\"",
    );
    passes("", "prefix = \"amed:zz02\"\nproject = \"herbs-2\"", "prefix = \"amed:zz01\"\nproject = \"herbs-2\"");
    refused("", "\"amed:zz02\"", "\"amed:JP19zz02\"", "prefix-form", "\"amed:JP19zz02\"");
    refused("", "name = \"HERBS-1\"\n", "name = \"HERBS-1\"\nscheme = \"arden-herbs\"\n", "several-keys", "[[join]]");
    refused(
        "",
        "from-name = \"王立薬草園\"\nto = \"herbs-1\"",
        "from = \"herbs-2\"\nto = \"herbs-1\"",
        "succession-in-circle",
        "\"herbs-2\"",
    );
    refused(
        "",
        "from-name = \"王立薬草園\"\nto = \"herbs-1\"",
        "from = \"moss\"\nto = \"moss\"",
        "succession-in-circle",
        "\"moss\"",
    );
    refused(
        "",
        "from-name = \"王立薬草園\"\nto = \"herbs-1\"",
        "from = \"herbs-1\"\nto = \"herbs-2\"",
        "succession-twice",
        "[[succession]]",
    );
    refused("", "from-name = \"王立薬草園\"\n", "", "none-of-keys", "[[succession]]");
}

#[test]
fn files_are_those_of_a_plan() {
    let mut files = folder::arden();
    files.push(("lineages.toml".to_owned(), String::new()));
    files.push(("notes.md".to_owned(), "# not TOML".to_owned()));
    let found = read(&files).expect_err("a stray file");
    let errors: Vec<&Diagnostic> = found.iter().filter(|one| one.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].words(Language::Ja).hint, "`lineage.toml` のことなら、そう書く");
    files.retain(|(path, _)| path.ends_with(".md"));
    let found = read(&files).expect_err("no head");
    assert!(found.iter().any(|one| kind(one) == "missing-file"));
}

#[test]
fn everything_wrong_is_told_at_once_in_the_order_of_files_and_lines() {
    let mut files = arden_with(HERBS, "short = ", "shrot = ");
    for (path, text) in &mut files {
        match path.as_str() {
            "joins.toml" => *text = text.replace("amed:zz02", "zz02"),
            "plan.toml" => *text = text.replace("goal-number = \"9-3\"", "goal-number = 9"),
            _ => {}
        }
    }
    let found = read(&files).expect_err("three things");
    let errors: Vec<String> = found.iter().filter(|one| one.severity == Severity::Error).map(kind).collect();
    assert_eq!(errors, ["prefix-form", "wrong-type", "unknown-key"]);
}

#[test]
fn a_diagnostic_says_where_what_was_expected_what_was_found_and_what_to_do() {
    let found = errors("", "goal = { ja = \"健康な森\", en", "goal = { ja = \"健康な森\", eng");
    assert_eq!(
        found[0].text(Language::En),
        "plan.toml:5:23: error: `text` has no key `eng`\n  \
           5 | goal = { ja = \"健康な森\", eng = \"A healthy forest\" }\n    \
             |                           ^^^\n  \
           expected: one of `ja`, `en`, `official`\n  \
           found: `eng`\n  \
           hint: write `en` if that is meant\n"
    );
    let found = errors("", "goal = { ja = \"健康な森\"", "goal = { ja = 9");
    assert_eq!(
        found[0].text(Language::Ja),
        "plan.toml:5:15: 誤り: 値の形が違う\n  \
           5 | goal = { ja = 9, en = \"A healthy forest\" }\n    \
             |               ^\n  \
           期待: 引用符の中の文字列\n  \
           実際: 整数 `9`\n  \
           対処: 期待される形で書く\n"
    );
}

#[test]
fn a_kpi_of_a_policy_stands_in_no_programme_and_names_what_is_there() {
    let kpi = "id = \"herb-papers-of-arden\"";
    refused(kpi, "linked-to = \"plan\"", "linked-to = \"programme\"", "kpi-of-programme", "\"programme\"");
    refused(kpi, "yearly = 40", "yearly = \"about 40\"", "not-a-decimal", "\"about 40\"");
    refused(kpi, "[\"basic-papers\"]", "[\"basic-paper\"]", "unknown-reference", "\"basic-paper\"");
    refused(kpi, "last-year = 2024", "last-year = 2019", "end-before-start", "2019");
}
