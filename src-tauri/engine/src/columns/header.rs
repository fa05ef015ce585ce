//! Where the header of a sheet is: under titles and blank lines, on one line or on several.

use super::forms;
use super::names::Strength;
use super::pack::ColumnPack;
use crate::table::{Cell, Header, MAX_COLUMNS, Row, Table, Workbook};

/// Rows looked at from the top.
const LOOK: usize = 40;
/// Rows that one header may take.
const MOST_LINES: usize = 3;

/// Finds and sets the header of every sheet.
pub fn find_headers(book: &mut Workbook, pack: &ColumnPack) {
    for sheet in &mut book.sheets {
        sheet.header = find_header(sheet, pack);
    }
}

/// The header of a sheet; none when its first row is data already.
#[must_use]
pub fn find_header(table: &Table, pack: &ColumnPack) -> Option<Header> {
    let looks: Vec<Look> = table.rows.iter().take(LOOK).map(|row| Look::of(row, pack)).collect();
    let usual = usual_width(table);
    let (at, _) = looks
        .iter()
        .enumerate()
        .map(|(at, look)| (at, score(at, look, &looks, usual)))
        .filter(|(_, score)| *score > 0.0)
        .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let (first, last) = lines(table, &looks, at);
    Some(header_of(table, first, last))
}

/// The header that starts at a 1-based row the person chose; with none, no header at all.
#[must_use]
pub fn header_at(table: &Table, row: Option<u32>) -> Option<Header> {
    let number = row?;
    let at = table.rows.iter().position(|row| row.number == number)?;
    Some(header_of(table, at, at))
}

/// What a row looks like.
struct Look {
    number: u32,
    /// Cells that hold something.
    filled: usize,
    /// Cells that are a known column name.
    names: f32,
    /// Cells whose form only data has: numbers, dates, e-mails, phones, long text.
    data: usize,
    /// Different texts.
    distinct: usize,
}

impl Look {
    fn of(row: &Row, pack: &ColumnPack) -> Self {
        let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.is_blank()).collect();
        let mut texts: Vec<String> = filled.iter().map(|cell| cell.to_string()).collect();
        let names = filled.iter().map(|cell| name_weight(cell, pack)).sum();
        let data = filled.iter().filter(|cell| is_data(cell)).count();
        texts.sort();
        texts.dedup();
        Self { number: row.number, filled: filled.len(), names, data, distinct: texts.len() }
    }
}

/// How surely a cell is a column name, 0 to 1.
fn name_weight(cell: &Cell, pack: &ColumnPack) -> f32 {
    let Some(text) = cell.as_text().filter(|text| text.len() <= 80) else { return 0.0 };
    let best = pack.languages.iter().filter_map(|names| names.matches(text).into_iter().next());
    best.map(|found| match found.strength {
        _ if found.coverage < 0.6 => 0.0,
        Strength::Strong | Strength::Anchor | Strength::Dominant => found.coverage,
        Strength::Weak | Strength::Unsure => 0.8 * found.coverage,
    })
    .fold(0.0, f32::max)
}

fn is_data(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => false,
        Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) => true,
        Cell::Text(text) => {
            let text = text.trim();
            forms::is_email(text)
                || forms::is_phone(text)
                || forms::date_year(text).is_some()
                || forms::is_number(text)
                || text.starts_with("http")
                || text.len() > 120
        }
    }
}

/// Cells that rows of this sheet usually hold.
fn usual_width(table: &Table) -> usize {
    let mut widths: Vec<usize> = table
        .rows
        .iter()
        .take(200)
        .map(|row| row.cells.iter().filter(|cell| !cell.is_blank()).count())
        .collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or(0)
}

