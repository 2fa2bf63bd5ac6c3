//! What begins like a number and is none: too short, too long, misspelt.
//!
//! The decision to question: the rules' own shapes never see these, so a person who asks why nothing was found would be told
//! nothing. They are looked for only then ([`crate::Recogniser::explain`]); a scan does not know them.

use crate::context::Context;
use crate::landmark::names_in_other_case;
use crate::pattern::{Pattern, pattern};

/// A rule (without its version), what begins like one of its numbers, and the reason's code.
struct Near {
    rule: &'static str,
    shape: Pattern,
    why: &'static str,
}

static NEAR: [Near; 26] = [
    near("amed.systematic", pattern!(r"(?i)JP[ :_-]{0,2}[0-9]{2}[a-z]{2,3}[0-9a-z]{2,16}")),
    near("amed.scanned", pattern!(r"JP[ -]?[0-9OolI]{2}[a-z]{2}[A-Za-z0-9]{4,14}")),
    near("kakenhi.lettered", pattern!(r"JP[ :_-]{0,2}[0-9]{2}[A-Z]{1,2}[0-9]{1,9}")),
    near("kakenhi.eight-digits", pattern!(r"JP[ :_-]{0,2}[0-9]{5,12}")),
    near("jst.systematic", pattern!(r"JPMJ[ -]?[0-9A-Z]+")),
    near("mext.systematic", pattern!(r"JPMX[ -]?[0-9A-Z]*")),
    near("mhlw.systematic", pattern!(r"JPMH(?:[ -]?[0-9][0-9A-Z]*)?")),
    near("nedo.systematic", pattern!(r"JPNP(?:[ -]?[0-9]+)?")),
    near("jpj.systematic", pattern!(r"JPJ(?:[ -]?[0-9]+)?")),
    near("jsps.systematic", pattern!(r"JPJS[A-Z]{0,4}(?:[ -]?[0-9]+)?")),
    near("rrid.number", pattern!(r"RRID ?[:=_]? ?[A-Za-z0-9_:-]*[A-Za-z0-9]")),
    near("nct.number", pattern!(r"(?i)NCT(?:[ :#-]{0,3}[0-9]+)?")),
    near("jrct.number", pattern!(r"(?i)jRCT(?:[ :#-]{0,3}[a-z]?[0-9]+)?")),
    near("umin.number", pattern!(r"(?i)UMIN(?:[ -]?CTR)?(?:[ :#-]{0,3}(?:ID|No\.?)?[ :#-]{0,3}[0-9]+)?")),
    near("japiccti.number", pattern!(r"(?i)Japic ?-?CTI(?:[ :-]{0,3}[0-9]+)?")),
    near("isrctn.number", pattern!(r"(?i)ISRCTN(?:[ :#-]{0,3}[0-9]+)?")),
    near("actrn.number", pattern!(r"(?i)ACTRN(?:[ :]{0,2}[0-9]+)?")),
    near("chictr.number", pattern!(r"(?i)ChiCTR(?:[ :]{0,2}[A-Z-]*[0-9]+)?")),
    near("drks.number", pattern!(r"(?i)DRKS(?:[ :-]{0,2}[0-9]+)?")),
    near("ctri.number", pattern!(r"(?i)CTRI(?:[ /:]{1,2}[0-9/]+)?")),
    near("irct.number", pattern!(r"(?i)IRCT(?:[ :]{0,2}[0-9]+)?")),
    near("kct.number", pattern!(r"(?i)KCT(?:[ :]{0,2}[0-9]+)?")),
    near("ntr.number", pattern!(r"NTR ?:? ?[0-9]+")),
    near(
        "nih.full",
        pattern!(r"(?:A[AGIRT]|CA|D[ACEK]|E[BSY]|G[MW]|H[DGL]|LM|M[DH]|N[RS]|OD|RR|TR|TW)[ -]?[0-9]{7,10}"),
    ),
    Near { rule: "isrctn.number", shape: pattern!(r"(?i)(?:ISCRTN|ISRTCN|IRSCTN)[ :-]{0,3}[0-9]{8}"), why: "misspelt" },
    Near { rule: "nct.number", shape: pattern!(r"(?i)(?:NTC|CNT)[ :-]?[0-9]{8}"), why: "misspelt" },
];

const fn near(rule: &'static str, shape: Pattern) -> Near {
    Near { rule, shape, why: "wrong-length" }
}

/// Notes whatever begins like a number of this rule.
pub(crate) fn note(context: &Context<'_>, rule: &str) {
    let name = rule.split('@').next().unwrap_or_default();
    if name == "name.lexicon" {
        for (span, form) in names_in_other_case(context.text()) {
            context.refuse_by(&span, "name-in-other-case", || form.to_owned());
        }
    }
    for near in NEAR.iter().filter(|near| near.rule == name) {
        for hit in near.shape.all(context.text()).filter(|hit| !begins_inside_a_word(hit)) {
            let digits = hit.all().bytes().any(|byte| byte.is_ascii_digit());
            context.refuse(&hit.span, if digits { near.why } else { "no-digit" });
        }
    }
}

fn begins_inside_a_word(hit: &crate::pattern::Match<'_>) -> bool {
    hit.before().as_bytes().last().is_some_and(u8::is_ascii_alphanumeric)
}
