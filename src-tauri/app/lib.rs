//! Épure's use cases: the only door to the engine, the sheets and the store, used by the desktop
//! window and by the command line alike.

pub mod api;
pub mod dto;
pub mod error;
