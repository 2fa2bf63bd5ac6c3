//! Source records: nothing merged, each with the licence of its words.
//!
//! The decision to question: **affiliations stay here.** They hold people's addresses; what of them bears on the plan goes out as the words of a mention.

use crate::Error;
use crate::line::{Line, code};
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Date, Flag, Integer, Text};
use corpus::Record;
use evidence::Relation;
use std::collections::BTreeSet;
use store::WholeRecord;

pub(super) const RECORD: [&str; 2] = ["記録のID（出典のIDに接頭辞をつけたもの）", "Source id with its prefix"];
const INVENTED: [&str; 2] = ["架空か", "Whether it was made up for a demonstration"];

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::Literature);
    let of_record = |name, meaning| table(name, meaning).key("record", Text, RECORD).of("record");
    vec![
        table("record", ["出典ごとの記録", "Source records"])
            .key("record", Text, RECORD)
            .full("work", Text, ["著作の公開ID", "Public id of its work"])
            .of("work")
            .full("source", Text, ["出典", "The source"])
            .full("batch", Integer, ["読み込んだファイルの番号", "The file that gave it"])
            .of("batch")
            .full("version", Integer, ["出典での版", "Its version in the source"])
            .full("kind", Text, ["種類", "`paper`, `trial` …"])
            .may("title", Text, ["題名", "Title"])
            .may("original_title", Text, ["原題", "Title in the original language"])
            .may("journal", Text, ["掲載誌", "Journal"])
            .may("journal_abbreviation", Text, ["掲載誌の略称", "The journal, abbreviated"])
            .may("volume", Text, ["巻", "Volume"])
            .may("issue", Text, ["号", "Issue"])
            .may("pages", Text, ["ページ", "Pages"])
            .may("published", Date, ["公表日", "The date by which it would be counted if it were alone"])
            .may("published_role", Text, ["公表日とした日付の種類", "Role of the date that was taken"])
            .may(
                "published_precision",
                Text,
                ["公表日の精度：day、month、year、assumed", "`day`, `month`, `year` or `assumed`"],
            )
            .may("licence", Text, ["利用条件", "Licence of its words"])
            .full("since", Integer, ["この状態になった変更番号", "The change since which it holds"])
            .full("invented", Flag, INVENTED),
        of_record("identifier", ["記録の識別子", "Identifiers of records"])
            .key("identifier", Text, ["識別子（接頭辞つき）", "The identifier with its prefix"])
            .full("invented", Flag, INVENTED),
        of_record("author", ["著者（所属は含まない）", "Authors; without affiliations"])
            .key("place", Integer, ["著者の順", "Place among the authors"])
            .may("family", Text, ["姓または団体名", "Family name, or name of a group"])
            .may("given", Text, ["名", "Given names"])
            .may("initials", Text, ["頭文字", "Initials"])
            .may("orcid", Text, ["ORCID", "ORCID"])
            .full("is_group", Flag, ["団体か", "Whether it is a group"])
            .full("invented", Flag, INVENTED),
        of_record("record_date", ["記録の日付（出典の記載どおり）", "Dates of records as printed"])
            .key("place", Integer, ["順", "Its place"])
            .full("role", Text, ["種類", "Its role"])
            .full("year", Integer, ["年", "Year"])
            .may("month", Integer, ["月", "Month"])
            .may("day", Integer, ["日", "Day"])
            .full("invented", Flag, INVENTED),
        of_record("record_type", ["記録の出版種別（出典の記載どおり）", "Publication types of records as printed"])
            .key("type", Text, ["出版種別", "The type"])
            .full("invented", Flag, INVENTED),
        of_record("record_issn", ["掲載誌のISSN", "ISSNs of a record's journal"])
            .key("issn", Text, ["ISSN", "ISSN"])
            .full("invented", Flag, INVENTED),
        of_record("subject", ["主題（MeSH）", "Subjects (MeSH)"])
            .key("subject", Text, ["MeSHの用語", "The term, with qualifiers after a slash"])
            .full("invented", Flag, INVENTED),
        of_record(
            "relation",
            [
                "ほかの記録との関係（撤回・訂正・プレプリントなど）",
                "What a record says about others: retraction, correction, preprint …",
            ],
        )
        .key("word", Text, ["出典の語", "The source's word"])
        .key("other", Text, ["相手のID", "Id of the other"])
        .may("relation", Text, ["関係（語の意味が分かる場合）", "What it means, if the word is known"])
        .full("invented", Flag, INVENTED),
        of_record("trial", ["試験の登録内容", "What a trial register says of a trial"])
            .may("sponsor", Text, ["責任者", "Who is responsible"])
            .may("sponsor_class", Text, ["責任者の区分（登録簿による）", "The register's class of the sponsor"])
            .may("phase", Text, ["相", "Phase"])
            .may("study_type", Text, ["試験の種類", "Type of study"])
            .may("status", Text, ["募集状況", "Status of recruitment"])
            .full(
                "investigator_initiated",
                Text,
                [
                    "医師主導治験か：yes、no、unclassified",
                    "Whether it is a 医師主導治験: `yes`, `no` or `unclassified`",
                ],
            )
            .from(Origin::Shirube)
            .full("reason", Text, ["その理由", "Why"])
            .from(Origin::Shirube)
            .full("invented", Flag, INVENTED),
    ]
}

