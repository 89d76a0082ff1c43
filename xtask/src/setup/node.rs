//! Node and the npm packages of a folder.

use crate::process::{output, run};
use crate::{root, stamp};
use anyhow::{Context, Result, bail};
use std::process::Command;

const ADVICE: &str = "install Node 22.12 or newer, or of Node 20 one from 20.19 on, with npm, and \
                      put it into PATH";

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
    let said = output(Command::new("node").arg("--version")).context(ADVICE)?;
    let version = version(&said).with_context(|| format!("node calls itself {said:?}"))?;
    if !is_enough(version) {
        bail!("node is {}: {ADVICE}", said.trim());
    }
    Ok(())
}

/// What Vite asks for, the most demanding of the tools: `^20.19.0 || >=22.12.0`.
fn is_enough((major, minor): (u32, u32)) -> bool {
    (major == 20 && minor >= 19) || (major, minor) >= (22, 12)
}

fn version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.trim().strip_prefix('v')?.split('.').map(|part| part.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_two_numbers() {
        assert_eq!(version("v20.12.2\n"), Some((20, 12)));
        assert_eq!(version("v100.0.0-nightly"), Some((100, 0)));
        assert_eq!(version("20.1.0"), None);
        assert_eq!(version("v20"), None);
    }

    #[test]
    fn versions_that_vite_refuses_are_refused() {
        for enough in [(20, 19), (20, 20), (22, 12), (23, 0), (24, 1), (100, 0)] {
            assert!(is_enough(enough), "{enough:?}");
        }
        for too_old in [(18, 20), (19, 19), (20, 9), (20, 18), (21, 0), (21, 99), (22, 0), (22, 11)]
        {
            assert!(!is_enough(too_old), "{too_old:?}");
        }
    }
}
