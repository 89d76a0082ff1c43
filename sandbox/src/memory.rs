//! A memory, and how Mem0 shows it.

use crate::entity::{EntityKind, Owners};
use crate::moment::{Millis, iso};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// A memory as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Memory {
    /// Its id.
    pub id: Uuid,
    /// What is remembered.
    pub text: String,
    /// Whom it belongs to.
    pub owners: Owners,
    /// The caller's own data.
    pub metadata: Option<Map<String, Value>>,
    /// What it is about.
    pub categories: Vec<String>,
    /// When it was made.
    pub created_at: Millis,
    /// When its text or metadata last changed.
    pub updated_at: Millis,
}

impl Memory {
    /// A new memory without categories.
    pub fn new(
        text: String,
        owners: Owners,
        metadata: Option<Map<String, Value>>,
        now: Millis,
    ) -> Self {
        let (id, categories) = (Uuid::new_v4(), Vec::new());
        Self { id, text, owners, metadata, categories, created_at: now, updated_at: now }
    }

    /// As the API shows one memory.
    pub fn to_json(&self) -> Map<String, Value> {
        let mut shown = Map::new();
        shown.insert("id".into(), self.id.to_string().into());
        shown.insert("memory".into(), self.text.clone().into());
        for kind in EntityKind::ALL {
            shown.insert(kind.key().into(), self.owners.get(kind).into());
        }
        shown.insert("metadata".into(), json!(self.metadata));
        shown.insert("categories".into(), json!(self.categories));
        shown.insert("created_at".into(), iso(self.created_at));
        shown.insert("updated_at".into(), iso(self.updated_at));
        shown
    }

    /// As the API shows it in a list, where the run is called a session.
    pub fn to_list_json(&self) -> Map<String, Value> {
        let renamed = |(key, value)| match key {
            key if key == "run_id" => ("session_id".to_owned(), value),
            key => (key, value),
        };
        self.to_json().into_iter().map(renamed).collect()
    }
}
