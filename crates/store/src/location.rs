//! Where a store is: a file, or a database by URL.

use crate::Error;
use std::fmt;
use std::path::PathBuf;

/// Where a store is. Shows itself without the password.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// One SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL database by URL. One store a schema: the first of the `search_path`, `public` unless the URL says another
    /// (`?options=-csearch_path%3Darden`).
    Postgres(String),
}

impl Location {
    /// Reads `sqlite:PATH`, a plain path, `postgres://…` or `postgresql://…`.
    ///
    /// ```
    /// use store::Location;
    ///
    /// assert_eq!(Location::parse("arden.sqlite").unwrap(), Location::parse("sqlite:arden.sqlite").unwrap());
    /// let server = Location::parse("postgres://mira:secret@db.arden/plan").unwrap();
    /// assert_eq!(server.to_string(), "postgres://mira@db.arden/plan");
    /// assert!(Location::parse("mysql://db.arden/plan").is_err());
    /// ```
    ///
    /// # Errors
    /// If it is empty or names another kind of database.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        // A scheme of one letter is a drive of Windows.
        let scheme = path.split_once("://").map(|(scheme, _)| scheme).filter(|scheme| scheme.len() > 1);
        match scheme {
            Some(scheme) => Err(Error::Location { found: format!("{scheme}://") }),
            None if path.is_empty() => Err(Error::Location { found: String::new() }),
            None => Ok(Self::Sqlite(PathBuf::from(path))),
        }
    }

    /// `shirube/shirube.sqlite` in the platform's folder for data.
    ///
    /// # Errors
    /// If the environment names no such folder.
    pub fn default_for_user() -> Result<Self, Error> {
        let folder = |variable: &str| std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
        let data = if cfg!(windows) {
            folder("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            folder("HOME").map(|home| home.join("Library/Application Support"))
        } else {
            folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/share")))
        };
        Ok(Self::Sqlite(data.ok_or(Error::NoDataFolder)?.join("shirube").join("shirube.sqlite")))
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "{}", path.display()),
            Self::Postgres(url) => formatter.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Location({self})")
    }
}

/// The URL without the password, in front of the host or among the parameters.
fn without_password(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let (place, parameters) = match rest.split_once('?') {
        Some((place, parameters)) => (place, Some(parameters)),
        None => (rest, None),
    };
    // A password may hold any sign but `@`, also a slash that should have been escaped.
    let place = match place.rsplit_once('@') {
        Some((user, host)) => format!("{}@{host}", user.split(':').next().unwrap_or_default()),
        None => place.to_owned(),
    };
    let parameters = parameters.map(|parameters| {
        let kept: Vec<&str> =
            parameters.split('&').filter(|pair| !pair.to_lowercase().starts_with("password")).collect();
        kept.join("&")
    });
    match parameters {
        Some(parameters) if !parameters.is_empty() => format!("{scheme}://{place}?{parameters}"),
        _ => format!("{scheme}://{place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_sqlite_and_a_postgres_url_is_postgres() {
        for text in ["arden.sqlite", "sqlite:arden.sqlite"] {
            assert_eq!(Location::parse(text).expect(text), Location::Sqlite("arden.sqlite".into()), "{text}");
        }
        assert!(matches!(Location::parse("postgresql://db.arden/plan"), Ok(Location::Postgres(_))));
        for wrong in ["", "sqlite:", "mysql://db.arden/plan"] {
            let error = Location::parse(wrong).expect_err(wrong).to_string();
            assert!(error.contains("expected") && error.contains("found"), "{error}");
        }
    }

    #[test]
    fn a_password_is_never_shown_and_everything_else_is() {
        let check = |url: &str, shown: &str| {
            let location = Location::parse(url).expect(url);
            assert_eq!(location.to_string(), shown);
            assert!(!format!("{location:?}").contains("secret"), "{location:?}");
        };
        check("postgres://mira:secret@db.arden:5433/plan", "postgres://mira@db.arden:5433/plan");
        check("postgres://mira:sec@secret@db.arden/plan", "postgres://mira@db.arden/plan");
        check("postgres://mira:secret/@db.arden/plan", "postgres://mira@db.arden/plan");
        check("postgres://db.arden/plan?user=mira&password=secret", "postgres://db.arden/plan?user=mira");
        check("postgres://mira@db.arden/plan", "postgres://mira@db.arden/plan");
    }
}
