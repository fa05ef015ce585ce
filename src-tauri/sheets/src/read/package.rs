//! A zip package looked at with care: bounds on what its parts inflate to, no XML entities.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read, Seek};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::{ZipError, ZipResult};

use super::error::{Found, Problem};
use super::options::Limits;

/// Parts under this size may have any ratio: a small sheet full of blanks deflates very well.
const RATIO_FREE: u64 = 16 << 20;
/// Bytes of an XML part in which a document type would have to be.
const PROLOG: u64 = 16_384;

/// What kind of workbook a package holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// SpreadsheetML, with or without macros.
    Xlsx { macros: bool },
    /// The binary workbook.
    Xlsb,
    /// OpenDocument spreadsheet.
    Ods,
}

/// A package whose central directory was read and found within bounds.
pub(crate) struct Package<R> {
    zip: ZipArchive<R>,
    limits: Limits,
    /// Bytes inflated so far, over all parts.
    inflated: u64,
}

impl<R: Read + Seek> Package<R> {
    /// Reads the central directory and refuses packages that claim to inflate out of bounds.
    pub(crate) fn open(reader: R, limits: Limits) -> Result<Self, Problem> {
        let zip = ZipArchive::new(reader).map_err(zip_problem)?;
        let mut package = Self { zip, limits, inflated: 0 };
        let mut total = 0u64;
        for at in 0..package.zip.len() {
            let part = package.zip.by_index_raw(at).map_err(zip_problem)?;
            total = total.saturating_add(part.size());
            let name = name_of(&part);
            if total > limits.inflated_bytes
                || too_dense(part.size(), part.compressed_size(), limits)
            {
                return Err(Problem::ZipBomb { part: name, limit: limits.inflated_bytes });
            }
        }
        Ok(package)
    }

    /// Names of all parts, in the order of the central directory.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |name: ZipResult<Cow<'_, str>>| name.map(Cow::into_owned).unwrap_or_default();
        self.zip.file_names().map(name).collect()
    }

    /// Which workbook the package holds.
    pub(crate) fn content(&mut self) -> Result<Content, Problem> {
        if let Some(kind) = self.text("mimetype")? {
            return match kind.trim() {
                kind if kind.contains("opendocument.spreadsheet") => Ok(Content::Ods),
                kind if kind.contains("opendocument.text") => not(Found::TextDocument),
                kind if kind.contains("opendocument.presentation") => not(Found::Presentation),
                _ => not(Found::Archive),
            };
        }
        let Some(types) = self.text("[Content_Types].xml")? else {
            // Some programs leave out the first part of an OpenDocument package.
            let manifest = self.text("META-INF/manifest.xml")?.unwrap_or_default();
            return match manifest.contains("opendocument.spreadsheet") {
                true => Ok(Content::Ods),
                false => not(Found::Archive),
            };
        };
        match types {
            types if types.contains("sheet.binary.macroEnabled.main") => Ok(Content::Xlsb),
            types
                if types.contains("sheet.macroEnabled.main+xml")
                    || types.contains("template.macroEnabled.main+xml")
                    || types.contains("addin.macroEnabled.main+xml") =>
            {
                Ok(Content::Xlsx { macros: true })
            }
            types if types.contains("spreadsheetml") => Ok(Content::Xlsx { macros: false }),
            types if types.contains("wordprocessingml") => not(Found::TextDocument),
            types if types.contains("presentationml") => not(Found::Presentation),
            _ => not(Found::Archive),
        }
    }

    /// A whole small XML part as text; `None` when the package has no such part. XML entities are
    /// refused, as is a part beyond the bounds.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let mut bytes = Vec::new();
        let found = self.stream(name, |chunk| {
            bytes.extend_from_slice(chunk);
            Ok(())
        })?;
        if !found {
            return Ok(None);
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        Ok(Some(String::from_utf8_lossy(bytes).into_owned()))
    }

    /// Where a part is; some programs write other capitals or slashes than the relations say.
    fn index(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name).or_else(|| {
            let wanted = plain_path(name);
            self.names().iter().position(|known| plain_path(known) == wanted)
        })
    }

    /// Inflates a part piece by piece, counting what comes out, and refusing XML entities.
    /// `false` when the package has no such part.
    pub(crate) fn stream(
        &mut self,
        name: &str,
        mut take: impl FnMut(&[u8]) -> Result<(), Problem>,
    ) -> Result<bool, Problem> {
        let Some(at) = self.index(name) else { return Ok(false) };
        let mut part = self.zip.by_index(at).map_err(zip_problem)?;
        let packed = part.compressed_size();
        let bomb = || Problem::ZipBomb { part: name.to_owned(), limit: self.limits.inflated_bytes };
        let mut buffer = vec![0u8; 1 << 17];
        let mut size = 0u64;
        loop {
            let got = part.read(&mut buffer).map_err(|error| damaged_part(name, &error))?;
            let Some(chunk) = buffer.get(..got).filter(|chunk| !chunk.is_empty()) else {
                self.inflated += size;
                return Ok(true);
            };
            if size < PROLOG && declares_entities(chunk) {
                return Err(Problem::ForbiddenXml { part: name.to_owned() });
            }
            size += got as u64;
            let total = self.inflated.saturating_add(size);
            if total > self.limits.inflated_bytes || too_dense(size, packed, self.limits) {
                return Err(bomb());
            }
            take(chunk)?;
        }
    }
}

impl<R: Read + Seek> Package<R> {
    /// A part to be read as it inflates. Call [`Package::stream`] first: nothing is checked here.
    pub(crate) fn reader(&mut self, name: &str) -> Result<impl BufRead, Problem> {
        let at = self.index(name).ok_or_else(|| Problem::damaged(format!("{name} is missing")))?;
        let part = self.zip.by_index(at).map_err(zip_problem)?;
        Ok(BufReader::with_capacity(1 << 16, part))
    }
}

fn name_of<R: Read>(part: &zip::read::ZipFile<'_, R>) -> String {
    part.name().map(|name| name.into_owned()).unwrap_or_default()
}

fn plain_path(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn not<T>(found: Found) -> Result<T, Problem> {
    Err(Problem::NotASpreadsheet { found })
}

fn too_dense(size: u64, packed: u64, limits: Limits) -> bool {
    size > RATIO_FREE && size / packed.max(1) > limits.ratio
}

/// Does a part declare entities? A document type may name a file of its own, which is never read (the
/// manifests of OpenOffice.org 2 do); what it declares itself stands in brackets (XML 1.0, 2.8).
fn declares_entities(chunk: &[u8]) -> bool {
    let declares = |at: usize| {
        let rest = chunk.get(at..).unwrap_or_default();
        let end = memchr::memchr2(b'[', b'>', rest);
        end.and_then(|end| rest.get(end)) != Some(&b'>')
    };
    memmem::find(chunk, b"<!DOCTYPE").is_some_and(declares)
        || memmem::find(chunk, b"<!ENTITY").is_some()
}

fn damaged_part(name: &str, error: &std::io::Error) -> Problem {
    Problem::damaged(format!("{name}: {error}"))
}

/// A zip error as a problem of the file: passwords apart, the file is damaged.
pub(crate) fn zip_problem(error: ZipError) -> Problem {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            Problem::damaged(error)
        }
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => {
            Problem::PasswordProtected { format: epure_engine::table::Format::Xlsx }
        }
        error => Problem::damaged(error),
    }
}
