//! The compound file around an xls workbook (MS-CFB): looked at by the cfb crate, which follows no
//! endless chain, and rebuilt around the workbook stream alone before calamine reads it.

use std::io::{Cursor, Read, Seek, Write};

use cfb::CompoundFile;
use epure_engine::table::{HiddenContent, HiddenKind};

use crate::read::error::{Found, Problem};

/// What a compound file holds.
pub(super) struct Contents {
    /// The workbook stream.
    pub(super) workbook: Vec<u8>,
    /// `Workbook` (BIFF8) or `Book` (BIFF5).
    stream: &'static str,
    /// What does not show.
    pub(super) hidden: Vec<HiddenContent>,
}

/// Reads the workbook stream, of at most `limit` bytes.
pub(super) fn open<R: Read + Seek>(reader: R, limit: u64) -> Result<Contents, Problem> {
    let mut file = CompoundFile::open(reader).map_err(Problem::damaged)?;
    let stream = ["Workbook", "Book"].into_iter().find(|name| file.is_stream(format!("/{name}")));
    let Some(stream) = stream else {
        let other = |name: &str| file.is_stream(name);
        let found = match () {
            () if other("/WordDocument") => Found::TextDocument,
            () if other("/PowerPoint Document") => Found::Presentation,
            () => Found::Unknown,
        };
        return Err(Problem::NotASpreadsheet { found });
    };
    let workbook = read_stream(&mut file, stream, limit)?.unwrap_or_default();
    let hidden = hidden(&mut file);
    Ok(Contents { workbook, stream, hidden })
}

fn read_stream<R: Read + Seek>(
    file: &mut CompoundFile<R>,
    name: &str,
    limit: u64,
) -> Result<Option<Vec<u8>>, Problem> {
    let Ok(stream) = file.open_stream(format!("/{name}")) else { return Ok(None) };
    let size = stream.len();
    if size > limit {
        return Err(Problem::FileTooLarge { bytes: size, limit });
    }
    let mut bytes = Vec::new();
    stream.take(limit).read_to_end(&mut bytes).map_err(Problem::damaged)?;
    Ok(Some(bytes))
}

impl Contents {
    /// A compound file with the workbook stream and nothing else.
    pub(super) fn rebuilt(&self) -> Result<Cursor<Vec<u8>>, Problem> {
        let mut file = CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
            .map_err(Problem::damaged)?;
        let mut stream =
            file.create_stream(format!("/{}", self.stream)).map_err(Problem::damaged)?;
        stream.write_all(&self.workbook).map_err(Problem::damaged)?;
        stream.flush().map_err(Problem::damaged)?;
        drop(stream);
        let mut bytes = file.into_inner();
        bytes.set_position(0);
        Ok(bytes)
    }
}

/// What the storages hold besides the cells.
fn hidden<R: Read + Seek>(file: &mut CompoundFile<R>) -> Vec<HiddenContent> {
    let names: Vec<String> = file.walk().map(|entry| entry.name().to_owned()).collect();
    let count = |matches: &dyn Fn(&str) -> bool| names.iter().filter(|name| matches(name)).count();
    let summary = properties(file, "\u{5}SummaryInformation", &[4, 8]);
    let document = properties(file, "\u{5}DocumentSummaryInformation", &[14, 15]);
    let inside = |storage: &str| file.read_storage(storage).map_or(0, Iterator::count);
    let counts = [
        (HiddenKind::Authors, summary + document),
        (HiddenKind::EmbeddedFiles, count(&|name| name.starts_with("MBD"))),
        (HiddenKind::Macros, count(&|name| name == "_VBA_PROJECT_CUR" || name == "_VBA_PROJECT")),
        (HiddenKind::PivotCaches, inside("/_SX_DB_CUR")),
        (HiddenKind::ChangeHistory, count(&|name| name == "Revision Log")),
    ];
    let found = counts.into_iter().filter(|(_, count)| *count > 0);
    let content = |(kind, count): (HiddenKind, usize)| HiddenContent {
        kind,
        count: u32::try_from(count).unwrap_or(u32::MAX),
        sheet: None,
    };
    found.map(content).collect()
}

/// How many of these properties of a property set (MS-OLEPS) hold text.
fn properties<R: Read + Seek>(file: &mut CompoundFile<R>, name: &str, ids: &[u32]) -> usize {
    let Ok(Some(set)) = read_stream(file, name, 1 << 20) else { return 0 };
    let word = |at: usize| {
        let bytes = set.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    };
    let text = |id: &u32| {
        let section = word(44)? as usize;
        let count = word(section.checked_add(4)?)?.min(256) as usize;
        let entry = (0..count).map(|at| section + 8 + at * 8).find(|at| word(*at) == Some(*id))?;
        let value = section.checked_add(word(entry + 4)? as usize)?;
        let length = word(value.checked_add(4)?)? as usize;
        let text = set.get(value + 8..value.checked_add(8)?.checked_add(length.min(4096))?)?;
        text.iter().any(|byte| *byte > b' ').then_some(())
    };
    ids.iter().filter(|id| text(id).is_some()).count()
}
