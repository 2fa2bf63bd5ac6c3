//! What is said of each problem, in both languages.

use super::{CalendarRule, Found, Missing, Nonsense, Problem, Unit};
use crate::{EvaluationKind, Language};

/// What is said of a problem.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Words {
    /// What is wrong, in a line.
    pub problem: String,
    /// What was expected; empty where `problem` says it.
    pub expected: String,
    /// What was found; empty where there is nothing.
    pub found: String,
    /// What to do.
    pub hint: String,
}

/// Both wordings of the four parts; the language chooses.
struct Both {
    problem: [String; 2],
    expected: [String; 2],
    found: [String; 2],
    hint: [String; 2],
}

impl Both {
    fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { problem: [ja.into(), en.into()], expected: nothing(), found: nothing(), hint: nothing() }
    }

    fn expected(mut self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.expected = [ja.into(), en.into()];
        self
    }

    fn found(mut self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.found = [ja.into(), en.into()];
        self
    }

    /// What was found is the same in both languages.
    fn found_as_is(self, words: impl std::fmt::Display) -> Self {
        let words = format!("`{words}`");
        self.found(words.clone(), words)
    }

    fn hint(mut self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.hint = [ja.into(), en.into()];
        self
    }

    /// A hint where there is a near word, else another.
    fn nearest(self, nearest: Option<&String>, ja: &str, en: &str) -> Self {
        match nearest {
            Some(word) => {
                self.hint(format!("`{word}` のことなら、そう書く"), format!("write `{word}` if that is meant"))
            }
            None => self.hint(ja, en),
        }
    }
}

fn nothing() -> [String; 2] {
    [String::new(), String::new()]
}

fn listed(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn period(start: Option<i16>, end: Option<i16>) -> String {
    let year = |year: Option<i16>| year.map_or_else(String::new, |year| year.to_string());
    format!("{}–{}", year(start), year(end))
}

impl Unit {
    /// Its name.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        let (ja, en) = match self {
            Self::Plan => ("プラン", "plan"),
            Self::Decision => ("策定・改訂", "decision"),
            Self::Policy => ("上位施策", "policy"),
            Self::PolicyPoint => ("別添の項目", "policy point"),
            Self::Commitment => ("約束", "commitment"),
            Self::Measure => ("施策", "measure"),
            Self::Bottleneck => ("隘路", "bottleneck"),
            Self::Kpi => ("上位施策のKPI", "KPI of a policy"),
            Self::Programme => ("プログラム", "programme"),
            Self::Focus => ("重点的に推進すべき取組", "focus"),
            Self::Project => ("課題", "project"),
            Self::Part => ("内訳", "part"),
            Self::Indicator => ("指標", "indicator"),
            Self::IndicatorVersion => ("指標の定義", "indicator version"),
            Self::IntegratedProject => ("統合プロジェクト", "integrated project"),
            Self::DiseaseArea => ("疾患領域", "disease area"),
            Self::Succession => ("系譜", "succession"),
            Self::BudgetProject => ("予算事業", "budget project"),
            Self::Scheme => ("資金配分機関の事業", "scheme"),
            Self::Join => ("対応", "join"),
        };
        language.of(ja, en)
    }
}

impl EvaluationKind {
    /// Its name: 中間評価, mid-term evaluation.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Self::ExAnte => language.of("事前評価", "ex-ante evaluation"),
            Self::MidTerm => language.of("中間評価", "mid-term evaluation"),
            Self::ExPost => language.of("事後評価", "ex-post evaluation"),
            Self::FollowUp => language.of("追跡評価", "follow-up evaluation"),
        }
    }
}

impl CalendarRule {
    /// The rule, with its unit and its exceptions.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::MidTermAboutEveryThreeYears => language.of(
                "課題: 5年以上または終了予定なしなら、中間評価は3年程度ごと（終了前に事後評価をする5年程度の課題は省ける。内訳ごとの評価でもよい）",
                "project: of five years or more or without end, a mid-term evaluation about every three years (one of about five years with an ex-post evaluation before its end may skip it; the parts' own evaluations count)",
            ),
            Self::ExAnteInYearBeforeStart => {
                language.of("課題: 事前評価は開始の前年度", "project: the ex-ante evaluation in the year before the start")
            }
            Self::ExPostInLastYearOrYearBefore => language.of(
                "課題: 事後評価は最終年度またはその前年度",
                "project: the ex-post evaluation in the last year or the year before",
            ),
            Self::ExAnteFromOneBillionYen => language.of(
                "課題: 総額10億円以上なら事前評価は義務",
                "project: of a billion yen or more, the ex-ante evaluation is a duty",
            ),
            Self::ProgrammeMidTermAboutEveryFiveYears => language.of(
                "プログラム: 終了のないものは5年程度ごとに中間評価",
                "programme: without end, a mid-term evaluation about every five years",
            ),
        }
    }
}

