//! Setting up a client.

use super::client::Client;
use super::credential::Credential;
use super::error::Error;
use super::joined;
use crate::core::failure::{Code, Failure, Kind};
use crate::core::time::Millis;
use crate::core::wire;
use crate::sys::fetch::FETCH;
use ::core::fmt;
use ::core::time::Duration;
use alloc::borrow::ToOwned;
use alloc::string::String;
use js_sys::{Function, Object};

const MEM0: &str = "https://api.mem0.ai";

/// The options of a [`Client`].
#[derive(Clone)]
pub struct Builder {
    host: String,
    credential: Credential,
    timeout: Millis,
    retries: u32,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            host: MEM0.to_owned(),
            credential: Credential::None,
            timeout: Millis::from_secs(30),
            retries: 2,
        }
    }
}

impl Builder {
    /// Mem0's key. Never in code that a visitor's browser runs: use [`token`](Self::token) there.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.credential = Credential::Key(key.into());
        self
    }

    /// A relay's token, in place of a key.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.credential = Credential::Token(token.into());
        self
    }

    /// A relay's token from `(memoryIds: string[], stale?: string) => string | Promise<string>`,
    /// asked for each request, and after a 401 with the token that was refused.
    pub fn token_source(mut self, ask: Function) -> Self {
        self.credential = Credential::Asked(ask);
        self
    }

    /// Where to send: an origin, with a path if there is one, or in a page a path alone.
    /// `https://api.mem0.ai` by default.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// The time for a whole call, waits between attempts included. 30 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Millis(u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX));
        self
    }

    /// Attempts after the first, where another one may help. 2 by default.
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// A configuration error: Mem0 itself needs a key; a key or a token has to have characters,
    /// and a key none that a header cannot carry.
    pub fn build(self) -> Result<Client, Error> {
        let host = self.host.trim_end_matches('/');
        let credential = self.credential;
        let wrong = match &credential {
            _ if !["/", "https://", "http://"].iter().any(|start| host.starts_with(start)) => {
                Some("host begins with neither https:// nor http://, nor is it a path")
            }
            Credential::None | Credential::Token(_) | Credential::Asked(_) if host == MEM0 => Some(
                "api_key is missing: pass Mem0's key, or the host of a relay or a back end of your own",
            ),
            Credential::Key(key) if !is_header_value(key) => {
                Some("api_key is empty, or has white space or characters outside of ASCII in it")
            }
            Credential::Token(token) if token.is_empty() => Some("token is empty"),
            _ => None,
        };
        if let Some(message) = wrong {
            return Err(Failure::new(Kind::Configuration, Code::Configuration, message).into());
        }
        Ok(Client {
            url: joined(host, wire::PATH),
            headers: credential.headers(Object::new()),
            credential,
            fetch: FETCH.with(Clone::clone),
            timeout: self.timeout,
            retries: self.retries,
        })
    }
}

fn is_header_value(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic())
}

impl fmt::Debug for Builder {
    /// Without the credential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("host", &self.host).finish_non_exhaustive()
    }
}
