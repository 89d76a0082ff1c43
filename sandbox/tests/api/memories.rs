//! Memories from the first to the last call.

use crate::harness::{Running, UNKNOWN};
use serde_json::{Value, json};

#[tokio::test]
async fn a_key_is_needed_and_any_will_do() {
    let sandbox = Running::start().await;
    let (status, body) = sandbox.caller("").get("/v1/ping/").await;
    assert_eq!(status, 401);
    assert!(body["detail"].as_str().unwrap().starts_with("Invalid API key. You can find"));
    let (status, body) = sandbox.caller("any").get("/v1/ping/").await;
    assert_eq!((status, &body["status"]), (200, &json!("ok")));
    for id in ["org_id", "project_id", "user_email"] {
        assert!(body[id].is_string(), "{id}");
    }
}

#[tokio::test]
async fn a_project_sees_nothing_of_another() {
    let sandbox = Running::start().await;
    let (ours, theirs) = (sandbox.caller("ours"), sandbox.caller("theirs"));
    let [id] = ours.remember("ada", ["Drinks tea"]).await;
    let path = format!("/v1/memories/{id}/");
    assert_eq!(theirs.get(&path).await.0, 404);
    assert_eq!(theirs.put(&path, json!({ "text": "x" })).await.0, 404);
    assert_eq!(theirs.delete(&path, Value::Null).await.0, 404);
    assert_eq!(theirs.get(&format!("{path}history/")).await.0, 404);
    assert_eq!(theirs.rate(&id, json!("POSITIVE"), Value::Null).await.0, 500);
    theirs.remember("bob", ["Drinks tea too"]).await;
    let query = json!({ "query": "tea", "filters": { "user_id": "*" } });
    let (_, found) = theirs.post("/v3/memories/search/", query).await;
    assert_eq!(found["results"].as_array().unwrap().len(), 1);
    assert_eq!(theirs.get("/v1/entities/").await.1["results"][0]["name"], "bob");
    assert_eq!(theirs.delete("/v1/memories/?user_id=*", Value::Null).await.0, 200);
    assert_eq!(ours.get(&path).await.0, 200);
}

#[tokio::test]
async fn adding_answers_at_once_or_by_an_event() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let messages = json!([
        { "role": "system", "content": "Be brief." },
        { "role": "user", "content": [{ "type": "text", "text": "I drink tea" }] },
        { "role": "assistant", "content": "Noted." },
    ]);
    let mut body = json!({ "messages": messages, "run_id": "r1", "metadata": { "stars": 4 } });
    let (status, later) = caller.post("/v3/memories/add/", body.clone()).await;
    assert_eq!((status, &later["status"]), (200, &json!("PENDING")));
    let event = format!("/v1/event/{}/", later["event_id"].as_str().unwrap());
    let (_, event) = caller.get(&event).await;
    assert_eq!(event["status"], "SUCCEEDED");
    assert_eq!(event["results"].as_array().unwrap().len(), 1);
    assert_eq!(event["results"][0]["data"]["memory"], "I drink tea");

    body["infer"] = json!(false);
    let (_, at_once) = caller.post("/v3/memories/add/", body).await;
    assert_eq!(at_once["status"], "SUCCEEDED");
    assert_eq!(at_once["results"].as_array().unwrap().len(), 2);
    assert_eq!(at_once["results"][1]["event"], "ADD");
    let id = at_once["results"][1]["id"].as_str().unwrap();
    let (_, history) = caller.get(&format!("/v1/memories/{id}/history/")).await;
    assert_eq!(history[0]["input"], json!([{ "role": "assistant", "content": "Noted." }]));
    let (_, memory) = caller.get(&format!("/v1/memories/{id}/")).await;
    assert_eq!(memory["metadata"], json!({ "stars": 4 }));
    assert_eq!((&memory["run_id"], &memory["user_id"]), (&json!("r1"), &Value::Null));

    let (status, body) = caller.get(&format!("/v1/event/{UNKNOWN}/")).await;
    assert_eq!((status, body), (404, json!({ "error": "Event not found!" })));
}

