//! xlsx and xlsm: cells streamed by calamine; layout, comments and inventory read from the package.

use std::io::{Read, Seek, SeekFrom};

use calamine::{Reader, Xlsx};
use epure_engine::table::{Format, HiddenContent, MAX_ROWS, Table, Workbook};

use super::calamines::{self, has_cells, in_sheet, xlsx_problem};
use super::cells::{Rows, Texts};
use super::error::Problem;
use super::guard::guarded;
use super::ooxml::layout::{Layout, Scan};
use super::ooxml::{self, comments, inventory};
use super::options::ReadOptions;
use super::package::Package;

/// What the package tells before its cells are read.
struct Preview {
    /// Layout and comments by sheet name.
    sheets: Vec<(String, Layout, Vec<epure_engine::table::Comment>)>,
    hidden: Vec<HiddenContent>,
    /// Rows of all sheets.
    rows: u64,
    /// Entries that the shared-string table announces.
    shared_strings: u64,
}

/// Reads a SpreadsheetML package.
pub(crate) fn read<R: Read + Seek>(
    reader: &mut R,
    format: Format,
    options: &ReadOptions<'_>,
) -> Result<Workbook, Problem> {
    let mut preview = preview(Package::open(&mut *reader, options.limits)?)?;
    reader.seek(SeekFrom::Start(0))?;
    let mut source = guarded(|| Xlsx::new(reader).map_err(xlsx_problem))?;
    let mut texts = Texts::with_shared(preview.shared_strings);
    let mut budget = options.limits.cells;
    let mut book = calamines::book(format);
    book.hidden = preview.hidden;
    let mut done = 0;
    for sheet in source.sheets_metadata().to_vec() {
        let mut table = calamines::table(&sheet);
        if has_cells(&sheet) {
            let mut rows = Rows::new(options, &sheet.name, &mut budget, (done, preview.rows));
            guarded(|| cells(&mut source, &sheet.name, &mut rows, &mut texts))
                .map_err(|problem| in_sheet(problem, &sheet.name))?;
            let (rows, warnings) = rows.finish();
            table.rows = rows;
            book.warnings.extend(warnings);
        } else {
            book.warnings.push(calamines::no_cells(&sheet.name));
        }
        if let Some(at) = preview.sheets.iter().position(|(name, ..)| *name == sheet.name) {
            let (_, layout, comments) = preview.sheets.swap_remove(at);
            done += layout.rows;
            dress(&mut table, layout);
            table.comments = comments;
        }
        book.sheets.push(table);
    }
    Ok(book)
}

/// Checks every part that will be read, and gathers what calamine does not tell.
fn preview<R: Read + Seek>(mut package: Package<R>) -> Result<Preview, Problem> {
    let map = ooxml::map(&mut package)?;
    let shared_strings =
        check_shared_strings(&mut package, &format!("{}sharedStrings.xml", map.folder))?;
    package.stream(&format!("{}styles.xml", map.folder), |_| Ok(()))?;
    let people = comments::people(&mut package)?;
    let mut preview = Preview { sheets: vec![], hidden: vec![], rows: 0, shared_strings };
    for sheet in &map.sheets {
        let mut scan = Scan::default();
        package.stream(&sheet.path, |piece| {
            scan.push(piece);
            Ok(())
        })?;
        let layout = scan.finish();
        if layout.last_row > MAX_ROWS {
            return Err(Problem::TooManyRows { sheet: sheet.name.clone(), limit: MAX_ROWS });
        }
        preview.rows += layout.rows;
        let comments = comments::of_sheet(&mut package, &sheet.path, &people)?;
        preview.sheets.push((sheet.name.clone(), layout, comments));
    }
    preview.hidden = inventory::of(&mut package)?;
    Ok(preview)
}

/// Entries announced by the shared-string table. calamine asks for as much memory as they say: they
/// must not be more than the part can hold (an entry takes at least five bytes).
fn check_shared_strings<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<u64, Problem> {
    let mut head = Vec::new();
    let mut size = 0u64;
    package.stream(part, |piece| {
        size += piece.len() as u64;
        if head.len() < 4096 {
            head.extend(piece.iter().take(4096));
        }
        Ok(())
    })?;
    let declared = String::from_utf8_lossy(&head)
        .split_once("uniqueCount=\"")
        .and_then(|(_, rest)| rest.split_once('"')?.0.parse::<u64>().ok());
    match declared {
        Some(count) if count > size / 5 + 1024 => {
            Err(Problem::damaged(format!("{part}: impossible uniqueCount")))
        }
        count => Ok(count.unwrap_or(0)),
    }
}

/// Hidden rows and columns and merged areas of a sheet. Columns hidden beyond the last one that
/// holds something are left out.
fn dress(table: &mut Table, mut layout: Layout) {
    layout.hidden_rows.sort_unstable();
    for row in &mut table.rows {
        row.hidden = layout.hidden_rows.binary_search(&row.number).is_ok();
    }
    let width = table.width();
    let mut columns: Vec<u32> =
        layout.hidden_columns.into_iter().flatten().filter(|column| *column < width).collect();
    columns.sort_unstable();
    columns.dedup();
    table.hidden_columns = columns;
    table.merged = layout.merged;
}

fn cells<R: Read + Seek>(
    source: &mut Xlsx<R>,
    sheet: &str,
    rows: &mut Rows<'_>,
    texts: &mut Texts,
) -> Result<(), Problem> {
    let mut cells = source.worksheet_cells_reader(sheet).map_err(xlsx_problem)?;
    calamines::cells(|| cells.next_cell().map_err(xlsx_problem), rows, texts)
}
