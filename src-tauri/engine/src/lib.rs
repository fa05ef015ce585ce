//! Épure's engine: pure thinking about prospect workbooks.
//!
//! Data flows one way: [`table::Workbook`] → [`columns`] (what each column holds) → [`audit`]
//! ([`finding::Finding`]s) → [`decision::Decision`]s of a person → [`plan`] ([`plan::Edit`]s).
//!
//! What never happens here: no file, clock, network, window or database. Callers hand over bytes,
//! packs and today's date; the same input gives the same output.

pub mod audit;
pub mod basis;
pub mod campaign;
pub mod checklist;
mod checks;
pub mod columns;
pub mod contact;
pub mod country;
pub mod deadline;
pub mod decision;
pub mod dossier;
pub mod finding;
pub mod lexicon;
pub mod mapping;
pub mod messages;
pub mod moments;
mod named;
pub mod packs;
mod parallel;
pub mod plan;
pub mod reader;
pub mod rewrite;
pub mod role;
pub mod table;
pub mod text;
mod together;
pub mod weights;
