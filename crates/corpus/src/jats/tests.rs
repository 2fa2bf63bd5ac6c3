use crate::{Field, Format, Input, Item, ReadOptions, Record, read};
use mention::{FieldKind, Prefilter, SchemeSet};
use proptest::prelude::*;

const META: &str = "<article-id pub-id-type=\"pmc\">12</article-id><article-id pub-id-type=\"pmid\">34</article-id>\
    <article-id pub-id-type=\"doi\">10.1/ARDEN</article-id><article-id pub-id-type=\"publisher-id\">x</article-id>";

fn article(front: &str, rest: &str) -> String {
    format!(
        "<article article-type=\"research-article\" xml:lang=\"en\"><front><article-meta>{META}{front}</article-meta></front>{rest}</article>"
    )
}

fn records(content: &str, options: &ReadOptions) -> Vec<Record> {
    let input = Input::Bytes { name: "arden.xml".to_owned(), bytes: content.as_bytes().to_vec() };
    let mut records = Vec::new();
    let summary = read(&input, options, &Prefilter::new(&SchemeSet::all()), &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    });
    assert_eq!(summary.expect("sound articles").format, Format::Jats);
    records
}

fn whole(front: &str, rest: &str) -> Record {
    let options = ReadOptions { every_record: true, strict: true, ..ReadOptions::default() };
    records(&article(front, rest), &options).remove(0)
}

/// Names and texts of the fields that a part of an article gives.
#[track_caller]
fn fields(front: &str, rest: &str, expected: &[(&str, &str)]) {
    let record = whole(front, rest);
    let found: Vec<(&str, &str)> =
        record.fields.iter().map(|field| (field.name.as_str(), field.text.as_str())).collect();
    assert_eq!(found, expected);
}

fn field(record: &Record, name: &str) -> Field {
    record.fields.iter().find(|field| field.name == name).expect(name).clone()
}

#[test]
fn an_article_is_known_by_its_number_in_pmc_and_by_all_others() {
    let record = whole(
        "",
        "<sub-article><front-stub><article-id pub-id-type=\"doi\">10.1/letter</article-id></front-stub></sub-article>",
    );
    assert_eq!(record.id, "pmcid:PMC12");
    assert_eq!(record.identifiers, ["pmcid:PMC12", "pmid:34", "doi:10.1/arden"]);
    assert_eq!((record.kind.as_str(), record.version), ("paper", 1));
    assert_eq!(
        (record.publication_types, record.languages),
        (vec!["Journal Article".to_owned()], vec!["en".to_owned()])
    );
    let without = article("", "").replace("\"pmc\"", "\"x\"");
    let options = ReadOptions { every_record: true, ..ReadOptions::default() };
    assert_eq!(records(&without, &options)[0].id, "doi:10.1/arden");
}

#[test]
fn tags_that_change_letters_vanish_and_any_other_is_one_blank() {
    fields(
        "",
        "<body><p>P<italic>&#x02010;</italic>CRE<bold>ATE</bold> <named-content content-type=\"x\">a</named-content>b<xref rid=\"r\">1</xref>c<break/>d</p></body>",
        &[("body[1]", "P‐CREATE ab 1 c d")],
    );
    fields(
        "",
        "<body><p>a<inline-formula><alternatives><tex-math>\\JP21</tex-math><mml:math><mml:mi>x</mml:mi></mml:math></alternatives></inline-formula>b</p></body>",
        &[("body[1]", "a      x    b")],
    );
}

#[test]
fn title_and_abstract_are_one_field_each() {
    fields(
        "<title-group><article-title>Lakes of <italic>Arden</italic></article-title><trans-title-group><trans-title>湖</trans-title></trans-title-group></title-group>\
         <abstract><title>Abstract</title><sec><title>Aim</title><p>To swim.</p><p>Far.</p></sec><sec><title>Trial registration:</title><p>NCT00000001</p></sec></abstract>\
         <abstract abstract-type=\"short\"><p>Wet.</p></abstract>",
        "",
        &[
            ("title", "Lakes of Arden"),
            ("title[2]", "湖"),
            ("abstract", "Aim: To swim.\nFar.\nTrial registration: NCT00000001"),
            ("abstract[2]", "Wet."),
        ],
    );
    let record = whole("<title-group><article-title> Lakes </article-title></title-group>", "");
    assert_eq!(record.title, "Lakes");
}

