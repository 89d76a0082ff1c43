//! The demo's Workers in workerd: the page's back end, and the very Worker of the example, twice.

use crate::{root, workerd};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write, copy};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

const ENTRIES: [&str; 2] =
    ["relay=examples/cloudflare-relay/worker.js", "back-end=demo/back-end.js"];

/// The Workers behind one port; they end when this is dropped.
#[derive(Debug)]
pub struct Workers {
    child: Child,
    /// Where they listen, such as `http://127.0.0.1:8787`.
    pub address: String,
}

impl Workers {
    /// Bundles and starts them on a port, with a sandbox as Mem0 and a folder for what the relay's
    /// shards keep; visitors see them on another port if something stands in front. What they log
    /// goes where it is told.
    pub fn start(
        port: u16,
        seen: u16,
        mem0: &str,
        shards: &Path,
        mut log: impl Write + Send + 'static,
    ) -> Result<Self> {
        workerd::bundle(&ENTRIES, "demo")?;
        let mem0 = mem0.strip_prefix("http://").unwrap_or(mem0);
        let address = format!("http://127.0.0.1:{port}");
        let mut child = Command::new(workerd::program()?)
            .current_dir(root().join("demo"))
            .args(["serve", "workerd.capnp", "--control-fd=1"])
            .arg(format!("--socket-addr=http=127.0.0.1:{port}"))
            .arg(format!("--external-addr=mem0={mem0}"))
            .arg(format!("--directory-path=shards={}", shards.display()))
            // A visitor may have typed either, and the sandboxed frame has none.
            .env("ORIGINS", format!("http://127.0.0.1:{seen} http://localhost:{seen} null"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start workerd")?;
        let said = child.stdout.take().context("workerd has no output")?;
        // From here on it is ended with the value, however the waiting ends.
        let workers = Self { child, address };
        let mut said = BufReader::new(said);
        let mut line = String::new();
        said.read_line(&mut line)?;
        let event: Value = serde_json::from_str(&line).unwrap_or_default();
        if event.get("event").and_then(Value::as_str) != Some("listen") {
            bail!("workerd did not start; it said {line:?}");
        }
        // A pipe that nobody empties would stop it.
        thread::spawn(move || copy(&mut said, &mut log));
        Ok(workers)
    }

    /// Fails when they have ended.
    pub fn check(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            Some(status) => bail!("workerd ended with {status}"),
            None => Ok(()),
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        // Nothing is left to do for one that has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
