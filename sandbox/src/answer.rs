//! What goes wrong, as Mem0 words it: `{"error": …}` mostly, `{"detail": …}` for keys and paths.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// A handler's answer.
pub type Answer = Result<Json<Value>, Refusal>;

/// An answer that is no success.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The HTTP status.
    pub status: StatusCode,
    /// The JSON body.
    pub body: Value,
}

impl Refusal {
    /// A status and `{"error": text}`.
    pub fn new(status: StatusCode, error: impl Into<String>) -> Self {
        Self { status, body: json!({ "error": error.into() }) }
    }

    /// A status and `{"detail": text}`.
    pub fn detail(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, body: json!({ "detail": detail.into() }) }
    }

    /// 400: what was sent cannot be meant.
    pub fn bad(error: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error)
    }

    /// 404 for a memory that the project does not hold.
    pub fn no_such_memory() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Memory not found!")
    }

    /// 404 for a path, worded as Django does.
    pub fn no_such_path() -> Self {
        Self::detail(StatusCode::NOT_FOUND, "Not found.")
    }

    /// 401, with what was wrong with the credential but never the credential.
    pub fn unauthorized(what: &str) -> Self {
        Self::detail(StatusCode::UNAUTHORIZED, format!("Invalid API key. {what}"))
    }

    /// The text of the body.
    pub fn text(&self) -> String {
        let text = self.body.get("error").or_else(|| self.body.get("detail"));
        text.and_then(Value::as_str).unwrap_or_default().to_owned()
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the sandbox's database: {error}"))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}
