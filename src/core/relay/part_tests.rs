use super::*;
use crate::core::relay::scope::{Audience, Memories, Source, Star};
use proptest::prelude::*;

const NOW: Millis = Millis(1_800_000_000_000);

fn scope() -> Scope {
    Scope {
        aud: Audience::One("relay".into()),
        jti: "1".into(),
        sub: "ada".into(),
        memories: Memories::Listed(Vec::from(["m".into()])),
        ratings: Some(Vec::from(["POSITIVE".into()])),
        reasons: Some(false),
        origins: None,
        source: Some(Source::Judge),
    }
}

fn part(records: &Value) -> Result<Part, Refusal> {
    let snapshot = json!({ "version": 1, "records": records });
    Part::read(json!({ "token": "t", "snapshot": snapshot }).to_string().as_bytes())
}

fn row(record: Value) -> Result<Row, Refusal> {
    row_under(&scope(), record)
}

fn row_under(scope: &Scope, record: Value) -> Result<Row, Refusal> {
    let rows = part(&json!([record]))?.allowed_by(scope, NOW)?;
    Ok(rows.into_iter().next().unwrap())
}

fn back_end() -> Scope {
    Scope { memories: Memories::All(Star::Star), ..scope() }
}

#[test]
fn every_record_is_of_the_scopes_rater() {
    let vote = json!({
        "type": "vote", "memoryId": "m", "rater": "bob", "source": "human",
        "feedback": "positive", "at": 7,
    });
    let expected = json!({
        "type": "vote", "memoryId": "m", "rater": "ada", "session": "", "source": "judge",
        "feedback": "POSITIVE", "reasonCodes": [], "at": 7, "seq": 0,
    });
    assert_eq!(row(vote).unwrap().record, expected);
    let seen = json!({ "type": "exposure", "memoryId": "m", "rater": "bob", "at": 7 });
    assert_eq!(row(seen).unwrap().record["rater"], "ada");
    let outcome = json!({ "type": "outcome", "rater": "bob", "score": 0.5, "at": 7 });
    assert_eq!(row(outcome).unwrap().record["rater"], "ada");
}

#[test]
fn a_clock_that_is_ahead_is_held_to_the_arrival() {
    let ahead = json!({ "type": "outcome", "score": 1, "at": NOW.0 + 1, "seq": 3 });
    let row = row(ahead).unwrap();
    assert_eq!((row.moment, &row.record["at"]), ([NOW.0, 3], &json!(NOW.0)));
}

#[test]
fn keys_tell_apart_what_stands_side_by_side() {
    let key = |record: Value| row(record).unwrap().key;
    let memory = |fields: Value| {
        let mut record = json!({ "type": "memory", "memoryId": "m", "at": 7 });
        let more = fields.as_object().unwrap().clone();
        record.as_object_mut().unwrap().extend(more);
        row_under(&back_end(), record).unwrap().key
    };
    assert_eq!(memory(json!({ "text": "a" })), memory(json!({ "text": "b", "at": 9 })));
    assert_ne!(memory(json!({ "text": "a" })), memory(json!({ "deletedAt": null })));
    let vote =
        |at: u64| key(json!({ "type": "vote", "memoryId": "m", "feedback": null, "at": at }));
    assert_ne!(vote(1), vote(2));
    let seen = |session: &str, at: u64| {
        key(json!({ "type": "exposure", "memoryId": "m", "session": session, "at": at }))
    };
    assert_eq!(seen("s", 1), seen("s", 2));
    assert_ne!(seen("s", 1), seen("t", 1));
}

#[test]
fn what_memories_say_is_taken_from_back_ends_alone() {
    let says = json!({ "type": "memory", "memoryId": "m", "text": "a", "deletedAt": 5, "at": 7 });
    let outcome = json!({ "type": "outcome", "score": 1, "at": 7 });
    let kinds = |scope: &Scope| -> Vec<Value> {
        let part = part(&json!([says, outcome])).unwrap();
        let rows = part.allowed_by(scope, NOW).unwrap();
        rows.into_iter().map(|row| row.record["type"].clone()).collect()
    };
    assert_eq!(kinds(&scope()), ["outcome"]);
    assert_eq!(kinds(&back_end()), ["memory", "outcome"]);
}

