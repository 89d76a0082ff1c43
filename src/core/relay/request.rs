//! The body of a request to a relay, and what of it a scope allows.

use super::order;
use super::refusal::Refusal;
use super::scope::Scope;
use crate::core::feedback::{Feedback, MemoryId, Rating};
use crate::core::queue::stamp::Stamp;
use crate::core::reason_code::{ReasonCode, ReasonCodes};
use crate::core::time::Millis;
use crate::core::wire::RELAY_ITEMS;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::{Map, Value, json};

/// Bytes of a body at the most.
pub const BODY_BYTES: usize = 64 * 1024;
/// Bytes of a memory's id at the most.
pub(super) const ID_BYTES: usize = 256;
/// What a body of feedback looks like.
const FORM: &str = "{token, items}";

/// A body with a token in it, whatever else it has.
pub(super) struct Body {
    pub(super) token: String,
    pub(super) fields: Map<String, Value>,
}

impl Body {
    /// Reads it; `form` is what it should look like.
    pub(super) fn read(bytes: &[u8], form: &str) -> Result<Self, Refusal> {
        if bytes.len() > BODY_BYTES {
            return Err(too_large(format!("the body has more than {BODY_BYTES} bytes")));
        }
        let none = |why: &str| bad(format!("the body is not {form} in JSON{why}"));
        let body: Value =
            serde_json::from_slice(bytes).map_err(|error| none(&format!(": {}", place(&error))))?;
        let Value::Object(mut fields) = body else { return Err(none("")) };
        match fields.get_mut("token").map(Value::take).unwrap_or_default() {
            Value::String(token) if !token.is_empty() => Ok(Self { token, fields }),
            Value::String(_) | Value::Null => {
                Err(Refusal::new(401, "scope_missing", "token is missing: pass a scope"))
            }
            _ => Err(none(", whose token is a text")),
        }
    }
}

/// A body as it was read; what is wrong with one item is that item's own.
#[derive(Debug)]
pub struct Batch {
    /// The token of its scope.
    pub token: String,
    /// At least one, at most 200.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Debug)]
pub struct Item {
    /// As it came, for the answer; empty if it was no text.
    pub memory_id: String,
    /// What it says.
    pub read: Result<Said, Refusal>,
}

/// What an item says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The feedback.
    pub feedback: Feedback,
    /// Where it stands in the order of its sender's.
    pub sequence: Option<Stamp>,
}

impl Said {
    /// Reads what an item says, as it came or as [`to_json`](Self::to_json) writes it.
    ///
    /// # Errors
    ///
    /// 400 with the field that is wrong.
    pub fn read(item: &Value) -> Result<Self, Refusal> {
        match item {
            Value::Object(fields) => said(fields),
            _ => Err(bad("an item is no object: pass {memory_id, feedback, feedback_reason}")),
        }
    }

    /// An item that says the same.
    pub fn to_json(&self) -> Value {
        let Feedback { memory_id, rating, reason, reason_codes } = &self.feedback;
        let codes: Vec<&str> = reason_codes.iter().map(ReasonCode::as_str).collect();
        json!({
            "memory_id": memory_id.as_str(),
            "feedback": rating.map(Rating::as_str),
            "feedback_reason": reason,
            "reason_codes": codes,
            "seq": self.sequence.map(order::text),
        })
    }
}

impl Batch {
    /// Reads a body.
    ///
    /// # Errors
    ///
    /// 413 for one that is too large, 400 for one that is none, 401 for one without a token.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let Body { token, mut fields } = Body::read(bytes, FORM)?;
        let items = match fields.get_mut("items").map(Value::take) {
            Some(Value::Array(items)) => items,
            None | Some(Value::Null) => Vec::new(),
            Some(_) => {
                return Err(bad(format!(
                    "the body is not {FORM} in JSON, whose items are an array"
                )));
            }
        };
        if items.is_empty() {
            return Err(bad("items is missing or empty: pass an array of items"));
        }
        if items.len() > RELAY_ITEMS {
            return Err(too_large(format!("items has more than {RELAY_ITEMS} items")));
        }
        Ok(Self { token, items: items.into_iter().map(Item::read).collect() })
    }
}

