//! Searching, and what feedback does to it.

use crate::harness::{Caller, Running};
use serde_json::{Value, json};

async fn search(caller: &Caller, query: &str, more: Value) -> Vec<Value> {
    let mut body = json!({ "query": query, "filters": { "user_id": "ada" } });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    let (status, found) = caller.post("/v3/memories/search/", body).await;
    assert_eq!(status, 200, "{found}");
    found["results"].as_array().unwrap().clone()
}

fn ids(found: &[Value]) -> Vec<&str> {
    found.iter().map(|memory| memory["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_ranking_follows_the_votes() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [green, black, _, _] = caller
        .remember("ada", ["Drinks green tea", "Drinks black tea", "Has a cat", "Lives in Rome"])
        .await;
    let first = search(&caller, "What tea does she drink?", json!({})).await;
    assert_eq!(first.len(), 2);
    let (up, down) = if ids(&first)[0] == green { (black, green) } else { (green, black) };

    caller.rate(&up, json!("POSITIVE"), Value::Null).await;
    let lifted = search(&caller, "What tea does she drink?", json!({})).await;
    assert_eq!(ids(&lifted), [&up, &down]);
    assert_eq!(lifted[0]["score"], 1.0);

    caller.rate(&up, json!("NEGATIVE"), Value::Null).await;
    let sunk = search(&caller, "What tea does she drink?", json!({})).await;
    assert_eq!(ids(&sunk), [&down, &up]);
    caller.rate(&down, json!("VERY_NEGATIVE"), Value::Null).await;
    let deeper = search(&caller, "What tea does she drink?", json!({})).await;
    assert_eq!(ids(&deeper), [&up, &down]);

    for id in [&up, &down] {
        caller.rate(id, Value::Null, Value::Null).await;
    }
    assert_eq!(search(&caller, "What tea does she drink?", json!({})).await, first);
}

#[tokio::test]
async fn no_vote_hides_a_match_or_makes_one() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [tea, cat] = caller.remember("ada", ["Drinks tea", "Has a cat"]).await;
    caller.rate(&tea, json!("VERY_NEGATIVE"), Value::Null).await;
    caller.rate(&cat, json!("POSITIVE"), Value::Null).await;
    let found = search(&caller, "tea", json!({ "threshold": 1.0 })).await;
    assert_eq!(ids(&found), [&tea]);
    assert_eq!(found[0]["score"], 0.1);
    let breakdown = json!({ "semantic": 0.0, "bm25": 1.0, "entity": 0.0, "feedback": 0.1 });
    assert_eq!(found[0]["score_breakdown"], breakdown);
}

#[tokio::test]
async fn threshold_and_top_k_are_kept_to() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [best, ..] = caller
        .remember(
            "ada",
            ["tea coffee water", "tea, a long story that goes on and on", "x", "y", "z"],
        )
        .await;
    let query = "tea coffee water";
    assert_eq!(search(&caller, query, json!({})).await.len(), 2);
    assert_eq!(ids(&search(&caller, query, json!({ "top_k": 1 })).await), [&best]);
    assert_eq!(ids(&search(&caller, query, json!({ "threshold": 0.99 })).await), [&best]);
}

#[tokio::test]
async fn filters_narrow_a_search() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [ada] = caller.remember("ada", ["Drinks tea"]).await;
    let [bob] = caller.remember("bob", ["Drinks tea daily"]).await;
    assert_eq!(ids(&search(&caller, "tea", json!({})).await), [&ada]);
    let only = json!({ "filters": { "memory_ids": [bob] } });
    assert_eq!(ids(&search(&caller, "tea", only).await), [&bob]);
    let not_ada = json!({ "filters": { "user_id": "*", "NOT": [{ "user_id": "ada" }] } });
    assert_eq!(ids(&search(&caller, "tea", not_ada).await), [&bob]);
}

#[tokio::test]
async fn a_changed_or_deleted_memory_is_found_as_it_is() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [id, other] = caller.remember("ada", ["Lives in Zürich", "Works in Zurich"]).await;
    assert_eq!(search(&caller, "ZURICH", json!({})).await.len(), 2);
    caller.put(&format!("/v1/memories/{id}/"), json!({ "text": "Lives in Rome" })).await;
    assert_eq!(ids(&search(&caller, "zürich", json!({})).await), [&other]);
    assert_eq!(ids(&search(&caller, "rome", json!({})).await), [&id]);
    caller.delete(&format!("/v1/memories/{other}/"), Value::Null).await;
    assert!(search(&caller, "zürich", json!({})).await.is_empty());
}

#[tokio::test]
async fn hostile_queries_are_only_words() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [id] = caller.remember("ada", ["Drinks tea"]).await;
    for query in ["\"tea", "tea*) OR (", "NEAR(tea", "memory: tea", "tea' -- ;", "AND tea NOT"] {
        assert_eq!(ids(&search(&caller, query, json!({})).await), [&id], "{query}");
    }
    assert!(search(&caller, "\u{0}\"'*", json!({})).await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_searched_is_named() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let filters = json!({ "user_id": "ada" });
    for (body, named) in [
        (json!({ "filters": filters }), "query"),
        (json!({ "query": " ", "filters": filters }), "query"),
        (json!({ "query": "x" }), "filters"),
        (json!({ "query": "x", "filters": {} }), "user_id"),
        (json!({ "query": "x", "filters": { "categories": "food" } }), "user_id"),
        (json!({ "query": "x", "filters": { "userid": "ada" } }), "allowed are AND"),
        (json!({ "query": "x", "filters": filters, "top_k": 0 }), "top_k"),
        (json!({ "query": "x", "filters": filters, "threshold": 2 }), "threshold"),
    ] {
        let (status, answer) = caller.post("/v3/memories/search/", body).await;
        assert_eq!(status, 400, "{answer}");
        assert!(answer["error"].as_str().unwrap().contains(named), "{answer}");
    }
}
