//! The parts beside sheets and strings: each one adjusted, cleaned of copies, dropped or left.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use epure_engine::plan::Edit;

use crate::package::Package;
use crate::patch::edits::SheetEdits;
use crate::xml::{Element, Node, write_all};

use super::book::Book;
use super::census::Census;
use super::outside::{Context, Fate, root_mut};
use super::rels::{rels_name, source_of_rels};
use super::scrub::Scrub;
use super::shifts::{Shift, Shifts};
use super::{XlsxError, pivots, remove, tables, workbook};

/// Largest part that is taken for XML to adjust; larger ones of unknown kinds are copied.
const LARGEST: u64 = 64 << 20;

/// What happens to the entries of the zip, by their position.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) dropped: BTreeSet<usize>,
    pub(crate) replaced: BTreeMap<usize, Vec<u8>>,
    pub(crate) streamed: BTreeSet<usize>,
    /// New parts by name.
    pub(crate) added: BTreeMap<String, Vec<u8>>,
    /// Relationships that go, by the part that has them.
    pub(crate) dropped_rels: BTreeMap<String, BTreeSet<String>>,
}

/// What parts are adjusted by.
pub(crate) struct Rewriter<'a> {
    pub(crate) book: &'a Book,
    pub(crate) edits: &'a [SheetEdits<'a>],
    pub(crate) shifts: &'a Shifts,
    pub(crate) scrub: &'a Scrub,
    pub(crate) census: &'a Census,
    pub(crate) links: &'a [BTreeSet<String>],
    pub(crate) requests: &'a [Edit],
}