#[test]
fn each_number_of_an_award_stands_beside_its_funder_and_not_beside_the_recipient() {
    let record = whole(
        "<funding-group><award-group><funding-source><institution-wrap><institution-id>http://dx.doi.org/10.13039/1</institution-id>\
         <institution>Arden Fund</institution></institution-wrap></funding-source><award-id>AF-1</award-id><award-id>AF-2</award-id>\
         <principal-award-recipient><name><surname>Lin</surname></name></principal-award-recipient></award-group>\
         <award-group><funding-source>Lake Fund</funding-source></award-group>\
         <award-group><award-id>3</award-id></award-group>\
         <funding-statement>We were paid.</funding-statement></funding-group>",
        "",
    );
    let found: Vec<(&str, &str, &str)> =
        record.fields.iter().map(|field| (field.name.as_str(), field.text.trim(), field.beside.trim())).collect();
    assert_eq!(
        found,
        [
            ("grant[1].id", "AF-1", "Arden Fund"),
            ("grant[2].id", "AF-2", "Arden Fund"),
            ("grant[1].agency", "Arden Fund", "AF-1 AF-2"),
            ("grant[3].agency", "Lake Fund", ""),
            ("grant[4].id", "3", ""),
            ("funding[1]", "We were paid.", ""),
        ]
    );
}

#[test]
fn a_part_is_what_its_attribute_or_its_heading_says() {
    fields(
        "<author-notes><corresp>a@arden.example</corresp><fn fn-type=\"conflict\"><p>None.</p></fn><fn><p>Funding: the lake.</p></fn><fn><p>Equal.</p></fn></author-notes>",
        "<body><sec><title>Results</title><p>r</p></sec><sec sec-type=\"materials|methods\"><title>How</title><sec><title>Deep</title><p>m</p></sec></sec>\
         <sec><title>Funding</title><p>f</p></sec></body>\
         <back><ack><title>Thanks</title><p>a</p><sec><title>Funding</title><p>g</p></sec></ack>\
         <notes notes-type=\"data-availability\"><title>Data</title><p>d</p></notes>\
         <fn-group><title>Competing interests</title><fn><p>n</p></fn></fn-group>\
         <sec sec-type=\"COI-statement\"><p>c</p></sec></back>",
        &[
            ("coi[1]", "None."),
            ("funding[1]", "Funding: the lake."),
            ("footnote[1]", "Equal."),
            ("body[1]", "Results"),
            ("body[2]", "r"),
            ("methods[1]", "How"),
            ("methods[2]", "Deep"),
            ("methods[3]", "m"),
            ("body[3]", "Funding"),
            ("funding[2]", "f"),
            ("acknowledgement[1]", "Thanks"),
            ("acknowledgement[2]", "a"),
            ("acknowledgement[3]", "Funding"),
            ("funding[3]", "g"),
            ("data-availability[1]", "Data"),
            ("data-availability[2]", "d"),
            ("footnote[2]", "Competing interests"),
            ("coi[2]", "n"),
            ("coi[3]", "c"),
        ],
    );
}

#[test]
fn a_table_is_a_field_a_row_also_where_it_stands_in_a_paragraph() {
    let table = "<table-wrap id=\"t\"><label>Table 1</label><caption><title>Key Resources Table</title></caption><table><thead><tr><th>Reagent</th><th>Number</th></tr></thead>\
                 <tbody><tr><td>Antibody</td><td><bold>RRID:AB_1</bold></td></tr></tbody></table><table-wrap-foot><fn><p>foot</p></fn></table-wrap-foot></table-wrap>";
    fields(
        "",
        &format!("<body><sec><title>Methods</title><p>before{table}after</p></sec></body>"),
        &[
            ("body[1]", "Methods"),
            ("methods[1]", "before  after"),
            ("methods[2]", "Key Resources Table"),
            ("key-resources[1]", "Reagent | Number"),
            ("key-resources[2]", "Antibody | RRID:AB_1"),
            ("methods[3]", "foot"),
        ],
    );
}

