//! The memories of a project.

use super::{history, parsed, uuid, words};
use crate::answer::Refusal;
use crate::entity::{EntityKind, Owners};
use crate::filter::Filter;
use crate::memory::Memory;
use crate::moment::Millis;
use crate::project::Project;
use history::Change;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// What a project's memory is to become; `None` leaves a part as it is.
#[derive(Debug)]
pub struct Revision {
    /// The memory.
    pub id: Uuid,
    /// Its new text.
    pub text: Option<String>,
    /// Its new metadata, in place of the old; `Some(None)` takes it away.
    pub metadata: Option<Option<Map<String, Value>>>,
}

/// Puts a memory in, unless the project has one of that id; says whether it did.
pub fn insert(
    db: &Transaction<'_>,
    project: Project,
    memory: &Memory,
    input: &Value,
) -> Result<bool, Refusal> {
    let [user, agent, app, run] = EntityKind::ALL.map(|kind| memory.owners.get(kind));
    let inserted = db
        .prepare_cached(
            "INSERT INTO memory (project, id, memory, user_id, agent_id, app_id, run_id,
                                 metadata, categories, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (project, id) DO NOTHING",
        )?
        .execute(params![
            project,
            memory.id.to_string(),
            memory.text,
            user,
            agent,
            app,
            run,
            json!(memory.metadata).to_string(),
            json!(memory.categories).to_string(),
            memory.created_at,
            memory.updated_at,
        ])?;
    if inserted == 0 {
        return Ok(false);
    }
    words::index(db, project, db.last_insert_rowid(), &memory.text)?;
    history::append(db, project, Change::Add(memory), input, memory.created_at)?;
    Ok(true)
}

/// Changes a memory and gives it back as it is now.
///
/// # Errors
///
/// 404 when the project has no such memory.
pub fn update(
    db: &Transaction<'_>,
    project: Project,
    revision: Revision,
    now: Millis,
) -> Result<Memory, Refusal> {
    let (row, old) = find(db, project, revision.id)?.ok_or_else(Refusal::no_such_memory)?;
    let mut new = old.clone();
    new.text = revision.text.unwrap_or(new.text);
    new.metadata = revision.metadata.unwrap_or(new.metadata);
    new.updated_at = now;
    db.prepare_cached(
        "UPDATE memory SET memory = ?2, metadata = ?3, updated_at = ?4 WHERE row = ?1",
    )?
    .execute(params![row, new.text, json!(new.metadata).to_string(), now])?;
    words::index(db, project, row, &new.text)?;
    history::append(db, project, Change::Update { old: &old, new: &new }, &json!([]), now)?;
    Ok(new)
}

/// Takes a memory out, and what is said of it.
///
/// # Errors
///
/// 404 when the project has no such memory.
pub fn delete(
    db: &Transaction<'_>,
    project: Project,
    id: Uuid,
    now: Millis,
) -> Result<(), Refusal> {
    let (row, memory) = find(db, project, id)?.ok_or_else(Refusal::no_such_memory)?;
    words::remove(db, project, row)?;
    db.prepare_cached("DELETE FROM memory WHERE row = ?1")?.execute([row])?;
    db.prepare_cached("DELETE FROM feedback WHERE project = ?1 AND memory_id = ?2")?
        .execute(params![project, id.to_string()])?;
    history::append(db, project, Change::Delete(&memory), &json!([]), now)?;
    Ok(())
}

/// One memory.
pub fn get(db: &Connection, project: Project, id: Uuid) -> rusqlite::Result<Option<Memory>> {
    Ok(find(db, project, id)?.map(|(_, memory)| memory))
}

/// Every memory that is meant, the newest first.
pub fn list(db: &Connection, project: Project, filter: &Filter) -> rusqlite::Result<Vec<Memory>> {
    let mut statement = db.prepare_cached(
        "SELECT * FROM memory WHERE project = ?1 ORDER BY created_at DESC, row DESC",
    )?;
    let meant = |memory: &rusqlite::Result<Memory>| {
        memory.as_ref().map_or(true, |memory| filter.matches(memory))
    };
    statement.query_map([project], memory_of)?.filter(meant).collect()
}

/// The memories in which any word of the query stands, with FTS5's BM25.
pub fn search(
    db: &Connection,
    project: Project,
    query: &str,
    filter: &Filter,
) -> rusqlite::Result<Vec<(Memory, f64)>> {
    let mut statement = db.prepare_cached("SELECT * FROM memory WHERE row = ?1")?;
    let mut found = Vec::new();
    for (row, bm25) in words::matching(db, project, query)? {
        let memory = statement.query_row([row], memory_of)?;
        if filter.matches(&memory) {
            found.push((memory, bm25));
        }
    }
    Ok(found)
}

/// How often each owner occurs, with the first and the last moment.
pub fn owners(db: &Connection, project: Project) -> rusqlite::Result<Vec<OwnerCount>> {
    let mut counts: Vec<OwnerCount> = Vec::new();
    let mut places: HashMap<(&'static str, String), usize> = HashMap::new();
    for memory in list(db, project, &Filter::All(Vec::new()))?.into_iter().rev() {
        for kind in EntityKind::ALL {
            let Some(id) = memory.owners.get(kind) else { continue };
            let place = *places.entry((kind.name(), id.to_owned())).or_insert(counts.len());
            match counts.get_mut(place) {
                Some(count) => {
                    count.memories += 1;
                    count.updated_at = count.updated_at.max(memory.updated_at);
                }
                None => counts.push(OwnerCount {
                    kind,
                    id: id.to_owned(),
                    memories: 1,
                    created_at: memory.created_at,
                    updated_at: memory.updated_at,
                }),
            }
        }
    }
    Ok(counts)
}

/// An owner and what there is of it.
#[derive(Debug)]
pub struct OwnerCount {
    /// What it is.
    pub kind: EntityKind,
    /// Its id, which Mem0 calls its name.
    pub id: String,
    /// How many memories it has.
    pub memories: usize,
    /// When the first of them was made.
    pub created_at: Millis,
    /// When any of them last changed.
    pub updated_at: Millis,
}

fn find(db: &Connection, project: Project, id: Uuid) -> rusqlite::Result<Option<(i64, Memory)>> {
    db.prepare_cached("SELECT * FROM memory WHERE project = ?1 AND id = ?2")?
        .query_row(params![project, id.to_string()], |row| Ok((row.get("row")?, memory_of(row)?)))
        .optional()
}

fn memory_of(row: &Row<'_>) -> rusqlite::Result<Memory> {
    let mut owners = Owners::default();
    for kind in EntityKind::ALL {
        owners.set(kind, row.get(kind.key())?);
    }
    Ok(Memory {
        id: uuid(row, "id")?,
        text: row.get("memory")?,
        owners,
        metadata: parsed(row, "metadata", |text| serde_json::from_str(text))?,
        categories: parsed(row, "categories", |text| serde_json::from_str(text))?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
