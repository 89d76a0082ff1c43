//! The paths, and what answers on each.

mod add;
mod batch;
mod control;
mod entities;
mod feedback;
mod memories;
mod search;

use crate::answer::{Answer, Refusal};
use crate::app::App;
use crate::project::Project;
use crate::store::events;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use serde_json::json;
use uuid::Uuid;

/// Every path of the API and of the controls.
pub fn all() -> Router<App> {
    let memory = get(memories::one).put(memories::update).delete(memories::delete);
    let faults = get(control::faults).put(control::set_fault).delete(control::clear_fault);
    Router::new()
        .route("/v1/ping/", get(ping))
        .route("/v1/event/{id}/", get(event))
        .route("/v3/memories/add/", post(add::add))
        .route("/v3/memories/search/", post(search::search))
        .route("/v3/memories/", post(memories::list))
        .route("/v1/memories/", delete(memories::delete_all))
        .route("/v1/memories/{id}/", memory)
        .route("/v1/memories/{id}/history/", get(memories::history))
        .route("/v1/batch/", put(batch::update).delete(batch::delete))
        .route("/v1/entities/", get(entities::list))
        .route("/v2/entities/{type}/{name}/", delete(entities::delete))
        .route("/v1/feedback/", post(feedback::feedback))
        .route("/sandbox/healthz", get(control::healthz))
        .route("/sandbox/faults", faults)
        .route("/sandbox/requests", get(control::requests).delete(control::clear_requests))
        .route("/sandbox/feedback/", get(control::feedback))
}

async fn ping(project: Project) -> Answer {
    Ok(Json(json!({
        "status": "ok",
        "org_id": project.id_of("organisation").to_string(),
        "project_id": project.to_string(),
        "user_email": "sandbox@localhost",
    })))
}

async fn event(State(app): State<App>, project: Project, Path(id): Path<String>) -> Answer {
    let unknown = || Refusal::new(StatusCode::NOT_FOUND, "Event not found!");
    let id = Uuid::parse_str(&id).map_err(|_| unknown())?;
    let found = app.store.read(move |db| Ok(events::get(db, project, id)?)).await?;
    found.map(Json).ok_or_else(unknown)
}
