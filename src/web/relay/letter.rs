//! What a relay writes to a shard.

use crate::core::relay::scope::Source;
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

/// Who speaks, and items to be kept or ids of memories to be read.
pub(super) struct Letter {
    pub(super) source: Source,
    pub(super) rater: String,
    pub(super) content: Vec<Value>,
}

impl Letter {
    pub(super) fn write(source: Source, rater: &str, content: Vec<Value>) -> String {
        json!([source == Source::Judge, rater, content]).to_string()
    }

    pub(super) fn read(text: &str) -> Result<Self, JsValue> {
        let parts = serde_json::from_slice(text.as_bytes());
        let parts: Option<[Value; 3]> = match parts {
            Ok(Value::Array(parts)) => parts.try_into().ok(),
            _ => None,
        };
        match parts {
            Some([Value::Bool(is_judge), Value::String(rater), Value::Array(content)]) => {
                let source = if is_judge { Source::Judge } else { Source::Human };
                Ok(Self { source, rater, content })
            }
            _ => Err(JsValue::from("a shard was sent what is no letter".to_owned())),
        }
    }
}
