//! What a relay writes to a shard.

use super::scope::Source;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::{Value, json};

/// Who speaks, and items to be kept or ids of memories to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Who speaks.
    pub source: Source,
    /// A pseudonym.
    pub rater: String,
    /// Items, or ids.
    pub content: Vec<Value>,
}

impl Letter {
    /// A letter as it goes to a shard.
    pub fn write(source: Source, rater: &str, content: Vec<Value>) -> String {
        json!([source == Source::Judge, rater, content]).to_string()
    }

    /// Reads what [`write`](Self::write) has written; `None` for all else.
    pub fn read(text: &str) -> Option<Self> {
        let Ok(Value::Array(parts)) = serde_json::from_slice(text.as_bytes()) else { return None };
        match <[Value; 3]>::try_from(parts) {
            Ok([Value::Bool(is_judge), Value::String(rater), Value::Array(content)]) => {
                let source = if is_judge { Source::Judge } else { Source::Human };
                Some(Self { source, rater, content })
            }
            _ => None,
        }
    }
}
