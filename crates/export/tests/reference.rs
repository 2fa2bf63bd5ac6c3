//! The reference page is the definitions of the tables, and nothing else.

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/open-data.md");

#[test]
fn the_reference_page_tells_every_table_and_column() {
    let made = export::reference_page();
    if std::env::var_os("SHIRUBE_BLESS").is_some() {
        std::fs::write(PAGE, &made).expect("the page can be written");
    }
    let kept = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert!(kept == made, "docs/reference/open-data.md is out of date: SHIRUBE_BLESS=1 cargo test -p export reference");
}

#[test]
fn every_column_says_what_it_means_in_both_languages() {
    for table in export::tables() {
        assert!(!table.key.is_empty(), "{} has no key", table.name);
        assert!(table.meaning.iter().all(|words| !words.is_empty()), "{}", table.name);
        for column in &table.columns {
            let [ja, en] = &column.meaning;
            assert!(!ja.is_ascii() || ja == "ORCID" || ja == "ISSN", "{}.{}: {ja}", table.name, column.name);
            assert!(!en.is_empty(), "{}.{}", table.name, column.name);
            let twins = table.columns.iter().filter(|other| other.name == column.name).count();
            assert_eq!(twins, 1, "{}.{}", table.name, column.name);
        }
        for name in &table.key {
            let column = table.columns.iter().find(|column| column.name == *name);
            assert!(column.is_some_and(|column| !column.may_be_empty), "{}.{name}", table.name);
        }
    }
}

#[test]
fn what_holds_evidence_says_what_is_invented() {
    // The plan is nobody's invention, and decisions are about it or about records that say so themselves.
    let silent = [
        "link_decision",
        "join_decision",
        "same_decision",
        "hand_in",
        "coverage_class",
        "coverage_edition",
        "coverage_year",
        "dictionary",
        "state",
    ];
    for table in export::tables() {
        let of_the_plan = table.origin == export::Origin::Plan;
        let says = table.columns.iter().any(|column| column.name == "invented");
        assert!(says || of_the_plan || silent.contains(&table.name.as_str()), "{} does not say", table.name);
    }
}
