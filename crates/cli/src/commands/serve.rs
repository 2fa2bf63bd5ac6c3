//! `shirube serve`: the pages of a store.

use crate::exit;
use crate::store_option::StoreOption;

/// Serves the pages of a store.
///
/// Reads the store and, with `--editor` or `--accounts`, writes decisions. The pages follow whatever changes in the store within a second or
/// two. `--editor` is for addresses that only those reach who may decide; `--accounts` for everywhere else: people sign in, and each may do
/// what their roles say (`shirube account`). Over a network it needs HTTPS in front. Ctrl-C ends it.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    store: StoreOption,
    /// Where to serve; port 0 takes a free one, and stderr says which.
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Let decisions be recorded by everybody who reaches the address.
    #[arg(long)]
    editor: bool,
    /// Let people sign in, and decide as their roles say.
    #[arg(long, conflicts_with = "editor")]
    accounts: bool,
    /// Where readers find the site, such as `https://plan.example.org`: what addresses begin with in harvests, calendars, forms and data.
    /// Without it they begin with `http://` and the name that the reader came by, which is wrong behind a proxy with TLS.
    #[arg(long, value_name = "ADDRESS", env = "SHIRUBE_PUBLIC_ADDRESS")]
    public_address: Option<web::PublicAddress>,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let store = arguments.store.open_existing("shirube serve")?;
    let config = web::Config {
        listen: arguments.listen,
        editor: arguments.editor,
        accounts: arguments.accounts,
        public_address: arguments.public_address,
        demo: false,
    };
    web::serve(web::Source::new(store), &config)?;
    Ok(exit::DONE)
}
