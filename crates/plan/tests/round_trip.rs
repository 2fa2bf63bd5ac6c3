//! What is written is read back as it was, and two plans are the same exactly if nothing differs.

mod folder;
mod generated;

use plan::{Language, Plan, Severity, check, diff, read, write};
use proptest::prelude::*;

#[track_caller]
fn written_and_read(plan: &Plan) -> Plan {
    read(&write(plan))
        .unwrap_or_else(|found| panic!("{}", found.iter().map(|one| one.text(Language::En)).collect::<String>()))
        .value
}

/// The plan as it was before reading added the indicators that every project has.
fn own(mut plan: Plan) -> Plan {
    for programme in &mut plan.programmes {
        programme.indicators.retain(|one| one.kind != plan::IndicatorKind::ProjectPapers);
    }
    plan
}

#[test]
fn the_life_science_plan_and_the_plan_of_arden_come_back_as_they_were() {
    let arden = read(&folder::arden()).expect("the plan of Arden").value;
    for plan in [plan::builtin(), arden] {
        let back = written_and_read(&plan);
        assert_eq!(back, plan);
        assert_eq!(write(&back), write(&plan));
        assert_eq!(diff(&plan, &back), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_plan_without_errors_is_read_back_as_it_was(plan in generated::plan()) {
        let errors: Vec<_> = check(&plan).into_iter().filter(|one| one.severity == Severity::Error).collect();
        prop_assert_eq!(errors, []);
        let back = written_and_read(&plan);
        prop_assert_eq!(write(&back), write(&plan));
        prop_assert_eq!(own(back), plan);
    }

    #[test]
    fn two_plans_are_the_same_exactly_if_nothing_differs(a in generated::plan(), b in generated::plan()) {
        prop_assert_eq!(diff(&a, &a), []);
        prop_assert_eq!(diff(&a, &b).is_empty(), a == b);
        for difference in diff(&a, &b) {
            prop_assert!(difference.text(Language::Ja).ends_with('\n'));
            prop_assert!(serde_json::to_string(&difference).is_ok());
        }
    }
}
