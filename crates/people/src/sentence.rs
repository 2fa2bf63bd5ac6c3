//! Entries of the audit trail as sentences, in Japanese and in English: one place, so that a page and a command say the same.
//!
//! The decision to question: an act that this program does not know is shown as it stands in the trail. A later program may have entered it, and an auditor
//! must see it.

use crate::audit::{Content, Entry};

/// What somebody entered who ran a command on the store.
const COMMAND_LINE: &str = "command line";

impl Entry {
    /// What happened, as a Japanese sentence. `role` says a role and its place (`secretariat plan`) in words. Control characters become blanks.
    #[must_use]
    pub fn in_japanese(&self, role: &dyn Fn(&str) -> String) -> String {
        let Some(Content { who, what, subject, detail, .. }) = &self.content else {
            return "閲覧の記録です（保存期間が過ぎ、内容は消されています）。".to_owned();
        };
        let who = if who == COMMAND_LINE { "コマンドの利用者" } else { who };
        clean(&match what.as_str() {
            "invited" => format!("{who}が{subject}（{detail}）を招待しました。"),
            "reset" => format!("{who}が{subject}のパスフレーズとサインインを終わらせ、新しい招待を出しました。"),
            "accepted" => format!("{who}が招待を受け、パスフレーズを決めました。"),
            "changed-passphrase" => format!("{who}がパスフレーズを替えました。"),
            "granted" => format!("{who}が{subject}に役割「{}」を与えました。", role(detail)),
            "revoked" => format!("{who}が{subject}の役割「{}」を外しました。", role(detail)),
            "closed" => format!("{who}が{subject}のアカウントを閉じました。"),
            "signed-in" => format!("{who}がサインインしました。"),
            "ended-sessions" => format!("{who}が{subject}のサインインを{detail}件終わらせました。"),
            "forgot-looks" => format!("{who}が{subject}より前の閲覧の記録{detail}件の内容を消しました。"),
            "saw" => format!("{who}が{subject}を閲覧しました。"),
            other => as_it_stands([who, other, subject, detail]),
        })
    }

    /// The same in English.
    #[must_use]
    pub fn in_english(&self, role: &dyn Fn(&str) -> String) -> String {
        let Some(Content { who, what, subject, detail, .. }) = &self.content else {
            return "A look; its time is over and its content was forgotten.".to_owned();
        };
        let who = if who == COMMAND_LINE { "Whoever runs commands" } else { who };
        clean(&match what.as_str() {
            "invited" => format!("{who} invited {subject} ({detail})."),
            "reset" => format!("{who} ended the passphrase and the sessions of {subject} and made a new invitation."),
            "accepted" => format!("{who} followed an invitation and chose a passphrase."),
            "changed-passphrase" => format!("{who} changed the passphrase."),
            "granted" => format!("{who} gave {subject} the role “{}”.", role(detail)),
            "revoked" => format!("{who} took the role “{}” from {subject}.", role(detail)),
            "closed" => format!("{who} closed the account {subject}."),
            "signed-in" => format!("{who} signed in."),
            "ended-sessions" => format!("{who} ended sessions of {subject}: {detail}."),
            "forgot-looks" => format!("{who} forgot what was looked at before {subject}: {detail} entries."),
            "saw" => format!("{who} looked at {subject}."),
            other => as_it_stands([who, other, subject, detail]),
        })
    }
}

fn as_it_stands(parts: [&str; 4]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Nobody types control characters; in a terminal they would act.
fn clean(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{BEGINNING, Kind, next};

    fn entry(who: &str, what: &str, subject: &str, detail: &str) -> Entry {
        let content = Content::new(who, what, subject, detail).expect("random bytes");
        next(0, BEGINNING, "2026-11-25T10:00:00Z", Kind::Act, content)
    }

    #[test]
    fn an_entry_is_a_sentence_in_both_languages() {
        let role = |code: &str| format!("<{code}>");
        let check = |entry: &Entry, japanese: &str, english: &str| {
            assert_eq!((entry.in_japanese(&role).as_str(), entry.in_english(&role).as_str()), (japanese, english));
        };
        let granted = entry("moss", "granted", "fern", "hub plan");
        check(&granted, "mossがfernに役割「<hub plan>」を与えました。", "moss gave fern the role “<hub plan>”.");
        let invited = entry("command line", "invited", "fern", "Fern Arden");
        check(
            &invited,
            "コマンドの利用者がfern（Fern Arden）を招待しました。",
            "Whoever runs commands invited fern (Fern Arden).",
        );
    }

    #[test]
    fn an_unknown_act_is_shown_as_it_stands_and_a_forgotten_look_says_so() {
        let role = |code: &str| code.to_owned();
        let unknown = entry("moss", "rang-the-bell", "ferry\u{1b}[2J", "");
        assert_eq!(unknown.in_english(&role), "moss · rang-the-bell · ferry [2J");
        assert_eq!(unknown.in_japanese(&role), unknown.in_english(&role));
        let forgotten = Entry { content: None, ..unknown };
        assert!(forgotten.in_english(&role).contains("forgotten") && forgotten.in_japanese(&role).contains("消されて"));
    }
}
