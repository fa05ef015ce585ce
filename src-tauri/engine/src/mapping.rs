//! Which sheets are audited and what their columns hold: guesses, and what a person chose.

use std::collections::BTreeMap;

use crate::columns::{self, SURE};
use crate::packs::Packs;
use crate::role::Role;
use crate::table::{Table, Workbook};

/// Role of a column, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnRole {
    /// The role.
    pub role: Role,
    /// 0 to 1; 1 when a person chose. Below [`SURE`] the audit treats the column as free text.
    pub confidence: f32,
}

/// Roles of the columns of each audited sheet; a sheet that is not in it is not audited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    sheets: BTreeMap<String, Vec<ColumnRole>>,
}

impl Default for ColumnRole {
    fn default() -> Self {
        Self { role: Role::Other, confidence: 0.0 }
    }
}

impl ColumnRole {
    /// A role that a person chose.
    #[must_use]
    pub fn chosen(role: Role) -> Self {
        Self { role, confidence: 1.0 }
    }

    /// The role that the audit goes by.
    #[must_use]
    pub fn used(self) -> Role {
        if self.confidence >= SURE { self.role } else { Role::Other }
    }
}

impl Mapping {
    /// Guesses every column of every sheet; headers must be known
    /// ([`columns::find_headers`]).
    #[must_use]
    pub fn guess(book: &Workbook, packs: &Packs) -> Self {
        let mut mapping = Self::default();
        for table in &book.sheets {
            mapping.guess_sheet(table, packs);
        }
        mapping
    }

    /// Guesses the columns of one sheet.
    pub fn guess_sheet(&mut self, table: &Table, packs: &Packs) {
        let mut roles = Vec::new();
        for guess in columns::guess(table, &packs.columns) {
            roles.resize(guess.index as usize, ColumnRole::default());
            roles.push(ColumnRole { role: guess.role, confidence: guess.confidence });
        }
        self.sheets.insert(table.name.clone(), roles);
    }

    /// Sets the roles of a whole sheet, by 0-based column.
    pub fn set_sheet(&mut self, sheet: &str, roles: Vec<ColumnRole>) {
        self.sheets.insert(sheet.to_owned(), roles);
    }

    /// Sets the role that a person chose for a column; the sheet is audited from then on.
    pub fn choose(&mut self, sheet: &str, column: u32, role: Role) {
        let roles = self.sheets.entry(sheet.to_owned()).or_default();
        let at = column as usize;
        if roles.len() <= at {
            roles.resize(at + 1, ColumnRole::default());
        }
        if let Some(slot) = roles.get_mut(at) {
            *slot = ColumnRole::chosen(role);
        }
    }

    /// Roles of an audited sheet, by 0-based column; none for a sheet that is left out.
    #[must_use]
    pub fn sheet(&self, sheet: &str) -> Option<&[ColumnRole]> {
        self.sheets.get(sheet).map(Vec::as_slice)
    }
}
