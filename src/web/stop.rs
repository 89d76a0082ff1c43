//! The end of a call: its time is up, or its caller's signal says so.

use super::error::Ended;
use crate::core::failure::{Code, Failure, Kind};
use crate::core::time::Millis;
use crate::sys;
use js_sys::futures::JsFuture;
use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, AbortSignal};

/// What `race` was given did not come to its end well.
pub(crate) enum Interrupted {
    /// It rejected, or threw, with this.
    Threw(JsValue),
    /// The call is over; [`Stop::ended`] says why.
    Stopped,
}

/// Ends whatever a call waits for, even what ignores its signal: each wait races against it.
/// Dropped, it aborts the request that may still run, and leaves no timer and no listener.
pub(crate) struct Stop {
    controller: AbortController,
    caller: Option<AbortSignal>,
    fire: Function,
    fired: Promise,
    _timer: Timer,
    deadline: Millis,
}

impl Stop {
    /// Starts the clock.
    pub(crate) fn after(timeout: Millis, caller: Option<AbortSignal>) -> Result<Self, Ended> {
        if let Some(signal) = caller.as_ref().filter(|signal| signal.aborted()) {
            return Err(Ended::Aborted(signal.reason()));
        }
        let controller = AbortController::new().map_err(|_| {
            Failure::new(
                Kind::Configuration,
                Code::Configuration,
                "AbortController is missing: this runtime is older than the package supports",
            )
        })?;
        let (fired, resolve) = deferred();
        // Of all values only this one can be told from whatever an operation resolves to.
        let fire = resolve.bind1(&JsValue::NULL, controller.as_ref()).unchecked_into();
        if let Some(signal) = &caller {
            let _ = signal.add_event_listener_with_callback("abort", &fire);
        }
        let timer = Timer::start(&fire, timeout);
        let deadline = now() + timeout;
        Ok(Self { controller, caller, fire, fired, _timer: timer, deadline })
    }

    pub(crate) fn deadline(&self) -> Millis {
        self.deadline
    }

    pub(crate) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Waits for `operation`, a promise or a plain value, but not beyond the end of the call.
    pub(crate) async fn race(
        &self,
        operation: Result<JsValue, JsValue>,
    ) -> Result<JsValue, Interrupted> {
        let operation = operation.map_err(Interrupted::Threw)?;
        let race = Promise::race(&Array::of2(&self.fired, &operation));
        match JsFuture::from(race).await {
            Ok(value) if Object::is(&value, self.controller.as_ref()) => Err(Interrupted::Stopped),
            Ok(value) => Ok(value),
            Err(thrown) => Err(Interrupted::Threw(thrown)),
        }
    }

    /// Waits; an error if the call ends first.
    pub(crate) async fn sleep(&self, span: Millis) -> Result<(), Ended> {
        let (over, resolve) = deferred();
        let _timer = Timer::start(&resolve, span);
        match self.race(Ok(over.into())).await {
            Ok(_) => Ok(()),
            Err(_) => Err(self.ended()),
        }
    }

    /// Why the call is over.
    pub(crate) fn ended(&self) -> Ended {
        match self.caller.as_ref().filter(|signal| signal.aborted()) {
            Some(signal) => Ended::Aborted(signal.reason()),
            None => Failure::new(
                Kind::Network,
                Code::Timeout,
                "The request timed out. It may still have arrived",
            )
            .into(),
        }
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        if let Some(signal) = &self.caller {
            let _ = signal.remove_event_listener_with_callback("abort", &self.fire);
        }
        self.controller.abort();
    }
}

struct Timer(JsValue);

impl Timer {
    fn start(callback: &Function, span: Millis) -> Self {
        Self(sys::set_timeout(callback, i32::try_from(span.0).unwrap_or(i32::MAX)))
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        sys::clear_timeout(&self.0);
    }
}

fn deferred() -> (Promise, Function) {
    let mut resolve = Function::from(JsValue::UNDEFINED);
    let promise = Promise::new(&mut |resolve_it, _| resolve = resolve_it);
    (promise, resolve)
}

pub(crate) fn now() -> Millis {
    Millis(js_sys::Date::now() as u64)
}
