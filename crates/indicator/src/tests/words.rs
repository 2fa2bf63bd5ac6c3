//! The words: what they say, and that no two definitions share them.

use super::arden::*;
use crate::*;
use plan::*;
use proptest::prelude::*;

fn said(definition: Definition, year: i16, language: Language) -> String {
    let plan = plan(vec![computed("figure", definition)]);
    let indicator = &plan.programmes[0].indicators[0];
    let year = FiscalYear(year);
    let found = readings(&[indicator], &plan, &rows(), &coverage(), &[], year..=year, 10, TODAY);
    sentence(indicator, year, &found[0][0].1, &plan, &|_, _| None, language)
}

#[test]
fn a_sentence_says_what_was_counted_what_waits_and_what_was_read() {
    assert_eq!(
        said(papers(), 2021, Language::Ja),
        "2021年度に公表され、「緑のプログラム」の課題の助成番号か名称を挙げる論文（異なり数）。\
         判断待ちの言及1報と対応付け確認待ち1報は数えていない。撤回された1件は除いた。うち1件は架空。\
         PubMed 4ファイルのうち1。"
    );
    assert_eq!(
        said(papers(), 2021, Language::En),
        "The number of distinct papers published in FY2021 that name a project of “Green Programme” or one of its grant \
         numbers. Not counted: 1 awaiting a decision on a mention and 1 awaiting confirmation of a join. \
         Left out: 1 retracted. 1 of them invented. PubMed: 1 of 4 files."
    );
    assert_eq!(
        said(papers(), 2020, Language::Ja),
        "2020年度に公表され、「緑のプログラム」の課題の助成番号か名称を挙げる論文（異なり数）。PubMed 4ファイルのうち1。",
        "nothing is said of what is not there"
    );
}

#[test]
fn a_sample_is_said_to_be_one_and_is_no_part_of_so_many_files() {
    let sample = |invented| {
        let editions = ["sample-1".to_owned()].into();
        let coverage = Coverage { editions, invented, files_total_at_least: None, ..coverage().remove(0) };
        let plan = plan(vec![computed("figure", papers())]);
        let indicator = &plan.programmes[0].indicators[0];
        let year = FiscalYear(2020);
        let found = readings(&[indicator], &plan, &rows(), &[coverage], &[], year..=year, 10, TODAY);
        [Language::Ja, Language::En]
            .map(|language| sentence(indicator, year, &found[0][0].1, &plan, &|_, _| None, language))
    };
    let [ja, en] = sample(false);
    assert!(ja.ends_with("。PubMedの見本300報だけ。"), "{ja}");
    assert!(en.ends_with(" PubMed: only a sample of 300 papers."), "{en}");
    let [ja, en] = sample(true);
    assert!(ja.ends_with("。架空の見本300報だけ。"), "{ja}");
    assert!(en.ends_with(" Only an invented sample of 300 papers."), "{en}");
}

#[test]
fn a_cumulative_sentence_names_the_years_that_were_not_read() {
    let since = |year| Definition {
        reckoning: Reckoning::Cumulative,
        from: Some(FiscalYear(year)),
        linked: of(&["herbs"]),
        ..papers()
    };
    assert!(said(since(2018), 2021, Language::Ja).contains("2018、2019年は読んでいない。"));
    assert!(said(since(2018), 2021, Language::En).contains("Not read: 2018 and 2019."));
    assert!(!said(since(2020), 2021, Language::Ja).contains("読んでいない"));
}

#[test]
fn a_sentence_gives_the_whole_beside_the_part_and_what_does_not_open() {
    let trials = Definition {
        of_which: vec![condition("kind", ConditionOp::In, &["physician"])],
        ..register("trial", "trials")
    };
    let ja = said(trials.clone(), 2021, Language::Ja);
    assert!(ja.contains("そのうち「kind」が「physician」であるものを数値とした。全体は3報。"), "{ja}");
    assert!(said(trials, 2021, Language::En).contains("The whole is 3."));
    let stock = Definition { reckoning: Reckoning::Stock, date_role: "from".to_owned(), ..register("seed", "seeds") };
    let ja = said(stock.clone(), 2021, Language::Ja);
    assert!(ja.starts_with("2022年3月31日に有効で、") && ja.contains("うち1件は内容を公開しない。"), "{ja}");
    assert!(said(stock, 2021, Language::En).contains("1 of them not open to view."));
}

#[test]
fn what_waits_without_changing_the_figure_is_said_too() {
    let genes = Definition { of: Of::Attribute("gene".to_owned()), ..papers() };
    assert!(said(genes.clone(), 2021, Language::Ja).contains("判断待ちの言及がある記録（数値は変わらない）1件"));
    assert!(said(genes, 2021, Language::En).contains("1 awaiting a decision on a mention that would not change"));
}

#[test]
fn what_is_no_number_says_why() {
    assert_eq!(
        said(papers(), 2019, Language::Ja),
        "2019年度について、数えるのに要る資料（抄録）をまだ読んでいない。0という意味ではない。"
    );
    assert_eq!(
        said(register("trial", "trials"), 2022, Language::Ja),
        "2022年度の報告はまだない。アーデン基金が毎年度報告する。"
    );
    assert_eq!(
        said(register("trial", "trials"), 2022, Language::En),
        "Not reported yet for FY2022. The Arden Fund reports it every year."
    );
}