/// Writes a record with everything that may go out.
pub(super) fn push(writers: &mut Writers, whole: &WholeRecord) -> Result<(), Error> {
    let record = &whole.source.record;
    let published = whole.source.published.as_ref();
    let journal = record.journal.clone().unwrap_or_default();
    let line = Line::new()
        .with(&record.id)
        .with(&whole.work)
        .with(&whole.source.source)
        .with(whole.batch)
        .with(record.version)
        .with(&record.kind)
        .with(&record.title)
        .with(record.vernacular_title.as_ref())
        .with(journal.title)
        .with(journal.abbreviation)
        .with(journal.volume)
        .with(journal.issue)
        .with(journal.pages)
        .with(published.map(|one| one.date))
        .with(published.map(|one| one.role.as_str()))
        .with(published.map(|one| code(&one.precision)))
        .with(&record.licence)
        .with(whole.since)
        .with(record.invented);
    writers.push("record", line.0)?;
    writers.note_licence(&whole.source.source, &record.licence);
    let each = |writers: &mut Writers, table: &str, values: &[String]| -> Result<(), Error> {
        for value in values.iter().filter(|value| !value.is_empty()).collect::<BTreeSet<_>>() {
            writers.push(table, Line::new().with(&record.id).with(value).with(record.invented).0)?;
        }
        Ok(())
    };
    each(writers, "identifier", &record.identifiers)?;
    each(writers, "record_type", &record.publication_types)?;
    each(writers, "record_issn", &journal.issn)?;
    each(writers, "subject", &record.mesh)?;
    for (place, one) in (1_u64..).zip(&record.authors) {
        let line = Line::new().with(&record.id).with(place).with(&one.family).with(&one.given).with(&one.initials);
        writers.push("author", line.with(one.orcid.as_ref()).with(one.collective).with(record.invented).0)?;
    }
    for (place, one) in (1_u64..).zip(&record.dates) {
        let line = Line::new().with(&record.id).with(place).with(&one.role).with(one.year);
        let [month, day] = [one.month, one.day].map(|part| part.map(i16::from));
        writers.push("record_date", line.with(month).with(day).with(record.invented).0)?;
    }
    related(writers, record)?;
    trial(writers, record)
}

fn related(writers: &mut Writers, record: &Record) -> Result<(), Error> {
    let relations = record.relations.iter().filter(|(word, other)| !word.is_empty() && !other.is_empty());
    for (word, other) in relations.collect::<BTreeSet<_>>() {
        let line = Line::new().with(&record.id).with(word).with(other).with(Relation::of(word).map(Relation::code));
        writers.push("relation", line.with(record.invented).0)?;
    }
    Ok(())
}

fn trial(writers: &mut Writers, record: &Record) -> Result<(), Error> {
    let Some(trial) = &record.trial else { return Ok(()) };
    let line = Line::new()
        .with(&record.id)
        .with(&trial.sponsor)
        .with(&trial.sponsor_class)
        .with(&trial.phase)
        .with(&trial.study_type)
        .with(&trial.status)
        .with(code(&trial.investigator_initiated.answer))
        .with(code(&trial.investigator_initiated.reason))
        .with(record.invented);
    writers.push("trial", line.0)
}
