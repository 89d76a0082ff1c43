//! Scopes as other libraries sign them, each with the verdict: `tests/relay/vectors.json`.
#![cfg(feature = "relay")]
// Clippy knows only functions marked as tests for tests, not those that serve them.
#![allow(clippy::expect_used)]

use mem0_feedback::core::relay::request::Batch;
use mem0_feedback::core::relay::scope::{Scope, Secret};
use mem0_feedback::core::time::Millis;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
struct Vectors {
    audience: String,
    /// Seconds since 1970 at which all of them are judged.
    now: u64,
    /// By `kid`.
    secrets: BTreeMap<String, String>,
    vectors: Vec<Vector>,
}

#[derive(Debug, Deserialize)]
struct Vector {
    name: String,
    code: String,
    token: String,
    #[serde(default)]
    asks: Vec<Ask>,
}

/// What is asked for under a scope.
#[derive(Debug, Deserialize)]
struct Ask {
    item: Value,
    origin: Option<String>,
    code: String,
}

impl Vectors {
    fn all() -> Self {
        serde_json::from_str(include_str!("relay/vectors.json")).expect("the vectors are JSON")
    }

    fn verified(&self, token: &str) -> Result<Scope, &'static str> {
        let secrets: Vec<Secret> = self
            .secrets
            .iter()
            .map(|(kid, secret)| Secret { kid: kid.clone(), secret: secret.clone() })
            .collect();
        Scope::verify(token, &secrets, &self.audience, Millis::from_secs(self.now))
            .map_err(|refusal| refusal.code)
    }
}

fn verdict(scope: &Scope, token: &str, ask: &Ask) -> &'static str {
    if !scope.allows_origin(ask.origin.as_deref()) {
        return "origin_not_in_scope";
    }
    let body = json!({ "token": token, "items": [ask.item] }).to_string();
    let batch = Batch::read(body.as_bytes()).expect("the body can be read");
    let item = batch.items.into_iter().next().expect("it has an item");
    item.allowed_by(scope).map_or_else(|refusal| refusal.code, |_| "ok")
}

#[test]
fn each_scope_gets_its_verdict() {
    let all = Vectors::all();
    let mut wrong = Vec::new();
    for Vector { name, code, token, asks } in &all.vectors {
        let scope = all.verified(token);
        let given = scope.as_ref().map_or_else(|code| *code, |_| "ok");
        if given != code {
            wrong.push(format!("{name}: {given}, not {code}"));
        }
        for ask in asks {
            let given = scope.as_ref().map_or("none", |scope| verdict(scope, token, ask));
            if given != ask.code {
                wrong.push(format!("{name}: {given}, not {}, to {}", ask.code, ask.item));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all.vectors.len() > 60, "{} vectors", all.vectors.len());
}

proptest! {
    /// Neither in its header nor in its claims, and its signature has one spelling.
    #[test]
    fn a_scope_cannot_be_changed(vector: prop::sample::Index, place: prop::sample::Index, to: char) {
        let all = Vectors::all();
        let good: Vec<&Vector> = all.vectors.iter().filter(|it| it.code == "ok").collect();
        let mut letters: Vec<char> = vector.get(&good).token.chars().collect();
        let place = place.get_mut(&mut letters);
        prop_assume!(*place != to);
        *place = to;
        prop_assert!(all.verified(&letters.iter().collect::<String>()).is_err());
    }

    #[test]
    fn no_text_is_a_scope(text: String, parts in "[A-Za-z0-9_-]{0,60}(\\.[A-Za-z0-9_-]{0,60}){2}") {
        let all = Vectors::all();
        prop_assert!(all.verified(&text).is_err());
        prop_assert!(all.verified(&parts).is_err());
    }
}
