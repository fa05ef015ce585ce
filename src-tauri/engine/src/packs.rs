//! The files of `lexicons/`, as bytes: the engine reads no folder itself.

use std::collections::BTreeMap;

/// File contents by their path relative to `lexicons/`, with `/` between folders: `fr/health.toml`.
pub type PackFiles = BTreeMap<String, Vec<u8>>;
