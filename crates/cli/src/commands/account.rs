//! `shirube account`: who may sign in, and as what.

use crate::exit;
use crate::store_option::StoreOption;
use access::{Grant, Role, Scope};
use anyhow::{Context as _, bail};
use std::io::Write as _;
use store::{Account, Store};

/// Who enters what is done here.
const BY: &str = "command line";

/// Invites people, gives and takes roles, ends sessions.
///
/// Whoever runs this command on the store may do everything; each act is entered in the audit trail as `command line`. The first
/// administrator is made here: `shirube account invite moss --name "Moss Arden" --role administrator`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    store: StoreOption,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Make an account, and print the path of a link that is open for a week and works once.
    Invite {
        /// What the person types to sign in; small letters and capitals are the same.
        sign_in: String,
        /// The person's name, as decisions will carry it.
        #[arg(long)]
        name: String,
        /// A role to give with it.
        #[arg(long, value_parser = role)]
        role: Option<Role>,
        /// Where the role holds: `plan`, `programme:ID`, `project:ID`, `evaluation:ID`.
        #[arg(long, default_value = "plan", value_parser = scope)]
        scope: Scope,
    },
    /// End the passphrase and the sessions of an account, and print a new link for it. A closed account opens again.
    Reset {
        /// The account.
        sign_in: String,
    },
    /// List accounts with their roles, as tab-separated lines.
    List,
    /// List the roles there are.
    Roles,
    /// Give a role.
    Grant {
        /// The account.
        sign_in: String,
        /// The role.
        #[arg(value_parser = role)]
        role: Role,
        /// Where it holds.
        #[arg(long, default_value = "plan", value_parser = scope)]
        scope: Scope,
    },
    /// Take a role; it no longer holds for the next page.
    Revoke {
        /// The account.
        sign_in: String,
        /// The role.
        #[arg(value_parser = role)]
        role: Role,
        /// Where it held.
        #[arg(long, default_value = "plan", value_parser = scope)]
        scope: Scope,
    },
    /// End every session of an account.
    EndSessions {
        /// The account.
        sign_in: String,
    },
    /// Close an account: nobody signs in with it any more. What it decided stays.
    Close {
        /// The account.
        sign_in: String,
    },
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("expected one of {}", known.join(", "))
    })
}

fn scope(text: &str) -> Result<Scope, String> {
    let wrong = || "expected `plan`, `programme:ID`, `project:ID` or `evaluation:ID`".to_owned();
    Scope::from_code(text).ok_or_else(wrong)
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let mut out = std::io::stdout().lock();
    if let Action::Roles = arguments.action {
        for role in Role::ALL {
            writeln!(out, "{}\t{}\t{}", role.code(), role.in_japanese(), role.in_english())?;
        }
        return Ok(exit::DONE);
    }
    let mut store = arguments.store.open_existing("shirube account")?;
    match arguments.action {
        Action::Roles => {}
        Action::Invite { sign_in, name, role, scope } => {
            if store.account(&sign_in)?.is_some() {
                bail!(
                    "`{sign_in}` has an account already\nhint: `shirube account reset {sign_in}` gives it a new link"
                );
            }
            let token = store.invite(&sign_in, &name, BY)?;
            if let Some(role) = role {
                let account = known(&mut store, &sign_in)?;
                store.grant(&account, &Grant { role, scope }, BY)?;
            }
            link(&mut out, token.secret())?;
        }
        Action::Reset { sign_in } => {
            let account = known(&mut store, &sign_in)?;
            let token = store.invite(&account.sign_in, &account.name, BY)?;
            link(&mut out, token.secret())?;
        }
        Action::List => {
            for account in store.accounts()? {
                let state = match (account.closed, account.has_passphrase) {
                    (true, _) => "closed",
                    (false, true) => "open",
                    (false, false) => "invited",
                };
                let roles: Vec<String> = account
                    .grants
                    .iter()
                    .map(|grant| format!("{} {}", grant.role.code(), grant.scope.code()))
                    .collect();
                writeln!(out, "{}\t{}\t{state}\t{}", account.sign_in, account.name, roles.join(", "))?;
            }
        }
        Action::Grant { sign_in, role, scope } => {
            let account = known(&mut store, &sign_in)?;
            store.grant(&account, &Grant { role, scope }, BY)?;
        }
        Action::Revoke { sign_in, role, scope } => {
            let account = known(&mut store, &sign_in)?;
            let grant = Grant { role, scope };
            store.revoke(&account, &grant, BY).with_context(|| format!("`{}` has no such role", account.sign_in))?;
        }
        Action::EndSessions { sign_in } => {
            let account = known(&mut store, &sign_in)?;
            writeln!(out, "{}", store.end_sessions(&account, None, BY)?)?;
        }
        Action::Close { sign_in } => {
            let account = known(&mut store, &sign_in)?;
            store.close_account(&account, BY)?;
        }
    }
    Ok(exit::DONE)
}

fn known(store: &mut Store, sign_in: &str) -> anyhow::Result<Account> {
    store.account(sign_in)?.with_context(|| {
        format!("expected an account, found none that signs in as `{sign_in}`\nhint: `shirube account list` shows them")
    })
}

fn link(out: &mut impl std::io::Write, secret: &str) -> anyhow::Result<()> {
    writeln!(out, "/ja/invitation?token={secret}")?;
    eprintln!(
        "give this path, after the address of `shirube serve --accounts`, to the person only; it works once, within 7 days"
    );
    Ok(())
}
