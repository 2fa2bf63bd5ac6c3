//! Roles of accounts, and what each may do where.
//!
//! The decision to question: a role is granted for the whole plan or for one programme, project or evaluation, and reaches nothing outside it. What a
//! role does not name it does not have; nobody gets the sum of two roles at a place where holding only one.

use std::fmt::Write as _;

/// What an account is, somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// プラン所管: answers for the plan.
    PlanOwner,
    /// 事務局: runs it from day to day.
    Secretariat,
    /// プログラム・オフィサー: follows projects.
    ProgrammeOfficer,
    /// 拠点: hands in what projects did.
    Hub,
    /// 評価委員
    Evaluator,
    /// 委員長
    Chair,
    /// オブザーバー
    Observer,
    /// 監査: reads who saw and did what.
    Auditor,
    /// 管理者: keeps accounts.
    Administrator,
}

impl Role {
    /// Every role, in the order of the table.
    pub const ALL: [Self; 9] = [
        Self::PlanOwner,
        Self::Secretariat,
        Self::ProgrammeOfficer,
        Self::Hub,
        Self::Evaluator,
        Self::Chair,
        Self::Observer,
        Self::Auditor,
        Self::Administrator,
    ];

    /// As it is stored and typed: `plan-owner`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PlanOwner => "plan-owner",
            Self::Secretariat => "secretariat",
            Self::ProgrammeOfficer => "programme-officer",
            Self::Hub => "hub",
            Self::Evaluator => "evaluator",
            Self::Chair => "chair",
            Self::Observer => "observer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// From its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// In the words of an office.
    #[must_use]
    pub fn in_japanese(self) -> &'static str {
        match self {
            Self::PlanOwner => "プラン所管",
            Self::Secretariat => "事務局",
            Self::ProgrammeOfficer => "プログラム・オフィサー",
            Self::Hub => "拠点",
            Self::Evaluator => "評価委員",
            Self::Chair => "委員長",
            Self::Observer => "オブザーバー",
            Self::Auditor => "監査",
            Self::Administrator => "管理者",
        }
    }

    /// In English.
    #[must_use]
    pub fn in_english(self) -> &'static str {
        match self {
            Self::PlanOwner => "plan owner",
            Self::Secretariat => "secretariat",
            Self::ProgrammeOfficer => "programme officer",
            Self::Hub => "hub",
            Self::Evaluator => "evaluator",
            Self::Chair => "chair",
            Self::Observer => "observer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// Whether the role adds this to what every account may.
    fn has(self, duty: Duty) -> bool {
        match duty {
            Duty::Read | Duty::Enter | Duty::OwnAccount => false,
            Duty::SeeConfidential => matches!(self, Self::PlanOwner | Self::Secretariat),
            Duty::Decide => matches!(self, Self::PlanOwner | Self::Secretariat | Self::ProgrammeOfficer),
            Duty::HandIn => matches!(self, Self::PlanOwner | Self::Secretariat),
            Duty::KeepPeople => matches!(self, Self::Secretariat | Self::Administrator),
            Duty::ReadAudit => matches!(self, Self::Auditor | Self::Administrator),
            Duty::OpenEvaluation => matches!(self, Self::Secretariat),
            Duty::Compose => matches!(self, Self::PlanOwner | Self::Secretariat),
            Duty::SeePacket => !matches!(self, Self::Hub | Self::Auditor | Self::Administrator),
            Duty::Comment => matches!(self, Self::Evaluator | Self::Chair),
            Duty::Answer => matches!(self, Self::PlanOwner | Self::Secretariat | Self::ProgrammeOfficer),
            Duty::Settle => matches!(self, Self::Chair),
        }
    }
}

/// Where a role holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The whole plan.
    Plan,
    /// A programme and its projects.
    Programme(String),
    /// A project.
    Project(String),
    /// An evaluation.
    Evaluation(String),
}

impl Scope {
    /// As it is stored and typed: `plan`, `programme:ID`, `project:ID`, `evaluation:ID`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Plan => "plan".to_owned(),
            Self::Programme(id) => format!("programme:{id}"),
            Self::Project(id) => format!("project:{id}"),
            Self::Evaluation(id) => format!("evaluation:{id}"),
        }
    }

    /// From its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if code == "plan" {
            return Some(Self::Plan);
        }
        let (kind, id) = code.split_once(':').filter(|(_, id)| !id.is_empty())?;
        match kind {
            "programme" => Some(Self::Programme(id.to_owned())),
            "project" => Some(Self::Project(id.to_owned())),
            "evaluation" => Some(Self::Evaluation(id.to_owned())),
            _ => None,
        }
    }

    /// Whether what is granted here holds there.
    fn reaches(&self, place: &Place<'_>) -> bool {
        match (self, place) {
            (Self::Plan, _) => true,
            (Self::Programme(id), Place::Project { programmes, .. }) => programmes.contains(&id.as_str()),
            (Self::Project(id), Place::Project { project, .. }) => id == project,
            (Self::Evaluation(id), Place::Evaluation(evaluation)) => id == evaluation,
            _ => false,
        }
    }
}

/// A role somewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
}

