//! What a workbook package is made of: its sheets in order and the parts each one owns.

use std::collections::BTreeMap;

use crate::package::{Package, Source};
use crate::xml::Tokens;

use super::XlsxError;
use super::rels::{self, Relationship};

/// The parts of a workbook and how they hang together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    /// Name of the workbook part.
    pub(crate) part: String,
    /// Its relationships.
    pub(crate) rels: Vec<Relationship>,
    /// Its sheets, in the order of their tabs.
    pub(crate) sheets: Vec<Sheet>,
    /// Name of the shared strings part.
    pub(crate) strings: Option<String>,
    /// Name of the styles part.
    pub(crate) styles: Option<String>,
    /// Do day numbers count from 1904?
    pub(crate) date1904: bool,
    /// Sheet (its index) that owns a part, by part name: directly, or through a drawing.
    pub(crate) owners: BTreeMap<String, usize>,
    /// Kind of a part: last segment of the type of the relationship that leads to it.
    pub(crate) kinds: BTreeMap<String, String>,
}

/// One sheet of a workbook.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// Its name, as on its tab.
    pub(crate) name: String,
    /// Name of its part.
    pub(crate) part: String,
    /// Is it made of cells (a chart sheet is not)?
    pub(crate) cells: bool,
    /// Is it not shown (hidden, or so that no menu lists it)?
    pub(crate) hidden: bool,
    /// Is it a sheet of macros?
    pub(crate) macros: bool,
    /// Its relationships.
    pub(crate) rels: Vec<Relationship>,
}

impl Book {
    /// Reads the workbook part and all relationships.
    pub(crate) fn read<R: Source>(package: &mut Package<R>) -> Result<Self, XlsxError> {
        let part = workbook_part(package)?;
        let rels = rels::read(package, &part)?;
        let bytes = super::whole(package, &part)?;
        let target = |kind: &str| {
            let found = rels.iter().find(|rel| rel.kind == kind && !rel.external);
            found.map(|rel| rel.target.clone()).filter(|name| package.position(name).is_some())
        };
        let mut book =
            Self { strings: target("sharedStrings"), styles: target("styles"), ..Self::default() };
        for token in Tokens::new(&bytes) {
            if token.opens(b"workbookPr") {
                let flag = token.tag().get("date1904");
                book.date1904 = flag.is_some_and(|value| value == "1" || value == "true");
            } else if token.opens(b"sheet") {
                book.add_sheet(package, token.tag(), &rels)?;
            }
        }
        (book.part, book.rels) = (part, rels);
        book.walk(package)?;
        Ok(book)
    }

    fn add_sheet<R: Source>(
        &mut self,
        package: &mut Package<R>,
        tag: crate::xml::Tag<'_>,
        rels: &[Relationship],
    ) -> Result<(), XlsxError> {
        let id = tag.attributes().find(|a| a.name.ends_with(b":id")).map(|a| a.value.to_vec());
        let Some(rel) = rels.iter().find(|rel| Some(rel.id.as_bytes()) == id.as_deref()) else {
            return Ok(());
        };
        let present = package.position(&rel.target).is_some();
        self.sheets.push(Sheet {
            name: tag.get("name").unwrap_or_default().into_owned(),
            part: rel.target.clone(),
            hidden: tag.get("state").is_some_and(|state| state != "visible"),
            macros: matches!(rel.kind.as_str(), "xlMacrosheet" | "xlIntlMacrosheet"),
            cells: present && rel.kind == "worksheet",
            rels: if present { rels::read(package, &rel.target)? } else { Vec::new() },
        });
        Ok(())
    }

    /// Follows every relationship from the package down, noting kinds and owning sheets.
    fn walk<R: Source>(&mut self, package: &mut Package<R>) -> Result<(), XlsxError> {
        let mut waiting: Vec<(String, Option<usize>)> = vec![(String::new(), None)];
        while let Some((part, owner)) = waiting.pop() {
            for rel in rels::read(package, &part)? {
                if rel.external || package.position(&rel.target).is_none() {
                    continue;
                }
                let sheet = self.sheets.iter().position(|sheet| sheet.part == rel.target);
                let owner = sheet.or(owner);
                if let Some(owner) = owner {
                    self.owners.entry(rel.target.clone()).or_insert(owner);
                }
                if self.kinds.insert(rel.target.clone(), rel.kind).is_none() {
                    waiting.push((rel.target, owner));
                }
            }
        }
        Ok(())
    }

    /// Kind of a part, empty when nothing leads to it.
    pub(crate) fn kind(&self, part: &str) -> &str {
        self.kinds.get(part).map_or("", String::as_str)
    }
}

/// Name of the workbook part: where the package's relationships say, else where it usually is.
fn workbook_part<R: Source>(package: &mut Package<R>) -> Result<String, XlsxError> {
    let rels = rels::read(package, "")?;
    let main = rels.into_iter().find(|rel| rel.kind == "officeDocument").map(|rel| rel.target);
    let part = main.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let stored = package.stored_name(&part).map(str::to_owned);
    stored.ok_or(XlsxError::NotAWorkbook)
}
