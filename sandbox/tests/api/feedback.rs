//! Feedback in Mem0's own form.

use crate::harness::{Running, UNKNOWN};
use mem0_sandbox::UnknownMemory;
use serde_json::{Value, json};

#[tokio::test]
async fn the_last_feedback_stands_and_every_copy_is_kept() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [id] = caller.remember("ada", ["Drinks tea"]).await;
    let (status, first) = caller.rate(&id, json!("POSITIVE"), json!("Still right")).await;
    assert_eq!(status, 200);
    assert_eq!(first["message"], "Feedback recorded");
    assert_eq!(
        (&first["feedback"], &first["feedback_reason"]),
        (&json!("POSITIVE"), &json!("Still right"))
    );
    let (_, second) = caller.rate(&id, json!("VERY_NEGATIVE"), Value::Null).await;
    assert_eq!(second["id"], first["id"]);

    let (current, history) = sandbox.stored("k").await;
    assert_eq!(current.as_array().unwrap().len(), 1);
    assert_eq!(current[0]["memory_id"], json!(id));
    assert_eq!(
        (&current[0]["feedback"], &current[0]["feedback_reason"]),
        (&json!("VERY_NEGATIVE"), &Value::Null)
    );
    assert_eq!(history.as_array().unwrap().len(), 2);
    assert_eq!(
        (&history[0]["feedback_reason"], &history[0]["source"]),
        (&json!("Still right"), &json!("api"))
    );
    assert!(history[0]["seq"].as_i64() < history[1]["seq"].as_i64());
    assert!(history[0]["received_at_ms"].as_i64() <= history[1]["received_at_ms"].as_i64());
}

#[tokio::test]
async fn both_null_take_it_away() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [id] = caller.remember("ada", ["Drinks tea"]).await;
    for (feedback, reason) in [(Value::Null, Value::Null), (Value::Null, json!(""))] {
        caller.rate(&id, json!("NEGATIVE"), json!("Outdated")).await;
        let (status, body) = caller.rate(&id, feedback, reason).await;
        assert_eq!((status, &body["feedback"]), (200, &Value::Null));
        assert_eq!(sandbox.stored("k").await.0, json!([]));
    }
    caller.rate(&id, Value::Null, json!("A reason alone")).await;
    let (current, history) = sandbox.stored("k").await;
    assert_eq!(
        (&current[0]["feedback"], &current[0]["feedback_reason"]),
        (&Value::Null, &json!("A reason alone"))
    );
    assert_eq!(history.as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn what_cannot_be_taken_is_named_and_not_stored() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [id] = caller.remember("ada", ["Drinks tea"]).await;
    for (body, named) in [
        (json!({ "feedback": "POSITIVE" }), "memory_id is required"),
        (json!({ "memory_id": "memory-1", "feedback": "POSITIVE" }), "Invalid memory_id"),
        (json!({ "memory_id": 5, "feedback": "POSITIVE" }), "Invalid memory_id"),
        (json!({ "memory_id": id, "feedback": "positive" }), "Invalid feedback"),
        (json!({ "memory_id": id, "feedback": "" }), "Invalid feedback"),
        (json!({ "memory_id": id, "feedback": 5 }), "Invalid feedback"),
        (json!({ "memory_id": id, "feedback_reason": 5 }), "feedback_reason"),
        (json!(null), "object"),
    ] {
        let (status, answer) = caller.post("/v1/feedback/", body).await;
        assert_eq!(status, 400);
        assert!(answer["error"].as_str().unwrap().contains(named), "{answer}");
    }
    assert_eq!(sandbox.stored("k").await, (json!([]), json!([])));
    assert_eq!(sandbox.caller("").rate(&id, json!("POSITIVE"), Value::Null).await.0, 401);
}

#[tokio::test]
async fn an_unknown_memory_is_a_server_error_unless_told_otherwise() {
    let sandbox = Running::start().await;
    let (status, body) = sandbox.caller("k").rate(UNKNOWN, json!("POSITIVE"), Value::Null).await;
    assert_eq!((status, body["error"].is_string()), (500, true));
    let sandbox =
        Running::start_with(|settings| settings.unknown_memory = UnknownMemory::NotFound).await;
    let (status, body) = sandbox.caller("k").rate(UNKNOWN, json!("POSITIVE"), Value::Null).await;
    assert_eq!((status, body), (404, json!({ "error": "Memory not found!" })));
}

#[tokio::test]
async fn feedback_goes_with_its_memory_and_its_history_stays() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [id] = caller.remember("ada", ["Drinks tea"]).await;
    caller.rate(&id, json!("POSITIVE"), Value::Null).await;
    caller.delete(&format!("/v1/memories/{id}/"), Value::Null).await;
    let (current, history) = sandbox.stored("k").await;
    assert_eq!((current, history.as_array().unwrap().len()), (json!([]), 1));
    assert_eq!(caller.rate(&id, json!("POSITIVE"), Value::Null).await.0, 500);
}
