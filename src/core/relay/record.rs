//! A line of the log for each request: no reason, no token, no key, no id of a memory.

use crate::core::time::Millis;
use alloc::string::String;
use serde::Serialize;

/// What is to be said of a request.
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    /// The number under which it is known to who sent it, too.
    pub request_id: String,
    /// The method.
    pub method: String,
    /// The status of the answer.
    pub status: u16,
    /// `"ok"`, or why it was refused.
    pub code: &'static str,
    /// Items in it.
    pub items: usize,
    /// Of these, those delivered, kept, or read back.
    pub delivered: usize,
    /// Milliseconds from request to answer.
    pub ms: u64,
    /// What is wrong with the relay's settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// When it came.
    #[serde(skip)]
    pub start: Millis,
}

impl Record {
    /// Of a request that came at `start`.
    pub fn new(request_id: &str, method: &str, start: Millis) -> Self {
        Self {
            request_id: request_id.into(),
            method: method.into(),
            status: 0,
            code: "ok",
            items: 0,
            delivered: 0,
            ms: 0,
            message: None,
            start,
        }
    }

    /// The line.
    pub fn line(&self) -> String {
        // Texts and numbers alone, which cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}
