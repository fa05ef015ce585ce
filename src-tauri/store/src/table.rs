//! The tables, one file each: migration, row, read, write.

pub(crate) mod assessment;
pub(crate) mod audience;
pub(crate) mod breach;
pub(crate) mod edition;
pub(crate) mod history;
pub(crate) mod journal;
pub(crate) mod logo;
pub(crate) mod mapping;
pub(crate) mod recent;
pub(crate) mod request;
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
    assessment::MIGRATIONS,
    edition::MIGRATIONS,
    request::MIGRATIONS,
    breach::MIGRATIONS,
    journal::MIGRATIONS,
    audience::MIGRATIONS,
    logo::MIGRATIONS,
];
