//! Reading one file to its end before anything of it is written.
//!
//! The decision to question: a file's records are held in memory until it has been checked to the end, instead of being written
//! as they come. What is kept of a file is small (a few hundred records of a PubMed file), so several files can be
//! read at once, a broken one never touches the store, and the store is locked for the moment of writing alone.

use crate::recognise::{keep_fields_with_mentions, recognise};
use crate::{Refusal, Rules};
use corpus::{Edition, FileSummary, Format, Input, Item, ReadError, ReadOptions, Reader};
use evidence::{Keep, Linker, keep};
use store::KeptRecord;

/// A file that was read and checked to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// As named on the command line.
    pub file: String,
    /// Checksum, edition and counts of the file.
    pub summary: FileSummary,
    /// What is kept, in the order of the file.
    pub records: Vec<KeptRecord>,
    /// Every citation of a file of PubMed's, kept or not: PMID, version.
    pub seen: Vec<(u32, u32)>,
    /// Every record of a file of another source, kept or not: id, version.
    pub seen_elsewhere: Vec<(String, u32)>,
    /// What the file takes back: PMID, version.
    pub deleted: Vec<(u32, u32)>,
    /// Records with any mention, kept or not.
    pub with_mentions: u64,
}

/// Reads one file to its end and keeps what `policy` keeps. The edition is the one in the file's name, else the option's.
///
/// # Errors
/// If anything is wrong with it; then nothing of it is given.
pub fn prepare(
    reader: &mut Reader,
    input: &Input,
    options: &ReadOptions,
    rules: &Rules,
    linker: &Linker,
    policy: Keep,
) -> Result<Prepared, Refusal> {
    let file = shown_name(input);
    let mut records = Vec::new();
    let mut seen = Vec::new();
    let mut seen_elsewhere = Vec::new();
    let mut deleted = Vec::new();
    let mut with_mentions = 0;
    // What the name says about the edition is not overruled: `--edition` is for names that say nothing.
    let edition = Edition::of_file_name(&input.name()).or(options.edition);
    let options = ReadOptions { every_id: true, strict: true, edition, ..options.clone() };
    let mut summary = reader
        .read(input, &options, &rules.prefilter, &mut |item| {
            match item {
                Item::Seen { id, version, .. } => match pmid_of(&id) {
                    Some(pmid) => seen.push((pmid, version)),
                    None => seen_elsewhere.push((id, version)),
                },
                Item::Deleted(citations) => deleted.extend(citations),
                Item::Record(mut record) => {
                    let mentions = recognise(&record, &rules.recogniser, linker);
                    with_mentions += u64::from(!mentions.is_empty());
                    if keep(&mentions, policy) {
                        keep_fields_with_mentions(&mut record, &mentions);
                        records.push(KeptRecord { published: record.publication_date(), record, mentions });
                    }
                }
            }
            Ok(())
        })
        .map_err(|error| refusal(&file, &error))?;
    if summary.format != Format::PubMed {
        summary.edition = None;
        // Which format it is shows only now; a citation in a file of texts is one record among others.
        seen_elsewhere.extend(seen.drain(..).map(|(pmid, version)| (format!("pmid:{pmid}"), version)));
    } else if summary.edition.is_none() {
        return Err(Refusal {
            file,
            record: None,
            reason: "expected an edition in the name of a PubMed file, such as `pubmed21n1298.xml.gz`, found none\n\
                     hint: the content does not hold it; give it with `--edition 2021-1298`"
                .to_owned(),
            reason_ja: "期待: PubMedのファイル名に `pubmed21n1298.xml.gz` のような版、実際: なし\n\
                        対処: 版は内容には書かれていない。`--edition 2021-1298` のように指定する"
                .to_owned(),
        });
    }
    Ok(Prepared { file, summary, records, seen, seen_elsewhere, deleted, with_mentions })
}

/// The number of a citation's id, if it has no other way to be written.
fn pmid_of(id: &str) -> Option<u32> {
    id.strip_prefix("pmid:").filter(|digits| !digits.starts_with(['0', '+'])).and_then(|digits| digits.parse().ok())
}

/// The file as it was named; a bare name would not tell two folders apart.
pub(crate) fn shown_name(input: &Input) -> String {
    match input {
        Input::File(path) => path.display().to_string(),
        other => other.name(),
    }
}