/// What something is done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place<'a> {
    /// The plan as a whole.
    Plan,
    /// A project, with the programmes that it belongs to.
    Project {
        /// Its id.
        project: &'a str,
        /// Their ids.
        programmes: Vec<&'a str>,
    },
    /// An evaluation.
    Evaluation(&'a str),
}

/// What an address needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Look at what is public.
    Read,
    /// Sign in, or follow an invitation.
    Enter,
    /// Look after one's own account.
    OwnAccount,
    /// See confidential rows.
    SeeConfidential,
    /// Decide on links, joins and works.
    Decide,
    /// Hand rows and forms in, and take them back.
    HandIn,
    /// Invite, grant, end sessions.
    KeepPeople,
    /// Read who saw and did what.
    ReadAudit,
    /// Open an evaluation and name its committee.
    OpenEvaluation,
    /// Freeze a version of a packet, compose the draft of a result, enter findings.
    Compose,
    /// See packets, questions and, as the evaluation was opened, comments.
    SeePacket,
    /// Comment on a packet, and ask.
    Comment,
    /// Answer a committee's questions and findings.
    Answer,
    /// Settle a result, and correct it.
    Settle,
}

impl Duty {
    /// Every duty, in the order of the table.
    pub const ALL: [Self; 14] = [
        Self::Read,
        Self::Enter,
        Self::OwnAccount,
        Self::SeeConfidential,
        Self::Decide,
        Self::HandIn,
        Self::KeepPeople,
        Self::ReadAudit,
        Self::OpenEvaluation,
        Self::Compose,
        Self::SeePacket,
        Self::Comment,
        Self::Answer,
        Self::Settle,
    ];

    /// In words.
    #[must_use]
    pub fn in_english(self) -> &'static str {
        match self {
            Self::Read => "see what is public",
            Self::Enter => "sign in, follow an invitation",
            Self::OwnAccount => "look after the own account",
            Self::SeeConfidential => "see confidential rows",
            Self::Decide => "decide on links, joins, works",
            Self::HandIn => "hand in and take back",
            Self::KeepPeople => "invite, grant, end sessions",
            Self::ReadAudit => "read the audit trail",
            Self::OpenEvaluation => "open an evaluation",
            Self::Compose => "freeze packets, compose results",
            Self::SeePacket => "see packets",
            Self::Comment => "comment on a packet",
            Self::Answer => "answer questions and findings",
            Self::Settle => "settle a result",
        }
    }
}

/// Whether somebody with these roles may do this there. `None` is the public; whatever is not named is denied.
#[must_use]
pub fn permits(grants: Option<&[Grant]>, duty: Duty, place: &Place<'_>) -> bool {
    match grants {
        None => is_of_everybody(duty),
        Some(_) if is_of_every_account(duty) => true,
        Some(grants) => grants.iter().any(|grant| grant.role.has(duty) && grant.scope.reaches(place)),
    }
}

/// Whether somebody with these roles may do this anywhere: what decides which buttons are shown. Each act asks [`permits`] for its own place.
#[must_use]
pub fn may_somewhere(grants: &[Grant], duty: Duty) -> bool {
    is_of_every_account(duty) || grants.iter().any(|grant| grant.role.has(duty))
}

fn is_of_everybody(duty: Duty) -> bool {
    matches!(duty, Duty::Read | Duty::Enter)
}

fn is_of_every_account(duty: Duty) -> bool {
    is_of_everybody(duty) || duty == Duty::OwnAccount
}

/// Whether somebody with these roles may give or take a role: who keeps people may, except that only an administrator makes, changes or
/// unmakes an administrator or an auditor. So nobody raises their own rights.
#[must_use]
pub fn may_grant(grants: &[Grant], role: Role) -> bool {
    let has = |wanted: Role| grants.iter().any(|grant| grant.role == wanted && grant.scope == Scope::Plan);
    match role {
        Role::Administrator | Role::Auditor | Role::PlanOwner => has(Role::Administrator),
        _ => has(Role::Administrator) || has(Role::Secretariat),
    }
}

/// Whether somebody with these roles may end the sessions of an account that has those, give it a new link or close it: only who may give each of
/// its roles. A new link opens the account to whoever holds it, so that anything less would raise the keeper's own rights.
#[must_use]
pub fn may_keep(grants: &[Grant], theirs: &[Grant]) -> bool {
    permits(Some(grants), Duty::KeepPeople, &Place::Plan) && theirs.iter().all(|grant| may_grant(grants, grant.role))
}

