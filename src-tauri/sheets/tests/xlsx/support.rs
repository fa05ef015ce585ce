//! A workbook made of parts written by hand, and what is left of it once it was cleaned.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;

use epure_engine::plan::{Edit, NewValue};
use epure_sheets::verify::Proof;
use epure_sheets::{CleanError, CleanOptions, clean};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Parts by name, in order.
#[derive(Clone)]
pub(crate) struct Parts(pub(crate) Vec<(String, Vec<u8>)>);

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

impl Parts {
    pub(crate) fn of(package: &[u8]) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(package)).expect("a package");
        let read = |at| {
            let mut part = zip.by_index(at).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("inflates");
            (part.name().expect("a name").into_owned(), content)
        };
        let count = ZipArchive::new(Cursor::new(package)).expect("a package").len();
        Self((0..count).map(read).collect())
    }

    /// A workbook of one sheet, `Clients`, with these rows and, after them, these elements.
    pub(crate) fn sheet(rows: &str, after: &str) -> Self {
        let mut parts = Self(Vec::new());
        parts.put("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
            <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
            <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
            <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
            <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
        parts.relate("", "rId1", "officeDocument", "xl/workbook.xml");
        parts.put(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{REL}\"><sheets>\
            <sheet name=\"Clients\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        );
        parts.relate("xl/workbook.xml", "rId1", "worksheet", "worksheets/sheet1.xml");
        parts.put(
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{REL}\">\
            <sheetData>{rows}</sheetData>{after}</worksheet>"
            ),
        );
        parts
    }

    /// Adds a sheet with a state (`visible`, `hidden` …).
    pub(crate) fn with_sheet(mut self, name: &str, state: &str, rows: &str) -> Self {
        let number =
            2 + self.0.iter().filter(|(part, _)| part.starts_with("xl/worksheets/sheet")).count();
        let (id, part) = (format!("rId{number}0"), format!("worksheets/sheet{number}.xml"));
        self.edit("xl/workbook.xml", "</sheets>", &format!(
            "<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"{id}\"/></sheets>"));
        self.relate("xl/workbook.xml", &id, "worksheet", &part);
        self.typed(
            &format!("xl/{part}"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
        );
        self.put(
            &format!("xl/{part}"),
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        );
        self
    }

    pub(crate) fn put(&mut self, name: &str, text: impl AsRef<[u8]>) {
        let bytes = text.as_ref().to_vec();
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some(part) => part.1 = bytes,
            None => self.0.push((name.to_owned(), bytes)),
        }
    }

    pub(crate) fn typed(&mut self, part: &str, kind: &str) {
        let over = format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/></Types>");
        self.edit("[Content_Types].xml", "</Types>", &over);
    }

    /// Replaces text in a part; it must be there.
    pub(crate) fn edit(&mut self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{from} in {name}");
        self.put(name, text.replacen(from, to, 1));
    }

    /// Adds a relationship to those of a part.
    pub(crate) fn relate(&mut self, source: &str, id: &str, kind: &str, target: &str) {
        let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
        let name = format!("{folder}/_rels/{file}.rels").trim_start_matches('/').to_owned();
        if !self.0.iter().any(|(known, _)| *known == name) {
            self.put(&name, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>");
        }
        let mode = if target.contains(':') { " TargetMode=\"External\"" } else { "" };
        let rel = format!(
            "<Relationship Id=\"{id}\" Type=\"{REL}/{kind}\" Target=\"{target}\"{mode}/></Relationships>"
        );
        self.edit(&name, "</Relationships>", &rel);
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        let found = self.0.iter().find(|(known, _)| known == name);
        String::from_utf8(found.unwrap_or_else(|| panic!("no {name}")).1.clone()).expect("utf-8")
    }

    pub(crate) fn zip(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Every part that holds these bytes, packages inside the package included.
    pub(crate) fn holding(&self, text: &[u8]) -> Vec<String> {
        let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        let mut found = Vec::new();
        for (name, bytes) in &self.0 {
            let inner = bytes.starts_with(b"PK\x03\x04").then(|| Self::of(bytes).holding(text));
            if holds(bytes) || inner.is_some_and(|inner| !inner.is_empty()) {
                found.push(name.clone());
            }
        }
        found
    }
}

/// The workbook after the edits, proved.
pub(crate) fn cleaned_with(
    package: &[u8],
    edits: &[Edit],
    options: &CleanOptions,
) -> Result<(Parts, Proof), CleanError> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    std::fs::write(&from, package).unwrap();
    let go = |_, _, _| ControlFlow::Continue(());
    let proof = clean(&from, &to, edits, options, &go)?;
    let bytes = std::fs::read(&to).unwrap();
    if let Some(keep) = std::env::var_os("EPURE_KEEP") {
        std::fs::write(keep, &bytes).unwrap();
    }
    Ok((Parts::of(&bytes), proof))
}

pub(crate) fn cleaned(parts: &Parts, edits: &[Edit]) -> Result<(Parts, Proof), CleanError> {
    cleaned_with(&parts.zip(), edits, &CleanOptions::default())
}

pub(crate) fn headers(sheet: &str, rows: (u32, u32)) -> CleanOptions {
    let headers = BTreeMap::from([(sheet.to_owned(), rows)]);
    CleanOptions { headers, ..CleanOptions::default() }
}

pub(crate) fn delete(sheet: &str, row: u32) -> Edit {
    Edit::DeleteRow { sheet: sheet.into(), row }
}

pub(crate) fn set(sheet: &str, cell: &str, value: NewValue) -> Edit {
    Edit::SetCell { sheet: sheet.into(), cell: cell.parse().unwrap(), value, removed: vec![] }
}
