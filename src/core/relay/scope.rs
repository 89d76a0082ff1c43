//! A scope: a signed permission to say something of a few memories, for a few minutes. It is a
//! JSON Web Token ([RFC 7519](https://www.rfc-editor.org/rfc/rfc7519)), HS256 and nothing else.

use super::claims::Claims;
use super::refusal::Refusal;
use crate::core::feedback::Rating;
use crate::core::time::Millis;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use chrono::DateTime;
use jwt_compact::alg::{Hs256, Hs256Key};
use jwt_compact::{AlgorithmExt, Header, ParseError, UntrustedToken, ValidationError};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Bytes that a secret has at the least ([RFC 7518, section
/// 3.2](https://www.rfc-editor.org/rfc/rfc7518#section-3.2)).
pub const SECRET_BYTES: usize = 32;
/// How far the clocks of who signs and who checks may be apart.
const LEEWAY: Millis = Millis::from_secs(5);
/// Bytes that a token has at the most.
const TOKEN_BYTES: usize = 16 * 1024;

/// A secret, and the id by which a token names it. Two of them at once allow rotation.
#[derive(Clone, Deserialize)]
pub struct Secret {
    /// In the token's header, as `kid`.
    pub kid: String,
    /// At least [`SECRET_BYTES`] bytes of UTF-8.
    pub secret: String,
}

impl ::core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("Secret").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// Who speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A person.
    #[default]
    Human,
    /// Automated evaluation, whose word yields to a person's.
    Judge,
}

/// The claims besides those of the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Claims")]
pub struct Scope {
    /// The relay that it is for.
    pub aud: Audience,
    /// Its own number, under which its use is limited.
    pub jti: String,
    /// A pseudonym of who rates.
    pub sub: String,
    /// Ids of memories, or `"*"` for a back end.
    pub memories: Memories,
    /// Names of the ratings allowed; all, if left out. Taking back is always allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratings: Option<Vec<String>>,
    /// Whether reasons are allowed; they are, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<bool>,
    /// Origins of the pages that may use it; any that the relay allows, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origins: Option<Vec<String>>,
    /// Who speaks; a person, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// One audience or several ([RFC 7519, section
/// 4.1.3](https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Audience {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

/// Which memories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Memories {
    /// Those with these ids.
    Listed(Vec<String>),
    /// `"*"`: all.
    All(Star),
}

/// The text `"*"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Star {
    /// It.
    #[serde(rename = "*")]
    Star,
}

/// What a token asks of who reads it beyond the standard. It is to be refused by who does not know
/// that ([RFC 7515, section 4.1.11](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11)), and
/// no extension is known here.
#[derive(Clone, Deserialize)]
struct Extensions {
    crit: Option<Value>,
}

impl Scope {
    /// Checks a token: signature, times, audience.
    ///
    /// # Errors
    ///
    /// 401 with a code that says what is wrong with it.
    pub fn verify(
        token: &str,
        secrets: &[Secret],
        audience: &str,
        now: Millis,
    ) -> Result<Self, Refusal> {
        if token.len() > TOKEN_BYTES {
            return Err(refused("scope_malformed", "token is too long"));
        }
        let token =
            UntrustedToken::<Extensions>::try_from(token).map_err(|error| unreadable(&error))?;
        if token.header().other_fields.crit.is_some() {
            return Err(refused("scope_malformed", "token has crit: leave it out"));
        }
        let kid = token.header().key_id.as_deref();
        let secret = secrets.iter().find(|secret| Some(secret.kid.as_str()) == kid);
        // An algorithm that is not ours is named before a key that is not ours either.
        if token.algorithm() != "HS256" {
            return Err(refused("scope_algorithm", "token is not signed by HS256"));
        }
        let secret = secret
            .ok_or_else(|| refused("scope_kid", "token names no secret of this relay in kid"))?;
        let key = Hs256Key::new(secret.secret.as_bytes());
        let token = Hs256.validator::<Self>(&key).validate(&token).map_err(|it| invalid(&it))?;
        let claims = token.claims();
        let moment = |date: DateTime<chrono::Utc>| {
            Millis(u64::try_from(date.timestamp_millis()).unwrap_or_default())
        };
        let Some(expires) = claims.expiration.map(moment) else {
            return Err(refused("scope_claims", "token has no exp"));
        };
        if now >= expires + LEEWAY {
            return Err(refused("scope_expired", "token has expired"));
        }
        if claims.not_before.map(moment).is_some_and(|since| now + LEEWAY < since) {
            return Err(refused("scope_not_yet", "token is not yet valid"));
        }
        if !claims.custom.aud.names(audience) {
            return Err(refused("scope_audience", "token is for another audience"));
        }
        Ok(claims.custom.clone())
    }