#[test]
fn references_links_to_trials_and_words_of_publishers_are_read() {
    fields(
        "<related-object source-id=\"Register of Arden\" document-id=\"NCT00000001\"/><ext-link>NCT00000002</ext-link>\
         <kwd-group><title>Keywords</title><kwd>lake</kwd><kwd>water</kwd></kwd-group>\
         <custom-meta-group><custom-meta><meta-name>Data Availability</meta-name><meta-value>On the shore.</meta-value></custom-meta></custom-meta-group>",
        "<back><ref-list><title>References</title><ref><label>1</label><mixed-citation>Lin. <source>Lakes</source></mixed-citation></ref><ref-list><ref><citation>Two</citation></ref></ref-list></ref-list></back>\
         <floats-group><fig><label>1</label><caption><p>A lake.</p></caption></fig></floats-group>\
         <sub-article><body><p>Letter.</p></body></sub-article>",
        &[
            ("trial[1]", "NCT00000001"),
            ("trial[2]", "NCT00000002"),
            ("keywords[1]", "lake; water"),
            ("data-availability[1]", "On the shore."),
            ("reference[1]", " 1  Lin.  Lakes  "),
            ("reference[2]", " Two "),
            ("body[1]", "A lake."),
            ("body[2]", "Letter."),
        ],
    );
    let record = whole("<related-object source-id=\"Register of Arden\" document-id=\"NCT00000001\"/>", "");
    let trial = field(&record, "trial[1]");
    assert_eq!((trial.kind, trial.beside.as_str()), (FieldKind::Databank, "Register of Arden"));
}

#[test]
fn an_affiliation_is_one_field_named_by_its_first_author() {
    let record = whole(
        "<contrib-group><contrib contrib-type=\"author\"><contrib-id contrib-id-type=\"orcid\">http://orcid.org/0000-0001-2345-6789</contrib-id>\
         <name><surname>Lin</surname><given-names>Mara Ida</given-names></name><xref ref-type=\"aff\" rid=\"a2\"/><xref ref-type=\"aff\" rid=\"a1\"/></contrib>\
         <contrib contrib-type=\"author\"><name><surname>Oda</surname></name><xref ref-type=\"aff\" rid=\"a1\"/><aff>Shore</aff></contrib>\
         <contrib contrib-type=\"author\"><collab>Lake Group<contrib-group><contrib><name><surname>Member</surname></name></contrib></contrib-group></collab></contrib>\
         <contrib contrib-type=\"editor\"><name><surname>Editor</surname></name></contrib></contrib-group>\
         <aff id=\"a1\"><label>1</label>Lake</aff><aff id=\"a2\"><sup>2</sup>Sea 10<sup>3</sup></aff><aff id=\"a9\">Nobody's</aff>",
        "",
    );
    let found: Vec<(&str, &str)> = record.fields.iter().map(|field| (field.name.as_str(), field.text.trim())).collect();
    assert_eq!(
        found,
        [
            ("affiliation[2.2]", "Shore"),
            ("affiliation[1.2]", "Lake"),
            ("affiliation[1.1]", "Sea 103"),
            ("affiliation[1]", "Nobody's"),
        ]
    );
    let names: Vec<&str> = record.authors.iter().map(|author| author.family.as_str()).collect();
    assert_eq!(names, ["Lin", "Oda", "Lake Group"]);
    assert_eq!(record.authors[0].orcid.as_deref(), Some("0000-0001-2345-6789"));
    assert_eq!(
        (record.authors[0].initials.as_str(), &*record.authors[0].affiliations),
        ("MI", &["Sea 103".to_owned(), "Lake".to_owned()][..])
    );
    assert_eq!(record.authors[1].affiliations, ["Lake", "Shore"]);
    assert!(record.authors[2].collective);
}

