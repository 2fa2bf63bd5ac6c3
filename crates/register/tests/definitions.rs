//! Definitions that are refused: what is said, and of which line.

use plan::Language;

const HERBARIA: &str = r#"id = "herbaria"
kind = "site"
title = { ja = "標本室", en = "Herbaria" }
about = { ja = "1行は一つの標本室。", en = "A row is one herbarium." }
filled-by = { ja = "各植物園", en = "the gardens" }
key = ["number"]
name = "title"
role = "funded"
dates = { from = "opened" }
threshold = 5

[[column]]
id = "number"
header = { ja = "番号", en = "Number" }
about = { ja = "植物園が付けた番号。", en = "Given by the garden." }
holds = "words"
required = true
example = "H-7"

[[column]]
id = "title"
header = { ja = "名称", en = "Name" }
also = ["標本室名"]
about = { ja = "標本室の名。", en = "Its name." }
holds = "words"
example = "アーデン標本室"

[[column]]
id = "kind"
header = { ja = "種別", en = "Kind" }
about = { ja = "標本の種類。", en = "What it keeps." }
holds = "code"
codes = [
  { code = "moss", title = { ja = "苔", en = "Moss" } },
  { code = "fern", title = { ja = "シダ", en = "Fern" }, also = ["羊歯"] },
]
example = "苔"

[[column]]
id = "opened"
header = { ja = "開設日", en = "Opened" }
about = { ja = "開いた日。", en = "The day on which it opened." }
holds = "date"
example = "2024-04-01"
"#;

/// Checks which lines are refused, and with what, after one change of the definition.
#[track_caller]
fn check(from: &str, to: &str, expected: &[(usize, &str)]) {
    assert_eq!(HERBARIA.matches(from).count(), 1, "`{from}` stands once");
    let found = register::read("registers/herbaria.toml", &HERBARIA.replace(from, to)).expect_err("it is refused");
    let said: Vec<(usize, String)> =
        found.iter().map(|one| (one.place.line, one.words(Language::En).problem)).collect();
    let said: Vec<(usize, &str)> = said.iter().map(|(line, words)| (*line, words.as_str())).collect();
    assert_eq!(said, expected);
}

#[test]
fn a_sound_definition_has_the_columns_of_every_register_last() {
    let register = register::read("registers/herbaria.toml", HERBARIA).expect("it is sound");
    let ids: Vec<&str> = register.columns.iter().map(|column| column.id.as_str()).collect();
    assert_eq!(ids, ["number", "title", "kind", "opened", "projects", "source", "confidential-until"]);
    assert!(register.column("projects").is_some_and(|column| column.required && column.many));
    let free = register::read("herbaria.toml", &format!("needs-project = false\n{HERBARIA}")).expect("it is sound");
    assert!(free.column("projects").is_some_and(|column| !column.required));
}

#[test]
fn everything_wrong_is_said_at_once_in_the_order_of_lines() {
    check(
        "role = \"funded\"\ndates = { from = \"opened\" }\nthreshold = 5",
        "role = \"funds\"\ndates = { from = \"opend\" }\nthreshold = 0\ncolour = \"green\"",
        &[
            (8, "an unknown word"),
            (9, "there is no column `opend`"),
            (10, "a value of another type"),
            (11, "`register` has no key `colour`"),
        ],
    );
}

#[test]
fn a_problem_says_where_what_and_what_to_do_in_both_languages() {
    let found = register::read("registers/herbaria.toml", &HERBARIA.replace("= \"opened\" }", "= \"opend\" }"))
        .expect_err("it is refused");
    assert_eq!(
        found[0].text(Language::En),
        "registers/herbaria.toml:9:18: error: there is no column `opend`\n  \
         9 | dates = { from = \"opend\" }\n    |                  ^^^^^^^\n  \
         expected: `number`, `title`, `kind`, `opened`\n  hint: write `opened` if that is meant\n"
    );
    let ja = found[0].text(Language::Ja);
    assert!(ja.starts_with("registers/herbaria.toml:9:18: 誤り: `opend` という列はありません\n"), "{ja}");
    assert!(ja.contains("対処: `opened` のことなら、そう書く"), "{ja}");
}

