//! Each rule of an evaluation's course, with a hit and a near miss.

use super::*;
use crate::entry::sentences;
use crate::packet::{Cell, Line, LineKind};
use jiff::civil::date;

/// Adds entries one by one, as the store does.
#[derive(Default)]
struct Desk(Vec<(Stamp, Entry)>);

impl Desk {
    fn opened(sharing: Sharing) -> Self {
        let mut desk = Self::default();
        let entry = opening("mid-term", crate::STANDARD, sharing);
        desk.add("office", entry).expect("opened");
        desk
    }

    fn course(&self) -> Option<Course> {
        Course::of(self.0.iter().cloned())
    }

    fn add(&mut self, who: &str, entry: Entry) -> Result<u64, Refusal> {
        Course::check(self.course().as_ref(), &entry)?;
        let number = self.0.len() as u64 + 1;
        self.0.push((Stamp { number, who: who.to_owned(), ..Stamp::default() }, entry));
        Ok(number)
    }

    fn is(&self) -> Course {
        self.course().expect("an evaluation")
    }
}

fn opening(phase: &str, criteria: &str, sharing: Sharing) -> Entry {
    Entry::Opened {
        subject: "ferry".to_owned(),
        phase: phase.to_owned(),
        year: 2026,
        criteria: criteria.to_owned(),
        criteria_because: String::new(),
        members: vec!["moss".to_owned(), "fern".to_owned()],
        chair: "reed".to_owned(),
        sharing,
        invented: false,
    }
}

fn packet(papers: &str) -> Entry {
    let cell = Cell { words: papers.to_owned(), path: String::new(), columns: 1, rows: 1 };
    let line = Line { kind: LineKind::Row, key: "papers".to_owned(), cells: vec![cell] };
    Entry::Froze { packet: Packet { ja: vec![line.clone()], en: vec![line], ..Packet::default() } }
}

fn comment(version: usize, knows_of_newer: bool, words: &str) -> Entry {
    Entry::HandedIn { version, knows_of_newer, words: words.to_owned() }
}

fn settled(words: &str, because: &str, opens: Date) -> Entry {
    Entry::Settled { outcome: "continue".to_owned(), sentences: sentences(words), opens, because: because.to_owned() }
}

#[test]
fn an_evaluation_is_opened_once_with_a_phase_and_criteria_that_can_be_read() {
    let mut desk = Desk::default();
    assert_eq!(desk.add("moss", packet("1")), Err(Refusal::NotOpen));
    let wrong = opening("mid-turm", crate::STANDARD, Sharing::AfterOwn);
    assert_eq!(desk.add("moss", wrong), Err(Refusal::Phase("mid-turm".to_owned())));
    let wrong = desk.add("moss", opening("mid-term", "item = 1", Sharing::AfterOwn));
    assert!(matches!(wrong, Err(Refusal::Criteria(_))), "{wrong:?}");
    let right = opening("mid-term", crate::STANDARD, Sharing::AfterOwn);
    assert_eq!(desk.add("moss", right.clone()), Ok(1));
    assert_eq!(desk.add("moss", right), Err(Refusal::AlreadyOpen));
    assert_eq!(desk.is().state(), State::Opened);
}

#[test]
fn nobody_comments_on_an_old_version_without_knowing_of_the_newer_one() {
    let mut desk = Desk::opened(Sharing::AfterOwn);
    assert_eq!(desk.add("moss", comment(1, false, "Fine.")), Err(Refusal::NoPacket));
    desk.add("office", packet("3")).expect("frozen");
    assert_eq!(desk.add("office", packet("3")), Err(Refusal::NothingNew));
    desk.add("moss", comment(1, false, "Fine.")).expect("on the newest version");
    desk.add("office", packet("4")).expect("frozen");
    assert_eq!(desk.add("fern", comment(1, false, "Fine.")), Err(Refusal::Newer(2)));
    assert_eq!(desk.add("fern", comment(3, true, "Fine.")), Err(Refusal::NoVersion(3)));
    assert_eq!(desk.add("fern", comment(0, true, "Fine.")), Err(Refusal::NoVersion(0)));
    desk.add("fern", comment(1, true, "Fine, as it stood.")).expect("knowing");
    assert_eq!(desk.add("fern", comment(2, false, "  ")), Err(Refusal::Empty));
    assert_eq!(desk.add("fern", comment(2, false, &"長".repeat(LONGEST + 1))), Err(Refusal::Long));
    desk.add("fern", comment(2, false, &"長".repeat(LONGEST))).expect("just fits");
}

