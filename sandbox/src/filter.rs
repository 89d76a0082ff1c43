//! Mem0's filters, read into a type that cannot be wrong any more.
//!
//! Sibling keys must all hold; `AND`, `OR` and `NOT` take arrays of filters, and `NOT` holds when
//! none of its filters does. A field takes a plain value, `"*"` for anything but null, or an
//! object of operators that must all hold.

mod matching;

use crate::entity::EntityKind;
use crate::moment;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Deeper nesting than this is refused, so that no filter exhausts the stack.
const MAX_DEPTH: usize = 16;

const ALLOWED: &str = "AND, OR, NOT, user_id, agent_id, app_id, run_id, memory_ids, categories, \
                       metadata, created_at, updated_at";

const OPERATORS: &str = "eq, ne, in, gt, gte, lt, lte, contains, icontains";

/// Says which memories are meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// Every one of these holds; with none of them, always.
    All(Vec<Filter>),
    /// At least one of these holds.
    Any(Vec<Filter>),
    /// Not one of these holds.
    Neither(Vec<Filter>),
    /// The memory is one of these.
    Ids(Vec<Uuid>),
    /// A field compares with a value.
    Compare(Field, Operator, Value),
}

/// What of a memory is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// An owner's id.
    Owner(EntityKind),
    /// Its categories.
    Categories,
    /// One key of its metadata.
    Metadata(String),
    /// When it was made, in milliseconds.
    CreatedAt,
    /// When it last changed, in milliseconds.
    UpdatedAt,
}

/// How it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Equal; of a list: among it.
    Eq,
    /// Not equal.
    Ne,
    /// Equal to one of several.
    In,
    /// Greater.
    Gt,
    /// Greater or equal.
    Gte,
    /// Less.
    Lt,
    /// Less or equal.
    Lte,
    /// A part of the text, or among the list.
    Contains,
    /// The same in any case.
    IContains,
}

impl Operator {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "eq" => Self::Eq,
            "ne" => Self::Ne,
            "in" => Self::In,
            "gt" => Self::Gt,
            "gte" => Self::Gte,
            "lt" => Self::Lt,
            "lte" => Self::Lte,
            "contains" => Self::Contains,
            "icontains" => Self::IContains,
            _ => return None,
        })
    }
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    ///
    /// A sentence that names the key that is wrong, and what may stand there.
    pub fn read(filters: &Value) -> Result<Self, String> {
        read(filters, 0)
    }

    /// Whether it asks for anything that says whose memories are meant: an owner, or ids.
    pub fn names_an_owner(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::Neither(parts) => {
                parts.iter().any(Self::names_an_owner)
            }
            Self::Ids(_) => true,
            Self::Compare(field, ..) => matches!(field, Field::Owner(_)),
        }
    }
}

fn read(filters: &Value, depth: usize) -> Result<Filter, String> {
    if depth >= MAX_DEPTH {
        return Err(format!("filters are nested more than {MAX_DEPTH} deep"));
    }
    let Value::Object(object) = filters else {
        return Err("filters must be an object, such as {\"user_id\": \"ada\"}".into());
    };
    let parts: Result<Vec<_>, _> =
        object.iter().map(|(key, value)| read_key(key, value, depth)).collect();
    Ok(Filter::All(parts?))
}

fn read_key(key: &str, value: &Value, depth: usize) -> Result<Filter, String> {
    if let Some(kind) = EntityKind::of_key(key) {
        return compare(Field::Owner(kind), key, value);
    }
    match key {
        "AND" => read_each(key, value, depth).map(Filter::All),
        "OR" => read_each(key, value, depth).map(Filter::Any),
        "NOT" => read_each(key, value, depth).map(Filter::Neither),
        "memory_ids" => read_ids(value),
        "categories" => compare(Field::Categories, key, value),
        "created_at" => compare(Field::CreatedAt, key, value),
        "updated_at" => compare(Field::UpdatedAt, key, value),
        "metadata" => read_metadata(value),
        _ => Err(format!("filters: unknown key {key:?}; allowed are {ALLOWED}")),
    }
}

fn read_each(key: &str, value: &Value, depth: usize) -> Result<Vec<Filter>, String> {
    let Value::Array(filters) = value else {
        return Err(format!("filters: {key} takes an array of filters"));
    };
    filters.iter().map(|filter| read(filter, depth + 1)).collect()
}

fn read_ids(value: &Value) -> Result<Filter, String> {
    let wrong = || "filters: memory_ids takes an array of UUIDs".to_owned();
    let ids = value.as_array().ok_or_else(wrong)?;
    let ids: Option<Vec<_>> =
        ids.iter().map(|id| Uuid::parse_str(id.as_str()?).ok()).collect::<Option<Vec<_>>>();
    ids.map(Filter::Ids).ok_or_else(wrong)
}

