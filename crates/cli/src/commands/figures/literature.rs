//! A large literature of Arden, the invented country: PubMed files of any number of citations, each of which names a grant
//! of a joined prefix, so that all of them are kept and counted. The same number gives the same bytes. Nothing in it is a real paper.

use anyhow::Context as _;
use plan::JoinSubject;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Citations of one file, about as many as PubMed's update files hold.
const CITATIONS_A_FILE: u32 = 10_000;

/// First PMID: above any that PubMed has given.
const FIRST_PMID: u32 = 90_000_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<PubmedArticleSet>\n";
const TAIL: &str = "</PubmedArticleSet>\n";

const SUBJECTS: [&str; 12] = [
    "Stem cells",
    "Reed genomes",
    "Lake plankton",
    "Cortical neurons",
    "Retinal organoids",
    "Marsh viruses",
    "Antibodies",
    "Heart tissue",
    "Gut bacteria",
    "Bone marrow",
    "Liver buds",
    "Salt glands",
];
const VERBS: [&str; 8] = ["respond to", "repair", "remember", "outlive", "reorganise", "predict", "resist", "encode"];
const OBJECTS: [&str; 12] = [
    "cold water",
    "salt stress",
    "a new vaccine",
    "long winters",
    "ageing",
    "low oxygen",
    "the northern light",
    "repeated injury",
    "a virus of herons",
    "hunger",
    "sleep loss",
    "gene transfer",
];
const JAPANESE: [&str; 8] =
    ["再生医療", "ゲノム解析", "脳機能", "創薬支援", "感染症研究", "がん免疫", "幹細胞", "医療機器"];
const NAMES: [&str; 16] = [
    "Ode", "Ashgrove", "Tarn", "Reedman", "Iwami", "Lund", "Heron", "Marsh", "Sedge", "Karasu", "Willow", "Fenn",
    "Holt", "Mizuno", "Bracken", "Sato",
];
const SENTENCE: &str = "We measured what the lakes of Arden hold and found that the effect was larger in the north than in the south, \
     that it grew with the years, and that no animal took harm. ";

/// Numbers in a fixed order that looks like none: Steele, Lea and Flood's SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % limit as u64).unwrap_or(0)
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// The PMID of a citation by its place.
pub(super) fn pmid(place: u32) -> u32 {
    FIRST_PMID + place
}

/// The prefixes of AMED's numbers that the built-in plan joins to a project.
pub(super) fn prefixes() -> Vec<String> {
    let joins = plan::builtin().joins;
    let prefixes: BTreeSet<String> = joins
        .into_iter()
        .filter_map(|join| match join.subject {
            JoinSubject::Prefix(prefix) => prefix.strip_prefix("amed:").map(str::to_owned),
            JoinSubject::Name(_) | JoinSubject::Scheme(_) | JoinSubject::Budget(_) => None,
        })
        .collect();
    prefixes.into_iter().collect()
}

/// Writes `records` citations as plain XML into files named as PubMed's are. `prefixes` are those of AMED's numbers (`am0101`).
pub(super) fn write(folder: &Path, records: u32, prefixes: &[String]) -> anyhow::Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let mut files = Vec::new();
    for (index, first) in (0..records).step_by(CITATIONS_A_FILE as usize).enumerate() {
        let path = folder.join(format!("pubmed99n{:04}.xml", index + 1));
        let file = File::create(&path).with_context(|| format!("`{}` cannot be written", path.display()))?;
        let mut out = BufWriter::new(file);
        let count = CITATIONS_A_FILE.min(records - first);
        write_file(&mut out, first..first + count, prefixes)
            .and_then(|()| out.flush())
            .with_context(|| format!("`{}` cannot be written", path.display()))?;
        files.push(path);
    }
    Ok(files)
}

/// Writes one file of citations, each by its place in the literature.
pub(super) fn write_file(
    out: &mut dyn Write,
    places: std::ops::Range<u32>,
    prefixes: &[String],
) -> std::io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    for place in places {
        out.write_all(citation(place, prefixes).as_bytes())?;
    }
    out.write_all(TAIL.as_bytes())
}

