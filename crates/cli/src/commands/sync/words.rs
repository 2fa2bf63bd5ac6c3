//! What went wrong, in the language chosen.

use plan::Language;
use sync::Problem;

/// The problem in words; further lines say what to do.
pub(super) fn in_words(problem: &Problem, language: Language) -> String {
    match language {
        Language::En => problem.to_string(),
        Language::Ja => in_japanese(problem),
    }
}

fn in_japanese(problem: &Problem) -> String {
    match problem {
        Problem::Stopped => "中断しました".to_owned(),
        Problem::Network { found } => format!("接続に失敗しました: {found}"),
        Problem::Silent { seconds } => format!("{seconds}秒間、何も届きませんでした"),
        Problem::Status { status, retry_after: None } => {
            format!("ファイルを期待しましたが、HTTP ステータス {status} が返されました")
        }
        Problem::Status { status, retry_after: Some(after) } => format!(
            "ファイルを期待しましたが、HTTP ステータス {status} が返され、{}秒後の再試行を求められました",
            after.as_secs()
        ),
        Problem::Redirect { to } => {
            format!("ファイルを期待しましたが、`{to}` へ転送されました。この転送先には従いません")
        }
        Problem::Length { expected, found } => format!("{expected}バイトを期待しましたが、{found}バイトでした"),
        Problem::Checksum { expected, found } => format!("MD5 {expected} を期待しましたが、{found} でした"),
        Problem::Gzip { found } => format!("完全な gzip ファイルを期待しましたが、壊れています: {found}"),
        Problem::Records { expected, found } => {
            format!("{expected}レコードを期待しましたが、{found}レコードでした")
        }
        Problem::Content { expected, found } => format!("期待した内容（{expected}）ではなく、`{found}` が返されました"),
        Problem::Name { found } => format!("ファイル名を期待しましたが、`{found}` でした"),
        Problem::Folder { path, found } => format!("{}: {found}", path.display()),
        Problem::Space { needed, free } => format!(
            "{needed}バイト必要ですが、空きは{free}バイトです\n\
             ヒント: 空きを作る、別のフォルダーを指定する、または --limit で一部だけ取得してください"
        ),
        Problem::Locked { by } => format!(
            "このフォルダーではほかのプログラムが作業中です: {by}\n\
             ヒント: 終わるのを待つか、別のフォルダーを指定してください"
        ),
        Problem::Mixed { holds, asked } => format!(
            "このフォルダーは `{holds}` のものですが、`{asked}` が求められました\n\
             ヒント: 取得元と条件ごとに別のフォルダーを指定してください"
        ),
        Problem::Mailto => "この取得元は連絡先のメールアドレスを求めています\n\
             ヒント: --mailto ADDRESS を付けるか、SHIRUBE_MAILTO を設定してください"
            .to_owned(),
        Problem::Option { name, expected, found } => {
            format!("{name}: 期待した値（{expected}）ではなく、`{found}` が指定されました")
        }
        Problem::Untrusted { found } => format!(
            "信頼できる証明書を期待しましたが、そうではありませんでした: {found}\n\
             ヒント: 組織のプロキシを経由している場合は、その証明書を SSL_CERT_FILE に指定してください"
        ),
        Problem::NoRoots { found } => format!(
            "信頼する証明書が見つかりません: {found}\n\
             ヒント: パッケージ `ca-certificates` を入れるか、SSL_CERT_FILE に証明書のファイルを指定してください"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_what_was_expected_and_found_and_what_to_do() {
        let check = |problem: Problem, words: &[&str]| {
            for language in [Language::Ja, Language::En] {
                let said = in_words(&problem, language);
                assert!(words.iter().all(|word| said.contains(word)), "{said}");
            }
        };
        check(Problem::Length { expected: 200, found: 100 }, &["200", "100"]);
        check(Problem::Mailto, &["--mailto", "SHIRUBE_MAILTO"]);
        check(Problem::Space { needed: 5, free: 4 }, &["5", "4", "--limit"]);
        check(Problem::Locked { by: "process 7".to_owned() }, &["process 7"]);
        check(Problem::Untrusted { found: "UnknownIssuer".to_owned() }, &["UnknownIssuer", "SSL_CERT_FILE"]);
        let mixed = Problem::Mixed { holds: "openalex".to_owned(), asked: "crossref".to_owned() };
        check(mixed, &["`openalex`", "`crossref`"]);
        let retry_after = Some(std::time::Duration::from_secs(90));
        check(Problem::Status { status: 429, retry_after }, &["429", "90"]);
    }
}
