//! Formulas of a BIFF workbook (MS-XLS).

use epure_engine::table::CellRef;

use super::tokens::{Context, Gathering, NEWER};
use super::{Formulas, On};
use crate::read::biff::{Records, long, short, unicode};

/// Record types (MS-XLS 2.3.1).
const FORMULA: u16 = 0x06;
const EOF: u16 = 0x0A;
const EXTERN_SHEET: u16 = 0x17;
const NAME: u16 = 0x18;
const BOUND_SHEET: u16 = 0x85;
const SUP_BOOK: u16 = 0x1AE;
const ARRAY: u16 = 0x221;
const SHARED: u16 = 0x4BC;
const BOF: u16 = 0x809;
/// Version of Excel 97 and later: tokens of older ones are not read.
const BIFF8: u16 = 0x600;

/// Reads the formulas of a workbook stream, whose sheets are those of the workbook in their order.
pub(super) fn read(stream: &[u8]) -> Formulas {
    let globals = Globals::read(stream);
    let sheets = globals.offsets.iter().enumerate();
    sheets.map(|(at, offset)| (at, globals.sheet(stream, *offset as usize))).collect()
}

/// What the records before the sheets tell.
#[derive(Default)]
struct Globals {
    /// Tokens are those of Excel 97 and later.
    known: bool,
    offsets: Vec<u32>,
    context: Context,
}

impl Globals {
    fn read(stream: &[u8]) -> Self {
        let mut globals = Self::default();
        // Which books are this one, and what sheets of books are spoken of.
        let (mut own, mut sheets) = (Vec::new(), Vec::new());
        for Record { kind, data } in records(stream, 0) {
            match kind {
                BOF => globals.known = short(data, 0) == Some(BIFF8),
                BOUND_SHEET => globals.offsets.push(long(data, 0).unwrap_or(u32::MAX)),
                SUP_BOOK => own.push(data.len() == 4 && short(data, 2) == Some(0x0401)),
                EXTERN_SHEET => {
                    let six = data.get(2..).unwrap_or_default().chunks_exact(6);
                    sheets.extend(six.map(|six| [0, 2, 4].map(|at| short(six, at).unwrap_or(0))));
                }
                NAME => globals.context.functions.push(is_newer(data)),
                EOF => break,
                _ => {}
            }
        }
        let known = |[book, first, last]: [u16; 3]| match own.get(usize::from(book)) {
            Some(true) if first == last && first < 0x8000 => Some(On::At(usize::from(first))),
            Some(false) => None,
            _ => Some(On::Any),
        };
        globals.context.sheets = sheets.into_iter().map(known).collect();
        globals
    }

    fn sheet(&self, stream: &[u8], offset: usize) -> Vec<super::Formula> {
        let mut gathering = Gathering::default();
        let mut depth = 0u32;
        for Record { kind, data } in records(stream, offset) {
            match kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ if depth > 1 => {}
                FORMULA => {
                    let _ = self.formula(data, &mut gathering);
                }
                SHARED => gathering.share(tokens(data, 8)),
                ARRAY => gathering.share(tokens(data, 12)),
                _ => {}
            }
        }
        gathering.finish(&self.context)
    }

    fn formula(&self, data: &[u8], gathering: &mut Gathering) -> Option<()> {
        let row = u32::from(short(data, 0)?) + 1;
        let at = CellRef { row, column: u32::from(short(data, 2)?) };
        match self.known {
            true => gathering.cell(at, tokens(data, 20), &[], &self.context),
            false => gathering.unread(at),
        }
        Some(())
    }
}

struct Record<'s> {
    kind: u16,
    data: &'s [u8],
}

fn records(stream: &[u8], at: usize) -> impl Iterator<Item = Record<'_>> {
    Records::new(stream, at).map(|record| Record { kind: record.kind, data: record.data })
}

/// Tokens that come after their length. Cut ones are given as a token that nobody knows.
fn tokens(data: &[u8], at: usize) -> &[u8] {
    let length = short(data, at).map_or(usize::MAX, usize::from);
    let end = (at + 2).checked_add(length);
    end.and_then(|end| data.get(at + 2..end)).unwrap_or(&[0])
}

/// Is it a name under which a newer function is kept (Lbl, 2.4.150)?
fn is_newer(data: &[u8]) -> bool {
    let length = data.get(3).map_or(0, |length| usize::from(*length));
    unicode(data.get(14..).unwrap_or_default(), length).starts_with(NEWER)
}
