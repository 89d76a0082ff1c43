//! Why a relay does not do what it was asked.

use alloc::borrow::Cow;
use alloc::string::String;
use serde::Serialize;

/// A refusal, of a request or of one item in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// For programs and for the log.
    pub code: &'static str,
    /// For a person. It names the field, and never repeats a token or a reason.
    pub message: Cow<'static, str>,
}

impl Refusal {
    /// A refusal with a status of 4xx or 5xx.
    pub fn new(status: u16, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// The body: Mem0's shape, with the number under which the log has it.
    pub fn body(&self, request_id: &str) -> String {
        let body = Body {
            error: &self.message,
            details: Details { message: &self.message, code: self.code },
            request_id,
        };
        // Texts alone, which cannot fail.
        serde_json::to_string(&body).unwrap_or_default()
    }
}

#[derive(Serialize)]
struct Body<'a> {
    error: &'a str,
    details: Details<'a>,
    request_id: &'a str,
}

#[derive(Serialize)]
struct Details<'a> {
    message: &'a str,
    code: &'a str,
}
