//! Every rule finds what its hit says and leaves its near miss alone; the reference page says the same.

use mention::{Certainty, Example, FieldKind, Passage, Recogniser, reason_info, scheme_info};

/// What is recognised: scheme, value, code of the reason.
fn recognised(passage: Passage<'_>) -> Vec<(String, String, String)> {
    let found = Recogniser::default().mentions(passage);
    found
        .into_iter()
        .map(|mention| {
            let reason = match mention.certainty {
                Certainty::Certain => String::new(),
                Certainty::Doubtful { reason } => reason.into_owned(),
            };
            (mention.scheme.into_owned(), mention.value, reason)
        })
        .collect()
}

/// Checks which words of a passage are recognised, and as what.
#[track_caller]
fn check(passage: Passage<'_>, expected: &[(&str, &str, &str)]) {
    let found = recognised(passage);
    let found: Vec<(&str, &str, &str)> =
        found.iter().map(|(scheme, value, reason)| (scheme.as_str(), value.as_str(), reason.as_str())).collect();
    assert_eq!(found, expected, "in `{}` beside `{}`", passage.text, passage.beside);
}

#[track_caller]
fn check_text(text: &str, expected: &[(&str, &str, &str)]) {
    check(Passage { text, kind: FieldKind::Acknowledgement, beside: "" }, expected);
}

#[track_caller]
fn check_example(example: &Example) {
    check(example.passage(), example.found);
}

#[test]
fn every_rule_finds_its_hit_and_leaves_its_near_miss() {
    for rule in Recogniser::default().rules() {
        let hits = Recogniser::default().mentions(rule.hit.passage());
        assert!(hits.iter().any(|mention| mention.rule == rule.id), "`{}` does not find its own hit", rule.id);
        let misses = Recogniser::default().mentions(rule.near_miss.passage());
        assert!(misses.iter().all(|mention| mention.rule != rule.id), "`{}` finds its near miss", rule.id);
        check_example(&rule.hit);
        check_example(&rule.near_miss);
    }
}

#[test]
fn every_rule_has_a_version_words_and_known_schemes() {
    let rules = Recogniser::default().rules();
    for rule in &rules {
        assert!(rule.version() >= 1, "`{}` has no version", rule.id);
        assert!(rule.words_en.len() > 10 && rule.words_ja.chars().count() > 10, "`{}` has no words", rule.id);
        assert!(
            rule.schemes.iter().all(|scheme| scheme_info(scheme).is_some()),
            "`{}` finds an unknown scheme",
            rule.id
        );
        assert_eq!(rules.iter().filter(|other| other.id == rule.id).count(), 1, "`{}` stands twice", rule.id);
    }
}

#[test]
fn every_reason_that_an_example_gives_has_words() {
    for rule in Recogniser::default().rules() {
        for (_, _, reason) in rule.hit.found.iter().filter(|(_, _, reason)| !reason.is_empty()) {
            assert!(reason_info(reason).is_some(), "`{reason}` has no words");
        }
    }
}

/// The code that gives a reason is the only place that says which there are.
#[test]
fn every_reason_in_the_code_has_words_and_every_word_a_reason() {
    let code: String = ["amed", "foreign", "kakenhi", "name"]
        .iter()
        .map(|module| {
            let path = format!("{}/src/rules/{module}.rs", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).expect("the module is readable")
        })
        .collect();
    for reason in mention::reasons() {
        assert!(code.contains(&format!("\"{}\"", reason.code)), "nothing gives `{}`", reason.code);
    }
    for part in code.split(".doubtful(\"").skip(1) {
        let reason = part.split('"').next().unwrap_or_default();
        assert!(reason_info(reason).is_some(), "`{reason}` has no words");
    }
}

#[test]
fn an_amed_number_is_known_in_every_spelling() {
    for spelling in [
        "JP19aa0001002",
        "JP 19aa0001002",
        "JP-19aa0001002",
        "JP19AA0001002",
        "JP19aa0001002h0003",
        "JP 19 aa 0001002",
        "ＪＰ１９ａａ０００１００２",
        "JP19\u{ad}aa0001002",
        "JP\u{a0}19aa0001002",
        "JP\u{2010}19aa0001002",
    ] {
        check_text(spelling, &[("amed", "aa0001002", "")]);
    }
}

