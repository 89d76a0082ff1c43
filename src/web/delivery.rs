//! One group of feedback on its way: token, request, body, wait, and again. Each step is a plain
//! function between two promises, and there is a single place that waits.

use super::client::{Client, Parcel};
use super::credential::Credential;
use super::error::{Ended, Error};
use super::joined;
use super::response::{answer, called, read_body};
use super::stop::{Stop, now};
use crate::core::answer::{Answer, Json};
use crate::core::failure::{Code, Failure, Kind};
use crate::core::retry::{Retry, is_worth_another_attempt};
use crate::core::time::Millis;
use crate::core::wire;
use crate::sys::object::set;
use crate::sys::promise::race;
use ::core::mem::take;
use alloc::boxed::Box;
use alloc::vec::Vec;
use js_sys::{Array, Math, Object};
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

/// The value that came back, or why none did.
pub(crate) type Outcome = Result<JsValue, Ended>;

/// What is being waited for.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Token,
    Response,
    Body,
    Wait,
}

/// What is to be waited for next, a promise or whatever else a caller's function returned;
/// `None` at the end.
type Next = Option<(Step, JsValue)>;

/// Who is told what becomes of a group.
pub(crate) trait Receiver {
    /// Who sends.
    fn client(&self) -> &Client;
    /// A parcel has its outcome.
    fn settle(&self, parcel: &Parcel, outcome: Outcome);
    /// All of them have.
    fn finish(self);
}

pub(crate) struct Delivery<R> {
    /// Those without an outcome yet.
    parcels: Vec<Parcel>,
    stop: Stop,
    attempt: u32,
    /// What the last request was sent under, where a function gives it.
    token: JsValue,
    /// What was refused, and was renewed.
    stale: JsValue,
    response: JsValue,
    receiver: R,
}

