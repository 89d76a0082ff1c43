//! What a program is told when a feedback was not delivered.

use super::sandbox::{add_memory, client, copies, fault, requests, standing, until_status};
use gloo_timers::future::TimeoutFuture;
use js_sys::Date;
use mem0_feedback::core::failure::{Code, Kind};
use mem0_feedback::core::time::Millis;
use mem0_feedback::web::Error;
use mem0_feedback::{Client, MemoryId, Rating};
use serde_json::{Value, json};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

/// The error of a feedback that is sure to fail.
async fn error_of(client: &Client, memory: &MemoryId) -> Error {
    client.feedback(memory, Some(Rating::Positive), None).await.unwrap_err()
}

#[wasm_bindgen_test]
async fn each_status_has_its_class() {
    let key = "rust-status";
    let memory = add_memory(key).await;
    let client = client().api_key(key).retries(0).build().unwrap();
    for (status, kind) in [
        (400, Kind::Validation),
        (401, Kind::Authentication),
        (403, Kind::Authentication),
        (404, Kind::NotFound),
        (408, Kind::Network),
        (409, Kind::Validation),
        (413, Kind::QuotaExceeded),
        (418, Kind::Memory),
        (422, Kind::Validation),
        (429, Kind::RateLimit),
        (500, Kind::Memory),
        (502, Kind::Network),
        (503, Kind::Network),
        (504, Kind::Network),
    ] {
        let body = json!({ "error": "short", "details": { "message": "long" } });
        let standing = fault(json!({ "status": status, "body": body.to_string() })).await;
        let error = error_of(&client, &memory).await;
        standing.clear().await;
        assert_eq!(error.failure().kind, kind, "{status}");
        assert_eq!(error.failure().code, Code::Http(status));
        assert_eq!(error.to_string(), "long");
        assert!(error.details().is_object());
    }
}

#[wasm_bindgen_test]
async fn a_memory_that_mem0_does_not_know_is_a_500_after_each_attempt() {
    let stranger = MemoryId::new("00000000-0000-4000-8000-000000000000").unwrap();
    let client = client().api_key("rust-stranger").retries(1).build().unwrap();
    let before = requests(&stranger).await.len();
    let error = error_of(&client, &stranger).await;
    assert_eq!(error.failure().kind, Kind::Memory);
    assert_eq!(error.failure().status(), Some(500));
    assert_eq!(requests(&stranger).await.len() - before, 2);
}

#[wasm_bindgen_test]
async fn without_a_credential_the_hosts_own_refusal_is_told() {
    let memory = add_memory("rust-nobody").await;
    let client = client().build().unwrap();
    let error = error_of(&client, &memory).await;
    assert_eq!(error.failure().kind, Kind::Authentication);
    assert_eq!(error.failure().code.to_text(), "HTTP_401");
    assert_eq!(requests(&memory).await.len(), 1);
}

#[wasm_bindgen_test]
async fn a_wait_that_the_server_asks_for_is_kept() {
    let key = "rust-wait";
    let memory = add_memory(key).await;
    let client = client().api_key(key).build().unwrap();
    let busy = fault(json!({ "status": 429, "retry_after": "1", "count": 1 })).await;
    let began = Date::now();
    client.feedback(&memory, Some(Rating::Positive), None).await.unwrap();
    busy.clear().await;
    assert!(Date::now() - began >= 1_000.0);
    assert_eq!(standing(key, &memory).await, json!(["POSITIVE", null]));
    assert_eq!(requests(&memory).await.len(), 2);
}

#[wasm_bindgen_test]
async fn a_wait_beyond_the_time_of_the_call_fails_at_once() {
    let key = "rust-long-wait";
    let memory = add_memory(key).await;
    let client = client().api_key(key).timeout(Duration::from_secs(5)).build().unwrap();
    let busy = fault(json!({ "status": 429, "retry_after": "60" })).await;
    let began = Date::now();
    let error = error_of(&client, &memory).await;
    busy.clear().await;
    assert!(Date::now() - began < 4_000.0);
    assert_eq!(error.failure().kind, Kind::RateLimit);
    assert_eq!(error.failure().retry_after, Some(Millis::from_secs(60)));
    assert_eq!(error.header("Retry-After").as_string().as_deref(), Some("60"));
}

#[wasm_bindgen_test]
async fn a_call_ends_when_its_time_is_up() {
    let key = "rust-time-out";
    let memory = add_memory(key).await;
    let client = client().api_key(key).timeout(Duration::from_millis(300)).build().unwrap();
    let slow = fault(json!({ "delay_ms": 60_000 })).await;
    let began = Date::now();
    let error = error_of(&client, &memory).await;
    let took = Date::now() - began;
    assert_eq!((error.failure().kind, error.failure().code), (Kind::Network, Code::Timeout));
    assert!((290.0..5_000.0).contains(&took), "{took} ms");
    until_status(&memory, "aborted".into()).await;
    slow.clear().await;
    assert_eq!(requests(&memory).await.len(), 1);
}

#[wasm_bindgen_test]
async fn a_future_that_is_dropped_cancels_its_request() {
    let key = "rust-dropped";
    let memory = add_memory(key).await;
    let client = client().api_key(key).build().unwrap();
    let slow = fault(json!({ "delay_ms": 60_000 })).await;
    {
        let mut call = pin!(client.feedback(&memory, Some(Rating::Positive), None));
        poll_fn(|context| {
            assert!(call.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        until_status(&memory, Value::Null).await;
    }
    until_status(&memory, "aborted".into()).await;
    slow.clear().await;
    // Longer than the first wait before another attempt would be.
    TimeoutFuture::new(600).await;
    assert_eq!(requests(&memory).await.len(), 1);
    assert_eq!(copies(key, &memory).await, 0);
}

#[wasm_bindgen_test]
async fn a_connection_that_breaks_keeps_its_cause() {
    let key = "rust-broken";
    let memory = add_memory(key).await;
    let client = client().api_key(key).retries(0).build().unwrap();
    let broken = fault(json!({ "drop": "before" })).await;
    let error = error_of(&client, &memory).await;
    broken.clear().await;
    assert_eq!((error.failure().kind, error.failure().code), (Kind::Network, Code::Connect));
    assert!(error.cause().is_instance_of::<js_sys::TypeError>());
    assert!(error.header("retry-after").is_undefined());
}

#[wasm_bindgen_test]
async fn an_answer_that_is_not_the_apis_is_no_delivery() {
    let key = "rust-portal";
    let memory = add_memory(key).await;
    let client = client().api_key(key).retries(0).build().unwrap();
    for portal in [
        json!({ "status": 200, "body": "<title>Sign in</title>", "content_type": "text/html" }),
        json!({ "status": 200, "body": "" }),
        json!({ "status": 200, "body": "[]" }),
        json!({ "truncate": 5 }),
    ] {
        let standing = fault(portal.clone()).await;
        let error = error_of(&client, &memory).await;
        standing.clear().await;
        let told = (error.failure().kind, error.failure().code);
        assert_eq!(told, (Kind::Network, Code::Network), "{portal}");
    }
    assert!(client.feedback(&memory, Some(Rating::Positive), None).await.is_ok());
}
