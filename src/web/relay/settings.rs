//! What a relay is set up with.

use crate::core::relay::origin::Origins;
use crate::core::relay::scope::Secret;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Deserialize;

/// For one request: what the owner set, and what is known of the request itself.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    pub(crate) api_key: String,
    pub(crate) host: String,
    pub(crate) secrets: Vec<Secret>,
    pub(crate) audience: String,
    pub(crate) allowed_origins: Vec<String>,
    pub(crate) limits: Limits,
    pub(crate) request_id: String,
    pub(crate) address: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Limits {
    /// Calls to Mem0 for one request to the relay, retries included.
    pub(crate) calls: u32,
    /// Of these, so many at once.
    pub(crate) concurrency: u32,
    /// Milliseconds for each, its retries included.
    pub(crate) timeout_ms: u32,
    /// Seconds after which to come back, for who comes too often.
    pub(crate) retry_after: u32,
}

impl Settings {
    pub(crate) fn origins(&self) -> Origins {
        Origins::new(self.allowed_origins.clone())
    }
}
