//! What is said of each error, in both languages.

use super::Error;
use plan::Language;

/// What is said of an error.
enum Said {
    /// Expected, found, and what to do if there is anything.
    Parts { expected: String, found: String, hint: String },
    /// All of it, by whoever knows.
    Whole(String),
}

fn said(expected: impl Into<String>, found: impl Into<String>, hint: impl Into<String>) -> Said {
    Said::Parts { expected: expected.into(), found: found.into(), hint: hint.into() }
}

impl Error {
    /// What was expected, what was found and what to do, in that language.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let said = match language {
            Language::Ja => japanese(self),
            Language::En => english(self),
        };
        let (expected, found, hint) = match said {
            Said::Parts { expected, found, hint } => (expected, found, hint),
            Said::Whole(words) => return words,
        };
        let mut words =
            language.of(format!("期待: {expected}、実際: {found}"), format!("expected {expected}, found {found}"));
        if !hint.is_empty() {
            words += language.of("\n対処: ", "\nhint: ");
            words += &hint;
        }
        words
    }
}

fn english(error: &Error) -> Said {
    match error {
        Error::Location { found } => {
            said("`sqlite:PATH`, a path or `postgres://…` as the store", format!("`{found}`"), "")
        }
        Error::NoDataFolder => {
            said("a folder for data in the environment", "none", "name the store with `--store PATH`")
        }
        Error::Missing(location) => said(
            format!("a store at `{location}`"),
            "none",
            "`shirube ingest` makes one; or name another with `--store`",
        ),
        Error::Foreign { location, found } => {
            said(format!("a store of Shirube's or nothing at `{location}`"), found, "name another place with `--store`")
        }
        Error::Newer { found, known } => said(
            format!("a store of version {known} or older"),
            format!("version {found}"),
            "a later `shirube` wrote it; use that one",
        ),
        Error::Encoding { found } => {
            said("a database in UTF8", found, "make one with `createdb --encoding UTF8 --template template0 NAME`")
        }
        Error::Busy(holder) => said(
            "to write alone",
            match holder {
                Some(holder) => format!("that {} writes since {}", holder.who, holder.since),
                None => "that another program writes".to_owned(),
            },
            "wait until it is done, then run the command again",
        ),
        Error::Parent { latest, found } => said(
            format!("a plan made from the latest revision (parent: {})", digest(latest.as_deref(), "none")),
            format!("one made from {}", digest(found.as_deref(), "none")),
            "bring over what changed since, name the latest as `parent`, and publish again",
        ),
        Error::SameRevision(number) => {
            said("a plan that differs from the latest revision", format!("revision {number} again"), "")
        }
        Error::NoLink(key) => said(
            "a link to decide on",
            format!("none from `{}` by `{}:{}` to `{}`", key.record, key.scheme, key.value, key.project),
            "the page of the record lists its links; a number without any wants `shirube join confirm`",
        ),
        Error::NoRecord(id) => said(
            "a record of the store",
            format!("none with the id `{id}`"),
            "ids have a prefix, such as `pmid:34096078`; the page of a work lists all of its ids",
        ),
        Error::SameId(id) => said("two ids", format!("twice `{id}`"), ""),
        Error::NoProject(project) => {
            said("a project of the plan", format!("`{project}`"), "`shirube plan show` lists the projects")
        }
        Error::NoHandIn(change) => said(
            "the change number of a hand-in in force",
            format!("`{change}`"),
            "`shirube register history` lists them",
        ),
        Error::NoPrivateHalf => said(
            "the private half of the store",
            "none",
            "put the `.private.sqlite` file back beside the store (in PostgreSQL: the schema that ends in `_private`)",
        ),
        Error::OtherPrivateHalf => said(
            "the private half of this store beside it",
            "that of another one",
            "move the `.private.sqlite` file away (in PostgreSQL: rename the schema that ends in `_private`), or put back the one that belongs here",
        ),
        Error::AccountName(name) => said(
            "a name of at most 80 characters without control characters, a sign-in name also without blanks",
            format!("`{name}`"),
            "such as `moss` and `Moss Arden`",
        ),
        Error::RegisterName(id) => said(
            "a short id of small letters, digits and `-` that no other table has",
            format!("`{id}`"),
            "rename it in the register's definition",
        ),
        Error::EntryValue { key, column, found } => said(
            format!("in column `{column}` of row `{key}` what the register says it holds"),
            format!("`{found}`"),
            "",
        ),
        Error::NothingToUndo => said("a decision in force to undo", "none", ""),
        Error::NoRandom(error) => Said::Whole(error.to_string()),
        Error::Database(error) => Said::Whole(error.to_string()),
        Error::Damaged(what) => Said::Whole(format!(
            "the store is damaged: {what}\nhint: restore it from a copy, or read the files into a new one"
        )),
    }
}

