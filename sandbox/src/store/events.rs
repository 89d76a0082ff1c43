//! What was asked for and answered later, or could have been.

use super::json as stored_json;
use crate::moment::{Millis, iso};
use crate::project::Project;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::{Value, json};
use uuid::Uuid;

/// Writes down what was done and gives it an id.
pub fn append(
    db: &Transaction<'_>,
    project: Project,
    event_type: &str,
    payload: &Value,
    results: &Value,
    at: Millis,
) -> rusqlite::Result<Uuid> {
    let id = Uuid::new_v4();
    db.prepare_cached(
        "INSERT INTO event (project, id, event_type, payload, results, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        project,
        id.to_string(),
        event_type,
        payload.to_string(),
        results.to_string(),
        at
    ])?;
    Ok(id)
}

/// One event as the API shows it: the work is done at once, so it has always succeeded.
pub fn get(db: &Connection, project: Project, id: Uuid) -> rusqlite::Result<Option<Value>> {
    db.prepare_cached("SELECT * FROM event WHERE project = ?1 AND id = ?2")?
        .query_row(params![project, id.to_string()], |row| {
            let at = iso(row.get("at")?);
            Ok(json!({
                "id": id.to_string(),
                "event_type": row.get::<_, String>("event_type")?,
                "status": "SUCCEEDED",
                "payload": stored_json(row, "payload")?,
                "metadata": {},
                "results": stored_json(row, "results")?,
                "created_at": at.clone(),
                "updated_at": at.clone(),
                "started_at": at.clone(),
                "completed_at": at,
                "latency": 0.0,
            }))
        })
        .optional()
}