impl<R: Receiver + 'static> Delivery<R> {
    /// Sends `parcels` in one request, and what failed of them in further ones while that may
    /// help and there is time.
    pub(crate) fn start(parcels: Vec<Parcel>, signal: Option<AbortSignal>, receiver: R) {
        let stop = Stop::after(receiver.client().timeout, signal);
        let mut delivery = Box::new(Self {
            parcels,
            stop,
            attempt: 0,
            token: JsValue::UNDEFINED,
            stale: JsValue::UNDEFINED,
            response: JsValue::UNDEFINED,
            receiver,
        });
        let first = if delivery.stop.is_aborted() {
            delivery.conclude(Err(delivery.stop.ended()))
        } else {
            delivery.begin()
        };
        delivery.run(first);
    }

    fn run(mut self: Box<Self>, next: Next) {
        match next {
            None => self.receiver.finish(),
            Some((step, operation)) => {
                race(&self.stop.fired(), &operation, move |result| {
                    let next = self.proceed(step, result);
                    self.run(next);
                });
            }
        }
    }

    fn begin(&self) -> Next {
        match &self.receiver.client().credential {
            Credential::Asked(ask) => {
                let ids: Array =
                    self.parcels.iter().map(|it| JsValue::from(it.memory_id.as_str())).collect();
                Some((Step::Token, called(ask, &JsValue::UNDEFINED, &ids, &self.stale)))
            }
            Credential::Token(token) => self.request(token),
            _ => self.request(""),
        }
    }

    fn request(&self, token: &str) -> Next {
        let bodies = || self.parcels.iter().map(|parcel| parcel.body.as_str());
        let body: JsValue = if self.receiver.client().credential.is_for_relay() {
            wire::relay_body(token, bodies()).into()
        } else {
            bodies().next().into()
        };
        let init = Object::new();
        set(&init, "method", &"POST".into());
        set(&init, "headers", &self.receiver.client().headers);
        set(&init, "body", &body);
        set(&init, "signal", &self.stop.signal());
        let url = self.receiver.client().url.as_str().into();
        let fetch = &self.receiver.client().fetch;
        Some((Step::Response, called(fetch, &JsValue::UNDEFINED, &url, &init)))
    }

    fn proceed(&mut self, step: Step, result: Result<JsValue, JsValue>) -> Next {
        let value = match result {
            Ok(value) if self.stop.is_over(&value) => return self.conclude(Err(self.stop.ended())),
            Ok(value) => value,
            Err(cause) => {
                let refused = answer(&self.response, JsValue::UNDEFINED);
                return match refused {
                    // What a server refused, it refused, even if the reasons broke off.
                    Ok(answer) if step == Step::Body && !answer.needs_body() => {
                        self.conclude(Ok(answer))
                    }
                    _ => self.conclude(Err(thrown(step, cause))),
                };
            }
        };
        match step {
            Step::Token => match value.as_string().filter(|token| !token.is_empty()) {
                Some(token) => {
                    self.token = value;
                    self.request(&token)
                }
                None => self.conclude(Err(no_token())),
            },
            Step::Response => {
                let body = read_body(&value);
                self.response = value;
                Some((Step::Body, body))
            }
            Step::Body => self.conclude(answer(&self.response, value)),
            Step::Wait => self.begin(),
        }
    }

    /// A request has come to its end: who has an outcome now, and who is to try again, when?
    fn conclude(&mut self, answer: Result<Answer<JsValue>, Ended>) -> Next {
        let refused = matches!(&answer, Ok(answer) if answer.status == 401);
        if refused
            && self.stale.is_undefined()
            && matches!(self.receiver.client().credential, Credential::Asked(_))
        {
            self.stale = take(&mut self.token);
            return self.begin();
        }
        // The longest wait that was asked for, by those that are worth another attempt.
        let mut asked = None;
        for (position, parcel) in self.parcels.iter().enumerate() {
            asked = asked.max(least_wait(&self.outcome(&answer, position, parcel)));
        }
        let retry =
            Retry { retries: self.receiver.client().retries, deadline: self.stop.deadline() };
        let luck = (Math::random() * f64::from(u32::MAX)) as u32;
        let wait = asked.and_then(|asked| retry.wait(asked, self.attempt, now(), luck));
        for (position, parcel) in take(&mut self.parcels).into_iter().enumerate() {
            let outcome = self.outcome(&answer, position, &parcel);
            if wait.is_some() && least_wait(&outcome).is_some() {
                self.parcels.push(parcel);
            } else {
                self.receiver.settle(&parcel, outcome);
            }
        }
        self.attempt += 1;
        wait.map(|wait| (Step::Wait, self.stop.sleep(wait)))
    }

    /// What the answer to a request says of `parcel`, which was at `position` in it.
    fn outcome(
        &self,
        answer: &Result<Answer<JsValue>, Ended>,
        position: usize,
        parcel: &Parcel,
    ) -> Outcome {
        let answer = answer.as_ref().map_err(Clone::clone)?;
        let json = || answer.json.clone().unwrap_or_default();
        let outcome = if self.receiver.client().credential.is_for_relay() {
            answer
                .delivered()
                .and_then(|()| answer.delivered_item(position as u32, parcel.memory_id.as_str()))
        } else {
            answer.delivered().map(|()| json())
        };
        outcome.map_err(|failure| {
            let details = Some(json()).filter(Json::is_object).unwrap_or_default();
            Ended::Failed(Error::answered(failure, self.response.clone(), details))
        })
    }
}

/// The least wait before another attempt, or `None` where that is of no use.
fn least_wait(outcome: &Outcome) -> Option<Millis> {
    match outcome {
        Err(Ended::Failed(error)) if is_worth_another_attempt(error.failure()) => {
            Some(error.failure().retry_after.unwrap_or_default())
        }
        _ => None,
    }
}

fn thrown(step: Step, cause: JsValue) -> Ended {
    let (kind, code, what) = match step {
        Step::Token => (Kind::Authentication, Code::Authentication, "token() failed"),
        Step::Response => (Kind::Network, Code::Connect, "fetch failed"),
        Step::Body | Step::Wait => (Kind::Network, Code::Network, "The answer broke off"),
    };
    let message = match cause.get("message").as_ref().unwrap_or(&cause).as_string() {
        Some(said) => joined(&joined(what, ": "), &said).into(),
        None => what.into(),
    };
    Ended::Failed(Error::thrown(Failure { kind, code, message, retry_after: None }, cause))
}

fn no_token() -> Ended {
    let message = "token() returned no token: return a string, or a promise of it";
    Failure::new(Kind::Authentication, Code::Authentication, message).into()
}
