//! The tables, one file each: migration, row, read, write.

pub(crate) mod history;
pub(crate) mod mapping;
pub(crate) mod recent;
pub(crate) mod settings;
pub(crate) mod suppression;

use crate::migrate::Migration;

/// The migrations of all tables.
pub(crate) const MIGRATIONS: &[&[Migration]] = &[
    settings::MIGRATIONS,
    recent::MIGRATIONS,
    mapping::MIGRATIONS,
    history::MIGRATIONS,
    suppression::MIGRATIONS,
];
