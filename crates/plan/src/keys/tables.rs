//! The tables of the plan's TOML with their keys, in the order in which the writer writes them.

use super::indicator::{COMPUTED, CONDITION, INDICATOR, KPI, TARGET, VERSION};
use super::{BasisKeys, Key, Need, Shape, TableKind};

pub(super) const fn required(name: &'static str, shape: Shape, ja: &'static str, en: &'static str) -> Key {
    Key { name, shape, need: Need::Required, ja, en }
}

pub(super) const fn optional(name: &'static str, shape: Shape, ja: &'static str, en: &'static str) -> Key {
    Key { name, shape, need: Need::Optional, ja, en }
}

pub(super) const fn default(
    name: &'static str,
    shape: Shape,
    value: &'static str,
    ja: &'static str,
    en: &'static str,
) -> Key {
    Key { name, shape, need: Need::Default(value), ja, en }
}

/// How a claim is known: exactly one of the first four, or `basis`.
pub(crate) static BASIS_KEYS: &[Key] = &[
    optional("stated", Shape::Words, "出典（文書名またはURL）", "the source that says so, in words or as a URL"),
    optional("inferred", Shape::Words, "導いた規則の名前", "the name of the rule that derived it"),
    optional(
        "unconfirmed",
        Shape::FlagOrWords,
        "未確認（どこで見たか）",
        "said without a source that opens; where it was met",
    ),
    optional("unknown", Shape::Flag, "不明", "nobody knows yet"),
    optional("basis", Shape::Table(&BASIS), "根拠", "the basis as a table of its own"),
];

/// A person's decision as a basis.
pub(crate) static CONFIRMED_KEYS: &[Key] = &[
    optional("confirmed", Shape::Words, "確認した人", "who decided it"),
    optional("on", Shape::Date, "確認した日", "when; with `confirmed`"),
    optional("because", Shape::Words, "確認の理由", "why; with `confirmed`"),
];

pub(crate) static BASIS: TableKind = TableKind {
    name: "basis",
    file: "every file",
    ja: "根拠",
    en: "how something is known",
    keys: &[
        optional("stated", Shape::Words, "出典（文書名またはURL）", "the source that says so, in words or as a URL"),
        optional("inferred", Shape::Words, "導いた規則の名前", "the name of the rule that derived it"),
        optional(
            "unconfirmed",
            Shape::FlagOrWords,
            "未確認（どこで見たか）",
            "said without a source that opens; where it was met",
        ),
        optional("unknown", Shape::Flag, "不明", "nobody knows yet"),
        optional("confirmed", Shape::Words, "確認した人", "who decided it"),
        optional("on", Shape::Date, "確認した日", "when; with `confirmed`"),
        optional("because", Shape::Words, "確認の理由", "why; with `confirmed`"),
    ],
    basis: BasisKeys::None,
};

pub(crate) static TEXT: TableKind = TableKind {
    name: "text",
    file: "every file",
    ja: "日本語と英語の文",
    en: "words in both languages",
    keys: &[
        required("ja", Shape::Words, "日本語", "the Japanese words, those of the source"),
        optional("en", Shape::Words, "英語", "the English words"),
        default("official", Shape::Flag, "false", "英語が正式名称か", "whether the English is the official name"),
    ],
    basis: BasisKeys::None,
};

pub(crate) static CLAIM: TableKind = TableKind {
    name: "year",
    file: "every file",
    ja: "年度とその根拠",
    en: "a year and how it is known",
    keys: &[optional("year", Shape::Year, "年度", "the fiscal year; left out only with `unknown = true`")],
    basis: BasisKeys::Beside,
};

pub(crate) static END: TableKind = TableKind {
    name: "end",
    file: "every file",
    ja: "終了年度とその根拠",
    en: "the last year and how it is known",
    keys: &[
        optional("year", Shape::Year, "年度", "the last fiscal year; left out only with `open` or `unknown`"),
        optional("open", Shape::Flag, "終了予定なし", "`true`: planned without an end"),
    ],
    basis: BasisKeys::Beside,
};

pub(crate) static PLAN: TableKind = TableKind {
    name: "plan",
    file: "plan.toml",
    ja: "プランの頭書き",
    en: "the head of the plan",
    keys: &[
        required("id", Shape::Id, "id", "the plan's id"),
        required("title", Shape::Text, "名称", "the plan's name"),
        required("goal-number", Shape::Words, "施策目標の番号", "number of the policy goal, `9-3`"),
        required("goal", Shape::Text, "大目標", "the policy goal"),
        required("summary", Shape::Text, "概要", "the goal's summary"),
        required("source", Shape::Words, "本文の出どころ", "where the text came from"),
        optional(
            "parent",
            Shape::Words,
            "元になった版",
            "the revision this one was made from; `plan export` writes it",
        ),
        required("decision", Shape::Tables(&DECISION), "策定・改訂", "adopted and amended, oldest first"),
    ],
    basis: BasisKeys::None,
};

