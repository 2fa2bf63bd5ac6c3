//! `shirube explain`: what is found in a text, and what is not and why.
//!
//! The decision to question: the words stand under the text that they are about, numbered, rather than in a table beside it. Whoever debugs
//! a pattern looks at the text.

use crate::exit;
use crate::language_option::LanguageOption;
use anyhow::Context as _;
use mention::{
    Certainty, Explanation, FieldKind, Mention, Passage, Recogniser, SchemeSet, funder_info, reason_info, scheme_info,
};
use plan::Language;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Read as _;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Arguments of `shirube explain`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The text; `-` reads standard input.
    text: String,
    /// In what kind of field it stands. Default: `grant-id` with `--beside`, else `text`.
    #[arg(long, value_name = "FIELD", value_parser = field)]
    field: Option<FieldKind>,
    /// What stands beside it in the record: the agency of a grant number, the databank of an accession number.
    #[arg(long, value_name = "WORDS", default_value = "")]
    beside: String,
    /// Which schemes to look for: `all`, `plan` or a list.
    #[arg(long, default_value = "all")]
    schemes: SchemeSet,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    language: LanguageOption,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// The text with its mentions underlined, then each of them.
    Text,
    /// One JSON object, documented in docs/reference/explain.md.
    Json,
}

/// The kind of a field by its name, as serialisation writes it.
fn field(word: &str) -> Result<FieldKind, String> {
    const KNOWN: &str = "title, abstract, grant-id, grant-agency, affiliation, databank, conflict-of-interest, acknowledgement, \
                         methods, reference, text";
    serde_json::from_value(json!(word)).map_err(|_| format!("expected one of {KNOWN}"))
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let text = if arguments.text == "-" { stdin()? } else { arguments.text };
    let default = if arguments.beside.is_empty() { FieldKind::Text } else { FieldKind::GrantId };
    let passage = Passage { text: &text, kind: arguments.field.unwrap_or(default), beside: &arguments.beside };
    let explained = Recogniser::new(&arguments.schemes).explain(passage);
    match arguments.format {
        Format::Text => {
            print!("{}", Page { passage, explained: &explained, words: words(arguments.language.choose()) }.text())
        }
        Format::Json => println!("{:#}", as_json(passage, &explained)),
    }
    Ok(exit::DONE)
}

fn stdin() -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).context("standard input could not be read")?;
    let text = String::from_utf8(bytes).context("standard input: expected UTF-8, found other bytes")?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

/// The words of the page in one language.
struct Words {
    language: &'static str,
    found: &'static str,
    refused: &'static str,
    nothing_found: &'static str,
    nothing_refused: &'static str,
    no_anchor: &'static str,
    certain: &'static str,
    doubtful: &'static str,
    fiscal_year: &'static str,
    rule: &'static str,
}

fn words(language: Language) -> Words {
    match language {
        Language::Ja => Words {
            language: "ja",
            found: "見つかったもの",
            refused: "見つからなかったもの（候補と、退けた規則）",
            nothing_found: "なし。",
            nothing_refused: "候補もない。",
            no_anchor: "探し始めるための言葉（lexicons/anchors.tsv）がどこにもないので、この文章は読まれない。",
            certain: "確か",
            doubtful: "要判断",
            fiscal_year: "年度",
            rule: "規則",
        },
        Language::En => Words {
            language: "en",
            found: "Found",
            refused: "Not found: candidates, and the rule that refused each",
            nothing_found: "Nothing.",
            nothing_refused: "No candidate either.",
            no_anchor: "None of the words without which nothing is looked for (lexicons/anchors.tsv) stands here, so this text is not read.",
            certain: "certain",
            doubtful: "doubtful",
            fiscal_year: "fiscal year",
            rule: "rule",
        },
    }
}

struct Page<'a> {
    passage: Passage<'a>,
    explained: &'a Explanation,
    words: Words,
}

