//! Timers.

use crate::core::time::Millis;
use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A timer's id is a number in browsers and an object in Node: it is left as it comes.
    /// [HTML, section 8.7](https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers)
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, millis: i32) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue);
}

/// Calls back once, after a span of at most 24.8 days, unless it is dropped before.
pub(crate) struct Timer(JsValue);

impl Timer {
    pub(crate) fn start(callback: &Function, span: Millis) -> Self {
        Self(set_timeout(callback, i32::try_from(span.0).unwrap_or(i32::MAX)))
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.0);
    }
}
