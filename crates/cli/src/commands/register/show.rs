//! One register: its columns and what each holds.

use super::{named, words};
use crate::exit;
use crate::language_option::LanguageOption;
use crate::table::Table;
use plan::Language;
use register::{Access, Column, Holds};

/// Shows one register.
#[derive(clap::Args)]
pub struct Arguments {
    /// The register: `seeds`.
    #[arg(value_name = "NAME")]
    register: String,
    #[command(flatten)]
    language: LanguageOption,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let register = match named(register::builtin(), &arguments.register, language) {
        Ok(register) => register,
        Err(code) => return Ok(code),
    };
    println!("{}（{}）\n{}\n", words(&register.title, language), register.id, words(&register.about, language));
    let key: Vec<&str> = register
        .key
        .iter()
        .filter_map(|id| register.column(id))
        .map(|column| words(&column.header, language))
        .collect();
    let (filled_by, key) = (words(&register.filled_by, language), key.join(language.of("・", ", ")));
    let threshold = register.threshold;
    println!(
        "{}",
        language.of(
            format!("提出者：{filled_by}\n行を決める列：{key}（同じ値の行は更新になる）\n公開前の行は{threshold}件から公表値に入る\n"),
            format!("Filled by: {filled_by}\nA row is named by: {key} (the same again is an update)\nConfidential rows count in public figures from {threshold} on\n"),
        )
    );
    let head = language.of(
        ["列", "見出し", "内容", "必須", "公開", "説明"],
        ["column", "header", "holds", "required", "seen by", "about"],
    );
    let mut table = Table::new(&head, &[]);
    for column in &register.columns {
        table.push(vec![
            column.id.clone(),
            words(&column.header, language).to_owned(),
            holds(column, language),
            if column.required { language.of("必須", "yes") } else { "" }.to_owned(),
            match column.access {
                Access::Public => language.of("公開", "everybody"),
                Access::Office => language.of("担当部署のみ", "the office"),
            }
            .to_owned(),
            words(&column.about, language).to_owned(),
        ]);
    }
    print!("{}", table.aligned());
    Ok(exit::DONE)
}

/// What a column holds, in a few words.
fn holds(column: &Column, language: Language) -> String {
    let one = match &column.holds {
        Holds::Words => language.of("文字", "words").to_owned(),
        Holds::Code(codes) => {
            let titles: Vec<&str> = codes.iter().map(|code| words(&code.title, language)).collect();
            language.of(format!("次のどれか：{}", titles.join("／")), format!("one of: {}", titles.join(" / ")))
        }
        Holds::Date => language.of("日付", "day").to_owned(),
        Holds::FiscalYear => language.of("年度", "fiscal year").to_owned(),
        Holds::Whole => language.of("整数", "whole number").to_owned(),
        Holds::Decimal => language.of("数", "decimal").to_owned(),
        Holds::Yen => language.of("円", "yen").to_owned(),
        Holds::Flag => language.of("はい・いいえ", "yes or no").to_owned(),
        Holds::Project => language.of("プランの事業", "project of the plan").to_owned(),
        Holds::Grant => language.of("課題番号", "grant number").to_owned(),
        Holds::Identifier(kind) => language.of(format!("識別子（{kind}）"), format!("identifier ({kind})")),
        Holds::Address => language.of("URL", "web address").to_owned(),
    };
    if column.many { language.of(format!("{one}（複数可）"), format!("{one}, several")) } else { one }
}
