//! What each column of a sheet holds, guessed from its name and its values.
//!
//! A guess carries its confidence; below [`SURE`] the person is asked. A wrong guess costs more
//! than a question, so what people name differently stays unsure.

mod beside;
mod fit;
mod forms;
mod header;
mod judge;
mod names;
mod pack;
mod shape;
mod words;

use serde::{Deserialize, Serialize};

pub use header::{find_header, find_headers, header_at};
pub use pack::{ColumnPack, ColumnPackError};
pub use shape::ValueKind;

use crate::role::Role;
use crate::table::Table;
use shape::Shape;

/// Confidence from which a guess may be used without asking.
pub const SURE: f32 = 0.6;

/// What a column is thought to hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnGuess {
    /// 0-based column.
    pub index: u32,
    /// Header text, empty when there is none.
    pub header: String,
    /// The role.
    pub role: Role,
    /// 0 to 1; see [`SURE`].
    pub confidence: f32,
    /// What the guess rests on.
    pub why: Why,
}

/// What a guess rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// The known column name that the header matches, as the lexicon writes it.
    pub name: Option<String>,
    /// The kind most values are of.
    pub values: Option<ValueKind>,
    /// Share of the values that are of that kind, 0 to 1.
    pub share: f32,
}

impl ColumnGuess {
    /// May the guess be used without asking?
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.confidence >= SURE
    }
}

/// Guesses the role of every column that has a header or a value, left to right.
#[must_use]
pub fn guess(table: &Table, pack: &ColumnPack) -> Vec<ColumnGuess> {
    let names: Vec<&str> = (0..table.width()).map(|index| table.header_name(index)).collect();
    let written_in = judge::language(&names, pack);
    let mut guesses = Vec::new();
    let mut facts = Vec::new();
    for index in 0..table.width() {
        let shape = Shape::of(table, index, &pack.values);
        let header = table.header_name(index).trim().to_owned();
        if header.is_empty() && shape.values == 0 {
            continue;
        }
        let verdict = judge::column(&header, &shape, pack, written_in);
        guesses.push(ColumnGuess {
            index,
            header,
            role: verdict.role,
            confidence: verdict.confidence,
            why: verdict.why,
        });
        facts.push((shape, verdict.coverage));
    }
    beside::together(&mut guesses, &facts, pack);
    guesses
}

/// Does a sheet with these columns list people or companies that can be contacted?
#[must_use]
pub fn holds_contacts(guesses: &[ColumnGuess]) -> bool {
    let has = |roles: &[Role]| guesses.iter().any(|g| g.is_sure() && roles.contains(&g.role));
    let reach = has(&[Role::Email, Role::Phone, Role::Mobile]);
    let named = has(&[Role::LastName, Role::FullName, Role::FirstName, Role::Company]);
    let placed = has(&[Role::Address, Role::Postcode, Role::City]);
    reach || (named && (placed || has(&[Role::Notes, Role::LastContact, Role::Status])))
}
