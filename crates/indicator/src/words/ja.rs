//! The words in Japanese. `en.rs` mirrors it, function by function.

use super::{Names, Said, list, named_projects, years_not_read};
use crate::{Amount, Coverage, Figure, Reading, amount_in_words};
use jiff::civil::Date;
use plan::{
    Condition, ConditionOp, Definition, FiscalYear, LinkedTo, Method, Of, Reckoning, Role, Split, ValueOf, YearBasis,
};

/// How a reading comes about.
pub fn method(method: &Method, names: &Names<'_>) -> String {
    match method {
        Method::Computed(definition) => self::definition(definition, names),
        Method::Reported => "担当者が報告する数値。計算はしない。".to_owned(),
        Method::Qualitative => "文章による報告。数値ではない。".to_owned(),
    }
}

fn definition(definition: &Definition, names: &Names<'_>) -> String {
    [
        format!("{}を数値とする。{}", measured(definition), when(definition)),
        linked(definition, names),
        conditions(definition, "、全体を並べて示す"),
        format!("{}{}", split(definition.split), excluded(&definition.excluding_types)),
        sources(&definition.sources),
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .collect::<Vec<_>>()
    .join("\n")
}

/// What is measured, as a noun: 「論文（異なり数）」.
fn measured(definition: &Definition) -> String {
    let kinds = kinds(&definition.counts);
    match (&definition.of, &definition.value) {
        (Of::Records, ValueOf::Count) => format!("{kinds}（異なり数）"),
        (Of::Records, ValueOf::Sum(sum)) => format!("{kinds}の{}の合計", quoted(sum)),
        (Of::Records, ValueOf::Last(last)) => format!("{kinds}の{}の最後の値", quoted(last)),
        (Of::Records, ValueOf::Max(max)) => format!("{kinds}の{}の最大の値", quoted(max)),
        (Of::Attribute(of), ValueOf::Count) => format!("{kinds}が挙げる{}（異なり数）", quoted(of)),
        (Of::Attribute(of), ValueOf::Sum(sum)) => {
            format!("{kinds}が挙げる{}ごとに一度だけ取った{}の合計", quoted(of), quoted(sum))
        }
        (Of::Attribute(of), ValueOf::Last(last)) => {
            format!("{kinds}の{}の、{}ごとの最後の値の合計", quoted(last), quoted(of))
        }
        (Of::Attribute(of), ValueOf::Max(max)) => {
            format!("{kinds}の{}の、{}ごとの最大の値の合計", quoted(max), quoted(of))
        }
    }
}

fn when(definition: &Definition) -> String {
    let role = date_role(&definition.date_role);
    let (year, months, last_day) = match definition.basis {
        YearBasis::Fiscal => ("年度", "4月1日から翌年3月31日まで", "3月31日"),
        YearBasis::Calendar => ("暦年", "1月1日から12月31日まで", "12月31日"),
    };
    let mut words = match definition.reckoning {
        Reckoning::Flow => format!("{role}がその{year}（{months}）にあるものを数える。"),
        Reckoning::Stock => format!(
            "{year}末の{last_day}に有効なもの（{role}から終わりの日まで、両日を含む）を数える。その日より前は途中の値である。"
        ),
        Reckoning::Active => {
            format!("その{year}（{months}）に一日でも有効なもの（{role}から終わりの日まで、両日を含む）を数える。")
        }
        Reckoning::Cumulative => match definition.from {
            Some(from) => format!("{role}が{from}{year}の初めから、その{year}の末の{last_day}までにあるものの累計。"),
            None => format!("{role}がその{year}の末の{last_day}までにあるものすべての累計。"),
        },
    };
    if let (Some(from), true) = (definition.from, definition.reckoning != Reckoning::Cumulative) {
        words.push_str(&format!("（起点の{from}{year}は累計のときだけ用いる。）"));
    }
    words
}

fn linked(definition: &Definition, names: &Names<'_>) -> String {
    let projects = match &definition.linked.to {
        LinkedTo::Programme => "このプログラムの研究開発課題のどれか".to_owned(),
        LinkedTo::Plan => "このプランの研究開発課題のどれか".to_owned(),
        to => {
            let named: Vec<String> = named_projects(to, names).iter().map(|name| quoted(name)).collect();
            if named.is_empty() {
                "どの研究開発課題でもないもの".to_owned()
            } else {
                list(&named, "、", "か")
            }
        }
    };
    let roles: Vec<&str> = definition.linked.roles.iter().map(|role| role_in_words(*role)).collect();
    if roles.is_empty() {
        format!("{projects}に対応付いたもの（役割は問わない）。")
    } else {
        format!("{projects}に対応付いたもののうち、{}もの。", list(&roles, "、", "か"))
    }
}

/// The conditions; `whole` says after `of_which` what becomes of the whole.
fn conditions(definition: &Definition, whole: &str) -> String {
    let mut words = String::new();
    if !definition.conditions.is_empty() {
        let all: Vec<String> = definition.conditions.iter().map(condition).collect();
        words.push_str(&format!("条件：{}。", list(&all, "、かつ", "、かつ")));
    }
    if !definition.of_which.is_empty() {
        let all: Vec<String> = definition.of_which.iter().map(condition).collect();
        words.push_str(&format!("そのうち{}ものを数値とし{whole}。", list(&all, "、かつ", "、かつ")));
    }
    words
}

fn condition(condition: &Condition) -> String {
    let attribute = quoted(&condition.attribute);
    let values: Vec<String> = condition.values.iter().map(|value| quoted(value)).collect();
    let any = if values.is_empty() { "（値の指定なし）".to_owned() } else { values.concat() };
    match condition.op {
        ConditionOp::In if values.len() == 1 => format!("{attribute}が{any}である"),
        ConditionOp::In => format!("{attribute}が{any}のどれかである"),
        ConditionOp::NotIn if values.len() == 1 => format!("{attribute}が{any}でない"),
        ConditionOp::NotIn => format!("{attribute}が{any}のどれでもない"),
        ConditionOp::Present if values.is_empty() => format!("{attribute}の記載がある"),
        ConditionOp::Present => format!("{attribute}の記載がある（値{any}は問わない）"),
        ConditionOp::AtLeast => match values.as_slice() {
            [least, unused @ ..] if !unused.is_empty() => {
                format!("{attribute}が{least}以上である（{}は用いない）", unused.concat())
            }
            _ => format!("{attribute}が{any}以上である"),
        },
    }
}

fn split(split: Split) -> &'static str {
    match split {
        Split::Whole => "複数の課題にかかわるものも、分けずに1とする。",
        Split::Fractional => "複数の課題にかかわるものは課題の数で等しく分け、合わせてちょうど1とする。",
    }
}

