//! How the first rows of a workbook look: column widths, cell colours, bold texts. For a preview that
//! people recognise; what cannot be told cheaply is left out, and nothing here ever fails.

use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::ops::RangeInclusive;

use epure_engine::table::CellRef;

use super::error::Problem;
use super::ooxml::{self, xml};
use super::options::Limits;
use super::package::{Content, Package};
use crate::locked::Keyed;
use palette::Palette;

mod ods;
mod palette;

/// Bytes of a sheet part looked at: far more than its first rows take.
const HEAD: usize = 1 << 18;
/// The same of an OpenDocument content, which holds all sheets one after the other: those that begin past
/// it are shown plain.
const CONTENT_HEAD: usize = 1 << 22;
/// Widths in characters beyond which a file says nothing sensible (ECMA-376, 18.3.1.13: at most 255).
const WIDTHS: RangeInclusive<f32> = 0.1..=255.0;

/// How the head of one sheet looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetLook {
    /// Name on its tab.
    pub name: String,
    /// Widths in characters, by 0-based columns.
    pub widths: Vec<(RangeInclusive<u32>, f32)>,
    /// Cells that do not look plain.
    pub cells: BTreeMap<CellRef, CellLook>,
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellLook {
    /// Background, red, green and blue.
    pub fill: Option<[u8; 3]>,
    /// Bold text.
    pub bold: bool,
}

impl SheetLook {
    /// Width of a 0-based column in characters; none when the file does not say.
    #[must_use]
    pub fn width(&self, column: u32) -> Option<f32> {
        self.widths.iter().find(|(columns, _)| columns.contains(&column)).map(|(_, width)| *width)
    }
}

/// Looks at the first `rows` rows of each sheet of an xlsx, xlsm or ods file; nothing for any other file.
#[must_use]
pub fn look(file: Keyed<'_>, rows: u32) -> Vec<SheetLook> {
    let Ok(file) = file.open() else { return Vec::new() };
    Package::open(file, Limits::default())
        .and_then(|package| looks(package, rows))
        .unwrap_or_default()
}

fn looks<R: Read + Seek>(mut package: Package<R>, rows: u32) -> Result<Vec<SheetLook>, Problem> {
    match package.content()? {
        Content::Xlsx { .. } => {}
        Content::Ods => {
            let styles = package.text("styles.xml")?.unwrap_or_default();
            let content = head(&mut package, "content.xml", CONTENT_HEAD);
            return Ok(ods::sheets(&content, &styles, rows));
        }
        Content::Xlsb => return Ok(Vec::new()),
    }
    let map = ooxml::map(&mut package)?;
    let theme = package.text(&format!("{}theme/theme1.xml", map.folder))?.unwrap_or_default();
    let styles = package.text(&format!("{}styles.xml", map.folder))?.unwrap_or_default();
    let palette = Palette::of(&styles, &theme);
    let mut sheets = Vec::new();
    for part in map.sheets {
        let head = head(&mut package, &part.path, HEAD);
        sheets.push(SheetLook { name: part.name, ..sheet(&head, rows, &palette) });
    }
    Ok(sheets)
}

/// The first bytes of a part, about `most`.
fn head<R: Read + Seek>(package: &mut Package<R>, path: &str, most: usize) -> String {
    let mut bytes = Vec::new();
    // Ending early is what is wanted, and a damaged part was told when the file was read.
    let _ = package.stream(path, |piece| {
        bytes.extend_from_slice(piece);
        if bytes.len() < most { Ok(()) } else { Err(Problem::Cancelled) }
    });
    String::from_utf8_lossy(&bytes).into_owned()
}

