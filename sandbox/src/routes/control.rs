//! What tests and the demo need, under `/sandbox/`.

use crate::answer::{Answer, Refusal};
use crate::app::App;
use crate::body;
use crate::project::Project;
use crate::store::feedback as stored;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::json;

/// `GET /sandbox/healthz`
pub async fn healthz(State(app): State<App>) -> Answer {
    app.store.read(|db| Ok(db.query_row("SELECT 1", [], |_| Ok(()))?)).await?;
    Ok(Json(json!({ "status": "ok" })))
}

/// `GET /sandbox/faults`
pub async fn faults(State(app): State<App>) -> Answer {
    Ok(Json(app.faults.to_json()))
}

/// `PUT /sandbox/faults`
pub async fn set_fault(State(app): State<App>, body: Bytes) -> Answer {
    app.faults.set(&body).map_err(Refusal::bad)?;
    Ok(Json(app.faults.to_json()))
}

/// `DELETE /sandbox/faults`
pub async fn clear_fault(State(app): State<App>) -> Answer {
    app.faults.clear();
    Ok(Json(app.faults.to_json()))
}

/// Which requests are asked for.
#[derive(Debug, Deserialize)]
pub struct Span {
    #[serde(default)]
    after: u64,
    limit: Option<usize>,
}

/// `GET /sandbox/requests?after=SEQ&limit=N`
pub async fn requests(State(app): State<App>, span: Result<Query<Span>, QueryRejection>) -> Answer {
    let Query(span) = span.map_err(|error| Refusal::bad(error.body_text()))?;
    let requests = app.requests.after(span.after, span.limit.unwrap_or(usize::MAX));
    Ok(Json(json!({ "requests": requests })))
}

/// `DELETE /sandbox/requests`
pub async fn clear_requests(State(app): State<App>) -> Answer {
    app.requests.clear();
    Ok(Json(json!({ "requests": [] })))
}

/// Whose feedback is asked for.
#[derive(Debug, Deserialize)]
pub struct Whose {
    key: String,
    memory_id: Option<String>,
}

/// `GET /sandbox/feedback/?key=…[&memory_id=…]`
pub async fn feedback(
    State(app): State<App>,
    whose: Result<Query<Whose>, QueryRejection>,
) -> Answer {
    let Query(whose) = whose.map_err(|error| Refusal::bad(error.body_text()))?;
    let project =
        Project::of_key(&whose.key).ok_or_else(|| Refusal::bad("key must not be blank"))?;
    let memory_id = whose.memory_id.as_deref().map(body::memory_id).transpose()?;
    let read = app.store.read(move |db| {
        let current = stored::current(db, project, memory_id)?;
        Ok(json!({ "current": current, "history": stored::history(db, project, memory_id)? }))
    });
    Ok(Json(read.await?))
}
