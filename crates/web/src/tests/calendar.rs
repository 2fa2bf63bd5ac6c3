//! What is due is one calculation: the overview and the calendar's own page say the same.

use super::{get, run, site};

#[test]
fn the_overview_names_what_the_calendar_says_is_due_this_year() {
    run(async {
        let due = async |page: &str| {
            let got = get(&site(false), page).await;
            let document: serde_json::Value = serde_json::from_str(&got.body).expect("JSON");
            document["due"].as_array().cloned().expect("a table of what is due")
        };
        let mut all = due("/en/calendar.json").await;
        let everything = all.len();
        all.retain(|row| row["standing"] == "now");
        assert_eq!(due("/en/overview.json").await, all);
        assert!(everything > all.len(), "nothing is left out, so nothing was shown");
        let page = get(&site(false), "/ja/").await.body;
        let section = page.split("id=\"due\"").nth(1).and_then(|rest| rest.split("</section>").next());
        let rows = section.expect("what is due").matches("<tr><th scope=\"row\"").count();
        assert_eq!(rows, all.len());
    });
}