fn sheet(head: &str, rows: u32, palette: &Palette) -> SheetLook {
    let mut look = SheetLook::default();
    xml::each_start(head, |tag| match tag.name().as_str() {
        "col" => {
            let number = |name| tag.get(name).and_then(|text| text.parse::<u32>().ok());
            let width = tag.get("width").and_then(|text| text.parse::<f32>().ok());
            if let (Some(min @ 1..), Some(max), Some(width)) = (number("min"), number("max"), width)
                && WIDTHS.contains(&width)
            {
                look.widths.push((min - 1..=max.saturating_sub(1), width));
            }
        }
        "c" => {
            let cell = tag.get("r").and_then(|text| text.parse::<CellRef>().ok());
            let style = tag.get("s").and_then(|text| text.parse::<usize>().ok());
            if let (Some(cell), Some(style)) = (cell.filter(|cell| cell.row <= rows), style) {
                let known = palette.cell(style).filter(|look| *look != CellLook::default());
                look.cells.extend(known.map(|look| (cell, look)));
            }
        }
        _ => {}
    });
    look
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const STYLES: &str = r#"<styleSheet><fonts><font/><font><b/></font></fonts><fills><fill/>
        <fill><patternFill patternType="solid"><fgColor rgb="FF1F4E5F"/></patternFill></fill>
        <fill><patternFill patternType="solid"><fgColor theme="0" tint="-0.5"/></patternFill></fill>
        </fills><cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="1"/><xf fillId="2"/></cellXfs>
        <dxfs><dxf><font><b/></font></dxf></dxfs></styleSheet>"#;
    const THEME: &str = r#"<a:clrScheme><a:dk1><a:sysClr lastClr="000000"/></a:dk1>
        <a:lt1><a:sysClr lastClr="FFFFFF"/></a:lt1></a:clrScheme>"#;
    const SHEET: &str = r#"<worksheet><cols><col min="1" max="2" width="9.7"/></cols><sheetData>
        <row r="1"><c r="A1" s="1"/><c r="B1" s="0"/></row><row r="2"><c r="C2" s="2"/></row>
        <row r="9"><c r="A9" s="1"/></row></sheetData></worksheet>"#;

    #[test]
    fn widths_and_colours_of_the_first_rows_are_those_of_the_file() {
        let look = sheet(SHEET, 5, &Palette::of(STYLES, THEME));
        assert_eq!((look.width(1), look.width(2)), (Some(9.7), None));
        let cells: Vec<_> = look.cells.iter().map(|(at, look)| (at.to_string(), *look)).collect();
        let header = CellLook { fill: Some([0x1F, 0x4E, 0x5F]), bold: true };
        let grey = CellLook { fill: Some([128, 128, 128]), bold: false };
        assert_eq!(cells, [("A1".to_owned(), header), ("C2".to_owned(), grey)]);
    }

    #[test]
    fn the_head_of_a_part_that_is_cut_still_counts() {
        let cut = SHEET.split_at(SHEET.find("<row r=\"2\"").unwrap() + 12).0;
        assert_eq!(sheet(cut, 5, &Palette::of(STYLES, THEME)).cells.len(), 1);
    }

    #[test]
    fn the_sample_has_the_look_that_its_script_gave_it() {
        let sample =
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/prospects.xlsx"));
        let sheets = look(sample.into(), 25);
        let first = sheets.first().unwrap();
        assert!(first.width(14).unwrap() > 2.0 * first.width(0).unwrap(), "notes are wide");
        assert!(first.cells.values().any(|cell| cell.bold && cell.fill.is_some()), "a header");
        assert!(look(Path::new("no such file.xlsx").into(), 25).is_empty());
        let ods = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/prospects.ods"));
        for (same, sheet) in look(ods.into(), 25).iter().zip(&sheets) {
            assert_eq!((&same.name, same.cells.len()), (&sheet.name, sheet.cells.len()));
            let gap = |column| Some((same.width(column)? - sheet.width(column)?).abs());
            let gap = gap(2).unwrap_or_default();
            assert!(gap < 1.5, "{}: widths differ by {gap}", sheet.name);
        }
        assert_eq!(look(ods.into(), 25).len(), sheets.len());
    }
}
