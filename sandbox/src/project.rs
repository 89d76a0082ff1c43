//! Projects: any non-empty key opens one of its own.

use crate::answer::Refusal;
use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use std::fmt;
use uuid::Uuid;

/// A project, known by a hash of its key: the key itself is kept nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Project(Uuid);

impl Project {
    /// The project that a key opens; `None` for a blank one.
    pub fn of_key(key: &str) -> Option<Self> {
        let key = key.trim();
        (!key.is_empty()).then(|| Self(Uuid::new_v5(&Uuid::NAMESPACE_OID, key.as_bytes())))
    }

    /// A stable id for something in this project.
    pub fn id_of(self, name: &str) -> Uuid {
        Uuid::new_v5(&self.0, name.as_bytes())
    }

    /// The name of its full-text index: letters, digits and an underscore only.
    pub fn index_name(self) -> String {
        format!("words_{}", self.0.simple())
    }
}

impl fmt::Display for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl rusqlite::ToSql for Project {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl<S: Sync> FromRequestParts<S> for Project {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let key = header.and_then(|value| value.strip_prefix("Token "));
        key.and_then(Self::of_key).ok_or_else(|| {
            Refusal::unauthorized(
                "You can find your API key on https://app.mem0.ai/dashboard/api-keys; this \
                 sandbox takes any that is not empty, sent as `Authorization: Token <key>`.",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_always_opens_the_same_project() {
        assert_eq!(Project::of_key("one"), Project::of_key(" one "));
        assert_ne!(Project::of_key("one"), Project::of_key("two"));
        assert_eq!(Project::of_key("  "), None);
    }
}
