//! Whom a memory belongs to.

use serde_json::{Map, Value};

/// The four kinds of owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityKind {
    /// A person.
    User,
    /// An agent.
    Agent,
    /// An application.
    App,
    /// One run, or session.
    Run,
}

impl EntityKind {
    /// Every kind, in Mem0's order.
    pub const ALL: [Self; 4] = [Self::User, Self::Agent, Self::App, Self::Run];

    /// The key that holds its id, which is the column's name too.
    pub fn key(self) -> &'static str {
        match self {
            Self::User => "user_id",
            Self::Agent => "agent_id",
            Self::App => "app_id",
            Self::Run => "run_id",
        }
    }

    /// Its name among the entities.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Agent => "agent",
            Self::App => "app",
            Self::Run => "run",
        }
    }

    /// The kind whose id stands under a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The kind of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The owners of one memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owners {
    ids: [Option<String>; 4],
}

impl Owners {
    /// Reads the owners among the keys of an object.
    ///
    /// # Errors
    ///
    /// A sentence that names the key whose value is neither a non-empty text nor null.
    pub fn read(object: &Map<String, Value>) -> Result<Self, String> {
        let mut owners = Self::default();
        for kind in EntityKind::ALL {
            match object.get(kind.key()) {
                None | Some(Value::Null) => {}
                Some(Value::String(id)) if !id.is_empty() => owners.set(kind, Some(id.clone())),
                Some(_) => return Err(format!("{} must be a non-empty string", kind.key())),
            }
        }
        Ok(owners)
    }

    /// The id of one kind.
    pub fn get(&self, kind: EntityKind) -> Option<&str> {
        self.ids.get(kind as usize).and_then(Option::as_deref)
    }

    /// Sets the id of one kind.
    pub fn set(&mut self, kind: EntityKind, id: Option<String>) {
        if let Some(slot) = self.ids.get_mut(kind as usize) {
            *slot = id;
        }
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.ids.iter().all(Option::is_none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn owners_are_read_by_key() {
        let object = json!({ "user_id": "ada", "run_id": "r1", "agent_id": null });
        let owners = Owners::read(object.as_object().unwrap()).unwrap();
        assert_eq!(owners.get(EntityKind::User), Some("ada"));
        assert_eq!(owners.get(EntityKind::Run), Some("r1"));
        assert_eq!(owners.get(EntityKind::Agent), None);
        assert!(!owners.is_empty());
    }

    #[test]
    fn an_owner_that_is_no_text_is_named() {
        let object = json!({ "app_id": 5 });
        let error = Owners::read(object.as_object().unwrap()).unwrap_err();
        assert_eq!(error, "app_id must be a non-empty string");
    }
}
