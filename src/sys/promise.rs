//! Promises, by callback. `js_sys::futures` would bring an executor and its queue: a fifth of the
//! package's download, where there is one thing to wait for at a time.

use crate::core::answer::Json;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Thenable;

    #[wasm_bindgen(method)]
    fn then(this: &Thenable, fulfilled: &JsValue);
}

/// Calls back with what `first` or `second` settles to, whichever does so first.
pub(crate) fn race(
    first: &JsValue,
    second: &JsValue,
    callback: impl FnOnce(Result<JsValue, JsValue>) + 'static,
) {
    let callback = Closure::once_into_js(move |all: JsValue| {
        let settled = all.at(0).unwrap_or_default();
        callback(match settled.get("reason") {
            Some(reason) => Err(reason),
            None => Ok(settled.get("value").unwrap_or_default()),
        });
    });
    let race = Promise::race(&Array::of2(first, second));
    // `allSettled` never rejects, so one callback is enough, and it is sure to be called.
    Promise::all_settled(&Array::of1(&race)).unchecked_into::<Thenable>().then(&callback);
}

/// A promise, and what resolves it.
pub(crate) fn deferred() -> (Promise, Function) {
    let mut resolve = Function::from(JsValue::UNDEFINED);
    let promise = Promise::new(&mut |resolve_it, _| resolve = resolve_it);
    (promise, resolve)
}
