//! Opening the door: binding the address, saying where the pages are, and stopping on request.

use crate::public_address::PublicAddress;
use crate::server;
use crate::site::Site;
use crate::source::Source;
use crate::visit::Problem;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::sync::Arc;

/// Why the server did not start or stopped.
#[derive(Debug)]
pub enum ServeError {
    /// The address to listen on is none.
    Address {
        /// What was given.
        given: String,
    },
    /// Somebody else listens there.
    InUse {
        /// Where.
        address: SocketAddr,
    },
    /// The system refuses.
    Bind {
        /// Where.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// The store cannot be read.
    Store(String),
    /// The server failed while running.
    Run(io::Error),
}

impl std::fmt::Display for ServeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address { given } => {
                write!(f, "`{given}` is no address to listen on\nhint: give host and port, such as `127.0.0.1:8080`")
            }
            Self::InUse { address } => write!(
                f,
                "another program listens on `{address}` already\nhint: stop it, or choose another port with `--listen {}:{}`",
                address.ip(),
                address.port().checked_add(1).unwrap_or(8080)
            ),
            Self::Bind { address, error } => write!(f, "cannot listen on `{address}`: {error}"),
            Self::Store(why) => write!(f, "{why}"),
            Self::Run(error) => write!(f, "the server stopped: {error}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// How to serve.
#[derive(Debug, Clone)]
pub struct Config {
    /// Host and port; port 0 takes a free one. The address is printed on stderr.
    pub listen: String,
    /// Whether decisions can be recorded. There are no accounts: everybody who reaches the address may then decide.
    pub editor: bool,
    /// Whether people sign in, and decide as their roles say. Then nobody else does, whatever `editor` says.
    pub accounts: bool,
    /// Where readers find the site, if not by the name that they came by.
    pub public_address: Option<PublicAddress>,
    /// Whether this is the demonstration, which says so on every page.
    pub demo: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8080".to_owned(), editor: false, accounts: false, public_address: None, demo: false }
    }
}

/// Whether an address can be listened on now, for a command that has much to do before it serves.
///
/// # Errors
///
/// Where the address is none or taken, or the system refuses.
pub fn can_listen(listen: &str) -> Result<SocketAddr, ServeError> {
    let address = address(listen)?;
    std::net::TcpListener::bind(address).map_err(|error| refused(address, error))?;
    Ok(address)
}

fn address(listen: &str) -> Result<SocketAddr, ServeError> {
    let found = listen.to_socket_addrs().ok().and_then(|mut addresses| addresses.next());
    found.ok_or_else(|| ServeError::Address { given: listen.to_owned() })
}

fn refused(address: SocketAddr, error: io::Error) -> ServeError {
    match error.kind() {
        io::ErrorKind::AddrInUse => ServeError::InUse { address },
        _ => ServeError::Bind { address, error },
    }
}

/// Serves the pages of a store until the process is asked to stop. Blocks.
///
/// # Errors
///
/// Where the store cannot be read, the address is none or taken, or the system refuses.
pub fn serve(source: Source, config: &Config) -> Result<(), ServeError> {
    let site = Site::new(source, crate::site::today, config.editor, config.demo).map_err(|problem| match problem {
        Problem::Store(why) | Problem::Failed(why) | Problem::BadRequest(why) | Problem::NotFound(why) => {
            ServeError::Store(why)
        }
        Problem::Busy(who) => ServeError::Store(format!("{who} writes to the store")),
        Problem::NotAllowed | Problem::SignIn | Problem::Gone(_) => {
            ServeError::Store("the store may not be read".to_owned())
        }
    })?;
    let site = if config.accounts { site.with_accounts() } else { site };
    run(Arc::new(site.at(config.public_address.clone())), &config.listen)
}

/// Serves a site until the process is asked to stop (Ctrl-C or SIGTERM). Requests under way are finished.
pub(crate) fn run(mut site: Arc<Site>, listen: &str) -> Result<(), ServeError> {
    let address = address(listen)?;
    if let Some(site) = Arc::get_mut(&mut site).filter(|_| !address.ip().is_loopback()) {
        // Whoever comes over the network may be anybody.
        site.actor = access::Actor::Public;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Run)?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| refused(address, error))?;
        let here = listener.local_addr().map_err(ServeError::Run)?;
        eprintln!("serving http://{here}/  (stop with Ctrl-C)");
        Site::watch(&site);
        let router = server::router(site, here.ip().is_loopback());
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).with_graceful_shutdown(stop()).await.map_err(ServeError::Run)
    })
}

async fn stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            let _ = interrupted.await;
            return;
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_or_taken_address_is_said_with_what_to_do() {
        let wrong = run(crate::arden::site(false).site, "nowhere").expect_err("no address");
        assert!(wrong.to_string().contains("127.0.0.1:8080"), "{wrong}");
        let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = taken.local_addr().expect("an address").to_string();
        let error = run(crate::arden::site(false).site, &address).expect_err("taken");
        assert!(matches!(error, ServeError::InUse { .. }), "{error}");
        assert!(error.to_string().contains("--listen"), "{error}");
        assert!(matches!(can_listen(&address), Err(ServeError::InUse { .. })));
        drop(taken);
        assert!(can_listen(&address).is_ok());
    }
}
