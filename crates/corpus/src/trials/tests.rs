//! Invented studies of Arden.

use crate::{Initiated, InitiationReason, Input, Item, ReadError, ReadOptions, Record, read};
use mention::{FieldKind, Prefilter, SchemeSet};

fn read_bytes(bytes: &[u8], options: &ReadOptions) -> Result<Vec<Record>, ReadError> {
    let mut records = Vec::new();
    // The name says another number than the content: it decides nothing.
    let input = Input::Bytes { name: "NCT99999999.xml".to_owned(), bytes: bytes.to_vec() };
    read(&input, options, &Prefilter::new(&SchemeSet::all()), &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })?;
    Ok(records)
}

fn only(bytes: &[u8]) -> Record {
    let mut records = read_bytes(bytes, &ReadOptions::default()).expect("a sound file");
    assert_eq!(records.len(), 1);
    records.remove(0)
}

const STUDY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<clinical_study rank="1">
  <!-- invented -->
  <required_header><download_date>on May 11, 2018</download_date><url>https://clinicaltrials.gov/show/NCT00000101</url></required_header>
  <id_info>
    <org_study_id>CA100104</org_study_id>
    <secondary_id>2018-000987-27</secondary_id>
    <secondary_id>jRCT2031200000</secondary_id>
    <secondary_id>1R01HD000956-01</secondary_id>
    <nct_id>NCT00000101</nct_id>
    <nct_alias>NCT00000202</nct_alias>
  </id_info>
  <brief_title>Lakes &amp; lungs</brief_title>
  <official_title>Lakes and lungs: a trial in Arden</official_title>
  <sponsors>
    <lead_sponsor><agency>University of Arden</agency><agency_class>Other</agency_class></lead_sponsor>
    <collaborator><agency>Arden Fund</agency><agency_class>Other</agency_class></collaborator>
  </sponsors>
  <brief_summary><textblock>
      Does the lake help?
  </textblock></brief_summary>
  <detailed_description><textblock>
      It follows ISRCTN12345678.

      The second
      paragraph.
  </textblock></detailed_description>
  <overall_status>Completed</overall_status>
  <start_date>November 2003</start_date>
  <completion_date type="Actual">December 31, 2008</completion_date>
  <phase>Phase 2</phase>
  <study_type>Interventional</study_type>
  <primary_outcome><measure>Breath as in NCT00000303</measure><time_frame>1 year</time_frame></primary_outcome>
  <eligibility><criteria><textblock>Exclusion: took part in NCT00000404</textblock></criteria></eligibility>
  <overall_official><last_name>Mira Ode</last_name><role>Principal</role><affiliation>University of Arden</affiliation></overall_official>
  <location><facility><name>Lake Hospital</name><address><city>Lakeside</city><country>Arden</country></address></facility></location>
  <location><facility><name>Lake Hospital</name><address><city>Lakeside</city><country>Arden</country></address></facility></location>
  <location_countries><country>Arden</country></location_countries>
  <link><url>https://example.org/101</url><description>Page of the study</description></link>
  <reference><citation>Ode M. Moss. PMID 1</citation><PMID>1</PMID></reference>
  <results_reference><citation>Ode M. Lakes.</citation><PMID>2</PMID></results_reference>
  <study_first_submitted>May 1, 2003</study_first_submitted>
  <last_update_posted type="Estimate">May 2, 2018</last_update_posted>
  <responsible_party><responsible_party_type>Sponsor-Investigator</responsible_party_type><investigator_full_name>Mira Ode</investigator_full_name></responsible_party>
</clinical_study>
"#;

fn field<'r>(record: &'r Record, name: &str) -> &'r crate::Field {
    record.fields.iter().find(|field| field.name == name).unwrap_or_else(|| panic!("no field `{name}`"))
}

