//! A line of the log for each request: no reason, no token, no key, no id of a memory.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use serde_json::json;

pub(super) struct Record {
    request_id: String,
    start: f64,
    pub(super) code: &'static str,
    pub(super) items: usize,
    pub(super) delivered: usize,
}

impl Record {
    /// `start`: milliseconds since the Unix epoch.
    pub(super) fn new(request_id: &str, start: f64) -> Self {
        Self { request_id: request_id.to_owned(), start, code: "ok", items: 0, delivered: 0 }
    }

    pub(super) fn line(&self, method: &str, status: u16, end: f64) -> String {
        json!({
            "request_id": self.request_id,
            "method": method,
            "status": status,
            "code": self.code,
            "items": self.items,
            "delivered": self.delivered,
            "ms": (end - self.start) as u64,
        })
        .to_string()
    }
}
