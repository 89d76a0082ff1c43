//! What a request is sent under.

use super::error::Ended;
use super::exchange::{failed, set};
use super::stop::Stop;
use crate::core::answer::Answer;
use crate::core::failure::{Code, Failure, Kind};
use js_sys::{Array, Function, Object};
use wasm_bindgen::JsValue;

#[derive(Clone)]
pub(crate) enum Credential {
    /// Nothing of ours: the host knows its user, by a cookie say.
    None,
    /// Mem0's key.
    Key(String),
    /// What a relay gave out.
    Token(Token),
}

/// Where a relay's token comes from.
#[derive(Clone)]
pub(crate) enum Token {
    /// It is this one.
    Fixed(String),
    /// `(memoryIds: string[], renew: boolean) => string | Promise<string>`
    Asked(Function),
}

impl Credential {
    /// The headers of each request. A relay's body is plain text and its token is inside, so
    /// that a page on another origin pays for no preflight.
    pub(crate) fn headers(&self, headers: Object) -> Object {
        let content_type = match self {
            Self::Token(_) => "text/plain",
            _ => "application/json",
        };
        set(&headers, "Content-Type", &content_type.into());
        if let Self::Key(key) = self {
            set(&headers, "Authorization", &["Token ", key].concat().into());
        }
        headers
    }

    /// Whether asking for a new token may turn this answer into a better one.
    pub(crate) fn is_renewed_by(&self, answer: &Result<Answer<JsValue>, Ended>) -> bool {
        matches!(self, Self::Token(Token::Asked(_)))
            && answer.as_ref().is_ok_and(|answer| answer.status == 401)
    }
}

impl Token {
    pub(crate) async fn token<'a>(
        &self,
        memory_ids: impl Iterator<Item = &'a str>,
        renew: bool,
        stop: &Stop,
    ) -> Result<String, Ended> {
        let ask = match self {
            Self::Fixed(token) => return Ok(token.clone()),
            Self::Asked(ask) => ask,
        };
        let ids: Array = memory_ids.map(JsValue::from).collect();
        let token = stop.race(ask.call2(&JsValue::UNDEFINED, &ids, &renew.into())).await.map_err(
            |interrupted| failed(stop, interrupted, Code::Authentication, "token() failed"),
        )?;
        token.as_string().filter(|token| !token.is_empty()).ok_or_else(|| {
            Failure::new(
                Kind::Authentication,
                Code::Authentication,
                "token() returned no token: return the relay's token, a string, or a promise of it",
            )
            .into()
        })
    }
}
