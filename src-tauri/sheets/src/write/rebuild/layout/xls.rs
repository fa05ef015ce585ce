//! Looks of a BIFF workbook (MS-XLS): styles of cells, widths, frozen part, filter.

use std::collections::BTreeMap;

use epure_engine::table::{CellRef, Workbook};

use super::palette::Palette;
use super::{BookLayout, CellStyle, NotKept, SheetLayout};
use crate::locked::Keyed;
use crate::read::biff::{Record, Records, long, short, unicode};
use crate::write::WriteError;

/// Record types (MS-XLS 2.3.1).
const FORMULA: u16 = 0x06;
const EOF: u16 = 0x0A;
const HEADER: u16 = 0x14;
const FOOTER: u16 = 0x15;
const NAME: u16 = 0x18;
const FONT: u16 = 0x31;
const PANE: u16 = 0x41;
const OBJ: u16 = 0x5D;
const COLUMN_INFO: u16 = 0x7D;
const BOUND_SHEET: u16 = 0x85;
const PALETTE: u16 = 0x92;
const PIVOT: u16 = 0xB0;
const MANY_RK: u16 = 0xBD;
const MANY_BLANK: u16 = 0xBE;
const RICH_TEXT: u16 = 0xD6;
const XF: u16 = 0xE0;
const SHARED_TEXT: u16 = 0xFD;
const CONDITIONS: u16 = 0x1B0;
const VALIDATION: u16 = 0x1BE;
const LINK: u16 = 0x1B8;
const BLANK: u16 = 0x201;
const NUMBER: u16 = 0x203;
const LABEL: u16 = 0x204;
const TRUTH_OR_ERROR: u16 = 0x205;
const WINDOW: u16 = 0x23E;
const RK: u16 = 0x27E;
const FORMAT: u16 = 0x41E;
const BOF: u16 = 0x809;

/// Reads the looks of an xls file.
pub(super) fn read(book: &Workbook, source: Keyed<'_>) -> Result<BookLayout, WriteError> {
    let stream = crate::read::workbook_stream(source)?;
    let mut globals = Globals::default();
    for record in Records::new(&stream, 0) {
        if record.kind == EOF {
            break;
        }
        let _ = globals.take(&record);
    }
    let mut layout = BookLayout { styles: globals.styles(), ..BookLayout::default() };
    layout.losses.extend(globals.named.then_some(NotKept::NamedRanges));
    for (at, (table, offset)) in book.sheets.iter().zip(&globals.sheets).enumerate() {
        let mut sheet = Sheet::default();
        sheet.read(&stream, *offset as usize, &mut layout);
        sheet.layout.filter = globals.filters.get(&at).copied();
        layout.sheets.insert(table.name.clone(), sheet.finish());
    }
    Ok(layout)
}

/// A font: bold, italic, colour.
#[derive(Clone, Copy, Default)]
struct Font {
    bold: bool,
    italic: bool,
    colour: usize,
}

/// What the records before the sheets tell.
#[derive(Default)]
struct Globals {
    wide: bool,
    fonts: Vec<Font>,
    formats: BTreeMap<u16, String>,
    palette: Palette,
    xfs: Vec<Xf>,
    /// Offsets of the sheets in the stream.
    sheets: Vec<u32>,
    /// Filtered areas by 0-based sheet.
    filters: BTreeMap<usize, (CellRef, CellRef)>,
    /// Names that a person gave are there.
    named: bool,
}

#[derive(Clone, Copy, Default)]
struct Xf {
    font: u16,
    format: u16,
    wrap: bool,
    /// Number of the background's colour, when the cell is filled.
    fill: Option<usize>,
}

