//! Every way in which a token can be wrong.

use super::*;
use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

const SECRET: &str = "a secret of at least thirty-two bytes";
const NOW: Millis = Millis(1_800_000_000_000);

fn secrets() -> Vec<Secret> {
    let secret = |kid: &str, secret: &str| Secret { kid: kid.into(), secret: secret.into() };
    Vec::from([
        secret("2026-11", SECRET),
        secret("2026-10", "an older one, also long enough by far"),
    ])
}

fn claims() -> Value {
    json!({
        "aud": "https://relay.test", "exp": 1_800_000_900, "jti": "1", "sub": "rater",
        "memories": ["m1", "m2"],
    })
}

fn token_of(header: &Value, claims: &Value, secret: &str) -> String {
    let part = |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
    let signed = format!("{}.{}", part(header), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    format!("{signed}.{}", Base64UrlUnpadded::encode_string(&mac.finalize().into_bytes()))
}

fn token(claims: &Value) -> String {
    token_of(&json!({ "alg": "HS256", "typ": "JWT", "kid": "2026-11" }), claims, SECRET)
}

fn verify(token: &str) -> Result<Scope, Refusal> {
    Scope::verify(token, &secrets(), "https://relay.test", NOW)
}

fn code(token: &str) -> &'static str {
    let refusal = verify(token).unwrap_err();
    assert_eq!(refusal.status, 401);
    refusal.code
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

#[test]
fn a_scope_says_what_is_allowed() {
    let scope = verify(&token(&claims())).unwrap();
    assert!(scope.covers("m1") && !scope.covers("m3") && !scope.covers("*"));
    assert!(scope.allows_rating(Some(Rating::VeryNegative)) && scope.allows_reasons());
    assert!(scope.allows_origin(None) && scope.allows_origin(Some("https://any.test")));
    let scope = verify(&token(&with("ratings", json!(["POSITIVE"])))).unwrap();
    assert!(scope.allows_rating(None) && !scope.allows_rating(Some(Rating::Negative)));
    let scope = verify(&token(&with("origins", json!(["https://a.test"])))).unwrap();
    assert!(scope.allows_origin(Some("https://a.test")));
    assert!(!scope.allows_origin(Some("https://b.test")) && !scope.allows_origin(None));
    assert_eq!(verify(&token(&with("ratings", Value::Null))).unwrap().ratings, None);
    assert!(verify(&token(&with("memories", json!("*")))).unwrap().covers("anything"));
    assert!(verify(&token(&with("aud", json!(["x", "https://relay.test"])))).is_ok());
    assert_eq!(verify(&token(&with("source", json!("judge")))).unwrap().source(), Source::Judge);
}

#[test]
fn times_are_kept() {
    assert_eq!(code(&token(&with("exp", json!(1_799_999_000)))), "scope_expired");
    assert_eq!(code(&token(&with("nbf", json!(1_800_000_060)))), "scope_not_yet");
    assert!(verify(&token(&with("nbf", json!(1_800_000_003)))).is_ok());
    let mut endless = claims();
    endless.as_object_mut().unwrap().remove("exp");
    assert_eq!(code(&token(&endless)), "scope_claims");
}

#[test]
fn claims_are_needed_and_typed() {
    for name in ["aud", "jti", "sub", "memories"] {
        let mut less = claims();
        less.as_object_mut().unwrap().remove(name);
        assert_eq!(code(&token(&less)), "scope_claims", "{name}");
        assert_eq!(code(&token(&with(name, json!(7)))), "scope_claims", "{name}");
    }
    assert_eq!(code(&token(&with("memories", json!("m1")))), "scope_claims");
    assert_eq!(code(&token(&with("source", json!("robot")))), "scope_claims");
    assert_eq!(code(&token(&with("aud", json!("https://other.test")))), "scope_audience");
}

#[test]
fn a_signature_is_needed_and_no_other_algorithm() {
    let good = token(&claims());
    let (head, signature) = good.rsplit_once('.').unwrap();
    let tampered = good.replace(&good[40..44], "AAAA");
    assert!(["scope_signature", "scope_malformed"].contains(&code(&tampered)));
    for cut in ["", &signature[4..], &signature[..8]] {
        assert!(["scope_signature", "scope_malformed"].contains(&code(&format!("{head}.{cut}"))));
    }
    for alg in ["none", "None", "HS512", "RS256", "ES256", "hs256"] {
        let header = json!({ "alg": alg, "kid": "2026-11" });
        assert_eq!(code(&token_of(&header, &claims(), SECRET)), "scope_algorithm", "{alg}");
    }
    let unknown = json!({ "alg": "HS256", "kid": "2025-01" });
    assert_eq!(code(&token_of(&unknown, &claims(), SECRET)), "scope_kid");
    assert_eq!(code(&token_of(&json!({ "alg": "HS256" }), &claims(), SECRET)), "scope_kid");
    let swapped = json!({ "alg": "HS256", "kid": "2026-10" });
    assert_eq!(code(&token_of(&swapped, &claims(), SECRET)), "scope_signature");
    for none in ["", "x", "a.b", "a.b.c", &"x".repeat(20_000), "ä.ö.ü"] {
        assert_eq!(code(none), "scope_malformed");
    }
}

#[test]
fn what_is_signed_here_is_good_here() {
    let scope = verify(&token(&claims())).unwrap();
    let secret = secrets().remove(1);
    let token = scope.clone().sign(&secret, NOW, Millis::from_secs(900)).unwrap();
    assert_eq!(verify(&token), Ok(scope.clone()));
    let late = NOW + Millis::from_secs(906);
    let refusal = Scope::verify(&token, &secrets(), "https://relay.test", late).unwrap_err();
    assert_eq!(refusal.code, "scope_expired");
    let short = Secret { kid: "k".into(), secret: "too short".into() };
    assert!(scope.sign(&short, NOW, Millis(1)).is_err());
}