impl Rewriter<'_> {
    pub(crate) fn decide<R: Read + Seek>(
        &self,
        package: &mut Package<R>,
        parts: &mut Parts,
    ) -> Result<(), XlsxError> {
        self.drop_stale(package, parts);
        remove::requested(self.book, self.requests, package, parts)?;
        self.dropped_links(parts);
        for at in 0..package.names().len() {
            let name = package.names().get(at).cloned().unwrap_or_default();
            let lower = name.to_lowercase();
            let xml = [".xml", ".vml"].iter().any(|end| lower.ends_with(end));
            let known = parts.dropped.contains(&at) || parts.streamed.contains(&at);
            let sheet = self.book.sheets.iter().any(|s| s.cells && s.part == name);
            if !xml || known || sheet || Some(&name) == self.book.strings.as_ref() {
                continue;
            }
            if package.size(&name) <= LARGEST && lower != "[content_types].xml" {
                self.part(package, &name, at, parts)?;
            }
        }
        self.unreachable(package, parts)?;
        self.rels_and_types(package, parts)
    }

    /// The order of computation, and the picture of the first page, would tell of what is gone.
    fn drop_stale<R: Read + Seek>(&self, package: &Package<R>, parts: &mut Parts) {
        let formulas_gone = self.census.sheets.values().any(|facts| facts.formulas_gone);
        let removes = !self.scrub.is_idle() || self.shifts.any();
        for (name, kind) in &self.book.kinds {
            let stale = match kind.as_str() {
                "calcChain" => formulas_gone || self.shifts.any(),
                "thumbnail" => removes,
                _ => false,
            };
            if let Some(at) = package.position(name).filter(|_| stale) {
                parts.dropped.insert(at);
            }
        }
    }

    /// Links of cells that go, or that lead to a removed text.
    fn dropped_links(&self, parts: &mut Parts) {
        for (index, sheet) in self.book.sheets.iter().enumerate() {
            let gone = self.census.sheets.get(&index).map(|facts| &facts.dropped_links);
            let ids = self.links.get(index).into_iter().chain(gone).flatten();
            let ids: BTreeSet<String> = ids.cloned().collect();
            if !ids.is_empty() {
                parts.dropped_rels.entry(sheet.part.clone()).or_default().extend(ids);
            }
        }
    }

    /// Adjusts one part held in memory.
    fn part<R: Read + Seek>(
        &self,
        package: &mut Package<R>,
        name: &str,
        at: usize,
        parts: &mut Parts,
    ) -> Result<(), XlsxError> {
        let kind = self.book.kind(name);
        if matches!(kind, "" | "theme" | "styles") && name != self.book.part {
            return Ok(());
        }
        let bytes = super::whole(package, name)?;
        let parsed = Element::parse(&bytes);
        let mut nodes = match parsed {
            Ok(nodes) => nodes,
            // Parts that only hold decoration may be sloppy; they are searched afterwards.
            Err(_) if !self.shifts.any() || kind != "vmlDrawing" => return Ok(()),
            Err(error) => return Err(XlsxError::xml(name, error)),
        };
        let Some(root) = root_mut(&mut nodes) else { return Ok(()) };
        let before = relationship_ids(root);
        self.adjust(name, kind, root, parts)?;
        let after = relationship_ids(root);
        let gone: BTreeSet<String> = before.difference(&after).cloned().collect();
        if !gone.is_empty() {
            parts.dropped_rels.entry(name.to_owned()).or_default().extend(gone);
        }
        let mut out = Vec::with_capacity(bytes.len());
        write_all(&nodes, &mut out);
        if out != bytes {
            parts.replaced.insert(at, out);
        }
        Ok(())
    }

    fn adjust(
        &self,
        name: &str,
        kind: &str,
        root: &mut Element,
        parts: &mut Parts,
    ) -> Result<(), XlsxError> {
        let owner = self.book.owners.get(name).copied();
        let nothing = Shift::default();
        let links = BTreeSet::new();
        let context = Context {
            sheet: owner.unwrap_or(usize::MAX),
            shift: owner.and_then(|owner| self.shifts.of(owner)).unwrap_or(&nothing),
            shifts: self.shifts,
            scrub: self.scrub,
            links: &links,
            edits: self.edits,
        };
        if name == self.book.part {
            workbook::adjust(root, self.shifts, self.scrub, self.recompute());
            return Ok(());
        }
        match kind {
            "table" => tables::adjust(root, name, &context, self.edits.get(context.sheet))?,
            "pivotCacheDefinition" => {
                pivots::definition(root, self, parts, name)?;
            }
            "pivotTable" => pivots::table(root, name, &context)?,
            "core-properties"
            | "extended-properties"
            | "custom-properties"
            | "customXml"
            | "customXmlProps"
            | "externalLinkPath" => {
                self.scrub.characters(root);
                scrub_attributes(root, self.scrub);
            }
            "externalLink" => {
                scrub_attributes(root, self.scrub);
                blocks(root, self.scrub);
            }
            "vmlDrawing" => {
                root.retain(|shape| !shape.is("shape") || context.vml_shape(shape) == Fate::Keep);
                let _ = context.adjust(root);
                blocks(root, self.scrub);
            }
            _ => {
                let _ = context.adjust(root);
                blocks(root, self.scrub);
            }
        }
        Ok(())
    }

    /// May the value of a formula be stale afterwards?
    fn recompute(&self) -> bool {
        let formulas = self.census.sheets.values().any(|facts| facts.formulas);
        formulas && self.edits.iter().any(|edits| !edits.is_idle())
    }

    /// Parts that nothing leads to any more.
    fn unreachable<R: Read + Seek>(
        &self,
        package: &mut Package<R>,
        parts: &mut Parts,
    ) -> Result<(), XlsxError> {
        let mut waiting = vec![String::new()];
        let mut reached = BTreeSet::new();
        while let Some(part) = waiting.pop() {
            let dropped = parts.dropped_rels.get(&part).cloned().unwrap_or_default();
            for rel in super::rels::read(package, &part)? {
                let gone = package.position(&rel.target);
                let gone = gone.is_none_or(|at| parts.dropped.contains(&at));
                if rel.external || gone || dropped.contains(&rel.id) {
                    continue;
                }
                if reached.insert(rel.target.clone()) {
                    waiting.push(rel.target);
                }
            }
        }
        for name in self.book.kinds.keys().filter(|name| !reached.contains(*name)) {
            let rels = rels_name(name);
            for at in [package.position(name), package.position(&rels)].into_iter().flatten() {
                parts.dropped.insert(at);
                parts.replaced.remove(&at);
                parts.streamed.remove(&at);
            }
        }
        Ok(())
    }

    /// Relationships and content types without what was dropped.
    fn rels_and_types<R: Read + Seek>(
        &self,
        package: &mut Package<R>,
        parts: &mut Parts,
    ) -> Result<(), XlsxError> {
        for at in 0..package.names().len() {
            let name = package.names().get(at).cloned().unwrap_or_default();
            let types = name.eq_ignore_ascii_case("[content_types].xml");
            if parts.dropped.contains(&at) || !(types || name.ends_with(".rels")) {
                continue;
            }
            let bytes = super::whole(package, &name)?;
            let mut nodes = Element::parse(&bytes).map_err(|e| XlsxError::xml(&name, e))?;
            let Some(root) = root_mut(&mut nodes) else { continue };
            let is_dropped = |target: &str| {
                package.position(target).is_some_and(|at| parts.dropped.contains(&at))
            };
            match source_of_rels(&name).filter(|_| !types) {
                None => root.retain(|over| {
                    let part = over.tag().get("PartName").unwrap_or_default().into_owned();
                    !over.is("Override") || !is_dropped(&part)
                }),
                Some(source) => {
                    let gone = parts.dropped_rels.get(&source).cloned().unwrap_or_default();
                    root.retain(|rel| self.keep_rel(rel, &source, &gone, &is_dropped));
                }
            }
            let mut out = Vec::with_capacity(bytes.len());
            write_all(&nodes, &mut out);
            if out != bytes {
                parts.replaced.insert(at, out);
            }
        }
        Ok(())
    }

    fn keep_rel(
        &self,
        rel: &mut Element,
        source: &str,
        gone: &BTreeSet<String>,
        is_dropped: &dyn Fn(&str) -> bool,
    ) -> bool {
        let tag = rel.tag();
        let id = tag.get("Id").unwrap_or_default().into_owned();
        let target = tag.get("Target").unwrap_or_default().into_owned();
        let external = tag.get("TargetMode").is_some_and(|mode| mode == "External");
        if gone.contains(&id) {
            return false;
        }
        if external {
            self.scrub.attribute(rel, "Target");
            return true;
        }
        !is_dropped(&super::rels::resolve(source, &target))
    }
}

