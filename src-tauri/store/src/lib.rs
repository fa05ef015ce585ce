//! Épure: store.
