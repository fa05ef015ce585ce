//! Hidden content removed on request: what of it can be said as row and column edits is, and the
//! rest is a matter of sheets and parts that go.

use std::collections::BTreeSet;
use std::io::Read;

use epure_engine::plan::Edit;
use epure_engine::table::HiddenKind;

use super::reader::{Event, Reader};
use super::row::repeated;
use crate::xml::{Element, Kind, Node, Tag, XmlError, write_all};

/// Sheets and parts that are left out of the result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gone {
    /// Sheet names.
    pub(crate) sheets: BTreeSet<String>,
    /// Part names; embedded objects also by the name of their folder.
    pub(crate) parts: BTreeSet<String>,
}

/// The `RemovePart` edits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requests(BTreeSet<(HiddenKind, Option<String>)>);

impl Requests {
    pub(crate) fn of(edits: &[Edit]) -> Self {
        let kinds = edits.iter().filter_map(|edit| match edit {
            Edit::RemovePart { kind, sheet } => Some((*kind, sheet.clone())),
            _ => None,
        });
        Self(kinds.collect())
    }

    /// Is that kind to be removed from the whole file?
    pub(crate) fn has(&self, kind: HiddenKind) -> bool {
        self.0.contains(&(kind, None))
    }

    /// Is that kind to be removed from that sheet?
    pub(crate) fn of_sheet(&self, kind: HiddenKind, sheet: &str) -> bool {
        self.has(kind) || self.0.contains(&(kind, Some(sheet.to_owned())))
    }

    /// Do some concern sheets, rows or columns, which have to be looked for?
    fn need_scan(&self) -> bool {
        use HiddenKind::{Columns, ExternalLinks, Rows, Sheet};
        self.0.iter().any(|(kind, _)| matches!(kind, Sheet | Rows | Columns | ExternalLinks))
    }

    /// Finds hidden sheets, rows and columns that are to go: sheets are named in `gone`, rows and
    /// columns come back as edits.
    pub(crate) fn scan(&self, source: impl Read, gone: &mut Gone) -> Result<Vec<Edit>, XmlError> {
        let mut edits = Vec::new();
        if !self.need_scan() {
            return Ok(edits);
        }
        let mut scan = Scan { requests: self, reader: Reader::new(source), style: None };
        scan.run(gone, &mut edits)?;
        Ok(edits)
    }

    /// Does a part go with the requested kinds? `charts` are the folders of charts, which stay.
    pub(crate) fn drops(&self, part: &str, charts: &[String]) -> bool {
        let history = part.starts_with("Versions/") || part == "VersionList.xml";
        let macros = part.starts_with("Basic/") || part.starts_with("Scripts/");
        let object = part.split('/').next().unwrap_or_default();
        let picture = part.strip_prefix("ObjectReplacements/").unwrap_or(object);
        let embedded = picture.starts_with("Object ")
            && !charts.iter().any(|chart| chart.trim_end_matches('/') == picture);
        (history && self.has(HiddenKind::ChangeHistory))
            || (macros && self.has(HiddenKind::Macros))
            || (embedded && self.has(HiddenKind::EmbeddedFiles))
            || (part.starts_with("Thumbnails/") && self.has(HiddenKind::Thumbnail))
    }

    /// Elements of `content.xml` that go with the requested kinds.
    pub(crate) fn drops_element(&self, name: &[u8]) -> bool {
        match name {
            b"office:event-listeners" | b"office:script" => self.has(HiddenKind::Macros),
            b"table:dde-links" => self.has(HiddenKind::ExternalLinks),
            b"table:database-source-sql"
            | b"table:database-source-table"
            | b"table:database-source-query" => self.has(HiddenKind::Connections),
            _ => false,
        }
    }

