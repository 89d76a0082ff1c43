//! What a request is sent under.

use super::joined;
use crate::sys::object::set;
use alloc::string::String;
use js_sys::{Function, Object};

#[derive(Clone)]
pub(crate) enum Credential {
    /// Nothing of ours: the host knows its user, by a cookie say.
    None,
    /// Mem0's key.
    Key(String),
    /// A relay's token.
    Token(String),
    /// A relay's token, from `(memoryIds: string[], stale?: string) => string | Promise<string>`.
    /// Whoever gives the function keeps tokens; it is asked for each request, and once more after
    /// a 401, with the token that was refused.
    Asked(Function),
}

impl Credential {
    pub(crate) fn is_for_relay(&self) -> bool {
        matches!(self, Self::Token(_) | Self::Asked(_))
    }

    /// The headers of each request, added to `headers`. A relay's body is plain text and its
    /// token is inside, so that a page on another origin pays for no preflight.
    pub(crate) fn headers(&self, headers: Object) -> Object {
        let content_type = if self.is_for_relay() { "text/plain" } else { "application/json" };
        set(&headers, "Content-Type", &content_type.into());
        if let Self::Key(key) = self {
            set(&headers, "Authorization", &joined("Token ", key).into());
        }
        headers
    }
}
