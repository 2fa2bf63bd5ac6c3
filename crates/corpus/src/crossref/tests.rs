use crate::json::tests::Stars;
use crate::{Format, Input, Item, Precision, ReadError, ReadOptions, Record, detect, read};
use mention::{Prefilter, SchemeSet};

fn records(content: &str, options: &ReadOptions) -> Result<Vec<Record>, ReadError> {
    let mut records = Vec::new();
    let input = Input::Bytes { name: "0.json.gz".to_owned(), bytes: content.as_bytes().to_vec() };
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
fn work(doi: &str, members: &str) -> String {
    let comma = if members.is_empty() { "" } else { "," };
    format!("{{\"reference-count\":0,\"DOI\":\"{doi}\"{comma}{members}}}")
}

fn only(members: &str) -> Record {
    let mut found = records(&work("10.1000\\/ARDEN.7", members), &every()).expect("a good file");
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn texts(record: &Record) -> Vec<(&str, &str, &str)> {
    record.fields.iter().map(|field| (field.name.as_str(), field.text.as_str(), field.beside.as_str())).collect()
}

#[test]
fn works_are_found_in_pages_dumps_lines_lists_and_by_themselves() {
    let (one, two) = (work("10.1000/a", ""), work("10.1000/B", "\"title\":[\"Hills\"]"));
    for content in [
        format!(
            "{{\"status\":\"ok\",\"message-type\":\"work-list\",\"message\":{{\"facets\":{{}},\"items\":[{one},{two}],\"items-per-page\":2}}}}"
        ),
        format!("{{\"items\":[{one},\n{two}]}}"),
        format!("{one}\n{two}\n"),
        format!("[{one},{two}]"),
    ] {
        assert_eq!(detect(content.as_bytes()).expect("a format"), Format::Crossref, "{content}");
        let ids: Vec<String> =
            records(&content, &every()).expect(&content).into_iter().map(|record| record.id).collect();
        assert_eq!(ids, ["doi:10.1000/a", "doi:10.1000/b"], "{content}");
    }
    let single = format!("{{\"status\":\"ok\",\"message-type\":\"work\",\"message\":{one}}}");
    assert_eq!(records(&single, &every()).expect("one work")[0].id, "doi:10.1000/a");
    let empty = "{\"status\":\"ok\",\"message-type\":\"work-list\",\"message\":{\"items\":[]}}";
    assert_eq!(records(empty, &every()).expect("a page without works"), []);
}

#[test]
fn awards_are_read_in_the_old_and_in_the_new_shape_once() {
    let record = only(
        "\"funder\":[{\"DOI\":\"10.13039/1\",\"name\":\"Arden Fund &amp; Sons\",\"award\":[\"12\",\"34, 56\"],\"award-info\":[{\"award-number\":[\"12\"]},{\"award-number\":[\"78\"]}]},\
         {\"name\":\"Lake Fund\",\"award\":[]},{\"award\":[\"90\"]}]",
    );
    assert_eq!(
        texts(&record),
        [
            ("grant[1].id", "12", "Arden Fund & Sons"),
            ("grant[1].agency", "Arden Fund & Sons", "12"),
            ("grant[2].id", "34, 56", "Arden Fund & Sons"),
            ("grant[2].agency", "Arden Fund & Sons", "34, 56"),
            ("grant[3].id", "78", "Arden Fund & Sons"),
            ("grant[3].agency", "Arden Fund & Sons", "78"),
            ("grant[4].agency", "Lake Fund", ""),
            ("grant[5].id", "90", ""),
        ]
    );
}

#[test]
fn texts_are_what_their_markup_shows() {
    let record = only(
        "\"title\":[\"Lakes &amp; <i>Ardenia<\\/i>\"],\"abstract\":\"<jats:p>CO<jats:sub>2<\\/jats:sub>\\n p &lt; 1<\\/jats:p>\",\
         \"original-title\":[\"アーデンの湖\"],\"author\":[{\"family\":\"Ode\",\"given\":\"Mira\",\"suffix\":\"Jr.\",\"ORCID\":\"http:\\/\\/orcid.org\\/0000-0001-5462-697X\",\
         \"affiliation\":[{\"name\":\"Lakes\"},{\"name\":\"Hills\"}]},{\"name\":\"Arden Group\"}],\
         \"clinical-trial-number\":[{\"clinical-trial-number\":\"nct00000001\",\"registry\":\"10.18810/clinical-trials-gov\"}],\
         \"reference\":[{\"key\":\"1\",\"DOI\":\"10.1000/other\"},{\"key\":\"2\",\"unstructured\":\"A book.\"}]",
    );
    assert_eq!(
        texts(&record),
        [
            ("title", "Lakes & Ardenia", ""),
            ("vernacular", "アーデンの湖", ""),
            ("abstract", " CO2\n p < 1 ", ""),
            ("affiliation[1.1]", "Lakes", ""),
            ("affiliation[1.2]", "Hills", ""),
            ("trial[1]", "nct00000001", "10.18810/clinical-trials-gov"),
            ("reference[2]", "A book.", ""),
        ]
    );
    assert_eq!(record.identifiers, ["doi:10.1000/arden.7"]);
    assert_eq!(record.vernacular_title.as_deref(), Some("アーデンの湖"));
    assert_eq!(
        (record.authors[0].given.as_str(), record.authors[0].orcid.as_deref()),
        ("Mira Jr.", Some("0000-0001-5462-697X"))
    );
    assert!(record.authors[1].collective && record.authors[1].family == "Arden Group");
}

#[test]
fn dates_have_the_roles_by_which_papers_are_counted() {
    let date = |role: &str, parts: &str| {
        format!("\"{role}\":{{\"date-parts\":[[{parts}]],\"date-time\":\"2026-01-31T00:00:00Z\"}}")
    };
    let record = only(
        &[
            date("published-print", "2021,5"),
            date("published-online", "2021,3,28"),
            date("issued", "2021,3,28"),
            date("indexed", "2026,1,31"),
        ]
        .join(","),
    );
    let published = record.publication_date().expect("a date");
    assert_eq!((published.date.to_string().as_str(), published.role.as_str()), ("2021-03-28", "epublish"));
    assert_eq!(record.version, 20_260_131);
    let year =
        only(&[date("issued", "2021"), date("created", "2021,2,3")].join(",")).publication_date().expect("a date");
    assert_eq!((year.date.to_string().as_str(), year.precision), ("2021-02-03", Precision::Year));
    assert_eq!(only("\"issued\":{\"date-parts\":[[null]]},\"posted\":null,\"created\":{}").dates, []);
}

#[test]
fn types_updates_and_relations_are_in_the_words_of_pubmed() {
    let check = |members: &str, types: &[&str], relations: &[(&str, &str)]| {
        let record = only(members);
        let found: Vec<(&str, &str)> = record.relations.iter().map(|(kind, id)| (kind.as_str(), id.as_str())).collect();
        assert_eq!(
            (record.publication_types.iter().map(String::as_str).collect::<Vec<_>>(), found),
            (types.to_vec(), relations.to_vec()),
            "{members}"
        );
    };
    check("\"type\":\"journal-article\",\"relation\":{}", &["Journal Article"], &[]);
    check(
        "\"type\":\"posted-content\",\"subtype\":\"preprint\",\"relation\":{\"is-preprint-of\":[{\"id-type\":\"doi\",\"id\":\"10.1000/B\",\"asserted-by\":\"subject\"}]}",
        &["Preprint"],
        &[("is-preprint-of", "doi:10.1000/b")],
    );
    check(
        "\"type\":\"journal-article\",\"update-to\":[{\"DOI\":\"10.1000/C\",\"type\":\"retraction\",\"label\":\"Retraction\"}]",
        &["Journal Article", "Retraction Notice"],
        &[("RetractionOf", "doi:10.1000/c")],
    );
    check(
        "\"type\":\"journal-article\",\"updated-by\":[{\"DOI\":\"10.1000/D\",\"type\":\"correction\"},{\"DOI\":\"10.1000/E\",\"type\":\"retraction\"}]",
        &["Journal Article", "Retracted Publication"],
        &[("ErratumIn", "doi:10.1000/d"), ("RetractionIn", "doi:10.1000/e")],
    );
}

#[test]
fn a_value_of_another_kind_costs_no_record() {
    let record = only(
        "\"title\":\"Lakes\",\"volume\":12,\"issue\":null,\"abstract\":null,\"author\":null,\"funder\":null,\"ISSN\":\"1234-5678\"",
    );
    assert_eq!(record.title, "Lakes");
    assert_eq!(
        record.journal.map(|journal| (journal.volume, journal.issn)),
        Some(("12".to_owned(), vec!["1234-5678".to_owned()]))
    );
}

#[test]
fn a_candidate_in_a_key_that_is_not_read_is_none() {
    let content = [
        work("10.1000/a", "\"publisher\":\"☆\""),
        work("10.1000/b", "\"funder\":[{\"name\":\"☆\"}]"),
        work("10.1000/☆", ""),
    ];
    let found = records(&content.join("\n"), &ReadOptions::default()).expect("a good file");
    assert_eq!(found.iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ["doi:10.1000/b"]);
}

#[test]
fn what_escapes_and_markup_hide_is_found_with_the_prefilter_itself() {
    let content = [
        work("10.1000/g", "\"title\":[\"Lakes of Arden\"],\"URL\":\"http:\\/\\/dx.doi.org\\/10.1000\\/g\""),
        work("10.1000/a", "\"title\":[\"\\u0041MED\"]"),
        work("10.1000/b", "\"abstract\":\"<jats:p>Lakes,\\nAMED<\\/jats:p>\""),
        work("10.1000/c", "\"abstract\":\"P\\u2010CREATE\""),
        work("10.1000/d", "\"abstract\":\"A<jats:italic>M<\\/jats:italic>ED\""),
        work("10.1000/e", "\"abstract\":\"P&#x02010;CREATE\""),
        work("10.1000/f", "\"funder\":[{\"award\":[\"MR\\/A000001\\/1\"]}]"),
    ];
    let mut ids = Vec::new();
    let input = Input::Bytes { name: "0.json".to_owned(), bytes: content.join("\n").into_bytes() };
    read(&input, &ReadOptions::default(), &Prefilter::new(&SchemeSet::all()), &mut |item| {
        if let Item::Record(record) = item {
            ids.push(record.id);
        }
        Ok(())
    })
    .expect("a good file");
    assert_eq!(ids, ["a", "b", "c", "d", "e", "f"].map(|letter| format!("doi:10.1000/{letter}")));
}

#[test]
fn a_work_without_a_doi_and_one_that_is_broken_are_refused_by_line_and_record() {
    let refused = |content: &str, expected: &str| {
        let error = records(content, &ReadOptions::default()).expect_err(content).to_string();
        assert!(error.starts_with(expected) && error.contains("\nhint: "), "{error}");
    };
    refused("{\"reference-count\":0,\"title\":[\"☆\"]}", "line 1: expected a `DOI`, found a work without one");
    let broken = format!("{{\"items\":[{},\n{}]}}", work("10.1000/a", ""), work("10.1000\\/B", "\"title\":[\"☆\",]"));
    refused(&broken, "line 2: doi:10.1000/b: expected a work as Crossref writes it, found trailing comma");
    let cut = format!("{{\"items\":[{},\n{}", work("10.1000/a", ""), work("10.1000/b", "\"title\":[\"☆\""));
    refused(cut.trim_end_matches('}'), "line 2: doi:10.1000/b: expected the end of a value, found the end of the file");
}

#[test]
fn a_million_authors_are_one_record() {
    let author = "{\"family\":\"Ode\",\"affiliation\":[]}";
    let content = work("10.1000/a", &format!("\"title\":[\"☆\"],\"author\":[{}]", vec![author; 500_000].join(",")));
    assert_eq!(records(&content, &ReadOptions::default()).expect("16 MB")[0].authors.len(), 500_000);
    let content = work("10.1000/a", &format!("\"title\":[\"☆\"],\"author\":[{}]", vec![author; 1_100_000].join(",")));
    let error = records(&content, &ReadOptions::default()).expect_err("36 MB").to_string();
    assert!(error.contains("expected a record of at most 32 MiB"), "{error}");
}
