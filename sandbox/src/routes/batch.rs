//! Many memories at once, all or none.

use crate::answer::{Answer, Refusal};
use crate::app::App;
use crate::body;
use crate::moment;
use crate::project::Project;
use crate::store::memories::{self, Revision};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Map, Value, json};
use uuid::Uuid;

const MAX_MEMORIES: usize = 1_000;

/// `PUT /v1/batch/`
pub async fn update(State(app): State<App>, project: Project, body: Bytes) -> Answer {
    let revisions = read(&body, |id, item| {
        let text = body::optional_text(item, "text")?;
        let metadata = body::optional_object(item, "metadata")?;
        if text.as_deref().is_some_and(|text| text.trim().is_empty()) {
            return Err(Refusal::bad("text must not be blank"));
        }
        Ok(Revision { id, text, metadata })
    })?;
    let count = revisions.len();
    let updated = app.store.write(move |db| {
        let now = moment::now();
        revisions
            .into_iter()
            .try_for_each(|revision| memories::update(db, project, revision, now).map(drop))
    });
    updated.await?;
    Ok(Json(json!({ "message": format!("Successfully updated {count} memories") })))
}

/// `DELETE /v1/batch/`
pub async fn delete(State(app): State<App>, project: Project, body: Bytes) -> Answer {
    let ids = read(&body, |id, _| Ok(id))?;
    let count = ids.len();
    let deleted = app.store.write(move |db| {
        let now = moment::now();
        ids.into_iter().try_for_each(|id| memories::delete(db, project, id, now))
    });
    deleted.await?;
    Ok(Json(json!({ "message": format!("Successfully deleted {count} memories") })))
}

fn read<T>(
    body: &[u8],
    item: impl Fn(Uuid, &Map<String, Value>) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let request = body::object(body)?;
    let Some(Value::Array(memories)) = request.get("memories") else {
        return Err(Refusal::bad("memories must be an array"));
    };
    if memories.len() > MAX_MEMORIES {
        return Err(Refusal::bad(format!("at most {MAX_MEMORIES} memories in one batch")));
    }
    let each = memories.iter().enumerate().map(|(index, memory)| {
        let read = || {
            let memory = memory.as_object().ok_or_else(|| Refusal::bad("must be an object"))?;
            let id = memory.get("memory_id").and_then(Value::as_str).unwrap_or_default();
            item(body::memory_id(id)?, memory)
        };
        let named =
            |refusal: Refusal| Refusal::bad(format!("memories[{index}]: {}", refusal.text()));
        read().map_err(named)
    });
    each.collect()
}
