//! Which indicators a register feeds.

use crate::Register;
use plan::{Indicator, Method, Plan, Programme};

/// The indicators of a plan that count rows of a register, under any version of their definitions, in the order of the plan.
#[must_use]
pub fn feeds<'p>(register: &Register, plan: &'p Plan) -> Vec<(&'p Programme, &'p Indicator)> {
    let class = register.source_class();
    let counts = |indicator: &Indicator| {
        indicator.versions.iter().any(|version| match &version.method {
            Method::Computed(definition) => {
                definition.sources.contains(&class) && definition.counts.contains(&register.kind)
            }
            Method::Reported | Method::Qualitative => false,
        })
    };
    plan.indicators().filter(|(_, indicator)| counts(indicator)).collect()
}
