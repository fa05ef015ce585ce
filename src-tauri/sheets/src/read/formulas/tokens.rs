//! What a formula reads, told from its tokens as binary workbooks hold them (MS-XLS 2.5.198, MS-XLSB
//! 2.5.97), and formulas that several cells share.

use std::collections::BTreeMap;

use epure_engine::table::CellRef;

use super::{Area, Formula, On, Reads};
use crate::read::biff::{long, short};

/// What the workbook says about tokens.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// As in xlsb: rows of four bytes.
    pub(super) wide: bool,
    /// What references with a sheet are to, by their number; none: cells of another file.
    pub(super) sheets: Vec<Option<On>>,
    /// Is a defined name, by its number less one, that of a function?
    pub(super) functions: Vec<bool>,
}

/// Tokens (MS-XLS 2.5.198.25), those of operands without their class.
mod token {
    pub(super) const SHARED: u8 = 0x01;
    pub(super) const RANGE: u8 = 0x11;
    pub(super) const TEXT: u8 = 0x17;
    pub(super) const ATTRIBUTE: u8 = 0x19;
    pub(super) const FUNCTION: u8 = 0x21;
    pub(super) const FUNCTION_OF_MANY: u8 = 0x22;
    pub(super) const NAME: u8 = 0x23;
    pub(super) const CELL: u8 = 0x24;
    pub(super) const CELLS: u8 = 0x25;
    pub(super) const NEAR_CELL: u8 = 0x2C;
    pub(super) const NEAR_CELLS: u8 = 0x2D;
    pub(super) const CELL_OF_SHEET: u8 = 0x3A;
    pub(super) const CELLS_OF_SHEET: u8 = 0x3B;
}

/// Functions whose cells are known only once they are computed: OFFSET and INDIRECT.
const WANDERING: [u16; 2] = [78, 148];
/// Beginning of the names under which newer functions are kept.
pub(super) const NEWER: &str = "_xlfn";

impl Context {
    /// What the formula of a cell reads.
    pub(super) fn reads(&self, tokens: &[u8], at: CellRef) -> Reads {
        self.walk(tokens, at).map_or(Reads::Everything, Reads::Areas)
    }

    /// None when something is not understood.
    fn walk(&self, tokens: &[u8], home: CellRef) -> Option<Vec<Area>> {
        let mut areas = Vec::new();
        let mut rest = tokens;
        while let Some((first, data)) = rest.split_first() {
            let kind = if *first < 0x20 { *first } else { (*first & 0x1F) | 0x20 };
            let by_form = |narrow: usize, wide: usize| if self.wide { wide } else { narrow };
            let length = match kind {
                token::RANGE => return None,
                0x03..=0x16 => 0,
                token::TEXT if self.wide => 2 + 2 * usize::from(short(data, 0)?),
                token::TEXT => {
                    let wide = data.get(1)? & 1 != 0;
                    2 + usize::from(*data.first()?) * if wide { 2 } else { 1 }
                }
                // Of a choice: a jump for each.
                token::ATTRIBUTE if data.first()? & 0x04 != 0 => {
                    3 + 2 * (usize::from(short(data, 1)?) + 1)
                }
                token::ATTRIBUTE => 3,
                0x1C | 0x1D => 1,
                0x1E => 2,
                0x1F => 8,
                0x20 => by_form(7, 14),
                token::FUNCTION if WANDERING.contains(&short(data, 0)?) => return None,
                token::FUNCTION => 2,
                token::FUNCTION_OF_MANY => {
                    let number = short(data, 1)? & 0x7FFF;
                    if WANDERING.contains(&number) {
                        return None;
                    }
                    3
                }
                token::NAME => {
                    let number = usize::try_from(long(data, 0)?).ok()?.checked_sub(1)?;
                    self.functions.get(number).filter(|function| **function)?;
                    4
                }
                token::CELL | token::NEAR_CELL => {
                    let near = (kind == token::NEAR_CELL).then_some(home);
                    areas.push(self.area(data, near, On::Own, false)?);
                    by_form(4, 6)
                }
                token::CELLS | token::NEAR_CELLS => {
                    let near = (kind == token::NEAR_CELLS).then_some(home);
                    areas.push(self.area(data, near, On::Own, true)?);
                    by_form(8, 12)
                }
                // What the compiler of formulas noted of the operands that follow.
                0x26..=0x28 => 6,
                0x29 => 2,
                // Cells that are gone.
                0x2A => by_form(4, 6),
                0x2B => by_form(8, 12),
                0x3C => by_form(6, 8),
                0x3D => by_form(10, 14),
                token::CELL_OF_SHEET | token::CELLS_OF_SHEET => {
                    let several = kind == token::CELLS_OF_SHEET;
                    let number = usize::from(short(data, 0)?);
                    if let Some(on) = self.sheets.get(number).cloned().unwrap_or(Some(On::Any)) {
                        areas.push(self.area(data.get(2..)?, None, on, several)?);
                    }
                    if several { by_form(10, 14) } else { by_form(6, 8) }
                }
                _ => return None,
            };
            rest = data.get(length..)?;
        }
        Some(areas)
    }

