//! Formulas as text: their references found, and moved as a spreadsheet moves them when rows or
//! columns go. Everything that is no reference is copied as it is.
//!
//! It computes nothing and checks no syntax. References made up at run time (`INDIRECT("A"&B1)`)
//! cannot be seen; spreadsheets do not adjust them either.

mod area;
mod lexer;
mod shift;

pub(crate) use area::{Area, Corner, Span};
pub(crate) use lexer::{Piece, pieces};
pub(crate) use shift::{Home, adjust, is_external, literals, moved, shifted};

#[cfg(test)]
mod table;
