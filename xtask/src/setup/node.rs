//! Node and the npm packages of a folder.

use crate::process::{output, run};
use crate::{root, stamp};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// What Vite asks for, the most demanding of the tools.
const OLDEST: (u32, u32) = (20, 19);

/// Installs what the lockfile of a folder names.
pub fn npm_packages(folder: &str) -> Result<()> {
    node()?;
    let place = root().join(folder);
    let installed = place.join("node_modules");
    let inputs = [place.join("package.json"), place.join("package-lock.json")];
    stamp::unless_fresh(&installed, &installed.join(".lockfile-stamp"), &inputs, || {
        run(
            &format!("npm ci in {folder}"),
            Command::new("npm").current_dir(&place).args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
            ]),
        )
    })
}

/// Checks that Node is there and new enough.
fn node() -> Result<()> {
    let (major, minor) = OLDEST;
    let advice = format!("install Node {major}.{minor} or newer, with npm, and put it into PATH");
    let said = output(Command::new("node").arg("--version")).with_context(|| advice.clone())?;
    let version = version(&said).with_context(|| format!("node calls itself {said:?}"))?;
    if version < OLDEST {
        bail!("node is {}: {advice}", said.trim());
    }
    Ok(())
}

fn version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.trim().strip_prefix('v')?.split('.').map(|part| part.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(version("v20.12.2\n"), Some((20, 12)));
        assert!(version("v20.9.0").unwrap() < OLDEST);
        assert!(version("v100.0.0-nightly").unwrap() > OLDEST);
        assert_eq!(version("20.1.0"), None);
        assert_eq!(version("v20"), None);
    }
}
