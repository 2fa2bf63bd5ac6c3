//! One record of Arden with a field of every kind, for the page that shows the words.

/// A paper that names a grant of HERBS for certain, one whose join waits, a foreign-looking database, and KAKENHI.
pub fn record() -> corpus::Record {
    let field = |name: &str, kind, text: &str, beside: &str| corpus::Field {
        name: name.to_owned(),
        kind,
        text: text.to_owned(),
        beside: beside.to_owned(),
    };
    use mention::FieldKind::{Abstract, Acknowledgement, Affiliation, GrantAgency, GrantId};
    let author = |family: &str, initials: &str| corpus::Author {
        family: family.to_owned(),
        initials: initials.to_owned(),
        ..corpus::Author::default()
    };
    let agency = "Japan Agency for Medical Research and Development";
    corpus::Record {
        id: "pmid:99000124".to_owned(),
        kind: "paper".to_owned(),
        version: 1,
        identifiers: vec!["pmid:99000124".to_owned(), "doi:10.0000/arden.124".to_owned()],
        title: "Single-cell atlas of the moss <forest> across seasons".to_owned(),
        authors: vec![author("Ode", "M"), author("Birk", "T")],
        journal: Some(corpus::Journal {
            title: "Annals of Arden".to_owned(),
            abbreviation: "Ann Arden".to_owned(),
            volume: "14".to_owned(),
            pages: "203-21".to_owned(),
            ..corpus::Journal::default()
        }),
        dates: vec![corpus::DateClaim {
            role: "article".to_owned(),
            year: 2025,
            month: Some(9),
            day: Some(24),
            raw: None,
        }],
        publication_types: vec!["Journal Article".to_owned()],
        fields: vec![
            field(
                "abstract",
                Abstract,
                "We looked at moss. Moss is green & soft. We searched MEDLINE, Embase, AMED and CINAHL for earlier atlases of moss, \
                 and we found none that covers a whole year of the forest. This long part says nothing that bears on any plan, and says it \
                 at some length, so that the page has something to leave out. It goes on for another sentence. And then for one more, \
                 until the field is long enough.",
                "",
            ),
            field(
                "acknowledgement",
                Acknowledgement,
                "This work was supported by AMED under Grant Number JP25ah0101001 and JP25ah0202007, and by JSPS KAKENHI JP24H09993. \
                 We thank all members of the moss unit.",
                "",
            ),
            field("grant[1].id", GrantId, "JP25ah0101001", agency),
            field("grant[1].agency", GrantAgency, agency, "JP25ah0101001"),
            field("affiliation[1.1]", Affiliation, "AMED-CREST, AMED, Tokyo, Japan", ""),
            field("affiliation[2.1]", Affiliation, "AMED-CREST, AMED, Tokyo, Japan", ""),
        ],
        licence: "public domain".to_owned(),
        invented: true,
        ..corpus::Record::default()
    }
}

/// Its mentions under the plan of Arden.
pub fn mentions(record: &corpus::Record) -> Vec<evidence::FoundMention> {
    let linker = evidence::Linker::new(&super::plan(), &[]);
    let recogniser = mention::Recogniser::default();
    let mut found = Vec::new();
    for field in &record.fields {
        let passage = mention::Passage { text: &field.text, kind: field.kind, beside: &field.beside };
        for mention in recogniser.mentions(passage) {
            let (scope, projects) = linker.scope(&mention, field.kind);
            let raw = field.text[mention.span.clone()].to_owned();
            found.push(evidence::FoundMention {
                field: field.name.clone(),
                field_kind: field.kind,
                mention,
                raw,
                scope,
                projects,
            });
        }
    }
    found
}
