//! Whatever comes as a part of analytics: it is read, or refused in Mem0's shape, and what is kept of it
//! is of the scope's rater and memories alone.
//!
//! To be run as `tab` is, with `corpus/part`.
#![no_main]

use mem0_feedback::core::relay::part::{Part, Row};
use mem0_feedback::core::relay::request::BODY_BYTES;
use mem0_feedback::core::relay::scope::{Audience, Memories, Scope};
use mem0_feedback::core::time::Millis;
use serde_json::{Value, json};
use std::collections::HashMap;

const NOW: Millis = Millis(1_800_000_000_000);

fn scope() -> Scope {
    Scope {
        aud: Audience::One("relay".into()),
        jti: "1".into(),
        sub: "ada".into(),
        memories: Memories::Listed(vec!["m".into(), "n".into()]),
        ratings: None,
        reasons: None,
        origins: None,
        source: None,
    }
}

fn check(part: &Part, bytes: &[u8]) {
    assert!(bytes.len() <= BODY_BYTES && !part.token.is_empty() && !part.records.is_empty());
    let rows = match part.allowed_by(&scope(), NOW) {
        Ok(rows) => rows,
        Err(refusal) => return assert!([400, 403].contains(&refusal.status), "{refusal:?}"),
    };
    assert_eq!(rows.len(), part.records.len());
    let mut kinds = HashMap::new();
    for row in &rows {
        let record = &row.record;
        assert!(record["type"] == "memory" || record["rater"] == "ada", "{record}");
        assert!(
            record["type"] == "outcome" || ["m", "n"].iter().any(|id| record["memoryId"] == *id)
        );
        assert!(record["source"].is_null() || record["source"] == "human", "{record}");
        assert!(record["at"].as_u64().expect("a time") <= NOW.0);
        assert_eq!(row.to_json()[3], *record);
        let fields: Vec<&String> = record.as_object().expect("an object").keys().collect();
        assert_eq!(*kinds.entry(&row.key).or_insert(fields.clone()), fields, "one key, two kinds");
    }
    // What is kept comes again under its key.
    let records: Vec<&Value> = rows.iter().map(|row| &row.record).collect();
    let again =
        json!({ "token": "t", "snapshot": { "version": 1, "records": records } }).to_string();
    if again.len() <= BODY_BYTES {
        let again = Part::read(again.as_bytes()).expect("a part").allowed_by(&scope(), NOW);
        let keys =
            |rows: &[Row]| rows.iter().map(|row| (row.key.clone(), row.moment)).collect::<Vec<_>>();
        assert_eq!(keys(&again.expect("what was allowed")), keys(&rows));
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match Part::read(bytes) {
    Ok(part) => check(&part, bytes),
    Err(refusal) => assert!([400, 401, 413].contains(&refusal.status), "{refusal:?}"),
});