fn excluded(types: &[String]) -> String {
    if types.is_empty() {
        return "出版種別で除くものはない。".to_owned();
    }
    let types: Vec<String> = types.iter().map(|one| quoted(one)).collect();
    format!("出版種別が{}のものは除く。", types.concat())
}

fn sources(classes: &[String]) -> String {
    if classes.is_empty() {
        return "どの資料を読めば数えられるかが決まっていないため、値はない。".to_owned();
    }
    let classes: Vec<String> = classes.iter().map(|class| class_in_words(class)).collect();
    format!("その年について{}を読んだときだけ値がある。", list(&classes, "、", "か"))
}

/// The sentence beside a reading.
pub fn reading(said: &Said<'_>, reading: &Reading) -> String {
    let year = format!("{}年度", said.year);
    match reading {
        Reading::Number(figure) => number(said, figure),
        Reading::DeclaredNone { by } => format!("{year}について、{by}が「なし」と申告した。"),
        Reading::NotReported => format!("{year}の報告はまだない。{}", said.names.text(&said.indicator.reported_by)),
        Reading::NotCollected => match said.method {
            Some(Method::Computed(definition)) => format!(
                "{}について、数えるのに要る資料（{}）をまだ読んでいない。0という意味ではない。",
                year_in_words(said.year, definition.basis),
                list(&definition.sources.iter().map(|class| class_in_words(class)).collect::<Vec<_>>(), "、", "か")
            ),
            _ => format!("{year}の値はまだ集めていない。0という意味ではない。"),
        },
        Reading::Qualitative { by, .. } => format!("{year}について{by}が記した文章。数値ではない。"),
        Reading::Withheld => format!("{year}の値はあるが、公開されない。"),
    }
}

