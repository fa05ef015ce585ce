//! Brings a database to the present layout: each table owns its migrations, applied in the order
//! of their numbers, the last number being kept in SQLite's `user_version`.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::error::StoreError;
use crate::table;

/// One step from a layout to the next. Steps are only ever added.
pub(crate) struct Migration {
    /// The layout it leads to, from 1.
    pub(crate) to: u32,
    /// What is done.
    pub(crate) sql: &'static str,
}

/// Applies what is missing; all steps or none.
pub(crate) fn up(connection: &mut Connection, database: &Path) -> Result<(), StoreError> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let mut steps: Vec<&Migration> = table::MIGRATIONS.iter().copied().flatten().collect();
    steps.sort_by_key(|step| step.to);
    let known = steps.last().map_or(0, |step| step.to);
    if found > known {
        return Err(StoreError::Newer { path: database.to_owned(), found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        back_up(connection, database, found)?;
    }
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have migrated while this one waited.
    let found: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for step in steps.iter().filter(|step| step.to > found) {
        transaction.execute_batch(step.sql)?;
    }
    transaction.pragma_update(None, "user_version", known.max(found))?;
    Ok(transaction.commit()?)
}

/// Copies the database as it is, write-ahead log included, to `epure.db.v<layout>`.
fn back_up(connection: &Connection, database: &Path, layout: u32) -> Result<(), StoreError> {
    let mut name = database.as_os_str().to_owned();
    name.push(format!(".v{layout}"));
    let copy = PathBuf::from(name);
    // A copy of an earlier try is complete or absent as far as SQLite is concerned; start anew.
    let _ = std::fs::remove_file(&copy);
    connection
        .execute("VACUUM INTO ?1", [copy.to_string_lossy()])
        .map_err(|source| StoreError::Backup { path: copy.clone(), source })?;
    crate::key::private(&copy)
}
