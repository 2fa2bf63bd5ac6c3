//! The tables of an indicator and of its definition, in the order in which the writer writes them.

use super::tables::*;
use super::{BasisKeys, Shape, TableKind};

pub(crate) static INDICATOR: TableKind = TableKind {
    name: "[[indicator]]",
    file: "programmes/N-ID.toml",
    ja: "指標",
    en: "an indicator",
    keys: &[
        required("id", Shape::Id, "id", "unique within the plan; not `papers-of-…`, which Shirube makes itself"),
        required("kind", Shape::Choice(&["output", "outcome", "chart-page"]), "指標の種類", "where it stands"),
        required("title", Shape::Text, "名称", "its wording"),
        default("aliases", Shape::ListOfWords, "[]", "別の表記", "other wordings of the same indicator"),
        default(
            "projects",
            Shape::ListOfWords,
            "[]",
            "そばに立つ課題",
            "for `chart-page`: the projects beside which it stands",
        ),
        optional("unit", Shape::Text, "単位", "what one is"),
        required("direction", Shape::Choice(&["up", "down", "none"]), "望ましい方向", "which way is better"),
        optional("reported-by", Shape::Text, "報告する者", "who reports it today, as a sentence"),
        required("version", Shape::Tables(&VERSION), "定義の版", "its definitions, oldest first"),
        optional("note", Shape::Text, "注記", "anything a reader should know"),
    ],
    basis: BasisKeys::None,
};

pub(crate) static VERSION: TableKind = TableKind {
    name: "[[indicator.version]]",
    file: "programmes/N-ID.toml",
    ja: "指標の定義の版",
    en: "one definition of an indicator",
    keys: &[
        required("number", Shape::Number, "番号", "1, 2 …"),
        optional("from", Shape::Year, "適用の初年度", "first fiscal year it applies to; absent: from the beginning"),
        optional("until", Shape::Year, "適用の最終年度", "last fiscal year; absent: still"),
        optional("because", Shape::Text, "定義の理由", "why it was set so"),
        default("targets", Shape::Tables(&TARGET), "[]", "目標値", "targets under this definition"),
        optional("reported", Shape::Flag, "報告による", "`true`: somebody hands in a figure"),
        optional("qualitative", Shape::Flag, "定性", "`true`: a text, not a number"),
        optional("computed", Shape::Table(&COMPUTED), "計算による", "added up from records"),
    ],
    basis: BasisKeys::BesideNotConfirmed,
};

pub(crate) static TARGET: TableKind = TableKind {
    name: "targets",
    file: "programmes/N-ID.toml",
    ja: "目標値",
    en: "a figure to reach",
    keys: &[
        required("year", Shape::Year, "年度", "for which fiscal year"),
        required("value", Shape::Decimal, "値", "exact decimal"),
    ],
    basis: BasisKeys::Beside,
};

/// Kinds of record that an indicator can count.
pub(crate) static RECORD_KINDS: &[&str] = &[
    "paper",
    "seed",
    "transfer",
    "trial",
    "provision",
    "agreement",
    "site",
    "dataset",
    "finding",
    "usage",
    "grant",
    "budget",
    "role",
    "request",
    "milestone",
    "holding",
    "research-data",
    "collection",
    "access-request",
    "model",
    "goal-milestone",
    "measure",
    "theme",
    "training",
    "prize",
    "case",
    "activity",
];

pub(crate) static DATE_ROLES: &[&str] = &["publication", "event", "from", "until"];

