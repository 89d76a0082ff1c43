//! Adding memories.
//!
//! There is no language model here. With `infer: false` every message that has a text and is not
//! the system's becomes a memory, and the answer has them at once, as at Mem0. Otherwise every
//! user message becomes a memory as it stands; they too are stored before the answer, but that
//! only names an event, which has them.

use crate::answer::{Answer, Refusal};
use crate::app::App;
use crate::body;
use crate::entity::Owners;
use crate::memory::Memory;
use crate::moment;
use crate::project::Project;
use crate::store::{events, memories};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Map, Value, json};

struct Addition {
    /// The text of each message that is kept, and the message.
    kept: Vec<(String, Value)>,
    owners: Owners,
    metadata: Option<Map<String, Value>>,
    infer: bool,
}

/// `POST /v3/memories/add/`
pub async fn add(State(app): State<App>, project: Project, body: Bytes) -> Answer {
    let payload = body::object(&body)?;
    let addition = Addition::read(&payload)?;
    let infer = addition.infer;
    let stored = app.store.write(move |db| {
        let now = moment::now();
        let mut results = Vec::new();
        for (text, message) in addition.kept {
            let owners = addition.owners.clone();
            let memory = Memory::new(text, owners, addition.metadata.clone(), now);
            memories::insert(db, project, &memory, &json!([message]))?;
            results.push(json!({
                "id": memory.id.to_string(), "data": { "memory": memory.text }, "event": "ADD",
            }));
        }
        let results = Value::Array(results);
        let event = events::append(db, project, "ADD", &payload.into(), &results, now)?;
        Ok((event, results))
    });
    let (event, results) = stored.await?;
    let event = event.to_string();
    Ok(Json(if infer {
        let message = "The memories are on their way: ask for the event.";
        json!({ "message": message, "status": "PENDING", "event_id": event })
    } else {
        let message = "The memories were added.";
        json!({ "message": message, "status": "SUCCEEDED", "event_id": event, "results": results })
    }))
}

impl Addition {
    fn read(payload: &Map<String, Value>) -> Result<Self, Refusal> {
        let infer = match payload.get("infer") {
            None | Some(Value::Null) => true,
            Some(Value::Bool(infer)) => *infer,
            Some(_) => return Err(Refusal::bad("infer must be true or false")),
        };
        let messages = match payload.get("messages") {
            Some(Value::Array(messages)) if !messages.is_empty() => messages,
            _ => return Err(Refusal::bad("messages must be an array of at least one message")),
        };
        let owners = Owners::read(payload).map_err(Refusal::bad)?;
        if owners.is_empty() {
            let error = "one of user_id, agent_id, app_id and run_id is required";
            return Err(Refusal::bad(error));
        }
        let mut kept = Vec::new();
        for (index, message) in messages.iter().enumerate() {
            let (role, text) = read_message(message)
                .map_err(|what| Refusal::bad(format!("messages[{index}]{what}")))?;
            let is_meant = if infer { role == "user" } else { role != "system" };
            if is_meant && !text.trim().is_empty() {
                kept.push((text, message.clone()));
            }
        }
        let metadata = body::optional_object(payload, "metadata")?.flatten();
        Ok(Self { kept, owners, metadata, infer })
    }
}

/// The role and the text of a message, whose content may come in parts.
fn read_message(message: &Value) -> Result<(&str, String), String> {
    let role = message.get("role").and_then(Value::as_str);
    let role = role.ok_or(".role must be a string")?;
    let text = match message.get("content") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => {
            let texts = parts.iter().filter_map(|part| part.get("text")?.as_str());
            texts.collect::<Vec<_>>().join(" ")
        }
        _ => return Err(".content must be a string or an array of parts".into()),
    };
    Ok((role, text))
}
