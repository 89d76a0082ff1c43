//! Whatever comes as a body: it is read as JSON, or refused in Mem0's shape.
//!
//! To be run as `tab` is, with `corpus/body`.
#![no_main]

use mem0_feedback::core::relay::Refusal;
use mem0_feedback::core::relay::request::{BODY_BYTES, Batch};
use mem0_feedback::core::wire::RELAY_ITEMS;
use serde_json::Value;

fn check(batch: &Batch, bytes: &[u8]) {
    assert!(bytes.len() <= BODY_BYTES && !batch.token.is_empty());
    assert!((1..=RELAY_ITEMS).contains(&batch.items.len()));
    // Of fields that are not read nothing but the brackets is looked at.
    let Ok(body) = serde_json::from_slice::<Value>(bytes) else { return };
    assert_eq!(body["token"], batch.token.as_str());
    let items = body["items"].as_array().expect("an array");
    assert_eq!(items.len(), batch.items.len());
    for (item, read) in items.iter().zip(&batch.items) {
        assert!(read.memory_id.is_empty() || item["memory_id"] == read.memory_id.as_str());
        match &read.read {
            Ok(said) => assert_eq!(item["memory_id"], said.feedback.memory_id.as_str()),
            Err(refusal) => check_refusal(refusal, &[400]),
        }
    }
}

fn check_refusal(refusal: &Refusal, statuses: &[u16]) {
    assert!(statuses.contains(&refusal.status), "{refusal:?}");
    let body: Value = serde_json::from_str(&refusal.body("id")).expect("a refusal is JSON");
    assert_eq!(body["error"], body["details"]["message"]);
    assert_eq!(
        (&body["details"]["code"], &body["request_id"]),
        (&refusal.code.into(), &"id".into())
    );
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match Batch::read(bytes) {
    Ok(batch) => check(&batch, bytes),
    Err(refusal) => check_refusal(&refusal, &[400, 401, 413]),
});
