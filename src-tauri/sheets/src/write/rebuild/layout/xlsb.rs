//! Looks of a binary workbook (MS-XLSB): styles of cells, widths, frozen part, filter.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use epure_engine::table::{CellRef, MAX_COLUMNS};

use super::palette::Palette;
use super::{BookLayout, CellStyle, NotKept, SheetLayout};
use crate::locked::Keyed;
use crate::read::xlsb::records::{
    BEGIN_CELL_XFS, BEGIN_FILTER, CELL_RICH_TEXT, COLUMN_INFO, END_CELL_XFS, FILL, FONT, FORMAT,
    PANE, ROW_HEADER, Records, XF, long, short, wide,
};
use crate::read::xlsb::sheet::{area, sheets};
use crate::read::{Limits, Package, Problem, ReadError};
use crate::write::WriteError;

/// Reads the looks of an xlsb file.
pub(super) fn read(source: Keyed<'_>) -> Result<BookLayout, WriteError> {
    Ok(looks(source.open()?).map_err(|problem| ReadError::of(source.path, problem))?)
}

fn looks(file: impl Read + Seek) -> Result<BookLayout, Problem> {
    let mut package = Package::open(file, Limits::default())?;
    let mut styles = Styles::default();
    let mut records = Records::default();
    package.stream("xl/styles.bin", |piece| {
        records.push(piece, &mut |kind, data| {
            let _ = styles.take(kind, data);
        });
        Ok(())
    })?;
    let mut layout = BookLayout { styles: styles.all(), ..BookLayout::default() };
    for (name, part) in sheets(&mut package)? {
        let mut sheet = Sheet::default();
        let mut records = Records::default();
        package.stream(&part, |piece| {
            records.push(piece, &mut |kind, data| {
                layout.losses.extend(loss(kind));
                let _ = sheet.take(kind, data);
            });
            Ok(())
        })?;
        layout.sheets.insert(name, sheet.layout);
    }
    let names = package.names();
    let holds = |folder: &str| names.iter().any(|name| name.contains(folder));
    layout.losses.extend(holds("xl/charts/").then_some(NotKept::Charts));
    layout.losses.extend(holds("xl/media/").then_some(NotKept::Images));
    Ok(layout)
}

/// Bold, italic, colour.
type Font = (bool, bool, Option<u32>);

#[derive(Default)]
struct Styles {
    fonts: Vec<Font>,
    fills: Vec<Option<u32>>,
    formats: BTreeMap<u16, String>,
    /// Between begin and end of the cells' formats (those of named styles come before).
    of_cells: bool,
    /// Number format, font, fill, wrap.
    xfs: Vec<(u16, u16, u16, bool)>,
    palette: Palette,
}

impl Styles {
    fn take(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            FORMAT => {
                self.formats.insert(short(data, 0)?, wide(data, 2)?.0);
            }
            FONT => {
                let (italic, bold) = (short(data, 2)? & 2 != 0, short(data, 4)? >= 600);
                self.fonts.push((bold, italic, self.colour(data, 12)));
            }
            FILL => {
                let filled = long(data, 0)? > 0;
                self.fills.push(self.colour(data, 4).filter(|_| filled));
            }
            BEGIN_CELL_XFS => self.of_cells = true,
            END_CELL_XFS => self.of_cells = false,
            XF if self.of_cells => {
                let wrap = short(data, 12)? & 0x40 != 0;
                self.xfs.push((short(data, 2)?, short(data, 4)?, short(data, 6)?, wrap));
            }
            _ => {}
        }
        Some(())
    }

    /// A colour (BrtColor, 2.4.322); none for automatic ones and those of the theme.
    fn colour(&self, data: &[u8], at: usize) -> Option<u32> {
        const INDEXED: u8 = 1;
        const RGB: u8 = 2;
        match data.get(at)? >> 1 {
            INDEXED => self.palette.colour(usize::from(*data.get(at + 1)?)),
            RGB => {
                let [red, green, blue, _] = long(data, at + 4)?.to_le_bytes();
                Some(u32::from_be_bytes([0, red, green, blue]))
            }
            _ => None,
        }
    }

    fn all(&self) -> Vec<CellStyle> {
        let style = |(format, font, fill, wrap): &(u16, u16, u16, bool)| {
            let font = self.fonts.get(usize::from(*font)).copied().unwrap_or_default();
            CellStyle {
                number_format: self.formats.get(format).cloned().unwrap_or_default(),
                number_format_id: u8::try_from(*format).ok().filter(|id| *id > 0 && *id < 164),
                bold: font.0,
                italic: font.1,
                ink: font.2,
                fill: self.fills.get(usize::from(*fill)).copied().flatten(),
                wrap: *wrap,
            }
        };
        self.xfs.iter().map(style).collect()
    }
}

/// A sheet being looked at.
#[derive(Default)]
struct Sheet {
    layout: SheetLayout,
    row: u32,
}

impl Sheet {
    fn take(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            ROW_HEADER => self.row = long(data, 0)?.saturating_add(1),
            COLUMN_INFO => {
                let width = f64::from(long(data, 8)?) / 256.0;
                let style = u16::try_from(long(data, 12)?).ok()?;
                let last = long(data, 4)?.min(MAX_COLUMNS - 1);
                for column in long(data, 0)?..=last {
                    self.layout.widths.insert(column, width);
                    self.layout.columns.insert(column, style);
                }
            }
            PANE if data.get(28)? & 1 != 0 => {
                let split = |at: usize| {
                    let bytes = data.get(at..at + 8)?.try_into().ok()?;
                    // Numbers of rows and columns, written as doubles.
                    Some(f64::from_le_bytes(bytes).clamp(0.0, 1e6) as u32)
                };
                self.layout.frozen = (split(8)?, split(0)?);
            }
            BEGIN_FILTER => self.layout.filter = area(data, 0),
            1..=11 | CELL_RICH_TEXT => {
                let style = u16::try_from(long(data, 4)? & 0x00FF_FFFF).ok()?;
                let cell = CellRef { row: self.row, column: long(data, 0)? };
                self.layout.cells.insert(cell, style);
            }
            _ => {}
        }
        Some(())
    }
}

/// What a record stands for that is not written back (MS-XLSB 2.3).
fn loss(kind: u16) -> Option<NotKept> {
    Some(match kind {
        8..=11 => NotKept::Formulas,
        // BrtBeginConditionalFormatting, BrtBeginDVals, BrtHLink, BrtBeginHeaderFooter.
        461 => NotKept::ConditionalFormats,
        573 => NotKept::Validations,
        494 => NotKept::Hyperlinks,
        479 => NotKept::PrintSettings,
        _ => return None,
    })
}
