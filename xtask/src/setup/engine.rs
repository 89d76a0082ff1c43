//! The three browsers, by the names that they have in the tests.

use super::{Browser, WebKit, chromium, firefox, webkit};
use anyhow::{Result, bail};
use std::path::PathBuf;

/// What tests find in their environment.
pub type Settings = Vec<(&'static str, PathBuf)>;

/// A browser that tests drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Those that can be had here; the others are named.
    pub fn available() -> Vec<Self> {
        Self::ALL.into_iter().filter(|engine| engine.settings_if_there().is_some()).collect()
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Names in a row, as tests take them.
    pub fn names(engines: &[Self]) -> String {
        engines.iter().map(|engine| engine.name()).collect::<Vec<_>>().join(",")
    }

    /// The one of a name.
    pub fn named(name: &str) -> Result<Self> {
        match Self::ALL.into_iter().find(|engine| engine.name() == name) {
            Some(engine) => Ok(engine),
            None => bail!("no browser is called `{name}`; there are: {}", Self::names(&Self::ALL)),
        }
    }

    /// Where it and its driver are; installed if they can be.
    pub fn settings(self) -> Result<Settings> {
        Ok(match self {
            Self::Chromium => {
                let Browser { program, driver } = chromium()?;
                vec![("CHROMIUM", program), ("CHROMEDRIVER", driver)]
            }
            Self::Firefox => {
                let Browser { program, driver } = firefox()?;
                vec![("FIREFOX", program), ("GECKODRIVER", driver)]
            }
            Self::WebKit => {
                let WebKit { driver, display } = webkit()?;
                vec![("WEBKIT_DRIVER", driver), ("XVFB", display)]
            }
        })
    }

    /// The same, nothing for one that cannot be had here, which is said.
    pub fn settings_if_there(self) -> Option<Settings> {
        self.settings()
            .inspect_err(|missing| eprintln!("  {} is left out: {missing:#}", self.name()))
            .ok()
    }
}
