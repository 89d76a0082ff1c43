//! What was answered is kept: with many writers at once, and through a SIGKILL.

use crate::harness::{Caller, Running};
use crate::process::Program;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::time::Duration;

const WRITERS: usize = 8;

fn reasons(history: &Value) -> HashSet<String> {
    let history = history.as_array().unwrap().iter();
    history.map(|copy| copy["feedback_reason"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_writers_at_once_lose_nothing() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let [id] = caller.remember("ada", ["Drinks tea"]).await;
    let writers = (0..WRITERS).map(|writer| {
        let (caller, id) = (caller.clone(), id.clone());
        tokio::spawn(async move {
            for number in 0..25 {
                let reason = json!(format!("{writer}/{number}"));
                assert_eq!(caller.rate(&id, json!("POSITIVE"), reason).await.0, 200);
                caller.remember("ada", ["One more"]).await;
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let (current, history) = sandbox.stored("k").await;
    assert_eq!(reasons(&history).len(), WRITERS * 25);
    let last = history.as_array().unwrap().last().unwrap();
    assert_eq!(current[0]["feedback_reason"], last["feedback_reason"]);
    let (_, list) = caller.post("/v3/memories/", json!({})).await;
    assert_eq!(list["count"], 1 + WRITERS * 25);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_loses_nothing_that_was_answered() {
    let folder = tempfile::TempDir::new().unwrap();
    for round in 0..3 {
        let mut program = Program::start(folder.path(), &[]);
        let caller = Caller::at(&program.url, "k");
        let [id] = caller.remember("ada", ["Drinks tea"]).await;
        let writers = (0..WRITERS).map(|writer| {
            tokio::spawn(write_until_refused(
                caller.clone(),
                id.clone(),
                format!("{round}/{writer}"),
            ))
        });
        let writers: Vec<_> = writers.collect();
        tokio::time::sleep(Duration::from_millis(250)).await;
        program.child.kill().unwrap();
        program.child.wait().unwrap();
        let mut answered = HashSet::new();
        for writer in writers {
            answered.extend(writer.await.unwrap());
        }
        assert!(answered.len() > WRITERS, "only {} were answered", answered.len());

        let again = Program::start(folder.path(), &[]);
        let url = format!("/sandbox/feedback/?key=k&memory_id={id}");
        let (_, stored) = Caller::at(&again.url, "k").get(&url).await;
        let lost: Vec<_> = answered.difference(&reasons(&stored["history"])).cloned().collect();
        assert!(lost.is_empty(), "lost {lost:?} of {}", answered.len());
    }
}

/// Gives the reasons of those feedbacks that were answered.
async fn write_until_refused(caller: Caller, id: String, name: String) -> Vec<String> {
    let mut answered = Vec::new();
    for number in 0.. {
        let reason = format!("{name}/{number}");
        let body = json!({ "memory_id": id, "feedback": "NEGATIVE", "feedback_reason": reason });
        match caller.request(Method::POST, "/v1/feedback/").json(&body).send().await {
            Ok(response) if response.status().is_success() => answered.push(reason),
            _ => break,
        }
    }
    answered
}
