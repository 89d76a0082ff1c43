//! Listening, and the way of each request from the wire to its answer.

use crate::answer::Refusal;
use crate::app::{self, App};
use crate::fault::Faults;
use crate::fault::injection::{Dropped, is_api};
use crate::request_log::RequestLog;
use crate::seed::{self, SeedError};
use crate::settings::Settings;
use crate::store::Store;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::collections::HashSet;
use std::convert::Infallible;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// Larger bodies than this are answered 413.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// Time for answers that are under way when the sandbox is stopped.
const GRACE: Duration = Duration::from_secs(3);

/// A sandbox that holds its port and its database.
#[derive(Debug)]
pub struct Sandbox {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
    requests: RequestLog,
}

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken, say.
    #[error("cannot listen on 127.0.0.1:{port}: {cause}; choose another port, or 0 for any")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The database cannot be opened.
    #[error("cannot open the database {}: {cause}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// The seed cannot be read.
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// Two folders share one prefix.
    #[error("two folders are to be served under {0}: give each a prefix of its own")]
    Mount(String),
}

impl Sandbox {
    /// Opens the database, puts the seed in and takes the port; answers come with [`serve`].
    ///
    /// # Errors
    ///
    /// Whichever of these fails first.
    ///
    /// [`serve`]: Self::serve
    pub async fn bind(settings: Settings) -> Result<Self, StartError> {
        let mut prefixes = HashSet::new();
        if let Some(twice) = settings.www.iter().find(|mount| !prefixes.insert(&mount.prefix)) {
            return Err(StartError::Mount(twice.prefix.clone()));
        }
        let store = Store::open(&settings.db)
            .map_err(|cause| StartError::Database { path: settings.db.clone(), cause })?;
        if let Some(path) = &settings.seed {
            seed::load(&store, path).await?;
        }
        let port = settings.port;
        let listen = |cause| StartError::Listen { port, cause };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let requests = RequestLog::default();
        let app = App {
            store,
            faults: Faults::default(),
            requests: requests.clone(),
            unknown_memory: settings.unknown_memory,
        };
        Ok(Self { listener, address, router: app::router(app, &settings.www), requests })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `stop` resolves, then lets answers that are under way finish.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        let connections = GracefulShutdown::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            let stream = tokio::select! {
                () = &mut stop => break,
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => stream,
                    // Out of file handles, say: that passes, and must not spin meanwhile.
                    Err(_) => {
                        tokio::time::sleep(Duration::from_millis(20)).await;
                        continue;
                    }
                },
            };
            self.converse(stream, &connections);
        }
        // Whoever takes longer is cut off: the sandbox was told to stop.
        let _ = tokio::time::timeout(GRACE, connections.shutdown()).await;
    }

    fn converse(&self, stream: TcpStream, connections: &GracefulShutdown) {
        // Without it a small answer may wait for an acknowledgement; nothing breaks if it fails.
        let _ = stream.set_nodelay(true);
        let (router, requests) = (self.router.clone(), self.requests.clone());
        let service =
            service_fn(move |request| exchange(router.clone(), requests.clone(), request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .serve_connection(TokioIo::new(stream), service);
        let connection = connections.watch(connection);
        // A connection ends with an error when its client left, or was dropped on demand.
        tokio::spawn(async move { drop(connection.await) });
    }
}

/// Ends a connection: hyper closes the socket when a service fails, and sends nothing.
#[derive(Debug)]
struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("closed on demand")
    }
}

impl std::error::Error for Closed {}

async fn exchange(
    router: Router,
    requests: RequestLog,
    request: Request<Incoming>,
) -> Result<Response, Closed> {
    let (parts, body) = request.into_parts();
    let limited = to_bytes(Body::new(body), MAX_BODY).await;
    if !is_api(parts.uri.path()) {
        return Ok(answer(router, Request::from_parts(parts, limited)).await);
    }
    let no_body = Bytes::new();
    let pending = requests.arrived(&parts, limited.as_ref().unwrap_or(&no_body));
    let response = answer(router, Request::from_parts(parts, limited)).await;
    if response.extensions().get::<Dropped>().is_some() {
        pending.dropped();
        return Err(Closed);
    }
    pending.answered(response.status());
    Ok(response)
}

async fn answer(router: Router, request: Request<Result<Bytes, axum::Error>>) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = body else {
        let text = format!("the body is longer than {MAX_BODY} bytes, or did not arrive whole");
        return Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, text).into_response();
    };
    let answered: Result<_, Infallible> =
        router.oneshot(Request::from_parts(parts, Body::from(body))).await;
    match answered {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
