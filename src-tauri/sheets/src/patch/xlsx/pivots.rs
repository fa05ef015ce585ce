//! Pivot tables: the copy of the source that they keep is emptied when the source is edited, and
//! they are asked to read it again.

use std::collections::BTreeSet;

use epure_engine::table::{CellRef, HiddenKind};

use crate::xml::Element;

use super::error::{Structure, XlsxError};
use super::outside::{Context, area_text, corners};
use super::parts::{Parts, Rewriter};

/// Adjusts the root element of a pivot cache definition.
pub(crate) fn definition(
    root: &mut Element,
    rewriter: &Rewriter<'_>,
    parts: &mut Parts,
    part: &str,
) -> Result<(), XlsxError> {
    let requests = &rewriter.survey.requests;
    if source_goes(root, rewriter) {
        return Err(XlsxError::unadjustable(part, Structure::PivotSource));
    }
    let source = root.child("cacheSource").and_then(|source| source.tag().get("type"));
    let fed = source.is_some_and(|kind| kind == "external");
    if fed && requests.asks(HiddenKind::Connections) {
        return Err(XlsxError::unadjustable(part, Structure::PivotTable));
    }
    let emptied = requests.asks(HiddenKind::PivotCaches);
    let touched = emptied || source_is_touched(root, rewriter);
    if let Some(source) = root.child_mut("cacheSource").and_then(|s| s.child_mut("worksheetSource"))
    {
        move_source(source, rewriter, part)?;
    }
    if !touched {
        return Ok(());
    }
    root.set("refreshOnLoad", Some("1"));
    root.set("saveData", Some("0"));
    root.set("recordCount", None);
    let records = root.tag().attributes().find(|a| a.name.ends_with(b":id"));
    let records = records.map(|a| {
        let name = String::from_utf8_lossy(a.name).into_owned();
        (name, String::from_utf8_lossy(a.value).into_owned())
    });
    if let Some((name, id)) = records {
        root.set(&name, None);
        parts.dropped_rels.entry(part.to_owned()).or_default().insert(id);
    }
    if let Some(fields) = root.child_mut("cacheFields") {
        fields.elements_mut().for_each(|field| blot_items(field, rewriter, emptied));
    }
    Ok(())
}

/// Is the source on a sheet that goes?
fn source_goes(root: &Element, rewriter: &Rewriter<'_>) -> bool {
    let source = root.child("cacheSource").and_then(|source| source.child("worksheetSource"));
    let sheet = source.and_then(|source| source.tag().get("sheet"));
    let shifts = &rewriter.survey.shifts;
    sheet.and_then(|sheet| shifts.named(&sheet)).is_some_and(|sheet| shifts.is_gone(sheet))
}

/// Is a cell of the source edited or gone? When it cannot be told (a name, a table), yes.
fn source_is_touched(root: &Element, rewriter: &Rewriter<'_>) -> bool {
    let source = root.child("cacheSource").and_then(|source| source.child("worksheetSource"));
    let any = || rewriter.survey.edits.iter().any(|edits| !edits.is_idle());
    let Some(tag) = source.map(Element::tag) else { return false };
    let (Some(sheet), Some(area)) = (tag.get("sheet"), tag.get("ref")) else { return any() };
    let Some(edits) =
        rewriter.survey.shifts.named(&sheet).and_then(|s| rewriter.survey.edits.get(s))
    else {
        return false;
    };
    let Some((first, last)) = corners(&area) else { return any() };
    let inside = |at: &CellRef| (first.column..=last.column).contains(&at.column);
    edits.rows.within(first.row, last.row) > 0
        || edits.columns.within(first.column, last.column) > 0
        || edits.set.range(first..=last).any(|(at, _)| inside(at))
}

fn move_source(source: &mut Element, rewriter: &Rewriter<'_>, part: &str) -> Result<(), XlsxError> {
    let tag = source.tag();
    let (Some(sheet), Some(area)) = (tag.get("sheet"), tag.get("ref")) else { return Ok(()) };
    let shift =
        rewriter.survey.shifts.named(&sheet).and_then(|sheet| rewriter.survey.shifts.of(sheet));
    let Some(shift) = shift else { return Ok(()) };
    let refuse = || XlsxError::unadjustable(part, Structure::PivotTable);
    // A field of the pivot would be without its column.
    let lost = corners(&area).is_some_and(|(a, b)| shift.columns.within(a.column, b.column) > 0);
    let moved = area_text(&area, shift).filter(|_| !lost).ok_or_else(refuse)?;
    if moved != area {
        source.set("ref", Some(&moved));
    }
    Ok(())
}

/// Replaces the listed values of a field that a removed text is in (or `all`). Items are known by their place
/// in the list: none is left out, and each stays different from the others.
fn blot_items(field: &mut Element, rewriter: &Rewriter<'_>, all: bool) {
    let Some(items) = field.child_mut("sharedItems") else { return };
    let mut names: BTreeSet<String> = BTreeSet::new();
    let texts: Vec<String> =
        items.elements().map(|item| item.tag().get("v").unwrap_or_default().into_owned()).collect();
    names.extend(texts);
    let mut next = 1u32;
    for item in items.elements_mut() {
        let text = item.tag().get("v").unwrap_or_default().into_owned();
        let known = all || rewriter.scrub.finds(&text);
        if text.is_empty() || !known {
            continue;
        }
        if item.is("s") {
            let blot = loop {
                let name = format!("{}{next}", super::scrub::BLOT);
                next += 1;
                if names.insert(name.clone()) {
                    break name;
                }
            };
            item.set("v", Some(&blot));
        }
    }
}

/// Adjusts the root element of a pivot table part: its own cells only move whole.
pub(crate) fn table(
    root: &mut Element,
    part: &str,
    context: &Context<'_>,
) -> Result<(), XlsxError> {
    if let Some(location) = root.child_mut("location") {
        let area = location.tag().get("ref").map(|area| area.into_owned()).unwrap_or_default();
        if let Some((first, last)) = corners(&area) {
            let cut = context.shift.rows.within(first.row, last.row) > 0
                || context.shift.columns.within(first.column, last.column) > 0;
            let moved = area_text(&area, context.shift).filter(|_| !cut);
            let moved =
                moved.ok_or_else(|| XlsxError::unadjustable(part, Structure::PivotTable))?;
            // The pivot table would write its own text there again.
            let set = context.edits.get(context.sheet).is_some_and(|edits| {
                let mut inside = edits.set.range(first..=last);
                inside.any(|(at, _)| (first.column..=last.column).contains(&at.column))
            });
            if set {
                return Err(XlsxError::unadjustable(part, Structure::PivotCells));
            }
            if moved != area {
                location.set("ref", Some(&moved));
            }
        }
    }
    captions(root, context);
    Ok(())
}

/// Names that the user gave to items and fields.
fn captions(element: &mut Element, context: &Context<'_>) {
    for name in ["n", "caption", "rowHeaderCaption", "colHeaderCaption", "grandTotalCaption"] {
        context.scrub.attribute(element, name);
    }
    element.elements_mut().for_each(|child| captions(child, context));
}
