//! What a relay answers.

use super::record::Record;
use super::refusal::Refusal;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;
use serde_json::Value;

/// Seconds for which a browser keeps the answer to a preflight: the longest that Chromium takes.
const PREFLIGHT_SECONDS: &str = "7200";

/// An answer, before it has its headers.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Option<String>,
    /// In seconds.
    pub(super) retry_after: Option<u64>,
}

impl Answer {
    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self { status, body: Some(body.to_string()), retry_after: None }
    }

    /// All of it as one text: the status, each header in a line of its own, an empty line, the body.
    /// `origin` is that of a page which may read it
    /// ([Fetch, section 3.2](https://fetch.spec.whatwg.org/#http-cors-protocol)).
    pub(super) fn text(&self, record: &Record, origin: Option<&str>, is_durable: bool) -> String {
        let mut text = self.status.to_string();
        let mut head = |name: &str, value: &str| {
            for part in ["\n", name, ": ", value] {
                text.push_str(part);
            }
        };
        head("vary", "Origin");
        head("cache-control", "no-store");
        head("x-request-id", &record.request_id);
        if let Some(origin) = origin {
            head("access-control-allow-origin", origin);
            head("access-control-expose-headers", "Retry-After, X-Request-Id");
            if record.method == "OPTIONS" {
                let (methods, names) = if is_durable {
                    ("GET, POST", "Authorization, Content-Type")
                } else {
                    ("POST", "Content-Type")
                };
                head("access-control-allow-methods", methods);
                head("access-control-allow-headers", names);
                head("access-control-max-age", PREFLIGHT_SECONDS);
            }
        }
        if let Some(seconds) = self.retry_after {
            head("retry-after", &seconds.to_string());
        }
        if self.body.is_some() {
            head("content-type", "application/json");
        }
        text.push_str("\n\n");
        text.push_str(self.body.as_deref().unwrap_or_default());
        text
    }
}

/// What became of an item.
#[derive(Serialize)]
pub(super) struct ItemResult<'a> {
    memory_id: &'a str,
    ok: bool,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
}

impl<'a> ItemResult<'a> {
    /// `status` is that of what was taken.
    pub(super) fn new(memory_id: &'a str, verdict: &'a Result<(), Refusal>, status: u16) -> Self {
        let refusal = verdict.as_ref().err();
        Self {
            memory_id,
            ok: refusal.is_none(),
            status: refusal.map_or(status, |refusal| refusal.status),
            error: refusal.map(|refusal| refusal.message.as_ref()),
            code: refusal.map(|refusal| refusal.code),
        }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    results: Vec<ItemResult<'a>>,
    request_id: &'a str,
}

/// The body for all items.
pub(super) fn results(results: Vec<ItemResult<'_>>, request_id: &str) -> String {
    // Texts and numbers alone, which cannot fail.
    serde_json::to_string(&Body { results, request_id }).unwrap_or_default()
}
