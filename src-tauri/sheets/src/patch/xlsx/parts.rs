//! The parts beside sheets and strings: each one adjusted, cleaned of copies, dropped or left.

use std::collections::{BTreeMap, BTreeSet};

use epure_engine::table::HiddenKind;

use crate::package::{Package, Source};
use crate::verify::xlsx::search_part;
use crate::xml::{Element, Node, local_name, write_all};

use super::adding::{self, NewSheet};
use super::along::{self, Note};
use super::outside::{Context, Fate, recount, root_mut};
use super::rels::{NewRelationship, rels_name, source_of_rels};
use super::remove::Lost;
use super::scrub::Scrub;
use super::shifts::Shift;
use super::survey::Survey;
use super::{XlsxError, pivots, remove, tables, workbook};

/// Largest part that is taken for XML to adjust; larger ones of unknown kinds are copied.
const LARGEST: u64 = 64 << 20;

/// What happens to the entries of the zip, by their position.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) dropped: BTreeSet<usize>,
    pub(crate) replaced: BTreeMap<usize, Vec<u8>>,
    pub(crate) streamed: BTreeSet<usize>,
    /// New parts by name, and the sheets among them.
    pub(crate) added: BTreeMap<String, Vec<u8>>,
    pub(crate) sheets: Vec<NewSheet>,
    /// Content types of the other new parts.
    pub(crate) types: Vec<(String, &'static str)>,
    /// Relationships that parts get, by the part.
    pub(crate) relationships: BTreeMap<String, Vec<NewRelationship>>,
    /// Notes that parts with their words, or their boxes, get.
    pub(crate) notes: BTreeMap<String, Vec<Note>>,
    /// Relationships that go, by the part that has them.
    pub(crate) dropped_rels: BTreeMap<String, BTreeSet<String>>,
    /// Columns of tables that go, by the query that fills the table.
    pub(crate) dropped_columns: BTreeMap<String, BTreeSet<String>>,
    /// Ids of shapes that stood for what a sheet lost, by the sheet's index.
    pub(crate) dropped_shapes: BTreeMap<usize, BTreeSet<String>>,
}

impl Parts {
    /// What the elements of a part that belongs to a sheet are adjusted by.
    pub(crate) fn context<'a>(
        &'a self,
        part: &str,
        sheet: usize,
        shift: &'a Shift,
        survey: &'a Survey<'a>,
        scrub: &'a Scrub,
    ) -> Context<'a> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        let ids = self.dropped_rels.get(part).unwrap_or(&NONE);
        let shapes = self.dropped_shapes.get(&sheet).unwrap_or(&NONE);
        let (shifts, edits) = (&survey.shifts, survey.edits.as_slice());
        Context { sheet, shift, shifts, scrub, lost: Lost { ids }, shapes, edits }
    }
}

/// What parts are adjusted by.
pub(crate) struct Rewriter<'a> {
    pub(crate) survey: &'a Survey<'a>,
    pub(crate) scrub: &'a Scrub,
}

