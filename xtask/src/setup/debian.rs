//! Debian's packages.

use crate::process::{found, output, run};
use anyhow::{Result, bail};
use std::process::Command;

/// Installs packages, where that is Debian or its like and we are root; else says what to do.
pub fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if found(&["apt-get"]).is_none() {
        bail!("missing: what Debian calls {names}; install it from your system's packages");
    }
    if output(Command::new("id").arg("-u"))?.trim() != "0" {
        bail!("missing: {names}; run `sudo apt-get install {names}`");
    }
    run("apt-get update", apt().arg("update"))?;
    run(
        &format!("apt-get install {names}"),
        apt().args(["install", "--yes", "--no-install-recommends"]).args(packages),
    )
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}
