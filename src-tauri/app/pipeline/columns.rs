//! What the columns of a sheet hold: the engine's guesses and what a person chose.

use std::collections::BTreeMap;

use epure_engine::columns::{self, ColumnGuess, Why};
use epure_engine::role::Role;
use epure_engine::table::{Table, Workbook};

use super::Pipeline;
use crate::texts::Texts;
use crate::word;

/// What the columns of a sheet hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fitted {
    /// The engine's guesses, for columns that hold something, left to right.
    pub(crate) guesses: Vec<ColumnGuess>,
    /// What a person chose, by 0-based column.
    pub(crate) chosen: BTreeMap<u32, Role>,
    /// Is the sheet audited?
    pub(crate) included: bool,
    /// True when the choices come from an earlier file with the same headers.
    pub(crate) remembered: bool,
}

/// What a column holds, and how that is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column<'a> {
    /// 0-based.
    pub(crate) index: u32,
    /// What it holds.
    pub(crate) role: Role,
    /// 0 to 1; 1 when a person chose.
    pub(crate) confidence: f32,
    /// True when a person chose.
    pub(crate) chosen: bool,
    /// True when a person should look.
    pub(crate) unsure: bool,
    /// What the guess rests on.
    pub(crate) why: &'a Why,
}

impl Fitted {
    /// Every column that holds something, left to right.
    pub(crate) fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        self.guesses.iter().map(|guess| {
            let chosen = self.chosen.get(&guess.index);
            Column {
                index: guess.index,
                role: *chosen.unwrap_or(&guess.role),
                confidence: if chosen.is_some() { 1.0 } else { guess.confidence },
                chosen: chosen.is_some(),
                unsure: chosen.is_none() && !guess.is_sure(),
                why: &guess.why,
            }
        })
    }

    /// Roles by 0-based column.
    pub(crate) fn roles(&self) -> Vec<Role> {
        let mut roles = Vec::new();
        for column in self.columns() {
            roles.resize(column.index as usize, Role::Other);
            roles.push(column.role);
        }
        roles
    }

    /// Gives a column the role that a person chose; answers whether the sheet has that column.
    pub(crate) fn choose(&mut self, column: u32, role: Role) -> bool {
        let has = self.has(column);
        if has {
            self.chosen.insert(column, role);
        }
        has
    }

    /// Does the sheet have that column?
    pub(crate) fn has(&self, column: u32) -> bool {
        self.guesses.iter().any(|guess| guess.index == column)
    }
}

impl Pipeline {
    /// Finds the header of each sheet and guesses what its columns hold.
    pub(crate) fn fit_all(&self, book: &mut Workbook) -> Vec<Fitted> {
        columns::find_headers(book, &self.packs.columns);
        book.sheets.iter().map(|table| self.fit(table)).collect()
    }

    /// Guesses what the columns of a sheet hold, its header being known.
    pub(crate) fn fit(&self, table: &Table) -> Fitted {
        let guesses = columns::guess(table, &self.packs.columns);
        Fitted { guesses, included: true, ..Fitted::default() }
    }
}

/// What a guess rests on, in one sentence; empty when it rests on nothing.
pub(crate) fn why(why: &Why, texts: &Texts) -> String {
    let by_name =
        why.name.as_ref().map(|name| texts.say("columns.by_name", &[("name", name.clone())]));
    let by_values = why.values.as_ref().map(|kind| {
        let percent = format!("{:.0}", f64::from(why.share) * 100.0);
        let kind = texts.say(&format!("values.{}", word::of(kind)), &[]);
        texts.say("columns.by_values", &[("percent", percent), ("kind", kind)])
    });
    [by_name, by_values].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