impl Globals {
    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data;
        match record.kind {
            BOF => self.wide = short(data, 0)? >= 0x600,
            FONT => self.fonts.push(Font {
                italic: short(data, 2)? & 2 != 0,
                colour: usize::from(short(data, 4)?),
                bold: short(data, 6)? >= 600,
            }),
            FORMAT => {
                let code = match self.wide {
                    true => unicode(data.get(4..)?, usize::from(short(data, 2)?)),
                    false => data.get(3..)?.iter().map(|byte| char::from(*byte)).collect(),
                };
                self.formats.insert(short(data, 0)?, code);
            }
            PALETTE => {
                for at in 0..usize::from(short(data, 0)?) {
                    let [red, green, blue, _] = long(data, 2 + at * 4)?.to_le_bytes();
                    self.palette.set(at, u32::from_be_bytes([0, red, green, blue]));
                }
            }
            XF => self.xfs.push(self.xf(data)?),
            BOUND_SHEET => self.sheets.push(long(data, 0)?),
            NAME => self.name(data)?,
            _ => {}
        }
        Some(())
    }

    fn xf(&self, data: &[u8]) -> Option<Xf> {
        let mut xf = Xf {
            font: short(data, 0)?,
            format: short(data, 2)?,
            wrap: data.get(6)? & 8 != 0,
            fill: None,
        };
        if self.wide {
            let pattern = long(data, 14)? >> 26;
            let colour = usize::from(short(data, 18)? & 0x7F);
            xf.fill = (pattern > 0).then_some(colour);
        }
        Some(xf)
    }

    /// A defined name: that of a filtered area, or one that is lost (Lbl, 2.4.150).
    fn name(&mut self, data: &[u8]) -> Option<()> {
        const FILTERED: u8 = 0x0D;
        let builtin = short(data, 0)? & 0x20 != 0;
        self.named |= !builtin;
        let sheet = short(data, 8)?.checked_sub(1)?;
        let formula = usize::from(*data.get(3)?) + if self.wide { 15 } else { 14 };
        if builtin && self.wide && *data.get(15)? == FILTERED && *data.get(formula)? & 0x1F == 0x1B
        {
            // PtgArea3d: sheet, first and last row, first and last column.
            let place = |at| short(data, formula + at);
            let first =
                CellRef { row: u32::from(place(3)?) + 1, column: u32::from(place(7)? & 0xFF) };
            let last =
                CellRef { row: u32::from(place(5)?) + 1, column: u32::from(place(9)? & 0xFF) };
            self.filters.insert(usize::from(sheet), (first, last));
        }
        Some(())
    }

    fn styles(&self) -> Vec<CellStyle> {
        self.xfs.iter().map(|xf| self.style(*xf)).collect()
    }

    fn style(&self, xf: Xf) -> CellStyle {
        // There is no font number 4.
        let font = usize::from(xf.font) - usize::from(xf.font > 4);
        let font = self.fonts.get(font).copied().unwrap_or_default();
        let own = self.formats.get(&xf.format).filter(|code| *code != "General");
        let own = own.filter(|_| !is_built_in(xf.format));
        let known = u8::try_from(xf.format).ok().filter(|id| *id > 0 && *id < 164);
        CellStyle {
            number_format: own.cloned().unwrap_or_default(),
            number_format_id: known.filter(|_| own.is_none()),
            bold: font.bold,
            italic: font.italic,
            ink: self.palette.colour(font.colour),
            fill: xf.fill.and_then(|colour| self.palette.colour(colour)),
            wrap: xf.wrap,
        }
    }
}

/// A sheet being looked at.
#[derive(Default)]
struct Sheet {
    layout: SheetLayout,
    frozen: bool,
    pane: (u32, u32),
}

impl Sheet {
    fn read(&mut self, stream: &[u8], offset: usize, book: &mut BookLayout) {
        let mut depth = 0u32;
        for record in Records::new(stream, offset) {
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ if depth > 1 => {}
                kind => {
                    book.losses.extend(loss(kind, record.data));
                    let _ = self.take(&record);
                }
            }
        }
    }

    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data;
        let column = |at| short(data, at).map(u32::from);
        match record.kind {
            COLUMN_INFO => {
                let width = f64::from(short(data, 4)?) / 256.0;
                let style = short(data, 6)?;
                for column in column(0)?..=column(2)?.min(255) {
                    self.layout.widths.insert(column, width);
                    self.layout.columns.insert(column, style);
                }
            }
            WINDOW => self.frozen = short(data, 0)? & 8 != 0,
            PANE => self.pane = (column(2)?, column(0)?),
            BLANK | NUMBER | LABEL | TRUTH_OR_ERROR | RK | SHARED_TEXT | FORMULA | RICH_TEXT => {
                self.style(data, column(2)?, short(data, 4)?)?;
            }
            MANY_RK | MANY_BLANK => {
                let size = if record.kind == MANY_RK { 6 } else { 2 };
                let first = column(2)?;
                for (at, column) in (first..=column(data.len().checked_sub(2)?)?).enumerate() {
                    self.style(data, column, short(data, 4 + at * size)?)?;
                }
            }
            _ => {}
        }
        Some(())
    }

    fn style(&mut self, data: &[u8], column: u32, style: u16) -> Option<()> {
        let row = u32::from(short(data, 0)?) + 1;
        self.layout.cells.insert(CellRef { row, column }, style);
        Some(())
    }

    fn finish(mut self) -> SheetLayout {
        if self.frozen {
            self.layout.frozen = self.pane;
        }
        self.layout
    }
}

/// What a record stands for that is not written back.
fn loss(kind: u16, data: &[u8]) -> Option<NotKept> {
    /// Kinds of objects (ftCmo, 2.5.143).
    const CHART: u16 = 5;
    const NOTE: u16 = 0x19;
    Some(match kind {
        FORMULA => NotKept::Formulas,
        CONDITIONS => NotKept::ConditionalFormats,
        VALIDATION => NotKept::Validations,
        LINK => NotKept::Hyperlinks,
        PIVOT => NotKept::PivotTables,
        HEADER | FOOTER if !data.is_empty() => NotKept::PrintSettings,
        OBJ => match short(data, 4)? {
            CHART => NotKept::Charts,
            NOTE => return None,
            // The arrows of a filter are objects too.
            0x14 => return None,
            _ => NotKept::Images,
        },
        _ => return None,
    })
}

/// Is it the number of a format that every program knows (ECMA-376 part 1, 18.8.30)?
fn is_built_in(format: u16) -> bool {
    matches!(format, 0..=22 | 37..=49)
}
