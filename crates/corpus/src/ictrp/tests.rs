//! Invented trials of Arden, as CSV and as XML.

use crate::{Initiated, InitiationReason, Input, Item, ReadError, ReadOptions, Record, read};
use encoding_rs::{EUC_JP, SHIFT_JIS};
use mention::{FieldKind, Passage, Prefilter, Recogniser, SchemeSet};

fn read_bytes(bytes: &[u8]) -> Result<Vec<Record>, ReadError> {
    let mut records = Vec::new();
    let input = Input::Bytes { name: "export".to_owned(), bytes: bytes.to_vec() };
    read(&input, &ReadOptions::default(), &Prefilter::new(&SchemeSet::all()), &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })?;
    Ok(records)
}

const HEADER: &str = "TrialID,Last Refreshed on,Public title,Scientific title,Primary sponsor,Date registration,Date registration3,\
                      Source Register,web address,Date enrollement,Phase,Countries,Contact Lastname,Exclusion Criteria";

fn row(number: &str) -> String {
    let blanks = " ".repeat(700);
    format!(
        "\"{number}\",\"17 February 2020\",\"Lakes, \"\"and\"\" lungs{blanks}\",\"\",\"Mira Ode{blanks}\",\"03/02/2020\",\"20200203\",\"JPRN\",\
         \"https://example.org/{number}\",\"January 25, 2020\",\"2\",\"Arden;Japan;Arden\",\"Ode\",\"took part in\nNCT00000404\"\r\n"
    )
}

fn csv(numbers: &[&str]) -> String {
    format!("\u{feff}{HEADER}\r\n{}", numbers.iter().map(|number| row(number)).collect::<String>())
}

fn xml(number: &str, declaration: &str) -> String {
    let blanks = " ".repeat(700);
    format!(
        "{declaration}<Trials_downloaded_from_ICTRP><Trial>\n<TrialID>{number}</TrialID>\n<Last_Refreshed_on>17 February 2020</Last_Refreshed_on>\
         <Public_title>Lakes, \"and\" lungs{blanks}</Public_title><Scientific_title/><Primary_sponsor>Mira Ode</Primary_sponsor>\
         <Date_registration>03/02/2020</Date_registration><Date_registration3>20200203</Date_registration3>\
         <Source_Register>JPRN</Source_Register><web_address>https://example.org/{number}</web_address>\
         <Date_enrollement>January 25, 2020</Date_enrollement><Phase>2</Phase><Countries>Arden;Japan;Arden</Countries>\
         <Contact_Lastname>Ode</Contact_Lastname><Exclusion_Criteria>took part in\nNCT00000404</Exclusion_Criteria></Trial>\n\
         </Trials_downloaded_from_ICTRP>\n"
    )
}

#[test]
fn a_row_becomes_a_record_of_its_own_beside_the_registers() {
    let records = read_bytes(csv(&["JPRN-UMIN000012345"]).as_bytes()).expect("a sound export");
    let record = &records[0];
    assert_eq!(
        (record.id.as_str(), record.kind.as_str(), record.version),
        ("ictrp:JPRN-UMIN000012345", "trial", 20_200_217)
    );
    assert_eq!(record.identifiers, ["ictrp:JPRN-UMIN000012345", "umin:UMIN000012345"]);
    assert_eq!(record.title, "Lakes, \"and\" lungs");
    let dates: Vec<_> = record.dates.iter().map(|date| (date.role.as_str(), date.year, date.month, date.day)).collect();
    assert_eq!(
        dates,
        [
            ("registered", 2020, Some(2), Some(3)),
            ("start", 2020, Some(1), Some(25)),
            ("updated", 2020, Some(2), Some(17))
        ]
    );
    let fields: Vec<_> =
        record.fields.iter().map(|field| (field.name.as_str(), field.kind, field.text.as_str())).collect();
    assert_eq!(
        fields,
        [
            ("id", FieldKind::Databank, "JPRN-UMIN000012345"),
            ("title", FieldKind::Title, "Lakes, \"and\" lungs"),
            ("sponsor[1]", FieldKind::Text, "Mira Ode"),
            ("web-address", FieldKind::Text, "https://example.org/JPRN-UMIN000012345"),
            ("exclusion-criteria", FieldKind::Text, "took part in\nNCT00000404"),
        ]
    );
    let trial = record.trial.as_ref().expect("a trial");
    assert_eq!((trial.phase.as_str(), trial.countries.join(";").as_str()), ("2", "Arden;Japan"));
    assert_eq!(trial.investigator_initiated.reason, InitiationReason::NotTold);
}