fn number(said: &Said<'_>, figure: &Figure) -> String {
    if let Some(by) = &figure.reported_by {
        return format!("{}年度について{by}が報告した数値。計算したものではないため、根拠の一覧はない。", said.year);
    }
    let Some(Method::Computed(definition)) = said.method else { return String::new() };
    let mut words = counted(said, definition, figure.provisional_on);
    let unit = said.names.text(&said.indicator.unit);
    if let Some(whole) = &figure.whole {
        words.push_str(&format!("全体は{}{unit}。", amount_in_words(whole)));
    }
    words.push_str(&waiting(figure, unit));
    if figure.retracted_left_out > 0 {
        words.push_str(&format!("撤回された{}件は除いた。", grouped(figure.retracted_left_out)));
    }
    if figure.rows_without_value > 0 {
        words.push_str(&format!("{}件には読み取れる値がない。", grouped(figure.rows_without_value)));
    }
    if figure.withheld_rows > 0 {
        words.push_str(&format!("うち{}件は内容を公開しない。", grouped(figure.withheld_rows)));
    }
    if figure.withheld_left_out {
        words.push_str("公開前の行は含まない（少数のため件数も示さない）。");
    }
    if figure.invented_rows > 0 {
        words.push_str(&format!("うち{}件は架空。", grouped(figure.invented_rows)));
    }
    if let (Reckoning::Cumulative, Some(first)) = (definition.reckoning, definition.from) {
        let missing: Vec<String> =
            years_not_read(figure, definition.basis, first, said.year).iter().map(i16::to_string).collect();
        if !missing.is_empty() {
            words.push_str(&format!("{}年は読んでいない。", list(&missing, "、", "、")));
        }
    }
    for one in &figure.coverage {
        words.push_str(&format!("{}。", said.names.coverage(one)));
    }
    words
}

/// What was counted, as a sentence of one noun.
fn counted(said: &Said<'_>, definition: &Definition, provisional_on: Option<Date>) -> String {
    let year = year_in_words(said.year, definition.basis);
    let published = definition.date_role == "publication";
    let last = match (provisional_on, definition.basis) {
        (Some(day), _) => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        (None, YearBasis::Fiscal) => format!("{}年3月31日", said.year.0 + 1),
        (None, YearBasis::Calendar) => format!("{}年12月31日", said.year),
    };
    let when = match definition.reckoning {
        Reckoning::Flow if published => format!("{year}に公表され、"),
        Reckoning::Flow => format!("{}が{year}にあり、", date_role(&definition.date_role)),
        Reckoning::Stock if provisional_on.is_some() => format!("{last}現在（途中の値）で有効で、"),
        Reckoning::Stock => format!("{last}に有効で、"),
        Reckoning::Active => format!("{year}に一日でも有効で、"),
        Reckoning::Cumulative => {
            let from = definition
                .from
                .map_or_else(String::new, |from| format!("{}から", year_in_words(from, definition.basis)));
            if published {
                format!("{from}{year}までに公表され、")
            } else {
                format!("{}が{from}{year}までにあり、", date_role(&definition.date_role))
            }
        }
    };
    let projects = match &definition.linked.to {
        LinkedTo::Programme => said
            .names
            .programme_of(said.indicator)
            .map_or_else(|| "このプログラムの課題".to_owned(), |programme| format!("{}の課題", quoted(programme))),
        LinkedTo::Plan => "このプランの課題".to_owned(),
        to => {
            let named: Vec<String> = named_projects(to, said.names).iter().map(|name| quoted(name)).collect();
            list(&named, "、", "か")
        }
    };
    let papers = definition.counts.iter().all(|kind| kind == "paper");
    let how = if papers { "の助成番号か名称を挙げる" } else { "に対応付いた" };
    let roles: Vec<&str> = definition.linked.roles.iter().map(|role| role_in_words(*role)).collect();
    let roles = if roles.is_empty() { String::new() } else { format!("（{}もの）", list(&roles, "、", "か")) };
    let shared = match definition.split {
        Split::Whole => "",
        Split::Fractional => "課題の数で等しく分けた値。",
    };
    format!("{when}{projects}{how}{}{roles}。{}{shared}", measured(definition), conditions(definition, "た"))
}

fn waiting(figure: &Figure, unit: &str) -> String {
    let part = |amount: &Amount, records: usize, for_what: &str, unchanged: &str| {
        if *amount != Amount::from_integer(0) {
            Some(format!("{for_what}{}{unit}", amount_in_words(amount)))
        } else if records > 0 {
            Some(format!("{unchanged}（数値は変わらない）{records}件"))
        } else {
            None
        }
    };
    let mentions = part(
        &figure.awaiting_mentions,
        figure.awaiting_mention_records.len(),
        "判断待ちの言及",
        "判断待ちの言及がある記録",
    );
    let joins =
        part(&figure.awaiting_joins, figure.awaiting_join_records.len(), "対応付け確認待ち", "対応付け確認待ちの記録");
    let parts: Vec<String> = mentions.into_iter().chain(joins).collect();
    if parts.is_empty() { String::new() } else { format!("{}は数えていない。", list(&parts, "と", "と")) }
}