#[test]
fn a_study_becomes_a_record_whatever_its_file_is_called() {
    let record = only(STUDY.as_bytes());
    assert_eq!((record.id.as_str(), record.kind.as_str(), record.version), ("nct:NCT00000101", "trial", 20_180_502));
    assert_eq!(
        record.identifiers,
        ["nct:NCT00000101", "nct:NCT00000202", "eudract:2018-000987-27", "jrct:jRCT2031200000"]
    );
    assert_eq!(record.title, "Lakes & lungs");
    let date = |role: &str| {
        let claim = record.dates.iter().find(|claim| claim.role == role).expect(role);
        (claim.year, claim.month, claim.day)
    };
    assert_eq!(date("registered"), (2003, Some(5), Some(1)));
    assert_eq!(date("start"), (2003, Some(11), None));
    assert_eq!(date("completion"), (2008, Some(12), Some(31)));
    assert_eq!(record.relations, [("TrialResult".to_owned(), "pmid:2".to_owned())]);
}

#[test]
fn fields_have_their_names_and_kinds() {
    let record = only(STUDY.as_bytes());
    let check = |name: &str, kind: FieldKind, text: &str| {
        let found = field(&record, name);
        assert_eq!((found.kind, found.text.trim()), (kind, text), "{name}");
    };
    check("id", FieldKind::Databank, "NCT00000101");
    check("alias[1]", FieldKind::Databank, "NCT00000202");
    check("org-study-id[1]", FieldKind::Databank, "CA100104");
    check("secondary-id[3]", FieldKind::Databank, "1R01HD000956-01");
    check("sponsor[1]", FieldKind::Text, "University of Arden");
    check("collaborator[1]", FieldKind::Text, "Arden Fund");
    check("abstract", FieldKind::Abstract, "Does the lake help?");
    check("description[1]", FieldKind::Text, "It follows ISRCTN12345678.");
    check("description[2]", FieldKind::Text, "The second\n      paragraph.");
    check("eligibility", FieldKind::Text, "Exclusion: took part in NCT00000404");
    check("primary_outcome.measure", FieldKind::Methods, "Breath as in NCT00000303");
    check("link[1]", FieldKind::Text, "https://example.org/101");
    check("link[1].description", FieldKind::Text, "Page of the study");
    check("reference[1]", FieldKind::Reference, "Ode M. Moss. PMID 1");
    check("affiliation[1]", FieldKind::Affiliation, "University of Arden");
    check("facility[1]", FieldKind::Affiliation, "Lake Hospital");
}

#[test]
fn people_and_places_are_left_out_and_a_number_in_the_criteria_is_no_identifier() {
    let record = only(STUDY.as_bytes());
    let all: String = record.fields.iter().map(|field| format!("{}\n", field.text)).collect();
    for left_out in ["Mira", "Lakeside", "May 11"] {
        assert!(!all.contains(left_out), "{left_out}");
    }
    assert_eq!(all.matches("Lake Hospital").count(), 1);
    assert!(!record.identifiers.iter().any(|id| id.ends_with("0404") || id.ends_with("0303")));
}

#[test]
fn what_the_register_says_besides_words_is_kept() {
    let trial = only(STUDY.as_bytes()).trial.expect("a trial");
    assert_eq!((trial.sponsor.as_str(), trial.sponsor_class.as_str()), ("University of Arden", "Other"));
    assert_eq!((trial.phase.as_str(), trial.status.as_str()), ("Phase 2", "Completed"));
    assert_eq!(trial.countries, ["Arden"]);
    let initiated = trial.investigator_initiated;
    assert_eq!(initiated.answer, Initiated::Yes);
    assert_eq!(initiated.reason, InitiationReason::ApprovalTrialOfInvestigator);
    assert_eq!(initiated.words, "jRCT2031200000; Sponsor-Investigator");
}

#[test]
fn line_ends_of_another_system_change_nothing_but_lines() {
    let unix = only(STUDY.as_bytes());
    let windows = only(STUDY.replace('\n', "\r\n").as_bytes());
    assert_eq!(unix, windows);
}

#[test]
fn a_bom_is_passed_over() {
    let marked = [b"\xef\xbb\xbf", STUDY.as_bytes()].concat();
    assert_eq!(only(&marked), only(STUDY.as_bytes()));
}