fn citation(place: u32, prefixes: &[String]) -> String {
    let mut dice = Dice(u64::from(place));
    let pmid = pmid(place);
    let (year, month, day) = (2015 + dice.below(10), 1 + dice.below(12), 1 + dice.below(28));
    let subject = dice.pick(&SUBJECTS);
    let title = format!("{subject} {} {}", dice.pick(&VERBS), dice.pick(&OBJECTS));
    let japanese = dice.pick(&JAPANESE);
    let mut xml = format!(
        "<PubmedArticle><MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\"><PMID Version=\"1\">{pmid}</PMID>\
         <DateRevised><Year>{year}</Year><Month>12</Month><Day>28</Day></DateRevised>\
         <Article PubModel=\"Print-Electronic\"><Journal><ISSN IssnType=\"Print\">0000-0019</ISSN><JournalIssue CitedMedium=\"Internet\">\
         <Volume>{}</Volume><PubDate><Year>{year}</Year><Month>{month:02}</Month></PubDate></JournalIssue><Title>Annals of Arden</Title>\
         <ISOAbbreviation>Ann Arden</ISOAbbreviation></Journal><ArticleTitle>{title} ({pmid}).</ArticleTitle>\
         <ELocationID EIdType=\"doi\" ValidYN=\"Y\">10.0000/arden.{pmid}</ELocationID><Abstract><AbstractText>",
        year - 2000
    );
    for _ in 0..3 + dice.below(5) {
        xml.push_str(SENTENCE);
    }
    // One in twenty names a number that a digit is missing from, and waits for a person.
    let prefix = &prefixes[dice.below(prefixes.len())];
    if dice.below(20) == 0 {
        let _ = write!(xml, "This work was supported by AMED under Grant Number JP{:02}{prefix}00. ", year - 2000);
    }
    xml.push_str("</AbstractText></Abstract><AuthorList CompleteYN=\"Y\">");
    for _ in 0..2 + dice.below(6) {
        let initial = char::from(b'A' + u8::try_from(dice.below(26)).unwrap_or(0));
        let _ = write!(
            xml,
            "<Author ValidYN=\"Y\"><LastName>{}</LastName><ForeName>{initial}.</ForeName><Initials>{initial}</Initials><AffiliationInfo>\
             <Affiliation>Department of Lakes, University of Arden, Arden.</Affiliation></AffiliationInfo></Author>",
            dice.pick(&NAMES)
        );
    }
    xml.push_str("</AuthorList><Language>eng</Language><GrantList CompleteYN=\"Y\">");
    for _ in 0..1 + dice.below(2) {
        let prefix = &prefixes[dice.below(prefixes.len())];
        let number = grant(prefix, year - 2000, dice.below(1000));
        let _ = write!(
            xml,
            "<Grant><GrantID>{number}</GrantID><Agency>Japan Agency for Medical Research and Development</Agency>\
             <Country>Japan</Country></Grant>"
        );
    }
    let _ = writeln!(
        xml,
        "</GrantList><PublicationTypeList><PublicationType UI=\"D016428\">Journal Article</PublicationType></PublicationTypeList>\
         <VernacularTitle>{japanese}の研究</VernacularTitle>\
         <ArticleDate DateType=\"Electronic\"><Year>{year}</Year><Month>{month:02}</Month><Day>{day:02}</Day></ArticleDate></Article>\
         <MedlineJournalInfo><MedlineTA>Ann Arden</MedlineTA></MedlineJournalInfo></MedlineCitation><PubmedData><History>\
         <PubMedPubDate PubStatus=\"entrez\"><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></PubMedPubDate></History>\
         <PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType=\"pubmed\">{pmid}</ArticleId>\
         <ArticleId IdType=\"doi\">10.0000/arden.{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"
    );
    xml
}

/// A systematic number: `JP`, the year, and the prefix filled up to nine characters.
fn grant(prefix: &str, year: usize, number: usize) -> String {
    let digits = 9_usize.saturating_sub(prefix.len());
    let number = format!("{number:09}");
    format!("JP{year:02}{prefix}{}", &number[number.len() - digits..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use corpus::{Input, ReadOptions, Reader};
    use evidence::{Keep, Linker};

    #[test]
    fn a_number_has_thirteen_characters() {
        assert_eq!(grant("am0101", 21, 7), "JP21am0101007");
        assert_eq!(grant("gm12", 21, 7), "JP21gm1200007");
    }

    #[test]
    fn every_citation_is_kept_and_the_same_number_gives_the_same_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let prefixes = ["am0101".to_owned(), "bm0804".to_owned()];
        let files = write(folder.path(), 200, &prefixes).expect("written");
        assert_eq!(files.len(), 1);
        let bytes = std::fs::read(&files[0]).expect("readable");
        write(folder.path(), 200, &prefixes).expect("written again");
        assert!(bytes == std::fs::read(&files[0]).expect("readable"));

        let rules = ingest::Rules::new();
        let linker = Linker::new(&plan::builtin(), &[]);
        let input = Input::File(files[0].clone());
        let options = ReadOptions::default();
        let prepared = ingest::prepare(&mut Reader::new(), &input, &options, &rules, &linker, Keep::Japanese);
        let prepared = prepared.unwrap_or_else(|refusal| panic!("{refusal}"));
        assert_eq!(prepared.records.len(), 200);
        assert!(prepared.records.iter().all(|kept| kept.published.is_some()));
        assert_eq!(prepared.records[7].record.id, format!("pmid:{}", pmid(7)));
    }
}