    /// Signs a token that is valid for `lifetime` from `now` on.
    ///
    /// # Errors
    ///
    /// What is wrong with the secret.
    pub fn sign(
        self,
        secret: &Secret,
        now: Millis,
        lifetime: Millis,
    ) -> Result<String, &'static str> {
        signed(self, secret, now, lifetime)
    }

    /// Whether it covers a memory.
    pub fn covers(&self, memory_id: &str) -> bool {
        match &self.memories {
            Memories::All(_) => true,
            Memories::Listed(ids) => ids.iter().any(|id| id == memory_id),
        }
    }

    /// Whether it is a back end's, which covers all memories.
    pub fn is_of_back_end(&self) -> bool {
        matches!(self.memories, Memories::All(_))
    }

    /// Whether it allows a rating; taking back is always allowed.
    pub fn allows_rating(&self, rating: Option<Rating>) -> bool {
        match (&self.ratings, rating) {
            (Some(names), Some(rating)) => {
                names.iter().any(|name| Rating::parse(name) == Some(rating))
            }
            _ => true,
        }
    }

    /// Whether it allows reasons.
    pub fn allows_reasons(&self) -> bool {
        self.reasons.unwrap_or(true)
    }

    /// Whether a page of that origin may use it.
    pub fn allows_origin(&self, origin: Option<&str>) -> bool {
        match (&self.origins, origin) {
            (Some(origins), Some(origin)) => origins.iter().any(|it| it == origin),
            (Some(_), None) => false,
            (None, _) => true,
        }
    }

    /// Who speaks.
    pub fn source(&self) -> Source {
        self.source.unwrap_or_default()
    }
}

impl Audience {
    fn names(&self, audience: &str) -> bool {
        match self {
            Self::One(one) => one == audience,
            Self::Many(many) => many.iter().any(|it| it == audience),
        }
    }
}

/// Signs claims as [`Scope::sign`] does, whatever they are.
///
/// # Errors
///
/// What is wrong with the secret.
pub fn signed(
    claims: impl Serialize,
    secret: &Secret,
    now: Millis,
    lifetime: Millis,
) -> Result<String, &'static str> {
    if secret.secret.len() < SECRET_BYTES {
        return Err("secret has fewer than 32 bytes");
    }
    let date = |moment: Millis| {
        // In seconds, as the standard's numbers are by default.
        i64::try_from(moment.0 / 1000).ok().and_then(|at| DateTime::from_timestamp(at, 0))
    };
    let mut claims = jwt_compact::Claims::new(claims);
    claims.issued_at = date(now);
    claims.expiration = date(now + lifetime);
    let header = Header::empty().with_key_id(secret.kid.as_str());
    let key = Hs256Key::new(secret.secret.as_bytes());
    Hs256.token(&header, &claims, &key).map_err(|_| "the claims cannot be written as JSON")
}

fn refused(code: &'static str, message: impl Into<Cow<'static, str>>) -> Refusal {
    Refusal::new(401, code, message)
}

fn unreadable(error: &ParseError) -> Refusal {
    match error {
        ParseError::UnsupportedContentType(_) => refused("scope_malformed", "token is no JWT"),
        _ => refused("scope_malformed", "token cannot be read: pass a JSON Web Token"),
    }
}

fn invalid(error: &ValidationError) -> Refusal {
    match error {
        ValidationError::MalformedClaims(_) => {
            refused("scope_claims", "token lacks a claim, or has one of another type")
        }
        ValidationError::AlgorithmMismatch { .. } => {
            refused("scope_algorithm", "token is not signed by HS256")
        }
        _ => refused("scope_signature", "token is not signed by this relay's secret"),
    }
}

#[cfg(test)]
#[path = "scope_tests.rs"]
mod tests;
