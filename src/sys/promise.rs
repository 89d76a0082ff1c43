//! Promises, by callback. `js_sys::futures` would bring an executor and its queue: a fifth of the
//! package's download, where there is one thing to wait for at a time.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Thenable;

    #[wasm_bindgen(method)]
    fn then(this: &Thenable, fulfilled: &Function, rejected: &Function);
}

/// Calls back with what `first` or `second` settles to, whichever does so first.
pub(crate) fn race(
    first: &JsValue,
    second: &JsValue,
    callback: impl FnOnce(Result<JsValue, JsValue>) + 'static,
) {
    let settled = Closure::once_into_js(move |is_fulfilled: bool, value: JsValue| {
        callback(if is_fulfilled { Ok(value) } else { Err(value) });
    });
    // Two ways into one closure: of two closures the one that is not called would never end.
    let settled: Function = settled.unchecked_into();
    let way = |is_fulfilled: bool| settled.bind1(&JsValue::UNDEFINED, &is_fulfilled.into());
    Promise::race(&Array::of2(first, second))
        .unchecked_into::<Thenable>()
        .then(way(true).unchecked_ref(), way(false).unchecked_ref());
}

/// A promise, and what resolves it.
pub(crate) fn deferred() -> (Promise, Function) {
    let mut resolve = Function::from(JsValue::UNDEFINED);
    let promise = Promise::new(&mut |resolve_it, _| resolve = resolve_it);
    (promise, resolve)
}
