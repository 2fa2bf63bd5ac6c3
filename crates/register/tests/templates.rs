//! Templates: empty, filled, and read again.

mod arden;

use arden::{plan, registers};
use jiff::civil::date;
use plan::{FiscalYear, Language};
use proptest::prelude::*;
use register::{
    Entry, Place, Precision, Reason, Register, Value, builtin, read_sheets, template, template_csv, template_csv_with,
    template_with,
};
use std::collections::BTreeMap;

const LANGUAGES: [Language; 2] = [Language::Ja, Language::En];

#[test]
fn an_empty_template_holds_no_row() {
    let plan = plan();
    let arden = registers();
    for register in arden.iter().chain(builtin()) {
        for language in LANGUAGES {
            let workbook = template(register, &plan, language).expect("a workbook");
            for bytes in [workbook, template_csv(register, &plan, language)] {
                let read = read_sheets(&bytes, std::slice::from_ref(register), &plan)
                    .unwrap_or_else(|error| panic!("{}: {error}", register.id));
                assert_eq!((read.read, read.refused, read.notes), (0, vec![], vec![]), "{}", register.id);
            }
        }
    }
}

#[test]
fn a_template_says_whose_it_is() {
    let plan = plan();
    for register in builtin() {
        for language in LANGUAGES {
            let bytes = template(register, &plan, language).expect("a workbook");
            let read = read_sheets(&bytes, builtin(), &plan).unwrap_or_else(|error| panic!("{}: {error}", register.id));
            assert_eq!(read.register.id, register.id);
        }
    }
}

#[test]
fn one_definition_gives_the_same_bytes_always() {
    let (registers, plan) = (registers(), plan());
    let make = || template(&registers[0], &plan, Language::Ja).expect("a workbook");
    assert!(make() == make());
}

#[test]
fn the_example_without_its_mark_is_refused() {
    let (registers, plan) = (registers(), plan());
    let csv = String::from_utf8(template_csv(&registers[0], &plan, Language::Ja)).expect("text");
    let bare = csv.replace("\r\n例,", "\r\n,");
    assert_ne!(csv, bare);
    let read = read_sheets(bare.as_bytes(), &registers, &plan).expect("read");
    assert_eq!(read.refused.iter().map(|refusal| &refusal.reason).collect::<Vec<_>>(), [&Reason::ExampleRow]);
}

/// Texts that spreadsheets and tables like to misread.
fn words() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "=1+1",
        "'=1",
        "-5",
        "+81",
        "@x",
        "1-2",
        "007",
        "1E5",
        "TRUE",
        "湖,\"と\"森",
        "a\nb",
        "_x000D_",
        "<b>&amp;",
        "2024/4/1",
        "令和6年",
        "  x",
        "#N/A ",
        "#1",
        "ー長",
        "😀",
    ])
    .prop_map(str::to_owned);
    prop_oneof![nasty, "[a-zA-Z0-9ぁ-んァ-ン一-龥 ,;\"'=]{1,30}"]
        .prop_filter("a value", |words| {
            let words = words.trim();
            !words.is_empty() && !["-", "ー", "#N/A"].contains(&words)
        })
        .prop_map(|words| words.trim().to_owned())
}

