//! Users, agents, apps and runs.

use crate::answer::{Answer, Refusal};
use crate::app::App;
use crate::entity::EntityKind;
use crate::filter::Filter;
use crate::moment::{self, iso};
use crate::page::Page;
use crate::project::Project;
use crate::store::memories::{self, OwnerCount};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// `GET /v1/entities/`
pub async fn list(State(app): State<App>, project: Project, page: Page) -> Answer {
    let owners = app.store.read(move |db| Ok(memories::owners(db, project)?)).await?;
    page.of(owners.iter().map(|owner| shown(project, owner)).collect())
}

fn shown(project: Project, owner: &OwnerCount) -> Value {
    let kind = owner.kind.name();
    json!({
        "id": project.id_of(&format!("{kind}/{}", owner.id)).to_string(),
        "name": owner.id,
        "type": kind,
        "total_memories": owner.memories,
        "owner": null,
        "metadata": {},
        "created_at": iso(owner.created_at),
        "updated_at": iso(owner.updated_at),
    })
}

/// `DELETE /v2/entities/{type}/{name}/`
pub async fn delete(
    State(app): State<App>,
    project: Project,
    Path((kind, name)): Path<(String, String)>,
) -> Answer {
    let unknown = || Refusal::bad(format!("unknown type {kind:?}: user, agent, app or run"));
    let kind = EntityKind::of_name(&kind).ok_or_else(unknown)?;
    let deleted = app.store.write(move |db| {
        let now = moment::now();
        let mut memories = memories::list(db, project, &Filter::All(Vec::new()))?;
        // By plain comparison: as a filter's value the name "*" would mean every entity.
        memories.retain(|memory| memory.owners.get(kind) == Some(&name));
        for memory in &memories {
            memories::delete(db, project, memory.id, now)?;
        }
        Ok(memories.len())
    });
    if deleted.await? == 0 {
        return Err(Refusal::new(StatusCode::NOT_FOUND, "Entity not found!"));
    }
    Ok(Json(json!({ "message": "Entity deleted successfully." })))
}
