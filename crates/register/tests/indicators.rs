//! What the plan's indicators say of a register is there: its kind, its columns, its dates, its codes.

use plan::{Condition, ConditionOp, Definition, Method, Of, ValueOf};
use register::{Column, Holds, Register, builtin};

/// Everything that a definition names and the register lacks.
fn lacking(definition: &Definition, register: &Register) -> Vec<String> {
    let mut lacking = Vec::new();
    if !definition.counts.contains(&register.kind) {
        lacking.push(format!("kind {:?}, the register’s is `{}`", definition.counts, register.kind));
    }
    let ends = match definition.date_role.as_str() {
        "from" => vec!["from", "until"],
        role => vec![role],
    };
    let roles = ends.into_iter().filter(|role| !register.dates.contains_key(*role));
    lacking.extend(roles.map(|role| format!("date `{role}`")));
    let role_fits = definition.linked.roles.is_empty() || definition.linked.roles.contains(&register.role);
    if !role_fits {
        lacking.push(format!("role {:?}, the register’s is {:?}", definition.linked.roles, register.role));
    }
    let attribute = match &definition.of {
        Of::Attribute(attribute) => Some(attribute),
        Of::Records => None,
    };
    lacking.extend(attribute.filter(|id| register.column(id).is_none()).map(|id| format!("column `{id}`")));
    let measured = match &definition.value {
        ValueOf::Count => None,
        ValueOf::Sum(id) | ValueOf::Last(id) | ValueOf::Max(id) => Some(id),
    };
    let is_number = |column: &&Column| matches!(column.holds, Holds::Whole | Holds::Decimal | Holds::Yen);
    let unmeasured = measured.filter(|id| register.column(id).filter(is_number).is_none());
    lacking.extend(unmeasured.map(|id| format!("column `{id}` of numbers")));
    for condition in definition.conditions.iter().chain(&definition.of_which) {
        lacking.extend(lacking_of(condition, register));
    }
    lacking
}

fn lacking_of(condition: &Condition, register: &Register) -> Vec<String> {
    let Some(column) = register.column(&condition.attribute) else {
        return vec![format!("column `{}`", condition.attribute)];
    };
    match (&column.holds, condition.op) {
        (Holds::Code(codes), ConditionOp::In | ConditionOp::NotIn) => {
            let known = |value: &&String| codes.iter().any(|code| code.code == **value);
            let unknown = condition.values.iter().filter(|value| !known(value));
            unknown.map(|value| format!("code `{value}` of `{}`", column.id)).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn every_indicator_names_only_what_its_register_has() {
    let plan = plan::builtin();
    let mut checked = 0;
    for (_, indicator) in plan.indicators() {
        for version in &indicator.versions {
            let Method::Computed(definition) = &version.method else { continue };
            for class in definition.sources.iter().filter_map(|class| class.strip_prefix("register:")) {
                let register = builtin().iter().find(|register| register.id == class);
                let register = register.unwrap_or_else(|| panic!("{}: there is no register `{class}`", indicator.id));
                let lacking = lacking(definition, register);
                assert!(lacking.is_empty(), "{} version {}: {class} lacks {lacking:?}", indicator.id, version.number);
                checked += 1;
            }
        }
    }
    assert!(checked >= 15, "only {checked} definitions are of registers");
}

#[test]
fn every_kpi_names_only_what_its_register_has_and_only_once() {
    let plan = plan::builtin();
    let mut checked = 0;
    for kpi in plan.policies.iter().flat_map(|policy| &policy.kpis) {
        let Method::Computed(definition) = &kpi.method else { continue };
        for class in definition.sources.iter().filter_map(|class| class.strip_prefix("register:")) {
            let register = builtin().iter().find(|register| register.id == class).expect("the register");
            let lacking = lacking(definition, register);
            assert!(lacking.is_empty(), "{}: {class} lacks {lacking:?}", kpi.id);
            checked += 1;
        }
    }
    assert!(checked >= 5, "only {checked} KPIs are of registers");
}

#[test]
fn what_a_register_lacks_is_told() {
    let seeds = builtin().iter().find(|register| register.id == "seeds").expect("seeds");
    let plan = plan::builtin();
    let (_, indicator) = plan.indicators().find(|(_, one)| one.id == "cancer-seeds").expect("an indicator");
    let Method::Computed(definition) = &indicator.versions[0].method else { panic!("it is computed") };
    let mut wrong = (**definition).clone();
    wrong.conditions[0].values.push("moss".to_owned());
    wrong.value = ValueOf::Last("title".to_owned());
    wrong.date_role = "publication".to_owned();
    assert_eq!(lacking(&wrong, seeds), ["date `publication`", "column `title` of numbers", "code `moss` of `kind`"]);
}

#[test]
fn a_row_of_one_register_never_counts_for_another() {
    // `sources` says what must have been read and does not choose rows: kind and conditions do.
    let plan = plan::builtin();
    for (_, indicator) in plan.indicators() {
        for version in &indicator.versions {
            let Method::Computed(definition) = &version.method else { continue };
            for other in builtin().iter().filter(|one| !definition.sources.contains(&one.source_class())) {
                let counts = definition.counts.contains(&other.kind) && lacking(definition, other).is_empty();
                assert!(!counts, "{} would count rows of {}", indicator.id, other.id);
            }
        }
    }
}

#[test]
fn disease_areas_and_integrated_projects_are_those_of_the_plan() {
    let plan = plan::builtin();
    let areas: Vec<&str> = plan.disease_areas.iter().map(|area| area.id.as_str()).collect();
    let integrated: Vec<&str> = plan.integrated_projects.iter().map(|one| one.id.as_str()).collect();
    let mut checked = 0;
    for register in builtin() {
        for (id, of_plan) in [("disease-area", &areas), ("integrated-project", &integrated)] {
            let Some(Holds::Code(codes)) = register.column(id).map(|column| &column.holds) else { continue };
            let listed: Vec<&str> =
                codes.iter().map(|code| code.code.as_str()).filter(|code| *code != "other").collect();
            assert_eq!(&listed, of_plan, "{}", register.id);
            checked += 1;
        }
    }
    assert!(checked > 5, "only {checked} lists");
}

#[test]
fn every_kind_of_row_can_be_counted_by_an_indicator() {
    let page = plan::reference_page();
    for register in builtin() {
        let kind = format!("`\"{}\"`", register.kind);
        assert!(page.contains(&kind), "no indicator can count `{}`, the kind of {}", register.kind, register.id);
    }
}
