//! Épure's use cases: the only door to the engine, the sheets and the store, used by the desktop
//! window and by the command line alike.

pub mod api;
mod characters;
pub mod cli;
pub mod clock;
pub mod dto;
pub mod error;
pub mod packs;
pub mod texts;