#[test]
fn what_the_scope_does_not_allow_is_refused() {
    let refused = |record: Value| {
        let refusal = row(record).unwrap_err();
        (refusal.status, refusal.code)
    };
    let vote = |memory: &str, feedback: &str, codes: Value| {
        refused(json!({
            "type": "vote", "memoryId": memory, "feedback": feedback, "reasonCodes": codes, "at": 7,
        }))
    };
    assert_eq!(vote("n", "POSITIVE", json!([])), (403, "memory_not_in_scope"));
    assert_eq!(vote("m", "NEGATIVE", json!([])), (403, "rating_not_in_scope"));
    assert_eq!(vote("m", "POSITIVE", json!(["outdated"])), (403, "reason_not_in_scope"));
    for kind in ["exposure", "memory"] {
        let other = json!({ "type": kind, "memoryId": "n", "at": 7 });
        assert_eq!(refused(other), (403, "memory_not_in_scope"));
    }
}

#[test]
fn a_record_that_is_wrong_is_named_by_its_place_and_field() {
    for (field, record) in [
        ("type", json!({ "at": 7 })),
        ("at", json!({ "type": "outcome", "score": 1 })),
        ("at", json!({ "type": "outcome", "score": 1, "at": 1.5 })),
        ("seq", json!({ "type": "outcome", "score": 1, "at": 7, "seq": MOST + 1 })),
        ("score", json!({ "type": "outcome", "score": "1", "at": 7 })),
        ("session", json!({ "type": "outcome", "score": 1, "at": 7, "session": "x".repeat(257) })),
        ("memoryId", json!({ "type": "exposure", "memoryId": " ", "at": 7 })),
        ("asked", json!({ "type": "exposure", "memoryId": "m", "asked": 1, "at": 7 })),
        ("feedback", json!({ "type": "vote", "memoryId": "m", "at": 7 })),
        (
            "reasonCodes",
            json!({ "type": "vote", "memoryId": "m", "feedback": null, "reasonCodes": ["x"], "at": 7 }),
        ),
        ("text", json!({ "type": "memory", "memoryId": "m", "text": "x".repeat(4097), "at": 7 })),
        ("updatedAt", json!({ "type": "memory", "memoryId": "m", "updatedAt": null, "at": 7 })),
    ] {
        let good = json!({ "type": "outcome", "score": 1, "at": 7 });
        let refusal = part(&json!([good, record])).unwrap().allowed_by(&scope(), NOW).unwrap_err();
        assert_eq!(refusal.status, 400, "{refusal:?}");
        let path = ["snapshot.records[1].", field, " "].concat();
        assert!(refusal.message.starts_with(&path), "{refusal:?}");
    }
    assert_eq!(part(&json!([7])).unwrap().allowed_by(&scope(), NOW).unwrap_err().status, 400);
}

#[test]
fn a_body_that_is_none_is_refused() {
    let status = |body: &str| Part::read(body.as_bytes()).unwrap_err().status;
    assert_eq!(status("{}"), 401);
    for snapshot in ["7", "null", r#"{"version":2,"records":[{}]}"#, r#"{"version":1}"#] {
        let body = format!(r#"{{"token":"t","snapshot":{snapshot}}}"#);
        assert_eq!(status(&body), 400, "{body}");
    }
    assert_eq!(part(&json!([])).unwrap_err().status, 400);
    assert_eq!(status(&" ".repeat(64 * 1024 + 1)), 413);
}

proptest! {
    #[test]
    fn no_body_is_too_much(bytes: Vec<u8>) {
        let _ = Part::read(&bytes);
    }
}