pub(crate) static DECISION: TableKind = TableKind {
    name: "[[decision]]",
    file: "plan.toml",
    ja: "策定または改訂",
    en: "a decision on the plan",
    keys: &[
        required("on", Shape::Date, "決定日", "the day of the decision"),
        required("kind", Shape::Choice(&["adopted", "amended"]), "策定か改訂か", "what was decided"),
        required("by", Shape::Text, "決定者", "who decided"),
    ],
    basis: BasisKeys::BesideNotConfirmed,
};

pub(crate) static POLICY: TableKind = TableKind {
    name: "policy",
    file: "policies/N-ID.toml",
    ja: "上位施策",
    en: "what the plan answers to",
    keys: &[
        required("id", Shape::Id, "id", "the policy's id"),
        required("title", Shape::Text, "名称", "official name"),
        required("decided-by", Shape::Text, "決定者", "who decided it"),
        required("decided-on", Shape::Date, "決定日", "when it was decided"),
        default("amended-on", Shape::ListOfDates, "[]", "変更日", "when it was amended, oldest first"),
        default(
            "shared-between-ministries",
            Shape::Flag,
            "false",
            "関係府省が一体で取り組む（*）",
            "the plan's `*`: shared between ministries",
        ),
        required("annex", Shape::Number, "別添の番号", "1 for 別添１"),
        default("annex-in-text", Shape::Flag, "true", "別添が本文にあるか", "whether the annex is in the text at hand"),
        optional("first-year", Shape::Year, "期間の初年度", "first fiscal year of its period"),
        optional("last-year", Shape::Year, "期間の最終年度", "last fiscal year of its period"),
        optional("note", Shape::Text, "注記", "a note to show on its page"),
        default("point", Shape::Tables(&POINT), "[]", "別添の項目", "the points of the annex, in its order"),
        default("commitment", Shape::Tables(&COMMITMENT), "[]", "期限のある約束", "dated commitments"),
        default("measure", Shape::Tables(&MEASURE), "[]", "番号のある施策", "numbered measures"),
        default("bottleneck", Shape::Tables(&BOTTLENECK), "[]", "隘路", "bottlenecks that the measures answer"),
        default(
            "kpi",
            Shape::Tables(&KPI),
            "[]",
            "KPI",
            "figures that it sets for a whole of which the plan is a part",
        ),
    ],
    basis: BasisKeys::None,
};

pub(crate) static POINT: TableKind = TableKind {
    name: "[[point]]",
    file: "policies/N-ID.toml",
    ja: "別添の項目",
    en: "a heading or point of an annex",
    keys: &[
        required("id", Shape::Id, "id", "unique within the policy"),
        required("level", Shape::Number, "階層", "1 for a chapter, 2 for a section"),
        default("heading", Shape::Flag, "false", "見出しか", "whether it is a heading"),
        required("text", Shape::Text, "本文", "its words"),
        default(
            "programmes",
            Shape::ListOfWords,
            "[]",
            "応えるプログラム",
            "programmes that answer it, only where a source says so",
        ),
    ],
    basis: BasisKeys::None,
};

pub(crate) static COMMITMENT: TableKind = TableKind {
    name: "[[commitment]]",
    file: "policies/N-ID.toml",
    ja: "期限のある約束",
    en: "something promised for a date",
    keys: &[
        required("id", Shape::Id, "id", "unique within the policy"),
        required("text", Shape::Text, "約束", "what was promised"),
        optional("due", Shape::Year, "期限の年度", "by the end of which fiscal year"),
        optional("progress", Shape::Text, "進み具合", "whether it was met, as far as known"),
    ],
    basis: BasisKeys::Beside,
};

pub(crate) static MEASURE: TableKind = TableKind {
    name: "[[measure]]",
    file: "policies/N-ID.toml",
    ja: "番号のある施策",
    en: "a numbered measure",
    keys: &[
        required("id", Shape::Id, "id", "unique within the policy"),
        required("number", Shape::Number, "番号", "its number as printed"),
        required("title", Shape::Text, "表題", "its title"),
        default("points", Shape::ListOfTexts, "[]", "項目", "its points"),
        default(
            "answers",
            Shape::ListOfWords,
            "[]",
            "応える隘路",
            "bottlenecks it answers, only where a source says so",
        ),
    ],
    basis: BasisKeys::None,
};

