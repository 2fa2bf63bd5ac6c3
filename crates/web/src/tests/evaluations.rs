//! One evaluation from its opening to a finding's response, and who is kept out.

use super::people::{ask, member, site, store};
use super::{Got, arden, get, run};
use crate::arden::Arden;
use access::{Grant, Role, Scope};
use axum::http::StatusCode;
use people::Token;

const ID: &str = "mid-term-herbs-2-2026";
const PAGE: &str = "/en/evaluations/mid-term-herbs-2-2026";
const SCRIPT: &str = "%3Cscript%3Ealert(1)%3C%2Fscript%3E";

fn whole(role: Role) -> [Grant; 1] {
    [Grant { role, scope: Scope::Plan }]
}

async fn act(site: &Arden, who: &Token, path: &str, form: &str) -> Got {
    let form = format!("evaluation={ID}&{form}");
    ask(site, Some(&form), &format!("/en/evaluations/{path}"), Some(who)).await
}

async fn done(site: &Arden, who: &Token, path: &str, form: &str) {
    let got = act(site, who, path, form).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{path} {form}: {}", got.body);
}

async fn page(site: &Arden, who: Option<&Token>) -> Got {
    ask(site, None, PAGE, who).await
}

#[test]
fn an_evaluation_runs_from_its_opening_to_a_finding_that_is_answered() {
    run(async {
        let site = site();
        let (moss, fern, reed) = (member(&site, "moss", &[]), member(&site, "fern", &[]), member(&site, "reed", &[]));
        let office = member(&site, "office", &whole(Role::Secretariat));
        let stranger = member(&site, "stranger", &[]);
        let opening = "subject=herbs-2&phase=mid-term&year=2026&members=moss+fern&chair=reed&sharing=after-own";
        let unknown = act(&site, &office, "open", &opening.replace("moss", "nobody")).await;
        assert!(unknown.status == StatusCode::BAD_REQUEST && unknown.body.contains("nobody"), "{}", unknown.body);
        done(&site, &office, "open", opening).await;
        assert_eq!(act(&site, &office, "open", opening).await.status, StatusCode::BAD_REQUEST, "open already");

        done(&site, &office, "freeze", "").await;
        let again = act(&site, &office, "freeze", "").await;
        assert!(again.body.contains("Nothing has changed"), "{}", again.body);
        let seen = page(&site, Some(&moss)).await.body;
        assert!(
            seen.contains("version 1") && seen.contains("Sum (SHA-256)") && seen.contains("head of the audit trail")
        );
        assert!(seen.contains("scientific and technical meaning"), "{seen}");

        // A draft is its author's; a comment is the others' once theirs is in. What was typed is text.
        done(&site, &moss, "comment", "version=1&words=Half+a+thought&draft=1").await;
        assert!(page(&site, Some(&moss)).await.body.contains("Half a thought"));
        for other in [&fern, &office, &reed] {
            assert!(!page(&site, Some(other)).await.body.contains("Half a thought"));
        }
        done(&site, &moss, "comment", &format!("version=1&words=Going+well+{SCRIPT}")).await;
        assert!(!page(&site, Some(&fern)).await.body.contains("Going well"), "own until handed in");
        done(&site, &fern, "comment", "version=1&words=Count+again").await;
        let seen = page(&site, Some(&fern)).await.body;
        assert!(seen.contains("Going well") && !seen.contains("<script>alert"), "{seen}");

        done(&site, &moss, "ask", "words=How+many+sites%3F").await;
        let question = 6;
        done(&site, &office, "answer", &format!("question={question}&words=Three+sites.")).await;
        let twice = act(&site, &office, "answer", &format!("question={question}&words=Four.")).await;
        assert!(twice.body.contains("answered already"), "{}", twice.body);
        assert!(page(&site, Some(&fern)).await.body.contains("Three sites."));

        let words = format!("outcome=continue&words=It+goes+on.%5Bc4+q{question}+p1%5D");
        assert_eq!(
            act(&site, &fern, "settle", &format!("{words}&opens=2027-01-05")).await.status,
            StatusCode::FORBIDDEN
        );
        done(&site, &office, "compose", &words).await;
        done(&site, &reed, "settle", &format!("{words}&opens=2027-01-05")).await;

        // Before its day nobody outside learns that there is anything.
        let nothing = ask(&site, None, "/en/evaluations/mid-term-herbs-2-2027", None).await;
        for outside in [None, Some(&stranger)] {
            let got = page(&site, outside).await;
            assert_eq!(got.status, StatusCode::NOT_FOUND);
            if outside.is_none() {
                assert_eq!(got.body.replace("2026", "2027"), nothing.body.replace("2026", "2027"));
            }
        }
        let uncorrected = act(&site, &reed, "settle", &format!("{words}&opens=2026-11-23")).await;
        assert!(uncorrected.body.contains("corrected with a reason"), "{}", uncorrected.body);
        done(&site, &reed, "settle", &format!("{words}&opens=2026-11-23&because=the+day+was+wrong")).await;
        let public = page(&site, None).await;
        assert_eq!(public.status, StatusCode::OK);
        assert!(public.body.contains("It goes on.") && public.body.contains("the day was wrong"), "{}", public.body);
        for closed in ["Going well", "Three sites", "Sum (SHA-256)", "c4 q6"] {
            assert!(!public.body.contains(closed), "`{closed}` is not public");
        }

        done(&site, &office, "find", "words=Count+the+sites&owner=Ferry+office&due=2027-03-31").await;
        assert!(get(&site, "/en/evaluations").await.body.contains("Count the sites"));
        done(&site, &office, "respond", "finding=11&state=done&words=Counted&evidence=pmid:1").await;
        assert!(!get(&site, "/en/evaluations").await.body.contains("Count the sites"), "done is not open");
        assert!(get(&site, "/ja/evaluations").await.body.contains("対応中の指摘事項はありません"));

        // The next evaluation opens with it, and its criteria are those of this one unless somebody says why.
        let next = opening.replace("2026", "2029");
        let wrong = act(&site, &office, "open", &format!("{next}&criteria=scale%3D1")).await;
        assert!(wrong.body.contains("say why they change"), "{}", wrong.body);
        done(&site, &office, "open", &next).await;
        let form = "evaluation=mid-term-herbs-2-2029";
        let got = ask(&site, Some(form), "/en/evaluations/freeze", Some(&office)).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.body);
        let packet = ask(&site, None, "/en/evaluations/mid-term-herbs-2-2029", Some(&moss)).await.body;
        assert!(packet.contains("Findings of earlier evaluations") && packet.contains("Counted"), "{packet}");
        let years = "/en/evaluations/mid-term-herbs-2-2029?against=mid-term-herbs-2-2026";
        assert!(ask(&site, None, years, Some(&moss)).await.body.contains("packet of 2026 to that of 2029"));

        let trail = store(&site).audit_trail().expect("read");
        let told: Vec<&str> = trail.iter().filter_map(|one| Some(one.content.as_ref()?.what.as_str())).collect();
        for what in ["evaluation-open", "evaluation-freeze", "evaluation-comment", "evaluation-settle", "saw"] {
            assert!(told.contains(&what), "{what}");
        }
    });
}

