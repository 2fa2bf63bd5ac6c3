//! Entries of evaluations: added in order, refused whole, told in the audit trail.

use super::everywhere;
use people::audit;

#[test]
fn entries_of_an_evaluation_are_numbered_and_kept_apart_from_anothers() {
    everywhere(|place| {
        let mut store = place.open();
        assert_eq!(store.evaluation_entries(None).expect("read"), []);
        let mut add = |evaluation: &str, content: &str| {
            let decide = |before: &[crate::EvaluationEntry]| -> Result<(String, String), usize> {
                if content.is_empty() { Err(before.len()) } else { Ok((content.to_owned(), "detail".to_owned())) }
            };
            store.enter_evaluation(evaluation, ["moss", "苔野", "froze"], decide).expect("written")
        };
        assert_eq!(add("mid-term-ferry-2026", "{\"a\":\"'渡し\"}"), Ok(1));
        assert_eq!(add("mid-term-moss-2026", "{}"), Ok(1));
        assert_eq!(add("mid-term-ferry-2026", "{}"), Ok(2));
        assert_eq!(add("mid-term-ferry-2026", ""), Err(2), "the function saw both, and nothing was written");
        let ferry = store.evaluation_entries(Some("mid-term-ferry-2026")).expect("read");
        let told: Vec<_> = ferry.iter().map(|one| (one.number, one.name.as_str(), one.content.as_str())).collect();
        assert_eq!(told, [(1, "苔野", "{\"a\":\"'渡し\"}"), (2, "苔野", "{}")]);
        assert_eq!(store.evaluation_entries(None).expect("read").len(), 3);
        assert_eq!(store.evaluation_entries(Some("mid-term-ferry")).expect("read"), []);
        let trail = store.audit_trail().expect("read");
        let done: Vec<_> =
            trail.iter().filter_map(|one| one.content.as_ref()).map(|one| one.subject.as_str()).collect();
        assert_eq!(done, ["mid-term-ferry-2026", "mid-term-moss-2026", "mid-term-ferry-2026"]);
        let head = store.audit_head().expect("read");
        assert_eq!(audit::verify(&trail, None).expect("whole"), head);
    });
}