#[test]
fn csv_and_xml_give_the_same_record() {
    for number in ["JPRN-jRCTs031200000", "EUCTR2018-000987-27-ES", "NCT00000101", "JPRN-JapicCTI-205000"] {
        let tables = read_bytes(csv(&[number]).as_bytes()).expect("a sound export");
        assert_eq!(read_bytes(xml(number, "").as_bytes()).expect("a sound export"), tables, "{number}");
    }
}

#[test]
fn the_numbers_kind_tells_whether_an_investigator_initiated_it() {
    let initiated = |number: &str| {
        let records = read_bytes(csv(&[number]).as_bytes()).expect("a sound export");
        records[0].trial.clone().expect("a trial").investigator_initiated
    };
    assert_eq!(initiated("JPRN-jRCTs031200000").answer, Initiated::No);
    assert_eq!(initiated("JPRN-jRCT2080220000").reason, InitiationReason::TakenOver);
    assert_eq!(initiated("JPRN-jRCT1031200000").answer, Initiated::Unclassified);
}

#[test]
fn a_record_does_not_depend_on_what_stands_before_it() {
    let recogniser = Recogniser::new(&SchemeSet::all());
    let found = |record: &Record| {
        let mut found = Vec::new();
        for field in &record.fields {
            let passage = Passage { text: &field.text, kind: field.kind, beside: &field.beside };
            found.extend(recogniser.mentions(passage).into_iter().map(|mention| (field.name.clone(), mention)));
        }
        found
    };
    let alone = read_bytes(csv(&["NCT00000101"]).as_bytes()).expect("a sound export").remove(0);
    assert!(found(&alone).iter().any(|(field, mention)| field == "id" && mention.value == "NCT00000101"));
    for before in [&["JPRN-UMIN000012345"][..], &["NL8000", "ISRCTN12345678"], &["EUCTR2018-000987-27-ES"; 5]] {
        let numbers: Vec<&str> = before.iter().copied().chain(["NCT00000101"]).collect();
        let record = read_bytes(csv(&numbers).as_bytes()).expect("a sound export").pop().expect("a record");
        assert_eq!(record, alone);
        assert_eq!(found(&record), found(&alone));
    }
}

#[test]
fn other_encodings_are_shown_as_the_same_text() {
    let japanese = |text: String| text.replace("lungs", "肺とアーデンの湖のはたらき");
    let expected = read_bytes(japanese(csv(&["JPRN-UMIN000012345"])).as_bytes()).expect("UTF-8");
    assert!(expected[0].title.ends_with("はたらき"));
    for encoding in [SHIFT_JIS, EUC_JP] {
        let table = japanese(csv(&["JPRN-UMIN000012345"])).replace('\u{feff}', "");
        assert_eq!(read_bytes(&encoding.encode(&table).0).expect("a known encoding"), expected);
        let declaration = format!("<?xml version=\"1.0\" encoding=\"{}\"?>", encoding.name());
        let file = japanese(xml("JPRN-UMIN000012345", &declaration));
        assert_eq!(read_bytes(&encoding.encode(&file).0).expect("a known encoding"), expected);
    }
}

#[track_caller]
fn refused(bytes: &[u8], parts: &[&str]) {
    let error = read_bytes(bytes).expect_err("a broken file").to_string();
    for part in parts.iter().chain(&["expected ", ", found ", "\nhint: "]) {
        assert!(error.contains(part), "expected `{part}` in `{error}`");
    }
}

#[test]
fn broken_exports_are_refused_with_the_place() {
    refused(csv(&["NL8000", ""]).as_bytes(), &["line 4", "a number in `TrialID`", "an empty cell"]);
    let whole = csv(&["NL8000"]);
    refused(&whole.as_bytes()[..whole.len() - 5], &["line 2", "`\"` at the end of a cell"]);
    refused(&[csv(&["NL8000"]).as_bytes(), b"\"\xff\",1\n"].concat(), &["UTF-8", "0xff"]);
    let whole = xml("NL8000", "");
    refused(&whole.as_bytes()[..whole.len() - 40], &["the end of the file"]);
    refused(&whole.as_bytes()[..200], &["`</Trial>`", "the end of the file"]);
    refused(whole.replace("</Public_title>", "</Title>").as_bytes(), &["`</Public_title>`"]);
    refused(whole.replace("</Trial>\n", "</Trial>\n<Study/>").as_bytes(), &["`<Trial>`", "`<Study/>"]);
    refused(format!("{whole}<Trial>").as_bytes(), &["the end of the file", "`<Trial>`"]);
    refused(xml("", "").as_bytes(), &["a number in `TrialID`"]);
    refused(xml("NL8000", "<?xml version='1.0' encoding='arden'?>").as_bytes(), &["arden"]);
    refused(
        &[b"<?xml version='1.0' encoding='EUC-JP'?>".as_slice(), whole.as_bytes(), b"\xff"].concat(),
        &["0xff", "EUC-JP"],
    );
}
