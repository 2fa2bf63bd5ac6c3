//! What is kept of a record, which records are one work, and what has been read.

use super::arden::{File, paper};
use super::everywhere;
use super::state::{ids, links};
use plan::FiscalYear;

#[test]
fn a_record_comes_out_as_it_went_in_with_whose_its_mentions_are() {
    everywhere(|place| {
        let mut store = place.open();
        let mut kept = paper("pmid:1", "by SEEDS (21am0101001)\tor 'so' \\N — 湖。\r\nEnd.");
        kept.record.authors[0].orcid = Some("0000-0002-1825-0097".into());
        kept.record.mesh = vec!["Lakes".into(), "Humans/genetics".into()];
        File::new("2021-1", vec![kept.clone()]).write(&mut store);
        let page = store.record("pmid:1", 1).expect("read").expect("there");
        assert_eq!((&page.record, &page.published), (&kept.record, &kept.published));
        let found: Vec<_> = page.mentions.iter().map(|one| (one.raw.as_str(), one.projects.join(" "))).collect();
        assert_eq!(found, [("SEEDS", "seeds".to_owned()), ("21am0101001", "bench".to_owned())]);
        for (mention, before) in page.mentions.iter().zip(&kept.mentions) {
            assert_eq!(mention.mention, before.mention);
            assert_eq!(page.record.fields[0].text[mention.mention.span.clone()], mention.raw);
        }
        assert_eq!(store.record("pmid:2", 1).expect("read"), None);
        assert_eq!(store.record("pmid:1", 0).expect("read"), None, "before it was read");
    });
}

#[test]
fn a_list_shows_what_a_reader_needs_in_the_order_asked_for() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH and BENCH."), paper("pmid:2", "by SEEDS.")])
            .write(&mut store);
        let asked = ["pmid:2", "pmid:7", "doi:10.0000/1"].map(Into::into);
        let heads = store.heads(&asked, 1).expect("heads");
        let shown: Vec<_> = heads.iter().map(|head| (head.id.as_str(), head.words.join(" "))).collect();
        assert_eq!(shown, [("pmid:2", "SEEDS".to_owned()), ("pmid:1", "BENCH".to_owned())]);
        let head = &heads[0];
        assert_eq!((head.authors.as_str(), head.journal.as_str()), ("Ode M", "Ann Arden"));
        assert_eq!(head.date, Some(jiff::civil::date(2020, 6, 1)));
        let newest: Vec<String> = store.newest(1, 1).expect("newest").into_iter().map(|head| head.id).collect();
        assert_eq!(newest, ["pmid:2"]);
    });
}

#[test]
fn records_of_one_work_are_one_row_and_every_id_leads_to_it() {
    everywhere(|place| {
        let mut store = place.open();
        let mut article = paper("doi:10.0000/1", "by 21cm0106001.");
        article.record.identifiers = vec!["doi:10.0000/1".into(), "openalex:W1".into()];
        File::new("", vec![article]).write(&mut store);
        assert_eq!(ids(&mut store), ["doi:10.0000/1"]);
        File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:1"]);
        assert_eq!(links(&mut store, "pmid:1", 2), ["bench Counted", "seeds AwaitingJoin"]);
        for id in ["pmid:1", "doi:10.0000/1", "openalex:W1"] {
            assert_eq!(store.record(id, 2).expect("read").map(|page| page.id).as_deref(), Some("pmid:1"), "{id}");
        }
        assert_eq!(store.rows(1).expect("rows")[0].record.as_ref(), "doi:10.0000/1", "as it was before");
        File::new("2021-2", vec![]).deletes(&[1]).write(&mut store);
        assert_eq!(ids(&mut store), ["doi:10.0000/1"], "the citation is gone, the article is not");
    });
}

#[test]
fn an_id_that_a_record_gave_up_still_leads_to_it() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
        let mut corrected = paper("pmid:1", "by BENCH.");
        corrected.record.identifiers[1] = "doi:10.0000/corrected".into();
        File::new("2021-2", vec![corrected]).write(&mut store);
        for id in ["doi:10.0000/1", "doi:10.0000/corrected"] {
            assert_eq!(store.record(id, 2).expect("read").map(|page| page.id).as_deref(), Some("pmid:1"), "{id}");
        }
    });
}

#[test]
fn a_retracted_paper_says_so_whether_by_itself_or_by_its_notice() {
    everywhere(|place| {
        let mut store = place.open();
        let mut retracted = paper("pmid:1", "by BENCH.");
        retracted.record.publication_types.push("Retracted Publication".into());
        let mut notice = paper("pmid:3", "by BENCH.");
        notice.record.relations.push(("RetractionOf".into(), "pmid:2".into()));
        File::new("2021-1", vec![retracted, paper("pmid:2", "by BENCH."), notice]).write(&mut store);
        let marked: Vec<bool> = store.rows(1).expect("rows").iter().map(|row| row.retracted).collect();
        assert_eq!(marked, [true, true, false]);
    });
}

#[test]
fn coverage_adds_up_the_files_and_knows_how_many_there_are_at_least() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-7", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
        File::new("2021-3", vec![paper("pmid:2", "by BENCH.")]).write(&mut store);
        let mut made_up = paper("pmid:900000001", "by BENCH.");
        made_up.record.invented = true;
        File::new("sample-2", vec![made_up]).write(&mut store);
        let coverage = store.coverage(3).expect("coverage");
        assert_eq!(coverage.len(), 2);
        let [real, invented] = [&coverage[0], &coverage[1]];
        assert_eq!((real.files_read, real.files_total_at_least, real.since), (2, Some(7), 2));
        assert_eq!(real.editions.iter().map(String::as_str).collect::<Vec<_>>(), ["2021-3", "2021-7"]);
        assert_eq!(real.records_by_year.get(&FiscalYear(2020)), Some(&2));
        assert!(real.classes.contains("abstracts") && !real.invented && invented.invented);
        assert!(store.rows(3).expect("rows").last().is_some_and(|row| row.invented));
        let earlier = store.coverage(1).expect("coverage");
        assert_eq!((earlier.len(), earlier[0].files_read), (1, 1));
        let batches = store.batches(3).expect("batches");
        assert_eq!(batches.iter().map(|batch| batch.invented).collect::<Vec<_>>(), [false, false, true]);
    });
}

#[test]
fn what_was_read_is_told_by_source_and_only_full_texts_are_full_texts() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-7", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
        File::new("", vec![paper("pmcid:PMC1", "by BENCH.")]).write(&mut store);
        File::new("", vec![paper("text:1", "by BENCH.")]).write(&mut store);
        let sql = "update batch set source = 'jats' where batch_id = 2";
        store.connection().expect("a connection").run(sql).expect("a batch of another source");
        let coverage = store.coverage(3).expect("coverage");
        let told: Vec<_> = coverage
            .iter()
            .map(|one| (one.source.as_str(), one.classes.iter().cloned().collect::<Vec<_>>().join(" "), one.files_read))
            .collect();
        assert_eq!(told, [("jats", "full-text".to_owned(), 1), ("pubmed", "abstracts".to_owned(), 1)]);
        assert_eq!(coverage[0].records_by_year.get(&FiscalYear(2020)), Some(&1));
        assert_eq!((coverage[0].files_total_at_least, coverage[0].is_sample()), (None, false));
    });
}
