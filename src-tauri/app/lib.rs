//! Épure's use cases: the only door to the engine, the sheets and the store, used by the desktop
//! window and by the command line alike.

mod accuracy;
pub mod api;
mod audience;
mod campaign;
mod characters;
pub mod cli;
pub mod clock;
mod coaching;
mod compare;
mod components;
mod dossier;
pub mod dto;
pub mod error;
mod explain;
mod files;
mod find;
mod folder;
mod lines;
mod logo;
mod logs;
mod opposition;
mod outputs;
mod overview;
mod own_words;
pub mod packs;
mod pipeline;
mod progress;
mod review;
mod severity;
mod spared;
pub mod texts;
mod walk;
mod word;

pub use folder::data_folder;

/// Rows and findings are millions of small texts: the system's allocator takes a sixth of an audit more
/// (docs/benchmarks.md).
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;
