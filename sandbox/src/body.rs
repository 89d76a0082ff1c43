//! Reading the JSON of a request.

use crate::answer::Refusal;
use mem0_feedback::Rating;
use serde_json::{Map, Value};
use uuid::Uuid;

/// The JSON object that a body is.
///
/// # Errors
///
/// 400 for anything else.
pub fn object(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::bad("the body must be a JSON object")),
        Err(error) => Err(Refusal::bad(format!("the body is no JSON: {error}"))),
    }
}

/// A text that may be null or left out.
///
/// # Errors
///
/// 400 for another type, naming the key.
pub fn optional_text(object: &Map<String, Value>, key: &str) -> Result<Option<String>, Refusal> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Refusal::bad(format!("{key} must be a string or null"))),
    }
}

/// An object that may be null or left out; the outer `None` is left out.
///
/// # Errors
///
/// 400 for another type, naming the key.
pub fn optional_object(
    object: &Map<String, Value>,
    key: &str,
) -> Result<Option<Option<Map<String, Value>>>, Refusal> {
    match object.get(key) {
        None => Ok(None),
        Some(Value::Null) => Ok(Some(None)),
        Some(Value::Object(inner)) => Ok(Some(Some(inner.clone()))),
        Some(_) => Err(Refusal::bad(format!("{key} must be an object or null"))),
    }
}

/// A rating by its exact name: Mem0's clients are what reads other cases.
///
/// # Errors
///
/// 400 for anything else but null.
pub fn rating(object: &Map<String, Value>) -> Result<Option<Rating>, Refusal> {
    let name = match object.get("feedback") {
        None | Some(Value::Null) => return Ok(None),
        Some(name) => name.as_str().unwrap_or_default(),
    };
    let known = Rating::ALL.into_iter().find(|rating| rating.as_str() == name);
    known.map(Some).ok_or_else(|| {
        Refusal::bad("Invalid feedback: must be POSITIVE, NEGATIVE, VERY_NEGATIVE or null")
    })
}

/// The id of the memory that a feedback is about.
///
/// # Errors
///
/// 400 when it is missing or no UUID.
pub fn feedback_memory_id(object: &Map<String, Value>) -> Result<Uuid, Refusal> {
    let id = object.get("memory_id").ok_or_else(|| Refusal::bad("memory_id is required"))?;
    let id = id.as_str().and_then(|id| Uuid::parse_str(id).ok());
    id.ok_or_else(|| Refusal::bad("Invalid memory_id"))
}

/// The id of a memory in a path or a batch.
///
/// # Errors
///
/// 400 when it is no UUID.
pub fn memory_id(id: &str) -> Result<Uuid, Refusal> {
    Uuid::parse_str(id).map_err(|_| Refusal::bad("memory_id should be a valid UUID"))
}
