//! A sandbox on a free port, and callers with keys.

use mem0_sandbox::{Sandbox, Settings, UnknownMemory};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A well-formed id that no memory has.
pub const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";

/// A sandbox that runs in this process until its test ends.
pub struct Running {
    pub url: String,
    /// Holds the database, and goes with this.
    _folder: TempDir,
    http: reqwest::Client,
}

impl Running {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(adjust: impl FnOnce(&mut Settings)) -> Self {
        let folder = TempDir::new().unwrap();
        let mut settings = Settings {
            port: 0,
            db: folder.path().join("sandbox.sqlite"),
            www: Vec::new(),
            seed: None,
            unknown_memory: UnknownMemory::ServerError,
        };
        adjust(&mut settings);
        let sandbox = Sandbox::bind(settings).await.unwrap();
        let url = format!("http://{}", sandbox.address());
        tokio::spawn(sandbox.serve(std::future::pending()));
        Self { url, _folder: folder, http: reqwest::Client::new() }
    }

    /// Who calls with this key; with an empty one, nobody in particular.
    pub fn caller(&self, key: &str) -> Caller {
        Caller { url: self.url.clone(), key: key.to_owned(), http: self.http.clone() }
    }

    /// A relay's form: `text/plain`, no header besides.
    pub async fn relay(&self, body: impl ToString) -> (u16, Value) {
        let request = self.http.post(format!("{}/v1/feedback/", self.url));
        answer(request.header("content-type", "text/plain").body(body.to_string())).await
    }

    /// What `/sandbox/…` answers.
    pub async fn control(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let request = self.http.request(method, format!("{}/sandbox/{path}", self.url));
        answer(if body.is_null() { request } else { request.json(&body) }).await
    }

    /// The stored feedback of a key, and every copy received.
    pub async fn stored(&self, key: &str) -> (Value, Value) {
        let (status, stored) =
            self.control(Method::GET, &format!("feedback/?key={key}"), Value::Null).await;
        assert_eq!(status, 200);
        (stored["current"].clone(), stored["history"].clone())
    }
}

/// Who holds a key.
#[derive(Clone)]
pub struct Caller {
    url: String,
    key: String,
    http: reqwest::Client,
}

impl Caller {
    pub fn at(url: &str, key: &str) -> Self {
        Self { url: url.to_owned(), key: key.to_owned(), http: reqwest::Client::new() }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        if self.key.is_empty() {
            return request;
        }
        request.header("authorization", format!("Token {}", self.key))
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        answer(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        answer(self.request(Method::POST, path).json(&body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> (u16, Value) {
        answer(self.request(Method::PUT, path).json(&body)).await
    }

    pub async fn delete(&self, path: &str, body: Value) -> (u16, Value) {
        let request = self.request(Method::DELETE, path);
        answer(if body.is_null() { request } else { request.json(&body) }).await
    }

    /// Adds memories to a user as they stand and gives their ids.
    pub async fn remember<const N: usize>(&self, user: &str, texts: [&str; N]) -> [String; N] {
        let messages = texts.map(|text| json!({ "role": "user", "content": text }));
        let body = json!({ "messages": messages.to_vec(), "user_id": user, "infer": false });
        let (status, added) = self.post("/v3/memories/add/", body).await;
        assert_eq!(status, 200, "{added}");
        let ids = added["results"].as_array().unwrap().iter();
        let ids: Vec<_> = ids.map(|result| result["id"].as_str().unwrap().to_owned()).collect();
        ids.try_into().unwrap()
    }

    pub async fn rate(&self, id: &str, feedback: Value, reason: Value) -> (u16, Value) {
        let body = json!({ "memory_id": id, "feedback": feedback, "feedback_reason": reason });
        self.post("/v1/feedback/", body).await
    }
}

async fn answer(request: RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON: {text:?}"));
    (status, body)
}
