use super::*;
use crate::core::relay::forwarding::Reply;
use crate::core::relay::origin::Origins;
use crate::core::relay::scope::{Audience, Memories, Scope, Secret};
use alloc::vec::Vec;
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: Millis = Millis(1_800_000_000_000);
const ADMIN: &str = "the admin's own secret, of 32 bytes and more";
const PAGE: &str = "https://app.test";

fn secret() -> Secret {
    Secret { kid: "k".into(), secret: "a secret of at least thirty-two bytes".into() }
}

fn settings(is_durable: bool) -> Rc<Settings> {
    Rc::new(Settings {
        secrets: Vec::from([secret()]),
        audience: "relay".into(),
        origins: Origins::new(Vec::from([PAGE.into()])),
        calls: 40,
        retry_after: 10,
        is_durable,
        hands_on: true,
        admin_secret: Some(ADMIN.into()),
        flaw: None,
    })
}

fn token() -> String {
    let scope = Scope {
        aud: Audience::One("relay".into()),
        jti: "1".into(),
        sub: "ada".into(),
        memories: Memories::Listed(["m", "n"].map(Into::into).into()),
        ratings: None,
        reasons: None,
        origins: None,
        source: None,
    };
    scope.sign(&secret(), NOW, Millis::from_secs(60)).unwrap()
}

fn body(memories: &[&str]) -> Vec<u8> {
    let item = |id: &&str| json!({ "memory_id": id, "feedback": "POSITIVE" });
    let items: Vec<Value> = memories.iter().map(item).collect();
    json!({ "token": token(), "items": items }).to_string().into_bytes()
}

fn post(body: &[u8]) -> Request<'_> {
    Request {
        id: "id",
        method: "POST",
        url: "https://relay.test/v1/feedback/",
        origin: Some(PAGE),
        content_type: Some("text/plain;charset=UTF-8"),
        body: Some(body),
        is_within: true,
        ..Request::default()
    }
}

/// The status, the headers as they are, the body.
fn ended(visit: Visit) -> (u16, String, Value) {
    let (text, _) = visit.end(NOW);
    let (head, body) = text.split_once("\n\n").unwrap();
    let (status, headers) = head.split_once('\n').unwrap();
    let body = if body.is_empty() { Value::Null } else { serde_json::from_str(body).unwrap() };
    (status.parse().unwrap(), headers.into(), body)
}

fn code(visit: Visit) -> (u16, String) {
    let (status, _, body) = ended(visit);
    (status, body["details"]["code"].as_str().unwrap_or_default().into())
}

fn begun(is_durable: bool, request: &Request<'_>) -> Visit {
    Visit::begin(settings(is_durable), request, NOW)
}

#[test]
fn what_a_scope_allows_is_sent_and_answered_each_in_its_place() {
    let body = body(&["m", "other", "n"]);
    let mut visit = begun(false, &post(&body));
    assert_eq!(visit.limits().unwrap(), ["scope:1", "rater:ada"]);
    let forwarding = visit.forwarding().unwrap();
    assert_eq!(forwarding.count(), 2);
    let sent: Value = serde_json::from_str(&forwarding.claim(0).unwrap()).unwrap();
    assert_eq!(sent["memory_id"], "m");
    assert!(forwarding.claim(1).is_some() && forwarding.claim(2).is_none());
    let taken = Reply::Answered { status: 200, text: Some("{}"), retry_after: None };
    assert_eq!(forwarding.settled(1, taken, NOW, NOW, 0), None);
    let refused = Reply::Answered { status: 422, text: None, retry_after: None };
    assert_eq!(forwarding.settled(0, refused, NOW, NOW, 0), None);
    let (status, headers, answer) = ended(visit);
    let codes: Vec<_> =
        answer["results"].as_array().unwrap().iter().map(|it| &it["code"]).collect();
    assert_eq!(status, 200);
    assert_eq!(codes, [&json!("upstream"), &json!("memory_not_in_scope"), &Value::Null]);
    assert!(headers.contains("access-control-allow-origin: https://app.test"), "{headers}");
}

