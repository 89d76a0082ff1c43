//! The form in which a page speaks to a relay: `{token, items}` as `text/plain`.

use crate::answer::Refusal;
use crate::body;
use crate::project::Project;
use crate::store::feedback::{Arrival, Source};
use axum::http::StatusCode;
use mem0_feedback::{Feedback, MemoryId, ReasonCode};
use serde_json::{Map, Value};
use uuid::Uuid;

const MAX_ITEMS: usize = 200;
const MAX_BYTES: usize = 64 * 1024;

/// A request in this form; what is wrong with one item is that item's own.
#[derive(Debug)]
pub struct Batch {
    /// The project that the token opens.
    pub project: Project,
    /// The items as they came.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Debug)]
pub struct Item {
    /// Its memory id as it was sent, whatever that is.
    pub memory_id: Value,
    /// What it says, or why it cannot be taken.
    pub read: Result<(Uuid, Arrival), Refusal>,
}

impl Batch {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// 413 over 200 items or 64 KiB, 401 for a token that is blank or begins with `expired`, 400
    /// for a body that is no such request.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_BYTES {
            return Err(too_large(format!("more than {MAX_BYTES} bytes")));
        }
        let request = body::object(bytes)?;
        let token = request.get("token").and_then(Value::as_str).unwrap_or_default();
        let blank = || Refusal::unauthorized("The token is missing, blank or no string.");
        let project = Project::of_key(token).ok_or_else(blank)?;
        if token.starts_with("expired") {
            return Err(Refusal::unauthorized("The token has expired."));
        }
        let Some(Value::Array(items)) = request.get("items") else {
            return Err(Refusal::bad("items must be an array"));
        };
        if items.len() > MAX_ITEMS {
            return Err(too_large(format!("more than {MAX_ITEMS} items")));
        }
        Ok(Self { project, items: items.iter().map(Item::read).collect() })
    }
}

fn too_large(what: String) -> Refusal {
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, format!("{what} in one request"))
}

impl Item {
    fn read(item: &Value) -> Self {
        let memory_id = item.get("memory_id").cloned().unwrap_or_default();
        let read = match item {
            Value::Object(item) => read_item(item),
            _ => Err(Refusal::bad("an item must be an object")),
        };
        Self { memory_id, read }
    }
}

fn read_item(item: &Map<String, Value>) -> Result<(Uuid, Arrival), Refusal> {
    let id = body::feedback_memory_id(item)?;
    let feedback = Feedback {
        memory_id: MemoryId::new(id.to_string())
            .map_err(|blank| Refusal::bad(blank.to_string()))?,
        rating: body::rating(item)?,
        reason: body::optional_text(item, "feedback_reason")?,
        reason_codes: reason_codes(item)?.into_iter().collect(),
    };
    let rater_seq = match item.get("seq") {
        None => Value::Null,
        Some(seq) if seq.is_null() || seq.is_i64() || seq.is_u64() || seq.is_string() => {
            seq.clone()
        }
        Some(_) => return Err(Refusal::bad("seq must be an integer, a string or null")),
    };
    Ok((id, Arrival { feedback, rater_seq, source: Source::Relay }))
}

fn reason_codes(item: &Map<String, Value>) -> Result<Vec<ReasonCode>, Refusal> {
    let codes = match item.get("reason_codes") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(codes)) => codes,
        Some(_) => return Err(Refusal::bad("reason_codes must be an array or null")),
    };
    let read = |code: &Value| {
        code.as_str()
            .and_then(ReasonCode::parse)
            .ok_or_else(|| Refusal::bad(format!("reason_codes: unknown code {code}")))
    };
    codes.iter().map(read).collect()
}
