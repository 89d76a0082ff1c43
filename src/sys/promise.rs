//! Promises, awaited from Rust. `js_sys::futures` does this too, but with two closures for each
//! promise, cells that can panic, and support for suspended stacks: a fifth of the download.

use crate::core::answer::Json;
use ::core::cell::Cell;
use ::core::future::poll_fn;
use ::core::task::{Poll, Waker};
use alloc::rc::Rc;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Thenable;

    #[wasm_bindgen(method)]
    fn then(this: &Thenable, fulfilled: &JsValue);
}

/// What `first` or `second` settles to, whichever does so first.
pub(crate) async fn race(first: &JsValue, second: &JsValue) -> Result<JsValue, JsValue> {
    let race = Promise::race(&Array::of2(first, second));
    let state = Rc::new((Cell::new(None), Cell::new(None::<Waker>)));
    let settled = {
        let state = Rc::clone(&state);
        Closure::once_into_js(move |settled: JsValue| {
            state.0.set(Some(settled));
            if let Some(waker) = state.1.take() {
                waker.wake();
            }
        })
    };
    // `allSettled` never rejects, so one callback is enough, and it is sure to be called.
    Promise::all_settled(&Array::of1(&race)).unchecked_into::<Thenable>().then(&settled);
    let settled = poll_fn(|context| match state.0.take() {
        Some(settled) => Poll::Ready(settled),
        None => {
            state.1.set(Some(context.waker().clone()));
            Poll::Pending
        }
    })
    .await;
    let settled = settled.at(0).unwrap_or_default();
    match settled.get("reason") {
        Some(reason) => Err(reason),
        None => Ok(settled.get("value").unwrap_or_default()),
    }
}

/// A promise, and what resolves it.
pub(crate) fn deferred() -> (Promise, Function) {
    let mut resolve = Function::from(JsValue::UNDEFINED);
    let promise = Promise::new(&mut |resolve_it, _| resolve = resolve_it);
    (promise, resolve)
}
