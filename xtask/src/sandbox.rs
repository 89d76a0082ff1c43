//! The sandbox, built and started.

use crate::process::{cargo, run};
use crate::root;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A sandbox on a port of its own with a database of its own; ends when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    child: Child,
    /// Where it listens, such as `http://127.0.0.1:40123`.
    pub address: String,
    /// Its SQLite file.
    pub db: PathBuf,
}

impl Sandbox {
    /// Starts one with an empty database, named after what it is for.
    pub fn start(name: &str, options: &[&str]) -> Result<Self> {
        let db = root().join("target/sandboxes").join(format!("{name}.sqlite"));
        fs::create_dir_all(db.parent().context("a file is in a folder")?)?;
        for suffix in ["", "-wal", "-shm"] {
            let file = PathBuf::from(format!("{}{suffix}", db.display()));
            if file.exists() {
                fs::remove_file(file)?;
            }
        }
        Self::open(&db, options)
    }

    /// Starts one with the database of a file.
    pub fn open(db: &Path, options: &[&str]) -> Result<Self> {
        let mut child = Command::new(build()?)
            .current_dir(root())
            .args(["--port", "0", "--db"])
            .arg(db)
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the sandbox")?;
        let said = child.stdout.take().context("the sandbox has no output")?;
        // From here on it is ended with the value, however the waiting ends.
        let mut sandbox = Self { child, address: String::new(), db: db.to_owned() };
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line)?;
        match line.trim().strip_prefix("listening on ") {
            Some(address) => address.clone_into(&mut sandbox.address),
            None => bail!("the sandbox did not start; it said {line:?}"),
        }
        Ok(sandbox)
    }

    /// Fails when it has ended.
    pub fn check(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            Some(status) => bail!("the sandbox ended with {status}"),
            None => Ok(()),
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Nothing is left to do for one that has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Builds the sandbox and returns the program.
fn build() -> Result<PathBuf> {
    run("cargo build of the sandbox", cargo().args(["build", "--package=mem0-sandbox"]))?;
    Ok(root().join("target/debug").join(format!("mem0-sandbox{}", std::env::consts::EXE_SUFFIX)))
}