#[test]
fn what_mem0_asks_for_is_passed_on() {
    let body = body(&["m", "n"]);
    let mut visit = begun(false, &post(&body));
    let asked = |seconds| Reply::Answered {
        status: 429,
        text: Some(""),
        retry_after: Some(Millis::from_secs(seconds)),
    };
    let forwarding = visit.forwarding().unwrap();
    for slot in 0..2 {
        forwarding.claim(slot).unwrap();
        // There is no time for another attempt.
        assert_eq!(forwarding.settled(slot, asked(7 + slot as u64), NOW, NOW, 0), None);
    }
    let (status, headers, _) = ended(visit);
    assert_eq!(status, 200);
    assert!(headers.contains("\nretry-after: 8"), "{headers}");
}

#[test]
fn who_comes_too_often_is_told_when_to_come_back() {
    let body = body(&["m"]);
    let mut visit = begun(false, &post(&body));
    visit.exceed();
    assert!(visit.forwarding().is_none());
    let (status, headers, _) = ended(visit);
    assert_eq!(status, 429);
    assert!(headers.contains("retry-after: 10"), "{headers}");
    let outside = Request { is_within: false, body: Some(b""), ..post(&body) };
    let visit = begun(false, &outside);
    assert_eq!(visit.limits(), None);
    assert_eq!(code(visit), (429, "rate_limited".into()));
}

#[test]
fn a_shard_that_does_not_answer_takes_no_other_with_it() {
    let body = body(&["m", "n"]);
    let mut visit = begun(true, &post(&body));
    assert!(visit.forwarding().is_none() && visit.task() == "keep");
    let [first, second] = visit.shares() else { panic!("they are in two shards") };
    first.answered(Some("[202]"));
    second.answered(None);
    let (status, _, answer) = ended(visit);
    let statuses: Vec<_> =
        answer["results"].as_array().unwrap().iter().map(|it| it["status"].as_u64()).collect();
    assert_eq!(status, 202);
    assert!(statuses.contains(&Some(202)) && statuses.contains(&Some(503)), "{statuses:?}");
}