    /// The cell or cells at the start of an operand; `near`: told from that cell on.
    fn area(&self, data: &[u8], near: Option<CellRef>, on: On, several: bool) -> Option<Area> {
        let size = if self.wide { 4 } else { 2 };
        let row = |at: usize| match self.wide {
            true => long(data, at),
            false => short(data, at).map(u32::from),
        };
        let second = if several { size } else { 0 };
        let columns_at = size + second;
        let ends = [(0, columns_at), (second, columns_at + if several { 2 } else { 0 })];
        let (rows, columns) = if self.wide { (1 << 20, 1 << 14) } else { (1 << 16, 1 << 8) };
        let [first, last] = ends.map(|(row_at, column_at)| {
            let (mut row, bits) = (row(row_at)?, short(data, column_at)?);
            let mut column = u32::from(bits & 0x3FFF);
            if let Some(home) = near {
                if bits & 0x8000 != 0 {
                    row = row.wrapping_add(home.row - 1);
                }
                if bits & 0x4000 != 0 {
                    column = column.wrapping_add(home.column);
                }
            }
            Some((row % rows, column % columns))
        });
        let (first, last) = (first?, last?);
        // Around the edge of the sheet.
        if first.0 > last.0 || first.1 > last.1 {
            return None;
        }
        Some(Area { on, rows: (first.0 + 1, last.0 + 1), columns: (first.1, last.1) })
    }
}

/// The formulas of a sheet as its records tell them, shared ones under way.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    found: Vec<Formula>,
    /// Cells whose formula is another's, by the cell that the other belongs to.
    sharing: Vec<(CellRef, CellRef)>,
    /// Tokens that cells share, by the cell they belong to.
    shared: BTreeMap<CellRef, Vec<u8>>,
    /// The cell of the last formula.
    last: Option<CellRef>,
}

impl Gathering {
    /// A cell with the tokens of its formula, and what follows them.
    pub(super) fn cell(&mut self, at: CellRef, tokens: &[u8], after: &[u8], context: &Context) {
        self.last = Some(at);
        if tokens.first() == Some(&token::SHARED) {
            let data = tokens.get(1..).unwrap_or_default();
            let owner = match context.wide {
                true => long(data, 0).zip(long(after, 0)),
                false => short(data, 0).map(u32::from).zip(short(data, 2).map(u32::from)),
            };
            let owner = owner.map(|(row, column)| CellRef { row: row.saturating_add(1), column });
            self.sharing.push((at, owner.unwrap_or(at)));
            return;
        }
        let reads = context.reads(tokens, at);
        self.found.push(Formula { first: at, last: at, reads });
    }

    /// Tokens that belong to the last cell, for it and others.
    pub(super) fn share(&mut self, tokens: &[u8]) {
        if let Some(owner) = self.last {
            self.shared.insert(owner, tokens.to_vec());
        }
    }

    /// A cell whose formula cannot be read.
    pub(super) fn unread(&mut self, at: CellRef) {
        self.last = Some(at);
        self.found.push(Formula { first: at, last: at, reads: Reads::Everything });
    }

