//! The crate as a Rust program uses it, in Node and in browsers, against a running sandbox.
#![cfg(all(target_family = "wasm", feature = "client"))]
// Clippy takes only what is marked `#[test]` for a test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "web/failures.rs"]
mod failures;
#[path = "web/sandbox.rs"]
mod sandbox;

use js_sys::Function;
use mem0_feedback::core::failure::{Code, Kind};
use mem0_feedback::web::Builder;
use mem0_feedback::{Client, Rating};
use sandbox::{add_memory, address, client, copies, requests, standing};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_feedback_is_stored_then_replaced_then_removed() {
    let key = "rust-replaced";
    let memory = add_memory(key).await;
    let client = client().api_key(key).build().unwrap();
    assert_eq!(standing(key, &memory).await, Value::Null);

    let why = "Contains \"outdated\" contact information: Zoë → Łódź";
    client.feedback(&memory, Some(Rating::Negative), Some(why)).await.unwrap();
    assert_eq!(standing(key, &memory).await, json!(["NEGATIVE", why]));

    client.feedback(&memory, Some(Rating::Positive), None).await.unwrap();
    assert_eq!(standing(key, &memory).await, json!(["POSITIVE", null]));

    client.feedback(&memory, None, None).await.unwrap();
    assert_eq!(standing(key, &memory).await, Value::Null);
    assert_eq!(copies(key, &memory).await, 3);
}

#[wasm_bindgen_test]
async fn one_feedback_is_one_request() {
    let key = "rust-one-request";
    let memory = add_memory(key).await;
    let client = client().host(format!("{}//", address())).api_key(key).build().unwrap();
    client.feedback(&memory, Some(Rating::VeryNegative), None).await.unwrap();
    let [request] = &requests(&memory).await[..] else { panic!("more than one request") };
    assert_eq!(request["path"], "/v1/feedback/");
    assert_eq!(request["headers"]["content-type"], "application/json");
    let body: Value = serde_json::from_str(request["body"].as_str().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({
            "memory_id": memory.as_str(),
            "feedback": "VERY_NEGATIVE",
            "feedback_reason": null,
        })
    );
}

#[wasm_bindgen_test]
async fn a_relay_finds_the_token_in_a_plain_body() {
    let token = "rust-relay";
    let memory = add_memory(token).await;
    let client = client().token(token).build().unwrap();
    client.feedback(&memory, Some(Rating::Negative), Some("Moved to Porto")).await.unwrap();
    assert_eq!(standing(token, &memory).await, json!(["NEGATIVE", "Moved to Porto"]));

    let [request] = &requests(&memory).await[..] else { panic!("more than one request") };
    let headers = &request["headers"];
    // Nothing for which a browser would have to ask first.
    assert_eq!(headers["content-type"].as_str().unwrap().split(';').next(), Some("text/plain"));
    assert_eq!(headers["authorization"], Value::Null);
}

#[wasm_bindgen_test]
async fn a_token_that_has_expired_is_renewed_once() {
    let token = "rust-renewed";
    let memory = add_memory(token).await;
    let source = Function::new_with_args("ids, renew", "return renew ? 'rust-renewed' : 'expired'");
    let client = client().token_source(source).build().unwrap();
    client.feedback(&memory, Some(Rating::Positive), None).await.unwrap();
    assert_eq!(standing(token, &memory).await, json!(["POSITIVE", null]));
    assert_eq!(requests(&memory).await.len(), 2);

    let never = Function::new_no_args("return 'expired'");
    let memory = add_memory(token).await;
    let client = Client::builder().host(address()).token_source(never).build().unwrap();
    let error = client.feedback(&memory, Some(Rating::Positive), None).await.unwrap_err();
    assert_eq!(error.failure().kind, Kind::Authentication);
    assert_eq!(requests(&memory).await.len(), 2);
}

#[wasm_bindgen_test]
async fn a_token_source_that_fails_says_why() {
    let token = "rust-no-token";
    let memory = add_memory(token).await;
    for (body, message) in [
        ("throw new Error('signed out')", "token() failed: signed out"),
        ("return Promise.reject('signed out')", "token() failed: signed out"),
        ("return 7", "token() returned no token: return a string, or a promise of it"),
    ] {
        let source = Function::new_no_args(body);
        let client = client().token_source(source).build().unwrap();
        let error = client.feedback(&memory, Some(Rating::Positive), None).await.unwrap_err();
        assert_eq!(error.failure().code, Code::Authentication);
        assert_eq!(error.to_string(), message);
    }
    assert!(requests(&memory).await.is_empty());
}

#[wasm_bindgen_test]
fn a_client_that_could_not_send_is_not_built() {
    let refused = |builder: Builder, about: &str| {
        let error = builder.build().unwrap_err();
        assert_eq!(error.failure().kind, Kind::Configuration);
        assert_eq!(error.failure().code.to_text(), "CFG_001");
        assert!(error.to_string().starts_with(about), "{error}");
    };
    refused(Client::builder(), "api_key is missing");
    refused(Client::builder().host("https://api.mem0.ai/"), "api_key is missing");
    for key in ["", "two words", "clé", "line\n"] {
        refused(Client::builder().api_key(key), "api_key is empty, or has");
    }
    refused(client().token(""), "token is empty");
    assert!(client().build().is_ok());
}

#[wasm_bindgen_test]
fn what_is_printed_of_a_client_holds_no_credential() {
    let builder = client().api_key("m0-secret");
    let printed = format!("{builder:?} {:?}", builder.clone().build().unwrap());
    assert!(printed.contains(address()));
    assert!(!printed.contains("m0-secret"));
}
