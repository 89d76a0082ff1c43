//! The program itself: how it starts and stops.

use crate::harness::Caller;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A sandbox in a process of its own.
pub struct Program {
    pub url: String,
    pub child: Child,
}

impl Program {
    pub fn start(folder: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mem0-sandbox"))
            .current_dir(folder)
            .args(["--port", "0", "--db", "sandbox.sqlite"])
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Self { url, child }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn all(program: &Program) -> Value {
    let list = json!({ "filters": { "user_id": "ada" } });
    Caller::at(&program.url, "demo").post("/v3/memories/", list).await.1
}

#[tokio::test]
async fn a_seed_is_put_in_once() {
    let folder = tempfile::TempDir::new().unwrap();
    let seed = json!({ "key": "demo", "user_id": "ada", "memories": [
        { "memory": "Drinks tea", "categories": ["food"], "metadata": { "a": 1 }, "created_at": "2026-05-01" },
        { "memory": "Has a cat", "id": "6f1c1b0e-8d1c-4c43-9f0b-2a4f0a6f0001" },
    ] });
    fs::write(folder.path().join("seed.json"), seed.to_string()).unwrap();
    let first = all(&Program::start(folder.path(), &["--seed", "seed.json"])).await;
    assert_eq!(first["count"], 2);
    assert_eq!(first["results"][0]["id"], "6f1c1b0e-8d1c-4c43-9f0b-2a4f0a6f0001");
    assert_eq!(first["results"][1]["created_at"], "2026-05-01T00:00:00.000Z");
    assert_eq!(first["results"][1]["categories"], json!(["food"]));
    let again = Program::start(folder.path(), &["--seed", "seed.json"]);
    assert_eq!(all(&again).await, first);
}

#[tokio::test]
async fn a_wrong_start_says_why() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("seed.json"), "{}").unwrap();
    for (arguments, named) in [
        (&["--seed", "seed.json"][..], "missing field `key`"),
        (&["--seed", "none.json"], "none.json"),
        (&["--db", "no/such/folder/x"], "no/such/folder/x"),
        (&["--www", "/=a", "--www", "/=b"], "under /:"),
        (&["--www", "pkg"], "URLPREFIX=DIR"),
        (&["--unknown-memory", "418"], "neither 500 nor 404"),
    ] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_mem0-sandbox"));
        let output = program.current_dir(folder.path()).args(["--port", "0"]).args(arguments);
        let output = output.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(named), "{arguments:?}: {said}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_stops_when_told_and_says_nothing_of_what_it_saw() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut program = Program::start(folder.path(), &[]);
    let caller = Caller::at(&program.url, "a-secret-key");
    let [id] = caller.remember("ada", ["Drinks tea"]).await;
    caller.rate(&id, json!("NEGATIVE"), json!("a private reason")).await;
    let pid = program.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(program.child.wait().unwrap().success());
    let mut rest = String::new();
    program.child.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
    let database = fs::read(folder.path().join("sandbox.sqlite")).unwrap();
    let key = b"a-secret-key";
    assert!(!database.windows(key.len()).any(|window| window == key));
}
