//! Keeping credentials out of the request log.

use axum::body::Bytes;
use axum::http::HeaderMap;
use serde_json::{Map, Value};

const SECRET_HEADERS: [&str; 4] = ["authorization", "cookie", "proxy-authorization", "x-api-key"];
const SECRET_KEYS: [&str; 5] = ["token", "key", "apikey", "api_key", "authorization"];

/// The last four characters at most, and none of a short secret.
pub fn secret(secret: &str) -> String {
    let count = secret.chars().count();
    let shown = if count > 12 { count - 4 } else { count };
    format!("****{}", secret.chars().skip(shown).collect::<String>())
}

/// The headers by name, in order; credentials with their type alone.
pub fn headers(headers: &HeaderMap) -> Map<String, Value> {
    let mut shown = Map::new();
    for name in headers.keys() {
        let values = headers.get_all(name).iter();
        let values = values.map(|value| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            if SECRET_HEADERS.contains(&name.as_str()) { credential(&text) } else { text }
        });
        shown.insert(name.to_string(), values.collect::<Vec<_>>().join(", ").into());
    }
    shown
}

fn credential(value: &str) -> String {
    match value.split_once(' ') {
        Some((kind, rest)) => format!("{kind} {}", secret(rest.trim())),
        None => secret(value),
    }
}

/// Path and query; the values of parameters that hold secrets masked.
pub fn target(path_and_query: &str) -> String {
    let Some((path, query)) = path_and_query.split_once('?') else {
        return path_and_query.to_owned();
    };
    let masked = query.split('&').map(|pair| match pair.split_once('=') {
        Some((key, value)) if is_secret(key) => format!("{key}={}", secret(value)),
        _ => pair.to_owned(),
    });
    format!("{path}?{}", masked.collect::<Vec<_>>().join("&"))
}

/// A body's text as it came, unless it holds secrets: then its JSON with those masked.
pub fn body(body: &Bytes) -> String {
    let text = String::from_utf8_lossy(body);
    match serde_json::from_str::<Value>(&text) {
        Ok(mut value) => {
            if mask_within(&mut value) {
                value.to_string()
            } else {
                text.into_owned()
            }
        }
        // What cannot be read cannot be masked.
        Err(_) if SECRET_KEYS.iter().any(|key| text.to_ascii_lowercase().contains(key)) => {
            format!("({} bytes that are no JSON and may hold a secret)", body.len())
        }
        Err(_) => text.into_owned(),
    }
}

/// Masks every secret in place; says whether there was one.
fn mask_within(value: &mut Value) -> bool {
    match value {
        Value::Object(object) => {
            let mut found = false;
            for (key, inner) in object {
                found |= match inner {
                    Value::String(text) if is_secret(key) => {
                        *text = secret(text);
                        true
                    }
                    inner => mask_within(inner),
                };
            }
            found
        }
        Value::Array(several) => {
            several.iter_mut().fold(false, |found, inner| mask_within(inner) | found)
        }
        _ => false,
    }
}

fn is_secret(key: &str) -> bool {
    SECRET_KEYS.iter().any(|secret| secret.eq_ignore_ascii_case(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_four_characters_of_a_secret_show() {
        assert_eq!(secret("m0-0123456789-abcd"), "****abcd");
        assert_eq!(secret("m0-short-one"), "****");
        assert_eq!(credential("Token m0-0123456789-abcd"), "Token ****abcd");
        assert_eq!(credential("m0-0123456789-abcd"), "****abcd");
    }

    #[test]
    fn a_query_keeps_its_harmless_parts() {
        assert_eq!(target("/v1/x/?page=2&token=secret&a"), "/v1/x/?page=2&token=****&a");
        assert_eq!(target("/v1/x/"), "/v1/x/");
    }

    #[test]
    fn a_body_without_secrets_stays_as_it_came() {
        let came = "{ \"memory_id\" : \"m\",\n \"feedback\":null }";
        assert_eq!(body(&Bytes::from_static(came.as_bytes())), came);
        assert_eq!(body(&Bytes::from_static(b"hello")), "hello");
    }

    #[test]
    fn a_token_is_masked_wherever_it_stands() {
        let came = Bytes::from_static(
            b"{\"items\":[{\"apiKey\":\"k\"}], \"token\":\"a-very-long-token\"}",
        );
        assert_eq!(body(&came), "{\"items\":[{\"apiKey\":\"****\"}],\"token\":\"****oken\"}");
        let cut = Bytes::from_static(b"{\"token\":\"a-very-long-tok");
        assert!(!body(&cut).contains("very"));
    }
}
