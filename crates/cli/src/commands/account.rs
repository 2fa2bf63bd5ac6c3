//! `shirube account`: who may sign in, and as what.

use crate::exit;
use crate::people_options::PeopleOptions;
use crate::table::Table;
use access::{Grant, Role, Scope};
use anyhow::{Context as _, anyhow, bail};
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
    options: PeopleOptions,
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
    /// List accounts with their roles.
    List {
        /// How to print.
        #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
        format: Format,
    },
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading, in the language of messages.
    Table,
    /// Comma-separated values: codes, the same in both languages.
    Csv,
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
    let options = &arguments.options;
    if let Action::Roles = arguments.action {
        for role in Role::ALL {
            writeln!(out, "{}\t{}\t{}", role.code(), role.in_japanese(), role.in_english())?;
        }
        return Ok(exit::DONE);
    }
    let mut store = options.open("shirube account")?;
    match arguments.action {
        Action::Roles => {}
        Action::Invite { sign_in, name, role, scope } => {
            if store.account(&sign_in)?.is_some() {
                bail!(options.pick(
                    format!("`{sign_in}`にはもうアカウントがあります\nhint: 新しい招待は`shirube account reset {sign_in}`で出せます"),
                    format!("`{sign_in}` has an account already\nhint: `shirube account reset {sign_in}` gives it a new link"),
                ));
            }
            let token = store.invite(&sign_in, &name, BY)?;
            if let Some(role) = role {
                let account = known(&mut store, &sign_in, options)?;
                store.grant(&account, &Grant { role, scope }, BY)?;
            }
            link(&mut out, token.secret(), options)?;
        }
        Action::Reset { sign_in } => {
            let account = known(&mut store, &sign_in, options)?;
            let token = store.invite(&account.sign_in, &account.name, BY)?;
            link(&mut out, token.secret(), options)?;
        }
        Action::List { format } => {
            let accounts = store.accounts()?;
            let text = match format {
                Format::Csv => as_csv(&accounts).csv(),
                Format::Table if accounts.is_empty() => {
                    options.pick("アカウントはまだありません。\n", "There is no account yet.\n").to_owned()
                }
                Format::Table => for_people(&accounts, options).aligned(),
            };
            out.write_all(text.as_bytes())?;
        }
        Action::Grant { sign_in, role, scope } => {
            let account = known(&mut store, &sign_in, options)?;
            store.grant(&account, &Grant { role, scope }, BY)?;
        }
        Action::Revoke { sign_in, role, scope } => {
            let account = known(&mut store, &sign_in, options)?;
            let words = options.role_in_words(role, &scope);
            let grant = Grant { role, scope };
            store.revoke(&account, &grant, BY).with_context(|| {
                let name = &account.sign_in;
                options
                    .pick(format!("`{name}`に役割「{words}」はありません"), format!("`{name}` has no role “{words}”"))
            })?;
        }
        Action::EndSessions { sign_in } => {
            let account = known(&mut store, &sign_in, options)?;
            let ended = store.end_sessions(&account, None, BY)?;
            writeln!(
                out,
                "{}",
                options.pick(format!("サインイン{ended}件を終わらせました。"), format!("Sessions ended: {ended}."))
            )?;
        }
        Action::Close { sign_in } => {
            let account = known(&mut store, &sign_in, options)?;
            store.close_account(&account, BY)?;
        }
    }
    Ok(exit::DONE)
}

/// Codes, for programs.
fn as_csv(accounts: &[Account]) -> Table {
    let mut table = Table::new(&["sign_in", "name", "state", "roles"], &[]);
    for account in accounts {
        let (state, _, _) = state(account);
        let roles = account.grants.iter().map(|grant| format!("{} {}", grant.role.code(), grant.scope.code()));
        let roles = roles.collect::<Vec<_>>().join("; ");
        table.push(vec![account.sign_in.clone(), account.name.clone(), state.to_owned(), roles]);
    }
    table
}

/// Words, for people.
fn for_people(accounts: &[Account], options: &PeopleOptions) -> Table {
    let head = options.pick(["サインイン名", "名前", "状態", "役割"], ["sign-in name", "name", "state", "roles"]);
    let mut table = Table::new(&head, &[]);
    for account in accounts {
        let (_, japanese, english) = state(account);
        let roles = account.grants.iter().map(|grant| options.role_in_words(grant.role, &grant.scope));
        let roles = roles.collect::<Vec<_>>().join(options.pick("、", ", "));
        let state = options.pick(japanese, english).to_owned();
        table.push(vec![account.sign_in.clone(), account.name.clone(), state, roles]);
    }
    table
}

/// What an account is now: as a code, in Japanese, in English.
fn state(account: &Account) -> (&'static str, &'static str, &'static str) {
    match (account.closed, account.has_passphrase) {
        (true, _) => ("closed", "閉鎖", "closed"),
        (false, true) => ("open", "利用中", "open"),
        (false, false) => ("invited", "招待中", "invited"),
    }
}

fn known(store: &mut Store, sign_in: &str, options: &PeopleOptions) -> anyhow::Result<Account> {
    store.account(sign_in)?.ok_or_else(|| {
        anyhow!(options.pick(
            format!(
                "サインイン名が`{sign_in}`のアカウントはありません\nhint: 一覧は`shirube account list`で見られます"
            ),
            format!(
                "expected an account, found none that signs in as `{sign_in}`\nhint: `shirube account list` shows them"
            ),
        ))
    })
}

fn link(out: &mut impl std::io::Write, secret: &str, options: &PeopleOptions) -> anyhow::Result<()> {
    let language = options.pick("ja", "en");
    writeln!(out, "/{language}/invitation?token={secret}")?;
    let note = options.pick(
        "このパスを`shirube serve --accounts`のアドレスに続け、本人だけに渡してください。7日以内に一度だけ使えます。",
        "give this path, after the address of `shirube serve --accounts`, to the person only; it works once, within 7 days",
    );
    eprintln!("{note}");
    Ok(())
}
