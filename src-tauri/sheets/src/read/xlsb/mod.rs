//! xlsb, the binary workbook: cells streamed by calamine; what it does not tell, from the records.

pub(crate) mod records;
pub(crate) mod sheet;

use std::io::{Read, Seek, SeekFrom};

use calamine::{Reader, Xlsb};
use epure_engine::table::{Format, HiddenContent, Workbook};

use super::calamines::{self, has_cells, in_sheet, xlsb_problem};
use super::cells::{Rows, Texts};
use super::error::Problem;
use super::guard::guarded;
use super::ooxml::inventory;
use super::options::ReadOptions;
use super::package::Package;
use sheet::Facts;

/// Reads a binary workbook.
pub(crate) fn read<R: Read + Seek>(
    mut reader: R,
    options: &ReadOptions<'_>,
) -> Result<Workbook, Problem> {
    let (mut facts, hidden) = preview(Package::open(&mut reader, options.limits)?)?;
    reader.seek(SeekFrom::Start(0))?;
    let mut source = guarded(|| Xlsb::new(reader).map_err(xlsb_problem))?;
    let mut texts = Texts::default();
    let mut budget = options.limits.cells;
    let mut book = calamines::book(Format::Xlsb);
    book.hidden = hidden;
    for sheet in source.sheets_metadata().to_vec() {
        let mut table = calamines::table(&sheet);
        if has_cells(&sheet) {
            let mut rows = Rows::new(options, &sheet.name, &mut budget, (0, 1));
            guarded(|| cells(&mut source, &sheet.name, &mut rows, &mut texts))
                .map_err(|problem| in_sheet(problem, &sheet.name))?;
            let (rows, warnings) = rows.finish();
            table.rows = rows;
            book.warnings.extend(warnings);
        } else {
            book.warnings.push(calamines::no_cells(&sheet.name));
        }
        if let Some(at) = facts.iter().position(|(name, _)| *name == sheet.name) {
            facts.swap_remove(at).1.dress(&mut table);
        }
        book.sheets.push(table);
    }
    Ok(book)
}

/// What sheets tell, by name, and what the package holds outside its cells. Every part that will be
/// read is found within bounds.
fn preview<R: Read + Seek>(mut package: Package<R>) -> Result<Preview, Problem> {
    for part in ["xl/sharedStrings.bin", "xl/styles.bin"] {
        package.stream(part, |_| Ok(()))?;
    }
    let mut facts = Vec::new();
    for (name, part) in sheet::sheets(&mut package)? {
        facts.push((name, Facts::of(&mut package, &part)?));
    }
    Ok((facts, inventory::of(&mut package)?))
}

type Preview = (Vec<(String, Facts)>, Vec<HiddenContent>);

fn cells<R: Read + Seek>(
    source: &mut Xlsb<R>,
    sheet: &str,
    rows: &mut Rows<'_>,
    texts: &mut Texts,
) -> Result<(), Problem> {
    let mut cells = source.worksheet_cells_reader(sheet).map_err(xlsb_problem)?;
    calamines::cells(|| cells.next_cell().map_err(xlsb_problem), rows, texts)
}