impl Missing {
    fn word(self, language: Language) -> String {
        match self {
            Self::Start => language.of("開始年度", "its first year").to_owned(),
            Self::End => language.of("終了年度", "its last year").to_owned(),
            Self::Mark(kind) => {
                let word = kind.word(language);
                language.of(format!("{word}の年度"), format!("the year of its {word}"))
            }
        }
    }
}

impl Found {
    fn word(&self, language: Language) -> String {
        match self {
            Self::Words(words) => language.of(format!("文字列 `\"{words}\"`"), format!("the words `\"{words}\"`")),
            Self::Number(number) => language.of(format!("整数 `{number}`"), format!("the number `{number}`")),
            Self::Decimal(number) => language.of(format!("小数 `{number}`"), format!("the decimal `{number}`")),
            Self::Flag(flag) => format!("`{flag}`"),
            Self::Date(date) => language.of(format!("日付 `{date}`"), format!("the day `{date}`")),
            Self::List => language.of("並び `[…]`", "a list `[…]`").to_owned(),
            Self::Table => language.of("表 `{ … }`", "a table `{ … }`").to_owned(),
        }
    }
}

impl Nonsense {
    fn both(&self) -> Both {
        match self {
            Self::CountsNothing => Both::new("数えるものがない", "counts nothing")
                .hint("`counts` に `\"paper\"` などを書く", "name a kind of record in `counts`, such as `\"paper\"`"),
            Self::FromWithoutCumulative => Both::new(
                "`from` は累計の初年度なのに、累計ではない",
                "`from` begins a cumulative count, and this is none",
            )
            .hint(
                "`reckoning = \"cumulative\"` とするか `from` を消す",
                "write `reckoning = \"cumulative\"` or remove `from`",
            ),
            Self::StockByOtherDate { role } => Both::new(
                "年度末や年度中に有効なものは、有効期間で数える",
                "what is in force is counted by the time in which it is",
            )
            .expected("`date-role = \"from\"`", "`date-role = \"from\"`")
            .found_as_is(role)
            .hint("`date-role` を消すか `\"from\"` とする", "remove `date-role` or write `\"from\"`"),
            Self::FlowByUntil => Both::new(
                "年度内の出来事を有効期間の終わりで数えている",
                "counts what happened by the day on which it ended",
            )
            .expected("`publication`, `event`, `from`", "`publication`, `event`, `from`")
            .found_as_is("until")
            .hint("起きた日の役割を書く", "name the role of the day on which it happened"),
            Self::ValueOfDistinctAttribute => Both::new(
                "属性の異なりに、記録の値の合計は取れない（どの記録の値か決まらない）",
                "a sum over distinct values of an attribute is undecided: several records report the same one",
            )
            .hint(
                "それぞれの最後の値なら `value = { last = \"…\" }`、そうでなければ `of = \"records\"` とする",
                "write `value = { last = \"…\" }` for the last value of each, else `of = \"records\"`",
            ),
            Self::KpiOfProgramme => {
                Both::new("上位施策のKPIはどのプログラムのものでもない", "a KPI of a policy stands in no programme")
                    .hint(
                        "`linked-to = \"plan\"` とするか、課題のidを並べる",
                        "write `linked-to = \"plan\"`, or the ids of projects",
                    )
            }
            Self::FractionOfLastOrMax => {
                Both::new("最後の値や最大値は分けられない", "a last or greatest value has no shares")
                    .hint("`split = \"whole\"` とする", "write `split = \"whole\"`")
            }
            Self::FractionOfAttribute => {
                Both::new("属性の異なりは課題の間で分けられない", "distinct values of an attribute have no shares")
                    .hint("`split = \"whole\"` とする", "write `split = \"whole\"`")
            }
            Self::ExcludesTypesWithoutPapers => {
                Both::new("出版種別を除くのに、論文を数えていない", "excludes publication types and counts no papers")
                    .hint(
                        "`excluding-types` を消すか `counts` に `\"paper\"` を加える",
                        "remove `excluding-types` or add `\"paper\"` to `counts`",
                    )
            }
            Self::NoSource => {
                Both::new("情報源がなく、いつまでも未収集になる", "has no source, so it could never be collected")
                    .hint("`sources` に `\"abstracts\"` などを書く", "name one in `sources`, such as `\"abstracts\"`")
            }
            Self::SourceForm { source } => Both::new("情報源の種類として読めない", "no class of sources")
                .expected("`abstracts`, `full-text`, `register:NAME`", "`abstracts`, `full-text`, `register:NAME`")
                .found_as_is(source)
                .hint("三つのどれかで書く", "write one of the three"),
            Self::LinkedToNothing => Both::new("どの課題にも結び付かない", "is linked to no project")
                .hint("課題のidか `\"programme\"` を書く", "list project ids, or write `\"programme\"`"),
            Self::ConditionValues { op, found } => {
                Both::new("比べる値の数が合わない", "the number of values does not fit the comparison")
                    .expected(
                        "`in`・`not-in` は1個以上、`present` は0個、`at-least` は1個",
                        "`in` and `not-in` one or more, `present` none, `at-least` one",
                    )
                    .found(format!("`{op}` に{found}個"), format!("{found} with `{op}`"))
                    .hint("`values` を直す", "mend `values`")
            }
            Self::ConditionNotANumber { value } => Both::new("`at-least` は数を比べる", "`at-least` compares numbers")
                .expected("`\"20\"` のような数", "a number such as `\"20\"`")
                .found_as_is(value)
                .hint("数を書くか、`op` を変える", "write a number, or another `op`"),
            Self::TargetOfQualitative => {
                Both::new("定性の指標に目標値がある", "a target for an indicator that is a text")
                    .hint("`targets` を消すか、数える指標にする", "remove `targets`, or define how it is counted")
            }
            Self::TargetOutsideVersion { year } => Both::new(
                "この定義が適用されない年度の目標値",
                "a target for a year to which this definition does not apply",
            )
            .found_as_is(year)
            .hint("年度を直すか、別の版に移す", "mend the year, or move it to another version"),
            Self::Twice { word } => Both::new("同じものが二度ある", "the same thing is listed twice")
                .found_as_is(word)
                .hint("一つを消す", "remove one"),
            Self::ChartPageWithoutProject => Both::new(
                "図だけの指標が、どの課題のそばにもない",
                "stands on a chart page only, and beside no project",
            )
            .hint("`projects` に課題のidを書く", "list the projects beside which it stands in `projects`"),
            Self::ProjectsWithoutChartPage => Both::new(
                "`projects` は図だけの指標のもの",
                "`projects` belongs to indicators that stand on a chart page only",
            )
            .hint(
                "`projects` を消すか `kind = \"chart-page\"` とする",
                "remove `projects` or write `kind = \"chart-page\"`",
            ),
        }
    }
}