fn value(holds: &register::Holds, many: bool) -> BoxedStrategy<Vec<Value>> {
    use register::Holds;
    let one: BoxedStrategy<Value> = match holds {
        Holds::Words => words().prop_map(Value::Words).boxed(),
        Holds::Code(codes) => {
            let codes: Vec<String> = codes.iter().map(|code| code.code.clone()).collect();
            prop::sample::select(codes).prop_map(Value::Code).boxed()
        }
        Holds::Date => (0_i32..60_000, 0..3)
            .prop_map(|(days, precision)| {
                let day = date(1990, 1, 1).checked_add(jiff::Span::new().days(days)).expect("a day");
                match precision {
                    0 => Value::Date(day, Precision::Day),
                    1 => Value::Date(day.first_of_month(), Precision::Month),
                    _ => Value::Date(day.first_of_year(), Precision::Year),
                }
            })
            .boxed(),
        Holds::FiscalYear => (1950_i16..2100).prop_map(|year| Value::FiscalYear(FiscalYear(year))).boxed(),
        Holds::Whole => prop_oneof![0..1000_i64, 0..i64::MAX].prop_map(Value::Whole).boxed(),
        Holds::Yen => prop_oneof![-1000..1000_i64, any::<i64>().prop_filter("held", |number| *number != i64::MIN)]
            .prop_map(Value::Whole)
            .boxed(),
        Holds::Decimal => "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,12})?"
            .prop_filter("no nought below zero", |digits: &String| {
                !digits.trim_start_matches(['-', '0', '.']).is_empty() || !digits.starts_with('-')
            })
            .prop_map(Value::Decimal)
            .boxed(),
        Holds::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Holds::Project => prop::sample::select(vec!["herbs-1", "herbs-2", "moss", "brains"])
            .prop_map(|id| Value::Project(id.to_owned()))
            .boxed(),
        Holds::Grant => prop::sample::select(vec![("amed", "ama121001"), ("kakenhi", "18H02896")])
            .prop_map(|(scheme, number)| Value::Grant(scheme.to_owned(), number.to_owned()))
            .boxed(),
        Holds::Identifier(_) => "10\\.5555/[a-z0-9.]{1,10}".prop_map(Value::Identifier).boxed(),
        Holds::Address => Just(Value::Address("https://arden.example/a?b=1&c".to_owned())).boxed(),
    };
    let most = if many { 3 } else { 1 };
    let mut values = prop::collection::vec(one, 1..=most).boxed();
    if many {
        values = values
            .prop_map(|mut values| {
                let mut seen: Vec<Value> = Vec::new();
                values.retain(|value| {
                    !seen.contains(value) && {
                        seen.push(value.clone());
                        true
                    }
                });
                values
            })
            .boxed();
    }
    values
}

/// A column with what stands in it, or nothing.
type Filled = Option<(String, Vec<Value>)>;

fn entry(register: &Register) -> impl Strategy<Value = BTreeMap<String, Vec<Value>>> + use<> {
    let columns: Vec<BoxedStrategy<Filled>> = register
        .columns
        .iter()
        .map(|column| {
            let id = column.id.clone();
            let filled = value(&column.holds, column.many).prop_map(move |values| Some((id.clone(), values)));
            if column.required { filled.boxed() } else { prop_oneof![filled, Just(None)].boxed() }
        })
        .collect();
    columns.prop_map(|columns| columns.into_iter().flatten().collect::<BTreeMap<_, _>>()).prop_filter(
        "ends after it begins",
        |values| match (
            values.get("from").and_then(|from| from.first()),
            values.get("until").and_then(|until| until.first()),
        ) {
            (Some(Value::Date(from, _)), Some(Value::Date(until, _))) => until >= from,
            _ => true,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_into_a_template_is_read_from_it(rows in prop::collection::vec(entry(&registers()[0]), 0..6), english in any::<bool>()) {
        let (registers, plan) = (registers(), plan());
        let language = if english { Language::En } else { Language::Ja };
        let entries: Vec<Entry> = rows
            .into_iter()
            .enumerate()
            .map(|(at, mut values)| {
                // Keys differ; what else stands in them is any text.
                let Some(Value::Words(number)) = values.get("number").and_then(|values| values.first()).cloned() else { unreachable!("required") };
                values.insert("number".to_owned(), vec![Value::Words(format!("{number}#{at}"))]);
                Entry { key: String::new(), values, place: Place::default() }
            })
            .collect();
        let workbook = template_with(&registers[0], &plan, &entries, language).expect("a workbook");
        for bytes in [workbook, template_csv_with(&registers[0], &plan, &entries, language)] {
            let read = read_sheets(&bytes, &registers, &plan).expect("read");
            let refused: Vec<String> = read.refused.iter().map(|refusal| refusal.in_words(Language::En)).collect();
            prop_assert_eq!(refused, Vec::<String>::new());
            let values: Vec<_> = read.entries.into_iter().map(|entry| entry.values).collect();
            let expected: Vec<_> = entries.iter().map(|entry| entry.values.clone()).collect();
            prop_assert_eq!(values, expected);
        }
    }
}
