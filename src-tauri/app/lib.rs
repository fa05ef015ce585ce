//! Épure: the use cases.