impl Problem {
    /// What is said of it.
    #[must_use]
    pub fn words(&self, language: Language) -> Words {
        let both = self.both();
        let choose = |[ja, en]: [String; 2]| language.of(ja, en);
        Words {
            problem: choose(both.problem),
            expected: choose(both.expected),
            found: choose(both.found),
            hint: choose(both.hint),
        }
    }

    fn both(&self) -> Both {
        match self {
            Self::Syntax { message } => Both::new("TOMLとして読めない", "cannot be read as TOML")
                .found(format!("TOMLの読み手の言葉で: {message}"), message.as_str())
                .hint("引用符、括弧、`=` を確かめる", "look at the quotes, brackets and `=`"),
            Self::RepeatedKey => Both::new("同じ表に同じキーが二度ある", "the same key stands twice in one table")
                .hint("一つを消す", "remove one"),
            Self::MissingFile { file } => Both::new(format!("`{file}` がない"), format!("`{file}` is not there"))
                .expected("プランのフォルダ", "the folder of a plan")
                .hint(
                    "プランのフォルダを指すか、`shirube plan export DIR` で始める",
                    "name the folder of a plan, or begin with `shirube plan export DIR`",
                ),
            Self::UnknownFile { file, nearest } => Both::new("プランにないファイル", "a file that no plan has")
                .expected(
                    "`plan.toml`, `policies/N-ID.toml`, `programmes/N-ID.toml`, `integrated-projects.toml`, `disease-areas.toml`, `lineage.toml`, `joins.toml`",
                    "`plan.toml`, `policies/N-ID.toml`, `programmes/N-ID.toml`, `integrated-projects.toml`, `disease-areas.toml`, `lineage.toml`, `joins.toml`",
                )
                .found_as_is(file)
                .nearest(nearest.as_ref(), "名前を直すか、フォルダから出す", "rename it, or move it out of the folder"),
            Self::UnknownKey { table, key, known, nearest } => Both::new(
                format!("`{table}` にないキー `{key}`"),
                format!("`{table}` has no key `{key}`"),
            )
            .expected(format!("{}のどれか", listed(known)), format!("one of {}", listed(known)))
            .found_as_is(key)
            .nearest(nearest.as_ref(), "消すか、正しいキーに書き換える", "remove it, or write the key that is meant"),
            Self::MissingKey { table, key } => Both::new(
                format!("`{table}` に `{key}` がない"),
                format!("`{table}` lacks `{key}`"),
            )
            .expected(format!("`{key} = …`"), format!("`{key} = …`"))
            .found("ない", "nothing")
            .hint(format!("`{key}` を書く"), format!("add `{key}`")),
            Self::WrongType { expected_ja, expected_en, found } => Both::new("値の形が違う", "a value of another form")
                .expected(expected_ja.as_str(), expected_en.as_str())
                .found(found.word(Language::Ja), found.word(Language::En))
                .hint("期待される形で書く", "write it in the form that is expected"),
            Self::Empty => Both::new("空の文字列", "empty words")
                .expected("文字", "words")
                .found("`\"\"`", "`\"\"`")
                .hint("書くか、キーごと消す", "write something, or remove the key"),
            Self::UnknownWord { found, known, nearest } => Both::new(
                format!("ここでは使えない語 `{found}`"),
                format!("`{found}` is no word for this"),
            )
            .expected(format!("{}のどれか", listed(known)), format!("one of {}", listed(known)))
            .found_as_is(found)
            .nearest(nearest.as_ref(), "どれかを選ぶ", "choose one of them"),
            Self::NumberOutOfRange { found, least, most } => Both::new("範囲を外れた数", "a number out of range")
                .expected(format!("{least}から{most}まで"), format!("{least} to {most}"))
                .found_as_is(found)
                .hint("数を直す", "mend the number"),
            Self::NotADecimal { found } => Both::new("小数として読めない", "no decimal")
                .expected("`\"40\"` や `\"0.5\"`", "`\"40\"` or `\"0.5\"`")
                .found_as_is(found)
                .hint("数字と小数点だけで書く", "write digits and at most one point"),
            Self::NoneOfKeys { keys } => Both::new("どれか一つが要る", "one of several keys is needed")
                .expected(format!("{}のどれか一つ", listed(keys)), format!("exactly one of {}", listed(keys)))
                .found("どれもない", "none of them")
                .hint("当てはまる一つを書く", "write the one that applies"),
            Self::SeveralKeys { keys, found } => Both::new("同時に使えないキーがある", "keys that exclude each other")
                .expected(format!("{}のどれか一つ", listed(keys)), format!("exactly one of {}", listed(keys)))
                .found(listed(found), listed(found))
                .hint("一つだけ残す", "keep one of them"),
            Self::KeyWithout { key, other } => Both::new(
                format!("`{key}` は `{other}` と共に使う"),
                format!("`{key}` means something only beside `{other}`"),
            )
            .expected(format!("`{other}`"), format!("`{other}`"))
            .found(format!("`{key}` だけ"), format!("`{key}` alone"))
            .hint(format!("`{other}` を書くか、`{key}` を消す"), format!("add `{other}`, or remove `{key}`")),
            Self::YearGivenAndUnknown { year } => Both::new("年度があるのに不明とある", "a year is given and called unknown")
                .found_as_is(year)
                .hint(
                    "出典が開けないなら `unconfirmed`、わからないなら `year` を消す",
                    "write `unconfirmed` if no source opens, or remove `year` if nobody knows",
                ),
            Self::YearMissing => Both::new("年度がない", "the year is missing")
                .expected("`year = 2024`、または `unknown = true`", "`year = 2024`, or `unknown = true`")
                .found("どちらもない", "neither")
                .hint("年度を書くか、不明と書く", "write the year, or that it is unknown"),
            Self::FlagOnlyTrue { key } => Both::new(
                format!("`{key} = false` には意味がない"),
                format!("`{key} = false` means nothing"),
            )
            .expected(format!("`{key} = true`"), format!("`{key} = true`"))
            .found("`false`", "`false`")
            .hint("キーごと消す", "remove the key"),
            Self::IdForm { id, suggestion } => Both::new("idの形でない", "no id")
                .expected(
                    "小文字の英数字とハイフン（`binds-2`）",
                    "lower-case ASCII letters and digits with single hyphens between (`binds-2`)",
                )
                .found_as_is(id)
                .hint(
                    if suggestion.is_empty() { "英語で短い名を付ける".to_owned() } else { format!("例えば `{suggestion}`") },
                    if suggestion.is_empty() { "give it a short English name".to_owned() } else { format!("write for example `{suggestion}`") },
                ),
            Self::BudgetIdForm { id } => Both::new("予算事業IDの形でない", "no 予算事業ID")
                .expected("数字だけ（`6842`）", "digits only (`6842`)")
                .found_as_is(id)
                .hint("RSシステムの番号を書く", "write the number of the RS system"),
            Self::DuplicateId { unit, id } => Both::new(
                format!("{}のid `{id}` は二度目", unit.word(Language::Ja)),
                format!("the {} id `{id}` is given a second time", unit.word(Language::En)),
            )
            .expected("初めて使うid", "an id not used before")
            .found_as_is(id)
            .hint("別のidにする", "give one of the two another id"),
            Self::ReservedId { id } => Both::new("Shirubeが自分で付けるid", "an id that Shirube gives itself")
                .expected("`papers-of-` で始まらないid", "an id that does not begin with `papers-of-`")
                .found_as_is(id)
                .hint("この指標は消す。読むときに作られる", "remove the indicator: reading makes it, or rename it"),
            Self::UnknownReference { unit, id, nearest } => Both::new(
                format!("{} `{id}` はプランにない", unit.word(Language::Ja)),
                format!("the plan has no {} `{id}`", unit.word(Language::En)),
            )
            .expected(
                format!("プランにある{}のid", unit.word(Language::Ja)),
                format!("the id of a {} of this plan", unit.word(Language::En)),
            )
            .found_as_is(id)
            .nearest(nearest.as_ref(), "idを直すか、先にそれを加える", "mend the id, or add the thing first"),
            Self::YearOutOfRange { year } => Both::new("範囲を外れた年度", "a fiscal year out of range")
                .expected("1945から2100まで（西暦）", "1945 to 2100 (of the common era)")
                .found_as_is(year)
                .hint("元号の年なら西暦に直す（令和n = 2018+n）", "a year of an era is written in the common era (Reiwa n = 2018 + n)"),
            Self::EndBeforeStart { start, end } => Both::new("終わりが始まりより前", "ends before it starts")
                .expected(format!("{start}以後の年度"), format!("a year from {start} on"))
                .found_as_is(end)
                .hint("どちらかの年度を直す", "mend one of the two years"),
            Self::DaysOutOfOrder { earlier, later } => Both::new("日付の順が逆", "days out of order")
                .expected(format!("{earlier}より後の日"), format!("a day after {earlier}"))
                .found_as_is(later)
                .hint("古い順に並べる", "write the oldest first"),
            Self::NoDecision => Both::new("策定も改訂もない", "neither adopted nor amended")
                .expected("`[[decision]]` を一つ以上", "at least one `[[decision]]`")
                .found("ない", "none")
                .hint("決定日と決定者を書く", "add the day and the body that decided"),
            Self::AdoptedAfterAmended => Both::new("改訂の後に策定がある", "adopted after it was amended")
                .hint("策定を先に書き、一度だけにする", "write the adoption first, and once"),
            Self::PartOutsideProject { project, start, end, year } => {
                let period = period(*start, *end);
                Both::new("内訳が課題の期間の外に出ている", "a part reaches outside its project")
                    .expected(
                        format!("課題 `{project}` の期間 {period} の内"),
                        format!("within {period}, the time of the project `{project}`"),
                    )
                    .found_as_is(year)
                    .hint("内訳か課題の年度を直す", "mend the years of the part or of the project")
            }
            Self::MarkOutsidePeriod { mark, year, start, end } => {
                let period = period(*start, *end);
                let (ja, en) = (mark.word(Language::Ja), mark.word(Language::En));
                Both::new(format!("{ja}の年度が期間と合わない"), format!("the year of the {en} does not fit"))
                    .expected(
                        match mark {
                            EvaluationKind::ExAnte => format!("期間 {period} の終わりまで"),
                            EvaluationKind::MidTerm => format!("期間 {period} の内"),
                            EvaluationKind::ExPost => format!("期間 {period} の始まり以後"),
                            EvaluationKind::FollowUp => format!("期間 {period} の終わりより後"),
                        },
                        match mark {
                            EvaluationKind::ExAnte => format!("not after the end of {period}"),
                            EvaluationKind::MidTerm => format!("within {period}"),
                            EvaluationKind::ExPost => format!("not before the start of {period}"),
                            EvaluationKind::FollowUp => format!("after the end of {period}"),
                        },
                    )
                    .found_as_is(year)
                    .hint("年度か評価の種類を直す", "mend the year or the kind of the evaluation")
            }
            Self::UnknownRule { rule, known, nearest } => Both::new(
                format!("規則 `{rule}` はない"),
                format!("there is no rule `{rule}`"),
            )
            .expected(format!("{}のどれか", listed(known)), format!("one of {}", listed(known)))
            .found_as_is(rule)
            .nearest(
                nearest.as_ref(),
                "名前のある規則で導けないなら `unconfirmed` か `unknown` とする",
                "write `unconfirmed` or `unknown` where no named rule derives it",
            ),
            Self::RuleForOther { rule, fitting } => Both::new(
                format!("規則 `{rule}` はここには使えない"),
                format!("the rule `{rule}` is for something else"),
            )
            .expected(format!("{}のどれか", listed(fitting)), format!("one of {}", listed(fitting)))
            .found_as_is(rule)
            .hint("合う規則を書く", "name a rule that fits"),
            Self::RuleGivesOther { rule, gives, found } => {
                let gives_ja = gives.map_or_else(|| "何も導けない".to_owned(), |year| format!("`{year}`"));
                let gives_en = gives.map_or_else(|| "nothing can be derived".to_owned(), |year| format!("`{year}`"));
                let found_ja = found.map_or_else(|| "年度なし".to_owned(), |year| format!("`{year}`"));
                let found_en = found.map_or_else(|| "no year".to_owned(), |year| format!("`{year}`"));
                Both::new(
                    format!("規則 `{rule}` の導く年度と違う"),
                    format!("another year than the rule `{rule}` gives"),
                )
                .expected(gives_ja, gives_en)
                .found(found_ja, found_en)
                .hint(
                    "年度を直すか、別の根拠を書く",
                    "mend the year, or say otherwise how it is known",
                )
            }
            Self::VersionNumber { expected, found } => Both::new("版の番号が続いていない", "version numbers do not count on")
                .expected(format!("`{expected}`"), format!("`{expected}`"))
                .found_as_is(found)
                .hint("1から順に付ける", "number them 1, 2 …"),
            Self::VersionsOverlap { first, second, year } => Both::new("同じ年度に二つの定義が当たる", "two definitions apply to the same year")
                .expected("年度ごとに一つの定義", "one definition a year")
                .found(
                    format!("{year}年度に版{first}と版{second}"),
                    format!("versions {first} and {second} for {year}"),
                )
                .hint("前の版に `until`、後の版に `from` を書く", "give the earlier one `until` and the later one `from`"),
            Self::Definition { why } => why.both(),
            Self::JoinTwice { subject, project } => Both::new(
                format!("`{subject}` と `{project}` の対応は二度目"),
                format!("`{subject}` is joined to `{project}` a second time"),
            )
            .expected("一組に一つの対応", "one join a pair")
            .found_as_is(subject)
            .hint("一つにまとめる", "make one of the two"),
            Self::PrefixForm { prefix } => Both::new("番号の頭の形でない", "no prefix of a number")
                .expected(
                    "`amed:am0101` のように、番号の体系と番号の頭（AMEDは年度の後の小文字の英数字2〜9字）",
                    "a scheme of numbers and a prefix, `amed:am0101` (for AMED the 2 to 9 lower-case letters and digits after the year)",
                )
                .found_as_is(prefix)
                .hint("`JP` と年度の2桁は書かない", "leave out `JP` and the two digits of the year"),
            Self::PrefixOfSeveral { prefix, projects } => Both::new(
                format!("番号の頭 `{prefix}` が複数の課題に確定している"),
                format!("the prefix `{prefix}` is certain for several projects"),
            )
            .expected("確定した対応は一つ", "one certain join")
            .found(listed(projects), listed(projects))
            .hint(
                "`unconfirmed` とするか、年度で分ける。そのままではどちらにも数えない",
                "write `unconfirmed`, or divide them by years; as it stands it awaits a decision for all",
            ),
            Self::SuccessionInCircle { id } => Both::new(
                format!("`{id}` が自分自身の後継になっている"),
                format!("`{id}` follows itself"),
            )
            .hint("系譜の向きを確かめる", "look at the direction of the successions"),
            Self::SuccessionTwice { from, to } => Both::new(
                format!("`{from}` から `{to}` への系譜は二度目"),
                format!("the succession from `{from}` to `{to}` stands a second time"),
            )
            .hint("一つを消す", "remove one"),
            Self::ProgrammeNumber { before, found } => Both::new("プログラムの番号が順でない", "programme numbers do not ascend")
                .expected(format!("{before}より大きい数"), format!("a number above {before}"))
                .found_as_is(found)
                .hint("番号とファイル名の番号を合わせる", "let the number and that in the file's name agree"),
            Self::Calendar { rule, id, found, expected } => calendar(*rule, id, *found, expected),
            Self::CalendarUnknown { unit, id, missing } => {
                let list = |language: Language, between: &str| {
                    missing.iter().map(|one| one.word(language)).collect::<Vec<_>>().join(between)
                };
                Both::new(
                    format!("{} `{id}`: {}が不明なので、評価の暦は一部しか確かめられない", unit.word(Language::Ja), list(Language::Ja, "、")),
                    format!(
                        "{} `{id}`: {} unknown, so its calendar could be checked in part only",
                        unit.word(Language::En),
                        list(Language::En, ", ")
                    ),
                )
            }
        }
    }
}

