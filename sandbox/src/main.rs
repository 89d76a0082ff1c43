//! A local Mem0-compatible API on SQLite.

use clap::Parser;
use mem0_sandbox::{Mount, Sandbox, Settings, UnknownMemory};
use std::path::PathBuf;
use std::process::ExitCode;

/// A local Mem0-compatible API on SQLite, for tests and demos.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The port on 127.0.0.1; 0 takes any that is free.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The SQLite file; made when missing.
    #[arg(long, default_value = "mem0-sandbox.sqlite")]
    db: PathBuf,
    /// A folder to serve, as URLPREFIX=DIR; may be given more than once.
    #[arg(long, value_name = "URLPREFIX=DIR")]
    www: Vec<Mount>,
    /// A JSON file of memories to put in when they are missing.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// What a feedback on an unknown memory answers: Mem0's own 500, or a true 404.
    #[arg(long, default_value = "500", value_name = "500|404")]
    unknown_memory: UnknownMemory,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let settings = Settings {
        port: arguments.port,
        db: arguments.db,
        www: arguments.www,
        seed: arguments.seed,
        unknown_memory: arguments.unknown_memory,
    };
    match run(settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mem0-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(settings: Settings) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::bind(settings).await?;
    let stop = stop_signal()?;
    println!("listening on http://{}", sandbox.address());
    sandbox.serve(stop).await;
    Ok(())
}

/// Resolves at SIGINT or SIGTERM; the handlers stand from the moment of the call.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Resolves at Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without the signal there is nothing to wait for, and stopping is the safe end.
        let _ = tokio::signal::ctrl_c().await;
    })
}