fn japanese(error: &Error) -> Said {
    match error {
        Error::Location { found } => {
            said("保存先として `sqlite:PATH`、パス、`postgres://…` のどれか", format!("`{found}`"), "")
        }
        Error::NoDataFolder => said("環境にデータ用のフォルダー", "なし", "`--store PATH` で保存先を指定する"),
        Error::Missing(location) => said(
            format!("`{location}` に保存先"),
            "なし",
            "`shirube ingest` で作るか、`--store` で別の保存先を指定する",
        ),
        Error::Foreign { location, found } => said(
            format!("`{location}` にしるべの保存先、又は何もないこと"),
            match found.as_str() {
                "a folder" => "フォルダー",
                "a file of another kind" => "別の種類のファイル",
                other => other,
            },
            "`--store` で別の場所を指定する",
        ),
        Error::Newer { found, known } => said(
            format!("版{known}以前の保存先"),
            format!("版{found}"),
            "新しい `shirube` が書いたものなので、そちらを使う",
        ),
        Error::Encoding { found } => {
            said("UTF8のデータベース", found, "`createdb --encoding UTF8 --template template0 NAME` で作る")
        }
        Error::Busy(holder) => said(
            "ほかに書き込む者のないこと",
            match holder {
                Some(holder) => format!("{} が {} から書き込んでいる", holder.who, holder.since),
                None => "別のプログラムが書き込んでいる".to_owned(),
            },
            "終わるのを待って、もう一度実行する",
        ),
        Error::Parent { latest, found } => said(
            format!("最新の改訂から作ったプラン（parent: {}）", digest(latest.as_deref(), "なし")),
            format!("{} から作ったもの", digest(found.as_deref(), "なし")),
            "その後の変更を取り込み、最新の改訂を `parent` に書いて、もう一度公表する",
        ),
        Error::SameRevision(number) => said("最新の改訂と違うプラン", format!("改訂{number}と同じもの"), ""),
        Error::NoLink(key) => said(
            "判断の対象になるリンク",
            format!("`{}` から `{}:{}` で `{}` へのリンクはない", key.record, key.scheme, key.value, key.project),
            "リンクはレコードのページに並ぶ。リンクのない番号には `shirube join confirm` を使う",
        ),
        Error::NoRecord(id) => said(
            "保存先にあるレコード",
            format!("id `{id}` のものはない"),
            "idは `pmid:34096078` のように接頭辞から書く。成果のidはすべてそのページに並ぶ",
        ),
        Error::SameId(id) => said("二つのid", format!("同じ `{id}` が二度"), ""),
        Error::NoProject(project) => {
            said("プランにある課題", format!("`{project}`"), "課題の一覧は `shirube plan show` で見る")
        }
        Error::NoHandIn(change) => {
            said("有効な提出の変更番号", format!("`{change}`"), "提出の一覧は `shirube register history` で見る")
        }
        Error::NoPrivateHalf => said(
            "保存先の非公開の側",
            "なし",
            "`.private.sqlite` のファイルを保存先の隣に戻す（PostgreSQLでは `_private` で終わるスキーマ）",
        ),
        Error::OtherPrivateHalf => said(
            "この保存先の非公開の側",
            "別の保存先のもの",
            "`.private.sqlite` のファイルをよそへ移すか（PostgreSQLでは `_private` で終わるスキーマの名を変えるか）、この保存先のものを戻す",
        ),
        Error::AccountName(name) => said(
            "80字までの、制御文字のない名前（サインイン名には空白も使えない）",
            format!("`{name}`"),
            "`moss` や `Moss Arden` のように書く",
        ),
        Error::RegisterName(id) => said(
            "英小文字、数字、`-` からなる短いidで、ほかの表にないもの",
            format!("`{id}`"),
            "台帳の定義でidを変える",
        ),
        Error::EntryValue { key, column, found } => {
            said(format!("行 `{key}` の列 `{column}` に、台帳が定める値"), format!("`{found}`"), "")
        }
        Error::NothingToUndo => said("取り消せる有効な判断", "なし", ""),
        Error::NoRandom(error) => Said::Whole(error.to_string()),
        Error::Database(error) => Said::Whole(error.to_string()),
        Error::Damaged(what) => Said::Whole(format!(
            "保存先が壊れている: {what}\n対処: 写しから戻すか、新しい保存先にファイルを読み込み直す"
        )),
    }
}

fn digest(digest: Option<&str>, none: &str) -> String {
    digest.map_or_else(|| none.to_owned(), |digest| format!("`{digest}`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Holder, Location};

    #[test]
    fn an_error_says_what_was_expected_found_and_to_do_in_both_languages() {
        let error = Error::Missing(Location::Sqlite("lakes.sqlite".into()));
        assert_eq!(
            error.in_words(Language::Ja),
            "期待: `lakes.sqlite` に保存先、実際: なし\n対処: `shirube ingest` で作るか、`--store` で別の保存先を指定する"
        );
        assert_eq!(
            error.to_string(),
            "expected a store at `lakes.sqlite`, found none\nhint: `shirube ingest` makes one; or name another with `--store`"
        );
        let holder = Holder { who: "shirube ingest".to_owned(), since: "2026-04-01T00:00:00Z".to_owned() };
        let busy = Error::Busy(Some(holder)).in_words(Language::Ja);
        assert!(busy.contains("shirube ingest が 2026-04-01T00:00:00Z から書き込んでいる"), "{busy}");
    }

    #[test]
    fn what_the_database_says_is_told_as_it_is() {
        let error = Error::Database("disk full".into());
        assert_eq!([Language::Ja, Language::En].map(|language| error.in_words(language)), ["disk full"; 2]);
        assert!(!Error::NothingToUndo.in_words(Language::Ja).contains('\n'), "no advice, no line for it");
    }
}
