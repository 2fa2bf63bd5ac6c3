//! The language of messages: `--lang`, else the locale, else Japanese.

use plan::Language;

/// The option of every command that speaks both languages.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct LanguageOption {
    /// The language of messages. Default: that of the locale (`LC_ALL`, `LC_MESSAGES`, `LANG`), else Japanese.
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<Choice>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Choice {
    /// 日本語
    Ja,
    /// English
    En,
}

impl LanguageOption {
    /// The language chosen.
    pub fn choose(self) -> Language {
        match self.lang {
            Some(Choice::Ja) => Language::Ja,
            Some(Choice::En) => Language::En,
            None => of_locale(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok())),
        }
    }
}

/// The language in which a command that failed tells why: `--lang` is looked for among the arguments, since what was made of them is gone.
pub fn of_arguments() -> Language {
    let arguments: Vec<String> = std::env::args().collect();
    let given = arguments.iter().enumerate().find_map(|(at, argument)| match argument.as_str() {
        "--lang" => arguments.get(at + 1).map(String::as_str),
        other => other.strip_prefix("--lang="),
    });
    let lang = given.and_then(|lang| <Choice as clap::ValueEnum>::from_str(lang, false).ok());
    LanguageOption { lang }.choose()
}

/// The language of the first variable that is set and not empty. `C` and `POSIX` are no language of a person.
fn of_locale(variables: [Option<String>; 3]) -> Language {
    let locale = variables.into_iter().flatten().find(|value| !value.is_empty()).unwrap_or_default();
    if locale.to_ascii_lowercase().starts_with("en") { Language::En } else { Language::Ja }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_decides_and_japanese_if_none_says() {
        let check = |all: &str, messages: &str, lang: &str, expected: Language| {
            let variables = [all, messages, lang].map(|value| (!value.is_empty()).then(|| value.to_owned()));
            assert_eq!(of_locale(variables), expected, "{all} {messages} {lang}");
        };
        check("", "", "en_GB.UTF-8", Language::En);
        check("ja_JP.UTF-8", "", "en_GB.UTF-8", Language::Ja);
        check("", "en_US", "ja_JP", Language::En);
        check("", "", "", Language::Ja);
        check("C.UTF-8", "", "", Language::Ja);
    }
}
