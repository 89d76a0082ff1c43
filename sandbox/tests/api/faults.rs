//! Faults on demand.

use crate::harness::{Running, UNKNOWN};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn set(sandbox: &Running, fault: Value) {
    let (status, body) = sandbox.control(Method::PUT, "faults", fault).await;
    assert_eq!(status, 200, "{body}");
}

/// One POST of a feedback over a bare socket: all that came back until the server closed.
async fn raw_feedback(sandbox: &Running, id: &str, fault: &str) -> String {
    let address = sandbox.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let body =
        json!({ "memory_id": id, "feedback": "POSITIVE", "feedback_reason": null }).to_string();
    let request = format!(
        "POST /v1/feedback/ HTTP/1.1\r\nHost: {address}\r\nAuthorization: Token k\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nx-sandbox-fault: {fault}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A keep-alive connection that the server left open would never end this read.
    let read = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer));
    read.await.unwrap().unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_status_is_answered_and_nothing_done() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [id] = caller.remember("ada", ["Drinks tea"]).await;
    let fault = json!({
        "status": 429, "retry_after": "Wed, 21 Oct 2026 07:28:00 GMT", "count": 1,
        "headers": { "x-ratelimit-limit": "100" }
    });
    set(&sandbox, fault.clone()).await;
    let shown = sandbox.control(Method::GET, "faults", Value::Null).await.1;
    assert_eq!(shown, json!({ "fault": fault, "left": 1 }));
    let body = json!({ "memory_id": id, "feedback": "POSITIVE" });
    let request = caller.request(Method::POST, "/v1/feedback/").json(&body);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["retry-after"], "Wed, 21 Oct 2026 07:28:00 GMT");
    assert_eq!(response.headers()["x-ratelimit-limit"], "100");
    assert_eq!(sandbox.stored("k").await.1, json!([]));
    let shown = sandbox.control(Method::GET, "faults", Value::Null).await.1;
    assert_eq!(shown["fault"], Value::Null);
    assert_eq!(caller.rate(&id, json!("POSITIVE"), Value::Null).await.0, 200);
}

#[tokio::test]
async fn a_fault_stands_for_a_while_or_until_it_is_taken_away() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    set(&sandbox, json!({ "status": 503, "for_ms": 150 })).await;
    assert_eq!(caller.get("/v1/ping/").await.0, 503);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(caller.get("/v1/ping/").await.0, 200);
    set(&sandbox, json!({ "status": 503, "path": "/v1/feedback/" })).await;
    assert_eq!(caller.get("/v1/ping/").await.0, 200);
    assert_eq!(caller.rate(UNKNOWN, json!("POSITIVE"), Value::Null).await.0, 503);
    sandbox.control(Method::DELETE, "faults", Value::Null).await;
    assert_eq!(caller.rate(UNKNOWN, json!("POSITIVE"), Value::Null).await.0, 500);
}

#[tokio::test]
async fn a_header_makes_one_request_fail() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let began = Instant::now();
    let request = caller.request(Method::GET, "/v1/ping/");
    let fault = r#"{"delay_ms":120,"content_type":"text/html","body":"<p>Sign in</p>"}"#;
    let response = request.header("x-sandbox-fault", fault).send().await.unwrap();
    assert!(began.elapsed() >= Duration::from_millis(120));
    assert_eq!(
        (response.status().as_u16(), &response.headers()["content-type"]),
        (200, &"text/html".parse().unwrap())
    );
    assert_eq!(response.text().await.unwrap(), "<p>Sign in</p>");
    assert_eq!(caller.get("/v1/ping/").await.1["status"], "ok");
    let request = caller.request(Method::GET, "/v1/ping/").header("x-sandbox-fault", "{\"x\":1}");
    assert_eq!(request.send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn a_connection_is_closed_before_or_after_the_write() {
    let sandbox = Running::start().await;
    let [id] = sandbox.caller("k").remember("ada", ["Drinks tea"]).await;
    assert_eq!(raw_feedback(&sandbox, &id, r#"{"drop":"before"}"#).await, "");
    assert_eq!(sandbox.stored("k").await.1, json!([]));
    assert_eq!(raw_feedback(&sandbox, &id, r#"{"drop":"after"}"#).await, "");
    assert_eq!(sandbox.stored("k").await.1.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_body_is_cut_short_under_its_full_length() {
    let sandbox = Running::start().await;
    let [id] = sandbox.caller("k").remember("ada", ["Drinks tea"]).await;
    let answer = raw_feedback(&sandbox, &id, r#"{"truncate":10}"#).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"));
    assert!(body.starts_with("{\"id\":\""));
    assert_eq!(body.len(), 10);
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    assert!(length.parse::<usize>().unwrap() > 100);
    assert_eq!(sandbox.stored("k").await.1.as_array().unwrap().len(), 1);
    let request = sandbox.caller("k").request(Method::GET, "/v1/ping/");
    let request = request.header("x-sandbox-fault", r#"{"truncate":10}"#);
    assert!(request.send().await.unwrap().bytes().await.is_err());
}

#[tokio::test]
async fn controls_are_out_of_reach_and_wrong_faults_refused() {
    let sandbox = Running::start().await;
    set(&sandbox, json!({ "drop": "before" })).await;
    assert_eq!(sandbox.control(Method::GET, "healthz", Value::Null).await.0, 200);
    let (status, body) = sandbox.control(Method::PUT, "faults", json!({ "status": "503" })).await;
    assert_eq!(status, 400);
    assert!(body["error"].as_str().unwrap().contains("503"), "{body}");
}

#[tokio::test]
async fn a_preflight_meets_no_fault() {
    let sandbox = Running::start().await;
    set(&sandbox, json!({ "status": 503, "count": 1 })).await;
    let caller = sandbox.caller("k");
    let preflight = caller.request(Method::OPTIONS, "/v1/ping/").header("origin", "http://a.test");
    let preflight = preflight.header("access-control-request-method", "GET");
    assert_eq!(preflight.send().await.unwrap().status(), 200);
    let request = caller.request(Method::GET, "/v1/ping/").header("origin", "http://a.test");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["access-control-allow-origin"], "http://a.test");
}
