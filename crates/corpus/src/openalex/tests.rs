use crate::json::tests::Stars;
use crate::{Format, Input, Item, ReadError, ReadOptions, Record, detect, read};

fn records(content: &str, options: &ReadOptions) -> Result<Vec<Record>, ReadError> {
    let mut records = Vec::new();
    let input = Input::Bytes { name: "part_000.gz".to_owned(), bytes: content.as_bytes().to_vec() };
    read(&input, options, &Stars, &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })?;
    Ok(records)
}

fn every() -> ReadOptions {
    ReadOptions { every_record: true, ..ReadOptions::default() }
}

/// A work of which only the members given are filled.
fn work(number: u32, members: &str) -> String {
    let comma = if members.is_empty() { "" } else { "," };
    format!("{{\"id\":\"https://openalex.org/W{number}\"{comma}{members}}}")
}

fn only(members: &str) -> Record {
    let mut found = records(&work(7, members), &every()).expect("a good file");
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn texts(record: &Record) -> Vec<(&str, &str, &str)> {
    record.fields.iter().map(|field| (field.name.as_str(), field.text.as_str(), field.beside.as_str())).collect()
}

#[test]
fn works_are_found_in_pages_partitions_lists_and_by_themselves() {
    let (one, two) = (work(1, ""), work(2, "\"title\":\"Hills\""));
    for content in [
        format!("{one}\n{two}\n"),
        format!("{{\"meta\":{{\"count\":2}},\"results\":[{one},{two}],\"group_by\":[]}}"),
        format!("[{one},{two}]"),
    ] {
        assert_eq!(detect(content.as_bytes()).expect("a format"), Format::OpenAlex, "{content}");
        let ids: Vec<String> =
            records(&content, &every()).expect(&content).into_iter().map(|record| record.id).collect();
        assert_eq!(ids, ["openalex:W1", "openalex:W2"], "{content}");
    }
    let pretty = "{\n  \"id\": \"https:\\/\\/openalex.org\\/W3\",\n  \"title\": null\n}\n";
    assert_eq!(records(pretty, &every()).expect("one work")[0].id, "openalex:W3");
    assert!(detect(b"{\"id\":\"https://openalex.org/A1\",\"display_name\":\"Mira Ode\"}").is_err());
}

#[test]
fn grants_are_read_in_the_old_and_in_the_new_shape() {
    let old = only(
        "\"grants\":[{\"funder\":\"https://openalex.org/F1\",\"funder_display_name\":\"Arden Fund\",\"award_id\":\"12\"},\
        {\"funder_display_name\":\"Lake Fund\",\"award_id\":null}]",
    );
    let expected = [
        ("grant[1].id", "12", "Arden Fund"),
        ("grant[1].agency", "Arden Fund", "12"),
        ("grant[2].agency", "Lake Fund", ""),
    ];
    assert_eq!(texts(&old), expected);
    let new = only(
        "\"awards\":[{\"id\":\"https://openalex.org/G1\",\"display_name\":null,\"funder_award_id\":\"12\",\"funder_display_name\":\"Arden Fund\"}],\
        \"funders\":[{\"display_name\":\"Arden Fund\"},{\"display_name\":\"Lake Fund\",\"ror\":null}]",
    );
    assert_eq!(texts(&new), expected);
}

#[test]
fn an_abstract_is_put_together_and_spans_point_into_it() {
    let index = "\"abstract_inverted_index\":{\"Arden.\":[2],\"Lakes\":[0],\"of\":[1]}";
    assert_eq!(texts(&only(index)), [("abstract", "Lakes of Arden.", "")]);
    assert_eq!(texts(&only("\"abstract_inverted_index\":null")), []);
}

#[test]
fn a_candidate_in_what_openalex_concluded_is_none() {
    let content = [
        work(1, "\"topics\":[{\"display_name\":\"☆\"}]"),
        work(2, "\"locations\":[{\"source\":{\"host_organization_name\":\"☆\"}}]"),
        work(3, "\"authorships\":[{\"raw_affiliation_strings\":[\"☆\"]}]"),
        work(4, "\"abstract_inverted_index\":{\"☆\":[0]}"),
        work(5, "\"title\":\"☆\""),
    ];
    let found = records(&content.join("\n"), &ReadOptions::default()).expect("a good file");
    let ids: Vec<&str> = found.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids, ["openalex:W3", "openalex:W4", "openalex:W5"]);
}

