//! The bodies that go over the wire, written by hand: the shapes are fixed, and a serialiser
//! would double the visitor's download.

use super::feedback::Feedback;
use super::reason_code::ReasonCodes;
use alloc::borrow::ToOwned;
use alloc::string::String;

/// The path below the host, of Mem0 and of a relay. The trailing slash is part of it.
pub const PATH: &str = "/v1/feedback/";
/// The path of analytics below the host of a relay.
pub const ANALYTICS_PATH: &str = "/v1/analytics/";

/// How many items one request to a relay carries at the most.
pub const RELAY_ITEMS: usize = 200;
/// How many bytes the items of one request to a relay have at the most: 64 KiB for the whole
/// body, less what a token and the frame around it may take.
pub const RELAY_BYTES: usize = 60 * 1024;

/// Mem0's own form. All three keys always: whether one left out would remove what is stored is
/// not documented.
pub fn mem0_body(feedback: &Feedback) -> String {
    item(feedback, feedback.full_reason().as_deref(), ReasonCodes::default(), "")
}

/// A relay's form: what has been encoded by [`relay_item`], under one token.
pub fn relay_body<'a>(token: &str, items: impl Iterator<Item = &'a str>) -> String {
    let mut body = r#"{"token":"#.to_owned();
    push_text(&mut body, token);
    body.push_str(r#","items":["#);
    for (index, item) in items.enumerate() {
        if index > 0 {
            body.push(',');
        }
        body.push_str(item);
    }
    body.push_str("]}");
    body
}

/// One item in a relay's form: the user's own words, the codes beside them, and the queue's
/// sequence if it has one.
pub fn relay_item(feedback: &Feedback, sequence: &str) -> String {
    item(feedback, feedback.reason.as_deref(), feedback.reason_codes, sequence)
}

fn item(feedback: &Feedback, reason: Option<&str>, codes: ReasonCodes, sequence: &str) -> String {
    let mut item = r#"{"memory_id":"#.to_owned();
    push_text(&mut item, feedback.memory_id.as_str());
    item.push_str(r#","feedback":"#);
    push_text_or_null(&mut item, feedback.rating.map(|rating| rating.as_str()));
    item.push_str(r#","feedback_reason":"#);
    push_text_or_null(&mut item, reason);
    let mut before = r#","reason_codes":["#;
    for code in codes.iter() {
        item.push_str(before);
        push_text(&mut item, code.as_str());
        before = ",";
    }
    if before == "," {
        item.push(']');
    }
    if !sequence.is_empty() {
        item.push_str(r#","seq":"#);
        push_text(&mut item, sequence);
    }
    item.push('}');
    item
}

fn push_text_or_null(out: &mut String, text: Option<&str>) {
    match text {
        Some(text) => push_text(out, text),
        None => out.push_str("null"),
    }
}

/// A JSON string ([RFC 8259, section 7](https://www.rfc-editor.org/rfc/rfc8259#section-7)).
fn push_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some((plain, special, after)) = split_at_special(rest) {
        out.push_str(plain);
        out.push_str(match special {
            ..16 => "\\u000",
            16..32 => "\\u001",
            _ => "\\",
        });
        out.push(if special < 32 { hex_digit(special % 16) } else { char::from(special) });
        rest = after;
    }
    out.push_str(rest);
    out.push('"');
}

/// The text before the first character that has to be escaped, that character, the text after.
fn split_at_special(text: &str) -> Option<(&str, u8, &str)> {
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..32);
    let at = text.as_bytes().iter().position(is_special)?;
    Some((text.get(..at)?, *text.as_bytes().get(at)?, text.get(at + 1..)?))
}

fn hex_digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'a' - 10 + value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MemoryId, Rating, ReasonCode};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn feedback(id: &str, reason: Option<&str>) -> Feedback {
        Feedback {
            memory_id: MemoryId::new(id).unwrap(),
            rating: Some(Rating::VeryNegative),
            reason: reason.map(str::to_owned),
            reason_codes: [ReasonCode::NeverSaid, ReasonCode::TooVague].into_iter().collect(),
        }
    }

    fn parsed(body: &str) -> Value {
        serde_json::from_str(body).unwrap()
    }

    #[test]
    fn all_three_keys_are_there_when_a_feedback_is_taken_back() {
        let mut removal = feedback("m", None);
        removal.rating = None;
        removal.reason_codes = ReasonCodes::default();
        assert_eq!(
            mem0_body(&removal),
            r#"{"memory_id":"m","feedback":null,"feedback_reason":null}"#
        );
    }

    #[test]
    fn mem0_gets_sentences_and_a_relay_codes() {
        let feedback = feedback("m", Some("Ask him."));
        assert_eq!(
            parsed(&mem0_body(&feedback)),
            json!({
                "memory_id": "m",
                "feedback": "VERY_NEGATIVE",
                "feedback_reason":
                    "Records something the user never said. Is too vague to be of use. Ask him.",
            })
        );
        let item = relay_item(&feedback, "");
        assert_eq!(
            parsed(&relay_body("t", [item.as_str(), item.as_str()].into_iter())),
            json!({"token": "t", "items": [parsed(&item), parsed(&item)]})
        );
        assert_eq!(
            parsed(&item),
            json!({
                "memory_id": "m",
                "feedback": "VERY_NEGATIVE",
                "feedback_reason": "Ask him.",
                "reason_codes": ["never_said", "too_vague"],
            })
        );
    }

    #[test]
    fn a_sequence_goes_to_a_relay() {
        let item = relay_item(&feedback("m", None), "0i3op9rqeps1pk7tt4");
        assert_eq!(parsed(&item)["seq"], json!("0i3op9rqeps1pk7tt4"));
        assert_eq!(parsed(&item)["feedback_reason"], Value::Null);
    }

    proptest! {
        #[test]
        fn any_text_arrives_as_it_was(id in "\\PC*x", reason: String, token: String) {
            let mut feedback = feedback(&id, Some(&reason));
            feedback.reason_codes = ReasonCodes::default();
            let item = relay_item(&feedback, "");
            let body = parsed(&relay_body(&token, std::iter::once(item.as_str())));
            prop_assert_eq!(&body["token"], &json!(token));
            prop_assert_eq!(&body["items"][0]["memory_id"], &json!(id));
            prop_assert_eq!(&body["items"][0]["feedback_reason"], &json!(reason));
        }
    }
}