#[test]
fn dates_relations_and_licence_are_in_pubmeds_words() {
    let record = whole(
        "<pub-date pub-type=\"epub\"><day>28</day><month>3</month><year>2021</year></pub-date><pub-date pub-type=\"collection\"><year>2021</year></pub-date>\
         <pub-date date-type=\"pub\" publication-format=\"print\" iso-8601-date=\"2021-05-02\"/><pub-date pub-type=\"pmc-release\"><day>1</day><month>1</month><year>2021</year></pub-date>\
         <volume>3</volume><issue>2</issue><fpage>5</fpage><lpage>9</lpage>\
         <history><date date-type=\"received\"><month>Jan</month><year>2020</year></date></history>\
         <permissions><license xlink:href=\"https://licence.example/by\"><license-p>Free.</license-p></license></permissions>\
         <related-article related-article-type=\"corrected-article\" ext-link-type=\"doi\" xlink:href=\"10.1/FIRST\"/>\
         <related-article related-article-type=\"retracted-article\" ext-link-type=\"pmid\" xlink:href=\"99\"/>",
        "",
    );
    let published = record.publication_date().expect("a date");
    assert_eq!((published.date.to_string().as_str(), published.role.as_str()), ("2021-03-28", "epublish"));
    let roles: Vec<(&str, i16, Option<i8>)> =
        record.dates.iter().map(|date| (date.role.as_str(), date.year, date.month)).collect();
    assert_eq!(
        roles,
        [
            ("epublish", 2021, Some(3)),
            ("pubdate", 2021, None),
            ("ppublish", 2021, Some(5)),
            ("pmc-release", 2021, Some(1)),
            ("received", 2020, Some(1))
        ]
    );
    assert_eq!(record.licence, "https://licence.example/by");
    let words = whole(
        "<permissions><license><license-p>Free under https://licence.example/by, and so on.</license-p></license></permissions>",
        "",
    );
    assert_eq!(words.licence, "Free under https://licence.example/by, and so on.");
    let deep = whole(
        "<permissions><license><license-p>Under <ext-link xlink:href=\"https://creativecommons.org/licenses/by/4.0/\">BY</ext-link>.</license-p></license></permissions>",
        "",
    );
    assert_eq!(deep.licence, "https://creativecommons.org/licenses/by/4.0/");
    let relation = |word: &str, other: &str| (word.to_owned(), other.to_owned());
    assert_eq!(record.relations, [relation("ErratumFor", "doi:10.1/first"), relation("RetractionOf", "pmid:99")]);
    let journal = record.journal.expect("a journal");
    assert_eq!((journal.volume.as_str(), journal.issue.as_str(), journal.pages.as_str()), ("3", "2", "5-9"));
}

#[test]
fn only_the_fields_where_something_could_be_are_given() {
    let content = article(
        "<title-group><article-title>Lakes</article-title></title-group>",
        "<body><p>dry</p><p>NC<bold>T0</bold>0000001</p></body>",
    );
    let options = ReadOptions { only_candidates: true, ..ReadOptions::default() };
    let record = records(&content, &options).remove(0);
    assert_eq!(record.id, "pmcid:PMC12");
    let names: Vec<&str> = record.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["body[2]"]);
    assert!(records(&article("", "<body><p>dry</p></body>"), &options).is_empty());
    let given = records(&content, &ReadOptions::default()).remove(0);
    assert_eq!((given.title.as_str(), given.fields.len()), ("Lakes", 3));
}

#[test]
fn sets_of_articles_are_read_with_what_stands_between_them() {
    let one = article("", "<body><p>NCT00000001</p></body>");
    let doctype = "<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS\" \"JATS.dtd\">";
    for content in [
        format!("\u{feff}<?xml version=\"1.0\"?>\n{doctype}\n<!-- lakes -->{one}\n<!-- end -->\n"),
        format!("<articles>{one}\n</articles>"),
        format!(
            "<?xml version=\"1.0\"?><pmc-articleset><Reply Id=\"PMC1\" error=\"none\"/>\n{doctype}{one}</pmc-articleset>"
        ),
    ] {
        assert_eq!(records(&content, &ReadOptions::default()).len(), 1, "{content}");
    }
    assert!(records("<articles/>", &ReadOptions::default()).is_empty());
    assert_eq!(records(&format!("<articles>{one}{one}</articles>"), &ReadOptions::default()).len(), 2);
}

proptest! {
    #[test]
    fn what_an_article_gives_does_not_depend_on_what_stands_before_it(
        choice in prop::collection::vec(0_usize..5, 1..12),
        only_candidates: bool,
    ) {
        let kinds = [
            article("", "<body><p>NCT00000001</p></body>"),
            article("<title-group><article-title>Lakes</article-title></title-group>", ""),
            article("<kwd-group><kwd>P&#x2010;CREATE</kwd></kwd-group>", "<back><ack><p>AMED</p><p>JP21<bold>am</bold>0101001</p></ack></back>"),
            article("<aff id=\"a\">AMED</aff>", "<body><p>a<table-wrap><table><tr><td>RRID:AB_1</td></tr></table></table-wrap></p></body>"),
            article("", "<back><ref-list><ref><p>NCT00000002</p></ref></ref-list></back><sub-article><body><p>NCT00000003</p></body></sub-article>"),
        ];
        let options = ReadOptions { only_candidates, ..ReadOptions::default() };
        let alone: Vec<Record> = choice.iter().flat_map(|kind| records(&kinds[*kind], &options)).collect();
        let together: String = choice.iter().map(|kind| kinds[*kind].as_str()).collect();
        prop_assert_eq!(alone, records(&format!("<articles>{together}</articles>"), &options));
    }
}
