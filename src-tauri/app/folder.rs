//! Where what is kept on this computer lies, the same for the window and the command line.

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The folder of the database and its key: `EPURE_DATA` when it is set, else `epure` in the user's
/// data folder of the system (`~/.local/share`, `~/Library/Application Support`, `%APPDATA%`). None
/// when the system knows no home folder.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("EPURE_DATA").filter(|folder| !folder.is_empty()) {
        return Some(PathBuf::from(folder));
    }
    let strategy = etcetera::base_strategy::choose_native_strategy().ok()?;
    Some(strategy.data_dir().join("epure"))
}