#[test]
fn only_fields_with_candidates_are_given_where_no_more_is_asked_for() {
    let options = ReadOptions { only_candidates: true, ..ReadOptions::default() };
    let records = read_bytes(STUDY.as_bytes(), &options).expect("a sound file");
    let names: Vec<&str> = records[0].fields.iter().map(|field| field.name.as_str()).collect();
    assert!(names.contains(&"id") && names.contains(&"eligibility") && !names.contains(&"abstract"), "{names:?}");
}

#[track_caller]
fn refused(bytes: &[u8], parts: &[&str]) {
    let error = read_bytes(bytes, &ReadOptions::default()).expect_err("a broken file").to_string();
    for part in parts.iter().chain(&["expected ", ", found ", "\nhint: "]) {
        assert!(error.contains(part), "expected `{part}` in `{error}`");
    }
}

#[test]
fn broken_studies_are_refused_with_the_place() {
    refused(&STUDY.as_bytes()[..STUDY.len() - 20], &["the end of the record", "line 4"]);
    refused(&STUDY.as_bytes()[..STUDY.len() / 2], &["the end of the record"]);
    refused(STUDY.replace("</brief_title>", "</title>").as_bytes(), &["line 13", "`</brief_title>`", "`</title>`"]);
    refused(STUDY.replace("NCT00000101</nct_id>", "ARD-1</nct_id>").as_bytes(), &["NCT01234567", "`ARD-1`"]);
    refused(b"<clinical_study/>", &["a study without one"]);
    refused(format!("{STUDY}<clinical_study></clinical_study>").as_bytes(), &["after the study", "`<clinical_study>`"]);
    refused(STUDY.replace("&amp;", "&lakes;").as_bytes(), &["`&lakes;`"]);
    let mut bytes = STUDY.as_bytes().to_vec();
    bytes[300] = 0xff;
    refused(&bytes, &["UTF-8", "line 7"]);
    refused(format!("<clinical_study>{}", "<a>".repeat(50_000)).as_bytes(), &["at most 64 elements"]);
}

const SECOND: &str = r#"{"protocolSection":{"identificationModule":{"nctId":"NCT00000101","nctIdAliases":["NCT00000202"],
"orgStudyIdInfo":{"id":"ARD-1"},"secondaryIdInfos":[{"id":"R01HD000956","type":"NIH","link":"https://example.org/R01HD000956"},
{"id":"2018-000987-27","type":"EUDRACT_NUMBER"}],"briefTitle":"Lakes & lungs"},
"statusModule":{"overallStatus":"COMPLETED","startDateStruct":{"date":"2003-11"},"studyFirstSubmitDate":"2003-05-01",
"lastUpdatePostDateStruct":{"date":"2018-05-02","type":"ACTUAL"}},
"sponsorCollaboratorsModule":{"responsibleParty":{"type":"SPONSOR"},"leadSponsor":{"name":"Arden Membranes","class":"INDUSTRY"}},
"descriptionModule":{"briefSummary":"It follows NCT\u0030\u0030000303."},"designModule":{"studyType":"INTERVENTIONAL","phases":["PHASE1","PHASE2"]},
"contactsLocationsModule":{"centralContacts":[{"name":"Mira Ode"}],"locations":[{"facility":"Lake Hospital","country":"Arden"}]},
"referencesModule":{"references":[{"pmid":"2","type":"RESULT","citation":"Ode M. Lakes."}]}},"hasResults":false}"#;

const FIRST: &str = r#"{"Rank":1,"Study":{"ProtocolSection":{"IdentificationModule":{"NCTId":"NCT00000101",
"NCTIdAliasList":{"NCTIdAlias":["NCT00000202"]},"OrgStudyIdInfo":{"OrgStudyId":"ARD-1"},"SecondaryIdInfoList":{"SecondaryIdInfo":[
{"SecondaryId":"R01HD000956","SecondaryIdType":"NIH","SecondaryIdLink":"https://example.org/R01HD000956"},
{"SecondaryId":"2018-000987-27","SecondaryIdType":"EUDRACT_NUMBER"}]},"BriefTitle":"Lakes & lungs"},
"StatusModule":{"OverallStatus":"COMPLETED","StartDateStruct":{"StartDate":"November 2003"},"StudyFirstSubmitDate":"May 1, 2003",
"LastUpdatePostDateStruct":{"LastUpdatePostDate":"May 2, 2018"}},
"SponsorCollaboratorsModule":{"ResponsibleParty":{"ResponsiblePartyType":"SPONSOR"},"LeadSponsor":{"LeadSponsorName":"Arden Membranes","LeadSponsorClass":"INDUSTRY"}},
"DescriptionModule":{"BriefSummary":"It follows NCT00000303."},"DesignModule":{"StudyType":"INTERVENTIONAL","PhaseList":{"Phase":["PHASE1","PHASE2"]}},
"ContactsLocationsModule":{"CentralContactList":{"CentralContact":[{"CentralContactName":"Mira Ode"}]},"LocationList":{"Location":[{"LocationFacility":"Lake Hospital","LocationCountry":"Arden"}]}},
"ReferencesModule":{"ReferenceList":{"Reference":[{"ReferencePMID":"2","ReferenceType":"result","ReferenceCitation":"Ode M. Lakes."}]}}}}}"#;

