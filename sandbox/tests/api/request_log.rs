//! The requests as they came over the wire.

use crate::harness::{Running, UNKNOWN};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

async fn logged(sandbox: &Running, query: &str) -> Vec<Value> {
    let (_, body) = sandbox.control(Method::GET, &format!("requests{query}"), Value::Null).await;
    body["requests"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_request_is_shown_as_it_came_without_its_secrets() {
    let sandbox = Running::start().await;
    let key = "m0-a-rather-long-key";
    sandbox.caller(key).rate(UNKNOWN, json!("POSITIVE"), Value::Null).await;
    let item = json!({ "memory_id": UNKNOWN, "feedback": null });
    sandbox.relay(json!({ "token": "a-rather-long-token", "items": [item] })).await;
    let shown = logged(&sandbox, "").await;
    assert_eq!(shown.len(), 2);
    assert_eq!((&shown[0]["method"], &shown[0]["path"]), (&json!("POST"), &json!("/v1/feedback/")));
    assert_eq!((&shown[0]["status"], &shown[1]["status"]), (&json!(500), &json!(200)));
    assert_eq!(shown[0]["headers"]["authorization"], "Token ****-key");
    let body: Value = serde_json::from_str(shown[0]["body"].as_str().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({ "memory_id": UNKNOWN, "feedback": "POSITIVE", "feedback_reason": null })
    );
    assert!(shown[1]["body"].as_str().unwrap().contains("\"token\":\"****oken\""));
    assert!(!json!(shown).to_string().contains("rather-long"));
    assert!(shown[0]["duration_ms"].as_f64().unwrap() > 0.0);
    assert!(shown[0]["at_ms"].as_i64().unwrap() > 1_700_000_000_000);
}

#[tokio::test]
async fn it_is_read_on_from_a_sequence_and_cleared() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    for _ in 0..3 {
        caller.get("/v1/ping/").await;
    }
    let all = logged(&sandbox, "").await;
    let seqs: Vec<_> = all.iter().map(|entry| entry["seq"].as_u64().unwrap()).collect();
    assert_eq!(seqs, [1, 2, 3]);
    assert_eq!(logged(&sandbox, "?after=1").await, all[1..]);
    assert_eq!(logged(&sandbox, "?limit=1").await, all[2..]);
    assert_eq!(sandbox.control(Method::GET, "requests?after=x", Value::Null).await.0, 400);
    sandbox.control(Method::DELETE, "requests", Value::Null).await;
    assert!(logged(&sandbox, "").await.is_empty());
    caller.get("/v1/ping/").await;
    assert_eq!(logged(&sandbox, "").await[0]["seq"], 4);
}

#[tokio::test]
async fn only_the_last_five_hundred_are_kept() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    for _ in 0..505 {
        caller.get("/v1/ping/").await;
    }
    let shown = logged(&sandbox, "").await;
    assert_eq!((shown.len(), &shown[0]["seq"]), (500, &json!(6)));
}

#[tokio::test]
async fn it_tells_dropped_aborted_and_preflight() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let dropped = caller.request(Method::GET, "/v1/ping/");
    let dropped = dropped.header("x-sandbox-fault", r#"{"drop":"before"}"#);
    assert!(dropped.send().await.is_err());
    let preflight = caller.request(Method::OPTIONS, "/v1/feedback/").header("origin", "null");
    preflight.header("access-control-request-method", "POST").send().await.unwrap();
    let slow = caller.request(Method::GET, "/v1/ping/").timeout(Duration::from_millis(80));
    let slow = slow.header("x-sandbox-fault", r#"{"delay_ms":60000}"#);
    assert!(slow.send().await.is_err());
    tokio::time::sleep(Duration::from_millis(80)).await;
    let shown = logged(&sandbox, "").await;
    let statuses: Vec<_> = shown.iter().map(|entry| &entry["status"]).collect();
    assert_eq!(statuses, [&json!("dropped"), &json!(200), &json!("aborted")]);
    assert_eq!(shown[1]["method"], "OPTIONS");
}