    /// `meta.xml` or `settings.xml` without what is to go; none when nothing changes.
    pub(crate) fn properties(&self, part: &str, content: &[u8]) -> Option<Vec<u8>> {
        let drops = |element: &Element| match element.tag().name() {
            b"dc:creator" | b"meta:initial-creator" | b"meta:printed-by" | b"meta:template" => {
                self.has(HiddenKind::Authors)
            }
            b"meta:user-defined" => self.has(HiddenKind::CustomProperties),
            b"config:config-item" => {
                let name = element.tag().get("config:name").unwrap_or_default();
                matches!(&*name, "PrinterName" | "PrinterSetup")
                    && self.has(HiddenKind::PrinterSettings)
            }
            _ => false,
        };
        if !matches!(part, "meta.xml" | "settings.xml") || self.0.is_empty() {
            return None;
        }
        let mut nodes = Element::parse(content).ok()?;
        for node in &mut nodes {
            if let Node::Element(root) = node {
                prune(root, &drops);
            }
        }
        let mut out = Vec::with_capacity(content.len());
        write_all(&nodes, &mut out);
        (out != content).then_some(out)
    }
}

/// Takes elements out of a tree.
fn prune(element: &mut Element, drops: &dyn Fn(&Element) -> bool) {
    element.retain(|child| {
        prune(child, drops);
        !drops(child)
    });
}

/// A search for hidden sheets, rows and columns.
struct Scan<'a, R> {
    requests: &'a Requests,
    reader: Reader<R>,
    /// Name of the table style being read.
    style: Option<String>,
}

impl<R: Read> Scan<'_, R> {
    fn run(&mut self, gone: &mut Gone, edits: &mut Vec<Edit>) -> Result<(), XmlError> {
        let mut hidden_styles = BTreeSet::new();
        let mut sheet = String::new();
        let mut column = 0u32;
        while let Some(event) = self.reader.next()? {
            match event {
                Event::Sheet { name, open } => {
                    let style = Tag::new(&open).get("table:style-name").unwrap_or_default();
                    let hidden = hidden_styles.contains(&*style)
                        && self.requests.of_sheet(HiddenKind::Sheet, &name);
                    let cache = name.starts_with("'file:") || name.contains("'#$");
                    let external = cache && self.requests.has(HiddenKind::ExternalLinks);
                    if hidden || external {
                        gone.sheets.insert(name.clone());
                    }
                    (sheet, column) = (name, 0);
                }
                Event::Rows(run) => self.rows(&sheet, &run, edits),
                Event::End => {}
                Event::Other(kind, raw) => {
                    let tag = Tag::new(&raw);
                    if matches!(kind, Kind::Open | Kind::Empty) {
                        self.style(&tag, &mut hidden_styles);
                        if tag.name() == b"table:table-column" {
                            column = self.columns(&sheet, &tag, column, edits);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Table styles that hide their sheet.
    fn style(&mut self, tag: &Tag<'_>, hidden: &mut BTreeSet<String>) {
        match tag.name() {
            b"style:style" => self.style = tag.get("style:name").map(|name| name.into_owned()),
            b"style:table-properties" if tag.raw(b"table:display") == Some(b"false") => {
                hidden.extend(self.style.clone());
            }
            _ => {}
        }
    }

    /// Hidden rows that hold something.
    fn rows(&self, sheet: &str, run: &super::reader::RowRun, edits: &mut Vec<Edit>) {
        let hidden = Tag::new(&run.open).raw(b"table:visibility").is_some_and(|v| v != b"visible");
        let filled = memchr::memmem::find(&run.rest, b"<text:p").is_some()
            || memchr::memmem::find(&run.rest, b"office:value-type").is_some();
        if hidden && filled && self.requests.of_sheet(HiddenKind::Rows, sheet) {
            let rows = run.first..run.first.saturating_add(run.count);
            edits.extend(rows.map(|row| Edit::DeleteRow { sheet: sheet.to_owned(), row }));
        }
    }

    /// Hidden columns; gives the number of the next one.
    fn columns(&self, sheet: &str, tag: &Tag<'_>, first: u32, edits: &mut Vec<Edit>) -> u32 {
        let next = first.saturating_add(repeated(tag, "table:number-columns-repeated"));
        let hidden = tag.raw(b"table:visibility").is_some_and(|v| v != b"visible");
        if hidden && self.requests.of_sheet(HiddenKind::Columns, sheet) {
            let columns = first..next.min(epure_engine::table::MAX_COLUMNS);
            let go = |column| Edit::DeleteColumn { sheet: sheet.to_owned(), column };
            edits.extend(columns.map(go));
        }
        next
    }
}
