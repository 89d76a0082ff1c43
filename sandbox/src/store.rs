//! What is kept, in one SQLite file.
//!
//! One connection writes and one reads, each behind a lock and off the async threads. In WAL mode
//! with `synchronous = FULL` a transaction is on the disk before its request is answered.

pub mod events;
pub mod feedback;
pub mod history;
pub mod memories;
mod words;

use crate::answer::Refusal;
use axum::http::StatusCode;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

const SCHEMA: &str = include_str!("store/schema.sql");

/// Long enough for another process that looks into the file, a test say.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The open file.
#[derive(Clone, Debug)]
pub struct Store {
    writer: Arc<Mutex<Connection>>,
    reader: Arc<Mutex<Connection>>,
}

impl Store {
    /// Opens the file, and makes it and its tables when they are missing.
    ///
    /// # Errors
    ///
    /// What SQLite says of a file that it cannot open, write or read.
    pub fn open(path: &Path) -> rusqlite::Result<Self> {
        let writer = connect(path)?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        writer.pragma_update(None, "synchronous", "FULL")?;
        writer.execute_batch(SCHEMA)?;
        let reader = connect(path)?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(Self { writer: Arc::new(Mutex::new(writer)), reader: Arc::new(Mutex::new(reader)) })
    }

    /// Runs a transaction; it is undone unless the work succeeds.
    ///
    /// # Errors
    ///
    /// What the work refuses, and a 500 when the database fails.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let writer = Arc::clone(&self.writer);
        off_thread(move || {
            let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })
        .await
    }

    /// Reads one state of the database.
    ///
    /// # Errors
    ///
    /// What the work refuses, and a 500 when the database fails.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let reader = Arc::clone(&self.reader);
        off_thread(move || {
            let mut reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
            // One transaction, so that what several statements read belongs together.
            work(&*reader.transaction()?)
        })
        .await
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|stopped| {
        Err(Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the work stopped: {stopped}")))
    })
}

/// Reads a column whose text has to be parsed.
fn parsed<T, E: std::error::Error + Send + Sync + 'static>(
    row: &rusqlite::Row<'_>,
    column: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    parse(&text).map_err(|error| {
        let kind = rusqlite::types::Type::Text;
        let index = row.as_ref().column_index(column).unwrap_or_default();
        rusqlite::Error::FromSqlConversionFailure(index, kind, Box::new(error))
    })
}

fn json(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<serde_json::Value> {
    parsed(row, column, |text| serde_json::from_str(text))
}

fn uuid(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Uuid> {
    parsed(row, column, Uuid::parse_str)
}