pub(crate) fn refusal(file: &str, error: &ReadError) -> Refusal {
    Refusal {
        file: file.to_owned(),
        record: error.record.clone(),
        reason: format!("{}{}", error.place(), error.problem),
        reason_ja: error.place_in_japanese() + &error.problem.in_japanese(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arden::{Citation, citations, pubmed};

    fn no_plan() -> Linker {
        let text = |key: &str| format!("\"{key}\":{{\"ja\":\"アーデン\",\"en\":\"Arden\",\"en_official\":true}}");
        let lists = [
            "decisions",
            "policies",
            "programmes",
            "integrated_projects",
            "disease_areas",
            "successions",
            "budget_projects",
            "schemes",
            "joins",
        ];
        let lists: Vec<String> = lists.iter().map(|list| format!("\"{list}\":[]")).collect();
        let json = format!(
            "{{\"id\":\"arden\",\"goal_number\":\"1\",\"parent\":null,\"source\":\"invented\",{},{},{},{}}}",
            text("title"),
            text("goal"),
            text("summary"),
            lists.join(",")
        );
        Linker::new(&serde_json::from_str(&json).expect("a plan without programmes"), &[])
    }

    fn read(name: &str, content: &str, policy: Keep) -> Result<Prepared, Refusal> {
        let input = Input::Bytes { name: name.into(), bytes: content.as_bytes().to_vec() };
        prepare(&mut Reader::new(), &input, &ReadOptions::default(), &Rules::new(), &no_plan(), policy)
    }

    #[test]
    fn what_is_kept_and_what_is_only_counted_add_up_to_what_was_read() {
        let prepared = read("pubmed26n0001.xml", &pubmed(&citations(1, 100), &[7, 8]), Keep::Japanese).expect("read");
        assert_eq!((prepared.summary.records_read, prepared.seen.len()), (100, 100));
        // Of ten citations one names an AMED number, one P-CREATE, one a KAKENHI number and one a foreign trial.
        assert_eq!((prepared.with_mentions, prepared.records.len()), (40, 30));
        assert_eq!(prepared.deleted, [(7, 1), (8, 1)]);
        let all = read("pubmed26n0001.xml", &pubmed(&citations(1, 100), &[]), Keep::All).expect("read");
        assert_eq!(all.records.len(), 40);
    }

    #[test]
    fn only_fields_that_hold_a_mention_are_kept_and_every_span_points_into_one() {
        let citation = Citation::new(1).says("Supported by P-CREATE from AMED.").grant("JP21am0101001", "AMED");
        let prepared = read("pubmed26n0001.xml", &pubmed(&[citation], &[]), Keep::Japanese).expect("read");
        let kept = &prepared.records[0];
        let fields: Vec<&str> = kept.record.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(fields, ["abstract", "grant[1].id", "grant[1].agency"]);
        for found in &kept.mentions {
            let field = kept.record.fields.iter().find(|field| field.name == found.field).expect("its field is kept");
            assert_eq!(field.text[found.mention.span.clone()], found.raw);
        }
        assert_eq!(kept.published.as_ref().map(|published| published.date.to_string()).as_deref(), Some("2021-06-01"));
    }

    #[test]
    fn a_pubmed_file_without_an_edition_is_refused_and_a_named_one_is_read() {
        let content = pubmed(&citations(1, 3), &[]);
        let refused = read("download.xml", &content, Keep::Japanese).expect_err("no edition");
        assert!(refused.to_string().starts_with("download.xml: expected an edition"), "{refused}");
        assert!(refused.reason.contains("--edition"));
        let input = Input::Bytes { name: "download.xml".into(), bytes: content.into_bytes() };
        let options = ReadOptions { edition: Some("2026-1".parse().expect("an edition")), ..ReadOptions::default() };
        let read = prepare(&mut Reader::new(), &input, &options, &Rules::new(), &no_plan(), Keep::Japanese);
        assert_eq!(read.expect("read").summary.edition.map(|edition| edition.to_string()).as_deref(), Some("2026-1"));
    }

    #[test]
    fn a_text_needs_no_edition() {
        let line = r#"{"record":"text:1","text":"Supported by AMED under JP21am0101001."}"#;
        let prepared = read("notes.jsonl", line, Keep::Japanese).expect("read");
        assert_eq!((prepared.records.len(), prepared.summary.edition), (1, None));
        assert_eq!((prepared.seen.len(), prepared.seen_elsewhere), (0, vec![("text:1".to_owned(), 1)]));
    }

    #[test]
    fn nothing_is_given_of_a_file_that_is_broken_anywhere() {
        let whole = pubmed(&citations(1, 50), &[]);
        let check = |content: &str, expected: &str| {
            let refused = read("pubmed26n0001.xml", content, Keep::Japanese).expect_err(expected);
            assert!(refused.to_string().contains(expected), "{refused}");
            assert!(refused.reason.contains("expected") && refused.reason.contains("found"), "{refused}");
        };
        check("", "empty");
        check(&whole[..whole.len() / 2], "line");
        check(&whole.replace("</PubmedArticleSet>", ""), "PubmedArticleSet");
        check(&whole.replacen("</AbstractText>", "</Abstract>", 30), "line");
        check("lakes of Arden", "expected a format that can be read");
    }

    #[test]
    fn the_real_file_is_read_whole_and_every_span_of_it_points_to_its_words() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/real/pubmed21n1298-even.xml.gz");
        if !std::path::Path::new(path).exists() {
            eprintln!("SKIPPED: no real PubMed file at {path}");
            return;
        }
        let input = Input::File(path.into());
        let options = ReadOptions::default();
        let prepared =
            prepare(&mut Reader::new(), &input, &options, &Rules::new(), &no_plan(), Keep::Japanese).expect("read");
        let summary = &prepared.summary;
        assert_eq!(summary.edition.map(|edition| edition.to_string()).as_deref(), Some("2021-1298"));
        assert_eq!(prepared.seen.len() as u64, summary.records_read);
        assert_eq!(prepared.deleted.len() as u64, summary.deleted);
        assert_eq!((summary.records_read, summary.deleted), (10_394, 20));
        // Who labelled the file by reading it found these; every one of them has to be kept.
        let gold = std::fs::read_to_string(path.replace(".xml.gz", ".gold.jsonl")).expect("the labels beside the file");
        let mut labelled = 0;
        for line in gold.lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("a label");
            if ["amed", "kakenhi", "jst"].iter().any(|scheme| row["scheme"] == *scheme) {
                labelled += 1;
                let kept = prepared.records.iter().any(|kept| row["record"] == kept.record.id.as_str());
                assert!(kept, "{line} is not kept");
            }
        }
        assert!(labelled > 50 && (prepared.records.len() as u64) < prepared.with_mentions);
        for kept in &prepared.records {
            assert!(kept.published.is_some(), "{} has no publication date", kept.record.id);
            for found in &kept.mentions {
                let field =
                    kept.record.fields.iter().find(|field| field.name == found.field).expect("its field is kept");
                assert_eq!(field.text[found.mention.span.clone()], found.raw);
            }
        }
    }
}