/// Every role (granted for the whole plan) and duty, as a Markdown table.
#[must_use]
pub fn role_table() -> String {
    let mut table = String::from("| who |");
    for duty in Duty::ALL {
        let _ = write!(table, " {} |", duty.in_english());
    }
    table.push_str("\n|---|");
    table.push_str(&"---|".repeat(Duty::ALL.len()));
    table.push('\n');
    let mut row = |who: &str, grants: Option<&[Grant]>| {
        let _ = write!(table, "| {who} |");
        for duty in Duty::ALL {
            table.push_str(if permits(grants, duty, &Place::Plan) { " yes |" } else { " |" });
        }
        table.push('\n');
    };
    row("the public", None);
    row("an account without a role", Some(&[]));
    for role in Role::ALL {
        row(role.in_english(), Some(&[Grant { role, scope: Scope::Plan }]));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(role: Role, scope: &str) -> Vec<Grant> {
        vec![Grant { role, scope: Scope::from_code(scope).expect("a scope") }]
    }

    #[test]
    fn codes_are_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        for scope in ["plan", "programme:p1", "project:ferry", "evaluation:2026-1"] {
            assert_eq!(Scope::from_code(scope).map(|scope| scope.code()).as_deref(), Some(scope));
        }
        for wrong in ["", "project:", "country:arden", "Plan"] {
            assert_eq!(Scope::from_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_role_reaches_its_place_and_no_other() {
        let ferry = Place::Project { project: "ferry", programmes: vec!["p1"] };
        let check = |scope: &str, place: &Place<'_>, expected: bool| {
            let grants = grant(Role::ProgrammeOfficer, scope);
            assert_eq!(permits(Some(&grants), Duty::Decide, place), expected, "{scope}");
        };
        check("plan", &ferry, true);
        check("programme:p1", &ferry, true);
        check("programme:p2", &ferry, false);
        check("project:ferry", &ferry, true);
        check("project:moss", &ferry, false);
        check("project:ferry", &Place::Plan, false);
        check("evaluation:ferry", &ferry, false);
    }

    #[test]
    fn a_member_of_one_evaluation_sees_that_packet_and_no_other() {
        let here = Place::Evaluation("mid-term-ferry-2026");
        let check = |role: Role, scope: &str, duty: Duty, expected: bool| {
            let grants = grant(role, scope);
            assert_eq!(permits(Some(&grants), duty, &here), expected, "{role:?} {scope} {duty:?}");
        };
        check(Role::Evaluator, "evaluation:mid-term-ferry-2026", Duty::SeePacket, true);
        check(Role::Evaluator, "evaluation:mid-term-ferry-2026", Duty::Comment, true);
        check(Role::Evaluator, "evaluation:mid-term-ferry-2027", Duty::SeePacket, false);
        check(Role::Evaluator, "project:ferry", Duty::Comment, false);
        check(Role::Evaluator, "plan", Duty::Settle, false);
        check(Role::Chair, "evaluation:mid-term-ferry-2026", Duty::Settle, true);
        check(Role::Secretariat, "plan", Duty::Settle, false);
        check(Role::Secretariat, "plan", Duty::Comment, false);
        check(Role::Observer, "evaluation:mid-term-ferry-2026", Duty::Comment, false);
        check(Role::Hub, "plan", Duty::SeePacket, false);
    }

    #[test]
    fn the_public_enters_and_reads_and_nothing_else() {
        for duty in Duty::ALL {
            assert_eq!(permits(None, duty, &Place::Plan), matches!(duty, Duty::Read | Duty::Enter), "{duty:?}");
        }
    }

    #[test]
    fn what_every_account_may_needs_no_role_and_the_rest_needs_one_somewhere() {
        let officer = grant(Role::ProgrammeOfficer, "project:ferry");
        for duty in Duty::ALL {
            let of_all = matches!(duty, Duty::Read | Duty::Enter | Duty::OwnAccount);
            assert_eq!(may_somewhere(&[], duty), of_all, "{duty:?}");
            let of_an_officer = matches!(duty, Duty::Decide | Duty::SeePacket | Duty::Answer);
            assert_eq!(may_somewhere(&officer, duty), of_all || of_an_officer, "{duty:?}");
            assert_eq!(permits(Some(&[]), duty, &Place::Plan), of_all, "{duty:?}");
        }
    }

    #[test]
    fn only_an_administrator_makes_administrators_auditors_and_plan_owners() {
        for role in Role::ALL {
            let high = matches!(role, Role::Administrator | Role::Auditor | Role::PlanOwner);
            assert!(may_grant(&grant(Role::Administrator, "plan"), role));
            assert_eq!(may_grant(&grant(Role::Secretariat, "plan"), role), !high, "{role:?}");
            assert!(!may_grant(&grant(Role::PlanOwner, "plan"), role));
            assert!(!may_grant(&grant(Role::Secretariat, "project:ferry"), role));
        }
    }

    #[test]
    fn who_may_not_give_a_role_does_not_keep_an_account_that_has_it() {
        let (administrator, secretariat) = (grant(Role::Administrator, "plan"), grant(Role::Secretariat, "plan"));
        assert!(may_keep(&administrator, &administrator) && may_keep(&administrator, &[]));
        assert!(may_keep(&secretariat, &grant(Role::Evaluator, "evaluation:2026-1")) && may_keep(&secretariat, &[]));
        assert!(!may_keep(&secretariat, &administrator));
        assert!(!may_keep(&secretariat, &[secretariat.clone(), grant(Role::Auditor, "project:ferry")].concat()));
        assert!(
            !may_keep(&grant(Role::Auditor, "plan"), &[]) && !may_keep(&grant(Role::Secretariat, "project:ferry"), &[])
        );
    }
}
