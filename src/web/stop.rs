//! The end of a call: its time is up, or its caller's signal says so.

use super::error::Ended;
use crate::core::failure::{Code, Failure, Kind};
use crate::core::time::Millis;
use crate::sys::promise::{self, deferred};
use crate::sys::timer::Timer;
use js_sys::{Function, Object, Promise};
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
    _alarm: Option<Timer>,
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
        Ok(Self { controller, caller, fire, fired, _timer: timer, _alarm: None, deadline })
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
        match promise::race(&self.fired, &operation).await {
            Ok(value) if Object::is(&value, self.controller.as_ref()) => Err(Interrupted::Stopped),
            Ok(value) => Ok(value),
            Err(thrown) => Err(Interrupted::Threw(thrown)),
        }
    }

    /// A promise that resolves after a span.
    pub(crate) fn sleep(&mut self, span: Millis) -> JsValue {
        let (over, resolve) = deferred();
        self._alarm = Some(Timer::start(&resolve, span));
        over.into()
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

pub(crate) fn now() -> Millis {
    Millis(js_sys::Date::now() as u64)
}
