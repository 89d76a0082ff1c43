//! Memories: one, a list, their history, their end.

use crate::answer::{Answer, Refusal};
use crate::app::App;
use crate::body;
use crate::entity::EntityKind;
use crate::filter::{Field, Filter, Operator};
use crate::moment;
use crate::page::Page;
use crate::project::Project;
use crate::store::memories::Revision;
use crate::store::{events, history as changes, memories};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

/// `POST /v3/memories/`
pub async fn list(State(app): State<App>, project: Project, page: Page, body: Bytes) -> Answer {
    let request = body::object(if body.is_empty() { b"{}" } else { &body })?;
    let filter = match request.get("filters") {
        None | Some(Value::Null) => Filter::All(Vec::new()),
        Some(filters) => Filter::read(filters).map_err(Refusal::bad)?,
    };
    let all = app.store.read(move |db| Ok(memories::list(db, project, &filter)?)).await?;
    page.of(all.iter().map(|memory| memory.to_list_json().into()).collect())
}

/// `GET /v1/memories/{id}/`
pub async fn one(State(app): State<App>, project: Project, Path(id): Path<String>) -> Answer {
    let id = body::memory_id(&id)?;
    let found = app.store.read(move |db| Ok(memories::get(db, project, id)?)).await?;
    let memory = found.ok_or_else(Refusal::no_such_memory)?;
    Ok(Json(memory.to_json().into()))
}

/// `PUT /v1/memories/{id}/`
pub async fn update(
    State(app): State<App>,
    project: Project,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    let id = body::memory_id(&id)?;
    let request = body::object(&body)?;
    let text = body::optional_text(&request, "text")?;
    let metadata = body::optional_object(&request, "metadata")?;
    if text.is_none() && metadata.is_none() {
        return Err(Refusal::bad("text or metadata is required"));
    }
    if text.as_deref().is_some_and(|text| text.trim().is_empty()) {
        return Err(Refusal::bad("text must not be blank"));
    }
    let revision = Revision { id, text, metadata };
    let updated = app.store.write(move |db| memories::update(db, project, revision, moment::now()));
    Ok(Json(updated.await?.to_json().into()))
}

/// `DELETE /v1/memories/{id}/`
pub async fn delete(State(app): State<App>, project: Project, Path(id): Path<String>) -> Answer {
    let id = body::memory_id(&id)?;
    app.store.write(move |db| memories::delete(db, project, id, moment::now())).await?;
    Ok(Json(json!({ "message": "Memory deleted successfully!" })))
}

/// `DELETE /v1/memories/?user_id=`
pub async fn delete_all(
    State(app): State<App>,
    project: Project,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer {
    let filter = owners_filter(&query)?;
    let deleted = app.store.write(move |db| {
        let now = moment::now();
        let mut results = Vec::new();
        for memory in memories::list(db, project, &filter)? {
            memories::delete(db, project, memory.id, now)?;
            results.push(json!({ "id": memory.id.to_string(), "event": "DELETE" }));
        }
        let payload: Value = query.into_iter().map(|(key, id)| (key, Value::from(id))).collect();
        Ok(events::append(db, project, "DELETE_ALL", &payload, &results.into(), now)?)
    });
    let event = deleted.await?.to_string();
    Ok(Json(json!({ "message": "Memories deleted successfully!", "event_id": event })))
}

/// A slip of the pen in a key must not delete more than was meant, so no other key is taken.
fn owners_filter(query: &[(String, String)]) -> Result<Filter, Refusal> {
    let mut parts = Vec::new();
    for (key, id) in query {
        match EntityKind::of_key(key) {
            Some(kind) if !id.is_empty() => {
                let id = id.as_str().into();
                parts.push(Filter::Compare(Field::Owner(kind), Operator::Eq, id));
            }
            Some(_) => return Err(Refusal::bad(format!("{key} must not be empty"))),
            None if ["org_id", "project_id"].contains(&key.as_str()) => {}
            None => {
                let allowed = "user_id, agent_id, app_id and run_id";
                return Err(Refusal::bad(format!("unknown key {key:?}; allowed are {allowed}")));
            }
        }
    }
    if parts.is_empty() {
        let error = "one of user_id, agent_id, app_id and run_id is required; \"*\" means any";
        return Err(Refusal::bad(error));
    }
    Ok(Filter::All(parts))
}

/// `GET /v1/memories/{id}/history/`
pub async fn history(State(app): State<App>, project: Project, Path(id): Path<String>) -> Answer {
    let id = body::memory_id(&id)?;
    let changes = app.store.read(move |db| Ok(changes::of(db, project, id)?)).await?;
    if changes.is_empty() {
        return Err(Refusal::no_such_memory());
    }
    Ok(Json(changes.into()))
}
