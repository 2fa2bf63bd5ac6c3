//! Why an entry is not taken.

use plan::Language;

/// Why an entry is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is open already.
    AlreadyOpen,
    /// There is none.
    NotOpen,
    /// The phase is none.
    Phase(String),
    /// The criteria cannot be read; why.
    Criteria(String),
    /// They are not those of the evaluation before, and nobody said why.
    CriteriaNeedReason,
    /// Nothing is in the new version that was not in the last one.
    NothingNew,
    /// There is no packet yet.
    NoPacket,
    /// There is no such version.
    NoVersion(usize),
    /// There is a newer version, and whoever comments did not say that they know; its number.
    Newer(usize),
    /// The text is empty.
    Empty,
    /// The text is longer than [`crate::LONGEST`].
    Long,
    /// There is no such question.
    NoQuestion(u64),
    /// It was answered already: a question is answered once, for all.
    Answered(u64),
    /// The criteria know no such outcome.
    Outcome(String),
    /// A sentence names a source that is not there.
    Source(String),
    /// The result is settled: what belongs before it is closed.
    Settled,
    /// The result is not settled yet.
    NotSettled,
    /// A correction says why.
    CorrectionNeedsReason,
    /// There is no such finding.
    NoFinding(u64),
}

impl Refusal {
    /// In a sentence, with what to do.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let say = |ja: &str, en: &str| language.of(ja, en).to_owned();
        match self {
            Self::AlreadyOpen => say("この評価はもう開かれています。", "This evaluation is open already."),
            Self::NotOpen => say("この評価は開かれていません。", "This evaluation is not open."),
            Self::Phase(found) => match language {
                Language::Ja => {
                    format!("評価の時期「{found}」はありません。事前・中間・事後・追跡から選んでください。")
                }
                Language::En => format!("There is no phase “{found}”. Choose ex-ante, mid-term, ex-post or follow-up."),
            },
            Self::Criteria(why) => match language {
                Language::Ja => format!("評価項目・評価基準を読めません: {why}"),
                Language::En => format!("The criteria cannot be read: {why}"),
            },
            Self::CriteriaNeedReason => say(
                "評価項目・評価基準が前回の評価と異なります。変える理由を書いてください。",
                "The criteria are not those of the evaluation before. Please say why they change.",
            ),
            Self::NothingNew => say(
                "前の版から変わったところがないため、新しい版は作りません。",
                "Nothing has changed since the last version, so no new one is made.",
            ),
            Self::NoPacket => say(
                "評価資料がまだありません。事務局が資料を確定すると、意見を書けます。",
                "There is no packet yet. Comments open once the secretariat has frozen one.",
            ),
            Self::NoVersion(number) => match language {
                Language::Ja => format!("評価資料の第{number}版はありません。"),
                Language::En => format!("There is no version {number} of the packet."),
            },
            Self::Newer(number) => match language {
                Language::Ja => format!(
                    "評価資料は第{number}版になっています。変更点を確かめるか、前の版についての意見であることを明示してください。"
                ),
                Language::En => format!(
                    "There is version {number} of the packet. Look at what changed, or say that your comment is on the older one."
                ),
            },
            Self::Empty => say("本文が空です。", "The text is empty."),
            Self::Long => match language {
                Language::Ja => format!("長すぎます（{}文字まで）。分けて書いてください。", crate::LONGEST),
                Language::En => format!("Too long (at most {} characters). Please split it.", crate::LONGEST),
            },
            Self::NoQuestion(number) => match language {
                Language::Ja => format!("質問{number}はありません。"),
                Language::En => format!("There is no question {number}."),
            },
            Self::Answered(number) => match language {
                Language::Ja => format!("質問{number}には回答済みです。回答は一度だけで、全員が見ます。"),
                Language::En => format!("Question {number} is answered already: once, for everybody."),
            },
            Self::Outcome(found) => match language {
                Language::Ja => format!("この評価の結論に「{found}」はありません。"),
                Language::En => format!("The criteria know no outcome “{found}”."),
            },
            Self::Source(name) => match language {
                Language::Ja => {
                    format!("出所「{name}」はありません。c＋意見の番号、q＋質問の番号、p＋資料の版で示してください。")
                }
                Language::En => format!(
                    "There is no source “{name}”. Name a comment as c and its number, a question as q, a version of the packet as p."
                ),
            },
            Self::Settled => say("結論が確定しているため、もう書けません。", "The result is settled; this is closed."),
            Self::NotSettled => say("結論がまだ確定していません。", "The result is not settled yet."),
            Self::CorrectionNeedsReason => {
                say("確定した結論の訂正には理由が要ります。", "A settled result is corrected with a reason only.")
            }
            Self::NoFinding(number) => match language {
                Language::Ja => format!("指摘事項{number}はありません。"),
                Language::En => format!("There is no finding {number}."),
            },
        }
    }
}
