//! The running sandbox, beside what the client itself says to it.

use gloo_net::http::{Request, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use mem0_feedback::web::Builder;
use mem0_feedback::{Client, MemoryId};
use serde_json::{Value, json};

/// Where it listens; compiled in, since a page has no environment.
pub fn address() -> &'static str {
    let Some(address) = option_env!("MEM0_SANDBOX") else {
        panic!("compile with MEM0_SANDBOX=http://127.0.0.1:<port of a sandbox>")
    };
    address
}

/// Begins a client of the sandbox.
pub fn client() -> Builder {
    Client::builder().host(address())
}

/// Adds a memory to the project of a key.
pub async fn add_memory(key: &str) -> MemoryId {
    let memory = json!({
        "messages": [{ "role": "user", "content": "Lives in Lisbon" }],
        "user_id": "ada",
        "infer": false,
    });
    let request = Request::post(&at("/v3/memories/add/"))
        .header("Authorization", &format!("Token {key}"))
        .json(&memory)
        .unwrap();
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    MemoryId::new(answer["results"][0]["id"].as_str().unwrap()).unwrap()
}

/// Grade and reason that stand for a memory, as the database has them; null when there are none.
pub async fn standing(key: &str, memory_id: &MemoryId) -> Value {
    let row = &stored(key, memory_id).await["current"][0];
    match row {
        Value::Null => Value::Null,
        row => json!([row["feedback"], row["feedback_reason"]]),
    }
}

/// How many copies of feedback have arrived for a memory.
pub async fn copies(key: &str, memory_id: &MemoryId) -> usize {
    stored(key, memory_id).await["history"].as_array().unwrap().len()
}

async fn stored(key: &str, memory_id: &MemoryId) -> Value {
    control(Request::get(&at(&format!(
        "/sandbox/feedback/?key={key}&memory_id={}",
        memory_id.as_str()
    ))))
    .await
}

/// Makes all feedback meet a fault; it ends with the value or with the next fault.
pub async fn fault(mut fault: Value) -> Fault {
    fault["path"] = "/v1/feedback/".into();
    let request = Request::put(&at("/sandbox/faults")).json(&fault).unwrap();
    assert!(request.send().await.unwrap().ok(), "{fault}");
    Fault
}

/// A fault that stands.
#[must_use]
pub struct Fault;

impl Fault {
    /// Takes it away.
    pub async fn clear(self) {
        control(Request::delete(&at("/sandbox/faults"))).await;
    }
}

/// The requests about a memory, the oldest first.
pub async fn requests(memory_id: &MemoryId) -> Vec<Value> {
    let log = control(Request::get(&at("/sandbox/requests"))).await;
    let about_it = |request: &Value| request["body"].as_str().unwrap().contains(memory_id.as_str());
    log["requests"].as_array().unwrap().iter().filter(|it| about_it(it)).cloned().collect()
}

/// Waits for the first request about a memory to have a status, null for one that is under way.
pub async fn until_status(memory_id: &MemoryId, status: Value) {
    for _ in 0..100 {
        if requests(memory_id).await.first().is_some_and(|request| request["status"] == status) {
            return;
        }
        TimeoutFuture::new(50).await;
    }
    panic!("no request has come to the status {status}: {:?}", requests(memory_id).await);
}

async fn control(request: RequestBuilder) -> Value {
    request.send().await.unwrap().json().await.unwrap()
}

fn at(path: &str) -> String {
    format!("{}{path}", address())
}