#[test]
fn the_key_is_of_columns_that_every_row_fills_once() {
    check("key = [\"number\"]", "key = [\"title\"]", &[(6, "the column `title` names a row and may be empty")]);
    check(
        "required = true",
        "required = true\nmany = true",
        &[(6, "the column `number` names a row and may hold several values")],
    );
    check("key = [\"number\"]", "key = []", &[(6, "the list is empty")]);
    check("key = [\"number\"]", "key = [\"serial\"]", &[(6, "there is no column `serial`")]);
}

#[test]
fn a_date_stands_in_a_column_of_dates() {
    check("from = \"opened\"", "from = \"number\"", &[(9, "`number` is no column of dates")]);
    check("from = \"opened\"", "until = \"opened\"", &[(9, "an end without a start")]);
    check("from = \"opened\"", "began = \"opened\"", &[(9, "an unknown word")]);
    check(
        "{ from = \"opened\" }",
        "{ event = \"opened\", from = \"opened\" }",
        &[(9, "`opened` is two dates at once")],
    );
    check("{ from = \"opened\" }", "{}", &[(9, "the list is empty")]);
}

#[test]
fn no_word_at_the_head_leads_to_two_columns() {
    // Full-width, other case, blanks: still one word.
    check(
        "also = [\"標本室名\"]",
        "also = [\"ＮＵＭ BER\"]",
        &[(23, "`ＮＵＭ BER` cannot be told from `number` on line 14")],
    );
    check("en = \"Opened\"", "en = \"Kind\"", &[(41, "`Kind` cannot be told from `kind` on line 30")]);
    check(
        "also = [\"標本室名\"]",
        "also = [\"出典\"]",
        &[(23, "`出典` cannot be told from the column `source` that every register has")],
    );
}

#[test]
fn a_list_of_codes_has_no_double_and_holds_its_example() {
    check("code = \"fern\"", "code = \"moss\"", &[(35, "`moss` is already given on line 34")]);
    check("also = [\"羊歯\"]", "also = [\"苔\"]", &[(35, "`苔` cannot be told from `moss` on line 34")]);
    check("example = \"苔\"", "example = \"茸\"", &[(37, "the example is none of the codes")]);
    check(
        "holds = \"date\"",
        "holds = \"code\"",
        &[(9, "`opened` is no column of dates"), (43, "the list of codes is missing")],
    );
    check("holds = \"code\"", "holds = \"words\"", &[(33, "not a column of codes")]);
}

#[test]
fn a_column_of_every_register_is_not_given_and_no_id_twice() {
    check(
        "id = \"opened\"",
        "id = \"source\"",
        &[(9, "there is no column `opened`"), (40, "every register has the column `source` of itself")],
    );
    check("id = \"kind\"", "id = \"title\"", &[(29, "`title` is already given on line 21")]);
    check("id = \"kind\"", "id = \"Kind\"", &[(29, "not the form of an id")]);
}

#[test]
fn both_languages_are_there_and_the_file_goes_by_the_id() {
    check("{ ja = \"標本室\", en = \"Herbaria\" }", "{ ja = \"標本室\" }", &[(3, "the English is missing")]);
    check("en = \"Herbaria\"", "en = \" \"", &[(3, "the words are empty")]);
    check("title = { ja = \"標本室\", en = \"Herbaria\" }", "title = \"標本室\"", &[(3, "a value of another type")]);
    check("id = \"herbaria\"", "id = \"gardens\"", &[(1, "the file’s name is not the register’s id")]);
    check("threshold = 5\n", "", &[(1, "`register` lacks `threshold`")]);
    check("kind = \"site\"", "kind = site", &[(2, "not TOML")]);
}
