//! What a request has for each shard, and what these answer. One that fails takes no other with it.

use super::letter::Letter;
use super::refusal::Refusal;
use super::scope::Scope;
use super::shard::{SHARDS, shard_of};
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::Value;

/// A shard's share of a request.
#[derive(Debug)]
pub struct Share {
    /// Its number.
    pub shard: u32,
    /// What is written to it: see [`Letter`].
    pub letter: String,
    /// Of its items among all.
    places: Vec<usize>,
    /// Nothing until it has answered, and if it does not.
    answer: Option<Vec<Value>>,
}

impl Share {
    /// All that a rater says, which is one shard's.
    pub fn of_rater(scope: &Scope, content: Vec<Value>) -> Self {
        let letter = Letter::write(scope.source(), &scope.sub, content);
        Self { shard: shard_of(&scope.sub), letter, places: [0].into(), answer: None }
    }

    /// Every shard's, of nothing.
    pub fn all() -> Vec<Self> {
        let of = |shard| Self { shard, letter: String::new(), places: Vec::new(), answer: None };
        (0..SHARDS).map(of).collect()
    }

    /// Whether it has answered.
    pub fn is_answered(&self) -> bool {
        self.answer.is_some()
    }

    /// What the shard says; nothing if it does not answer.
    pub fn answered(&mut self, text: Option<&str>) {
        self.answer = match serde_json::from_slice(text.unwrap_or_default().as_bytes()) {
            Ok(Value::Array(answer)) => Some(answer),
            _ => None,
        };
    }
}

/// The shares of all shards that have one, of items by their memories.
pub fn shares<'a>(scope: &Scope, items: impl Iterator<Item = (&'a str, Value)>) -> Vec<Share> {
    let mut shares = Vec::new();
    shares.resize_with(SHARDS as usize, || (Vec::new(), Vec::new()));
    for (place, (memory, item)) in items.enumerate() {
        if let Some((places, share)) = shares.get_mut(shard_of(memory) as usize) {
            places.push(place);
            share.push(item);
        }
    }
    let shares = (0..).zip(shares).filter(|(_, (places, _))| !places.is_empty());
    let shares = shares.map(|(shard, (places, content))| {
        let letter = Letter::write(scope.source(), &scope.sub, content);
        Share { shard, letter, places, answer: None }
    });
    shares.collect()
}

/// What has become of so many items, in their order.
pub fn verdicts(shares: Vec<Share>, count: usize) -> Vec<Result<(), Refusal>> {
    let mut verdicts = Vec::new();
    verdicts.resize_with(count, || Err(out_of_order()));
    for Share { places, answer, .. } in shares {
        for (place, status) in places.into_iter().zip(answer.into_iter().flatten()) {
            if let Some(its) = verdicts.get_mut(place) {
                *its = verdict(status.as_u64());
            }
        }
    }
    verdicts
}

/// What has been said of memories, in their order.
///
/// # Errors
///
/// 503 when a shard has not answered: part of it would look like the whole.
pub fn found(shares: Vec<Share>, memories: &[String]) -> Result<Vec<Value>, Refusal> {
    let mut found = Vec::new();
    for share in shares {
        found.extend(share.answer.ok_or_else(out_of_order)?);
    }
    let of = |id: &String| {
        let is_its = |vote: &Value| vote.get("memory_id").and_then(Value::as_str) == Some(id);
        found.iter().find(|vote| is_its(vote)).cloned()
    };
    Ok(memories.iter().filter_map(of).collect())
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
