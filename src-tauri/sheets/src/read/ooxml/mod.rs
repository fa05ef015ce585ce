//! What is common to xlsx, xlsm and xlsb: the map of the package, comments, what does not show.

pub(crate) mod comments;
pub(crate) mod inventory;
pub(crate) mod layout;
pub(crate) mod relations;
pub(crate) mod xml;

use std::io::{Read, Seek};

use super::error::Problem;
use super::package::Package;
use relations::Relation;

/// A workbook part and its sheets.
pub(crate) struct Map {
    /// Folder of the workbook part, with its final `/`.
    pub(crate) folder: String,
    /// Sheets of the workbook, in order.
    pub(crate) sheets: Vec<SheetPart>,
}

/// One sheet of the map.
pub(crate) struct SheetPart {
    /// Name on its tab.
    pub(crate) name: String,
    /// Path of its part.
    pub(crate) path: String,
}

/// Reads the map: workbook part, its sheets and their paths. Sheets of an xlsb, whose workbook
/// part is no XML, are given by `named` from their relation ids.
pub(crate) fn map<R: Read + Seek>(package: &mut Package<R>) -> Result<Map, Problem> {
    let root = relations::of(package, "")?;
    let workbook = root
        .iter()
        .find(|relation| relation.is("officeDocument"))
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target.clone());
    let folder = workbook.rfind('/').and_then(|at| workbook.get(..=at)).unwrap_or("").to_owned();
    let relations = relations::of(package, &workbook)?;
    let sheets = match package.text(&workbook)? {
        Some(text) if workbook.ends_with(".xml") => sheets(&text, &relations),
        _ => Vec::new(),
    };
    Ok(Map { folder, sheets })
}

fn sheets(workbook: &str, relations: &[Relation]) -> Vec<SheetPart> {
    let mut sheets = Vec::new();
    xml::each_start(workbook, |tag| {
        if tag.name() == "sheet"
            && let (Some(name), Some(id)) = (tag.get("name"), tag.get("id"))
            && let Some(relation) = relations.iter().find(|relation| relation.id == id)
        {
            sheets.push(SheetPart { name, path: relation.target.clone() });
        }
    });
    sheets
}
