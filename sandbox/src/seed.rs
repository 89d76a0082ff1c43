//! Memories to begin with.

use crate::entity::{EntityKind, Owners};
use crate::memory::Memory;
use crate::moment::{self, Millis};
use crate::project::Project;
use crate::store::{Store, memories};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Why a seed was not put in.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The file cannot be read.
    #[error("cannot read the seed {}: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// It is not what a seed looks like.
    #[error("the seed {} is wrong: {what}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Which part, and why.
        what: String,
    },
    /// The database did not take it.
    #[error("the seed was not stored: {0}")]
    Unstored(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    key: String,
    user_id: String,
    memories: Vec<SeedMemory>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedMemory {
    id: Option<String>,
    memory: String,
    #[serde(default)]
    categories: Vec<String>,
    metadata: Option<Map<String, Value>>,
    created_at: Option<String>,
}

/// Puts a seed's memories in, those that its project does not hold yet. One without an id gets the
/// same at each start, made of its text.
///
/// # Errors
///
/// When the file cannot be read or understood, and when the database fails.
pub async fn load(store: &Store, path: &Path) -> Result<(), SeedError> {
    let text = std::fs::read_to_string(path)
        .map_err(|cause| SeedError::Unreadable { path: path.to_owned(), cause })?;
    let (project, memories) = read(&text, moment::now())
        .map_err(|what| SeedError::Malformed { path: path.to_owned(), what })?;
    let stored = store.write(move |db| {
        for memory in &memories {
            memories::insert(db, project, memory, &json!([]))?;
        }
        Ok(())
    });
    stored.await.map_err(|refusal| SeedError::Unstored(refusal.text()))
}

fn read(text: &str, now: Millis) -> Result<(Project, Vec<Memory>), String> {
    let seed: Seed = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let project = Project::of_key(&seed.key).ok_or("key must not be blank")?;
    if seed.user_id.is_empty() {
        return Err("user_id must not be empty".into());
    }
    let mut owners = Owners::default();
    owners.set(EntityKind::User, Some(seed.user_id));
    let each = seed.memories.into_iter().enumerate().map(|(index, memory)| {
        memory
            .plant(project, owners.clone(), now)
            .map_err(|what| format!("memories[{index}].{what}"))
    });
    Ok((project, each.collect::<Result<_, _>>()?))
}

impl SeedMemory {
    fn plant(self, project: Project, owners: Owners, now: Millis) -> Result<Memory, String> {
        if self.memory.trim().is_empty() {
            return Err("memory must not be blank".into());
        }
        let id = match &self.id {
            Some(id) => Uuid::parse_str(id).map_err(|_| format!("id {id:?} is no UUID"))?,
            None => project.id_of(&self.memory),
        };
        let created_at = match &self.created_at {
            Some(at) => {
                moment::parse(at).ok_or_else(|| format!("created_at {at:?} is no ISO 8601 date"))?
            }
            None => now,
        };
        let memory = Memory::new(self.memory, owners, self.metadata, created_at);
        Ok(Memory { id, categories: self.categories, ..memory })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seed(memory: Value) -> Result<(Project, Vec<Memory>), String> {
        read(&json!({ "key": "demo", "user_id": "ada", "memories": [memory] }).to_string(), 7)
    }

    #[test]
    fn a_memory_without_an_id_gets_the_same_each_time() {
        let id = |at| {
            let text =
                json!({ "key": "demo", "user_id": "ada", "memories": [{ "memory": "tea" }] });
            read(&text.to_string(), at).unwrap().1[0].id
        };
        assert_eq!(id(1), id(2));
    }

    #[test]
    fn everything_said_of_a_memory_is_kept() {
        let (_, memories) = seed(json!({
            "id": "6f1c1b0e-8d1c-4c43-9f0b-2a4f0a6f0001", "memory": "tea",
            "categories": ["food"], "metadata": { "stars": 4 }, "created_at": "2026-05-01"
        }))
        .unwrap();
        assert_eq!(memories[0].id.to_string(), "6f1c1b0e-8d1c-4c43-9f0b-2a4f0a6f0001");
        assert_eq!(memories[0].categories, ["food"]);
        assert_eq!(moment::iso(memories[0].created_at), "2026-05-01T00:00:00.000Z");
        assert_eq!(memories[0].owners.get(EntityKind::User), Some("ada"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = |memory| seed(memory).unwrap_err();
        assert!(error(json!({ "memory": " " })).contains("memories[0].memory"));
        assert!(error(json!({ "memory": "tea", "id": "1" })).contains("memories[0].id \"1\""));
        assert!(error(json!({ "memory": "tea", "created_at": "May" })).contains("created_at"));
        assert!(error(json!({ "memory": "tea", "category": "food" })).contains("`category`"));
    }
}