pub(crate) static BOTTLENECK: TableKind = TableKind {
    name: "[[bottleneck]]",
    file: "policies/N-ID.toml",
    ja: "隘路",
    en: "a bottleneck named by a strategy",
    keys: &[
        required("id", Shape::Id, "id", "unique within the policy"),
        required("text", Shape::Text, "本文", "its words"),
    ],
    basis: BasisKeys::None,
};

pub(crate) static PROGRAMME: TableKind = TableKind {
    name: "programme",
    file: "programmes/N-ID.toml",
    ja: "研究開発プログラム",
    en: "a programme",
    keys: &[
        required("id", Shape::Id, "id", "the programme's id"),
        required("number", Shape::Number, "番号", "its number as printed"),
        required("title", Shape::Text, "名称", "its name"),
        optional("summary", Shape::Text, "概要", "its summary"),
        default("evaluations", Shape::Tables(&MARK), "[]", "プログラム評価", "marks of the programme's own evaluation"),
        default(
            "focus",
            Shape::Tables(&FOCUS),
            "[]",
            "重点的に推進すべき取組",
            "the focus sentences of its chart pages",
        ),
        default("project", Shape::Tables(&PROJECT), "[]", "研究開発課題", "its projects in the order of the chart"),
        default(
            "indicator",
            Shape::Tables(&INDICATOR),
            "[]",
            "指標",
            "output, outcome, then those on chart pages only",
        ),
    ],
    basis: BasisKeys::None,
};

pub(crate) static FOCUS: TableKind = TableKind {
    name: "[[focus]]",
    file: "programmes/N-ID.toml",
    ja: "重点的に推進すべき取組",
    en: "a focus sentence",
    keys: &[
        required("id", Shape::Id, "id", "unique within the plan"),
        required("text", Shape::Text, "本文", "the sentence"),
        required("page", Shape::Number, "本文の頁", "page of the source text on which it stands"),
    ],
    basis: BasisKeys::None,
};

pub(crate) static PROJECT: TableKind = TableKind {
    name: "[[project]]",
    file: "programmes/N-ID.toml",
    ja: "研究開発課題",
    en: "a line of the chart",
    keys: &[
        required("id", Shape::Id, "id", "given once, never reused"),
        required("title", Shape::Text, "名称", "official name"),
        optional("title-in-plan", Shape::Words, "プランでの表記", "the name as the plan prints it, where it differs"),
        optional("short", Shape::Words, "略称", "how people call it"),
        default("aliases", Shape::Tables(&ALIAS), "[]", "別名", "other names under which it is met"),
        optional("description", Shape::Text, "説明", "the description in the plan's box"),
        required("focus", Shape::Id, "取組", "the focus under which it stands"),
        required("start", Shape::Claim, "開始年度", "first fiscal year"),
        required("end", Shape::End, "終了年度", "last fiscal year, or none planned"),
        optional("origin", Shape::Claim, "系譜の始まり", "a year before `start` in which its lineage began"),
        required("operator", Shape::Words, "実施機関", "who runs it"),
        default("evaluations", Shape::Tables(&MARK), "[]", "評価", "前・中・後 marks and others"),
        default(
            "integrated-projects",
            Shape::ListOfWords,
            "[]",
            "統合プロジェクト",
            "integrated projects it belongs to, only where a source says so",
        ),
        default(
            "disease-areas",
            Shape::ListOfWords,
            "[]",
            "疾患領域",
            "disease areas it belongs to, only where a source says so",
        ),
        optional("note", Shape::Text, "注記", "anything a reader should know"),
        default("part", Shape::Tables(&PART), "[]", "内訳", "parts drawn as inner bars"),
    ],
    basis: BasisKeys::None,
};

pub(crate) static ALIAS: TableKind = TableKind {
    name: "aliases",
    file: "programmes/N-ID.toml",
    ja: "課題の別名",
    en: "another name of a project",
    keys: &[required("name", Shape::Words, "名前", "the name")],
    basis: BasisKeys::Beside,
};

