//! Formulas of a SpreadsheetML package.

use std::collections::BTreeMap;
use std::io::{BufRead, Read, Seek};

use epure_engine::table::CellRef;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::{Formula, Named, Reads, text};
use crate::patch::xlsx::formula::moved;
use crate::read::error::Problem;
use crate::read::ooxml;
use crate::read::ooxml::xml::unescape;
use crate::read::options::Limits;
use crate::read::package::Package;

/// Reads the formulas of every sheet.
pub(super) fn read(file: impl Read + Seek) -> Result<Named, Problem> {
    let mut package = Package::open(file, Limits::default())?;
    let mut found = Named::new();
    for sheet in ooxml::map(&mut package)?.sheets {
        // Seen whole first, within bounds. What has no cells has no formulas either.
        if package.stream(&sheet.path, |_| Ok(()))? {
            let formulas = Sheet::default().read(package.reader(&sheet.path)?)?;
            found.push((sheet.name, formulas));
        }
    }
    Ok(found)
}

/// A formula being read: where, its attributes, its text.
struct Open {
    at: CellRef,
    /// First and last of the cells of an array.
    area: Option<(CellRef, CellRef)>,
    /// Number of the formula that it shares.
    group: Option<String>,
    /// A table of results: what it reads is said elsewhere.
    table: bool,
    text: String,
}

/// The formulas of a sheet, as its rows go by.
#[derive(Default)]
struct Sheet {
    row: u32,
    /// 0-based column of the next cell that does not say its own.
    next: u32,
    at: Option<CellRef>,
    /// Texts that cells share, with the cell they are written for.
    shared: BTreeMap<String, (CellRef, String)>,
    found: Vec<Formula>,
}

impl Sheet {
    fn read(mut self, part: impl BufRead) -> Result<Vec<Formula>, Problem> {
        let mut reader = Reader::from_reader(part);
        reader.config_mut().expand_empty_elements = true;
        let mut buffer = Vec::new();
        let mut open: Option<Open> = None;
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|_| Problem::damaged("a sheet"))? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "row" => {
                        let number = attribute(&tag, "r").and_then(|number| number.parse().ok());
                        self.row = number.unwrap_or(self.row.saturating_add(1));
                        self.next = 0;
                    }
                    "c" => {
                        let said = attribute(&tag, "r").and_then(|at| at.parse().ok());
                        let at = said.unwrap_or(CellRef { row: self.row, column: self.next });
                        self.next = at.column.saturating_add(1);
                        self.at = Some(at);
                    }
                    "f" => open = self.at.map(|at| Open::new(&tag, at)),
                    _ => {}
                },
                Event::Text(part) => {
                    if let Some(open) = &mut open {
                        open.text.push_str(&part);
                    }
                }
                Event::CData(part) => {
                    if let Some(open) = &mut open {
                        open.text.push_str(&part);
                    }
                }
                Event::GeneralRef(reference) => {
                    if let Some(open) = &mut open {
                        open.text.push_str(&unescape(&format!("&{};", &*reference)));
                    }
                }
                Event::End(tag) => match tag.local_name().as_ref() {
                    "f" => {
                        if let Some(open) = open.take() {
                            self.close(open);
                        }
                    }
                    "c" => self.at = None,
                    _ => {}
                },
                Event::Eof => return Ok(self.found),
                _ => {}
            }
        }
    }

    fn close(&mut self, open: Open) {
        let (first, last) = open.area.unwrap_or((open.at, open.at));
        let known = open.group.as_ref().and_then(|group| self.shared.get(group));
        let reads = match (open.text.is_empty(), known) {
            _ if open.table => Reads::Everything,
            (false, _) => text::ooxml(&open.text),
            (true, Some((from, shared))) => text::ooxml(&moved(shared, *from, open.at)),
            (true, None) => Reads::Everything,
        };
        if let Some(group) = open.group.filter(|_| !open.text.is_empty()) {
            self.shared.insert(group, (open.at, open.text));
        }
        self.found.push(Formula { first, last, reads });
    }
}

impl Open {
    fn new(tag: &BytesStart<'_>, at: CellRef) -> Self {
        let kind = attribute(tag, "t").unwrap_or_default();
        let area = attribute(tag, "ref").filter(|_| kind != "shared").and_then(|area| {
            let (first, last) = area.split_once(':').unwrap_or((&area, &area));
            Some((first.parse().ok()?, last.parse().ok()?))
        });
        let group = attribute(tag, "si").filter(|_| kind == "shared");
        Self { at, area, group, table: kind == "dataTable", text: String::new() }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut found = attributes.with_checks(false).flatten();
    found.find(|attribute| attribute.key.as_ref() == name).map(|found| unescape(&found.value))
}