#[test]
fn identifiers_dates_and_types_are_in_the_words_of_the_other_sources() {
    let record = only(
        "\"doi\":\"https://doi.org/10.1000/ARDEN.1\",\"ids\":{\"pmid\":\"https://pubmed.ncbi.nlm.nih.gov/11\",\
        \"pmcid\":\"https://www.ncbi.nlm.nih.gov/pmc/articles/12\"},\"type\":\"review\",\"is_retracted\":true,\"publication_date\":\"2021-03-28\",\
        \"updated_date\":\"2025-08-17T17:18:07.9\",\"biblio\":{\"volume\":\"2\",\"first_page\":\"1\",\"last_page\":\"9\"},\
        \"primary_location\":{\"source\":{\"display_name\":\"Lakes\",\"issn\":[\"1234-5678\"]}},\
        \"mesh\":[{\"descriptor_name\":\"Lakes\",\"qualifier_name\":\"\"},{\"descriptor_name\":\"Fish\",\"qualifier_name\":\"growth\"}],\
        \"authorships\":[{\"author\":{\"display_name\":\"M. Ode\",\"orcid\":\"https://orcid.org/0000-0001-5462-697x\"},\"raw_author_name\":\"Mira Ode\"}]",
    );
    assert_eq!(record.identifiers, ["openalex:W7", "doi:10.1000/arden.1", "pmid:11", "pmcid:PMC12"]);
    assert_eq!(record.version, 20_250_817);
    assert_eq!(record.publication_types, ["Journal Article", "Review", "Retracted Publication"]);
    assert_eq!(record.publication_date().expect("a date").date.to_string(), "2021-03-28");
    assert_eq!(record.mesh, ["Lakes", "Fish/growth"]);
    let journal = record.journal.expect("a journal");
    assert_eq!((journal.title.as_str(), journal.volume.as_str(), journal.pages.as_str()), ("Lakes", "2", "1-9"));
    assert_eq!(record.authors[0].family, "Mira Ode");
    assert_eq!(record.authors[0].orcid.as_deref(), Some("0000-0001-5462-697X"));
}

#[test]
fn the_first_of_january_says_no_more_than_the_year() {
    let record = only("\"publication_date\":\"2021-01-01\",\"created_date\":\"2025-10-10\"");
    let published = record.publication_date().expect("a date");
    assert_eq!((published.date.to_string().as_str(), published.precision), ("2021-07-01", crate::Precision::Assumed));
}

#[test]
fn an_index_that_is_none_is_refused_and_never_dropped() {
    for index in ["{\"Lakes\":0}", "{\"Lakes\":[\"0\"]}", "{\"\\ud800\":[0]}"] {
        let content = work(7, &format!("\"abstract_inverted_index\":{index}"));
        let error = records(&content, &every()).expect_err("no index").to_string();
        assert!(error.starts_with("line 1: openalex:W7: expected words with their positions"), "{error}");
    }
}

#[test]
fn a_record_that_is_no_work_is_refused_by_its_line() {
    let content = format!("{}\n{{\"id\":\"https://openalex.org/A9\",\"title\":\"☆\"}}\n", work(1, ""));
    let error = records(&content, &ReadOptions::default()).expect_err("an author").to_string();
    assert!(
        error
            .starts_with("line 2: expected an `id` such as `https://openalex.org/W1`, found `https://openalex.org/A9`"),
        "{error}"
    );
}