#[tokio::test]
async fn what_cannot_be_added_is_named() {
    let sandbox = Running::start().await;
    let message = json!([{ "role": "user", "content": "x" }]);
    for (body, named) in [
        (json!({ "user_id": "ada" }), "messages"),
        (json!({ "messages": [], "user_id": "ada" }), "messages"),
        (json!({ "messages": [{ "role": "user" }], "user_id": "ada" }), "messages[0].content"),
        (json!({ "messages": message }), "user_id"),
        (json!({ "messages": message, "user_id": 5 }), "user_id"),
        (json!({ "messages": message, "user_id": "ada", "metadata": [] }), "metadata"),
        (json!({ "messages": message, "user_id": "ada", "infer": "no" }), "infer"),
        (json!([]), "object"),
    ] {
        let (status, answer) = sandbox.caller("k").post("/v3/memories/add/", body).await;
        assert_eq!(status, 400);
        assert!(answer["error"].as_str().unwrap().contains(named), "{answer}");
    }
}

#[tokio::test]
async fn a_memory_is_changed_and_remembers_it() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [id] = caller.remember("ada", ["Drinks tea"]).await;
    let path = format!("/v1/memories/{id}/");
    let (_, updated) = caller.put(&path, json!({ "text": "Drinks coffee" })).await;
    assert_eq!(updated["memory"], "Drinks coffee");
    let (_, updated) = caller.put(&path, json!({ "metadata": { "a": 1 } })).await;
    assert_eq!(
        (&updated["memory"], &updated["metadata"]["a"]),
        (&json!("Drinks coffee"), &json!(1))
    );
    assert_eq!(caller.put(&path, json!({})).await.0, 400);
    assert_eq!(caller.put(&path, json!({ "text": 5 })).await.0, 400);

    let gone = caller.delete(&path, Value::Null).await;
    assert_eq!(gone, (200, json!({ "message": "Memory deleted successfully!" })));
    assert_eq!(caller.get(&path).await, (404, json!({ "error": "Memory not found!" })));
    let (_, history) = caller.get(&format!("{path}history/")).await;
    let events: Vec<_> =
        history.as_array().unwrap().iter().map(|change| &change["event"]).collect();
    assert_eq!(events, ["ADD", "UPDATE", "UPDATE", "DELETE"]);
    assert_eq!(history[0]["input"][0]["content"], "Drinks tea");
    assert_eq!(history[1]["old_memory"], "Drinks tea");
    assert_eq!(history[1]["new_memory"], "Drinks coffee");
    assert_eq!((&history[3]["new_memory"], &history[3]["user_id"]), (&Value::Null, &json!("ada")));

    let error = json!({ "error": "memory_id should be a valid UUID" });
    assert_eq!(caller.get("/v1/memories/memory-1/").await, (400, error));
}

#[tokio::test]
async fn lists_come_in_pages_newest_first() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    caller.remember("ada", ["one", "two", "three"]).await;
    caller.remember("bob", ["four"]).await;
    let filters = json!({ "filters": { "OR": [{ "user_id": "ada" }, { "run_id": "r" }] } });
    let (_, first) = caller.post("/v3/memories/?page=1&page_size=2", filters.clone()).await;
    assert_eq!((&first["count"], &first["previous"]), (&json!(3), &Value::Null));
    assert_eq!(first["results"][0]["memory"], "three");
    assert!(first["results"][0].get("session_id").is_some());
    assert!(first["results"][0].get("run_id").is_none());
    let next = first["next"].as_str().unwrap().strip_prefix(&sandbox.url).unwrap();
    let (_, last) = caller.post(next, filters.clone()).await;
    assert_eq!((&last["next"], &last["results"][0]["memory"]), (&Value::Null, &json!("one")));
    assert!(last["previous"].as_str().unwrap().contains("page=1"));
    assert_eq!(caller.post("/v3/memories/?page=3&page_size=2", filters).await.0, 404);
    assert_eq!(caller.post("/v3/memories/?page=0", json!({})).await.0, 400);
    assert_eq!(caller.post("/v3/memories/", json!({})).await.1["count"], 4);
    let (status, error) = caller.post("/v3/memories/", json!({ "filters": { "user": 1 } })).await;
    assert_eq!(status, 400);
    assert!(error["error"].as_str().unwrap().contains("allowed are AND, OR, NOT, user_id"));
}

