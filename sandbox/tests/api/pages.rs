//! What a page needs: files, and answers across origins.

use crate::harness::{Running, UNKNOWN};
use mem0_sandbox::Mount;
use reqwest::Method;
use serde_json::json;
use std::fs;

#[tokio::test]
async fn files_are_served_fresh_and_by_type() {
    let folder = tempfile::TempDir::new().unwrap();
    let (www, pkg) = (folder.path().join("www"), folder.path().join("pkg"));
    fs::create_dir_all(&pkg).unwrap();
    fs::create_dir_all(&www).unwrap();
    fs::write(www.join("index.html"), "<!doctype html>").unwrap();
    for name in ["a.js", "a.mjs", "a.wasm", "a.css", "a.svg", "a.json"] {
        fs::write(pkg.join(name), "x").unwrap();
    }
    let sandbox = Running::start_with(|settings| {
        settings.www = vec![
            Mount { prefix: "/".into(), folder: www },
            Mount { prefix: "/pkg".into(), folder: pkg },
        ];
    })
    .await;
    let caller = sandbox.caller("");
    for (path, kind) in [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/pkg/a.js", "text/javascript"),
        ("/pkg/a.mjs", "application/javascript"),
        ("/pkg/a.wasm", "application/wasm"),
        ("/pkg/a.css", "text/css"),
        ("/pkg/a.svg", "image/svg+xml"),
        ("/pkg/a.json", "application/json"),
    ] {
        let request = caller.request(Method::GET, path).header("origin", "null");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        let header = |name| response.headers()[name].to_str().unwrap();
        assert_eq!(header("content-type").split(';').next(), Some(kind), "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("access-control-allow-origin"), "null", "{path}");
    }
    let missing = caller.request(Method::GET, "/pkg/b.js").send().await.unwrap();
    assert_eq!(missing.status(), 404);
    let outside = caller.request(Method::GET, "/pkg/%2e%2e/www/index.html").send().await.unwrap();
    assert_ne!(outside.status(), 200);
    assert_eq!(caller.get("/v1/ping").await, (404, json!({ "detail": "Not found." })));
}

#[tokio::test]
async fn any_origin_may_ask_and_read() {
    let sandbox = Running::start().await;
    let caller = sandbox.caller("k");
    let preflight = caller
        .request(Method::OPTIONS, "/v1/feedback/")
        .header("origin", "https://shop.test")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type");
    let allowed = preflight.send().await.unwrap();
    assert!(allowed.status().is_success());
    assert_eq!(allowed.headers()["access-control-allow-origin"], "https://shop.test");
    assert_eq!(allowed.headers()["access-control-allow-headers"], "authorization,content-type");
    assert_eq!(allowed.headers()["access-control-allow-methods"], "POST");
    let body = json!({ "memory_id": UNKNOWN, "feedback": null });
    let request = caller.request(Method::POST, "/v1/feedback/").json(&body);
    let answer = request.header("origin", "https://shop.test").send().await.unwrap();
    assert_eq!(answer.status(), 500);
    assert_eq!(answer.headers()["access-control-allow-origin"], "https://shop.test");
    let exposed = answer.headers()["access-control-expose-headers"].to_str().unwrap();
    assert!(exposed.contains("retry-after"));
}
