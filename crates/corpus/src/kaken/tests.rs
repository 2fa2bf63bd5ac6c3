use crate::json::tests::Stars;
use crate::{Format, Input, Item, ReadError, ReadOptions, Record, detect, read};

fn records(content: &str, options: &ReadOptions) -> Result<Vec<Record>, ReadError> {
    let mut records = Vec::new();
    let input = Input::Bytes { name: "kaken.xml".to_owned(), bytes: content.as_bytes().to_vec() };
    read(&input, options, &Stars, &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })?;
    Ok(records)
}

fn every() -> ReadOptions {
    ReadOptions { every_record: true, strict: true, ..ReadOptions::default() }
}

fn file(grants: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<grantAwards>\n  <totalResults>1</totalResults>\n  <empty/>\n{grants}\n</grantAwards>\n"
    )
}

fn grant(number: &str, inside: &str) -> String {
    format!("<grantAward id=\"KAKENHI-PROJECT-{number}\" awardNumber=\"{number}\">{inside}</grantAward>\n")
}

fn texts(record: &Record) -> Vec<(&str, &str, &str)> {
    record.fields.iter().map(|field| (field.name.as_str(), field.text.as_str(), field.beside.as_str())).collect()
}

const LAKES: &str = "<modified>2026-01-16T00:19:41Z</modified>\
  <summary xml:lang=\"ja\"><title>アーデンの湖</title><category>基盤研究(A)</category><agency>科研費</agency>\
    <member sequence=\"1\" eradCode=\"12345678\" role=\"principal_investigator\"><institution>湖大学</institution>\
      <personalName><fullName>織田 美良</fullName><familyName yomi=\"オダ\">織田</familyName><givenName>美良</givenName></personalName></member>\
    <projectStatus statusCode=\"granted\"/><keywordList><keyword>湖</keyword><keyword>魚</keyword></keywordList>\
    <paragraphList type=\"outline\"><paragraph>一。</paragraph><paragraph>二。</paragraph></paragraphList>\
    <periodOfAward><startFiscalYear>2021</startFiscalYear><endFiscalYear>2024</endFiscalYear></periodOfAward>\
    <overallAwardAmount><directCost>11400000</directCost><indirectCost>3,420,000</indirectCost><totalCost>14820000</totalCost></overallAwardAmount></summary>\
  <summary xml:lang=\"en\"><title>Lakes of\n   Arden</title><agency>Grants</agency><member><institution>Lake University</institution></member>\
    <paragraphList><paragraph>One.</paragraph></paragraphList></summary>\
  <grantList><grant><title>passed over</title></grant></grantList>\
  <paragraphList><paragraph>A report.</paragraph></paragraphList>\
  <productList><product><doi>\n 10.1000/ARDEN.1</doi><title>A paper &amp; more</title></product><product><doi originalValue=\"なし\"/><title>A talk</title></product></productList>\
  <productListEnriched><product><title>passed over</title></product></productListEnriched>";

#[test]
fn a_grant_is_read_with_its_people_years_and_yen() {
    let content = file(&grant("19KK0001", LAKES));
    assert_eq!(detect(content.as_bytes()).expect("a format"), Format::Kaken);
    let found = records(&content, &every()).expect("a good file");
    let record = &found[0];
    assert_eq!((record.id.as_str(), record.kind.as_str(), record.version), ("kakenhi:19KK0001", "grant", 20_260_116));
    assert_eq!((record.title.as_str(), record.vernacular_title.as_deref()), ("Lakes of Arden", Some("アーデンの湖")));
    assert_eq!(
        texts(record),
        [
            ("grant[1].id", "JP19KK0001", "科研費"),
            ("grant[1].agency", "科研費", "JP19KK0001"),
            ("affiliation[1.1]", "湖大学", ""),
            ("keyword[1]", "湖", ""),
            ("keyword[2]", "魚", ""),
            ("abstract", "一。\n二。", ""),
            ("abstract[2]", "One.", ""),
            ("report[1]", "A report.", ""),
            ("product[1]", "A paper & more", ""),
            ("product[2]", "A talk", ""),
            ("title", "Lakes of\n   Arden", ""),
            ("vernacular", "アーデンの湖", ""),
        ]
    );
    let grant = record.grant.clone().expect("a grant");
    assert_eq!((grant.start_fiscal_year, grant.end_fiscal_year), (Some(2021), Some(2024)));
    assert_eq!(
        (grant.direct_yen, grant.indirect_yen, grant.total_yen),
        (Some(11_400_000), Some(3_420_000), Some(14_820_000))
    );
    assert_eq!((grant.number.as_str(), grant.status.as_str()), ("19KK0001", "granted"));
    assert_eq!(grant.members.len(), 1);
    assert_eq!(
        (grant.members[0].name.as_str(), grant.members[0].role.as_str()),
        ("織田 美良", "principal_investigator")
    );
}

