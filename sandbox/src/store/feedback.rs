//! What is said of memories: one slot for each, and every copy that was taken.

use super::memories;
use crate::moment::{Millis, iso};
use crate::project::Project;
use mem0_feedback::{Feedback, Rating};
use rusqlite::{Connection, Row, Transaction, params};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// By which way a feedback came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Mem0's own form.
    Api,
    /// A relay's form.
    Relay,
}

/// A feedback that arrived.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// What is said; its memory id is a UUID.
    pub feedback: Feedback,
    /// The sequence that the sender gave: an integer, a text or null.
    pub rater_seq: Value,
    /// By which way it came.
    pub source: Source,
}

/// Stores a feedback, or takes away what is stored when it says nothing; says whether the project
/// has such a memory at all.
pub fn record(
    db: &Transaction<'_>,
    project: Project,
    memory_id: Uuid,
    arrival: &Arrival,
    now: Millis,
) -> rusqlite::Result<bool> {
    if memories::get(db, project, memory_id)?.is_none() {
        return Ok(false);
    }
    let (id, rating) = (memory_id.to_string(), arrival.feedback.rating.map(Rating::as_str));
    let reason = arrival.feedback.full_reason();
    if rating.is_none() && reason.is_none() {
        db.prepare_cached("DELETE FROM feedback WHERE project = ?1 AND memory_id = ?2")?
            .execute(params![project, id])?;
    } else {
        db.prepare_cached(
            "INSERT INTO feedback (project, memory_id, feedback, feedback_reason, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (project, memory_id) DO UPDATE SET
                 feedback = excluded.feedback,
                 feedback_reason = excluded.feedback_reason,
                 updated_at = excluded.updated_at",
        )?
        .execute(params![project, id, rating, reason, now])?;
    }
    append(db, project, &id, rating, reason, arrival, now)?;
    Ok(true)
}

fn append(
    db: &Transaction<'_>,
    project: Project,
    memory_id: &str,
    rating: Option<&str>,
    reason: Option<String>,
    arrival: &Arrival,
    now: Millis,
) -> rusqlite::Result<()> {
    let source = match arrival.source {
        Source::Api => "api",
        Source::Relay => "relay",
    };
    let rater_seq = (!arrival.rater_seq.is_null()).then(|| arrival.rater_seq.to_string());
    db.prepare_cached(
        "INSERT INTO feedback_history
             (project, memory_id, feedback, feedback_reason, source, rater_seq, received_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![project, memory_id, rating, reason, source, rater_seq, now])?;
    Ok(())
}

/// The ratings that stand, by memory.
pub fn ratings(db: &Connection, project: Project) -> rusqlite::Result<HashMap<String, Rating>> {
    let mut statement = db.prepare_cached(
        "SELECT memory_id, feedback FROM feedback WHERE project = ?1 AND feedback IS NOT NULL",
    )?;
    let rows = statement
        .query_map([project], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let read = |(id, name): (String, String)| Some((id, Rating::parse(&name)?));
    Ok(rows.into_iter().filter_map(read).collect())
}

/// What stands now, as `/sandbox/feedback/` shows it; of one memory or of all.
pub fn current(
    db: &Connection,
    project: Project,
    memory_id: Option<Uuid>,
) -> rusqlite::Result<Vec<Value>> {
    let sql = "SELECT * FROM feedback
               WHERE project = ?1 AND (?2 IS NULL OR memory_id = ?2) ORDER BY memory_id";
    rows(db, sql, project, memory_id, |row| {
        Ok(json!({
            "memory_id": row.get::<_, String>("memory_id")?,
            "feedback": row.get::<_, Option<String>>("feedback")?,
            "feedback_reason": row.get::<_, Option<String>>("feedback_reason")?,
            "updated_at": iso(row.get("updated_at")?),
        }))
    })
}

/// Every copy that was taken, in the order of arrival; of one memory or of all.
pub fn history(
    db: &Connection,
    project: Project,
    memory_id: Option<Uuid>,
) -> rusqlite::Result<Vec<Value>> {
    let sql = "SELECT * FROM feedback_history
               WHERE project = ?1 AND (?2 IS NULL OR memory_id = ?2) ORDER BY seq";
    rows(db, sql, project, memory_id, |row| {
        let rater_seq: Option<String> = row.get("rater_seq")?;
        Ok(json!({
            "seq": row.get::<_, i64>("seq")?,
            "received_at_ms": row.get::<_, Millis>("received_at")?,
            "memory_id": row.get::<_, String>("memory_id")?,
            "feedback": row.get::<_, Option<String>>("feedback")?,
            "feedback_reason": row.get::<_, Option<String>>("feedback_reason")?,
            "source": row.get::<_, String>("source")?,
            "rater_seq": rater_seq.and_then(|seq| serde_json::from_str::<Value>(&seq).ok()),
        }))
    })
}

fn rows(
    db: &Connection,
    sql: &str,
    project: Project,
    memory_id: Option<Uuid>,
    show: impl FnMut(&Row<'_>) -> rusqlite::Result<Value>,
) -> rusqlite::Result<Vec<Value>> {
    let mut statement = db.prepare_cached(sql)?;
    let memory_id = memory_id.map(|id| id.to_string());
    statement.query_map(params![project, memory_id], show)?.collect()
}