#[test]
fn comments_are_own_until_handed_in_and_then_everybodys_as_the_evaluation_was_opened() {
    for (sharing, seen_after_own) in [(Sharing::AfterOwn, 2), (Sharing::AfterSettled, 1)] {
        let mut desk = Desk::opened(sharing);
        desk.add("office", packet("3")).expect("frozen");
        let draft = Entry::Drafted { version: 1, words: "Not yet".to_owned() };
        desk.add("moss", draft).expect("kept");
        assert_eq!(desk.is().own_draft("moss").map(|(_, words)| words.as_str()), Some("Not yet"));
        assert_eq!(desk.is().own_draft("fern"), None);
        assert!(desk.is().comments_for("office", true).is_empty(), "a draft is nobody else's");
        desk.add("moss", comment(1, false, "Now")).expect("handed in");
        assert_eq!(desk.is().own_draft("moss"), None);
        assert_eq!(desk.is().comments_for("fern", false).len(), 0);
        assert_eq!(desk.is().comments_for("office", true).len(), 1);
        desk.add("fern", comment(1, false, "Me too")).expect("handed in");
        assert_eq!(desk.is().comments_for("fern", false).len(), seen_after_own);
        desk.add("reed", settled("Goes on.", "", date(2027, 1, 1))).expect("settled");
        assert_eq!(desk.is().comments_for("fern", false).len(), 2);
    }
}

#[test]
fn a_comment_handed_in_again_takes_the_place_of_the_first_and_both_are_kept() {
    let mut desk = Desk::opened(Sharing::AfterOwn);
    desk.add("office", packet("3")).expect("frozen");
    desk.add("moss", comment(1, false, "One")).expect("handed in");
    desk.add("fern", comment(1, false, "Other")).expect("handed in");
    desk.add("moss", comment(1, false, "Two")).expect("handed in");
    let replaced: Vec<_> = desk.is().comments.iter().map(|one| (one.words.clone(), one.replaced)).collect();
    assert_eq!(replaced, [("One".to_owned(), true), ("Other".to_owned(), false), ("Two".to_owned(), false)]);
}

#[test]
fn a_question_is_answered_once_and_only_where_it_was_asked() {
    let mut desk = Desk::opened(Sharing::AfterOwn);
    desk.add("office", packet("3")).expect("frozen");
    let question = desk.add("moss", Entry::Asked { words: "How many?".to_owned() }).expect("asked");
    let answer = |question| Entry::Answered { question, words: "Three.".to_owned() };
    assert_eq!(desk.add("office", answer(question + 1)), Err(Refusal::NoQuestion(question + 1)));
    desk.add("office", answer(question)).expect("answered");
    assert_eq!(desk.add("office", answer(question)), Err(Refusal::Answered(question)));
}