pub(crate) static PART: TableKind = TableKind {
    name: "[[project.part]]",
    file: "programmes/N-ID.toml",
    ja: "課題の内訳",
    en: "a part of a project",
    keys: &[
        required("id", Shape::Id, "id", "unique within the plan, projects included"),
        required("title", Shape::Text, "名称", "its name"),
        optional("title-in-plan", Shape::Words, "プランでの表記", "the name as the plan prints it, where it differs"),
        optional("description", Shape::Text, "説明", "its words in the plan"),
        required("start", Shape::Claim, "開始年度", "first fiscal year"),
        required("end", Shape::End, "終了年度", "last fiscal year, or none planned"),
        default("evaluations", Shape::Tables(&MARK), "[]", "評価", "its own marks"),
    ],
    basis: BasisKeys::None,
};

pub(crate) static EVALUATION_KINDS: &[&str] = &["ex-ante", "mid-term", "ex-post", "follow-up"];

pub(crate) static MARK: TableKind = TableKind {
    name: "evaluations",
    file: "programmes/N-ID.toml",
    ja: "評価の印",
    en: "an evaluation mark",
    keys: &[
        required(
            "kind",
            Shape::Choice(EVALUATION_KINDS),
            "評価の種類",
            "前 ex-ante, 中 mid-term, 後 ex-post, 追跡 follow-up",
        ),
        optional("year", Shape::Year, "年度", "in which fiscal year; left out only with `unknown = true`"),
        default("on-chart", Shape::Flag, "true", "プランの図にあるか", "whether the mark stands on the plan's chart"),
    ],
    basis: BasisKeys::Beside,
};

pub(crate) static INTEGRATED_FILE: TableKind = TableKind {
    name: "integrated-projects",
    file: "integrated-projects.toml",
    ja: "統合プロジェクトの一覧",
    en: "the integrated projects",
    keys: &[default(
        "integrated-project",
        Shape::Tables(&INTEGRATED),
        "[]",
        "統合プロジェクト",
        "integrated projects of every term",
    )],
    basis: BasisKeys::None,
};

pub(crate) static INTEGRATED: TableKind = TableKind {
    name: "[[integrated-project]]",
    file: "integrated-projects.toml",
    ja: "統合プロジェクト",
    en: "an integrated project",
    keys: &[
        required("id", Shape::Id, "id", "its id with its term, `drugs-2020`"),
        required("title", Shape::Text, "名称", "its name"),
        optional("description", Shape::Text, "説明", "its words in the source"),
        required("first-year", Shape::Year, "初年度", "first fiscal year of its term"),
        required("last-year", Shape::Year, "最終年度", "last fiscal year of its term"),
        default("roles", Shape::Tables(&ROLE), "[]", "役割", "programme directors, dated"),
        default(
            "follows",
            Shape::ListOfWords,
            "[]",
            "前身",
            "integrated projects from which it came, where a source says so",
        ),
    ],
    basis: BasisKeys::Beside,
};

pub(crate) static ROLE: TableKind = TableKind {
    name: "roles",
    file: "integrated-projects.toml, disease-areas.toml",
    ja: "任期のある役割",
    en: "a person in a role for a time",
    keys: &[
        required("role", Shape::Id, "役割", "`programme-director`, `disease-coordinator`"),
        optional("person", Shape::Words, "氏名", "the name; absent where no source names anybody"),
        optional("from", Shape::Year, "初年度", "first fiscal year"),
        optional("until", Shape::Year, "最終年度", "last fiscal year"),
    ],
    basis: BasisKeys::Beside,
};

pub(crate) static DISEASE_FILE: TableKind = TableKind {
    name: "disease-areas",
    file: "disease-areas.toml",
    ja: "疾患領域の一覧",
    en: "the disease areas",
    keys: &[default("disease-area", Shape::Tables(&DISEASE), "[]", "疾患領域", "disease areas")],
    basis: BasisKeys::None,
};

pub(crate) static DISEASE: TableKind = TableKind {
    name: "[[disease-area]]",
    file: "disease-areas.toml",
    ja: "疾患領域",
    en: "a disease area",
    keys: &[
        required("id", Shape::Id, "id", "its id"),
        required("title", Shape::Text, "名称", "its name"),
        optional("description", Shape::Text, "説明", "its words in the source"),
        required("first-year", Shape::Year, "初年度", "first fiscal year of the division it belongs to"),
        optional("last-year", Shape::Year, "最終年度", "last fiscal year; absent: still"),
        default("roles", Shape::Tables(&ROLE), "[]", "役割", "disease coordinators, dated"),
    ],
    basis: BasisKeys::Beside,
};

pub(crate) static LINEAGE_FILE: TableKind = TableKind {
    name: "lineage",
    file: "lineage.toml",
    ja: "系譜の一覧",
    en: "what preceded and followed what",
    keys: &[default("succession", Shape::Tables(&SUCCESSION), "[]", "系譜", "what preceded and followed what")],
    basis: BasisKeys::None,
};