fn calendar(rule: CalendarRule, id: &str, found: Option<i64>, expected: &[i16]) -> Both {
    let years = expected.iter().map(|year| format!("`{year}`")).collect::<Vec<_>>();
    let both = match rule {
        CalendarRule::MidTermAboutEveryThreeYears | CalendarRule::ProgrammeMidTermAboutEveryFiveYears => {
            let (first, last) = (expected.first().copied(), expected.last().copied());
            Both::new(
                format!("`{id}` に中間評価のない期間が長い"),
                format!("`{id}` goes long without a mid-term evaluation"),
            )
            .found(
                format!("{}の間に評価なし", period(first, last)),
                format!("no evaluation in {}", period(first, last)),
            )
            .hint(
                "中間評価の予定を加えるか、しない理由を `note` に書く",
                "add a mid-term evaluation, or say in `note` why there is none",
            )
        }
        CalendarRule::ExAnteInYearBeforeStart => Both::new(
            format!("`{id}` の事前評価が開始の前年度でない"),
            format!("the ex-ante evaluation of `{id}` is not in the year before its start"),
        )
        .hint("年度を確かめる", "look at the years"),
        CalendarRule::ExPostInLastYearOrYearBefore => Both::new(
            format!("`{id}` の事後評価が最終年度でもその前年度でもない"),
            format!("the ex-post evaluation of `{id}` is neither in its last year nor in the year before"),
        )
        .hint("年度を確かめる", "look at the years"),
        CalendarRule::ExAnteFromOneBillionYen => {
            Both::new(format!("`{id}` に事前評価がない"), format!("`{id}` has no ex-ante evaluation"))
                .found(
                    format!("執行額 {}百万円以上", found.unwrap_or(1000)),
                    format!("executed budget of at least {} million yen", found.unwrap_or(1000)),
                )
                .hint(
                    "事前評価を加えるか、なかった理由を `note` に書く",
                    "add the ex-ante evaluation, or say in `note` why there was none",
                )
        }
    };
    let mut both = both.expected(rule.words(Language::Ja), rule.words(Language::En));
    if let (Some(year), CalendarRule::ExAnteInYearBeforeStart | CalendarRule::ExPostInLastYearOrYearBefore) =
        (found, rule)
    {
        let years = years.join(", ");
        both = both.found(format!("`{year}`（規則では {years}）"), format!("`{year}` (by the rule {years})"));
    }
    both
}
