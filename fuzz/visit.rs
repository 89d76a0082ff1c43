//! Whatever comes to a relay, and whatever Mem0 and the shards answer: who asks gets an answer, and Mem0
//! gets nothing but what the scope names.
//!
//! Input: the parts of a request, then what is answered in between, with zero bytes between. A `$` stands
//! for a good token. To be run as `tab` is, with `corpus/visit`.
#![no_main]

use mem0_feedback::core::relay::forwarding::{Forwarding, Reply};
use mem0_feedback::core::relay::origin::Origins;
use mem0_feedback::core::relay::scope::{Audience, Memories, Scope, Secret};
use mem0_feedback::core::relay::settings::Settings;
use mem0_feedback::core::relay::visit::{Request, Visit};
use mem0_feedback::core::time::Millis;
use serde_json::Value;
use std::rc::Rc;
use std::sync::LazyLock;

const NOW: Millis = Millis(1_800_000_000_000);
const MEMORIES: [&str; 3] = ["m", "n", "o"];
const PAGE: &str = "https://app.test";
/// More would be a request that does not end.
const MOST_STEPS: usize = 2000;

static TOKEN: LazyLock<String> = LazyLock::new(|| {
    let scope = Scope {
        aud: Audience::One("relay".into()),
        jti: "1".into(),
        sub: "ada".into(),
        memories: Memories::Listed(MEMORIES.map(Into::into).into()),
        ratings: None,
        reasons: None,
        origins: None,
        source: None,
    };
    scope.sign(&secret(), NOW, Millis::from_secs(60)).expect("a good secret")
});

fn secret() -> Secret {
    Secret { kid: "k".into(), secret: "a secret of at least thirty-two bytes".into() }
}

fn settings(flags: u8) -> Rc<Settings> {
    Rc::new(Settings {
        secrets: vec![secret()],
        audience: "relay".into(),
        origins: Origins::new(vec![PAGE.into()]),
        calls: 1 + u32::from(flags >> 4),
        retry_after: 10,
        is_durable: flags & 1 == 1,
        hands_on: flags & 16 == 16,
        admin_secret: (flags & 32 == 32)
            .then(|| "the admin's own secret, of 32 bytes and more".into()),
        flaw: (flags & 6 == 6).then(|| "apiKey is missing".into()),
    })
}

/// Sends what is to be sent until nothing is, one slot after another.
fn forward(forwarding: &mut Forwarding, answers: &[u8]) {
    let mut answers = answers.iter().copied().cycle();
    let mut steps = 0;
    while let Some(body) = forwarding.claim(0) {
        let body: Value = serde_json::from_str(&body).expect("a body is JSON");
        assert!(MEMORIES.iter().any(|id| body["memory_id"] == *id), "{body}");
        loop {
            steps += 1;
            assert!(steps < MOST_STEPS, "it does not end");
            let answer = answers.next().unwrap_or_default();
            let reply = match answer % 8 {
                0 => Reply::None,
                class => Reply::Answered {
                    status: u16::from(class) * 100 + u16::from(answer / 8),
                    text: [None, Some("{}"), Some("<html>")][usize::from(answer) % 3],
                    retry_after: (answer > 200).then(|| Millis::from_secs(answer.into())),
                },
            };
            if forwarding.settled(0, reply, NOW + Millis::from_secs(10), NOW, 7).is_none() {
                break;
            }
        }
    }
}

fn check(text: &str, line: &str) {
    let (head, body) = text.split_once("\n\n").expect("a head and a body");
    let (status, headers) = head.split_once('\n').expect("a status and headers");
    let status: u16 = status.parse().expect("a status");
    assert!((200..600).contains(&status), "{status}");
    assert!(headers.lines().all(|header| header.contains(": ")), "{headers}");
    assert!(status == 204 || serde_json::from_str::<Value>(body).is_ok(), "{body}");
    let line: Value = serde_json::from_str(line).expect("a line is JSON");
    assert_eq!(line["status"], status);
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((flags, bytes)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(bytes).replace('$', &TOKEN);
    let mut parts = text.split('\0');
    let mut part = || parts.next().unwrap_or_default();
    let (method, url, origin) = (part(), part(), part());
    let (content_type, authorization, memory_ids, body) = (part(), part(), part(), part());
    let answers = part();
    let request = Request {
        id: "id",
        method,
        url,
        // No header has a line's end in it.
        origin: Some(origin).filter(|it| !it.is_empty() && !it.contains(['\r', '\n'])),
        content_type: Some(content_type),
        authorization: Some(authorization).filter(|it| !it.is_empty()),
        memory_ids,
        body: Some(body.as_bytes()).filter(|_| flags & 8 == 0),
        is_within: flags & 6 != 2,
    };
    let mut visit = Visit::begin(settings(*flags), &request, NOW);
    if visit.limits().is_some() && flags & 6 == 4 {
        visit.exceed();
        assert!(visit.forwarding().is_none());
    }
    if let Some(forwarding) = visit.forwarding() {
        forward(forwarding, answers.as_bytes());
    }
    for share in visit.shares() {
        share.answered(Some(answers).filter(|it| !it.is_empty()));
    }
    let (text, line) = visit.end(NOW);
    check(&text, &line);
});
