//! Whatever is asked for under whatever scope: only what the claims say in so many words is allowed.
//!
//! Input: claims, a body and an origin, with zero bytes between. To be run as `tab` is, with
//! `corpus/decision`.
#![no_main]

use mem0_feedback::core::relay::origin::Origins;
use mem0_feedback::core::relay::request::{Batch, Said};
use mem0_feedback::core::relay::scope::Scope;
use mem0_feedback::{Rating, ReasonCodes};
use serde::Deserialize;
use serde_json::Value;

/// Whether a claim that lists texts has one of them.
fn lists(claim: &Value, text: &str) -> bool {
    claim.as_array().is_some_and(|list| list.iter().any(|it| it == text))
}

fn check_item(said: &Said, claims: &Value) {
    let feedback = &said.feedback;
    let id = feedback.memory_id.as_str();
    assert!(claims["memories"] == "*" || lists(&claims["memories"], id), "{id}");
    if let Some(rating) = feedback.rating {
        let names = claims["ratings"].as_array();
        let is = |name: &Value| name.as_str().and_then(Rating::parse) == Some(rating);
        assert!(names.is_none_or(|names| names.iter().any(is)), "{rating:?}");
    }
    let has_reason = feedback.reason.is_some() || feedback.reason_codes != ReasonCodes::default();
    assert!(!has_reason || claims["reasons"] != Value::Bool(false));
}

fn check_origin(scope: &Scope, claims: &Value, origin: &str) {
    if scope.allows_origin(Some(origin)) {
        assert!(claims["origins"].is_null() || lists(&claims["origins"], origin));
    }
    assert_eq!(scope.allows_origin(None), claims["origins"].is_null());
    let listed: Vec<String> = claims["origins"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(Into::into)
        .collect();
    let is_any = listed.iter().any(|it| it == "*");
    let is_listed = listed.iter().any(|it| it == origin);
    let expected = if is_any { origin != "null" } else { is_listed };
    assert_eq!(Origins::new(listed).allow(Some(origin)), expected);
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    let (claims, body, origin) = (part(), part(), String::from_utf8_lossy(part()));
    let Ok(claims @ Value::Object(_)) = serde_json::from_slice(claims) else { return };
    let Ok(scope) = Scope::deserialize(&claims) else { return };
    check_origin(&scope, &claims, &origin);
    for item in Batch::read(body).into_iter().flat_map(|batch| batch.items) {
        match item.allowed_by(&scope) {
            Ok(said) => check_item(&said, &claims),
            Err(refusal) => assert!([400, 403].contains(&refusal.status), "{refusal:?}"),
        }
    }
});
