//! A row of a sheet, read as a contact: who it is, how it can be reached, what it said and when.
//!
//! Nothing is judged here; the checks do, with [`crate::country`].

pub(crate) mod alike;
pub(crate) mod answer;
pub(crate) mod audience;
pub(crate) mod columns;
pub(crate) mod day;
pub(crate) mod doubles;
pub(crate) mod email;
pub(crate) mod identity;
mod merge;
mod named;
pub(crate) mod people;
pub(crate) mod phone;
pub(crate) mod place;
pub(crate) mod refusal_cell;
pub(crate) mod row;
pub(crate) mod will;
pub mod words;

pub use audience::Why;
pub use identity::Identity;
pub use merge::{Double, Field, Told, Where, same_people};
pub use people::{Listed, Refusal, people};
