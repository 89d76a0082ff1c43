//! What a relay is set up with, as far as its decisions hang on it.

use super::origin::Origins;
use super::scope::Secret;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::Value;

/// The settings of a relay.
#[derive(Clone)]
pub struct Settings {
    /// By which scopes are signed.
    pub secrets: Vec<Secret>,
    /// What scopes name as their audience.
    pub audience: String,
    /// Of the pages that may use it.
    pub origins: Origins,
    /// Calls to Mem0 for one request, retries included.
    pub calls: u32,
    /// Seconds after which to come back, for who comes too often.
    pub retry_after: u32,
    /// Whether shards keep what is said until Mem0 has it.
    pub is_durable: bool,
    /// Whether the relay's owner takes parts of analytics, where shards do not.
    pub hands_on: bool,
    /// Under which all analytics may be read; nobody may without one.
    pub admin_secret: Option<String>,
    /// What is missing or wrong; then nothing but that is answered.
    pub flaw: Option<String>,
}

impl ::core::fmt::Debug for Settings {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut settings = f.debug_struct("Settings");
        settings.field("secrets", &self.secrets).field("audience", &self.audience);
        settings.field("is_durable", &self.is_durable).field("flaw", &self.flaw);
        settings.finish_non_exhaustive()
    }
}

impl Settings {
    /// Reads them from JSON, as `pkg/src/relay/settings.ts` has them; `None` if they are none.
    pub fn read(json: &str) -> Option<Self> {
        let settings: Value = serde_json::from_slice(json.as_bytes()).ok()?;
        let number = |name| settings.get(name)?.as_u64()?.try_into().ok();
        let secrets = settings.get("secrets")?.as_object()?.iter();
        let secrets =
            secrets.map(|(kid, secret)| Some(Secret { kid: kid.clone(), secret: text(secret)? }));
        let origins = settings.get("allowedOrigins")?.as_array()?.iter();
        Some(Self {
            secrets: secrets.collect::<Option<_>>()?,
            audience: text(settings.get("audience")?)?,
            origins: Origins::new(origins.map(text).collect::<Option<_>>()?),
            calls: number("calls")?,
            retry_after: number("retryAfter")?,
            is_durable: settings.get("isDurable")?.as_bool()?,
            hands_on: settings.get("handsOn")?.as_bool()?,
            admin_secret: settings.get("adminSecret").and_then(text),
            flaw: settings.get("flaw").and_then(text),
        })
    }

    /// Whether there is somebody who takes parts of analytics.
    pub fn takes_parts(&self) -> bool {
        self.is_durable || self.hands_on
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