/// How well a row would do as the header; zero or less: not at all.
fn score(at: usize, look: &Look, looks: &[Look], usual: usize) -> f32 {
    if look.filled == 0 || look.data * 3 > look.filled {
        return 0.0;
    }
    let filled = look.filled as f32;
    let known = look.names / filled;
    let wide = (filled / usual.max(1) as f32).min(1.0);
    let below = looks.get(at + 1..).unwrap_or_default();
    let data_below = below.iter().take(5).any(|next| next.data > 0);
    let distinct = look.distinct == look.filled;
    // Enough known names: a header wherever it is.
    let two_known = look.names >= 1.5 && known >= 0.3;
    let whole = look.names >= 0.7 && known >= 0.5 && wide >= 0.6;
    if two_known || whole {
        return look.names.min(12.0) + 2.0 * known + wide - 0.05 * at as f32;
    }
    // Unknown names: short distinct texts over rows of data, at the top.
    let untold = distinct && wide >= 0.8 && look.data == 0 && data_below && filled >= 2.0;
    let above = looks.get(..at).unwrap_or_default();
    let top = above.iter().all(|row| row.filled * 2 <= look.filled);
    if untold && top { 0.5 + known - 0.05 * at as f32 } else { 0.0 }
}

/// Extends the header row to the lines above and below that belong to it.
fn lines(table: &Table, looks: &[Look], at: usize) -> (usize, usize) {
    let (mut first, mut last) = (at, at);
    while last + 1 - first < MOST_LINES && first > 0 && group_above(table, looks, first) {
        first -= 1;
    }
    while last + 1 - first < MOST_LINES && continues_below(table, looks, last) {
        last += 1;
    }
    (first, last)
}

/// Is the row above a line of group names: merged over several columns, or over this row's cells?
fn group_above(table: &Table, looks: &[Look], first: usize) -> bool {
    let (Some(above), Some(here)) = (looks.get(first - 1), looks.get(first)) else { return false };
    if above.number + 1 != here.number || above.data > 0 || above.filled < 2 {
        return false;
    }
    let spans = |down: bool| {
        table.merged.iter().filter(move |(from, to)| {
            from.row == above.number
                && if down { to.row > from.row } else { to.column > from.column }
        })
    };
    // A merge as wide as the table is its title.
    let groups = spans(false).filter(|(from, to)| to.column - from.column + 1 < table.width());
    groups.count() > 0 || spans(true).count() > 0
}

/// Does the row below go on with the header: merged with it, or a second line of names?
fn continues_below(table: &Table, looks: &[Look], last: usize) -> bool {
    let (Some(here), Some(below)) = (looks.get(last), looks.get(last + 1)) else { return false };
    if below.number != here.number + 1 || below.data > 0 {
        return false;
    }
    let down =
        table.merged.iter().any(|(from, to)| from.row <= here.number && to.row >= below.number);
    let across =
        table.merged.iter().any(|(from, to)| from.row == here.number && to.column > from.column);
    // Format reminders under the names: (jj/mm/aaaa), (facultatif).
    let reminders = table.rows.get(last + 1).is_some_and(|row| {
        let mut texts = row.cells.iter().filter_map(Cell::as_text).filter(|t| !t.trim().is_empty());
        texts.all(|text| text.trim().starts_with('(') && text.trim().ends_with(')'))
    });
    let named = below.names >= 1.0 && below.names * 2.0 >= below.filled as f32;
    (reminders && below.filled > 0) || down || (across && named)
}

/// The header made of rows `first` to `last` (indexes into the table's rows): each column's lines
/// joined by a space, merged names given to all the columns they span.
fn header_of(table: &Table, first: usize, last: usize) -> Header {
    let rows = table.rows.get(first..=last).unwrap_or_default();
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut names = vec![String::new(); width];
    for (line, row) in rows.iter().enumerate() {
        let spread = line + 1 < rows.len();
        for (column, name) in names.iter_mut().enumerate() {
            let column = u32::try_from(column).unwrap_or(MAX_COLUMNS);
            let text = line_text(table, row, column, spread);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() && !name.ends_with(&text) {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(&text);
            }
        }
    }
    Header {
        first_row: rows.first().map_or(1, |row| row.number),
        last_row: rows.last().map_or(1, |row| row.number),
        names,
    }
}

/// What a header line says over a column; on lines above the last, a merged name covers its span.
fn line_text(table: &Table, row: &Row, column: u32, spread: bool) -> String {
    let cell = row.cell(column);
    if !cell.is_blank() || !spread {
        return cell.to_string();
    }
    let over = table
        .merged
        .iter()
        .find(|(from, to)| from.row == row.number && (from.column..=to.column).contains(&column));
    over.map(|(from, _)| row.cell(from.column).to_string()).unwrap_or_default()
}
