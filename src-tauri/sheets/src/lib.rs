//! Épure: sheets.
