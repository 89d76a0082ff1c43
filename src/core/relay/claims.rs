//! Reads the claims of a scope. By hand, since code that is derived for them takes an eighth of what
//! a relay may weigh.

use super::scope::{Audience, Memories, Scope, Source, Star};
use ::core::fmt;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

/// Claims as they come, each once ([RFC 7519, section
/// 4](https://www.rfc-editor.org/rfc/rfc7519#section-4)).
pub(super) struct Claims(Map<String, Value>);

impl<'de> Deserialize<'de> for Claims {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Once)
    }
}

struct Once;

impl<'de> Visitor<'de> for Once {
    type Value = Claims;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("claims")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Claims, A::Error> {
        let mut claims = Map::new();
        while let Some((name, value)) = access.next_entry()? {
            if claims.insert(name, value).is_some() {
                return Err(A::Error::custom("a claim is there twice"));
            }
        }
        Ok(Claims(claims))
    }
}

impl TryFrom<Claims> for Scope {
    type Error = &'static str;

    /// Fails with the claim that is missing or has another type; what is null counts as left out.
    fn try_from(Claims(claims): Claims) -> Result<Self, &'static str> {
        let claim = |name| claims.get(name).filter(|value| !value.is_null());
        Ok(Self {
            aud: claim("aud").and_then(audience).ok_or("aud")?,
            jti: claim("jti").and_then(text).ok_or("jti")?,
            sub: claim("sub").and_then(text).ok_or("sub")?,
            memories: claim("memories").and_then(memories).ok_or("memories")?,
            ratings: optional(claim("ratings"), texts).ok_or("ratings")?,
            reasons: optional(claim("reasons"), Value::as_bool).ok_or("reasons")?,
            origins: optional(claim("origins"), texts).ok_or("origins")?,
            source: optional(claim("source"), source).ok_or("source")?,
        })
    }
}

fn optional<T>(claim: Option<&Value>, read: fn(&Value) -> Option<T>) -> Option<Option<T>> {
    claim.map_or(Some(None), |value| read(value).map(Some))
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(text).collect()
}

fn audience(value: &Value) -> Option<Audience> {
    text(value).map(Audience::One).or_else(|| texts(value).map(Audience::Many))
}

fn memories(value: &Value) -> Option<Memories> {
    match value {
        Value::String(star) if star == "*" => Some(Memories::All(Star::Star)),
        value => texts(value).map(Memories::Listed),
    }
}

fn source(value: &Value) -> Option<Source> {
    match value.as_str()? {
        "human" => Some(Source::Human),
        "judge" => Some(Source::Judge),
        _ => None,
    }
}