impl Page<'_> {
    fn text(&self) -> String {
        let Self { passage, explained, words } = self;
        let mut out = self.underlined();
        if !explained.anchored {
            let _ = writeln!(out, "\n{}", words.no_anchor);
        }
        let _ = writeln!(out, "\n{}", words.found);
        for (number, mention) in explained.mentions.iter().enumerate() {
            let _ = write!(out, "{}", self.mention(number + 1, mention));
        }
        if explained.mentions.is_empty() {
            let _ = writeln!(out, "  {}", words.nothing_found);
        }
        let _ = writeln!(out, "\n{}", words.refused);
        for (number, group) in self.groups().iter().enumerate() {
            let _ = writeln!(out, "{:>4} {}", letter(number), one_line(&passage.text[group.clone()]));
            for one in explained.refused.iter().filter(|one| one.span == *group) {
                let _ = writeln!(out, "       {}  {}", one.rule.id, one.words(words.language));
            }
        }
        if explained.refused.is_empty() {
            let _ = writeln!(out, "  {}", words.nothing_refused);
        }
        out
    }

    fn mention(&self, number: usize, mention: &Mention) -> String {
        let words = &self.words;
        let mut out = String::new();
        let printed = one_line(&self.passage.text[mention.span.clone()]);
        let _ = writeln!(out, "{number:>4} {printed}");
        let label = scheme_info(&mention.scheme).map_or("", |info| info.label(words.language));
        let _ = writeln!(out, "       {}  {}  ({label})", mention.scheme, mention.value);
        for id in identifiers(mention) {
            let _ = writeln!(out, "       {id}");
        }
        let certainty = match &mention.certainty {
            Certainty::Certain => words.certain.to_owned(),
            Certainty::Doubtful { reason } => {
                let reason = reason_info(reason).map_or(&**reason, |info| info.words(words.language));
                format!("{}: {reason}", words.doubtful)
            }
        };
        let year = mention.fiscal_year.map_or_else(String::new, |year| format!("; {} {year}", words.fiscal_year));
        let _ = writeln!(out, "       {certainty}{year}");
        let rule = Recogniser::default().rules().into_iter().find(|rule| rule.id == mention.rule);
        let told = rule.map_or("", |rule| rule.words(words.language));
        let _ = writeln!(out, "       {} {}  {told}", words.rule, mention.rule);
        out
    }

    /// The refused spans, each once.
    fn groups(&self) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = self.explained.refused.iter().map(|one| one.span.clone()).collect();
        spans.dedup();
        spans
    }

    /// The text, and under each line of it `^` where something was found and `.` where something was refused, with their numbers.
    fn underlined(&self) -> String {
        let text = self.passage.text;
        let mut marks: Vec<(Range<usize>, char, String)> =
            self.groups().into_iter().enumerate().map(|(number, span)| (span, '.', letter(number))).collect();
        let found = self.explained.mentions.iter().enumerate();
        marks.extend(found.map(|(number, mention)| (mention.span.clone(), '^', (number + 1).to_string())));
        let mut out = String::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let shown = line.trim_end_matches(['\n', '\r']).replace('\t', " ");
            let _ = writeln!(out, "{shown}");
            let under = under_line(&shown, start, &marks);
            if !under.is_empty() {
                let _ = writeln!(out, "{under}");
            }
            start += line.len();
        }
        out
    }
}

/// What stands under a line that begins at byte `start` of the text.
fn under_line(line: &str, start: usize, marks: &[(Range<usize>, char, String)]) -> String {
    let mut columns: Vec<char> = Vec::new();
    let mut numbers: Vec<char> = Vec::new();
    for (at, character) in line.char_indices() {
        let at = start + at;
        // A mention stands over a refused candidate that it overlaps: it comes last.
        let mark = marks.iter().rev().find(|(span, _, _)| span.contains(&at)).map_or(' ', |(_, mark, _)| *mark);
        for (_, _, number) in marks.iter().filter(|(span, _, _)| span.start == at) {
            numbers.resize(numbers.len().max(columns.len()), ' ');
            numbers.extend(number.chars());
        }
        columns.extend(std::iter::repeat_n(mark, character.width().unwrap_or(0)));
    }
    let told = |columns: Vec<char>| columns.into_iter().collect::<String>().trim_end().to_owned();
    let (columns, numbers) = (told(columns), told(numbers));
    if columns.width() == 0 { String::new() } else { format!("{columns}\n{numbers}") }
}

/// Under which identifiers others know a funder that is named in words.
fn identifiers(mention: &Mention) -> Vec<String> {
    let funder = funder_info(&mention.value).filter(|_| mention.scheme == "name");
    let Some(funder) = funder else { return Vec::new() };
    let crossref =
        Some(funder.crossref_funder).filter(|id| !id.is_empty()).map(|id| format!("https://doi.org/10.13039/{id}"));
    Some(funder.ror.to_owned()).filter(|id| !id.is_empty()).into_iter().chain(crossref).collect()
}

/// `a`, `b`, … `z`, `a1`, …
fn letter(number: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or(0));
    if number < 26 { letter.to_string() } else { format!("{letter}{}", number / 26) }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn as_json(passage: Passage<'_>, explained: &Explanation) -> Value {
    let raw = |span: &Range<usize>| &passage.text[span.clone()];
    json!({
        "text": passage.text,
        "field": passage.kind,
        "beside": passage.beside,
        "anchored": explained.anchored,
        "mentions": explained.mentions.iter().map(|mention| {
            let reason = match &mention.certainty {
                Certainty::Certain => None,
                Certainty::Doubtful { reason } => Some(&**reason),
            };
            json!({
                "scheme": mention.scheme, "value": mention.value, "raw": raw(&mention.span),
                "start": mention.span.start, "end": mention.span.end, "fiscal_year": mention.fiscal_year, "rule": mention.rule,
                "certainty": if reason.is_some() { "doubtful" } else { "certain" }, "reason": reason,
                "identifiers": identifiers(mention),
                "reason_en": reason.and_then(reason_info).map(|info| info.words_en),
                "reason_ja": reason.and_then(reason_info).map(|info| info.words_ja),
            })
        }).collect::<Vec<_>>(),
        "refused": explained.refused.iter().map(|one| json!({
            "schemes": one.rule.schemes, "raw": raw(&one.span), "start": one.span.start, "end": one.span.end,
            "rule": one.rule.id, "why": one.why, "by": one.by, "words_en": one.words("en"), "words_ja": one.words("ja"),
        })).collect::<Vec<_>>(),
    })
}
