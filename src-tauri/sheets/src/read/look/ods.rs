//! How the first rows of an OpenDocument spreadsheet look: named styles with their parents, columns and
//! cells that are written once and repeated (ODF 1.3 part 3, 9.1 and 16.2).

use std::collections::HashMap;
use std::ops::Range;

use epure_engine::table::CellRef;

use super::super::ooxml::xml::{self, Node, Tag};
use super::{CellLook, SheetLook, WIDTHS};

/// Columns beyond which nothing is shown: a repeated style may run to the end of the sheet.
const COLUMNS: u32 = 256;
/// Inches that LibreOffice makes of a character's width when it takes over another workbook.
const CHARACTER: f32 = 7.0 / 72.0;

/// A style as it is written: what it does not say, its parent says.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    fill: Option<Option<[u8; 3]>>,
    bold: Option<bool>,
    /// Width of a column, in characters.
    width: Option<f32>,
}

/// Every sheet of a content part (which may be cut); `styles` is the part of common styles.
pub(super) fn sheets(content: &str, styles: &str, rows: u32) -> Vec<SheetLook> {
    let mut named = Styles::default();
    named.read(styles);
    named.read(content);
    let mut walk = Walk { styles: named, rows, ..Walk::default() };
    xml::walk(content, |node| match node {
        Node::Start(tag) => walk.start(&tag),
        Node::End(name) if name == "table-row" => walk.row = walk.row.saturating_add(walk.repeated),
        Node::End(_) | Node::Text(_) => {}
    });
    walk.sheets
}

#[derive(Default)]
struct Styles(HashMap<String, Style>);

impl Styles {
    fn read(&mut self, part: &str) {
        let mut name = String::new();
        xml::each_start(part, |tag| match tag.name().as_str() {
            "style" => {
                name = tag.get("name").unwrap_or_default();
                let parent = tag.get("parent-style-name");
                self.0.insert(name.clone(), Style { parent, ..Style::default() });
            }
            "default-style" => name.clear(),
            properties => {
                if let Some(style) = self.0.get_mut(&name) {
                    style.say(properties, &tag);
                }
            }
        });
    }

    /// What a style or one of its parents says first.
    fn find<T>(&self, name: &str, said: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut style = self.0.get(name)?;
        // Parents that go round in circles say nothing.
        for _ in 0..8 {
            if let Some(found) = said(style) {
                return Some(found);
            }
            style = self.0.get(style.parent.as_deref()?)?;
        }
        None
    }

    fn look(&self, name: &str) -> CellLook {
        CellLook {
            fill: self.find(name, |style| style.fill).flatten(),
            bold: self.find(name, |style| style.bold).unwrap_or_default(),
        }
    }
}

impl Style {
    fn say(&mut self, properties: &str, tag: &Tag<'_>) {
        match properties {
            "table-cell-properties" => {
                self.fill = tag.get("background-color").map(|text| colour(&text));
            }
            "text-properties" => {
                let weight = tag.get("font-weight");
                self.bold = weight.map(|weight| matches!(&*weight, "bold" | "700" | "800" | "900"));
            }
            "table-column-properties" => {
                let width = tag.get("column-width").and_then(|text| inches(&text));
                self.width = width.map(|inches| inches / CHARACTER).filter(|w| WIDTHS.contains(w));
            }
            _ => {}
        }
    }
}

/// Where one is in the content.
#[derive(Default)]
struct Walk {
    styles: Styles,
    rows: u32,
    sheets: Vec<SheetLook>,
    /// 1-based row at hand and how often it is written.
    row: u32,
    repeated: u32,
    /// 0-based column that comes next, in the columns' list or in the row at hand.
    column: u32,
    /// Styles that columns and the row give to cells without one.
    columns: Vec<(Range<u32>, String)>,
    row_style: Option<String>,
}