#[test]
fn votes_are_read_back_once_each_and_all_or_none() {
    let authorization = ["Bearer ", &token()].concat();
    let request = Request {
        method: "GET",
        memory_ids: "n,m,,n",
        authorization: Some(&authorization),
        body: Some(b""),
        ..post(b"")
    };
    assert_eq!(code(begun(false, &request)), (501, "not_durable".into()));
    let read = |answers: [Option<&str>; 2]| {
        let mut visit = begun(true, &request);
        assert!(visit.task() == "read" && visit.limits().is_some());
        for (share, answer) in visit.shares().iter_mut().zip(answers) {
            share.answered(answer);
        }
        ended(visit)
    };
    let (status, _, answer) = read([Some("[]"), Some(r#"[{"memory_id":"m"}]"#)]);
    assert_eq!((status, &answer["results"]), (200, &json!([{ "memory_id": "m" }])));
    assert_eq!(read([Some("[]"), None]).0, 503);
}

#[test]
fn a_page_can_read_that_the_relay_is_not_set_up() {
    let settings =
        Settings { flaw: Some("apiKey is missing".into()), ..Settings::clone(&settings(false)) };
    let settings = Rc::new(settings);
    let begun = |request: &Request<'_>| Visit::begin(Rc::clone(&settings), request, NOW);
    let (text, line) = begun(&post(b"")).end(NOW);
    assert!(text.starts_with("500\n") && text.contains("access-control-allow-origin: "), "{text}");
    assert!(line.contains("apiKey is missing") && !text.contains("apiKey"), "{line}");
    let preflight = Request { method: "OPTIONS", ..post(b"") };
    assert_eq!(ended(begun(&preflight)).0, 204);
    let health = Request { method: "GET", url: "https://relay.test/healthz", ..post(b"") };
    assert_eq!(ended(begun(&health)).0, 500);
}

fn analytics(method: &'static str) -> Request<'static> {
    Request { method, url: "https://relay.test/v1/analytics/", ..post(b"") }
}

#[test]
fn a_part_goes_to_its_raters_shard_and_is_kept_or_not() {
    let record = json!({ "type": "exposure", "memoryId": "m", "at": 7 });
    let snapshot = json!({ "version": 1, "records": [record] });
    let body = json!({ "token": token(), "snapshot": snapshot }).to_string().into_bytes();
    let request = Request { body: Some(&body), ..analytics("POST") };
    for (is_durable, answered, status) in
        [(true, Some("[202]"), 202), (false, Some("[202]"), 200), (true, None, 503)]
    {
        let mut visit = begun(is_durable, &request);
        assert_eq!(
            (visit.task(), visit.limits().unwrap()),
            ("give", ["scope:1", "rater:ada"].map(Into::into))
        );
        let [share] = visit.shares() else { panic!("all of it is in one") };
        share.answered(answered);
        assert_eq!(ended(visit).0, status);
    }
    let nobody = Settings { hands_on: false, ..Settings::clone(&settings(false)) };
    let visit = Visit::begin(Rc::new(nobody), &request, NOW);
    assert_eq!(code(visit), (501, "no_analytics".into()));
}

#[test]
fn a_part_of_which_nothing_is_kept_asks_nobody() {
    let record = json!({ "type": "memory", "memoryId": "m", "text": "forged", "at": 7 });
    let snapshot = json!({ "version": 1, "records": [record] });
    let body = json!({ "token": token(), "snapshot": snapshot }).to_string().into_bytes();
    let request = Request { body: Some(&body), ..analytics("POST") };
    for (is_durable, status) in [(true, 202), (false, 200)] {
        let mut visit = begun(is_durable, &request);
        assert!(visit.shares().is_empty());
        let (answered, _, said) = ended(visit);
        assert_eq!((answered, &said["kept"]), (status, &json!(0)));
    }
}

#[test]
fn only_the_admins_secret_reads_all_and_only_of_all_shards() {
    let with =
        |authorization: Option<&str>| begun(true, &Request { authorization, ..analytics("GET") });
    assert_eq!(code(with(None)), (401, "scope_missing".into()));
    for wrong in [&ADMIN[1..], &ADMIN.replace('a', "b"), &token(), ""] {
        assert_eq!(code(with(Some(&["Bearer ", wrong].concat()))), (401, "admin_secret".into()));
    }
    let right = ["Bearer ", ADMIN].concat();
    let mut visit = with(Some(&right));
    assert_eq!((visit.task(), visit.shares().len()), ("gather", 32));
    for share in &mut visit.shares()[1..] {
        share.answered(Some("[]"));
    }
    assert_eq!(code(visit), (503, "shard".into()));
    let mut visit = with(Some(&right));
    for share in visit.shares() {
        share.answered(Some("[]"));
    }
    assert_eq!(ended(visit).0, 200);
    let outside = Request { is_within: false, authorization: Some(&right), ..analytics("GET") };
    assert_eq!(code(begun(true, &outside)), (429, "rate_limited".into()));
    let here = Request { authorization: Some(&right), ..analytics("GET") };
    assert_eq!(code(begun(false, &here)), (501, "not_durable".into()));
    let nobody = Settings { admin_secret: None, ..Settings::clone(&settings(true)) };
    assert_eq!(code(Visit::begin(Rc::new(nobody), &here, NOW)), (501, "no_admin_secret".into()));
}

proptest! {
    #[test]
    fn whatever_comes_is_answered(
        method in "GET|POST|OPTIONS|PUT",
        url in "(/v1/feedback/?|/v1/analytics/?|/healthz|\\PC*)\\PC*",
        origin: Option<String>,
        content_type in proptest::option::of("text/plain|\\PC*"),
        authorization in proptest::option::of("Token \\PC*|\\PC*"),
        memory_ids: String,
        body: Option<Vec<u8>>,
        is_within: bool,
        is_durable: bool,
    ) {
        let request = Request {
            id: "id",
            method: &method,
            url: &url,
            origin: origin.as_deref(),
            content_type: content_type.as_deref(),
            authorization: authorization.as_deref(),
            memory_ids: &memory_ids,
            body: body.as_deref(),
            is_within,
        };
        let mut visit = begun(is_durable, &request);
        prop_assert!(visit.forwarding().is_none());
        let (status, ..) = ended(visit);
        prop_assert!((200..600).contains(&status));
    }
}
