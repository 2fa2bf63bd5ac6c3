//! What came of it: what was read, kept, refused and why, and which readings moved.

use super::hand_in;
use crate::moved::{self, Moved};
use indicatif::HumanCount;
use ingest::{FileOutcome, Outcome};
use plan::Language;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// For people: a line a file, a sum, the hand-ins, and the readings that moved.
pub(super) fn text(
    outcome: &Outcome,
    hand_ins: &[hand_in::Outcome<'_>],
    moved: &[Moved],
    seconds: f64,
    language: Language,
) -> String {
    let mut out = String::new();
    for file in &outcome.files {
        let edition = file.edition.as_deref().map(|edition| format!(" ({edition})")).unwrap_or_default();
        let _ = writeln!(out, "{}{edition}: {}", file.file, of_file(file, language));
        out.push_str(&of_rules(file, language));
    }
    let sum = |of: fn(&FileOutcome) -> u64| HumanCount(outcome.files.iter().map(of).sum());
    let (files, refused) = (outcome.files.len(), outcome.refused.len());
    let (read, kept) = (sum(|file| file.read), sum(|file| file.kept));
    for hand_in in hand_ins {
        out.push_str(&hand_in.text(language));
    }
    if hand_ins.is_empty() || files > 0 {
        let _ =
            writeln!(
        out,
        "{}",
        language.of(
            format!("ファイル {files}件を読み、{refused}件を拒否: レコード {read}件、保持 {kept}件（{seconds:.1} 秒）"),
            format!("{files} files read, {refused} refused: {read} records, {kept} kept in {seconds:.1} s"),
        )
    );
    }
    if outcome.files.iter().any(|file| !file.unchanged) || hand_ins.iter().any(hand_in::Outcome::changed) {
        out.push_str(&moved::as_text(moved, language));
    }
    out
}

fn of_file(file: &FileOutcome, language: Language) -> String {
    if file.unchanged {
        let ja = "同じ規則と計画で読み込み済みのため、何も変わりません";
        return language.of(ja, "read before under the same rules and plan; nothing changed").to_owned();
    }
    let [read, kept, mentions, links, not_kept, deleted] =
        [file.read, file.kept, file.mentions, file.links, file.not_kept, file.deleted].map(HumanCount);
    let mut out = language.of(
        format!(
            "レコード {read}件を読み、{kept}件を保持（言及 {mentions}件、リンク {links}件）、{not_kept}件は保持せず"
        ),
        format!("{read} records read, {kept} kept with {mentions} mentions and {links} links, {not_kept} not kept"),
    );
    if file.deleted > 0 {
        out.push_str(&language.of(format!("、削除 {deleted}件"), format!(", {deleted} deletions")));
    }
    if file.superseded {
        let en = "; nothing of it counts, since a later baseline is in the store";
        out.push_str(language.of("。より新しいベースラインが格納済みのため、数には入りません", en));
    }
    out
}

/// A line for what rules lost, and one for each that fell silent. What they gain in new records is no news.
fn of_rules(file: &FileOutcome, language: Language) -> String {
    let mut out = String::new();
    let lost: Vec<String> = file
        .rules
        .iter()
        .filter(|one| one.lost > 0)
        .map(|one| format!("{} +{} −{}", one.rule, HumanCount(one.gained), HumanCount(one.lost)))
        .collect();
    if !lost.is_empty() {
        let _ = writeln!(out, "  {}{}", language.of("規則ごとの増減：", "rules: "), lost.join(", "));
    }
    for one in file.rules.iter().filter(|one| one.silent) {
        let rule = &one.rule;
        let _ = writeln!(
            out,
            "  {}",
            language.of(
                format!("警告：規則 {rule} が何も見つけなくなりました。`shirube explain` で確かめてください"),
                format!("warning: the rule {rule} used to find something and found nothing; try `shirube explain`"),
            )
        );
    }
    out
}

/// For programs; what differs from run to run stands under `meta`.
pub(super) fn json(outcome: &Outcome, hand_ins: &[hand_in::Outcome<'_>], moved: &[Moved], seconds: f64) -> Value {
    let files = outcome.files.iter().map(|file| {
        let mut row = json!(file);
        if let Some(object) = row.as_object_mut() {
            object.remove("change");
        }
        row
    });
    let changes: Vec<Option<u64>> = outcome.files.iter().map(|file| file.change).collect();
    let of_hand_ins: Vec<Option<u64>> = hand_ins.iter().map(hand_in::Outcome::change).collect();
    json!({
        "files": files.collect::<Value>(),
        "hand_ins": hand_ins.iter().map(hand_in::Outcome::json).collect::<Value>(),
        "refused": outcome.refused,
        "moved": moved::as_json(moved),
        "meta": {"changes": changes, "hand_in_changes": of_hand_ins, "seconds": (seconds * 10.0).round() / 10.0},
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ingest::Refusal;

    fn outcome() -> Outcome {
        let file = FileOutcome {
            file: "pubmed26n0001.xml".to_owned(),
            edition: Some("2026-1".to_owned()),
            read: 1000,
            kept: 300,
            not_kept: 700,
            mentions: 301,
            links: 12,
            change: Some(4),
            rules: vec![
                store::RuleChange { rule: "amed.systematic".to_owned(), found: 3, gained: 3, ..Default::default() },
                store::RuleChange { rule: "jst.code".to_owned(), lost: 2, silent: true, ..Default::default() },
            ],
            ..FileOutcome::default()
        };
        let again = FileOutcome { file: "notes.jsonl".to_owned(), unchanged: true, ..FileOutcome::default() };
        let refusal = Refusal {
            file: "broken.xml".to_owned(),
            record: None,
            reason: "line 3: not well-formed".to_owned(),
            reason_ja: "3行目: 正しい形でない".to_owned(),
        };
        Outcome { files: vec![file, again], refused: vec![refusal] }
    }

    #[test]
    fn what_was_read_kept_and_refused_is_said_in_the_end() {
        assert_eq!(
            text(&outcome(), &[], &[], 2.04, Language::En),
            "pubmed26n0001.xml (2026-1): 1,000 records read, 300 kept with 301 mentions and 12 links, 700 not kept\n\
             \x20 rules: jst.code +0 −2\n\
             \x20 warning: the rule jst.code used to find something and found nothing; try `shirube explain`\n\
             notes.jsonl: read before under the same rules and plan; nothing changed\n\
             2 files read, 1 refused: 1,000 records, 300 kept in 2.0 s\n\
             no reading moved\n"
        );
        assert_eq!(
            text(&outcome(), &[], &[], 2.04, Language::Ja),
            "pubmed26n0001.xml (2026-1): レコード 1,000件を読み、300件を保持（言及 301件、リンク 12件）、700件は保持せず\n\
             \x20 規則ごとの増減：jst.code +0 −2\n\
             \x20 警告：規則 jst.code が何も見つけなくなりました。`shirube explain` で確かめてください\n\
             notes.jsonl: 同じ規則と計画で読み込み済みのため、何も変わりません\n\
             ファイル 2件を読み、1件を拒否: レコード 1,000件、保持 300件（2.0 秒）\n\
             動いた指標値はありません\n"
        );
    }

    #[test]
    fn json_keeps_what_differs_from_run_to_run_apart() {
        let json = json(&outcome(), &[], &[], 2.04);
        assert_eq!(json["files"][0]["kept"], 300);
        assert!(json["files"][0].get("change").is_none());
        assert_eq!(json["refused"][0]["file"], "broken.xml");
        assert_eq!(json["meta"], serde_json::json!({"changes": [4, null], "hand_in_changes": [], "seconds": 2.0}));
    }
}