pub(super) fn coverage(coverage: &Coverage) -> String {
    let name = source_in_words(&coverage.source);
    if coverage.is_sample() {
        let whose = if coverage.invented { "架空".to_owned() } else { name };
        return format!("{whose}の見本{}報だけ", grouped(coverage.records_read()));
    }
    let read = grouped(coverage.files_read);
    match coverage.files_total_at_least {
        Some(total) if total > coverage.files_read => format!("{name} {}ファイルのうち{read}", grouped(total)),
        Some(_) => format!("{name} 全{read}ファイル"),
        None => format!("{name} {read}ファイル（全体の数は分からない）"),
    }
}

fn kinds(kinds: &[String]) -> String {
    let kind = |kind: &String| match kind.as_str() {
        "paper" => "論文".to_owned(),
        "seed" => "シーズ".to_owned(),
        "transfer" => "導出".to_owned(),
        "trial" => "治験・臨床試験".to_owned(),
        "provision" => "提供".to_owned(),
        "agreement" => "覚書".to_owned(),
        "site" => "拠点".to_owned(),
        "dataset" => "データベースの公開版".to_owned(),
        "usage" => "データベースの利用".to_owned(),
        "grant" => "採択課題".to_owned(),
        "budget" => "予算".to_owned(),
        "role" => "役職".to_owned(),
        "request" => "支援依頼".to_owned(),
        "milestone" => "薬事の節目".to_owned(),
        "holding" => "リソースの保存".to_owned(),
        "research-data" => "データセット".to_owned(),
        "collection" => "バイオバンクのコレクション".to_owned(),
        "access-request" => "利用申請".to_owned(),
        "model" => "モデル".to_owned(),
        "goal-milestone" => "マイルストーン".to_owned(),
        "measure" => "施策".to_owned(),
        "theme" => "研究テーマ".to_owned(),
        "training" => "人材育成".to_owned(),
        "prize" => "受賞".to_owned(),
        "case" => "研究公正の取組・事案".to_owned(),
        "activity" => "取組".to_owned(),
        "finding" => "研究成果".to_owned(),
        other => quoted(other),
    };
    list(&kinds.iter().map(kind).collect::<Vec<_>>(), "、", "と")
}

fn role_in_words(role: Role) -> &'static str {
    match role {
        Role::Funded => "資金を受けた",
        Role::Supported => "支援を受けた",
        Role::Used => "資源を使った",
    }
}

fn date_role(role: &str) -> String {
    match role {
        "publication" => "公表日".to_owned(),
        "event" => "出来事の日".to_owned(),
        "from" => "始まりの日".to_owned(),
        "until" => "終わりの日と対になる始まりの日".to_owned(),
        other => format!("日付{}", quoted(other)),
    }
}

fn class_in_words(class: &str) -> String {
    match (class, class.strip_prefix("register:")) {
        ("abstracts", _) => "抄録".to_owned(),
        ("full-text", _) => "本文".to_owned(),
        ("trials", _) => "試験の登録".to_owned(),
        ("grants", _) => "研究費の採択課題".to_owned(),
        (_, Some(name)) => format!("台帳{}", quoted(name)),
        (other, None) => quoted(other),
    }
}

pub(super) fn source_in_words(source: &str) -> String {
    match (source, source.strip_prefix("register:")) {
        ("pubmed", _) => "PubMed".to_owned(),
        ("crossref", _) => "Crossref".to_owned(),
        ("openalex", _) => "OpenAlex".to_owned(),
        ("clinicaltrials", _) => "ClinicalTrials.gov".to_owned(),
        ("ictrp", _) => "WHO ICTRP".to_owned(),
        ("kaken", _) => "KAKEN".to_owned(),
        ("jats", _) => "論文の全文（JATS）".to_owned(),
        ("rs", _) => "行政事業レビュー".to_owned(),
        ("texts", _) => "そのほかの文".to_owned(),
        (_, Some(name)) => format!("台帳{}", quoted(name)),
        (other, None) => other.to_owned(),
    }
}

fn year_in_words(year: FiscalYear, basis: YearBasis) -> String {
    match basis {
        YearBasis::Fiscal => format!("{year}年度"),
        YearBasis::Calendar => format!("{year}年（暦年）"),
    }
}

fn grouped(number: u64) -> String {
    amount_in_words(&Amount::from_integer(number.into()))
}

/// In corner brackets; one inside is doubled, so that no name can look like two.
fn quoted(text: &str) -> String {
    format!("「{}」", text.replace('」', "」」"))
}
