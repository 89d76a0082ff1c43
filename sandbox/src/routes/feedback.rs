//! Feedback, in Mem0's form and in a relay's.

use crate::answer::{Answer, Refusal};
use crate::app::App;
use crate::body;
use crate::moment;
use crate::project::Project;
use crate::relay::{Batch, Item};
use crate::settings::UnknownMemory;
use crate::store::feedback::{self, Arrival, Source};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use mem0_feedback::{Feedback, MemoryId, Rating};
use rusqlite::Transaction;
use serde_json::{Value, json};

/// `POST /v1/feedback/`, in the form that the content type says.
pub async fn feedback(State(app): State<App>, request: Request) -> Response {
    let (mut parts, sent) = request.into_parts();
    let is_relays = is_plain_text(&parts.headers);
    let project = Project::from_request_parts(&mut parts, &()).await;
    let sent = match axum::body::to_bytes(sent, usize::MAX).await {
        Ok(sent) => sent,
        Err(error) => return Refusal::bad(error.to_string()).into_response(),
    };
    let answer = match (is_relays, project) {
        (true, _) => of_relay(app, sent).await,
        (false, Ok(project)) => of_api(app, project, sent).await,
        (false, Err(refusal)) => Err(refusal),
    };
    answer.into_response()
}

fn is_plain_text(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = value.and_then(|value| value.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("text/plain")
}

async fn of_api(app: App, project: Project, sent: Bytes) -> Answer {
    let request = body::object(&sent)?;
    let id = body::feedback_memory_id(&request)?;
    let feedback = Feedback {
        memory_id: MemoryId::new(id.to_string())
            .map_err(|blank| Refusal::bad(blank.to_string()))?,
        rating: body::rating(&request)?,
        reason: body::optional_text(&request, "feedback_reason")?,
        reason_codes: Default::default(),
    };
    let answer = json!({
        "id": project.id_of(feedback.memory_id.as_str()).to_string(),
        "feedback": feedback.rating.map(Rating::as_str),
        "feedback_reason": feedback.full_reason(),
        "message": "Feedback recorded",
    });
    let arrival = Arrival { feedback, rater_seq: Value::Null, source: Source::Api };
    let recorded =
        app.store.write(move |db| Ok(feedback::record(db, project, id, &arrival, moment::now())?));
    if !recorded.await? {
        return Err(unknown_memory(app.unknown_memory));
    }
    Ok(Json(answer))
}

async fn of_relay(app: App, sent: Bytes) -> Answer {
    let batch = Batch::read(&sent)?;
    let unknown = app.unknown_memory;
    let results = app.store.write(move |db| {
        let each = batch.items.into_iter().map(|item| settle(db, batch.project, item, unknown));
        each.collect::<Result<Vec<_>, _>>()
    });
    Ok(Json(json!({ "results": results.await? })))
}

/// Stores one item and says how it went; only a failing database fails the whole request.
fn settle(
    db: &Transaction<'_>,
    project: Project,
    item: Item,
    unknown: UnknownMemory,
) -> Result<Value, Refusal> {
    let recorded = match item.read {
        Ok((id, arrival)) if feedback::record(db, project, id, &arrival, moment::now())? => Ok(()),
        Ok(_) => Err(unknown_memory(unknown)),
        Err(refusal) => Err(refusal),
    };
    let memory_id = item.memory_id;
    Ok(match recorded {
        Ok(()) => json!({ "memory_id": memory_id, "ok": true, "status": 200 }),
        Err(refusal) => json!({
            "memory_id": memory_id,
            "ok": false,
            "status": refusal.status.as_u16(),
            "error": refusal.text(),
        }),
    })
}

fn unknown_memory(answer: UnknownMemory) -> Refusal {
    match answer {
        UnknownMemory::ServerError => {
            Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error")
        }
        UnknownMemory::NotFound => Refusal::no_such_memory(),
    }
}
