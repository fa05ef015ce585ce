//! Tables: their area, columns and totals when rows, columns or headers change.

use std::collections::BTreeSet;

use epure_engine::plan::NewValue;
use epure_engine::table::CellRef;

use crate::patch::edits::SheetEdits;
use crate::xml::Element;

use super::error::{Structure, XlsxError};
use super::outside::{Context, corners, recount};

/// Adjusts the root element of a table part.
pub(crate) fn adjust(
    table: &mut Element,
    part: &str,
    context: &Context<'_>,
    edits: Option<&SheetEdits<'_>>,
) -> Result<(), XlsxError> {
    let refuse = || XlsxError::unadjustable(part, Structure::Table);
    let text = table.tag().get("ref").map(|text| text.into_owned()).unwrap_or_default();
    let Some((first, last)) = corners(&text) else { return Ok(()) };
    let count = |name: &str, default: u32| {
        table.tag().get(name).and_then(|n| n.trim().parse().ok()).unwrap_or(default)
    };
    let (headers, totals) = (count("headerRowCount", 1u32), count("totalsRowCount", 0u32));
    let (body, end) = (first.row + headers, last.row.saturating_sub(totals));
    let rows = &context.shift.rows;
    if (headers > 0 && rows.within(first.row, body - 1) > 0)
        || (end >= body && rows.within(body, end) == end - body + 1)
    {
        return Err(refuse());
    }
    if totals > 0 && rows.within(end + 1, last.row) > 0 {
        table.set("totalsRowCount", None);
        for column in table.child_mut("tableColumns").into_iter().flat_map(|c| c.elements_mut()) {
            column.set("totalsRowLabel", None);
            column.set("totalsRowFunction", None);
            column.retain(|child| !child.is("totalsRowFormula"));
        }
    }
    rename_columns(table, first, headers, edits).ok_or_else(refuse)?;
    if totals > 0 {
        relabel_totals(table, CellRef { row: last.row, column: first.column }, edits);
    }
    if context.shift.columns.within(first.column, last.column) > 0 {
        remove_columns(table, first, context).ok_or_else(refuse)?;
    }
    let _ = context.adjust(table);
    Ok(())
}

/// A table that a query filled becomes one like any other.
pub(crate) fn forget_query(table: &mut Element) {
    if table.tag().get("tableType").is_none_or(|kind| kind != "queryTable") {
        return;
    }
    for name in ["tableType", "connectionId"] {
        table.set(name, None);
    }
    for column in table.child_mut("tableColumns").into_iter().flat_map(Element::elements_mut) {
        column.set("queryTableFieldId", None);
    }
}

/// A column is named after its header cell: the name follows when that cell is set. None when the
/// new name is empty or taken.
fn rename_columns(
    table: &mut Element,
    first: CellRef,
    headers: u32,
    edits: Option<&SheetEdits<'_>>,
) -> Option<()> {
    let (Some(edits), true) = (edits, headers > 0) else { return Some(()) };
    let Some(columns) = table.child_mut("tableColumns") else { return Some(()) };
    let mut names: Vec<String> = columns
        .elements()
        .map(|column| column.tag().get("name").unwrap_or_default().to_lowercase())
        .collect();
    for (at, column) in columns.elements_mut().enumerate() {
        let cell = CellRef { row: first.row, column: first.column + u32::try_from(at).ok()? };
        let Some(value) = edits.set.get(&cell) else { continue };
        let text = match value {
            NewValue::Text(text) => text.trim().to_owned(),
            NewValue::Number(number) => number.to_string(),
            NewValue::Empty | NewValue::Date(_) => return None,
        };
        let lower = text.to_lowercase();
        if text.is_empty() || names.iter().enumerate().any(|(i, n)| i != at && *n == lower) {
            return None;
        }
        column.set("name", Some(&text));
        if let Some(name) = names.get_mut(at) {
            *name = lower;
        }
    }
    Some(())
}

/// What a cell of the totals row says is written in the table as well.
fn relabel_totals(table: &mut Element, first: CellRef, edits: Option<&SheetEdits<'_>>) {
    let Some(edits) = edits else { return };
    for (column, at) in
        table.child_mut("tableColumns").into_iter().flat_map(Element::elements_mut).zip(0u32..)
    {
        let cell = CellRef { row: first.row, column: first.column.saturating_add(at) };
        let Some(value) = edits.set.get(&cell) else { continue };
        let label = match value {
            NewValue::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            _ => None,
        };
        column.set("totalsRowLabel", label);
        column.set("totalsRowFunction", None);
        column.retain(|child| !child.is("totalsRowFormula"));
    }
}

/// Ids of the columns of a table that go.
pub(crate) fn lost_columns(table: &Element, context: &Context<'_>) -> BTreeSet<String> {
    let area = table.tag().get("ref").and_then(|area| corners(&area));
    let first = area.map_or(0, |(first, _)| first.column);
    let columns = table.child("tableColumns").into_iter().flat_map(Element::elements);
    let gone = columns.zip(first..).filter(|(_, at)| context.shift.columns.contains(*at));
    gone.filter_map(|(column, _)| Some(column.tag().get("id")?.into_owned())).collect()
}

/// Leaves the fields of columns that go out of the query that fills a table.
pub(crate) fn forget_fields(query: &mut Element, lost: &BTreeSet<String>) {
    let refresh = query.child_mut("queryTableRefresh");
    let Some(fields) = refresh.and_then(|r| r.child_mut("queryTableFields")) else { return };
    fields.retain(|field| {
        let column = field.tag().get("tableColumnId").unwrap_or_default();
        !lost.contains(column.as_ref())
    });
    let left = fields.elements().count();
    recount(fields, left);
}

/// Leaves out the columns that go; none when no column stays.
fn remove_columns(table: &mut Element, first: CellRef, context: &Context<'_>) -> Option<()> {
    let columns = table.child_mut("tableColumns")?;
    let mut at = first.column;
    columns.retain(|_| {
        let keep = !context.shift.columns.contains(at);
        at += 1;
        keep
    });
    let left = columns.elements().count();
    recount(columns, left);
    (left > 0).then_some(())
}