#[test]
fn a_comment_on_an_old_version_waits_until_its_author_knows_and_loses_no_word() {
    run(async {
        let site = site();
        let moss = member(&site, "moss", &[]);
        let office = member(&site, "office", &whole(Role::Secretariat));
        done(&site, &office, "open", "subject=herbs-2&phase=mid-term&year=2026&members=moss").await;
        done(&site, &office, "freeze", "").await;
        arden::read_in(&site.file, 2, arden::LATER);
        site.site.refresh().expect("read again");
        done(&site, &office, "freeze", "").await;
        let got = act(&site, &moss, "comment", "version=1&words=Typed+with+care").await;
        assert!(got.body.contains("There is version 2") && got.body.contains("Typed with care"), "{}", got.body);
        let changed = ask(&site, None, &format!("{PAGE}?packet=2&since=1"), Some(&moss)).await.body;
        assert!(
            changed.contains("What changed from version 1 to version 2") && changed.contains("<mark>"),
            "{changed}"
        );
        let old = ask(&site, None, &format!("{PAGE}?packet=1"), Some(&moss)).await.body;
        assert!(old.contains("This is an older one"), "{old}");
        done(&site, &moss, "comment", "version=1&words=Typed+with+care&knows=1").await;
    });
}

#[test]
fn who_is_on_another_committee_sees_and_does_nothing_here() {
    run(async {
        let site = site();
        let office = member(&site, "office", &whole(Role::Secretariat));
        let scope = Scope::Evaluation("mid-term-herbs-2-2025".to_owned());
        let fern = member(&site, "fern", &[Grant { role: Role::Chair, scope }]);
        done(&site, &office, "open", "subject=herbs-2&phase=mid-term&year=2026").await;
        done(&site, &office, "freeze", "").await;
        assert_eq!(page(&site, Some(&fern)).await.status, StatusCode::NOT_FOUND);
        for (path, form) in
            [("comment", "version=1&words=x"), ("ask", "words=x"), ("settle", "outcome=continue&words=x")]
        {
            assert_eq!(act(&site, &fern, path, form).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert!(!ask(&site, None, "/en/evaluations.json", Some(&fern)).await.body.contains(ID));
        assert!(ask(&site, None, "/en/evaluations.json", Some(&office)).await.body.contains(ID));
    });
}