fn page_of(studies: &[&str]) -> String {
    format!("{{\"totalCount\":{},\"studies\":[{}],\"nextPageToken\":\"x\"}}", studies.len(), studies.join(","))
}

fn answer_of(studies: &[&str]) -> String {
    format!("{{\"FullStudiesResponse\":{{\"APIVrs\":\"1\",\"FullStudies\":[{}]}}}}", studies.join(","))
}

#[test]
fn both_apis_give_the_same_record() {
    let second = only(SECOND.as_bytes());
    assert_eq!((second.id.as_str(), second.version), ("nct:NCT00000101", 20_180_502));
    assert_eq!(second.identifiers, ["nct:NCT00000101", "nct:NCT00000202", "eudract:2018-000987-27"]);
    assert_eq!(field(&second, "secondary-id[1]").beside, "NIH");
    assert_eq!(field(&second, "secondary-id[1].link").text, "https://example.org/R01HD000956");
    assert_eq!(field(&second, "abstract").text, "It follows NCT00000303.");
    let trial = second.trial.clone().expect("a trial");
    assert_eq!((trial.phase.as_str(), trial.countries.join(",").as_str()), ("PHASE1/PHASE2", "Arden"));
    assert_eq!(trial.investigator_initiated.answer, Initiated::No);
    assert!(!second.fields.iter().any(|field| field.text.contains("Mira")));
    assert_eq!(only(FIRST.as_bytes()), second);
}

#[test]
fn a_study_is_the_same_alone_on_a_page_and_whatever_stands_before_it() {
    let other = SECOND.replace("NCT00000101", "NCT00000909").replace("Lakes", "JP24ab0000000 \\u004dore");
    let alone = only(SECOND.as_bytes());
    for whole in [page_of(&[SECOND]), page_of(&[&other, SECOND]), page_of(&[&other, &other, SECOND])] {
        let records = read_bytes(whole.as_bytes(), &ReadOptions::default()).expect("a sound page");
        assert_eq!(records.last(), Some(&alone));
    }
    assert_eq!(read_bytes(answer_of(&[FIRST, FIRST]).as_bytes(), &ReadOptions::default()).expect("an answer").len(), 2);
    let lines = format!("{}\n{}\n", SECOND.replace('\n', ""), other.replace('\n', ""));
    assert_eq!(read_bytes(lines.as_bytes(), &ReadOptions::default()).expect("JSON Lines").len(), 2);
}

#[test]
fn an_answer_without_studies_is_read() {
    assert_eq!(read_bytes(page_of(&[]).as_bytes(), &ReadOptions::default()).expect("an answer").len(), 0);
    assert_eq!(read_bytes(answer_of(&[]).as_bytes(), &ReadOptions::default()).expect("an answer").len(), 0);
}

#[test]
fn broken_answers_are_refused_with_the_place() {
    refused(page_of(&[SECOND]).as_bytes().split_at(400).0, &["the end of"]);
    refused(SECOND.replace("NCT00000101", "ARD-1").as_bytes(), &["NCT01234567", "`ARD-1`"]);
    refused(page_of(&[&SECOND.replace("\"briefTitle\":", "\"briefTitle\"")]).as_bytes(), &["nct:NCT00000101"]);
}