impl Walk {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name().as_str() {
            "table" => {
                let name = tag.get("name").unwrap_or_default();
                self.sheets.push(SheetLook { name, ..SheetLook::default() });
                self.columns.clear();
                (self.row, self.column) = (1, 0);
            }
            "table-column" => self.a_column(tag),
            "table-row" => {
                self.column = 0;
                self.repeated = repeated(tag, "number-rows-repeated");
                self.row_style = tag.get("default-cell-style-name");
            }
            "table-cell" | "covered-table-cell" => self.a_cell(tag),
            _ => {}
        }
    }

    fn a_column(&mut self, tag: &Tag<'_>) {
        let first = self.column;
        self.column = first.saturating_add(repeated(tag, "number-columns-repeated"));
        let width = tag.get("style-name").and_then(|name| self.styles.find(&name, |s| s.width));
        if let (Some(sheet), Some(width)) = (self.sheets.last_mut(), width) {
            sheet.widths.push((first..=self.column.saturating_sub(1), width));
        }
        let own = tag.get("default-cell-style-name");
        self.columns.extend(own.map(|name| (first..self.column, name)));
    }

    fn a_cell(&mut self, tag: &Tag<'_>) {
        let first = self.column;
        self.column = first.saturating_add(repeated(tag, "number-columns-repeated"));
        if self.row > self.rows {
            return;
        }
        let own = tag.get("style-name").or_else(|| self.row_style.clone());
        for column in first..self.column.min(COLUMNS) {
            let of_column =
                || self.columns.iter().find(|(all, _)| all.contains(&column)).map(|(_, name)| name);
            let Some(name) = own.as_ref().or_else(of_column) else { continue };
            let look = self.styles.look(name);
            if look == CellLook::default() {
                continue;
            }
            let last = self.row.saturating_add(self.repeated.saturating_sub(1)).min(self.rows);
            let cells = (self.row..=last).map(|row| (CellRef { row, column }, look));
            self.sheets.last_mut().into_iter().for_each(|sheet| sheet.cells.extend(cells.clone()));
        }
    }
}

/// How often something is written; once when it does not say.
fn repeated(tag: &Tag<'_>, attribute: &str) -> u32 {
    tag.get(attribute).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

/// `#1f4e5f`; none for `transparent`.
fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

/// A length with its unit (18.3.18), in inches.
fn inches(text: &str) -> Option<f32> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f32 = text.strip_suffix(unit)?.parse().ok()?;
    let per_inch = match unit {
        "in" => 1.0,
        "cm" => 2.54,
        "mm" => 25.4,
        "pt" => 72.0,
        "pc" => 6.0,
        "px" => 96.0,
        _ => return None,
    };
    Some(number / per_inch)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: &str = r##"<s><style:style style:name="Accent"><style:table-cell-properties
        fo:background-color="#1f4e5f"/><style:text-properties fo:font-weight="bold"/></style:style></s>"##;
    const CONTENT: &str = r##"<c><style:style style:name="co1"><style:table-column-properties
        style:column-width="0.7in"/></style:style><style:style style:name="ce1"
        style:parent-style-name="Accent"/><style:style style:name="ce2" style:parent-style-name="Accent">
        <style:table-cell-properties fo:background-color="transparent"/></style:style>
        <table:table table:name="A"><table:table-column table:style-name="co1"
        table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="ce2"
        table:number-columns-repeated="16382"/><table:table-row table:number-rows-repeated="2">
        <table:table-cell table:style-name="ce1"/><table:table-cell/><table:table-cell/></table:table-row>
        <table:table-row table:number-rows-repeated="1048574"><table:table-cell
        table:style-name="ce1" table:number-columns-repeated="16384"/></table:table-row></table:table>
        <table:table table:name="B"/></c>"##;

    #[test]
    fn styles_come_from_cells_columns_and_parents() {
        let sheets = sheets(CONTENT, STYLES, 2);
        let names: Vec<_> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["A", "B"]);
        let first = &sheets[0];
        assert!((first.width(1).unwrap() - 7.2).abs() < 0.01);
        assert_eq!(first.width(2), None);
        let cells: Vec<_> = first.cells.iter().map(|(at, look)| (at.to_string(), *look)).collect();
        let head = CellLook { fill: Some([0x1F, 0x4E, 0x5F]), bold: true };
        let bold = CellLook { fill: None, bold: true };
        let wanted = [("A1", head), ("C1", bold), ("A2", head), ("C2", bold)];
        assert_eq!(cells, wanted.map(|(at, look)| (at.to_owned(), look)));
    }

    #[test]
    fn rows_repeated_to_the_end_of_the_sheet_cost_nothing() {
        let sheets = sheets(CONTENT, STYLES, 10);
        assert_eq!(sheets[0].cells.len(), 4 + 8 * COLUMNS as usize);
    }

    #[test]
    fn cells_out_of_place_and_parents_in_circles_are_no_matter() {
        let odd = r##"<c><style:style style:name="a" style:parent-style-name="b"/><style:style
            style:name="b" style:parent-style-name="a"/><table:table-cell table:style-name="a"/>
            <table:table table:name="A"><table:table-cell table:style-name="a"/></table:table></c>"##;
        let sheets = sheets(odd, "", 5);
        assert_eq!((sheets.len(), sheets[0].cells.len()), (1, 0));
    }
}