fn read_metadata(value: &Value) -> Result<Filter, String> {
    let Value::Object(object) = value else {
        return Err("filters: metadata takes an object of keys and values".into());
    };
    let parts: Result<Vec<_>, _> = object
        .iter()
        .map(|(key, value)| compare(Field::Metadata(key.clone()), key, value))
        .collect();
    Ok(Filter::All(parts?))
}

fn compare(field: Field, key: &str, value: &Value) -> Result<Filter, String> {
    let Value::Object(operators) = value else {
        return compare_one(field, key, Operator::Eq, value);
    };
    read_operators(operators, key)?
        .into_iter()
        .map(|(operator, value)| compare_one(field.clone(), key, operator, value))
        .collect::<Result<Vec<_>, _>>()
        .map(Filter::All)
}

fn read_operators<'a>(
    operators: &'a Map<String, Value>,
    key: &str,
) -> Result<Vec<(Operator, &'a Value)>, String> {
    if operators.is_empty() {
        return Err(format!("filters: {key} needs an operator: {OPERATORS}"));
    }
    let known = |(name, value): (&'a String, &'a Value)| match Operator::parse(name) {
        Some(operator) => Ok((operator, value)),
        None => Err(format!("filters: unknown operator {name:?} of {key}; allowed: {OPERATORS}")),
    };
    operators.iter().map(known).collect()
}

fn compare_one(
    field: Field,
    key: &str,
    operator: Operator,
    value: &Value,
) -> Result<Filter, String> {
    if operator == Operator::In && !value.is_array() {
        return Err(format!("filters: the operator in of {key} takes an array"));
    }
    if matches!(operator, Operator::Contains | Operator::IContains) && !value.is_string() {
        return Err(format!("filters: contains and icontains of {key} take a string"));
    }
    let value = match field {
        Field::CreatedAt | Field::UpdatedAt => read_moment(key, value)?,
        _ => value.clone(),
    };
    Ok(Filter::Compare(field, operator, value))
}

fn read_moment(key: &str, value: &Value) -> Result<Value, String> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::String(text) if text == "*" => Ok(value.clone()),
        Value::String(text) => moment::parse(text)
            .map(Value::from)
            .ok_or_else(|| format!("filters: {key} takes an ISO 8601 date, not {text:?}")),
        Value::Array(several) => several.iter().map(|value| read_moment(key, value)).collect(),
        _ => Err(format!("filters: {key} takes an ISO 8601 date in a string")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn error(filters: Value) -> String {
        Filter::read(&filters).unwrap_err()
    }

    #[test]
    fn an_unknown_key_is_answered_with_the_allowed_ones() {
        let error = error(json!({ "userid": "ada" }));
        assert!(error.contains("\"userid\"") && error.contains("user_id, agent_id"), "{error}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(error(json!({ "AND": {} })).contains("AND takes an array"));
        assert!(error(json!({ "OR": [{ "NOT": [5] }] })).contains("must be an object"));
        assert!(error(json!({ "user_id": { "is": "ada" } })).contains("\"is\" of user_id"));
        assert!(error(json!({ "user_id": { "in": "ada" } })).contains("takes an array"));
        assert!(error(json!({ "user_id": {} })).contains("needs an operator"));
        assert!(error(json!({ "memory_ids": ["memory-1"] })).contains("UUIDs"));
        assert!(error(json!({ "created_at": { "gt": "soon" } })).contains("ISO 8601"));
        assert!(error(json!({ "metadata": "*" })).contains("takes an object"));
        assert!(error(json!({ "categories": { "contains": 5 } })).contains("take a string"));
    }

    #[test]
    fn deep_nesting_is_refused() {
        let nested = |depth| {
            (0..depth).fold(json!({ "user_id": "ada" }), |inner, _| json!({ "AND": [inner] }))
        };
        assert!(Filter::read(&nested(MAX_DEPTH - 1)).is_ok());
        assert!(error(nested(MAX_DEPTH)).contains("nested"));
    }

    #[test]
    fn an_owner_counts_at_any_depth() {
        let names_an_owner = |filters| Filter::read(&filters).unwrap().names_an_owner();
        assert!(names_an_owner(json!({ "OR": [{ "AND": [{ "run_id": "*" }] }] })));
        assert!(names_an_owner(json!({ "memory_ids": [] })));
        assert!(!names_an_owner(json!({ "categories": "food" })));
        assert!(!names_an_owner(json!({})));
    }
}
