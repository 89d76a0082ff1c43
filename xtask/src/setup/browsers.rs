//! Real browsers and their WebDriver servers.

use super::{debian, geckodriver};
use crate::process::found;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// A browser that can be driven.
#[derive(Debug)]
pub struct Browser {
    /// The browser itself.
    pub program: PathBuf,
    /// What speaks WebDriver for it.
    pub driver: PathBuf,
}

/// Chromium, or Chrome, with ChromeDriver.
pub fn chromium() -> Result<Browser> {
    let program =
        || found(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
    let driver = || found(&["chromedriver"]);
    if program().is_none() || driver().is_none() {
        debian::install(&["chromium", "chromium-driver"])?;
    }
    Ok(Browser {
        program: program().context("chromium is installed but not in PATH")?,
        driver: driver().context("chromedriver is installed but not in PATH")?,
    })
}

/// Firefox with geckodriver.
pub fn firefox() -> Result<Browser> {
    let program = || found(&["firefox", "firefox-esr"]);
    if program().is_none() {
        debian::install(&["firefox-esr"])?;
    }
    Ok(Browser {
        program: program().context("firefox is installed but not in PATH")?,
        driver: geckodriver::geckodriver()?,
    })
}
