//! Putting a fault between a request and its answer.

use super::{DropWhen, Fault, Faults};
use crate::answer::Refusal;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use std::io;
use std::time::Duration;

/// The header that carries a fault for the one request that it stands on.
pub const FAULT_HEADER: &str = "x-sandbox-fault";

/// What stands in for an answer when a status is asked for without a body.
const STAND_IN: &str = "{\"detail\":\"A fault on demand.\"}";

/// Long enough for what was sent to have left before the connection is closed.
const FLUSH: Duration = Duration::from_millis(30);

/// Marks an answer in whose place the connection is to be closed.
#[derive(Clone, Copy, Debug)]
pub struct Dropped;

/// Whether a path is the API's: only there do faults apply and are requests written down.
pub fn is_api(path: &str) -> bool {
    ["/v1/", "/v2/", "/v3/"].iter().any(|prefix| path.starts_with(prefix))
}

/// Lets a request meet its fault: the one on its header, or else the one that stands. It belongs
/// inside the layer that answers preflights, so that a fault for one request is not spent on one.
pub async fn inject(State(faults): State<Faults>, request: Request, next: Next) -> Response {
    if !is_api(request.uri().path()) {
        return next.run(request).await;
    }
    let fault = match request.headers().get(FAULT_HEADER) {
        Some(json) => match Fault::read(json.as_bytes()) {
            Ok(fault) => fault,
            Err(error) => return Refusal::bad(format!("{FAULT_HEADER}: {error}")).into_response(),
        },
        None => match faults.met_by(request.uri().path()) {
            Some(fault) => fault,
            None => return next.run(request).await,
        },
    };
    answer_under(fault, request, next).await
}

async fn answer_under(fault: Fault, request: Request, next: Next) -> Response {
    tokio::time::sleep(Duration::from_millis(fault.delay_ms.unwrap_or(0))).await;
    if fault.drop == Some(DropWhen::Before) {
        return dropped();
    }
    let answer = match fault.status {
        Some(status) => stand_in(status),
        None => next.run(request).await,
    };
    if fault.drop == Some(DropWhen::After) {
        return dropped();
    }
    spoil(answer, fault).await.unwrap_or_else(|error| {
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, error).into_response()
    })
}

fn dropped() -> Response {
    let mut response = StatusCode::BAD_GATEWAY.into_response();
    response.extensions_mut().insert(Dropped);
    response
}

fn stand_in(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let bare = matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    let body = if bare { Body::empty() } else { Body::from(STAND_IN) };
    let mut response = (status, body).into_response();
    if !bare {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    response
}

/// The headers that a fault sets.
///
/// # Errors
///
/// A sentence that names the header that cannot be sent.
pub fn headers_of(fault: &Fault) -> Result<HeaderMap, String> {
    let named = [(RETRY_AFTER, &fault.retry_after), (CONTENT_TYPE, &fault.content_type)];
    let named = named.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_deref()?)));
    let free = fault.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let mut headers = HeaderMap::new();
    for (name, value) in named.chain(free) {
        let wrong = || format!("the header {name} cannot be sent");
        let value = HeaderValue::from_str(value).map_err(|_| wrong())?;
        headers.insert(HeaderName::try_from(name).map_err(|_| wrong())?, value);
    }
    Ok(headers)
}

async fn spoil(answer: Response, fault: Fault) -> Result<Response, String> {
    let (mut parts, mut body) = answer.into_parts();
    if let Some(text) = &fault.body {
        parts.headers.remove(CONTENT_LENGTH);
        body = Body::from(text.clone());
    }
    for (name, value) in &headers_of(&fault)? {
        parts.headers.insert(name, value.clone());
    }
    if let Some(kept) = fault.truncate {
        let whole = to_bytes(body, usize::MAX).await.map_err(|error| error.to_string())?;
        parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
        body = if kept < whole.len() { cut_short(whole.slice(..kept)) } else { Body::from(whole) };
    }
    Ok(Response::from_parts(parts, body))
}

/// A body that breaks off; the server then closes the connection.
fn cut_short(kept: Bytes) -> Body {
    let broken = stream::once(async {
        tokio::time::sleep(FLUSH).await;
        Err(io::Error::other("cut short on demand"))
    });
    Body::from_stream(stream::iter([Ok(kept)]).chain(broken))
}