pub(crate) static COMPUTED: TableKind = TableKind {
    name: "[indicator.version.computed]",
    file: "programmes/N-ID.toml",
    ja: "指標の算式",
    en: "how an indicator is computed",
    keys: &[
        required("counts", Shape::ListOfChoices(RECORD_KINDS), "数えるもの", "kinds of record counted together"),
        default(
            "of",
            Shape::ChoiceOrTable(&["records"], &["attribute"]),
            "\"records\"",
            "何を一つと数えるか",
            "distinct what",
        ),
        default(
            "value",
            Shape::ChoiceOrTable(&["count"], &["sum", "last", "max"]),
            "\"count\"",
            "値のとり方",
            "from things to a figure; with `of = { attribute = … }` a `last` or `max` is that of each, added up",
        ),
        required(
            "reckoning",
            Shape::Choice(&["flow", "stock", "active", "cumulative"]),
            "数え方",
            "which records belong to a year",
        ),
        optional("from", Shape::Year, "累計の初年度", "for `cumulative`: the first fiscal year that counts"),
        required("linked-to", Shape::LinkedTo, "どの課題のものか", "to which projects the records are linked"),
        default(
            "roles",
            Shape::ListOfChoices(&["funded", "supported", "used"]),
            "[]",
            "課題の役割",
            "in which roles; empty: any",
        ),
        default(
            "conditions",
            Shape::Tables(&CONDITION),
            "[]",
            "条件",
            "conditions that a record must meet, all of them",
        ),
        default("of-which", Shape::Tables(&CONDITION), "[]", "うち", "a narrower condition whose share is the reading"),
        default(
            "split",
            Shape::Choice(&["whole", "fractional"]),
            "\"whole\"",
            "複数課題での分け方",
            "credit where several projects share a record",
        ),
        default(
            "date-role",
            Shape::Choice(DATE_ROLES),
            "`publication` for papers, `from` for `stock` and `active`, else `event`",
            "年度を決める日付",
            "which date of the record decides the year",
        ),
        default(
            "basis-year",
            Shape::Choice(&["fiscal", "calendar"]),
            "\"fiscal\"",
            "年度か暦年か",
            "fiscal or calendar year",
        ),
        default("excluding-types", Shape::ListOfWords, "[]", "除く出版種別", "publication types that are no paper"),
        required(
            "sources",
            Shape::ListOfWords,
            "情報源",
            "`abstracts`, `full-text`, `register:NAME`; one must be covered for the year",
        ),
    ],
    basis: BasisKeys::None,
};

pub(crate) static CONDITION: TableKind = TableKind {
    name: "conditions, of-which",
    file: "programmes/N-ID.toml",
    ja: "条件",
    en: "a condition on a record",
    keys: &[
        required("attribute", Shape::Words, "属性", "name of the attribute"),
        required("op", Shape::Choice(&["in", "not-in", "present", "at-least"]), "比べ方", "how it is compared"),
        default("values", Shape::ListOfWords, "[]", "比べる値", "with what; none with `present`"),
    ],
    basis: BasisKeys::None,
};

pub(crate) static KPI: TableKind = TableKind {
    name: "[[kpi]]",
    file: "policies/N-ID.toml",
    ja: "上位施策のKPI",
    en: "a figure that the policy sets for a whole of which the plan is a part; never the plan's own target",
    keys: &[
        required("id", Shape::Id, "id", "unique within the policy; no indicator's id"),
        required("title", Shape::Text, "名称", "its wording"),
        required("of", Shape::Text, "誰の値か", "whose figure it is, `AMED全体`"),
        required("set-by", Shape::Text, "定めた文書", "which document set it, and when"),
        optional("unit", Shape::Text, "単位", "what one is"),
        required("direction", Shape::Choice(&["up", "down", "none"]), "望ましい方向", "which way is better"),
        required("first-year", Shape::Year, "初年度", "first fiscal year of the term"),
        required("last-year", Shape::Year, "最終年度", "last fiscal year of the term"),
        optional("yearly", Shape::Decimal, "年度ごとの値", "the figure for each year"),
        optional("total", Shape::Decimal, "期間の累計", "the figure for the whole term"),
        optional("because", Shape::Text, "定義の理由", "why the plan's part is counted so"),
        default(
            "indicators",
            Shape::ListOfWords,
            "[]",
            "同じものを数える指標",
            "indicators that count the same in their programmes",
        ),
        optional("reported", Shape::Flag, "報告による", "`true`: somebody hands in a figure"),
        optional("qualitative", Shape::Flag, "定性", "`true`: a text, not a number"),
        optional(
            "computed",
            Shape::Table(&COMPUTED),
            "計算による",
            "the plan's part, added up from records; not `linked-to = \"programme\"`",
        ),
        optional("note", Shape::Text, "注記", "anything a reader should know"),
    ],
    basis: BasisKeys::BesideNotConfirmed,
};
