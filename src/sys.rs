//! The web APIs that we bind ourselves. The only place with an `extern` block.

use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A timer's id is a number in browsers and an object in Node: so it is left as it comes.
    /// [HTML, section 8.7](https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers)
    #[wasm_bindgen(js_name = setTimeout)]
    pub(crate) fn set_timeout(callback: &Function, millis: i32) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    pub(crate) fn clear_timeout(id: &JsValue);

    /// The `fetch` of wherever this runs.
    /// [Fetch, section 5.6](https://fetch.spec.whatwg.org/#fetch-method)
    #[wasm_bindgen(thread_local_v2, js_name = fetch)]
    pub(crate) static FETCH: Function;
}
