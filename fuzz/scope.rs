//! Whatever claims to be a scope: no text is one by itself, and what is signed is one only if it says
//! what `docs/scope.md` asks for.
//!
//! Input: a header and claims, which are signed here, with a zero byte between; else a token as it is.
//! To be run as `tab` is, with `corpus/scope`.
#![no_main]

use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, Mac};
use mem0_feedback::core::relay::scope::{Scope, Secret};
use mem0_feedback::core::time::Millis;
use serde_json::Value;
use sha2::Sha256;

const SECRET: &str = "a secret of at least thirty-two bytes";
const KID: &str = "k";
const AUDIENCE: &str = "relay";
/// Seconds since 1970.
const NOW: i64 = 1_800_000_000;
/// By which clocks may be apart.
const LEEWAY: i64 = 5;
const TOKEN_BYTES: usize = 16 * 1024;

fn is_good(token: &str) -> Option<Scope> {
    let secrets = [Secret { kid: KID.into(), secret: SECRET.into() }];
    Scope::verify(token, &secrets, AUDIENCE, Millis::from_secs(NOW as u64)).ok()
}

fn signed(header: &[u8], claims: &[u8]) -> String {
    let [header, claims] = [header, claims].map(Base64UrlUnpadded::encode_string);
    let token = format!("{header}.{claims}");
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length will do");
    mac.update(token.as_bytes());
    format!("{token}.{}", Base64UrlUnpadded::encode_string(&mac.finalize().into_bytes()))
}

/// Seconds, of a number as JSON has it.
fn seconds(value: &Value) -> i64 {
    value.as_i64().or(value.as_f64().map(|number| number as i64)).expect("a number")
}

/// Holds a scope against the header and the claims that it was read from.
fn check(scope: &Scope, header: &[u8], claims: &[u8]) {
    let header: Value = serde_json::from_slice(header).expect("the header is JSON");
    let claims: Value = serde_json::from_slice(claims).expect("the claims are JSON");
    assert_eq!((header["alg"].as_str(), header["kid"].as_str()), (Some("HS256"), Some(KID)));
    assert!(header["crit"].is_null());
    assert!(seconds(&claims["exp"]) > NOW - LEEWAY);
    assert!(claims.get("nbf").is_none_or(|since| seconds(since) <= NOW + LEEWAY));
    let audience = &claims["aud"];
    assert!(
        audience == AUDIENCE || audience.as_array().is_some_and(|it| it.contains(&AUDIENCE.into()))
    );
    let Value::Object(read) = serde_json::to_value(scope).expect("a scope is JSON") else {
        unreachable!("a scope is an object")
    };
    for (name, value) in read {
        assert_eq!(claims[&name], value, "{name}");
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(end) = bytes.iter().position(|byte| *byte == 0) else {
        assert!(is_good(&String::from_utf8_lossy(bytes)).is_none(), "nobody has signed it");
        return;
    };
    let (header, claims) = (&bytes[..end], &bytes[end + 1..]);
    let token = signed(header, claims);
    if let Some(scope) = is_good(&token) {
        assert!(token.len() <= TOKEN_BYTES);
        check(&scope, header, claims);
    }
});
