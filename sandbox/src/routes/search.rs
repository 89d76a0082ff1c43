//! Searching.

use crate::answer::{Answer, Refusal};
use crate::app::App;
use crate::body;
use crate::filter::Filter;
use crate::memory::Memory;
use crate::project::Project;
use crate::ranking;
use crate::store::{feedback, memories};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use mem0_feedback::Rating;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

const DEFAULT_TOP_K: u64 = 10;
const MAX_TOP_K: u64 = 1_000;
const DEFAULT_THRESHOLD: f64 = 0.1;

struct Search {
    query: String,
    filter: Filter,
    top_k: usize,
    threshold: f64,
}

/// `POST /v3/memories/search/`
pub async fn search(State(app): State<App>, project: Project, body: Bytes) -> Answer {
    let search = Search::read(&body::object(&body)?)?;
    let results = app.store.read(move |db| {
        let matches = memories::search(db, project, &search.query, &search.filter)?;
        Ok(rank(matches, &feedback::ratings(db, project)?, &search))
    });
    Ok(Json(json!({ "results": results.await? })))
}

impl Search {
    fn read(request: &Map<String, Value>) -> Result<Self, Refusal> {
        let query = match request.get("query") {
            Some(Value::String(query)) if !query.trim().is_empty() => query.clone(),
            _ => return Err(Refusal::bad("query must be a string that is not blank")),
        };
        let filters = request.get("filters").ok_or_else(|| Refusal::bad("filters are required"))?;
        let filter = Filter::read(filters).map_err(Refusal::bad)?;
        if !filter.names_an_owner() {
            let error = "filters must name a user_id, agent_id, app_id or run_id, or memory_ids";
            return Err(Refusal::bad(error));
        }
        let top_k = match request.get("top_k") {
            None | Some(Value::Null) => DEFAULT_TOP_K,
            Some(given) => given
                .as_u64()
                .filter(|top_k| (1..=MAX_TOP_K).contains(top_k))
                .ok_or_else(|| Refusal::bad(format!("top_k must be from 1 to {MAX_TOP_K}")))?,
        };
        let threshold = match request.get("threshold") {
            None | Some(Value::Null) => DEFAULT_THRESHOLD,
            Some(given) => given
                .as_f64()
                .filter(|threshold| (0.0..=1.0).contains(threshold))
                .ok_or_else(|| Refusal::bad("threshold must be a number from 0 to 1"))?,
        };
        Ok(Self { query, filter, top_k: usize::try_from(top_k).unwrap_or(usize::MAX), threshold })
    }
}

struct Match {
    memory: Memory,
    relevance: f64,
    rating: Option<Rating>,
    score: f64,
}

/// The best first; of equal ones the one that changed last, so that the order is always the same.
fn rank(
    found: Vec<(Memory, f64)>,
    ratings: &HashMap<String, Rating>,
    search: &Search,
) -> Vec<Value> {
    let best = found.iter().map(|(_, bm25)| *bm25).fold(0.0, f64::min);
    let mut matches: Vec<_> = found
        .into_iter()
        .map(|(memory, bm25)| {
            let relevance = ranking::relevance(bm25, best);
            let rating = ratings.get(&memory.id.to_string()).copied();
            Match { score: ranking::score(relevance, rating), memory, relevance, rating }
        })
        .filter(|found| found.relevance >= search.threshold)
        .collect();
    matches.sort_by(|a, b| {
        let newer = b.memory.updated_at.cmp(&a.memory.updated_at);
        b.score.total_cmp(&a.score).then(newer).then(a.memory.id.cmp(&b.memory.id))
    });
    matches.iter().take(search.top_k).map(Match::to_json).collect()
}

impl Match {
    fn to_json(&self) -> Value {
        let mut shown = self.memory.to_json();
        shown.insert("score".into(), self.score.into());
        let breakdown = json!({
            "semantic": 0.0,
            "bm25": self.relevance,
            "entity": 0.0,
            "feedback": ranking::weight(self.rating),
        });
        shown.insert("score_breakdown".into(), breakdown);
        shown.into()
    }
}