/// Where it stopped, without the text that was there.
fn place(error: &serde_json::Error) -> String {
    format!("line {}, column {}", error.line(), error.column())
}

impl Item {
    fn read(value: Value) -> Self {
        let id = value.get("memory_id").and_then(Value::as_str).unwrap_or_default();
        let memory_id = if id.len() > ID_BYTES { String::new() } else { id.to_owned() };
        Self { memory_id, read: Said::read(&value) }
    }

    /// What it says, if the scope allows that.
    ///
    /// # Errors
    ///
    /// What is wrong with the item itself; 403 for what the scope does not allow.
    pub fn allowed_by(self, scope: &Scope) -> Result<Said, Refusal> {
        let said = self.read?;
        let Feedback { memory_id, rating, reason, reason_codes } = &said.feedback;
        if !scope.covers(memory_id.as_str()) {
            return Err(forbidden(
                "memory_not_in_scope",
                "memory_id is not in the token's memories",
            ));
        }
        if !scope.allows_rating(*rating) {
            return Err(forbidden("rating_not_in_scope", "feedback is not in the token's ratings"));
        }
        let has_reason = reason.is_some() || *reason_codes != ReasonCodes::default();
        if has_reason && !scope.allows_reasons() {
            return Err(forbidden("reason_not_in_scope", "the token allows no reasons"));
        }
        Ok(said)
    }
}

fn said(fields: &Map<String, Value>) -> Result<Said, Refusal> {
    let id = fields.get("memory_id").and_then(Value::as_str).filter(|id| id.len() <= ID_BYTES);
    let memory_id = id
        .and_then(|id| MemoryId::new(id).ok())
        .ok_or_else(|| bad("memory_id must be the id of a memory, a text"))?;
    let rating =
        match fields.get("feedback") {
            None | Some(Value::Null) => None,
            Some(value) => Some(value.as_str().and_then(Rating::parse).ok_or_else(|| {
                bad("feedback must be POSITIVE, NEGATIVE, VERY_NEGATIVE or null")
            })?),
        };
    let reason = match fields.get("feedback_reason") {
        None | Some(Value::Null) => None,
        Some(Value::String(reason)) => Some(reason.clone()).filter(|reason| !reason.is_empty()),
        Some(_) => return Err(bad("feedback_reason must be a text or null")),
    };
    let sequence = match fields.get("seq") {
        None | Some(Value::Null) => None,
        Some(value) => Some(sequence(value).ok_or_else(|| {
            bad("seq must be a queue's sequence, or a time in milliseconds, a number")
        })?),
    };
    let reason_codes = codes(fields)?;
    Ok(Said { feedback: Feedback { memory_id, rating, reason, reason_codes }, sequence })
}

fn sequence(value: &Value) -> Option<Stamp> {
    match value {
        Value::String(text) => order::sequence(text),
        value => order::sequence_at(Millis(value.as_u64()?)),
    }
}

fn codes(fields: &Map<String, Value>) -> Result<ReasonCodes, Refusal> {
    let codes = match fields.get("reason_codes") {
        None | Some(Value::Null) => return Ok(ReasonCodes::default()),
        Some(Value::Array(codes)) => codes,
        Some(_) => return Err(bad("reason_codes must be an array of codes")),
    };
    let code = |code: &Value| {
        let known = code.as_str().and_then(ReasonCode::parse);
        known.ok_or_else(|| bad("reason_codes has a code that is none of Mem0 feedback's"))
    };
    codes.iter().map(code).collect()
}

pub(super) fn bad(message: impl Into<alloc::borrow::Cow<'static, str>>) -> Refusal {
    Refusal::new(400, "invalid_request", message)
}

fn too_large(message: String) -> Refusal {
    Refusal::new(413, "too_large", message)
}