pub(crate) static SUCCESSION: TableKind = TableKind {
    name: "[[succession]]",
    file: "lineage.toml",
    ja: "系譜",
    en: "what followed what",
    keys: &[
        optional("from", Shape::Id, "前身", "a project's or part's id"),
        optional("from-name", Shape::Words, "前身の名称", "name of a predecessor outside the plan, instead of `from`"),
        required("to", Shape::Id, "後継", "a project's or part's id"),
        required(
            "kind",
            Shape::Choice(&["follows", "merges", "becomes-part"]),
            "関係",
            "successor; several became one; went on as a part",
        ),
    ],
    basis: BasisKeys::Beside,
};

pub(crate) static JOINS_FILE: TableKind = TableKind {
    name: "joins",
    file: "joins.toml",
    ja: "予算事業・事業・番号の対応",
    en: "budget projects, schemes and joins",
    keys: &[
        default("budget-project", Shape::Tables(&BUDGET), "[]", "予算事業", "the ministry's yearly budget units"),
        default("scheme", Shape::Tables(&SCHEME), "[]", "資金配分機関の事業", "the agencies' funding schemes"),
        default("join", Shape::Tables(&JOIN), "[]", "対応", "project ↔ budget project ↔ scheme ↔ prefix ↔ name"),
    ],
    basis: BasisKeys::None,
};

pub(crate) static BUDGET: TableKind = TableKind {
    name: "[[budget-project]]",
    file: "joins.toml",
    ja: "予算事業",
    en: "a budget project",
    keys: &[
        required("id", Shape::Words, "予算事業ID", "予算事業ID, digits"),
        optional("title", Shape::Text, "名称", "its name where known"),
        optional("start", Shape::Year, "開始年度", "first year as entered there"),
        optional("end", Shape::Year, "終了年度", "last year as entered there"),
        optional(
            "executed-million-yen",
            Shape::AmountByYear,
            "執行額（百万円）",
            "executed budget by fiscal year, in million yen",
        ),
    ],
    basis: BasisKeys::Beside,
};

pub(crate) static SCHEME: TableKind = TableKind {
    name: "[[scheme]]",
    file: "joins.toml",
    ja: "資金配分機関の事業",
    en: "a funding scheme",
    keys: &[
        required("id", Shape::Id, "id", "its id"),
        required("title", Shape::Text, "名称", "its name"),
        required("funder", Shape::Id, "機関", "`amed`, `jst`, `mext`"),
        required(
            "kind",
            Shape::Choice(&["fund", "support", "resource"]),
            "事業の性格",
            "what it does; decides the role of a link",
        ),
        optional("url", Shape::Words, "URL", "its page, if it has a stable one"),
    ],
    basis: BasisKeys::Beside,
};

pub(crate) static JOIN: TableKind = TableKind {
    name: "[[join]]",
    file: "joins.toml",
    ja: "対応",
    en: "what is joined to a project",
    keys: &[
        optional("prefix", Shape::Words, "番号の頭", "a prefix of grant numbers, `amed:am0101`"),
        optional("name", Shape::Words, "呼び名", "a name by which texts call it"),
        optional("scheme", Shape::Id, "事業", "a scheme's id"),
        optional("budget", Shape::Words, "予算事業ID", "a budget project's id"),
        required("project", Shape::Id, "課題", "the project's id"),
        optional("from", Shape::Year, "初年度", "first fiscal year for which it holds"),
        optional("until", Shape::Year, "最終年度", "last fiscal year"),
    ],
    basis: BasisKeys::Beside,
};

/// Every kind of table, in the order of the reference page.
pub(crate) static ALL_TABLES: &[&TableKind] = &[
    &PLAN,
    &DECISION,
    &POLICY,
    &POINT,
    &COMMITMENT,
    &MEASURE,
    &BOTTLENECK,
    &KPI,
    &PROGRAMME,
    &FOCUS,
    &PROJECT,
    &ALIAS,
    &PART,
    &MARK,
    &INDICATOR,
    &VERSION,
    &TARGET,
    &COMPUTED,
    &CONDITION,
    &INTEGRATED_FILE,
    &INTEGRATED,
    &DISEASE_FILE,
    &DISEASE,
    &ROLE,
    &LINEAGE_FILE,
    &SUCCESSION,
    &JOINS_FILE,
    &BUDGET,
    &SCHEME,
    &JOIN,
    &TEXT,
    &CLAIM,
    &END,
    &BASIS,
];
