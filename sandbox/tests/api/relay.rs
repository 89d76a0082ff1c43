//! Feedback in a relay's form.

use crate::harness::{Running, UNKNOWN};
use serde_json::{Value, json};

#[tokio::test]
async fn each_item_gets_its_own_answer_in_order() {
    let sandbox = Running::start().await;
    let [one, two] = sandbox.caller("k").remember("ada", ["one", "two"]).await;
    let items = json!([
        { "memory_id": one, "feedback": "NEGATIVE", "feedback_reason": "He moved.",
          "reason_codes": ["outdated", "duplicate"], "seq": 7 },
        { "memory_id": "memory-1", "feedback": "POSITIVE", "feedback_reason": null },
        { "memory_id": UNKNOWN, "feedback": "POSITIVE", "feedback_reason": null },
        { "memory_id": two, "feedback": "POSITIVE", "reason_codes": ["nonsense"] },
        { "memory_id": two, "feedback": "GOOD" },
        { "memory_id": two, "feedback": "POSITIVE", "seq": 1.5 },
        5,
        { "memory_id": two, "feedback": "POSITIVE", "feedback_reason": null, "seq": "1-0-a" },
    ]);
    let (status, body) = sandbox.relay(json!({ "token": "k", "items": items })).await;
    assert_eq!(status, 200, "{body}");
    let results = body["results"].as_array().unwrap();
    let statuses: Vec<_> =
        results.iter().map(|result| result["status"].as_i64().unwrap()).collect();
    assert_eq!(statuses, [200, 400, 500, 400, 400, 400, 400, 200]);
    assert_eq!(results[0], json!({ "memory_id": one, "ok": true, "status": 200 }));
    assert_eq!(results[1]["error"], "Invalid memory_id");
    assert_eq!((&results[3]["memory_id"], &results[3]["ok"]), (&json!(two), &json!(false)));
    assert!(results[3]["error"].as_str().unwrap().contains("nonsense"));

    let (current, history) = sandbox.stored("k").await;
    assert_eq!(current.as_array().unwrap().len(), 2);
    let reason = "Was true once and no longer is. Repeats another memory. He moved.";
    assert_eq!(history[0]["feedback_reason"], reason);
    assert_eq!((&history[0]["source"], &history[0]["rater_seq"]), (&json!("relay"), &json!(7)));
    assert_eq!(history[1]["rater_seq"], "1-0-a");
}

#[tokio::test]
async fn null_removes_here_too() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [id] = caller.remember("ada", ["one"]).await;
    caller.rate(&id, json!("POSITIVE"), Value::Null).await;
    let item = json!({ "memory_id": id, "feedback": null, "feedback_reason": null });
    sandbox.relay(json!({ "token": "k", "items": [item] })).await;
    assert_eq!(sandbox.stored("k").await.0, json!([]));
}

#[tokio::test]
async fn a_token_opens_one_project_until_it_has_expired() {
    let sandbox = Running::start().await;
    let [id] = sandbox.caller("k").remember("ada", ["one"]).await;
    let items = json!([{ "memory_id": id, "feedback": "POSITIVE" }]);
    for token in [json!(null), json!(""), json!("  "), json!(5), json!("expired-1")] {
        let (status, body) = sandbox.relay(json!({ "token": token, "items": items })).await;
        assert_eq!((status, body["detail"].is_string()), (401, true), "{token}");
    }
    let (_, body) = sandbox.relay(json!({ "token": "another", "items": items })).await;
    assert_eq!(body["results"][0]["status"], 500);
    let (_, body) = sandbox.relay(json!({ "token": "k", "items": items })).await;
    assert_eq!(body["results"][0]["ok"], true);
}

#[tokio::test]
async fn a_request_has_its_limits() {
    let sandbox = Running::start().await;
    let items = |count| vec![json!({ "memory_id": UNKNOWN, "feedback": null }); count];
    let (status, body) = sandbox.relay(json!({ "token": "k", "items": items(200) })).await;
    assert_eq!((status, body["results"].as_array().unwrap().len()), (200, 200));
    assert_eq!(sandbox.relay(json!({ "token": "k", "items": items(201) })).await.0, 413);
    let bare = "{\"token\":\"k\",\"items\":[]}";
    let full = bare.to_owned() + &" ".repeat(64 * 1024 - bare.len());
    assert_eq!(sandbox.relay(&full).await.0, 200);
    assert_eq!(sandbox.relay(format!("{full} ")).await.0, 413);
    assert_eq!(sandbox.relay("{\"token\":\"k\"").await.0, 400);
    assert_eq!(sandbox.relay(json!({ "token": "k", "items": {} })).await.0, 400);
}