#[test]
fn projects_of_one_name_are_told_apart_by_their_ids() {
    let mut plan = plan(Vec::new());
    plan.programmes[0].projects[1].title = plan.programmes[0].projects[0].title.clone();
    let of_moss = version(Method::Computed(Box::new(Definition { linked: of(&["moss"]), ..papers() })));
    assert!(definition_in_words(&of_moss, &plan, &|_, _| None, Language::Ja).contains("「薬草創薬事業（moss）」"));
    assert!(definition_in_words(&of_moss, &plan, &|_, _| None, Language::En).contains("“Herbal Drugs (moss)”"));
}

/// Both languages at once.
fn words_of(definition: &Definition) -> [String; 2] {
    let version = version(Method::Computed(Box::new(definition.clone())));
    let plan = plan(Vec::new());
    [Language::Ja, Language::En].map(|language| definition_in_words(&version, &plan, &|_, _| None, language))
}

/// Words that try to be taken for others.
fn word() -> impl Strategy<Value = String> {
    let words = [
        "paper",
        "論文",
        "papers",
        "a",
        "b",
        "a」「b",
        "a” “b",
        "publication",
        "from",
        "until",
        "abstracts",
        "register:a",
        "",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

fn words(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(word(), 0..=most)
}

fn conditions() -> impl Strategy<Value = Vec<Condition>> {
    let op =
        prop::sample::select(&[ConditionOp::In, ConditionOp::NotIn, ConditionOp::Present, ConditionOp::AtLeast][..]);
    let one = (word(), op, words(2)).prop_map(|(attribute, op, values)| Condition { attribute, op, values });
    prop::collection::vec(one, 0..=2)
}

fn definitions() -> impl Strategy<Value = Definition> {
    let of = prop_oneof![Just(Of::Records), word().prop_map(Of::Attribute)];
    let value = prop_oneof![
        Just(ValueOf::Count),
        word().prop_map(ValueOf::Sum),
        word().prop_map(ValueOf::Last),
        word().prop_map(ValueOf::Max)
    ];
    let reckonings = [Reckoning::Flow, Reckoning::Stock, Reckoning::Active, Reckoning::Cumulative];
    let to = prop_oneof![
        Just(LinkedTo::Programme),
        Just(LinkedTo::Plan),
        prop::collection::vec(prop::sample::select(&["herbs", "moss", "gone"][..]).prop_map(str::to_owned), 0..=3)
            .prop_map(LinkedTo::Projects)
    ];
    let roles = prop::collection::vec(prop::sample::select(&[Role::Funded, Role::Supported, Role::Used][..]), 0..=2);
    let when = (prop::sample::select(reckonings.to_vec()), prop::option::of(2019_i16..2021), word(), any::<bool>());
    (words(2), of, value, when, (to, roles), conditions(), conditions(), any::<bool>(), words(2), words(2)).prop_map(
        |(
            counts,
            of,
            value,
            (reckoning, from, date_role, fiscal),
            (to, roles),
            conditions,
            of_which,
            whole,
            types,
            sources,
        )| {
            Definition {
                counts,
                of,
                value,
                reckoning,
                from: from.map(FiscalYear),
                linked: Linked { to, roles },
                conditions,
                of_which,
                split: if whole { Split::Whole } else { Split::Fractional },
                date_role,
                basis: if fiscal { YearBasis::Fiscal } else { YearBasis::Calendar },
                excluding_types: types,
                sources,
            }
        },
    )
}

/// `first` with one field taken from `second`. A new field must be named here to compile.
fn with_one_field_of(first: &Definition, second: &Definition, field: usize) -> Definition {
    let Definition {
        counts,
        of,
        value,
        reckoning,
        from,
        linked,
        conditions,
        of_which,
        split,
        date_role,
        basis,
        excluding_types,
        sources,
    } = second.clone();
    let first = first.clone();
    match field {
        0 => Definition { counts, ..first },
        1 => Definition { of, ..first },
        2 => Definition { value, ..first },
        3 => Definition { reckoning, ..first },
        4 => Definition { from, ..first },
        5 => Definition { linked, ..first },
        6 => Definition { conditions, ..first },
        7 => Definition { of_which, ..first },
        8 => Definition { split, ..first },
        9 => Definition { date_role, ..first },
        10 => Definition { basis, ..first },
        11 => Definition { excluding_types, ..first },
        _ => Definition { sources, ..first },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn two_definitions_never_share_their_words(first in definitions(), second in definitions(), field in 0_usize..13) {
        for other in [with_one_field_of(&first, &second, field), second] {
            let (these, those) = (words_of(&first), words_of(&other));
            prop_assert_eq!(these[0] == those[0], first == other, "{}", these[0]);
            prop_assert_eq!(these[1] == those[1], first == other, "{}", these[1]);
        }
    }
}
