use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

impl Json for Value {
    fn get(&self, key: &str) -> Option<Self> {
        Value::get(self, key).cloned()
    }
    fn at(&self, index: u32) -> Option<Self> {
        Value::get(self, index as usize).cloned()
    }
    fn as_text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }
    fn as_status(&self) -> Option<u16> {
        self.as_u64()?.try_into().ok()
    }
    fn is_object(&self) -> bool {
        Value::is_object(self)
    }
}

fn answer(status: u16, text: &str) -> Answer<Value> {
    Answer { status, body: text.into(), json: serde_json::from_str(text).ok(), retry_after: None }
}

fn message(body: &str) -> String {
    answer(400, body).delivered().unwrap_err().message.into()
}

#[test]
fn an_object_or_204_is_delivered() {
    assert_eq!(answer(200, "{}").delivered(), Ok(()));
    assert_eq!(answer(202, r#"{"results":[]}"#).delivered(), Ok(()));
    assert_eq!(answer(204, "").delivered(), Ok(()));
}

#[test]
fn a_sign_in_page_is_not_delivered() {
    for body in ["<html>Welcome to the hotel</html>", "", "[]", "\"ok\"", "null", "{\"id\":"] {
        let failure = answer(200, body).delivered().unwrap_err();
        assert_eq!((failure.kind, failure.code), (Kind::Network, Code::Network), "{body}");
    }
}

#[test]
fn the_message_is_found_wherever_it_stands() {
    assert_eq!(message(r#"{"error":"a","details":{"message":"b"},"detail":"c"}"#), "b");
    assert_eq!(message(r#"{"message":"a","detail":"c"}"#), "c");
    assert_eq!(message(r#"{"message":"a","error":"c"}"#), "c");
    assert_eq!(message(r#"{"message":"a"}"#), "a");
    assert_eq!(message(r#"{"detail":"","message":"a"}"#), "a");
    assert_eq!(message(r#"{"error":{"message":"deep"}}"#), "deep");
    assert_eq!(message(r#"["first","second"]"#), "first");
    assert_eq!(message("Bad Gateway\n"), "Bad Gateway");
    assert_eq!(message(r#"{"memory_id":["required"]}"#), r#"{"memory_id":["required"]}"#);
    assert_eq!(message(r#"{"detail":""}"#), r#"{"detail":""}"#);
    assert_eq!(message("  "), "HTTP 400 error");
}

#[test]
fn each_item_of_a_relay_has_its_own_answer() {
    let relay = answer(
        200,
        &json!({"results": [
            {"memory_id": "a", "ok": true, "status": 200},
            {"memory_id": "b", "ok": false, "status": 404, "error": "No such memory"},
            {"memory_id": "c", "ok": false},
        ]})
        .to_string(),
    );
    assert!(relay.delivered_item(0, "a").is_ok());
    assert_eq!(relay.delivered_item(0, "b").unwrap_err().kind, Kind::Network);
    let missing = relay.delivered_item(1, "b").unwrap_err();
    assert_eq!((missing.kind, &*missing.message), (Kind::NotFound, "No such memory"));
    assert_eq!(relay.delivered_item(2, "c").unwrap_err().kind, Kind::Network);
    assert_eq!(relay.delivered_item(3, "d").unwrap_err().kind, Kind::Network);
}

#[test]
fn retry_after_is_read_in_both_forms() {
    let now = Millis::from_secs(1_000);
    let at_1060 = |_: &str| Some(Millis::from_secs(1_060));
    assert_eq!(retry_after(" 120 ", now, |_| None), Some(Millis::from_secs(120)));
    assert_eq!(
        retry_after("Thu, 01 Jan 1970 00:17:40 GMT", now, at_1060),
        Some(Millis::from_secs(60))
    );
    assert_eq!(retry_after("Thu, 01 Jan 1970", now, |_| Some(Millis(0))), Some(Millis(0)));
    for nonsense in ["", "-5", "1.5", "+", "99999999999999999999999"] {
        assert_eq!(retry_after(nonsense, now, at_1060), None, "{nonsense}");
    }
    assert_eq!(retry_after("soon", now, |_| None), None);
}

proptest! {
    #[test]
    fn any_answer_is_read(status in 100u16..1000, body in ".{0,700}", json in any::<bool>()) {
        let body = if json { json!({ "detail": body }).to_string() } else { body };
        match answer(status, &body).delivered() {
            Ok(()) => prop_assert!(matches!(status, 200..=299)),
            Err(failure) => {
                prop_assert!(!failure.message.is_empty());
                prop_assert!(failure.message.chars().count() <= 700);
                if !matches!(status, 200..=299) {
                    prop_assert_eq!(failure.status(), Some(status));
                }
            }
        }
    }

    #[test]
    fn any_header_is_read(header in ".{0,40}") {
        retry_after(&header, Millis(5), |_| Some(Millis(7)));
    }
}
