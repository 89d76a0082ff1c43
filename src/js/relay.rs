//! `relay.wasm`: a `fetch` handler, and scopes to go with it.

use crate::core::relay::scope::{Scope, Secret};
use crate::core::time::Millis;
use crate::sys::hooks::Hooks;
use crate::web::relay::{Settings, handle};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use js_sys::{Date, Function};
use wasm_bindgen::prelude::*;
use web_sys::{Request, Response};

/// Answers a request; `body` is left out when it is too large.
///
/// # Errors
///
/// When `settings` are not those of `pkg/src/relay.ts`.
#[wasm_bindgen]
pub async fn relay(
    request: Request,
    body: Option<Vec<u8>>,
    settings: JsValue,
    fetch: Function,
    hooks: Hooks,
) -> Result<Response, JsValue> {
    let settings: Settings = serde_wasm_bindgen::from_value(settings)?;
    let response = handle(request.into(), body, settings, fetch, hooks).await;
    response.map(Response::from).map_err(|error| JsError::new(&error.to_string()).into())
}

/// Signs a scope for `lifetime` milliseconds.
///
/// # Errors
///
/// A text that says what is wrong with the claims or the secret.
#[wasm_bindgen(js_name = signScope)]
pub fn sign_scope(
    claims: JsValue,
    kid: String,
    secret: String,
    lifetime: f64,
) -> Result<String, JsValue> {
    let scope: Scope = serde_wasm_bindgen::from_value(claims)?;
    let now = Millis(Date::now() as u64);
    scope.sign(&Secret { kid, secret }, now, Millis(lifetime as u64)).map_err(JsValue::from)
}