#[test]
fn a_number_without_its_prefix_is_amed_s_only_beside_amed() {
    let amed = [("name", "AMED", ""), ("amed", "aa0001002", ""), ("amed", "bb0003004", "")];
    check_text("AMED (19aa0001002, 20bb0003004)", &amed);
    check_text("the Arden Foundation (19aa0001002) and JST in Japan", &[("name", "JST", "")]);
    check_text("SHA-256 jp21wms4mw35 of AMED's file", &[("name", "AMED", "amed-database-or-agency")]);
}

#[test]
fn three_letters_or_a_leading_digit_make_a_code_too() {
    check_text("JP25ama121001 and JP256f0137006", &[("amed", "ama121001", ""), ("amed", "6f0137006", "")]);
}

#[test]
fn amed_among_databases_is_no_mention() {
    check_text("MEDLINE, EMBASE, AMED and the Cochrane Library were searched in Japan.", &[]);
    check_text("PARAMEDIC2, ADAMED, AMeDAS and a trial NAMED AFTER its site", &[]);
    check_text(
        "The database was built with support from AMED (JP19aa0001002).",
        &[("name", "AMED", ""), ("amed", "aa0001002", "")],
    );
    check_text("The PRIME-MD was used; funded by AMED.", &[("name", "AMED", "")]);
    let abstract_text = Passage { text: "AMED listed two items.", kind: FieldKind::Abstract, beside: "" };
    check(abstract_text, &[("name", "AMED", "amed-database-or-agency")]);
}

#[test]
fn a_list_needs_its_prefix_only_once() {
    check_text(
        "(JP18H00001, 19K00002, and 20KK0003)",
        &[("kakenhi", "18H00001", ""), ("kakenhi", "19K00002", ""), ("kakenhi", "20KK0003", "")],
    );
}

#[test]
fn eight_digits_are_a_grant_only_beside_their_funder() {
    check_text("JSPS (23659001)", &[("name", "JSPS", ""), ("kakenhi", "23659001", "")]);
    check_text("the National Natural Science Foundation of China (20659001)", &[("nsfc", "20659001", "")]);
    check_text("JSPS. Specimen of the Arden Foundation 23659001.", &[("name", "JSPS", "")]);
}

#[test]
fn a_long_name_and_its_abbreviation_are_one_mention() {
    let text = "the National BioResource Project (NBRP) of Japan";
    let passage = Passage { text, kind: FieldKind::Methods, beside: "" };
    let found = Recogniser::default().mentions(passage);
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].span.clone()], "National BioResource Project (NBRP)");
}

#[test]
fn programmes_are_known_in_japanese_and_in_every_hyphen() {
    check_text("次世代がん医療創生研究事業", &[("name", "P-CREATE", "")]);
    check_text("P\u{2010}CREATE and J\u{2011}PRIDE", &[("name", "P-CREATE", ""), ("name", "J-PRIDE", "")]);
    check_text("the AMED-CREST programme", &[("name", "AMED-CREST", "")]);
    check_text("文部科学省 ナショナルバイオリソース\nプロジェクト", &[("name", "MEXT", ""), ("name", "NBRP", "")]);
}

#[test]
fn a_journal_and_a_bank_are_no_mentions() {
    check_text("BioResources; Bioresource Technology; JPMorgan; PRIME-MD; TYWP286MB2697.JPNP286.PROD.OUTLOOK.COM", &[]);
}

/// Work must not grow with the square of a text: these took minutes before a sentence had a limit.
#[test]
fn a_long_text_without_full_stops_is_read_in_time_that_grows_with_it() {
    let started = std::time::Instant::now();
    for text in ["AMED 18H00001, ".repeat(20_000), "<AMED (".repeat(40_000) + &"1".repeat(100_000)] {
        let passage = Passage { text: &text, kind: FieldKind::Text, beside: "" };
        assert!(Recogniser::default().mentions(passage).len() > 10_000);
    }
    assert!(started.elapsed().as_secs() < 60, "took {:?}", started.elapsed());
}

