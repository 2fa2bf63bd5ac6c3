//! What a reader should know about a link, as codes with their words.
//!
//! Codes are what the store keeps and JSON shows; the words may be improved without touching a row.

/// One flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag {
    /// The code in [`crate::Link::flags`].
    pub code: &'static str,
    /// In Japanese.
    pub ja: &'static str,
    /// In English.
    pub en: &'static str,
}

/// The paper came out after the project's last fiscal year. It counts, in its own year.
pub const AFTER_END: &str = "after-end";
/// The paper came out before the project's first fiscal year.
pub const BEFORE_START: &str = "before-start";
/// A programme's name and the number beside it lead to different projects; the number decides.
pub const DISAGREE: &str = "name-and-number-disagree";
/// The prefix or name is joined to several projects in that year.
pub const SEVERAL_PROJECTS: &str = "several-projects";
/// The prefix or name is joined to no project in that year.
pub const OUTSIDE_JOIN_YEARS: &str = "outside-join-years";
/// The join is dated and neither the number nor the record has a year.
pub const NO_DATE: &str = "no-date";
/// The programme is named in a statement of interests only.
pub const INTERESTS: &str = "conflict-of-interest";

/// Every flag, with its words.
pub const FLAGS: &[Flag] = &[
    Flag {
        code: AFTER_END,
        ja: "事業終了後に公表された論文（公表年度の値に数える）",
        en: "published after the project's end (counted in its own year)",
    },
    Flag {
        code: BEFORE_START, ja: "事業開始前に公表された論文", en: "published before the project's start"
    },
    Flag {
        code: DISAGREE,
        ja: "事業名と課題番号が異なる事業を指している（番号を優先）",
        en: "name and number lead to different projects (the number decides)",
    },
    Flag {
        code: SEVERAL_PROJECTS,
        ja: "同じ番号・名称が複数の事業に対応している",
        en: "the same prefix or name is joined to several projects",
    },
    Flag {
        code: OUTSIDE_JOIN_YEARS,
        ja: "この年度に対応する事業がない",
        en: "joined to no project in that fiscal year",
    },
    Flag {
        code: NO_DATE,
        ja: "年度が分からず、対応の期間を確かめられない",
        en: "no year is known, so the dates of the join cannot be tested",
    },
    Flag {
        code: INTERESTS,
        ja: "利益相反の記載だけに現れる",
        en: "named only in a statement of conflicts of interest",
    },
];

/// The flag of that code.
#[must_use]
pub fn flag(code: &str) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.code == code)
}
