//! Which store a command means: `--store`, else `SHIRUBE_STORE`, else a file in the platform's folder for data.

use store::{Error, Location, Store};

/// The option that every command with a store takes.
#[derive(Debug, Clone, clap::Args)]
pub struct StoreOption {
    /// The store: `sqlite:PATH`, a plain path, or `postgres://…`. Default: a file in the platform's folder for data.
    // The value may hold a password, so the help does not show the environment's.
    #[arg(long, env = "SHIRUBE_STORE", hide_env_values = true, value_name = "STORE")]
    store: Option<String>,
}

impl StoreOption {
    /// Opens the store, and makes it where there is none.
    pub fn open(&self, who: &str) -> Result<Store, Error> {
        named(Store::open(&self.location()?)?, who)
    }

    /// Opens a store that is there.
    pub fn open_existing(&self, who: &str) -> Result<Store, Error> {
        named(Store::open_existing(&self.location()?)?, who)
    }

    /// Whether a person named it.
    pub fn is_named(&self) -> bool {
        self.store.as_deref().is_some_and(|store| !store.is_empty())
    }

    fn location(&self) -> Result<Location, Error> {
        // An empty variable is a variable that somebody has unset.
        match self.store.as_deref().filter(|store| !store.is_empty()) {
            Some(store) => Location::parse(store),
            None => Location::default_for_user(),
        }
    }
}

/// A store that tells others who is at it.
fn named(mut store: Store, who: &str) -> Result<Store, Error> {
    store.name_writer(who);
    Ok(store)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_store_is_taken_and_an_empty_name_is_none() {
        let option = |store: Option<&str>| StoreOption { store: store.map(str::to_owned) };
        assert_eq!(option(Some("arden.sqlite")).location().expect("a path"), Location::Sqlite("arden.sqlite".into()));
        assert!(option(Some("mysql://arden")).location().is_err());
        let default = Location::default_for_user().ok();
        assert_eq!(option(None).location().ok(), default);
        assert_eq!(option(Some("")).location().ok(), default);
    }
}