/// Values of attributes in the namespace of relationships (`r:id`, `r:embed` …).
fn relationship_ids(element: &Element) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![element];
    while let Some(element) = waiting.pop() {
        for attribute in element.tag().attributes() {
            if attribute.name.starts_with(b"r:") || attribute.name.starts_with(b"o:relid") {
                found.insert(String::from_utf8_lossy(attribute.value).into_owned());
            }
        }
        waiting.extend(element.elements());
    }
    found
}

/// Blots removed texts out of paragraphs, strings and cached values, wherever they are.
fn blocks(element: &mut Element, scrub: &Scrub) {
    const BLOCKS: [&str; 16] = [
        "p",
        "si",
        "is",
        "text",
        "comment",
        "threadedComment",
        "author",
        "pt",
        "cell",
        "div",
        "name",
        "font",
        "definedName",
        "userInfo",
        "lvl",
        "person",
    ];
    if scrub.is_idle() {
        return;
    }
    let local = String::from_utf8_lossy(element.local()).into_owned();
    if BLOCKS.contains(&local.as_str()) {
        scrub.characters(element);
        return;
    }
    element.elements_mut().for_each(|child| blocks(child, scrub));
}

/// Blots removed texts out of every attribute.
fn scrub_attributes(element: &mut Element, scrub: &Scrub) {
    if scrub.is_idle() {
        return;
    }
    let names: Vec<String> = element
        .tag()
        .attributes()
        .filter(|a| !a.name.starts_with(b"xmlns") && !a.name.contains(&b':'))
        .map(|a| String::from_utf8_lossy(a.name).into_owned())
        .collect();
    for name in names {
        scrub.attribute(element, &name);
    }
    for node in &mut element.children {
        if let Node::Element(child) = node {
            scrub_attributes(child, scrub);
        }
    }
}
