//! A workbook of its own for rows that move to an archive file.
//!
//! It is made of what they need, and of nothing else of the original: their sheets with links and notes, the
//! strings they refer to, styles and theme. Links into the original workbook stay behind.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Seek, Write};

use epure_engine::plan::Edit;

use crate::package::{Package, PackageWriter, Source};
use crate::xml::escape_attribute;

use super::archive::{Archive, Gathering, Headers};
use super::parts::Parts;
use super::rels::{NewRelationship, rels_name};
use super::strings::{Appended, IndexSet, rewrite};
use super::styles::DateStyles;
use super::survey::Survey;
use super::value::Writing;
use super::{XlsxError, XlsxOptions, along};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Content types begin with this, those of the theme excepted.
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const THEME_TYPE: &str = "application/vnd.openxmlformats-officedocument.theme+xml";
const BOOK: &str = "xl/workbook.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

/// Writes the rows that `edits` move as a workbook of their own to `out`.
pub(crate) fn write_archive<R: Source, W: Write + Seek>(
    package: &mut Package<R>,
    edits: &[Edit],
    options: &XlsxOptions<'_>,
    out: W,
) -> Result<W, XlsxError> {
    let survey = Survey::new(package, edits, options)?;
    let scrub = survey.scrub(package)?;
    let (dates, styles) = DateStyles::of_survey(package, &survey)?;
    let none = Headers::new();
    let gathering = Gathering {
        survey: &survey,
        scrub: &scrub,
        // New texts stand in their cells: the strings are those of the original, less what is not used.
        writing: Writing { strings: None, date1904: survey.book.date1904 },
        dates: &dates,
        headers: options.headers.unwrap_or(&none),
        apart: true,
    };
    let archives = gathering.run(package)?;
    let mut book = NewBook::default();
    book.strings(package, &survey, &archives)?;
    book.looks(package, &survey, styles)?;
    for archive in archives {
        book.sheet(package, archive)?;
    }
    book.finish(survey.book.date1904);
    let mut writer = PackageWriter::new(out);
    let types = "[Content_Types].xml";
    writer.add(types)?.write_all(book.types().as_bytes()).map_err(XlsxError::Write)?;
    for (name, bytes) in &book.parts {
        writer.add(name)?.write_all(&transitional(bytes)).map_err(XlsxError::Write)?;
    }
    Ok(writer.finish()?)
}

/// A part of a workbook in the strict dialect (ECMA-376 part 1) in the words of the usual one (part 4),
/// which the new parts are written in.
fn transitional(part: &[u8]) -> Cow<'_, [u8]> {
    const STRICT: &str = "http://purl.oclc.org/ooxml/";
    if memchr::memmem::find(part, STRICT.as_bytes()).is_none() {
        return Cow::Borrowed(part);
    }
    let mut text = String::from_utf8_lossy(part).into_owned();
    for (strict, usual) in [
        ("spreadsheetml/main", MAIN),
        ("officeDocument/relationships", RELATIONSHIPS),
        ("drawingml/main", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ] {
        text = text.replace(&format!("{STRICT}{strict}"), usual);
    }
    Cow::Owned(text.into_bytes())
}

/// The parts of the workbook as they come together.
#[derive(Default)]
struct NewBook {
    parts: BTreeMap<String, Vec<u8>>,
    /// Content types by part.
    types: Vec<(String, String)>,
    /// Relationships of the workbook part.
    rels: Vec<NewRelationship>,
    /// The entries of its list of sheets.
    sheets: Vec<String>,
}

impl NewBook {
    fn relate(&mut self, kind: &'static str, part: &str, content_type: String) -> String {
        let id = format!("rId{}", self.rels.len() + 1);
        let target = format!("/{part}");
        self.rels.push(NewRelationship { id: id.clone(), kind, target, external: false });
        self.types.push((part.to_owned(), content_type));
        id
    }

