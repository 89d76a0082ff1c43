//! A Worker in Rust that sends what its URL asks for.

use mem0_feedback::{Client, MemoryId, Rating};
use std::collections::HashMap;
use worker::{Context, Env, Error, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(request: Request, _env: Env, _context: Context) -> Result<Response> {
    let url = request.url()?;
    let asked: HashMap<_, _> = url.query_pairs().collect();
    let asked = |name: &str| asked.get(name).ok_or_else(|| Error::from(format!("{name} is missing")));
    let client = Client::builder()
        .host(asked("host")?.as_ref())
        .api_key(asked("apiKey")?.as_ref())
        .build()
        .map_err(|error| error.to_string())?;
    let memory = MemoryId::new(asked("direct")?.as_ref()).map_err(|error| error.to_string())?;
    client
        .feedback(&memory, Some(Rating::Negative), Some(asked("feedbackReason")?))
        .await
        .map_err(|error| error.to_string())?;
    Response::from_bytes(b"{\"message\": \"Feedback recorded\"}".to_vec())
}
