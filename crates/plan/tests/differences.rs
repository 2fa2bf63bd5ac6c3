//! Each kind of difference between two plans: the plan of Arden, and the same with a few words changed.

mod folder;

use folder::{arden, arden_with};
use plan::{Difference, Language, Plan, diff, read};

#[track_caller]
fn plan(files: &[(String, String)]) -> Plan {
    read(files)
        .unwrap_or_else(|found| panic!("{}", found.iter().map(|one| one.text(Language::En)).collect::<String>()))
        .value
}

fn text(differences: &[Difference], language: Language) -> String {
    differences.iter().map(|one| one.text(language)).collect()
}

/// Checks what is said of the change, and that going back is told as well.
#[track_caller]
fn check(behind: &str, from: &str, to: &str, expected: &str) {
    let (old, new) = (plan(&arden()), plan(&arden_with(behind, from, to)));
    assert_eq!(text(&diff(&old, &new), Language::En), expected);
    assert!(!diff(&new, &old).is_empty());
}

const HERBS: &str = "id = \"herbs-2\"";

#[test]
fn names_and_wordings() {
    check(
        HERBS,
        "薬草創薬発展事業",
        "薬草創薬展開事業",
        "project herbs-2 (Herbal Drugs Programme, Phase 2): renamed\n  old: 薬草創薬【発展】事業\n  new: 薬草創薬【展開】事業\n",
    );
    check(
        HERBS,
        "description = \"優れた種を育てる。\"\n",
        "",
        "project herbs-2 (Herbal Drugs Programme, Phase 2): wording of `description` changed\n  old: 優れた種を育てる。\n  new: (nothing)\n",
    );
    check(
        "id = \"moss-plan\"",
        "en = \"Moss Society\"",
        "en = \"Society of Moss\"",
        "policy moss-plan (Moss Plan): wording of `decided-by` changed (English)\n  old: Moss Society\n  new: Society of Moss\n",
    );
    let (old, new) = (plan(&arden()), plan(&arden_with(HERBS, "薬草創薬発展事業", "薬草創薬展開事業")));
    assert_eq!(
        text(&diff(&old, &new), Language::Ja),
        "課題 herbs-2（薬草創薬展開事業）: 改称\n  旧: 薬草創薬【発展】事業\n  新: 薬草創薬【展開】事業\n"
    );
}

#[test]
fn years_and_marks() {
    check(
        "id = \"ageing\"",
        "start = \"unknown\"",
        "start = { year = 2017, stated = \"Arden Gazette 13\" }",
        "project ageing (Ageing Project): `start` changed\n  old: unknown\n  new: FY2017 (stated: Arden Gazette 13)\n",
    );
    check(
        "short = \"Brain/ARDEN\"",
        "end = { open = true, stated = \"Arden Gazette 4\" }",
        "end = { year = 2029, stated = \"Arden Gazette 4\" }",
        "project brains (Brain and Mind Research Programme): `end` changed\n  \
         old: without end (stated: Arden Gazette 4)\n  new: FY2029 (stated: Arden Gazette 4)\n",
    );
    check(
        "id = \"moss-cells\"",
        "year = 2019, stated",
        "year = 2020, stated",
        "part moss-cells (Moss cells): mid-term evaluation moved\n  old: FY2019\n  new: FY2020\n",
    );
    check(
        "id = \"herbs-1\"",
        "  { kind = \"mid-term\", year = 2016, inferred = \"mid-term-in-third-year\" },\n",
        "",
        "project herbs-1 (Herbal Drugs Programme): mid-term evaluation withdrawn (FY2016)\n",
    );
    check(
        "id = \"ageing\"",
        "evaluations = [\n",
        "evaluations = [\n  { kind = \"follow-up\", year = 2024, stated = \"Arden Gazette 12\" },\n",
        "project ageing (Ageing Project): follow-up evaluation added (FY2024)\n",
    );
}

#[test]
fn what_is_new_gone_or_elsewhere() {
    check(
        "",
        "[[bottleneck]]\n",
        "[[bottleneck]]\nid = \"no-rain\"\ntext = \"雨が足りない。\"\n\n[[bottleneck]]\n",
        "bottleneck herb-strategy/no-rain (雨が足りない。): added\n",
    );
    check(
        "unconfirmed = \"a paper\"",
        "[[join]]\nname = \"HERBS-1\"\nproject = \"herbs-1\"\nstated = \"https://arden.example/herbs\"\n",
        "",
        "join name HERBS-1 ↔ herbs-1: withdrawn\n",
    );
    check(
        "prefix = \"amed:zz02\"",
        "unconfirmed = \"a paper\"",
        "confirmed = \"Ann Arden\"\non = 2026-11-01\nbecause = \"She asked.\"",
        "join prefix amed:zz02 ↔ herbs-2: `basis` changed\n  \
         old: unconfirmed: a paper\n  new: confirmed by Ann Arden on 2026-11-01: She asked.\n",
    );
}

#[test]
fn a_project_that_moved_is_no_new_project() {
    let old = plan(&arden());
    let mut new = old.clone();
    let mut moss = new.programmes[0].projects.remove(2);
    moss.focus = "collections".to_owned();
    new.programmes[2].projects.push(moss);
    assert_eq!(
        text(&diff(&old, &new), Language::En),
        "project moss (Moss Regeneration Network): moved\n  old: drugs / new-drugs\n  new: base / collections\n"
    );
    let mut new = old.clone();
    new.programmes[0].projects.swap(0, 1);
    let differences = diff(&old, &new);
    assert_eq!(differences.len(), 1, "{differences:?}");
    assert_eq!(
        text(&differences, Language::Ja),
        "課題 herbs-1（薬草創薬事業）: 移動\n  旧: 先頭\n  新: herbs-2 の次\n"
    );
}

#[test]
fn json_says_the_same_as_data() {
    let (old, new) =
        (plan(&arden()), plan(&arden_with("id = \"moss-cells\"", "year = 2019, stated", "year = 2020, stated")));
    assert_eq!(
        serde_json::to_value(diff(&old, &new)).expect("plain data"),
        serde_json::json!([{
            "unit": "part", "id": "moss-cells", "title": ["苔細胞", "Moss cells"],
            "change": "mark-moved", "kind": "mid-term", "from": 2019, "to": 2020,
        }])
    );
}