/// Whoever names a programme of many words never prints it twice the same way.
#[test]
fn a_long_name_is_known_in_every_spelling() {
    for (text, short) in [
        ("the Ministry of Education, Science, Sports, Technology and Culture of Japan", "MEXT"),
        ("Ministry of Education, Culture, Sports, Science & Technology in Japan", "MEXT"),
        ("Japan Society for Promotion of Sciences", "JSPS"),
        ("the National Bio-Resource Projects of Arden", "NBRP"),
        ("the National Bioresource Project", "NBRP"),
        ("Platform Projects for Supporting Drug Discovery & Life Sciences Research", "BINDS"),
        ("Project for Cancer Research And Therapeutic Evolution", "P-CREATE"),
        ("Research Centre Networks, Realization of Regenerative Medicine", "再生医療実現拠点ネットワークプログラム"),
        ("the Strategic Research Programmes for Brain Science", "SRPBS"),
        ("Brain Mapping by Integrated Neurotechnology for Disease Studies", "Brain/MINDS"),
        ("Advanced Research and Development Program for Medical Innovation", "革新的先端研究開発支援事業"),
        ("Health, Labor and Welfare Science Research Grant", "MHLW"),
        ("Grant-in-Aid for the Scientific Research", "KAKENHI"),
        ("Tohoku Medical Mega-bank Project, with Megabank data", "TMM"),
    ] {
        let found = recognised(Passage { text, kind: FieldKind::Acknowledgement, beside: "" });
        assert!(found.contains(&("name".into(), short.into(), String::new())), "`{text}` gives {found:?}");
    }
}

#[test]
fn words_that_only_resemble_a_programme_are_no_name() {
    for text in [
        "AMED; core research for medical science and technology in evolution",
        "the Ministry of Education and Science of Arden; AMED",
        "a biobank in Japan was asked; AMED",
        "a project for cancer research and for therapeutic schemes; AMED",
        "platform for drug discovery of the AMED patients in Japan",
        "the society for the promotion of science in Arden; AMED",
        "spring and forest of Arden, prime and leap years; AMED",
    ] {
        let found = recognised(Passage { text, kind: FieldKind::Acknowledgement, beside: "" });
        let others: Vec<&str> =
            found.iter().map(|(_, value, _)| value.as_str()).filter(|value| *value != "AMED").collect();
        assert!(others.is_empty(), "`{text}` gives {others:?}");
    }
}

#[test]
fn programmes_of_one_funder_are_told_from_those_of_another_with_the_same_word() {
    check_text("CREST, JST", &[("name", "JST-CREST", "")]);
    check_text("CREST, AMED", &[("name", "AMED-CREST", "")]);
    check_text("JST-FOREST in Arden", &[("name", "JST-FOREST", "")]);
    check_text("MEXT. The Forest of Arden", &[("name", "MEXT", "")]);
}

#[test]
fn strains_and_stocks_need_their_centre() {
    check_text("JCM 1000 and NBRC 10000 of Arden Chemicals", &[]);
    check_text("RIKEN BRC: JCM 1000", &[("name", "RIKEN BRC", ""), ("jcm", "JCM 1000", "")]);
    check_text(
        "NBRP: C. elegans tm1000, tm2000",
        &[("name", "NBRP", ""), ("nbrp", "tm1000", ""), ("nbrp", "tm2000", "")],
    );
    check_text(
        "創薬のBINDSの支援番号は1234、1235",
        &[("name", "BINDS", ""), ("binds", "1234", ""), ("binds", "1235", "")],
    );
}

#[test]
fn a_trial_s_own_numbers_need_no_name_beside_them() {
    let own = |text| Passage { text, kind: FieldKind::Databank, beside: "" };
    check(own("2018-000000-27"), &[("eudract", "2018-000000-27", "")]);
    check(own("5K12HD000956-09"), &[("nih", "K12HD000956", "")]);
    check(Passage { beside: "Arden register", ..own("2018-000000-27") }, &[]);
    check_text("telephone 2018-000000-27", &[]);
}