#[test]
fn papers_that_a_report_lists_are_relations_and_never_the_identity() {
    let found = records(&file(&grant("19KK0001", LAKES)), &every()).expect("a good file");
    assert_eq!(found[0].relations, [("product".to_owned(), "doi:10.1000/arden.1".to_owned())]);
    assert_eq!(found[0].identifiers, ["kakenhi:19KK0001"]);
}

#[test]
fn only_grants_with_a_candidate_are_given() {
    let title = |title: &str| format!("<summary><title>{title}</title></summary>");
    let content = file(
        &(grant("1", &title("湖"))
            + &grant("2", &title("&#x2606;"))
            + "<!-- ☆ -->"
            + &grant("3", "<grantList>☆</grantList>")),
    );
    let found = records(&content, &ReadOptions::default()).expect("a good file");
    assert_eq!(found.iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ["kakenhi:2"]);
}

#[test]
fn what_is_broken_is_refused_with_line_and_record() {
    let refused = |content: &str, expected: &str| {
        let error = records(content, &ReadOptions::default()).expect_err(content).to_string();
        assert!(error.starts_with(expected) && error.contains("\nhint: "), "expected `{expected}` in `{error}`");
    };
    refused(
        &file(&grant("1", "<summary></title></summary>")),
        "line 5: kakenhi:1: expected `</summary>`, found `</title>`",
    );
    refused(&file("<grantAward><summary/></grantAward>"), "line 5: expected an `awardNumber` in `<grantAward>`");
    refused(&file("words"), "line 5: expected `<grantAward>` or `</grantAwards>`, found `words");
    refused(&(file("") + "<more/>"), "line 7: expected the end of the file after `</grantAwards>`, found `<more/>`");
    let whole = file(&grant("1", "<summary/>"));
    for length in whole.find("<grantAwards").expect("a root") + 5..whole.trim_end().len() {
        assert!(records(&whole[..length], &ReadOptions::default()).is_err(), "cut after {length} bytes");
    }
}

#[test]
fn a_project_of_cinii_is_the_same_grant() {
    let content = "{\"@id\":\"https://cir.nii.ac.jp/opensearch/v2/projects?format=json\",\"items\":[{\"@id\":\"https://cir.nii.ac.jp/crid/10\",\"title\":\"湖\",\
        \"dc:creator\":[\"織田 美良\"],\"description\":\"一。\",\"dc:subject\":[\"魚\"],\
        \"dc:identifier\":[{\"@type\":\"cir:JGN\",\"@value\":\"JP19KK0001\"},{\"@type\":\"cir:KAKEN\",\"@value\":\"19KK0001\"}]}]}";
    assert_eq!(detect(content.as_bytes()).expect("a format"), Format::CiNii);
    let found = records(content, &ReadOptions::default()).expect("a good file");
    assert_eq!(found[0].identifiers, ["kakenhi:19KK0001", "crid:10"]);
    assert_eq!(
        texts(&found[0]),
        [
            ("title", "湖", ""),
            ("abstract", "一。", ""),
            ("keyword[1]", "魚", ""),
            ("grant[1].id", "JP19KK0001", "科学研究費助成事業")
        ]
    );
    let article = content.replace("cir:KAKEN", "cir:NAID");
    let error = records(&article, &ReadOptions::default()).expect_err("an article").to_string();
    assert!(error.starts_with("line 1: https://cir.nii.ac.jp/crid/10: expected a number of KAKEN"), "{error}");
}
