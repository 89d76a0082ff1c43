//! Real browsers and their WebDriver servers.

use super::{debian, tools};
use crate::process::{found, succeeds};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

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
        driver: tools::geckodriver()?,
    })
}

/// WebKitGTK, for a browser of our own around it.
#[derive(Debug)]
pub struct WebKit {
    /// What speaks WebDriver for it.
    pub driver: PathBuf,
    /// The X server without a screen that it needs.
    pub display: PathBuf,
}

/// Says whether Debian's Python can show a page.
const BINDINGS: &str = "import gi; gi.require_version('Gtk', '3.0'); \
                        gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2";

/// WebKitGTK with its driver, a display, and the bindings with which a browser is made of it.
pub fn webkit() -> Result<WebKit> {
    let driver = || found(&["WebKitWebDriver"]);
    let display = || found(&["Xvfb"]);
    let bound = succeeds(Command::new("/usr/bin/python3").args(["-c", BINDINGS]));
    if driver().is_none() || display().is_none() || !bound {
        debian::install(&["webkit2gtk-driver", "xvfb", "python3-gi", "gir1.2-webkit2-4.1"])?;
    }
    Ok(WebKit {
        driver: driver().context("webkit2gtk-driver is installed but not in PATH")?,
        display: display().context("xvfb is installed but not in PATH")?,
    })
}
