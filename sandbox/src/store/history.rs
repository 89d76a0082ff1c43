//! What happened to each memory.

use super::{json as stored_json, uuid};
use crate::entity::EntityKind;
use crate::memory::Memory;
use crate::moment::{Millis, iso};
use crate::project::Project;
use rusqlite::{Connection, Transaction, params};
use serde_json::{Value, json};
use uuid::Uuid;

/// One thing that happened to a memory.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// It was made.
    Add(&'a Memory),
    /// Its text or metadata changed.
    Update {
        /// As it was.
        old: &'a Memory,
        /// As it is.
        new: &'a Memory,
    },
    /// It was deleted.
    Delete(&'a Memory),
}

/// Writes down what happened.
pub fn append(
    db: &Transaction<'_>,
    project: Project,
    change: Change<'_>,
    input: &Value,
    at: Millis,
) -> rusqlite::Result<()> {
    let (event, old, new, memory) = match change {
        Change::Add(new) => ("ADD", None, Some(&new.text), new),
        Change::Update { old, new } => ("UPDATE", Some(&old.text), Some(&new.text), new),
        Change::Delete(old) => ("DELETE", Some(&old.text), None, old),
    };
    db.prepare_cached(
        "INSERT INTO memory_history
             (id, project, memory_id, input, old_memory, new_memory, user_id, event, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        Uuid::new_v4().to_string(),
        project,
        memory.id.to_string(),
        input.to_string(),
        old,
        new,
        memory.owners.get(EntityKind::User),
        event,
        at,
    ])?;
    Ok(())
}

/// What happened to a memory, as the API shows it, the oldest first; its deletion too.
pub fn of(db: &Connection, project: Project, memory_id: Uuid) -> rusqlite::Result<Vec<Value>> {
    let mut statement = db.prepare_cached(
        "SELECT * FROM memory_history WHERE project = ?1 AND memory_id = ?2 ORDER BY seq",
    )?;
    let changes = statement.query_map(params![project, memory_id.to_string()], |row| {
        let at = iso(row.get("at")?);
        Ok(json!({
            "id": uuid(row, "id")?.to_string(),
            "memory_id": memory_id.to_string(),
            "input": stored_json(row, "input")?,
            "old_memory": row.get::<_, Option<String>>("old_memory")?,
            "new_memory": row.get::<_, Option<String>>("new_memory")?,
            "user_id": row.get::<_, Option<String>>("user_id")?,
            "event": row.get::<_, String>("event")?,
            "created_at": at.clone(),
            "updated_at": at,
        }))
    })?;
    changes.collect()
}