    /// All of them.
    pub(super) fn finish(mut self, context: &Context) -> Vec<Formula> {
        for (at, owner) in &self.sharing {
            let reads = match self.shared.get(owner) {
                Some(tokens) => context.reads(tokens, *at),
                None => Reads::Everything,
            };
            self.found.push(Formula { first: *at, last: *at, reads });
        }
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> CellRef {
        text.parse().unwrap()
    }

    fn own(rows: (u32, u32), columns: (u32, u32)) -> Area {
        Area { on: On::Own, rows, columns }
    }

    #[test]
    fn operands_are_told_from_old_and_from_binary_workbooks() {
        // H2&"x"&SUM(A2:B9)
        let narrow = Context::default();
        let mut tokens = vec![0x44, 1, 0, 7, 0xC0, 0x17, 1, 0, b'x', 0x08];
        tokens.extend([0x25, 1, 0, 8, 0, 0, 0xC0, 1, 0xC0, 0x19, 0x10, 0, 0, 0x08]);
        let areas = vec![own((2, 2), (7, 7)), own((2, 9), (0, 1))];
        assert_eq!(narrow.reads(&tokens, at("A1")), Reads::Areas(areas.clone()));
        let wide = Context { wide: true, ..Context::default() };
        let mut tokens = vec![0x44, 1, 0, 0, 0, 7, 0xC0, 0x17, 1, 0, b'x', 0, 0x08];
        tokens.extend([0x25, 1, 0, 0, 0, 8, 0, 0, 0, 0, 0xC0, 1, 0xC0, 0x19, 0x10, 0, 0, 0x08]);
        assert_eq!(wide.reads(&tokens, at("A1")), Reads::Areas(areas));
    }

    #[test]
    fn shared_operands_are_told_from_the_cell_that_shares_them() {
        // One row up, one column left of the cell; $B of the same row.
        let narrow = Context::default();
        let tokens = [0x4C, 0xFF, 0xFF, 0xFF, 0xC0, 0x4C, 0, 0, 1, 0x80, 0x08];
        let areas = vec![own((4, 4), (2, 2)), own((5, 5), (1, 1))];
        assert_eq!(narrow.reads(&tokens, at("D5")), Reads::Areas(areas.clone()));
        let wide = Context { wide: true, ..Context::default() };
        let tokens = [0x4C, 0xFF, 0xFF, 0x0F, 0, 0xFF, 0xFF, 0x4C, 0, 0, 0, 0, 1, 0x80, 0x08];
        assert_eq!(wide.reads(&tokens, at("D5")), Reads::Areas(areas));
    }

    #[test]
    fn sheets_and_names_are_looked_up() {
        let context = Context {
            sheets: vec![Some(On::At(1)), None],
            functions: vec![true, false],
            ..Context::default()
        };
        let of = |sheet: u8| [0x5A, sheet, 0, 3, 0, 0, 0xC0];
        let area = |on| Area { on, rows: (4, 4), columns: (0, 0) };
        assert_eq!(context.reads(&of(0), at("A1")), Reads::Areas(vec![area(On::At(1))]));
        assert_eq!(context.reads(&of(1), at("A1")), Reads::Areas(vec![]), "another file");
        assert_eq!(context.reads(&of(2), at("A1")), Reads::Areas(vec![area(On::Any)]));
        let name = |number: u8| [0x23, number, 0, 0, 0];
        assert_eq!(context.reads(&name(1), at("A1")), Reads::Areas(vec![]), "a newer function");
        for number in [0, 2, 3] {
            assert_eq!(context.reads(&name(number), at("A1")), Reads::Everything);
        }
    }

    #[test]
    fn what_wanders_or_is_cut_reads_everything() {
        let context = Context::default();
        for tokens in [
            &[0x17, 2, 0, b'A', b'1', 0x42, 1, 148, 0][..],
            &[0x44, 1, 0],
            &[0x17, 200, 0, 1],
            &[0x11],
            &[0x02, 0, 0, 0, 0],
            &[0x39, 0, 0, 0, 0, 0, 0],
            &[0x19],
        ] {
            assert_eq!(context.reads(tokens, at("A1")), Reads::Everything, "{tokens:?}");
        }
    }
}