pub(super) fn forbidden(
    code: &'static str,
    message: impl Into<alloc::borrow::Cow<'static, str>>,
) -> Refusal {
    Refusal::new(403, code, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::relay::scope::{Audience, Memories};
    use proptest::prelude::*;
    use serde_json::json;

    fn scope() -> Scope {
        Scope {
            aud: Audience::One("relay".into()),
            jti: "1".into(),
            sub: "rater".into(),
            memories: Memories::Listed(Vec::from(["m1".into()])),
            ratings: Some(Vec::from(["POSITIVE".into()])),
            reasons: Some(false),
            origins: None,
            source: None,
        }
    }

    fn code(item: Value) -> &'static str {
        Item::read(item).allowed_by(&scope()).unwrap_err().code
    }

    #[test]
    fn only_what_the_scope_allows_passes() {
        let said = Item::read(json!({ "memory_id": "m1", "feedback": "positive", "seq": 7 }));
        let sequence = said.allowed_by(&scope()).unwrap().sequence;
        assert_eq!(sequence.map(Stamp::time), Some(Millis(7)));
        assert!(Item::read(json!({ "memory_id": "m1" })).allowed_by(&scope()).is_ok());
        assert_eq!(code(json!({ "memory_id": "m2" })), "memory_not_in_scope");
        let rated = json!({ "memory_id": "m1", "feedback": "NEGATIVE" });
        assert_eq!(code(rated), "rating_not_in_scope");
        for (name, value) in
            [("feedback_reason", json!("why")), ("reason_codes", json!(["timely"]))]
        {
            assert_eq!(code(json!({ "memory_id": "m1", name: value })), "reason_not_in_scope");
        }
    }

    #[test]
    fn what_is_wrong_with_an_item_is_its_own() {
        let wrong = [
            json!(7),
            json!({}),
            json!({ "memory_id": " " }),
            json!({ "memory_id": "x".repeat(300) }),
            json!({ "memory_id": "m1", "feedback": "GOOD" }),
            json!({ "memory_id": "m1", "feedback_reason": 7 }),
            json!({ "memory_id": "m1", "reason_codes": ["because"] }),
            json!({ "memory_id": "m1", "seq": [] }),
            json!({ "memory_id": "m1", "seq": "7" }),
        ];
        let mut items = Vec::from(wrong);
        items.push(json!({ "memory_id": "m1" }));
        let body = json!({ "token": "t", "items": items }).to_string();
        let batch = Batch::read(body.as_bytes()).unwrap();
        let good: Vec<bool> = batch.items.iter().map(|item| item.read.is_ok()).collect();
        assert_eq!(good, [[false; 9].as_slice(), &[true]].concat());
    }

    #[test]
    fn a_body_that_is_none_is_refused_without_being_repeated() {
        let status = |body: &str| Batch::read(body.as_bytes()).unwrap_err().status;
        assert_eq!(status(""), 400);
        assert_eq!(status("{\"token\":\"t\"}"), 400);
        assert_eq!(status("{\"items\":[{}]}"), 401);
        assert_eq!(status(&"[".repeat(10_000)), 400);
        assert_eq!(status(&" ".repeat(BODY_BYTES + 1)), 413);
        let items = Value::Array(Vec::from([const { Value::Null }; RELAY_ITEMS + 1]));
        let many = json!({ "token": "t", "items": items });
        assert_eq!(status(&many.to_string()), 413);
        let refusal = Batch::read(b"{\"token\": secret}").unwrap_err();
        assert!(!refusal.message.contains("secret"), "{}", refusal.message);
    }

    #[test]
    fn what_is_handed_on_says_the_same() {
        for item in [
            json!({ "memory_id": "m1" }),
            json!({
                "memory_id": "m1", "feedback": "VERY_NEGATIVE", "feedback_reason": "\u{0}\"ä",
                "reason_codes": ["outdated", "timely"], "seq": "0i5cye1zi811z141z3",
            }),
        ] {
            let said = Said::read(&item).unwrap();
            assert_eq!(Said::read(&said.to_json()).unwrap(), said);
        }
    }

    proptest! {
        #[test]
        fn no_body_is_too_much(bytes: Vec<u8>) {
            let _ = Batch::read(&bytes);
        }
    }
}
