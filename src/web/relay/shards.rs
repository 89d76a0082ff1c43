//! From a relay to its shards, to all that have a share at once.

use super::letter::Letter;
use crate::core::relay::refusal::Refusal;
use crate::core::relay::request::Said;
use crate::core::relay::scope::Scope;
use crate::core::relay::shard::{SHARDS, shard_of};
use crate::sys::hooks::Hooks;
use alloc::string::String;
use alloc::vec::Vec;
use js_sys::Promise;
use js_sys::futures::JsFuture;
use serde_json::Value;

/// Has it kept; the results stand in the items' order. A shard that fails takes no other with it.
pub(super) async fn keep(hooks: &Hooks, scope: &Scope, said: &[Said]) -> Vec<Result<(), Refusal>> {
    let items = said.iter().map(|said| (said.feedback.memory_id.as_str(), said.to_json()));
    let mut results = Vec::new();
    results.resize_with(said.len(), || Err(out_of_order()));
    for (places, call) in calls(hooks, scope, "keep", items) {
        let statuses = answer(call).await.unwrap_or_default();
        for (place, status) in places.into_iter().zip(statuses) {
            if let Some(result) = results.get_mut(place) {
                *result = verdict(status.as_u64());
            }
        }
    }
    results
}

/// Reads back what the rater has said of memories, in their order.
///
/// # Errors
///
/// 503 when a shard does not answer: part of it would look like the whole.
pub(super) async fn read(
    hooks: &Hooks,
    scope: &Scope,
    memories: &[String],
) -> Result<Vec<Value>, Refusal> {
    let ids = memories.iter().map(|id| (id.as_str(), Value::from(id.as_str())));
    let mut found = Vec::new();
    for (_, call) in calls(hooks, scope, "read", ids) {
        found.extend(answer(call).await.ok_or_else(out_of_order)?);
    }
    let of = |id: &String| {
        let is_its = |vote: &Value| vote.get("memory_id").and_then(Value::as_str) == Some(id);
        found.iter().find(|vote| is_its(vote)).cloned()
    };
    Ok(memories.iter().filter_map(of).collect())
}

/// A call to each shard that has a share of `items`, with the places of these.
fn calls<'a>(
    hooks: &Hooks,
    scope: &Scope,
    what: &str,
    items: impl Iterator<Item = (&'a str, Value)>,
) -> Vec<(Vec<usize>, Promise)> {
    let mut shares = Vec::new();
    shares.resize_with(SHARDS as usize, || (Vec::new(), Vec::new()));
    for (place, (memory, item)) in items.enumerate() {
        if let Some((places, share)) = shares.get_mut(shard_of(memory) as usize) {
            places.push(place);
            share.push(item);
        }
    }
    let shares = (0..).zip(shares).filter(|(_, (places, _))| !places.is_empty());
    let calls = shares.map(|(shard, (places, share))| {
        let letter = Letter::write(scope.source(), &scope.sub, share);
        (places, hooks.shard(shard, what, &letter))
    });
    calls.collect()
}

/// What a shard answers, if it does.
async fn answer(call: Promise) -> Option<Vec<Value>> {
    let text = JsFuture::from(call).await.ok()?.as_string()?;
    match serde_json::from_slice(text.as_bytes()) {
        Ok(Value::Array(answer)) => Some(answer),
        _ => None,
    }
}

fn verdict(status: Option<u64>) -> Result<(), Refusal> {
    match status {
        Some(202) => Ok(()),
        Some(422) => Err(Refusal::new(422, "too_old", "seq is older than what the relay keeps")),
        _ => Err(out_of_order()),
    }
}

fn out_of_order() -> Refusal {
    Refusal::new(503, "shard", "The relay cannot keep this one now: send it again")
}
