//! Differences as text, in the manner of a comparison table (新旧対照表): what, then old and new.

use super::{Change, Difference, Where};
use crate::Language;
use crate::keys::ALL_TABLES;
use serde_json::Value;
use std::fmt::Write as _;

impl Difference {
    /// A line that says what became of what, then the old and the new words where there are any. Ends with a newline.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let (what, old_and_new) = self.change.words(language);
        let mut out = self.unit.word(language).to_owned();
        if !self.id.is_empty() {
            let _ = write!(out, " {}", self.id);
        }
        let title = language.of(&self.title[0], if self.title[1].is_empty() { &self.title[0] } else { &self.title[1] });
        if !title.is_empty() {
            out.push_str(&language.of(format!("（{}）", shortened(title)), format!(" ({})", shortened(title))));
        }
        let _ = writeln!(out, ": {what}");
        if let Some([old, new]) = old_and_new {
            let _ = writeln!(out, "  {}: {}", language.of("旧", "old"), or_nothing(&old, language));
            let _ = writeln!(out, "  {}: {}", language.of("新", "new"), or_nothing(&new, language));
        }
        out
    }
}

/// A title of which a line can hold the beginning.
fn shortened(title: &str) -> String {
    const MOST: usize = 40;
    let line = title.lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

fn or_nothing(words: &str, language: Language) -> &str {
    if words.is_empty() { language.of("（なし）", "(nothing)") } else { words }
}

/// Old and new with the words between their common beginning and end in brackets, where at least half of the shorter one is common.
fn marked(old: &str, new: &str) -> [String; 2] {
    let start: usize = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let end: usize = old[start..]
        .chars()
        .rev()
        .zip(new[start..].chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    if (start + end) * 2 < old.len().min(new.len()) || start + end == 0 {
        return [old.to_owned(), new.to_owned()];
    }
    [old, new].map(|text| {
        let (before, rest) = text.split_at(start);
        let (changed, after) = rest.split_at(rest.len() - end);
        if changed.is_empty() { text.to_owned() } else { format!("{before}【{changed}】{after}") }
    })
}

impl Change {
    /// What happened, in a word or two: 追加, 改称, 中間評価の年度を変更.
    #[must_use]
    pub fn what(&self, language: Language) -> String {
        self.words(language).0
    }

    /// What happened, and old and new where they are words.
    fn words(&self, language: Language) -> (String, Option<[String; 2]>) {
        let year = |year: Option<i16>| match year {
            Some(year) => language.of(format!("{year}年度"), format!("FY{year}")),
            None => language.of("年度不明", "year unknown").to_owned(),
        };
        match self {
            Self::Added => (language.of("追加", "added").to_owned(), None),
            Self::Withdrawn => (language.of("取下げ", "withdrawn").to_owned(), None),
            Self::Moved { from, to } => {
                let both = [from.words(language), to.words(language)];
                (language.of("移動", "moved").to_owned(), Some(both))
            }
            Self::Renamed { language: of, from, to } => {
                let what = language
                    .of(format!("改称{}", in_language(of, language)), format!("renamed{}", in_language(of, language)));
                (what, Some(marked(from, to)))
            }
            Self::MarkAdded { kind, year: when } => {
                let (kind, when) = (kind.word(language), year(*when));
                (language.of(format!("{kind}を追加（{when}）"), format!("{kind} added ({when})")), None)
            }
            Self::MarkWithdrawn { kind, year: when } => {
                let (kind, when) = (kind.word(language), year(*when));
                (language.of(format!("{kind}を取下げ（{when}）"), format!("{kind} withdrawn ({when})")), None)
            }
            Self::MarkMoved { kind, from, to } => {
                let kind = kind.word(language);
                let what = language.of(format!("{kind}の年度を変更"), format!("{kind} moved"));
                (what, Some([year(*from), year(*to)]))
            }
            Self::YearsChanged { key, from, to } | Self::Changed { key, from, to } => {
                let label = label(key, language);
                let what = language.of(format!("{label}を変更"), format!("{label} changed"));
                let both = [said(from, language), said(to, language)];
                // Where an answer is repeated there is nothing to set beside each other.
                (what, (!from.is_null() || !to.is_null()).then_some(both))
            }
            Self::WordingChanged { key, language: of, from, to } => {
                let (label, of) = (label(key, language), in_language(of, language));
                let what = language.of(format!("{label}の文言を変更{of}"), format!("wording of {label} changed{of}"));
                (what, Some(marked(from, to)))
            }
        }
    }
}

fn in_language(of: &str, language: Language) -> &'static str {
    match of {
        "en" => language.of("（英語）", " (English)"),
        _ => language.of("", ""),
    }
}

impl Where {
    fn words(&self, language: Language) -> String {
        match self {
            Self::In(ids) => ids.join(" / "),
            Self::After(id) => language.of(format!("{id} の次"), format!("after {id}")),
            Self::First => language.of("先頭", "first").to_owned(),
        }
    }
}

/// What a key is called.
fn label(key: &str, language: Language) -> String {
    match key {
        "method" => return language.of("数え方の定義", "definition").to_owned(),
        "subject" => return language.of("対応させるもの", "what is joined").to_owned(),
        "repeated" => return language.of("同じidの繰り返し", "ids that stand twice").to_owned(),
        _ => {}
    }
    let known = ALL_TABLES.iter().find_map(|table| table.key(key));
    known.map_or_else(|| key.to_owned(), |known| language.of(known.ja.to_owned(), format!("`{key}`")))
}

/// A value of the model in words.
fn said(value: &Value, language: Language) -> String {
    let state = |value: &Value| value.get("state").and_then(Value::as_str).map(str::to_owned);
    match value {
        Value::Null => String::new(),
        Value::String(words) => words.clone(),
        Value::Bool(flag) => if *flag { language.of("はい", "yes") } else { language.of("いいえ", "no") }.to_owned(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            listed(items.iter().filter_map(Value::as_str).map(str::to_owned), language)
        }
        Value::Object(fields) => match (fields.get("year"), fields.get("basis"), state(value)) {
            // A year with how it is known, perhaps with what it is the year of.
            (year, Some(basis_value), _) if fields.len() <= 3 && (year.is_some() || fields.get("kind").is_some()) => {
                let year = match year {
                    Some(Value::Null) if state(basis_value).as_deref() == Some("unknown") => {
                        return language.of("不明", "unknown").to_owned();
                    }
                    Some(Value::Null) => language.of("不明", "unknown").to_owned(),
                    Some(year) => language.of(format!("{year}年度"), format!("FY{year}")),
                    None => language.of("終了予定なし", "without end").to_owned(),
                };
                language.of(
                    format!("{year}（{}）", said(basis_value, language)),
                    format!("{year} ({})", said(basis_value, language)),
                )
            }
            (_, _, Some(state)) => basis(&state, fields, language),
            _ => listed(fields.iter().map(|(key, value)| format!("{key}: {}", said(value, language))), language),
        },
        Value::Array(items) => listed(items.iter().map(|item| said(item, language)), language),
        other => other.to_string(),
    }
}

fn listed(items: impl Iterator<Item = String>, language: Language) -> String {
    items.collect::<Vec<_>>().join(language.of("、", ", "))
}

/// How something is known, in words.
fn basis(state: &str, fields: &serde_json::Map<String, Value>, language: Language) -> String {
    let word = |key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    match state {
        "stated" => language.of(format!("出典: {}", word("source")), format!("stated: {}", word("source"))),
        "confirmed" => {
            let (by, on, because) = (word("by"), word("on"), word("because"));
            language.of(format!("{by}が{on}に確認: {because}"), format!("confirmed by {by} on {on}: {because}"))
        }
        "inferred" => language.of(format!("推定: {}", word("rule")), format!("inferred: {}", word("rule"))),
        "unconfirmed" => {
            let source = word("source");
            let between = if source.is_empty() { "" } else { ": " };
            language.of(format!("未確認{between}{source}"), format!("unconfirmed{between}{source}"))
        }
        _ => language.of("不明", "unknown").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn the_words_that_changed_stand_in_brackets() {
        assert_eq!(marked("薬草創薬事業", "薬草創薬発展事業"), ["薬草創薬事業", "薬草創薬【発展】事業"]);
        assert_eq!(marked("herbs of Arden", "moss of Arden"), ["【herb】s of Arden", "【mos】s of Arden"]);
        assert_eq!(marked("moss", "herbs"), ["moss", "herbs"]);
        assert_eq!(marked("moss", "fern"), ["moss", "fern"]);
        assert_eq!(marked("aa", "a"), ["a【a】", "a"]);
    }
}
