//! What went wrong, in the classes, codes and suggestions of Mem0's official clients (`mem0ai`
//! 3.3.1 on npm, 2.2.1 on PyPI), so that code written for those reads ours.

use super::time::Millis;
use ::core::fmt;
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;

/// The class of a failure. Its discriminant is what crosses into JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Any failure that has no class of its own; in JavaScript the base class of them all.
    Memory,
    /// The key or token is missing, wrong, or may not do this: 401, 403.
    Authentication,
    /// Too many requests: 429.
    RateLimit,
    /// The input is wrong: 400, 409, 422, or found before anything was sent.
    Validation,
    /// There is no such memory: 404. Mem0 itself answers 500 for one that it does not know.
    NotFound,
    /// No usable answer came: 408, 502, 503, 504, a time-out, a broken connection.
    Network,
    /// The client was set up wrongly.
    Configuration,
    /// The request is too large: 413.
    QuotaExceeded,
}

/// A code for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// `HTTP_<status>`: the server answered.
    Http(u16),
    /// `NET_TIMEOUT`: the time for the whole call was up.
    Timeout,
    /// `NET_CONNECT`: `fetch` reached nobody.
    Connect,
    /// `NET_GENERIC`: an answer broke off, or was none of the API's.
    Network,
    /// `VAL_001`: refused before anything was sent.
    Validation,
    /// `AUTH_001`: there is no credential to send.
    Authentication,
    /// `CFG_001`: the client was set up wrongly.
    Configuration,
}

impl Code {
    /// The code as Mem0's clients write it.
    pub fn to_text(self) -> Cow<'static, str> {
        let fixed = match self {
            Self::Http(status) => return with_digits("HTTP_", status).into(),
            Self::Timeout => "NET_TIMEOUT",
            Self::Connect => "NET_CONNECT",
            Self::Network => "NET_GENERIC",
            Self::Validation => "VAL_001",
            Self::Authentication => "AUTH_001",
            Self::Configuration => "CFG_001",
        };
        fixed.into()
    }
}

/// Spelled out by hand: the formatting machinery would be a tenth of the visitor's download.
fn with_digits(text: &str, number: u16) -> String {
    let mut text = text.to_owned();
    for unit in [10_000, 1_000, 100, 10, 1] {
        if number >= unit || unit == 1 {
            text.push(char::from(b'0' + (number / unit % 10) as u8));
        }
    }
    text
}

/// A feedback that was not delivered, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The class.
    pub kind: Kind,
    /// The code.
    pub code: Code,
    /// What was wrong, for a person.
    pub message: Cow<'static, str>,
    /// The wait that the server asked for.
    pub retry_after: Option<Millis>,
}

impl Failure {
    /// A failure without an answer behind it.
    pub fn new(kind: Kind, code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, code, message: message.into(), retry_after: None }
    }

    /// The failure that a status stands for; `message` is what the server said.
    pub fn from_status(status: u16, message: Option<String>) -> Self {
        let message = message.unwrap_or_else(|| {
            let mut text = with_digits("HTTP ", status);
            text.push_str(" error");
            text
        });
        Self::new(kind_of(status), Code::Http(status), message)
    }

    /// The status of the answer, where there was one.
    pub fn status(&self) -> Option<u16> {
        match self.code {
            Code::Http(status) => Some(status),
            _ => None,
        }
    }

    /// What to do about it: the official clients' sentence for that status.
    pub fn suggestion(&self) -> &'static str {
        match self.code {
            Code::Http(status) => suggestion_for(status),
            Code::Timeout | Code::Connect | Code::Network => {
                "Please check your internet connection and try again"
            }
            Code::Authentication => suggestion_for(401),
            Code::Validation => suggestion_for(400),
            Code::Configuration => "Please check the options",
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

fn kind_of(status: u16) -> Kind {
    match status {
        400 | 409 | 422 => Kind::Validation,
        401 | 403 => Kind::Authentication,
        404 => Kind::NotFound,
        408 | 502 | 503 | 504 => Kind::Network,
        413 => Kind::QuotaExceeded,
        429 => Kind::RateLimit,
        _ => Kind::Memory,
    }
}

fn suggestion_for(status: u16) -> &'static str {
    match status {
        400 => "Please check your request parameters and try again",
        401 => "Please check your API key and authentication credentials",
        403 => "You don't have permission to perform this operation",
        404 => "The requested resource was not found",
        408 => "Request timed out. Please try again",
        409 => "Resource conflict. Please check your request",
        413 => "Request too large. Please reduce the size of your request",
        422 => "Invalid request data. Please check your input",
        429 => "Rate limit exceeded. Please wait before making more requests",
        500 => "Internal server error. Please try again later",
        502 => "Service temporarily unavailable. Please try again later",
        503 => "Service unavailable. Please try again later",
        504 => "Gateway timeout. Please try again later",
        _ => "Please try again later",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bare_status_still_says_something() {
        let failure = Failure::from_status(503, None);
        assert_eq!(failure.message, "HTTP 503 error");
        assert_eq!(failure.kind, Kind::Network);
        assert_eq!(failure.suggestion(), "Service unavailable. Please try again later");
    }

    #[test]
    fn what_has_no_class_is_a_memory_error() {
        for status in [402, 405, 410, 418, 500, 501, 599] {
            assert_eq!(Failure::from_status(status, None).kind, Kind::Memory);
        }
    }

    proptest! {
        #[test]
        fn the_code_carries_the_status(status: u16) {
            prop_assert_eq!(Code::Http(status).to_text(), format!("HTTP_{status}"));
            prop_assert_eq!(Failure::from_status(status, None).status(), Some(status));
        }
    }
}