impl Rewriter<'_> {
    /// Decides which parts go, and what else goes because of that.
    pub(crate) fn begin<R: Source>(
        &self,
        package: &mut Package<R>,
        parts: &mut Parts,
    ) -> Result<(), XlsxError> {
        let survey = self.survey;
        self.drop_stale(package, parts);
        self.drop_copies(package, parts)?;
        let gone = survey.gone();
        remove::requested(&survey.book, &survey.requests, &gone, package, parts)?;
        self.dropped_links(parts);
        let sources = survey.book.kinds.keys().cloned().chain([String::new()]);
        for source in sources {
            for rel in super::rels::read(package, &source)? {
                let at = package.position(&rel.target).filter(|_| !rel.external);
                if at.is_some_and(|at| parts.dropped.contains(&at)) {
                    parts.dropped_rels.entry(source.clone()).or_default().insert(rel.id);
                }
            }
        }
        for (index, sheet) in survey.book.sheets.iter().enumerate().filter(|(_, s)| s.cells) {
            let Some(ids) = parts.dropped_rels.get(&sheet.part).cloned() else { continue };
            let source = super::stream(package, &sheet.part)?;
            let (ids, shapes) = remove::of_sheet(source, Lost { ids: &ids })
                .map_err(|error| XlsxError::xml(&sheet.part, error))?;
            parts.dropped_rels.entry(sheet.part.clone()).or_default().extend(ids);
            parts.dropped_shapes.insert(index, shapes);
        }
        self.queries(package, parts)
    }

    /// Columns of tables that go are fields of a query as well.
    fn queries<R: Source>(
        &self,
        package: &mut Package<R>,
        parts: &mut Parts,
    ) -> Result<(), XlsxError> {
        let book = &self.survey.book;
        for (table, _) in book.kinds.iter().filter(|(_, kind)| *kind == "table") {
            let Some(owner) = book.owners.get(table).copied() else { continue };
            let Some(shift) = self.survey.shifts.of(owner).filter(|s| !s.columns.is_none()) else {
                continue;
            };
            let rels = super::rels::read(package, table)?;
            let Some(query) = rels.into_iter().find(|rel| rel.kind == "queryTable") else {
                continue;
            };
            let bytes = super::whole(package, table)?;
            let mut nodes = Element::parse(&bytes).map_err(|e| XlsxError::xml(table, e))?;
            let Some(root) = root_mut(&mut nodes) else { continue };
            let context = parts.context(table, owner, shift, self.survey, self.scrub);
            let lost = tables::lost_columns(root, &context);
            parts.dropped_columns.insert(query.target, lost);
        }
        Ok(())
    }

    /// Adjusts every part beside sheets and strings.
    pub(crate) fn finish<R: Source>(
        &self,
        package: &mut Package<R>,
        parts: &mut Parts,
    ) -> Result<(), XlsxError> {
        let book = &self.survey.book;
        for at in 0..package.names().len() {
            let name = package.names().get(at).cloned().unwrap_or_default();
            let lower = name.to_lowercase();
            let xml = [".xml", ".vml"].iter().any(|end| lower.ends_with(end));
            let known = parts.dropped.contains(&at) || parts.streamed.contains(&at);
            let sheet = book.sheets.iter().any(|s| s.cells && s.part == name);
            if !xml || known || sheet || Some(&name) == book.strings.as_ref() {
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
    fn drop_stale<R: Source>(&self, package: &Package<R>, parts: &mut Parts) {
        let formulas_gone = self.survey.census.sheets.values().any(|facts| facts.formulas_gone);
        let removes = !self.scrub.is_idle() || self.survey.shifts.any();
        for (name, kind) in &self.survey.book.kinds {
            let stale = match kind.as_str() {
                "calcChain" => formulas_gone || self.survey.shifts.any(),
                "thumbnail" => removes,
                _ => false,
            };
            if let Some(at) = package.position(name).filter(|_| stale) {
                parts.dropped.insert(at);
            }
        }
    }

    /// Parts that nobody misses, when they hold a removed text: those that nothing leads to, and the
    /// settings of a printer, which programs make again.
    fn drop_copies<R: Source>(
        &self,
        package: &mut Package<R>,
        parts: &mut Parts,
    ) -> Result<(), XlsxError> {
        if self.scrub.is_idle() {
            return Ok(());
        }
        let book = &self.survey.book;
        let known = |name: &str| name.is_empty() || book.kinds.contains_key(name);
        for at in 0..package.names().len() {
            let name = package.names().get(at).cloned().unwrap_or_default();
            let stored = |source: String| package.stored_name(&source).map(str::to_owned);
            let leads = match source_of_rels(&name).filter(|_| name.ends_with(".rels")) {
                Some(source) => known(&stored(source).unwrap_or_default()),
                None => known(&name) || name.ends_with('/'),
            };
            let kind = book.kind(&name);
            let types = name.eq_ignore_ascii_case("[content_types].xml");
            if types || (leads && kind != "printerSettings") {
                continue;
            }
            let mut leaks = false;
            search_part(package, &name, kind, &self.scrub.needles, &mut |id| {
                leaks |= !self.scrub.held.get(id as usize).copied().unwrap_or(false);
            })?;
            if leaks {
                parts.dropped.insert(at);
            }
        }
        Ok(())
    }

    /// Links of cells that go, or that lead to a removed text.
    fn dropped_links(&self, parts: &mut Parts) {
        for (index, sheet) in self.survey.book.sheets.iter().enumerate() {
            let gone = self.survey.census.sheets.get(&index).map(|facts| &facts.dropped_links);
            let ids: BTreeSet<String> = gone.into_iter().flatten().cloned().collect();
            if !ids.is_empty() {
                parts.dropped_rels.entry(sheet.part.clone()).or_default().extend(ids);
            }
        }
    }

    /// Adjusts one part held in memory.
    fn part<R: Source>(
        &self,
        package: &mut Package<R>,
        name: &str,
        at: usize,
        parts: &mut Parts,
    ) -> Result<(), XlsxError> {
        let kind = self.survey.book.kind(name);
        if matches!(kind, "" | "theme" | "styles") && name != self.survey.book.part {
            return Ok(());
        }
        let bytes = super::whole(package, name)?;
        let vml = kind == "vmlDrawing";
        let parsed = if vml { Element::parse_loose(&bytes) } else { Element::parse(&bytes) };
        let mut nodes = match parsed {
            Ok(nodes) => nodes,
            // What no program of the field reads is left; it is searched afterwards.
            Err(_) if !self.survey.shifts.any() || !vml => return Ok(()),
            Err(error) => return Err(XlsxError::xml(name, error)),
        };
        let Some(root) = root_mut(&mut nodes) else { return Ok(()) };
        let before = relationship_ids(root);
        if let Some(ids) = parts.dropped_rels.get(name) {
            if name == self.survey.book.part {
                workbook::sheets_go(root, ids);
            }
            let lost = Lost { ids };
            let had = root.elements().count();
            root.retain(|child| lost.strip(child) == Fate::Keep);
            let left = root.elements().count();
            if left != had {
                recount(root, left);
            }
        }
        let owner = self.survey.book.owners.get(name).filter(|_| kind != "pivotCacheDefinition");
        let sheet = owner.and_then(|owner| self.survey.book.sheets.get(*owner));
        let sheet = sheet.map(|sheet| sheet.name.as_str());
        self.adjust(name, kind, root, parts).map_err(|error| error.on_sheet(sheet))?;
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
        let owner = self.survey.book.owners.get(name).copied();
        let nothing = Shift::default();
        let shift = owner.and_then(|owner| self.survey.shifts.of(owner)).unwrap_or(&nothing);
        let sheet = owner.unwrap_or(usize::MAX);
        let requests = &self.survey.requests;
        if name == self.survey.book.part {
            workbook::adjust(root, &self.survey.shifts, self.scrub, self.recompute());
            if requests.asks(HiddenKind::Authors) {
                workbook::forget_authors(root);
            }
            adding::in_workbook(root, &parts.sheets);
            return Ok(());
        }
        if kind == "pivotCacheDefinition" {
            return pivots::definition(root, self, parts, name);
        }
        let context = parts.context(name, sheet, shift, self.survey, self.scrub);
        match kind {
            "table" => {
                if requests.asks(HiddenKind::Connections) {
                    tables::forget_query(root);
                }
                tables::adjust(root, name, &context, self.survey.edits.get(sheet))?;
            }
            "queryTable" => {
                if let Some(lost) = parts.dropped_columns.get(name) {
                    tables::forget_fields(root, lost);
                }
                let _ = context.adjust(root);
            }
            "pivotTable" => pivots::table(root, name, &context)?,
            "core-properties"
            | "extended-properties"
            | "custom-properties"
            | "customXml"
            | "customXmlProps"
            | "externalLinkPath" => {
                self.properties(root, kind);
                self.scrub.characters(root);
                scrub_attributes(root, self.scrub);
            }
            // What a list of a form offers stands in attributes.
            "ctrlProp" => {
                let _ = context.adjust(root);
                scrub_attributes(root, self.scrub);
            }
            "externalLink" => {
                scrub_attributes(root, self.scrub);
                blocks(root, self.scrub);
            }
            "vmlDrawing" => {
                let notes = requests.concerns(HiddenKind::Comments, owner);
                root.retain(|shape| {
                    !shape.is("shape")
                        || (context.vml_shape(shape) == Fate::Keep
                            && !(notes && remove::is_note(shape)))
                });
                let _ = context.adjust(root);
                blocks(root, self.scrub);
            }
            _ => {
                let _ = context.adjust(root);
                blocks(root, self.scrub);
            }
        }
        if let Some(notes) = parts.notes.get(name) {
            let add = if kind == "vmlDrawing" { along::add_boxes } else { along::add_notes };
            add(root, notes);
        }
        Ok(())
    }

    /// Names of people, and titles of sheets that go.
    fn properties(&self, root: &mut Element, kind: &str) {
        const PEOPLE: [&str; 4] = ["creator", "lastModifiedBy", "Company", "Manager"];
        let properties = matches!(kind, "core-properties" | "extended-properties");
        if properties && self.survey.requests.asks(HiddenKind::Authors) {
            root.retain(|child| !PEOPLE.iter().any(|name| child.is(name)));
        }
        if kind == "extended-properties" && self.survey.edits.iter().any(|edits| edits.gone) {
            root.retain(|child| !child.is("TitlesOfParts") && !child.is("HeadingPairs"));
        }
    }

    /// May the value of a formula be stale afterwards?
    fn recompute(&self) -> bool {
        let formulas = self.survey.census.sheets.values().any(|facts| facts.formulas);
        formulas && self.survey.edits.iter().any(|edits| !edits.is_idle())
    }

    /// Parts that nothing leads to any more.
    fn unreachable<R: Source>(
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
        for name in self.survey.book.kinds.keys().filter(|name| !reached.contains(*name)) {
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
    fn rels_and_types<R: Source>(
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
                None => {
                    root.retain(|over| {
                        let part = over.tag().get("PartName").unwrap_or_default().into_owned();
                        !over.is("Override") || !is_dropped(&part)
                    });
                    let like = self.survey.book.sheets.first().map_or("", |s| s.part.as_str());
                    adding::in_content_types(root, &parts.sheets, like);
                    adding::types(root, &parts.types);
                }
                Some(source) => {
                    let source = package.stored_name(&source).map_or(source.clone(), str::to_owned);
                    let gone = parts.dropped_rels.get(&source).cloned().unwrap_or_default();
                    root.retain(|rel| self.keep_rel(rel, &source, &gone, &is_dropped));
                    if source == self.survey.book.part {
                        adding::in_relationships(root, &parts.sheets);
                    }
                    if let Some(new) = parts.relationships.get(&source) {
                        adding::relationships(root, new);
                    }
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
pub(crate) fn relationship_ids(element: &Element) -> BTreeSet<String> {
    const IDS: [&[u8]; 11] =
        [b"id", b"embed", b"link", b"pict", b"relid", b"dm", b"lo", b"qs", b"cs", b"href", b"blip"];
    let mut found = BTreeSet::new();
    let mut waiting = vec![element];
    while let Some(element) = waiting.pop() {
        for attribute in element.tag().attributes() {
            let prefixed = attribute.name.contains(&b':') && !attribute.name.starts_with(b"xml");
            if prefixed && IDS.contains(&local_name(attribute.name)) {
                found.insert(String::from_utf8_lossy(attribute.value).into_owned());
            }
        }
        waiting.extend(element.elements());
    }
    found
}

/// Blots removed texts out of paragraphs, strings and cached values, wherever they are.
fn blocks(element: &mut Element, scrub: &Scrub) {
    const BLOCKS: [&str; 19] = [
        "v",
        "txBody",
        "rich",
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
