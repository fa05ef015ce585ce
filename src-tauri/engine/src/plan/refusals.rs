//! The refusals of a file written in the columns of its copy, channel by channel: in the columns of
//! refusals that it has, else in new ones at the right of the table.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Edit, NewValue};
use crate::audit::Refusing;
use crate::contact::columns::Columns;
use crate::contact::refusal_cell::RefusalCells;
use crate::contact::will::Channels;
use crate::country::Channel;
use crate::mapping::Mapping;
use crate::messages::Lang;
use crate::packs::Packs;
use crate::role::Role;
use crate::table::{CellRef, Row, Table, Workbook};

/// Edits that write refusals down, beside those planned already: rows that go and cells that are set
/// are left alone. `lang`: of the headers that are added.
#[must_use]
pub fn mark_refusals(
    book: &Workbook,
    mapping: &Mapping,
    refusals: &[Refusing],
    packs: &Packs,
    planned: &[Edit],
    lang: Lang,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for table in &book.sheets {
        let rows: FxHashMap<u32, &Row> = table.body().map(|row| (row.number, row)).collect();
        let gone: FxHashSet<u32> = planned.iter().filter_map(|edit| goes(edit, table)).collect();
        let set: FxHashSet<CellRef> = planned.iter().filter_map(|edit| cell(edit, table)).collect();
        let (Some(roles), Some(header)) = (mapping.sheet(&table.name), &table.header) else {
            continue;
        };
        let roles: Vec<Role> = roles.iter().map(|role| role.used()).collect();
        let columns = Columns::new(table, &roles, &packs.words);
        let cells = RefusalCells::of(table, &columns, &packs.words, &packs.messages, lang);
        let mut sheet = Marked {
            table,
            cells,
            reached: reached(&columns),
            next: set.iter().map(|cell| cell.column + 1).chain([table.width()]).max().unwrap_or(0),
            added: BTreeMap::new(),
            yes: packs.messages.say(lang, "word.yes", &[]),
            edits: Vec::new(),
        };
        let here = refusals.iter().filter(|refusing| refusing.sheet == table.name);
        for refusing in here.filter(|refusing| !gone.contains(&refusing.row)) {
            if let Some(row) = rows.get(&refusing.row) {
                sheet.mark(row, refusing.channels.iter().copied().collect(), packs);
            }
        }
        for (channel, column) in &sheet.added {
            let name = format!("word.opt-out-{}", channel.name());
            let text = packs.messages.say(lang, &name, &[]);
            edits.push(fill(table, CellRef { row: header.last_row, column: *column }, &text));
        }
        let free = |edit: &Edit| cell(edit, table).is_none_or(|cell| !set.contains(&cell));
        edits.extend(sheet.edits.into_iter().filter(free));
    }
    edits
}

/// A sheet in which refusals are being written.
struct Marked<'a> {
    table: &'a Table,
    cells: RefusalCells<'a>,
    /// Channels that the sheet holds an address or a number for.
    reached: Channels,
    /// The first column at the right that nothing fills.
    next: u32,
    /// Columns that had to be added.
    added: BTreeMap<Channel, u32>,
    yes: String,
    edits: Vec<Edit>,
}

impl Marked<'_> {
    fn mark(&mut self, row: &Row, refused: Channels, packs: &Packs) {
        let refused = refused.and(self.reached);
        let all = refused == self.reached;
        for channel in refused.iter() {
            // A column about every channel tells of one who refuses them all, and of nobody else.
            if let Some((column, value)) = self.cells.column_for(channel, all) {
                if !self.cells.says_no(row, column, &packs.words) {
                    let at = CellRef { row: row.number, column };
                    let edit = fill(self.table, at, value);
                    // One column may tell of several channels.
                    if self.edits.last() != Some(&edit) {
                        self.edits.push(edit);
                    }
                }
                continue;
            }
            let next = &mut self.next;
            let column = *self.added.entry(channel).or_insert_with(|| {
                *next += 1;
                *next - 1
            });
            self.edits.push(fill(self.table, CellRef { row: row.number, column }, &self.yes));
        }
    }
}

fn fill(table: &Table, cell: CellRef, text: &str) -> Edit {
    Edit::SetCell {
        sheet: table.name.clone(),
        cell,
        value: NewValue::Text(text.to_owned()),
        removed: Vec::new(),
    }
}

/// Channels on which the people of a sheet can be reached at all.
fn reached(columns: &Columns) -> Channels {
    let by = [
        (Channel::Email, &[Role::Email][..]),
        (Channel::Sms, &[Role::Mobile]),
        (Channel::Phone, &[Role::Phone, Role::Mobile]),
        (Channel::Post, &[Role::Address]),
    ];
    by.into_iter().filter(|(_, roles)| columns.has(roles)).map(|(channel, _)| channel).collect()
}

/// The cell of a table that an edit sets.
fn cell(edit: &Edit, table: &Table) -> Option<CellRef> {
    match edit {
        Edit::SetCell { sheet, cell, .. } if *sheet == table.name => Some(*cell),
        _ => None,
    }
}

/// The row of a table that an edit takes away.
fn goes(edit: &Edit, table: &Table) -> Option<u32> {
    match edit {
        Edit::DeleteRow { sheet, row } | Edit::MoveRow { sheet, row, .. } => {
            (*sheet == table.name).then_some(*row)
        }
        _ => None,
    }
}
