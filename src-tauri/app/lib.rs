//! Épure's use cases: the only door to the engine, the sheets and the store, used by the desktop
//! window and by the command line alike.

#![allow(dead_code, unused_imports, reason = "the audit is not joined yet")]

pub mod api;
mod characters;
pub mod cli;
pub mod clock;
pub mod dto;
pub mod error;
mod files;
mod find;
mod folder;
pub mod packs;
mod pipeline;
mod progress;
mod review;
pub mod texts;
mod word;

pub use folder::data_folder;
