//! The end of a call: its time is up, or its caller's signal says so.

use super::error::Ended;
use crate::core::failure::{Code, Failure, Kind};
use crate::core::time::Millis;
use crate::sys::abort::{AbortController, listen, unlisten};
use crate::sys::promise::deferred;
use crate::sys::timer::Timer;
use js_sys::{Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

/// Ends whatever a call waits for, even what ignores its signal: each wait races against [`fired`](Self::fired).
/// Dropped, it leaves no timer and no listener.
pub(crate) struct Stop {
    controller: AbortController,
    caller: Option<AbortSignal>,
    fire: Function,
    fired: Promise,
    _timer: Timer,
    _alarm: Option<Timer>,
    deadline: Millis,
}

impl Stop {
    /// Starts the clock.
    pub(crate) fn after(timeout: Millis, caller: Option<AbortSignal>) -> Self {
        let controller = AbortController::new();
        let (fired, resolve) = deferred();
        // Of all values only this one can be told from whatever an operation resolves to.
        let fire = resolve.bind1(&JsValue::NULL, controller.as_ref()).unchecked_into();
        if let Some(signal) = &caller {
            listen(signal, &fire);
        }
        let timer = Timer::start(&fire, timeout);
        let deadline = now() + timeout;
        Self { controller, caller, fire, fired, _timer: timer, _alarm: None, deadline }
    }

    /// Settles when the call is over, to a value that [`is_over`](Self::is_over) knows.
    pub(crate) fn fired(&self) -> Promise {
        self.fired.clone()
    }

    pub(crate) fn is_over(&self, value: &JsValue) -> bool {
        Object::is(value, self.controller.as_ref())
    }

    pub(crate) fn is_aborted(&self) -> bool {
        self.caller.as_ref().is_some_and(AbortSignal::aborted)
    }

    pub(crate) fn deadline(&self) -> Millis {
        self.deadline
    }

    pub(crate) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// A promise that resolves after a span.
    pub(crate) fn sleep(&mut self, span: Millis) -> JsValue {
        let (over, resolve) = deferred();
        self._alarm = Some(Timer::start(&resolve, span));
        over.into()
    }

    /// Why the call is over; aborts the request that may still run. Nothing else needs to: to abort
    /// what has ended takes as long as all the rest, since each abort makes an exception.
    pub(crate) fn ended(&self) -> Ended {
        self.controller.abort();
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
            unlisten(signal, &self.fire);
        }
    }
}

pub(crate) fn now() -> Millis {
    Millis(js_sys::Date::now() as u64)
}
