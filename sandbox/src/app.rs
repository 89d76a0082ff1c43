//! What answers: the API, the controls of the sandbox, static files.

use crate::answer::Refusal;
use crate::fault::Faults;
use crate::fault::injection;
use crate::request_log::RequestLog;
use crate::routes;
use crate::settings::{Mount, UnknownMemory};
use crate::store::Store;
use axum::Router;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware;
use axum::response::IntoResponse;
use axum::routing::any;
use tower_http::cors::CorsLayer;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeader;

/// What the handlers share.
#[derive(Clone, Debug)]
pub struct App {
    /// What is kept.
    pub store: Store,
    /// The fault that stands.
    pub faults: Faults,
    /// The last requests.
    pub requests: RequestLog,
    /// What a feedback on an unknown memory answers.
    pub unknown_memory: UnknownMemory,
}

/// Everything behind one port.
pub fn router(app: App, www: &[Mount]) -> Router {
    let faults = middleware::from_fn_with_state(app.faults.clone(), injection::inject);
    let mut router = routes::all().fallback(no_such_path).method_not_allowed_fallback(wrong_method);
    for taken in ["/v1/{*rest}", "/v2/{*rest}", "/v3/{*rest}", "/sandbox/{*rest}"] {
        router = router.route(taken, any(no_such_path));
    }
    for mount in www {
        // A demo that is reloaded must show what was just built.
        let fresh = HeaderValue::from_static("no-store");
        let files =
            SetResponseHeader::overriding(ServeDir::new(&mount.folder), CACHE_CONTROL, fresh);
        router = match mount.prefix.as_str() {
            "/" => router.fallback_service(files),
            prefix => router.nest_service(prefix, files),
        };
    }
    router.with_state(app).layer(faults).layer(cors())
}

/// Any page may ask for anything, and read what a browser would hide.
fn cors() -> CorsLayer {
    let rate_limit = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];
    let exposed = rate_limit.map(HeaderName::from_static).into_iter().chain([RETRY_AFTER]);
    CorsLayer::very_permissive().expose_headers(exposed.collect::<Vec<_>>())
}

async fn no_such_path() -> Refusal {
    Refusal::no_such_path()
}

async fn wrong_method(method: Method) -> impl IntoResponse {
    Refusal::detail(StatusCode::METHOD_NOT_ALLOWED, format!("Method \"{method}\" not allowed."))
}