#[tokio::test]
async fn deleting_all_wants_to_know_whose() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    caller.remember("ada", ["one", "two"]).await;
    caller.remember("bob", ["three"]).await;
    for wrong in ["", "?userid=ada", "?user_id=", "?user_id=&run_id=*", "?user_id=ada&agent=x"] {
        let path = format!("/v1/memories/{wrong}");
        assert_eq!(caller.delete(&path, Value::Null).await.0, 400, "{wrong}");
    }
    let (status, body) = caller.delete("/v1/memories/?user_id=ada", Value::Null).await;
    assert_eq!(status, 200);
    assert!(body["event_id"].is_string());
    assert_eq!(caller.post("/v3/memories/", json!({})).await.1["count"], 1);
}

#[tokio::test]
async fn entities_are_counted_and_deleted() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    caller.remember("ada", ["one", "two"]).await;
    caller.remember("b/ö*", ["three"]).await;
    let (_, list) = caller.get("/v1/entities/").await;
    assert_eq!(list["count"], 2);
    assert_eq!(
        (&list["results"][0]["name"], &list["results"][0]["type"]),
        (&json!("ada"), &json!("user"))
    );
    assert_eq!(list["results"][0]["total_memories"], 2);
    let gone = caller.delete("/v2/entities/user/b%2F%C3%B6%2A/", Value::Null).await;
    assert_eq!(gone, (200, json!({ "message": "Entity deleted successfully." })));
    assert_eq!(caller.delete("/v2/entities/user/*/", Value::Null).await.0, 404);
    assert_eq!(caller.delete("/v2/entities/cat/ada/", Value::Null).await.0, 400);
    assert_eq!(caller.get("/v1/entities/").await.1["count"], 1);
}

#[tokio::test]
async fn a_batch_is_all_or_nothing() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [one, two] = caller.remember("ada", ["one", "two"]).await;
    let both = json!({ "memories": [{ "memory_id": one, "text": "1" }, { "memory_id": two, "text": "2" }] });
    let updated = caller.put("/v1/batch/", both.clone()).await;
    assert_eq!(updated, (200, json!({ "message": "Successfully updated 2 memories" })));
    let one_unknown = json!({ "memories": [{ "memory_id": one }, { "memory_id": UNKNOWN }] });
    assert_eq!(caller.delete("/v1/batch/", one_unknown).await.0, 404);
    assert_eq!(caller.get(&format!("/v1/memories/{one}/")).await.1["memory"], "1");
    let deleted = caller.delete("/v1/batch/", both).await;
    assert_eq!(deleted, (200, json!({ "message": "Successfully deleted 2 memories" })));
    let too_many = json!({ "memories": vec![json!({ "memory_id": one }); 1_001] });
    assert_eq!(caller.delete("/v1/batch/", too_many).await.0, 400);
    let (status, error) =
        caller.put("/v1/batch/", json!({ "memories": [{ "memory_id": "x" }] })).await;
    assert_eq!((status, error["error"].as_str().unwrap().contains("memories[0]")), (400, true));
}

#[tokio::test]
async fn a_path_without_its_slash_is_not_found() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let missing = (404, json!({ "detail": "Not found." }));
    for path in ["/v1/ping", "/v1/feedback", "/v3/memories/add", "/v2/", "/nowhere", "/sandbox/x"] {
        assert_eq!(caller.get(path).await, missing, "{path}");
    }
    let wrong_method = (405, json!({ "detail": "Method \"GET\" not allowed." }));
    assert_eq!(caller.get("/v1/feedback/").await, wrong_method);
}