    fn strings<R: Source>(
        &mut self,
        package: &mut Package<R>,
        survey: &Survey<'_>,
        archives: &[Archive],
    ) -> Result<(), XlsxError> {
        let (Some(part), Some(count)) = (&survey.book.strings, survey.strings) else {
            return Ok(());
        };
        let mut used = IndexSet::default();
        archives.iter().for_each(|archive| used.join(&archive.used));
        let uses = archives.iter().map(|archive| archive.uses).sum();
        let mut bytes = Vec::new();
        let source = super::stream(package, part)?;
        rewrite(source, &mut bytes, &used, &Appended::new(count), uses)
            .map_err(|error| XlsxError::xml(part, error))?;
        self.parts.insert(STRINGS.to_owned(), bytes);
        self.relate("sharedStrings", STRINGS, format!("{TYPE}.sharedStrings+xml"));
        Ok(())
    }

    /// Styles (`changed` when a date asked for new ones) and theme.
    fn looks<R: Source>(
        &mut self,
        package: &mut Package<R>,
        survey: &Survey<'_>,
        changed: Option<Vec<u8>>,
    ) -> Result<(), XlsxError> {
        if let Some(part) = &survey.book.styles {
            let styles = changed.map_or_else(|| super::whole(package, part), Ok)?;
            self.parts.insert("xl/styles.xml".to_owned(), styles);
            self.relate("styles", "xl/styles.xml", format!("{TYPE}.styles+xml"));
        }
        let theme = survey.book.rels.iter().find(|rel| rel.kind == "theme" && !rel.external);
        if let Some(part) = theme.filter(|rel| package.position(&rel.target).is_some()) {
            let (name, bytes) = ("xl/theme/theme1.xml", super::whole(package, &part.target)?);
            self.parts.insert(name.to_owned(), bytes);
            self.relate("theme", name, THEME_TYPE.to_owned());
        }
        Ok(())
    }

    fn sheet<R: Source>(
        &mut self,
        package: &mut Package<R>,
        mut archive: Archive,
    ) -> Result<(), XlsxError> {
        archive.along.keep_outside_links();
        let mut made = Parts { added: std::mem::take(&mut self.parts), ..Parts::default() };
        let part = along::free(package, &made, "xl/worksheets/sheet", "xml");
        along::attach(package, &mut archive.along, &part, &[], &mut made)?;
        made.added.insert(part.clone(), archive.part());
        self.parts = made.added;
        self.types.extend(made.types.into_iter().map(|(part, kind)| (part, kind.to_owned())));
        let id = self.relate("worksheet", &part, format!("{TYPE}.worksheet+xml"));
        let (name, number) = (escape_attribute(&archive.name), self.sheets.len() + 1);
        let entry = format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"{id}\"/>");
        self.sheets.push(entry);
        Ok(())
    }

    /// The workbook part and what leads to it.
    fn finish(&mut self, date1904: bool) {
        let dates = if date1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
        let sheets = self.sheets.concat();
        let book = format!(
            "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONSHIPS}\">{dates}<sheets>{sheets}</sheets></workbook>"
        );
        self.parts.insert(BOOK.to_owned(), book.into_bytes());
        self.parts.insert(rels_name(BOOK), NewRelationship::part(&self.rels));
        let (id, kind, target) = ("rId1".to_owned(), "officeDocument", format!("/{BOOK}"));
        let root = NewRelationship { id, kind, target, external: false };
        self.parts.insert(rels_name(""), NewRelationship::part(&[root]));
        self.types.push((BOOK.to_owned(), format!("{TYPE}.sheet.main+xml")));
    }

    fn types(&self) -> String {
        let parts = self.types.iter().map(|(part, kind)| {
            format!("<Override PartName=\"/{}\" ContentType=\"{kind}\"/>", escape_attribute(part))
        });
        format!(
            "{HEAD}<Types xmlns=\"{CONTENT_TYPES}\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{}</Types>",
            parts.collect::<String>()
        )
    }
}