#[test]
fn every_source_of_a_sentence_is_there() {
    let mut desk = Desk::opened(Sharing::AfterOwn);
    desk.add("office", packet("3")).expect("frozen");
    let said = desk.add("moss", comment(1, false, "Fine")).expect("handed in");
    let asked = desk.add("moss", Entry::Asked { words: "How many?".to_owned() }).expect("asked");
    let composed =
        |words: &str, outcome: &str| Entry::Composed { outcome: outcome.to_owned(), sentences: sentences(words) };
    let wrong = |name: String| Err(Refusal::Source(name));
    assert_eq!(desk.add("office", composed("A.[c1]", "continue")), wrong("c1".to_owned()));
    assert_eq!(desk.add("office", composed("A.[p2]", "continue")), wrong("p2".to_owned()));
    assert_eq!(desk.add("office", composed("A.[p0]", "continue")), wrong("p0".to_owned()));
    let unanswered = composed(&format!("A.[q{asked}]"), "continue");
    assert_eq!(desk.add("office", unanswered.clone()), wrong(format!("q{asked}")));
    desk.add("office", Entry::Answered { question: asked, words: "Three.".to_owned() }).expect("answered");
    desk.add("office", unanswered).expect("answered now");
    desk.add("office", composed(&format!("A.[c{said} p1]"), "continue")).expect("composed");
    assert_eq!(desk.add("office", composed("A.", "sink")), Err(Refusal::Outcome("sink".to_owned())));
    assert_eq!(desk.add("office", composed(" \n", "continue")), Err(Refusal::Empty));
}

#[test]
fn a_settled_result_opens_on_its_day_and_is_corrected_by_versions_with_a_reason() {
    let mut desk = Desk::opened(Sharing::AfterOwn);
    assert_eq!(desk.add("reed", settled("Goes on.", "", date(2027, 1, 5))), Err(Refusal::NoPacket));
    desk.add("office", packet("3")).expect("frozen");
    desk.add("reed", settled("Goes on.", "", date(2027, 1, 5))).expect("settled");
    for closed in [packet("4"), comment(1, false, "Late"), Entry::Asked { words: "Late?".to_owned() }] {
        assert_eq!(desk.add("moss", closed), Err(Refusal::Settled));
    }
    assert!(desk.is().open_results(date(2027, 1, 4)).is_empty());
    assert_eq!(desk.is().open_results(date(2027, 1, 5)).len(), 1);
    let correction = |because: &str| settled("Goes on, slowly.", because, date(2027, 2, 1));
    assert_eq!(desk.add("reed", correction(" ")), Err(Refusal::CorrectionNeedsReason));
    desk.add("reed", correction("a word was left out")).expect("corrected");
    let open = desk.is().open_results(date(2027, 1, 31)).len();
    assert_eq!((desk.is().settled.len(), open), (2, 1), "a correction does not open the result before its day");
}

#[test]
fn findings_come_after_the_result_and_stand_as_the_last_response_says() {
    let mut desk = Desk::opened(Sharing::AfterOwn);
    desk.add("office", packet("3")).expect("frozen");
    let found = |owner: &str| Entry::Found {
        words: "Count again.".to_owned(),
        owner: owner.to_owned(),
        due: date(2027, 3, 31),
    };
    assert_eq!(desk.add("office", found("ferry office")), Err(Refusal::NotSettled));
    desk.add("reed", settled("Goes on.", "", date(2027, 1, 1))).expect("settled");
    assert_eq!(desk.add("office", found(" ")), Err(Refusal::Empty));
    let finding = desk.add("office", found("ferry office")).expect("found");
    let respond = |finding, state| Entry::Responded {
        finding,
        state,
        words: "Counted.".to_owned(),
        evidence: "pmid:1".to_owned(),
    };
    assert_eq!(desk.add("office", respond(finding + 9, FindingState::Done)), Err(Refusal::NoFinding(finding + 9)));
    desk.add("office", respond(finding, FindingState::UnderWay)).expect("responded");
    assert!(desk.is().findings[0].state.is_open());
    desk.add("office", respond(finding, FindingState::Done)).expect("responded");
    assert!(!desk.is().findings[0].state.is_open());
    assert_eq!(desk.is().findings[0].responses.len(), 2);
}

#[test]
fn an_entry_reads_back_as_it_was_written() {
    for entry in [
        opening("mid-term", crate::STANDARD, Sharing::AfterSettled),
        packet("3"),
        settled("A.[p1]", "", date(2027, 1, 1)),
    ] {
        let text = serde_json::to_string(&entry).expect("JSON");
        assert_eq!(serde_json::from_str::<Entry>(&text).expect("an entry"), entry);
    }
}
