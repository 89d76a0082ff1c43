//! Whether a memory is meant by a filter.

use super::{Field, Filter, Operator};
use crate::memory::Memory;
use serde_json::{Value, json};
use std::cmp::Ordering;

impl Filter {
    /// Whether this memory is meant.
    pub fn matches(&self, memory: &Memory) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.matches(memory)),
            Self::Any(parts) => parts.iter().any(|part| part.matches(memory)),
            Self::Neither(parts) => !parts.iter().any(|part| part.matches(memory)),
            Self::Ids(ids) => ids.contains(&memory.id),
            Self::Compare(field, operator, value) => {
                holds(&value_of(memory, field), *operator, value)
            }
        }
    }
}

fn value_of(memory: &Memory, field: &Field) -> Value {
    match field {
        Field::Owner(kind) => memory.owners.get(*kind).into(),
        Field::Categories if memory.categories.is_empty() => Value::Null,
        Field::Categories => json!(memory.categories),
        Field::Metadata(key) => {
            memory.metadata.as_ref().and_then(|metadata| metadata.get(key)).cloned().into()
        }
        Field::CreatedAt => memory.created_at.into(),
        Field::UpdatedAt => memory.updated_at.into(),
    }
}

fn holds(actual: &Value, operator: Operator, value: &Value) -> bool {
    let ordered = |accepted: fn(Ordering) -> bool| order(actual, value).is_some_and(accepted);
    match operator {
        Operator::Eq => equals(actual, value),
        Operator::Ne => !equals(actual, value),
        Operator::In => {
            value.as_array().is_some_and(|values| values.iter().any(|one| equals(actual, one)))
        }
        Operator::Gt => ordered(Ordering::is_gt),
        Operator::Gte => ordered(Ordering::is_ge),
        Operator::Lt => ordered(Ordering::is_lt),
        Operator::Lte => ordered(Ordering::is_le),
        Operator::Contains => contains(actual, value, str::to_owned),
        Operator::IContains => contains(actual, value, str::to_lowercase),
    }
}

fn equals(actual: &Value, value: &Value) -> bool {
    match (actual, value) {
        (actual, Value::String(any)) if any == "*" => !actual.is_null(),
        (Value::Array(_), Value::Array(_)) => actual == value,
        (Value::Array(several), one) => several.iter().any(|each| equals(each, one)),
        // 1 and 1.0 are the same number, though not the same JSON.
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        _ => actual == value,
    }
}

fn order(actual: &Value, value: &Value) -> Option<Ordering> {
    match (actual, value) {
        (Value::Number(a), Value::Number(b)) => a.as_f64()?.partial_cmp(&b.as_f64()?),
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn contains(actual: &Value, part: &Value, folded: impl Fn(&str) -> String) -> bool {
    let Some(part) = part.as_str().map(&folded) else { return false };
    match actual {
        Value::String(text) => folded(text).contains(&part),
        Value::Array(several) => {
            several.iter().filter_map(Value::as_str).any(|each| folded(each) == part)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{EntityKind, Owners};
    use crate::moment;
    use proptest::prelude::*;

    fn memory() -> Memory {
        let mut owners = Owners::default();
        owners.set(EntityKind::User, Some("Ada".into()));
        owners.set(EntityKind::App, Some("chat".into()));
        let metadata = json!({ "stars": 4, "place": "Rome", "tags": ["a", "b"] });
        let at = moment::parse("2026-05-01T12:00:00Z").unwrap();
        let mut memory =
            Memory::new("Drinks tea".into(), owners, metadata.as_object().cloned(), at);
        memory.categories = vec!["food".into(), "Drinks".into()];
        memory
    }

    fn matches(filters: Value) -> bool {
        Filter::read(&filters).unwrap().matches(&memory())
    }

    #[test]
    fn siblings_must_all_hold() {
        assert!(matches(json!({})));
        assert!(matches(json!({ "user_id": "Ada", "app_id": "chat" })));
        assert!(!matches(json!({ "user_id": "Ada", "app_id": "mail" })));
    }

    #[test]
    fn logic_nests() {
        assert!(matches(json!({ "OR": [{ "user_id": "Bob" }, { "app_id": "chat" }] })));
        assert!(!matches(json!({ "AND": [{ "user_id": "Ada" }, { "app_id": "mail" }] })));
        assert!(matches(json!({ "NOT": [{ "user_id": "Bob" }, { "app_id": "mail" }] })));
        assert!(!matches(json!({ "NOT": [{ "user_id": "Bob" }, { "app_id": "chat" }] })));
        assert!(!matches(json!({ "OR": [] })));
    }

    #[test]
    fn every_operator_compares() {
        for (value, expected) in [
            (json!({ "eq": "Ada" }), true),
            (json!({ "eq": "ada" }), false),
            (json!({ "ne": "Bob" }), true),
            (json!({ "in": ["Bob", "Ada"] }), true),
            (json!({ "in": [] }), false),
            (json!({ "contains": "da" }), true),
            (json!({ "contains": "DA" }), false),
            (json!({ "icontains": "DA" }), true),
            (json!({ "gt": "Abe", "lt": "Adb" }), true),
            (json!("*"), true),
        ] {
            assert_eq!(matches(json!({ "user_id": value })), expected, "{value}");
        }
        assert!(!matches(json!({ "agent_id": "*" })));
        assert!(matches(json!({ "agent_id": null })));
        assert!(matches(json!({ "agent_id": { "ne": "x" } })));
    }

    #[test]
    fn dates_compare_as_moments() {
        assert!(matches(json!({ "created_at": { "gte": "2026-05-01", "lt": "2026-05-02" } })));
        assert!(matches(json!({ "updated_at": "2026-05-01T14:00:00+02:00" })));
        assert!(!matches(json!({ "created_at": { "gt": "2026-05-01T12:00:00Z" } })));
    }

    #[test]
    fn lists_and_metadata_compare() {
        assert!(matches(json!({ "categories": { "in": ["sport", "food"] } })));
        assert!(matches(json!({ "categories": { "icontains": "drinks" } })));
        assert!(!matches(json!({ "categories": { "contains": "drinks" } })));
        assert!(matches(json!({ "metadata": { "stars": 4.0, "place": "Rome" } })));
        assert!(matches(json!({ "metadata": { "stars": { "gt": 3 }, "tags": "b" } })));
        assert!(!matches(json!({ "metadata": { "stars": { "gt": "3" } } })));
        assert!(!matches(json!({ "metadata": { "gone": "*" } })));
        assert!(!matches(json!({ "memory_ids": [] })));
    }

    /// JSON that looks like a filter often enough to get past the first check.
    fn filter_like() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "\\PC{0,8}|\\*|2026-05-01".prop_map(Value::from),
        ];
        let key = prop_oneof![
            proptest::sample::select(vec![
                "AND",
                "OR",
                "NOT",
                "user_id",
                "run_id",
                "memory_ids",
                "categories",
                "metadata",
                "created_at",
                "eq",
                "ne",
                "in",
                "gt",
                "lte",
                "contains",
                "icontains",
            ])
            .prop_map(str::to_owned),
            "\\PC{0,4}",
        ];
        leaf.prop_recursive(6, 48, 4, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::vec((key.clone(), inner), 0..4)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_json_makes_a_filter_panic(filters in filter_like()) {
            match Filter::read(&filters) {
                Ok(filter) => {
                    let negated = Filter::Neither(vec![filter.clone()]);
                    prop_assert_ne!(filter.matches(&memory()), negated.matches(&memory()));
                }
                Err(error) => prop_assert!(error.starts_with("filters")),
            }
        }
    }
}
