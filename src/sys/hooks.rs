//! What a relay asks of the package's side of it.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `Hooks` in `pkg/src/relay.ts`.
    pub(crate) type Hooks;

    /// Whether the use under a key is within its limit: a boolean.
    #[wasm_bindgen(method)]
    pub(crate) fn limit(this: &Hooks, key: &str) -> Promise;

    /// A line for the log.
    #[wasm_bindgen(method)]
    pub(crate) fn log(this: &Hooks, line: &str);
}
